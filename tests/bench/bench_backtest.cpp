// One backtest of SMA(10) / SMA(30) over a million one-minute bars with 0.02 % commission: the whole desk - strategy,
// proposals, approvals, gate, orders, venue, fees, ledger, equity - beside a bare arithmetic loop over the same bars,
// which is a floor and no backtest. `fills_per_bar` tells how busy the run is: a cross every few bars.
// needs: desk/backtest

#include "core/base/seeded_random.h"
#include "core/desk/backtest/run.h"

#include <benchmark/benchmark.h>

using namespace omni;

namespace {

constexpr std::size_t barCount = 1'000'000;
constexpr Timestamp start{1'704'153'600'000'000'000};

/// A random walk in cents around 100 dollars.
class Walk final : public ports::TickSource
{
public:
    Walk()
    {
        market::Instrument one;
        one.id = InstrumentId{1};
        one.venue = "bench";
        one.symbol = "WALK";
        one.quoteCurrency = "USD";
        one.tickSize = {1, -2};
        one.lotSize = {1, 0};
        m_instrument = *market::completed(one);
        SeededRandom random(7);
        const auto step = [&random](std::uint64_t most) { return static_cast<std::int64_t>(random.below(most)); };
        std::int64_t close = 10'000;
        m_ticks.reserve(barCount);
        for (std::size_t i = 0; i < barCount; ++i) {
            market::Bar bar;
            bar.instrument = InstrumentId{1};
            bar.opened = start + minutes(1) * static_cast<std::int64_t>(i);
            bar.interval = minutes(1);
            bar.closedAt = bar.opened + bar.interval;
            bar.open = Ticks{close};
            close = std::max<std::int64_t>(5'000, close + step(21) - 10);
            bar.close = Ticks{close};
            bar.high = Ticks{std::max(bar.open, bar.close).count + step(4)};
            bar.low = Ticks{std::min(bar.open, bar.close).count - step(4)};
            m_ticks.push_back({bar.closedAt, bar});
        }
    }
    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return {&m_instrument, 1};
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override
    {
        const std::size_t from = m_at;
        m_at = std::min(m_ticks.size(), m_at + 4'096);
        return std::span<const ports::TimedTick>(m_ticks).subspan(from, m_at - from);
    }
    void rewind() noexcept
    {
        m_at = 0;
    }
    [[nodiscard]] const std::vector<ports::TimedTick>& ticks() const noexcept
    {
        return m_ticks;
    }

private:
    market::Instrument m_instrument;
    std::vector<ports::TimedTick> m_ticks;
    std::size_t m_at = 0;
};

Walk& theWalk()
{
    static Walk walk;
    return walk;
}

backtest::BacktestSetup aCross(const char* spec)
{
    backtest::BacktestSetup setup;
    setup.strategies = {spec};
    setup.limits.enforced = false;
    setup.size = backtest::SizeRule::Fixed;
    setup.quantityE8 = 100 * std::int64_t{100'000'000};
    setup.commissionE8 = 20'000;
    return setup;
}

void runDesk(benchmark::State& state, const backtest::BacktestSetup& setup)
{
    std::uint64_t fills = 0;
    for (auto _ : state) {
        theWalk().rewind();
        const auto result = backtest::run(setup, theWalk());
        if (!result) {
            state.SkipWithError(result.error().detail.c_str());
            return;
        }
        fills = result->fills;
    }
    state.counters["fills_per_bar"] = static_cast<double>(fills) / static_cast<double>(barCount);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(barCount));
}

void wholeDesk(benchmark::State& state)
{
    runDesk(state, aCross("sma_cross:fast=10,slow=30"));
}

/// The same path with a cross that almost never comes: what a bar costs on which nothing is decided.
void wholeDeskSeldomTrading(benchmark::State& state)
{
    runDesk(state, aCross("sma_cross:fast=5000,slow=10000"));
}

void bareArithmetic(benchmark::State& state)
{
    std::vector<std::int64_t> closes;
    for (const auto& tick : theWalk().ticks()) {
        closes.push_back(std::get<market::Bar>(tick.tick).close.count);
    }
    for (auto _ : state) {
        std::int64_t fast = 0, slow = 0, held = 0, cash = 10'000'000;
        for (std::size_t i = 0; i < closes.size(); ++i) {
            fast += closes[i] - (i >= 10 ? closes[i - 10] : 0);
            slow += closes[i] - (i >= 30 ? closes[i - 30] : 0);
            const std::int64_t wanted = i >= 30 && fast * 3 > slow ? 100 : 0;
            cash -= (wanted - held) * closes[i];
            held = wanted;
        }
        benchmark::DoNotOptimize(cash);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(closes.size()));
}

BENCHMARK(wholeDesk)->Unit(benchmark::kMillisecond);
BENCHMARK(wholeDeskSeldomTrading)->Unit(benchmark::kMillisecond);
BENCHMARK(bareArithmetic)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
