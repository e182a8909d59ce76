// needs: desk/engine
// A venue that takes no target beside a stop (Alpaca sells no share twice): the desk watches the target's price and
// closes when it is reached. The stop stands until then, and makes room first (S17, S18).

#include "tests/support/bracket_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// Ten bought by a person; the stop works, the target was refused.
TestDesk watching()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900, 10'300);
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 10, 10'000);
    desk.report(stop, OrderEventKind::Accepted);
    desk.report(target, OrderEventKind::Rejected);
    return desk;
}

std::int64_t toldOf(const TestDesk& desk, std::string_view key)
{
    const auto all = desk.ever<events::AlertRaised>();
    return std::count_if(all.begin(), all.end(), [key](const auto& one) { return one.key.view() == key; });
}

} // namespace

class TestWatchedTargets : public QObject
{
    Q_OBJECT

private slots:
    void aRefusedTargetIsClosedAtMarketWhenItsPriceIsThere()
    {
        auto desk = watching();
        QCOMPARE(toldOf(desk, "target.watched"), std::int64_t{1});
        QCOMPARE(toldOf(desk, "order.rejected"), std::int64_t{0});
        desk.quote(10'299, 10'301);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.order(stop).state == OrderState::Working);

        desk.quote(10'300, 10'302);
        QVERIFY(desk.order(stop).state == OrderState::CancelSent); // it makes room
        QVERIFY(desk.sent().empty());
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        const auto exit = desk.sent().front();
        QCOMPARE(exit.size.count, std::int64_t{10});
        QVERIFY(exit.side == Side::Sell && exit.reduceOnly && exit.kind == orders::OrderKind::Market);
        QCOMPARE(toldOf(desk, "target.reached"), std::int64_t{1});
        desk.report(exit.id, OrderEventKind::Accepted);
        desk.quote(10'310, 10'312); // once
        QVERIFY(desk.sent().empty());
        desk.fill(exit.id, 10, 10'300);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.state().brackets.isEmpty() && desk.state().legMarks.isEmpty() && desk.state().parts.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whatIsWatchedIsShownAtThePosition()
    {
        auto desk = watching();
        const auto shown = [&desk] { return desk.engine.snapshot()->positions.front(); };
        QCOMPARE(shown().target, std::optional(Ticks{10'300}));
        QCOMPARE(shown().targetOrder, target);
        QVERIFY(shown().isTargetWatched);
    }

    void theStopEndsTheWatch()
    {
        auto desk = watching();
        desk.fill(stop, 10, 9'900);
        QCOMPARE(desk.position(), std::int64_t{0});
        desk.quote(10'400, 10'402);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().brackets.isEmpty() && desk.state().legMarks.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aShortIsClosedAtAnAskAtOrBelowIt()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Sell, 10, 10'100, 9'700);
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(target, OrderEventKind::Rejected);
        desk.quote(9'699, 9'701);
        QVERIFY(desk.order(stop).state == OrderState::Working);
        desk.quote(9'698, 9'700);
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().side == Side::Buy);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What is left after a part was closed by hand, and no more.
    void onlyWhatIsStillHeldIsClosed()
    {
        auto desk = watching();
        desk.fill(stop, 4, 9'900); // the stop has traded in part
        desk.quote(10'300, 10'302);
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{6});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The watch is no memory of the program's.
    void aRestartGoesOnWatching()
    {
        auto desk = watching();
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.report(stop, OrderEventKind::Found);
        desk.quote(10'300, 10'302);
        desk.report(stop, OrderEventKind::Cancelled);
        std::int64_t sold = 0;
        for (const auto& sent : desk.sent()) {
            sold += sent.side == Side::Sell && sent.kind == orders::OrderKind::Market ? sent.size.count : 0;
        }
        QCOMPARE(sold, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aTargetWhoseStopIsGoneIsARefusalLikeAnyOther()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900, 10'300);
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.command(events::CancelOrder{stop});
        desk.report(stop, OrderEventKind::Cancelled);
        desk.report(target, OrderEventKind::Rejected);
        QCOMPARE(toldOf(desk, "order.rejected"), std::int64_t{1});
        desk.quote(10'300, 10'302);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S17: a strategy's, too, and nothing else of what it does.
    void aStrategysTargetIsWatchedToo()
    {
        auto desk = TestDesk::armed();
        events::Amend amend{desk.proposeBuy(), {}, {}, {}, {}};
        amend.target = Ticks{10'400};
        desk.command(amend);
        desk.approve(desk.newestProposal());
        desk.report(entry, OrderEventKind::Accepted);
        const std::int64_t lots = desk.order(entry).ticket.size.count;
        desk.fill(entry, lots, 10'000);
        desk.report(stop, OrderEventKind::Accepted);
        desk.report(target, OrderEventKind::Rejected);
        desk.quote(10'400, 10'402);
        QVERIFY(desk.order(stop).state == OrderState::CancelSent);
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, lots);
        QVERIFY(desk.sent().front().role == orders::OrderRole::Exit);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_GUILESS_MAIN(TestWatchedTargets)
#include "tst_watched_targets.moc"
