// An order as it stands in the ticket, and the order that would be sent of it. Values only.

#pragma once

#include "core/desk/views/desk_snapshot.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::ui::ticket {

/// What the quantity field counts.
enum class SizeBy : std::uint8_t {
    Units,
    Equity, ///< Per cent of equity, at 1e-2: 150 is 1.50 %.
    Risk, ///< Loss at the stop, base currency.
};

struct Draft {
    InstrumentId instrument;
    Side side = Side::Buy;
    orders::OrderKind kind = orders::OrderKind::Limit;
    orders::TimeInForce time = orders::TimeInForce::Day;
    SizeBy sizeBy = SizeBy::Units;
    std::optional<Lots> lots;
    std::optional<BasisPoints> share; ///< Of equity.
    std::optional<Money> risk;
    std::optional<Ticks> limit, trigger, trail;
    std::optional<Ticks> stop, target; ///< Of the legs.
    bool postOnly = false, reduceOnly = false;
    friend bool operator==(const Draft&, const Draft&) = default;
};

[[nodiscard]] constexpr bool needsLimit(orders::OrderKind kind) noexcept
{
    return kind == orders::OrderKind::Limit || kind == orders::OrderKind::StopLimit;
}
[[nodiscard]] constexpr bool needsTrigger(orders::OrderKind kind) noexcept
{
    return kind == orders::OrderKind::Stop || kind == orders::OrderKind::StopLimit
        || kind == orders::OrderKind::TrailingStop;
}
[[nodiscard]] constexpr bool needsTrail(orders::OrderKind kind) noexcept
{
    return kind == orders::OrderKind::TrailingStop;
}

/// What is wrong with a draft before any rule is asked.
enum class Fault : std::uint8_t {
    NoInstrument,
    NoSize,
    SizeNeedsPrice, ///< Per cent of equity, but no price or no equity is known.
    SizeNeedsStop, ///< A risk amount, but no stop that loses.
    SizeIsNothing, ///< The share or the risk does not buy the smallest order.
    NoLimit,
    NoTrigger,
    NoTrail,
    NoStop, ///< An order that opens needs one, where limits are enforced.
    StopOnWrongSide,
    TargetOnWrongSide,
    PriceNotAboveZero, ///< Of any field.
    NotForExtendedHours, ///< No limit order, or one that does not only reduce.
};

/// At the limit, else the trigger, else the reference. None: there is no price.
[[nodiscard]] std::optional<Ticks> entryOf(const Draft& draft, const views::InstrumentView& shown) noexcept;

/// The lots of the draft, rounded down to the venue's steps; or why there are none.
struct Sized {
    std::optional<Lots> lots;
    std::optional<Fault> fault;
};
[[nodiscard]] Sized sizeOf(const Draft& draft, const views::DeskSnapshot& desk) noexcept;

[[nodiscard]] std::vector<Fault> faultsOf(const Draft& draft, const views::DeskSnapshot& desk);

/// Of a draft without faults; the engine fills in what is its to say.
[[nodiscard]] events::PlaceOrder orderOf(const Draft& draft, const views::DeskSnapshot& desk);

/// Why the window asks again although every rule passes.
enum class Doubt : std::uint8_t {
    FarFromLast, ///< The price is more than 2 % from the last.
    LargeForYou, ///< More than three times the median of the last 20 fills.
};
/// `usual`: lots of the newest fills of this instrument; fewer than 3 say nothing.
[[nodiscard]] std::vector<Doubt> doubtsOf(const events::PlaceOrder& order, const views::InstrumentView& shown,
                                          const std::vector<Lots>& usual);
/// The middle of them, the lower of the two where they are even. None: fewer than 3.
[[nodiscard]] std::optional<Lots> medianOf(std::vector<Lots> lots);

} // namespace omni::ui::ticket
