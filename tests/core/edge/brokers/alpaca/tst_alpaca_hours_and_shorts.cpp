// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
//
// What the venue says of itself and is heeded before an order goes: the account's own choices, what can be borrowed,
// and the hours for which an order waits.
#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

#include "core/edge/brokers/alpaca/market_hours.h"

using namespace omni;
using namespace omni::tests;
using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;

namespace {

/// What `script` answers at these paths; all else as usual.
using Answers = std::map<QByteArray, QByteArray>;

void answer(AlpacaBench& bench, Answers answers)
{
    bench.venue.script = [answers = std::move(answers)](const Asked& request) -> std::optional<QByteArray> {
        const auto found = answers.find(request.path());
        return found == answers.end() ? std::nullopt : std::optional(FakeAlpaca::json(found->second));
    };
}

QByteArray choices(const QByteArray& members)
{
    return R"({"dtbp_check":"entry","trade_confirm_email":"all","pdt_check":"entry","max_margin_multiplier":"4",)"
           R"("ptp_no_exception_entry":false,)"
        + members + '}';
}

QByteArray apple(const QByteArray& members)
{
    return R"({"id":"b0b6dd9d","class":"us_equity","exchange":"NASDAQ","symbol":"AAPL","name":"Apple","status":"active",)"
           R"("tradable":true,)"
        + members + '}';
}

orders::OrderTicket aSale(const AlpacaBench& bench, std::uint64_t id)
{
    auto sale = bench.ticket(id);
    sale.side = Side::Sell;
    return sale;
}

/// Up, and compared: what the account holds is known.
void bringUp(AlpacaBench& bench)
{
    bench.startUp();
    bench.broker->reconcile();
    QTRY_VERIFY(!bench.desk.all<events::Reconciled>().empty());
}

std::string wordsOf(const AlpacaBench& bench)
{
    const auto reports = bench.desk.all<events::OrderReport>();
    return reports.empty() ? std::string() : std::string(reports.back().text.view());
}

brokers::alpaca::VenueClock clockOf(const QByteArray& json)
{
    return *brokers::alpaca::clockFrom(json.toStdString());
}

const QByteArray overNight = R"({"timestamp":"2026-11-25T17:00:00-05:00","is_open":false,)"
                             R"("next_open":"2026-11-27T09:30:00-05:00","next_close":"2026-11-27T13:00:00-05:00"})";

} // namespace

class TestAlpacaHoursAndShorts : public QObject
{
    Q_OBJECT

private slots:
    void whatNobodyLendsIsNotSoldShort_data()
    {
        QTest::addColumn<QByteArray>("asset");
        QTest::addColumn<bool>("isSent");
        QTest::newRow("lent") << apple(R"("shortable":true,"easy_to_borrow":true)") << true;
        QTest::newRow("hard to borrow") << apple(R"("shortable":true,"easy_to_borrow":false)") << false;
        QTest::newRow("not shortable") << apple(R"("shortable":false,"easy_to_borrow":false)") << false;
        QTest::newRow("nothing of borrowing") << apple(R"("shortable":true)") << true;
        QTest::newRow("unreadable") << QByteArray(R"({"shortable":"no"})") << true; // the venue judges
    }
    void whatNobodyLendsIsNotSoldShort()
    {
        QFETCH(const QByteArray, asset);
        QFETCH(const bool, isSent);
        AlpacaBench bench;
        answer(bench, {{"/v2/assets/AAPL", asset}});
        bringUp(bench);

        bench.submit(aSale(bench, 1));

        QTRY_COMPARE(bench.desk.story(1), (Kinds{isSent ? Kind::Accepted : Kind::Rejected}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), isSent ? 1 : 0);
        if (!isSent) {
            QCOMPARE(wordsOf(bench), std::string("not sent: nobody lends AAPL at Alpaca now: it cannot be sold short"));
        }
    }

    void whoHoldsTheShareOrClosesIsNotAsked()
    {
        AlpacaBench bench;
        answer(bench, {{"/v2/assets/AAPL", apple(R"("shortable":false)")}});
        bench.venue.positions = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"3","side":"long"}])";
        bringUp(bench);

        bench.submit(aSale(bench, 1));
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        bench.submit(bench.ticket(2)); // a buy, far below
        auto exit = aSale(bench, 3);
        exit.role = orders::OrderRole::Exit;
        exit.reduceOnly = true;
        bench.submit(exit);

        QTRY_COMPARE(bench.venue.countOf("POST", "/v2/orders") >= 2, true);
        QCOMPARE(bench.venue.countOf("GET", "/v2/assets/AAPL"), 0);
    }

    void aShareIsAskedForAgainAfterAWhile()
    {
        AlpacaBench bench;
        answer(bench, {{"/v2/assets/AAPL", apple(R"("shortable":false)")}});
        bringUp(bench);
        for (std::uint64_t id = 1; id <= 2; ++id) {
            bench.submit(aSale(bench, id));
            QTRY_COMPARE(bench.desk.story(id), Kinds{Kind::Rejected});
        }
        QCOMPARE(bench.venue.countOf("GET", "/v2/assets/AAPL"), 1);

        answer(bench, {{"/v2/assets/AAPL", apple(R"("shortable":true,"easy_to_borrow":true)")}});
        bench.clock.leap(minutes(11));
        bench.submit(aSale(bench, 3));

        QTRY_COMPARE(bench.desk.story(3), Kinds{Kind::Accepted});
        QCOMPARE(bench.venue.countOf("GET", "/v2/assets/AAPL"), 2);
    }

    void theAccountsOwnChoicesAreHeeded_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("shown"); // on the account's line
        QTest::addColumn<bool>("sells"); // short
        QTest::addColumn<bool>("buys");
        QTest::newRow("nothing chosen") << QByteArray(R"("no_shorting":false,"suspend_trade":false)") << QByteArray()
                                        << true << true;
        QTest::newRow("no short sales") << QByteArray(R"("no_shorting":true)") << QByteArray("no short sales") << false
                                        << true;
        QTest::newRow("suspended") << QByteArray(R"("suspend_trade":true)") << QByteArray("trading is suspended")
                                   << false << false;
        QTest::newRow("no parts") << QByteArray(R"("fractional_trading":false)") << QByteArray("no parts of shares")
                                  << true << true;
    }
    void theAccountsOwnChoicesAreHeeded()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const QByteArray, shown);
        QFETCH(const bool, sells);
        QFETCH(const bool, buys);
        AlpacaBench bench;
        answer(bench,
               {{"/v2/account/configurations", choices(members)},
                {"/v2/assets/AAPL", apple(R"("shortable":true,"easy_to_borrow":true)")}});
        bringUp(bench);
        QTRY_VERIFY(bench.venue.countOf("GET", "/v2/account/configurations") > 0);
        QTRY_VERIFY2(bench.line(views::LineKind::Account).detail.find(shown.toStdString()) != std::string::npos,
                     bench.line(views::LineKind::Account).detail.c_str());
        QTest::qWait(50); // a line without words says nothing of having been read

        bench.submit(aSale(bench, 1));
        QTRY_COMPARE(bench.desk.story(1), (Kinds{sells ? Kind::Accepted : Kind::Rejected}));
        if (!sells) {
            QVERIFY2(wordsOf(bench).find("not sent: ") == 0, wordsOf(bench).c_str());
        } else {
            return; // a buy would meet it
        }
        bench.submit(bench.ticket(2));

        QTRY_COMPARE(bench.desk.story(2), (Kinds{buys ? Kind::Accepted : Kind::Rejected}));
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), buys ? 1 : 0);
    }

    void anAccountThatMayNotSellShortIsToldBefore()
    {
        AlpacaBench bench;
        bench.venue.account = R"({"account_number":"PA1","status":"ACTIVE","currency":"USD","cash":"100000.00",)"
                              R"("shorting_enabled":false})";
        bringUp(bench);

        bench.submit(aSale(bench, 1));

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QVERIFY(wordsOf(bench).find("shorting_enabled") != std::string::npos);
        QCOMPARE(bench.venue.countOf("POST", "/v2/orders"), 0);
    }

    void partsOfSharesGoOnlyWhereTheAccountTakesThem()
    {
        AlpacaBench bench;
        answer(bench, {{"/v2/account/configurations", choices(R"("fractional_trading":false)")}});
        bringUp(bench);
        QTRY_VERIFY(!bench.line(views::LineKind::Account).detail.empty());
        auto byValue = bench.ticket(1);
        byValue.kind = orders::OrderKind::Market;
        byValue.timeInForce = orders::TimeInForce::Day;
        byValue.limit.reset();
        byValue.size = {};
        byValue.notional = Money{100'000'000'000};

        bench.submit(byValue);

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Rejected});
        QVERIFY2(wordsOf(bench).find("no parts of shares") != std::string::npos, wordsOf(bench).c_str());
    }

    /// A close after the close: said with the venue's yes, and not before somebody asks.
    void whatWaitsForTheOpeningSaysSo()
    {
        AlpacaBench bench;
        answer(bench,
               {{"/v2/clock",
                 R"({"timestamp":"2026-07-14T09:31:02.5-04:00","is_open":false,)"
                 R"("next_open":"2026-07-15T09:30:00-04:00","next_close":"2026-07-15T16:00:00-04:00"})"}});
        bringUp(bench);
        QTRY_VERIFY(bench.venue.countOf("GET", "/v2/clock") > 0);
        QTRY_VERIFY(bench.broker->connection().clockOffset.has_value());

        bench.submit(bench.ticket(1));

        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        QVERIFY2(wordsOf(bench).find("waits for the opening, 2026-07-15 09:30 in New York") == 0,
                 wordsOf(bench).c_str());
    }

    void theWordsAreOfTheVenuesOwnHours()
    {
        using namespace brokers::alpaca;
        OrderImage order;
        order.symbol = "AAPL";
        order.status = OrderStatus::Accepted;
        order.timeInForce = "day";
        const auto clock = clockOf(overNight);
        const auto night = clock.time;

        // The day before Thanksgiving, and an early close behind it.
        QCOMPARE(waitingWords(clock, order, night),
                 std::string("waits for the opening, 2026-11-27 09:30 in New York, and ends that day at 13:00"));
        QVERIFY(waitingWords(clock, order, night).size() <= 95);
        order.timeInForce = "gtc";
        QCOMPARE(waitingWords(clock, order, night), std::string("waits for the opening, 2026-11-27 09:30 in New York"));

        QVERIFY(waitingWords(clock, order, *clock.nextOpen).empty()); // it is there
        order.isForExtendedHours = true;
        QVERIFY(waitingWords(clock, order, night).empty());
        order.isForExtendedHours = false;
        order.symbol = "BTC/USD";
        QVERIFY(waitingWords(clock, order, night).empty());
        order.symbol = "AAPL";
        order.status = OrderStatus::Filled;
        QVERIFY(waitingWords(clock, order, night).empty());
    }

    void aClockThatWasReadBeforeTheCloseKnowsTheCloseToo()
    {
        using namespace brokers::alpaca;
        const auto clock
            = clockOf(R"({"timestamp":"2026-07-14T15:59:30-04:00","is_open":true,)"
                      R"("next_open":"2026-07-15T09:30:00-04:00","next_close":"2026-07-14T16:00:00-04:00"})");
        OrderImage order;
        order.symbol = "AAPL";
        order.status = OrderStatus::Accepted;
        order.timeInForce = "day";

        QVERIFY(!isClosedAt(clock, clock.time));
        QVERIFY(waitingWords(clock, order, clock.time).empty());
        QVERIFY(isClosedAt(clock, *clock.nextClose));
        QCOMPARE(waitingWords(clock, order, *clock.nextClose),
                 std::string("waits for the opening, 2026-07-15 09:30 in New York"));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaHoursAndShorts)
#include "tst_alpaca_hours_and_shorts.moc"
