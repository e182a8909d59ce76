#include "core/host/runtime/audit/audited_store.h"

#include "core/base/digest.h"
#include "core/base/log.h"
#include "core/desk/driver/decoded_record.h"
#include "core/host/runtime/audit/desk_entries.h"

#include <variant>

namespace omni::runtime {

namespace {

using namespace events;

bool mayBeMessage(std::uint16_t kind) noexcept
{
    static const std::uint16_t kinds[] = {events::kindOf(Fact(OrderReleased{})), events::kindOf(Fact(CancelAsked{})),
                                          events::kindOf(Fact(ReplaceAsked{}))};
    return kind == kinds[0] || kind == kinds[1] || kind == kinds[2];
}

} // namespace

void AuditedStore::append(bool isTape, const journal::Record& record)
{
    m_inner.append(isTape, record);
    if (!isTape) {
        tell(record);
    }
}

void AuditedStore::emergency(const journal::Record& record)
{
    m_inner.emergency(record);
    tell(record);
}

Result<void> AuditedStore::makeDurable(Sequence seq)
{
    auto done = m_inner.makeDurable(seq);
    return done && m_options.waits ? m_book.makeDurable() : done;
}

void AuditedStore::tell(const journal::Record& record)
{
    const bool isMessage = m_options.messages != nullptr && mayBeMessage(record.kind);
    if (m_engine == nullptr || (!isMessage && !mayHaveEntry(record.kind))) {
        return;
    }
    const auto& state = m_engine->state();
    const auto done = driver::decoded(
        record,
        [&](const Fact& fact) {
            if (isMessage) {
                tellMessage(fact);
            } else if (auto entry = entryOf(state, fact)) {
                hand(std::move(*entry), &record);
            }
        },
        [&](const Event& event) {
            if (auto entry = entryOf(state, event)) {
                hand(std::move(*entry), &record);
            }
        });
    if (!done) { // we have just written it
        logError("the audit record does not know {}", done.error().detail);
    }
}

/// The state is that behind the fact: it has the order.
void AuditedStore::tellMessage(const Fact& fact)
{
    const auto ticketOf = [this](OrderId order) {
        const auto* known = m_engine->state().ledger.find(order);
        auto ticket = known != nullptr ? known->ticket : orders::OrderTicket{};
        ticket.id = order;
        return ticket;
    };
    const MessageWords& words = *m_options.messages;
    if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        auto ticket = ticketOf(released->order);
        ticket.size = released->size.count > 0 ? released->size : ticket.size;
        hand(words.ofSubmit(ticket), nullptr);
    } else if (const auto* cancel = std::get_if<CancelAsked>(&fact)) {
        hand(words.ofCancel(ticketOf(cancel->order), cancel->order), nullptr);
    } else if (const auto* replace = std::get_if<ReplaceAsked>(&fact)) {
        hand(words.ofReplace(ticketOf(replace->order), {replace->order, replace->size, replace->limit, replace->stop}),
             nullptr);
    }
}

/// The digest ties the entry to the journal's record of the same thing.
void AuditedStore::hand(audit::AuditEntry entry, const journal::Record* record)
{
    if (record != nullptr) {
        entry.payload = digestOf("audit-journal", record->payload);
    }
    if (m_options.messages == nullptr) {
        m_book.noteDecided(entry); // the engine of a live session waits for no disk
        return;
    }
    if (m_book.note(entry) || m_book.hasFailed()) {
        return; // a failed one: the gate is closed, or `makeDurable` tells
    }
    // The disk is behind. Here nobody trades against the clock of others: wait.
    static_cast<void>(m_book.keep(entry));
}

} // namespace omni::runtime
