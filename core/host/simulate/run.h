// Many seeds on all cores: what was broken, what was seen, and how fast.

#pragma once

#include "core/base/stop_flag.h"
#include "core/host/simulate/invariant.h"
#include "core/host/simulate/plan.h"
#include "core/host/simulate/seen.h"
#include "core/host/simulate/step.h"
#include "core/host/simulate/world.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace omni::simulate {

struct RunWish {
    std::uint64_t firstSeed = 1;
    std::uint64_t seeds = 1;
    std::uint64_t steps = 1'000; ///< Of each seed; a last one, Quiet, follows.
    unsigned threads = 0; ///< 0: as many as there are processors.
    const StopFlag* stop = nullptr; ///< May be null.
    std::function<void(std::uint64_t done)> progress; ///< Seeds done, now and then. Any thread; may be empty.
};

/// A seed in which a promise was not kept.
struct BrokenSeed {
    std::uint64_t seed = 0;
    Broken broken;
};

struct RunResult {
    std::uint64_t seeds = 0; ///< That were run.
    std::uint64_t steps = 0;
    std::vector<BrokenSeed> broken; ///< By rising seed.
    std::vector<std::pair<std::string, std::uint64_t>> seen; ///< Every counter, also those at 0.
    std::uint64_t traceHash = 0; ///< Of all seeds and their stories, whatever the threads.
    double seconds = 0;
    bool wasStopped = false;
};

[[nodiscard]] RunResult runSeeds(const RunWish& wish);

/// What has happened in some seeds: what the desk did, what was done to it, and how the venue misbehaved.
struct Tally {
    Tally();
    void add(const Tally& other) noexcept;
    /// "breaker.drawdown", 12. Every counter, also those at 0, but for transitions that no table has.
    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> named() const;

    Seen seen;
    DeedCounts deeds{};
    VenueCounts faults;
};

/// What one seed came to.
struct SeedResult {
    std::optional<Broken> broken;
    std::uint64_t traceHash = 0;
    std::uint64_t steps = 0;
};

/// `steps` in the world of `plan`: all that were drawn, or a part of them. What happened is added to `tally`.
[[nodiscard]] SeedResult runSteps(const Plan& plan, std::span<const Step> steps, Lanes& lanes, Tally& tally);

/// The shortest row of steps found that breaks the same promise: parts are left out as long as it still breaks (A.
/// Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE 28, 2002). At most `mostRuns`
/// are tried, and none once `stop` is set, which may be null.
[[nodiscard]] std::vector<Step> minimised(const Plan& plan, std::vector<Step> steps, Invariant invariant,
                                          const StopFlag* stop = nullptr, int mostRuns = 2'000);

} // namespace omni::simulate
