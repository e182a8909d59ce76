// A broker in process that answers like a venue: an exchange with books of its own, which outlives the sessions of the
// program, and an adapter of it. What a session believes is held against the exchange.
//
// The adapter's own part is as little as can be: no socket, no name of an order but its own.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/seeded_random.h"
#include "core/desk/ports/broker.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/trade/market/notional.h"

#include <QTimer>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace omni::test {

/// model:BTCUSDT, in cents and ten-thousandths.
inline market::Instrument modelInstrument()
{
    market::Instrument instrument;
    instrument.venue = "model";
    instrument.symbol = "BTCUSDT";
    instrument.quoteCurrency = "USDT";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -4};
    auto whole = market::completed([&] {
        auto one = instrument;
        one.id = InstrumentId{1};
        return one;
    }());
    whole->id = {};
    return *whole;
}

/// The venue's side: its books. One thread at a time.
struct ModelExchange {
    struct Resting {
        orders::OrderTicket ticket;
        std::string name;
    };
    static constexpr std::int64_t firstPrice = 6'000'000; ///< In ticks.
    std::int64_t price = firstPrice;
    std::int64_t steps = 0;
    SeededRandom random{7};
    Money cash{std::int64_t{50'000} * 100'000'000};
    Lots position;
    std::vector<Resting> resting;
    std::vector<std::pair<std::string, orders::Fill>> fills; ///< With the name of their order.
    std::vector<std::string> names; ///< Of all orders that ever came: never one twice.
    std::vector<market::Bar> past; ///< Of its one instrument.
    std::atomic<int> listings{0}, starts{0}, submits{0};
    bool isReachable = true;
    bool isSilent = false; ///< What is listed is never answered.

    static constexpr std::int64_t feeShare = 1'000; ///< A thousandth.

    orders::Fill fill(const orders::OrderTicket& ticket, const std::string& name, Timestamp now)
    {
        orders::Fill fill;
        fill.side = ticket.side;
        fill.price = Ticks{price + (ticket.side == Side::Buy ? 1 : -1)};
        fill.size = ticket.size;
        fill.value = market::notional(modelInstrument(), fill.price, fill.size).value_or(Money{});
        fill.fee = Money{fill.value.e8 / feeShare};
        fill.time = now;
        fill.venueFillId = orders::VenueFillId("t" + std::to_string(fills.size() + 1));
        const std::int64_t sign = ticket.side == Side::Buy ? 1 : -1;
        cash.e8 -= sign * fill.value.e8 + fill.fee.e8;
        position.count += sign * fill.size.count;
        fills.emplace_back(name, fill);
        return fill;
    }
};

class ModelBroker final : public ports::Broker
{
public:
    ModelBroker(ModelExchange& exchange, brokers::BrokerMaking making)
        : m_exchange(exchange)
        , m_clock(making.clock)
    {
        m_now.broker = "model";
        m_now.account = making.config.account;
        m_now.environment = making.config.environment;
        m_now.host = "in process";
        m_now.keySource = making.key.source;
    }
    ports::BrokerTraits traits() const override
    {
        return {};
    }
    void list(std::vector<std::string>, std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override
    {
        ++m_exchange.listings;
        if (m_exchange.isSilent) {
            return;
        }
        if (!m_exchange.isReachable) {
            return done(failure(Errc::Unavailable, "connection refused"));
        }
        done(std::vector{ports::ListedInstrument{modelInstrument(), "Bitcoin", "BTC", true, true, false}});
    }
    void bars(const market::Instrument&, Duration, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done) override
    {
        std::vector<market::Bar> out;
        for (const market::Bar& bar : m_exchange.past) {
            if (bar.opened >= from && bar.opened < until) {
                out.push_back(bar);
            }
        }
        done(std::move(out));
    }
    void start(const ports::BrokerSession& session) override
    {
        ++m_exchange.starts;
        m_session = &session;
        m_quote = session.currencies.numberOf("USDT").value();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { move(); });
        m_timer.start(20);
        say(events::LinkChanged{events::LinkKind::MarketData, session.account, true});
        say(events::LinkChanged{events::LinkKind::Orders, session.account, true});
        for (auto& line : m_now.lines) {
            line = {views::LineState::Up, m_clock.wall(), m_clock.wall(), {}};
        }
    }
    void watch(std::vector<ports::Watch>) override { }
    void submit(const risk::ClearedOrder& order) override
    {
        const auto& ticket = order.ticket();
        ++m_exchange.submits;
        const std::string name(m_session->names.nameOf(ticket).value().view());
        if (std::find(m_exchange.names.begin(), m_exchange.names.end(), name) != m_exchange.names.end()) {
            return report(ticket, orders::OrderEventKind::Rejected, "duplicate name");
        }
        m_exchange.names.push_back(name);
        report(ticket, orders::OrderEventKind::Accepted);
        if (ticket.kind != orders::OrderKind::Market) {
            m_exchange.resting.push_back({ticket, name});
            return;
        }
        tell(m_exchange.fill(ticket, name, m_clock.wall()), ticket.id);
        report(ticket, orders::OrderEventKind::Filled);
    }
    void cancel(const orders::OrderTicket& ticket) override
    {
        const bool stood
            = std::erase_if(m_exchange.resting, [&](const auto& one) { return one.ticket.id == ticket.id; }) > 0;
        report(ticket, stood ? orders::OrderEventKind::Cancelled : orders::OrderEventKind::CancelRejected);
    }
    void cancelExternal(InstrumentId, const orders::VenueOrderId&) override
    {
        reconcile(); // nobody else trades here
    }
    void replace(const ports::ReplaceRequest&, const orders::OrderTicket& ticket) override
    {
        report(ticket, orders::OrderEventKind::ReplaceRejected, "not here");
    }
    void query(const orders::OrderTicket& ticket) override
    {
        const std::string name(m_session->names.nameOf(ticket).value().view());
        const auto stands = [&](const auto& one) { return one.name == name; };
        if (std::any_of(m_exchange.resting.begin(), m_exchange.resting.end(), stands)) {
            return report(ticket, orders::OrderEventKind::Found);
        }
        const auto filled = [&](const auto& one) { return one.first == name; };
        const bool isFilled = std::any_of(m_exchange.fills.begin(), m_exchange.fills.end(), filled);
        report(ticket, isFilled ? orders::OrderEventKind::Filled : orders::OrderEventKind::Cancelled);
    }
    void reconcile() override
    {
        for (const auto& [name, fill] : m_exchange.fills) {
            if (fill.time >= m_session->knownUntil - seconds(10)) {
                tell(fill, m_session->names.orderOf(name).value_or(OrderId{}));
            }
        }
        const auto& instrument = m_session->instruments.front();
        say(events::PositionReported{m_session->account, instrument.id, m_exchange.position});
        say(events::CashReported{m_session->account, m_quote, m_exchange.cash});
        say(events::Reconciled{m_session->account});
    }
    void stop() override
    {
        m_timer.stop();
    }
    views::Connection connection() const override
    {
        return m_now;
    }

private:
    void move()
    {
        // Two seconds up, two down, with some noise: averages cross.
        const std::int64_t slope = (m_exchange.steps++ / 100) % 2 == 0 ? 100 : -100;
        m_exchange.price += slope + static_cast<std::int64_t>(m_exchange.random.below(101)) - 50;
        auto& sink = m_session->sink;
        if (sink.mayResume()) {
            sink.resume();
        }
        const InstrumentId id = m_session->instruments.front().id;
        const Ticks price{m_exchange.price};
        const Timestamp now = m_clock.wall();
        static_cast<void>(sink.put(
            {now, market::Quote{id, now, Ticks{price.count - 1}, Ticks{price.count + 1}, Lots{50'000}, Lots{50'000}}}));
        static_cast<void>(sink.put({now, market::Print{id, now, price, Lots{10'000}}}));
        m_now.lines[0].lastProof = now;
    }
    void tell(orders::Fill fill, OrderId order)
    {
        fill.order = order;
        fill.instrument = m_session->instruments.front().id;
        fill.account = m_session->account;
        fill.feeCurrency = m_quote;
        say(fill);
    }
    void report(const orders::OrderTicket& ticket, orders::OrderEventKind kind, std::string_view why = {})
    {
        events::OrderReport report;
        report.order = ticket.id;
        report.account = ticket.account;
        report.kind = kind;
        report.venueTime = m_clock.wall();
        report.text = ShortText<95>(why);
        say(report);
    }
    void say(const events::Event& event)
    {
        static_cast<void>(m_session->sink.put(event)); // so few that there is always room
    }

    ModelExchange& m_exchange;
    Clock& m_clock;
    const ports::BrokerSession* m_session = nullptr;
    CurrencyId m_quote;
    QTimer m_timer;
    views::Connection m_now;
};

} // namespace omni::test
