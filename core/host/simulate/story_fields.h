// What the text of a story calls the parts of a plan, and how far they may go. For writer and reader.

#pragma once

#include "core/host/simulate/plan.h"
#include "core/trade/risk/limit_schema.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni::simulate {

/// A whole number of a plan. Both bounds are allowed.
struct NumberField {
    std::string_view key;
    std::uint64_t least, most;
    std::uint64_t (*get)(const Plan&);
    void (*set)(Plan&, std::uint64_t);
};

#define OMNI_NUMBER(member)                                                                                            \
    [](const Plan& plan) { return static_cast<std::uint64_t>(plan.member); },                                          \
        [](Plan& plan, std::uint64_t value) { plan.member = static_cast<decltype(plan.member)>(value); }

inline constexpr std::array numberFields{
    NumberField{"seed", 0, ~std::uint64_t{0}, OMNI_NUMBER(seed)},
    NumberField{"instruments", 1, 3, OMNI_NUMBER(instruments)},
    NumberField{"disk_share", 1, 1'000, OMNI_NUMBER(diskShare)},
    NumberField{"latch_share", 1, 1'000, OMNI_NUMBER(latchShare)},
    NumberField{"checkpoint_records", 0, 1'000'000'000, OMNI_NUMBER(checkpointRecords)},
};

#undef OMNI_NUMBER

struct SpanField {
    std::string_view key;
    Duration least, most; ///< Both allowed.
    Duration Plan::*member;
};

inline constexpr std::array spanFields{
    SpanField{"proposal_expiry", nanoseconds(1), hours(24), &Plan::proposalExpiry},
    SpanField{"typical_pause", nanoseconds(1), hours(1), &Plan::typicalPause},
};

struct FlagField {
    std::string_view key;
    bool Plan::*member;
    bool isLater = false; ///< Stories of before do not say it, and mean no.
};

inline constexpr std::array flagFields{
    FlagField{"throws_sometimes", &Plan::throwsSometimes},
    FlagField{"has_runaway", &Plan::hasRunaway},
    FlagField{"fees_in_asset", &Plan::feesInAsset, true},
};

inline constexpr std::array<std::string_view, 2> costNames{"fifo", "average"}; ///< By `portfolio::CostMethod`.

inline constexpr std::uint64_t mostStrategies = 3;
inline constexpr std::uint64_t mostWeight = 1'000'000;
inline constexpr Duration mostMannersDelay = minutes(1);

struct MannerField {
    std::string_view key;
    int VenueManners::*share; ///< In [0, 1'000].
};

inline constexpr std::array mannerFields{
    MannerField{"lose_ack", &VenueManners::loseAck},
    MannerField{"lose_answer", &VenueManners::loseAnswer},
    MannerField{"refuse_new", &VenueManners::refuseNew},
    MannerField{"refuse_cancel", &VenueManners::refuseCancel},
    MannerField{"refuse_replace", &VenueManners::refuseReplace},
    MannerField{"duplicate_fill", &VenueManners::duplicateFill},
    MannerField{"late_fill", &VenueManners::lateFill},
    MannerField{"bust", &VenueManners::bust},
    MannerField{"correct", &VenueManners::correct},
    MannerField{"shuffle", &VenueManners::shuffle},
    MannerField{"unproven", &VenueManners::unproven},
    MannerField{"not_found_yet", &VenueManners::notFoundYet},
    MannerField{"never_arrives", &VenueManners::neverArrives},
    MannerField{"lose_change", &VenueManners::loseChange},
    MannerField{"bad_tick", &VenueManners::badTick},
    MannerField{"external", &VenueManners::external},
    MannerField{"early_position", &VenueManners::earlyPosition},
    MannerField{"lose_question", &VenueManners::loseQuestion},
    MannerField{"garbled_fill", &VenueManners::garbledFill},
    MannerField{"misdirect", &VenueManners::misdirect},
};
static_assert(sizeof(VenueManners) == mannerFields.size() * sizeof(int) + sizeof(Duration), "each manner has a name");
inline constexpr std::string_view mostDelayKey = "most_delay";

inline constexpr std::string_view enforcedKey = "enforced"; ///< Of the limits, beside those of `risk::limitFields`.

/// As in the configuration, with the unit that the number has there: "daily_loss_bp".
[[nodiscard]] inline std::string keyOf(const risk::LimitField& field)
{
    std::string key(field.key);
    switch (field.unit) {
    case risk::LimitUnit::EquityShare:
    case risk::LimitUnit::PriceShare:
        return key + "_bp";
    case risk::LimitUnit::Multiple:
        return key + "_milli";
    case risk::LimitUnit::Amount:
        return key + "_e8";
    case risk::LimitUnit::Size:
        return key + "_lots";
    case risk::LimitUnit::Count:
    case risk::LimitUnit::Days: // in its key
    case risk::LimitUnit::Span: // written with its unit
        return key;
    }
    return key;
}

} // namespace omni::simulate
