// needs: host/runtime desk/driver

#include "tests/support/outbox_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestOutboxTroubles : public QObject
{
    Q_OBJECT

private slots:
    // --- no stall ---

    // F21: whoever was not running himself has heard nobody. The same silence, seen in looks of half a second, is a
    // stall (above); from there on two seconds are allowed again, not more.
    void aSuspendIsNoStall()
    {
        Pumped p;
        p.pump();
        p.engineBeats = false; // it sleeps as well
        p.clock.pass(hours(8));
        p.pump();
        QVERIFY(!p.gate.isClosed());
        QCOMPARE(p.outbox.pauses(), std::uint64_t{1});
        for (int i = 0; i < 4; ++i) {
            p.clock.pass(milliseconds(500));
            p.pump();
            QVERIFY(!p.gate.isClosed());
        }
        p.clock.pass(nanoseconds(1)); // it has not woken up
        p.pump();
        QVERIFY(p.gate.isClosed());
        QCOMPARE(p.kept.size(), std::size_t{1});
    }

    void anEngineThatWakesUpWithTheOutboxIsBelieved()
    {
        Pumped p;
        p.durability.upTo = 100;
        for (int i = 0; i < 20; ++i) {
            p.clock.pass(i % 5 == 0 ? hours(1) : milliseconds(900));
            p.pump();
        }
        QVERIFY(!p.gate.isClosed());
        p.want(1, events::Submit{entry(1)});
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
    }

    // F21: its time has run out, wherever it lay: before the outbox, in it, or behind it. What reduces still leaves.
    void whatWasDecidedBeforeASuspendIsNotSent_data()
    {
        QTest::addColumn<int>("roundsBefore");
        QTest::newRow("before the outbox") << 0;
        QTest::newRow("behind it") << 1;
    }
    void whatWasDecidedBeforeASuspendIsNotSent()
    {
        QFETCH(int, roundsBefore);
        for (const bool isLate : {false, true}) {
            Pumped p;
            p.durability.upTo = 100;
            const Monotonic now = p.clock.mono();
            QVERIFY(p.lanes->parcels.tryPush({Sequence{1}, events::Submit{entry(1)}, now}));
            QVERIFY(p.lanes->parcels.tryPush({Sequence{1}, events::Submit{exitOrder(2)}, now}));
            for (int i = 0; i < roundsBefore; ++i) {
                p.outbox.turn();
            }
            p.clock.pass(seconds(2) + nanoseconds(isLate ? 1 : 0));
            p.pump();
            QCOMPARE(p.venue.submitted, isLate ? Ids{2} : (Ids{1, 2}));
            QCOMPARE(p.textOf(1), std::string_view(isLate ? "not sent: it was decided too long ago" : ""));
            QVERIFY(!p.gate.isClosed());
        }
    }

    // F7: the engine's heart beats while it waits for the disk. Entries run out of their time, nothing is a stall.
    void aSlowDiskIsNoStall()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)});
        for (int i = 0; i < 50; ++i) {
            p.pump();
            p.clock.pass(milliseconds(100));
        }
        p.durability.upTo = 10;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
        QCOMPARE(p.textOf(1), std::string_view("not sent: the journal took too long"));
        QVERIFY(!p.gate.isClosed());
        QVERIFY(p.kept.empty());
        QCOMPARE(p.outbox.pauses(), std::uint64_t{0});
    }

    // --- cancels that are refused ---

    // S2: "too late" may be wrong, or early. Each time twice as late, from 100 ms on, eight times.
    void aCancelThatIsRefusedUnderTheSwitchIsAskedForAgain()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.want(2, events::Submit{exitOrder(2)});
        p.pump();
        p.press(KillLevel::CancelEntries);
        p.pump();
        Ids expected{1};
        QCOMPARE(p.venue.cancelled, expected);
        std::int64_t wait = 100;
        for (int i = 0; i < 8; ++i, wait *= 2) {
            p.answer(1, OrderEventKind::CancelRejected);
            p.pump();
            QCOMPARE(p.venue.cancelled, expected); // no tight loop (F31)
            p.clock.pass(milliseconds(wait) - nanoseconds(1));
            p.pump();
            QCOMPARE(p.venue.cancelled, expected);
            p.clock.pass(nanoseconds(1));
            p.pump();
            expected.push_back(1);
            QCOMPARE(p.venue.cancelled, expected);
        }
        QCOMPARE(p.outbox.cancelRetries(), std::uint64_t{8});
        QCOMPARE(p.outbox.cancelsGivenUp(), std::uint64_t{0});
        p.answer(1, OrderEventKind::CancelRejected);
        p.pump();
        p.clock.pass(minutes(10));
        p.pump();
        QCOMPARE(p.venue.cancelled, expected);
        QCOMPARE(p.outbox.cancelsGivenUp(), std::uint64_t{1});
    }

    // F22: the line was cut, and the cancel with it. The engine asks once more, and this one leaves.
    void aCancelThatWasLostIsSentAgain()
    {
        for (const auto word : {OrderEventKind::Lost, OrderEventKind::Found}) {
            Pumped p;
            p.sendEntry();
            p.want(1, events::Cancel{OrderId{1}});
            p.pump();
            QCOMPARE(p.venue.cancelled, Ids{1});
            p.want(1, events::Cancel{OrderId{1}}); // nothing was heard: the first one stands
            p.pump();
            QCOMPARE(p.venue.cancelled, Ids{1});
            p.answer(1, word);
            p.pump();
            p.want(1, events::Cancel{OrderId{1}});
            p.pump();
            QCOMPARE(p.venue.cancelled, (Ids{1, 1}));
        }
    }

    // S2: and where the switch wants it, without the engine.
    void aCancelThatWasLostUnderTheSwitchIsSentAgain()
    {
        Pumped p;
        p.sendEntry();
        p.press(KillLevel::CancelEntries);
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
        p.answer(1, OrderEventKind::Lost);
        p.pump();
        p.clock.pass(milliseconds(100));
        p.pump();
        QCOMPARE(p.venue.cancelled, (Ids{1, 1}));
    }

    // S3, S6: "it never came" must not be said of an order that is still to come.
    void aQuestionNeverOvertakesItsOrder()
    {
        Pumped p;
        p.want(10, events::Submit{entry(1)}); // waits for the disk
        p.want(1, events::Query{OrderId{1}});
        p.want(1, events::Query{OrderId{7}});
        p.durability.upTo = 5;
        p.clock.pass(milliseconds(30));
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{});
        QCOMPARE(p.venue.queried, Ids{7}); // others do not wait
        p.durability.upTo = 10;
        p.pump();
        QCOMPARE(p.venue.submitted, Ids{1});
        QCOMPARE(p.venue.queried, (Ids{7, 1}));
    }

    void aCancelThatNobodyWantsAnyMoreIsNotAskedForAgain()
    {
        for (const bool hasEnded : {false, true}) {
            Pumped p;
            p.sendEntry();
            p.press(KillLevel::CancelEntries);
            p.pump();
            p.answer(1, OrderEventKind::CancelRejected);
            p.pump();
            if (hasEnded) {
                p.answer(1, OrderEventKind::Filled);
            } else {
                p.want(1, driver::LiftLatch{1});
            }
            p.pump();
            QTRY_VERIFY(hasEnded || p.kill.level() == KillLevel::None);
            p.clock.pass(seconds(1));
            p.pump();
            QCOMPARE(p.venue.cancelled, Ids{1});
        }
    }

    // Without a switch it is the engine's to decide (S2 asks for nothing).
    void aCancelThatIsRefusedWithoutASwitchIsLeftToTheEngine()
    {
        Pumped p;
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.want(2, events::Cancel{OrderId{1}});
        p.pump();
        p.answer(1, OrderEventKind::CancelRejected);
        p.pump();
        p.clock.pass(seconds(1));
        p.pump();
        QCOMPARE(p.venue.cancelled, Ids{1});
    }
};

QTEST_APPLESS_MAIN(TestOutboxTroubles)
#include "tst_outbox_troubles.moc"
