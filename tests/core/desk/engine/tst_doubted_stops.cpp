// needs: desk/engine

#include "core/desk/engine/doubted_stops.h"
#include "tests/support/told_seconds.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

constexpr OrderId entry{1}, stop{2};

constexpr std::string_view inDoubt = "position.stop_in_doubt";

std::vector<int> toldAt(TestDesk& desk, int most)
{
    return secondsTold(desk, most, inDoubt);
}

/// The desk puts another stop where none was, and the venue takes it.
void takeTheNewStop(TestDesk& desk)
{
    QVERIFY(toldAt(desk, 1).empty());
    std::vector<OrderId> sent;
    desk.state().ledger.forEachOpen([&sent](const orders::OrderRecord& record) {
        if (record.state == orders::OrderState::Sent) {
            sent.push_back(record.ticket.id);
        }
    });
    for (const OrderId order : sent) {
        desk.report(order, OrderEventKind::Accepted);
    }
}

} // namespace

/// S17: behind a position stands a stop that the venue has confirmed, or somebody is told.
class TestDoubtedStops : public QObject
{
    Q_OBJECT

private slots:
    void aDoubtThatLastsIsTold()
    {
        auto desk = withAStop();
        desk.report(stop, OrderEventKind::Lost);

        const auto told = toldAt(desk, 20);

        QCOMPARE(told, (std::vector<int>{15, 16, 18})); // fifteen seconds of patience, then at growing gaps
        const auto alerts = desk.ever<events::AlertRaised>();
        const auto last = std::find_if(alerts.rbegin(), alerts.rend(),
                                       [](const auto& alert) { return alert.key.view() == "position.stop_in_doubt"; });
        QVERIFY(last->level == events::AlertLevel::Critical);
        QCOMPARE(last->order, stop);
    }

    void aDoubtThatTheVenueEndsSoonIsNoAlarm_data()
    {
        QTest::addColumn<int>("answer");
        QTest::newRow("it stands") << static_cast<int>(OrderEventKind::Found);
        QTest::newRow("it never came") << static_cast<int>(OrderEventKind::Rejected);
    }
    void aDoubtThatTheVenueEndsSoonIsNoAlarm()
    {
        QFETCH(int, answer);
        auto desk = withAStop();
        desk.report(stop, OrderEventKind::Lost);
        QVERIFY(toldAt(desk, 12).empty());

        desk.report(stop, static_cast<OrderEventKind>(answer));
        takeTheNewStop(desk);

        QVERIFY(toldAt(desk, 30).empty());
    }

    /// Killed between the record of the stop and its sending.
    void aStopOfTheLastLifeIsInDoubtUntilTheVenueHasAnswered()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);

        desk.restart();

        QVERIFY(desk.order(stop).state == orders::OrderState::Unknown);
        QCOMPARE(toldAt(desk, 17), (std::vector<int>{16, 17})); // seen at 1
        desk.report(stop, OrderEventKind::Rejected);
        takeTheNewStop(desk);
        QVERIFY(toldAt(desk, 30).empty());
    }

    /// Killed, and started again without a network or with a market that is closed: no tick comes, ever.
    void aDoubtIsToldThoughNoTickComes()
    {
        auto desk = withAStop();
        desk.restart();
        QVERIFY(desk.order(stop).state == orders::OrderState::Unknown);
        for (int second = 1; second <= 15; ++second) {
            desk.pass(seconds(1));
            desk.apply(events::TimerFired{});
            QCOMPARE(timesTold(desk, inDoubt), std::int64_t{0});
        }
        desk.pass(seconds(1));
        desk.apply(events::TimerFired{});
        QCOMPARE(timesTold(desk, inDoubt), std::int64_t{1});
    }

    /// It was sent, and the venue says nothing at all: neither that it has it nor that it was lost.
    void aStopThatNobodyAnswersIsInDoubt()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 19, 10'000);
        QVERIFY(desk.order(stop).state == orders::OrderState::Sent);
        QVERIFY(!toldAt(desk, 20).empty());
    }

    void ofWhatIsHeldNoMoreNobodyIsTold()
    {
        auto desk = withAStop();
        desk.report(stop, OrderEventKind::Lost);
        QVERIFY(toldAt(desk, 5).empty());

        desk.fill(stop, 19, 9'800);

        QVERIFY(toldAt(desk, 30).empty());
    }
};

QTEST_GUILESS_MAIN(TestDoubtedStops)
#include "tst_doubted_stops.moc"
