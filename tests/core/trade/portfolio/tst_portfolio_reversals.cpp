#include "tests/core/trade/portfolio/typical_portfolio.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace omni;
using namespace omni::portfolio;

namespace {

/// All that a fill can change, of all instruments, currencies and accounts.
struct Books {
    std::vector<Position> positions;
    std::vector<std::vector<OpenLot>> lots;
    std::vector<Lots> atAccounts;
    std::vector<Money> balances;
    std::vector<Money> fees;
    friend bool operator==(const Books&, const Books&) = default;
};

Books booksOf(const Portfolio& portfolio)
{
    Books books;
    for (std::uint64_t instrument = 1; instrument <= 3; ++instrument) {
        books.positions.push_back(portfolio.position({instrument}));
        books.lots.push_back(portfolio.openLots({instrument}));
        for (std::uint64_t at = 1; at <= 2; ++at) {
            books.atAccounts.push_back(portfolio.positionAt({at}, {instrument}));
        }
        for (std::uint64_t currency = 1; currency <= 3; ++currency) {
            books.fees.push_back(portfolio.feesOf({instrument}, {currency}));
        }
    }
    for (std::uint64_t currency = 1; currency <= 3; ++currency) {
        for (std::size_t i = 0; i < cashAccounts; ++i) {
            books.balances.push_back(portfolio.cashLedger().balance({currency}, static_cast<CashAccount>(i)));
        }
    }
    return books;
}

std::vector<orders::Fill> drawnFills(SeededRandom& random, std::uint64_t count)
{
    std::vector<orders::Fill> fills;
    for (std::uint64_t i = 1; i <= count; ++i) {
        fills.push_back(drawnFill(random));
        fills.back().id = {i};
    }
    return fills;
}

CorrectedFill figuresOf(const orders::Fill& fill)
{
    return {fill.price, fill.size, fill.value, fill.fee, fill.feeCurrency};
}

} // namespace

class TestPortfolioReversals : public QObject
{
    Q_OBJECT

private slots:
    // Bought 10 at 100 and 10 at 120, sold 10 at 130: 300 gained. Without the first, the second was sold: 100 gained.
    void aBustMovesTheResultBack()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 120)));
        QVERIFY(portfolio.book(fillOf(Side::Sell, 10, 130)));
        QCOMPARE(portfolio.realised(usd), Money{300 * oneDollar});

        const auto booked = portfolio.bust({1}, noon);

        QVERIFY(booked);
        QCOMPARE(booked->realisedChange, Money{-200 * oneDollar});
        QCOMPARE(booked->sizeChange, Lots{-10});
        QCOMPARE(booked->valueChange, Money{-1'000 * oneDollar});
        QCOMPARE(booked->positionAfter, Lots{0});
        QCOMPARE(portfolio.realised(usd), Money{100 * oneDollar});
        QCOMPARE(portfolio.cash(usd), Money{100 * oneDollar});
    }

    void aReversalIsANumberedPosting()
    {
        Portfolio portfolio = aTypicalPortfolio();
        std::vector<Posting> postings;
        portfolio.setSink([&postings](const Posting& posting) { postings.push_back(posting); });
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100, Money{5})));
        QVERIFY(portfolio.bust({1}, noon + seconds(9)));

        QCOMPARE(postings.size(), std::size_t{2});
        QCOMPARE(postings[1].number, std::uint64_t{2});
        QCOMPARE(postings[1].reason, PostingReason::Bust);
        QCOMPARE(postings[1].fill, FillId{1});
        QCOMPARE(postings[1].at, noon + seconds(9));
        for (std::size_t i = 0; i < cashAccounts; ++i) {
            QCOMPARE(postings[1].amounts[i].e8, -postings[0].amounts[i].e8);
        }
    }

    // F28: any fills busted in any order leave what the others alone would have made.
    void bustingAFillIsAsIfItNeverWere()
    {
        for (const CostMethod method : {CostMethod::Fifo, CostMethod::Average}) {
            for (std::uint64_t seed = 1; seed <= 100; ++seed) {
                SeededRandom random(seed);
                const auto fills = drawnFills(random, 40);
                Portfolio portfolio = aTypicalPortfolio(method);
                for (const auto& fill : fills) {
                    QVERIFY(portfolio.book(fill));
                }
                std::vector<std::size_t> order(fills.size());
                std::iota(order.begin(), order.end(), std::size_t{0});
                for (std::size_t i = order.size(); i > 1; --i) {
                    std::swap(order[i - 1], order[random.below(i)]);
                }
                order.resize(random.below(order.size() + 1));
                for (const std::size_t gone : order) {
                    QVERIFY(portfolio.bust(fills[gone].id, noon));
                    QVERIFY(portfolio.cashLedger().sumOf(usd) == 0 && portfolio.cashLedger().sumOf(eur) == 0);
                }

                Portfolio without = aTypicalPortfolio(method);
                for (std::size_t i = 0; i < fills.size(); ++i) {
                    if (std::find(order.begin(), order.end(), i) == order.end()) {
                        QVERIFY(without.book(fills[i]));
                    }
                }
                QVERIFY2(booksOf(portfolio) == booksOf(without), qPrintable(QString::number(seed)));
            }
        }
    }

    void correctingAFillIsAsIfItHadBeenRight()
    {
        for (const CostMethod method : {CostMethod::Fifo, CostMethod::Average}) {
            for (std::uint64_t seed = 1; seed <= 100; ++seed) {
                SeededRandom random(seed);
                auto fills = drawnFills(random, 40);
                Portfolio portfolio = aTypicalPortfolio(method);
                for (const auto& fill : fills) {
                    QVERIFY(portfolio.book(fill));
                }
                for (int i = 0; i < 10; ++i) {
                    auto& wrong = fills[random.below(fills.size())];
                    const auto figures = figuresOf(drawnFill(random));
                    QVERIFY(portfolio.correct(wrong.id, figures, noon));
                    wrong.price = figures.price;
                    wrong.size = figures.size;
                    wrong.value = figures.value;
                    wrong.fee = figures.fee;
                    wrong.feeCurrency = figures.feeCurrency;
                }

                Portfolio right = aTypicalPortfolio(method);
                for (const auto& fill : fills) {
                    QVERIFY(right.book(fill));
                }
                QVERIFY2(booksOf(portfolio) == booksOf(right), qPrintable(QString::number(seed)));
            }
        }
    }

    // 10 shares before a split of 2 for 1 are 20 today.
    void aBustAfterASplitCountsInTodaysShares()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 5, 100)));
        QVERIFY(portfolio.split(share, 2, 1));
        QVERIFY(portfolio.book(fillOf(Side::Sell, 4, 60)));

        const auto booked = portfolio.bust({1}, noon);

        QCOMPARE(booked->sizeChange, Lots{-20});
        QCOMPARE(portfolio.position(share).lots, Lots{6});
        QCOMPARE(portfolio.realised(usd), Money{40 * oneDollar}); // 240 for 4 of 10 that cost 500
    }

    // 3 shares become 2; without one of them 2 would become 1 1/3.
    void aBustThatASplitForbidsChangesNothing()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 1, 100)));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 2, 100)));
        QVERIFY(portfolio.split(share, 2, 3));
        const Bytes before = bytesOf(portfolio);

        QCOMPARE(portfolio.bust({1}, noon).error().code, Errc::Conflict);
        QCOMPARE(bytesOf(portfolio), before);
    }

    void aFillIsBustedOnce()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));
        QVERIFY(portfolio.bust({1}, noon));

        QCOMPARE(portfolio.bust({1}, noon).error().code, Errc::Conflict);
        QCOMPARE(portfolio.correct({1}, figuresOf(fillOf(Side::Buy, 1, 1)), noon).error().code, Errc::Conflict);
        QCOMPARE(portfolio.bust({2}, noon).error().code, Errc::NotFound);
        QCOMPARE(portfolio.bust({}, noon).error().code, Errc::NotFound);
    }

    void tellsInWhichCurrencyAFeeWasPaid()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto paidInCoin = fillOf(Side::Buy, 10, 100, Money{7});
        paidInCoin.feeCurrency = bnb;
        QVERIFY(portfolio.book(paidInCoin));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100)));

        QCOMPARE(portfolio.feeCurrencyOf({1}), bnb);
        QVERIFY(!portfolio.feeCurrencyOf({2})); // it cost nothing
        QVERIFY(!portfolio.feeCurrencyOf({3})); // there is none
        QVERIFY(portfolio.bust({1}, noon));
        QVERIFY(!portfolio.feeCurrencyOf({1}));
    }

    void anAdoptionIsTakenBackToCapital()
    {
        Portfolio portfolio = aTypicalPortfolio();
        const Books before = booksOf(portfolio);
        QVERIFY(portfolio.adopt(fillOf(Side::Buy, 10, 100)));

        QVERIFY(portfolio.bust({1}, noon));

        QVERIFY(booksOf(portfolio) == before);
    }

    // Sealing is for memory only: what follows comes out the same, and the sealed fills stand.
    void sealingChangesNoFigure()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SeededRandom random(seed);
            auto fills = drawnFills(random, 60);
            Portfolio sealed = aTypicalPortfolio();
            Portfolio open = aTypicalPortfolio();
            for (std::size_t i = 0; i < fills.size(); ++i) {
                fills[i].time = noon + seconds(static_cast<std::int64_t>(i));
                QVERIFY(sealed.book(fills[i]) && open.book(fills[i]));
                if (i % 20 == 10) {
                    QVERIFY(sealed.split(share, 2, 1) && open.split(share, 2, 1));
                }
                if (i == 40) {
                    QCOMPARE(sealed.sealHistory(noon + seconds(30)), std::size_t{30});
                }
            }
            QVERIFY(booksOf(sealed) == booksOf(open));
            QCOMPARE(sealed.bust({30}, noon).error().code, Errc::NotFound);
            QVERIFY(sealed.bust({31}, noon) && open.bust({31}, noon));
            QVERIFY(booksOf(sealed) == booksOf(open));
        }
    }
};

QTEST_APPLESS_MAIN(TestPortfolioReversals)
#include "tst_portfolio_reversals.moc"
