// Orders at the venue that this profile named and its record does not know (F16).

#pragma once

#include "core/desk/events/event.h"
#include "core/desk/ports/broker.h"

#include <optional>
#include <set>
#include <string_view>

namespace omni::brokers {

/// One thread. Bounded: of more than `startsMost` starts nothing is told, which has been said of so many before.
class LostNames
{
public:
    static constexpr std::size_t startsMost = 256;

    /// What the desk is to be told of a name that the venue knows: once a session for each start that is lost.
    [[nodiscard]] std::optional<events::TroubleFound> troubleOf(std::string_view name, const ports::OrderNames& names)
    {
        const auto parts = names.isLost(name) ? orders::partsOf(name) : std::nullopt;
        if (!parts || m_told.size() >= startsMost || !m_told.insert(parts->start).second) {
            return std::nullopt;
        }
        return events::TroubleFound{events::Trouble::RecordBehind, {}, {}, ShortText<95>(name)};
    }

    /// What was told did not reach the desk. It knows itself what it has heard before.
    void forget() noexcept
    {
        m_told.clear();
    }

private:
    std::set<orders::Nonce> m_told;
};

} // namespace omni::brokers
