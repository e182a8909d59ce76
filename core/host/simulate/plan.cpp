#include "core/host/simulate/plan.h"

#include <algorithm>
#include <numeric>

namespace omni::simulate {

namespace {

/// How often a step is drawn in a world in which it happens.
struct Habit {
    StepKind kind;
    std::uint32_t weight;
    std::uint32_t share; ///< Of 1'000 seeds, in how many it happens at all.
};

constexpr std::array habits{
    Habit{StepKind::MoveMarket, 220, 1'000},
    Habit{StepKind::Trading, 3, 400},
    Habit{StepKind::TearMarket, 3, 400},
    Habit{StepKind::Pass, 140, 1'000},
    Habit{StepKind::PassLong, 4, 600},
    Habit{StepKind::Suspend, 3, 400},
    Habit{StepKind::SetClock, 3, 300},
    Habit{StepKind::Venue, 220, 1'000},
    Habit{StepKind::CutLink, 4, 500},
    Habit{StepKind::RestoreLink, 12, 1'000},
    Habit{StepKind::Clog, 6, 500},
    Habit{StepKind::Unclog, 12, 1'000},
    Habit{StepKind::HoldEngine, 4, 300},
    Habit{StepKind::HoldOutbox, 4, 300},
    Habit{StepKind::HoldVenue, 4, 300},
    Habit{StepKind::HoldDisk, 5, 300},
    Habit{StepKind::ReleaseAll, 20, 1'000},
    Habit{StepKind::Approve, 120, 950},
    Habit{StepKind::ApproveTwice, 8, 500},
    Habit{StepKind::ApproveWrongly, 8, 500},
    Habit{StepKind::Decline, 8, 600},
    Habit{StepKind::Snooze, 5, 500},
    Habit{StepKind::Amend, 8, 500},
    Habit{StepKind::Place, 45, 900},
    Habit{StepKind::PlaceWildly, 10, 500},
    Habit{StepKind::Close, 18, 700},
    Habit{StepKind::Cancel, 14, 700},
    Habit{StepKind::CancelAll, 3, 500},
    Habit{StepKind::Replace, 14, 600},
    Habit{StepKind::MoveStop, 8, 600},
    Habit{StepKind::AskVenue, 8, 600},
    Habit{StepKind::Note, 3, 300},
    Habit{StepKind::PressSwitch, 2, 350},
    Habit{StepKind::Kill, 3, 350},
    Habit{StepKind::ResetKill, 70, 1'000},
    Habit{StepKind::ClearBreaker, 70, 1'000},
    Habit{StepKind::SetMode, 40, 1'000},
    Habit{StepKind::Grant, 6, 500},
    Habit{StepKind::EndGrant, 2, 500},
    Habit{StepKind::SwitchStrategy, 4, 400},
    Habit{StepKind::Tighten, 3, 300},
    Habit{StepKind::Loosen, 4, 400},
    Habit{StepKind::Settle, 5, 500},
    Habit{StepKind::Adopt, 55, 700},
    Habit{StepKind::Stranger, 8, 400},
    Habit{StepKind::MoveCash, 3, 400},
    Habit{StepKind::GiveRate, 6, 600},
    Habit{StepKind::Split, 1, 150},
    Habit{StepKind::ChangeIncrements, 1, 150},
    Habit{StepKind::DiskFails, 1, 120},
    Habit{StepKind::DiskFull, 1, 120},
    Habit{StepKind::LatchFails, 1, 100},
    Habit{StepKind::Crash, 3, 400},
    Habit{StepKind::Kill9, 3, 400},
    Habit{StepKind::Restart, 2, 400},
    Habit{StepKind::Quiet, 1, 300},
};
static_assert(habits.size() == stepKinds);

/// In a share of seeds, a share of 1'000 up to `most`; else never.
int habitOf(SeededRandom& random, std::uint64_t shareOfSeeds, std::int64_t most)
{
    const bool happens = random.below(1'000) < shareOfSeeds;
    const auto rate = random.between(1, most);
    return happens ? static_cast<int>(rate) : 0;
}

VenueManners mannersOf(SeededRandom& random)
{
    VenueManners manners;
    manners.loseAck = habitOf(random, 300, 200);
    manners.loseAnswer = habitOf(random, 300, 200);
    manners.refuseNew = habitOf(random, 400, 600);
    manners.refuseCancel = habitOf(random, 400, 400);
    manners.refuseReplace = habitOf(random, 400, 400);
    manners.duplicateFill = habitOf(random, 400, 400);
    manners.lateFill = habitOf(random, 300, 300);
    manners.bust = habitOf(random, 200, 60);
    manners.correct = habitOf(random, 200, 60);
    manners.shuffle = habitOf(random, 400, 500);
    manners.unproven = habitOf(random, 300, 200);
    manners.notFoundYet = habitOf(random, 300, 500);
    manners.neverArrives = habitOf(random, 300, 200);
    manners.badTick = habitOf(random, 300, 200);
    manners.earlyPosition = habitOf(random, 150, 400);
    manners.external = habitOf(random, 150, 40);
    manners.loseChange = habitOf(random, 300, 400);
    manners.loseQuestion = habitOf(random, 300, 500);
    manners.garbledFill = habitOf(random, 200, 100);
    manners.misdirect = habitOf(random, 300, 600);
    manners.mostDelay = milliseconds(random.below(3) == 0 ? 0 : random.between(0, 800));
    return manners;
}

risk::Limits limitsOf(SeededRandom& random)
{
    risk::Limits limits;
    limits.losingStreak = static_cast<std::int32_t>(random.between(2, 10));
    limits.ordersPerMinute = static_cast<std::int32_t>(random.below(2) == 0 ? 120 : random.between(2, 60));
    if (random.below(3) == 0) {
        limits.positionPerTrade = {static_cast<std::int32_t>(random.between(20, 500))};
        limits.grossExposure = {static_cast<std::int32_t>(random.between(100, 10'000))};
        if (limits.grossExposure.count % 2 == 0) {
            limits.leverage = {limits.grossExposure.count / 10 + 1}; // hardly above it
        }
        limits.netExposure = {static_cast<std::int32_t>(random.between(100, 8'000))};
        limits.lossAtStop = {static_cast<std::int32_t>(random.between(1, 300))};
    }
    if (random.below(3) == 0) {
        limits.dailyLoss = {static_cast<std::int32_t>(random.between(5, 500))};
        limits.drawdown = {static_cast<std::int32_t>(random.between(10, 2'000))};
    }
    if (random.below(4) == 0) {
        limits.openOrders = static_cast<std::int32_t>(random.between(1, 20));
        limits.orderValue = Money{random.between(100, 5'000) * 100'000'000};
    }
    if (random.below(6) == 0) { // so near that a fee goes beyond it
        limits.dailyLoss = {static_cast<std::int32_t>(random.between(1, 12))};
        limits.drawdown = {static_cast<std::int32_t>(random.between(2, 20))};
    }
    limits.timeExitDays = random.below(2) == 0 ? 1 : static_cast<std::int32_t>(random.between(0, 3));
    limits.duplicateWindow = seconds(random.between(0, 20));
    limits.quoteAge = milliseconds(random.between(200, 10'000));
    return limits;
}

/// A loop that never ends, in a calm world that lets it run: somebody has granted it much and looks away.
void letRun(SeededRandom& random, Plan& plan)
{
    plan.hasRunaway = true;
    plan.strategies.resize(1);
    plan.strategies.front() = "breakout:interval=1s,entry=10";
    plan.limits.positionPerTrade = {500};
    plan.limits.ordersPerMinute = 120;
    plan.limits.duplicateWindow = {};
    plan.limits.openOrders = 200;
    plan.limits.orderValue.reset();
    plan.limits.quoteAge = seconds(10);
    plan.limits.losingStreak = 10;
    const bool isNear = random.below(3) != 0; // each fee counts
    plan.limits.dailyLoss = {isNear ? static_cast<std::int32_t>(random.between(1, 2)) : 500};
    plan.limits.drawdown = {2'000};
    plan.manners.refuseNew = plan.manners.neverArrives = plan.manners.external = plan.manners.earlyPosition = 0;
    for (const StepKind kind :
         {StepKind::Trading,        StepKind::TearMarket,  StepKind::Suspend,    StepKind::SetClock,
          StepKind::CutLink,        StepKind::HoldEngine,  StepKind::HoldOutbox, StepKind::HoldVenue,
          StepKind::HoldDisk,       StepKind::Place,       StepKind::Close,      StepKind::Cancel,
          StepKind::CancelAll,      StepKind::PressSwitch, StepKind::Kill,       StepKind::EndGrant,
          StepKind::SwitchStrategy, StepKind::Tighten,     StepKind::DiskFails,  StepKind::DiskFull,
          StepKind::LatchFails,     StepKind::Crash,       StepKind::Kill9,      StepKind::Restart,
          StepKind::Quiet}) {
        plan.weights[static_cast<std::size_t>(kind)] = 0;
    }
    const auto often = static_cast<std::uint32_t>(random.between(40, 120));
    plan.weights[static_cast<std::size_t>(StepKind::Grant)] = often;
    plan.weights[static_cast<std::size_t>(StepKind::SetMode)] = often;
    plan.weights[static_cast<std::size_t>(StepKind::PassLong)] = often / 4;
}

} // namespace

Plan planOf(std::uint64_t seed)
{
    SeededRandom random(seed ^ 0x7377'6172'6d00'0001ULL);
    Plan plan;
    plan.seed = seed;
    for (const Habit& habit : habits) {
        const bool happens = random.below(1'000) < habit.share;
        const auto stretch = random.between(1, 8); // each world has its own rates
        plan.weights[static_cast<std::size_t>(habit.kind)]
            = happens ? habit.weight * static_cast<std::uint32_t>(stretch) : 0;
    }
    plan.manners = mannersOf(random);
    if (plan.manners.earlyPosition > 0) { // elsewhere there is hardly ever a report that could be adopted
        plan.weights[static_cast<std::size_t>(StepKind::Adopt)] *= 2;
    }
    plan.limits = limitsOf(random);
    plan.instruments = static_cast<int>(random.between(1, 3));
    const auto strategies = random.between(1, 3);
    for (std::int64_t i = 0; i < strategies; ++i) {
        plan.strategies.push_back(random.below(4) == 0
                                      ? "sma_cross:interval=1s,fast=1,slow=" + std::to_string(3 + i) + ",direction=both"
                                      : "breakout:interval=1s,entry=" + std::to_string(10 + i));
    }
    plan.cost = random.below(4) == 0 ? portfolio::CostMethod::Average : portfolio::CostMethod::Fifo;
    plan.proposalExpiry = seconds(random.between(2, 300));
    plan.typicalPause = milliseconds(random.between(5, 600));
    plan.diskShare = random.below(2) == 0 ? 1'000 : static_cast<int>(random.between(100, 900));
    plan.latchShare = random.below(2) == 0 ? 1'000 : static_cast<int>(random.between(50, 900));
    plan.throwsSometimes = random.below(10) == 0;
    if (random.below(3) == 0) {
        plan.checkpointRecords = static_cast<std::uint64_t>(random.between(200, 4'000));
    }
    if (random.below(12) == 0) {
        letRun(random, plan);
    }
    plan.feesInAsset = plan.instruments == 3 && random.below(2) == 0;
    return plan;
}

std::vector<Step> stepsOf(const Plan& plan, std::uint64_t count)
{
    SeededRandom random(plan.seed ^ 0x7374'6570'7300'0002ULL);
    std::array<std::uint64_t, stepKinds> upTo{};
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < stepKinds; ++i) {
        sum += plan.weights[i];
        upTo[i] = sum;
    }
    std::vector<Step> steps;
    steps.reserve(count + 1);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t dice = random.below(sum);
        const auto found = std::upper_bound(upTo.begin(), upTo.end(), dice);
        steps.push_back({static_cast<StepKind>(found - upTo.begin()), random.next()});
    }
    steps.push_back({StepKind::Quiet, random.next()});
    return steps;
}

} // namespace omni::simulate
