#include "core/edge/brokers/alpaca/native_stops.h"

#include <algorithm>

namespace omni::brokers::alpaca {

namespace {

/// An order waits, works, and ends, and never goes back.
int stageOf(const OrderImage& image) noexcept
{
    if (!isOpen(image.status)) {
        return 2;
    }
    return image.status == OrderStatus::Held ? 0 : 1;
}

} // namespace

NativeStop& NativeStops::of(OrderId entry)
{
    if (!m_stops.contains(entry)) {
        forgetOld();
    }
    auto& stop = m_stops[entry];
    stop.entry = entry;
    return stop;
}

NativeStop* NativeStops::find(OrderId entry)
{
    const auto found = m_stops.find(entry);
    return found == m_stops.end() ? nullptr : &found->second;
}

const NativeStop* NativeStops::find(OrderId entry) const
{
    const auto found = m_stops.find(entry);
    return found == m_stops.end() ? nullptr : &found->second;
}

NativeStop* NativeStops::byLeg(std::string_view venueId)
{
    const auto found = m_byLeg.find(venueId);
    return found == m_byLeg.end() ? nullptr : find(found->second);
}

NativeStop* NativeStops::underClaim(OrderId stop)
{
    const auto found = std::find_if(m_stops.begin(), m_stops.end(), [stop](const auto& each) {
        return each.second.isUnderClaim && each.second.stop == stop;
    });
    return found == m_stops.end() ? nullptr : &found->second;
}

NativeStop& NativeStops::learn(OrderId entry, const OrderImage& leg)
{
    auto& stop = of(entry);
    if (stop.leg.id != leg.id) {
        m_byLeg.erase(stop.leg.id);
        m_byLeg.insert_or_assign(leg.id, entry);
        stop.leg = leg;
    } else if (stageOf(leg) >= stageOf(stop.leg)) {
        const Decimal filled = leg.filled.mantissa > 0 ? leg.filled : stop.leg.filled;
        stop.leg = leg;
        stop.leg.filled = filled;
    }
    stop.leg.legs.clear();
    return stop;
}

void NativeStops::noteStranger(std::string_view venueId)
{
    if (m_strangers.size() >= mostStrangers) {
        m_strangers.clear();
    }
    m_strangers.emplace(venueId);
}

std::vector<OrderId> NativeStops::unclaimed() const
{
    std::vector<OrderId> entries;
    for (const auto& [entry, stop] : m_stops) {
        if (!stop.isClaimed && !stop.isUnderClaim) {
            entries.push_back(entry);
        }
    }
    return entries;
}

void NativeStops::forgetOld()
{
    const auto forget = [this](bool onlyEnded) {
        for (auto at = m_stops.begin(); m_stops.size() >= mostNativeStops && at != m_stops.end();) {
            const bool isOver = at->second.hasEnded() || !at->second.isTold();
            if (!at->second.isUnderClaim && (isOver || !onlyEnded)) {
                m_byLeg.erase(at->second.leg.id);
                at = m_stops.erase(at);
            } else {
                ++at;
            }
        }
    };
    forget(true);
    forget(false);
}

const OrderImage* stopLegOf(const OrderImage& entry) noexcept
{
    const auto found = std::find_if(entry.legs.begin(), entry.legs.end(), [&entry](const OrderImage& leg) {
        return leg.side != entry.side && (leg.type == "stop" || leg.type == "stop_limit");
    });
    return found == entry.legs.end() ? nullptr : &*found;
}

bool isOfFamily(const OrderImage& order) noexcept
{
    return order.orderClass == "oto" || order.orderClass == "bracket" || order.orderClass == "oco";
}

} // namespace omni::brokers::alpaca
