// What the chart shows of the desk, as values and words: made from a snapshot, without a window.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/history.h"
#include "ui/charts/chart_scene.h"

#include <QString>

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::ui {

struct Formats;

/// An interval that the header offers.
struct ChartInterval {
    std::string_view text; ///< "5m": on the button and in settings.
    Duration length;
};
inline constexpr std::array<ChartInterval, 9> chartIntervals{{{"1s", seconds(1)},
                                                              {"5s", seconds(5)},
                                                              {"15s", seconds(15)},
                                                              {"1m", minutes(1)},
                                                              {"5m", minutes(5)},
                                                              {"15m", minutes(15)},
                                                              {"1h", hours(1)},
                                                              {"4h", hours(4)},
                                                              {"1D", days(1)}}};
/// The one that keys 1 to 6 begin at: keys are for intervals that one looks at for longer.
inline constexpr std::size_t firstKeyedInterval = 3;

/// Why an order may not be moved now; nothing: it may.
enum class DragBar : std::uint8_t { None, NotWorking, Trailing, Latched };
[[nodiscard]] DragBar dragBarOf(const orders::OrderRecord& record, bool isLatched) noexcept;

/// Everything of `instrument` but its trades. `isLatched`: a kill switch stops new orders; stops may still be moved.
/// `inDetail`: the proposal that is being looked at; if it is of this instrument, it is the zone.
[[nodiscard]] ChartScene sceneOf(const views::DeskSnapshot& desk, InstrumentId instrument, bool isLatched,
                                 const Formats& formats, ProposalId inDetail = {});

[[nodiscard]] std::vector<TradeMark> marksOf(const std::vector<views::FillRow>& rows,
                                             const market::Instrument& instrument, const Formats& formats);
[[nodiscard]] TradeMark markOf(const orders::Fill& fill, const market::Instrument& instrument, const Formats& formats);

/// What would be won or lost where the line stands, `price` in its place: against the position's cost, or against the
/// limit of the order that the leg belongs to. None: it protects nothing yet. Quote currency.
[[nodiscard]] std::optional<Money> resultAt(const views::DeskSnapshot& desk, const ChartLine& line,
                                            InstrumentId instrument, Ticks price);

/// "178.40 · 2.23% away · −240.00": beside the line while it is dragged.
[[nodiscard]] QString ghostWords(const views::DeskSnapshot& desk, const ChartLine& line, InstrumentId instrument,
                                 Ticks to, const Formats& formats);
/// "Move stop 179.10 → 178.40, risk −198.00 → −240.00."
[[nodiscard]] QString moveQuestion(const views::DeskSnapshot& desk, const ChartLine& line, InstrumentId instrument,
                                   Ticks to, const Formats& formats);

/// "Open, closes in 5:17", "Closed, opens 09:30", "Halted".
[[nodiscard]] QString tradingWords(const views::InstrumentView& view, Timestamp now, const Formats& formats);

} // namespace omni::ui
