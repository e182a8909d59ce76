// Times as the data streams write them in text: "2026-07-14T13:31:03.123456789Z". Pure.
//
// Those of one stream mostly share their day: its midnight is worked out once.

#pragma once

#include "core/base/time.h"

#include <array>
#include <optional>
#include <string_view>

namespace omni::brokers::alpaca {

class DayTimes
{
public:
    /// What `timestampFromIso` reads, and nothing else.
    [[nodiscard]] std::optional<Timestamp> read(std::string_view text);

private:
    std::array<char, 10> m_day{}; ///< "2026-07-14"
    Timestamp m_midnight;
};

} // namespace omni::brokers::alpaca
