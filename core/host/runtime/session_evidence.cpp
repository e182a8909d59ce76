#include "core/host/runtime/session_evidence.h"

#include "core/base/log.h"
#include "core/desk/driver/decoded_record.h"
#include "core/desk/engine/principals.h"
#include "core/desk/events/own_word.h"

namespace omni::runtime {

namespace {

using namespace events;

/// More of one session tell nothing new.
constexpr std::size_t mostDrills = 16, mostTaken = 1'000;

/// Somebody at the window or at a shell: what trips by itself is no drill.
bool isPressedByPerson(PrincipalId by) noexcept
{
    return isPerson(by) || by == script;
}

bool isRead(std::uint16_t kind) noexcept
{
    static const std::uint16_t report = events::kindOf(Event(OrderReport{})),
                               fill = events::kindOf(Event(orders::Fill{})),
                               latch = events::kindOf(Event(KillLatched{}));
    return kind == report || kind == fill || kind == latch;
}

} // namespace

void SessionEvidence::append(bool isTape, const journal::Record& record)
{
    m_inner.append(isTape, record);
    m_last = record.stamp;
    if (record.kind == sessionStartedKind) {
        m_first = record.stamp;
    }
    if (!isTape && isRead(record.kind)) {
        read(record);
    }
}

void SessionEvidence::read(const journal::Record& record)
{
    const auto done = driver::decoded(
        record, [](const Fact&) {},
        [this, &record](const Event& event) {
            if (const auto* report = std::get_if<OrderReport>(&event)) {
                if (report->kind == orders::OrderEventKind::Accepted && !isOwnWord(*report)) {
                    noteTaken(report->order);
                }
            } else if (const auto* fill = std::get_if<orders::Fill>(&event)) {
                noteTaken(fill->order); // its ack may never come (F25)
            } else if (const auto* kill = std::get_if<KillLatched>(&event)) {
                if (kill->scope == risk::Scope{} && kill->level >= risk::KillLevel::CancelEntries
                    && isPressedByPerson(kill->by)) {
                    meetPress(record.stamp, kill->level);
                }
            }
        });
    if (!done) { // we have just written it
        logError("the evidence of this session does not know {}", done.error().detail);
    }
}

void SessionEvidence::noteTaken(OrderId order)
{
    if (order && m_taken.size() < mostTaken) {
        m_taken.insert(order);
    }
}

/// What it is to cancel; protective stops stay where entries alone are.
void SessionEvidence::meetPress(const Stamp& at, risk::KillLevel level)
{
    if (m_engine == nullptr || m_press || m_drills.size() >= mostDrills) {
        return;
    }
    Press press{at, {}};
    m_engine->state().ledger.forEachOpen([&press, level](const orders::OrderRecord& order) {
        const bool isSent = !order.venueOrderId.empty();
        if (isSent && (level > risk::KillLevel::CancelEntries || !order.ticket.reduceOnly)) {
            press.open.push_back(order.ticket.id);
        }
    });
    if (!press.open.empty()) {
        m_press = std::move(press);
    }
}

void SessionEvidence::complete(Sequence seq)
{
    m_inner.complete(seq);
    if (m_engine == nullptr) {
        return;
    }
    m_wasCompared = m_wasCompared || m_engine->state().isReconciled;
    if (m_press) {
        lookAtPress();
    }
}

/// Done once the venue has told the end of each of them. An order that filled meanwhile was not cancelled, and an
/// order of which nobody knows is no drill that went well.
void SessionEvidence::lookAtPress()
{
    std::uint64_t cancelled = 0;
    for (const OrderId id : m_press->open) {
        const auto* order = m_engine->state().ledger.find(id);
        if (order != nullptr && orders::isOpen(order->state)) {
            return;
        }
        cancelled += order != nullptr && order->state == orders::OrderState::Cancelled ? 1 : 0;
    }
    if (cancelled > 0) {
        const auto& session = m_engine->state().session;
        m_drills.push_back(
            {m_broker, session.accountName, session.boot, m_press->at.wall, m_last.mono - m_press->at.mono, cancelled});
    }
    m_press.reset();
}

std::vector<EvidenceRecord> SessionEvidence::records() const
{
    std::vector<EvidenceRecord> out;
    if (m_engine == nullptr || !m_first || !m_wasCompared
        || m_engine->state().session.environment != orders::Environment::Paper) {
        return out;
    }
    const auto& state = m_engine->state();
    out.assign(m_drills.begin(), m_drills.end());
    out.emplace_back(PaperSession{m_broker, state.session.accountName, state.session.boot, m_first->wall, m_last.wall,
                                  m_taken.size(), state.session.limits});
    return out;
}

void SessionEvidence::keep(ports::LogFolder& profile, const Reporter& reporter) const
{
    for (EvidenceRecord& record : records()) {
        if (const auto kept = addEvidence(profile, *m_seal, std::move(record)); !kept) {
            reporter.tell("this session does not count on the way to real money: " + kept.error().detail);
            return;
        }
    }
}

std::unique_ptr<SessionEvidence> evidenceOf(driver::RecordStore& inner, const SessionMarket& market,
                                            const KeyRing* keys)
{
    const auto papers = keys == nullptr ? nullptr : keys->papers();
    if (papers == nullptr || papers->seal == nullptr || !market.way
        || market.environment != orders::Environment::Paper) {
        return nullptr;
    }
    return std::make_unique<SessionEvidence>(inner, market.way->broker, papers->seal);
}

} // namespace omni::runtime
