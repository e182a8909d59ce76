#include "tests/core/trade/portfolio/typical_portfolio.h"

#include "core/trade/portfolio/valuation.h"

#include <QTest>

using namespace omni;
using namespace omni::portfolio;

class TestValuation : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePortfolioAfterEveryFact()
    {
        SeededRandom random(17);
        Portfolio portfolio = aTypicalPortfolio();
        RateTable rates;
        QVERIFY(rates.set({eur, usd, {11, 10}, noon, RateSource::Configured}));
        QVERIFY(rates.set({bnb, usd, {600, 7}, noon, RateSource::Configured}));
        Valuation valuation(seconds(60));
        Timestamp now = noon;
        for (int i = 0; i < 5'000; ++i) {
            now = now + milliseconds(static_cast<std::int64_t>(random.below(8'000)));
            const InstrumentId instrument{1 + random.below(3)};
            if (random.below(3) == 0) {
                auto fill = drawnFill(random);
                QVERIFY(portfolio.book(fill));
                valuation.onPosition(portfolio, fill.instrument);
            } else if (random.below(40) == 0 && portfolio.position(instrument).lots.count < 1'000'000) {
                QVERIFY(portfolio.split(instrument, 2, 1));
                valuation.onRescale(portfolio, instrument);
            } else if (random.below(100) == 0) {
                valuation.rebuild(portfolio);
            } else {
                valuation.onMark(portfolio, instrument, {static_cast<std::int64_t>(random.below(10'000))}, now);
            }
            QCOMPARE(valuation.equity(portfolio, usd, rates, now),
                     portfolio.equity(usd, valuation.marks(), rates, now));
        }
    }

    void isUnknownUntilEveryPositionHasAMark()
    {
        Portfolio portfolio = aTypicalPortfolio();
        Valuation valuation;
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));
        valuation.onPosition(portfolio, share);
        QVERIFY(!valuation.equity(portfolio, usd, RateTable{}, noon));

        valuation.onMark(portfolio, share, {10'100}, noon);

        QCOMPARE(valuation.equity(portfolio, usd, RateTable{}, noon), std::optional(Money{10 * oneDollar}));
    }

    // 10 shares at 100 dollars are 20 at 50: the mark of 100 dollars would be worth 2'000.
    void aMarkFromBeforeASplitIsNone()
    {
        Portfolio portfolio = aTypicalPortfolio();
        Valuation valuation;
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));
        valuation.onPosition(portfolio, share);
        valuation.onMark(portfolio, share, {10'000}, noon);
        QVERIFY(portfolio.split(share, 2, 1));

        valuation.onRescale(portfolio, share);

        QVERIFY(!valuation.equity(portfolio, usd, RateTable{}, noon));
        valuation.onMark(portfolio, share, {5'000}, noon);
        QCOMPARE(valuation.equity(portfolio, usd, RateTable{}, noon), std::optional(Money{0}));
    }
};

QTEST_APPLESS_MAIN(TestValuation)
#include "tst_valuation.moc"
