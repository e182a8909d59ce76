#include "core/host/runtime/audit/message_words.h"

#include "core/host/runtime/export/line_parts.h"
#include "core/trade/market/instrument.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using events::Cancel;
using events::CancelExternal;
using events::Replace;
using events::Submit;

/// Who wished a cancel or a change stands in the desk's own records.
constexpr std::string_view byTheDesk = "desk";

audit::AuditEntry messageBegun(std::string_view who, std::string_view action)
{
    audit::AuditEntry entry;
    entry.actor.name = who;
    entry.action = action;
    entry.outcome = audit::AuditOutcome::Begun;
    return entry;
}

/// Whose wish it is. A person's approval of it is a record of its own, in front of this one.
std::string whyOf(const orders::OrderTicket& ticket)
{
    std::string why(orders::nameOf(ticket.role));
    if (ticket.proposal) {
        why += fmt::format(", proposal {}", ticket.proposal.value);
    }
    if (ticket.strategy) {
        why += fmt::format(", strategy {}", ticket.strategy.value);
    }
    return why;
}

} // namespace

bool isVenueMessage(const Sending& sending) noexcept
{
    return std::holds_alternative<Submit>(sending.what) || std::holds_alternative<Cancel>(sending.what)
        || std::holds_alternative<Replace>(sending.what) || std::holds_alternative<CancelExternal>(sending.what);
}

MessageWords::MessageWords(const engine::DeskState& state, const driver::SimulatedSetup& setup)
    : m_names(std::in_place, state, setup.started)
    , m_instruments(setup.instruments)
{
}

const market::Instrument* MessageWords::find(InstrumentId id) const
{
    const auto at = std::ranges::find(m_instruments, id, &market::Instrument::id);
    return at != m_instruments.end() ? &*at : nullptr;
}

std::string MessageWords::price(InstrumentId id, Ticks price) const
{
    const auto* instrument = find(id);
    return instrument != nullptr ? market::priceText(*instrument, price) : fmt::format("{} ticks", price.count);
}

std::string MessageWords::quantity(InstrumentId id, Lots size) const
{
    const auto* instrument = find(id);
    return instrument != nullptr ? market::quantityText(*instrument, size) : fmt::format("{} lots", size.count);
}

std::string MessageWords::nameOf(const orders::OrderTicket& ticket, OrderId order) const
{
    if (m_names && ticket.id) {
        if (const auto name = m_names->nameOf(ticket)) {
            return std::string(name->view());
        }
    }
    return fmt::format("order {}", order.value);
}

std::string MessageWords::submitted(const orders::OrderTicket& ticket) const
{
    const auto* instrument = find(ticket.instrument);
    std::string text = fmt::format("{} {} {} {} {}", nameOf(ticket, ticket.id), sideName(ticket.side),
                                   ticket.notional ? "for money" : quantity(ticket.instrument, ticket.size),
                                   instrument != nullptr ? instrument->name()
                                                         : fmt::format("instrument {}", ticket.instrument.value),
                                   orders::nameOf(ticket.kind));
    if (ticket.limit) {
        text += " limit " + price(ticket.instrument, *ticket.limit);
    }
    if (ticket.stop) {
        text += " stop " + price(ticket.instrument, *ticket.stop);
    }
    text += fmt::format(" {}{}", orders::nameOf(ticket.timeInForce), ticket.reduceOnly ? " reduce-only" : "");
    return text;
}

std::string MessageWords::replaced(const Replace& replace, const orders::OrderTicket& ticket) const
{
    std::string text = nameOf(ticket, replace.order);
    if (replace.size) {
        text += " quantity " + quantity(ticket.instrument, *replace.size);
    }
    if (replace.limit) {
        text += " limit " + price(ticket.instrument, *replace.limit);
    }
    if (replace.stop) {
        text += " stop " + price(ticket.instrument, *replace.stop);
    }
    return text;
}

audit::AuditEntry MessageWords::ofSubmit(const orders::OrderTicket& ticket) const
{
    auto entry = messageBegun(orders::nameOf(ticket.origin), submitAction);
    entry.object = submitted(ticket);
    entry.reason = whyOf(ticket);
    return entry;
}

audit::AuditEntry MessageWords::ofCancel(const orders::OrderTicket& ticket, OrderId order) const
{
    auto entry = messageBegun(byTheDesk, cancelAction);
    entry.object = nameOf(ticket, order);
    return entry;
}

audit::AuditEntry MessageWords::ofReplace(const orders::OrderTicket& ticket, const Replace& replace) const
{
    auto entry = messageBegun(byTheDesk, replaceAction);
    entry.object = replaced(replace, ticket);
    return entry;
}

audit::AuditEntry MessageWords::entryOf(const Sending& sending) const
{
    if (const auto* submit = std::get_if<Submit>(&sending.what)) {
        return ofSubmit(submit->order.ticket());
    }
    if (const auto* cancel = std::get_if<Cancel>(&sending.what)) {
        return ofCancel(sending.ticket, cancel->order);
    }
    if (const auto* replace = std::get_if<Replace>(&sending.what)) {
        return ofReplace(sending.ticket, *replace);
    }
    auto entry = messageBegun(byTheDesk, cancelExternalAction);
    if (const auto* external = std::get_if<CancelExternal>(&sending.what)) {
        entry.object = std::string(external->venueOrderId.view());
    }
    return entry;
}

} // namespace omni::runtime
