// Matching engine against a book of std::map and std::list, on one stream in one run.
//
// needs: desk/sim
//
// The stream: half of the messages are new orders, 41 % cancel and 9 % change one; prices lie within some dozen ticks
// of a wandering touch, one new order in twenty takes. `per_message_ns` is CPU time; p50 and p99 include reading the
// clock.

#include "core/base/seeded_random.h"
#include "core/desk/sim/matching.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

using namespace omni;
using namespace omni::sim;

namespace {

enum class Verb : std::uint8_t { Add, Cancel, Replace };

struct Message {
    Verb verb = Verb::Add;
    MatchOrder order;
};

constexpr std::size_t messages = 1'000'000;

std::vector<Message> makeStream()
{
    SeededRandom random{20'240'304};
    std::vector<Message> stream;
    stream.reserve(messages);
    std::vector<MatchOrder> live;
    std::int64_t touch = 100'000;
    std::uint64_t id = 0;
    while (stream.size() < messages) {
        touch += random.below(50) == 0 ? random.between(-1, 1) : 0;
        const std::uint64_t kind = random.below(100);
        if (kind < 50 || live.size() < 100) {
            MatchOrder order{.id = ++id, .price = {0}, .size = {random.between(1, 100)}};
            order.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
            const std::int64_t away
                = std::min(random.between(0, 59), random.between(0, 59)) + (random.below(20) == 0 ? -3 : 1);
            order.price = {touch - signOf(order.side) * away};
            live.push_back(order);
            stream.push_back({Verb::Add, order});
            continue;
        }
        const std::size_t at = random.below(live.size());
        if (kind < 91) {
            stream.push_back({Verb::Cancel, live[at]});
            live[at] = live.back();
            live.pop_back();
        } else {
            MatchOrder& order = live[at];
            if (random.below(2) == 0) {
                order.size = {std::max<std::int64_t>(1, order.size.count / 2)};
            } else {
                order.price.count -= signOf(order.side);
            }
            stream.push_back({Verb::Replace, order});
        }
    }
    return stream;
}

const std::vector<Message>& stream()
{
    static const std::vector<Message> made = makeStream();
    return made;
}

/// The book that everybody writes first.
class MapBook
{
public:
    std::size_t add(const MatchOrder& order)
    {
        return order.side == Side::Buy ? addTo(order, m_asks, m_bids) : addTo(order, m_bids, m_asks);
    }
    void cancel(std::uint64_t id)
    {
        const auto found = m_index.find(id);
        if (found == m_index.end()) {
            return;
        }
        const auto place = found->second;
        if (place.side == Side::Buy) {
            erase(m_bids, place);
        } else {
            erase(m_asks, place);
        }
        m_index.erase(found);
    }
    std::size_t replace(const MatchOrder& order)
    {
        const auto found = m_index.find(order.id);
        if (found == m_index.end()) {
            return 0;
        }
        if (found->second.at->price == order.price && order.size <= found->second.at->size) {
            found->second.at->size = order.size;
            return 0;
        }
        cancel(order.id);
        return add(order);
    }

private:
    using Queue = std::list<MatchOrder>;
    struct Place {
        Side side;
        Ticks price;
        Queue::iterator at;
    };
    template<class Book> void erase(Book& book, const Place& place)
    {
        const auto level = book.find(place.price);
        level->second.erase(place.at);
        if (level->second.empty()) {
            book.erase(level);
        }
    }
    template<class Other, class Own> std::size_t addTo(MatchOrder order, Other& other, Own& own)
    {
        std::size_t trades = 0;
        while (order.size.count > 0 && !other.empty()) {
            auto level = other.begin();
            if (order.side == Side::Buy ? level->first > order.price : level->first < order.price) {
                break;
            }
            MatchOrder& maker = level->second.front();
            const std::int64_t size = std::min(order.size.count, maker.size.count);
            order.size.count -= size;
            maker.size.count -= size;
            ++trades;
            if (maker.size.count == 0) {
                m_index.erase(maker.id);
                level->second.pop_front();
                if (level->second.empty()) {
                    other.erase(level);
                }
            }
        }
        if (order.size.count > 0) {
            Queue& queue = own[order.price];
            queue.push_back(order);
            m_index[order.id] = {order.side, order.price, std::prev(queue.end())};
        }
        return trades;
    }
    std::map<Ticks, Queue, std::greater<>> m_bids;
    std::map<Ticks, Queue> m_asks;
    std::unordered_map<std::uint64_t, Place> m_index;
};

std::size_t apply(MatchingEngine& engine, const Message& message)
{
    switch (message.verb) {
    case Verb::Add:
        engine.add(message.order);
        return engine.trades().size();
    case Verb::Cancel:
        engine.cancel(message.order.id);
        return 0;
    case Verb::Replace:
        engine.replace(message.order.id, message.order.price, message.order.size);
        return engine.trades().size();
    }
    return 0;
}

std::size_t apply(MapBook& book, const Message& message)
{
    switch (message.verb) {
    case Verb::Add:
        return book.add(message.order);
    case Verb::Cancel:
        book.cancel(message.order.id);
        return 0;
    case Verb::Replace:
        return book.replace(message.order);
    }
    return 0;
}

template<class Book> void play(benchmark::State& state, Book& book)
{
    std::size_t trades = 0;
    for (const Message& message : stream()) {
        trades += apply(book, message);
    }
    state.counters["trades"] = static_cast<double>(trades);
}

void perMessage(benchmark::State& state)
{
    state.SetItemsProcessed(static_cast<std::int64_t>(messages) * state.iterations());
    state.counters["per_message_ns"]
        = benchmark::Counter(static_cast<double>(messages) * 1e-9,
                             benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void matching(benchmark::State& state)
{
    stream();
    for (auto _ : state) {
        state.PauseTiming();
        MatchingEngine engine({.mostOrders = 131'072});
        state.ResumeTiming();
        play(state, engine);
        state.counters["resting"] = static_cast<double>(engine.orderCount());
    }
    perMessage(state);
}
BENCHMARK(matching)->Unit(benchmark::kMillisecond)->MinTime(2);

void mapBaseline(benchmark::State& state)
{
    stream();
    for (auto _ : state) {
        MapBook book;
        play(state, book);
    }
    perMessage(state);
}
BENCHMARK(mapBaseline)->Unit(benchmark::kMillisecond)->MinTime(2);

void matchingPercentiles(benchmark::State& state)
{
    using Steady = std::chrono::steady_clock;
    std::vector<std::int64_t> taken(messages);
    for (auto _ : state) {
        MatchingEngine engine({.mostOrders = 131'072});
        for (std::size_t i = 0; i < messages; ++i) {
            const auto before = Steady::now();
            apply(engine, stream()[i]);
            taken[i] = (Steady::now() - before).count();
        }
    }
    std::sort(taken.begin(), taken.end());
    state.counters["p50_ns"] = static_cast<double>(taken[messages / 2]);
    state.counters["p99_ns"] = static_cast<double>(taken[messages / 100 * 99]);
}
BENCHMARK(matchingPercentiles)->Unit(benchmark::kMillisecond)->Iterations(3);

} // namespace
