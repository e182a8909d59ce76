// A venue in the house with the thread that it needs in a live session (VenueThread).

#pragma once

#include "core/base/stop_flag.h"
#include "core/host/runtime/bell.h"
#include "core/host/runtime/venue_driver.h"
#include "core/host/runtime/venue_thread.h"

#include <thread>

namespace omni::runtime {

class InHouseVenue final : public VenueDriver
{
public:
    /// All outlive it. `feed` may be null: the venue makes its own market.
    InHouseVenue(ports::Venue& venue, ports::TickSource* feed, std::uint32_t boot,
                 const VenueThread::Surroundings& around);
    ~InHouseVenue() override;
    InHouseVenue(const InHouseVenue&) = delete;
    InHouseVenue& operator=(const InHouseVenue&) = delete;

    void define(std::span<const market::Instrument> instruments) override;
    void start(const engine::DeskState& state) override;
    void opened(const engine::DeskState&) override { }
    void stop() override;
    [[nodiscard]] driver::Doorbell& bell() noexcept override
    {
        return m_bell;
    }
    [[nodiscard]] std::uint64_t sent() const noexcept override
    {
        return m_turns.sent();
    }

private:
    ports::Venue& m_venue;
    VenueThread m_turns;
    Bell m_bell;
    StopFlag m_stop;
    std::thread m_thread;
};

} // namespace omni::runtime
