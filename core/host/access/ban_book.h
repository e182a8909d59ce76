// Until when a venue wants to hear nothing of this machine, over the end of the program: a start that asks within a ban
// would make it longer (F37, S34).
//
// One short text file in the profile: a line for each broker and environment. Who cannot read or write it goes on
// without: the venue's answer says it again.

#pragma once

#include "core/base/time.h"
#include "core/trade/orders/environment.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace omni::runtime {

class BanBook
{
public:
    static constexpr Duration longest = days(4); ///< None lasts so long; a later end is a clock that was set.

    /// `profile`: its folder; empty: nothing is kept.
    explicit BanBook(std::filesystem::path profile);

    /// None: it may be asked.
    [[nodiscard]] std::optional<Timestamp> until(std::string_view broker, orders::Environment environment,
                                                 Timestamp now) const;
    /// From one thread at a time.
    void note(std::string_view broker, orders::Environment environment, Timestamp until) const;

private:
    std::filesystem::path m_file;
};

} // namespace omni::runtime
