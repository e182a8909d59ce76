// The other side of the load tests, a process of its own: Binance's protocol on loopback sockets, spoken by the paper
// exchange, before a market that says so much a second as it is told to.
//
//   load_venue SYMBOLS [TRADES_A_SECOND [WAVE_TICKS WAVE_SECONDS]]
//
// With a wave prices go so many ticks up and down again in so many seconds; else they stand still. It takes no fees.
//
// Its first line says where it is, as `omnitrade sandbox` does. It takes one command a line on its standard input:
//
//   rate N      so many trades a second from now on, a change of the best bid with each: twice as many messages
//   rate N M    the same for M trades: then it falls silent, so that it is M exactly, however late it was
//   ledger      one line of JSON: what was said of each symbol, what was sent to clients, the orders that came, what is
//               owed of a rate with an end, how late it was against the intended times
//   orders      one line of JSON: the new orders since the last such line, each as [name, when], when in ns of the
//               machine's monotonic clock, as it was taken into the book
//
// Beside Binance's port there is another door for orders, where no pace is kept: a line "NAME WORDS…" is answered with
// the same line and the time, as in `orders`, at which it was in the book.
//
// It ends with its input. The limits of rates are raised: they are not what is measured.
//
// needs: edge/sandbox edge/platform Qt6::Network

#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/listing.h"
#include "tests/load/load_market.h"
#include "tests/load/machine_time.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <charconv>
#include <cstdio>

#include <unistd.h>

namespace {

using namespace omni;

std::int64_t numberIn(std::string_view text)
{
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void say(const std::string& line)
{
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// BTCUSDT first, then its like under other names.
std::vector<sandbox::Listing> listingsOf(std::size_t count)
{
    const auto coins = sandbox::builtInCoins();
    std::vector<sandbox::Listing> listings;
    for (std::size_t i = 0; i < count; ++i) {
        auto listing = sandbox::listingOf(coins.front().profile, i, coins.front().base, coins.front().quote, true);
        if (i > 0) {
            listing.base = fmt::format("L{:03}", i);
            listing.symbol = listing.base + listing.quote;
            listing.instrument.symbol = listing.symbol;
            listing.instrument.baseCurrency = listing.base;
        }
        listings.push_back(std::move(listing));
    }
    return listings;
}

/// The orders that came, in the venue's own book.
class OrderBook final : public sandbox::Watcher
{
public:
    void onOrder(const sandbox::OrderUpdate& update) override
    {
        if (update.change == sandbox::OrderChange::New) {
            add(update.order.wish.clientId);
        }
    }
    /// When it had it.
    std::int64_t add(const std::string& name)
    {
        ++m_count;
        m_new.emplace_back(name, load::machineTime());
        return m_new.back().second;
    }
    [[nodiscard]] std::uint64_t count() const noexcept
    {
        return m_count;
    }
    [[nodiscard]] std::string take()
    {
        JsonText json;
        json.object().key("orders").array();
        for (const auto& [name, at] : m_new) {
            json.array().text(name).integer(at).end();
        }
        m_new.clear();
        return json.end().end().take();
    }

private:
    std::uint64_t m_count = 0;
    std::vector<std::pair<std::string, std::int64_t>> m_new;
};

class LoadVenue
{
public:
    explicit LoadVenue(std::size_t symbols)
    {
        auto market = std::make_unique<load::LoadMarket>(listingsOf(symbols), m_clock);
        m_market = market.get();
        sandbox::ExchangeConfig free;
        free.makerFeeE8 = free.takerFeeE8 = 0; // strategies that always lose are stopped by their breakers
        auto exchange = std::make_unique<sandbox::Exchange>(std::move(market), free, m_clock);
        exchange->watch(m_orders);
        sandbox::binance::FaceConfig config;
        constexpr std::int32_t most = 1'000'000'000; // what a client believes at the most
        config.rates = {.weight = most, .ordersTenSeconds = most, .ordersDay = most, .rawRequests = most};
        config.terms = sandbox::binance::usualTerms();
        config.web.unsent = std::size_t{256} * 1024 * 1024; // of a burst; a client that never reads is still cut
        m_key = sandbox::newKey();
        std::vector<sandbox::ClientKey> keys(1);
        keys.front().key = m_key.key;
        keys.front().secret = Secret(m_key.secret.exposed());
        m_face = std::make_unique<sandbox::binance::Face>(std::move(exchange), std::move(keys), std::move(config),
                                                          m_clock);
        m_pace.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_pace, &QTimer::timeout, &m_pace, [this] { m_face->exchange().advance(); });
        m_pace.start(1);
    }
    ~LoadVenue()
    {
        m_face->exchange().unwatch(m_orders);
    }
    LoadVenue(const LoadVenue&) = delete;
    LoadVenue& operator=(const LoadVenue&) = delete;

    [[nodiscard]] bool listen()
    {
        const auto port = m_face->listen(0);
        if (!port || !m_door.listen(QHostAddress::LocalHost)) {
            std::fprintf(stderr, "load_venue: %s\n", port ? "no port for orders" : port.error().detail.c_str());
            return false;
        }
        QObject::connect(&m_door, &QTcpServer::newConnection, &m_door,
                         [this] { open(m_door.nextPendingConnection()); });
        JsonText json;
        json.object().key("binance").object().member("rest", fmt::format("http://127.0.0.1:{}", *port));
        json.member("ws", fmt::format("ws://127.0.0.1:{}", *port)).end().key("keys").array().object();
        json.member("key", m_key.key).member("secret", m_key.secret.exposed()).end().end().key("symbols").array();
        for (const auto& listing : m_face->exchange().listings()) {
            json.text(listing.symbol);
        }
        json.end().member("orders", static_cast<int>(m_door.serverPort()));
        ::say(json.end().take());
        return true;
    }
    void setWave(std::int64_t ticks, std::int64_t period)
    {
        m_market->setWave(ticks, seconds(std::max<std::int64_t>(period, 1)));
    }
    void setRate(std::int64_t rate, std::int64_t most = INT64_MAX)
    {
        m_face->exchange().advance(); // so that it counts from now on
        m_market->setRate(rate, most);
    }
    void obey(std::string_view line)
    {
        if (line.starts_with("rate ")) {
            const auto second = line.find(' ', 5);
            const bool hasEnd = second != std::string_view::npos;
            setRate(numberIn(line.substr(5)), hasEnd ? numberIn(line.substr(second + 1)) : INT64_MAX);
        } else if (line == "ledger") {
            m_face->exchange().advance();
            ::say(ledger());
        } else if (line == "orders") {
            ::say(m_orders.take());
        }
    }

private:
    void open(QTcpSocket* client)
    {
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        QObject::connect(client, &QTcpSocket::readyRead, client, [this, client] {
            while (client->canReadLine()) {
                const auto line = client->readLine().trimmed();
                const auto there = m_orders.add(line.left(line.indexOf(' ')).toStdString());
                client->write(line + ' ' + QByteArray::number(static_cast<qlonglong>(there)) + '\n');
                client->flush();
            }
        });
    }
    [[nodiscard]] std::string ledger() const
    {
        JsonText json;
        const auto counts = m_face->counts();
        json.object().key("said").object();
        std::uint64_t trades = 0;
        for (std::size_t i = 0; i < m_market->said().size(); ++i) {
            const auto& said = m_market->said()[i];
            trades += said.trades;
            json.key(m_face->exchange().listings()[i].symbol).array().integer(said.trades).integer(said.lots).end();
        }
        json.end().member("trades", trades).member("streamed", m_face->streamed()).member("cut", counts.cut);
        json.member("orders", m_orders.count()).member("owed", m_market->owed()).key("lateness");
        m_market->lateness().write(json);
        return json.end().take();
    }

    platform::SystemClock m_clock;
    OrderBook m_orders;
    load::LoadMarket* m_market = nullptr;
    sandbox::ClientKey m_key;
    std::unique_ptr<sandbox::binance::Face> m_face;
    QTimer m_pace;
    QTcpServer m_door; ///< For orders without a pace.
};

} // namespace

int main(int count, char** words)
{
    QCoreApplication app(count, words);
    if (count < 2 || numberIn(words[1]) < 1 || numberIn(words[1]) > 500) {
        std::fputs("load_venue SYMBOLS [TRADES_A_SECOND [WAVE_TICKS WAVE_SECONDS]]\n", stderr);
        return 2;
    }
    LoadVenue venue(static_cast<std::size_t>(numberIn(words[1])));
    if (!venue.listen()) {
        return 1;
    }
    if (count > 4) {
        venue.setWave(numberIn(words[3]), numberIn(words[4]));
    }
    venue.setRate(count > 2 ? numberIn(words[2]) : 0);
    std::string heard;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char bytes[4'096];
        const auto read = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (read <= 0) {
            input.setEnabled(false);
            QCoreApplication::quit();
            return;
        }
        heard.append(bytes, static_cast<std::size_t>(read));
        for (auto end = heard.find('\n'); end != std::string::npos; end = heard.find('\n')) {
            venue.obey(std::string_view(heard).substr(0, end));
            heard.erase(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
