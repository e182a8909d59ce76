// One engine with its sequencer and its record: gives each event its place and its times, writes it down, applies it,
// writes down what was decided.
//
// The one place below `host` where sequence numbers are made. One thread.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/desk/driver/record_store.h"
#include "core/desk/driver/watcher.h"
#include "core/desk/engine/engine.h"

#include <vector>

namespace omni::driver {

/// Where a session's numbers and times begin.
struct DeskStart {
    Sequence last; ///< Of what the profile holds already; the first event gets the next one.
    std::uint32_t boot = 1;
    Timestamp epoch; ///< Wall time at which the monotonic clock of simulated time is zero. No event is stamped earlier.
};

/// When an input reached us, on both clocks.
struct Times {
    Timestamp wall;
    Monotonic mono;
};

class Desk
{
public:
    /// `store` and `watcher` may be null; they outlive the desk.
    Desk(engine::Engine engine, const DeskStart& start, RecordStore* store, Watcher* watcher);

    /// Applies an input at `wall`, or at the last event's time if that is later: time never runs backwards here.
    /// Effects are appended to `effects()`. An input that cannot be booked is recorded all the same, with the alert it
    /// raised.
    Result<void> put(Timestamp wall, const events::Event& event);
    /// The same for market data.
    void tick(Timestamp wall, const market::Tick& tick);
    /// The same where there is a clock that never steps: `mono` is its own, not counted from `wall`.
    Result<void> put(const Times& times, const events::Event& event);
    void tick(const Times& times, const market::Tick& tick);

    /// What is to be done in the world, in order, since `takeEffects` was called last.
    [[nodiscard]] const std::vector<events::Effect>& effects() const noexcept
    {
        return m_effects;
    }
    /// Moves them out into `into`, whose memory is kept for the next ones.
    void takeEffects(std::vector<events::Effect>& into);

    /// Everything so far is on the disk when it returns.
    [[nodiscard]] Result<void> makeDurable();

    /// The record can no longer be written: from here on inputs and decisions go where last words go, market data
    /// nowhere.
    void recordHasFailed() noexcept
    {
        m_isEmergency = true;
    }

    [[nodiscard]] engine::Engine& engine() noexcept
    {
        return m_engine;
    }
    /// Of the newest event.
    [[nodiscard]] const Stamp& stamp() const noexcept
    {
        return m_stamp;
    }
    /// Decisions upon the newest event.
    [[nodiscard]] const std::vector<events::Fact>& facts() const noexcept
    {
        return m_out.facts;
    }

private:
    void advance(const Times& times) noexcept;
    [[nodiscard]] Times simulated(Timestamp wall) const noexcept;
    void recordFacts();
    void append(std::uint32_t index, std::uint16_t kind);

    engine::Engine m_engine;
    RecordStore* m_store;
    Watcher* m_watcher;
    Timestamp m_epoch;
    Stamp m_stamp;
    engine::Output m_out;
    Bytes m_bytes;
    std::vector<events::Effect> m_effects;
    bool m_isEmergency = false;
};

} // namespace omni::driver
