// What a strategy wishes, with its reasons. Nothing is bought by it.

#pragma once

#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace omni::strategy {

enum class Intent : std::uint8_t {
    Enter, ///< Opens or adds; waits for approval, or for a granted budget.
    Exit, ///< Closes the strategy's own position; reduce-only, never waits.
};

/// One input that spoke for or against, computed at decision time. The contributions sum to the score.
struct Reason {
    ShortText<31> key; ///< "sma_fast_above_slow": stable; the window makes a sentence of it.
    double value = 0; ///< The figure behind it, in its own unit.
    double contribution = 0; ///< Signed, in score points.
    friend bool operator==(const Reason&, const Reason&) = default;
};

inline constexpr std::size_t mostReasons = 8;

struct Proposal {
    ProposalId id; ///< Given by the engine.
    StrategyId strategy; ///< Filled by the engine.
    InstrumentId instrument; ///< Filled by the engine.
    Intent intent = Intent::Enter;
    Side side = Side::Buy;
    Ticks reference; ///< Price on which it was decided: the close of the bar.
    std::optional<Ticks> limit; ///< Entry limit. None: at market.
    std::optional<Ticks> stop; ///< None: the risk module adds the default stop, unless `withoutStop`.
    std::optional<Ticks> target;
    bool withoutStop = false; ///< The strategy has no stop and says so; allowed only where limits are not enforced.
    std::optional<Lots> size; ///< None: the sizing rule decides.
    std::optional<Money> notional;
    double conviction = 1; ///< In [0, 1]; scales the size down, never above a limit.
    double score = 0; ///< Sum of the contributions.
    Timestamp validUntil; ///< Zero: the default expiry.
    std::array<Reason, mostReasons> reasons{};
    std::uint8_t reasonCount = 0;
    friend bool operator==(const Proposal&, const Proposal&) = default;

    /// Adds a reason and its contribution to the score. The ninth is dropped: state fewer, better ones.
    constexpr void because(std::string_view key, double value, double contribution) noexcept
    {
        if (reasonCount < mostReasons) {
            reasons[reasonCount++] = {ShortText<31>(key), value, contribution};
            score += contribution;
        }
    }
};
static_assert(std::is_trivially_copyable_v<Proposal>);

} // namespace omni::strategy
