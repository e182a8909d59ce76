// needs: desk/engine

#include "core/base/seeded_random.h"
#include "tests/support/bracket_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// Ten bought at market, the stop at 99.00, the target at 103.00; the entry works.
TestDesk withEntry()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900, 10'300);
    desk.report(entry, OrderEventKind::Accepted);
    return desk;
}

/// The same, filled whole, with both legs at the venue.
TestDesk withLegs()
{
    auto desk = withEntry();
    desk.fill(entry, 10, 10'000);
    desk.report(stop, OrderEventKind::Accepted);
    desk.report(target, OrderEventKind::Accepted);
    return desk;
}

std::optional<Lots> resizedTo(const TestDesk& desk, OrderId order)
{
    std::optional<Lots> size;
    for (const auto& replace : desk.wanted<events::Replace>()) {
        size = replace.order == order ? replace.size : size;
    }
    return size;
}

bool isCancelled(const TestDesk& desk, OrderId order)
{
    const auto cancels = desk.wanted<events::Cancel>();
    return std::any_of(cancels.begin(), cancels.end(), [order](const auto& one) { return one.order == order; });
}

} // namespace

class TestBrackets : public QObject
{
    Q_OBJECT

private slots:
    void legsWaitAtHomeUntilTheEntryFills()
    {
        auto desk = withEntry();
        QVERIFY(desk.order(stop).state == OrderState::Created);
        QVERIFY(desk.order(target).state == OrderState::Created);
        QCOMPARE(desk.state().counters.orders, std::uint64_t{1});
    }

    void legsAreAsLargeAsWhatHasFilled()
    {
        auto desk = withEntry();
        desk.fill(entry, 4, 10'000);
        auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{2});
        QCOMPARE(sent[0].id.value, stop.value);
        QCOMPARE(sent[0].size.count, std::int64_t{4});
        QVERIFY(sent[0].reduceOnly && sent[0].oco == target);
        QCOMPARE(sent[1].size.count, std::int64_t{4});

        desk.fill(entry, 6, 10'000); // the stop is not acknowledged yet: nothing can be changed
        QVERIFY(!resizedTo(desk, stop));
        desk.report(stop, OrderEventKind::Accepted);
        QCOMPARE(resizedTo(desk, stop).value_or(Lots{}).count, std::int64_t{10});
        desk.report(target, OrderEventKind::Accepted);
        QCOMPARE(resizedTo(desk, target).value_or(Lots{}).count, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whatOneLegFillsTheOtherGivesUp()
    {
        auto desk = withLegs();
        desk.fill(target, 3, 10'300);
        QCOMPARE(resizedTo(desk, stop).value_or(Lots{}).count, std::int64_t{7});
        desk.report(stop, OrderEventKind::Replaced, Lots{7});
        QCOMPARE(desk.order(stop).ticket.size.count, std::int64_t{7});
    }

    void theLegThatEndsTheTradeCancelsTheOther()
    {
        auto desk = withLegs();
        desk.fill(stop, 10, 9'900);
        QVERIFY(isCancelled(desk, target));
        desk.report(target, OrderEventKind::Cancelled);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.state().brackets.isEmpty());
    }

    // Both fill before either cancel arrives: what is too much is seen, told, and stops the symbol.
    void bothLegsFillingIsSeen()
    {
        auto desk = withLegs();
        desk.fill(target, 10, 10'300);
        desk.fill(stop, 10, 9'900);
        QCOMPARE(desk.position(), std::int64_t{-10});
        QVERIFY(desk.order(stop).state == OrderState::Filled);
        QVERIFY(desk.alerted("position.flipped"));
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anEntryCancelledHalfFilledKeepsTheStopForTheFilledHalf()
    {
        auto desk = withEntry();
        desk.fill(entry, 5, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(target, OrderEventKind::Accepted);
        desk.command(events::CancelOrder{entry});
        desk.report(entry, OrderEventKind::Cancelled);
        QVERIFY(desk.order(stop).state == OrderState::Working);
        QCOMPARE(desk.order(stop).ticket.size.count, std::int64_t{5});
        QVERIFY(desk.order(target).state == OrderState::Working);
    }

    void anEntryThatEndsUnfilledTakesItsLegsWithIt()
    {
        for (const auto kind : {OrderEventKind::Cancelled, OrderEventKind::Rejected, OrderEventKind::Expired}) {
            auto desk = withEntry();
            desk.report(entry, kind);
            QVERIFY(desk.order(stop).state == OrderState::Cancelled);
            QVERIFY(desk.order(target).state == OrderState::Cancelled);
            QVERIFY(desk.sent().empty());
            QVERIFY(desk.state().brackets.isEmpty());
        }
    }

    // S34: a part of the entry is taken back, and the venue will not make the stop smaller. It is asked again after a
    // second, then after two.
    void aRefusedChangeIsAskedAgainAfterAWait()
    {
        auto desk = withEntry();
        desk.fill(entry, 4, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        const auto second = desk.fillOf(entry, 6, 10'000);
        desk.apply(second);
        desk.report(stop, OrderEventKind::Replaced, Lots{10});
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, second.venueFillId});
        QVERIFY(desk.order(stop).replacing);
        desk.report(stop, OrderEventKind::ReplaceRejected);
        for (const std::int64_t wait : {std::int64_t{1}, std::int64_t{2}, std::int64_t{4}}) {
            QVERIFY(!desk.order(stop).replacing);
            desk.pass(seconds(wait) - nanoseconds(1));
            desk.apply(events::TimerFired{});
            QVERIFY(!desk.order(stop).replacing);
            desk.pass(nanoseconds(1));
            desk.apply(events::TimerFired{});
            QVERIFY(desk.order(stop).replacing);
            desk.report(stop, OrderEventKind::ReplaceRejected);
        }
        desk.pass(seconds(8));
        desk.apply(events::TimerFired{});
        desk.report(stop, OrderEventKind::Replaced, Lots{4});
        QVERIFY(desk.state().askedInVain.find(stop)->changes.count == 0);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // There are venues whose orders only become smaller. A person's stop has no other beside it: it is taken back, and
    // comes again for all that has filled.
    void aStopThatCannotGrowComesAgainForAllOfIt()
    {
        auto desk = withEntry();
        desk.fill(entry, 4, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(target, OrderEventKind::Accepted);
        desk.fill(entry, 6, 10'000);
        desk.report(stop, OrderEventKind::ReplaceRejected);
        QVERIFY(isCancelled(desk, stop) && isCancelled(desk, target));
        desk.report(target, OrderEventKind::Cancelled);
        desk.report(stop, OrderEventKind::Cancelled);

        const auto* bracket = desk.state().brackets.find(entry);
        QVERIFY(bracket != nullptr);
        QVERIFY(bracket->stop != stop && bracket->target != target);
        QCOMPARE(desk.order(bracket->stop).ticket.size.count, std::int64_t{10});
        QVERIFY(desk.order(bracket->stop).state == OrderState::Sent);
        QVERIFY(desk.order(bracket->stop).ticket.stop == desk.order(stop).ticket.stop);
        QCOMPARE(desk.order(bracket->target).ticket.size.count, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F57: the target is too near the market for the gate. A person hears of it at growing gaps, and so does the
    // record.
    void aTargetThatTheGateRefusesIsToldAtGrowingGaps()
    {
        auto desk = withEntry();
        desk.quote(10'590, 10'592); // farther than the collar from the stop, beyond the target
        desk.fill(entry, 10, 10'000);
        const auto told = [&desk] {
            std::size_t times = 0;
            for (const auto& alert : desk.ever<events::AlertRaised>()) {
                times
                    += alert.key.view() == "order.leg_refused" || alert.key.view() == "position.unprotected" ? 1U : 0U;
            }
            return times;
        };
        const std::size_t first = told();
        const std::size_t refused = desk.ever<events::OrderRefused>().size();
        for (int i = 0; i < 1'000; ++i) {
            desk.fill(OrderId{}, 1, 10'590); // each tends the legs
        }
        QCOMPARE(told(), first);
        QCOMPARE(desk.ever<events::OrderRefused>().size(), refused);
    }

    void aRejectedStopIsACriticalAlert()
    {
        auto desk = withEntry();
        desk.fill(entry, 10, 10'000);
        desk.report(stop, OrderEventKind::Rejected);
        const auto alerts = desk.now<events::AlertRaised>();
        QVERIFY(!alerts.empty());
        QVERIFY(alerts.front().level == events::AlertLevel::Critical);
        QCOMPARE(alerts.front().key.view(), std::string_view("position.unprotected"));
    }

    // The market is through the stop before the entry's fill is known: nothing can stand there any more.
    void aStopThatTheMarketHasPassedIsAnExitAtOnce()
    {
        auto desk = withEntry();
        desk.quote(9'849, 9'851);
        desk.fill(entry, 10, 10'000);
        QVERIFY(desk.alerted("position.unprotected"));
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().kind == orders::OrderKind::Market && sent.front().reduceOnly);
        QCOMPARE(sent.front().size.count, std::int64_t{10});
        QVERIFY(sent.front().side == Side::Sell);
    }

    void anAllCancellingPersonDoesNotTakeTheStopFromAnEntryThatMayFill()
    {
        auto desk = withEntry();
        desk.command(events::CancelOrders{{}, false});
        QVERIFY(desk.order(entry).state == OrderState::CancelSent);
        QVERIFY(desk.order(stop).state == OrderState::Created);
        desk.fill(entry, 10, 10'000); // it was too late
        QCOMPARE(desk.sent().size(), std::size_t{2});
        QCOMPARE(desk.sent().front().id.value, stop.value);
    }

    // A late fill of a cancelled entry moves the position; if its stop is gone, somebody must look.
    void aLateFillWithoutAStopIsACriticalAlert()
    {
        auto desk = withEntry();
        desk.report(entry, OrderEventKind::Cancelled);
        desk.fill(entry, 2, 10'000);
        QVERIFY(desk.alerted("order.late_fill"));
        QVERIFY(desk.alerted("position.unprotected"));
        QCOMPARE(desk.position(), std::int64_t{2});
        QVERIFY(desk.order(entry).state == OrderState::Cancelled);
    }

    // S18: the stop may fill while a plain sale fills, too. Together they would be short ten.
    void aPlainOrderIsRefusedWhileTheLegsCoverThePosition()
    {
        auto desk = withLegs();
        QVERIFY(!desk.place(Side::Sell, 1, 10'200));
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
        QVERIFY(desk.place(Side::Buy, 1, 9'900)); // the same side is free
    }

    void legsShrinkWhenThePositionIsTakenFromUnderThem()
    {
        auto desk = withLegs();
        auto others = desk.fillOf(OrderId{}, 4, 10'000);
        others.side = Side::Sell;
        desk.apply(others); // somebody sells four on our account by hand
        QVERIFY(desk.alerted("fill.external"));
        QCOMPARE(resizedTo(desk, stop).value_or(Lots{}).count, std::int64_t{6});
    }

    void legsShrinkWithABust()
    {
        auto desk = withEntry();
        const auto fill = desk.fillOf(entry, 6, 10'000);
        desk.apply(fill);
        desk.fill(entry, 4, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(stop, OrderEventKind::Replaced, Lots{10});
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, fill.venueFillId});
        QCOMPARE(resizedTo(desk, stop).value_or(Lots{}).count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aPersonDoesNotMakeALegLargerThanThePosition()
    {
        auto desk = withLegs();
        desk.command(events::ReplaceOrder{stop, Lots{11}, {}, {}});
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
        QVERIFY(desk.wanted<events::Replace>().empty());
        desk.command(events::MoveStop{stop, Ticks{9'950}});
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
    }

    // Bought 10 at 100.00; two per cent below is 98.00, and 20 dollars are far below a per cent of 100'000.
    void aPersonDoesNotDrawAStopFartherThanAnEntrysMayLie()
    {
        auto desk = withLegs();
        desk.command(events::MoveStop{stop, Ticks{9'799}});
        QVERIFY(desk.refusal() == risk::Rule::LossAtStop);
        QVERIFY(desk.wanted<events::Replace>().empty());
        desk.command(events::ReplaceOrder{stop, {}, {}, Ticks{9'799}});
        QVERIFY(desk.refusal() == risk::Rule::LossAtStop);
        QVERIFY(desk.wanted<events::Replace>().empty());
        desk.command(events::MoveStop{stop, Ticks{9'800}});
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Sold 10 at 100.00.
    void theStopOfAShortMayLieAsFarAbove()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Sell, 10, 10'100, 9'700);
        fillWithStop(desk, 10'000);
        desk.command(events::MoveStop{stop, Ticks{10'201}});
        QVERIFY(desk.refusal() == risk::Rule::LossAtStop);
        desk.command(events::MoveStop{stop, Ticks{10'200}});
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
    }

    // Whatever it was drawn to, over fixed seeds: never more than two per cent of the cost is at stake, and nearer is
    // never refused.
    void aStopThatIsMovedByHandKeepsItsBound()
    {
        SeededRandom random(11);
        for (int i = 0; i < 2'000; ++i) {
            auto desk = withLegs();
            const std::int64_t to = random.between(1, 9'999);
            desk.command(events::MoveStop{stop, Ticks{to}});
            QCOMPARE(desk.wanted<events::Replace>().empty(), to < 9'800);
        }
    }

    void onlyPricesThatAnOrderHasAreChanged()
    {
        auto desk = withLegs();
        desk.command(events::MoveStop{target, Ticks{9'950}});
        QVERIFY(desk.denial() == events::Denial::Invalid);
        desk.command(events::ReplaceOrder{stop, {}, Ticks{9'950}, {}});
        QVERIFY(desk.denial() == events::Denial::Invalid);
        desk.command(events::ReplaceOrder{entry, Lots{20}, {}, {}});
        QVERIFY(desk.denial() == events::Denial::NotOpen || desk.refusal());
    }

    void legsOnTheWrongSideOfTheEntryAreInvalid()
    {
        auto desk = TestDesk::armed();
        QVERIFY(!desk.place(Side::Buy, 1, 10'100));
        QVERIFY(desk.denial() == events::Denial::Invalid);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900, 9'950));
        QVERIFY(desk.denial() == events::Denial::Invalid);
        QVERIFY(!desk.place(Side::Sell, 1, 9'900));
        QVERIFY(desk.denial() == events::Denial::Invalid);
    }

    void finishedBracketsAreForgotten()
    {
        auto desk = TestDesk::armed();
        for (int i = 0; i < 30; ++i) {
            desk.pass(minutes(2));
            desk.quote(9'999, 10'001);
            const OrderId id = desk.longWithStop(10, 9'900);
            QVERIFY(id);
            desk.fill(OrderId{id.value + 1}, 10, 10'000);
        }
        QVERIFY(desk.state().brackets.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestBrackets)
#include "tst_brackets.moc"
