#include "core/host/runtime/paper/paper_exchange.h"

#include "core/edge/sandbox/alpaca/alpaca_face.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/edge/sandbox/keys/client_keys.h"

#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// Of a new account. No coins: a person who has bought nothing holds nothing.
constexpr Money playMoney{100'000LL * 100'000'000};
constexpr Duration lived = minutes(6); ///< Of the market before the session: trades and averages are there.

sandbox::ClientKey copyOf(const sandbox::ClientKey& key)
{
    sandbox::ClientKey copy;
    copy.key = key.key;
    copy.secret = Secret(key.secret.exposed());
    return copy;
}

/// A coin that also pays fees is cash and position at once. Nobody can owe it.
sandbox::AccountTerms binanceTerms(const std::optional<PaperBooks>& books)
{
    if (!books) {
        return {{{"USDT", playMoney}}, false};
    }
    sandbox::AccountTerms terms{books->cash, false};
    for (const auto& holding : books->holdings) {
        const auto known = std::find_if(terms.funds.begin(), terms.funds.end(),
                                        [&holding](const auto& fund) { return fund.first == holding.base; });
        if (known != terms.funds.end()) {
            known->second.e8 += holding.quantity.e8;
        } else {
            terms.funds.emplace_back(holding.base, holding.quantity);
        }
    }
    for (auto& [asset, amount] : terms.funds) {
        amount.e8 = std::max<std::int64_t>(0, amount.e8);
    }
    return terms;
}

sandbox::alpaca::FaceConfig alpacaConfig(const PaperExchangeWish& wish)
{
    sandbox::alpaca::FaceConfig config;
    config.seed = wish.seed;
    config.funds = playMoney;
    if (!wish.books) {
        return config;
    }
    config.funds = {};
    for (const auto& [currency, amount] : wish.books->cash) {
        config.funds = currency == "USD" ? amount : config.funds;
    }
    for (const auto& holding : wish.books->holdings) {
        config.held.push_back({holding.symbol, holding.quantity, holding.cost});
    }
    return config;
}

} // namespace

/// The faces live and die on the thread; the rest is not changed once it listens.
class PaperExchange::Impl
{
public:
    Impl(PaperExchangeWish wish, Clock& clock)
        : m_wish(std::move(wish))
        , m_clock(clock)
        , m_key(sandbox::newKey())
        , m_context(std::make_unique<QObject>())
    {
        m_thread.setObjectName(QStringLiteral("paper exchange"));
        m_context->moveToThread(&m_thread);
    }
    ~Impl()
    {
        if (!m_thread.isRunning()) {
            return;
        }
        call([this] {
            m_binance.reset();
            m_alpaca.reset();
        });
        call([this] {
            m_context.release()->deleteLater(); // it is in the midst of this call
        });
        m_thread.quit();
        m_thread.wait();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Result<void> start()
    {
        m_thread.start();
        if (!m_thread.isRunning()) {
            return failure(Errc::Unavailable, "the system gives no thread for it");
        }
        Result<std::uint16_t> port = 0;
        call([&] { port = m_wish.face == PaperFace::Alpaca ? serveAlpaca() : serveBinance(); });
        if (!port) {
            return tl::unexpected(port.error());
        }
        m_port = *port;
        return {};
    }
    [[nodiscard]] PaperFace face() const noexcept
    {
        return m_wish.face;
    }
    [[nodiscard]] std::uint16_t port() const noexcept
    {
        return m_port;
    }
    [[nodiscard]] const sandbox::ClientKey& key() const noexcept
    {
        return m_key;
    }

private:
    void call(const std::function<void()>& what)
    {
        QMetaObject::invokeMethod(m_context.get(), what, Qt::BlockingQueuedConnection);
    }
    std::vector<sandbox::ClientKey> keys() const
    {
        std::vector<sandbox::ClientKey> out;
        out.push_back(copyOf(m_key));
        return out;
    }
    Result<std::uint16_t> serveAlpaca()
    {
        m_alpaca = std::make_unique<sandbox::alpaca::AlpacaFace>(
            m_clock, sandbox::alpaca::builtInMarket(m_wish.seed, m_clock.wall() - lived, false), keys(),
            alpacaConfig(m_wish));
        return m_alpaca->listen(m_wish.port);
    }
    Result<std::uint16_t> serveBinance()
    {
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = m_wish.seed, .start = m_clock.wall() - lived},
            sandbox::builtInCoins());
        sandbox::ExchangeConfig rules;
        rules.numbersAbove = m_wish.numbersAbove;
        sandbox::binance::FaceConfig config;
        config.terms = binanceTerms(m_wish.books);
        m_binance = std::make_unique<sandbox::binance::Face>(
            std::make_unique<sandbox::Exchange>(std::move(market), rules, m_clock), keys(), std::move(config), m_clock);
        return m_binance->listen(m_wish.port);
    }

    const PaperExchangeWish m_wish;
    Clock& m_clock;
    const sandbox::ClientKey m_key;
    std::uint16_t m_port = 0;
    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< Dies on its thread.
    std::unique_ptr<sandbox::binance::Face> m_binance;
    std::unique_ptr<sandbox::alpaca::AlpacaFace> m_alpaca;
};

PaperExchange::PaperExchange(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

PaperExchange::~PaperExchange() = default;

Result<std::unique_ptr<PaperExchange>> PaperExchange::start(PaperExchangeWish wish, Clock& clock)
{
    auto impl = std::make_unique<Impl>(std::move(wish), clock);
    if (auto started = impl->start(); !started) {
        return tl::unexpected(started.error());
    }
    return std::unique_ptr<PaperExchange>(new PaperExchange(std::move(impl)));
}

std::vector<brokers::FaceSetting> PaperExchange::addresses() const
{
    const std::string rest = fmt::format("http://127.0.0.1:{}", m_impl->port());
    const std::string stream = fmt::format("ws://127.0.0.1:{}", m_impl->port());
    if (m_impl->face() == PaperFace::Alpaca) {
        return {{"rest", rest}, {"data_rest", rest}, {"stream_ws", stream}, {"data_ws", stream}};
    }
    return {{"rest", rest}, {"ws", stream}, {"ws_api", stream}};
}

brokers::BrokerKey PaperExchange::key() const
{
    brokers::BrokerKey key;
    key.environment = orders::Environment::Paper;
    key.id = Secret(m_impl->key().key);
    key.secret = Secret(m_impl->key().secret.exposed());
    key.source = "made for this session";
    return key;
}

} // namespace omni::runtime
