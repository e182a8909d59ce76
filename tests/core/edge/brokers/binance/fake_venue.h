// A venue on this machine that answers what a test tells it, and a desk that writes down what it hears.

#pragma once

#include "core/edge/brokers/binance/session.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/trade/risk/gate.h"
#include "tests/core/edge/net/http_bench.h"
#include "tests/support/loopback/scripted_server.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::tests {

inline const QByteArray listing = R"({"timezone":"UTC","serverTime":1,"rateLimits":[],"exchangeFilters":[],"symbols":[
{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,"quoteAsset":"USDT",
"orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT"],"ocoAllowed":true,"amendAllowed":true,
"quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"isSpotTradingAllowed":true,"filters":[
{"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
{"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true}]}]})";

/// One request as the venue sees it.
struct AskedOfBinance {
    QByteArray method, path, key;
    QUrlQuery query;
    QByteArray rawQuery;
    [[nodiscard]] QString value(const char* name) const
    {
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    }
};

/// Real time that a test may push on.
class PushedClock final : public Clock
{
public:
    [[nodiscard]] Timestamp wall() override
    {
        return m_running.wall() + m_pushed;
    }
    [[nodiscard]] Monotonic mono() override
    {
        return m_running.mono() + m_pushed;
    }
    void pass(Duration span)
    {
        m_pushed = m_pushed + span;
    }

private:
    RunningClock m_running;
    Duration m_pushed;
};

class FakeVenue
{
public:
    using Answer = std::function<void(Served&, const AskedOfBinance&)>;

    FakeVenue()
        : account(QStringLiteral("account"), QWebSocketServer::NonSecureMode)
        , market(QStringLiteral("market"), QWebSocketServer::NonSecureMode)
    {
        account.listen(QHostAddress::LocalHost);
        market.listen(QHostAddress::LocalHost);
        rest.onRequest = [this](Served& served, const QByteArray& request) { onRequest(served, request); };
        QObject::connect(&account, &QWebSocketServer::newConnection, &account, [this] {
            auto* socket = account.nextPendingConnection();
            socket->setParent(&account);
            accountSockets.push_back(socket);
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [this, socket](const QString& text) {
                subscriptions.push_back(text.toUtf8());
                socket->sendTextMessage(QString::fromUtf8(subscribeAnswer));
            });
        });
        QObject::connect(&market, &QWebSocketServer::newConnection, &market, [this] {
            auto* socket = market.nextPendingConnection();
            socket->setParent(&market);
            marketSockets.push_back(socket);
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                             [this](const QString& text) { marketRequests.push_back(text.toUtf8()); });
        });
        answers["GET /api/v3/exchangeInfo"] = say(listing);
        answers["GET /api/v3/account"] = [this](Served& served, const AskedOfBinance&) {
            served.send(httpAnswer(R"({"canTrade":true,"canWithdraw":true,"balances":[)" + balances + "]}"));
        };
        answers["GET /api/v3/avgPrice"] = say(R"({"mins":5,"price":"50000.00000000","closeTime":1})");
        answers["GET /api/v3/openOrders"]
            = [this](Served& served, const AskedOfBinance&) { served.send(httpAnswer('[' + openOrders + ']')); };
        answers["GET /api/v3/myTrades"] = [this](Served& served, const AskedOfBinance& one) {
            const bool isFirst = !one.query.hasQueryItem(QStringLiteral("fromId"));
            served.send(httpAnswer(isFirst ? '[' + trades + ']' : QByteArray("[]")));
        };
        answers["GET /api/v3/time"] = [this](Served& served, const AskedOfBinance&) {
            const auto ms = clock.wall().ns / 1'000'000 + clockShiftMs;
            served.send(httpAnswer("{\"serverTime\":" + QByteArray::number(static_cast<qlonglong>(ms)) + '}'));
        };
    }

    static Answer say(const QByteArray& body, const QByteArray& status = "200 OK",
                      const QByteArray& fields = "Content-Type: application/json\r\n")
    {
        return [=](Served& served, const AskedOfBinance&) { served.send(httpAnswer(body, status, fields)); };
    }
    [[nodiscard]] int count(const QByteArray& what) const
    {
        return static_cast<int>(std::count_if(
            asked.begin(), asked.end(), [&](const AskedOfBinance& a) { return a.method + ' ' + a.path == what; }));
    }
    void tellAccount(const QByteArray& event)
    {
        accountSockets.back()->sendTextMessage(QString::fromUtf8("{\"subscriptionId\":0,\"event\":" + event + '}'));
    }
    void tellMarket(const QByteArray& stream, const QByteArray& data)
    {
        marketSockets.back()->sendTextMessage(
            QString::fromUtf8("{\"stream\":\"" + stream + "\",\"data\":" + data + '}'));
    }

    PushedClock clock;
    ScriptedServer rest;
    QWebSocketServer account, market;
    std::vector<QWebSocket*> accountSockets, marketSockets;
    std::vector<QByteArray> subscriptions, marketRequests;
    std::map<QByteArray, Answer> answers;
    std::vector<AskedOfBinance> asked;
    QByteArray balances = R"({"asset":"BTC","free":"1.00000000","locked":"0.00000000"},
        {"asset":"USDT","free":"1000.00000000","locked":"50.00000000"})";
    QByteArray openOrders, trades;
    QByteArray subscribeAnswer = R"({"id":"1","status":200,"result":{"subscriptionId":0}})";
    std::int64_t clockShiftMs = 0;

private:
    void onRequest(Served& served, const QByteArray& request)
    {
        const auto words = request.left(request.indexOf("\r\n")).split(' ');
        const auto mark = words.at(1).indexOf('?');
        AskedOfBinance one;
        one.method = words.at(0);
        one.path = mark < 0 ? words.at(1) : words.at(1).left(mark);
        one.rawQuery = mark < 0 ? QByteArray() : words.at(1).mid(mark + 1);
        one.query = QUrlQuery(QString::fromUtf8(one.rawQuery));
        const auto at = request.indexOf("X-MBX-APIKEY: ");
        one.key = at < 0 ? QByteArray() : request.mid(at + 14, request.indexOf("\r\n", at) - at - 14);
        asked.push_back(one);
        const auto answer = answers.find(one.method + ' ' + one.path);
        if (answer != answers.end()) {
            answer->second(served, one);
        } else {
            served.send(httpAnswer(R"({"code":-1100,"msg":"nobody told me"})", "400 Bad Request"));
        }
    }
};

/// "t-1" is order 1.
class PlainNames final : public ports::OrderNames
{
public:
    [[nodiscard]] Result<orders::ClientOrderId> nameOf(const orders::OrderTicket& ticket) const override
    {
        return orders::ClientOrderId("t-" + std::to_string(ticket.id.value));
    }
    [[nodiscard]] std::optional<OrderId> orderOf(std::string_view name) const override
    {
        if (!name.starts_with("t-")) {
            return std::nullopt;
        }
        return OrderId{std::stoull(std::string(name.substr(2)))};
    }
    [[nodiscard]] bool isLost(std::string_view name) const override
    {
        return name.starts_with("INSTALL1-LOST");
    }
};

class CountedCurrencies final : public ports::CurrencyNumbers
{
public:
    [[nodiscard]] Result<CurrencyId> numberOf(std::string_view code) override
    {
        const auto [at, isNew] = m_numbers.emplace(code, m_numbers.size() + 1);
        return CurrencyId{at->second};
    }

private:
    std::map<std::string, std::uint64_t> m_numbers;
};

class ListeningDesk final : public ports::EventSink
{
public:
    [[nodiscard]] bool put(const events::Event& event) override
    {
        heard.push_back(event);
        return true;
    }
    [[nodiscard]] bool put(const ports::TimedTick& tick) override
    {
        if (isFull) {
            return false;
        }
        ticks.push_back(tick.tick);
        return true;
    }
    [[nodiscard]] bool mayResume() const override
    {
        return !isFull;
    }
    void resume() override
    {
        ++resumed;
    }
    template<class T> [[nodiscard]] std::vector<T> all() const
    {
        std::vector<T> found;
        for (const auto& event : heard) {
            if (const auto* one = std::get_if<T>(&event)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    template<class T> [[nodiscard]] std::vector<T> allTicks() const
    {
        std::vector<T> found;
        for (const auto& tick : ticks) {
            if (const auto* one = std::get_if<T>(&tick)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    /// "accepted fill filled": what was said of an order, in order.
    [[nodiscard]] std::string story(std::uint64_t order) const
    {
        std::string text;
        for (const auto& event : heard) {
            const auto* report = std::get_if<events::OrderReport>(&event);
            const auto* fill = std::get_if<orders::Fill>(&event);
            if (report != nullptr && report->order.value == order) {
                text += (text.empty() ? "" : " ") + std::string(orders::nameOf(report->kind));
            } else if (fill != nullptr && fill->order.value == order) {
                text += text.empty() ? "fill" : " fill";
            }
        }
        return text;
    }

    std::vector<events::Event> heard;
    std::vector<market::Tick> ticks;
    bool isFull = false;
    int resumed = 0;
};

/// All together: a broker of the venue with one instrument, BTCUSDT, id 1.
class BinanceBench
{
public:
    BinanceBench()
    {
        instrument.id = InstrumentId{1};
        instrument.venue = "binance";
        instrument.symbol = "BTCUSDT";
        instrument.quoteCurrency = "USDT";
        instrument.baseCurrency = "BTC";
        instrument.tickSize = {1, -2};
        instrument.lotSize = {1, -8};
        instrument.step = Lots{1'000};
        instrument.smallest = Lots{1'000};
        instrument.largest = Lots{900'000'000'000};
        instrument = *market::completed(instrument);
    }
    /// What was under way hears of the end by the event loop.
    ~BinanceBench()
    {
        broker.reset();
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::processEvents();
        }
    }
    BinanceBench(const BinanceBench&) = delete;
    BinanceBench& operator=(const BinanceBench&) = delete;
    [[nodiscard]] brokers::BrokerConfig config() const
    {
        const auto url = [](const char* scheme, quint16 port) {
            return std::string(scheme) + "://127.0.0.1:" + std::to_string(port);
        };
        brokers::BrokerConfig config;
        config.account = "binance-paper";
        config.faces = {{"rest", url("http", venue.rest.port())},
                        {"ws", url("ws", venue.market.serverPort())},
                        {"ws_api", url("ws", venue.account.serverPort())}};
        return config;
    }
    void makeBroker()
    {
        brokers::BrokerKey key{orders::Environment::Paper, Secret("the-key"), Secret("the-secret"), "external"};
        auto made = brokers::binance::BinanceBroker::make({config(), std::move(key), venue.clock, 7});
        QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
        broker = std::move(*made);
    }
    void start(orders::Environment environment = orders::Environment::Paper)
    {
        makeBroker();
        broker->start(
            {AccountId{5}, environment, {instrument}, venue.clock.wall() - minutes(5), names, currencies, desk, mayGo});
    }
    [[nodiscard]] bool isUp() const
    {
        const auto links = desk.all<events::LinkChanged>();
        return !links.empty() && links.back().kind == events::LinkKind::Orders && links.back().up;
    }
    void bringUp()
    {
        start();
        if (!QTest::qWaitFor([this] { return isUp(); }, 5'000)) {
            const auto why = line(views::LineKind::Orders);
            qFatal("%s: %s", views::nameOf(why.state).data(), why.detail.c_str());
        }
    }
    [[nodiscard]] views::Line line(views::LineKind kind) const
    {
        return broker->connection().lines[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] orders::OrderTicket ticket(std::uint64_t id) const
    {
        orders::OrderTicket ticket;
        ticket.id = OrderId{id};
        ticket.instrument = InstrumentId{1};
        ticket.account = AccountId{5};
        ticket.environment = orders::Environment::Paper;
        ticket.kind = orders::OrderKind::Limit;
        ticket.limit = Ticks{5'000'000};
        ticket.size = Lots{200'000};
        return ticket;
    }
    /// Through a gate that lets all pass that is well formed.
    [[nodiscard]] risk::ClearedOrder cleared(const orders::OrderTicket& ticket) const
    {
        risk::Limits limits;
        limits.enforced = false;
        risk::RiskView view;
        view.environment = ticket.environment;
        view.mode = risk::Mode::Manual;
        view.byPerson = true;
        view.reference = Ticks{5'000'000};
        view.quote = market::Quote{ticket.instrument, {}, Ticks{4'999'999}, Ticks{5'000'001}, Lots{1}, Lots{1}};
        view.quoteAge = Duration{};
        view.here.position = Lots{-signOf(ticket.side) * ticket.size.count}; // there is so much to close
        const auto cleared = risk::Gate(limits).clear(ticket, instrument, view);
        if (!cleared) {
            qFatal("the gate refused: %s", risk::nameOf(cleared.error().rule).data());
        }
        return *cleared;
    }
    void submit(const orders::OrderTicket& ticket)
    {
        broker->submit(cleared(ticket));
    }
    void submitPair(const orders::OrderTicket& first, const orders::OrderTicket& second)
    {
        broker->submitPair(cleared(first), cleared(second));
    }

    FakeVenue venue;
    market::Instrument instrument;
    PlainNames names;
    CountedCurrencies currencies;
    ListeningDesk desk;
    std::function<bool(const orders::OrderTicket&)> mayGo; ///< Set before the start.
    std::unique_ptr<ports::Broker> broker; ///< Goes first.
};

/// An order as the venue tells it.
inline QByteArray orderText(std::uint64_t id, const QByteArray& status = "NEW", const QByteArray& filled = "0.00000000",
                            const QByteArray& more = {})
{
    return "{\"symbol\":\"BTCUSDT\",\"orderId\":" + QByteArray::number(static_cast<qulonglong>(1000 + id))
        + ",\"clientOrderId\":\"t-" + QByteArray::number(static_cast<qulonglong>(id))
        + "\",\"transactTime\":1700000000000,\"price\":\"50000.00000000\",\"origQty\":\"0.00200000\",\"executedQty\":\""
        + filled + "\",\"cummulativeQuoteQty\":\"100.00000000\",\"status\":\"" + status
        + "\",\"type\":\"LIMIT\",\"side\":\"BUY\"" + more + '}';
}

} // namespace omni::tests
