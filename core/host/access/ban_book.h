// Until when a venue wants to hear nothing of this machine, over the end of the program: a start that asks within a ban
// would make it longer (F37, S34).
//
// One short text file in the profile: a line for each broker and environment. Who cannot read or write it goes on
// without: the venue's answer says it again.
//
// A wall clock that was set meanwhile locks nobody out (F17): how much of a ban is left is counted on the monotonic
// clock of the machine, after a start of the machine on the wall clock, and is never more than the ban was long.

#pragma once

#include "core/base/time.h"
#include "core/host/access/machine_moment.h"
#include "core/trade/orders/environment.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace omni::runtime {

class BanBook
{
public:
    static constexpr Duration longest = days(4); ///< None lasts so long; one that does is not believed.

    /// `profile`: its folder; empty: nothing is kept.
    explicit BanBook(std::filesystem::path profile, MachineTime machine = momentOfThisMachine);

    /// On the wall clock as it stands now. None: it may be asked.
    [[nodiscard]] std::optional<Timestamp> until(std::string_view broker, orders::Environment environment,
                                                 Clock& clock) const;
    /// `until` on that clock. Of two that are on the later end counts. From one thread at a time.
    void note(std::string_view broker, orders::Environment environment, Timestamp until, Clock& clock) const;

private:
    std::filesystem::path m_file;
    MachineTime m_machine;
};

} // namespace omni::runtime
