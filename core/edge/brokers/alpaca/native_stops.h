// The stops that Alpaca holds itself, each with the entry that it came with.
//
// An entry goes as "one triggers other": the venue has its stop from the first byte. That leg waits there, `held`,
// until its entry has filled whole, and stands under a name that Alpaca makes. It is no order of the desk until the
// desk sends the stop of that entry (stop_claims.h); from there on the leg is that order ("claimed").
//
// One thread. Bounded: beyond the cap the oldest of which nothing more is expected are forgotten, then the oldest.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_order.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

inline constexpr std::size_t mostNativeStops = 20'000;
inline constexpr std::size_t mostStrangers = 10'000;
inline constexpr std::size_t mostFillsUnclaimed = 256;

struct NativeStop {
    OrderId entry;
    OrderId stop; ///< The desk's order for it, as last heard. None: not known.
    OrderImage leg; ///< As last told. Its id is empty until then.
    std::vector<FillActivity> fills; ///< Told before it was claimed.
    std::optional<Monotonic> entryOver; ///< When the end of its entry was heard of.
    bool wasSent = false; ///< By this session.
    bool isUnderClaim = false; ///< `stop` is on its way to be it.
    bool isClaimed = false; ///< It is `stop`.
    bool isUnwanted = false; ///< The desk has taken `stop` back while that was under claim.
    bool isShown = false; ///< As an order of somebody else: nobody has claimed it.
    [[nodiscard]] bool isTold() const noexcept
    {
        return !leg.id.empty();
    }
    [[nodiscard]] bool isHeld() const noexcept
    {
        return isTold() && leg.status == OrderStatus::Held;
    }
    /// At work in the market.
    [[nodiscard]] bool isLive() const noexcept
    {
        return isTold() && isOpen(leg.status) && leg.status != OrderStatus::Held;
    }
    [[nodiscard]] bool hasEnded() const noexcept
    {
        return isTold() && !isOpen(leg.status);
    }
    [[nodiscard]] bool hasFilled() const noexcept
    {
        return isTold() && leg.filled.mantissa > 0;
    }
};

class NativeStops
{
public:
    /// A new one if there is none.
    NativeStop& of(OrderId entry);
    [[nodiscard]] NativeStop* find(OrderId entry);
    [[nodiscard]] const NativeStop* find(OrderId entry) const;
    [[nodiscard]] NativeStop* byLeg(std::string_view venueId);
    /// Under which claim that order is.
    [[nodiscard]] NativeStop* underClaim(OrderId stop);
    /// How the leg of an entry stands. An older word than what is known changes nothing: it waits, works, has ended.
    NativeStop& learn(OrderId entry, const OrderImage& leg);

    /// A leg, or an order with legs, that is none of ours.
    void noteStranger(std::string_view venueId);
    [[nodiscard]] bool isStranger(std::string_view venueId) const
    {
        return m_strangers.contains(venueId);
    }
    /// Those that nobody has claimed, by rising entry.
    [[nodiscard]] std::vector<OrderId> unclaimed() const;

private:
    void forgetOld();

    std::map<OrderId, NativeStop> m_stops;
    std::map<std::string, OrderId, std::less<>> m_byLeg;
    std::set<std::string, std::less<>> m_strangers; ///< Forgotten altogether beyond the cap.
};

/// The leg of an order of class "oto" or "bracket" that is a stop. Null: it has none.
[[nodiscard]] const OrderImage* stopLegOf(const OrderImage& entry) noexcept;

/// It is of a class of orders that stand together: it may be a leg.
[[nodiscard]] bool isOfFamily(const OrderImage& order) noexcept;

} // namespace omni::brokers::alpaca
