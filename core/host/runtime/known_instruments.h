// A feed numbers its instruments from 1; the profile has ids of its own that are never reused. This maps the one onto
// the other.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/ports/tick_source.h"
#include "core/host/control/run_failure.h"
#include "core/trade/market/instrument.h"

#include <memory>
#include <span>
#include <vector>

namespace omni::runtime {

/// Increments, filters, sessions and currency are the same; names, id and version are not looked at.
[[nodiscard]] bool hasSameTerms(const market::Instrument& a, const market::Instrument& b);

/// The feed's instruments with the ids of the profile, in the feed's order. The same name is the same instrument; an
/// unknown one gets the next free id; changed terms are the next version. Refused (exit 3): another quote currency than
/// before, or new increments in which a position or an open order is no whole number.
[[nodiscard]] Outcome<std::vector<market::Instrument>> withProfileIds(std::span<const market::Instrument> feed,
                                                                      const engine::DeskState& state);

/// The feed with the ids of the profile. Its first batch is fetched when it is made, so that its start is known.
class MappedSource final : public ports::TickSource
{
public:
    /// `mapped` in the order of the feed's own instruments.
    MappedSource(std::unique_ptr<ports::TickSource> feed, std::vector<market::Instrument> mapped);

    /// Time of the first tick. NotFound: it has none; or what the feed refused.
    [[nodiscard]] Result<Timestamp> start();
    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return m_mapped;
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override;

private:
    std::unique_ptr<ports::TickSource> m_feed;
    std::vector<market::Instrument> m_mapped;
    std::vector<InstrumentId> m_ids; ///< By the feed's id - 1.
    bool m_isIdentity = true;
    std::vector<ports::TimedTick> m_batch;
    std::vector<ports::TimedTick> m_first; ///< Fetched early, not given yet.
    bool m_hasFirst = false;
};

} // namespace omni::runtime
