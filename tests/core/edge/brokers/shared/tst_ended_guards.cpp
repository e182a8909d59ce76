// needs: edge/brokers/binance edge/brokers/alpaca tests/support/loopback trade/risk Qt6::WebSockets Qt6::Network
//
// A watchdog's way to a broker that is destroyed sends nothing more, though a question of it was between two tries.

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include "core/edge/brokers/alpaca/info.h"
#include "core/edge/brokers/binance/info.h"

namespace omni::brokers {
extern const BrokerInfo binance_info; // as the registry of brokers declares it
}

using namespace omni;
using namespace omni::tests;

class TestEndedGuards : public QObject
{
    Q_OBJECT

private slots:
    void asksNoMoreOnceItIsGone_data()
    {
        QTest::addColumn<bool>("isAlpaca");
        QTest::newRow("binance") << false;
        QTest::newRow("alpaca") << true;
    }
    void asksNoMoreOnceItIsGone()
    {
        QFETCH(const bool, isAlpaca);
        RunningClock clock;
        ScriptedServer server;
        int asked = 0;
        server.onRequest = [&asked](Served& to, const QByteArray&) {
            ++asked;
            to.send(httpAnswer("{}", "503 Service Unavailable"));
        };
        const auto& info = isAlpaca ? brokers::alpaca_info : brokers::binance_info;
        brokers::BrokerConfig config;
        config.account = "watched";
        for (const auto& face : info.faces) {
            const bool isSocket = std::string_view(face.live).starts_with("wss");
            config.faces.push_back(
                {std::string(face.key),
                 (isSocket ? "ws://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(server.port())});
        }
        bool isTold = false;
        auto guard = info.guard({std::move(config),
                                 {orders::Environment::Paper, Secret("PKTEST"), Secret("s3cret"), "external"},
                                 clock,
                                 7})
                         .value();
        guard->prove([&isTold](const Result<void>&) { isTold = true; });
        QTRY_VERIFY(asked > 0);
        QTest::qWait(50);
        const bool wasTold = isTold;

        guard.reset();
        const int before = asked;
        QTest::qWait(2'000); // the second try would come within 500 ms, the third within 1 s

        QCOMPARE(asked, before);
        QCOMPARE(isTold, wasTold);
    }
};

QTEST_GUILESS_MAIN(TestEndedGuards)
#include "tst_ended_guards.moc"
