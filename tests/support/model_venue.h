// A venue that never enforces anything: an order fills as often as it likes up to its size, before it is acknowledged,
// while it is being cancelled, before an answer comes. Only what is physically true holds: no more than its size, and
// of a one-cancels-other pair together no more than either.

#pragma once

#include "core/base/seeded_random.h"
#include "tests/support/test_desk.h"

#include <algorithm>
#include <vector>

namespace omni::test {

class ModelVenue
{
public:
    struct Order {
        orders::OrderTicket ticket;
        std::int64_t filled = 0;
        std::int64_t taken = 0; ///< By the other leg of a pair.
        bool isAcknowledged = false;
        bool isDone = false;
        bool isRejected = false;
        bool cancelAsked = false;
        std::optional<events::Replace> replaceAsked;
        std::int64_t takenWhenAsked = 0; ///< The desk knew of it when it asked: it is in the new size.
        bool queried = false;
        [[nodiscard]] std::int64_t left() const noexcept
        {
            return std::max<std::int64_t>(0, ticket.size.count - filled - taken);
        }
    };

    ModelVenue(TestDesk& desk, SeededRandom& random)
        : m_desk(desk)
        , m_random(random)
    {
    }

    /// Takes what the desk has sent.
    void listen()
    {
        for (const auto& effect : m_desk.effects) {
            if (const auto* submit = std::get_if<events::Submit>(&effect)) {
                orders.push_back({submit->order.ticket(), 0, 0, false, false, false, false, {}, 0, false});
            } else if (const auto* cancel = std::get_if<events::Cancel>(&effect)) {
                with(cancel->order, [](Order& order) { order.cancelAsked = true; });
            } else if (const auto* replace = std::get_if<events::Replace>(&effect)) {
                with(replace->order, [&](Order& order) {
                    order.replaceAsked = *replace;
                    order.takenWhenAsked = order.taken;
                });
            } else if (const auto* query = std::get_if<events::Query>(&effect)) {
                with(query->order, [](Order& order) { order.queried = true; });
                asked.push_back(query->order);
            }
        }
        m_desk.effects.clear();
    }

    /// One deed of the venue. False: there was nothing to do.
    bool act()
    {
        if (!asked.empty() && m_random.below(3) == 0) {
            const OrderId id = asked.back();
            asked.pop_back();
            answer(id);
            return true;
        }
        std::vector<std::size_t> live;
        for (std::size_t i = 0; i < orders.size(); ++i) {
            if (!orders[i].isDone) {
                live.push_back(i);
            }
        }
        if (live.empty()) {
            return false;
        }
        actOn(live[m_random.below(live.size())]);
        return true;
    }

    /// Says again what it has said: REST and stream both, or after a reconnect.
    void repeatAFill()
    {
        if (!fills.empty()) {
            m_desk.apply(fills[m_random.below(fills.size())]);
        }
    }

    std::vector<Order> orders;
    std::vector<OrderId> asked;
    std::vector<orders::Fill> fills; ///< Distinct executions, all told to the desk.

private:
    template<class Visit> void with(OrderId id, Visit visit)
    {
        for (Order& order : orders) {
            if (order.ticket.id == id) {
                visit(order);
            }
        }
    }

    void answer(OrderId id)
    {
        auto kind = orders::OrderEventKind::Rejected; // it never arrived
        with(id, [&](const Order& order) {
            kind = !order.isDone                          ? orders::OrderEventKind::Found
                : order.isRejected                        ? orders::OrderEventKind::Rejected
                : order.filled == order.ticket.size.count ? orders::OrderEventKind::Filled
                                                          : orders::OrderEventKind::Cancelled;
        });
        m_desk.report(id, kind);
        with(id, [](Order& order) { order.isAcknowledged = true; });
    }

    void actOn(std::size_t at)
    {
        const auto dice = m_random.below(20);
        if (dice < 8) {
            fill(at);
        } else if (dice < 12 && !orders[at].isAcknowledged) {
            orders[at].isAcknowledged = true;
            m_desk.report(orders[at].ticket.id, orders::OrderEventKind::Accepted);
        } else if (dice == 12 && orders[at].filled == 0 && !orders[at].isAcknowledged) {
            orders[at].isDone = orders[at].isRejected = true;
            m_desk.report(orders[at].ticket.id, orders::OrderEventKind::Rejected);
        } else if (dice == 13) {
            m_desk.report(orders[at].ticket.id, orders::OrderEventKind::Lost);
        } else if (dice == 14 && orders[at].isAcknowledged && m_random.below(4) == 0) {
            orders[at].isDone = true;
            m_desk.report(orders[at].ticket.id, orders::OrderEventKind::Expired);
        } else {
            obey(at);
        }
    }

    void obey(std::size_t at)
    {
        Order& order = orders[at];
        const OrderId id = order.ticket.id;
        if (order.replaceAsked) {
            const events::Replace wish = *order.replaceAsked;
            order.replaceAsked.reset();
            const std::int64_t size = wish.size.value_or(order.ticket.size).count;
            if (size <= order.filled || m_random.below(4) == 0) {
                m_desk.report(id, orders::OrderEventKind::ReplaceRejected);
                return;
            }
            order.ticket.size = Lots{size};
            order.taken -= order.takenWhenAsked;
            m_desk.report(id, orders::OrderEventKind::Replaced, order.ticket.size);
        } else if (order.cancelAsked) {
            order.cancelAsked = false;
            if (m_random.below(5) == 0) {
                m_desk.report(id, orders::OrderEventKind::CancelRejected);
                return;
            }
            order.isDone = true;
            m_desk.report(id, orders::OrderEventKind::Cancelled);
        }
    }

    void fill(std::size_t at)
    {
        const std::int64_t left = orders[at].left();
        if (left == 0) {
            orders[at].isDone = true;
            m_desk.report(orders[at].ticket.id, orders::OrderEventKind::Cancelled);
            return;
        }
        const std::int64_t lots = 1 + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(left)));
        const std::int64_t price
            = m_desk.engine.market().reference(orders[at].ticket.instrument).value_or(Ticks{10'000}).count;
        auto done = m_desk.fillOf(orders[at].ticket.id, lots, price);
        done.fee = Money{static_cast<std::int64_t>(m_random.below(1'000'000))};
        const auto& books = m_desk.state().portfolio;
        const auto asset = books.currencies().idOf(books.instrument(done.instrument)->baseCurrency);
        done.feeCurrency = asset && done.side == Side::Buy ? *asset : done.feeCurrency;
        orders[at].filled += lots;
        with(orders[at].ticket.oco, [&](Order& twin) { twin.taken += lots; });
        orders[at].isDone = orders[at].filled == orders[at].ticket.size.count;
        fills.push_back(done);
        m_desk.apply(done);
    }

    TestDesk& m_desk;
    SeededRandom& m_random;
};

} // namespace omni::test
