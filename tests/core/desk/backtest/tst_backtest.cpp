// What a backtest promises, on markets small enough to be followed by hand.

#include "core/desk/backtest/figures.h"
#include "core/desk/backtest/run.h"
#include "tests/support/scripted_market.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::test;
using backtest::BacktestResult;
using backtest::BacktestSetup;
using backtest::SizeRule;

namespace {

constexpr std::int64_t oneDollar = 100'000'000;

/// 100'000 dollars, averages of 2 and 3 bars, 10 shares each time, no limits, no costs.
BacktestSetup aTypicalSetup(const char* spec = "sma_cross:fast=2,slow=3")
{
    BacktestSetup setup;
    setup.strategies = {spec};
    setup.limits.enforced = false;
    setup.size = SizeRule::Fixed;
    setup.quantityE8 = 10 * oneDollar;
    return setup;
}

void addBar(ScriptedMarket& feed, int day, std::int64_t open, std::int64_t close, std::int64_t range = 0)
{
    market::Bar bar;
    bar.instrument = InstrumentId{1};
    bar.opened = newYear + days(day);
    bar.interval = days(1);
    bar.closedAt = bar.opened + bar.interval;
    bar.open = Ticks{open};
    bar.close = Ticks{close};
    bar.high = Ticks{std::max(open, close) + range};
    bar.low = Ticks{std::min(open, close) - range};
    feed.add(bar.closedAt, bar);
}

/// Falls, crosses up at the close of day 4 (99.00), and down at the close of day 8 (98.00). Each day opens ten cents
/// above the close before.
ScriptedMarket aHill()
{
    ScriptedMarket feed;
    std::int64_t last = 10'000;
    int day = 0;
    for (const std::int64_t close : {10'000, 9'900, 9'800, 9'700, 9'900, 10'000, 10'100, 9'900, 9'800, 9'700}) {
        addBar(feed, day++, last + 10, close);
        last = close;
    }
    return feed;
}

BacktestResult resultOf(ScriptedMarket& feed, const BacktestSetup& setup)
{
    feed.rewind();
    auto result = backtest::run(setup, feed);
    if (!result) {
        qFatal("%s", result.error().detail.c_str());
    }
    return std::move(*result);
}

QString priceOf(Money value, Lots size)
{
    return QString::fromStdString(*analytics::unitPriceText(acme(), value, size));
}

std::vector<std::int64_t> randomCloses(std::mt19937_64& random, std::size_t count)
{
    std::vector<std::int64_t> closes{10'000};
    while (closes.size() < count) {
        closes.push_back(
            std::max<std::int64_t>(1'000, closes.back() + static_cast<std::int64_t>(random() % 401) - 200));
    }
    return closes;
}

ScriptedMarket marketOf(const std::vector<std::int64_t>& closes)
{
    ScriptedMarket feed;
    for (std::size_t i = 0; i < closes.size(); ++i) {
        addBar(feed, static_cast<int>(i), i == 0 ? closes[0] : closes[i - 1] + 3, closes[i], 5);
    }
    return feed;
}

} // namespace

class TestBacktest : public QObject
{
    Q_OBJECT

private slots:
    // Averages of 2 and 3: on day 5 (100.00) the fast one is 99.50, the slow one 98.67; on day 4 they were 98.00 and
    // 98.00: the same side as before, so the cross shows on day 5. It fills at the open of day 6: 100.10.
    void decidesAtTheCloseAndFillsAtTheNextOpen()
    {
        auto feed = aHill();
        const auto result = resultOf(feed, aTypicalSetup());

        QCOMPARE(result.trades.size(), std::size_t{1});
        const auto& trade = result.trades.front();
        QCOMPARE(trade.entered.ns, (newYear + days(6)).ns);
        QCOMPARE(priceOf(trade.entryValue, trade.size), QString("100.1"));
        QCOMPARE(trade.size.count, std::int64_t{10});
        // Down again: on day 8 (98.00) 98.50 below 99.33. Out at the open of day 9: 98.10.
        QCOMPARE(trade.exited->ns, (newYear + days(9)).ns);
        QCOMPARE(priceOf(trade.exitValue, trade.size), QString("98.1"));
        QCOMPARE(trade.pnl.e8, -20 * oneDollar);
        QCOMPARE(QByteArray(trade.reason.view().data(), 6), QByteArray("signal"));
        QCOMPARE(result.finalEquity.e8, (100'000 - 20) * oneDollar);
    }

    void fillsAtTheCloseWhereThatIsAskedFor()
    {
        auto setup = aTypicalSetup();
        setup.fill = sim::BarFill::Close;
        auto feed = aHill();
        const auto result = resultOf(feed, setup);

        QCOMPARE(result.trades.front().entered.ns, (newYear + days(5)).ns); // the bar's own time
        QCOMPARE(priceOf(result.trades.front().entryValue, Lots{10}), QString("100"));
        QCOMPARE(priceOf(result.trades.front().exitValue, Lots{10}), QString("98"));
    }

    // The exit and the entry behind it share one open.
    void reversesAtOneOpen()
    {
        auto feed = aHill();
        const auto result = resultOf(feed, aTypicalSetup("sma_cross:fast=2,slow=3,direction=both"));

        QCOMPARE(result.trades.size(), std::size_t{2});
        QCOMPARE(result.trades[1].side, Side::Sell);
        QCOMPARE(result.trades[1].entered.ns, result.trades[0].exited->ns);
        QCOMPARE(result.trades[1].entryValue.e8, result.trades[0].exitValue.e8);
    }

    // Day 6 closes at 101.00: 10 shares of 100.10 are 9 dollars up.
    void marksEquityAtEachClose()
    {
        auto feed = aHill();
        const auto result = resultOf(feed, aTypicalSetup());

        QCOMPARE(result.bars, std::uint64_t{10});
        QCOMPARE(result.equity.size(), std::size_t{10});
        QCOMPARE(result.equity[5].equity.e8, 100'000 * oneDollar);
        QCOMPARE(result.equity[6].equity.e8, (100'000 + 9) * oneDollar);
        QCOMPARE(result.equity[6].opened.ns, (newYear + days(6)).ns);
        QCOMPARE(result.equity[6].closed.ns, (newYear + days(7)).ns);
    }

    // The last day is cut off: the position is still there, at 98.00.
    void marksWhatIsOpenAtTheLastClose()
    {
        ScriptedMarket feed = marketOf({10'000, 9'900, 9'800, 9'700, 9'900, 10'000, 10'100});
        const auto result = resultOf(feed, aTypicalSetup());

        QCOMPARE(result.trades.size(), std::size_t{1});
        QVERIFY(!result.trades.front().exited);
        QCOMPARE(priceOf(result.trades.front().exitValue, Lots{10}), QString("101"));
        QCOMPARE(result.finalEquity.e8, 100'000 * oneDollar + result.trades.front().pnl.e8);
        QVERIFY(!result.notes.empty());
    }

    // 100'000 dollars and a share of 100.10 with 0.1 %: 100.2001 each, 998.003 of them.
    void allInBuysWhatCashPaysCommissionIncluded()
    {
        auto setup = aTypicalSetup();
        setup.size = SizeRule::AllIn;
        setup.commissionE8 = 100'000;
        auto feed = aHill();
        const auto result = resultOf(feed, setup);

        QCOMPARE(result.trades.front().size.count, std::int64_t{998});
        QCOMPARE(result.trades.front().fees.e8, (99'899'800'000LL + 97'903'800'000LL) / 1'000 * 100);
    }

    // Exactly 1'000 shares of 100.00 would take the last cent: 999.
    void allInNeverTakesTheLastUnit()
    {
        auto setup = aTypicalSetup();
        setup.size = SizeRule::AllIn;
        setup.fill = sim::BarFill::Close;
        auto feed = aHill();

        QCOMPARE(resultOf(feed, setup).trades.front().size.count, std::int64_t{999});
    }

    // 5 bp of 100.10 are 5.005 cents, a fraction of a tick: the value tells it, not the price.
    void slippageIsExactBelowATick()
    {
        auto setup = aTypicalSetup();
        setup.slippage.shareE8 = 50'000;
        ScriptedMarket feed;
        std::int64_t last = 10'000;
        int day = 0;
        for (const std::int64_t close : {10'000, 9'900, 9'800, 9'700, 9'900, 10'000, 10'100}) {
            addBar(feed, day++, last + 10, close, 100);
            last = close;
        }
        QCOMPARE(priceOf(resultOf(feed, setup).trades.front().entryValue, Lots{10}), QString("100.15005"));
    }

    // The bar that fills has no high above 101.00 and no low below 100.10: at most 101.00 is paid.
    void slippageStaysWithinTheBar()
    {
        auto setup = aTypicalSetup();
        setup.slippage.shareE8 = 5'000'000;
        auto feed = aHill();
        const auto result = resultOf(feed, setup);

        QCOMPARE(priceOf(result.trades.front().entryValue, Lots{10}), QString("101"));
        QCOMPARE(priceOf(result.trades.front().exitValue, Lots{10}), QString("97"));
    }

    void tenRunsHaveOneHash()
    {
        auto feed = aHill();
        const auto first = hexText(resultOf(feed, aTypicalSetup()).hash);
        for (int i = 0; i < 9; ++i) {
            QCOMPARE(hexText(resultOf(feed, aTypicalSetup()).hash), first);
        }
    }

    void anyOtherSettingHasAnotherHash()
    {
        auto feed = aHill();
        std::vector<std::string> seen{hexText(resultOf(feed, aTypicalSetup()).hash)};
        const auto differs = [&](auto change) {
            auto setup = aTypicalSetup();
            change(setup);
            const auto hash = hexText(resultOf(feed, setup).hash);
            const bool isNew = std::find(seen.begin(), seen.end(), hash) == seen.end();
            seen.push_back(hash);
            return isNew;
        };
        QVERIFY(differs([](auto& s) { s.strategies = {"sma_cross:fast=2,slow=4"}; }));
        QVERIFY(differs([](auto& s) { s.cash.e8 += 1; }));
        QVERIFY(differs([](auto& s) { s.commissionE8 = 1; }));
        QVERIFY(differs([](auto& s) { s.slippage.shareE8 = 1; }));
        QVERIFY(differs([](auto& s) { s.fill = sim::BarFill::Close; }));
        QVERIFY(differs([](auto& s) { s.quantityE8 += oneDollar; }));
        QVERIFY(differs([](auto& s) { s.limits.losingStreak = 5; }));
        QVERIFY(differs([](auto& s) { s.cost = portfolio::CostMethod::Average; }));
    }

    // What comes later is another world from bar `cut` on; what was done and held before must not know.
    void noBarIsSeenBeforeItCloses()
    {
        std::mt19937_64 random{20'240'303};
        for (int i = 0; i < 200; ++i) {
            auto closes = randomCloses(random, 60);
            auto others = closes;
            const std::size_t cut = 10 + random() % 45;
            for (std::size_t k = cut; k < others.size(); ++k) {
                others[k] = 1'000 + static_cast<std::int64_t>(random() % 20'000);
            }
            auto setup = aTypicalSetup("sma_cross:fast=2,slow=5,direction=both");
            setup.size = i % 2 == 0 ? SizeRule::AllIn : SizeRule::Fixed;
            setup.fill = i % 4 < 2 ? sim::BarFill::NextOpen : sim::BarFill::Close;
            auto one = marketOf(closes);
            auto two = marketOf(others);
            const auto a = resultOf(one, setup);
            const auto b = resultOf(two, setup);

            for (std::size_t k = 0; k < cut; ++k) {
                QVERIFY2(a.equity[k] == b.equity[k], qPrintable(QString("draw %1, bar %2").arg(i).arg(k)));
            }
            const Timestamp known = newYear + days(static_cast<std::int64_t>(cut));
            const auto before = [known](const BacktestResult& result) {
                std::vector<analytics::RoundTrip> ended;
                for (const auto& trade : result.trades) {
                    if (trade.exited && *trade.exited < known) {
                        ended.push_back(trade);
                    }
                }
                return ended;
            };
            QVERIFY(before(a) == before(b));
        }
    }

    void costsNeverMakeMoney()
    {
        std::mt19937_64 random{20'240'304};
        for (int i = 0; i < 100; ++i) {
            auto feed = marketOf(randomCloses(random, 80));
            auto setup = aTypicalSetup("sma_cross:fast=2,slow=5,direction=both");
            std::int64_t last = std::numeric_limits<std::int64_t>::max();
            for (const std::int64_t commission : {0, 10'000, 100'000, 1'000'000}) {
                setup.commissionE8 = commission;
                setup.slippage.shareE8 = commission;
                const auto result = resultOf(feed, setup);
                QVERIFY(result.finalEquity.e8 <= last);
                last = result.finalEquity.e8;
            }
        }
    }

    // Cash, results and fees: to the last unit.
    void tradesAddUpToTheEquity()
    {
        std::mt19937_64 random{20'240'305};
        for (int i = 0; i < 100; ++i) {
            auto feed = marketOf(randomCloses(random, 80));
            auto setup = aTypicalSetup("sma_cross:fast=2,slow=5,direction=both");
            setup.size = i % 2 == 0 ? SizeRule::AllIn : SizeRule::Fixed;
            setup.commissionE8 = 123'457;
            const auto result = resultOf(feed, setup);
            std::int64_t sum = setup.cash.e8;
            std::int64_t fees = 0;
            for (const auto& trade : result.trades) {
                sum += trade.pnl.e8;
                fees += trade.fees.e8;
            }
            QCOMPARE(sum, result.finalEquity.e8);
            QCOMPARE(fees, result.fees.e8);
            QCOMPARE(result.equity.back().equity.e8, result.finalEquity.e8);
        }
    }

    // 2 % of equity is the limit: everything in one share is refused, and the result says by which rule.
    void limitsRefuseWhatTheDeskWouldRefuse()
    {
        auto setup = aTypicalSetup();
        setup.limits = risk::Limits{};
        setup.size = SizeRule::AllIn;
        auto feed = aHill();
        const auto result = resultOf(feed, setup);

        QVERIFY(result.trades.empty());
        QCOMPARE(result.proposals.made, result.proposals.refused);
        QVERIFY(!result.refusals.empty());
        QVERIFY(!result.notes.empty());
    }

    // The default stop lies 2 % below; a fall of 5 % within a bar is met by it.
    void withLimitsTheDefaultStopProtects()
    {
        auto setup = aTypicalSetup();
        setup.limits = risk::Limits{};
        auto feed = marketOf({10'000, 9'900, 9'800, 9'700, 9'900, 10'000, 10'100, 9'500, 9'400});
        const auto result = resultOf(feed, setup);

        QCOMPARE(result.trades.size(), std::size_t{1});
        QCOMPARE(QByteArray(result.trades.front().reason.view().data(), 4), QByteArray("stop"));
        setup.limits.enforced = false;
        QCOMPARE(QByteArray(resultOf(feed, setup).trades.front().reason.view().data(), 6), QByteArray("signal"));
    }

    // Four losses in a row pause the desk, in a backtest as anywhere.
    void aBreakerThatTrippedIsTold()
    {
        std::vector<std::int64_t> closes{10'000, 9'900, 9'800};
        for (int i = 0; i < 8; ++i) {
            closes.insert(closes.end(), {9'700, 9'750, 9'800, 9'750, 9'700});
        }
        auto setup = aTypicalSetup();
        setup.limits = risk::Limits{};
        setup.commissionE8 = 100'000;
        auto feed = marketOf(closes);
        const auto result = resultOf(feed, setup);

        QCOMPARE(result.trades.size(), std::size_t{4});
        QVERIFY(std::any_of(result.notes.begin(), result.notes.end(), [](const std::string& note) {
            return note.starts_with("The breaker losing_streak tripped at 2024-");
        }));
    }

    void sizingByRiskWithoutAStopSaysWhyNothingWasBought()
    {
        auto setup = aTypicalSetup();
        setup.size = SizeRule::Risk;
        setup.risk = BasisPoints{100};
        auto feed = aHill();
        const auto result = resultOf(feed, setup);

        QVERIFY(result.trades.empty());
        QVERIFY(std::any_of(result.notes.begin(), result.notes.end(),
                            [](const std::string& note) { return note.find("stop is needed") != std::string::npos; }));
    }

    // On day 3 it closes at 100.60 above the two highs of 100.50; the true ranges were 1.00 and 1.60, so that the stop
    // lies 1.30 below. 1'000 dollars of 100'000 are lost by 769 shares; 10'000 would be by more than all money buys,
    // 994.
    void sizingByRiskTakesTheStopOfTheStrategy()
    {
        ScriptedMarket feed;
        for (int day = 0; day < 3; ++day) {
            addBar(feed, day, 10'000, 10'000, 50);
        }
        addBar(feed, 3, 10'000, 10'060, 50);
        addBar(feed, 4, 10'060, 10'060, 50);
        auto setup = aTypicalSetup("breakout:entry=2,exit=2,atr=2,stop=1");
        setup.size = SizeRule::Risk;
        setup.risk = BasisPoints{100};
        QCOMPARE(resultOf(feed, setup).trades.front().size.count, std::int64_t{769});

        setup.risk = BasisPoints{1'000};
        QCOMPARE(resultOf(feed, setup).trades.front().size.count, std::int64_t{994});
    }

    // 1 % of 100'000 is lost over 2 % of 100.00: 500 shares would do. A position of 2 % allows 19 at 100.26, the worst
    // price that the approval covers.
    void sizingByRiskKeepsTheLimits()
    {
        auto setup = aTypicalSetup();
        setup.limits = risk::Limits{};
        setup.size = SizeRule::Risk;
        setup.risk = BasisPoints{100};
        auto feed = aHill();

        QCOMPARE(resultOf(feed, setup).trades.front().size.count, std::int64_t{19});
    }

    void ofAFeedWithoutBarsEquityIsNotedByTheMinute()
    {
        ScriptedMarket feed;
        for (int second = 0; second < 600; ++second) {
            feed.addQuote(newYear + seconds(second), 10'000 + second, 10'002 + second);
        }
        auto setup = aTypicalSetup("sma_cross:interval=1m,fast=2,slow=3");
        const auto result = resultOf(feed, setup);

        QCOMPARE(result.equity.size(), std::size_t{10});
        QCOMPARE(result.equity[1].opened.ns, (newYear + minutes(1)).ns);
    }

    void refusesWhatCannotBeRun()
    {
        auto feed = aHill();
        const auto refused = [&feed](auto change) {
            auto setup = aTypicalSetup();
            change(setup);
            feed.rewind();
            const auto result = backtest::run(setup, feed);
            return !result && result.error().code == Errc::Invalid;
        };
        QVERIFY(refused([](auto& s) { s.strategies.clear(); }));
        QVERIFY(refused([](auto& s) { s.strategies = {"no_such"}; }));
        QVERIFY(refused([](auto& s) { s.cash = {}; }));
        QVERIFY(refused([](auto& s) { s.currency = "EUR"; }));
        QVERIFY(refused([](auto& s) { s.commissionE8 = -1; }));
        QVERIFY(refused([](auto& s) { s.slippage.shareE8 = 100'000'001; }));
        QVERIFY(refused([](auto& s) { s.quantityE8 = 0; }));
        QVERIFY(refused([](auto& s) { s.size = SizeRule::Risk; }));
        QVERIFY(refused([](auto& s) {
            s.limits = risk::Limits{};
            s.limits.dailyLoss = BasisPoints{501};
        }));
    }

    void ofNoDataThereIsNoResult()
    {
        ScriptedMarket empty;
        QCOMPARE(backtest::run(aTypicalSetup(), empty).error().code, Errc::NotFound);
    }

    void canBeStopped()
    {
        StopFlag stop;
        stop.requestStop();
        auto feed = aHill();
        QCOMPARE(backtest::run(aTypicalSetup(), feed, &stop).error().code, Errc::Unavailable);
    }
};

QTEST_APPLESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
