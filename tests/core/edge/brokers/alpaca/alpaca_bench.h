// A broker over the fake venue, and a desk that writes down what it hears.

#pragma once

#include "tests/core/edge/brokers/alpaca/fake_alpaca.h"

#include "core/edge/brokers/alpaca/info.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/risk/gate.h"

#include <QCoreApplication>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace omni::tests {

inline orders::OrderTicket aTicket(std::uint64_t id)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{id};
    ticket.instrument = InstrumentId{1};
    ticket.account = AccountId{1};
    ticket.environment = orders::Environment::Paper;
    ticket.kind = orders::OrderKind::Limit;
    ticket.side = Side::Buy;
    ticket.size = Lots{3};
    ticket.limit = Ticks{15'025};
    return ticket;
}

/// The gate lets everything through that is well formed.
inline std::optional<risk::ClearedOrder> cleared(const orders::OrderTicket& ticket,
                                                 const market::Instrument& instrument)
{
    risk::Limits limits;
    limits.enforced = false;
    risk::RiskView view;
    view.environment = ticket.environment;
    view.mode = risk::Mode::Manual;
    view.byPerson = true;
    view.reference = Ticks{15'000};
    view.quote = market::Quote{ticket.instrument, {}, Ticks{14'999}, Ticks{15'001}, Lots{1}, Lots{1}};
    view.quoteAge = Duration{};
    view.here.position = Lots{-signOf(ticket.side) * ticket.size.count};
    const auto passed = risk::Gate(limits).clear(ticket, instrument, view);
    return passed ? std::optional(*passed) : std::nullopt;
}

/// Names as a profile makes them, with one start.
class TypicalNames final : public ports::OrderNames
{
public:
    [[nodiscard]] Result<orders::ClientOrderId> nameOf(const orders::OrderTicket& ticket) const override
    {
        return orders::clientOrderId({orders::Nonce("1NSTALL0"), orders::Nonce("START001"), ticket.id, ticket.role});
    }
    [[nodiscard]] std::optional<OrderId> orderOf(std::string_view name) const override
    {
        const auto parts = orders::partsOf(name);
        const bool isOurs = parts && parts->install == orders::Nonce("1NSTALL0") && !isLost(name);
        return isOurs ? std::optional(parts->order) : std::nullopt;
    }
    [[nodiscard]] bool isLost(std::string_view name) const override
    {
        return name.starts_with("1NSTALL0-LOST");
    }
};

class TypicalCurrencies final : public ports::CurrencyNumbers
{
public:
    [[nodiscard]] Result<CurrencyId> numberOf(std::string_view code) override
    {
        const auto [at, isNew] = m_numbers.try_emplace(std::string(code), CurrencyId{m_numbers.size() + 1});
        return at->second;
    }

private:
    std::map<std::string, CurrencyId> m_numbers;
};

class WritingDesk final : public ports::EventSink
{
public:
    [[nodiscard]] bool put(const events::Event& event) override
    {
        if (!takesEvents) {
            return false;
        }
        events.push_back(event);
        return true;
    }
    [[nodiscard]] bool put(const ports::TimedTick& tick) override
    {
        if (!takesTicks) {
            return false;
        }
        ticks.push_back(tick);
        return true;
    }
    [[nodiscard]] bool mayResume() const override
    {
        return takesTicks;
    }
    void resume() override
    {
        ++resumed;
    }
    template<class T> [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const auto& event : events) {
            if (const auto* one = std::get_if<T>(&event)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    /// The kinds of the reports on an order, in their order.
    [[nodiscard]] std::vector<orders::OrderEventKind> story(std::uint64_t order) const
    {
        std::vector<orders::OrderEventKind> kinds;
        for (const auto& report : all<events::OrderReport>()) {
            if (report.order == OrderId{order}) {
                kinds.push_back(report.kind);
            }
        }
        return kinds;
    }
    [[nodiscard]] bool isUp(events::LinkKind kind = events::LinkKind::Orders) const
    {
        bool up = false;
        for (const auto& link : all<events::LinkChanged>()) {
            up = link.kind == kind ? link.up : up;
        }
        return up;
    }

    std::vector<events::Event> events;
    std::vector<ports::TimedTick> ticks;
    bool takesEvents = true, takesTicks = true;
    int resumed = 0;
};

inline market::Instrument aStock(std::uint64_t id = 1, const std::string& symbol = "AAPL")
{
    market::Instrument instrument;
    instrument.id = InstrumentId{id};
    instrument.venue = "alpaca";
    instrument.symbol = symbol;
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    instrument.sessions = market::Sessions::UsEquities;
    return *market::completed(instrument);
}

inline market::Instrument aPair(std::uint64_t id = 2)
{
    market::Instrument instrument;
    instrument.id = InstrumentId{id};
    instrument.venue = "alpaca";
    instrument.symbol = "BTC/USD";
    instrument.quoteCurrency = "USD";
    instrument.baseCurrency = "BTC";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, -9};
    instrument.largest = Lots{10'000'000'000'000'000};
    return *market::completed(instrument);
}

/// A broker over the fake venue.
class AlpacaBench
{
public:
    AlpacaBench() = default;
    /// What was under way hears of the end by the event loop.
    ~AlpacaBench()
    {
        broker.reset();
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::processEvents();
        }
    }
    AlpacaBench(const AlpacaBench&) = delete;
    AlpacaBench& operator=(const AlpacaBench&) = delete;
    [[nodiscard]] brokers::BrokerMaking making(const char* keyId = "PKTEST")
    {
        const auto http = "http://127.0.0.1:" + std::to_string(venue.rest.port());
        const auto ws = "ws://127.0.0.1:" + std::to_string(venue.streamPort());
        brokers::BrokerConfig config;
        config.account = "alpaca-paper";
        config.plan = plan;
        config.faces
            = {{"rest", http}, {"data_rest", http}, {"stream_ws", streamUrl.empty() ? ws : streamUrl}, {"data_ws", ws}};
        brokers::BrokerKey key;
        key.id = Secret(keyId);
        key.secret = Secret("s3cret");
        key.source = "external";
        return {std::move(config), std::move(key), clock, 7};
    }
    void start()
    {
        auto made = brokers::alpaca_info.make(making());
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        broker = std::move(*made);
        broker->start({AccountId{1},
                       orders::Environment::Paper,
                       {aStock(), aPair()},
                       clock.wall() - minutes(5),
                       names,
                       currencies,
                       desk,
                       mayGo,
                       standing,
                       entryStops});
    }
    void startUp()
    {
        start();
        QTRY_VERIFY(desk.isUp());
    }
    [[nodiscard]] orders::OrderTicket ticket(std::uint64_t id = 1) const
    {
        return aTicket(id);
    }
    void submit(const orders::OrderTicket& order)
    {
        const auto passed = cleared(order, order.instrument == InstrumentId{2} ? aPair() : aStock());
        QVERIFY(passed);
        broker->submit(*passed);
    }
    [[nodiscard]] QString nameOf(std::uint64_t id) const
    {
        return QString::fromUtf8(QByteArray::fromStdString(std::string(names.nameOf(ticket(id))->view())));
    }
    [[nodiscard]] views::Line line(views::LineKind kind) const
    {
        return broker->connection().lines[static_cast<std::size_t>(kind)];
    }

    std::function<bool(const orders::OrderTicket&)> mayGo; ///< Set before the start.
    std::vector<ports::StandingOrder> standing; ///< The same.
    std::vector<ports::EntryStop> entryStops; ///< The same.
    std::string plan; ///< Of market data; the usual one.
    std::string streamUrl; ///< Of the orders, in place of the venue's own.
    LeapingClock clock;
    FakeAlpaca venue;
    TypicalNames names;
    TypicalCurrencies currencies;
    WritingDesk desk;
    std::unique_ptr<ports::Broker> broker;
};

} // namespace omni::tests
