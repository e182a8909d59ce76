// Why a run refused, told once at its end: what a count of refusals alone does not say.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/driver/watcher.h"

#include <string>
#include <vector>

namespace omni::runtime {

/// Watches a session and hands everything on. One thread, that of the driver.
class RefusalNotes final : public driver::Watcher
{
public:
    /// `next` may be null.
    explicit RefusalNotes(driver::Watcher* next) noexcept
        : m_next(next)
    {
    }

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override
    {
        if (m_next != nullptr) {
            m_next->onTick(stamp, tick, engine);
        }
    }
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override
    {
        if (m_next != nullptr) {
            m_next->onInput(stamp, event, engine);
        }
    }
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    /// One sentence for each cause: an instrument whose lot is worth too much or whose rate is missing, by instrument;
    /// then each breaker.
    [[nodiscard]] std::vector<std::string> texts() const;

private:
    struct Pause {
        std::string breaker;
        std::uint64_t refused = 0;
    };
    void note(const Stamp& stamp, const events::OrderRefused& refused, engine::Engine& engine);

    driver::Watcher* m_next;
    FlatMap<InstrumentId, std::string> m_lots; ///< What to say of an instrument, as it was the first time.
    std::vector<Pause> m_pauses; ///< In the order in which they were met.
};

/// What stands from before and keeps a run from opening anything, a sentence each: latches, then breakers. Empty:
/// nothing.
[[nodiscard]] std::vector<std::string> standingPauses(const engine::DeskState& state);

} // namespace omni::runtime
