// What a check sees of a simulated desk, and how it says that a promise was broken.
//
// A check keeps books of its own from what it is shown, with value types alone: nothing of what it compares is computed
// by the code that it checks (rulings 4). It never changes the desk.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/engine.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/host/simulate/invariant.h"
#include "core/host/simulate/wire.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace omni::simulate {

class ModelVenue;

/// How much waits between engine, outbox, venue and switch because somebody does not take it.
struct Waiting {
    std::size_t parcels = 0; ///< In the outbox.
    std::size_t outboxWords = 0, venueWords = 0; ///< For the engine, beside the lanes.
    std::size_t echoes = 0; ///< For the outbox, beside the lane.
    std::size_t presses = 0; ///< With the switch, and with the outbox: the larger one.
    std::size_t scopes = 0; ///< That the outbox holds latched.
};

/// Where the world stands. Good for the call only.
struct Scene {
    std::uint64_t step = 0; ///< Of the seed, from 1.
    Timestamp wall; ///< The program's wall clock; it may jump.
    Monotonic mono; ///< True time since the seed began; it never goes back and survives restarts.
    const engine::Engine* engine = nullptr; ///< Null while the program is down.
    const ModelVenue* venue = nullptr; ///< The venue's own truth.
    Sequence durable; ///< The journal's mark: what a crash cannot take.
    bool journalFailed = false;
    risk::KillLevel switchLevel = risk::KillLevel::None; ///< Of the kill switch's atomic.
    std::uint32_t boot = 0;
    Waiting waiting; ///< All zero while the program is down.
    Sequence recovered; ///< At `onBoot`: of the newest record that was found. What came behind it never was.
};

/// Collects what was broken. The first one ends a seed.
class Findings
{
public:
    void broken(int invariant, std::uint64_t step, std::string what)
    {
        if (!m_first) {
            m_first = Broken{{invariant}, step, std::move(what)};
        }
    }
    [[nodiscard]] const std::optional<Broken>& first() const noexcept
    {
        return m_first;
    }

private:
    std::optional<Broken> m_first;
};

/// All calls come from the one thread of a seed, in the order in which things happened. Over a crash the object lives
/// on: it is the memory of somebody who stands beside the program.
class Check
{
public:
    virtual ~Check() = default;

    /// The program has started: `recovered` is what the journal gave back, before the session is opened on it.
    virtual void onBoot(const Scene&, const engine::DeskState& /*recovered*/, Findings&) { }
    /// An input was applied. Facts upon it follow.
    virtual void onInput(const Scene&, const Stamp&, const events::Event&, Findings&) { }
    virtual void onTick(const Scene&, const Stamp&, const market::Tick&, Findings&) { }
    virtual void onFact(const Scene&, const Stamp&, const events::Fact&, Findings&) { }
    /// The venue has received a message.
    virtual void onWire(const Scene&, const WireMessage&, Findings&) { }
    /// Something was executed, taken back or changed at the venue, whether or not we hear of it.
    virtual void onExecution(const Scene&, const orders::Fill&, Findings&) { }
    virtual void onBust(const Scene&, const events::FillBusted&, Findings&) { }
    virtual void onCorrection(const Scene&, const events::FillCorrected&, Findings&) { }
    /// The kill switch was pressed: `press` has returned.
    virtual void onKillPressed(const Scene&, risk::KillLevel, Findings&) { }
    /// The journal's mark has moved to `durable`; when that is the newest event, the engine's state is what a start
    /// would find.
    virtual void onDurable(const Scene&, Sequence /*durable*/, Findings&) { }
    /// A step is over: what can be done without time passing has been done.
    virtual void onStep(const Scene&, Findings&) { }
    /// The program is gone, with everything that was not on the disk. `lost`: records may be missing.
    virtual void onCrash(const Scene&, Findings&) { }
    /// Faults are off, links are up, ten minutes have passed.
    virtual void onQuiet(const Scene&, Findings&) { }
};

} // namespace omni::simulate
