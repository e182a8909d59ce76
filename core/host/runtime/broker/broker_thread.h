// A broker's session behind the desk's lanes: what `VenueThread` is for a venue in the house.
//
// Takes what the outbox sends and asks the kill switch and the latches once more, right before the broker hears of it
// (S2). What the broker says goes to the desk in the order in which it was said; orders also echo to the outbox. All of
// it happens on the broker's loop, which is woken, never polls; only what finds no room comes again a millisecond
// later.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/feeds/files/market_recorder.h"
#include "core/host/runtime/broker/broker_loop.h"
#include "core/host/runtime/broker/currency_numbers.h"
#include "core/host/runtime/broker/order_names.h"
#include "core/host/runtime/broker/sent_orders.h"
#include "core/host/runtime/venue_driver.h"
#include "core/host/runtime/venue_thread.h"
#include "core/host/runtime/waiting_words.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

class QTimer;

namespace omni::runtime {

/// A leg whose other leg is on its way to us waits for it this long: a venue may take them as a pair alone.
inline constexpr Duration longestPairWait = milliseconds(5);

class BrokerThread final : public VenueDriver, private ports::EventSink
{
public:
    /// The loop, its broker, the surroundings and the recorder outlive it. `recorder`, which may be null, gets the
    /// market data that the desk gets.
    BrokerThread(BrokerLoop& loop, const VenueThread::Surroundings& around, feeds::MarketRecorder* recorder = nullptr);
    ~BrokerThread() override;
    BrokerThread(const BrokerThread&) = delete;
    BrokerThread& operator=(const BrokerThread&) = delete;

    // --- the engine's thread -------------------------------------------------------------------------------------
    void define(std::span<const market::Instrument> instruments) override;
    void start(const engine::DeskState& state) override;
    void opened(const engine::DeskState& state) override;
    /// What is under way is told as lost by the broker, what has not left as rejected here.
    void stop() override;

    // --- any thread ----------------------------------------------------------------------------------------------
    [[nodiscard]] driver::Doorbell& bell() noexcept override
    {
        return m_bell;
    }
    [[nodiscard]] std::uint64_t sent() const noexcept override
    {
        return m_sent.load(std::memory_order_relaxed);
    }

private:
    /// Queues a turn of the loop, unless one is queued already.
    class LoopBell final : public driver::Doorbell
    {
    public:
        explicit LoopBell(BrokerThread& owner) noexcept
            : m_owner(owner)
        {
        }
        void ring() noexcept override;
        [[nodiscard]] std::uint32_t rings() const noexcept override
        {
            return m_rings.load(std::memory_order_acquire);
        }
        void wait(std::uint32_t, Duration) override { } // nobody waits at it: the loop does

    private:
        BrokerThread& m_owner;
        std::atomic<std::uint32_t> m_rings{0};
    };

    // --- the loop's thread ---------------------------------------------------------------------------------------
    void begin();
    void end();
    void turn();
    void takeSendings();
    [[nodiscard]] bool nextSending(Sending& out);
    void carryOut(const Sending& sending);
    void carryOutPair(const Sending& first, const Sending& second);
    void act(const Sending& sending);
    [[nodiscard]] bool lets(const Sending& sending);
    [[nodiscard]] bool mayGo(const orders::OrderTicket& ticket) const;
    [[nodiscard]] bool mustWaitForPartner(const Sending& sending);
    [[nodiscard]] const orders::OrderTicket* ticketOf(const Sending& sending, OrderId order) const;
    [[nodiscard]] bool put(const events::Event& event) override;
    [[nodiscard]] bool put(const ports::TimedTick& tick) override;
    [[nodiscard]] bool mayResume() const override;
    void resume() override;
    void tellRefusal(const Sending& sending, std::string_view why);
    void tellOwn(const events::OrderReport& report);
    void deliverWaiting();
    void recallBooks(const engine::DeskState& state);
    /// At the connection: published, and a line that has come to be refused is put on record (F39).
    void lookAtLines();

    BrokerLoop& m_loop;
    VenueThread::Surroundings m_around;
    feeds::MarketRecorder* m_recorder;
    LoopBell m_bell;
    std::atomic<bool> m_isTurnQueued{false};
    std::atomic<std::uint64_t> m_sent{0};

    // Written on the engine's thread before the loop hears of the session.
    std::vector<market::Instrument> m_instruments;
    AccountId m_account;
    orders::Environment m_environment = orders::Environment::Paper;
    Timestamp m_knownUntil;
    std::optional<Timestamp> m_booksBegin; ///< Of a profile without any history: its start.
    std::vector<ports::StandingOrder> m_standing;
    std::vector<ports::EntryStop> m_entryStops;
    std::vector<ports::HeldPosition> m_positions;
    std::vector<ports::BookedFill> m_bookedFills;
    bool m_isStarted = false;

    // The loop's.
    std::optional<OrderNames> m_names;
    std::optional<CurrencyNumbers> m_currencies;
    std::optional<ports::BrokerSession> m_session;
    SentOrders m_orders;
    std::optional<Sending> m_half; ///< Waits for the other leg of its pair.
    Monotonic m_halfSince;
    bool m_hasEnded = false;
    WaitingWords m_events;
    std::deque<Echo> m_echoes; ///< That their lane had no room for.
    std::unique_ptr<QTimer> m_again; ///< Comes again for what had no room.
    std::unique_ptr<QTimer> m_look; ///< At the connection.
    std::array<bool, views::lineCount> m_wasRefused{};
};

} // namespace omni::runtime
