// needs: host/runtime edge/platform edge/brokers/shared desk/engine Qt6::Network
// The paper exchange in this program: what it is called, where it listens, whose keys it takes, what its account holds.
#include "core/desk/engine/desk_state.h"
#include "core/edge/brokers/registry.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/config/broker_settings.h"
#include "core/host/runtime/broker/broker_offers.h"
#include "core/host/runtime/paper/paper_exchange.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <set>

using namespace omni;
using namespace omni::runtime;

namespace {

PaperExchangeWish wishOf(PaperFace face, std::uint16_t port = 0)
{
    PaperExchangeWish wish;
    wish.face = face;
    wish.port = port;
    return wish;
}

std::uint16_t portOf(const PaperExchange& exchange)
{
    return brokers::faceUrl(exchange.addresses().front().url).value().endpoint.port;
}

bool canConnect(std::uint16_t port)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    return socket.waitForConnected(5'000);
}

const brokers::BrokerInfo& infoOf(PaperFace face)
{
    return *brokers::brokerOf(brokerKeyOf(face), brokers::allBrokers());
}

} // namespace

class TestPaperExchange : public QObject
{
    Q_OBJECT

private slots:
    void itsNamesAreOfNoBroker()
    {
        QCOMPARE(paperFaceOf("sandbox-binance"), std::optional(PaperFace::Binance));
        QCOMPARE(paperFaceOf("sandbox-alpaca"), std::optional(PaperFace::Alpaca));
        QVERIFY(!paperFaceOf("binance") && !paperFaceOf("sandbox") && !paperFaceOf("sandbox-ib") && !paperFaceOf(""));
        QVERIFY(meansPaperExchange("sandbox-ib") && !meansPaperExchange("binance"));
        for (const auto* info : brokers::allBrokers()) {
            QVERIFY(!meansPaperExchange(info->key));
        }
        QCOMPARE(symbolsOf(PaperFace::Binance).front(), std::string("BTCUSDT"));
    }

    /// S35: else the books of a real account could be taken for the exchange's.
    void noAccountOfABrokerIsCalledLikeOneOfIts()
    {
        config::BrokerSettings settings;
        const auto& binance = infoOf(PaperFace::Binance);
        QVERIFY(!config::takeBrokerText(settings, binance, "account", "sandbox-binance").empty());
        QVERIFY(settings.account.empty());
        QVERIFY(config::takeBrokerText(settings, binance, "account", "mine").empty());
    }

    /// S35: an address that the exchange does not give would be the broker's own, and get a key.
    void everyAddressOfItsAdapterIsThisMachine()
    {
        platform::SystemClock clock;
        for (const PaperFace face : allPaperFaces) {
            const auto exchange = PaperExchange::start(wishOf(face), clock).value();
            brokers::BrokerConfig config;
            config.faces = exchange->addresses();
            for (const auto& one : infoOf(face).faces) {
                const auto url = brokers::faceOf(config, infoOf(face).faces, one.key);
                QVERIFY2(url && url->endpoint.host == "127.0.0.1", std::string(one.key).c_str());
            }
            QVERIFY(brokers::checkEnvironment(config, exchange->key(), infoOf(face).faces));
            config.environment = orders::Environment::Live;
            QVERIFY(!brokers::checkEnvironment(config, exchange->key(), infoOf(face).faces));
        }
    }

    void itListensWhileItLivesAndNoLonger()
    {
        platform::SystemClock clock;
        auto exchange = PaperExchange::start(wishOf(PaperFace::Binance), clock).value();
        const auto port = portOf(*exchange);
        QVERIFY(canConnect(port));

        exchange.reset();

        QVERIFY(!canConnect(port));
    }

    /// S34.
    void eachHasAKeyOfItsOwn()
    {
        platform::SystemClock clock;
        std::set<std::string> seen;
        for (int i = 0; i < 2; ++i) {
            const auto exchange = PaperExchange::start(wishOf(PaperFace::Alpaca), clock).value();
            const auto key = exchange->key();
            seen.emplace(key.id.exposed());
            seen.emplace(key.secret.exposed());
            QCOMPARE(key.environment, orders::Environment::Paper);
        }
        QCOMPARE(seen.size(), std::size_t{4});
    }

    void aPortThatIsTakenIsSaidInWords()
    {
        platform::SystemClock clock;
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));

        const auto exchange = PaperExchange::start(wishOf(PaperFace::Binance, other.serverPort()), clock);

        QVERIFY(!exchange);
        QCOMPARE(exchange.error().code, Errc::Conflict);
        QVERIFY(!exchange.error().detail.empty());
    }

    void booksThatNeverBeganMakeANewAccount()
    {
        const engine::DeskState state;
        const auto books = paperBooksOf(state);
        QVERIFY(books && !*books);
    }

    void itsAccountHoldsWhatTheBooksSay()
    {
        engine::DeskState state;
        auto& portfolio = state.portfolio;
        const auto usdt = portfolio.defineCurrency("USDT").value();
        market::Instrument coin;
        coin.id = {1};
        coin.venue = "sandbox-binance";
        coin.symbol = "BTCUSDT";
        coin.quoteCurrency = "USDT";
        coin.baseCurrency = "BTC";
        coin.tickSize = {1, -1};
        coin.lotSize = {1, -5};
        QVERIFY(portfolio.defineInstrument(market::completed(coin).value()));
        QVERIFY(portfolio.deposit(usdt, Money{5'000'000'000}, Timestamp{1}));
        state.session.account = AccountId{2};
        orders::Fill fill;
        fill.id = FillId{1};
        fill.instrument = {1};
        fill.account = {2};
        fill.side = Side::Buy;
        fill.price = Ticks{600'000};
        fill.size = Lots{30};
        fill.value = Money{1'800'000'000};
        fill.feeCurrency = usdt;
        fill.fee = Money{1'000'000};
        fill.time = Timestamp{2};
        QVERIFY(portfolio.book(fill));

        const auto books = paperBooksOf(state);

        QVERIFY(books && *books);
        QCOMPARE((*books)->cash.size(), std::size_t{1});
        QCOMPARE((*books)->cash.front().first, std::string("USDT"));
        QCOMPARE((*books)->cash.front().second.e8, std::int64_t{3'199'000'000});
        QCOMPARE((*books)->holdings,
                 (std::vector<PaperBooks::Holding>{{"BTCUSDT", "BTC", Money{30'000}, Money{1'800'000'000}}}));
    }

    /// S34: what the window is told of it holds no key, only that none is needed.
    void theWindowIsOfferedItBesideTheBrokers()
    {
        const auto offers = offersOf(brokers::allBrokers(), {}, KeyRing());
        const auto isInHouse = [](const auto& offer) { return offer.isInHouse; };
        QCOMPARE(std::count_if(offers.begin(), offers.end(), isInHouse), std::ptrdiff_t{2});
        const auto found = std::find_if(offers.begin(), offers.end(),
                                        [](const auto& offer) { return offer.key == "sandbox-binance"; });
        QVERIFY(found != offers.end());
        QVERIFY(found->isInHouse && found->hasKey && found->keyVariable.empty());
        QCOMPARE(found->environment, orders::Environment::Paper);
        QCOMPARE(found->symbols, symbolsOf(PaperFace::Binance));
    }
};

QTEST_GUILESS_MAIN(TestPaperExchange)
#include "tst_paper_exchange.moc"
