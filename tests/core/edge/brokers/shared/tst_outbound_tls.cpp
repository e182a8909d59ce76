// needs: edge/brokers/binance edge/brokers/alpaca edge/net tests/support/loopback trade/risk
// needs: Qt6::WebSockets Qt6::Network
//
// V38: every client that the program speaks to the outside by, against seven servers that it must not confide in. None
// is told anything, each refusal is heard of, and nobody follows a redirect. The table is clients times servers.

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include "core/edge/brokers/alpaca/info.h"
#include "core/edge/brokers/binance/info.h"
#include "core/edge/net/trust_watch.h"
#include "core/edge/net/web_socket.h"

#include <QFile>
#include <QSslSocket>
#include <QTemporaryDir>

namespace omni::brokers {
extern const BrokerInfo binance_info; // as the registry of brokers declares it
}

using namespace omni;
using namespace omni::tests;

namespace {

/// A machine whose settings allow everything that is old, so that it is the program alone that refuses it.
struct LaxMachine {
    LaxMachine()
    {
        QFile file(folder.filePath("openssl.cnf"));
        if (file.open(QIODevice::WriteOnly)) {
            file.write("openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = lax\n[lax]\n"
                       "MinProtocol = TLSv1\nCipherString = DEFAULT:@SECLEVEL=0\n");
        }
        file.close();
        qputenv("OPENSSL_CONF", file.fileName().toUtf8());
    }
    QTemporaryDir folder;
};

enum class Server { Expired, SelfSigned, WrongHost, UnknownAuthority, OldTls, Plain, Redirecting };
constexpr const char* serverNames[] = {"expired", "signed by itself", "another host's", "of an unknown authority",
                                       "TLS 1.0", "plain text",       "elsewhere"};

enum class Client {
    Http,
    Stream,
    BinanceRest,
    BinanceMarket,
    BinanceAccount,
    BinanceGuard,
    AlpacaTrading,
    AlpacaData,
    AlpacaOrders,
    AlpacaMarket,
    AlpacaGuard
};
constexpr const char* clientNames[] = {"HTTP",
                                       "WebSocket",
                                       "Binance's REST",
                                       "Binance's market streams",
                                       "Binance's account stream",
                                       "Binance's watchdog",
                                       "Alpaca's trading REST",
                                       "Alpaca's data REST",
                                       "Alpaca's order stream",
                                       "Alpaca's market stream",
                                       "Alpaca's watchdog"};

/// Some of these are sent to a server that is trusted; none to any other.
constexpr const char* canaries[] = {"c4nary", "the-key", "the-secret", "PKTEST", "s3cret"};

/// A client under way to `port` of this machine, and all that it needs. Ends when it is destroyed.
class UnderWay
{
public:
    UnderWay(Client client, quint16 port, std::string trusted)
        : m_https("https://localhost:" + std::to_string(port))
        , m_wss("wss://localhost:" + std::to_string(port))
        , m_trusted(std::move(trusted))
    {
        m_link.endpoint = {"localhost", port, true};
        m_link.tls.trustedPem = m_trusted;
        begin(client);
    }
    /// What was under way hears of the end by the event loop, and still asks the clock.
    ~UnderWay()
    {
        m_guard.reset();
        m_stream.reset();
        m_http.reset();
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::processEvents();
        }
    }
    UnderWay(const UnderWay&) = delete;
    UnderWay& operator=(const UnderWay&) = delete;

private:
    void begin(Client client)
    {
        switch (client) {
        case Client::Http:
            return beginHttp();
        case Client::Stream:
            return beginStream();
        case Client::BinanceRest:
            return beginBinance("rest", m_https);
        case Client::BinanceMarket:
            return beginBinance("ws", m_wss);
        case Client::BinanceAccount:
            return beginBinance("ws_api", m_wss);
        case Client::BinanceGuard:
            return prove(brokers::binance_info.guard(binanceMaking("rest", m_https)));
        case Client::AlpacaTrading:
            return beginAlpaca("rest", m_https);
        case Client::AlpacaData:
            return beginAlpaca("data_rest", m_https);
        case Client::AlpacaOrders:
            return beginAlpaca("stream_ws", m_wss);
        case Client::AlpacaMarket:
            return beginAlpaca("data_ws", m_wss);
        case Client::AlpacaGuard:
            return prove(brokers::alpaca_info.guard(alpacaMaking("rest", m_https)));
        }
    }
    void beginHttp()
    {
        net::HttpClientRule rule;
        rule.link = m_link;
        m_http = net::HttpClient::make(rule, m_clock).value();
        (void)sendLater(*m_http, anOrder());
    }
    void beginStream()
    {
        net::WebSocketRule rule;
        rule.link = m_link;
        net::WsRequest request;
        request.secrets.push_back({"X-MBX-APIKEY", Secret("c4nary")});
        m_stream = net::WebSocket::make(rule, {[](std::string_view, bool) {}, [](const net::WsEnd&) {}}).value();
        m_stream->open(std::move(request)).then([](const auto&) {});
    }
    static void point(brokers::BrokerConfig& config, const std::string& face, const std::string& url)
    {
        for (auto& each : config.faces) {
            if (each.key == face) {
                each.url = url;
            }
        }
    }
    brokers::BrokerMaking binanceMaking(const std::string& face, const std::string& url)
    {
        m_binance = std::make_unique<BinanceBench>();
        auto config = m_binance->config();
        config.trustedPem = m_trusted;
        point(config, face, url);
        return {std::move(config),
                {orders::Environment::Paper, Secret("the-key"), Secret("the-secret"), "external"},
                m_binance->venue.clock,
                7};
    }
    void beginBinance(const std::string& face, const std::string& url)
    {
        auto made = std::move(brokers::binance_info.make(binanceMaking(face, url)).value());
        auto& bench = *m_binance;
        bench.broker = std::move(made);
        bench.broker->start({AccountId{5},
                             orders::Environment::Paper,
                             {bench.instrument},
                             bench.venue.clock.wall() - minutes(5),
                             bench.names,
                             bench.currencies,
                             bench.desk,
                             {}});
        bench.broker->watch({{InstrumentId{1}, true, true, false}});
    }
    brokers::BrokerMaking alpacaMaking(const std::string& face, const std::string& url)
    {
        m_alpaca = std::make_unique<AlpacaBench>();
        auto making = m_alpaca->making();
        making.config.trustedPem = m_trusted;
        point(making.config, face, url);
        return making;
    }
    void beginAlpaca(const std::string& face, const std::string& url)
    {
        auto made = std::move(brokers::alpaca_info.make(alpacaMaking(face, url)).value());
        auto& bench = *m_alpaca;
        bench.broker = std::move(made);
        bench.broker->start({AccountId{1},
                             orders::Environment::Paper,
                             {aStock(), aPair()},
                             bench.clock.wall() - minutes(5),
                             bench.names,
                             bench.currencies,
                             bench.desk,
                             {}});
        bench.broker->watch({{InstrumentId{1}, true, true, false}});
    }
    void prove(Result<std::unique_ptr<brokers::OrderGuard>> made)
    {
        m_guard = std::move(made.value());
        m_guard->prove([](const Result<void>&) {});
    }

    std::string m_https, m_wss, m_trusted;
    net::LinkRule m_link;
    RunningClock m_clock;
    std::unique_ptr<net::HttpClient> m_http;
    std::unique_ptr<net::WebSocket> m_stream;
    std::unique_ptr<BinanceBench> m_binance;
    std::unique_ptr<AlpacaBench> m_alpaca;
    std::unique_ptr<brokers::OrderGuard> m_guard;
};

Identity identityOf(Server server, const Authority& known, const Authority& unknown)
{
    auto request = forThisMachine();
    if (server == Server::Expired) {
        request.from = QDateTime::currentDateTimeUtc().addDays(-3);
        request.until = QDateTime::currentDateTimeUtc().addSecs(-60);
    } else if (server == Server::WrongHost) {
        request.names = {"DNS:api.example.com", "DNS:localhost.example.com"};
    }
    return server == Server::SelfSigned ? selfSigned(request)
                                        : (server == Server::UnknownAuthority ? unknown : known).issue(request);
}

std::unique_ptr<ScriptedServer> make(Server server, const Authority& known, const Authority& unknown)
{
    if (server == Server::Plain) {
        auto plain = std::make_unique<ScriptedServer>();
        plain->onConnection = [](Served& to) { to.send("220 ready to begin, TLS is not known here\r\n"); };
        plain->onBytes = [](Served&) {};
        return plain;
    }
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    const auto protocol = server == Server::OldTls ? QSsl::TlsV1_0 : QSsl::TlsV1_2OrLater;
    QT_WARNING_POP
    return std::make_unique<ScriptedServer>(identityOf(server, known, unknown), protocol);
}

} // namespace

class TestOutboundTls : public QObject
{
    Q_OBJECT

    LaxMachine m_machine;
    Authority m_authority, m_stranger;

private slots:
    /// The old server does speak TLS 1.0 here: who is less careful than the program is let in.
    void whoAllowsTls10IsLetInByTheServerThatIsTheOld()
    {
        const auto server = make(Server::OldTls, m_authority, m_stranger);
        QSslSocket socket;
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        socket.setProtocol(QSsl::TlsV1_0);
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted("localhost", server->port());
        QTRY_VERIFY2(socket.isEncrypted(), qPrintable(socket.errorString()));
        QCOMPARE(socket.sessionProtocol(), QSsl::TlsV1_0);
        QT_WARNING_POP
    }

    void noClientConfidesInSuchAServer_data()
    {
        QTest::addColumn<int>("client");
        QTest::addColumn<int>("server");
        for (int client = 0; client < int(std::size(clientNames)); ++client) {
            for (int server = 0; server < int(std::size(serverNames)) - 1; ++server) {
                QTest::addRow("%s, %s", clientNames[client], serverNames[server]) << client << server;
            }
        }
    }
    void noClientConfidesInSuchAServer()
    {
        QFETCH(const int, client);
        QFETCH(const int, server);
        std::vector<net::TrustRefusal> heard;
        const net::TrustWatch watch([&heard](const net::TrustRefusal& refusal) { heard.push_back(refusal); });
        const auto bad = make(Server(server), m_authority, m_stranger);
        const UnderWay underWay(Client(client), bad->port(), m_authority.certificate().toStdString());

        QTRY_VERIFY_WITH_TIMEOUT(!heard.empty(), 20'000);

        QCOMPARE(heard.front().host, std::string("localhost"));
        QCOMPARE(heard.front().port, bad->port());
        QVERIFY(!heard.front().reason.empty());
        QTest::qWait(20); // what might still be under way
        const bool isPlain = Server(server) == Server::Plain; // which sees the handshake itself
        QVERIFY(isPlain || bad->allReceived().isEmpty());
        for (const char* canary : canaries) {
            QVERIFY2(!bad->allReceived().contains(canary), canary);
        }
    }

    void noClientFollowsARedirect_data()
    {
        QTest::addColumn<int>("client");
        for (int client = 0; client < int(std::size(clientNames)); ++client) {
            QTest::addRow("%s, %s", clientNames[client], serverNames[int(Server::Redirecting)]) << client;
        }
    }
    /// Both servers are trusted; the second one is nobody whom the client was told to speak to.
    void noClientFollowsARedirect()
    {
        QFETCH(const int, client);
        std::vector<net::TrustRefusal> heard;
        const net::TrustWatch watch([&heard](const net::TrustRefusal& refusal) { heard.push_back(refusal); });
        const auto first = make(Server::Redirecting, m_authority, m_stranger);
        const auto second = make(Server::Redirecting, m_authority, m_stranger);
        const QByteArray elsewhere
            = "Location: https://localhost:" + QByteArray::number(int(second->port())) + "/taken\r\n";
        int asked = 0;
        first->onRequest = [&](Served& to, const QByteArray&) {
            ++asked;
            to.send(httpAnswer({}, "307 Temporary Redirect", elsewhere));
        };
        const UnderWay underWay(Client(client), first->port(), m_authority.certificate().toStdString());

        QTRY_VERIFY_WITH_TIMEOUT(asked > 0, 20'000);

        QTest::qWait(100);
        QCOMPARE(second->connections(), 0);
        QCOMPARE(second->allReceived(), QByteArray());
        QVERIFY(heard.empty());
    }

    void whoEndsHearsNoMore()
    {
        int heard = 0;
        {
            const net::TrustWatch watch([&heard](const net::TrustRefusal&) { ++heard; });
            const net::TrustWatch another([&heard](const net::TrustRefusal&) { ++heard; });
            net::tellTrustWatches({"localhost", 443, "a reason"});
        }
        net::tellTrustWatches({"localhost", 443, "a reason"});
        QCOMPARE(heard, 2);
    }
};

QTEST_GUILESS_MAIN(TestOutboundTls)
#include "tst_outbound_tls.moc"
