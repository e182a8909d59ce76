// Makes lines of events and facts, with the names and increments that the desk's state knows.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/stamp.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/host/runtime/export/record_line.h"

#include <optional>
#include <string>
#include <vector>

namespace omni::runtime {

/// "owner", "person:100", "script:alice", "desk", "strategy:sma_cross".
[[nodiscard]] std::string principalName(const engine::DeskState& state, PrincipalId principal);

/// Behind " as " in the text of a session's program stands who runs it: outside the state hash, like the program.
[[nodiscard]] std::string programText(std::string_view program, std::string_view runBy);

class LineMaker
{
public:
    /// `state` is the one that has just been folded or is being traded on: always that behind the event.
    explicit LineMaker(const engine::DeskState& state) noexcept
        : m_state(state)
    {
    }

    /// None: the event is not told. `isRepeated`: a fill that was not booked now, but before or never.
    [[nodiscard]] std::optional<RecordLine> lineOf(const Stamp& stamp, const events::Event& event, bool isRepeated);
    /// A decision that is behind this state already.
    [[nodiscard]] std::optional<RecordLine> lineOf(const Stamp& stamp, const events::Fact& fact);

private:
    class EventLine;
    class FactLine;
    const engine::DeskState& m_state;
    FlatMap<ProposalId, InstrumentId> m_proposals; ///< Of those that wait.
};

} // namespace omni::runtime
