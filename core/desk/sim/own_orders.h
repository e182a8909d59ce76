// What every simulated venue does alike: takes requests after a delay, checks tickets, keeps our open orders and
// positions, and writes reports and fills.
//
// Knows nothing of a market. Deterministic; nothing is allocated once the sizes needed have been seen.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/ports/venue.h"
#include "core/desk/sim/fees/fee_schedule.h"
#include "core/desk/sim/fifo.h"
#include "core/desk/sim/latency/latency.h"
#include "core/desk/sim/working_order.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/order_event.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace omni::sim {

struct CancelRequest {
    OrderId order;
};
struct QueryRequest {
    OrderId order;
};
using Request = std::variant<orders::OrderTicket, CancelRequest, ports::ReplaceRequest, QueryRequest>;

struct TimedRequest {
    Timestamp at; ///< When it reaches the venue.
    Request request;
};

/// A fill as the market gives it; the account's side of it is added here.
struct Execution {
    Ticks price;
    Lots size;
    Money value;
    orders::Liquidity liquidity = orders::Liquidity::Taker;
    Timestamp time;
};

class OwnOrders
{
public:
    OwnOrders(const FeeSchedule& fees, const Latency& latency, std::uint64_t seed, std::size_t mostOrders);

    // --- the desk's side ---

    /// Sends a request on its way. With too many under way an order is rejected at once; the rest is taken always.
    void send(Timestamp now, const Request& request);
    [[nodiscard]] std::optional<Timestamp> nextRequest() const noexcept
    {
        return m_requests.isEmpty() ? std::nullopt : std::optional(m_requests.front().at);
    }
    [[nodiscard]] TimedRequest takeRequest();

    [[nodiscard]] std::optional<Timestamp> nextReport() const noexcept
    {
        return m_reports.isEmpty() ? std::nullopt : std::optional(m_reports.front().at);
    }
    /// There is one.
    void takeReport(ports::VenueEvent& out);

    void nameCurrency(CurrencyId id, std::string_view code);
    void adoptPosition(AccountId account, InstrumentId instrument, Lots position);
    [[nodiscard]] Lots position(AccountId account, InstrumentId instrument) const;

    // --- the venue's side; `now` is the time of its deed ---

    /// Accepts a ticket, or reports why not and returns null. A ticket whose id is known is answered like a query.
    /// `instrument` may be null: then it is refused. The order is good until `finish`.
    [[nodiscard]] WorkingOrder* accept(Timestamp now, const orders::OrderTicket& ticket,
                                       const market::Instrument* instrument);
    [[nodiscard]] WorkingOrder* find(OrderId order);
    /// Rank of the order that was accepted last.
    [[nodiscard]] std::uint64_t lastArrival() const noexcept
    {
        return m_arrivals;
    }
    [[nodiscard]] std::size_t openCount() const noexcept
    {
        return m_open.size();
    }

    void report(Timestamp now, const WorkingOrder& order, orders::OrderEventKind kind, std::string_view text = {});
    /// A report on an order that is not open.
    void reportUnknown(Timestamp now, OrderId order, orders::OrderEventKind kind, std::string_view text);
    void answerQuery(Timestamp now, OrderId order);
    /// The new total size and prices, if the request can be granted; else it is refused and null comes back.
    [[nodiscard]] WorkingOrder* replaced(Timestamp now, const ports::ReplaceRequest& request,
                                         const market::Instrument* instrument);
    /// `wanted`, or less where reduce-only allows no more.
    [[nodiscard]] Lots allowed(const WorkingOrder& order, Lots wanted) const;
    /// Lots of at most `most` that a notional order can still pay at `execution.price`, fee included; `valueOf(lots)`
    /// gives their value, or nothing when it does not fit. Whole steps of the instrument.
    template<class ValueOf>
    [[nodiscard]] Lots affordable(const WorkingOrder& order, const market::Instrument& instrument, Lots most,
                                  orders::Liquidity liquidity, ValueOf valueOf) const;
    /// Books an execution on the order alone: lots, fee, money spent. Returns the fee.
    Money pay(WorkingOrder& order, const market::Instrument& instrument, Money value, Lots size,
              orders::Liquidity liquidity) const;
    /// Books and reports a fill. The order stays open, also when nothing is left of it: `finish` ends it.
    void fill(Timestamp now, WorkingOrder& order, const market::Instrument& instrument, const Execution& execution);
    /// Ends an order. `kind` is Filled (nothing is reported: the fill has told it), Cancelled, Rejected or Expired.
    void finish(Timestamp now, WorkingOrder& order, orders::OrderEventKind kind, std::string_view text = {});

    /// The next day order to expire; of equals the one that came first.
    [[nodiscard]] std::optional<std::pair<Timestamp, OrderId>> nextExpiry() const;
    void setExpiry(WorkingOrder& order, Timestamp at);

private:
    struct PositionKey {
        AccountId account;
        InstrumentId instrument;
        friend auto operator<=>(const PositionKey&, const PositionKey&) = default;
    };
    void put(Timestamp now, const events::OrderReport& report);
    [[nodiscard]] events::OrderReport reportOf(Timestamp now, const WorkingOrder& order,
                                               orders::OrderEventKind kind) const;
    [[nodiscard]] CurrencyId currencyOf(const market::Instrument& instrument) const noexcept;
    void remember(OrderId order, orders::OrderEventKind state);

    FeeSchedule m_fees;
    std::size_t m_mostOrders;
    DelayLine m_toVenue;
    DelayLine m_toUs;
    Fifo<TimedRequest> m_requests;
    Fifo<ports::VenueEvent> m_reports;
    std::deque<WorkingOrder> m_pool;
    std::vector<WorkingOrder*> m_free;
    FlatMap<OrderId, WorkingOrder*> m_open;
    FlatMap<OrderId, orders::OrderEventKind> m_finished;
    FlatMap<std::pair<Timestamp, std::uint64_t>, OrderId> m_expiries;
    FlatMap<PositionKey, Lots> m_positions;
    std::vector<std::pair<std::string, CurrencyId>> m_currencies;
    std::uint64_t m_arrivals = 0;
    std::uint64_t m_fills = 0;
};

template<class ValueOf>
Lots OwnOrders::affordable(const WorkingOrder& order, const market::Instrument& instrument, Lots most,
                           orders::Liquidity liquidity, ValueOf valueOf) const
{
    const std::int64_t step = instrument.step.count;
    const Int128 money = Int128{order.ticket.notional->e8} - order.spent.e8;
    const auto isPaid = [&](std::int64_t steps) {
        const auto value = valueOf(Lots{steps * step});
        if (!value) {
            return false;
        }
        FeeState fees = order.fees;
        return Int128{value->e8} + feeOf(m_fees, instrument, *value, Lots{steps * step}, liquidity, fees).e8 <= money;
    };
    std::int64_t least = 0;
    std::int64_t beyond = most.count / step + 1;
    while (beyond - least > 1) {
        const std::int64_t middle = least + (beyond - least) / 2;
        (isPaid(middle) ? least : beyond) = middle;
    }
    return {least * step};
}

} // namespace omni::sim
