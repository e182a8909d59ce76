// A venue in the house behind real threads: takes what the outbox sends, lets its market run with the clock, and puts
// its words into the desk's lanes. What an adapter of a broker does, the built-in market does here.
//
// One thread, its own. `turn` never waits; `run` puts a thread's loop around it.

#pragma once

#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/desk/driver/doorbell.h"
#include "core/desk/driver/live_lanes.h"
#include "core/desk/ports/tick_source.h"
#include "core/desk/ports/venue.h"
#include "core/host/runtime/live_gate.h"
#include "core/host/runtime/venue_lanes.h"
#include "core/host/runtime/waiting_words.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace omni::runtime {

class VenueThread
{
public:
    /// All outlive the thread.
    struct Surroundings {
        Clock& clock;
        const LiveGate& gate;
        VenueLanes& lanes;
        driver::EventLane& events;
        driver::TickLane& ticks;
        driver::Doorbell& engineBell;
        driver::Doorbell& outboxBell;
    };
    /// `feed` may be null: the venue makes its own market. Its times are those of the clock's wall. `boot` is part of
    /// the ids of fills, which the venue counts anew in each session.
    VenueThread(ports::Venue& venue, ports::TickSource* feed, std::uint32_t boot, const Surroundings& around);

    /// One round. How many things it did.
    std::size_t turn();
    [[nodiscard]] Duration rest() const;
    void run(const StopFlag& stop, driver::Doorbell& own);

    /// Orders handed to the venue.
    [[nodiscard]] std::uint64_t sent() const noexcept
    {
        return m_sent.load(std::memory_order_relaxed);
    }
    /// Words for the engine, and for the outbox, that wait for room: at most `WaitingWords::most`, and that and a lane
    /// of sendings (S26). Its own thread.
    [[nodiscard]] std::size_t waitingWords() const noexcept
    {
        return m_events.size();
    }
    [[nodiscard]] std::size_t waitingEchoes() const noexcept
    {
        return m_echoes.size();
    }
    /// Of the feed: nothing comes of it any more. Once the thread has ended.
    [[nodiscard]] const std::optional<Error>& fault() const noexcept
    {
        return m_fault;
    }

private:
    std::size_t takeSendings();
    void carryOut(const Sending& sending);
    [[nodiscard]] std::string_view refusal(const Sending& sending) const;
    std::size_t moveMarket();
    std::size_t drain(Timestamp until);
    std::size_t deliverWaiting();
    void take(const ports::VenueEvent& event);
    void tell(events::Event event);
    void tellRefusal(const events::OrderReport& report);
    void tellTick(const ports::TimedTick& tick);
    [[nodiscard]] const ports::TimedTick* nextTick();

    ports::Venue& m_venue;
    ports::TickSource* m_feed;
    std::uint32_t m_boot;
    Surroundings m_around;
    std::span<const ports::TimedTick> m_batch;
    std::size_t m_at = 0;
    WaitingWords m_events;
    std::deque<Echo> m_echoes; ///< That their lane had no room for.
    std::atomic<std::uint64_t> m_sent{0};
    std::optional<Error> m_fault;
    bool m_feedEnded = false;
    bool m_hasTold = false;
};

} // namespace omni::runtime
