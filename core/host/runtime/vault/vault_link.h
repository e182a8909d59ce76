// What the window may see and wish of the vault in the profile: pictures without a secret up, wishes down.
//
// Implemented by `VaultKeeper` (vault_keeper.h) and by fakes in tests. Every function returns at once and waits for no
// disk.

#pragma once

#include "core/desk/views/vault_view.h"
#include "core/host/runtime/vault/vault_wish.h"

#include <cstdint>
#include <memory>

namespace omni::runtime {

class PeopleLink; // ../people/people_link.h

class VaultLink
{
public:
    virtual ~VaultLink() = default;

    /// Null: nobody has looked for a vault yet, at the very start.
    [[nodiscard]] virtual std::shared_ptr<const views::VaultView> view() const = 0;
    /// Carried out behind those before it; the number, from 1, is what `VaultView::settled` comes to. 0: too many wait,
    /// and it is dropped. Its secrets are wiped in any case.
    [[nodiscard]] virtual std::uint64_t wish(VaultWish wish) = 0;
    /// The letters of a new recovery key, given out this once. Empty: there are none to show.
    [[nodiscard]] virtual platform::SecretBytes takeRecoveryLetters() = 0;
    /// Somebody is at the program: the time until it locks by itself begins anew.
    virtual void noteUse() noexcept = 0;
    /// The people whose accounts lie in it. Null: there is nobody who keeps any.
    [[nodiscard]] virtual PeopleLink* people() noexcept
    {
        return nullptr;
    }
};

} // namespace omni::runtime
