// The outbox's list of open orders: what the venue says of them, and their cancels.

#include "core/base/log.h"
#include "core/host/runtime/outbox.h"

#include <algorithm>

namespace omni::runtime {

namespace {

using namespace events;

bool isReached(risk::KillLevel level, const orders::OrderTicket& ticket) noexcept
{
    return level >= risk::KillLevel::CancelAll
        || (level == risk::KillLevel::CancelEntries && ticket.role == orders::OrderRole::Entry);
}

/// A latch stands on, also over a start, and hands may still close under it: whose exit works on does so rightly. At
/// the moment of the latch the engine cancels those, too.
bool isLatched(risk::Scope scope, risk::KillLevel level, const orders::OrderTicket& ticket) noexcept
{
    const bool isLastHand = ticket.reduceOnly
        && (ticket.role == orders::OrderRole::Exit || ticket.origin == orders::Origin::Human
            || ticket.origin == orders::Origin::KillSwitch);
    return !isLastHand && isReached(level, ticket)
        && risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument);
}

} // namespace

std::size_t Outbox::takeEchoes()
{
    Echo echo;
    std::size_t taken = 0;
    while (m_around.venue.echoes.tryPop(echo)) {
        ++taken;
        Open* open = m_open.find(echo.order);
        if (open == nullptr) {
            continue;
        }
        switch (echo.kind) {
        case orders::OrderEventKind::PartFilled:
            open->filled.count = checkedSum(open->filled.count, echo.filled.count).value_or(open->filled.count);
            if (!open->ticket.notional && open->filled >= open->ticket.size) {
                m_open.erase(echo.order);
            }
            break;
        case orders::OrderEventKind::Rejected:
        case orders::OrderEventKind::Filled:
        case orders::OrderEventKind::Cancelled:
        case orders::OrderEventKind::Expired:
            m_open.erase(echo.order);
            break;
        case orders::OrderEventKind::CancelRejected: // too late, or not yet: the next word decides
        case orders::OrderEventKind::Lost: // a cancel of before may never have come: the next one is sent
        case orders::OrderEventKind::Found:
            open->isCancelled = false;
            noteReopened(echo.order, *open);
            break;
        case orders::OrderEventKind::Sent:
        case orders::OrderEventKind::Accepted:
        case orders::OrderEventKind::CancelSent:
        case orders::OrderEventKind::ReplaceSent:
        case orders::OrderEventKind::Replaced:
        case orders::OrderEventKind::ReplaceRejected:
            break;
        }
    }
    return taken;
}

template<class Wanted> bool Outbox::cancelWhere(Wanted isWanted)
{
    bool hasRoom = true;
    m_open.forEach([&](OrderId id, Open& open) {
        if (!hasRoom || open.isCancelled || !isWanted(open.ticket)) {
            return;
        }
        hasRoom = sendAtOnce(Sending{Cancel{id}, open.ticket, m_around.clock.mono()});
        open.isCancelled = hasRoom;
    });
    return hasRoom;
}

bool Outbox::cancelOpen(risk::KillLevel level)
{
    return cancelWhere([level](const auto& ticket) { return isReached(level, ticket); });
}

bool Outbox::cancelUnder(risk::Scope scope, risk::KillLevel level)
{
    return cancelWhere([&](const auto& ticket) { return isLatched(scope, level, ticket); });
}

/// It is not to stand, whoever says so.
bool Outbox::isUnwanted(const orders::OrderTicket& ticket) const noexcept
{
    if (isReached(m_around.kill.level(), ticket)
        || (m_around.gate.isClosed() && isReached(risk::KillLevel::CancelEntries, ticket))) {
        return true;
    }
    return std::any_of(m_latches.begin(), m_latches.end(),
                       [&ticket](const auto& latch) { return isLatched(latch.key, latch.value.level, ticket); });
}

/// The venue has refused a cancel: the order may be filling, or it works on under the latch.
void Outbox::noteReopened(OrderId id, Open& open)
{
    if (!isUnwanted(open.ticket)) {
        return;
    }
    if (open.retries >= mostCancelRetries) {
        m_cancelsGivenUp.fetch_add(1, std::memory_order_relaxed);
        logError("order {} works on: the venue has refused its cancel {} times", id.value, open.retries + 1);
        return;
    }
    open.retryAt = m_around.clock.mono() + Duration{firstCancelRetry.ns << open.retries};
    ++open.retries;
    ++m_reopened;
}

std::size_t Outbox::cancelAgain()
{
    if (m_reopened == 0) {
        return 0;
    }
    const Monotonic now = m_around.clock.mono();
    std::size_t left = 0, done = 0;
    m_open.forEach([&](OrderId id, Open& open) {
        if (!open.retryAt) {
            return;
        }
        const bool isWanted = !open.isCancelled && isUnwanted(open.ticket);
        if (isWanted && (now < *open.retryAt || !sendAtOnce(Sending{Cancel{id}, open.ticket, now}))) {
            ++left;
            return;
        }
        open.retryAt.reset();
        if (isWanted) {
            open.isCancelled = true;
            m_cancelRetries.fetch_add(1, std::memory_order_relaxed);
            ++done;
        }
    });
    m_reopened = left; // of those that have ended nothing is left
    if (done > 0) {
        m_around.venueBell.ring();
    }
    return done;
}

} // namespace omni::runtime
