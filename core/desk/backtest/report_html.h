// A backtest as one page that needs nothing but itself: curves, figures, trades, settings, and what to beware of.

#pragma once

#include "core/desk/backtest/figures.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace omni::backtest {

/// A file that the backtest read.
struct ReportFile {
    std::string name; ///< Without its folder.
    std::uint64_t rows = 0;
    Timestamp first, last;
};

/// What the page tells beside the result.
struct ReportFrame {
    std::string program; ///< "omnitrade 0.1.0 (…)"
    std::vector<ReportFile> files;
    std::vector<std::string> feedNotes; ///< What was inferred about the data.
    std::vector<std::pair<std::string, std::string>> limits; ///< Name and value of each limit in force.
};

/// Trades beyond this are left out of the table, and the page says so.
inline constexpr std::size_t mostTradesShown = 5'000;

/// UTF-8. Everything that came from a file or a command line is escaped. The same result and frame give the same bytes.
[[nodiscard]] std::string htmlOf(const BacktestResult& result, const Figures& figures, const ReportFrame& frame);

/// What the reader must beware of, a sentence each: the notes of the result and what its figures and settings tell.
[[nodiscard]] std::vector<std::string> warningsOf(const BacktestResult& result, const Figures& figures);

} // namespace omni::backtest
