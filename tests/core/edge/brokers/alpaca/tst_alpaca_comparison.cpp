// needs: edge/brokers/alpaca tests/support/loopback Qt6::WebSockets
//
// The account is compared while it trades: a position of a moment between an execution and its word is no difference
// (S9, F49), and one that stays is told.
#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

#include "core/edge/brokers/alpaca/expected_holdings.h"

using namespace omni;
using namespace omni::tests;
using brokers::alpaca::ExpectedHoldings;
using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;

namespace {

constexpr InstrumentId stock{1};
const QString anExecution = QStringLiteral("f1a0f6a0-3f0b-4a0c-9b57-2f5a3d1c7e90");
const QByteArray threeShares = R"([{"symbol":"AAPL","asset_class":"us_equity","qty":"3","side":"long"}])";

/// The order fills whole, at the venue and on its stream.
void fill(AlpacaBench& bench)
{
    bench.venue.turn(bench.nameOf(1), QStringLiteral("fill"), QStringLiteral("filled"), QStringLiteral("3"),
                     FakeAlpaca::execution(anExecution, QStringLiteral("150.25"), QStringLiteral("3")));
}

/// What is told of the stock, in its order: an execution, or what the account holds.
std::vector<std::string> told(const AlpacaBench& bench)
{
    std::vector<std::string> words;
    for (const auto& event : bench.desk.events) {
        if (const auto* one = std::get_if<orders::Fill>(&event)) {
            words.push_back("fill " + std::to_string(one->size.count));
        } else if (const auto* held = std::get_if<events::PositionReported>(&event);
                   held && held->instrument == stock) {
            words.push_back("holds " + std::to_string(held->position.count));
        }
    }
    return words;
}

orders::Fill execution(const char* name, Side side, std::int64_t lots)
{
    orders::Fill made;
    made.instrument = stock;
    made.venueFillId = orders::VenueFillId(name);
    made.side = side;
    made.size = Lots{lots};
    return made;
}

} // namespace

class TestAlpacaComparison : public QObject
{
    Q_OBJECT

private slots:
    /// The positions were asked for, and then the order filled: what they say is of before.
    void aFillWhileThePositionsAreUnderWayIsNoDifference()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        int asked = 0;
        bench.venue.script = [&asked](const Asked& request) -> std::optional<QByteArray> {
            return request.path() == "/v2/positions" && ++asked == 1 ? std::optional(QByteArray()) : std::nullopt;
        };
        bench.broker->reconcile();
        QTRY_COMPARE(bench.venue.unanswered.size(), std::size_t{1});

        fill(bench);
        QTRY_COMPARE(told(bench), std::vector<std::string>{"fill 3"});
        bench.venue.rest.served(bench.venue.unanswered.at(0)).send(FakeAlpaca::json("[]"));
        bench.venue.positions = threeShares;

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        QCOMPARE(told(bench), (std::vector<std::string>{"fill 3", "holds 3"}));
        QCOMPARE(asked, 2);
    }

    /// A stop that fills at the open just behind a new connection: the account shows it before any word of it comes.
    void aPositionBeforeTheWordOfItsFillIsNoDifference()
    {
        AlpacaBench bench;
        bench.startUp();
        bench.submit(bench.ticket());
        QTRY_COMPARE(bench.desk.story(1), Kinds{Kind::Accepted});
        bench.venue.positions = threeShares;

        bench.broker->reconcile();
        QTRY_COMPARE(bench.venue.countOf("GET", "/v2/positions"), 1);
        QTest::qWait(100);
        QVERIFY(told(bench).empty());
        fill(bench);

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        QCOMPARE(told(bench), (std::vector<std::string>{"fill 3", "holds 3"}));
    }

    /// Cash that moves between two looks is of two moments as well: neither is told.
    void cashThatMovesIsReadAgain()
    {
        AlpacaBench bench;
        bench.startUp();
        const auto before = bench.venue.account;
        bench.venue.script = [&bench](const Asked& request) -> std::optional<QByteArray> {
            if (request.path() == "/v2/positions") {
                bench.venue.account.replace("100000.00", "99549.25");
            }
            return std::nullopt;
        };

        bench.broker->reconcile();

        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{1});
        QVERIFY(bench.venue.account != before);
        QCOMPARE(bench.venue.countOf("GET", "/v2/positions"), 2);
        const auto cash = bench.desk.all<events::CashReported>();
        QCOMPARE(cash.size(), std::size_t{1});
        QCOMPARE(cash[0].cash, Money{9'954'925'000'000});
    }

    /// F49: it stays, so it is one; and the budget of the minute hardly feels it.
    void aDifferenceThatStaysIsToldAfterAFewLooks()
    {
        AlpacaBench bench;
        bench.venue.positions = threeShares;
        bench.startUp();
        const auto before = bench.venue.asked.size();

        bench.broker->reconcile();

        QTRY_COMPARE_WITH_TIMEOUT(bench.desk.all<events::Reconciled>().size(), std::size_t{1}, 10'000);
        QCOMPARE(told(bench), std::vector<std::string>{"holds 3"});
        QCOMPARE(bench.venue.countOf("GET", "/v2/positions"), ExpectedHoldings::sameAnswers);
        QVERIFY(bench.venue.asked.size() - before <= 20);
        const auto asked = bench.venue.countOf("GET", "/v2/positions");
        bench.broker->reconcile(); // it is known by now
        QTRY_COMPARE(bench.desk.all<events::Reconciled>().size(), std::size_t{2});
        QCOMPARE(bench.venue.countOf("GET", "/v2/positions"), asked + 1);
    }

    // --- what should be held ---

    void whatTheBooksHaveAlreadyCountsOnce()
    {
        ExpectedHoldings holdings;
        holdings.begin(stock, Lots{5});
        holdings.recall("x1");
        holdings.take(execution("x1", Side::Buy, 5));
        holdings.take(execution("x2", Side::Sell, 2));
        holdings.take(execution("x2", Side::Sell, 2));

        QVERIFY(holdings.isSettled(stock, Lots{3}));
        QCOMPARE(holdings.taken(stock), std::uint64_t{1});
    }

    void whatIsTakenBackIsNotExpected() // F28
    {
        ExpectedHoldings holdings;
        holdings.take(execution("x1", Side::Buy, 5));
        holdings.take(execution("x2", Side::Buy, 4));
        holdings.amend(stock, "x1", nullptr);
        const auto corrected = execution("x2", Side::Buy, 3);
        holdings.amend(stock, "x2", &corrected);

        QVERIFY(holdings.isSettled(stock, Lots{3}));
        QCOMPARE(holdings.taken(stock), std::uint64_t{4});
    }

    void anAnswerIsBelievedWhenItComesAgainAndNothingHappensBetween()
    {
        ExpectedHoldings holdings;
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        holdings.take(execution("x1", Side::Buy, 1)); // the count begins again
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        QVERIFY(!holdings.isSettled(stock, Lots{8})); // as does another answer
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        QVERIFY(!holdings.isSettled(stock, Lots{7}));
        QVERIFY(holdings.isSettled(stock, Lots{7}));
        QVERIFY(holdings.isSettled(stock, Lots{7}));
        holdings.take(execution("x2", Side::Buy, 1)); // upon what was believed
        QVERIFY(holdings.isSettled(stock, Lots{8}));
    }
};

QTEST_GUILESS_MAIN(TestAlpacaComparison)
#include "tst_alpaca_comparison.moc"
