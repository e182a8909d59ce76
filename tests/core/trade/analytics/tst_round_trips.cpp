// needs: ZLIB::ZLIB

#include "core/trade/analytics/trade_statistics.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::analytics;
using namespace omni::tests;

namespace {

constexpr std::int64_t oneDollar = 100'000'000;
constexpr Timestamp morning{1'704'153'600'000'000'000};

/// `lots` shares at `dollars` each, for a dollar of fee.
PairedFill aFill(std::uint64_t order, Side side, std::int64_t lots, std::int64_t dollars, int minute = 0)
{
    return {OrderId{order},       InstrumentId{1},
            StrategyId{1},        side,
            Lots{lots},           Money{lots * dollars * oneDollar},
            Money{oneDollar},     morning + minutes(minute),
            TradeReason("signal")};
}

RoundTripBook bookOf(const std::vector<PairedFill>& fills)
{
    RoundTripBook book;
    for (const auto& fill : fills) {
        if (!book.add(fill)) {
            qFatal("not paired");
        }
    }
    return book;
}

std::vector<RoundTrip> openOf(const RoundTripBook& book, std::int64_t dollars)
{
    return book.open(
        [dollars](InstrumentId, Lots size) { return std::optional(Money{size.count * dollars * oneDollar}); });
}

market::Instrument inCents()
{
    market::Instrument instrument;
    instrument.id = InstrumentId{1};
    instrument.venue = "test";
    instrument.symbol = "ACME";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return *market::completed(instrument);
}

/// The trades of a published backtest, as ours.
std::vector<RoundTrip> publishedTrades(std::string_view name)
{
    std::vector<RoundTrip> trades;
    const Table table
        = tableOf(*sharedFile(std::string("reference/backtest/backtesting_py/").append(name) + "_trades.csv"));
    for (const auto& row : table.rows) {
        const auto number = [&](const char* column) { return std::strtod(row[table.column(column)].c_str(), nullptr); };
        const double size = number("Size");
        RoundTrip trade;
        trade.side = size > 0 ? Side::Buy : Side::Sell;
        trade.size = Lots{std::llround(std::fabs(size))};
        trade.entryValue = Money{std::llround(std::fabs(size) * number("EntryPrice") * 1e8)};
        trade.exitValue = Money{std::llround(std::fabs(size) * number("ExitPrice") * 1e8)};
        trade.pnl = Money{std::llround(number("PnL") * 1e8)};
        trade.entered = timestampFromIso(row[table.column("EntryTime")]).value();
        trade.exited = timestampFromIso(row[table.column("ExitTime")]).value();
        trades.push_back(trade);
    }
    return trades;
}

} // namespace

class TestRoundTrips : public QObject
{
    Q_OBJECT

private slots:
    // 10 shares bought at 100 and sold at 103: 30 dollars less two of fees.
    void anEntryAndItsExitAreOneTrade()
    {
        const auto book = bookOf({aFill(1, Side::Buy, 10, 100), aFill(2, Side::Sell, 10, 103, 5)});

        QCOMPARE(book.closed().size(), std::size_t{1});
        const auto& trade = book.closed().front();
        QCOMPARE(trade.side, Side::Buy);
        QCOMPARE(trade.size.count, std::int64_t{10});
        QCOMPARE(trade.pnl.e8, 28 * oneDollar);
        QCOMPARE(trade.fees.e8, 2 * oneDollar);
        QCOMPARE(trade.entered.ns, morning.ns);
        QCOMPARE(trade.exited->ns, (morning + minutes(5)).ns);
        QVERIFY(openOf(book, 103).empty());
    }

    void aShortTradeEarnsWhenThePriceFalls()
    {
        const auto book = bookOf({aFill(1, Side::Sell, 10, 100), aFill(2, Side::Buy, 10, 97)});

        QCOMPARE(book.closed().front().side, Side::Sell);
        QCOMPARE(book.closed().front().pnl.e8, 28 * oneDollar);
    }

    // An order that took three levels is one entry; the exit took two.
    void fillsOfOneOrderAreOne()
    {
        const auto book = bookOf({aFill(1, Side::Buy, 3, 100), aFill(1, Side::Buy, 3, 101), aFill(1, Side::Buy, 4, 102),
                                  aFill(2, Side::Sell, 5, 103, 1), aFill(2, Side::Sell, 5, 104, 2)});

        QCOMPARE(book.closed().size(), std::size_t{1});
        const auto& trade = book.closed().front();
        QCOMPARE(trade.size.count, std::int64_t{10});
        QCOMPARE(trade.entryValue.e8, (300 + 303 + 408) * oneDollar);
        QCOMPARE(trade.exitValue.e8, (515 + 520) * oneDollar);
        QCOMPARE(trade.pnl.e8, (1'035 - 1'011 - 5) * oneDollar);
        QCOMPARE(trade.exited->ns, (morning + minutes(2)).ns);
    }

    // Two entries of 10, an exit of 15: the first whole, half of the second; 5 stay open.
    void theOldestEntryLeavesFirst()
    {
        const auto book
            = bookOf({aFill(1, Side::Buy, 10, 100), aFill(2, Side::Buy, 10, 110), aFill(3, Side::Sell, 15, 120)});

        QCOMPARE(book.closed().size(), std::size_t{2});
        QCOMPARE(book.closed()[0].size.count, std::int64_t{10});
        QCOMPARE(book.closed()[0].entryValue.e8, 1'000 * oneDollar);
        QCOMPARE(book.closed()[1].size.count, std::int64_t{5});
        QCOMPARE(book.closed()[1].entryValue.e8, 550 * oneDollar);
        const auto open = openOf(book, 130);
        QCOMPARE(open.size(), std::size_t{1});
        QCOMPARE(open.front().size.count, std::int64_t{5});
        QCOMPARE(open.front().pnl.e8, (5 * 20) * oneDollar - oneDollar / 2); // with its half of the entry's fee
        QVERIFY(!open.front().exited);
        QCOMPARE(QString::fromUtf8(open.front().reason.view().data(), 4), QString("open"));
    }

    void whatIsBeyondThePositionOpensTheOtherSide()
    {
        const auto book = bookOf({aFill(1, Side::Buy, 10, 100), aFill(2, Side::Sell, 15, 110)});

        QCOMPARE(book.closed().size(), std::size_t{1});
        QCOMPARE(openOf(book, 110).front().side, Side::Sell);
        QCOMPARE(openOf(book, 110).front().size.count, std::int64_t{5});
    }

    void strategiesDoNotCloseEachOther()
    {
        auto other = aFill(2, Side::Sell, 10, 110);
        other.strategy = StrategyId{2};

        const auto book = bookOf({aFill(1, Side::Buy, 10, 100), other});

        QVERIFY(book.closed().empty());
        QCOMPARE(openOf(book, 100).size(), std::size_t{2});
    }

    // A share in ten thousand pays 0.333… in thirds: nothing is lost between the parts.
    void nothingIsLostInTheSplitting()
    {
        std::mt19937_64 random{20'240'302};
        for (int run = 0; run < 500; ++run) {
            RoundTripBook book;
            std::int64_t cash = 0;
            std::int64_t held = 0;
            std::int64_t fees = 0;
            for (std::uint64_t order = 1; order <= 40; ++order) {
                PairedFill fill = aFill(order / 2, random() % 2 == 0 ? Side::Buy : Side::Sell,
                                        static_cast<std::int64_t>(1 + random() % 100), 1);
                fill.value = Money{static_cast<std::int64_t>(random() % 1'000'003)};
                fill.fee = Money{static_cast<std::int64_t>(random() % 1'009) - 100};
                QVERIFY(book.add(fill));
                cash -= signOf(fill.side) * fill.value.e8 + fill.fee.e8;
                fees += fill.fee.e8;
                held += signOf(fill.side) * fill.size.count;
            }
            std::int64_t pnl = 0;
            std::int64_t paid = 0;
            std::int64_t worth = 0;
            for (const auto& trade : book.closed()) {
                pnl += trade.pnl.e8;
                paid += trade.fees.e8;
            }
            std::int64_t left = 0;
            for (const auto& trade :
                 book.open([](InstrumentId, Lots size) { return std::optional(Money{size.count * 7}); })) {
                pnl += trade.pnl.e8;
                paid += trade.fees.e8;
                left += signOf(trade.side) * trade.size.count;
                worth += signOf(trade.side) * trade.exitValue.e8;
            }
            QCOMPARE(left, held);
            QCOMPARE(paid, fees);
            QCOMPARE(pnl, cash + worth);
        }
    }

    void refusesWhatDoesNotFit()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        RoundTripBook book;
        auto fill = aFill(1, Side::Buy, 1, 100);
        fill.value = Money{most};

        QCOMPARE(book.add(fill).error().code, Errc::Overflow);
        fill.value = Money{most / 4};
        QVERIFY(book.add(fill));
        QCOMPARE(book.add(fill).error().code, Errc::Overflow); // together with the first
        QCOMPARE(openOf(book, 1).size(), std::size_t{1});
    }

    // 3 shares for 500.00 dollars: 166.66…, to ten decimals.
    void aPriceIsTheValueOfOneUnit()
    {
        const auto text = [](std::int64_t value, std::int64_t lots) {
            return QString::fromStdString(unitPriceText(inCents(), Money{value}, Lots{lots}).value_or("none"));
        };

        QCOMPARE(text(500 * oneDollar, 3), QString("166.6666666667"));
        QCOMPARE(text(18'640'315'500, 1), QString("186.403155"));
        QCOMPARE(text(100 * oneDollar, 1), QString("100"));
        QCOMPARE(text(100, 0), QString("none"));
    }

    void aPriceFollowsTheLotAndTheContract()
    {
        auto coin = inCents();
        coin.tickSize = {1, -1};
        coin.lotSize = {1, -3};
        coin.contractSize = {10, 0};
        coin = *market::completed(coin);

        // 0.006 contracts of ten coins at 61'800.2: 3'708.012.
        QCOMPARE(QString::fromStdString(*unitPriceText(coin, Money{370'801'200'000}, Lots{6})), QString("61800.2"));
    }

    void statisticsAreThoseOfBacktestingPy_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("winRate");
        QTest::addColumn<double>("best");
        QTest::addColumn<double>("worst");
        QTest::addColumn<double>("average");
        QTest::addColumn<double>("profitFactor");
        QTest::addColumn<double>("expectancy");
        QTest::addColumn<double>("sqn");
        QTest::addColumn<double>("kelly");
        QTest::addColumn<int>("longestDays");

        QTest::newRow("long and short") << "GOOG_sma10_30_longshort_allin" << 43.93939393939394 << 53.08876039031443
                                        << -18.83567128543152 << 2.123694746756022 << 1.94782271399689
                                        << 2.868648819142914 << 0.8882213435044595 << 0.11970571193749852 << 183;
        QTest::newRow("a fixed size") << "GOOG_sma20_50_fixed100" << 45.0 << 48.259489795918356 << -11.744486239405774
                                      << 5.167035524963004 << 3.031768368238465 << 6.265241572074717
                                      << 1.5075463612205675 << 0.25865873653200855 << 297;
        QTest::newRow("mean reversion") << "AAPL_bollinger20_2_meanrev_fixed100" << 78.26086956521739
                                        << 15.041666907319254 << -36.5656420495068 << 1.1913742892700752
                                        << 1.7219319104750224 << 1.6835442968476677 << 1.1775772293256714
                                        << 0.31851272257734736 << 64;
    }

    void statisticsAreThoseOfBacktestingPy()
    {
        QFETCH(QString, name);
        if (!sharedFile("reference/backtest/backtesting_py")) {
            QSKIP(absenceOf("reference/backtest").c_str());
        }

        const auto ours = statisticsOf(publishedTrades(name.toStdString()));

        const auto near
            = [](std::optional<double> a, double b) { return a && std::fabs(*a - b) <= 1e-6 * (1 + std::fabs(b)); };
        const auto theirs
            = [](const char* column) { return *static_cast<double*>(QTest::qData(column, qMetaTypeId<double>())); };
        QVERIFY(near(*ours.winRate * 100, theirs("winRate")));
        QVERIFY(near(*ours.bestTrade * 100, theirs("best")));
        QVERIFY(near(*ours.worstTrade * 100, theirs("worst")));
        QVERIFY(near(*ours.averageTrade * 100, theirs("average")));
        QVERIFY(near(ours.profitFactor, theirs("profitFactor")));
        QVERIFY(near(*ours.expectancy * 100, theirs("expectancy")));
        QVERIFY(near(ours.sqn, theirs("sqn")));
        QVERIFY(near(ours.kelly, theirs("kelly")));
        QFETCH(int, longestDays);
        QCOMPARE(ours.longestDuration->ns, days(longestDays).ns);
    }

    void ofNoTradesNothingIsTold()
    {
        const auto nothing = statisticsOf({});

        QCOMPARE(nothing.trades, std::size_t{0});
        QVERIFY(!nothing.winRate && !nothing.profitFactor && !nothing.sqn && !nothing.expectancy);
        QVERIFY(!nothing.averageDuration && !nothing.bestTrade && !nothing.kelly);
    }

    void withoutALossThereIsNoProfitFactor()
    {
        const auto book = bookOf({aFill(1, Side::Buy, 10, 100), aFill(2, Side::Sell, 10, 110)});

        const auto one = statisticsOf(book.closed());

        QCOMPARE(*one.winRate, 1.0);
        QVERIFY(!one.profitFactor && !one.sqn && !one.kelly);
    }

    void openTradesAreLeftOut()
    {
        const auto book = bookOf({aFill(1, Side::Buy, 10, 100)});

        QCOMPARE(statisticsOf(openOf(book, 200)).trades, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestRoundTrips)
#include "tst_round_trips.moc"
