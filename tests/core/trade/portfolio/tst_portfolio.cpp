#include "tests/core/trade/portfolio/typical_portfolio.h"

#include "core/trade/orders/fill_dedupe.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::portfolio;

namespace {

/// What a portfolio shows of one instrument after a fill.
struct Step {
    Side side;
    std::int64_t size;
    std::int64_t dollars;
    std::int64_t position;
    std::int64_t cost; ///< In dollars.
    std::int64_t realised; ///< In dollars.
};

Money dollars(std::int64_t count)
{
    return {count * oneDollar};
}

/// Sum of all accounts of all currencies.
bool balances(const Portfolio& portfolio)
{
    for (std::uint64_t currency = 1; currency <= 3; ++currency) {
        if (portfolio.cashLedger().sumOf({currency}) != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestPortfolio : public QObject
{
    Q_OBJECT

private slots:
    // S26. A venue that names a new account with each fill; those that are known go on, and what is kept can be read.
    void aFillAtOneAccountTooManyIsRefused()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto fill = fillOf(Side::Buy, 1, 1);
        for (std::uint64_t i = 1; i <= mostAccounts; ++i) {
            fill.account = AccountId{i};
            QVERIFY(portfolio.book(fill));
        }
        fill.account = AccountId{mostAccounts + 1};

        const auto refused = portfolio.book(fill);

        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Full);
        QCOMPARE(portfolio.position(share).lots, Lots{4'096});
        QVERIFY(balances(portfolio));
        fill.account = AccountId{mostAccounts};
        QVERIFY(portfolio.book(fill));
        Bytes saved;
        ByteWriter out(saved);
        portfolio.save(out);
        ByteReader in(saved);
        QVERIFY(aTypicalPortfolio().load(in));
    }

    void aBuyTurnsCashIntoShares()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.deposit(usd, dollars(10'000), noon));

        const auto booked = portfolio.book(fillOf(Side::Buy, 10, 100, dollars(1)));

        QVERIFY(booked);
        QCOMPARE(booked->id, FillId{1});
        QCOMPARE(booked->positionAfter, Lots{10});
        QCOMPARE(portfolio.cash(usd), dollars(8'999));
        QCOMPARE(portfolio.fees(usd), dollars(1));
        QCOMPARE(portfolio.position(share), (Position{share, usd, {10}, dollars(1'000), {0}, dollars(1)}));
        QCOMPARE(portfolio.positionAt(account, share), Lots{10});
    }

    // The example of "Adjust trade position" in freqtrade's documentation, which counts by average price.
    void scalingInAndOutAgreesWithFreqtrade()
    {
        Portfolio portfolio = aTypicalPortfolio(CostMethod::Average);
        for (const Step& step : std::initializer_list<Step>{
                 {Side::Buy, 100, 8, 100, 800, 0},
                 {Side::Buy, 100, 9, 200, 1'700, 0},
                 {Side::Sell, 100, 10, 100, 850, 150},
                 {Side::Buy, 150, 11, 250, 2'500, 150},
                 {Side::Sell, 100, 12, 150, 1'500, 350},
                 {Side::Sell, 150, 14, 0, 0, 950},
             }) {
            QVERIFY(portfolio.book(fillOf(step.side, step.size, step.dollars)));
            QCOMPARE(portfolio.position(share).lots, Lots{step.position});
            QCOMPARE(portfolio.position(share).cost, dollars(step.cost));
            QCOMPARE(portfolio.realised(usd), dollars(step.realised));
        }
    }

    // A case of freqtrade's own tests with a fee of 0.25 %: 336.625 dollars are left when all is sold.
    void feesAgreeWithFreqtrade()
    {
        Portfolio portfolio = aTypicalPortfolio(CostMethod::Average);
        const auto book = [&portfolio](Side side, std::int64_t size, std::int64_t price) {
            return portfolio.book(fillOf(side, size, price, Money{size * price * oneDollar / 400})).has_value();
        };

        QVERIFY(book(Side::Buy, 100, 10));
        QVERIFY(book(Side::Buy, 100, 15));
        QVERIFY(book(Side::Sell, 50, 12));
        QVERIFY(book(Side::Sell, 100, 20));
        QVERIFY(book(Side::Sell, 50, 5));

        QCOMPARE(portfolio.realised(usd), dollars(350));
        QCOMPARE(portfolio.cash(usd), Money{33'662'500'000});
    }

    void aFeeCoinLeavesItsOwnCash()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto fill = fillOf(Side::Buy, 10, 100, Money{5'000'000});
        fill.feeCurrency = bnb;

        QVERIFY(portfolio.book(fill));

        QCOMPARE(portfolio.cash(usd), dollars(-1'000));
        QCOMPARE(portfolio.cash(bnb), Money{-5'000'000});
        QCOMPARE(portfolio.feesOf(share, bnb), Money{5'000'000});
        QCOMPARE(portfolio.position(share).fees, Money{0});
        QVERIFY(balances(portfolio));
    }

    void aRebateIsAFeeBelowZero()
    {
        Portfolio portfolio = aTypicalPortfolio();

        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 100, Money{-7})));

        QCOMPARE(portfolio.cash(usd), Money{-1'000 * oneDollar + 7});
        QCOMPARE(portfolio.fees(usd), Money{-7});
    }

    void crossingZeroIsToldAndExact()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.book(fillOf(Side::Buy, 3, 10)));

        const auto booked = portfolio.book(fillOf(Side::Sell, 7, 12));

        QVERIFY(booked->crossedZero);
        QCOMPARE(booked->closed, Lots{3});
        QCOMPARE(booked->realised, dollars(6));
        QCOMPARE(portfolio.position(share).lots, Lots{-4});
        QCOMPARE(portfolio.position(share).cost, dollars(48));
    }

    // 100'000 deposited, 4'000 withdrawn, 5 of dividend, 3 of funding paid, 2 of interest, 1 of dust given.
    void everyMovementHasItsAccount()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.deposit(usd, dollars(100'000), noon));
        QVERIFY(portfolio.withdraw(usd, dollars(4'000), noon));
        QVERIFY(portfolio.dividend(usd, dollars(5), share, noon));
        QVERIFY(portfolio.funding(usd, dollars(-3), coin, noon));
        QVERIFY(portfolio.interest(usd, dollars(2), noon));
        QVERIFY(portfolio.dust(usd, dollars(1), noon));

        QCOMPARE(portfolio.cash(usd), dollars(96'005));
        QCOMPARE(portfolio.cashLedger().balance(usd, CashAccount::Capital), dollars(-96'000));
        QCOMPARE(portfolio.cashLedger().balance(usd, CashAccount::Funding), dollars(3));
        QCOMPARE(portfolio.cashLedger().lastNumber(), std::uint64_t{6});
        QVERIFY(balances(portfolio));
    }

    void anAdoptedPositionTakesNoCash()
    {
        Portfolio portfolio = aTypicalPortfolio();

        QVERIFY(portfolio.adopt(fillOf(Side::Sell, 10, 100)));

        QCOMPARE(portfolio.cash(usd), Money{0});
        QCOMPARE(portfolio.position(share).lots, Lots{-10});
        QCOMPARE(portfolio.cashLedger().balance(usd, CashAccount::Capital), dollars(1'000));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 10, 90)));
        QCOMPARE(portfolio.realised(usd), dollars(100));
        QVERIFY(balances(portfolio));
    }

    // S10, for fills of no round price in three currencies at two accounts.
    void equityIsCapitalPlusResultToTheLastUnit()
    {
        for (const CostMethod method : {CostMethod::Fifo, CostMethod::Average}) {
            SeededRandom random(21);
            Portfolio portfolio = aTypicalPortfolio(method);
            Marks marks;
            RateTable rates;
            std::map<std::uint64_t, std::int64_t> cash; // by currency, counted anew
            std::map<std::uint64_t, std::int64_t> lots;
            for (int i = 0; i < 5'000; ++i) {
                const auto fill = drawnFill(random);
                QVERIFY(portfolio.book(fill));
                const std::uint64_t quote = fill.instrument == euroShare ? 2 : 1;
                cash[quote] -= signOf(fill.side) * fill.value.e8;
                cash[fill.feeCurrency.value] -= fill.fee.e8;
                lots[fill.instrument.value] += signOf(fill.side) * fill.size.count;
                marks.set(fill.instrument, fill.price, noon);

                QVERIFY(balances(portfolio));
                for (std::uint64_t currency = 1; currency <= 3; ++currency) {
                    QCOMPARE(portfolio.cash({currency}).e8, cash[currency]);
                }
                QCOMPARE(portfolio.position(fill.instrument).lots.count, lots[fill.instrument.value]);
                QCOMPARE(portfolio.positionAt({1}, fill.instrument).count
                             + portfolio.positionAt({2}, fill.instrument).count,
                         lots[fill.instrument.value]);
            }
            // Dollars alone: deposits (0) + realised + unrealised - fees.
            const auto unrealisedOf = [&](InstrumentId id) {
                return unrealised(*portfolio.instrument(id), portfolio.position(id), *marks.find(id, noon))->e8;
            };
            const auto valueOf = [&](InstrumentId id) {
                return marketValue(*portfolio.instrument(id), portfolio.position(id).lots, *marks.find(id, noon))->e8;
            };
            QCOMPARE(portfolio.cash(usd).e8 + valueOf(share) + valueOf(coin),
                     portfolio.realised(usd).e8 + unrealisedOf(share) + unrealisedOf(coin) - portfolio.fees(usd).e8);
        }
    }

    // S7: each fill one to three times, in ten orders. By average cost and without closing, order does not matter.
    void aFillCountsOnceInWhateverOrderItComes()
    {
        SeededRandom random(8);
        std::vector<orders::Fill> fills;
        for (int i = 0; i < 40; ++i) {
            auto fill = drawnFill(random);
            fill.side = Side::Buy;
            fill.venueFillId = orders::VenueFillId{std::to_string(i)};
            fills.push_back(fill);
        }
        std::vector<Position> first;
        for (int round = 0; round < 10; ++round) {
            std::vector<orders::Fill> told;
            for (const auto& fill : fills) {
                told.insert(told.end(), 1 + random.below(3), fill);
            }
            for (std::size_t i = told.size(); i > 1; --i) {
                std::swap(told[i - 1], told[random.below(i)]);
            }
            Portfolio portfolio = aTypicalPortfolio(CostMethod::Average);
            orders::FillDedupe dedupe;
            for (const auto& fill : told) {
                const FillId id{portfolio.lastFill().value + 1};
                if (dedupe.insert(fill.account, fill.instrument, fill.venueFillId, id).value()) {
                    QVERIFY(portfolio.book(fill));
                }
            }
            QCOMPARE(portfolio.lastFill(), FillId{40});
            if (round == 0) {
                first = portfolio.positions();
            }
            QCOMPARE(portfolio.positions(), first);
        }
    }

    void equityNeedsEveryMarkAndRate()
    {
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.deposit(usd, dollars(1'000), noon));
        QVERIFY(portfolio.deposit(eur, dollars(100), noon));
        QVERIFY(portfolio.book(fillOf(Side::Buy, 5, 100)));
        Marks marks(seconds(10));
        RateTable rates;
        QVERIFY(rates.set({eur, usd, {11, 10}, noon, RateSource::Feed}));

        QVERIFY(!portfolio.equity(usd, marks, rates, noon)); // no mark
        marks.set(share, {11'000}, noon);
        QCOMPARE(portfolio.equity(usd, marks, rates, noon), std::optional(dollars(500 + 550 + 110)));
        QCOMPARE(portfolio.unrealised(usd, marks, rates, noon), std::optional(dollars(50)));
        QVERIFY(!portfolio.equity(bnb, marks, rates, noon)); // no rate
        QVERIFY(!portfolio.equity(usd, marks, rates, noon + seconds(11))); // the mark is stale
        marks.set(share, {11'000}, noon + hours(1));
        QVERIFY(!portfolio.equity(usd, marks, rates, noon + hours(1))); // the rate is stale
    }

    void refusesWhatItCannotBook()
    {
        Portfolio portfolio = aTypicalPortfolio();
        const Bytes before = bytesOf(portfolio);
        const auto codeOf = [&portfolio](auto change) {
            auto fill = fillOf(Side::Buy, 10, 100, Money{1});
            change(fill);
            return portfolio.book(fill).error().code;
        };

        QCOMPARE(codeOf([](auto& f) { f.instrument = {9}; }), Errc::NotFound);
        QCOMPARE(codeOf([](auto& f) { f.instrument = {}; }), Errc::NotFound);
        QCOMPARE(codeOf([](auto& f) { f.size = {0}; }), Errc::Invalid);
        QCOMPARE(codeOf([](auto& f) { f.value = {-1}; }), Errc::Invalid);
        QCOMPARE(codeOf([](auto& f) { f.feeCurrency = {}; }), Errc::NotFound);
        QCOMPARE(codeOf([](auto& f) { f.fee = {std::numeric_limits<std::int64_t>::min()}; }), Errc::Overflow);
        QCOMPARE(portfolio.deposit(usd, {0}, noon).error().code, Errc::Invalid);
        QCOMPARE(portfolio.deposit({4}, {1}, noon).error().code, Errc::NotFound);
        QCOMPARE(bytesOf(portfolio), before);
    }

    // F47: two currencies, of which the second does not fit: the first is not booked either.
    void anOverflowChangesNothing()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        Portfolio portfolio = aTypicalPortfolio();
        QVERIFY(portfolio.withdraw(bnb, {most}, noon));
        QVERIFY(portfolio.withdraw(usd, {most - 5}, noon));
        const Bytes before = bytesOf(portfolio);

        auto fill = fillOf(Side::Sell, 1, 1, Money{1});
        fill.feeCurrency = bnb;
        QCOMPARE(portfolio.book(fill).error().code, Errc::Overflow);
        fill = fillOf(Side::Buy, 1, 1);
        QCOMPARE(portfolio.book(fill).error().code, Errc::Overflow);

        QCOMPARE(bytesOf(portfolio), before);
    }

    void fillIdsOnlyRise()
    {
        Portfolio portfolio = aTypicalPortfolio();
        auto fill = fillOf(Side::Buy, 1, 1);
        fill.id = {7};
        QCOMPARE(portfolio.book(fill)->id, FillId{7});

        QCOMPARE(portfolio.book(fill).error().code, Errc::Conflict);
        fill.id = {};
        QCOMPARE(portfolio.book(fill)->id, FillId{8});
    }

    void instrumentsAreDefinedInOrder()
    {
        Portfolio portfolio = aTypicalPortfolio();

        QCOMPARE(portfolio.defineInstrument(instrumentOf({5}, "X", "USD", {1, 0})).error().code, Errc::Conflict);
        QCOMPARE(portfolio.defineInstrument(instrumentOf({4}, "X", "GBP", {1, 0})).error().code, Errc::NotFound);
        QCOMPARE(portfolio.quoteOf(euroShare), eur);
        QVERIFY(portfolio.instrument({4}) == nullptr);
        QVERIFY(portfolio.instrument({}) == nullptr);
    }

    // --- saving ------------------------------------------------------------------------------------------------------

    void savedAndLoadedItIsTheSame()
    {
        SeededRandom random(31);
        Portfolio portfolio = aTypicalPortfolio();
        for (int i = 0; i < 500; ++i) {
            QVERIFY(portfolio.book(drawnFill(random)));
        }
        QVERIFY(portfolio.bust({17}, noon));
        QVERIFY(portfolio.split(share, 2, 1));
        const Bytes saved = bytesOf(portfolio);

        Portfolio loaded(CostMethod::Average);
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());

        QCOMPARE(bytesOf(loaded), saved);
        QCOMPARE(loaded.positions(), portfolio.positions());
        QVERIFY(loaded.bust({18}, noon) && portfolio.bust({18}, noon));
        const auto fill = drawnFill(random);
        QVERIFY(loaded.book(fill).value() == portfolio.book(fill).value());
        QCOMPARE(bytesOf(loaded), bytesOf(portfolio));
    }

    void damagedBytesAreRefusedOrHarmless()
    {
        SeededRandom random(33);
        Portfolio portfolio = aTypicalPortfolio();
        for (int i = 0; i < 30; ++i) {
            QVERIFY(portfolio.book(drawnFill(random)));
        }
        const Bytes saved = bytesOf(portfolio);
        for (int i = 0; i < 5'000; ++i) {
            Bytes damaged = saved;
            damaged[random.below(damaged.size())] ^= static_cast<std::byte>(1U << random.below(8));
            if (random.below(3) == 0) {
                damaged.resize(random.below(damaged.size()));
            }
            Portfolio loaded;
            ByteReader in(damaged);
            if (!loaded.load(in)) {
                QCOMPARE(loaded.instruments(), std::size_t{0});
                continue;
            }
            (void)loaded.book(drawnFill(random));
            for (std::uint64_t fill = 1; fill <= 30; ++fill) {
                (void)loaded.bust({fill}, noon);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestPortfolio)
#include "tst_portfolio.moc"
