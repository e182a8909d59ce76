#include "core/host/simulate/checks/wire_check.h"

#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

/// Rulings 3: what only reduces waits so long for the record at most.
constexpr Duration longestWait = milliseconds(20);

void forgetAfter(auto& asked, Sequence recovered)
{
    if (asked && asked->seq > recovered) {
        asked.reset();
    }
}

} // namespace

/// Intents that were lost in the crash never were: whatever of them has left was let out without a record.
void WireCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    for (Intent& intent : m_intents) {
        // An input may be on the disk without the facts that were to follow it.
        if (intent.planned && (intent.seq > scene.recovered || intent.planned->id > recovered.ledger.lastId())) {
            intent = {};
        }
        forgetLost(intent, scene.recovered, intent.planned ? recovered.ledger.find(intent.planned->id) : nullptr);
    }
    m_level = scene.switchLevel;
    m_latches.begin(recovered);
    m_hasStalled = false;
    m_unasked = {};
}

/// `record`: what is known of it after the start; null: not kept any more.
void WireCheck::forgetLost(Intent& intent, Sequence recovered, const orders::OrderRecord* record)
{
    const bool isHome = record != nullptr && record->state == orders::OrderState::Created;
    forgetAfter(intent.released, recovered);
    forgetAfter(intent.cancelled, recovered);
    forgetAfter(intent.queried, recovered);
    if (isHome) {
        intent.released.reset(); // the newest record may be an input without its facts
    }
    intent.isSent = intent.isSent && intent.released;
    const auto isLost = [recovered](const Change& change) { return change.asked.seq > recovered; };
    std::erase_if(intent.changes, isLost);
    std::erase_if(intent.atHome, isLost);
    const auto differs = [record](const events::ReplaceAsked& what) {
        return (what.limit && what.limit != record->ticket.limit) || (what.stop && what.stop != record->ticket.stop)
            || (what.size && *what.size != record->ticket.size);
    };
    if (isHome && !intent.isRescaled && !intent.atHome.empty() && intent.atHome.back().asked.seq == recovered
        && differs(intent.atHome.back().what)) {
        intent.atHome.pop_back();
    }
}

orders::OrderTicket WireCheck::meantBy(const Intent& intent)
{
    orders::OrderTicket meant = *intent.planned;
    for (const Change& change : intent.atHome) {
        meant.limit = change.what.limit ? change.what.limit : meant.limit;
        meant.stop = change.what.stop ? change.what.stop : meant.stop;
    }
    meant.size = intent.size;
    meant.held = false;
    return meant;
}

void WireCheck::onInput(const Scene&, const Stamp&, const Event& event, Findings&)
{
    if (const auto* split = std::get_if<SplitHappened>(&event)) {
        rescale(split->instrument);
    } else if (const auto* defined = std::get_if<InstrumentDefined>(&event)) {
        rescale(defined->instrument.id);
    } else if (const auto* trouble = std::get_if<TroubleFound>(&event)) {
        m_hasStalled = m_hasStalled || trouble->what == Trouble::EngineStalled;
    }
}

void WireCheck::rescale(InstrumentId instrument)
{
    for (Intent& intent : m_intents) {
        intent.isRescaled = intent.isRescaled || (intent.planned && intent.planned->instrument == instrument);
    }
}

void WireCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    const Asked now{stamp.seq, scene.mono};
    if (const auto* latched = std::get_if<Latched>(&fact)) {
        m_latches.latch(latched->scope, latched->level);
        return;
    }
    if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        Intent& intent = of(planned->ticket.id);
        if (intent.planned) {
            findings.broken(4, scene.step, fmt::format("order {} is planned a second time", planned->ticket.id.value));
        }
        intent.planned = planned->ticket;
        intent.seq = stamp.seq;
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        Intent& intent = of(released->order);
        if (intent.released) {
            findings.broken(4, scene.step, fmt::format("order {} is released a second time", released->order.value));
        }
        intent.released = now;
        intent.size = released->size;
    } else if (const auto* asked = std::get_if<ReplaceAsked>(&fact)) {
        Intent& intent = of(asked->order);
        const auto* record = scene.engine != nullptr ? scene.engine->state().ledger.find(asked->order) : nullptr;
        // What the same event goes on to release is Sent in the engine's state, and not yet by its word. What left
        // before a crash that took the record of it is no longer that.
        using orders::OrderState;
        const bool isHome = record == nullptr
            ? !intent.released
            : record->state == OrderState::Created || (record->state == OrderState::Sent && !intent.released);
        (isHome ? intent.atHome : intent.changes).push_back({*asked, now});
    } else if (const auto* cancel = std::get_if<CancelAsked>(&fact)) {
        of(cancel->order).cancelled = now;
    } else if (const auto* query = std::get_if<QueryAsked>(&fact)) {
        of(query->order).queried = now;
    }
}

void WireCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    m_level = std::max(m_level, scene.switchLevel);
    switch (message.kind) {
    case WireMessage::Kind::New:
        return onNew(scene, message, findings);
    case WireMessage::Kind::Replace:
        return onReplace(scene, message, findings);
    case WireMessage::Kind::Cancel:
        return onCancel(scene, message, findings);
    case WireMessage::Kind::Query:
        if (!of(message.order).queried) {
            findings.broken(21, scene.step,
                            fmt::format("order {} was asked for without a record of it", message.order.value));
        }
        return;
    case WireMessage::Kind::Reconcile:
        return;
    }
}

void WireCheck::onNew(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const auto& sent = message.ticket;
    if (message.clientId.empty() || !m_sent.insert(message.clientId).second) {
        findings.broken(4, scene.step, fmt::format("\"{}\" reached the venue twice", message.clientId.view()));
    }
    if (sent.environment != orders::Environment::Paper) {
        findings.broken(35, scene.step, fmt::format("order {} of another environment was sent", sent.id.value));
    }
    Intent& intent = of(sent.id);
    if (!intent.planned || !intent.released) {
        findings.broken(21, scene.step, fmt::format("order {} was sent without a record of it", sent.id.value));
        return;
    }
    if (intent.isSent) {
        findings.broken(4, scene.step, fmt::format("order {} was sent under a second id", sent.id.value));
    }
    intent.isSent = true;
    for (const auto& id : intent.ids) {
        const VenueOrder* older = scene.venue != nullptr ? scene.venue->find(id) : nullptr;
        if (older != nullptr && older->state == VenueOrder::State::Working) {
            findings.broken(4, scene.step, fmt::format("order {} works at the venue twice", sent.id.value));
        }
    }
    intent.ids.push_back(message.clientId);
    orders::OrderTicket meant = meantBy(intent);
    if (intent.isRescaled) {
        meant.size = sent.size;
        meant.limit = sent.limit;
        meant.stop = sent.stop;
    }
    if (!(meant == sent)) {
        findings.broken(5, scene.step, fmt::format("order {} was sent otherwise than it was meant", sent.id.value));
    }
    const bool mayBeLate = sent.reduceOnly && (scene.journalFailed || scene.mono - intent.released->at >= longestWait);
    if (intent.released->seq > scene.durable && !mayBeLate) {
        findings.broken(5, scene.step,
                        fmt::format("order {} of record {} was sent while only {} was on the disk", sent.id.value,
                                    intent.released->seq.value, scene.durable.value));
    }
}

/// The newest change of those figures: only one is ever on its way.
void WireCheck::onReplace(const Scene& scene, const WireMessage& message, Findings& findings)
{
    Intent& intent = of(message.order);
    const auto change = std::find_if(intent.changes.rbegin(), intent.changes.rend(), [&message](const Change& one) {
        return one.what.size == message.size && one.what.limit == message.limit && one.what.stop == message.stop;
    });
    if (change == intent.changes.rend()) {
        findings.broken(21, scene.step,
                        fmt::format("order {} was changed without a record of it", message.order.value));
        return;
    }
    if (change->isSent) {
        findings.broken(4, scene.step, fmt::format("a change of order {} was sent twice", message.order.value));
    }
    change->isSent = true;
    const bool reduces = intent.planned && intent.planned->reduceOnly;
    const bool mayBeLate = reduces && (scene.journalFailed || scene.mono - change->asked.at >= longestWait);
    if (change->asked.seq > scene.durable && !mayBeLate) {
        findings.broken(5, scene.step,
                        fmt::format("the change of order {} was sent before it was on the disk", message.order.value));
    }
}

void WireCheck::onCancel(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const Intent& intent = of(message.order);
    const bool isEntry = intent.planned && intent.planned->role == orders::OrderRole::Entry;
    const bool isKilled
        = m_level >= risk::KillLevel::CancelAll || (m_level == risk::KillLevel::CancelEntries && isEntry);
    const bool isLatched = intent.planned && m_latches.reaches(*intent.planned);
    if (intent.cancelled || isKilled || isLatched || (isEntry && m_hasStalled)) {
        return;
    }
    if (isEntry) {
        m_unasked = message.order; // the engine hears of its stall behind the cancels
    } else {
        findings.broken(5, scene.step, fmt::format("order {} was cancelled, and nobody asked", message.order.value));
    }
}

void WireCheck::onKillPressed(const Scene&, risk::KillLevel level, Findings&)
{
    m_level = std::max(m_level, level);
}

void WireCheck::onStep(const Scene& scene, Findings&)
{
    m_level = std::max(m_level, scene.switchLevel);
}

void WireCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (m_unasked && !m_hasStalled) {
        findings.broken(5, scene.step, fmt::format("order {} was cancelled, and nobody asked", m_unasked.value));
    }
    m_unasked = {};
}

} // namespace omni::simulate
