// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
//
// What becomes of the account, of its key and of an instrument in the middle of a session with Alpaca: margin calls,
// keys that end, symbols that change, halts; and what is no proof that an order is not there.
#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

using namespace omni;
using namespace omni::tests;
using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;
using views::LineKind;
using views::LineState;

namespace {

QByteArray accountOf(const char* equity, const char* margin)
{
    return QByteArray(R"({"account_number":"PA1","status":"ACTIVE","currency":"USD","cash":"-5000.00","equity":")")
        + equity + R"(","maintenance_margin":")" + margin + R"(","trading_blocked":false})";
}

std::string lastWords(const AlpacaBench& bench)
{
    return std::string(bench.desk.all<events::OrderReport>().back().text.view());
}

bool has(const std::string& words, std::initializer_list<const char*> parts)
{
    for (const char* part : parts) {
        if (words.find(part) == std::string::npos) {
            qWarning("\"%s\" is not in: %s", part, words.c_str());
            return false;
        }
    }
    return true;
}

/// A word of a stock's trading status, in msgpack: 'H' a halt, 'T' its end.
QByteArray statusFrame(char code)
{
    return QByteArray("\x91\x84\xa1T\xa1s\xa1S\xa4"
                      "AAPL\xa2sc\xa1")
        + code + QByteArray("\xa1t\xd6\xff\x6a\x56\x4a\x97");
}

} // namespace

class TestAlpacaAccount : public QObject
{
    Q_OBJECT

private slots:
    /// F50: Alpaca may sell what is held. It is told, and nothing new is risked; the way out stays open.
    void aMarginCallStopsNewRisk()
    {
        AlpacaBench bench;
        bench.venue.account = accountOf("900.00", "1000.00");
        bench.startUp();
        QTRY_COMPARE(bench.line(LineKind::Orders).state, LineState::Refused); // on record, and an alert
        QVERIFY(has(bench.line(LineKind::Orders).detail,
                    {"margin call", "equity, 900", "asks for, 1000", "Close positions, or pay in"}));

        const auto troubles = bench.desk.all<events::TroubleFound>(); // strategies wait until a person arms again
        QCOMPARE(troubles.size(), std::size_t{1});
        QVERIFY(troubles[0].what == events::Trouble::AccountRestricted);
        QVERIFY(has(std::string(troubles[0].text.view()), {"margin call", "900"}));

        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QVERIFY(has(lastWords(bench), {"margin call"}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);

        auto exit = bench.ticket(2);
        exit.side = Side::Sell;
        exit.reduceOnly = true;
        bench.submit(exit);
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);

        bench.venue.account = accountOf("1000.00", "1000.00");
        bench.broker->reconcile();
        QTRY_COMPARE(bench.line(LineKind::Orders).state, LineState::Up);
        auto next = bench.ticket(3);
        next.side = Side::Sell; // beside a sale of our own
        bench.submit(next);
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 2);
    }

    /// A key that was withdrawn: what is answered to another question does not make it good again.
    void aKeyThatIsRefusedStaysRefused()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST"
                ? std::optional(FakeAlpaca::json(R"({"message":"unauthorized."})", "401 Unauthorized"))
                : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QTRY_COMPARE(bench.line(LineKind::Orders).state, LineState::Refused);
        const auto compared = bench.venue.countOf("GET", "/v2/account");

        bench.broker->reconcile();
        QTRY_VERIFY(bench.venue.countOf("GET", "/v2/account") > compared);
        QTest::qWait(200);
        bench.submit(bench.ticket(2));

        QTRY_COMPARE(bench.desk.story(2), Kinds{Kind::Rejected});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
        for (const auto kind : {LineKind::Orders, LineKind::Account}) {
            QCOMPARE(bench.line(kind).state, LineState::Refused);
            QVERIFY(has(bench.line(kind).detail, {"does not take the key", "make a new one of the paper account"}));
        }
        QVERIFY(!bench.desk.isUp());
    }

    /// F34: the stream says in the middle of the day that the key counts no more.
    void aStreamWhoseKeyEndsIsGivenUp()
    {
        AlpacaBench bench;
        bench.startUp();

        bench.venue.sayRaw(R"({"stream":"authorization","data":{"status":"unauthorized","action":"listen"}})");

        QTRY_COMPARE(bench.line(LineKind::Orders).state, LineState::Refused);
        QVERIFY(has(bench.line(LineKind::Orders).detail, {"does not take the key", "make a new one"}));
        QVERIFY(!bench.desk.isUp());
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected}); // nobody would hear what becomes of it
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
    }

    /// The handshake carries no key: whoever turns it away says nothing of ours, and fills are told over that stream.
    void aHandshakeThatIsTurnedAwayIsTriedAgain()
    {
        ScriptedServer between;
        int turned = 0;
        between.onRequest = [&turned](Served& served, const QByteArray&) {
            ++turned;
            served.send(httpAnswer("<html>no</html>", "403 Forbidden", "Content-Type: text/html\r\n"));
        };
        AlpacaBench bench;
        bench.streamUrl = "ws://127.0.0.1:" + std::to_string(between.port());
        bench.start();

        QTRY_VERIFY_WITH_TIMEOUT(turned >= 3, 10'000);

        QCOMPARE(bench.line(LineKind::Orders).state, LineState::Down);
        QVERIFY(has(bench.line(LineKind::Orders).detail,
                    {"opens no stream (HTTP 403)", "maintenance", "tried again", "look at the address"}));
    }

    /// F41: what nobody knows yet is counted, and changes nothing.
    void whatNobodyKnowsYetIsCounted()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});

        bench.venue.sayRaw(R"({"stream":"news_of_tomorrow","data":{"x":[{}]}})");
        bench.venue.say(QStringLiteral("of_tomorrow"), bench.venue.orders.at(bench.nameOf(1)));

        QTRY_COMPARE(bench.broker->connection().unknownMessages, std::uint64_t{2});
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{0});
        QCOMPARE(bench.venue.streams, 1);
        QVERIFY(bench.desk.isUp());
    }

    /// F46, F49: what is held under a new name is not what we hold: the difference is shown, and nothing is sold for
    /// it.
    void aSymbolThatChangesComesAsADifference()
    {
        AlpacaBench bench;
        bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"100","side":"long"}])";
        bench.startUp();
        bench.broker->reconcile();
        QTRY_VERIFY(!bench.desk.all<events::Reconciled>().empty());
        QCOMPARE(bench.desk.all<events::PositionReported>().at(0).position, Lots{100});
        const auto before = bench.desk.all<events::Reconciled>().size();
        bench.venue.positions = R"([{"symbol":"APPL2","asset_class":"us_equity","qty":"100","side":"long"}])";

        bench.broker->reconcile();

        QTRY_VERIFY(bench.desk.all<events::Reconciled>().size() > before);
        std::optional<Lots> last;
        for (const auto& each : bench.desk.all<events::PositionReported>()) {
            last = each.instrument == InstrumentId{1} ? std::optional(each.position) : last;
        }
        QCOMPARE(last, std::optional(Lots{0}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
    }

    /// F46: increments became finer in the middle of the day. What is held cannot be said any more, and that is said.
    void holdingsFinerThanAnIncrementAreNotCompared()
    {
        AlpacaBench bench;
        bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"100.5","side":"long"}])";
        bench.startUp();

        bench.broker->reconcile();

        QTRY_COMPARE(bench.line(LineKind::Account).state, LineState::Stale);
        QVERIFY(has(bench.line(LineKind::Account).detail,
                    {"could not be compared", "does not fit the increments of an instrument"}));
        QVERIFY(bench.desk.all<events::Reconciled>().empty());
    }

    void aHaltIsHeardAndItsEnd() // F46
    {
        AlpacaBench bench;
        bench.venue.onData = [](QWebSocket* stream, const QByteArray& bytes) {
            stream->sendBinaryMessage(bytes.isEmpty()                ? QByteArray("\x91\x82\xa1T\xa7success\xa3msg\xa9"
                                                                                                 "connected")
                                          : bytes.contains("s3cret") ? QByteArray("\x91\x82\xa1T\xa7success\xa3msg\xad"
                                                                                  "authenticated")
                                                                     : QByteArray("\x91\x81\xa1T\xacsubscription"));
        };
        bench.startUp();
        bench.broker->watch({{InstrumentId{1}}});
        QTRY_VERIFY(bench.desk.isUp(events::LinkKind::MarketData));

        for (const char code : {'H', 'I', 'T'}) { // 'I' tells of an imbalance, and changes nothing
            bench.venue.dataStreams.at(0)->sendBinaryMessage(statusFrame(code));
        }

        std::vector<market::TradingState> told;
        QTRY_VERIFY([&] {
            told.clear();
            for (const auto& tick : bench.desk.ticks) {
                if (const auto* status = std::get_if<market::StatusChange>(&tick.tick)) {
                    told.push_back(status->state);
                }
            }
            return told.size() == 2;
        }());
        QVERIFY((told == std::vector{market::TradingState::Halted, market::TradingState::Open}));
    }

    /// F31: a refusal under a number that is not in our table proves nothing; the venue's own "not found" does, later.
    void aRefusalThatNobodyKnowsIsAskedAbout()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST"
                ? std::optional(FakeAlpaca::fault("403 Forbidden", 40310100, "trade denied due to pattern day trading"))
                : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        QVERIFY(has(lastWords(bench), {"pattern day trading", "40310100"}));
        bench.clock.leap(bench.broker->traits().settleDelay);

        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Rejected}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
    }

    /// S17: a position may wait for its stop until it is known that the old one never came.
    void itIsAskedForAgainAsSoonAsNotFoundIsProof()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST"
                ? std::optional(FakeAlpaca::fault("403 Forbidden", 40310100, "trade denied due to pattern day trading"))
                : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        bench.clock.leap(bench.broker->traits().settleDelay - seconds(2));

        bench.broker->query(bench.ticket());
        QTRY_VERIFY(bench.desk.story(1).size() >= 2);
        QVERIFY(bench.desk.story(1)[1] == Kind::Lost);
        bench.clock.leap(seconds(2));

        QTRY_VERIFY(bench.desk.story(1).back() == Kind::Rejected);
    }

    void aPageAtAQuestionProvesNothing_data() // F24, S6
    {
        QTest::addColumn<QByteArray>("status");
        for (const char* status : {"200 OK", "403 Forbidden", "404 Not Found", "503 Service Unavailable"}) {
            QTest::newRow(status) << QByteArray(status);
        }
    }
    void aPageAtAQuestionProvesNothing()
    {
        QFETCH(const QByteArray, status);
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [&status](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(httpAnswer({}, "502 Bad Gateway"))
                : request.path().startsWith("/v2/orders:")
                ? std::optional(httpAnswer("<html>soon</html>", status, "Content-Type: text/html\r\n"))
                : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        bench.clock.leap(minutes(1));

        bench.broker->query(bench.ticket());

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Lost}), 20'000);
        QVERIFY(bench.desk.isUp());
    }

    /// F32: the venue cannot know an order that still waits for its turn or its answer, however long it has waited.
    void notFoundIsNoProofWhileTheOrderIsUnderWay()
    {
        AlpacaBench bench;
        bench.startUp();
        bool isHeld = true;
        bench.venue.script = [&isHeld](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" && isHeld ? std::optional(QByteArray()) : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
        bench.clock.leap(seconds(5));

        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
    }

    /// F32: the time that the venue is given begins where the sending has ended, not where it was wished.
    void theVenuesTimeBeginsWhenNothingMoreCanLeave()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(QByteArray()) : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
        bench.clock.leap(seconds(5));
        for (int number = 1; number <= bench.venue.rest.connections(); ++number) {
            const auto& waiting = bench.venue.rest.served(number);
            if (waiting.socket) {
                waiting.cut();
            }
        }
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});

        bench.broker->query(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Lost}));
        bench.clock.leap(bench.broker->traits().settleDelay);
        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Lost, Kind::Rejected}));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaAccount)
#include "tst_alpaca_account.moc"
