// needs: host/simulate

#include "core/base/seeded_random.h"
#include "core/host/simulate/checks/exact.h"
#include "core/host/simulate/checks/naive_books.h"
#include "core/host/simulate/checks/naive_limits.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using simulate::NaiveBooks;

namespace {

constexpr AccountId account{1};
constexpr InstrumentId acme{1};
constexpr CurrencyId dollar{1}, euro{2};

market::Instrument instrumentOf(InstrumentId id, const char* currency)
{
    market::Instrument instrument;
    instrument.id = id;
    instrument.venue = "test";
    instrument.symbol = "X" + std::to_string(id.value);
    instrument.quoteCurrency = currency;
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return market::completed(instrument).value();
}

NaiveBooks booksOf(portfolio::CostMethod method = portfolio::CostMethod::Fifo)
{
    NaiveBooks books;
    books.begin(method, "USD", account);
    books.define(instrumentOf(acme, "USD"));
    return books;
}

orders::Fill fillOf(const char* id, Side side, std::int64_t lots, std::int64_t value, std::int64_t fee = 0)
{
    orders::Fill fill;
    fill.instrument = acme;
    fill.account = account;
    fill.side = side;
    fill.price = Ticks{100};
    fill.size = Lots{lots};
    fill.value = Money{value};
    fill.fee = Money{fee};
    fill.feeCurrency = dollar;
    fill.venueFillId = orders::VenueFillId(id);
    return fill;
}

std::int64_t plain(Int128 value)
{
    return static_cast<std::int64_t>(value);
}

std::int64_t realised(const NaiveBooks& books)
{
    return plain(books.holding(acme).realised);
}

} // namespace

class TestNaiveBooks : public QObject
{
    Q_OBJECT

private slots:
    void roundsAsItsNamesSay()
    {
        QCOMPARE(plain(simulate::quotientNearest(5, 2)), std::int64_t{2});
        QCOMPARE(plain(simulate::quotientNearest(7, 2)), std::int64_t{4});
        QCOMPARE(plain(simulate::quotientNearest(-5, 2)), std::int64_t{-2});
        QCOMPARE(plain(simulate::quotientNearest(-7, 2)), std::int64_t{-4});
        QCOMPARE(plain(simulate::quotientNearest(8, 3)), std::int64_t{3});
        QCOMPARE(plain(simulate::quotientDown(-7, 2)), std::int64_t{-4});
        QCOMPARE(plain(simulate::quotientUp(-7, 2)), std::int64_t{-3});
        QCOMPARE(plain(simulate::quotientUp(7, 2)), std::int64_t{4});
    }

    void closesTheOldestLotsFirst()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.fill(fillOf("b", Side::Buy, 10, 1'020));
        books.fill(fillOf("c", Side::Sell, 15, 1'575, 3));

        // All of the first lot and half of the second: 1'000 + 510.
        QCOMPARE(realised(books), std::int64_t{65});
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{5});
        QCOMPARE(plain(books.holding(acme).cost), std::int64_t{510});
        QCOMPARE(plain(books.cash(dollar)), std::int64_t{-1'000 - 1'020 + 1'575 - 3});
        QCOMPARE(plain(books.fees(dollar)), std::int64_t{3});
    }

    void closesAShareOfTheAverage()
    {
        auto books = booksOf(portfolio::CostMethod::Average);
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.fill(fillOf("b", Side::Buy, 10, 1'020));
        books.fill(fillOf("c", Side::Sell, 15, 1'575));

        QCOMPARE(realised(books), std::int64_t{60}); // 1'575 - 2'020 x 15 / 20
        QCOMPARE(plain(books.holding(acme).cost), std::int64_t{505});
    }

    void losesNoUnitInRounding()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 3, 100));
        books.fill(fillOf("b", Side::Sell, 1, 40));
        QCOMPARE(realised(books), std::int64_t{7}); // 33 of 33.3
        books.fill(fillOf("c", Side::Sell, 1, 40));
        QCOMPARE(realised(books), std::int64_t{7 + 6}); // half of 67, to the even: 34
        books.fill(fillOf("d", Side::Sell, 1, 40));
        QCOMPARE(realised(books), std::int64_t{20});
    }

    void turnsALongIntoAShort()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 4, 400));
        books.fill(fillOf("b", Side::Sell, 10, 1'100));

        QCOMPARE(realised(books), std::int64_t{40}); // 440 of the 1'100 close
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{-6});
        QCOMPARE(plain(books.holding(acme).cost), std::int64_t{660}); // what the short brought
        books.fill(fillOf("c", Side::Buy, 6, 600));
        QCOMPARE(realised(books), std::int64_t{100});
    }

    void takesAnExecutionOnce()
    {
        auto books = booksOf();
        QVERIFY(books.fill(fillOf("a", Side::Buy, 10, 1'000)).done);
        QVERIFY(books.fill(fillOf("a", Side::Buy, 99, 9'900)).repeated);
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{10});
    }

    void aBustIsAsIfItHadNeverBeen()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.fill(fillOf("b", Side::Buy, 10, 1'020));
        books.fill(fillOf("c", Side::Sell, 10, 1'050));
        QCOMPARE(realised(books), std::int64_t{50});

        const auto change = books.bust({account, acme, orders::VenueFillId("a")});

        QVERIFY(change.done);
        QCOMPARE(change.lots, std::int64_t{-10});
        QCOMPARE(realised(books), std::int64_t{30});
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{0});
        QVERIFY(!books.bust({account, acme, orders::VenueFillId("a")}).done); // only once
        QVERIFY(!books.fill(fillOf("a", Side::Buy, 10, 1'000)).done); // nor is it told anew
    }

    void aCorrectionStandsInTheOldPlace()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.fill(fillOf("b", Side::Sell, 10, 1'050));
        books.correct({account, acme, orders::VenueFillId("a"), Ticks{100}, Lots{10}, Money{1'010}, Money{2}});
        QCOMPARE(realised(books), std::int64_t{40});
        QCOMPARE(plain(books.cash(dollar)), std::int64_t{38});
    }

    void aCorrectedFeeIsInTheCurrencyThatItNames()
    {
        auto books = booksOf();
        auto bought = fillOf("a", Side::Buy, 10, 1'000);
        bought.fee = Money{2};
        bought.feeCurrency = dollar;
        books.fill(bought);
        const CurrencyId coin{dollar.value + 1};
        events::FillCorrected corrected{account,  acme, orders::VenueFillId("a"), Ticks{100}, Lots{10}, Money{1'000},
                                        Money{3}, coin};
        QVERIFY(!books.correct(corrected).done); // nobody knows that currency
        books.define("BNB");

        QVERIFY(books.correct(corrected).done);

        QCOMPARE(plain(books.cash(coin)), std::int64_t{-3});
        QCOMPARE(plain(books.cash(dollar)), std::int64_t{-1'000});
    }

    void aSplitLeavesTheMoney()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        QVERIFY(books.split({acme, 3, 1}));
        books.fill(fillOf("b", Side::Sell, 15, 600));
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{15});
        QCOMPARE(realised(books), std::int64_t{100});
        QVERIFY(!books.split({acme, 1, 2})); // 15 is odd
    }

    void finerLotsAreMoreLots()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        auto finer = instrumentOf(acme, "USD");
        finer.version = 2;
        finer.lotSize = {1, -1};
        QVERIFY(books.define(finer));
        QVERIFY(!books.define(finer)); // known
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{100});
        // 100 lots of a tenth at 2.00: 20 units of the currency.
        QCOMPARE(plain(books.nearestValue(acme, 200, 100)), std::int64_t{20 * 100'000'000});
    }

    void whatIsOldIsNotTakenBack()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.seal(Timestamp{1});
        QVERIFY(!books.bust({account, acme, orders::VenueFillId("a")}).done);
    }

    void anAdoptedPositionCostsNoCash()
    {
        auto books = booksOf();
        books.adopt({acme, Lots{0}, Lots{7}, Ticks{100}, PrincipalId{1}});
        QCOMPARE(plain(books.holding(acme).position), std::int64_t{7});
        QCOMPARE(plain(books.positionAt(account, acme)), std::int64_t{7});
        QCOMPARE(plain(books.cash(dollar)), std::int64_t{0});
        QVERIFY(books.wasAdopted(acme));
    }

    void equityIsCashAndPositionsEachConvertedOnce()
    {
        auto books = booksOf();
        books.define(instrumentOf({2}, "EUR"));
        books.move({account, dollar, Money{1'000}, events::CashKind::Deposit, {}, {}});
        auto bought = fillOf("a", Side::Buy, 1, 300'000'000);
        bought.instrument = {2};
        bought.feeCurrency = euro;
        books.fill(bought);
        simulate::NaiveMarket market;
        Stamp stamp;
        QVERIFY(!books.equity(market, {}).value); // no price
        market.take(stamp, market::Quote{{2}, {}, Ticks{401}, Ticks{402}, {}, {}, true, true});
        QVERIFY(!books.equity(market, {}).value); // no rate
        books.give({euro, dollar, {11, 10}, {}, portfolio::RateSource::Configured});

        // (4.01 - 3.00) euros x 1.1 and the deposit.
        QCOMPARE(plain(*books.equity(market, {}).value), std::int64_t{111'100'000 + 1'000});
        QVERIFY(!books.equity(market, Timestamp{} + days(1) + nanoseconds(1)).value); // the rate is old
    }

    void countsRoundTripsThatLose()
    {
        auto books = booksOf();
        books.fill(fillOf("a", Side::Buy, 10, 1'000));
        books.fill(fillOf("b", Side::Sell, 5, 490));
        QCOMPARE(books.losingStreak, 0); // not flat yet
        books.fill(fillOf("c", Side::Sell, 5, 500));
        QCOMPARE(books.losingStreak, 1);
        books.fill(fillOf("d", Side::Buy, 10, 1'000));
        books.fill(fillOf("e", Side::Sell, 20, 2'000, 1)); // turns: nothing won, a fee paid
        QCOMPARE(books.losingStreak, 2);
        books.fill(fillOf("f", Side::Buy, 10, 900));
        QCOMPARE(books.losingStreak, 0);
    }

    /// Whatever the order and however often they are told: the same position, cash and fees; and results that add up.
    void tellingInAnyOrderGivesTheSame()
    {
        SeededRandom random(1);
        for (int round = 0; round < 500; ++round) {
            std::vector<orders::Fill> fills;
            const auto count = 1 + random.below(20);
            for (std::uint64_t i = 0; i < count; ++i) {
                fills.push_back(fillOf(("f" + std::to_string(i)).c_str(), random.below(2) == 0 ? Side::Buy : Side::Sell,
                                       random.between(1, 9), random.between(1, 9'999), random.between(-5, 5)));
            }
            auto first = booksOf();
            for (const auto& fill : fills) {
                first.fill(fill);
            }
            auto second = booksOf();
            for (std::size_t i = fills.size() - 1; i > 0; --i) {
                std::swap(fills[i], fills[random.below(i + 1)]);
            }
            for (const auto& fill : fills) {
                second.fill(fill);
                second.fill(fills[random.below(fills.size())]);
            }
            for (const auto& fill : fills) {
                second.fill(fill);
            }
            QVERIFY(first.holding(acme).position == second.holding(acme).position);
            QVERIFY(first.cash(dollar) == second.cash(dollar));
            QVERIFY(first.fees(dollar) == second.fees(dollar));
            // Cash, cost and results are one account: what was paid stands in the position or was lost.
            for (const auto* books : {&first, &second}) {
                const auto& holding = books->holding(acme);
                const Int128 signedCost = holding.position < 0 ? -holding.cost : holding.cost;
                QVERIFY(books->cash(dollar) + signedCost == holding.realised - books->fees(dollar));
            }
        }
    }

    void theTighterLimitIsFoundFieldByField()
    {
        risk::Limits a, b;
        a.dailyLoss = {100};
        b.drawdown = {300};
        b.timeExitDays = 0; // none at all
        b.duplicateWindow = seconds(30);
        const auto tight = simulate::tightestOf(a, b);
        QCOMPARE(tight.dailyLoss.count, 100);
        QCOMPARE(tight.drawdown.count, 300);
        QCOMPARE(tight.timeExitDays, 10);
        QVERIFY(tight.duplicateWindow == seconds(30));
        QVERIFY(simulate::isLoosened(b, a));
        QVERIFY(!simulate::isLoosened(tight, a));
        QVERIFY(!simulate::isLoosened(tight, b));
    }
};

QTEST_APPLESS_MAIN(TestNaiveBooks)
#include "tst_naive_books.moc"
