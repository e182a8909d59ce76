// The lengths of bars as this face names them.

#pragma once

#include "core/edge/sandbox/exchange/bar_history.h"

#include <optional>
#include <string_view>

namespace omni::sandbox::binance {

/// "1m", "1M": case matters. Nothing for a name that is not offered.
[[nodiscard]] constexpr std::optional<BarSpan> spanOf(std::string_view name) noexcept
{
    using Unit = BarSpan::Unit;
    constexpr struct {
        std::string_view name;
        BarSpan span;
    } all[] = {{"1s", {Unit::Second, 1}},    {"1m", {Unit::Minute, 1}},    {"3m", {Unit::Minute, 3}},
               {"5m", {Unit::Minute, 5}},    {"15m", {Unit::Minute, 15}},  {"30m", {Unit::Minute, 30}},
               {"1h", {Unit::Minute, 60}},   {"2h", {Unit::Minute, 120}},  {"4h", {Unit::Minute, 240}},
               {"6h", {Unit::Minute, 360}},  {"8h", {Unit::Minute, 480}},  {"12h", {Unit::Minute, 720}},
               {"1d", {Unit::Minute, 1440}}, {"3d", {Unit::Minute, 4320}}, {"1w", {Unit::Week, 1}},
               {"1M", {Unit::Month, 1}}};
    for (const auto& one : all) {
        if (one.name == name) {
            return one.span;
        }
    }
    return std::nullopt;
}

} // namespace omni::sandbox::binance
