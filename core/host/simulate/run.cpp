#include "core/host/simulate/run.h"

#include "core/host/simulate/checks/all.h"
#include "core/host/simulate/checks/counters.h"
#include "core/host/simulate/seen.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

namespace omni::simulate {

namespace {

/// What the threads share.
struct Job {
    explicit Job(const RunWish& given)
        : wish(given)
        , hashes(given.seeds)
    {
    }
    const RunWish& wish;
    std::atomic<std::uint64_t> next{0};
    std::vector<std::uint64_t> hashes;
    std::mutex mutex; ///< Around what follows.
    RunResult result;
    Seen seen{counterGroups()};
    DeedCounts deeds{};
};

void work(Job& job)
{
    const auto lanes = std::make_unique<Lanes>();
    Seen seen{counterGroups()};
    DeedCounts deeds{};
    std::uint64_t seeds = 0, steps = 0;
    for (;;) {
        const std::uint64_t at = job.next.fetch_add(1, std::memory_order_relaxed);
        if (at >= job.wish.seeds || (job.wish.stop != nullptr && job.wish.stop->isStopRequested())) {
            break;
        }
        const std::uint64_t seed = job.wish.firstSeed + at;
        const auto drawn = stepsOf(planOf(seed), job.wish.steps);
        const SeedResult one = runSteps(seed, drawn, *lanes, seen, deeds);
        job.hashes[at] = one.traceHash;
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
    job.seen.add(seen);
    for (std::size_t i = 0; i < stepKinds; ++i) {
        job.deeds[i] += deeds[i];
    }
    job.result.seeds += seeds;
    job.result.steps += steps;
}

} // namespace

SeedResult runSteps(std::uint64_t seed, std::span<const Step> steps, Lanes& lanes, Seen& seen, DeedCounts& deeds)
{
    const Plan plan = planOf(seed);
    const auto checks = allChecks(seen);
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
        deeds[i] += world.deeds()[i];
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
    TraceHash hash;
    for (const std::uint64_t one : job.hashes) {
        hash.add(one);
    }
    result.traceHash = hash.value();
    for (std::size_t i = 0; i < stepKinds; ++i) {
        result.seen.emplace_back("deed." + std::string(nameOf(static_cast<StepKind>(i))), job.deeds[i]);
    }
    for (auto& entry : named(job.seen)) {
        result.seen.push_back(std::move(entry));
    }
    result.wasStopped = result.seeds < wish.seeds;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return result;
}

} // namespace omni::simulate
