// needs: desk/driver desk/sim

#include "core/base/seeded_random.h"
#include "core/trade/market/notional.h"
#include "tests/support/loop_kit.h"

#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::test;

namespace {

constexpr std::uint16_t fillKind = 10, reportKind = 11, commandKind = 12, timerKind = 13, linkKind = 25, killKind = 26,
                        troubleKind = 29, peopleKind = 34;

using Pumped = PumpedLoop;

events::Command note(std::string_view text)
{
    events::AddNote note;
    note.text = ShortText<191>(text);
    return driver::commandOf(engine::owner, "test", note);
}

events::OrderReport strangersReport()
{
    events::OrderReport report;
    report.order = OrderId{77};
    report.account = AccountId{1};
    return report;
}

market::Tick drawnTick(SeededRandom& random, std::int64_t number)
{
    const InstrumentId id{1};
    switch (random.below(4)) {
    case 0:
        return market::Print{id, {}, Ticks{number}, Lots{1}, market::Aggressor::Buyer};
    case 1:
        return market::DepthChange{id, {}, 0, Side::Buy, Ticks{number}, Lots{1}, true, true};
    default:
        return market::Quote{id, {}, Ticks{number}, Ticks{number + 1}, Lots{1}, Lots{1}, true, true};
    }
}

} // namespace

class TestLiveLoop : public QObject
{
    Q_OBJECT

private slots:
    void theLanesArePolledInOneOrder()
    {
        Pumped pumped;
        pumped.open();
        QVERIFY(pumped.quote(9'999, 10'001));
        QVERIFY(pumped.lanes->kills.tryPush(events::KillLatched{{}, risk::KillLevel::Pause, engine::owner, {}}));
        QVERIFY(pumped.lanes->control.tryPush(note("control")));
        QVERIFY(pumped.lanes->window.tryPush(note("window")));
        QVERIFY(pumped.lanes->outbox.tryPush(events::Event{events::LinkChanged{}}));
        QVERIFY(pumped.lanes->venue.tryPush(events::Event{strangersReport()}));

        QCOMPARE(pumped.loop.turn(), std::size_t{6});

        QCOMPARE(pumped.inputs(),
                 (std::vector<std::uint16_t>{reportKind, linkKind, commandKind, commandKind, killKind, 1}));
        const auto notes = pumped.store.facts<events::NoteAdded>();
        QCOMPARE(notes.front().note.text.view(), std::string_view("window"));
    }

    // V16: what somebody says behind the loss of a right is judged by what he has left.
    void whoMayActIsHeardBeforeWhatTheyWant()
    {
        struct Roles final : driver::PeopleSource {
            bool isTold = false;
            bool pollPeople(events::PeopleVouched& out) override
            {
                out.people = {{engine::owner, risk::Roles::of(risk::Role::Viewer)}};
                return !std::exchange(isTold, true);
            }
        } roles;
        Pumped pumped;
        driver::LiveLoop loop(pumped.desk, pumped.approver,
                              {pumped.clock, pumped.durability, *pumped.lanes, pumped.bell, pumped.pulse, &roles});
        QVERIFY(loop.open(pumped.setup));
        pumped.opened = pumped.store.records.size();
        const events::Command order = driver::commandOf(engine::owner, "test", events::PlaceOrder{});
        QVERIFY(pumped.lanes->window.tryPush(events::Command(order)));

        QCOMPARE(loop.turn(), std::size_t{2});
        QCOMPARE(loop.turn(), std::size_t{0});

        QCOMPARE(pumped.inputs(), (std::vector<std::uint16_t>{peopleKind, commandKind}));
        const auto denied = pumped.store.facts<events::CommandDenied>();
        QCOMPARE(denied.size(), std::size_t{1});
        QVERIFY(denied.front().why == events::Denial::NoRight);
    }

    void eachRoundBeats()
    {
        Pumped pumped;
        QCOMPARE(pumped.pulse.beat.load(), std::int64_t{-1}); // nothing is to be heard of it yet
        pumped.open();
        pumped.clock.pass(seconds(1));
        QCOMPARE(pumped.loop.turn(), std::size_t{0});
        QCOMPARE(pumped.pulse.beat.load(), seconds(1).ns);
        QVERIFY(pumped.loop.rest() <= milliseconds(250));
    }

    // The end of a bar is a deadline: a minute's bar that began at 00:00:20 ends at 00:01:00.
    void aDeadlineFiresWhenItsTimeHasCome()
    {
        Pumped pumped;
        pumped.setup.started.strategies = {{StrategyId{1}, "sma_cross:interval=1m,fast=1,slow=2"}};
        pumped.open();
        pumped.clock.pass(seconds(20));
        QVERIFY(pumped.print(10'000));
        pumped.loop.turn();
        pumped.clock.pass(milliseconds(39'900));
        QCOMPARE(pumped.loop.turn(), std::size_t{0});
        QCOMPARE(pumped.loop.rest().ns, milliseconds(100).ns);

        pumped.clock.pass(milliseconds(100));
        QCOMPARE(pumped.loop.turn(), std::size_t{1});

        QCOMPARE(pumped.inputs(), (std::vector<std::uint16_t>{2, timerKind}));
    }

    void marketDataOfBeforeADeadlineComeFirst()
    {
        Pumped pumped;
        pumped.setup.started.strategies = {{StrategyId{1}, "sma_cross:interval=1m,fast=1,slow=2"}};
        pumped.open();
        pumped.clock.pass(seconds(20));
        QVERIFY(pumped.print(10'000));
        pumped.loop.turn();
        pumped.clock.pass(milliseconds(39'950));
        for (int i = 0; i < 300; ++i) {
            QVERIFY(pumped.print(10'001)); // more than one round takes
        }
        pumped.clock.pass(milliseconds(60)); // the minute is over by 10 ms

        QCOMPARE(pumped.loop.turn(), std::size_t{256});
        QCOMPARE(pumped.loop.turn(), std::size_t{45});

        const auto inputs = pumped.inputs();
        QCOMPARE(inputs.size(), std::size_t{302});
        QCOMPARE(inputs.back(), timerKind);
    }

    void anOrderNeedsTheSequenceThatDecidedIt()
    {
        Pumped pumped;
        pumped.open();
        pumped.durability.handed.clear();

        pumped.cross();

        const auto parcels = pumped.drainParcels();
        QCOMPARE(parcels.size(), std::size_t{1});
        QVERIFY(std::holds_alternative<events::Submit>(parcels.front().what));
        Sequence approved;
        for (const auto& record : pumped.store.records) {
            approved = record.kind == commandKind ? record.stamp.seq : approved;
        }
        QCOMPARE(parcels.front().needs.value, approved.value);
        QVERIFY(pumped.durability.handed.back().isUrgent);
        QVERIFY(pumped.durability.handed.back().seq >= approved);
        QVERIFY(pumped.bell.rings() > 0);
        QCOMPARE(pumped.store.syncs, 0); // the engine waits for no disk
    }

    // S26: an outbox that does not come round is not flooded.
    void nothingNewIsTakenWhileTheOutboxIsBehind()
    {
        Pumped pumped({}, driver::ApprovalRule::Manual);
        pumped.open();
        const auto query = driver::commandOf(engine::owner, "test", events::SetMode{risk::Mode::Manual});
        for (std::size_t i = 0; i < driver::ParcelLane::capacity(); ++i) {
            QVERIFY(pumped.lanes->parcels.tryPush(driver::Parcel{}));
        }
        QVERIFY(pumped.lanes->venue.tryPush(
            events::Event{events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true}})); // wants Reconcile
        QVERIFY(pumped.lanes->window.tryPush(query));

        QCOMPARE(pumped.loop.turn(), std::size_t{1});
        QCOMPARE(pumped.loop.turn(), std::size_t{0});
        pumped.drainParcels();
        QCOMPARE(pumped.loop.turn(), std::size_t{1});

        QCOMPARE(pumped.drainParcels().size(), std::size_t{1});
        QCOMPARE(pumped.inputs(), (std::vector<std::uint16_t>{linkKind, commandKind}));
    }

    // --- market data ---

    // Newest quote wins, never prints nor depth: whatever the mixture.
    void ofQuotesOnlyTheNewestIsTakenByAnEngineThatLags()
    {
        SeededRandom random{11};
        for (int draw = 0; draw < 300; ++draw) {
            driver::LiveOptions options;
            options.conflatesAbove = 0;
            Pumped pumped(options);
            pumped.open();
            std::vector<market::Tick> put;
            const auto count = static_cast<std::int64_t>(1 + random.below(200));
            for (std::int64_t i = 0; i < count; ++i) {
                put.push_back(drawnTick(random, 10'000 + i));
                QVERIFY(pumped.lanes->ticks.put({pumped.clock.wall(), put.back()}));
            }
            pumped.loop.turn();

            std::vector<market::Tick> expected;
            std::size_t lastQuote = put.size();
            for (std::size_t i = 0; i < put.size(); ++i) {
                lastQuote = std::holds_alternative<market::Quote>(put[i]) ? i : lastQuote;
            }
            for (std::size_t i = 0; i < put.size(); ++i) {
                if (!std::holds_alternative<market::Quote>(put[i]) || i == lastQuote) {
                    expected.push_back(put[i]);
                }
            }
            QVERIFY(pumped.tape() == expected);
            QCOMPARE(pumped.loop.figures().conflated, put.size() - expected.size());
        }
    }

    void anEngineThatKeepsUpTakesEveryQuote()
    {
        Pumped pumped;
        pumped.open();
        for (int i = 0; i < 100; ++i) {
            QVERIFY(pumped.quote(9'999, 10'001));
        }
        pumped.loop.turn();
        QCOMPARE(pumped.tape().size(), std::size_t{100});
    }

    // S14, F33: a hole is told before anything behind it, and nothing is believed until the feed begins anew.
    void aFullLaneMarksTheMarketAndAsksForItAnew()
    {
        Pumped pumped;
        pumped.open();
        for (std::size_t i = 0; i < driver::TickLane::capacity; ++i) {
            QVERIFY(pumped.print(10'000));
        }
        QVERIFY(!pumped.print(10'001));
        QVERIFY(!pumped.print(10'002)); // gone as well, though nothing has been told yet
        QVERIFY(!pumped.lanes->ticks.mayResume());
        while (!pumped.lanes->ticks.mayResume()) {
            QVERIFY(pumped.loop.turn() > 0);
        }

        const auto inputs = pumped.inputs();
        QCOMPARE(inputs.size(), driver::TickLane::capacity + 1);
        QCOMPARE(inputs.back(), linkKind); // behind all that had room
        QCOMPARE(pumped.lanes->ticks.lost(), std::uint64_t{2});
        QVERIFY(!pumped.print(10'003));
        pumped.lanes->ticks.resume();
        QVERIFY(pumped.print(10'004));
        pumped.loop.turn();
        const auto after = pumped.inputs();
        QCOMPARE(after.size(), inputs.size() + 2);
        QCOMPARE(after[inputs.size()], linkKind); // up again, then the first tick
        QCOMPARE(std::get<market::Print>(pumped.tape().back()).price.count, std::int64_t{10'004});
        QCOMPARE(pumped.loop.figures().tears, std::uint64_t{1});
    }

    void aPriceThatLayForASecondIsNotShownAsNew()
    {
        for (const bool isLate : {false, true}) {
            Pumped pumped;
            pumped.open();
            QVERIFY(pumped.quote(9'999, 10'001));
            QVERIFY(pumped.quote(9'998, 10'002));
            pumped.clock.pass(seconds(1) + nanoseconds(isLate ? 1 : 0));

            pumped.loop.turn();

            QCOMPARE(pumped.tape().size(), std::size_t{isLate ? 0U : 2U});
            QCOMPARE(pumped.lanes->ticks.mayResume(), isLate);
        }
    }

    // --- time ---

    // F17: what waits by the monotonic clock waits no longer and no shorter.
    void aWallClockThatJumpsBackTurnsNothingBack()
    {
        Pumped pumped({}, driver::ApprovalRule::Manual);
        pumped.open();
        QVERIFY(pumped.lanes->window.tryPush(note("before")));
        pumped.loop.turn();
        const Stamp before = pumped.desk.stamp();
        pumped.clock.pass(seconds(1));
        pumped.clock.setWall(Duration{-hours(1).ns});
        QVERIFY(pumped.lanes->window.tryPush(note("after")));
        pumped.loop.turn();

        QVERIFY(pumped.desk.stamp().wall >= before.wall);
        QCOMPARE(pumped.desk.stamp().mono.ns, before.mono.ns + seconds(1).ns);
    }

    // F17: the minute of a grant is over by the other clock, though the wall says that it has not begun, and no price
    // comes in.
    void whatIsDueIsDueWithTheWallClockSetBack()
    {
        Pumped pumped({}, driver::ApprovalRule::Manual);
        pumped.setup.started.strategies = {{StrategyId{1}, "sma_cross:interval=1d,fast=1,slow=2"}};
        pumped.open();
        events::Command grant;
        grant.by = pumped.setup.by;
        grant.stepUp = true;
        grant.what = events::GrantAutonomy{StrategyId{1}, Money{1'000'000}, Money{1'000'000}, 5, minutes(1)};
        QVERIFY(pumped.lanes->window.tryPush(grant));
        pumped.loop.turn();
        QCOMPARE(pumped.desk.engine().state().grants.size(), std::size_t{1});

        pumped.clock.setWall(Duration{-hours(1).ns});
        pumped.clock.pass(milliseconds(59'900));
        QCOMPARE(pumped.loop.turn(), std::size_t{0});
        QCOMPARE(pumped.loop.rest().ns, milliseconds(100).ns);
        pumped.clock.pass(milliseconds(100));
        QCOMPARE(pumped.loop.turn(), std::size_t{1});

        QVERIFY(pumped.desk.engine().state().grants.isEmpty());
        QCOMPARE(pumped.loop.turn(), std::size_t{0});
    }

    // --- the end ---

    // F4: the breaker is among the last words, and the session ends with the journal's error.
    void aJournalThatFailsTripsItsBreaker()
    {
        Pumped pumped;
        pumped.open();
        pumped.durability.failed = true;
        const StopFlag stop;

        const auto how = pumped.loop.run(pumped.setup, stop, pumped.bell, {});

        QVERIFY(!how);
        QCOMPARE(how.error().code, Errc::Full);
        QVERIFY(!pumped.store.lastWords.empty());
        QCOMPARE(pumped.store.lastWords.front().kind, troubleKind);
        QVERIFY(pumped.desk.engine().state().isTripped(events::Breaker::JournalFailed));
        pumped.loop.turn();
        QCOMPARE(pumped.store.facts<events::BreakerTripped>().size(), std::size_t{0}); // in the last words, once
    }

    void theEndCancelsAndWaitsForTheVenue()
    {
        Pumped pumped;
        pumped.open();
        pumped.cross();
        const auto parcels = pumped.drainParcels();
        const OrderId entry = std::get<events::Submit>(parcels.front().what).order.ticket().id;
        events::OrderReport report;
        report.order = entry;
        report.account = AccountId{1};
        report.kind = orders::OrderEventKind::Accepted;
        QVERIFY(pumped.lanes->venue.tryPush(events::Event{report}));
        pumped.loop.turn();
        report.kind = orders::OrderEventKind::Cancelled;
        QVERIFY(pumped.lanes->venue.tryPush(events::Event{report})); // the venue's answer to what comes now

        QVERIFY(pumped.loop.close(pumped.setup, pumped.bell));

        bool isCancelled = false;
        for (const auto& parcel : pumped.drainParcels()) {
            isCancelled = isCancelled || std::holds_alternative<events::Cancel>(parcel.what);
        }
        QVERIFY(isCancelled);
        QVERIFY(!pumped.desk.engine().state().isOpen);
        QCOMPARE(pumped.desk.engine().state().ledger.openCount(), 0);
        QCOMPARE(pumped.pulse.beat.load(), std::int64_t{-1}); // an end is no stall
    }

    // An entry that was on its way when the end began fills, and its stop goes out: that one is cancelled, too.
    void theEndCancelsWhatCameInWhileItWaited()
    {
        Pumped pumped;
        pumped.open();
        pumped.cross();
        const auto sent = pumped.drainParcels();
        const auto entry = std::get<events::Submit>(sent.front().what).order.ticket();
        const OrderId stop{entry.id.value + 1};
        events::OrderReport report;
        report.account = AccountId{1};
        const auto say = [&](OrderId order, orders::OrderEventKind kind) {
            report.order = order;
            report.kind = kind;
            QVERIFY(pumped.lanes->venue.tryPush(events::Event{report}));
        };
        VenueBell bell;
        bell.deeds.push_back([&] { // the cancel was too late: all of it has filled
            orders::Fill fill;
            fill.order = entry.id;
            fill.instrument = InstrumentId{1};
            fill.account = AccountId{1};
            fill.side = entry.side;
            fill.price = Ticks{10'000};
            fill.size = entry.size;
            fill.value = *market::notional(acme(), fill.price, fill.size);
            fill.feeCurrency = pumped.desk.engine().state().base;
            fill.venueFillId = orders::VenueFillId("1");
            QVERIFY(pumped.lanes->venue.tryPush(events::Event{fill}));
        });
        bell.deeds.push_back([&] { say(stop, orders::OrderEventKind::Accepted); });
        bell.deeds.push_back([&] { say(stop, orders::OrderEventKind::Cancelled); });

        QVERIFY(pumped.loop.close(pumped.setup, bell));

        QVERIFY(bell.deeds.empty());
        QCOMPARE(pumped.desk.engine().state().ledger.openCount(), 0);
        QVERIFY(pumped.desk.engine().state().ledger.find(stop)->state == orders::OrderState::Cancelled);
    }

    // What is held when all orders are gone is sold, reduce-only, and waited for.
    void theEndClosesWhatIsHeldIfItIsToldTo()
    {
        Pumped pumped;
        pumped.open();
        pumped.cross();
        const auto entry = std::get<events::Submit>(pumped.drainParcels().front().what).order.ticket();
        const OrderId stop{entry.id.value + 1}, closing{entry.id.value + 2};
        const auto say = [&](OrderId order, orders::OrderEventKind kind) {
            events::OrderReport report;
            report.account = AccountId{1};
            report.order = order;
            report.kind = kind;
            QVERIFY(pumped.lanes->venue.tryPush(events::Event{report}));
        };
        const auto filled = [&](OrderId order, Side side, const char* id) {
            orders::Fill fill;
            fill.order = order;
            fill.instrument = InstrumentId{1};
            fill.account = AccountId{1};
            fill.side = side;
            fill.price = Ticks{10'000};
            fill.size = entry.size;
            fill.value = *market::notional(acme(), fill.price, fill.size);
            fill.feeCurrency = pumped.desk.engine().state().base;
            fill.venueFillId = orders::VenueFillId(id);
            QVERIFY(pumped.lanes->venue.tryPush(events::Event{fill}));
        };
        filled(entry.id, Side::Buy, "1");
        say(stop, orders::OrderEventKind::Accepted);
        while (pumped.loop.turn() > 0) { }
        const auto& state = pumped.desk.engine().state();
        QCOMPARE(state.portfolio.position(InstrumentId{1}).lots, entry.size);
        pumped.drainParcels();
        VenueBell bell;
        bell.deeds.push_back([&] { say(stop, orders::OrderEventKind::Cancelled); });
        bell.deeds.push_back([&] {
            std::vector<orders::OrderTicket> sent;
            for (const auto& parcel : pumped.drainParcels()) {
                if (const auto* submit = std::get_if<events::Submit>(&parcel.what)) {
                    sent.push_back(submit->order.ticket());
                }
            }
            QCOMPARE(sent.size(), std::size_t{1});
            QCOMPARE(sent[0].id, closing);
            QVERIFY(sent[0].reduceOnly && sent[0].side == Side::Sell && sent[0].size == entry.size);
            filled(closing, Side::Sell, "2");
        });
        pumped.setup.atEnd = driver::AtEnd::Flatten;

        QVERIFY(pumped.loop.close(pumped.setup, bell));

        QVERIFY(bell.deeds.empty());
        QVERIFY(state.portfolio.positions().empty());
        QCOMPARE(state.ledger.openCount(), 0);
        QVERIFY(!state.isOpen);
    }

    void aDeskThatRefusesTheSessionIsNotRun()
    {
        Pumped pumped;
        pumped.setup.started.baseCurrency = "";
        QVERIFY(!pumped.loop.open(pumped.setup));
    }
};

QTEST_APPLESS_MAIN(TestLiveLoop)
#include "tst_live_loop.moc"
