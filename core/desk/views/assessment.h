// What a person needs before approving or sending: every rule with its figures, what the order would use up, what it is
// worth and may lose. Made of a snapshot alone, on whatever thread.
//
// It is of the snapshot's moment: `refusal` is what the engine would have said of the order then.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/findings.h"
#include "core/trade/risk/gate.h"
#include "core/trade/risk/limits.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::views {

struct DeskSnapshot;

enum class UseKind : std::uint8_t {
    GrossExposure, ///< Worst case, as the gate counts it.
    NetExposure, ///< Worst case.
    Position, ///< Of this instrument on the order's side, worst case.
    Leverage, ///< Gross exposure against the leverage allowed; 10'000 bp is 1 x.
    LossAtStops, ///< If all stops are hit; this order's fees are in it where they are known. There is no limit on it.
    DayLoss, ///< Of equity at the day's start; afterwards: if this order is stopped out, its known fees included.
};
inline constexpr std::size_t useCount = 6;

/// What is used of a limit, in shares of equity, rounded up. None: not known.
struct Use {
    UseKind kind = UseKind::GrossExposure;
    std::optional<Money> now, after; ///< Base currency.
    std::optional<BasisPoints> nowShare, afterShare;
    std::optional<BasisPoints> limit;
    friend bool operator==(const Use&, const Use&) = default;
};

struct Assessment {
    std::vector<risk::Finding> checks; ///< Of the rules that apply, in the order of `risk::Rule`.
    std::vector<Use> uses; ///< One of each kind, in the order of `UseKind`.
    std::optional<risk::Refusal> refusal; ///< What the engine says at sending. None: it would go.

    bool makesRoom = false; ///< It closes all of the position, or a part while legs cover all: orders that close it
                            ///< already are cancelled, or made smaller, first, and so it goes.

    std::optional<Money> value; ///< Base currency, rounded up: at the limit, else the trigger, else the reference.
    std::optional<BasisPoints> valueShare; ///< Of equity, rounded up.
    std::optional<Money> lossAtStop; ///< Base currency, rounded up, from the worst price at which it may open; fees and
                                     ///< slippage left out. None: no stop that loses, or no price.
    std::optional<BasisPoints> lossShare; ///< Of equity, rounded up.
    std::optional<Money>
        entryFee; ///< Base currency, rounded up: of this order, filled whole at the price that
                  ///< `lossAtStop` starts from. A limit short of the market rests; one whose way is not
                  ///< known takes the dearer. None: the venue's fees, a price or a rate are not known.
    std::optional<Money> exitFee; ///< The same of the stop that goes with it, which takes. None also without a stop.
    std::optional<Money> lossWithFees; ///< All three added up; slippage left out. None: one of them is.
    std::optional<BasisPoints> lossWithFeesShare; ///< Of equity, rounded up.
    std::optional<risk::Milli> rewardRisk; ///< Way to the target over way to the stop, before costs, rounded down.
                                           ///< None: one of the two is missing or on its wrong side.
    std::optional<Money> gainWithFees; ///< Base currency, below zero where the fees are more than what the
                                       ///< way to the target brings. The target rests, the entry as in `entryFee`.
                                       ///< None: no target that gains, or a fee, a price or a rate is not known.
    std::optional<risk::Milli> rewardRiskWithFees; ///< That over `lossWithFees`, rounded down; may be below zero.
    std::optional<Money> cashBefore, cashAfter; ///< Quote currency: what is there, and what is left when it has filled
                                                ///< at that value. Fees left out.
};

/// `stop`, `target`: of the legs that would go with an entry. A ticket of no strategy is a person's own order and is
/// completed as the engine does with it; one of a strategy is taken as it is. An instrument that is not known gives
/// TicketInvalid and nothing else.
[[nodiscard]] Assessment assess(const DeskSnapshot& desk, const orders::OrderTicket& ticket, std::optional<Ticks> stop,
                                std::optional<Ticks> target = {});

/// The desk in figures, for the strip at the top. Base currency, shares of equity; what is not known is none.
struct AccountFigures {
    std::optional<Money> gross; ///< Values of all positions added up, whatever their side.
    std::optional<Money> net; ///< Long less short.
    std::optional<BasisPoints> grossShare; ///< Rounded up.
    std::optional<BasisPoints> netShare; ///< Rounded away from zero.
    std::optional<Money> dayPnl; ///< Since the day began, capital that came or went left out.
    std::optional<BasisPoints> dayPnlShare; ///< Of equity at the day's start, rounded down.
    std::optional<BasisPoints> drawdownNow; ///< From the peak, rounded up.
    std::optional<BasisPoints> dailyLossUsed; ///< Share of the day's limit that is used, 10'000: all of it. Rounded up.
    std::optional<Money> lossIfAllStopsHit; ///< From the marks to the working stops, over the lots that they cover.
    std::optional<BasisPoints> lossIfAllStopsHitShare; ///< Rounded up.
    std::int32_t unprotected = 0; ///< Positions that stops do not cover whole: the loss above is not all there is.
};

[[nodiscard]] AccountFigures figuresOf(const DeskSnapshot& desk);

} // namespace omni::views
