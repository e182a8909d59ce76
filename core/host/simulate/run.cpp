#include "core/host/simulate/run.h"

#include "core/host/simulate/checks/all.h"
#include "core/host/simulate/checks/counters.h"
#include "core/host/simulate/death_note.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

namespace omni::simulate {

namespace {

/// What the threads share.
struct Job {
    explicit Job(const RunWish& given)
        : wish(given)
    {
    }
    const RunWish& wish;
    std::atomic<std::uint64_t> next{0};
    std::mutex mutex; ///< Around what follows.
    RunResult result;
    Tally tally;
};

/// The venue's bad manners by the names under which they are told.
constexpr std::array<std::pair<std::string_view, std::uint64_t VenueCounts::*>, 24> faultNames{{
    {"ack_lost", &VenueCounts::lostAcks},
    {"answer_lost", &VenueCounts::lostAnswers},
    {"order_refused", &VenueCounts::refusedNew},
    {"cancel_refused", &VenueCounts::refusedCancels},
    {"replace_refused", &VenueCounts::refusedReplaces},
    {"fill_duplicated", &VenueCounts::duplicateFills},
    {"fill_late", &VenueCounts::lateFills},
    {"bust", &VenueCounts::busts},
    {"correction", &VenueCounts::corrections},
    {"words_shuffled", &VenueCounts::shuffled},
    {"answer_unproven", &VenueCounts::unproven},
    {"arrival_slow", &VenueCounts::slowArrivals},
    {"not_found_yet", &VenueCounts::notFoundYet},
    {"never_arrived", &VenueCounts::neverArrived},
    {"bad_tick", &VenueCounts::badTicks},
    {"external_fill", &VenueCounts::externalFills},
    {"position_early", &VenueCounts::earlyPositions},
    {"link_cut", &VenueCounts::cuts},
    {"word_lost", &VenueCounts::lostWords},
    {"change_lost", &VenueCounts::lostChanges},
    {"question_lost", &VenueCounts::lostQuestions},
    {"fill_garbled", &VenueCounts::garbledFills},
    {"fill_misdirected", &VenueCounts::misdirectedFills},
    {"report_misdirected", &VenueCounts::misdirectedReports},
}};
static_assert(sizeof(VenueCounts) == faultNames.size() * sizeof(std::uint64_t), "each fault has a name");

void work(Job& job)
{
    const auto lanes = std::make_unique<Lanes>();
    Tally tally;
    std::uint64_t seeds = 0, steps = 0, hashes = 0;
    for (;;) {
        const std::uint64_t at = job.next.fetch_add(1, std::memory_order_relaxed);
        if (at >= job.wish.seeds || (job.wish.stop != nullptr && job.wish.stop->isStopRequested())) {
            break;
        }
        const std::uint64_t seed = job.wish.firstSeed + at;
        enterWorld(seed, job.wish.steps);
        const Plan plan = planOf(seed);
        const SeedResult one = runSteps(plan, stepsOf(plan, job.wish.steps), *lanes, tally);
        TraceHash story; // of the seed as well, so that a sum of all says which had which
        story.add(seed);
        story.add(one.traceHash);
        hashes += story.value();
        ++seeds;
        steps += one.steps;
        if (one.broken) {
            const std::lock_guard lock(job.mutex);
            job.result.broken.push_back({seed, *one.broken});
        }
        if (job.wish.progress && at % 64 == 63) {
            job.wish.progress(at + 1);
        }
    }
    const std::lock_guard lock(job.mutex);
    job.tally.add(tally);
    job.result.traceHash += hashes;
    job.result.seeds += seeds;
    job.result.steps += steps;
}

} // namespace

Tally::Tally()
    : seen(counterGroups())
{
}

void Tally::add(const Tally& other) noexcept
{
    seen.add(other.seen);
    for (std::size_t i = 0; i < stepKinds; ++i) {
        deeds[i] += other.deeds[i];
    }
    for (const auto& [name, count] : faultNames) {
        faults.*count += other.faults.*count;
    }
}

std::vector<std::pair<std::string, std::uint64_t>> Tally::named() const
{
    auto all = simulate::named(seen);
    for (std::size_t i = 0; i < stepKinds; ++i) {
        all.emplace_back("deed." + std::string(nameOf(static_cast<StepKind>(i))), deeds[i]);
    }
    for (const auto& [name, count] : faultNames) {
        all.emplace_back("fault." + std::string(name), faults.*count);
    }
    return all;
}

SeedResult runSteps(const Plan& plan, std::span<const Step> steps, Lanes& lanes, Tally& tally)
{
    const auto checks = allChecks(tally.seen);
    std::vector<Check*> borrowed;
    borrowed.reserve(checks.size());
    for (const auto& check : checks) {
        borrowed.push_back(check.get());
    }
    World world(plan, lanes, borrowed);
    world.begin();
    SeedResult result;
    for (const Step& step : steps) {
        if (world.broken()) {
            break;
        }
        world.take(step);
        ++result.steps;
    }
    for (std::size_t i = 0; i < stepKinds; ++i) {
        tally.deeds[i] += world.deeds()[i];
    }
    for (const auto& [name, count] : faultNames) {
        tally.faults.*count += world.faults().*count;
    }
    result.broken = world.broken();
    result.traceHash = world.traceHash();
    return result;
}

RunResult runSeeds(const RunWish& wish)
{
    const auto begin = std::chrono::steady_clock::now();
    Job job(wish);
    const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
    const auto count
        = static_cast<unsigned>(std::min<std::uint64_t>(wish.threads == 0 ? processors : wish.threads, wish.seeds));
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < count; ++i) {
        threads.emplace_back([&job] { work(job); });
    }
    work(job);
    for (auto& thread : threads) {
        thread.join();
    }
    RunResult result = std::move(job.result);
    std::sort(result.broken.begin(), result.broken.end(),
              [](const BrokenSeed& a, const BrokenSeed& b) { return a.seed < b.seed; });
    result.seen = job.tally.named();
    result.wasStopped = result.seeds < wish.seeds;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace omni::simulate
