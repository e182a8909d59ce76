#include "core/host/simulate/checks/hand_check.h"

#include "core/desk/events/principals.h"

#include <fmt/format.h>

namespace omni::simulate {

using namespace events;

namespace {

/// What a person can name in a command is in the order as he has named it.
bool isAsNamed(const orders::OrderTicket& planned, const orders::OrderTicket& named) noexcept
{
    return planned.instrument == named.instrument && planned.side == named.side && planned.kind == named.kind
        && planned.timeInForce == named.timeInForce && planned.size == named.size && planned.notional == named.notional
        && planned.limit == named.limit && planned.stop == named.stop && planned.trail == named.trail
        && planned.postOnly == named.postOnly && planned.reduceOnly == named.reduceOnly;
}

} // namespace

/// What was not sent before a crash is asked for after it, not sent.
void HandCheck::onBoot(const Scene& scene, const engine::DeskState&, Findings&)
{
    const Sequence known = scene.recovered;
    m_entries.eraseIf([known](OrderId, const Entry& entry) { return entry.seq > known; });
    m_entries.forEach([](OrderId, Entry& entry) { entry.isSent = true; });
    m_said.reset();
}

void HandCheck::onInput(const Scene&, const Stamp&, const Event& event, Findings&)
{
    m_said.reset();
    const auto* command = std::get_if<Command>(&event);
    if (command != nullptr && std::holds_alternative<PlaceOrder>(command->what)) {
        m_said = *command;
    }
}

void HandCheck::onTick(const Scene&, const Stamp&, const market::Tick&, Findings&)
{
    m_said.reset();
}

const PlaceOrder* HandCheck::placed() const noexcept
{
    return m_said ? std::get_if<PlaceOrder>(&m_said->what) : nullptr;
}

void HandCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    const auto* planned = std::get_if<OrderPlanned>(&fact);
    if (planned == nullptr) {
        return;
    }
    const auto& ticket = planned->ticket;
    std::string_view fault;
    if (ticket.parent) {
        fault = faultOfLeg(ticket, stamp.seq);
    } else if (!ticket.reduceOnly) {
        fault = faultOfEntry(ticket);
        const auto* place = placed();
        const bool isPersons = ticket.origin == orders::Origin::Human;
        m_entries.insertOrAssign(ticket.id,
                                 {stamp.seq, ticket, false, isPersons, place != nullptr ? place->stop : std::nullopt,
                                  place != nullptr ? place->target : std::nullopt});
    }
    if (!fault.empty()) {
        findings.broken(1, scene.step, fmt::format("order {} {}", ticket.id.value, fault));
    }
}

std::string_view HandCheck::faultOfEntry(const orders::OrderTicket& ticket) const
{
    switch (ticket.origin) {
    case orders::Origin::Strategy:
        return ""; // its approval is another check's
    case orders::Origin::Risk:
    case orders::Origin::KillSwitch:
        return "is of a hand that may only close";
    case orders::Origin::Human:
        break;
    }
    const auto* place = placed();
    if (place == nullptr || m_said->by != ticket.by || (ticket.by != owner && ticket.by != script)) {
        return "is called a person's, and no person has placed it";
    }
    if (ticket.strategy || ticket.proposal) {
        return "is called a person's and a strategy's";
    }
    return isAsNamed(ticket, place->ticket) ? "" : "is not the order that was placed";
}

/// Sizes and prices are those of the moment in which the entry is planned; later they follow fills and replaces.
std::string_view HandCheck::faultOfLeg(const orders::OrderTicket& leg, Sequence seq) const
{
    const Entry* entry = m_entries.find(leg.parent);
    if (entry == nullptr) {
        return "is a leg without an entry";
    }
    const auto& whole = entry->ticket;
    const bool closes = leg.reduceOnly && leg.held && leg.side != whole.side && leg.instrument == whole.instrument
        && leg.account == whole.account && leg.environment == whole.environment && leg.strategy == whole.strategy;
    if (!closes) {
        return "is a leg that does more than close its entry";
    }
    if (entry->seq != seq) {
        return "";
    }
    if (leg.size > whole.size && !whole.notional) {
        return "is a leg for more than its entry";
    }
    const bool isStop = leg.role == orders::OrderRole::Stop;
    const auto named = isStop ? entry->stop : entry->target;
    const auto price = isStop ? leg.stop : leg.limit;
    return !entry->isPersons || (price && price == named) ? "" : "is a leg at another price than was named";
}

void HandCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    if (message.kind != WireMessage::Kind::New || message.ticket.reduceOnly) {
        return;
    }
    const auto& sent = message.ticket;
    Entry* planned = m_entries.find(sent.id);
    if (planned == nullptr || planned->isSent) {
        findings.broken(1, scene.step, fmt::format("order {} opens something and is not planned", sent.id.value));
        return;
    }
    if (!(planned->ticket == sent)) {
        findings.broken(1, scene.step, fmt::format("order {} is at the venue what it was not here", sent.id.value));
    }
    planned->isSent = true;
}

} // namespace omni::simulate
