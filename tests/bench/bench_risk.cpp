// What one question to the gate costs. The promise: at most 200 ns, and no allocation.
//
// needs: trade/risk

#include "tests/core/trade/risk/typical_order.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    std::abort();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

using omni::risk::GateCase;

void ask(benchmark::State& state, const GateCase& order)
{
    const omni::risk::Gate gate(order.limits);
    const std::size_t before = allocations;
    for (auto _ : state) {
        auto cleared = gate.clear(order.ticket, order.instrument, order.view);
        benchmark::DoNotOptimize(cleared);
        benchmark::ClobberMemory();
    }
    state.counters["allocations"] = static_cast<double>(allocations - before);
}

void entryThatPasses(benchmark::State& state)
{
    ask(state, omni::risk::aTypicalEntry());
}
BENCHMARK(entryThatPasses);

void entryInAnotherCurrency(benchmark::State& state)
{
    GateCase order = omni::risk::aTypicalEntry();
    order.view.baseNumerator = 108'543'210;
    order.view.baseDenominator = 100'000'000;
    order.view.atr = omni::Ticks{150};
    order.view.here = {{3}, {2}, {1}, {}, {}, {}};
    ask(state, order);
}
BENCHMARK(entryInAnotherCurrency);

void closeThatPasses(benchmark::State& state)
{
    ask(state, omni::risk::aTypicalClose());
}
BENCHMARK(closeThatPasses);

void entryRefusedLast(benchmark::State& state)
{
    GateCase order = omni::risk::aTypicalEntry();
    order.view.losingStreak = 4;
    ask(state, order);
}
BENCHMARK(entryRefusedLast);

} // namespace
