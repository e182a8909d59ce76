#include "core/trade/risk/findings.h"

#include "tests/core/trade/risk/typical_order.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace omni;
using namespace omni::risk;

namespace {

std::vector<Finding> findingsOf(const GateCase& c)
{
    return risk::findingsOf(c.ticket, c.instrument, c.view, c.limits);
}

std::optional<Finding> of(Rule rule, const GateCase& c)
{
    const auto all = findingsOf(c);
    const auto found = std::find_if(all.begin(), all.end(), [rule](const Finding& one) { return one.rule == rule; });
    return found != all.end() ? std::optional(*found) : std::nullopt;
}

/// A case in which anything may be wrong.
GateCase anyCase(std::mt19937_64& random)
{
    const auto below = [&random](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
    GateCase c = below(3) == 0 ? aTypicalClose() : below(6) == 0 ? aTypicalStop() : aTypicalEntry();
    c.ticket.size = {below(40)};
    c.ticket.side = below(4) == 0 ? Side::Sell : c.ticket.side;
    if (below(3) == 0 && !c.ticket.stop) {
        c.ticket.kind = orders::OrderKind::Limit;
        c.ticket.limit = Ticks{10'000 + below(200) - 100};
    }
    if (below(12) == 0) {
        c.ticket.notional = Money{below(3'000) * oneDollar};
    }
    c.view.mode = static_cast<Mode>(below(4));
    c.view.latch = below(8) == 0 ? static_cast<KillLevel>(below(5)) : KillLevel::None;
    c.view.unknownOrders = below(10) == 0 ? 1 : 0;
    c.view.quoteAge = milliseconds(below(2'400));
    c.view.trading = below(12) == 0 ? market::TradingState::Closed : market::TradingState::Open;
    c.view.sinceSameOrder = below(4) == 0 ? std::optional(seconds(below(20))) : std::nullopt;
    c.view.ordersLastMinute = static_cast<std::int32_t>(below(33));
    c.view.openOrders = static_cast<std::int32_t>(below(210));
    c.view.here = {{below(30) - 15}, {below(10)}, {below(10)}, {below(10)}, {below(1'000)}, {below(1'000)}};
    c.view.grossElsewhere = Money{below(85'000) * oneDollar};
    c.view.longElsewhere = Money{below(65'000) * oneDollar};
    c.view.dayLoss = Money{(below(2'600) - 500) * oneDollar};
    c.view.drawdown = {static_cast<std::int32_t>(below(700))};
    c.view.losingStreak = static_cast<std::int32_t>(below(5));
    c.view.protectiveStop = below(8) == 0 ? std::nullopt : std::optional(Ticks{9'000 + below(1'100)});
    if (below(10) == 0) {
        c.view.equity.reset();
    }
    if (below(15) == 0) {
        c.view.reference.reset();
        c.view.quote.reset();
    }
    c.limits.orderSize = below(4) == 0 ? std::optional(Lots{25}) : std::nullopt;
    c.limits.orderValue = below(4) == 0 ? std::optional(Money{2'500 * oneDollar}) : std::nullopt;
    c.limits.enforced = below(20) != 0;
    return c;
}

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private slots:
    void aTypicalEntryMeetsEveryRuleOnce()
    {
        const auto all = findingsOf(aTypicalEntry());

        std::vector<Rule> rules;
        for (const Finding& one : all) {
            QVERIFY(one.passes);
            QVERIFY(!one.isNear());
            rules.push_back(one.rule);
        }
        const std::vector<Rule> expected{
            Rule::TicketInvalid, Rule::VenueFilter, Rule::Environment,  Rule::Mode,          Rule::Latched,
            Rule::UnknownOrder,  Rule::StaleData,   Rule::MarketClosed, Rule::EquityUnknown, Rule::PriceCollar,
            Rule::Duplicate,     Rule::OrderRate,   Rule::OpenOrders,   Rule::PositionSize,  Rule::LossAtStop,
            Rule::GrossExposure, Rule::NetExposure, Rule::Leverage,     Rule::DailyLoss,     Rule::Drawdown,
            Rule::LosingStreak};
        QVERIFY(rules == expected);
    }

    void figuresOfATypicalEntry_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<qlonglong>("limit");
        QTest::addColumn<qlonglong>("actual");
        const auto row = [](Rule rule, std::int64_t limit, std::int64_t actual) {
            QTest::newRow(std::string(nameOf(rule)).c_str())
                << static_cast<int>(rule) << static_cast<qlonglong>(limit) << static_cast<qlonglong>(actual);
        };
        // Ten shares at 100.01, the worst price in sight; out of 100'000.
        row(Rule::VenueFilter, 1'000'000, 10);
        row(Rule::StaleData, 2'000'000'000, 100'000'000);
        row(Rule::PriceCollar, 50, 1); // 0.5 % of 100.00; the ask is one cent away
        row(Rule::Duplicate, 10'000'000'000, -1);
        row(Rule::OrderRate, 24, 1); // a fifth of 30 is kept for closing
        row(Rule::OpenOrders, 200, 1);
        row(Rule::PositionSize, 2'000 * oneDollar, 1'000 * oneDollar + 10 * oneDollar / 100);
        row(Rule::LossAtStop, 1'000 * oneDollar, 20 * oneDollar + 10 * oneDollar / 100); // 2.01 each
        row(Rule::GrossExposure, 80'000 * oneDollar, 1'000 * oneDollar + 10 * oneDollar / 100);
        row(Rule::NetExposure, 60'000 * oneDollar, 1'000 * oneDollar + 10 * oneDollar / 100);
        row(Rule::Leverage, 1'000, 11); // 10.001 thousandths, rounded up
        row(Rule::DailyLoss, 2'000 * oneDollar, 0);
        row(Rule::Drawdown, 600, 0);
        row(Rule::LosingStreak, 4, 0);
    }
    void figuresOfATypicalEntry()
    {
        QFETCH(int, rule);
        QFETCH(qlonglong, limit);
        QFETCH(qlonglong, actual);

        const auto found = of(static_cast<Rule>(rule), aTypicalEntry());

        QVERIFY(found);
        QCOMPARE(static_cast<qlonglong>(found->limit), limit);
        QCOMPARE(static_cast<qlonglong>(found->actual), actual);
    }

    void warnsAbove85PercentOfALimitAndNotAt85()
    {
        GateCase c = aTypicalEntry();
        c.view.openOrders = 169; // this one makes 170 of 200

        QVERIFY(!of(Rule::OpenOrders, c)->isNear());
        c.view.openOrders = 170;

        QVERIFY(of(Rule::OpenOrders, c)->isNear());
    }

    void whatIsRefusedIsNoWarning()
    {
        GateCase c = aTypicalEntry();
        c.view.openOrders = 200;

        const auto found = of(Rule::OpenOrders, c);

        QVERIFY(!found->passes);
        QVERIFY(!found->isNear());
    }

    void anOrderThatReducesMeetsNoRuleOfSize()
    {
        const GateCase c = aTypicalClose();

        for (const Finding& one : findingsOf(c)) {
            QVERIFY(one.passes);
            QVERIFY(one.rule < Rule::OrderSize);
        }
        QVERIFY(of(Rule::ReduceOnly, c) == (Finding{Rule::ReduceOnly, true, false, 10, 10}));
    }

    void aTicketThatContradictsItselfHasThatFindingAlone()
    {
        GateCase c = aTypicalEntry();
        c.ticket.limit = Ticks{10'000}; // of a market order

        const auto all = findingsOf(c);

        QCOMPARE(all.size(), std::size_t{1});
        QVERIFY(all[0] == (Finding{Rule::TicketInvalid, false, false, 0, 0}));
    }

    void whereNoLimitsAreEnforcedOnlyWhatAlwaysStandsIsShown()
    {
        GateCase c = aTypicalEntry();
        c.limits.enforced = false;

        QCOMPARE(findingsOf(c).size(), std::size_t{5});
    }

    void theFirstThatDoesNotPassIsTheGatesRefusal()
    {
        std::mt19937_64 random(11);
        int refused = 0;
        for (int i = 0; i < 30'000; ++i) {
            const GateCase c = anyCase(random);
            const auto refusal = c.refusal();

            const auto all = findingsOf(c);

            const auto first = std::find_if(all.begin(), all.end(), [](const Finding& one) { return !one.passes; });
            QCOMPARE(first != all.end(), refusal.has_value());
            if (refusal) {
                ++refused;
                QCOMPARE(first->rule, refusal->rule);
                QCOMPARE(first->limit, refusal->limit);
                QCOMPARE(first->actual, refusal->actual);
            }
        }
        QVERIFY(refused > 5'000 && refused < 29'500);
    }

    void whatPassesIsNeverBeyondItsLimitAndWhatFailsIs()
    {
        std::mt19937_64 random(12);
        for (int i = 0; i < 30'000; ++i) {
            for (const Finding& one : findingsOf(anyCase(random))) {
                const bool isSize = one.isMeasured && one.rule >= Rule::OrderSize && one.rule <= Rule::Leverage;
                if (isSize && one.passes) {
                    QVERIFY2(one.actual <= one.limit, std::string(nameOf(one.rule)).c_str());
                } else if (isSize && one.rule != Rule::LossAtStop) { // without a stop it is refused whatever its worth
                    QVERIFY2(one.actual > one.limit, std::string(nameOf(one.rule)).c_str());
                }
            }
        }
    }

    void anAmountWithoutAPriceHasNoSizeToMeasure()
    {
        GateCase c = aTypicalEntry();
        c.ticket.size = {0};
        c.ticket.notional = Money{1'000 * oneDollar};
        c.limits.orderSize = Lots{25};
        c.view.reference.reset();
        c.view.quote.reset();
        const auto all = findingsOf(c);
        const auto size
            = std::find_if(all.begin(), all.end(), [](const Finding& one) { return one.rule == Rule::OrderSize; });
        QVERIFY(size != all.end());
        QVERIFY(!size->passes && !size->isMeasured);
    }

    void aLossThatDoesNotFitIsNotKnown()
    {
        GateCase c = aTypicalEntry();
        QCOMPARE(lossAtStopOf(c.ticket, c.instrument, c.view)->e8, 20 * oneDollar + oneDollar / 10);

        c.ticket.size = {std::numeric_limits<std::int64_t>::max()};
        c.view.protectiveStop = Ticks{std::numeric_limits<std::int64_t>::min()};

        QVERIFY(!lossAtStopOf(c.ticket, c.instrument, c.view));
    }

    void aStopOnTheWinningSideHasNoLoss()
    {
        GateCase c = aTypicalEntry();
        c.view.protectiveStop = Ticks{10'001};

        QVERIFY(!lossAtStopOf(c.ticket, c.instrument, c.view));
    }
};

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"
