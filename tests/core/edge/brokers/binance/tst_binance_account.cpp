// needs: edge/brokers/binance tests/support/loopback trade/risk Qt6::WebSockets Qt6::Network
// What becomes of the account and of its key in the middle of a session with Binance: a key that counts no more for a
// while, a clock that is off, coins under several symbols, trades of long ago.

#include "tests/core/edge/brokers/binance/fake_venue.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;
using orders::OrderEventKind;

namespace {

const auto wrongKey = FakeVenue::say("{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}",
                                     "401 Unauthorized");

orders::OrderTicket exitOf(const BinanceBench& bench, std::uint64_t id)
{
    auto exit = bench.ticket(id);
    exit.side = Side::Sell;
    exit.role = orders::OrderRole::Exit;
    exit.reduceOnly = true;
    return exit;
}

/// BTC under two symbols, and one more that is paid for with it.
QByteArray threeSymbols()
{
    const auto begin = listing.indexOf("{\"symbol\"");
    const auto end = listing.lastIndexOf("]}");
    const QByteArray one = listing.mid(begin, end - begin);
    QByteArray all = listing.left(begin) + one;
    all += ',' + QByteArray(one).replace("BTCUSDT", "BTCUSDC").replace("\"USDT\"", "\"USDC\"");
    all += ','
        + QByteArray(one).replace("BTCUSDT", "ETHBTC").replace("\"BTC\"", "\"ETH\"").replace("\"USDT\"", "\"BTC\"");
    return all + listing.mid(end);
}

/// One trade of somebody else an hour, each of an order of its own, for a year until now: their numbers are those of
/// a busy symbol.
struct OneYear {
    static constexpr std::int64_t count = 24 * 365, stride = 40'000, first = 1'000'000'000;
    std::int64_t nowMs = 0;

    [[nodiscard]] std::int64_t msOf(std::int64_t row) const
    {
        return nowMs - (count - row) * 3'600'000;
    }
    [[nodiscard]] QByteArray trades(const QUrlQuery& query) const
    {
        const auto number = [&query](const char* key) { return query.queryItemValue(QLatin1String(key)).toLongLong(); };
        std::int64_t from = count - number("limit"), until = count;
        if (query.hasQueryItem(QStringLiteral("fromId"))) {
            from = std::clamp<std::int64_t>((number("fromId") - first + stride - 1) / stride, 0, count);
            until = std::min<std::int64_t>(count, from + number("limit"));
        }
        QByteArray rows;
        for (std::int64_t row = from; row < until; ++row) {
            const auto id = QByteArray::number(static_cast<qlonglong>(first + row * stride));
            rows += (rows.isEmpty() ? "" : ",") + QByteArray("{\"symbol\":\"BTCUSDT\",\"id\":") + id
                + ",\"orderId\":" + id
                + ",\"price\":\"50000.00000000\",\"qty\":\"0.00100000\",\"quoteQty\":\"50.00000000\",\"commission\":"
                  "\"0.00000000\",\"commissionAsset\":\"USDT\",\"time\":"
                + QByteArray::number(static_cast<qlonglong>(msOf(row)))
                + ",\"isBuyer\":true,\"isMaker\":false,\"isBestMatch\":true}";
        }
        return '[' + rows + ']';
    }
    [[nodiscard]] static QByteArray orders(const QUrlQuery& query)
    {
        const auto from = query.queryItemValue(QStringLiteral("orderId")).toLongLong();
        QByteArray rows;
        for (std::int64_t i = 0; i < 1'000 && from + i * stride < first + count * stride; ++i) {
            rows += (rows.isEmpty() ? "" : ",")
                + orderText(1, "FILLED", "0.00100000")
                      .replace("\"orderId\":1001",
                               "\"orderId\":" + QByteArray::number(static_cast<qlonglong>(from + i * stride)))
                      .replace("t-1", "somebody");
        }
        return '[' + rows + ']';
    }
};

} // namespace

class TestBinanceAccount : public QObject
{
    Q_OBJECT

private slots:
    /// As of a key that is bound to an address, on a machine that changes its network. Decision 4 of the safety design:
    /// cancels and what reduces stay possible.
    void aKeyThatCountsNoMoreForAWhileLeavesTheWayOutOpen()
    {
        BinanceBench bench;
        bench.bringUp();
        bench.venue.answers["POST /api/v3/order"] = wrongKey;
        bench.submit(bench.ticket(1));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QTRY_VERIFY_WITH_TIMEOUT(bench.line(views::LineKind::Orders).state == views::LineState::Refused, 3'000);
        const auto detail = bench.line(views::LineKind::Orders).detail;
        QVERIFY2(detail.find("tried again in 30 s") != std::string::npos, detail.c_str());
        QVERIFY(!bench.isUp());

        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(3));
        bench.venue.answers["DELETE /api/v3/order"] = FakeVenue::say(orderText(4, "CANCELED"));
        bench.submit(bench.ticket(2));
        bench.submit(exitOf(bench, 3));
        bench.broker->cancel(bench.ticket(4));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("rejected"), 3'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(3), std::string("accepted"), 3'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(4), std::string("cancelled"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 2); // the one that was refused, and the exit

        bench.broker->reconcile(); // somebody asks
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(5));
        bench.submit(bench.ticket(5));
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(5), std::string("accepted"), 3'000);
    }

    /// F19: requests carry the venue's time; whoever wants out needs no clock of this machine.
    void aWrongClockKeepsNobodyIn()
    {
        BinanceBench bench;
        bench.venue.clockShiftMs = 2'000;
        bench.bringUp();
        bench.venue.answers["POST /api/v3/order"] = FakeVenue::say(orderText(2));

        bench.submit(bench.ticket(1));
        bench.submit(exitOf(bench, 2));

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(1), std::string("rejected"), 3'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.story(2), std::string("accepted"), 3'000);
        QCOMPARE(bench.venue.count("POST /api/v3/order"), 1);
    }

    /// S9: of such a coin the account has one sum, which the desk holds against all that its books have of it.
    void aCoinUnderSeveralSymbolsIsToldAsOneSum()
    {
        BinanceBench bench;
        bench.venue.answers["GET /api/v3/exchangeInfo"] = FakeVenue::say(threeSymbols());
        bench.venue.balances = R"({"asset":"BTC","free":"1.00000000","locked":"0.50000000"},
{"asset":"ETH","free":"3.00000000","locked":"0.00000000"},{"asset":"USDC","free":"7.00000000","locked":"0.0"})";
        auto other = bench.instrument;
        other.id = InstrumentId{2};
        other.symbol = "BTCUSDC";
        other.quoteCurrency = "USDC";
        auto paidWithIt = bench.instrument;
        paidWithIt.id = InstrumentId{3};
        paidWithIt.symbol = "ETHBTC";
        paidWithIt.baseCurrency = "ETH";
        paidWithIt.quoteCurrency = "BTC";
        bench.makeBroker();
        bench.broker->start({AccountId{5},
                             orders::Environment::Paper,
                             {bench.instrument, other, paidWithIt},
                             bench.venue.clock.wall() - minutes(5),
                             bench.names,
                             bench.currencies,
                             bench.desk,
                             {}});
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);

        bench.broker->reconcile();
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 5'000);

        const auto positions = bench.desk.all<events::PositionReported>();
        QCOMPARE(positions.size(), std::size_t{1});
        QCOMPARE(positions[0].instrument, InstrumentId{3});
        std::map<CurrencyId, std::int64_t> cash;
        for (const auto& report : bench.desk.all<events::CashReported>()) {
            cash[report.currency] = report.cash.e8;
        }
        QCOMPARE(cash.size(), std::size_t{3});
        QCOMPARE(cash.at(bench.currencies.numberOf("BTC").value()), std::int64_t{150'000'000});
        QCOMPARE(cash.at(bench.currencies.numberOf("USDC").value()), std::int64_t{700'000'000});
        QCOMPARE(cash.at(bench.currencies.numberOf("USDT").value()), std::int64_t{0});
    }

    /// F34: neither is the whole history read for a stop that has stood for a month, nor is anything missed.
    void tradesOfLongAgoAreFoundWithoutReadingThemAll()
    {
        BinanceBench bench;
        OneYear year{bench.venue.clock.wall().ns / 1'000'000};
        bench.venue.answers["GET /api/v3/myTrades"]
            = [&year](Served& served, const AskedOfBinance& one) { served.send(httpAnswer(year.trades(one.query))); };
        bench.venue.answers["GET /api/v3/allOrders"]
            = [](Served& served, const AskedOfBinance& one) { served.send(httpAnswer(OneYear::orders(one.query))); };
        bench.makeBroker();
        bench.broker->start({AccountId{5},
                             orders::Environment::Paper,
                             {bench.instrument},
                             bench.venue.clock.wall() - days(100),
                             bench.names,
                             bench.currencies,
                             bench.desk,
                             {}});
        QTRY_VERIFY_WITH_TIMEOUT(bench.isUp(), 5'000);

        bench.broker->reconcile();
        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 10'000);

        const auto fills = bench.desk.all<orders::Fill>();
        const auto told = static_cast<std::int64_t>(fills.size());
        QVERIFY2(told >= 24 * 100 && told <= 24 * 101, std::to_string(told).c_str()); // and what overlaps
        const int pages = bench.venue.count("GET /api/v3/myTrades");
        qInfo("%lld trades of 100 days in %d requests; all of them are %lld", static_cast<long long>(told), pages,
              static_cast<long long>(OneYear::count));
        QVERIFY2(pages <= 9, std::to_string(pages).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBinanceAccount)
#include "tst_binance_account.moc"
