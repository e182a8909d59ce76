// Who may act, as the host comes to know it while a session runs: accounts that become known because their vault was
// opened, other people, other roles.

#pragma once

#include "core/desk/events/event.h"

namespace omni::driver {

/// Polled between events, before commands: whoever has lost a right is refused with what he says next. What it tells
/// becomes an input of the desk and stands in the record.
class PeopleSource
{
public:
    virtual ~PeopleSource() = default;
    /// The engine's thread; waits for nobody. False: nothing that it has not told in this session.
    [[nodiscard]] virtual bool pollPeople(events::PeopleVouched& out) = 0;
};

} // namespace omni::driver
