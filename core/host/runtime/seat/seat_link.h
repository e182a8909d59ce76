// What the window may see and wish of its seat: who sits there, who wants to.
//
// Implemented by `SeatKeeper` (seat_keeper.h) and by fakes in tests. Every function returns at once: what takes a
// password or a code is carried out by another thread.

#pragma once

#include "core/desk/views/seat_view.h"
#include "core/host/runtime/seat/seat_wish.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::runtime {

class SeatLink
{
public:
    virtual ~SeatLink() = default;

    /// As it is at this moment: who has been away too long is locked in it.
    [[nodiscard]] virtual views::SeatView view() = 0;
    /// Carried out behind those before it; the number, from 1, is what `SeatView::settled` comes to. 0: too many wait,
    /// and it is dropped. Its secrets are wiped in any case.
    [[nodiscard]] virtual std::uint64_t wish(SeatWish wish) = 0;
    /// At once.
    virtual void lock() = 0;
    virtual void signOut() = 0;
    /// Somebody is there: the time until it locks by itself begins anew. Opens no lock.
    virtual void noteUse() = 0;
    /// Of a new authenticator, once. Empty: there is none to show.
    [[nodiscard]] virtual platform::SecretBytes takeSeed() = 0;
    /// New ones, once. Empty: there are none to show.
    [[nodiscard]] virtual std::vector<platform::SecretBytes> takeRecoveryCodes() = 0;
    /// Why the last command of the window did not pass the seat; none: it did.
    [[nodiscard]] virtual std::optional<views::SeatFailure> refusal() const = 0;
};

} // namespace omni::runtime
