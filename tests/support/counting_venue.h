// A venue that counts what is risked with it at each step, in a book of its own: what it was sent, not what the desk
// believes. How an order fares is drawn from a seed: it fills, fills in part, rests, or ends unfilled.

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/ports/venue.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

/// The venue's own truth. What only reduces adds nothing to it.
struct Risked {
    std::int64_t lots = 0; ///< Held, and still open to buy, of all instruments together.
    std::int64_t entries = 0; ///< Open orders that add.
    friend bool operator==(const Risked&, const Risked&) = default;
};

/// One thread, but for the counters.
class CountingVenue final : public ports::Venue
{
public:
    /// `fills`: entries may fill; else all of them rest.
    CountingVenue(std::uint64_t seed, bool fills)
        : m_random(seed)
        , m_fills(fills)
    {
    }
    static constexpr Ticks bid{9'999}, ask{10'001}, price{10'000};

    void define(const market::Instrument& instrument) override
    {
        m_instruments.push_back(instrument.id);
    }
    void onTick(Timestamp, const market::Tick&) override { }
    void submit(Timestamp now, const risk::ClearedOrder& order) override
    {
        const orders::OrderTicket& ticket = order.ticket();
        isSentTwice = isSentTwice || !m_seen.emplace(ticket.id, true).second;
        m_open.emplace(ticket.id, Open{ticket, ticket.size.count});
        note();
        say(now, ticket.id, orders::OrderEventKind::Accepted);
        if (ticket.role == orders::OrderRole::Stop) {
            return; // the price never goes there
        }
        if (ticket.role == orders::OrderRole::Exit) {
            return fill(now, ticket.id, ticket.size.count);
        }
        const std::uint64_t fate = m_fills ? m_random.below(8) : 7;
        if (fate < 3) {
            fill(now, ticket.id, ticket.size.count);
        } else if (fate == 3 && ticket.size.count > 1) {
            fill(now, ticket.id, 1);
        } else if (fate == 4) {
            end(now, ticket.id, orders::OrderEventKind::Expired);
        }
    }
    void cancel(Timestamp now, OrderId order) override
    {
        if (!m_open.contains(order)) {
            return say(now, order, orders::OrderEventKind::CancelRejected);
        }
        if (m_fills && m_open.at(order).ticket.role == orders::OrderRole::Entry && m_random.below(4) == 0) {
            fill(now, order, m_open.at(order).left); // it was too late
            return say(now, order, orders::OrderEventKind::CancelRejected);
        }
        end(now, order, orders::OrderEventKind::Cancelled);
    }
    void replace(Timestamp now, const ports::ReplaceRequest& request) override
    {
        const auto found = m_open.find(request.order);
        if (found == m_open.end()) {
            return say(now, request.order, orders::OrderEventKind::ReplaceRejected);
        }
        Open& open = found->second;
        const std::int64_t filled = open.ticket.size.count - open.left;
        open.ticket.size = request.size.value_or(open.ticket.size);
        open.left = std::max<std::int64_t>(0, open.ticket.size.count - filled);
        say(now, request.order, orders::OrderEventKind::Replaced);
    }
    void query(Timestamp now, OrderId order) override
    {
        say(now, order, m_open.contains(order) ? orders::OrderEventKind::Found : orders::OrderEventKind::Cancelled);
    }
    [[nodiscard]] std::optional<Timestamp> nextDue() const override
    {
        return m_said.empty() ? m_nextQuote : m_said.front().at;
    }
    bool take(Timestamp until, ports::VenueEvent& out) override
    {
        if (m_said.empty() && m_nextQuote <= until) {
            for (const InstrumentId id : m_instruments) {
                m_said.push_back({until, market::Quote{id, until, bid, ask, Lots{1'000}, Lots{1'000}, true, true}});
            }
            m_nextQuote = until + milliseconds(500);
        }
        if (m_said.empty() || m_said.front().at > until) {
            return false;
        }
        out = std::move(m_said.front());
        m_said.pop_front();
        return true;
    }

    // --- any thread ---
    [[nodiscard]] Risked most() const noexcept
    {
        return {m_mostLots, m_mostEntries};
    }
    [[nodiscard]] Risked now() const noexcept
    {
        return {m_lots, m_entries};
    }
    [[nodiscard]] std::uint64_t sent() const noexcept
    {
        return m_sent;
    }
    std::atomic<bool> isSentTwice{false}; ///< S4.

private:
    struct Open {
        orders::OrderTicket ticket;
        std::int64_t left;
    };

    void say(Timestamp at, OrderId order, orders::OrderEventKind kind)
    {
        events::OrderReport report;
        report.order = order;
        report.account = account;
        report.kind = kind;
        report.venueOrderId = orders::VenueOrderId("v" + std::to_string(order.value));
        report.venueTime = at;
        m_said.push_back({at, report});
    }
    void fill(Timestamp at, OrderId order, std::int64_t lots)
    {
        Open& open = m_open.at(order);
        orders::Fill fill;
        fill.order = order;
        fill.instrument = open.ticket.instrument;
        fill.account = account;
        fill.side = open.ticket.side;
        fill.price = price;
        fill.size = Lots{lots};
        fill.value = Money{price.count * lots * 1'000'000}; // cents, in hundred-millionths of a dollar
        fill.feeCurrency = CurrencyId{1};
        fill.time = at;
        fill.venueFillId = orders::VenueFillId("f" + std::to_string(++m_fillsMade));
        m_position += open.ticket.side == Side::Buy ? lots : -lots;
        open.left -= lots;
        m_said.push_back({at, fill});
        if (open.left == 0) {
            end(at, order, orders::OrderEventKind::Filled);
        } else {
            note();
        }
    }
    void end(Timestamp at, OrderId order, orders::OrderEventKind kind)
    {
        m_open.erase(order);
        note();
        say(at, order, kind);
    }
    void note() noexcept
    {
        Risked now{m_position, 0};
        for (const auto& [id, open] : m_open) {
            if (!open.ticket.reduceOnly) {
                now.lots += open.left;
                ++now.entries;
            }
        }
        m_lots = now.lots;
        m_entries = now.entries;
        m_mostLots = std::max(m_mostLots.load(), now.lots);
        m_mostEntries = std::max(m_mostEntries.load(), now.entries);
        m_sent = m_seen.size();
    }

    static constexpr AccountId account{1};
    SeededRandom m_random;
    bool m_fills;
    std::vector<InstrumentId> m_instruments;
    std::map<OrderId, Open> m_open;
    std::map<OrderId, bool> m_seen;
    std::deque<ports::VenueEvent> m_said;
    Timestamp m_nextQuote{};
    std::int64_t m_position = 0; ///< Of all instruments together.
    std::uint64_t m_fillsMade = 0;
    std::atomic<std::int64_t> m_lots{0}, m_entries{0}, m_mostLots{0}, m_mostEntries{0};
    std::atomic<std::uint64_t> m_sent{0};
};

} // namespace omni::test
