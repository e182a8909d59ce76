// Inside of FeedVenue; included by its sources only.

#pragma once

#include "core/desk/sim/feed_market.h"
#include "core/desk/sim/feed_venue.h"
#include "core/desk/sim/own_orders.h"
#include "core/trade/market/calendar.h"

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace omni::sim {

/// How far a bar has been played for our orders.
enum class BarStage : std::uint8_t { Done, Stops, Limits, Close };

/// One instrument: its market and our orders there, in order of arrival.
struct FeedRoom {
    FeedRoom(const market::Instrument& definition, std::size_t bookWindow)
        : instrument(definition)
        , calendar(definition.sessions)
        , market(definition.id, bookWindow)
    {
    }
    market::Instrument instrument;
    market::TradingCalendar calendar;
    FeedMarket market;
    std::vector<WorkingOrder*> orders;
    BarStage barStage = BarStage::Done;
    std::uint64_t barRank = 0; ///< Orders that arrived later take no further part in the bar.
    Timestamp barDue; ///< When its inside is played.
};

class FeedVenue::Impl
{
public:
    explicit Impl(const FeedVenueConfig& config);

    void define(const market::Instrument& instrument);
    void onTick(Timestamp now, const market::Tick& tick);
    void send(Timestamp now, const Request& request);
    [[nodiscard]] std::optional<Timestamp> nextDue() const;
    [[nodiscard]] bool take(Timestamp until, ports::VenueEvent& out);
    [[nodiscard]] OwnOrders& own() noexcept
    {
        return m_own;
    }

private:
    using OrderEventKind = orders::OrderEventKind;

    /// How a fill's price came about.
    struct Terms {
        orders::Liquidity liquidity = orders::Liquidity::Taker;
        bool slips = false;
        const market::Bar* bar = nullptr; ///< Bounds the slippage, where that is wanted.
        Timestamp time;
    };

    // feed_venue.cpp: time and requests
    [[nodiscard]] FeedRoom* roomOf(InstrumentId instrument) noexcept;
    void advance(Timestamp until);
    void refresh();
    void doNextDeed();
    void expire(OrderId order);
    void retry(FeedRoom& room, WorkingOrder& order);
    void handle(const Request& request);
    void handle(const orders::OrderTicket& ticket);
    void handle(const CancelRequest& request);
    void handle(const ports::ReplaceRequest& request);
    void handle(const QueryRequest& request);
    void route(FeedRoom& room, WorkingOrder& order);
    void routeLimit(FeedRoom& room, WorkingOrder& order);
    void end(FeedRoom& room, WorkingOrder& order, OrderEventKind kind, std::string_view text = {});
    [[nodiscard]] const std::vector<WorkingOrder*>& copyOf(const std::vector<WorkingOrder*>& orders);
    [[nodiscard]] Timestamp expiryOf(const std::pair<Timestamp, OrderId>& expiry) noexcept;

    // feed_ticks.cpp: the market moves
    void onTick(FeedRoom& room, const market::Quote& quote);
    void onTick(FeedRoom& room, const market::Print& print);
    void onTick(FeedRoom& room, const market::Bar& bar);
    void onTick(FeedRoom& room, const market::DepthChange& change);
    void onTick(FeedRoom& room, const market::StatusChange& status);
    void afterQuotes(FeedRoom& room);
    void lookAtQueue(FeedRoom& room, WorkingOrder& order, std::optional<Ticks> best);
    void fillByPrint(FeedRoom& room, const market::Print& print);
    void fillByQuotes(FeedRoom& room, WorkingOrder& order);
    void watch(FeedRoom& room, std::optional<Ticks> forBuys, std::optional<Ticks> forSells);
    void fire(FeedRoom& room, WorkingOrder& order);
    [[nodiscard]] std::optional<Ticks> triggerPrice(const FeedRoom& room, Side side) const noexcept;

    // feed_taking.cpp: fills
    void takeMarket(FeedRoom& room, WorkingOrder& order);
    void takeLimit(FeedRoom& room, WorkingOrder& order);
    void takeInBar(FeedRoom& room, WorkingOrder& order);
    [[nodiscard]] bool isFillable(const FeedRoom& room, const WorkingOrder& order) const;
    [[nodiscard]] bool sweep(FeedRoom& room, WorkingOrder& order, bool isMarket);
    void takeBeyond(FeedRoom& room, WorkingOrder& order);
    void rest(FeedRoom& room, WorkingOrder& order);
    /// Fills up to `most` lots and ends the order when nothing more can come of it. True while it goes on.
    bool fill(FeedRoom& room, WorkingOrder& order, Ticks price, Lots most, const Terms& terms);
    [[nodiscard]] Ticks priceOf(Side side, Ticks price, const Terms& terms) const noexcept;
    [[nodiscard]] std::optional<Money> valueOf(const FeedRoom& room, Side side, Ticks price, Lots size,
                                               const Terms& terms) const;

    // feed_bars.cpp: bars
    void openBar(FeedRoom& room);
    [[nodiscard]] bool isLive(const FeedRoom& room, const WorkingOrder& order, Stage stage) const noexcept;
    void playBar(FeedRoom& room);
    void playStops(FeedRoom& room);
    void playLimits(FeedRoom& room);
    void playClose(FeedRoom& room);
    void takeAt(FeedRoom& room, WorkingOrder& order, Ticks price, Timestamp time);

    FeedVenueConfig m_config;
    OwnOrders m_own;
    std::vector<std::unique_ptr<FeedRoom>> m_rooms; ///< By instrument id; null where none was defined.
    std::vector<FeedRoom*> m_inBar; ///< With a bar whose inside is still to be played.
    std::vector<WorkingOrder*> m_copy; ///< Of a room's orders while they are gone through: some end on the way.
    Timestamp m_now{INT64_MIN};
    Timestamp m_nextDeed{INT64_MAX};
};

} // namespace omni::sim
