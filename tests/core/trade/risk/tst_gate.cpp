#include "tests/core/trade/risk/typical_order.h"

#include <QTest>

#include <cstdlib>
#include <new>
#include <set>

using namespace omni;
using namespace omni::risk;
using orders::OrderKind;
using orders::OrderRole;
using orders::Origin;

Q_DECLARE_METATYPE(omni::risk::GateCase)
Q_DECLARE_METATYPE(omni::risk::Refusal)

namespace {

std::size_t allocations = 0;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    std::abort();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// A case in which everything is wrong that a reduce-only order is exempt from.
void ruin(GateCase& c)
{
    c.view.unknownOrders = 3;
    c.view.equity = std::nullopt;
    c.view.sinceSameOrder = milliseconds(1);
    c.view.ordersLastMinute = 10'000;
    c.view.openOrders = 10'000;
    c.limits.orderSize = Lots{1};
    c.limits.orderValue = Money{1};
    c.view.grossElsewhere = {most};
    c.view.longElsewhere = {most};
    c.view.shortElsewhere = {most};
    c.view.dayLoss = {most};
    c.view.drawdown = {10'000};
    c.view.losingStreak = 100;
}

} // namespace

class TestGate : public QObject
{
    Q_OBJECT

private slots:
    void clearsATypicalOrder()
    {
        const GateCase c = aTypicalEntry();

        const auto cleared = Gate(c.limits).clear(c.ticket, c.instrument, c.view);

        QVERIFY(cleared);
        QCOMPARE(cleared->ticket(), c.ticket);
    }

    void aPreviewAndTheGateGiveOneAnswer()
    {
        GateCase c = aTypicalEntry();
        c.view.trading = market::TradingState::Halted;

        const auto cleared = Gate(c.limits).clear(c.ticket, c.instrument, c.view);

        QVERIFY(!cleared);
        QCOMPARE(cleared.error(), *c.refusal());
    }

    void aHaltedDeskStillLetsPositionsBeClosed()
    {
        GateCase c = aTypicalClose();
        c.view.mode = Mode::Halted;
        c.view.latch = KillLevel::Flatten;
        ruin(c);

        QVERIFY(!c.refusal());
    }

    void aHaltedDeskStillProtectsItsPositions()
    {
        GateCase c = aTypicalStop();
        c.view.mode = Mode::Halted;
        c.view.latch = KillLevel::CancelEntries;
        c.view.quoteAge = std::nullopt;
        ruin(c);

        QVERIFY(!c.refusal());
    }

    void aPersonClosesWithoutSeeingTheMarket()
    {
        GateCase c = aTypicalClose();
        c.view.mode = Mode::Halted;
        c.view.bookValid = false;
        c.view.quote = std::nullopt;
        c.view.quoteAge = std::nullopt;
        c.view.reference = std::nullopt;

        QVERIFY(!c.refusal());
    }

    void whatAReduceOnlyOrderIsHeldTo_data()
    {
        QTest::addColumn<GateCase>("order");
        QTest::addColumn<Refusal>("refusal");
        const auto row = [](const char* name, Refusal refusal, auto change) {
            GateCase c = aTypicalClose();
            change(c);
            QTest::newRow(name) << c << refusal;
        };
        row("a ticket that makes sense", {Rule::TicketInvalid}, [](auto& c) { c.ticket.size = {0}; });
        row("the venue's filters", {Rule::VenueFilter, 5, 1}, [](auto& c) {
            c.ticket.size = {1};
            c.instrument.smallest = {5};
        });
        row("the environment", {Rule::Environment, 0, 2},
            [](auto& c) { c.ticket.environment = orders::Environment::Live; });
        row("what there is to close", {Rule::ReduceOnly, 10, 11}, [](auto& c) { c.ticket.size = {11}; });
        row("an open market", {Rule::MarketClosed, 0, 1},
            [](auto& c) { c.view.trading = market::TradingState::Closed; });
    }

    void whatAReduceOnlyOrderIsHeldTo()
    {
        QFETCH(GateCase, order);

        const auto refusal = order.refusal();

        QVERIFY(refusal);
        QTEST(*refusal, "refusal");
    }

    // Each row breaks two rules; the earlier one in the list of rules is named.
    void namesTheFirstRuleThatRefuses()
    {
        GateCase c = aTypicalEntry();
        ruin(c);
        c.limits.ordersPerMinute = 1;
        c.view.trading = market::TradingState::Closed;
        c.view.quoteAge = std::nullopt;
        c.view.latch = KillLevel::Pause;
        c.view.mode = Mode::ReduceOnly;
        c.ticket.environment = orders::Environment::Paper;
        c.instrument.smallest = {11};
        c.ticket.postOnly = true;

        const auto expect = [&](Rule rule, auto repair) {
            const auto refusal = c.refusal();
            QVERIFY(refusal);
            QCOMPARE(nameOf(refusal->rule), nameOf(rule));
            repair();
        };
        expect(Rule::TicketInvalid, [&] { c.ticket.postOnly = false; });
        expect(Rule::VenueFilter, [&] { c.instrument.smallest = {1}; });
        expect(Rule::Environment, [&] { c.ticket.environment = orders::Environment::Demo; });
        expect(Rule::Mode, [&] { c.view.mode = Mode::Manual; });
        expect(Rule::Latched, [&] { c.view.latch = KillLevel::None; });
        expect(Rule::UnknownOrder, [&] { c.view.unknownOrders = 0; });
        expect(Rule::StaleData, [&] { c.view.quoteAge = milliseconds(1); });
        expect(Rule::MarketClosed, [&] { c.view.trading = market::TradingState::Open; });
        expect(Rule::EquityUnknown, [&] { c.view.equity = Money{1'000 * oneDollar}; });
        expect(Rule::Duplicate, [&] { c.view.sinceSameOrder = std::nullopt; });
        expect(Rule::OrderRate, [&] { c.view.ordersLastMinute = 0; });
        expect(Rule::OpenOrders, [&] { c.view.openOrders = 0; });
        expect(Rule::OrderSize, [&] { c.limits.orderSize = std::nullopt; });
        expect(Rule::OrderValue, [&] { c.limits.orderValue = std::nullopt; });
        expect(Rule::PositionSize, [&] { c.limits.positionPerTrade = {20'000}; });
        expect(Rule::LossAtStop, [&] { c.view.protectiveStop = Ticks{9'999}; });
        expect(Rule::Leverage, [&] {
            c.view.grossElsewhere = {0};
            c.limits.leverage = {2'000};
        });
        expect(Rule::GrossExposure, [&] { c.limits.grossExposure = {20'000}; });
        expect(Rule::NetExposure, [&] {
            c.view.longElsewhere = c.view.shortElsewhere = {0};
            c.limits.netExposure = {20'000};
        });
        expect(Rule::DailyLoss, [&] { c.view.dayLoss = {0}; });
        expect(Rule::Drawdown, [&] { c.view.drawdown = {0}; });
        expect(Rule::LosingStreak, [&] { c.view.losingStreak = 0; });
        QVERIFY(!c.refusal());
    }

    // As far as a limit of gross exposure may go, at the leverage, both are met at once. The account's bound is named.
    void whatGoesBeyondTheLeverageIsToldSo()
    {
        GateCase c = aTypicalEntry();
        c.limits.leverage = {1'000};
        c.limits.grossExposure = {10'000};
        c.limits.netExposure = {8'000};
        c.view.grossElsewhere = *c.view.equity;
        QCOMPARE(nameOf(c.refusal()->rule), nameOf(Rule::Leverage));
        c.limits.grossExposure = {9'000};
        c.view.grossElsewhere.e8 = c.view.equity->e8 * 9 / 10;
        QCOMPARE(nameOf(c.refusal()->rule), nameOf(Rule::GrossExposure));
    }

    void withoutEnforcedLimitsOnlySenseAndStandingRemain()
    {
        GateCase c = aTypicalEntry();
        ruin(c);
        c.limits.enforced = false;
        c.view.trading = market::TradingState::Closed;
        c.view.quote = std::nullopt;
        c.view.quoteAge = std::nullopt;
        c.view.protectiveStop = std::nullopt;
        QVERIFY(!c.refusal());

        const auto refusedBy = [&c](Rule rule, auto change) {
            GateCase worse = c;
            change(worse);
            const auto refusal = worse.refusal();
            return refusal && refusal->rule == rule;
        };
        QVERIFY(refusedBy(Rule::TicketInvalid, [](auto& w) { w.ticket.size = {-1}; }));
        QVERIFY(refusedBy(Rule::VenueFilter, [](auto& w) { w.ticket.size = {1'000'001}; }));
        QVERIFY(refusedBy(Rule::Environment, [](auto& w) { w.ticket.environment = orders::Environment::Replay; }));
        QVERIFY(refusedBy(Rule::Mode, [](auto& w) { w.view.mode = Mode::Halted; }));
        QVERIFY(refusedBy(Rule::Latched, [](auto& w) { w.view.latch = KillLevel::Pause; }));
        QVERIFY(refusedBy(Rule::ReduceOnly, [](auto& w) { w.ticket.reduceOnly = true; }));
        QVERIFY(refusedBy(Rule::Overflow, [](auto& w) { w.view.reference = Ticks{most}; }));
    }

    void aModeOutOfADamagedRecordStopsEverything()
    {
        GateCase c = aTypicalClose();
        c.view.mode = static_cast<Mode>(200);
        QCOMPARE(c.refusal()->rule, Rule::Mode);
        c.view.mode = Mode::Manual;
        c.view.latch = static_cast<KillLevel>(200);
        QCOMPARE(c.refusal()->rule, Rule::Latched);
    }

    void allocatesNothing()
    {
        const GateCase orders[] = {aTypicalEntry(), aTypicalClose(), aTypicalStop()};
        const std::size_t before = allocations;
        int passed = 0;
        for (const GateCase& c : orders) {
            passed += Gate(c.limits).clear(c.ticket, c.instrument, c.view) ? 1 : 0;
        }
        const std::size_t after = allocations;

        QCOMPARE(passed, 3);
        QCOMPARE(after, before);
    }

    void survivesTheLargestNumbers()
    {
        for (const std::int64_t end : {most, std::numeric_limits<std::int64_t>::min()}) {
            GateCase c = aTypicalEntry();
            c.instrument.largest = {most};
            c.instrument.tickLotValue = {most, most};
            c.instrument.smallestValue = {most};
            c.ticket.kind = OrderKind::Limit;
            c.ticket.size = {most};
            c.ticket.limit = Ticks{end};
            c.view.reference = Ticks{end};
            c.view.atr = Ticks{most};
            c.view.quote->bid = {std::numeric_limits<std::int64_t>::min()};
            c.view.quote->ask = {most};
            c.view.here = {{end}, {most}, {most}, {most}, {most}, {most}};
            c.view.baseNumerator = most;
            c.view.equity = Money{most};
            c.view.grossElsewhere = c.view.longElsewhere = c.view.shortElsewhere = {most};
            c.view.protectiveStop = Ticks{end == most ? std::numeric_limits<std::int64_t>::min() : most};
            const auto refusal = c.refusal();
            QVERIFY(refusal);
            QCOMPARE(nameOf(refusal->rule), nameOf(Rule::Overflow));
            c.ticket.reduceOnly = true;
            QVERIFY(c.refusal());
        }
    }

    void everyRuleHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (int i = 0; i < ruleCount; ++i) {
            names.insert(nameOf(static_cast<Rule>(i)));
        }
        QCOMPARE(names.size(), std::size_t{ruleCount});
        QVERIFY(!names.contains("unknown"));
        QCOMPARE(nameOf(static_cast<Rule>(ruleCount)), std::string_view("unknown"));
    }
};

QTEST_APPLESS_MAIN(TestGate)
#include "tst_gate.moc"
