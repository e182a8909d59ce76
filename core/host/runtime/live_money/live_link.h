// The way to real money as a window touches it: where each broker stands, and wishes. Every function returns at once
// and waits for no disk and no venue.

#pragma once

#include "core/desk/views/going_live.h"
#include "core/edge/platform/secret_memory.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace omni::runtime {

/// Asks the broker what its key of real money may. Nothing is ordered.
struct TestLiveKey {
    std::string broker;
};
/// A person who says it: with the password, and a code of this moment.
struct LiveSayer {
    std::string person;
    platform::SecretBytes password, code;
};
/// Grants it: at once where two say it, behind a minute where one alone has the right.
struct GrantLive {
    std::string broker;
    std::string accountEnd; ///< As typed: no secret, but it says that somebody has looked.
    LiveSayer by;
    LiveSayer second; ///< Nobody: an empty name.
};
/// Thinks better of one that waits for its minute.
struct DropLive {
};
/// Takes back what was granted. Whoever has the vault open may.
struct EndLive {
    std::string broker;
};

using LiveWish = std::variant<TestLiveKey, GrantLive, DropLive, EndLive>;

class LiveLink
{
public:
    virtual ~LiveLink() = default;

    /// Null: nobody has looked yet, at the very start.
    [[nodiscard]] virtual std::shared_ptr<const views::GoingLive> view() const = 0;
    /// Looks again, in its own time: at the vault, the evidence, the limits and the audit record.
    virtual void look() = 0;
    /// Carried out behind those before it; the number, from 1, is what `GoingLive::settled` comes to. 0: too many wait,
    /// and it is dropped. Its secrets are wiped in any case.
    [[nodiscard]] virtual std::uint64_t wish(LiveWish wish) = 0;
};

} // namespace omni::runtime
