// The live driver: what a hand-over between threads costs, how long a tick takes to become a proposal, and how long a
// press of the kill switch takes to become a cancel in the venue's hands.
//
// needs: host/runtime desk/driver desk/sim

#include "core/desk/engine/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/bell.h"
#include "core/host/runtime/outbox.h"
#include "core/host/runtime/venue_thread.h"
#include "tests/core/trade/risk/typical_order.h"
#include "tests/support/live_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/recorded_session.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <thread>

namespace {

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

double at(std::vector<double>& sorted, double share)
{
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// There and back between two threads that park: half of it is one hand-over.
void ringHandOff(benchmark::State& state)
{
    SpscRing<std::uint64_t, 64> there, back;
    Bell far, near;
    StopFlag stop;
    std::thread other([&] {
        std::uint64_t value = 0;
        while (!stop.isStopRequested()) {
            const auto seen = far.rings();
            if (there.tryPop(value)) {
                static_cast<void>(back.tryPush(value));
                near.ring();
            } else {
                far.wait(seen, milliseconds(100));
            }
        }
    });
    std::uint64_t value = 0;
    for (auto _ : state) {
        static_cast<void>(there.tryPush(value));
        far.ring();
        for (;;) {
            const auto seen = near.rings();
            if (back.tryPop(value)) {
                break;
            }
            near.wait(seen, milliseconds(100));
        }
    }
    state.SetItemsProcessed(state.iterations() * 2);
    stop.requestStop();
    far.ring();
    other.join();
}
BENCHMARK(ringHandOff)->UseRealTime();

/// Wishes to buy on every bar.
class Eager final : public strategy::Strategy
{
public:
    void onBar(const market::Bar& bar, const strategy::View&, std::vector<strategy::Proposal>& out) override
    {
        strategy::Proposal wish;
        wish.reference = bar.close;
        out.push_back(wish);
    }
    void save(ByteWriter&) const override { }
    Result<void> load(ByteReader&) override
    {
        return {};
    }
};

/// Takes what is recorded and forgets it: encoding is measured, the disk is not.
class Forgetful final : public driver::RecordStore
{
public:
    void append(bool, const journal::Record& record) override
    {
        benchmark::DoNotOptimize(record.payload.data());
    }
    void complete(Sequence) override { }
    Result<void> makeDurable(Sequence) override
    {
        return {};
    }
    void emergency(const journal::Record&) override { }
};

struct LoopKit {
    LoopKit()
        : clock(newYear)
        , lanes(std::make_unique<driver::LiveLanes>())
        , desk(engine::Engine(), {{}, 1, newYear}, &store, nullptr)
        , loop(desk, approver, {clock, durability, *lanes, bell, pulse})
    {
        desk.engine().makeStrategiesWith([](const auto&) { return std::make_unique<Eager>(); });
        setup = aTypicalSetup();
        setup.started.strategies = {{StrategyId{1}, "sma_cross:fast=1,slow=2"}};
        static_cast<void>(loop.open(setup));
    }
    void quote()
    {
        const Timestamp now = clock.wall();
        static_cast<void>(lanes->ticks.put(
            {now,
             market::Quote{InstrumentId{1}, now, Ticks{9'999}, Ticks{10'001}, Lots{1'000}, Lots{1'000}, true, true}}));
    }
    ManualClock clock;
    StatedDurability durability;
    CountingBell bell;
    driver::Pulse pulse;
    Forgetful store;
    std::unique_ptr<driver::LiveLanes> lanes;
    driver::Approver approver{driver::ApprovalRule::Manual, engine::script};
    driver::Desk desk;
    driver::LiveLoop loop;
    driver::SimulatedSetup setup;
};

/// A bar goes into its lane; one round later the proposal with its size, stop, preview and digest is made and encoded.
void tickToProposal(benchmark::State& state)
{
    LoopKit kit;
    platform::SystemClock machine;
    std::vector<double> micros;
    const auto before = kit.desk.engine().state().counters.proposals;
    for (auto _ : state) {
        kit.clock.pass(minutes(1));
        kit.quote();
        kit.loop.turn();
        market::Bar bar;
        bar.instrument = InstrumentId{1};
        bar.interval = minutes(1);
        bar.closedAt = kit.clock.wall();
        bar.opened = bar.closedAt - bar.interval;
        bar.open = bar.high = bar.low = bar.close = Ticks{10'000};
        const Monotonic start = machine.mono();
        static_cast<void>(kit.lanes->ticks.put({kit.clock.wall(), bar}));
        kit.loop.turn();
        micros.push_back(static_cast<double>((machine.mono() - start).ns) / 1e3);
        kit.durability.handed.clear();
        for (driver::Parcel parcel; kit.lanes->parcels.tryPop(parcel);) { }
        state.SetIterationTime(micros.back() / 1e6);
    }
    const auto made = kit.desk.engine().state().counters.proposals - before;
    if (made != static_cast<std::uint64_t>(state.iterations())) {
        state.SkipWithError("not every bar became a proposal");
    }
    state.counters["p50_us"] = at(micros, 0.5);
    state.counters["p99_us"] = at(micros, 0.99);
}
BENCHMARK(tickToProposal)->UseManualTime();

/// Quotes through their lane, the desk and its record, 256 a round.
void tickThroughLoop(benchmark::State& state)
{
    LoopKit kit;
    constexpr int batch = 256;
    for (auto _ : state) {
        kit.clock.pass(milliseconds(1));
        for (int i = 0; i < batch; ++i) {
            kit.quote();
        }
        kit.loop.turn();
    }
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(tickThroughLoop);

/// Says when it was told.
class Stopwatch final : public ports::Venue
{
public:
    void define(const market::Instrument&) override { }
    void onTick(Timestamp, const market::Tick&) override { }
    void submit(Timestamp, const risk::ClearedOrder&) override
    {
        submitted.fetch_add(1);
    }
    void cancel(Timestamp, OrderId) override
    {
        cancelledAt = clock.mono().ns;
        cancelled.fetch_add(1);
    }
    void replace(Timestamp, const ports::ReplaceRequest&) override { }
    void query(Timestamp, OrderId) override { }
    std::optional<Timestamp> nextDue() const override
    {
        return std::nullopt;
    }
    bool take(Timestamp, ports::VenueEvent&) override
    {
        return false;
    }
    platform::SystemClock clock;
    std::atomic<int> submitted{0}, cancelled{0};
    std::atomic<std::int64_t> cancelledAt{0};
};

/// Outbox and venue on their own threads, parked. No engine: none is needed.
void killToFirstCancel(benchmark::State& state)
{
    const auto folder = std::filesystem::temp_directory_path() / "omnitrade-bench-kill";
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    std::filesystem::remove(folder / "kill-latch");
    KillSwitch kill(std::move(*platform::KillLatchFile::open(folder)));
    platform::SystemClock clock;
    StatedDurability durability;
    durability.upTo = ~std::uint64_t{0};
    Bell outboxBell, venueBell;
    CountingBell engineBell;
    driver::Pulse pulse; // no engine has begun: nothing can stall
    const auto lanes = std::make_unique<driver::LiveLanes>();
    VenueLanes venueLanes;
    LiveGate gate(kill, durability, lanes->fence);
    Stopwatch venue;
    Outbox outbox({clock, durability, kill, gate, *lanes, venueLanes, engineBell, venueBell, pulse, {}});
    VenueThread thread(venue, nullptr, 1,
                       {clock, gate, venueLanes, lanes->venue, lanes->ticks, engineBell, outboxBell});
    StopFlag stop;
    std::thread outboxThread([&] { outbox.run(stop, outboxBell); });
    std::thread venueThread([&] { thread.run(stop, venueBell); });
    auto order = risk::aTypicalEntry();
    std::vector<double> micros;
    int sent = 0;
    for (auto _ : state) {
        order.ticket.id = OrderId{static_cast<std::uint64_t>(++sent)};
        const auto cleared = risk::Gate(order.limits).clear(order.ticket, order.instrument, order.view);
        static_cast<void>(lanes->parcels.tryPush(driver::Parcel{Sequence{1}, events::Submit{*cleared}}));
        outboxBell.ring();
        while (venue.submitted.load() < sent) {
            std::this_thread::yield();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // both are parked
        const std::int64_t pressed = venue.clock.mono().ns;
        kill.press({{}, risk::KillLevel::CancelEntries, engine::owner, {}});
        outboxBell.ring();
        while (venue.cancelled.load() < sent) {
            std::this_thread::yield();
        }
        micros.push_back(static_cast<double>(venue.cancelledAt.load() - pressed) / 1e3);
        state.SetIterationTime(micros.back() / 1e6);
        for (events::KillLatched notice; lanes->kills.tryPop(notice);) { }
        do {
            kill.clear();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        } while (kill.level() != risk::KillLevel::None);
    }
    stop.requestStop();
    outboxBell.ring();
    venueBell.ring();
    outboxThread.join();
    venueThread.join();
    state.counters["p50_us"] = at(micros, 0.5);
    state.counters["p99_us"] = at(micros, 0.99);
    state.counters["max_us"] = at(micros, 1);
}
BENCHMARK(killToFirstCancel)->UseManualTime()->Iterations(300);

} // namespace
