// What a person may do about one difference between the account and our books, and the sentence that asks for it.
//
// Each is a command to the engine, which decides: nothing is settled in the window (F49, S9).

#pragma once

#include "core/desk/events/command.h"
#include "core/desk/views/desk_snapshot.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::ui {
struct Formats;
}

namespace omni::ui::reconcile {

enum class Deed : std::uint8_t {
    AdoptPosition, ///< The books take what the broker says.
    AdoptAsCapital, ///< Money came or went from outside.
    AdoptAsResult, ///< It is a cost or a gain of the account.
    Close, ///< What the broker holds more is taken over and closed at market.
    Ignore, ///< A person has seen it; the line stands.
    CancelOther, ///< Somebody else's order is to end.
    AskVenue, ///< What became of our own order.
    BeginBooks, ///< All that the account holds is where the books begin.
};
inline constexpr std::size_t deedCount = 8;

/// Those that the engine takes for this line, in the order shown.
[[nodiscard]] std::vector<Deed> deedsFor(const views::DifferenceView& line, const views::DeskSnapshot& desk);
[[nodiscard]] events::Wish wishOf(Deed deed, const views::DifferenceView& line);
/// Needs a reason and a person's word on it; the others take nothing over.
[[nodiscard]] bool isSettling(Deed deed) noexcept;
/// What the broker holds more than our books on its side of the market, that could be closed. None: nothing.
[[nodiscard]] std::optional<Lots> closable(const views::DifferenceView& line) noexcept;

/// "BTCUSDT", "USDT", "order 12 in BTCUSDT", "somebody's order in BTCUSDT".
[[nodiscard]] QString subjectOf(const views::DifferenceView& line, const views::DeskSnapshot& desk);
/// A figure of the line: a quantity of its instrument, or an amount of its currency.
[[nodiscard]] QString figureOf(const views::DifferenceView& line, std::int64_t figure, const views::DeskSnapshot& desk,
                               const Formats& formats);

struct DeedWords {
    QString button; ///< "Adopt…"
    QString question; ///< A full sentence with quantity, symbol, account and environment.
    QString note; ///< What it means; may be empty.
    QString act, keep; ///< Verbs.
};
[[nodiscard]] DeedWords wordsOf(Deed deed, const views::DifferenceView& line, const views::DeskSnapshot& desk,
                                const Formats& formats);
[[nodiscard]] QString buttonOf(Deed deed);

} // namespace omni::ui::reconcile
