#include "tests/core/trade/portfolio/typical_portfolio.h"

#include "core/trade/portfolio/exposure.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <vector>

using namespace omni;
using namespace omni::portfolio;

namespace {

orders::OrderTicket orderOf(std::uint64_t id, Side side, std::int64_t size, InstrumentId instrument = share)
{
    orders::OrderTicket ticket;
    ticket.id = {id};
    ticket.instrument = instrument;
    ticket.side = side;
    ticket.size = {size};
    return ticket;
}

} // namespace

class TestExposure : public QObject
{
    Q_OBJECT

private slots:
    void theWorstCaseFillsOneSideFirst_data()
    {
        QTest::addColumn<qlonglong>("position");
        QTest::addColumn<qlonglong>("buys");
        QTest::addColumn<qlonglong>("sells");
        QTest::addColumn<qlonglong>("longest");
        QTest::addColumn<qlonglong>("shortest");
        QTest::newRow("flat without orders") << 0LL << 0LL << 0LL << 0LL << 0LL;
        QTest::newRow("long, sells could turn it") << 5LL << 3LL << 9LL << 8LL << 4LL;
        QTest::newRow("short, buys only cover") << -5LL << 3LL << 0LL << 0LL << 5LL;
        QTest::newRow("both sides from flat") << 0LL << 4LL << 6LL << 4LL << 6LL;
    }

    void theWorstCaseFillsOneSideFirst()
    {
        QFETCH(qlonglong, position);
        QFETCH(qlonglong, buys);
        QFETCH(qlonglong, sells);

        const WorstLots worst = worstLots({position}, {buys}, {sells});

        QTEST(qlonglong{worst.longest.count}, "longest");
        QTEST(qlonglong{worst.shortest.count}, "shortest");
        QCOMPARE(worst.gross, std::max(worst.longest, worst.shortest));
    }

    // S3: every subset of up to eight orders, in any order, visits no position beyond the worst case.
    void noOrderOfFillsPassesTheWorstCase()
    {
        SeededRandom random(14);
        for (int i = 0; i < 2'000; ++i) {
            const auto position = static_cast<std::int64_t>(random.below(41)) - 20;
            std::vector<std::int64_t> changes(random.below(9));
            Lots buys;
            Lots sells;
            for (auto& change : changes) {
                change = static_cast<std::int64_t>(random.below(21)) - 10;
                (change > 0 ? buys.count : sells.count) += std::abs(change);
            }
            std::int64_t highest = std::max<std::int64_t>(0, position);
            std::int64_t lowest = std::min<std::int64_t>(0, position);
            for (std::uint32_t filled = 0; filled < (1U << changes.size()); ++filled) {
                std::int64_t reached = position;
                for (std::size_t order = 0; order < changes.size(); ++order) {
                    reached += (filled >> order & 1U) != 0 ? changes[order] : 0;
                }
                highest = std::max(highest, reached);
                lowest = std::min(lowest, reached);
            }

            const WorstLots worst = worstLots({position}, buys, sells);

            QCOMPARE(worst.longest.count, highest);
            QCOMPARE(worst.shortest.count, -lowest);
        }
    }

    void sumsThatDoNotFitAreTheLargestNumber()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(worstLots({most}, {most}, {0}).longest, Lots{most});
        QCOMPARE(worstLots({-most}, {0}, {most}).shortest, Lots{most});
        QVERIFY(!exposureOf(instrumentOf(share, "ACME", "USD", {1, 0}), {most}, {}, {most}));
    }

    // 10 shares held, 5 more bought, 25 sold, at 100 dollars.
    void valuesTheWorstCaseAtTheMark()
    {
        orders::InstrumentOrders open;
        open.openBuys = {5};
        open.openSells = {25};

        const auto exposure = exposureOf(instrumentOf(share, "ACME", "USD", {1, 0}), {10}, open, {10'000});

        QCOMPARE(exposure->longValue, Money{1'500 * oneDollar});
        QCOMPARE(exposure->shortValue, Money{1'500 * oneDollar});
        QCOMPARE(exposure->gross, Money{1'500 * oneDollar});
    }

    void anOrderByValueCountsWithItsValue()
    {
        orders::InstrumentOrders open;
        open.notionalBuys = {70 * oneDollar};

        const auto instrument = instrumentOf(share, "ACME", "USD", {1, 0});
        QCOMPARE(exposureOf(instrument, {10}, open, {10'000})->longValue, Money{1'070 * oneDollar});
        QCOMPARE(exposureOf(instrument, {-1}, open, {10'000})->longValue, Money{70 * oneDollar});
    }

    // 10 shares at 100 dollars, an open sale of 3 shares at 50 euros, an euro at 1.1 dollars; the exit adds nothing.
    void theTotalIsInOneCurrency()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 90)));
        orders::Ledger ledger;
        QVERIFY(ledger.add(orderOf(1, Side::Sell, 3, euroShare), noon));
        auto exit = orderOf(2, Side::Sell, 10);
        exit.reduceOnly = true;
        QVERIFY(ledger.add(exit, noon));
        Marks marks;
        marks.set(share, {10'000}, noon);
        marks.set(euroShare, {5'000}, noon);
        RateTable rates;
        QVERIFY(!totalExposure(portfolio, ledger, usd, marks, rates, noon));
        QVERIFY(rates.set({eur, usd, {11, 10}, noon, RateSource::Feed}));

        const auto total = totalExposure(portfolio, ledger, usd, marks, rates, noon);

        QCOMPARE(total->longValue, Money{1'000 * oneDollar});
        QCOMPARE(total->shortValue, Money{165 * oneDollar});
        QCOMPARE(total->gross, Money{1'165 * oneDollar});
        QCOMPARE(totalExposure(portfolio, ledger, usd, marks, rates, noon, share)->gross, Money{165 * oneDollar});
    }
};

QTEST_APPLESS_MAIN(TestExposure)
#include "tst_exposure.moc"
