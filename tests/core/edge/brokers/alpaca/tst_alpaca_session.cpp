// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

using namespace omni;
using namespace omni::tests;
using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;

namespace {

const QString anExecution = QStringLiteral("f1a0f6a0-3f0b-4a0c-9b57-2f5a3d1c7e90");

QJsonObject with(QJsonObject order, const QString& status, const QString& filled)
{
    order[QStringLiteral("status")] = status;
    order[QStringLiteral("filled_qty")] = filled;
    return order;
}

} // namespace

class TestAlpacaSession : public QObject
{
    Q_OBJECT

private slots:
    void aSessionComesUpAndSaysSo()
    {
        AlpacaBench bench;

        bench.startUp();

        const auto connection = bench.broker->connection();
        QCOMPARE(connection.broker, std::string("alpaca"));
        QCOMPARE(bench.line(views::LineKind::Orders).state, views::LineState::Up);
        QCOMPARE(bench.line(views::LineKind::Account).state, views::LineState::Up);
        QVERIFY(bench.line(views::LineKind::Orders).lastProof.has_value());
        QVERIFY(connection.mayTrade);
        QCOMPARE(connection.limit, std::optional<std::int64_t>(200));
        QTRY_VERIFY(bench.broker->connection().clockOffset.has_value());
    }

    void anOrderIsTakenFilledInPartsAndWhole()
    {
        AlpacaBench bench;
        bench.startUp();

        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        const auto order = bench.venue.orders.at(bench.nameOf(1));
        bench.venue.say(
            QStringLiteral("partial_fill"), with(order, QStringLiteral("partially_filled"), QStringLiteral("1")),
            FakeAlpaca::execution(QStringLiteral("first"), QStringLiteral("150.2466"), QStringLiteral("1")));
        bench.venue.say(QStringLiteral("fill"), with(order, QStringLiteral("filled"), QStringLiteral("3")),
                        FakeAlpaca::execution(QStringLiteral("second"), QStringLiteral("150.25"), QStringLiteral("2")));

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Accepted, Kind::Filled}));
        const auto fills = bench.desk.all<orders::Fill>();
        QCOMPARE(fills.size(), std::size_t{2});
        QCOMPARE(fills[0].order, OrderId{1});
        QCOMPARE(fills[0].price, Ticks{15'025}); // the nearest cent to show,
        QCOMPARE(fills[0].value, Money{15'024'660'000}); // and what was really exchanged to book
        QCOMPARE(fills[1].size, Lots{2});
        QCOMPARE(fills[1].value, Money{30'050'000'000});
        QCOMPARE(fills[1].venueFillId.view(), std::string_view("second"));
        const auto body = QJsonDocument::fromJson(
            bench.venue.asked.at(2).method == "POST" ? bench.venue.asked.at(2).body : bench.venue.asked.back().body);
        QCOMPARE(body[QStringLiteral("client_order_id")].toString(), bench.nameOf(1));
        QCOMPARE(body[QStringLiteral("limit_price")].toString(), QStringLiteral("150.25"));
    }

    void aFillBeforeTheAnswerIsBooked() // F25
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [&](const Asked& request) -> std::optional<QByteArray> {
            if (request.method != "POST") {
                return std::nullopt;
            }
            const auto order
                = bench.venue.makeOrder(QJsonDocument::fromJson(request.body).object(), QStringLiteral("filled"));
            bench.venue.say(QStringLiteral("fill"), with(order, QStringLiteral("filled"), QStringLiteral("3")),
                            FakeAlpaca::execution(anExecution, QStringLiteral("150.25"), QStringLiteral("3")));
            return QByteArray(); // and no answer, ever
        };
        bench.venue.cutsInstead = false;

        bench.submit(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Filled});
        QCOMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
    }

    void aLostAnswerLeavesTheOrderUnknownUntilAsked() // F22, F23, S4, S6
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.cutsInstead = true;
        bench.venue.script = [&](const Asked& request) -> std::optional<QByteArray> {
            if (request.method != "POST") {
                return std::nullopt;
            }
            bench.venue.makeOrder(QJsonDocument::fromJson(request.body).object());
            return QByteArray();
        };

        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Found}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
        const auto found = bench.desk.all<events::OrderReport>().back();
        QCOMPARE(found.size, std::optional(Lots{3}));
        QCOMPARE(found.limit, std::optional(Ticks{15'025}));

        bench.submit(bench.ticket()); // once more by mistake: asked about, not sent
        QTRY_COMPARE(bench.desk.story(1).size(), std::size_t{3});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
    }

    void noSuchOrderIsProofOnlyWhenTheVenueHadItsTime() // F32
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.cutsInstead = true;
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(QByteArray()) : std::nullopt;
        };

        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        bench.broker->query(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Lost}));
        bench.clock.leap(seconds(4));
        bench.broker->query(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Lost, Kind::Lost, Kind::Rejected}));
    }

    void anOrderThatMayNotGoAnyMoreNeverLeaves() // S2
    {
        AlpacaBench bench;
        bench.mayGo = [](const orders::OrderTicket& ticket) { return ticket.id != OrderId{1}; };
        bench.startUp();
        bench.submit(bench.ticket(1));
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
        bench.submit(bench.ticket(2));
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
    }

    void aNameThatIsTakenIsAskedAbout() // S4
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [&](const Asked& request) -> std::optional<QByteArray> {
            if (request.method != "POST") {
                return std::nullopt;
            }
            bench.venue.makeOrder(QJsonDocument::fromJson(request.body).object());
            return FakeAlpaca::fault("422 Unprocessable Entity", 42210000, "client_order_id must be unique");
        };

        bench.submit(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Found});
    }

    void aCancelEndsWithTheStreamsWord()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});

        bench.broker->cancel(bench.ticket());
        const auto order = bench.venue.orders.at(bench.nameOf(1));
        const auto path = "/v2/orders/" + order[QStringLiteral("id")].toString().toUtf8();
        QTRY_COMPARE(bench.venue.countOf("DELETE", path), 1);
        bench.venue.say(QStringLiteral("canceled"), with(order, QStringLiteral("canceled"), QStringLiteral("0")));

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Accepted, Kind::Cancelled}));
        bench.venue.say(QStringLiteral("new"), order); // late, and older: contradicts nothing
        QTest::qWait(100);
        QCOMPARE(bench.desk.story(1).size(), std::size_t{2});
    }

    void aCancelThatComesTooLateIsFollowedByHowItEnded() // F29
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        auto& order = bench.venue.orders.at(bench.nameOf(1));
        order = with(order, QStringLiteral("filled"), QStringLiteral("3"));
        bench.venue.addActivity(anExecution, order, QStringLiteral("150.25"), QStringLiteral("3"));
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "DELETE" ? std::optional(FakeAlpaca::fault(
                       "422 Unprocessable Entity", 42210000, "order is already in \\\"filled\\\" state"))
                                              : std::nullopt;
        };

        bench.broker->cancel(bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), (Kinds{Kind::Accepted, Kind::CancelRejected, Kind::Filled}));
        QCOMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});
    }

    void afterACutTheAccountIsComparedAndNothingIsBookedTwice() // F26, F34, S7, S9
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        auto& order = bench.venue.orders.at(bench.nameOf(1));
        order = with(order, QStringLiteral("partially_filled"), QStringLiteral("1"));
        bench.venue.say(QStringLiteral("partial_fill"), order,
                        FakeAlpaca::execution(anExecution, QStringLiteral("150.25"), QStringLiteral("1")));
        QTRY_COMPARE(bench.desk.all<orders::Fill>().size(), std::size_t{1});

        bench.venue.cutStreams();
        QTRY_VERIFY(!bench.desk.isUp());
        order = with(order, QStringLiteral("partially_filled"), QStringLiteral("2"));
        bench.venue.addActivity(anExecution, order, QStringLiteral("150.25"), QStringLiteral("1"));
        bench.venue.addActivity(QStringLiteral("missed"), order, QStringLiteral("150.24"), QStringLiteral("1"));
        bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"2","side":"long"},)"
                                R"({"symbol":"BTCUSD","asset_class":"crypto","qty":"0.123456789","side":"long"}])";
        QTRY_VERIFY(bench.desk.isUp());
        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        std::map<std::string, int> told;
        for (const auto& fill : bench.desk.all<orders::Fill>()) {
            QCOMPARE(fill.order, OrderId{1});
            ++told[std::string(fill.venueFillId.view())];
        }
        QCOMPARE(told.size(), std::size_t{2}); // one key for the stream and the activities
        QCOMPARE(bench.desk.all<events::CashReported>().back().cash, Money{10'000'000'000'000});
        const auto positions = bench.desk.all<events::PositionReported>();
        QCOMPARE(positions.size(), std::size_t{2});
        QCOMPARE(positions[0].position, Lots{2});
        QCOMPARE(positions[1].position, Lots{123'456'789});
        QCOMPARE(bench.desk.story(1).back(), Kind::Found);
    }

    void somebodyElsesOrdersAndFillsAreTold() // F15
    {
        AlpacaBench bench;
        bench.startUp();
        const auto foreign = bench.venue.makeOrder({{QStringLiteral("client_order_id"), QStringLiteral("by-hand")},
                                                    {QStringLiteral("symbol"), QStringLiteral("AAPL")},
                                                    {QStringLiteral("side"), QStringLiteral("sell")},
                                                    {QStringLiteral("type"), QStringLiteral("limit")},
                                                    {QStringLiteral("qty"), QStringLiteral("5")},
                                                    {QStringLiteral("limit_price"), QStringLiteral("160")}});
        bench.venue.addActivity(anExecution, foreign, QStringLiteral("160"), QStringLiteral("1"));
        bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"-1","side":"short"}])";

        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        const auto others = bench.desk.all<events::ExternalOrderReported>();
        QCOMPARE(others.size(), std::size_t{1});
        QCOMPARE(others[0].left, Lots{5});
        QCOMPARE(others[0].limit, std::optional(Ticks{16'000}));
        QVERIFY(others[0].side == Side::Sell);
        QCOMPARE(bench.desk.all<orders::Fill>().at(0).order, OrderId{});
    }

    /// F16: a start of this profile sent it that its record does not have.
    void anOrderOfAStartThatTheRecordHasLostIsTold()
    {
        AlpacaBench bench;
        bench.startUp();
        const auto lost
            = bench.venue.makeOrder({{QStringLiteral("client_order_id"), QStringLiteral("1NSTALL0-LOST0001-7-e")},
                                     {QStringLiteral("symbol"), QStringLiteral("AAPL")},
                                     {QStringLiteral("side"), QStringLiteral("sell")},
                                     {QStringLiteral("type"), QStringLiteral("limit")},
                                     {QStringLiteral("qty"), QStringLiteral("5")},
                                     {QStringLiteral("limit_price"), QStringLiteral("160")}});
        bench.venue.addActivity(anExecution, lost, QStringLiteral("160"), QStringLiteral("1"));

        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        const auto told = bench.desk.all<events::TroubleFound>();
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(told[0].what == events::Trouble::RecordBehind);
        QCOMPARE(told[0].text.view(), std::string_view("1NSTALL0-LOST0001-7-e"));
    }

    void aComparisonThatFailsInPartSaysNothingOfBeingWhole()
    {
        AlpacaBench bench;
        bench.startUp();
        int tries = 0;
        bench.venue.script = [&tries](const Asked& request) -> std::optional<QByteArray> {
            const bool isFirst = request.path() == "/v2/positions" && ++tries == 1;
            return isFirst ? std::optional(FakeAlpaca::json("[{\"symbol\":\"AAPL\",\"qty\":\"NaN\"}]")) : std::nullopt;
        };

        bench.broker->reconcile();

        QTRY_COMPARE(tries, 1);
        QTRY_COMPARE(bench.line(views::LineKind::Account).state, views::LineState::Stale);
        QCOMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{0});
        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1}); // the next one is whole
    }

    void fiveHundredOpenOrdersAreComparedInThreeSeconds()
    {
        AlpacaBench bench;
        bench.startUp();
        for (std::uint64_t id = 1; id <= 750; ++id) {
            bench.venue.makeOrder({{QStringLiteral("client_order_id"), bench.nameOf(id)},
                                   {QStringLiteral("symbol"), QStringLiteral("AAPL")},
                                   {QStringLiteral("side"), QStringLiteral("buy")},
                                   {QStringLiteral("type"), QStringLiteral("limit")},
                                   {QStringLiteral("qty"), QStringLiteral("3")},
                                   {QStringLiteral("limit_price"), QStringLiteral("150.25")}});
        }
        QElapsedTimer timer;
        timer.start();

        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        qInfo("750 open orders compared in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 3'000);
        QCOMPARE(bench.desk.all<events::OrderReport>().size(), std::size_t{750}); // two pages, none twice
        QVERIFY(bench.venue.countOf("GET", "/v2/orders") >= 2);
    }

    void whatTheDeskHasNoRoomForWaitsAndIsNotLost()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.desk.takesEvents = false;
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);
        QTest::qWait(100);
        QCOMPARE(bench.desk.story(1), Kinds{});

        bench.desk.takesEvents = true;

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
    }

    void whatIsUnderWayAtTheEndIsLost()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.venue.script = [](const Asked& request) -> std::optional<QByteArray> {
            return request.method == "POST" ? std::optional(QByteArray()) : std::nullopt;
        };
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders"), 1);

        bench.broker->stop();

        QCOMPARE(bench.desk.story(1), Kinds{Kind::Lost});
        QVERIFY(!bench.desk.isUp());
        QTest::qWait(50);
    }

    void nothingIsReplacedUnderAnotherName()
    {
        AlpacaBench bench;
        bench.startUp();

        bench.broker->replace({OrderId{1}, Lots{2}, {}, {}}, bench.ticket());

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::ReplaceRejected});
        QCOMPARE(bench.broker->traits().abilities[static_cast<std::size_t>(views::Ability::Replace)],
                 views::Holder::Desk);
    }
};

QTEST_GUILESS_MAIN(TestAlpacaSession)
#include "tst_alpaca_session.moc"
