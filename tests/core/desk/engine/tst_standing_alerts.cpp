// needs: desk/engine

#include "core/base/seeded_random.h"
#include "core/desk/engine/standing_alerts.h"

#include <QTest>

using namespace omni;
using engine::AlertCause;
using engine::StandingAlerts;
using events::AlertLevel;

namespace {

const AlertCause bare{"position.unprotected", InstrumentId{1}, StrategyId{1}};

Monotonic at(Duration since)
{
    return Monotonic{1} + since;
}

} // namespace

/// F57: who is told of the same thing a thousand times a day reads none of them; who is not told again forgets it.
class TestStandingAlerts : public QObject
{
    Q_OBJECT

private slots:
    // Met once a second for an hour: at 0, 1, 3, 7, 15, 31, 63, 127, 255 s, then each 300 s.
    void whatLastsIsToldAtGrowingGaps()
    {
        StandingAlerts alerts;
        std::vector<std::int64_t> told;
        for (std::int64_t second = 0; second < 3'600; ++second) {
            if (alerts.isDue(AlertLevel::Critical, bare, 10, at(seconds(second)))) {
                told.push_back(second);
            }
        }
        std::vector<std::int64_t> expected{0, 1, 3, 7, 15, 31, 63, 127, 255, 511};
        for (std::int64_t next = 811; next < 3'600; next += 300) {
            expected.push_back(next);
        }
        QCOMPARE(told, expected);
    }

    void whatGotWorseIsToldAtOnceAndWhatGotBetterIsNoNews()
    {
        StandingAlerts alerts;
        QVERIFY(alerts.isDue(AlertLevel::Warning, bare, 10, at({})));
        QVERIFY(!alerts.isDue(AlertLevel::Warning, bare, 5, at(milliseconds(1))));
        QVERIFY(!alerts.isDue(AlertLevel::Warning, bare, 10, at(milliseconds(2)))); // as bad as it was told
        QVERIFY(alerts.isDue(AlertLevel::Warning, bare, 11, at(milliseconds(3))));
        QVERIFY(alerts.isDue(AlertLevel::Critical, bare, 11, at(milliseconds(4))));
        QVERIFY(!alerts.isDue(AlertLevel::Warning, bare, 11, at(milliseconds(5))));
    }

    void whatEndsInTimeIsNotWorthAWord()
    {
        StandingAlerts alerts;
        QVERIFY(!alerts.hasLasted(bare, seconds(5), at({})));
        QVERIFY(!alerts.hasLasted(bare, seconds(5), at(seconds(4))));
        alerts.ended(bare);
        QVERIFY(!alerts.hasLasted(bare, seconds(5), at(seconds(5)))); // it has begun anew
        QVERIFY(!alerts.hasLasted(bare, seconds(5), at(milliseconds(9'999))));
        QVERIFY(alerts.hasLasted(bare, seconds(5), at(seconds(10))));
        alerts.endedIf([](const AlertCause& cause) { return cause.key.view() == "position.unprotected"; });
        QVERIFY(!alerts.hasLasted(bare, seconds(5), at(seconds(11))));
    }

    void anotherSubjectOrAnotherReasonIsAnotherCause()
    {
        StandingAlerts alerts;
        QVERIFY(alerts.isDue(AlertLevel::Critical, bare, 0, at({})));
        const AlertCause others[]{{"position.opposed", InstrumentId{1}, StrategyId{1}},
                                  {"position.unprotected", InstrumentId{2}, StrategyId{1}},
                                  {"position.unprotected", InstrumentId{1}, StrategyId{2}},
                                  {"position.unprotected", InstrumentId{1}, StrategyId{1}, OrderId{7}},
                                  {"position.unprotected", InstrumentId{1}, StrategyId{1}, {}, 3}};
        for (const auto& other : others) {
            QVERIFY(alerts.isDue(AlertLevel::Critical, other, 0, at({})));
        }
        QVERIFY(!alerts.isDue(AlertLevel::Critical, bare, 0, at({})));
    }

    void whatEndedOrWasNotMetForLongIsNews()
    {
        StandingAlerts alerts;
        QVERIFY(alerts.isDue(AlertLevel::Info, bare, 0, at({})));
        alerts.ended(bare);
        QVERIFY(alerts.isDue(AlertLevel::Info, bare, 0, at(milliseconds(1))));
        QVERIFY(alerts.isDue(AlertLevel::Info, bare, 0, at(seconds(2)))); // gap: two seconds from here
        QVERIFY(alerts.isDue(AlertLevel::Info, bare, 0, at(seconds(2) + engine::newsAfter)));
        QVERIFY(!alerts.isDue(AlertLevel::Info, bare, 0, at(milliseconds(2'999) + engine::newsAfter)));
        QVERIFY(alerts.isDue(AlertLevel::Info, bare, 0, at(seconds(3) + engine::newsAfter))); // a gap of a second again
    }

    // S26: with one more than there is room for, the one that was met the longest ago is news when it comes back.
    void thereIsABound()
    {
        StandingAlerts alerts;
        for (std::uint64_t i = 0; i <= engine::mostStandingAlerts; ++i) {
            QVERIFY(alerts.isDue(AlertLevel::Info, {"order.leg_refused", InstrumentId{1}, {}, OrderId{1 + i}}, 0,
                                 at(nanoseconds(static_cast<std::int64_t>(i)))));
        }
        QCOMPARE(alerts.size(), engine::mostStandingAlerts);
        QVERIFY(!alerts.isDue(AlertLevel::Info, {"order.leg_refused", InstrumentId{1}, {}, OrderId{2}}, 0,
                              at(microseconds(2))));
        QVERIFY(alerts.isDue(AlertLevel::Info, {"order.leg_refused", InstrumentId{1}, {}, OrderId{1}}, 0,
                             at(microseconds(2))));
    }

    // Whenever a cause is met: never twice within a second unless it got worse, never silent for longer than five
    // minutes, and what is worse than all that was told of it is told.
    void theGapsHoldHoweverItIsMet()
    {
        SeededRandom random(57);
        for (int world = 0; world < 200; ++world) {
            StandingAlerts alerts;
            Monotonic now{1};
            std::optional<Monotonic> told;
            Monotonic met{1};
            std::int64_t worst = -1;
            for (int i = 0; i < 200; ++i) {
                now = now + milliseconds(random.between(0, world % 2 == 0 ? 2'000 : 200'000));
                const std::int64_t extent = random.between(0, 30);
                const bool isNews = !told || now - met >= engine::newsAfter;
                const bool isWorse = isNews || extent > worst;
                const bool isTold = alerts.isDue(AlertLevel::Critical, bare, extent, now);
                QVERIFY(isTold || !isWorse);
                QVERIFY(isTold || now - *told < engine::longestTellAgain);
                QVERIFY(!isTold || isWorse || now - *told >= engine::firstTellAgain);
                worst = isNews ? extent : std::max(worst, extent);
                told = isTold ? now : *told;
                met = now;
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStandingAlerts)
#include "tst_standing_alerts.moc"
