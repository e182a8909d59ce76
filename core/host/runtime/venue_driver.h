// Who stands at the venue's end of a live session, with a thread of its own: a venue in the house, or a broker.

#pragma once

#include "core/desk/driver/doorbell.h"
#include "core/desk/engine/desk_state.h"
#include "core/trade/market/instrument.h"

#include <cstdint>
#include <span>

namespace omni::runtime {

/// All but `bell` and `sent` is called on the engine's thread.
class VenueDriver
{
public:
    virtual ~VenueDriver() = default;
    /// Before `start`: what the session trades.
    virtual void define(std::span<const market::Instrument> instruments) = 0;
    /// Its thread begins to take what is sent.
    virtual void start(const engine::DeskState& state) = 0;
    /// The session has begun on the desk: who speaks with a broker may do so from here on.
    virtual void opened(const engine::DeskState& state) = 0;
    /// Nothing more is taken, and nothing said, when it returns. Also without a start, and twice.
    virtual void stop() = 0;
    /// Rung when something lies in its lane. Any thread.
    [[nodiscard]] virtual driver::Doorbell& bell() noexcept = 0;
    /// Orders handed over. Any thread.
    [[nodiscard]] virtual std::uint64_t sent() const noexcept = 0;
};

} // namespace omni::runtime
