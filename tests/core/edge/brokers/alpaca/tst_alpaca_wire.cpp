// needs: edge/brokers/alpaca
//
// The bytes of Alpaca as values: against the shared samples, where they are, and against literals of our own.
#include "core/base/seeded_random.h"
#include "core/edge/brokers/alpaca/executions.h"
#include "core/edge/brokers/alpaca/order_rules.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_answer.h"
#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_bars.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"
#include "core/trade/market/parts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <variant>

using namespace omni;
using namespace omni::brokers::alpaca;

Q_DECLARE_METATYPE(omni::brokers::alpaca::Verdict)
Q_DECLARE_METATYPE(omni::orders::OrderTicket)

namespace {

std::optional<QJsonObject> samples()
{
    const QString root = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
    QFile file(root + QStringLiteral("/protocols/samples/alpaca.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    return QJsonDocument::fromJson(file.readAll()).object();
}

std::string text(const QJsonValue& value)
{
    return (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject())).toJson().toStdString();
}

std::string anOrder(const std::string& more)
{
    return R"({"id":"v-1","client_order_id":"c-1","symbol":"AAPL","side":"buy","status":"new")" + more + "}";
}

market::Instrument stock(std::int8_t tick = -2, std::int8_t lot = 0)
{
    market::Instrument instrument;
    instrument.id = InstrumentId{1};
    instrument.venue = "alpaca";
    instrument.symbol = "AAPL";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, tick};
    instrument.lotSize = {1, lot};
    instrument.largest = Lots{10'000'000'000'000'000};
    instrument.sessions = market::Sessions::UsEquities;
    return *market::completed(instrument);
}

orders::OrderTicket ticket(orders::OrderKind kind, orders::TimeInForce time)
{
    orders::OrderTicket order;
    order.id = OrderId{1};
    order.kind = kind;
    order.timeInForce = time;
    order.size = Lots{3};
    order.limit = Ticks{15'025};
    order.stop = Ticks{14'000};
    order.trail = Ticks{100};
    return order;
}

} // namespace

class TestAlpacaWire : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSamples()
    {
        const auto all = samples();
        if (!all) {
            QSKIP("NOT TESTED: the samples of the protocol are absent; set OMNI_SHARED to their folder");
        }
        const auto order = orderFrom(text((*all)[QStringLiteral("order")]));
        QVERIFY(order);
        QCOMPARE(order->clientId, std::string("my-1"));
        QVERIFY(order->status == OrderStatus::New);
        QCOMPARE(order->size, std::optional(Decimal{3, 0}));
        QCOMPARE(order->limit, std::optional(Decimal{15'025, -2}));
        QVERIFY(!order->stop);

        auto update = (*all)[QStringLiteral("tradeUpdateFill")].toObject();
        auto data = update[QStringLiteral("data")].toObject();
        data[QStringLiteral("order")] = (*all)[QStringLiteral("order")];
        update[QStringLiteral("data")] = data;
        const auto message = streamMessageFrom(text(update));
        QVERIFY(message);
        const auto* fill = std::get_if<TradeUpdate>(&*message);
        QVERIFY(fill != nullptr);
        QVERIFY(fill->event == UpdateEvent::Fill);
        // The activities tell the same execution under "timestamp::uuid": one key for both (S7, F26).
        QCOMPARE(executionIdOf("20260714093103010::" + fill->executionId), std::string_view(fill->executionId));
        QCOMPARE(executionIdOf(fill->executionId), std::string_view(fill->executionId));

        for (const auto& [key, verdict] :
             {std::pair("errorBuyingPower", Verdict::Refused), std::pair("errorDuplicate", Verdict::NameTaken),
              std::pair("errorSubPenny", Verdict::Refused)}) {
            const auto sample = (*all)[QLatin1String(key)].toObject();
            QVERIFY(verdictOf(sample[QStringLiteral("http")].toInt(), text(sample[QStringLiteral("body")])).verdict
                    == verdict);
        }
        const auto bars = barsFrom(text((*all)[QStringLiteral("barsPage")]), stock(), minutes(1));
        QVERIFY(bars);
        QCOMPARE(bars->bars.size(), std::size_t{1});
        QCOMPARE(bars->bars[0].high, Ticks{15'040});
        QVERIFY(bars->nextToken.empty());
    }

    void onlyTheVenuesOwnWordsProveAnything_data() // S6, F24, F31
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Verdict>("verdict");
        const QByteArray page("<html><body>Service Unavailable</body></html>");
        QTest::newRow("done") << 200 << QByteArray("{}") << Verdict::Done;
        QTest::newRow("malformed request")
            << 400 << QByteArray(R"({"code":40010000,"message":"x"})") << Verdict::Refused;
        QTest::newRow("400 without a code") << 400 << QByteArray(R"({"message":"x"})") << Verdict::NoProof;
        QTest::newRow("401") << 401 << QByteArray(R"({"message":"unauthorized."})") << Verdict::KeyRefused;
        QTest::newRow("401 with code") << 401 << QByteArray(R"({"code":40110000,"message":"x"})")
                                       << Verdict::KeyRefused;
        QTest::newRow("403 forbidden") << 403 << QByteArray(R"({"message":"forbidden."})") << Verdict::KeyRefused;
        QTest::newRow("no money") << 403 << QByteArray(R"({"code":40310000,"message":"insufficient buying power"})")
                                  << Verdict::Refused;
        QTest::newRow("403 of somebody between") << 403 << page << Verdict::NoProof;
        QTest::newRow("not found") << 404 << QByteArray(R"({"code":40410000,"message":"order not found"})")
                                   << Verdict::NotFound;
        QTest::newRow("404 of somebody between") << 404 << QByteArray("Not Found") << Verdict::NoProof;
        QTest::newRow("404 without a code") << 404 << QByteArray(R"({"message":"x"})") << Verdict::NoProof;
        QTest::newRow("name taken") << 422
                                    << QByteArray(R"({"code":40010001,"message":"client_order_id must be unique"})")
                                    << Verdict::NameTaken;
        QTest::newRow("name taken, other code")
            << 422 << QByteArray(R"({"code":42210000,"message":"client_order_id must be unique"})")
            << Verdict::NameTaken;
        QTest::newRow("sub-penny") << 422 << QByteArray(R"({"code":42210000,"message":"sub-penny"})")
                                   << Verdict::Refused;
        QTest::newRow("422 without a code") << 422 << QByteArray(R"({"message":"x"})") << Verdict::NoProof;
        QTest::newRow("too many") << 429 << QByteArray(R"({"code":42910000,"message":"rate limit exceeded"})")
                                  << Verdict::TooMany;
        QTest::newRow("429 of somebody between") << 429 << page << Verdict::NoProof;
        for (const int status : {500, 502, 503, 504}) {
            QTest::addRow("%d", status) << status << page << Verdict::NoProof;
            QTest::addRow("%d in JSON", status)
                << status << QByteArray(R"({"code":40310000,"message":"x"})") << Verdict::NoProof;
            QTest::addRow("%d empty", status) << status << QByteArray() << Verdict::NoProof;
        }
    }
    void onlyTheVenuesOwnWordsProveAnything()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const Verdict, verdict);

        const auto found = verdictOf(status, body.toStdString());

        QVERIFY2(found.verdict == verdict, std::string(nameOf(found.verdict)).c_str());
    }

    void figuresThatAreNoneSpoilTheOrder_data() // F41, F44
    {
        QTest::addColumn<QByteArray>("more");
        for (const char* more : {R"(,"qty":"NaN")", R"(,"qty":"-1")", R"(,"qty":"1e999")", R"(,"limit_price":"inf")",
                                 R"(,"qty":[1])", R"(,"stop_price":{})",
                                 R"(,"qty":"")"
                                 "x",
                                 R"(,"filled_qty":"-2")", R"(,"submitted_at":"yesterday")"}) {
            QTest::newRow(more) << QByteArray(more);
        }
    }
    void figuresThatAreNoneSpoilTheOrder()
    {
        QFETCH(const QByteArray, more);
        QVERIFY(!orderFrom(anOrder(more.toStdString())));
    }

    void whatIsNewAndUnknownSpoilsNothing()
    {
        const auto order = orderFrom(anOrder(R"(,"qty":"2","colour":{"deep":[1,2,{"x":null}]},"legs":null)"));

        QVERIFY(order);
        QCOMPARE(order->size, std::optional(Decimal{2, 0}));
        const auto other = streamMessageFrom(R"({"stream":"weather","data":{}})");
        QVERIFY(other && std::holds_alternative<OtherStream>(*other));
        QVERIFY(orderStatusFrom("someday") == OrderStatus::Other);
        QVERIFY(isOpen(OrderStatus::Other));
    }

    void deepNestingEndsInAnError() // F41
    {
        const std::string deep(200, '[');

        QVERIFY(!orderFrom(deep + std::string(200, ']')));
        QVERIFY(!ordersFrom("[" + anOrder("").substr(0, 40)));
        QVERIFY(!orderFrom(""));
        QVERIFY(!orderFrom("\xff\xfe{}"));
    }

    void amountsAreExactOrNone() // F47
    {
        QCOMPARE(nearestTick(stock(), {1'502'466, -4}), std::optional(Ticks{15'025}));
        QCOMPARE(nearestTick(stock(), {15'025, -2}), std::optional(Ticks{15'025}));
        QCOMPARE(nearestTick(stock(), {150'245, -3}), std::optional(Ticks{15'025}));
        QVERIFY(!nearestTick(stock(), {0, 0}));
        QVERIFY(!nearestTick(stock(), {-1, 0}));
        QVERIFY(!nearestTick(stock(), {999'999'999'999'999'999, 18}));
        QCOMPARE(valueOf({1'502'466, -4}, {3, 0}), std::optional(Money{45'073'980'000}));
        QCOMPARE(valueOf({6'180'012, -2}, {123'456'789, -9}), std::optional(Money{762'964'437'501}));
        QVERIFY(!valueOf({999'999'999'999'999'999, 0}, {999'999'999'999'999'999, 0}));
    }

    void theQuickCountIsTheExactOne()
    {
        SeededRandom random(7);
        for (int i = 0; i < 20'000; ++i) {
            const auto drawn = static_cast<std::int64_t>(random.next() >> (i % 63));
            const Decimal value{i % 3 == 0 ? -drawn : drawn, static_cast<std::int8_t>(i % 39 - 19)};
            const auto instrument = stock(static_cast<std::int8_t>(-(i % 5)), static_cast<std::int8_t>(-(i % 10)));
            const auto ticks = market::ticksFrom(instrument, value);
            const auto lots = market::lotsFrom(instrument, value);
            QCOMPARE(exactTicks(instrument, value), ticks ? std::optional(*ticks) : std::nullopt);
            QCOMPARE(exactLots(instrument, value), lots ? std::optional(*lots) : std::nullopt);
        }
    }

    void whatAlpacaWouldRefuseIsNotSent_data()
    {
        using orders::OrderKind;
        using orders::TimeInForce;
        QTest::addColumn<orders::OrderTicket>("order");
        QTest::addColumn<int>("lotDecimals");
        QTest::addColumn<bool>("isTaken");
        const auto day = TimeInForce::Day;
        const auto gtc = TimeInForce::GoodTillCancelled;
        QTest::newRow("limit") << ticket(OrderKind::Limit, gtc) << 0 << true;
        QTest::newRow("trailing stop") << ticket(OrderKind::TrailingStop, gtc) << 0 << true;
        auto order = ticket(OrderKind::Limit, day);
        order.size = Lots{500'000'000};
        QTest::newRow("half a share, day") << order << -9 << true;
        order.timeInForce = gtc;
        QTest::newRow("half a share, gtc") << order << -9 << false;
        order = ticket(OrderKind::Stop, day);
        order.size = Lots{500'000'000};
        QTest::newRow("half a share, stop") << order << -9 << false;
        order = ticket(OrderKind::Market, day);
        order.notional = Money{10'000'000'000};
        QTest::newRow("a hundred dollars") << order << 0 << true;
        order.timeInForce = gtc;
        QTest::newRow("a hundred dollars, gtc") << order << 0 << true; // with the day
        order.timeInForce = TimeInForce::ImmediateOrCancel;
        QTest::newRow("a hundred dollars, ioc") << order << 0 << false;
        order = ticket(OrderKind::Limit, gtc);
        order.postOnly = true;
        QTest::newRow("post-only") << order << 0 << false;
        order = ticket(OrderKind::StopLimit, gtc);
        order.stop.reset();
        QTest::newRow("no trigger") << order << 0 << false;
    }
    void whatAlpacaWouldRefuseIsNotSent()
    {
        QFETCH(const orders::OrderTicket, order);
        QFETCH(const int, lotDecimals);
        QFETCH(const bool, isTaken);

        const auto wish = orderWishFrom(order, stock(-2, static_cast<std::int8_t>(lotDecimals)), "name");

        QCOMPARE(wish.has_value(), isTaken);
        QVERIFY(isTaken || !wish.error().detail.empty());
    }

    void anOrderForExtendedHoursSaysSoAndIsALimitOrder()
    {
        using orders::OrderKind;
        using orders::TimeInForce;
        const auto wish = orderWishFrom(ticket(OrderKind::Limit, TimeInForce::ExtendedDay), stock(-2), "n");
        QVERIFY(wish);
        QCOMPARE(wish->timeInForce, std::string_view("day"));
        QVERIFY(wish->extendedHours);
        QVERIFY(orderText(*wish).find(R"("extended_hours":true)") != std::string::npos);
        const auto plain = orderWishFrom(ticket(OrderKind::Limit, TimeInForce::Day), stock(-2), "n");
        QVERIFY(plain && orderText(*plain).find("extended_hours") == std::string::npos);
        QVERIFY(!orderWishFrom(ticket(OrderKind::Market, TimeInForce::ExtendedDay), stock(-2), "n"));
        QVERIFY(!orderWishFrom(ticket(OrderKind::StopLimit, TimeInForce::ExtendedDay), stock(-2), "n"));
    }

    void pricesBetweenTheCentsAreForThoseBelowOne()
    {
        auto order = ticket(orders::OrderKind::Limit, orders::TimeInForce::Day);
        order.limit = Ticks{9'999}; // 0.9999
        QCOMPARE(orderWishFrom(order, stock(-4), "n")->limit, std::string("0.9999"));
        order.limit = Ticks{10'000};
        QVERIFY(orderWishFrom(order, stock(-4), "n"));
        order.limit = Ticks{10'001}; // 1.0001
        QVERIFY(!orderWishFrom(order, stock(-4), "n"));
        order.limit = Ticks{1'502'500};
        QVERIFY(orderWishFrom(order, stock(-4), "n"));
    }

    /// Alpaca takes fractions of shares and amounts of money of the day alone; at the market that changes nothing.
    void aPartOfAShareGoesWithTheDay()
    {
        using orders::OrderKind;
        using orders::TimeInForce;
        const auto half = [](OrderKind kind, TimeInForce time) {
            auto order = ticket(kind, time);
            order.size = Lots{500'000'000};
            if (kind == OrderKind::Market) {
                order.limit.reset();
            }
            return order;
        };
        const auto wish = orderWishFrom(half(OrderKind::Market, TimeInForce::GoodTillCancelled), stock(-2, -9), "n");
        QVERIFY(wish);
        QCOMPARE(wish->size, std::string("0.5"));
        QCOMPARE(wish->timeInForce, std::string("day"));
        QVERIFY(orderWishFrom(half(OrderKind::Limit, TimeInForce::Day), stock(-2, -9), "n"));
        QVERIFY(!orderWishFrom(half(OrderKind::Limit, TimeInForce::GoodTillCancelled), stock(-2, -9), "n"));
        QVERIFY(!orderWishFrom(half(OrderKind::Market, TimeInForce::ImmediateOrCancel), stock(-2, -9), "n"));
        QVERIFY(!orderWishFrom(half(OrderKind::Stop, TimeInForce::Day), stock(-2, -9), "n"));
        auto whole = half(OrderKind::Market, TimeInForce::GoodTillCancelled);
        whole.size = Lots{2'000'000'000};
        QCOMPARE(orderWishFrom(whole, stock(-2, -9), "n")->timeInForce, std::string("gtc"));
        auto amount = half(OrderKind::Market, TimeInForce::GoodTillCancelled);
        amount.size = {};
        amount.notional = Money{10 * 100'000'000};
        QCOMPARE(orderWishFrom(amount, stock(-2, -9), "n")->timeInForce, std::string("day"));
    }

    void cryptoHasItsOwnWords()
    {
        auto pair = stock(-2, -9);
        pair.symbol = "BTC/USD";
        using orders::OrderKind;
        using orders::TimeInForce;
        QVERIFY(!orderWishFrom(ticket(OrderKind::Limit, TimeInForce::Day), pair, "n"));
        QVERIFY(!orderWishFrom(ticket(OrderKind::TrailingStop, TimeInForce::GoodTillCancelled), pair, "n"));
        const auto wish = orderWishFrom(ticket(OrderKind::StopLimit, TimeInForce::GoodTillCancelled), pair, "n");
        QVERIFY(wish);
        QCOMPARE(wish->size, std::string("0.000000003"));
    }

    // S17: no stop at the market there; one with a limit far behind does the same.
    void aStopOfACoinReachesFarBehindItsTrigger()
    {
        auto pair = stock(-2, -9);
        pair.symbol = "BTC/USD";
        auto stop = ticket(orders::OrderKind::Stop, orders::TimeInForce::GoodTillCancelled);
        stop.side = Side::Sell;
        stop.limit.reset();
        auto wish = orderWishFrom(stop, pair, "n");
        QVERIFY(wish);
        QCOMPARE(wish->type, std::string("stop_limit"));
        QCOMPARE(wish->stop, std::string("140.00"));
        QCOMPARE(wish->limit, std::string("133.00"));
        stop.side = Side::Buy;
        QCOMPARE(orderWishFrom(stop, pair, "n")->limit, std::string("147.00"));
        stop.stop = Ticks{1}; // not below nothing
        stop.side = Side::Sell;
        QCOMPARE(orderWishFrom(stop, pair, "n")->limit, std::string("0.01"));
        QCOMPARE(orderWishFrom(ticket(orders::OrderKind::Stop, orders::TimeInForce::GoodTillCancelled), stock(-2), "n")
                     ->type,
                 std::string("stop"));
    }

    void assetsBecomeInstruments()
    {
        const auto asset = assetFrom(R"({"class":"us_equity","symbol":"AAPL","name":"Apple Inc.","status":"active",)"
                                     R"("tradable":true,"fractionable":true,"shortable":true,"attributes":["x"]})");
        QVERIFY(asset);
        const auto listed = instrumentFrom(*asset);
        QVERIFY(listed);
        QCOMPARE(listed->instrument.name(), std::string("alpaca:AAPL"));
        QCOMPARE(listed->instrument.tickSize, (Decimal{1, -2}));
        QCOMPARE(listed->instrument.step, Lots{1'000'000'000}); // whole shares
        QCOMPARE(listed->instrument.smallest, Lots{1}); // and parts, where they may be
        QVERIFY(market::takesParts(listed->instrument));
        QVERIFY(listed->instrument.sessions == market::Sessions::UsEquities);
        QCOMPARE(instrumentFrom(*asset, true)->instrument.tickSize, (Decimal{1, -4}));

        const auto pair = instrumentFrom(
            *assetFrom(R"({"class":"crypto","symbol":"BTC/USD","status":"active","tradable":true,"fractionable":true,)"
                       R"("min_order_size":"0.00002","min_trade_increment":"0.000000001","price_increment":"0.01"})"));
        QVERIFY(pair);
        QCOMPARE(pair->instrument.smallest, Lots{20'000});
        QCOMPARE(pair->instrument.quoteCurrency, std::string("USD"));
        QCOMPARE(pair->baseCurrency, std::string("BTC"));
        QVERIFY(!instrumentFrom(*assetFrom(R"({"class":"us_option","symbol":"X","status":"active"})")));
    }

    void anAccountThatTakesNoOrdersSaysWhy()
    {
        const auto account = [](const std::string& more) {
            return accountFrom(R"({"status":"ACTIVE","cash":"1234.5678901234","currency":"USD")" + more + "}");
        };
        QVERIFY(obstacleIn(*account("")).empty());
        QCOMPARE(account("")->cash, Money{123'456'789'012});
        QVERIFY(!obstacleIn(*account(R"(,"trading_blocked":true)")).empty());
        QVERIFY(!obstacleIn(*account(R"(,"account_blocked":true)")).empty());
        QVERIFY(!obstacleIn(*accountFrom(R"({"status":"SUBMITTED","cash":"1"})")).empty());
        QVERIFY(!accountFrom(R"({"status":"ACTIVE","cash":"much"})"));
        QVERIFY(!accountFrom(R"({"status":"ACTIVE","trading_blocked":"no","cash":"1"})"));
    }

    void intervalsHaveTheirWords()
    {
        QCOMPARE(timeframeOf(minutes(1)).value(), std::string("1Min"));
        QCOMPARE(timeframeOf(minutes(45)).value(), std::string("45Min"));
        QCOMPARE(timeframeOf(hours(4)).value(), std::string("4Hour"));
        QCOMPARE(timeframeOf(days(1)).value(), std::string("1Day"));
        QCOMPARE(timeframeOf(days(7)).value(), std::string("1Week"));
        QVERIFY(!timeframeOf(seconds(1)));
        QVERIFY(!timeframeOf(days(2)));
        QVERIFY(!timeframeOf({}));
    }

    void anOrderIsWrittenWithWhatItHas()
    {
        OrderWish wish;
        wish.symbol = "AAPL";
        wish.clientId = "c";
        wish.size = "3";
        wish.type = "limit";
        wish.timeInForce = "gtc";
        wish.limit = "150.25";
        wish.orderClass = "bracket";
        wish.takeProfit = ExitWish{"160", ""};
        wish.stopLoss = ExitWish{"", "140"};
        QCOMPARE(orderText(wish),
                 std::string(R"({"symbol":"AAPL","qty":"3","side":"buy","type":"limit","time_in_force":"gtc",)"
                             R"("limit_price":"150.25","client_order_id":"c","order_class":"bracket",)"
                             R"("take_profit":{"limit_price":"160"},"stop_loss":{"stop_price":"140"}})"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaWire)
#include "tst_alpaca_wire.moc"
