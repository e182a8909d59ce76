// needs: desk/engine
#include "core/desk/engine/reminding.h"

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using events::AlertLevel;

namespace {

/// What was said of proposals in the last turn.
std::vector<events::AlertRaised> saidNow(const TestDesk& desk)
{
    std::vector<events::AlertRaised> said;
    for (const auto& alert : desk.now<events::AlertRaised>()) {
        if (alert.key.view() == engine::expiresSoon) {
            said.push_back(alert);
        }
    }
    return said;
}

std::size_t everSaid(const TestDesk& desk)
{
    const auto alerts = desk.ever<events::AlertRaised>();
    return static_cast<std::size_t>(std::count_if(
        alerts.begin(), alerts.end(), [](const auto& alert) { return alert.key.view() == engine::expiresSoon; }));
}

/// Time goes by, and the desk hears of it.
void wait(TestDesk& desk, Duration span)
{
    desk.pass(span);
    desk.apply(events::TimerFired{});
}

} // namespace

class TestReminding : public QObject
{
    Q_OBJECT

private slots:
    void isToldAtHalfAndLouderAtFourFifthsOfItsLife()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        wait(desk, seconds(90) - nanoseconds(1));
        QVERIFY(saidNow(desk).empty());

        wait(desk, nanoseconds(1));
        auto said = saidNow(desk);
        QCOMPARE(said.size(), std::size_t{1});
        QCOMPARE(said[0].level, AlertLevel::Info);
        QCOMPARE(said[0].limit, static_cast<std::int64_t>(id.value));
        QCOMPARE(said[0].actual, seconds(90).ns);
        QVERIFY(said[0].instrument);

        wait(desk, seconds(54) - nanoseconds(1));
        QVERIFY(saidNow(desk).empty());
        wait(desk, nanoseconds(1));
        said = saidNow(desk);
        QCOMPARE(said.size(), std::size_t{1});
        QCOMPARE(said[0].level, AlertLevel::Warning);
        QCOMPARE(said[0].actual, seconds(36).ns);

        wait(desk, seconds(35));
        QVERIFY(saidNow(desk).empty());
        wait(desk, seconds(1));
        QVERIFY(!desk.state().waiting.contains(id));
        QCOMPARE(everSaid(desk), std::size_t{2});
    }

    /// A computer that slept: one word of what is true now, not two.
    void aLeapOverHalfIsToldOnce()
    {
        auto desk = TestDesk::armed();
        desk.proposeBuy();
        wait(desk, seconds(150));
        QCOMPARE(saidNow(desk).size(), std::size_t{1});
        QCOMPARE(saidNow(desk)[0].level, AlertLevel::Warning);
        wait(desk, seconds(29));
        QCOMPARE(everSaid(desk), std::size_t{1});
    }

    void whatIsDecidedInTimeIsNotSpokenOf()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        wait(desk, seconds(179));
        QCOMPARE(everSaid(desk), std::size_t{0});
    }

    void whatHasExpiredIsNotSpokenOf()
    {
        auto desk = TestDesk::armed();
        desk.proposeBuy();
        wait(desk, seconds(180));
        QCOMPARE(everSaid(desk), std::size_t{0});
    }

    /// F17, S30: by the clock that nobody can set.
    void aWallClockThatJumpsBringsNothingForward()
    {
        auto desk = TestDesk::armed();
        desk.proposeBuy();
        desk.setClock(days(1));
        wait(desk, seconds(1));
        QCOMPARE(everSaid(desk), std::size_t{0});
        desk.setClock(Duration{-days(2).ns});
        wait(desk, seconds(89));
        QCOMPARE(everSaid(desk), std::size_t{1});
    }

    void aSnoozedOneIsSpokenOfAlike()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.pass(seconds(80));
        desk.command(events::Snooze{id, seconds(30)});
        wait(desk, seconds(10));
        QCOMPARE(saidNow(desk).size(), std::size_t{1});
    }

    /// What keeps it from being raised again is state, and goes with a checkpoint.
    void theStateRemembersWhatWasSaid()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        QCOMPARE(int(desk.state().waiting.find(id)->reminders), 0);
        wait(desk, seconds(90));
        QCOMPARE(int(desk.state().waiting.find(id)->reminders), 1);
        wait(desk, seconds(60));
        QCOMPARE(int(desk.state().waiting.find(id)->reminders), 2);
        Bytes bytes;
        ByteWriter out(bytes);
        desk.state().save(out);
        engine::DeskState again;
        ByteReader in(bytes);
        QVERIFY(again.load(in).has_value());
        QCOMPARE(int(again.waiting.find(id)->reminders), 2);
    }
};

QTEST_APPLESS_MAIN(TestReminding)
#include "tst_reminding.moc"
