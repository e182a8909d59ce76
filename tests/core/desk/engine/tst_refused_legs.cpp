// needs: desk/engine
// The venue refuses the stop of an entry (F31, S34). Some take none while the rest of the entry works.

#include "tests/support/bracket_kit.h"

#include <QTest>

#include <utility>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// Ten bought by a person with a stop, of which four have filled; the venue has refused the stop of those.
TestDesk refusedBesideItsEntry(std::optional<std::int64_t> target = std::nullopt)
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900, target);
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 4, 10'000);
    desk.report(stop, OrderEventKind::Rejected);
    return desk;
}

void passASecond(TestDesk& desk)
{
    desk.pass(seconds(1));
    desk.quote(9'999, 10'001);
}

std::int64_t timesTold(const TestDesk& desk)
{
    const auto all = desk.ever<events::AlertRaised>();
    return std::count_if(all.begin(), all.end(),
                         [](const auto& one) { return one.key.view() == "position.unprotected"; });
}

} // namespace

class TestRefusedLegs : public QObject
{
    Q_OBJECT

private slots:
    void anEntryGoesOutWithWhatItIsToHave()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900, 10'200);
        const auto sent = desk.wanted<events::Submit>();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().stop == (orders::PlannedStop{stop, Ticks{9'900}}));
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        for (const auto& leg : desk.wanted<events::Submit>()) {
            QVERIFY(!leg.stop); // it protects, and is not protected
        }
    }

    void theStopOfAPersonComesWhenItsEntryIsCancelled()
    {
        auto desk = refusedBesideItsEntry();
        QCOMPARE(timesTold(desk), std::int64_t{1});
        desk.report(entry, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        const auto again = desk.sent().front();
        QVERIFY(again.id != stop && again.role == orders::OrderRole::Stop && again.reduceOnly);
        QCOMPARE(again.size.count, std::int64_t{4});
        QVERIFY(again.stop == Ticks{9'900});
        desk.report(again.id, OrderEventKind::Accepted);
        QVERIFY(desk.order(again.id).state == OrderState::Working);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theStopOfAPersonComesWhenItsEntryHasFilled()
    {
        auto desk = refusedBesideItsEntry();
        desk.fill(entry, 6, 10'000);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        QVERIFY(desk.sent().front().stop == Ticks{9'900});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // While the entry works the venue is asked after 1, 2, 4, … seconds; a person hears of it at the same pace. The
    // waits keep it below a storm of refusals, which would cancel everything (F31, F57).
    void whileTheEntryWorksTheVenueIsAskedLaterEachTime()
    {
        auto desk = refusedBesideItsEntry();
        std::vector<int> asked;
        for (int second = 0; second <= 130; ++second) {
            if (!desk.sent().empty()) {
                asked.push_back(second);
                QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
                desk.report(desk.sent().front().id, OrderEventKind::Rejected);
                QVERIFY(desk.sent().empty());
            }
            passASecond(desk);
        }
        QCOMPARE(asked, (std::vector<int>{1, 3, 7, 15, 31, 63, 95, 127}));
        QCOMPARE(timesTold(desk), std::int64_t{8});
        QVERIFY(!desk.state().isTripped(events::Breaker::RejectStorm));
        QVERIFY(desk.order(entry).state == OrderState::Working);

        desk.report(entry, OrderEventKind::Cancelled); // and at once now
        QCOMPARE(desk.sent().size(), std::size_t{1});
        desk.report(desk.sent().front().id, OrderEventKind::Accepted);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aFurtherFillOfTheEntryDoesNotShortenTheWait()
    {
        auto desk = refusedBesideItsEntry();
        desk.fill(entry, 2, 10'000);
        QVERIFY(desk.sent().empty());
        passASecond(desk);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{6});
    }

    // The target stands and may have all that can be closed: it gives way for the stop, and comes back beside it.
    void theTargetGivesWayForTheStop()
    {
        auto desk = refusedBesideItsEntry(10'300);
        desk.report(target, OrderEventKind::Accepted);
        desk.report(entry, OrderEventKind::Cancelled);
        QVERIFY(desk.order(target).state == OrderState::CancelSent);
        QVERIFY(desk.sent().empty());
        desk.report(target, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{2});
        QVERIFY(desk.sent()[0].role == orders::OrderRole::Stop);
        QVERIFY(desk.sent()[1].role == orders::OrderRole::Target);
        QCOMPARE(desk.sent()[0].size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F23, F32: it was lost on the way, and the venue has never had it.
    void aStopThatGotLostIsSetAnew()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        desk.report(stop, OrderEventKind::Lost);
        desk.report(stop, OrderEventKind::Rejected);
        passASecond(desk);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The wait is no memory of the program's: after a restart the stop is still owed.
    void aRestartForgetsNoStop()
    {
        auto desk = refusedBesideItsEntry();
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.report(entry, OrderEventKind::Cancelled);
        QVERIFY(!desk.sent().empty());
        QVERIFY(desk.sent().front().role == orders::OrderRole::Stop);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whatWasClosedWantsNoStop()
    {
        auto desk = refusedBesideItsEntry();
        auto sold = desk.fillOf(OrderId{}, 4, 10'000);
        sold.side = Side::Sell;
        desk.apply(sold);
        desk.report(entry, OrderEventKind::Cancelled);
        for (int second = 0; second < 40; ++second) {
            QVERIFY(desk.sent().empty());
            passASecond(desk);
        }
        QVERIFY(desk.state().brackets.isEmpty());
        QVERIFY(desk.state().legMarks.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The kill switch at its third level takes everything, and nothing comes back by itself.
    void whatTheKillSwitchTakesDoesNotComeBack()
    {
        auto desk = refusedBesideItsEntry();
        desk.apply(events::KillLatched{{}, risk::KillLevel::CancelAll, engine::owner, {}});
        desk.report(entry, OrderEventKind::Cancelled);
        for (int second = 0; second < 10; ++second) {
            QVERIFY(desk.sent().empty());
            passASecond(desk);
        }
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S17: the same of a strategy's: no second stop beside the one that comes back.
    void aStrategysStopComesOnce()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(OrderId{1}, OrderEventKind::Accepted);
        desk.fill(OrderId{1}, 5, 10'000);
        desk.report(OrderId{2}, OrderEventKind::Rejected);
        QCOMPARE(timesTold(desk), std::int64_t{1});
        desk.report(OrderId{1}, OrderEventKind::Cancelled);
        std::int64_t covered = 0;
        for (const auto& sent : desk.sent()) {
            covered += sent.role == orders::OrderRole::Stop ? sent.size.count : 0;
        }
        QCOMPARE(covered, std::int64_t{5});
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_GUILESS_MAIN(TestRefusedLegs)
#include "tst_refused_legs.moc"
