// What the window may see and wish of the people of the profile: pictures without a secret up, wishes down.
//
// Implemented by `PeopleKeeper` (people_keeper.h) and by fakes in tests. Every function returns at once and waits for
// no disk.

#pragma once

#include "core/desk/views/people_view.h"
#include "core/host/runtime/people/people_wish.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace omni::runtime {

class PeopleLink
{
public:
    virtual ~PeopleLink() = default;

    /// Null: nobody has looked yet, at the very start.
    [[nodiscard]] virtual std::shared_ptr<const views::PeopleView> view() const = 0;
    /// Carried out behind those before it; the number, from 1, is what `PeopleView::settled` comes to. 0: too many
    /// wait, and it is dropped. Its secrets are wiped in any case.
    [[nodiscard]] virtual std::uint64_t wish(PeopleWish wish) = 0;
    /// The seed of the authenticator that was begun, 20 bytes, given out this once. Empty: none was.
    [[nodiscard]] virtual platform::SecretBytes takeEnrolment() = 0;
    /// New recovery codes, `ABCD-EFGH-IJKL-MNOP` each, given out this once. Empty: there are none to show.
    [[nodiscard]] virtual std::vector<platform::SecretBytes> takeRecoveryCodes() = 0;
    /// What is wrong with a new password, by the rules that it is judged by in the end. A few ms at most.
    [[nodiscard]] virtual views::PasswordVerdict judge(std::span<const std::byte> typed, bool hasSecondFactor,
                                                       std::string_view person) const = 0;
};

} // namespace omni::runtime
