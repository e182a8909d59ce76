// needs: host/runtime trade/risk
//
// S26: what lies between engine, outbox and venue when one of them stands still, however long the others go on.

#include "tests/support/outbox_kit.h"

using namespace omni;
using namespace omni::test;

class TestBounds : public QObject
{
    Q_OBJECT

private slots:
    // The journal does not move. What the engine wants waits in two places of one lane's size; the third stays with
    // the engine, which takes nothing more until it has gone (tst_live_loop).
    void theOutboxHoldsOneLaneAndNoMore()
    {
        PumpedOutbox desk;
        std::uint64_t given = 0;
        for (std::uint64_t id = 1; id <= 5'000; ++id) {
            given += desk.lanes->parcels.tryPush(driver::Parcel{Sequence{1'000'000}, events::Submit{entry(id)}}) ? 1U
                                                                                                                 : 0U;
            desk.outbox.turn();
        }
        QCOMPARE(given, std::uint64_t{2} * driver::ParcelLane::capacity());
        QVERIFY(desk.venue.submitted.empty());
    }

    // The engine stands still and the venue never stops talking: its words stay with it.
    void theVenuesThreadTakesNoMoreWordsThanItHasRoomFor()
    {
        PumpedOutbox desk;
        for (std::uint64_t id = 1; id <= 100'000; ++id) {
            desk.answer(id, OrderEventKind::Accepted);
        }
        for (int turn = 0; turn < 300; ++turn) {
            desk.thread.turn();
        }
        const std::size_t taken = 100'000 - desk.venue.words.size();
        QVERIFY2(taken > 65'536 && taken <= 65'536 + driver::EventLane::capacity() + 1,
                 qPrintable(QString::number(taken)));

        desk.pump(400); // it wakes: nothing was lost
        for (int round = 0; round < 400; ++round) {
            desk.pump(1);
        }
        QVERIFY(desk.venue.words.empty());
        QCOMPARE(desk.heard.size(), std::size_t{100'000});
    }
};

QTEST_APPLESS_MAIN(TestBounds)
#include "tst_bounds.moc"
