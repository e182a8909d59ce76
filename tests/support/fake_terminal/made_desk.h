// Pictures made by a real engine that has traded on the built-in market for a while: what a window would be shown.
//
// Plausible by construction: prices have moved, some proposals wait, others were approved, orders have filled, stops
// stand. The same recipe gives the same pictures. A second or two for the usual recipe in a debug build.

#pragma once

#include "core/host/runtime/link.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace omni::testing {

class FakeTerminal;

struct DeskRecipe {
    std::uint64_t seed = 7;
    Duration length = minutes(12); ///< Of market time.
    std::vector<std::string> strategies{"sma_cross:interval=15s,fast=3,slow=8", "breakout:interval=10s,entry=8,exit=4"};
    Duration answersAfter = seconds(50); ///< Each proposal is approved that much later; what is younger waits.
    Duration bars = minutes(1); ///< Of `series`.
    bool isKilled = false; ///< Ends with the global latch set, entries cancelled.
};

struct MadeDesk {
    std::shared_ptr<const views::DeskSnapshot> snapshot;
    std::vector<runtime::Notice> notices;
    std::shared_ptr<const views::MarketDay> day;
    std::vector<std::shared_ptr<const views::BarSeries>> series; ///< One of each instrument, the last bar forms.
    std::vector<views::FillRow> fills; ///< Newest first, as all rows but equity.
    std::vector<views::OrderRow> orders;
    std::vector<views::ProposalRow> proposals;
    std::vector<views::AlertRow> alerts;
    std::vector<views::EquityRow> equity;
};

[[nodiscard]] MadeDesk makeDesk(const DeskRecipe& recipe = {});

/// All of it into a terminal: pictures, series, rows; with `withNotices` the notices, too.
void show(FakeTerminal& terminal, const MadeDesk& desk, bool withNotices = false);

} // namespace omni::testing
