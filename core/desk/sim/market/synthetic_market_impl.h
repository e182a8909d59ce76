// Inside of SyntheticMarket; included by its sources only.

#pragma once

#include "core/desk/sim/fifo.h"
#include "core/desk/sim/market/synthetic_book.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "core/desk/sim/own_orders.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::sim {

/// One instrument and our orders there, in order of arrival.
struct SyntheticRoom {
    SyntheticRoom(const Profile& profile, const market::Instrument& instrument, const BookSettings& settings)
        : book(profile, instrument, settings)
    {
    }
    SyntheticBook book;
    std::vector<WorkingOrder*> orders;
};

class SyntheticMarket::Impl
{
public:
    explicit Impl(const SyntheticConfig& config);

    [[nodiscard]] std::span<const market::Instrument> instruments() const noexcept
    {
        return m_instruments;
    }
    [[nodiscard]] const SyntheticConfig& config() const noexcept
    {
        return m_config;
    }
    [[nodiscard]] OwnOrders& own() noexcept
    {
        return m_own;
    }
    [[nodiscard]] std::optional<std::size_t> indexOf(InstrumentId instrument) const noexcept;
    void send(Timestamp now, const Request& request);
    void publishImages();
    [[nodiscard]] Timestamp nextDue() const;
    [[nodiscard]] bool take(Timestamp until, ports::VenueEvent& out);

private:
    using OrderEventKind = orders::OrderEventKind;
    struct DueTick {
        Timestamp at;
        market::Tick tick;
    };

    // synthetic_time.cpp: what happens when
    [[nodiscard]] Timestamp nextDeed() const;
    void doDeed(Timestamp at);
    void tickSecond();
    void handTicksOver();

    // synthetic_orders.cpp: our orders
    void handle(const orders::OrderTicket& ticket);
    void handle(const CancelRequest& request);
    void handle(const ports::ReplaceRequest& request);
    void handle(const QueryRequest& request);
    void route(SyntheticRoom& room, WorkingOrder& order);
    void enter(SyntheticRoom& room, WorkingOrder& order);
    [[nodiscard]] Lots sizeOfNotional(const SyntheticRoom& room, const WorkingOrder& order) const;
    void bookTrades(SyntheticRoom& room);
    void bookTrade(SyntheticRoom& room, std::uint64_t id, const MatchTrade& trade, Lots size,
                   orders::Liquidity liquidity);
    void afterTaking(SyntheticRoom& room, WorkingOrder& order, const MatchOutcome& outcome);
    void clipReduceOnly(SyntheticRoom& room);
    void watchTriggers(SyntheticRoom& room);
    void settle(SyntheticRoom& room);
    void end(SyntheticRoom& room, WorkingOrder& order, OrderEventKind kind, std::string_view text = {});
    [[nodiscard]] const std::vector<WorkingOrder*>& copyOf(const std::vector<WorkingOrder*>& orders);
    [[nodiscard]] SyntheticRoom* roomOf(InstrumentId instrument) noexcept;
    [[nodiscard]] WorkingOrder* ours(SyntheticRoom& room, std::uint64_t id) noexcept;

    SyntheticConfig m_config;
    std::vector<market::Instrument> m_instruments;
    std::vector<std::unique_ptr<SyntheticRoom>> m_rooms;
    OwnOrders m_own;
    SeededRandom m_random; ///< Of the common factor.
    WildTimes m_times;
    TickSink m_sink;
    Fifo<DueTick> m_ticks;
    Timestamp m_now;
    Timestamp m_nextSecond;
    bool m_hasTraded = false; ///< Since triggers and reduce-only sizes were looked at.
    std::vector<WorkingOrder*> m_copy; ///< Of a room's orders while they are gone through: some end on the way.
    std::vector<MatchTrade> m_trades; ///< Of the call being booked.
    std::vector<MatchRemoval> m_removals;
};

} // namespace omni::sim
