// needs: host/runtime trade/risk
//
// S26: what lies between engine, outbox and venue when one of them stands still, however long the others go on.

#include "tests/support/outbox_kit.h"

#include <algorithm>

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

    // Pressed while nobody turns: a key that is held down. The engine hears of the worst of it.
    void theSwitchKeepsAsManyPressesAsItHasPlacesAndForgetsNone()
    {
        PumpedOutbox desk;
        for (int press = 0; press < 256; ++press) {
            desk.press(KillLevel::CancelEntries);
        }
        QCOMPARE(desk.kill.untold(), std::size_t{256});
        desk.kill.press({{}, KillLevel::CancelAll, PrincipalId{77}, ShortText<95>("worse")});
        QCOMPARE(desk.kill.untold(), std::size_t{256});
        for (int press = 0; press < 10'000; ++press) {
            desk.press(KillLevel::CancelEntries);
        }
        QCOMPARE(desk.kill.untold(), std::size_t{256});
        QCOMPARE(desk.kill.level(), KillLevel::CancelAll);

        for (int round = 0; round < 5; ++round) {
            desk.pump();
        }

        QCOMPARE(desk.notices.size(), std::size_t{256});
        QCOMPARE(desk.notices.back().level, KillLevel::CancelAll);
        QCOMPARE(desk.notices.back().by, PrincipalId{77});
        QCOMPARE(desk.notices.back().cause.view(), std::string_view("worse"));
    }

    // The engine does not read: the lane is full, and the outbox goes on taking presses and obeying them.
    void theOutboxKeepsAsManyPressesAndALaterResetStillCounts()
    {
        PumpedOutbox desk;
        for (int press = 0; press < 5'000; ++press) {
            desk.press(KillLevel::CancelEntries);
            desk.outbox.turn();
            QVERIFY(desk.outbox.held().presses <= KillNotices::most);
        }
        QCOMPARE(desk.outbox.held().presses, KillNotices::most);
        QCOMPARE(desk.kill.untold(), std::size_t{0});

        desk.durability.upTo = 10;
        desk.want(10, driver::LiftLatch{64}); // by who has read the lane, and not what waits behind it
        desk.outbox.turn();
        QCOMPARE(desk.kill.level(), KillLevel::CancelEntries);
        for (int round = 0; round < 10; ++round) {
            desk.pump();
        }
        QCOMPARE(desk.notices.size(), KillNotices::most + driver::KillLane::capacity());

        desk.want(10, driver::LiftLatch{desk.notices.size()});
        desk.pump();
        QTRY_COMPARE(desk.kill.level(), KillLevel::None);
    }

    // The engine wants orders under a latch and never reads what becomes of them. What has no room is told as a link
    // that was cut: it asks for its orders.
    void wordsOfTheOutboxHaveABoundAndWhatIsBeyondIsAskedFor()
    {
        PumpedOutbox desk;
        desk.press(KillLevel::CancelEntries);
        desk.outbox.turn();
        const std::uint64_t most = WaitingWords::most + driver::EventLane::capacity();
        const auto refuseUpTo = [&desk](std::uint64_t from, std::uint64_t last) {
            for (std::uint64_t id = from; id <= last; ++id) {
                desk.want(1, events::Submit{entry(id)});
                desk.outbox.turn();
            }
        };
        refuseUpTo(1, most);
        QCOMPARE(desk.outbox.held().words, WaitingWords::most);
        QCOMPARE(desk.outbox.heldBack(), most);
        refuseUpTo(most + 1, most + 100);
        QCOMPARE(desk.outbox.held().words, WaitingWords::most);
        QVERIFY(!desk.outbox.isIdle());

        for (int round = 0; round < 80; ++round) {
            desk.pump();
        }

        QVERIFY(desk.outbox.isIdle());
        QCOMPARE(desk.heard.size(), std::size_t{most + 2});
        QCOMPARE(std::get<events::OrderReport>(desk.heard[most - 1]).order.value, most);
        for (const bool isUp : {false, true}) {
            const auto& link = std::get<events::LinkChanged>(desk.heard[most + (isUp ? 1 : 0)]);
            QCOMPARE(link.kind, events::LinkKind::Orders);
            QCOMPARE(link.account, entry(1).ticket().account);
            QCOMPARE(link.up, isUp);
        }
    }

    // The outbox stands still: its lane of echoes is full, and so are those behind it.
    void theVenuesThreadKeepsNoMoreEchoesThanItHasRoomFor()
    {
        PumpedOutbox desk;
        for (std::uint64_t id = 1; id <= 100'000; ++id) {
            desk.answer(id, OrderEventKind::Accepted);
        }
        for (int turn = 0; turn < 300; ++turn) {
            desk.thread.turn();
            for (events::Event event; desk.lanes->venue.tryPop(event);) { } // the engine reads
        }
        QCOMPARE(desk.thread.waitingEchoes(), WaitingWords::most);
        QCOMPARE(desk.thread.waitingWords(), std::size_t{0});
        QCOMPARE(desk.venue.words.size(), 100'000 - WaitingWords::most - std::size_t{1'024});

        // What was on its way when the switch was pressed comes on top: one lane of it.
        desk.press(KillLevel::CancelEntries);
        const auto ticket = entry(1).ticket();
        for (std::size_t i = 0; i < 256; ++i) {
            QVERIFY(desk.venueLanes.sendings.tryPush({events::Submit{entry(i + 1)}, ticket, desk.clock.mono(), {}}));
        }
        desk.thread.turn();
        QCOMPARE(desk.thread.waitingEchoes(), WaitingWords::most + 256);

        for (int round = 0; round < 400; ++round) {
            desk.pump(1);
        }
        QCOMPARE(desk.thread.waitingEchoes(), std::size_t{0});
        QVERIFY(desk.venue.words.empty());
    }

    // A feed is not played on to a venue whose words find no room: the orders there would fill unheard.
    void aFeedStandsStillWhileTheVenuesWordsHaveNoRoom()
    {
        PumpedOutbox desk;
        ScriptedMarket feed;
        for (int i = 0; i < 500; ++i) {
            feed.addPrint(desk.clock.wall(), 10'000, 1);
        }
        VenueThread thread(desk.venue, &feed, 1,
                           {desk.clock, desk.gate, desk.venueLanes, desk.lanes->venue, desk.lanes->ticks,
                            desk.engineBell, desk.outboxBell});
        for (std::uint64_t id = 1; id <= 100'000; ++id) {
            desk.answer(id, OrderEventKind::Accepted);
        }
        const auto turn = [&](int times) {
            for (int i = 0; i < times; ++i) {
                thread.turn();
                desk.outbox.turn();
            }
        };
        turn(200);
        QCOMPARE(thread.waitingWords(), WaitingWords::most);
        const std::size_t played = desk.lanes->ticks.waiting();
        QVERIFY(played < 500);
        turn(600);
        QCOMPARE(desk.lanes->ticks.waiting(), played);

        for (int round = 0; round < 1'000; ++round) { // the engine reads again
            for (events::Event event; desk.lanes->venue.tryPop(event);) { }
            turn(1);
        }
        QCOMPARE(desk.lanes->ticks.waiting(), std::size_t{500});
        QVERIFY(desk.venue.words.empty());
    }

    // It holds all the words that it may, and refuses what the switch stops: the engine will ask.
    void aRefusalWithoutRoomIsAskedFor()
    {
        PumpedOutbox desk;
        for (std::uint64_t id = 1; id <= 70'000; ++id) {
            desk.answer(id, OrderEventKind::Accepted);
        }
        for (int turn = 0; turn < 300; ++turn) {
            desk.thread.turn();
            desk.outbox.turn();
        }
        QCOMPARE(desk.thread.waitingWords(), WaitingWords::most);
        desk.press(KillLevel::CancelEntries);
        QVERIFY(desk.venueLanes.sendings.tryPush(
            {events::Submit{entry(500'000)}, entry(500'000).ticket(), desk.clock.mono(), {}}));

        desk.thread.turn();

        QVERIFY(desk.venue.submitted.empty());
        QCOMPARE(desk.thread.waitingWords(), WaitingWords::most);
        for (int round = 0; round < 400; ++round) {
            desk.pump(1);
        }
        const auto isCut = [](const events::Event& event) {
            const auto* link = std::get_if<events::LinkChanged>(&event);
            return link != nullptr && link->kind == events::LinkKind::Orders && !link->up;
        };
        QCOMPARE(std::count_if(desk.heard.begin(), desk.heard.end(), isCut), std::ptrdiff_t{1});
        QVERIFY(desk.told(500'000).empty());
        QCOMPARE(desk.heard.size(), std::size_t{70'002});
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
