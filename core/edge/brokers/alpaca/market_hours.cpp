#include "core/edge/brokers/alpaca/market_hours.h"

#include "core/edge/brokers/alpaca/wire_assets.h"

#include <fmt/format.h>

namespace omni::brokers::alpaca {

bool isClosedAt(const VenueClock& clock, Timestamp now) noexcept
{
    if (clock.isOpen) {
        return clock.nextClose && now >= *clock.nextClose && (!clock.nextOpen || now < *clock.nextOpen);
    }
    return clock.nextOpen && now < *clock.nextOpen;
}

std::string waitingWords(const VenueClock& clock, const OrderImage& order, Timestamp now)
{
    const bool stands = order.status == OrderStatus::Accepted || order.status == OrderStatus::New
        || order.status == OrderStatus::PendingNew;
    if (!stands || isCrypto(order.symbol) || order.isForExtendedHours || !isClosedAt(clock, now)
        || clock.nextOpenText.empty()) {
        return {};
    }
    // While it is still told as open the close that it names is the one that is past, not that of the day to come.
    const bool endsThatDay = order.timeInForce == "day" && !clock.isOpen && clock.nextCloseText.size() == 16;
    return fmt::format("waits for the opening, {} in New York{}", clock.nextOpenText,
                       endsThatDay ? ", and ends that day at " + clock.nextCloseText.substr(11) : std::string());
}

} // namespace omni::brokers::alpaca
