#include "tests/core/trade/portfolio/typical_portfolio.h"

#include <QTest>

using namespace omni;
using namespace omni::portfolio;

class TestCorporateActions : public QObject
{
    Q_OBJECT

private slots:
    // F46: 10 shares at 120 are worth what 30 shares at 40 are.
    void aSplitChangesSharesAndNoResult()
    {
        Portfolio portfolio = aTypicalPortfolio();
        RateTable rates;
        Marks before;
        before.set(share, {12'000}, noon);
        Marks after;
        after.set(share, {4'000}, noon);
        QVERIFY(portfolio.book(fillOf(Side::Buy, 12, 100, Money{7})));
        QVERIFY(portfolio.book(fillOf(Side::Sell, 2, 110)));
        const auto equity = portfolio.equity(usd, before, rates, noon);
        const auto unrealised = portfolio.unrealised(usd, before, rates, noon);
        const auto realised = portfolio.realised(usd);

        QVERIFY(portfolio.split(share, 3, 1));

        QCOMPARE(portfolio.position(share).lots, Lots{30});
        QCOMPARE(portfolio.positionAt(account, share), Lots{30});
        QCOMPARE(portfolio.equity(usd, after, rates, noon), equity);
        QCOMPARE(portfolio.unrealised(usd, after, rates, noon), unrealised);
        QCOMPARE(portfolio.realised(usd), realised);
    }

    void aReverseSplitOfAShortIsExactOrRefused()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Sell, 15, 10)));

        QCOMPARE(portfolio.split(share, 1, 10).error().code, Errc::Conflict);
        QCOMPARE(portfolio.position(share).lots, Lots{-15});
        QVERIFY(portfolio.split(share, 1, 5));
        QCOMPARE(portfolio.position(share).lots, Lots{-3});
        QCOMPARE(portfolio.position(share).cost, Money{150 * oneDollar});
    }

    // 6 + 6 shares at two accounts make 9 + 9; 5 + 7 would make 7.5 + 10.5.
    void aSplitIsExactAtEveryAccount()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto fill = fillOf(Side::Buy, 5, 10);
        QVERIFY(portfolio.book(fill));
        fill = fillOf(Side::Buy, 7, 10);
        fill.account = {2};
        QVERIFY(portfolio.book(fill));
        const Bytes before = bytesOf(portfolio);

        QCOMPARE(portfolio.split(share, 3, 2).error().code, Errc::Conflict);
        QCOMPARE(bytesOf(portfolio), before);
    }

    // Lots of a thousandth become lots of a hundred-thousandth.
    void finerLotsRescaleThePosition()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto fill = fillOf(Side::Buy, 250, 1);
        fill.instrument = coin;
        QVERIFY(portfolio.book(fill));
        auto finer = instrumentOf(coin, "COIN", "USD", {1, -5});
        finer.version = 2;

        QVERIFY(portfolio.rescale(finer));

        QCOMPARE(portfolio.position(coin).lots, Lots{25'000});
        QCOMPARE(portfolio.position(coin).cost, Money{250 * oneDollar});
        QCOMPARE(portfolio.instrument(coin)->version, 2U);
    }

    void refusesAVersionThatIsNotTheNext()
    {
        Portfolio portfolio = aTypicalPortfolio();

        QCOMPARE(portfolio.rescale(instrumentOf(coin, "COIN", "USD", {1, -5})).error().code, Errc::Conflict);
        QCOMPARE(portfolio.split({9}, 2, 1).error().code, Errc::NotFound);
        QCOMPARE(portfolio.split(share, 0, 1).error().code, Errc::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestCorporateActions)
#include "tst_corporate_actions.moc"
