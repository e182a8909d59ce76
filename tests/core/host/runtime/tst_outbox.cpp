// needs: host/runtime desk/driver

#include "core/base/seeded_random.h"
#include "tests/support/outbox_kit.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestOutbox : public QObject
{
    Q_OBJECT

private slots:
    // --- intent before wire ---

    // S5: P5 before P6.
    void anEntryLeavesWhenItsIntentIsDurable()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.want(12, events::Submit{entry(2)});
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
        p.durability.upTo = 9;
        p.clock.pass(seconds(1));
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
        p.durability.upTo = 10;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
        p.durability.upTo = 12;
        p.pump();
        QCOMPARE(p.venue.submitted, (Ids{1, 2}));
    }

    // F7: what a slow disk held for more than two seconds was decided on other prices.
    void anEntryThatWaitedTooLongIsNotSent()
    {
        for (const bool isLate : {false, true}) {
            Pumped p;
            p.want(10, events::Submit{entry(1)});
            p.want(10, events::Submit{exitOrder(2)});
            p.pump();
            p.clock.pass(seconds(2) + nanoseconds(isLate ? 1 : 0));
            p.durability.upTo = 10;
            p.pump();
            QCOMPARE(p.venue.submitted, isLate ? Ids{2} : (Ids{1, 2}));
            QCOMPARE(p.textOf(1), std::string_view(isLate ? "not sent: the journal took too long" : ""));
        }
    }

    // Rulings 3: at most 20 ms, then it leaves and is recorded late.
    void anExitWaitsTwentyMilliseconds()
    {
        Pumped p;
        p.want(10, events::Submit{exitOrder(1)});
        p.pump();
        p.clock.pass(milliseconds(20) - nanoseconds(1));
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
        QCOMPARE(p.outbox.rest().ns, std::int64_t{1});
        p.clock.pass(nanoseconds(1));
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
    }

    // Rulings 3: a start nonce is journaled before it is used. A start that is lost in a crash may draw it again.
    void noOrderLeavesBeforeItsSessionIsOnRecord()
    {
        for (const bool hasFailed : {false, true}) {
            Pumped p;
            driver::Parcel parcel{Sequence{10}, events::Submit{exitOrder(1)}};
            parcel.begun = Sequence{3};
            QVERIFY(p.lanes->parcels.tryPush(std::move(parcel)));
            p.durability.upTo = 2;
            p.pump();
            p.clock.pass(seconds(1));
            p.pump();
            QCOMPARE(p.venue.submitted, Ids{});
            p.durability.upTo = hasFailed ? 2 : 3;
            p.durability.failed = hasFailed; // exits do not wait for a journal that has failed
            p.pump();
            QCOMPARE(p.venue.submitted, Ids{1});
        }
    }

    void anExitDoesNotWaitBehindAnEntry()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.want(11, events::Submit{exitOrder(2)});
        p.pump();
        p.clock.pass(milliseconds(20));
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{2});
    }

    // F38: a cancel overtakes whatever waits.
    void aCancelNeverWaits()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.want(11, events::Cancel{OrderId{7}});
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{7});
        QCOMPARE(p.venue.submitted, Ids{});
    }

    // S4: a word that is older than the first change has settled it, and the engine asks anew.
    void ofTwoChangesThatWaitTheNewerOneLeaves()
    {
        Pumped p;
        p.durability.upTo = 1;
        p.want(1, events::Submit{exitOrder(1)});
        p.want(1, events::Submit{exitOrder(2)});
        p.pump();
        p.want(10, events::Replace{OrderId{1}, Lots{3}, {}, {}});
        p.want(10, events::Replace{OrderId{2}, Lots{3}, {}, {}});
        p.pump();
        p.want(11, events::Replace{OrderId{1}, Lots{3}, {}, {}});
        p.pump();
        QCOMPARE(p.venue.replaced, Ids{});
        p.durability.upTo = 11;
        p.pump();
        QCOMPARE(p.venue.replaced, (Ids{2, 1}));
        p.want(11, events::Replace{OrderId{1}, Lots{4}, {}, {}}); // what has left is the venue's
        p.pump();
        QCOMPARE(p.venue.replaced, (Ids{2, 1, 1}));
    }

    // F4: no new order, exits and cancels at once.
    void onceTheJournalHasFailedOnlyWhatReducesLeaves()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.want(10, events::Submit{exitOrder(2)});
        p.want(10, events::Cancel{OrderId{3}});
        p.durability.failed = true;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{2});
        QCOMPARE(p.venue.cancelled, Ids{3});
        QCOMPARE(p.told(1), std::vector{OrderEventKind::Rejected});
        QCOMPARE(p.textOf(1), std::string_view("not sent: the journal failed"));
    }

    void anOrderThatIsCancelledBeforeItLeftNeverLeaves()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.want(11, events::Submit{entry(2)});
        p.want(12, events::Cancel{OrderId{1}});
        p.pump();
        p.durability.upTo = 12;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{2});
        QCOMPARE(p.venue.cancelled, Ids{});
        QCOMPARE(p.told(1), std::vector{OrderEventKind::Cancelled});
    }

    // --- the kill switch ---

    // S2: for every N, the switch is set after the Nth order has left: exactly N left. The rest comes back to the
    // engine, and what left is cancelled.
    void nothingLeavesAfterTheSwitchWhereverItFalls()
    {
        constexpr std::uint64_t all = 12;
        for (std::uint64_t n = 0; n <= all; ++n) {
            Pumped p;
            p.durability.upTo = 100;
            p.venue.afterEach = [&] {
                if (p.venue.submitted.size() == n) {
                    p.press(KillLevel::CancelEntries);
                }
            };
            if (n == 0) {
                p.press(KillLevel::CancelEntries);
            }
            for (std::uint64_t id = 1; id <= all; ++id) {
                p.want(id, events::Submit{entry(id)});
            }
            p.pump();
            QCOMPARE(p.venue.submitted.size(), static_cast<std::size_t>(n));
            for (std::uint64_t id = 1; id <= n; ++id) {
                QVERIFY(std::ranges::count(p.venue.cancelled, id) == 1);
            }
            for (std::uint64_t id = n + 1; id <= all; ++id) {
                QCOMPARE(p.told(id), std::vector{OrderEventKind::Rejected});
                QCOMPARE(p.textOf(id), std::string_view("not sent: the kill switch is set (cancel_entries)"));
            }
            QCOMPARE(p.notices.size(), std::size_t{1});
        }
    }

    void whatWaitsForTheDiskComesBackAsSoonAsTheSwitchIsSet()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        p.pump();
        p.press(KillLevel::Pause);
        p.pump();
        QCOMPARE(p.told(1), std::vector{OrderEventKind::Rejected});
        QVERIFY(isOwnWord(*p.reportOn(1))); // no venue has refused anything
        p.durability.upTo = 10;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
    }

    void whatReducesPassesTheSwitch()
    {
        Pumped p(KillLevel::Flatten);
        p.durability.upTo = 100;
        p.want(1, events::Submit{exitOrder(1)});
        p.want(2, events::Cancel{OrderId{9}});
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
        QCOMPARE(p.venue.cancelled, Ids{9});
    }

    // The engine has not moved: nothing of it is needed.
    void theSwitchCancelsWithoutTheEngine_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("cancelled");
        QTest::newRow("pause cancels nothing") << static_cast<int>(KillLevel::Pause) << 0;
        QTest::newRow("entries alone") << static_cast<int>(KillLevel::CancelEntries) << 1;
        QTest::newRow("all") << static_cast<int>(KillLevel::CancelAll) << 2;
        QTest::newRow("flatten cancels all") << static_cast<int>(KillLevel::Flatten) << 2;
    }
    void theSwitchCancelsWithoutTheEngine()
    {
        QFETCH(int, level);
        QFETCH(int, cancelled);
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.want(2, events::Submit{exitOrder(2)}); // rests, as a stop does
        p.pump();
        p.press(static_cast<KillLevel>(level));
        p.pump();
        QCOMPARE(p.venue.cancelled.size(), static_cast<std::size_t>(cancelled));
        if (cancelled == 1) {
            QCOMPARE(p.venue.cancelled, Ids{1});
        }
    }

    void whatHasEndedIsNotCancelled()
    {
        Pumped p;
        p.durability.upTo = 100;
        for (std::uint64_t id = 1; id <= 4; ++id) {
            p.want(id, events::Submit{entry(id)});
        }
        p.pump();
        p.answer(1, OrderEventKind::Cancelled);
        p.answer(2, OrderEventKind::Rejected);
        orders::Fill fill;
        fill.order = OrderId{3};
        fill.size = Lots{10}; // all of it
        p.venue.words.push_back({p.clock.wall(), fill});
        fill.order = OrderId{4};
        fill.size = Lots{9};
        p.venue.words.push_back({p.clock.wall(), fill});
        p.pump();
        QCOMPARE(p.outbox.openOrders(), std::size_t{1});
        p.press(KillLevel::CancelAll);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{4});
    }

    void theEngineDoesNotCancelTwice()
    {
        Pumped p;
        p.sendEntry();
        p.press(KillLevel::CancelEntries);
        p.pump();
        p.want(2, events::Cancel{OrderId{1}}); // what it decides upon the notice
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
        p.answer(1, OrderEventKind::CancelRejected);
        p.pump();
        p.want(3, events::Cancel{OrderId{1}});
        p.pump();
        QCOMPARE(p.venue.cancelled, (Ids{1, 1}));
    }

    void ordersOfBeforeAreInReach()
    {
        Pumped p;
        p.outbox.adopt(entry(5).ticket(), Lots{});
        p.press(KillLevel::CancelEntries);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{5});
    }

    // The record first; and a press that the engine has not heard of yet stays.
    void theSwitchIsLiftedByWhatIsOnRecord()
    {
        Pumped p;
        p.press(KillLevel::Pause);
        p.pump();
        QCOMPARE(p.notices.size(), std::size_t{1});
        p.want(10, driver::LiftLatch{1});
        p.pump();
        QVERIFY(p.kill.level() == KillLevel::Pause);
        p.durability.upTo = 10;
        p.pump();
        QTRY_VERIFY(p.kill.level() == KillLevel::None);
        p.want(10, events::Submit{entry(1)});
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
    }

    void aPressThatTheEngineHasNotHeardOfStays()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.press(KillLevel::Pause);
        p.pump();
        p.press(KillLevel::CancelEntries); // while the reset of the first one is on its way
        p.pump();
        p.want(10, driver::LiftLatch{1});
        p.pump();
        QTRY_VERIFY(p.kill.isSettled());
        QVERIFY(p.kill.level() == KillLevel::CancelEntries);
    }

    void theSwitchFollowsACommandOfTheEngine()
    {
        Pumped p;
        p.sendEntry();
        p.want(2, driver::ObeyLatch{KillLevel::CancelAll});
        p.want(3, events::Submit{entry(2)});
        p.pump();
        QVERIFY(p.kill.level() == KillLevel::CancelAll);
        QCOMPARE(p.venue.submitted, Ids{1});
        QCOMPARE(p.venue.cancelled, Ids{1});
        QCOMPARE(p.notices.size(), std::size_t{0}); // it knows
    }

    // --- an engine that stalls ---

    // F60: two seconds are allowed, not more.
    void anEngineThatIsSilentForTwoSecondsIsNotBelievedAnyMore()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.want(2, events::Submit{exitOrder(2)});
        p.pump();
        p.engineBeats = false;
        p.pulse.running = 3;
        for (int i = 0; i < 4; ++i) {
            p.clock.pass(milliseconds(500));
            p.pump();
            QVERIFY(!p.gate.isClosed());
        }
        p.clock.pass(nanoseconds(1));
        p.pump();

        QVERIFY(p.gate.isClosed());
        QCOMPARE(p.venue.cancelled, Ids{1}); // the entry; what protects stays
        QCOMPARE(p.kept.size(), std::size_t{1});
        QCOMPARE(p.kept.front().strategy.value, std::uint64_t{3});
        QVERIFY(p.kept.front().what == events::Trouble::EngineStalled);
        QVERIFY(std::ranges::any_of(
            p.heard, [](const events::Event& event) { return std::holds_alternative<events::TroubleFound>(event); }));
        p.engineBeats = true; // it comes back: too late
        p.want(3, events::Submit{entry(3)});
        p.want(4, events::Submit{exitOrder(4)});
        p.want(5, events::Cancel{OrderId{2}});
        p.want(6, events::Query{OrderId{2}});
        p.pump();
        QCOMPARE(p.venue.submitted, (Ids{1, 2}));
        QCOMPARE(p.venue.cancelled, (Ids{1, 2}));
        QCOMPARE(p.venue.queried, Ids{2}); // S32: it must learn what stands
        QCOMPARE(p.told(3), std::vector{OrderEventKind::Rejected});
        QCOMPARE(p.textOf(4), std::string_view("not sent: the engine had stalled, only cancels leave"));
    }

    void anEngineThatHasNotBegunOrHasEndedIsNoStall()
    {
        Pumped p;
        p.engineBeats = false;
        p.pulse.beat = -1;
        p.clock.pass(hours(1));
        p.pump();
        QVERIFY(!p.gate.isClosed());
    }

    // --- all of it ---

    // Whatever happens in whatever order: no entry reaches the venue while the switch is set, none before it is
    // durable, none twice; and every order ends in exactly one of: sent, told back.
    void noInterleavingLetsAnythingOutThatMustNot()
    {
        SeededRandom random{5};
        for (int run = 0; run < 200; ++run) {
            Pumped p;
            std::uint64_t seq = 0, id = 0;
            std::set<std::uint64_t> entries, cancelled;
            std::size_t sentBefore = 0;
            for (int step = 0; step < 60; ++step) {
                const bool wasSet = p.kill.level() != KillLevel::None;
                switch (random.below(8)) {
                case 0:
                case 1:
                    p.want(++seq, events::Submit{entry(++id)});
                    entries.insert(id);
                    break;
                case 2:
                    p.want(++seq, events::Submit{exitOrder(++id)});
                    break;
                case 3:
                    if (id > 0) {
                        p.want(++seq, events::Cancel{OrderId{1 + random.below(id)}});
                    }
                    break;
                case 4:
                    p.durability.upTo = p.durability.upTo + random.below(seq - p.durability.upTo + 1);
                    break;
                case 5:
                    p.clock.pass(milliseconds(static_cast<std::int64_t>(random.below(15))));
                    break;
                case 6:
                    if (random.below(10) == 0) {
                        p.press(random.below(2) == 0 ? KillLevel::Pause : KillLevel::CancelAll);
                    }
                    break;
                default:
                    break;
                }
                p.pump(1 + static_cast<int>(random.below(2)));
                for (; sentBefore < p.venue.submitted.size(); ++sentBefore) {
                    const std::uint64_t sent = p.venue.submitted[sentBefore];
                    QVERIFY(!wasSet || !entries.contains(sent));
                }
            }
            p.durability.upTo = seq;
            p.pump(8);
            for (std::uint64_t order = 1; order <= id; ++order) {
                const auto sent = std::ranges::count(p.venue.submitted, order);
                const auto told = static_cast<std::ptrdiff_t>(p.told(order).size());
                QCOMPARE(sent + told, std::ptrdiff_t{1});
            }
            QVERIFY(p.outbox.isIdle());
        }
    }
};

QTEST_APPLESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
