// needs: desk/engine
// A venue that holds stop and target as one ends the stop with the first lot that the target trades (S17, S34).

#include "tests/support/bracket_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// Ten bought by a person, with a stop and a target that both stand at the venue.
TestDesk withPair()
{
    auto desk = TestDesk::armed();
    desk.longWithStop(10, 9'900, 10'300);
    return desk;
}

/// Three of ten have gone to the target, and the stop is gone; in the order in which the venue tells of it.
TestDesk torn(bool isFillFirst)
{
    auto desk = withPair();
    if (isFillFirst) {
        desk.fill(target, 3, 10'300);
    }
    desk.report(stop, OrderEventKind::Expired);
    if (!isFillFirst) {
        desk.fill(target, 3, 10'300);
    }
    return desk;
}

std::optional<orders::OrderTicket> sentAs(const TestDesk& desk, orders::OrderRole role)
{
    for (const auto& ticket : desk.sent()) {
        if (ticket.role == role) {
            return ticket;
        }
    }
    return std::nullopt;
}

} // namespace

class TestTornPairs : public QObject
{
    Q_OBJECT

private slots:
    void bothComeBackInTheSizeThatIsLeft_data()
    {
        QTest::addColumn<bool>("isFillFirst");
        QTest::newRow("the fill is told first") << true;
        QTest::newRow("the end of the stop is told first") << false;
    }
    void bothComeBackInTheSizeThatIsLeft()
    {
        QFETCH(bool, isFillFirst);
        auto desk = torn(isFillFirst);
        QVERIFY(desk.order(target).state == OrderState::CancelSent); // the two stand only together
        QVERIFY(desk.sent().empty());
        desk.report(target, OrderEventKind::Cancelled);
        const auto again = sentAs(desk, orders::OrderRole::Stop);
        const auto goal = sentAs(desk, orders::OrderRole::Target);
        QVERIFY(again && goal);
        QCOMPARE(again->size.count, std::int64_t{7});
        QVERIFY(again->stop == Ticks{9'900} && again->reduceOnly && again->oco == goal->id);
        QCOMPARE(goal->size.count, std::int64_t{7});
        QVERIFY(goal->limit == Ticks{10'300} && goal->oco == again->id);
        QVERIFY(desk.recordFoldsToTheState());

        // And once more.
        desk.report(again->id, OrderEventKind::Accepted);
        desk.report(goal->id, OrderEventKind::Accepted);
        desk.report(again->id, OrderEventKind::Expired);
        desk.fill(goal->id, 2, 10'300);
        desk.report(goal->id, OrderEventKind::Cancelled);
        const auto third = sentAs(desk, orders::OrderRole::Stop);
        QVERIFY(third.has_value());
        QCOMPARE(third->size.count, std::int64_t{5});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F29: the rest fills before the cancel is there. Nothing is held, nothing comes back.
    void theTargetMayFillWholeMeanwhile()
    {
        for (const bool isFillFirst : {true, false}) {
            auto desk = torn(isFillFirst);
            desk.fill(target, 7, 10'300);
            QVERIFY(desk.sent().empty());
            QCOMPARE(desk.position(), std::int64_t{0});
            for (int second = 0; second < 5; ++second) {
                desk.pass(seconds(1));
                desk.quote(9'999, 10'001);
                QVERIFY(desk.sent().empty());
            }
            QVERIFY(desk.state().brackets.isEmpty() && desk.state().legMarks.isEmpty());
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    // A part of the rest fills before it: the pair is for what is left then.
    void aFurtherFillOnTheWayCounts()
    {
        auto desk = torn(true);
        desk.fill(target, 4, 10'300);
        desk.report(target, OrderEventKind::Cancelled);
        QCOMPARE(sentAs(desk, orders::OrderRole::Stop).value().size.count, std::int64_t{3});
        QCOMPARE(sentAs(desk, orders::OrderRole::Target).value().size.count, std::int64_t{3});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aTargetThatHasTradedNothingStays()
    {
        auto desk = withPair();
        desk.report(stop, OrderEventKind::Expired);
        QVERIFY(desk.order(target).state == OrderState::Working);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aStopThatAPersonHasTakenAwayStaysAway()
    {
        auto desk = withPair();
        desk.command(events::CancelOrder{stop});
        desk.report(stop, OrderEventKind::Cancelled);
        desk.fill(target, 3, 10'300);
        QVERIFY(desk.order(target).state == OrderState::Working);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aRestartInBetweenForgetsNothing()
    {
        auto desk = torn(true);
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.report(target, OrderEventKind::Cancelled);
        QCOMPARE(sentAs(desk, orders::OrderRole::Stop).value().size.count, std::int64_t{7});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S17: a strategy's holding gets that stop and no second one beside it.
    void aStrategysPairComesOnce()
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
        QVERIFY(desk.order(target).ticket.role == orders::OrderRole::Target);
        desk.report(target, OrderEventKind::Accepted);
        desk.report(stop, OrderEventKind::Expired);
        desk.fill(target, 1, desk.order(target).ticket.limit.value().count);
        std::int64_t covered = 0;
        const auto count = [&] {
            for (const auto& sent : desk.sent()) {
                covered += sent.role == orders::OrderRole::Stop ? sent.size.count : 0;
            }
        };
        count();
        desk.report(target, OrderEventKind::Cancelled);
        count();
        desk.pass(seconds(1));
        desk.quote(9'999, 10'001);
        count();
        QCOMPARE(covered, lots - 1);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_GUILESS_MAIN(TestTornPairs)
#include "tst_torn_pairs.moc"
