// The books of a paper account, set aside as they are, so that the profile can begin those of real money: a profile
// holds the books of one account, and nothing of another belongs into them (S35).

#pragma once

#include "core/host/runtime/open_profile.h"

#include <string>

namespace omni::runtime {

/// "books-set-aside-20261128-190000": moves journal and history there, whole. The folder's name. Refused (exit 4):
/// there are none, they are of real money, a session was cut off, or something stands that a new record would forget: a
/// kill switch, a breaker, a strategy that is off, a position, an order without an end. Then nothing was moved. Bad
/// input (exit 3): the journal cannot be read.
[[nodiscard]] Outcome<std::string> setBooksAside(const LockedProfile& profile, Timestamp now, const Reporter& reporter);

} // namespace omni::runtime
