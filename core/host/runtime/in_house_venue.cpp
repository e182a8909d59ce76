#include "core/host/runtime/in_house_venue.h"

namespace omni::runtime {

InHouseVenue::InHouseVenue(ports::Venue& venue, ports::TickSource* feed, std::uint32_t boot,
                           const VenueThread::Surroundings& around)
    : m_venue(venue)
    , m_turns(venue, feed, boot, around)
{
}

InHouseVenue::~InHouseVenue()
{
    stop();
}

void InHouseVenue::define(std::span<const market::Instrument> instruments)
{
    for (const auto& instrument : instruments) {
        m_venue.define(instrument);
    }
}

void InHouseVenue::start(const engine::DeskState&)
{
    m_thread = std::thread([this] { m_turns.run(m_stop, m_bell); });
}

void InHouseVenue::stop()
{
    if (m_thread.joinable()) {
        m_stop.requestStop();
        m_bell.ring();
        m_thread.join();
    }
}

} // namespace omni::runtime
