// What the Alpaca face says of cash, positions and activities, against a calculator that knows only the fills.
#include "tests/core/edge/sandbox/alpaca/alpaca_bench.h"

#include "core/base/seeded_random.h"
#include "core/edge/sandbox/alpaca/holding.h"

#include <cmath>
#include <map>
#include <set>

using namespace omni;
using namespace omni::tests;

namespace {

QByteArray atMarket(const QByteArray& symbol, const QByteArray& side, const QByteArray& size,
                    const QByteArray& life = "day")
{
    return "\"symbol\":\"" + symbol + "\",\"side\":\"" + side + "\",\"type\":\"market\",\"time_in_force\":\"" + life
        + "\",\"qty\":\"" + size + "\"";
}

/// Pages of five, until one is not full.
QJsonArray allActivities(AlpacaBench& bench, const QByteArray& direction)
{
    QJsonArray all;
    QByteArray token;
    for (;;) {
        const auto page = bench
                              .get("/v2/account/activities/FILL?page_size=5&direction=" + direction
                                   + (token.isEmpty() ? QByteArray() : "&page_token=" + token))
                              .array();
        for (const auto& one : page) {
            all.append(one);
        }
        if (page.size() < 5) {
            return all;
        }
        token = page.last().toObject()["id"].toString().toUtf8();
    }
}

/// Cash, quantity and average cost by hand, in floating point: an oracle that shares nothing.
struct Calculator {
    double cash = 1e5;
    std::map<QString, double> quantity, cost;

    void take(const QJsonObject& fill)
    {
        const QString symbol = fill["symbol"].toString();
        const double size = fill["qty"].toString().toDouble();
        const double price = fill["price"].toString().toDouble();
        const double sign = fill["side"].toString() == QStringLiteral("buy") ? 1 : -1;
        double& held = quantity[symbol];
        cash -= sign * size * price;
        if (held * sign >= 0) {
            cost[symbol] += sign * size * price;
        } else {
            cost[symbol] += sign * size * cost[symbol] / held;
        }
        held += sign * size;
    }
};

} // namespace

class TestAlpacaPositions : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithWhatTheAccountHeldBefore()
    {
        sandbox::alpaca::FaceConfig config;
        config.funds = Money{5'000'000'000};
        config.held = {{"AAPL", Money{300'000'000}, Money{60'000'000'000}},
                       {"BTC/USD", Money{-50'000'000}, Money{-3'000'000'000'000}},
                       {"UNKNOWN", Money{1}, Money{1}}};
        AlpacaBench bench(Timestamp{1'784'000'000'000'000'000}, false, config);

        QCOMPARE(bench.get("/v2/account").text("cash"), QStringLiteral("50"));
        QCOMPARE(bench.get("/v2/positions").array().size(), 2);
        const auto shares = bench.get("/v2/positions/AAPL").object();
        QCOMPARE(shares["qty"].toString(), QStringLiteral("3"));
        QCOMPARE(shares["avg_entry_price"].toString().toDouble(), 200.0);
        QCOMPARE(shares["qty_available"].toString(), QStringLiteral("3"));
        const auto sold = bench.order(atMarket("AAPL", "sell", "2"));
        QCOMPARE(sold.status, 200);
    }

    void addUpWithWhatWasTraded_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 4; ++seed) {
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
        }
    }
    void addUpWithWhatWasTraded()
    {
        QFETCH(int, seed);
        AlpacaBench bench;
        SeededRandom random(static_cast<std::uint64_t>(seed));
        const std::vector<QByteArray> symbols{"AAPL", "MSFT", "SPY"};
        int taken = 0;
        for (int i = 0; i < 60; ++i) {
            const QByteArray& symbol = symbols[random.below(symbols.size())];
            const bool isPart = random.chance(0.3);
            const QByteArray size = QByteArray::number(static_cast<int>(1 + random.below(20))) + (isPart ? ".125" : "");
            const QByteArray side = random.chance(0.5) ? "buy" : "sell";
            const auto answer = bench.order(atMarket(symbol, side, size));
            taken += answer.status == 200 ? 1 : 0;
            bench.pass(seconds(2));
        }
        QVERIFY(taken > 15);
        Calculator calculator;
        const auto fills = allActivities(bench, "asc");
        for (const auto& fill : fills) {
            calculator.take(fill.toObject());
        }
        const auto account = bench.get("/v2/account");
        QVERIFY(std::abs(account.text("cash").toDouble() - calculator.cash) < 1e-6);
        double equity = calculator.cash;
        std::set<QString> seen;
        for (const auto& one : bench.get("/v2/positions").array()) {
            const auto position = one.toObject();
            const QString symbol = position["symbol"].toString();
            const double quantity = calculator.quantity[symbol];
            seen.insert(symbol);
            QVERIFY(std::abs(position["qty"].toString().toDouble() - quantity) < 1e-9);
            QVERIFY(std::abs(position["cost_basis"].toString().toDouble() - calculator.cost[symbol]) < 1e-4);
            QVERIFY(std::abs(position["avg_entry_price"].toString().toDouble() - calculator.cost[symbol] / quantity)
                    < 1e-5);
            const double value = quantity * position["current_price"].toString().toDouble();
            QVERIFY(std::abs(position["unrealized_pl"].toString().toDouble() - (value - calculator.cost[symbol]))
                    < 1e-4);
            equity += value;
        }
        for (const auto& [symbol, quantity] : calculator.quantity) {
            QCOMPARE(seen.contains(symbol), std::abs(quantity) > 1e-9);
        }
        QVERIFY(std::abs(account.text("equity").toDouble() - equity) < 1e-4);
        QCOMPARE(account.text("portfolio_value"), account.text("equity"));
    }

    void pagesOfActivitiesNameEachFillOnce()
    {
        AlpacaBench bench;
        for (int i = 0; i < 12; ++i) {
            bench.order(atMarket("AAPL", "buy", "30"));
            bench.pass(seconds(1));
        }
        const auto rising = allActivities(bench, "asc");
        const auto falling = allActivities(bench, "desc");
        QVERIFY(rising.size() >= 12);
        QCOMPARE(rising.size(), falling.size());
        std::set<QString> ids;
        double bought = 0;
        for (qsizetype i = 0; i < rising.size(); ++i) {
            const auto fill = rising[i].toObject();
            QCOMPARE(fill["id"].toString(), falling[falling.size() - 1 - i].toObject()["id"].toString());
            QVERIFY(fill["id"].toString().contains(QStringLiteral("::")));
            ids.insert(fill["id"].toString());
            bought += fill["qty"].toString().toDouble();
        }
        QCOMPARE(static_cast<qsizetype>(ids.size()), rising.size());
        QCOMPARE(bought, 360.0);
    }

    void aFillsActivityNamesItsExecution()
    {
        AlpacaBench bench;
        AlpacaSocket stream(bench.port, "/stream");
        stream.say(R"({"action":"auth","key":"PKTESTKEY0","secret":"secretOfATest"})");
        QCOMPARE(stream.next().object()["data"].toObject()["status"], QJsonValue(QStringLiteral("authorized")));
        stream.say(R"({"action":"listen","data":{"streams":["trade_updates","nothing"]}})");
        QCOMPARE(stream.next().object()["data"].toObject()["streams"].toArray().size(), 1);
        bench.order(atMarket("SPY", "buy", "1"));
        bench.face->advance();
        QString execution;
        for (const auto& heard : stream.all()) {
            const auto data = heard.object()["data"].toObject();
            if (data["event"] == QJsonValue(QStringLiteral("fill"))) {
                execution = data["execution_id"].toString();
            }
        }
        const auto activity = bench.get("/v2/account/activities").array()[0].toObject();
        QVERIFY(!execution.isEmpty());
        QCOMPARE(activity["id"].toString().section(QStringLiteral("::"), 1), execution);
    }

    void aPositionIsClosedByPartsAndWhole()
    {
        AlpacaBench bench;
        bench.order(atMarket("AAPL", "buy", "8"));
        QCOMPARE(bench.ask("DELETE", "/v2/positions/AAPL?qty=2").status, 200);
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty"), QStringLiteral("6"));
        QCOMPARE(bench.ask("DELETE", "/v2/positions/AAPL?percentage=50").status, 200);
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty"), QStringLiteral("3"));
        bench.order(atMarket("MSFT", "sell", "2"));
        const auto all = bench.ask("DELETE", "/v2/positions?cancel_orders=true");
        QCOMPARE(all.status, 207);
        QCOMPARE(all.array().size(), 2);
        QCOMPARE(bench.get("/v2/positions").array().size(), 0);
        QCOMPARE(bench.ask("DELETE", "/v2/positions/AAPL").status, 404);
    }

    void anOrderThatIsToCloseWhatIsNotHeldIsRefused()
    {
        AlpacaBench bench;
        const auto intent = [](const char* word) { return QByteArray(",\"position_intent\":\"") + word + '"'; };

        const auto nothing = bench.order(atMarket("AAPL", "sell", "2") + intent("sell_to_close"));
        QCOMPARE(nothing.status, 422);
        QVERIFY2(nothing.message().contains("position intent mismatch, inferred: sell_to_open"),
                 qPrintable(nothing.message()));
        QCOMPARE(bench.order(atMarket("AAPL", "buy", "2") + intent("buy_to_open")).status, 200);
        QCOMPARE(bench.order(atMarket("AAPL", "sell", "2") + intent("sell_to_open")).status, 422);
        QCOMPARE(bench.order(atMarket("AAPL", "sell", "2") + intent("sell_to_close")).status, 200);
        QCOMPARE(bench.get("/v2/positions").array().size(), 0);
    }

    void theFeeOfACoinIsTakenFromIt()
    {
        AlpacaBench bench;
        bench.order(atMarket("ETH/USD", "buy", "0.5", "gtc"));
        const auto position = bench.get("/v2/positions/ETHUSD");
        QCOMPARE(position.text("qty"), QStringLiteral("0.49875")); // 0.25 % of a half
        double paid = 0;
        for (const auto& fill : bench.get("/v2/account/activities").array()) {
            paid += fill.toObject()["qty"].toString().toDouble() * fill.toObject()["price"].toString().toDouble();
        }
        QVERIFY(std::abs(1e5 - paid - bench.get("/v2/account").text("cash").toDouble()) < 1e-6);
        QVERIFY(std::abs(position.text("avg_entry_price").toDouble() - paid / 0.5) < 1e-6);
    }

    void whatIsClosedLeavesAtTheAverageCost()
    {
        constexpr std::int64_t one = 100000000;
        sandbox::alpaca::Holding held;
        held.apply(Side::Buy, {2 * one}, {200 * one}, {});
        held.apply(Side::Buy, {1 * one}, {130 * one}, {});
        held.apply(Side::Sell, {1 * one}, {500 * one}, {});
        QCOMPARE(held.quantity.e8, 2 * one);
        QCOMPARE(held.cost.e8, 220 * one); // 330 / 3 each
        held.apply(Side::Sell, {3 * one}, {300 * one}, {});
        QCOMPARE(held.quantity.e8, -1 * one); // through zero: the rest opens at its price
        QCOMPARE(held.cost.e8, -100 * one);
    }
};

QTEST_GUILESS_MAIN(TestAlpacaPositions)
#include "tst_alpaca_face_positions.moc"
