// The last look before something leaves for a venue in a live session.

#pragma once

#include "core/desk/driver/durability.h"
#include "core/desk/driver/scope_fence.h"
#include "core/desk/driver/send_gate.h"
#include "core/host/runtime/audit/audit_trail.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <atomic>
#include <cstdint>
#include <limits>
#include <string_view>

namespace omni::runtime {

class LiveGate final : public driver::SendGate
{
public:
    /// All outlive the gate. `audit`: null where no audit record is kept.
    LiveGate(const KillSwitch& kill, const driver::Durability& journal, const driver::ScopeFence& fence,
             const AuditTrail* audit = nullptr) noexcept
        : m_kill(kill)
        , m_journal(journal)
        , m_fence(fence)
        , m_audit(audit)
    {
    }
    /// Of what is decided at this moment.
    [[nodiscard]] bool lets(const orders::OrderTicket& ticket) const noexcept override
    {
        return refusal(ticket, Sequence{std::numeric_limits<std::uint64_t>::max()}).empty();
    }
    /// Why a new order, or a change of one, that the record `by` wants may not leave; empty: it may. Some atomics, no
    /// wait.
    [[nodiscard]] std::string_view refusal(const orders::OrderTicket& ticket, Sequence by) const noexcept
    {
        if (isClosed()) {
            return "not sent: the engine had stalled, only cancels leave";
        }
        if (ticket.reduceOnly) {
            return {};
        }
        if (m_journal.hasFailed()) {
            return "not sent: the journal failed";
        }
        if (m_audit != nullptr && m_audit->hasFailed()) {
            return "not sent: the audit record failed";
        }
        if (const auto why = refusalOf(m_kill.level()); !why.empty()) {
            return why;
        }
        return m_fence.holds(ticket, by) ? "not sent: a latch of its scope came after it was decided" : "";
    }
    /// For good: an engine that had stalled is not believed any more in this session (F60). Any thread.
    void close() noexcept
    {
        m_isClosed.store(true, std::memory_order_release);
    }
    [[nodiscard]] bool isClosed() const noexcept
    {
        return m_isClosed.load(std::memory_order_acquire);
    }

private:
    static constexpr std::string_view refusalOf(risk::KillLevel level) noexcept
    {
        switch (level) {
        case risk::KillLevel::None:
            return {};
        case risk::KillLevel::Pause:
            return "not sent: the kill switch is set (pause)";
        case risk::KillLevel::CancelEntries:
            return "not sent: the kill switch is set (cancel_entries)";
        case risk::KillLevel::CancelAll:
            return "not sent: the kill switch is set (cancel_all)";
        case risk::KillLevel::Flatten:
            return "not sent: the kill switch is set (flatten)";
        }
        return "not sent: the kill switch is set";
    }

    const KillSwitch& m_kill;
    const driver::Durability& m_journal;
    const driver::ScopeFence& m_fence;
    const AuditTrail* m_audit;
    std::atomic<bool> m_isClosed{false};
};

} // namespace omni::runtime
