// The whole desk on one thread: books, bars, 20 strategy instances, gate, ledger, portfolio, venue, journal and tape on
// disk, and what a replay of it costs.
// needs: desk/driver desk/sim edge/platform

#include "core/base/seeded_random.h"
#include "core/desk/driver/replay.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/feed_venue.h"
#include "core/edge/platform/file_folder.h"
#include "tests/support/folder_store.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

using namespace omni;

namespace {

constexpr std::size_t eventCount = 1'000'000;
constexpr std::int64_t oneDollar = 100'000'000;
constexpr Timestamp start{1'704'153'600'000'000'000};

std::vector<market::Instrument> fourInstruments()
{
    std::vector<market::Instrument> all;
    for (std::uint64_t id = 1; id <= 4; ++id) {
        market::Instrument one;
        one.id = InstrumentId{id};
        one.venue = "bench";
        one.symbol = "SYM" + std::to_string(id);
        one.quoteCurrency = "USD";
        one.tickSize = {1, -2};
        one.lotSize = {1, -3};
        all.push_back(*market::completed(one));
    }
    return all;
}

/// A random walk of four instruments, 50 ms a step: per step a quote, a trade or a change of a deep level, in the
/// proportions of a busy crypto feed.
class Walk final : public ports::TickSource
{
public:
    Walk()
        : m_instruments(fourInstruments())
    {
        SeededRandom random(7);
        std::array<std::int64_t, 5> mid{0, 100'000, 200'000, 50'000, 80'000};
        m_ticks.reserve(eventCount);
        for (const auto& one : m_instruments) {
            addImage(one.id, mid[one.id.value]);
        }
        Timestamp at = start;
        while (m_ticks.size() < eventCount) {
            at = at + milliseconds(50);
            const InstrumentId id{1 + random.below(4)};
            auto& price = mid[id.value];
            price += static_cast<std::int64_t>(random.below(5)) - 2;
            switch (random.below(10)) {
            case 0:
                m_ticks.push_back(
                    {at,
                     market::Print{id, at, Ticks{price}, Lots{1 + static_cast<std::int64_t>(random.below(500))},
                                   market::Aggressor::Buyer}});
                break;
            case 1:
            case 2:
            case 3:
                m_ticks.push_back(
                    {at, market::Quote{id, at, Ticks{price - 1}, Ticks{price + 1}, Lots{900}, Lots{800}, true, true}});
                break;
            default:
                addChange(at, id, price, random);
            }
        }
    }
    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return m_instruments;
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override
    {
        const std::size_t from = m_at;
        m_at = std::min(m_ticks.size(), m_at + 4'096);
        return std::span<const ports::TimedTick>(m_ticks).subspan(from, m_at - from);
    }
    void rewind()
    {
        m_at = 0;
    }

private:
    void addImage(InstrumentId id, std::int64_t mid)
    {
        for (std::int64_t level = 400; level >= 1; --level) {
            const bool first = level == 400;
            m_ticks.push_back(
                {start,
                 market::DepthChange{id, start, 0, Side::Buy, Ticks{mid - 20 - level}, Lots{500}, first, false}});
        }
        for (std::int64_t level = 1; level <= 400; ++level) {
            m_ticks.push_back({start,
                               market::DepthChange{id, start, 0, Side::Sell, Ticks{mid + 20 + level}, Lots{500}, false,
                                                   level == 400}});
        }
    }
    void addChange(Timestamp at, InstrumentId id, std::int64_t mid, SeededRandom& random)
    {
        const auto side = random.below(2) == 0 ? Side::Buy : Side::Sell;
        const std::int64_t away = 5'000 + static_cast<std::int64_t>(random.below(300));
        const Ticks price{mid + (side == Side::Buy ? -away : away)};
        m_ticks.push_back({at,
                           market::DepthChange{id, at, 0, side, price,
                                               Lots{static_cast<std::int64_t>(random.below(1'000))}, false, true}});
    }

    std::vector<market::Instrument> m_instruments;
    std::vector<ports::TimedTick> m_ticks;
    std::size_t m_at = 0;
};

driver::SimulatedSetup setupOf(const Walk& walk)
{
    driver::SimulatedSetup setup;
    setup.started.boot = 1;
    setup.started.environment = orders::Environment::Replay;
    setup.started.account = AccountId{1};
    setup.started.baseCurrency = "USD";
    setup.started.strategies = {{StrategyId{1}, "sma_cross:interval=10s,fast=3,slow=7"},
                                {StrategyId{2}, "sma_cross:interval=20s,fast=4,slow=9"},
                                {StrategyId{3}, "sma_cross:interval=30s,fast=2,slow=5"},
                                {StrategyId{4}, "breakout:interval=10s,entry=20,exit=10"},
                                {StrategyId{5}, "breakout:interval=30s,entry=10,exit=5"}};
    setup.started.limits.losingStreak = 10;
    for (const auto& one : walk.instruments()) {
        setup.instruments.push_back(one);
        setup.barsFromMids.push_back(false);
    }
    setup.deposit = Money{200'000 * oneDollar};
    setup.by = engine::script;
    setup.start = start;
    return setup;
}

/// On a random walk every strategy loses, and the desk pauses after each losing streak, as it should. Somebody who arms
/// it again as soon as it may be keeps the orders coming.
class Rearming final : public driver::CommandSource
{
public:
    explicit Rearming(driver::Desk& desk)
        : m_desk(desk)
    {
    }
    [[nodiscard]] bool poll(events::Command& out) override
    {
        const auto& state = m_desk.engine().state();
        out = {};
        out.by = engine::owner;
        out.stepUp = true;
        out.reason = ShortText<95>("bench");
        if (!state.breakers.isEmpty()) {
            const auto& key = state.breakers.begin()->key;
            if (state.coolingLeft(key, m_desk.stamp()) > Duration{}) {
                return false;
            }
            out.what = events::ClearBreaker{static_cast<std::uint8_t>(key.breaker), InstrumentId{key.subject}};
            return true;
        }
        if (!state.latches.isEmpty()) {
            out.what = events::ResetKill{state.latches.begin()->key};
            return true;
        }
        if (!state.switchedOff.isEmpty()) { // after a reset
            out.what = events::SwitchStrategy{state.switchedOff.begin()->key, true};
            return true;
        }
        if (state.mode < risk::Mode::Manual) {
            out.what = events::SetMode{risk::Mode::Manual};
            return true;
        }
        return false;
    }

private:
    driver::Desk& m_desk;
};

struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "omni-bench-XXXXXX").string();
        path = ::mkdtemp(name.data()) != nullptr ? name : std::string();
    }
    ~TemporaryFolder()
    {
        std::filesystem::remove_all(path);
    }
};

std::uint64_t runDesk(Walk& walk, driver::RecordStore* store, benchmark::State& state)
{
    walk.rewind();
    sim::FeedVenue venue{sim::FeedVenueConfig{}};
    driver::Approver approver(driver::ApprovalRule::All, engine::script);
    driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = start}, store, nullptr);
    driver::SimulatedSession session(desk, venue, &walk, approver);
    Rearming rearming(desk);
    session.setCommands(&rearming);
    if (const auto ended = session.run(setupOf(walk), nullptr); !ended) {
        state.SkipWithError(ended.error().detail.c_str());
    }
    state.counters["orders"] = static_cast<double>(desk.engine().state().counters.orders);
    state.counters["fills"] = static_cast<double>(desk.engine().state().counters.fills);
    return desk.engine().eventCount();
}

Walk& theWalk()
{
    static Walk walk;
    return walk;
}

void deskWithoutRecord(benchmark::State& state)
{
    std::uint64_t events = 0;
    for (auto _ : state) {
        events += runDesk(theWalk(), nullptr, state);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

void deskWithJournalAndTape(benchmark::State& state)
{
    std::uint64_t events = 0;
    for (auto _ : state) {
        TemporaryFolder folder;
        auto files = *platform::FileFolder::open(folder.path / "journal", platform::FileFolder::Access::ReadWrite);
        test::FolderStore store(*files, true);
        events += runDesk(theWalk(), &store, state);
        store.end();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

void replayOfIt(benchmark::State& state)
{
    TemporaryFolder folder;
    auto files = *platform::FileFolder::open(folder.path / "journal", platform::FileFolder::Access::ReadWrite);
    {
        test::FolderStore store(*files, true);
        runDesk(theWalk(), &store, state);
        store.end();
    }
    std::uint64_t events = 0;
    for (auto _ : state) {
        const auto replayed = driver::replayJournal(*files);
        if (!replayed || !replayed->identical) {
            state.SkipWithError("the replay is not identical");
            return;
        }
        events += replayed->events;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

BENCHMARK(deskWithoutRecord)->Unit(benchmark::kMillisecond);
BENCHMARK(deskWithJournalAndTape)->Unit(benchmark::kMillisecond);
BENCHMARK(replayOfIt)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
