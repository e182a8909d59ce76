#include "core/host/simulate/checks/record_check.h"

#include "core/desk/events/own_word.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr Duration longestWait = milliseconds(20); // rulings 3: of what only reduces, or only asks
constexpr Duration oldestEntry = seconds(2); // docs/life-of-an-order.md
constexpr std::string_view notBooked = "event.not_booked";

} // namespace

void RecordCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    m_stamp = {};
    m_stamp.seq = scene.recovered;
    m_totals = totalsOf(recovered);
    m_expected.clear();
    m_isRefused = m_mustBeRefused = false;
    m_isNew = true;
    m_decided.clear();
    m_cancels.clear();
    m_queries.clear();
    m_comparisons.clear();
    m_level = scene.switchLevel;
    m_latches.begin(recovered);
    if (const auto* latch = recovered.latches.find(risk::Scope{})) {
        m_level = std::max(m_level, latch->level);
    }
    m_hasStalled = false;
    m_unexplained.reset(); // a stall that nobody came back from is told by a file, not here
    m_untold = 0;
}

RecordCheck::Totals RecordCheck::totalsOf(const engine::DeskState& state)
{
    return {state.counters.fills, state.counters.duplicateFills, state.counters.lateFills, state.ledger.unknownCount()};
}

// --- inputs ----------------------------------------------------------------------------------------------------------

void RecordCheck::begin(const Scene& scene, const Stamp& stamp, Findings& findings)
{
    finish(scene, findings);
    const bool follows = m_isNew ? stamp.seq > m_stamp.seq : stamp.seq.value == m_stamp.seq.value + 1;
    if (!follows) {
        findings.broken(27, scene.step,
                        fmt::format("event {} comes behind event {}", stamp.seq.value, m_stamp.seq.value));
    }
    m_isNew = false;
    m_stamp = stamp;
}

/// The event before is over: what it had to say has been said.
void RecordCheck::finish(const Scene& scene, Findings& findings)
{
    if (!m_isRefused && !m_expected.empty()) {
        findings.broken(27, scene.step,
                        fmt::format("event {} raises no alert {}", m_stamp.seq.value, m_expected.front()));
    }
    if (!m_isRefused && m_mustBeRefused) {
        findings.broken(27, scene.step, fmt::format("the fill of event {} has left no trace", m_stamp.seq.value));
    }
    m_expected.clear();
    m_isRefused = m_mustBeRefused = false;
}

void RecordCheck::expect(std::string_view alert)
{
    m_expected.push_back(alert);
}

void RecordCheck::onInput(const Scene& scene, const Stamp& stamp, const Event& event, Findings& findings)
{
    begin(scene, stamp, findings);
    const auto& state = scene.engine->state();
    const Totals before = m_totals;
    m_totals = totalsOf(state);
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        onFill(scene, *fill, before);
    } else if (const auto* report = std::get_if<OrderReport>(&event)) {
        if (state.ledger.find(report->order) == nullptr) {
            expect("order.external");
        }
        if (m_totals.unknown > before.unknown) {
            expect("order.unknown");
        }
    } else if (std::holds_alternative<FillBusted>(event) || std::holds_alternative<FillCorrected>(event)) {
        expect("fill.reversed");
    } else if (std::holds_alternative<SessionStarted>(event)) {
        m_comparisons.push_back({stamp.seq, scene.mono});
    } else if (const auto* link = std::get_if<LinkChanged>(&event)) {
        if (link->kind == LinkKind::Orders && link->up) {
            m_comparisons.push_back({stamp.seq, scene.mono});
        }
    } else if (const auto* latched = std::get_if<KillLatched>(&event)) {
        m_level = std::max(m_level, latched->level);
        m_untold -= m_untold > 0 ? 1 : 0;
    } else if (const auto* trouble = std::get_if<TroubleFound>(&event)) {
        if (trouble->what == Trouble::EngineStalled) {
            m_hasStalled = true;
            m_unexplained.reset();
        }
    }
}

/// A person takes a difference for settled: the desk asks once more, as it does not know what stands behind it.
void RecordCheck::onCleared(const Scene& scene, const BreakerCleared& cleared)
{
    if (cleared.breaker == Breaker::Mismatch || cleared.breaker == Breaker::NeedsReconcile) {
        m_comparisons.push_back({m_stamp.seq, scene.mono});
    }
}

void RecordCheck::onTick(const Scene& scene, const Stamp& stamp, const market::Tick&, Findings& findings)
{
    begin(scene, stamp, findings);
}

/// Booked, known, or refused; and whatever is odd about it is said.
void RecordCheck::onFill(const Scene& scene, const orders::Fill& fill, const Totals& before)
{
    const std::uint64_t booked = m_totals.fills - before.fills;
    const std::uint64_t known = m_totals.duplicates - before.duplicates;
    m_mustBeRefused = booked + known != 1;
    if (known > 0) {
        expect("fill.repeated");
    }
    if (booked > 0 && scene.engine->state().ledger.find(fill.order) == nullptr) {
        expect("fill.external");
    }
    if (m_totals.late > before.late) {
        expect("order.late_fill");
    }
    if (m_totals.unknown > before.unknown) {
        expect("order.unknown");
    }
}

void RecordCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (stamp.seq != m_stamp.seq) {
        findings.broken(27, scene.step,
                        fmt::format("a fact of event {} comes behind event {}", stamp.seq.value, m_stamp.seq.value));
    }
    if (const auto* alert = std::get_if<AlertRaised>(&fact)) {
        m_isRefused = m_isRefused || alert->key.view() == notBooked;
        std::erase(m_expected, alert->key.view());
    } else if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        m_tickets.insertOrAssign(planned->ticket.id, planned->ticket);
    } else if (const auto* released = std::get_if<OrderReleased>(&fact)) {
        m_decided.insertOrAssign(released->order, scene.mono);
    } else if (const auto* cancel = std::get_if<CancelAsked>(&fact)) {
        m_cancels.insertOrAssign(cancel->order, true);
    } else if (const auto* query = std::get_if<QueryAsked>(&fact)) {
        m_queries.findOrInsert(query->order).push_back({stamp.seq, scene.mono});
    } else if (const auto* cleared = std::get_if<BreakerCleared>(&fact)) {
        onCleared(scene, *cleared);
    } else if (const auto* settled = std::get_if<UnknownSettled>(&fact)) {
        if (!settled->exists) {
            m_comparisons.push_back({stamp.seq, scene.mono});
        }
    } else if (const auto* latched = std::get_if<Latched>(&fact)) {
        m_latches.latch(latched->scope, latched->level);
        if (latched->scope == risk::Scope{}) {
            m_level = std::max(m_level, latched->level);
        }
    }
}

void RecordCheck::onStep(const Scene& scene, Findings& findings)
{
    finish(scene, findings);
    if (scene.engine != nullptr) {
        m_totals = totalsOf(scene.engine->state()); // a person's word may have settled one
    }
}

// --- what the venue hears --------------------------------------------------------------------------------------------

bool RecordCheck::mayLeave(const Scene& scene, const Asked& asked, bool onlyReduces)
{
    return asked.seq <= scene.durable || (onlyReduces && (scene.journalFailed || scene.mono - asked.at >= longestWait));
}

void RecordCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    switch (message.kind) {
    case WireMessage::Kind::New: {
        const auto* decided = m_decided.find(message.order);
        if (!message.ticket.reduceOnly && decided != nullptr && scene.mono - *decided > oldestEntry) {
            findings.broken(14, scene.step,
                            fmt::format("order {} was sent {} ns after it was decided", message.order.value,
                                        (scene.mono - *decided).ns));
        }
        return;
    }
    case WireMessage::Kind::Cancel:
        return onCancel(scene, message);
    case WireMessage::Kind::Query:
        return onQuestion(scene, m_queries.findOrInsert(message.order), message.order, findings);
    case WireMessage::Kind::Reconcile:
        return onQuestion(scene, m_comparisons, {}, findings);
    case WireMessage::Kind::Replace:
        return; // with the new orders, elsewhere
    }
}

/// Cancels may leave before their record is on the disk; they have one all the same.
void RecordCheck::onCancel(const Scene& scene, const WireMessage& message)
{
    if (m_cancels.contains(message.order)) {
        return;
    }
    const auto* ticket = m_tickets.find(message.order);
    const auto level = std::max(m_level, scene.switchLevel);
    if (ticket != nullptr && isReached(level, ticket->role)) {
        m_obeyedFirst += m_untold > 0 ? 1 : 0;
        return;
    }
    if (ticket != nullptr && m_latches.reaches(*ticket)) {
        return;
    }
    // The gate of a stalled engine closes before the engine can be told: it will say so.
    if (!m_hasStalled) {
        m_unexplained = message.order;
    }
}

/// `order` none: about the account.
void RecordCheck::onQuestion(const Scene& scene, std::vector<Asked>& asked, OrderId order, Findings& findings)
{
    const auto say = [&](std::string_view what) {
        findings.broken(21, scene.step,
                        order ? fmt::format("order {} was asked for {}", order.value, what)
                              : fmt::format("the account was compared {}", what));
    };
    if (asked.empty()) {
        return say("without a record");
    }
    if (!mayLeave(scene, asked.front(), true)) {
        say("before that was on the disk");
    }
    asked.erase(asked.begin());
}

void RecordCheck::onKillPressed(const Scene&, risk::KillLevel level, Findings&)
{
    m_level = std::max(m_level, level);
    ++m_untold;
}

void RecordCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (m_unexplained) {
        findings.broken(5, scene.step,
                        fmt::format("order {} was cancelled, and nobody has asked for it", m_unexplained->value));
    }
}

} // namespace omni::simulate
