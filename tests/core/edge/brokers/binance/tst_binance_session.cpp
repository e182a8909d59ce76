// needs: tests/support/loopback trade/risk Qt6::WebSockets
#include "tests/core/edge/brokers/binance/fake_venue.h"

#include "core/edge/brokers/binance/info.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;
using brokers::binance::BinanceBroker;

namespace {

const QByteArray trade77
    = "{\"symbol\":\"BTCUSDT\",\"id\":77,\"orderId\":1001,\"price\":\"50000.00\",\"qty\":\"0.00200000\","
      "\"quoteQty\":\"100.00\",\"commission\":\"0.00000200\",\"commissionAsset\":\"BTC\","
      "\"time\":TIME,\"isBuyer\":true,\"isMaker\":true}";

QByteArray someoneElses(const QByteArray& status)
{
    return "{\"symbol\":\"BTCUSDT\",\"orderId\":5,\"clientOrderId\":\"web_1\",\"time\":1,\"price\":\"40000.00\","
           "\"origQty\":\"0.00300000\",\"executedQty\":\"0.00100000\",\"cummulativeQuoteQty\":\"40.0\",\"status\":\""
        + status + "\",\"type\":\"LIMIT\",\"side\":\"SELL\"}";
}

} // namespace

class TestBinanceSession : public QObject
{
    Q_OBJECT

private slots:
    void onlyOneEnvironmentSendsAByte_data() // F48, S35
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("account");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("isMade");
        for (int key = 0; key < 4; ++key) {
            for (int account = 0; account < 4; ++account) {
                for (const auto* url : {"http://127.0.0.1:9", "https://api.binance.com", "https://example.com"}) {
                    const bool isLive = account == static_cast<int>(orders::Environment::Live);
                    const bool isPaper = account == static_cast<int>(orders::Environment::Paper);
                    const QByteArray address(url);
                    const bool fits = (isPaper && address.startsWith("http:")) || (isLive && address.contains("api."));
                    QTest::addRow("key %d, account %d, %s", key, account, url)
                        << key << account << address << (fits && key == account);
                }
            }
        }
    }

    void onlyOneEnvironmentSendsAByte()
    {
        QFETCH(int, key);
        QFETCH(int, account);
        QFETCH(QByteArray, url);
        QFETCH(bool, isMade);
        RunningClock clock;
        brokers::BrokerConfig config;
        config.environment = static_cast<orders::Environment>(account);
        config.faces = {{"rest", url.toStdString()}};
        brokers::BrokerKey secret{static_cast<orders::Environment>(key), Secret("k"), Secret("s"), "external"};

        const auto broker = BinanceBroker::make({std::move(config), std::move(secret), clock, 1});

        QCOMPARE(broker.has_value(), isMade);
    }

    void aSessionOfAnotherEnvironmentSendsNothing() // S35
    {
        BinanceBench bench;

        bench.start(orders::Environment::Live);
        bench.broker->cancel(bench.ticket(1));
        QTest::qWait(300);

        QVERIFY(bench.line(views::LineKind::Orders).state == views::LineState::Refused);
        QCOMPARE(bench.desk.story(1), std::string("cancel_rejected"));
        QCOMPARE(bench.venue.rest.allReceived(), QByteArray());
        QCOMPARE(bench.venue.accountSockets.size(), std::size_t{0});
    }

    void itSubscribesWithASignatureAndIsUp()
    {
        BinanceBench bench;

        bench.bringUp();

        QCOMPARE(bench.venue.subscriptions.size(), std::size_t{1});
        const auto text = bench.venue.subscriptions[0];
        QVERIFY(text.contains("userDataStream.subscribe.signature") && text.contains("\"apiKey\":\"the-key\""));
        QVERIFY(!text.contains("the-secret"));
        QVERIFY(bench.line(views::LineKind::Account).state == views::LineState::Up);
        QVERIFY(bench.broker->connection().clockOffset.has_value());
    }

    void aWrongKeyIsNotTriedAgain()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/account"] = FakeVenue::say(
            "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}", "401 Unauthorized");
        bench.start();

        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::Orders).state == views::LineState::Refused, 3'000);
        QTest::qWait(1'500);

        QCOMPARE(bench.venue.count("GET /api/v3/account"), 1);
        const auto detail = bench.line(views::LineKind::Orders).detail;
        QVERIFY(detail.find("check the key") != std::string::npos);
        QVERIFY(detail.find("the-key") == std::string::npos && detail.find("the-secret") == std::string::npos);
    }

    void aMaintenancePageIsTriedAgain()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/account"] = FakeVenue::say("<html>soon</html>", "200 OK");
        bench.start();
        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::Orders).state == views::LineState::Down, 3'000);

        bench.venue.answers["GET /api/v3/account"] = FakeVenue::say("{\"canTrade\":true,\"balances\":[]}");

        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);
    }

    void anAccountComparedTellsFillsOrdersPositionsAndCash() // F34, S9, F15
    {
        BinanceBench bench;
        bench.bringUp();
        const auto now = QByteArray::number(static_cast<qlonglong>(bench.venue.clock.wall().ns / 1'000'000));
        bench.venue.trades = QByteArray(trade77).replace("TIME", now);
        bench.venue.openOrders = orderText(2) + ',' + someoneElses("PARTIALLY_FILLED");
        bench.venue.answers["GET /api/v3/allOrders"] = FakeVenue::say('[' + orderText(1, "FILLED", "0.00200000") + ']');

        bench.broker->reconcile();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);
        QCOMPARE(bench.desk.story(1), std::string("fill"));
        QCOMPARE(bench.desk.story(2), std::string("found"));
        const auto others = bench.desk.all<events::ExternalOrderReported>();
        QCOMPARE(others.size(), std::size_t{1});
        QCOMPARE(others[0].left.count, std::int64_t{200'000});
        QVERIFY(others[0].side == Side::Sell && others[0].isOpen);
        QCOMPARE(bench.desk.all<events::PositionReported>().at(0).position.count, std::int64_t{100'000'000});
        QCOMPARE(bench.desk.all<events::CashReported>().at(0).cash.e8, std::int64_t{105'000'000'000});
        QVERIFY(std::holds_alternative<events::Reconciled>(bench.desk.heard.back()));
    }

    /// F16: a start of this profile sent them that its record does not have. Once for all of that start.
    void ordersOfAStartThatTheRecordHasLostAreTold()
    {
        BinanceBench bench;
        bench.bringUp();
        const auto now = QByteArray::number(static_cast<qlonglong>(bench.venue.clock.wall().ns / 1'000'000));
        bench.venue.trades = QByteArray(trade77).replace("TIME", now);
        bench.venue.openOrders = orderText(2).replace("\"t-2\"", "\"INSTALL1-LOST0001-2-s\"");
        bench.venue.answers["GET /api/v3/allOrders"] = FakeVenue::say(
            '[' + orderText(1, "FILLED", "0.00200000").replace("\"t-1\"", "\"INSTALL1-LOST0001-1-e\"") + ']');

        bench.broker->reconcile();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);
        const auto told = bench.desk.all<events::TroubleFound>();
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(told[0].what == events::Trouble::RecordBehind);
        QVERIFY(told[0].text.view().starts_with("INSTALL1-LOST0001-"));
        QCOMPARE(bench.desk.all<orders::Fill>().at(0).order, OrderId{}); // booked all the same
    }

    /// The venue counts all that are open on the account, whoever sent them.
    void othersOrdersCountAgainstTheMostThatMayBeOpen() // F15
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/exchangeInfo"] = FakeVenue::say(QByteArray(listing).replace(
            R"("filters":[)", R"("filters":[{"filterType":"MAX_NUM_ORDERS","maxNumOrders":2},)"));
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(1));
        bench.venue.openOrders = someoneElses("NEW");
        bench.bringUp();
        bench.broker->reconcile();
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);

        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("accepted"), 3'000);
        bench.submit(bench.ticket(2));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("rejected"), 3'000);
        const auto words = std::string(bench.desk.all<events::OrderReport>().back().text.view());
        QVERIFY2(words.find("2 orders of BTCUSDT are open") != std::string::npos, words.c_str());
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);

        bench.venue.openOrders = orderText(1); // the other's is gone; nobody said so but the comparison
        bench.broker->reconcile();
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{2}, 5'000);
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(3));
        bench.submit(bench.ticket(3));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(3), std::string("accepted"), 3'000);
    }

    void aFillDuringACutIsFoundAfterwards() // F34
    {
        BinanceBench bench;
        bench.bringUp();
        bench.venue.accountSockets.back()->abort();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.isUp(), 3'000);
        const auto now = QByteArray::number(static_cast<qlonglong>(bench.venue.clock.wall().ns / 1'000'000));
        bench.venue.trades = QByteArray(trade77).replace("TIME", now);
        bench.venue.answers["GET /api/v3/allOrders"] = FakeVenue::say('[' + orderText(1, "FILLED", "0.00200000") + ']');

        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);
        bench.broker->reconcile();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);
        QCOMPARE(bench.desk.story(1), std::string("fill"));
        QCOMPARE(bench.broker->connection().reconnects, std::uint64_t{1});
    }

    void anAccountThatMovesIsReadAgain()
    {
        BinanceBench bench;
        bench.bringUp();
        int asked = 0;
        bench.venue.answers["GET /api/v3/account"] = [&asked](Served& served, const AskedOfBinance&) {
            const QByteArray free = ++asked == 1 ? "1.00000000" : "2.00000000";
            served.send(httpAnswer("{\"canTrade\":true,\"balances\":[{\"asset\":\"BTC\",\"free\":\"" + free
                                   + "\",\"locked\":\"0.0\"}]}"));
        };

        bench.broker->reconcile();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);
        QCOMPARE(asked, 3);
        QCOMPARE(bench.desk.all<events::PositionReported>().at(0).position.count, std::int64_t{200'000'000});
    }

    /// F46, F34: what reduces is sent all the same, as far as the new filters take it.
    void incrementsThatChangeInTheMiddleOfTheDayLeaveThatInstrumentToItsExits()
    {
        BinanceBench bench;
        bench.bringUp();
        const auto isNow = [&bench](market::TradingState state) {
            const auto ticks = bench.desk.all<market::Tick>();
            for (auto tick = ticks.rbegin(); tick != ticks.rend(); ++tick) {
                if (const auto* status = std::get_if<market::StatusChange>(&*tick)) {
                    return status->state == state;
                }
            }
            return false;
        };
        QVERIFY(isNow(market::TradingState::Open));
        const auto before = bench.venue.count("GET /api/v3/exchangeInfo");
        bench.venue.answers["GET /api/v3/exchangeInfo"]
            = FakeVenue::say(QByteArray(listing).replace(R"("tickSize":"0.01000000")", R"("tickSize":"0.00100000")"));
        bench.venue.clock.pass(minutes(6));
        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.count("GET /api/v3/exchangeInfo") > before, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(isNow(market::TradingState::ClosingOnly), 5'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);

        auto exit = bench.ticket(5);
        exit.side = Side::Sell;
        exit.role = orders::OrderRole::Exit;
        exit.reduceOnly = true;
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(5));
        bench.submit(bench.ticket(4));
        bench.submit(exit);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(4), std::string("rejected"), 5'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(5), std::string("accepted"), 5'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);

        // What stands from before is still compared.
        const auto compared = bench.desk.all<events::Reconciled>().size();
        bench.venue.openOrders = orderText(2);
        bench.broker->reconcile();
        QTRY_VERIFY_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size() > compared, 5'000);
        QCOMPARE(bench.desk.story(2), std::string("found"));

        // And the venue may take it back.
        bench.venue.answers["GET /api/v3/exchangeInfo"] = FakeVenue::say(listing);
        bench.venue.clock.pass(minutes(6));
        QTRY_VERIFY_WITH_TIMEOUT(isNow(market::TradingState::Open), 10'000);
    }

    /// F46: the venue has no answer about it any more. The others go on, and the account is compared without it.
    void anInstrumentThatIsDelistedHaltsAlone()
    {
        BinanceBench bench;
        bench.bringUp();
        const auto invalid = FakeVenue::say("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}", "400 Bad Request");
        bench.venue.answers["GET /api/v3/exchangeInfo"] = [&](Served& served, const AskedOfBinance& one) {
            if (one.query.hasQueryItem(QStringLiteral("symbols"))) {
                invalid(served, one);
            } else {
                served.send(httpAnswer(QByteArray(listing).replace("BTCUSDT", "ETHUSDT")));
            }
        };
        for (const char* path : {"GET /api/v3/openOrders", "GET /api/v3/myTrades", "GET /api/v3/avgPrice"}) {
            bench.venue.answers[path] = invalid;
        }
        bench.venue.clock.pass(minutes(6));
        const auto isHalted = [&bench] {
            const auto ticks = bench.desk.allTicks<market::StatusChange>();
            const auto events = bench.desk.all<market::Tick>();
            for (const auto& each : events) {
                const auto* status = std::get_if<market::StatusChange>(&each);
                if (status != nullptr && status->state == market::TradingState::Halted) {
                    return true;
                }
            }
            return !ticks.empty() && ticks.back().state == market::TradingState::Halted;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHalted(), 10'000);
        QVERIFY(bench.line(views::LineKind::Orders).detail.find("BTCUSDT is not on the venue's list any more")
                != std::string::npos);

        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 0);
        QVERIFY(bench.desk.all<events::OrderReport>().back().text.view().find("BTCUSDT is not on")
                != std::string::npos);

        const auto compared = bench.desk.all<events::Reconciled>().size();
        bench.broker->reconcile();
        QTRY_VERIFY_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size() > compared, 5'000);
        QVERIFY(bench.isUp());
    }

    void theStreamEndsInWords_data() // F34
    {
        QTest::addColumn<QByteArray>("event");
        QTest::newRow("terminated") << QByteArray("{\"e\":\"eventStreamTerminated\",\"E\":1}");
        QTest::newRow("shutdown") << QByteArray("{\"e\":\"serverShutdown\",\"E\":1}");
        QTest::newRow("old age") << QByteArray();
    }
    /// The venue ends a subscription, stops its server, or would end a connection of a day: another is opened, and the
    /// desk hears of the hole, so that it compares.
    void theStreamEndsInWords()
    {
        QFETCH(const QByteArray, event);
        BinanceBench bench;
        bench.bringUp();

        if (event.isEmpty()) {
            bench.venue.clock.pass(minutes(23 * 60 + 31));
        } else {
            bench.venue.tellAccount(event);
        }

        QTRY_COMPARE_WITH_TIMEOUT(bench.venue.subscriptions.size(), std::size_t{2}, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);
        QCOMPARE(bench.venue.accountSockets.size(), std::size_t{2});
        std::vector<bool> links;
        for (const auto& link : bench.desk.all<events::LinkChanged>()) {
            links.push_back(link.up);
        }
        QVERIFY((links == std::vector<bool>{true, false, true}));
    }

    /// F41: what nobody knows yet is counted, and changes nothing.
    void whatNobodyKnowsYetIsCounted()
    {
        BinanceBench bench;
        bench.bringUp();

        bench.venue.tellAccount("{\"e\":\"ofTomorrow\",\"E\":1,\"x\":[{}]}");
        bench.venue.tellAccount(
            "{\"e\":\"balanceUpdate\",\"E\":1,\"a\":\"USDT\",\"d\":\"1.00000000\",\"T\":1,\"new\":{}}");

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::CashMoved>().size(), std::size_t{1}, 3'000);
        QCOMPARE(bench.broker->connection().unknownMessages, std::uint64_t{1});
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{0});
        QVERIFY(bench.isUp());
    }

    void whatCannotBeReadIsNotReconciled()
    {
        BinanceBench bench;
        bench.bringUp();
        bench.venue.answers["GET /api/v3/openOrders"] = FakeVenue::say("[{}]");

        bench.broker->reconcile();
        QTRY_VERIFY_WITH_TIMEOUT(bench.venue.count("GET /api/v3/openOrders") > 0, 3'000);
        QTest::qWait(200);

        QCOMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{0});
        QVERIFY(bench.line(views::LineKind::Account).detail.find("could not be compared") != std::string::npos);
    }

    void anExecutionThatCannotBeReadCutsTheLink() // F41, S9
    {
        BinanceBench bench;
        bench.bringUp();

        bench.venue.tellAccount("{\"e\":\"executionReport\",\"x\":\"TRADE\"}");

        QTRY_VERIFY_WITH_TIMEOUT(!bench.isUp(), 3'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);
        QCOMPARE(bench.broker->connection().malformedMessages, std::uint64_t{1});
    }

    void moneyThatComesIsMovedCash()
    {
        BinanceBench bench;
        bench.bringUp();

        bench.venue.tellAccount("{\"e\":\"balanceUpdate\",\"E\":1,\"a\":\"USDT\",\"d\":\"-12.50000000\",\"T\":1}");
        bench.venue.tellAccount("{\"e\":\"balanceUpdate\",\"E\":1,\"a\":\"DOGE\",\"d\":\"1.00000000\",\"T\":1}");

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::CashMoved>().size(), std::size_t{1}, 3'000);
        QCOMPARE(bench.desk.all<events::CashMoved>()[0].amount.e8, std::int64_t{-1'250'000'000});
        QVERIFY(bench.desk.all<events::CashMoved>()[0].kind == events::CashKind::Withdrawal);
    }

    void fiveHundredOpenOrdersAreComparedWithinThreeSeconds()
    {
        BinanceBench bench;
        bench.bringUp();
        for (std::uint64_t id = 1; id <= 500; ++id) {
            bench.venue.openOrders += (id == 1 ? "" : ",") + orderText(id);
        }

        QElapsedTimer timer;
        timer.start();
        bench.broker->reconcile();
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 3'000);

        QCOMPARE(bench.desk.story(500), std::string("found"));
        qInfo("500 open orders: %lld ms", static_cast<long long>(timer.elapsed()));
    }

    void theListingAndTheBarsAreTold()
    {
        BinanceBench bench;
        bench.makeBroker();
        bench.venue.answers["GET /api/v3/klines"]
            = FakeVenue::say("[[0,\"1.00\",\"2.00\",\"0.50\",\"1.50\",\"3.5\",59999,\"5\",7,\"1\",\"1\",\"0\"],"
                             "[60000,\"1.50\",\"1.50\",\"1.50\",\"1.50\",\"0\",119999,\"0\",0,\"0\",\"0\",\"0\"]]");
        std::optional<Result<std::vector<ports::ListedInstrument>>> listed;
        std::optional<Result<std::vector<market::Bar>>> bars;

        bench.broker->list({"BTCUSDT"}, [&listed](auto result) { listed = std::move(result); });
        bench.broker->bars(bench.instrument, minutes(1), Timestamp{0}, Timestamp{0} + minutes(2),
                           [&bars](auto result) { bars = std::move(result); });

        QTRY_VERIFY_WITH_TIMEOUT(listed && bars, 3'000);
        QVERIFY(listed->has_value() && bars->has_value());
        QCOMPARE((**listed)[0].instrument.baseCurrency, std::string("BTC"));
        QCOMPARE((**bars).size(), std::size_t{2});
        QCOMPARE((**bars)[0].high.count, std::int64_t{200});
        QCOMPARE((**bars)[1].trades, 0U);
    }
};

QTEST_GUILESS_MAIN(TestBinanceSession)
#include "tst_binance_session.moc"
