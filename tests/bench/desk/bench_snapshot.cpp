// The picture of the desk for the window, made up to 60 times a second by the engine's thread: 20 positions in 20 of 30
// instruments, 200 open orders, 5 proposals.
// needs: desk/engine desk/views

#include "tests/support/test_desk.h"

#include <benchmark/benchmark.h>

using namespace omni;
using namespace omni::test;

namespace {

constexpr std::uint64_t instrumentCount = 30;

events::SessionStarted sessionOf(std::size_t strategies)
{
    auto session = aSession();
    session.limits.ordersPerMinute = 120;
    session.limits.openOrders = 10'000;
    session.limits.quoteAge = seconds(10);
    session.strategies.clear();
    for (std::uint64_t id = 1; id <= strategies; ++id) {
        session.strategies.push_back({StrategyId{id}, "sma_cross:fast=1,slow=2,direction=both"});
    }
    return session;
}

void quoteAll(TestDesk& desk)
{
    for (std::uint64_t id = 1; id <= instrumentCount; ++id) {
        desk.quote(9'999, 10'001, InstrumentId{id});
    }
}

events::PlaceOrder orderIn(std::uint64_t instrument, std::int64_t lots, std::optional<std::int64_t> limit)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{instrument};
    place.ticket.size = Lots{lots};
    if (limit) {
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = Ticks{*limit};
    }
    place.stop = Ticks{9'900};
    return place;
}

/// A busy desk. Time passes between the orders, so that the pace allows them.
std::unique_ptr<TestDesk> aBusyDesk()
{
    auto desk = std::make_unique<TestDesk>(sessionOf(5));
    desk->open();
    for (std::uint64_t id = 2; id <= instrumentCount; ++id) {
        auto next = acme(InstrumentId{id});
        next.symbol = "SYM" + std::to_string(id);
        desk->apply(events::InstrumentDefined{next, false});
    }
    desk->arm(risk::Mode::Manual);
    for (std::uint64_t id = 1; id <= 20; ++id) {
        desk->pass(seconds(2));
        quoteAll(*desk);
        const OrderId entry = desk->placed(orderIn(id, 10, {}));
        desk->fill(entry, 10, 10'000);
    }
    for (std::int64_t i = 0; desk->state().ledger.openCount() < 200; ++i) {
        desk->pass(seconds(2));
        quoteAll(*desk);
        desk->placed(orderIn(21 + static_cast<std::uint64_t>(i) % 10, 1, 9'960 + i % 30));
        if (i > 2'000) {
            break;
        }
    }
    desk->bar(10'000, InstrumentId{30});
    desk->bar(9'990, InstrumentId{30});
    quoteAll(*desk);
    desk->bar(10'000, InstrumentId{30});
    return desk;
}

void snapshotOfABusyDesk(benchmark::State& state)
{
    const auto desk = aBusyDesk();
    for (auto _ : state) {
        benchmark::DoNotOptimize(desk->engine.snapshot());
    }
    const auto shot = desk->engine.snapshot();
    state.counters["positions"] = static_cast<double>(shot->positions.size());
    state.counters["orders"] = static_cast<double>(shot->openOrders.size());
    state.counters["proposals"] = static_cast<double>(shot->proposals.size());
}

void assessmentOfOneTicket(benchmark::State& state)
{
    const auto desk = aBusyDesk();
    const auto shot = desk->engine.snapshot();
    const auto place = orderIn(3, 5, 9'990);
    for (auto _ : state) {
        benchmark::DoNotOptimize(views::assess(*shot, place.ticket, place.stop, Ticks{10'200}));
    }
}

BENCHMARK(snapshotOfABusyDesk)->Unit(benchmark::kMicrosecond);
BENCHMARK(assessmentOfOneTicket)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
