// The venue's words against values written by hand, and against the samples where they are there (OMNI_SHARED).
#include "core/edge/brokers/binance/order_filters.h"
#include "core/edge/brokers/binance/order_wire.h"
#include "core/edge/brokers/binance/symbol_wire.h"
#include "core/edge/brokers/binance/user_events.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::brokers::binance;

namespace {

constexpr std::string_view listing = R"({"timezone":"UTC","serverTime":1,"rateLimits":[
 {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000},
 {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},
 {"rateLimitType":"TELEPATHY","interval":"DAY","intervalNum":1,"limit":1}],"exchangeFilters":[],"symbols":[
 {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,"quoteAsset":"USDT",
 "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS","STOP_LOSS_LIMIT","NEW_KIND"],"ocoAllowed":true,
 "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"amendAllowed":true,"isSpotTradingAllowed":true,"filters":[
 {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
 {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
 {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"100.00000000","stepSize":"0.00000000"},
 {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"5","bidMultiplierDown":"0.2","askMultiplierUp":"5","askMultiplierDown":"0.2","avgPriceMins":5},
 {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5},
 {"filterType":"TRAILING_DELTA","minTrailingAboveDelta":10,"maxTrailingAboveDelta":2000,"minTrailingBelowDelta":10,"maxTrailingBelowDelta":2000},
 {"filterType":"MAX_NUM_ORDERS","maxNumOrders":200},{"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":5},
 {"filterType":"OF_TOMORROW","x":1}]},
 {"symbol":"BADUSDT","status":"TRADING","baseAsset":"BAD","quoteAsset":"USDT","orderTypes":[],"filters":[]}]})";

struct Listed {
    SymbolRules rules;
    market::Instrument instrument;
    SymbolUnits units;
};

Listed bitcoin()
{
    Listed listed{exchangeFrom(listing)->symbols.at(0), {}, {}};
    listed.instrument = *instrumentOf(listed.rules);
    listed.instrument.id = InstrumentId{7};
    listed.units = *SymbolUnits::make(listed.instrument, listed.rules);
    return listed;
}

orders::OrderTicket aLimit(std::int64_t cents, std::int64_t satoshi)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{1};
    ticket.instrument = InstrumentId{7};
    ticket.kind = orders::OrderKind::Limit;
    ticket.limit = Ticks{cents};
    ticket.size = Lots{satoshi};
    return ticket;
}

QJsonObject samples()
{
    const QByteArray shared = qgetenv("OMNI_SHARED");
    const QString folder = shared.isEmpty() ? QStringLiteral(OMNI_SOURCE_DIR "/../shared") : QString::fromUtf8(shared);
    QFile file(folder + QStringLiteral("/protocols/samples/binance-spot.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

std::string sample(const QJsonObject& all, const char* name)
{
    return QJsonDocument(all.value(QLatin1String(name)).toObject()).toJson(QJsonDocument::Compact).toStdString();
}

template<class T> bool is(const Result<UserMessage>& message)
{
    return message && std::holds_alternative<T>(*message);
}

std::string valueOf(const Params& params, std::string_view name)
{
    for (const auto& [key, value] : params) {
        if (key == name) {
            return value;
        }
    }
    return "(none)";
}

} // namespace

class TestBinanceWire : public QObject
{
    Q_OBJECT

private slots:
    void aListingBecomesAnInstrumentInWhichFeesFit()
    {
        const auto answer = exchangeFrom(listing);
        QVERIFY(answer);
        QCOMPARE(answer->symbols.size(), std::size_t{1});
        QCOMPARE(answer->unreadable, 1U);
        QCOMPARE(answer->limits.size(), std::size_t{2});

        const auto instrument = instrumentOf(answer->symbols[0]);

        QVERIFY(instrument);
        QCOMPARE(QByteArray::fromStdString(instrument->name()), QByteArray("binance:BTCUSDT"));
        QVERIFY((instrument->tickSize == Decimal{1, -2}));
        QVERIFY((instrument->lotSize == Decimal{1, -8}));
        QCOMPARE(instrument->step.count, std::int64_t{1'000});
        QCOMPARE(instrument->smallest.count, std::int64_t{1'000});
        QCOMPARE(instrument->largest.count, std::int64_t{900'000'000'000});
        QCOMPARE(instrument->smallestValue.e8, std::int64_t{500'000'000});
    }

    void otherIncrementsStopTheInstrument() // F46
    {
        auto listed = bitcoin();
        listed.rules.tick = 100'000; // 0.001: finer than we can say

        const auto units = SymbolUnits::make(listed.instrument, listed.rules);

        QVERIFY(!units && units.error().code == Errc::Conflict);
    }

    void filtersRefuseWithTheirName_data()
    {
        QTest::addColumn<qlonglong>("cents");
        QTest::addColumn<qlonglong>("satoshi");
        QTest::addColumn<QByteArray>("filter");
        QTest::newRow("fits") << 5'000'000LL << 100'000LL << QByteArray();
        QTest::newRow("no price") << 0LL << 100'000LL << QByteArray("PRICE_FILTER");
        QTest::newRow("too dear") << 100'000'001LL << 100'000LL << QByteArray("PRICE_FILTER");
        QTest::newRow("above the average") << 25'000'001LL << 100'000LL << QByteArray("PERCENT_PRICE");
        QTest::newRow("at five times the average") << 25'000'000LL << 100'000LL << QByteArray();
        QTest::newRow("off step") << 5'000'000LL << 100'001LL << QByteArray("LOT_SIZE");
        QTest::newRow("too small") << 5'000'000LL << 999LL << QByteArray("LOT_SIZE");
        QTest::newRow("too large") << 5'000'000LL << 900'000'001'000LL << QByteArray("LOT_SIZE");
        QTest::newRow("worth too little") << 5'000'000LL << 9'000LL << QByteArray("NOTIONAL");
        QTest::newRow("worth just enough") << 5'000'000LL << 10'000LL << QByteArray();
        QTest::newRow("beyond all numbers") << 9'000'000'000'000'000'000LL << 100'000LL << QByteArray("PRICE_FILTER");
    }

    void filtersRefuseWithTheirName()
    {
        QFETCH(qlonglong, cents);
        QFETCH(qlonglong, satoshi);
        QFETCH(QByteArray, filter);
        const auto listed = bitcoin();
        const FilterView view{5'000'000'000'000, 0, 0};

        const auto refusal = refusalOf(aLimit(cents, satoshi), listed.rules, listed.units, view);

        QCOMPARE(refusal.has_value(), !filter.isEmpty());
        QVERIFY(!refusal || refusal->find(filter.toStdString()) != std::string::npos);
    }

    void aHaltedSymbolAndAFullBookTakeNothing()
    {
        auto listed = bitcoin();
        QVERIFY(refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, {{}, 200, 0}));

        auto stop = aLimit(5'000'000, 100'000);
        stop.kind = orders::OrderKind::Stop;
        stop.stop = std::exchange(stop.limit, std::nullopt);
        QVERIFY(!refusalOf(stop, listed.rules, listed.units, {{}, 0, 4}));
        QVERIFY(refusalOf(stop, listed.rules, listed.units, {{}, 0, 5}));

        listed.rules.status = SymbolStatus::Halted;
        QVERIFY(refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, {}));
    }

    /// What is held and what open buys would add are one sum; a sale takes from it.
    void nobodyBuysMoreThanTheAccountMayHold() // F15
    {
        auto listed = bitcoin();
        listed.rules.heldMost = 100'000'000;
        FilterView view{5'000'000'000'000, 0, 0, 99'900'000};
        QVERIFY(!refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, view));

        view.held = 99'901'000;
        const auto refusal = refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, view);
        auto sale = aLimit(5'000'000, 100'000);
        sale.side = Side::Sell;
        auto byValue = aLimit(5'000'000, 0);
        byValue.kind = orders::OrderKind::Market;
        byValue.limit.reset();
        byValue.notional = Money{10'000'000'000}; // 0.002 at the average

        QVERIFY(refusal && refusal->find("MAX_POSITION") != std::string::npos);
        QVERIFY(!refusalOf(sale, listed.rules, listed.units, view));
        QVERIFY(refusalOf(byValue, listed.rules, listed.units, view));
        view.held = std::numeric_limits<std::int64_t>::max();
        QVERIFY(refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, view));
        view.held.reset(); // nobody has said what there is: the venue judges
        QVERIFY(!refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, view));
        listed.rules.heldMost = 0;
        QVERIFY(!refusalOf(aLimit(5'000'000, 100'000), listed.rules, listed.units, FilterView{{}, 0, 0, 99'999'999}));
    }

    void countsOfListsAmendsAndHoldingsAreRead() // F15
    {
        std::string text(listing);
        const std::string old = R"({"filterType":"OF_TOMORROW","x":1})";
        text.replace(text.find(old), old.size(),
                     R"({"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":20},)"
                     R"({"filterType":"MAX_NUM_ORDER_AMENDS","maxNumOrderAmends":10},)"
                     R"({"filterType":"ICEBERG_PARTS","limit":10},)"
                     R"({"filterType":"MAX_POSITION","maxPosition":"10.00000000"})");

        const auto rules = exchangeFrom(text)->symbols.at(0);

        QCOMPARE(rules.listsMost, 20);
        QCOMPARE(rules.amendsMost, 10);
        QCOMPARE(rules.heldMost, std::int64_t{1'000'000'000});
        QVERIFY(!listRefusalOf(rules, 19));
        const auto full = listRefusalOf(rules, 20);
        QVERIFY(full && full->find("MAX_NUM_ORDER_LISTS") != std::string::npos);
        for (const char* broken : {R"({"filterType":"MAX_POSITION"})", R"({"filterType":"MAX_NUM_ORDER_LISTS"})",
                                   R"({"filterType":"MAX_NUM_ORDER_AMENDS","maxNumOrderAmends":"10"})"}) {
            std::string other(listing);
            other.replace(other.find(old), old.size(), broken);
            QCOMPARE(exchangeFrom(other)->unreadable, 2U); // a rule that cannot be read is not passed over
        }
    }

    void ordersAreWrittenExactly()
    {
        const auto listed = bitcoin();

        const auto params = orderParams(aLimit(5'000'012, 200'000), "n-s-1-e", listed.rules, listed.units);

        QCOMPARE(QByteArray::fromStdString(queryText(*params)),
                 QByteArray("symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.002&price=50000.12&timeInForce=GTC"
                            "&newClientOrderId=n-s-1-e&newOrderRespType=FULL"));
    }

    void eachKindHasItsType()
    {
        const auto listed = bitcoin();
        auto ticket = aLimit(5'000'000, 200'000);
        ticket.postOnly = true;
        QCOMPARE(valueOf(*orderParams(ticket, "n", listed.rules, listed.units), "type"), std::string("LIMIT_MAKER"));
        QCOMPARE(valueOf(*orderParams(ticket, "n", listed.rules, listed.units), "timeInForce"), std::string("(none)"));

        orders::OrderTicket market;
        market.kind = orders::OrderKind::Market;
        market.notional = Money{10'050'000'000};
        const auto byValue = *orderParams(market, "n", listed.rules, listed.units);
        QCOMPARE(valueOf(byValue, "quoteOrderQty"), std::string("100.5"));
        QCOMPARE(valueOf(byValue, "quantity"), std::string("(none)"));

        auto trailing = aLimit(0, 200'000);
        trailing.kind = orders::OrderKind::TrailingStop;
        trailing.side = Side::Sell;
        trailing.limit.reset();
        trailing.stop = Ticks{4'950'000};
        trailing.trail = Ticks{50'000};
        QVERIFY(!refusalOf(trailing, listed.rules, listed.units, {}));
        const auto trail = *orderParams(trailing, "n", listed.rules, listed.units);
        QCOMPARE(valueOf(trail, "trailingDelta"), std::string("100")); // 1 % of 50000.00
        QCOMPARE(valueOf(trail, "type"), std::string("STOP_LOSS"));
    }

    void aPairHasItsLimitOnTheProfitsSide()
    {
        const auto listed = bitcoin();
        auto target = aLimit(5'500'000, 200'000);
        target.side = Side::Sell;
        auto stop = aLimit(0, 200'000);
        stop.side = Side::Sell;
        stop.kind = orders::OrderKind::Stop;
        stop.limit.reset();
        stop.stop = Ticks{4'500'000};

        const auto pair = pairParams(stop, "s", target, "t", listed.rules, listed.units);

        QVERIFY(pair);
        QCOMPARE(valueOf(*pair, "aboveType"), std::string("LIMIT_MAKER"));
        QCOMPARE(valueOf(*pair, "aboveClientOrderId"), std::string("t"));
        QCOMPARE(valueOf(*pair, "belowStopPrice"), std::string("45000"));
        QCOMPARE(valueOf(*pair, "belowClientOrderId"), std::string("s"));
        stop.size = Lots{100'000};
        QVERIFY(!pairParams(stop, "s", target, "t", listed.rules, listed.units));
    }

    void onlyProofIsARefusal_data() // F24, F31, S6
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("meaning");
        const auto row = [](const char* name, int status, const QByteArray& body, Meaning meaning) {
            QTest::newRow(name) << status << body << static_cast<int>(meaning);
        };
        const auto code = [](int number, const char* text) {
            return "{\"code\":" + QByteArray::number(number) + ",\"msg\":\"" + text + "\"}"; // raw text confuses moc
        };
        row("funds", 400, code(-2010, "Account has insufficient balance for requested action."), Meaning::Refused);
        row("duplicate", 400, code(-2010, "Duplicate order sent."), Meaning::Duplicate);
        row("cancel of nothing", 400, code(-2011, "Unknown order sent."), Meaning::NoSuchOrder);
        row("no order", 400, code(-2013, "Order does not exist."), Meaning::NoSuchOrder);
        row("filter", 400, code(-1013, "Filter failure: LOT_SIZE"), Meaning::FilterChanged);
        row("precision", 400, code(-1111, "x"), Meaning::FilterChanged);
        row("parameter", 400, code(-1102, "x"), Meaning::Refused);
        row("symbol", 400, code(-1121, "Invalid symbol."), Meaning::Refused);
        row("clock", 400, code(-1021, "x"), Meaning::WrongClock);
        row("signature", 400, code(-1022, "x"), Meaning::WrongKey);
        row("key", 401, code(-2015, "x"), Meaning::WrongKey);
        row("orders", 429, code(-1015, "x"), Meaning::TooMany);
        row("ban", 418, code(-1003, "x"), Meaning::TooMany);
        row("a page says 429", 429, "<html>", Meaning::TooMany);
        row("says itself it knows nothing", 400, code(-1006, "x"), Meaning::Unknown);
        row("time-out there", 400, code(-1007, "x"), Meaning::Unknown);
        row("a number of tomorrow", 400, code(-7777, "x"), Meaning::Unknown);
        row("5xx with a sure word", 503, code(-2010, "Account has insufficient balance for requested action."),
            Meaning::Unknown);
        row("a page", 502, "<html><body>Bad Gateway</body></html>", Meaning::Unknown);
        row("a page with 403", 403, "<html>", Meaning::Unknown);
        row("empty 200", 200, "", Meaning::Unknown);
        row("truncated 200", 200, R"({"symbol":"BTCUSDT","orderId":1)", Meaning::Unknown);
        row("an error with 200", 200, code(-2010, "x"), Meaning::Unknown);
        row("a code as text", 400, R"({"code":"-2010","msg":"x"})", Meaning::Unknown);
        row("a positive code", 400, R"({"code":2010,"msg":"x"})", Meaning::Unknown);
        row("two codes", 400, R"({"code":-2010,"msg":"x","code":-1000})", Meaning::Unknown);
        row("a list", 400, "[]", Meaning::Unknown);
        row("nothing", 400, "null", Meaning::Unknown);
        row("no text", 400, R"({"code":-2010})", Meaning::Unknown);
        row("deep", 400, QByteArray(5'000, '['), Meaning::Unknown);
        row("lone surrogate", 400, R"({"code":-2010,"msg":"\ud800"})", Meaning::Unknown);
    }

    void onlyProofIsARefusal()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, meaning);

        const auto error = errorIn(status, body.toStdString());

        QCOMPARE(static_cast<int>(error.meaning), meaning);
        QVERIFY(!error.text.empty() && error.text.size() <= 95);
    }

    void theNameOfACancelledOrderIsItsOwn()
    {
        UserReader reader;
        const auto message = reader.read(
            R"({"subscriptionId":0,"event":{"e":"executionReport","E":1,"s":"BTCUSDT","c":"cancel-1","S":"BUY","o":"LIMIT",
            "f":"GTC","q":"1.00000000","p":"2.00000000","P":"0.00000000","F":"0","g":-1,"C":"mine","x":"CANCELED",
            "X":"CANCELED","r":"NONE","i":5,"l":"0","z":"0.50000000","L":"0","n":"0","N":null,"T":9,"t":-1,"Z":"1.0"}})");

        QVERIFY(message);
        const auto* report = std::get_if<ExecutionReport>(&*message);
        QVERIFY(report);
        QCOMPARE(report->order.name, std::string("mine"));
        QVERIFY(report->kind == Execution::Cancelled);
        QCOMPARE(report->order.filled, std::int64_t{50'000'000});
    }

    void unknownEventsAreNotForUs()
    {
        UserReader reader;
        QVERIFY(is<NotForUs>(reader.read(R"({"subscriptionId":0,"event":{"e":"ofTomorrow","z":[{}]}})")));
        QVERIFY(is<StreamEnds>(reader.read(R"({"event":{"e":"eventStreamTerminated","E":1}})")));
        QVERIFY(is<StreamEnds>(reader.read(R"({"e":"serverShutdown","E":1})")));
        QVERIFY(!reader.read(R"({"event":{"e":"executionReport"}})"));
        QVERIFY(!reader.read("[1]"));
    }

    void theFillsOfAFullAnswerAddUpToItsSum()
    {
        const auto order = orderFrom(
            R"({"symbol":"BTCUSDT","orderId":9,"clientOrderId":"n","transactTime":5,"origQty":"0.3","executedQty":"0.3",
            "cummulativeQuoteQty":"0.10000001","status":"FILLED","side":"BUY","fills":[
            {"price":"0.33333333","qty":"0.1","commission":"0","commissionAsset":"BNB","tradeId":1},
            {"price":"0.33333333","qty":"0.2","commission":"0","commissionAsset":"BNB","tradeId":2}]})");

        QVERIFY(order);
        QCOMPARE(order->trades.size(), std::size_t{2});
        QCOMPARE(order->trades[0].value + order->trades[1].value, std::int64_t{10'000'001});
    }

    void theSamplesAreUnderstood()
    {
        const auto all = samples();
        if (all.isEmpty()) {
            QSKIP("OMNI_SHARED has no protocols/samples/binance-spot.json: the wire was NOT held against the samples");
        }
        const auto listed = bitcoin();

        const auto order = orderFrom(sample(all, "orderFull"));
        QVERIFY(order && order->trades.size() == 1);
        const auto fill = fillFrom(order->trades[0], listed.units, AccountId{1}, OrderId{1}, CurrencyId{3});
        QVERIFY(fill);
        QCOMPARE(fill->size.count, std::int64_t{200'000});
        QCOMPARE(fill->value.e8, std::int64_t{10'002'000'000});
        QCOMPARE(fill->fee.e8, std::int64_t{200});

        UserReader reader;
        const auto trade = reader.read(sample(all, "executionReportTrade"));
        const auto* report = std::get_if<ExecutionReport>(&*trade);
        QVERIFY(report && report->trade);
        const auto told = fillFrom(*report->trade, listed.units, AccountId{1}, OrderId{1}, CurrencyId{3});
        QCOMPARE(told->venueFillId.view(), fill->venueFillId.view()); // F26: one key on both ways
        QCOMPARE(told->value.e8, fill->value.e8);
        QVERIFY(is<BalancesTold>(reader.read(sample(all, "outboundAccountPosition"))));
        const auto answer = reader.read(sample(all, "subscribeAnswer"));
        QVERIFY(std::get_if<Answered>(&*answer) && !std::get_if<Answered>(&*answer)->error);
    }
};

QTEST_APPLESS_MAIN(TestBinanceWire)
#include "tst_binance_wire.moc"
