// What a fill and an order event cost.
// needs: trade/market trade/orders trade/portfolio

#include "core/base/seeded_random.h"
#include "core/trade/orders/fill_dedupe.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/portfolio.h"
#include "core/trade/portfolio/valuation.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

using namespace omni;

namespace {

constexpr Timestamp noon{1'700'000'000'000'000'000};
constexpr CurrencyId usd{1};

portfolio::Portfolio portfolioOf(std::uint64_t instruments, portfolio::CostMethod method)
{
    portfolio::Portfolio portfolio(method);
    (void)portfolio.defineCurrency("USD").value();
    for (std::uint64_t number = 1; number <= instruments; ++number) {
        market::Instrument instrument;
        instrument.id = {number};
        instrument.venue = "test";
        instrument.symbol = "S" + std::to_string(number);
        instrument.quoteCurrency = "USD";
        instrument.tickSize = {1, -2};
        instrument.lotSize = {1, 0};
        (void)portfolio.defineInstrument(market::completed(instrument).value());
    }
    return portfolio;
}

std::vector<orders::Fill> fillsOf(std::uint64_t instruments, std::size_t count)
{
    SeededRandom random(1);
    std::vector<orders::Fill> fills(count);
    for (orders::Fill& fill : fills) {
        fill.instrument = {1 + random.below(instruments)};
        fill.account = {1};
        fill.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
        fill.price = {10'000};
        fill.size = {1 + static_cast<std::int64_t>(random.below(100))};
        fill.value = {fill.size.count * 10'000'000'000};
        fill.fee = {fill.size.count * 1'000};
        fill.feeCurrency = usd;
        fill.time = noon;
    }
    return fills;
}

void bookFill(benchmark::State& state, portfolio::CostMethod method)
{
    const auto instruments = static_cast<std::uint64_t>(state.range(0));
    const auto fills = fillsOf(instruments, 65'536);
    auto portfolio = portfolioOf(instruments, method);
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(portfolio.book(fills[at++ & 65'535]));
        if ((at & 0xf'ffff) == 0) { // a bounded history, as in a long run
            state.PauseTiming();
            portfolio.sealHistory(noon + seconds(1));
            state.ResumeTiming();
        }
    }
}
BENCHMARK_CAPTURE(bookFill, fifo, portfolio::CostMethod::Fifo)->Arg(1)->Arg(1'000);
BENCHMARK_CAPTURE(bookFill, average, portfolio::CostMethod::Average)->Arg(1)->Arg(1'000);

orders::OrderTicket ticketOf(std::uint64_t id)
{
    orders::OrderTicket ticket;
    ticket.id = {id};
    ticket.instrument = {1 + id % 1'000};
    ticket.account = {1};
    ticket.kind = orders::OrderKind::Limit;
    ticket.limit = Ticks{10'000};
    ticket.size = {1'000'000'000};
    return ticket;
}

/// `open` orders that work, `gap` ids apart.
orders::Ledger ledgerOf(std::uint64_t open, std::uint64_t gap)
{
    orders::Ledger ledger;
    for (std::uint64_t i = 1; i <= open; ++i) {
        (void)ledger.add(ticketOf(i * gap), noon);
        (void)ledger.apply({i * gap}, orders::OrderEventKind::Sent, noon).value();
        (void)ledger.apply({i * gap}, orders::OrderEventKind::Accepted, noon).value();
    }
    return ledger;
}

void applyEvent(benchmark::State& state)
{
    const auto open = static_cast<std::uint64_t>(state.range(0));
    const auto gap = static_cast<std::uint64_t>(state.range(1));
    auto ledger = ledgerOf(open, gap);
    SeededRandom random(2);
    std::vector<OrderId> ids(65'536);
    for (OrderId& id : ids) {
        id = {(1 + random.below(open)) * gap};
    }
    std::size_t at = 0;
    for (auto _ : state) {
        const auto event = (at & 1) == 0 ? orders::OrderEventKind::CancelSent : orders::OrderEventKind::CancelRejected;
        benchmark::DoNotOptimize(ledger.apply(ids[at++ & 65'535], event, noon));
    }
}
BENCHMARK(applyEvent)->Args({1, 1})->Args({10'000, 1})->Args({10'000, 3});

void addFill(benchmark::State& state)
{
    auto ledger = ledgerOf(10'000, 1);
    SeededRandom random(3);
    for (auto _ : state) {
        benchmark::DoNotOptimize(ledger.addFill({1 + random.below(10'000)}, {1}, {1}, noon));
    }
}
BENCHMARK(addFill);

void addAndCancelOrder(benchmark::State& state)
{
    auto ledger = ledgerOf(10'000, 1);
    std::uint64_t id = 10'000;
    for (auto _ : state) {
        ++id;
        benchmark::DoNotOptimize(ledger.add(ticketOf(id), noon));
        benchmark::DoNotOptimize(ledger.apply({id}, orders::OrderEventKind::Cancelled, noon));
        if (id % 100'000 == 0) {
            state.PauseTiming();
            ledger.forgetTerminal(noon + seconds(1));
            state.ResumeTiming();
        }
    }
}
BENCHMARK(addAndCancelOrder);

void dedupeFill(benchmark::State& state)
{
    orders::FillDedupe dedupe;
    std::uint64_t number = 0;
    for (auto _ : state) {
        ++number;
        benchmark::DoNotOptimize(
            dedupe.insert({1}, {1 + number % 1'000}, orders::VenueFillId{std::to_string(number)}, {number}));
    }
}
BENCHMARK(dedupeFill)->Iterations(2'000'000);

/// A mark and the equity after it, with `open` positions.
void equityAfterMark(benchmark::State& state)
{
    const auto open = static_cast<std::uint64_t>(state.range(0));
    auto portfolio = portfolioOf(1'000, portfolio::CostMethod::Fifo);
    portfolio::Valuation valuation(minutes(1));
    portfolio::RateTable rates;
    for (std::uint64_t number = 1; number <= open; ++number) {
        orders::Fill fill = fillsOf(1, 1).front();
        fill.instrument = {number};
        (void)portfolio.book(fill).value();
        valuation.onPosition(portfolio, {number});
        valuation.onMark(portfolio, {number}, {10'000}, noon);
    }
    std::uint64_t at = 0;
    for (auto _ : state) {
        valuation.onMark(portfolio, {1 + at++ % open}, {10'000 + static_cast<std::int64_t>(at % 100)}, noon);
        benchmark::DoNotOptimize(valuation.equity(portfolio, usd, rates, noon));
    }
}
BENCHMARK(equityAfterMark)->Arg(1)->Arg(20)->Arg(1'000);

/// The latest of `fills` fills of one instrument is busted: all are worked out anew.
void bustFill(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto fills = fillsOf(1, count);
    const auto booked = [&] {
        auto portfolio = portfolioOf(1, portfolio::CostMethod::Fifo);
        for (const orders::Fill& fill : fills) {
            (void)portfolio.book(fill).value();
        }
        return portfolio;
    }();
    for (auto _ : state) {
        state.PauseTiming();
        auto portfolio = booked;
        state.ResumeTiming();
        benchmark::DoNotOptimize(portfolio.bust({count}, noon));
    }
}
BENCHMARK(bustFill)->Arg(1'000)->Arg(100'000);

} // namespace
