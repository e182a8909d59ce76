#include "core/base/json_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>
#include <random>

using namespace omni;

class TestJsonText : public QObject
{
    Q_OBJECT

private slots:
    void writesMembersInTheOrderOfTheCalls()
    {
        JsonText json;
        json.object().member("b", "x").member("a", 1).member("yes", true).member("pi", 0.5);
        json.key("list").array().integer(1).text("two").null().object().end().end();
        json.key("amount").text("0.10").end();

        QCOMPARE(json.take(),
                 std::string(
                     "{\"b\":\"x\",\"a\":1,\"yes\":true,\"pi\":0.5,\"list\":[1,\"two\",null,{}],\"amount\":\"0.10\"}"));
        QVERIFY(json.take().empty());
    }

    void startsAnewAfterTake()
    {
        JsonText json;
        json.array().integer(1).end();
        static_cast<void>(json.take());

        QCOMPARE(json.array().integer(2).end().view(), std::string("[2]"));
    }

    void escapesWhatMustBe_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* name, const QByteArray& text, const char* json) {
            QTest::newRow(name) << text << QByteArray(json);
        };
        row("nothing", "", "\"\"");
        row("quotes and backslashes", "a\"b\\c", "\"a\\\"b\\\\c\"");
        row("line breaks and tabs", "a\nb\rc\td", "\"a\\nb\\rc\\td\"");
        row("control characters", QByteArray("\x01\x1f\x7f", 3), "\"\\u0001\\u001f\\u007f\"");
        row("a NUL", QByteArray("a\0b", 3), "\"a\\u0000b\"");
        row("letters of others", "Zürich €", "\"Zürich €\"");
        row("a bad byte",
            "a\xFF"
            "b",
            "\"a\xEF\xBF\xBD"
            "b\"");
        row("a sequence cut off", "a\xE2\x82", "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
        row("a surrogate", "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
        row("an overlong form", "\xC0\xAF", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    }

    void escapesWhatMustBe()
    {
        QFETCH(QByteArray, text);

        QTEST(QByteArray::fromStdString(jsonQuoted(text.toStdString())), "json");
    }

    void hasNoNumberForNaNAndInfinity()
    {
        JsonText json;
        json.array().number(std::numeric_limits<double>::quiet_NaN()).number(std::numeric_limits<double>::infinity());

        QCOMPARE(json.end().take(), std::string("[null,null]"));
    }

    void writesTheLargestIntegers()
    {
        JsonText json;
        json.array()
            .integer(std::numeric_limits<std::int64_t>::min())
            .integer(std::numeric_limits<std::uint64_t>::max());

        QCOMPARE(json.end().take(), std::string("[-9223372036854775808,18446744073709551615]"));
    }

    // Whatever bytes go in, another reader takes the text and gives the doubles back; the seed is fixed.
    void isReadByAnotherReader()
    {
        std::mt19937_64 random{31};
        for (int i = 0; i < 5'000; ++i) {
            std::string bytes;
            for (std::uint64_t k = 0, n = random() % 20; k < n; ++k) {
                bytes += static_cast<char>(random());
            }
            const double number = static_cast<double>(random()) / static_cast<double>(1 + random() % 1'000'000'007);
            JsonText json;
            json.object().member(bytes, bytes).member("number", number).end();
            QJsonParseError error;

            const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json.take()), &error);

            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(document["number"].toDouble(), number);
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
