// What the effect of a proposal was worked out from: position and open orders of its instrument. An approval signs it
// with the order, so that a fill or an order between the look and the press voids the consent.

#pragma once

#include "core/base/digest.h"
#include "core/base/ids.h"
#include "core/desk/views/risk_picture.h"
#include "core/trade/orders/ledger.h"

namespace omni::views {

/// Of what is held (signed), and of what our open orders and those of others may still add. Closing legs are not in it:
/// they follow the position. Pure, any thread.
[[nodiscard]] Digest standingDigest(Lots position, const orders::InstrumentOrders& open,
                                    const orders::InstrumentOrders& external);

/// The same of an instrument in the picture that the approver has before him.
[[nodiscard]] Digest standingIn(const RiskPicture& picture, InstrumentId instrument);

/// What an approver sends: the digest of the exact order (events/codec.h) with the standing that he looked at.
[[nodiscard]] Digest signedDigest(const Digest& order, const Digest& standing);

} // namespace omni::views
