#include "core/host/simulate/checks/order_check.h"

#include "core/host/simulate/checks/life_table.h"

#include <fmt/format.h>

namespace omni::simulate {

using namespace events;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

std::string told(const OrderMove& move)
{
    return fmt::format("order {} went from {} to {}", move.order.value,
                       move.from ? orders::nameOf(*move.from) : std::string_view("nothing"), orders::nameOf(move.to));
}

/// It says where the order is. A lost answer says nothing; nor does a refused cancel or replace, which may mean "no
/// such order".
bool isEvidence(OrderEventKind kind) noexcept
{
    switch (kind) {
    case OrderEventKind::Accepted:
    case OrderEventKind::Rejected:
    case OrderEventKind::PartFilled:
    case OrderEventKind::Filled:
    case OrderEventKind::Cancelled:
    case OrderEventKind::Expired:
    case OrderEventKind::Found:
    case OrderEventKind::Replaced:
        return true;
    case OrderEventKind::Sent:
    case OrderEventKind::CancelSent:
    case OrderEventKind::CancelRejected:
    case OrderEventKind::Lost:
    case OrderEventKind::ReplaceSent:
    case OrderEventKind::ReplaceRejected:
        return false;
    }
    return false;
}

} // namespace

/// What came behind the newest record never was; what is on record was taken, and is known for ever.
void OrderCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    m_watch.restart(recovered);
    std::erase_if(m_told, [&scene](const auto& entry) { return entry.second > scene.recovered; });
    m_taken = recovered.counters.fills;
    m_repeated = recovered.counters.duplicateFills;
    m_owed.reset();
    m_evidence = {};
    m_begun = {};
    m_doubted.clear();
}

void OrderCheck::onInput(const Scene& scene, const Stamp& stamp, const Event& event, Findings& findings)
{
    settleFill(scene, findings);
    m_evidence = {};
    if (std::holds_alternative<SessionStarted>(event)) {
        m_begun = stamp.seq;
        noteDoubts(scene);
    }
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        m_evidence = fill->order;
        onFill(scene, stamp, *fill, findings);
    } else if (const auto* report = std::get_if<OrderReport>(&event)) {
        m_evidence = isEvidence(report->kind) ? report->order : OrderId();
    } else if (const auto* command = std::get_if<Command>(&event)) {
        const auto* settle = std::get_if<SettleUnknown>(&command->what);
        m_evidence = settle != nullptr && !command->reason.empty() ? settle->order : OrderId();
    } else if (std::holds_alternative<FillCorrected>(event)) {
        return m_watch.look(scene.engine->state(), event, [&](const OrderMove& move) {
            m_evidence = move.order; // the order is complete by it
            onMove(scene, move, findings);
        });
    }
    m_watch.look(scene.engine->state(), event, [&](const OrderMove& move) { onMove(scene, move, findings); });
}

void OrderCheck::onTick(const Scene& scene, const Stamp&, const market::Tick&, Findings& findings)
{
    settleFill(scene, findings);
    m_evidence = {};
}

void OrderCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* doubted = std::get_if<LegDoubted>(&fact)) {
        onDoubted(scene, stamp, *doubted, findings);
    }
    m_watch.look(scene.engine->state(), fact, [&](const OrderMove& move) { onMove(scene, move, findings); });
    const auto* alert = std::get_if<AlertRaised>(&fact);
    if (alert != nullptr && alert->key.view() == "event.not_booked") {
        m_owed.reset();
    }
}

void OrderCheck::onStep(const Scene& scene, Findings& findings)
{
    settleFill(scene, findings);
}

void OrderCheck::onMove(const Scene& scene, const OrderMove& move, Findings& findings)
{
    const bool isDoubted
        = move.from == OrderState::Created && move.to == OrderState::Unknown && m_doubted.erase(move.order) > 0;
    if (!mayFollow(move.from, move.to) && !isDoubted) {
        findings.broken(11, scene.step, told(move));
    }
    if (move.from == OrderState::Unknown && m_evidence != move.order) {
        findings.broken(6, scene.step, told(move) + " without evidence");
    }
}

/// An input is shown with all that was decided upon it: only a leg that waits for its entry is doubted, and only when a
/// session begins.
void OrderCheck::noteDoubts(const Scene& scene)
{
    scene.engine->state().ledger.forEachOpen([this](const orders::OrderRecord& record) {
        if (record.state == OrderState::Unknown && record.ticket.held && record.ticket.parent) {
            m_doubted.insert(record.ticket.id);
        }
    });
}

void OrderCheck::onDoubted(const Scene& scene, const Stamp& stamp, const LegDoubted& doubted, Findings& findings) const
{
    const auto* record = scene.engine->state().ledger.find(doubted.order);
    if (m_begun != stamp.seq || record == nullptr || !record->ticket.held || !record->ticket.parent) {
        findings.broken(11, scene.step, fmt::format("order {} was doubted without a reason", doubted.order.value));
    }
}

/// The desk's counters must move by one: of fills taken, or of those known already, and of the right ones.
void OrderCheck::onFill(const Scene& scene, const Stamp& stamp, const orders::Fill& fill, Findings& findings)
{
    const auto& counters = scene.engine->state().counters;
    const std::uint64_t taken = counters.fills - m_taken, repeated = counters.duplicateFills - m_repeated;
    m_taken = counters.fills;
    m_repeated = counters.duplicateFills;
    const FillKey key{fill.account, fill.instrument, fill.venueFillId};
    const bool isKnown = m_told.contains(key);
    if (taken + repeated == 0) {
        m_owed = key;
    } else if (taken + repeated > 1) {
        findings.broken(27, scene.step, fmt::format("fill {} was counted more than once", fill.venueFillId.view()));
    } else if (taken == 1) {
        if (isKnown) {
            findings.broken(7, scene.step, fmt::format("fill {} was taken a second time", fill.venueFillId.view()));
        }
        m_told.insert_or_assign(key, stamp.seq);
    } else if (!isKnown) {
        findings.broken(27, scene.step,
                        fmt::format("fill {} was dropped as known, and was never told", fill.venueFillId.view()));
    }
}

void OrderCheck::settleFill(const Scene& scene, Findings& findings)
{
    if (m_owed) {
        findings.broken(27, scene.step,
                        fmt::format("fill {} is not in the books, and nobody was told", std::get<2>(*m_owed).view()));
        m_owed.reset();
    }
}

} // namespace omni::simulate
