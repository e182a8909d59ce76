// needs: edge/brokers/alpaca edge/sandbox Qt6::Network
//
// The order by which a watchdog closes a position at Alpaca: never more than is held, never beyond the collar, and none
// without a fresh quote (S15, S18).

#include "core/edge/brokers/alpaca/guard_closing.h"

#include "tests/core/edge/sandbox/alpaca/alpaca_bench.h"

#include <QTest>

using namespace omni;
using namespace omni::brokers;
using namespace omni::brokers::alpaca;

namespace {

constexpr Timestamp now{1'784'000'000'000'000'000}; // 2026-07-14T03:33:20Z

AssetImage share()
{
    AssetImage asset;
    asset.symbol = "AAPL";
    asset.assetClass = "us_equity";
    return asset;
}

std::string quoted(const char* symbol, const char* bid, const char* ask, const char* time = "2026-07-14T03:33:19Z")
{
    return std::string("{\"quotes\":{\"") + symbol + "\":{\"t\":\"" + time + "\",\"bp\":" + bid
        + ",\"bs\":1,\"ap\":" + ask + ",\"as\":1}}}";
}

GuardedClosing closing(const char* symbol, Decimal size)
{
    return {{symbol, size}, "INSTALL1-RESCUE01-1-x", 100};
}

} // namespace

class TestAlpacaGuardClosing : public QObject
{
    Q_OBJECT

private slots:
    void sellsWhatIsHeldAtTheBidLessTheCollar()
    {
        const auto wish = closingWish(closing("AAPL", {7, 0}), share(), quoted("AAPL", "200.10", "200.14"), now);
        QVERIFY2(wish, wish ? "" : wish.error().detail.c_str());
        QVERIFY(wish->side == Side::Sell);
        QCOMPARE(wish->size, std::string("7"));
        QCOMPARE(wish->limit, std::string("198.1")); // 198.099 on the cent above
        QCOMPARE(std::string(wish->type), std::string("limit"));
        QCOMPARE(std::string(wish->timeInForce), std::string("ioc"));
        QCOMPARE(wish->clientId, std::string("INSTALL1-RESCUE01-1-x"));
        QCOMPARE(std::string(wish->intent), std::string("sell_to_close"));
    }

    void buysBackWhatIsShort()
    {
        const auto wish = closingWish(closing("AAPL", {-7, 0}), share(), quoted("AAPL", "200.10", "200.14"), now);
        QVERIFY(wish && wish->side == Side::Buy);
        QCOMPARE(wish->size, std::string("7"));
        QCOMPARE(wish->limit, std::string("202.14")); // 202.1414 on the cent below
        QCOMPARE(std::string(wish->intent), std::string("buy_to_close"));
    }

    void aFractionOfAShareStays()
    {
        const auto wish = closingWish(closing("AAPL", {75, -1}), share(), quoted("AAPL", "200.10", "200.14"), now);
        QCOMPARE(wish->size, std::string("7"));
        QVERIFY(!closingWish(closing("AAPL", {5, -1}), share(), quoted("AAPL", "200.10", "200.14"), now));
    }

    void aCoinIsSoldInItsOwnSteps()
    {
        AssetImage coin;
        coin.symbol = "BTC/USD";
        coin.assetClass = "crypto";
        coin.sizeIncrement = Decimal{1, -4};
        coin.priceIncrement = Decimal{1, 0};
        const auto wish
            = closingWish(closing("BTC/USD", {123'456, -6}), coin, quoted("BTC/USD", "60000.5", "60001"), now);
        QVERIFY2(wish, wish ? "" : wish.error().detail.c_str());
        QCOMPARE(wish->size, std::string("0.1234"));
        QCOMPARE(wish->limit, std::string("59401")); // 59400.495 on the dollar above
        QVERIFY(wish->intent.empty());
    }

    // S18: the position goes, or shrinks, or turns between the look at it and the order.
    void whatHappensBeforeItArrivesTurnsNothing_data()
    {
        QTest::addColumn<int>("held");
        QTest::addColumn<int>("meanwhile");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("left");
        QTest::newRow("nothing: it closes") << 7 << 0 << 200 << QString();
        QTest::newRow("a long one is closed by somebody else") << 7 << -7 << 422 << QString();
        QTest::newRow("a part of it") << 7 << -3 << 403 << QStringLiteral("4");
        QTest::newRow("a long one has become a short one") << 7 << -9 << 422 << QStringLiteral("-2");
        QTest::newRow("a short one is bought back") << -7 << 7 << 422 << QString();
        QTest::newRow("a part of a short one") << -7 << 3 << 403 << QStringLiteral("-4");
    }
    void whatHappensBeforeItArrivesTurnsNothing()
    {
        QFETCH(int, held);
        QFETCH(int, meanwhile);
        QFETCH(int, status);
        QFETCH(QString, left);
        tests::AlpacaBench bench;
        const auto trade = [&bench](int size) {
            return bench
                .order("\"symbol\":\"AAPL\",\"side\":\"" + QByteArray(size > 0 ? "buy" : "sell")
                       + "\",\"type\":\"market\",\"time_in_force\":\"day\",\"qty\":\""
                       + QByteArray::number(std::abs(size)) + "\"")
                .status;
        };
        QCOMPARE(trade(held), 200);
        const auto quotes = bench.get("/v2/positions/AAPL").text("current_price").toDouble();
        const QByteArray price = QByteArray::number(quotes, 'f', 2), above = QByteArray::number(quotes + 0.02, 'f', 2);
        const auto wish = closingWish(closing("AAPL", {held, 0}), share(),
                                      quoted("AAPL", price.constData(), above.constData()), now);
        QVERIFY(wish);
        // Past zero in two steps, as the venue wants it.
        const int toZero = std::abs(meanwhile) > std::abs(held) ? -held : meanwhile;
        QVERIFY(toZero == 0 || trade(toZero) == 200);
        QVERIFY(toZero == meanwhile || trade(meanwhile - toZero) == 200);

        const auto reply = bench.ask("POST", "/v2/orders", QByteArray::fromStdString(orderText(*wish)));

        QCOMPARE(reply.status, status);
        QCOMPARE(bench.get("/v2/positions/AAPL").text("qty"), left);
    }

    void nothingIsSentWithoutAFreshQuoteOfTwoSides_data()
    {
        QTest::addColumn<QByteArray>("quote");
        const auto row
            = [](const char* name, const std::string& text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("of an hour ago", quoted("AAPL", "200.10", "200.14", "2026-07-14T02:33:19Z"));
        row("of the future", quoted("AAPL", "200.10", "200.14", "2026-07-14T03:33:30Z"));
        row("no bid", quoted("AAPL", "0", "200.14"));
        row("no ask", quoted("AAPL", "200.10", "0"));
        row("crossed", quoted("AAPL", "200.20", "200.14"));
        row("of another", quoted("MSFT", "200.10", "200.14"));
        row("none", "{\"quotes\":{}}");
        row("no answer", "<html>");
    }
    void nothingIsSentWithoutAFreshQuoteOfTwoSides()
    {
        QFETCH(QByteArray, quote);
        const auto wish = closingWish(closing("AAPL", {7, 0}), share(), quote.toStdString(), now);
        QVERIFY(!wish);
        QVERIFY(wish.error().code == Errc::NotFound); // there may be one later
    }
};

QTEST_GUILESS_MAIN(TestAlpacaGuardClosing)
#include "tst_alpaca_guard_closing.moc"
