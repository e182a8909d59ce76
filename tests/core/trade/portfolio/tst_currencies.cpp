#include "core/trade/portfolio/currencies.h"

#include <QTest>

#include <string>

using namespace omni;
using namespace omni::portfolio;

class TestCurrencies : public QObject
{
    Q_OBJECT

private slots:
    void idsAreDenseFromOne()
    {
        Currencies currencies;

        QCOMPARE(currencies.define("USDT").value(), CurrencyId{1});
        QCOMPARE(currencies.define("USD").value(), CurrencyId{2});
        QCOMPARE(currencies.define("USDT").value(), CurrencyId{1});
        QCOMPARE(currencies.codeOf({2}), std::string_view{"USD"});
        QCOMPARE(currencies.idOf("USD"), std::optional(CurrencyId{2}));
        QVERIFY(!currencies.idOf("EUR"));
        QVERIFY(currencies.codeOf({}).empty() && currencies.codeOf({3}).empty());
    }

    void refusesWhatIsNoCode_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("empty") << QByteArray{};
        QTest::newRow("space") << QByteArray{"US D"};
        QTest::newRow("seventeen letters") << QByteArray(17, 'A');
        QTest::newRow("control") << QByteArray("A\n");
    }

    void refusesWhatIsNoCode()
    {
        QFETCH(QByteArray, code);
        Currencies currencies;

        QCOMPARE(currencies.define({code.constData(), static_cast<std::size_t>(code.size())}).error().code,
                 Errc::Invalid);
        QCOMPARE(currencies.size(), std::size_t{0});
    }

    void thereIsACap()
    {
        Currencies currencies;
        for (std::size_t i = 0; i < mostCurrencies; ++i) {
            QVERIFY(currencies.define("C" + std::to_string(i)));
        }
        QCOMPARE(currencies.define("X").error().code, Errc::Full);
    }

    void savedAndLoadedItIsTheSame()
    {
        Currencies currencies;
        QVERIFY(currencies.define("USD") && currencies.define("EUR"));
        Bytes bytes;
        ByteWriter out(bytes);
        currencies.save(out);

        Currencies loaded;
        ByteReader in(bytes);
        QVERIFY(loaded.load(in) && in.finished());
        QCOMPARE(loaded.idOf("EUR"), std::optional(CurrencyId{2}));

        bytes.back() = std::byte{'?'};
        ByteReader damaged(bytes);
        QCOMPARE(loaded.load(damaged).error().code, Errc::Corrupt);
        QCOMPARE(loaded.size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestCurrencies)
#include "tst_currencies.moc"
