// What a PAPER session with a broker shows for the day on which real money is traded: that it ended in order, and
// drills of the kill switch (host/access/going_live). Stands in front of the session's record and reads what passes.

#pragma once

#include "core/desk/driver/record_store.h"
#include "core/desk/engine/engine.h"
#include "core/host/access/going_live/live_evidence.h"
#include "core/host/runtime/broker/key_ring.h"
#include "core/host/runtime/session_market.h"
#include "core/host/runtime/start_steps.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace omni::runtime {

/// The engine's thread.
class SessionEvidence final : public driver::RecordStore
{
public:
    /// `inner` outlives it. `broker`: "binance". `seal`: not null.
    SessionEvidence(driver::RecordStore& inner, std::string broker, std::shared_ptr<const EvidenceSeal> seal)
        : m_inner(inner)
        , m_broker(std::move(broker))
        , m_seal(std::move(seal))
    {
    }
    /// Before the first record; it outlives the last.
    void showEngine(const engine::Engine& engine) noexcept
    {
        m_engine = &engine;
    }

    void append(bool isTape, const journal::Record& record) override;
    void complete(Sequence seq) override;
    [[nodiscard]] Result<void> makeDurable(Sequence seq) override
    {
        return m_inner.makeDurable(seq);
    }
    void emergency(const journal::Record& record) override
    {
        m_inner.emergency(record);
    }

    /// Drills, then the session. Of one that is not PAPER, or whose account was never compared: none. Ask once the
    /// session has ended in order.
    [[nodiscard]] std::vector<EvidenceRecord> records() const;
    /// Writes them. What cannot be written does not count, and is told.
    void keep(ports::LogFolder& profile, const Reporter& reporter) const;

private:
    struct Press {
        Stamp at;
        std::vector<OrderId> open;
    };
    void read(const journal::Record& record);
    void noteTaken(OrderId order);
    void meetPress(const Stamp& at, risk::KillLevel level);
    void lookAtPress();

    driver::RecordStore& m_inner;
    const std::string m_broker;
    const std::shared_ptr<const EvidenceSeal> m_seal;
    const engine::Engine* m_engine = nullptr;
    std::optional<Stamp> m_first;
    Stamp m_last;
    bool m_wasCompared = false;
    std::set<OrderId> m_taken; ///< Orders that the venue took, the first thousand.
    std::optional<Press> m_press; ///< Of which some order still stands.
    std::vector<KillDrill> m_drills;
};

/// Null: nothing of the session counts. It trades at no broker's or with real money, or no vault was open when it
/// began.
[[nodiscard]] std::unique_ptr<SessionEvidence> evidenceOf(driver::RecordStore& inner, const SessionMarket& market,
                                                          const KeyRing* keys);

} // namespace omni::runtime
