// needs: edge/brokers/binance edge/brokers/alpaca tests/support/loopback trade/risk Qt6::WebSockets Qt6::Network
// Streams that come and go, and streams that flood, at each broker's adapter over sockets: nobody comes back in a storm
// (F36, S34), and what floods in takes neither memory nor the way of an order (F43, S26).

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QFile>
#include <QTimer>

#ifdef OMNI_SANITIZED
#include <sanitizer/allocator_interface.h>
#endif

using namespace omni;
using namespace omni::tests;

namespace {

constexpr int watchedMs = 15'000;

/// What the program holds. A sanitizer keeps back for a while what was freed, so its pages say nothing; it counts what
/// is in use.
std::size_t heldKib()
{
#ifdef OMNI_SANITIZED
    return __sanitizer_get_current_allocated_bytes() / 1024;
#else
    QFile status(QStringLiteral("/proc/self/statm"));
    return status.open(QIODevice::ReadOnly) ? status.readAll().split(' ').value(1).toULongLong() * 4 : 0;
#endif
}

/// As long as it may take an adapter to read it all.
constexpr int floodMs = 30'000;
constexpr int floodMessages = 100'000; // less than the frames that a line may bring in a second

} // namespace

class TestStormyStreams : public QObject
{
    Q_OBJECT

private slots:
    /// The account's stream is cut as soon as it stands, each time. The waits double: 0.5, 1, 2, 4, 8 s at most.
    void aFlappingStreamOfBinanceIsLeftAlone()
    {
        BinanceBench bench;
        bench.start();
        QObject::connect(&bench.venue.account, &QWebSocketServer::newConnection, &bench.venue.account, [&bench] {
            auto* socket = bench.venue.accountSockets.back();
            QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
                             [socket] { QTimer::singleShot(50, socket, [socket] { socket->abort(); }); });
        });

        QTest::qWait(watchedMs);

        const auto streams = bench.venue.accountSockets.size();
        qInfo("%zu streams, %zu requests in 15 s", streams, bench.venue.asked.size());
        QVERIFY(streams >= 3 && streams <= 7); // it comes back, and no storm
        QVERIFY(bench.venue.asked.size() <= streams * 8 + 8); // each way back asks for time, list, account, average
        QVERIFY(bench.broker->connection().reconnects >= 2);
        const auto words = bench.line(views::LineKind::Orders).detail;
        QVERIFY(words.empty() || words.find("tried again") != std::string::npos);
    }

    void aFlappingStreamOfAlpacaIsLeftAlone()
    {
        AlpacaBench bench;
        bench.start();
        QTimer cutter;
        cutter.setInterval(50);
        QObject::connect(&cutter, &QTimer::timeout, &cutter, [&bench] { bench.venue.cutStreams(); });
        cutter.start();

        QTest::qWait(watchedMs);

        qInfo("%d streams, %zu requests in 15 s", bench.venue.streams, bench.venue.asked.size());
        QVERIFY(bench.venue.streams >= 3 && bench.venue.streams <= 7);
        QVERIFY(bench.venue.asked.size() <= 10);
        QVERIFY(bench.broker->connection().reconnects >= 2);
    }

    /// Market data that come and go: the handshake alone is a request, too.
    void flappingDataOfBinanceAreLeftAlone()
    {
        BinanceBench bench;
        bench.bringUp();
        QObject::connect(&bench.venue.market, &QWebSocketServer::newConnection, &bench.venue.market, [&bench] {
            auto* socket = bench.venue.marketSockets.back();
            QTimer::singleShot(50, socket, [socket] { socket->abort(); });
        });
        bench.broker->watch({{InstrumentId{1}, true, true, false}});

        QTest::qWait(watchedMs);

        const auto streams = bench.venue.marketSockets.size();
        qInfo("%zu data streams in 15 s", streams);
        QVERIFY(streams >= 3 && streams <= 7);
        QVERIFY(bench.line(views::LineKind::Orders).state == views::LineState::Up); // it has nothing to do with that
    }

    /// Small words that nobody knows, as fast as they go. They are counted and forgotten, and an order passes.
    void aFloodOfWordsAtBinanceTakesNoMemory()
    {
        BinanceBench bench;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.bringUp();
        std::size_t before = 0;
        for (int sent = 0; sent < floodMessages; sent += 1'000) {
            for (int i = 0; i < 1'000; ++i) {
                bench.venue.tellAccount("{\"e\":\"x\"}");
            }
            QCoreApplication::processEvents();
            before = sent == floodMessages / 10 ? heldKib() : before;
        }
        bench.submit(bench.ticket(1));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), floodMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.broker->connection().unknownMessages, std::uint64_t{floodMessages}, floodMs);
        QVERIFY(bench.isUp());
        QCOMPARE(bench.venue.accountSockets.size(), std::size_t{1});
        const auto after = heldKib();
        qInfo("%zu KiB, then %zu KiB", before, after);
        QVERIFY(after < before + 8 * 1024);
    }

    void aFloodOfWordsAtAlpacaTakesNoMemory()
    {
        AlpacaBench bench;
        bench.startUp();
        std::size_t before = 0;
        for (int sent = 0; sent < floodMessages; sent += 1'000) {
            for (int i = 0; i < 1'000; ++i) {
                bench.venue.sayRaw(R"({"stream":"x","data":{}})");
            }
            QCoreApplication::processEvents();
            before = sent == floodMessages / 10 ? heldKib() : before;
        }
        bench.submit(bench.ticket());

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::vector{orders::OrderEventKind::Accepted}, floodMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.broker->connection().unknownMessages, std::uint64_t{floodMessages}, floodMs);
        QVERIFY(bench.desk.isUp());
        QCOMPARE(bench.venue.streams, 1);
        const auto after = heldKib();
        qInfo("%zu KiB, then %zu KiB", before, after);
        QVERIFY(after < before + 8 * 1024);
    }

    /// Pings are answered, some a second. A thousand at once are an attack or a fault: the line is cut, told, and
    /// opened anew.
    void aFloodOfPingsEndsTheLine()
    {
        BinanceBench binance;
        binance.bringUp();
        AlpacaBench alpaca;
        alpaca.startUp();
        for (int i = 0; i < 1'000; ++i) {
            binance.venue.accountSockets.back()->ping("x");
            alpaca.venue.listening.front()->ping("x");
        }

        QTRY_COMPARE_WITH_TIMEOUT(binance.venue.subscriptions.size(), std::size_t{2}, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(alpaca.venue.streams, 2, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(binance.isUp() && alpaca.desk.isUp(), 5'000);
        QVERIFY(downsOf(binance.desk.all<events::LinkChanged>()) == 1);
        QVERIFY(downsOf(alpaca.desk.all<events::LinkChanged>()) == 1);
    }

    /// Beyond 8 MiB nothing is taken, whatever it would say.
    void aMessageBeyondAllBoundsEndsTheLine()
    {
        BinanceBench binance;
        binance.bringUp();
        AlpacaBench alpaca;
        alpaca.startUp();
        const QByteArray much(9 * 1024 * 1024, ' ');

        binance.venue.tellAccount("{\"e\":\"x\"" + much + '}');
        alpaca.venue.sayRaw(R"({"stream":"x","data":{)" + much + "}}");

        QTRY_COMPARE_WITH_TIMEOUT(binance.venue.subscriptions.size(), std::size_t{2}, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(alpaca.venue.streams, 2, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(binance.isUp() && alpaca.desk.isUp(), 5'000);
        QCOMPARE(binance.broker->connection().unknownMessages, std::uint64_t{0});
    }

private:
    static int downsOf(const std::vector<events::LinkChanged>& links)
    {
        return static_cast<int>(std::count_if(links.begin(), links.end(), [](const auto& link) {
            return link.kind == events::LinkKind::Orders && !link.up;
        }));
    }
};

QTEST_GUILESS_MAIN(TestStormyStreams)
#include "tst_stormy_streams.moc"
