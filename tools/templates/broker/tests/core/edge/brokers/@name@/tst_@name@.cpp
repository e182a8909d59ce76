#include "core/edge/brokers/@name@/config.h"
#include "core/edge/brokers/@name@/wire.h"

#include <QTest>

#include <random>

using namespace omni::brokers::@name@;

class Test@Name@ : public QObject
{
    Q_OBJECT

private slots:
    void readsAQuote()
    {
        const auto quote = quoteFrom("99.50,99.51");

        QVERIFY(quote);
        QCOMPARE(quote->bidE8, std::int64_t{9'950'000'000});
        QCOMPARE(quote->askE8, std::int64_t{9'951'000'000});
    }

    void refusesWhatIsNoQuote_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one price") << QByteArray("99.50");
        QTest::newRow("a word") << QByteArray("99.50,high");
        QTest::newRow("not a number") << QByteArray("nan,nan");
        QTest::newRow("crossed") << QByteArray("99.52,99.51");
    }

    void refusesWhatIsNoQuote()
    {
        QFETCH(QByteArray, text);

        QVERIFY(!quoteFrom(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))));
    }

    // Any bytes give a value or an error. The seed is fixed: a failure repeats.
    void survivesAnyBytes()
    {
        std::mt19937_64 random{20'240'301};
        for (int i = 0; i < 20'000; ++i) {
            std::string text(random() % 24, ' ');
            for (char& c : text) {
                c = "0123456789.,-+e \x01\xFF"[random() % 18];
            }

            const auto quote = quoteFrom(text);

            QVERIFY2(!quote || quote->bidE8 <= quote->askE8, text.c_str());
        }
    }

    void acceptsAConfigAtItsBounds()
    {
        using std::chrono::milliseconds;
        QVERIFY(validate({.address = "https://venue.example", .timeout = milliseconds(100)}));
        QVERIFY(validate({.address = "https://venue.example", .timeout = milliseconds(60'000)}));
    }

    void refusesAConfigOutsideItsBounds()
    {
        using std::chrono::milliseconds;
        QVERIFY(!validate({.address = "http://venue.example"}));
        QVERIFY(!validate({.address = "https://venue.example", .timeout = milliseconds(99)}));
        QVERIFY(!validate({.address = "https://venue.example", .timeout = milliseconds(60'001)}));
    }
};

QTEST_APPLESS_MAIN(Test@Name@)
#include "tst_@name@.moc"
