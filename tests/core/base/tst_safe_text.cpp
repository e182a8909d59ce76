#include "core/base/json_text.h"
#include "core/base/safe_text.h"

#include <QJsonDocument>
#include <QTest>

#include <random>

using namespace omni;

class TestSafeText : public QObject
{
    Q_OBJECT

private slots:
    void whatIsHarmlessStays()
    {
        for (const std::string text : {"", "one line\nanother\tbehind a tab", "Grüße, 日本, €", "a \\ b \"c\""}) {
            QCOMPARE(QString::fromStdString(safeToShow(text)), QString::fromStdString(text));
        }
    }

    void whatATerminalObeysIsWrittenOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("colour") << QByteArray("\x1b[31m") << "\\u001b[31m";
        QTest::newRow("back to the start of the line") << QByteArray("bad\rgood") << "bad\\u000dgood";
        QTest::newRow("rubbed out") << QByteArray("\x7f") << "\\u007f";
        QTest::newRow("an escape of one character") << QByteArray("\xc2\x9b"
                                                                  "2J")
                                                    << "\\u009b2J";
        QTest::newRow("an escape that is no UTF-8") << QByteArray("\x9b"
                                                                  "2J")
                                                    << "\\x9b2J";
        QTest::newRow("written backwards") << QByteArray("\xe2\x80\xae"
                                                         "abc")
                                           << "\\u202eabc";
        QTest::newRow("a nothing in the middle") << QByteArray("a\0b", 3) << "a\\u0000b";
        QTest::newRow("half a character") << QByteArray("\xe2\x82") << "\\xe2\\x82";
    }

    void whatATerminalObeysIsWrittenOut()
    {
        QFETCH(QByteArray, text);
        QTEST(QString::fromStdString(safeToShow(text.toStdString())), "shown");
    }

    void aLineStaysOneLine()
    {
        QCOMPARE(QString::fromStdString(onOneLine("a\nb\tc\x1b")), QString("a\\nb\\tc\\x1b"));
    }

    // Whoever reads JSON from the program gets what was written into it.
    void jsonReadsBackAsItWas()
    {
        constexpr std::string_view alphabet = "\n\t\r \"\\x\x1b\x7f\x00";
        const std::vector<std::string> characters{"\u202e", "\u0085", "\u2028", "\ufeff", "€", "日"};
        std::mt19937_64 random{17};
        for (int i = 0; i < 5'000; ++i) {
            std::string text = "-"; // in front: Qt takes a byte order mark there for none of the text
            for (std::size_t k = random() % 12; k > 0; --k) {
                text += random() % 2 == 0 ? std::string(1, alphabet[random() % alphabet.size()])
                                          : characters[random() % characters.size()];
            }
            const std::string shown = safeToShow('[' + jsonQuoted(text) + ']');
            const auto read = QJsonDocument::fromJson(QByteArray::fromStdString(shown));
            QCOMPARE(read[0].toString(), QString::fromStdString(text));
        }
    }
};

QTEST_APPLESS_MAIN(TestSafeText)
#include "tst_safe_text.moc"
