// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
//
// A session with Alpaca when something is wrong: answers that prove nothing, limits, keys, environments, data.
#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

#include <QCryptographicHash>

using namespace omni;
using namespace omni::tests;
using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;

namespace {

/// A data stream of Alpaca in msgpack, as far as these tests need it.
QByteArray packed(const char* word)
{
    QByteArray bytes("\x91\x82\xa1T\xa7success\xa3msg");
    bytes += static_cast<char>(0xa0 | qstrlen(word));
    return bytes + word;
}

} // namespace

class TestAlpacaFaults : public QObject
{
    Q_OBJECT

private slots:
    void whatProvesNothingLeavesTheOrderUnknown_data() // F24, S6
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray page("<html><head><title>Maintenance</title></head></html>");
        for (const char* status :
             {"500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"}) {
            QTest::addRow("%s, page", status) << httpAnswer(page, status, "Content-Type: text/html\r\n");
            QTest::addRow("%s, empty", status) << httpAnswer({}, status);
            QTest::addRow("%s, JSON", status) << FakeAlpaca::fault(status, 40310000, "insufficient buying power");
        }
        QTest::newRow("200, page") << httpAnswer(page, "200 OK", "Content-Type: text/html\r\n");
        QTest::newRow("200, empty") << httpAnswer({});
        QTest::newRow("200, nothing in it") << FakeAlpaca::json("{}");
        QTest::newRow("200, list") << FakeAlpaca::json("[]");
        QTest::newRow("200, half an order") << FakeAlpaca::json(R"({"id":"x","client_order_id":")");
        QTest::newRow("200, another order")
            << FakeAlpaca::json(R"({"id":"x","client_order_id":"y","symbol":"AAPL","side":"buy","status":"new"})");
        QTest::newRow("404, page") << httpAnswer(page, "404 Not Found", "Content-Type: text/html\r\n");
        QTest::newRow("403, page") << httpAnswer(page, "403 Forbidden", "Content-Type: text/html\r\n");
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        QTest::newRow("elsewhere") << httpAnswer({}, "302 Found", "Location: http://127.0.0.1:1/\r\n");
    }
    void whatProvesNothingLeavesTheOrderUnknown()
    {
        QFETCH(const QByteArray, answer);
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [&answer](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(answer) : std::nullopt;
        };

        bench.submit(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
    }

    void whatIsRefusedForCertainIsRejected_data() // F31
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("no money") << FakeAlpaca::fault("403 Forbidden", 40310000, "insufficient buying power");
        QTest::newRow("sub-penny") << FakeAlpaca::fault("422 Unprocessable Entity", 42210000, "sub-penny increment");
        QTest::newRow("not active") << FakeAlpaca::fault("422 Unprocessable Entity", 40010001, "asset X is not active");
        QTest::newRow("malformed") << FakeAlpaca::fault("400 Bad Request", 40010000, "request body format is invalid");
    }
    void whatIsRefusedForCertainIsRejected()
    {
        QFETCH(const QByteArray, answer);
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [&answer](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(answer) : std::nullopt;
        };

        bench.submit(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QVERIFY(!bench.desk.all<events::OrderReport>().back().text.empty());
        QCOMPARE(bench.line(views::LineKind::Orders).state, views::LineState::Up);
    }

    /// What became of an order is asked from the reserve: nobody waits for the next minute to hear it (F38, S6).
    void theQuestionAfterALostOrderNeedsNoFreeMinute()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(httpAnswer(
                       "oops", "500 Internal Server Error",
                       "Content-Type: application/json\r\nX-RateLimit-Limit: 200\r\nX-RateLimit-Remaining: 20\r\n"))
                                            : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        const auto compared = bench.venue.countOf("GET", "/v2/positions");

        bench.broker->reconcile(); // ordinary: it waits
        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.venue.countOf("GET", "/v2/orders:by_client_order_id"), 1);
        QCOMPARE(bench.venue.countOf("GET", "/v2/positions"), compared);
    }

    void afterTooManyNotOneRequestLeavesBeforeTheReset() // F37, S34
    {
        AlpacaBench bench;
        bench.startUp();
        const auto reset = QByteArray::number((bench.clock.wall() + seconds(2)).ns / 1'000'000'000);
        bench.venue.script = [&reset](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(httpAnswer(
                       R"({"code":42910000,"message":"rate limit exceeded"})", "429 Too Many Requests",
                       "Content-Type: application/json\r\nX-RateLimit-Limit: 200\r\nX-RateLimit-Remaining: 0\r\n"
                       "X-RateLimit-Reset: "
                           + reset + "\r\n"))
                                            : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        const auto before = bench.venue.asked.size();

        bench.broker->query(bench.ticket());
        bench.broker->cancel(bench.ticket());
        bench.broker->reconcile();
        QTest::qWait(1'000);
        QCOMPARE(bench.venue.asked.size(), before); // a second of silence, whatever was wished

        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.asked.size() > before, 8'000);
    }

    void aWrongKeyIsRefusedAndNotTriedAgain()
    {
        AlpacaBench bench;
        bench.venue.script = [](const Asked&) -> std::optional<QByteArray> {
            return FakeAlpaca::json(R"({"message":"unauthorized."})", "401 Unauthorized");
        };

        bench.start();

        QTRY_COMPARE(bench.line(views::LineKind::Orders).state, views::LineState::Refused);
        QVERIFY(bench.line(views::LineKind::Account).detail.find("key") != std::string::npos);
        const auto asked = bench.venue.asked.size();
        QTest::qWait(1'500);
        QCOMPARE(bench.venue.asked.size(), asked);
        QCOMPARE(bench.venue.streams, 0);
        QVERIFY(!bench.desk.isUp());
    }

    void aStreamThatDoesNotTakeTheKeyIsGivenUp()
    {
        AlpacaBench bench;
        bench.venue.takesKey = false;

        bench.start();

        QTRY_COMPARE(bench.line(views::LineKind::Orders).state, views::LineState::Refused);
        QTest::qWait(1'500);
        QCOMPARE(bench.venue.streams, 1);
        QVERIFY(!bench.desk.isUp());
    }

    void anAccountThatIsBlockedTakesNoNewOrders()
    {
        AlpacaBench bench;
        bench.venue.account = R"({"status":"ACTIVE","cash":"1","trading_blocked":true})";
        bench.startUp();

        bench.submit(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
        QCOMPARE(bench.line(views::LineKind::Orders).state, views::LineState::Refused);
    }

    void aMixOfEnvironmentsSendsNoByte_data() // F48, S35
    {
        QTest::addColumn<int>("account");
        QTest::addColumn<int>("key");
        QTest::addColumn<QByteArray>("keyId");
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("isLegal");
        const int paper = static_cast<int>(orders::Environment::Paper);
        const int live = static_cast<int>(orders::Environment::Live);
        for (const int account : {paper, live}) {
            for (const int key : {paper, live}) {
                for (const char* id : {"PKX", "AKX"}) {
                    for (const char* rest : {"https://paper-api.alpaca.markets", "https://api.alpaca.markets"}) {
                        const bool isPaper = account == paper && key == paper && id[0] == 'P' && rest[8] == 'p';
                        const bool isLive = account == live && key == live && id[0] == 'A' && rest[8] == 'a';
                        QTest::addRow("account %d, key %d, %s, %s", account, key, id, rest)
                            << account << key << QByteArray(id) << QByteArray(rest) << (isPaper || isLive);
                    }
                }
            }
        }
        QTest::newRow("another host") << paper << paper << QByteArray("PKX") << QByteArray("https://example.com")
                                      << false;
        QTest::newRow("a live key on this machine")
            << paper << paper << QByteArray("AKX") << QByteArray("http://127.0.0.1:9") << false;
    }
    void aMixOfEnvironmentsSendsNoByte()
    {
        QFETCH(const int, account);
        QFETCH(const int, key);
        QFETCH(const QByteArray, keyId);
        QFETCH(const QByteArray, rest);
        QFETCH(const bool, isLegal);
        LeapingClock clock;
        brokers::BrokerConfig config;
        config.environment = static_cast<orders::Environment>(account);
        config.faces = {{"rest", rest.toStdString()}};
        brokers::BrokerKey ofAccount;
        ofAccount.environment = static_cast<orders::Environment>(key);
        ofAccount.id = Secret(keyId.toStdString());
        ofAccount.secret = Secret("s3cret");

        const auto made = brokers::alpaca_info.make({std::move(config), std::move(ofAccount), clock, 1});

        QCOMPARE(made.has_value(), isLegal); // and nothing is sent before `start`
        QVERIFY(isLegal || made.error().code == Errc::Denied);
        QVERIFY(isLegal || made.error().detail.find("s3cret") == std::string::npos);
    }

    void anOrderOfAnotherEnvironmentIsNotSent() // S35
    {
        AlpacaBench bench;
        bench.startUp();
        auto order = bench.ticket();
        order.environment = orders::Environment::Live;

        bench.submit(order);

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
    }

    void aSilentStreamIsDownInFiveSeconds() // F35
    {
        ScriptedServer mute; // agrees to the stream and to the key, and says nothing then, not even to a ping
        mute.onRequest = [](Served& served, const QByteArray& request) {
            const auto at = request.indexOf("Sec-WebSocket-Key: ") + 19;
            const auto key = request.mid(at, request.indexOf('\r', at) - at);
            const auto accept
                = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
                      .toBase64();
            const QByteArray words[] = {R"({"stream":"authorization","data":{"status":"authorized"}})",
                                        R"({"stream":"listening","data":{"streams":["trade_updates"]}})"};
            QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Accept: "
                + accept + "\r\n\r\n";
            for (const auto& word : words) {
                answer += '\x82';
                answer += static_cast<char>(word.size());
                answer += word;
            }
            served.send(answer);
        };
        AlpacaBench bench;
        bench.streamUrl = "ws://127.0.0.1:" + std::to_string(mute.port());
        bench.startUp();
        QElapsedTimer timer;
        timer.start();

        QTRY_VERIFY_WITH_TIMEOUT(!bench.desk.isUp(), 8'000);

        qInfo("down after %lld ms of silence", timer.elapsed());
        QVERIFY(timer.elapsed() <= 5'500); // the rule is 4.5 s; the rest is this machine's
        QVERIFY(bench.line(views::LineKind::Orders).state != views::LineState::Up);
    }

    void textFramesAreReadAsWellAndBrokenOnesCompared()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        const auto order = bench.venue.orders.at(bench.nameOf(1));
        bench.venue.sayRaw(R"({"stream":"trade_updates","data":{"event":"canceled","order":)"
                               + QJsonDocument(order).toJson() + "}}",
                           true);
        QTRY_COMPARE(bench.desk.story(1).back(), Kind::Cancelled);

        bench.venue.sayRaw("{\"stream\":\"trade_upd");

        QTRY_COMPARE(bench.venue.streams, 2);
        QTRY_VERIFY(bench.desk.isUp());
        QVERIFY(bench.broker->connection().malformedMessages >= 1);
        QVERIFY(bench.broker->connection().reconnects >= 1);
    }

    void dataComeAgainAfterACutAndWithImagesAfterAHole()
    {
        AlpacaBench bench;
        std::vector<QByteArray> said;
        bench.venue.onData = [&](QWebSocket* stream, const QByteArray& bytes) {
            if (bytes.isEmpty()) {
                stream->sendBinaryMessage(packed("connected"));
            } else if (bytes.contains("s3cret")) {
                stream->sendBinaryMessage(packed("authenticated"));
            } else {
                said.push_back(bytes);
                stream->sendBinaryMessage(QByteArray("\x91\x81\xa1T\xacsubscription"));
            }
        };
        QByteArray second = "03";
        bench.venue.script = [&second](const Asked& request) -> std::optional<QByteArray> {
            return request.path() == "/v2/stocks/quotes/latest"
                ? std::optional(FakeAlpaca::json(R"({"quotes":{"AAPL":{"t":"2026-07-14T13:31:)" + second
                                                 + R"(Z","bp":150.2,"bs":2,"ap":150.24,"as":1}}})"))
                : std::nullopt;
        };
        bench.startUp();
        bench.broker->watch({{InstrumentId{1}}});
        QTRY_VERIFY(bench.desk.isUp(events::LinkKind::MarketData));
        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{1});
        QCOMPARE(std::get<market::Quote>(bench.desk.ticks[0].tick).bid, Ticks{15'020});

        second = "04"; // the same quote again would be no news, and as old as it was
        bench.venue.dataStreams.at(0)->abort();
        QTRY_VERIFY(!bench.desk.isUp(events::LinkKind::MarketData));
        QTRY_VERIFY(bench.desk.isUp(events::LinkKind::MarketData));
        QTRY_COMPARE(said.size(), std::size_t{2});
        QCOMPARE(said[0], said[1]); // what was wanted is wanted again
        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{2});

        bench.desk.takesTicks = false;
        bench.venue.dataStreams.at(0)->sendBinaryMessage(
            QByteArray("\x91\x85\xa1T\xa1t\xa1S\xa4"
                       "AAPL\xa1p\xcc\x96\xa1s\x01\xa1t\xd6\xff\x6a\x56\x4a\x97"));
        QTest::qWait(200);
        QCOMPARE(bench.desk.resumed, 0);
        bench.desk.takesTicks = true;
        QTRY_COMPARE(bench.desk.resumed, 1);
        QTRY_COMPARE(bench.desk.ticks.size(), std::size_t{3}); // the image, not the tick that found no room
        QVERIFY(std::holds_alternative<market::Quote>(bench.desk.ticks[2].tick));
    }

    void barsComePageByPageAndOnlyFinishedOnes()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            if (request.path() != "/v2/stocks/bars") {
                return std::nullopt;
            }
            const bool isSecond = request.target.contains("page_token=next%3D");
            const QByteArray bar(R"(,"o":150.1,"h":150.4,"l":150,"c":150.2,"v":12034,"n":201,"vw":150.21}])");
            return FakeAlpaca::json(
                isSecond ? R"({"bars":{"AAPL":[{"t":"2026-07-14T13:31:00Z")" + bar + R"(},"next_page_token":null})"
                         : R"({"bars":{"AAPL":[{"t":"2026-07-14T13:29:00Z")" + bar + R"(},"next_page_token":"next="})");
        };
        std::optional<Result<std::vector<market::Bar>>> told;

        bench.broker->bars(aStock(), minutes(1), bench.clock.wall() - hours(1), bench.clock.wall() + hours(1),
                           [&told](Result<std::vector<market::Bar>> bars) { told = std::move(bars); });

        QTRY_VERIFY(told);
        QVERIFY(*told);
        QCOMPARE((*told)->size(), std::size_t{1}); // 13:31 has not ended at 13:31:02
        QCOMPARE((*told)->at(0).instrument, InstrumentId{1});
        QCOMPARE((*told)->at(0).close, Ticks{15'020});
    }

    void symbolsThatDoNotExistAreNamed()
    {
        AlpacaBench bench;
        bench.startUp();
        std::optional<Result<std::vector<ports::ListedInstrument>>> told;

        bench.broker->list({"NOSUCH"}, [&told](auto listed) { told = std::move(listed); });

        QTRY_VERIFY(told);
        QVERIFY(!*told);
        QCOMPARE(told->error().code, Errc::NotFound);
        QVERIFY(told->error().detail.find("NOSUCH") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestAlpacaFaults)
#include "tst_alpaca_faults.moc"
