// Makes the picture of how the program is, from what its parts say of themselves. No thread, no clock: a function of
// its inputs and of what it said before.

#pragma once

#include "core/desk/views/connection.h"
#include "core/desk/views/health.h"
#include "core/edge/platform/process_figures.h"
#include "core/host/runtime/link.h"
#include "core/host/runtime/market_history.h"
#include "core/host/runtime/terminal/engine_figures.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace omni::runtime {

struct HealthInputs {
    Timestamp wall;
    Monotonic now;
    Phase phase = Phase::Idle;
    std::shared_ptr<const EngineFigures> engine; ///< Null: no session has run.
    std::shared_ptr<const views::Connection> connection; ///< To the session's broker. Null: it has none.
    MarketHistoryFigures charts;
    std::optional<views::PartHealth> watchdog; ///< Over a session with a broker. None: there is nothing to watch.
    std::optional<std::string> killFault, filesFault;
    platform::ProcessFigures process;
    std::uint64_t freeDiskBytes = 0;
    std::uint64_t pending = 0; ///< Commands that wait for the engine.
};

class HealthMaker
{
public:
    [[nodiscard]] views::Health make(const HealthInputs& inputs);

private:
    struct Before {
        Monotonic now;
        std::uint64_t events = 0;
        std::optional<Duration> processor;
    };
    void add(views::Health& health, views::PartHealth part);
    [[nodiscard]] views::PartHealth feed(const HealthInputs& inputs, std::optional<double> perSecond) const;
    [[nodiscard]] static views::PartHealth orders(const HealthInputs& inputs);
    [[nodiscard]] static views::PartHealth journal(const HealthInputs& inputs);
    [[nodiscard]] static views::PartHealth clock(const HealthInputs& inputs);
    [[nodiscard]] views::PartHealth history(const HealthInputs& inputs);

    struct Known {
        views::PartState state = views::PartState::Starting;
        Timestamp since;
    };
    std::map<std::string, Known, std::less<>> m_known;
    std::optional<Before> m_before;
    std::uint64_t m_chartsLost = 0;
};

} // namespace omni::runtime
