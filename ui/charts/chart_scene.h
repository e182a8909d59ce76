// What stands on a chart besides its bars: quote, orders, position, proposal, trades. Values made by the pane.
//
// Words are made by whoever fills it; the chart paints them as plain text.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"
#include "ui/style/theme.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::ui {

enum class LineKind : std::uint8_t { Position, Stop, Target, Order };

/// How sure the line is, as in the table of orders.
enum class LineState : std::uint8_t {
    Confirmed,
    Pending, ///< Something is on its way: "…" states.
    Unknown, ///< The venue has not answered.
};

struct ChartLine {
    LineKind kind = LineKind::Order;
    OrderId order; ///< None: of the position itself, or several orders that do not move together.
    std::vector<OrderId> others; ///< Legs at the same price, of an entry that filled in parts: they move with it.
    Side side = Side::Buy; ///< Of the order, or of the position.
    Ticks price;
    QString label; ///< "Target 189.00 +3.62% +396.00"
    LineState state = LineState::Confirmed;
    bool canDrag = false;
    friend bool operator==(const ChartLine&, const ChartLine&) = default;
};

/// A proposal that waits. It is not dragged here: amending is a deed of its own.
struct ProposalZone {
    ProposalId id;
    Side side = Side::Buy;
    Ticks entry; ///< Its limit, or the price it was decided at.
    std::optional<Ticks> stop, target;
    QString label; ///< "AI proposal · BUY 60 limit 182.40 · expires 01:42"
    QString stopLabel, targetLabel;
    friend bool operator==(const ProposalZone&, const ProposalZone&) = default;
};

struct TradeMark {
    Timestamp at;
    Ticks price;
    Side side = Side::Buy;
    QString text; ///< For the tooltip.
    friend bool operator==(const TradeMark&, const TradeMark&) = default;
};

/// The colour of a line, of its tag on the axis and of its label's edge.
[[nodiscard]] constexpr Token tokenOf(LineKind kind, Side side) noexcept
{
    switch (kind) {
    case LineKind::Stop:
        return Token::Down;
    case LineKind::Target:
        return Token::Up;
    case LineKind::Position:
        return Token::Text2;
    case LineKind::Order:
        break;
    }
    return side == Side::Buy ? Token::Up : Token::Down;
}

struct ChartScene {
    std::optional<Ticks> last, bid, ask;
    QString bidText, askText; ///< "182.45 × 900"
    std::vector<ChartLine> lines;
    std::optional<ProposalZone> proposal; ///< The one that is shown with its stop, target and zone.
    std::vector<ProposalZone> otherProposals; ///< Of the same instrument: a thin line at their entry each.
    std::vector<TradeMark> marks; ///< Oldest first.
    bool isStale = false;
    QString staleText; ///< "Data stopped 10:42:13"
    friend bool operator==(const ChartScene&, const ChartScene&) = default;
};

} // namespace omni::ui
