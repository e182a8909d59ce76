#include "core/host/simulate/checks/closing_check.h"

#include "core/host/simulate/checks/exact.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr int quantity = 8, reduceOnly = 18;

std::int64_t plain(Int128 lots) noexcept
{
    return static_cast<std::int64_t>(lots);
}

} // namespace

void ClosingCheck::onInput(const Scene& scene, const Stamp&, const Event& event, Findings& findings)
{
    const bool isFill = std::holds_alternative<orders::Fill>(event) || std::holds_alternative<FillBusted>(event)
        || std::holds_alternative<FillCorrected>(event);
    if (isFill && m_told.change().done && m_told.change().order) {
        checkCount(scene, m_told.change().order, findings);
    }
}

void ClosingCheck::checkCount(const Scene& scene, OrderId id, Findings& findings) const
{
    const auto* own = m_told.state().orders.find(id);
    const auto* desk = scene.engine->state().ledger.find(id);
    if (own == nullptr || desk == nullptr || own->ticket.notional) {
        return; // of somebody else, or too old to be kept; an amount has no size
    }
    const Int128 counted = Int128{desk->filled.count} + desk->excess.count;
    const std::int64_t most
        = desk->replacing ? std::max(desk->replacing->size, desk->ticket.size).count : desk->ticket.size.count;
    if (counted != own->told) {
        findings.broken(
            quantity, scene.step,
            fmt::format("order {} has filled {}, the executions give {}", id.value, plain(counted), own->told));
    } else if (desk->filled.count < 0 || desk->filled.count > most) {
        findings.broken(quantity, scene.step,
                        fmt::format("order {} of {} has filled {}", id.value, most, desk->filled.count));
    }
}

void ClosingCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        const auto* order = m_told.state().orders.find(released->order);
        if (order != nullptr) {
            checkRoom(scene, *order, findings);
            checkLeg(scene, *order, findings);
        }
    } else if (const auto* asked = std::get_if<ReplaceAsked>(&fact)) {
        const auto* order = m_told.state().orders.find(asked->order);
        const bool grows = order != nullptr && order->asked && order->asked->size > order->ticket.size;
        if (grows && order->ticket.reduceOnly) {
            checkRoom(scene, *order, findings);
            if (asked->cause != Cause::Person) {
                checkLeg(scene, *order, findings);
            }
        }
    }
}

/// Lots that an order by value buys for certain: at the dearest price that is known, the venue's fee taken off.
Int128 ClosingCheck::lotsByValue(const NaiveOrder& order) const
{
    const Int128 value = order.remainingValue();
    const InstrumentId instrument = order.ticket.instrument;
    Int128 dearest = 0;
    for (const auto* quotes : {&m_told.market().before(instrument), &m_told.market().now(instrument)}) {
        dearest = std::max(dearest, Int128{quotes->reference().value_or(0)});
        dearest = std::max(dearest, Int128{quotes->hasQuote && quotes->quote.hasBid ? quotes->quote.bid.count : 0});
        dearest = std::max(dearest, Int128{quotes->hasQuote && quotes->quote.hasAsk ? quotes->quote.ask.count : 0});
    }
    if (value <= 0 || dearest <= 0) {
        return 0;
    }
    const auto [above, below] = m_told.state().books.value(instrument, dearest, 1);
    return above > 0 ? quotientDown(value * 1'000 / 1'001 * below, above) : Int128{0};
}

/// The partner of the order in question is left out: of the two only one fills.
ClosingCheck::Against ClosingCheck::against(const orders::OrderTicket& asked) const
{
    Against sum;
    const auto& orders = m_told.state().orders;
    orders.eachOpen([&](const NaiveOrder& order) {
        const auto& ticket = order.ticket;
        const bool isPartner = asked.oco && asked.oco == ticket.id;
        if (ticket.instrument != asked.instrument || ticket.side != asked.side || isPartner) {
            return;
        }
        Int128 lots = ticket.notional ? lotsByValue(order) : Int128{order.remaining()};
        const auto* twin = ticket.oco && ticket.id != asked.id ? orders.find(ticket.oco) : nullptr;
        if (twin != nullptr && !twin->isOver && twin->ticket.side == ticket.side) {
            // Counted once: at the larger, by the one with the lower id.
            const Int128 other = twin->remaining();
            lots = lots > other || (lots == other && ticket.id < twin->ticket.id) ? lots : Int128{0};
        }
        sum.all += lots;
        sum.closing += ticket.reduceOnly ? lots : Int128{0};
    });
    return sum;
}

void ClosingCheck::checkRoom(const Scene& scene, const NaiveOrder& order, Findings& findings) const
{
    const auto& ticket = order.ticket;
    const Int128 position = m_told.state().books.holding(ticket.instrument).position;
    const bool isAgainst = ticket.side == Side::Sell ? position > 0 : position < 0;
    const Against sum = against(ticket);
    const Int128 held = isAgainst ? sizeOf(position) : Int128{0};
    if (!ticket.reduceOnly && (!isAgainst || sum.closing == 0)) {
        return; // an entry that crosses no order which closes
    }
    if (sum.all > held) {
        findings.broken(reduceOnly, scene.step,
                        fmt::format("order {}: orders may close {} of a position of {}", ticket.id.value,
                                    plain(sum.all), plain(position)));
    }
}

void ClosingCheck::checkLeg(const Scene& scene, const NaiveOrder& order, Findings& findings) const
{
    const auto* parent = m_told.state().orders.find(order.ticket.parent);
    if (!order.ticket.parent || parent == nullptr) {
        return;
    }
    std::int64_t closed = 0;
    m_told.state().orders.eachLeg(order.ticket.parent, [&](const NaiveOrder& leg) { closed += leg.told; });
    const std::int64_t left = std::max<std::int64_t>(0, parent->told - closed);
    if (order.remaining() > left) {
        findings.broken(
            quantity, scene.step,
            fmt::format("leg {} may close {}, its entry has {} left", order.ticket.id.value, order.remaining(), left));
    }
}

} // namespace omni::simulate
