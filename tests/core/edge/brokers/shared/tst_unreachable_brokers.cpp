// needs: edge/brokers edge/brokers/binance edge/brokers/alpaca tests/support/loopback trade/risk Qt6::WebSockets
// Qt6::Network Wrong addresses, wrong keys, certificates that are not to be trusted, pages of maintenance: each
// broker's adapter over sockets, and what it tells a person. What happened, what it means, what to do; and no secret,
// on the wire or in it.

#include "tests/core/edge/brokers/binance/fake_venue.h"

#include "core/edge/brokers/alpaca/info.h"
#include "core/edge/brokers/alpaca/listing.h"
#include "core/edge/brokers/binance/info.h"
#include "core/edge/brokers/binance/listing.h"

#include <QTcpServer>

namespace omni::brokers {
extern const BrokerInfo binance_info; // as the registry of brokers declares it
}

using namespace omni;
using namespace omni::tests;

namespace {

using views::LineKind;
using views::LineState;
using Strings = std::vector<std::string>;

struct Adapter {
    const char* name;
    const brokers::BrokerInfo& info;
    const char* keyId;
    const char* symbol;
    Strings restFaces, streamFaces;
};

const Adapter adapters[] = {
    {"binance", brokers::binance_info, "PAPERKEYOFMINE", "BTCUSDT", {"rest"}, {"ws", "ws_api"}},
    {"alpaca", brokers::alpaca_info, "PKPAPERKEYOFMINE", "AAPL", {"rest", "data_rest"}, {"stream_ws", "data_ws"}},
};

/// A session that is started at some address.
class Attempt
{
public:
    Attempt(const Adapter& adapter, const std::string& http, const QByteArray& trusted = {})
        : m_symbol(adapter.symbol)
    {
        instrument.id = InstrumentId{1};
        instrument.venue = adapter.info.key;
        instrument.symbol = adapter.symbol;
        instrument.quoteCurrency = "USD";
        instrument.tickSize = {1, -2};
        instrument.lotSize = {1, 0};
        instrument = *market::completed(instrument);
        brokers::BrokerConfig config;
        config.account = "somebody";
        config.trustedPem = trusted.toStdString();
        for (const auto& face : adapter.restFaces) {
            config.faces.push_back({face, http});
        }
        for (const auto& face : adapter.streamFaces) {
            config.faces.push_back({face, "ws" + http.substr(4)});
        }
        brokers::BrokerKey key{orders::Environment::Paper, Secret(adapter.keyId), Secret("the-s3cret"), "external"};
        auto made = adapter.info.make({std::move(config), std::move(key), clock, 7});
        if (!made) {
            qFatal("%s", made.error().detail.c_str());
        }
        broker = std::move(*made);
    }
    ~Attempt()
    {
        broker.reset();
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::processEvents();
        }
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    void start()
    {
        broker->start({AccountId{5},
                       orders::Environment::Paper,
                       {instrument},
                       clock.wall() - minutes(5),
                       names,
                       currencies,
                       desk,
                       {}});
    }
    /// What stands at the account's line once it is refused, or down.
    [[nodiscard]] std::string words(LineState state)
    {
        const auto line = [this] { return broker->connection().lines[static_cast<std::size_t>(LineKind::Account)]; };
        (void)QTest::qWaitFor([&] { return line().state == state; }, 8'000);
        const auto found = line();
        return found.state == state ? found.detail : "not so, but " + std::string(views::nameOf(found.state));
    }
    /// What the list of instruments ends with.
    [[nodiscard]] std::string listingWords()
    {
        std::optional<std::string> told;
        broker->list({m_symbol}, [&told](auto listed) { told = listed ? "it is listed" : listed.error().detail; });
        (void)QTest::qWaitFor([&] { return told.has_value(); }, 30'000);
        return told.value_or("nothing was said");
    }

    RunningClock clock;
    market::Instrument instrument;
    PlainNames names;
    CountedCurrencies currencies;
    ListeningDesk desk;
    std::unique_ptr<ports::Broker> broker;

private:
    std::string m_symbol;
};

std::string fault(const std::string& words, const Strings& wanted)
{
    for (const auto& part : wanted) {
        if (words.find(part) == std::string::npos) {
            return "\"" + part + "\" is not in: " + words;
        }
    }
    for (const char* secret : {"s3cret", "KEYOFMINE"}) {
        if (words.find(secret) != std::string::npos) {
            return "it tells the key: " + words;
        }
    }
    return {};
}

void eachAdapter()
{
    QTest::addColumn<int>("adapter");
    for (int i = 0; i < int(std::size(adapters)); ++i) {
        QTest::newRow(adapters[i].name) << i;
    }
}

QByteArray page(const char* status)
{
    return httpAnswer("<html><head><title>We are back soon</title></head></html>", status,
                      "Content-Type: text/html\r\n");
}

} // namespace

class TestUnreachableBrokers : public QObject
{
    Q_OBJECT

    Authority m_authority;

private slots:
    void aCertificateThatIsNotToBeTrusted_data() // F39
    {
        QTest::addColumn<int>("adapter");
        QTest::addColumn<int>("kind");
        for (int i = 0; i < int(std::size(adapters)); ++i) {
            QTest::addRow("%s, expired", adapters[i].name) << i << 0;
            QTest::addRow("%s, another host's", adapters[i].name) << i << 1;
            QTest::addRow("%s, of nobody known", adapters[i].name) << i << 2;
        }
    }
    void aCertificateThatIsNotToBeTrusted()
    {
        QFETCH(const int, adapter);
        QFETCH(const int, kind);
        auto request = forThisMachine();
        if (kind == 0) {
            request.from = QDateTime::currentDateTimeUtc().addDays(-3);
            request.until = QDateTime::currentDateTimeUtc().addSecs(-60);
        } else if (kind == 1) {
            request.names = {"DNS:api.example.com"};
        }
        const Authority stranger;
        ScriptedServer server((kind == 2 ? stranger : m_authority).issue(request));
        const auto at = "https://localhost:" + std::to_string(server.port());
        Attempt first(adapters[adapter], at, m_authority.certificate()),
            attempt(adapters[adapter], at, m_authority.certificate());
        const std::string why = kind == 0 ? "expired" : kind == 1 ? "host name" : "issuer";

        const auto listing = first.listingWords();
        attempt.start();
        const auto words = attempt.words(LineState::Refused);

        for (const auto& each : {listing, words}) {
            const auto found = fault(each,
                                     {"the certificate of localhost is not to be trusted", why, "no key was sent to it",
                                      "look at the clock", "start again"});
            QVERIFY2(found.empty(), found.c_str());
        }
        QVERIFY(attempt.broker->connection().lines[static_cast<std::size_t>(LineKind::Orders)].state
                == LineState::Refused);
        QTest::qWait(1'500);
        QCOMPARE(server.allReceived(), QByteArray()); // and nobody tries again
        QCOMPARE(server.connections(), 0);
    }

    void nobodyAnswers_data()
    {
        eachAdapter();
    }
    void nobodyAnswers()
    {
        QFETCH(const int, adapter);
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const auto at = "127.0.0.1:" + std::to_string(gone.serverPort());
        gone.close();
        Attempt attempt(adapters[adapter], "http://" + at);

        attempt.start();

        const auto found = fault(attempt.words(LineState::Down),
                                 {"nobody answers at " + at, "look at the address", "It is tried again"});
        QVERIFY2(found.empty(), found.c_str());
    }

    /// A page in place of an answer, by whatever status: it is tried again, and told as what it is.
    void aPageOfMaintenanceAtTheStart_data()
    {
        QTest::addColumn<int>("adapter");
        QTest::addColumn<QByteArray>("status");
        for (int i = 0; i < int(std::size(adapters)); ++i) {
            for (const char* status : {"503 Service Unavailable", "200 OK", "403 Forbidden", "404 Not Found"}) {
                QTest::addRow("%s, %s", adapters[i].name, status) << i << QByteArray(status);
            }
        }
    }
    void aPageOfMaintenanceAtTheStart()
    {
        QFETCH(const int, adapter);
        QFETCH(const QByteArray, status);
        ScriptedServer server;
        int asked = 0;
        server.onRequest = [&](Served& served, const QByteArray&) {
            ++asked;
            served.send(page(status.constData()));
        };
        const auto at = "http://127.0.0.1:" + std::to_string(server.port());
        Attempt first(adapters[adapter], at), attempt(adapters[adapter], at);
        const auto code = "HTTP " + status.left(3).toStdString();

        const auto listing = first.listingWords();
        attempt.start();
        const auto words = attempt.words(LineState::Down);

        for (const auto& each : {listing, words}) {
            const auto found = fault(each,
                                     {"127.0.0.1 answered with something that is not this broker's", code,
                                      "maintenance", "tried again", "look at the address"});
            QVERIFY2(found.empty(), found.c_str());
        }
        const int before = asked;
        QTRY_VERIFY_WITH_TIMEOUT(asked > before, 30'000);
        QTest::qWait(1'500);
        QCOMPARE(attempt.words(LineState::Down), words); // also while it is left alone for a moment
        QVERIFY(attempt.desk.all<events::LinkChanged>().empty()); // it never was up
    }

    void anAddressThatIsSomethingElse_data()
    {
        QTest::addColumn<int>("adapter");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("words");
        const QByteArray tongue("does not speak as this broker does"), page("something that is not this broker's");
        for (int i = 0; i < int(std::size(adapters)); ++i) {
            QTest::addRow("%s, SSH", adapters[i].name) << i << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << tongue;
            QTest::addRow("%s, another service", adapters[i].name)
                << i << httpAnswer(R"({"error":"no such route"})", "404 Not Found") << page;
            QTest::addRow("%s, another service that is glad", adapters[i].name)
                << i << httpAnswer(R"({"hello":"world"})") << page;
            QTest::addRow("%s, elsewhere", adapters[i].name)
                << i << httpAnswer({}, "302 Found", "Location: https://example.com/\r\n")
                << QByteArray("sends us to another address, where no key is sent");
        }
    }
    /// The wrong endpoint: F40, F48.
    void anAddressThatIsSomethingElse()
    {
        QFETCH(const int, adapter);
        QFETCH(const QByteArray, answer);
        QFETCH(const QByteArray, words);
        ScriptedServer server;
        server.onRequest = [&](Served& served, const QByteArray&) { served.send(answer); };
        Attempt attempt(adapters[adapter], "http://127.0.0.1:" + std::to_string(server.port()));

        attempt.start();

        const auto found
            = fault(attempt.words(LineState::Down), {words.toStdString(), "127.0.0.1", "address", "tried again"});
        QVERIFY2(found.empty(), found.c_str());
        QVERIFY(attempt.desk.all<events::LinkChanged>().empty());
    }

    void aKeyThatTheVenueDoesNotTake_data()
    {
        eachAdapter();
    }
    /// A wrong key; and one of real money at the paper address, or the other way round, where nothing but the venue can
    /// tell.
    void aKeyThatTheVenueDoesNotTake()
    {
        QFETCH(const int, adapter);
        ScriptedServer server;
        int asked = 0;
        server.onRequest = [&](Served& served, const QByteArray& request) {
            ++asked;
            if (request.contains("/api/v3/time")) {
                served.send(
                    httpAnswer("{\"serverTime\":" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + "}"));
            } else if (request.contains("/exchangeInfo")) {
                served.send(httpAnswer(listing));
            } else if (adapter == 0) {
                served.send(httpAnswer(R"({"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."})",
                                       "401 Unauthorized"));
            } else {
                served.send(httpAnswer(R"({"message":"unauthorized."})", "401 Unauthorized"));
            }
        };
        Attempt attempt(adapters[adapter], "http://127.0.0.1:" + std::to_string(server.port()));

        attempt.start();
        const auto words = attempt.words(LineState::Refused);

        const auto found = fault(words,
                                 adapter == 0 ? Strings{"-2015", "check the key", "of a paper account"}
                                              : Strings{"does not take the key", "make a new one of the paper",
                                                        "start again", "unauthorized."});
        QVERIFY2(found.empty(), found.c_str());
        const int before = asked;
        QTest::qWait(1'500);
        QCOMPARE(asked, before);
    }

    /// DNS: names under .invalid are nobody's for ever. The addresses of an account are this machine's and the broker's
    /// own alone, so that the way is taken a step behind that check.
    void aNameThatIsNobodys()
    {
        RunningClock clock;
        const net::Endpoint nowhere{"broker.invalid", 443, true};
        const brokers::BrokerKey key{orders::Environment::Paper, Secret("PKX"), Secret("the-s3cret"), "external"};
        net::LinkRule link;
        link.endpoint = nowhere;
        const auto rest = brokers::binance::Rest::make(link, key, clock, 1).value();
        auto state = std::make_shared<brokers::alpaca::SessionState>(
            brokers::BrokerMaking{{}, {orders::Environment::Paper, Secret("PKX"), Secret("s"), "external"}, clock, 1});
        for (auto* face : {&state->trading, &state->data}) {
            *face = std::move(brokers::alpaca::Rest::make(nowhere, state->config, state->key, clock, 1).value());
        }
        Strings told;
        const auto take = [&told](const Result<std::vector<ports::ListedInstrument>>& listed) {
            told.push_back(listed ? "it is listed" : listed.error().detail);
        };

        brokers::binance::readInstruments(*rest, {"BTCUSDT"}, take);
        brokers::alpaca::listAssets(state, {"AAPL"}, take);

        QTRY_COMPARE_WITH_TIMEOUT(told.size(), std::size_t{2}, 90'000);
        for (const auto& each : told) {
            const auto found = fault(each,
                                     {"no machine of the name broker.invalid is known", "look at the address",
                                      "the network of this machine"});
            QVERIFY2(found.empty(), found.c_str());
        }
        state->isStopped = true;
    }

    void onlyThisMachineIsThisMachine() // S35
    {
        RunningClock clock;
        for (const auto& adapter : adapters) {
            for (const char* host : {"https://127.example.com", "https://localhost.example.com", "http://127.0.0.1.nip",
                                     "https://paper-api.alpaca.markets.example.com"}) {
                brokers::BrokerConfig config;
                config.faces = {{"rest", host}};
                brokers::BrokerKey key{orders::Environment::Paper, Secret(adapter.keyId), Secret("s"), "external"};
                const auto made = adapter.info.make({std::move(config), std::move(key), clock, 1});
                QVERIFY2(!made, host);
            }
        }
    }

    /// F48, S35: four environments of the key by four of the account, at the addresses of paper and of real money, all
    /// behind a proxy on this machine that sees whoever sends a byte. Only the legal ones come so far.
    void aMixNeverSendsAByte()
    {
        using orders::Environment;
        constexpr Environment all[] = {Environment::Demo, Environment::Paper, Environment::Live, Environment::Replay};
        int legal = 0;
        for (const auto& adapter : adapters) {
            for (const auto keyOf : all) {
                for (const auto accountOf : all) {
                    for (const auto addressOf : {Environment::Paper, Environment::Live}) {
                        const bool isLegal = keyOf == accountOf && accountOf == addressOf;
                        legal += isLegal ? 1 : 0;
                        checkMix(adapter, keyOf, accountOf, addressOf, isLegal);
                        if (QTest::currentTestFailed()) {
                            qWarning("%s: key %s, account %s, address %s", adapter.name,
                                     std::string(orders::nameOf(keyOf)).c_str(),
                                     std::string(orders::nameOf(accountOf)).c_str(),
                                     std::string(orders::nameOf(addressOf)).c_str());
                            return;
                        }
                    }
                }
            }
        }
        QCOMPARE(legal, 4);
    }

private:
    static void checkMix(const Adapter& adapter, orders::Environment keyOf, orders::Environment accountOf,
                         orders::Environment addressOf, bool isLegal)
    {
        ScriptedServer gate; // a proxy that lets nobody through
        int asked = 0;
        gate.onRequest = [&](Served& served, const QByteArray&) {
            ++asked;
            served.send(httpAnswer({}, "403 Forbidden"));
        };
        RunningClock clock;
        brokers::BrokerConfig config;
        config.environment = accountOf;
        net::Proxy proxy;
        proxy.host = "127.0.0.1";
        proxy.port = gate.port();
        config.proxy = std::make_shared<const net::Proxy>(std::move(proxy));
        for (const auto& face : adapter.info.faces) {
            const bool isLive = addressOf == orders::Environment::Live;
            config.faces.push_back({std::string(face.key), std::string(isLive ? face.live : face.paper)});
        }
        const bool isPaperKey = keyOf != orders::Environment::Live;
        const std::string id = std::string_view(adapter.name) == "alpaca" && !isPaperKey ? "AKLIVE" : adapter.keyId;
        PlainNames names;
        CountedCurrencies currencies;
        ListeningDesk desk;
        auto made = adapter.info.make(
            {std::move(config), brokers::BrokerKey{keyOf, Secret(id), Secret("the-s3cret"), "external"}, clock, 1});
        if (made) {
            (*made)->start({AccountId{1}, accountOf, {}, clock.wall(), names, currencies, desk, {}});
        }
        (void)QTest::qWaitFor([&] { return asked > 0; }, isLegal ? 5'000 : made ? 300 : 0);

        QCOMPARE(asked > 0, isLegal);
        QCOMPARE(made.has_value(), isLegal);
        if (!isLegal) {
            QVERIFY(made.error().code == Errc::Denied);
            const auto found = fault(made.error().detail, {"account"});
            QVERIFY2(found.empty(), found.c_str());
        } else {
            QVERIFY(!gate.allReceived().contains("s3cret"));
            (*made)->stop();
        }
    }
};

QTEST_GUILESS_MAIN(TestUnreachableBrokers)
#include "tst_unreachable_brokers.moc"
