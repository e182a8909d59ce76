// The small server of the paper exchange under clients that are slow, large, malformed or in a hurry (F41, F43, S26).
#include "core/edge/sandbox/server/web_server.h"

#include "core/base/seeded_random.h"
#include "core/edge/net/ws_frames.h"
#include "core/edge/sandbox/server/client_frames.h"
#include "core/edge/sandbox/server/json_value.h"
#include "tests/support/manual_clock.h"

#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::sandbox;

namespace {

class Echo final : public Talk
{
public:
    explicit Echo(Channel& channel)
        : m_channel(channel)
    {
    }
    void onText(std::string_view text) override
    {
        if (text == "flood") {
            for (int i = 0; i < 1'000 && m_channel.isOpen(); ++i) {
                m_channel.send(std::string(64 * 1024, 'x'));
            }
            return;
        }
        m_channel.send(text);
    }

private:
    Channel& m_channel;
};

struct Bench {
    explicit Bench(WebLimits limits = {})
        : server(
            clock,
            [](const WebRequest& request) {
                return WebAnswer{200,
                                 request.method + ' ' + request.path + '?' + request.query + ' ' + request.body,
                                 {},
                                 "text/plain"};
            },
            [](const WebRequest& request, Channel& channel) {
                return request.path == "/echo" ? std::make_unique<Echo>(channel) : nullptr;
            },
            limits)
        , port(*server.listen(0))
    {
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        static_cast<void>(QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::ConnectedState; }));
    }
    /// All that comes until `end` does.
    QByteArray until(const QByteArray& end)
    {
        static_cast<void>(QTest::qWaitFor([&] {
            heard += socket.readAll();
            return heard.contains(end);
        }));
        return heard;
    }
    QByteArray untilTheEnd()
    {
        static_cast<void>(QTest::qWaitFor([&] {
            heard += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        }));
        return heard + socket.readAll();
    }
    void open()
    {
        socket.write("GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        until("\r\n\r\n");
    }
    void frame(net::WsOpcode opcode, const std::string& payload)
    {
        const auto bytes = net::clientFrame(opcode, payload, {9, 8, 7, 6});
        socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
    test::ManualClock clock{Timestamp{}};
    WebServer server;
    std::uint16_t port;
    QTcpSocket socket;
    QByteArray heard;
};

constexpr std::string_view posted = "POST /a%20b?c=d HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
                                    "PUT /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n"
                                    "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

} // namespace

class TestSandboxServer : public QObject
{
    Q_OBJECT

private slots:
    /// Of the bytes that end a head some may be there and others not: a head of just the limit is taken all the same.
    void aHeadOfTheLimitIsTakenHoweverTheBytesAreCut()
    {
        for (const std::size_t limit : {std::size_t{64}, std::size_t{65}, std::size_t{66}, std::size_t{67}}) {
            for (const std::size_t length : {limit - 1, limit, limit + 1, limit + 2, limit + 4}) {
                const std::string text = "GET /" + std::string(length - 14, 'a') + " HTTP/1.1\r\n\r\n";
                std::size_t taken = 0;
                for (std::size_t step = 1; step <= text.size(); ++step) {
                    RequestReader reader({.head = limit, .fields = 8, .body = 64});
                    std::size_t requests = 0;
                    for (std::size_t at = 0; at < text.size(); at += step) {
                        reader.take(std::string_view(text).substr(at, step));
                        requests += reader.next() ? 1U : 0U;
                    }
                    QCOMPARE(reader.fault().has_value(), length > limit);
                    taken += requests;
                }
                QCOMPARE(taken, length > limit ? std::size_t{0} : text.size());
            }
        }
    }

    void readsRequestsHoweverTheBytesAreCut()
    {
        for (std::size_t step = 1; step <= posted.size(); ++step) {
            RequestReader reader;
            std::vector<WebRequest> read;
            for (std::size_t at = 0; at < posted.size(); at += step) {
                reader.take(posted.substr(at, step));
                while (auto request = reader.next()) {
                    read.push_back(*request);
                }
            }
            QVERIFY(!reader.fault());
            QCOMPARE(read.size(), std::size_t{3});
            QCOMPARE(read[0].path, std::string("/a%20b"));
            QCOMPARE(read[0].query, std::string("c=d"));
            QCOMPARE(read[0].body, std::string("hello"));
            QCOMPARE(read[1].body, std::string("abcde"));
            QVERIFY(read[1].keepsAlive && !read[2].keepsAlive);
        }
    }

    void survivesWhateverComes()
    {
        SeededRandom random(5);
        for (int round = 0; round < 20'000; ++round) {
            std::string text(posted);
            for (std::uint64_t i = 0; i < 1 + random.below(4); ++i) {
                text[random.below(text.size())] = static_cast<char>(random.below(256));
            }
            RequestReader reader({.head = 256, .fields = 8, .body = 64});
            reader.take(text);
            while (const auto request = reader.next()) {
                QVERIFY(request->body.size() <= 64);
            }
            ClientFrameReader frames(64);
            frames.take(std::string_view(text).substr(random.below(text.size())));
            while (true) {
                const auto event = frames.next();
                if (event.kind == net::WsEventKind::None || event.kind == net::WsEventKind::Malformed
                    || event.kind == net::WsEventKind::TooLarge) {
                    break;
                }
            }
            static_cast<void>(jsonFrom(text));
        }
    }

    void refusesWhatIsMalformedOrTooLarge_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no request line") << QByteArray("hello\r\n\r\n") << QByteArray("HTTP/1.1 400");
        QTest::newRow("two lengths") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
                                     << QByteArray("HTTP/1.1 400");
        QTest::newRow("length and chunks")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
            << QByteArray("HTTP/1.1 400");
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 400");
        QTest::newRow("huge head") << "GET / HTTP/1.1\r\nA: " + QByteArray(17'000, 'x') << QByteArray("HTTP/1.1 431");
        QTest::newRow("huge body") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n")
                                   << QByteArray("HTTP/1.1 413");
        QTest::newRow("huge chunk") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n")
                                    << QByteArray("HTTP/1.1 413");
        QTest::newRow("other coding") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n")
                                      << QByteArray("HTTP/1.1 501");
        QTest::newRow("other version") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << QByteArray("HTTP/1.1 505");
        QTest::newRow("no key") << QByteArray("GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n")
                                << QByteArray("HTTP/1.1 400");
    }
    void refusesWhatIsMalformedOrTooLarge()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, answer);
        Bench bench;
        bench.socket.write(bytes);
        QVERIFY(bench.untilTheEnd().startsWith(answer));
        QCOMPARE(bench.server.counts().refused, std::uint64_t{1});
    }

    void answersInTheOrderOfTheQuestions()
    {
        Bench bench;
        QByteArray all;
        for (int i = 0; i < 500; ++i) {
            all += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        }
        bench.socket.write(all);
        bench.until("GET /499? ");
        qsizetype place = 0;
        for (int i = 0; i < 500; ++i) {
            place = bench.heard.indexOf("GET /" + QByteArray::number(i) + "? ", place);
            QVERIFY(place >= 0);
        }
    }

    void saysContinueAndAnswersHead()
    {
        Bench bench;
        bench.socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(bench.until("100 Continue\r\n\r\n").startsWith("HTTP/1.1 100"));
        bench.socket.write("hi");
        QVERIFY(bench.until(" hi").contains("200 OK"));
        bench.heard.clear();
        bench.socket.write("HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        const QByteArray head = bench.untilTheEnd();
        QVERIFY(head.contains("Content-Length: 8") && head.endsWith("\r\n\r\n"));
    }

    void cutsWhoNeverComesToAnEnd()
    {
        Bench bench;
        bench.socket.write("GET / HTTP/1.1\r\nHo");
        QTest::qWait(50);
        bench.clock.pass(seconds(80));
        QVERIFY(bench.untilTheEnd().startsWith("HTTP/1.1 408"));
    }

    void cutsWhoDoesNotRead()
    {
        WebLimits limits;
        limits.unsent = 1024 * 1024;
        Bench bench(limits);
        bench.open();
        bench.socket.setReadBufferSize(1'024);
        bench.frame(net::WsOpcode::Text, "flood");
        QTRY_COMPARE(bench.server.counts().cut, std::uint64_t{1});
        QTRY_COMPARE(bench.server.counts().connections, std::size_t{0});
    }

    void echoesPingsAndClosesInOrder()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.heard.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        bench.frame(net::WsOpcode::Ping, "are you there");
        bench.until("are you there");
        bench.frame(net::WsOpcode::Text, std::string(70'000, 'y'));
        bench.until(QByteArray(70'000, 'y'));
        bench.frame(net::WsOpcode::Close, net::closePayload(1000));
        QVERIFY(bench.untilTheEnd().contains(QByteArray("\x88\x02\x03\xe8", 4)));
    }

    void endsAWebSocketThatIsMalformedOrTooLarge()
    {
        {
            Bench bench;
            bench.open();
            bench.frame(net::WsOpcode::Text, "\xff\xfe");
            QVERIFY(bench.untilTheEnd().contains(QByteArray("\x03\xea", 2))); // 1002
        }
        WebLimits limits;
        limits.message = 100;
        Bench bench(limits);
        bench.open();
        bench.frame(net::WsOpcode::Text, std::string(101, 'z'));
        QVERIFY(bench.untilTheEnd().contains(QByteArray("\x03\xf1", 2))); // 1009
    }

    void pingsAndDropsTheSilent()
    {
        Bench bench;
        bench.open();
        bench.heard.clear();
        bench.clock.pass(seconds(21));
        bench.until(QByteArray("\x89", 1));
        bench.clock.pass(seconds(61));
        bench.untilTheEnd();
        QCOMPARE(bench.server.counts().cut, std::uint64_t{1});
    }

    // S26: one more than may be there is cut at once, the others notice nothing.
    void holdsNoMoreConnectionsThanItMay()
    {
        WebLimits limits;
        limits.connections = 3;
        Bench bench(limits);
        std::vector<std::unique_ptr<QTcpSocket>> more;
        for (int i = 0; i < 5; ++i) {
            more.push_back(std::make_unique<QTcpSocket>());
            more.back()->connectToHost(QStringLiteral("127.0.0.1"), bench.port);
        }
        QTRY_COMPARE(bench.server.counts().cut, std::uint64_t{3});
        bench.socket.write("GET /still HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY(bench.until("GET /still").contains("200 OK"));
    }

    void saysWhenAPortIsTaken()
    {
        Bench bench;
        WebServer other(
            bench.clock, [](const WebRequest&) { return WebAnswer{}; },
            [](const WebRequest&, Channel&) { return std::unique_ptr<Talk>(); });
        const auto again = other.listen(bench.port);
        QVERIFY(!again);
        QVERIFY(again.error().code == Errc::Conflict);
    }
};

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandbox_server.moc"
