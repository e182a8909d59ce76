// One line about the desk every few seconds, while a session runs at a human pace.

#pragma once

#include "core/base/time.h"
#include "core/desk/engine/engine.h"

#include <functional>
#include <string>

namespace omni::runtime {

/// "-- 14:31:05  equity 100123.40 USD (+123.40) | 2 positions, 3 open orders | BTCUSD 61000.10, …": the market's time,
/// and behind equity what was won or lost since the deposits.
[[nodiscard]] std::string liveLine(engine::Engine& engine);

/// Says it at most every `period` of the machine's time.
class LiveSummary
{
public:
    LiveSummary(Clock& clock, Duration period, std::function<void(const std::string&)> write);
    void tick(engine::Engine& engine);

private:
    Clock& m_clock;
    Duration m_period;
    std::function<void(const std::string&)> m_write;
    Monotonic m_next;
};

} // namespace omni::runtime
