// What a seed is: a world's shape and habits, and the row of its steps.
//
// Swarm testing (A. Groce et al., "Swarm Testing", ISSTA 2012): each seed switches a random part of all faults and
// wishes off and draws its own rates for the others, so that rare ones meet that would never meet in an average of all.

#pragma once

#include "core/base/seeded_random.h"
#include "core/host/simulate/model_venue.h"
#include "core/host/simulate/step.h"
#include "core/trade/portfolio/lots.h"
#include "core/trade/risk/limits.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace omni::simulate {

struct Plan {
    std::uint64_t seed = 0;
    std::array<std::uint32_t, stepKinds> weights{}; ///< 0: never.
    VenueManners manners;
    risk::Limits limits;
    int instruments = 1; ///< In [1, 3].
    std::vector<std::string> strategies; ///< Specs, one to three.
    portfolio::CostMethod cost = portfolio::CostMethod::Fifo;
    Duration proposalExpiry = seconds(180);
    Duration typicalPause; ///< Of a Pass.
    int diskShare = 1'000; ///< Of 1'000 rounds, in how many the disk has its turn.
    int latchShare = 1'000;
    bool feesInAsset = false; ///< Buyers of one instrument pay their fees in what they buy.
    bool throwsSometimes = false; ///< Strategies throw now and then.
    bool hasRunaway = false; ///< Its one strategy goes on entering the same way.
    std::uint64_t checkpointRecords = 0; ///< After how many records a checkpoint is taken. 0: none is.
    friend bool operator==(const Plan&, const Plan&) = default;
};

/// The same seed, the same plan.
[[nodiscard]] Plan planOf(std::uint64_t seed);

/// `count` steps, and a Quiet behind them.
[[nodiscard]] std::vector<Step> stepsOf(const Plan& plan, std::uint64_t count);

} // namespace omni::simulate
