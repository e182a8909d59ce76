#include "core/edge/sandbox/alpaca/alpaca_face.h"

#include "core/edge/sandbox/alpaca/data_stream.h"
#include "core/edge/sandbox/alpaca/order_stream.h"
#include "core/edge/sandbox/alpaca/quote_tape.h"
#include "core/edge/sandbox/alpaca/rest.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/edge/sandbox/server/web_server.h"

#include <QTimer>

#include <algorithm>

namespace omni::sandbox::alpaca {

namespace {

constexpr int stepMs = 5;

ExchangeConfig terms()
{
    ExchangeConfig config;
    config.makerFeeE8 = 150'000;
    config.takerFeeE8 = 250'000;
    config.feesInWholeLots = true;
    return config;
}

AccountTerms termsOf(const Exchange& exchange, const FaceConfig& config)
{
    AccountTerms terms{.funds = {{"USD", config.funds}}, .maySellShort = true};
    for (const HeldAtStart& held : config.held) {
        if (const auto listing = exchange.listingOf(held.symbol)) {
            terms.funds.emplace_back(exchange.listings()[*listing].base, held.quantity);
        }
    }
    return terms;
}

void hold(const Exchange& exchange, const FaceConfig& config, ClientAccount& client)
{
    client.holdings.resize(exchange.listings().size());
    for (const HeldAtStart& held : config.held) {
        if (const auto listing = exchange.listingOf(held.symbol)) {
            client.holdings[*listing] = {held.quantity, held.cost, held.cost};
            client.lastEquity.e8 += held.cost.e8;
        }
    }
}

std::vector<ClientAccount> accountsOf(Exchange& exchange, const std::vector<ClientKey>& keys, const FaceConfig& config)
{
    std::vector<ClientAccount> clients;
    for (const ClientKey& key : keys) {
        const auto account = key.secret.isEmpty() ? Outcome<AccountId>(tl::unexpected(Refusal::UnknownListing))
                                                  : exchange.openAccount(termsOf(exchange, config));
        if (!account) {
            continue;
        }
        ClientAccount& made = clients.emplace_back();
        made.key = key.key;
        made.secret = Secret(key.secret.exposed());
        made.account = *account;
        made.id = uuidOf("account", config.seed, account->value);
        made.number = "PA" + std::to_string(300'000'000 + account->value);
        made.created = exchange.now();
        made.funds = made.lastEquity = config.funds;
        hold(exchange, config, made);
    }
    return clients;
}

} // namespace

/// No rule of this venue stands against a client but those that the protocol knows.
void adapt(Listing& listing)
{
    listing.bandUpPercent = 100'000;
    listing.bandDownPercent = 0;
    listing.leastTrailBp = 1;
    listing.mostTrailBp = 9'999;
    listing.mostOrders = listing.mostTriggers = listing.mostLists = listing.mostAmends = 10'000;
    listing.leastValue = {1};
    listing.mostValue = {50'000'000'000'000'000};
    listing.largest = listing.largestAtMarket = {1'000'000'000'000};
    listing.smallest = {listing.isShare ? 1 : std::max<std::int64_t>(1, 10'000 / listing.lotUnit)};
}

std::unique_ptr<Market> builtInMarket(std::uint64_t seed, Timestamp start, bool keepsHours)
{
    // The market's own agents deal in what was a lot; clients may ask for less.
    std::vector<BuiltIn> listed = builtInShares();
    for (BuiltIn& one : listed) {
        const bool isShare = one.profile.sessions == market::Sessions::UsEquities;
        const std::int8_t finest = isShare ? -6 : one.base == "BTC" ? -8 : -7;
        std::int64_t step = 1;
        for (int i = finest; i < one.profile.lotSize.exponent; ++i) {
            step *= 10;
        }
        one.profile.lotSize = {1, finest};
        one.profile.typicalSize *= step;
        one.profile.roundSize *= step;
        one.profile.sizeStep = step;
    }
    BuiltInMarketConfig config;
    config.seed = seed;
    config.start = start;
    config.alwaysOpen = !keepsHours;
    config.adapt = adapt;
    return std::make_unique<BuiltInMarket>(config, std::move(listed));
}

class AlpacaFace::Impl
{
public:
    Impl(Clock& clock, std::unique_ptr<Market> market, const std::vector<ClientKey>& keys, const FaceConfig& config)
        : m_exchange(std::move(market), terms(), clock)
        , m_clients(accountsOf(m_exchange, keys, config))
        , m_desk(m_exchange, m_clients, config.seed)
        , m_quotes(m_exchange)
        , m_orders(m_clients)
        , m_data(m_exchange, m_clients, clock)
        , m_parts{m_exchange, m_desk, m_quotes, m_clients, config.seed, config.keepsHours, {}}
        , m_server(
              clock, [this](const WebRequest& request) { return serve(m_parts, request, ++m_requests); },
              [this](const WebRequest& request, Channel& channel) { return open(request, channel); }, {}, config.tls)
        , m_day(newYorkDay())
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { advance(); });
        m_timer.start(stepMs);
    }
    Result<std::uint16_t> listen(std::uint16_t port)
    {
        return m_server.listen(port);
    }
    void advance()
    {
        m_exchange.advance();
        m_desk.advance([this](AccountId account, const std::string& frame) { m_orders.tell(account, frame); });
        m_data.flush();
        markEquity();
    }
    void stop()
    {
        m_timer.stop();
        m_server.closeAll(1001, "the venue is going down");
    }

private:
    std::unique_ptr<Talk> open(const WebRequest& request, Channel& channel)
    {
        const std::string& path = request.path;
        if (path == "/stream") {
            return m_orders.open(channel);
        }
        const bool isMsgpack = request.field("Content-Type") == "application/msgpack";
        if (path == "/v1beta3/crypto/us" || path == "/v1beta2/crypto") {
            return m_data.open(channel, DataFeed::Crypto, isMsgpack);
        }
        if (path == "/v2/iex") {
            return m_data.open(channel, DataFeed::Iex, isMsgpack);
        }
        if (path == "/v2/sip" || path == "/v2/delayed_sip" || path == "/v2/test") {
            return m_data.open(channel, DataFeed::Sip, isMsgpack);
        }
        return nullptr;
    }
    [[nodiscard]] std::string newYorkDay() const
    {
        return newYorkText(m_exchange.now()).substr(0, 10);
    }
    void markEquity()
    {
        const Timestamp minute = flooredTo(m_exchange.now(), minutes(1));
        if (minute <= m_marked) {
            return;
        }
        m_marked = minute;
        const std::string day = newYorkDay();
        const bool isNewDay = day != std::exchange(m_day, day);
        for (ClientAccount& client : m_clients) {
            const Money equity = figuresOf(m_exchange, client, m_desk.open(client.account)).equity();
            client.equity.push_back({minute, equity});
            if (client.equity.size() > mostMarks) {
                client.equity.pop_front();
            }
            if (!isNewDay) {
                continue;
            }
            client.lastEquity = equity;
            for (std::size_t i = 0; i < client.holdings.size(); ++i) {
                client.holdings[i].dayCost = valueAtMarket(m_exchange, i, client.holdings[i].quantity);
            }
        }
    }

    Exchange m_exchange;
    std::vector<ClientAccount> m_clients;
    OrderDesk m_desk;
    QuoteTape m_quotes;
    OrderStreams m_orders;
    DataStreams m_data;
    FaceParts m_parts;
    std::uint64_t m_requests = 0;
    WebServer m_server;
    Timestamp m_marked;
    std::string m_day;
    QTimer m_timer;
};

AlpacaFace::AlpacaFace(Clock& clock, std::unique_ptr<Market> market, const std::vector<ClientKey>& keys,
                       FaceConfig config)
    : m_impl(std::make_unique<Impl>(clock, std::move(market), keys, config))
{
}

AlpacaFace::~AlpacaFace() = default;

Result<std::uint16_t> AlpacaFace::listen(std::uint16_t port)
{
    return m_impl->listen(port);
}

void AlpacaFace::advance()
{
    m_impl->advance();
}

void AlpacaFace::stop()
{
    m_impl->stop();
}

} // namespace omni::sandbox::alpaca
