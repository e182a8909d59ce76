// needs: trade/portfolio

#include "tests/core/trade/portfolio/typical_portfolio.h"

#include "core/base/wide_int.h"
#include "core/trade/portfolio/asset_fee.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace omni;
using namespace omni::portfolio;

namespace {

constexpr CurrencyId btc{4};
constexpr InstrumentId bitcoin{4}; ///< A tick is a cent, a lot 0.00001 of a coin: 1'000 of Money::e8.
constexpr std::int64_t lotE8 = 1'000;

Portfolio withBitcoin(CostMethod method = CostMethod::Fifo)
{
    auto portfolio = aTypicalPortfolio(method);
    auto instrument = instrumentOf(bitcoin, "BTCUSD", "USD", {1, -5});
    instrument.baseCurrency = "BTC";
    if (!portfolio.defineCurrency("BTC") || !portfolio.defineInstrument(instrument)) {
        qFatal("a coin");
    }
    return portfolio;
}

/// At 50'000.00 dollars a coin: half a dollar a lot. `feeE8` in the coin.
orders::Fill bought(std::int64_t lots, std::int64_t feeE8, Side side = Side::Buy)
{
    orders::Fill fill;
    fill.instrument = bitcoin;
    fill.account = account;
    fill.side = side;
    fill.price = {5'000'000};
    fill.size = {lots};
    fill.value = {lots * oneDollar / 2};
    fill.fee = {feeE8};
    fill.feeCurrency = feeE8 != 0 ? btc : CurrencyId{};
    fill.time = noon;
    return fill;
}

Money inventoryOf(const Portfolio& portfolio)
{
    return portfolio.cashLedger().balance(usd, CashAccount::Inventory);
}

bool addsUpToZero(const Portfolio& portfolio)
{
    for (std::uint64_t currency = 1; currency <= 4; ++currency) {
        Int128 sum = 0;
        for (std::size_t i = 0; i < cashAccounts; ++i) {
            sum += portfolio.cashLedger().balance({currency}, static_cast<CashAccount>(i)).e8;
        }
        if (sum != 0) {
            return false;
        }
    }
    return true;
}

/// An execution of the property below, as it stands now.
struct Told {
    orders::Fill fill;
    bool gone = false;
};

/// What the venue holds for an account, in 1e-8 of the coin: bought less sold less fees in it, without any rounding.
Int128 trulyHeld(const std::vector<Told>& told, AccountId at)
{
    Int128 held = 0;
    for (const Told& one : told) {
        if (!one.gone && one.fill.account == at) {
            held += Int128{signOf(one.fill.side)} * one.fill.size.count * lotE8;
            held -= one.fill.feeCurrency == btc ? one.fill.fee.e8 : 0;
        }
    }
    return held;
}

orders::Fill drawn(SeededRandom& random)
{
    const bool buys = random.below(3) != 0;
    const std::int64_t lots = random.between(1, 400);
    auto fill = bought(lots, buys ? random.between(0, lots * 20) : 0, buys ? Side::Buy : Side::Sell);
    fill.account = {1 + random.below(2)};
    fill.price = {random.between(4'000'000, 6'000'000)};
    fill.value = {random.between(1, 1'000'000'000)}; // of no round price
    if (!buys || random.below(4) == 0) {
        fill.fee = {random.between(-50, 100'000)};
        fill.feeCurrency = random.below(2) == 0 ? usd : bnb;
    }
    return fill;
}

/// The books are those that the executions give which stand, booked anew.
bool areThoseOf(const Portfolio& portfolio, const std::vector<Told>& told, CostMethod method)
{
    auto anew = withBitcoin(method);
    for (const Told& one : told) {
        auto fill = one.fill;
        fill.id = {};
        if (!one.gone && !anew.book(fill)) {
            return false;
        }
    }
    const auto isSame = [&](CurrencyId currency) {
        return anew.cash(currency) == portfolio.cash(currency) && anew.fees(currency) == portfolio.fees(currency)
            && anew.realised(currency) == portfolio.realised(currency)
            && anew.feesOf(bitcoin, currency) == portfolio.feesOf(bitcoin, currency);
    };
    return anew.position(bitcoin).lots == portfolio.position(bitcoin).lots
        && anew.position(bitcoin).cost == portfolio.position(bitcoin).cost && isSame(usd) && isSame(bnb) && isSame(btc);
}

} // namespace

/// Fees that are taken from what was bought (Binance, Alpaca): the position is what the venue holds.
class TestAssetFees : public QObject
{
    Q_OBJECT

private slots:
    // 1'000 lots less a thousandth: 999 are held, and the fee is what the one was worth.
    void aFeeThatComesOutEvenIsTakenExactly()
    {
        auto portfolio = withBitcoin();
        const auto booked = portfolio.book(bought(1'000, lotE8));
        QVERIFY(booked);
        QCOMPARE(booked->positionAfter, Lots{999});
        QCOMPARE(*booked->assetFee, Money{oneDollar / 2});
        QCOMPARE(portfolio.positionAt(account, bitcoin), Lots{999});
        QCOMPARE(portfolio.dustAt(account, bitcoin), Money{0});
        QCOMPARE(portfolio.fees(usd), Money{oneDollar / 2});
        QCOMPARE(portfolio.feesOf(bitcoin, usd), Money{oneDollar / 2});
        QCOMPARE(portfolio.cash(usd), Money{-500 * oneDollar}); // the value, and nothing beside it
        QCOMPARE(inventoryOf(portfolio), Money{499 * oneDollar + oneDollar / 2});
        QCOMPARE(portfolio.cash(btc), Money{0});
        QVERIFY(addsUpToZero(portfolio));
    }

    // A tenth of a lot a time: the first one takes a whole lot, and the other nine nothing.
    void whatDoesNotComeOutEvenIsCarriedAndNeverDrifts()
    {
        auto portfolio = withBitcoin();
        for (int i = 0; i < 10; ++i) {
            QVERIFY(portfolio.book(bought(100, lotE8 / 10)));
            QCOMPARE(portfolio.positionAt(account, bitcoin), Lots{100 * (i + 1) - 1});
            QCOMPARE(portfolio.dustAt(account, bitcoin), Money{lotE8 * (9 - i) / 10});
        }
        QVERIFY(portfolio.book(bought(100, lotE8 / 10)));
        QCOMPARE(portfolio.positionAt(account, bitcoin), Lots{1'098});
        QVERIFY(addsUpToZero(portfolio));
    }

    void aFillThatIsAllFeeLeavesDustAlone()
    {
        auto portfolio = withBitcoin();
        const auto booked = portfolio.book(bought(1, 1));
        QVERIFY(booked);
        QCOMPARE(booked->positionAfter, Lots{0});
        QCOMPARE(portfolio.dustAt(account, bitcoin), Money{lotE8 - 1});
        QCOMPARE(portfolio.fees(usd), Money{oneDollar / 2});
        QVERIFY(portfolio.positions().empty());
        QVERIFY(addsUpToZero(portfolio));
        // The next fee comes out of it.
        QVERIFY(portfolio.book(bought(5, lotE8 - 1)));
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{5});
        QCOMPARE(portfolio.dustAt(account, bitcoin), Money{0});
    }

    // Bought for 50'000, sold at the same price: the loss is the fee.
    void resultsFallByTheFeesValue()
    {
        for (const auto method : {CostMethod::Fifo, CostMethod::Average}) {
            auto portfolio = withBitcoin(method);
            QVERIFY(portfolio.book(bought(1'000, lotE8)));
            QVERIFY(portfolio.book(bought(999, 0, Side::Sell)));
            QCOMPARE(portfolio.realised(usd), Money{0});
            QCOMPARE(portfolio.cash(usd), Money{-oneDollar / 2});
            QCOMPARE(portfolio.fees(usd), Money{oneDollar / 2});
            QCOMPARE(inventoryOf(portfolio), Money{0});
        }
    }

    // A fee coin is no part of what was bought; nor is a coin where the instrument does not say so.
    void aFeeInAnyOtherCurrencyLeavesItsCash()
    {
        auto portfolio = withBitcoin();
        auto fill = bought(1'000, lotE8);
        fill.feeCurrency = bnb;
        QVERIFY(portfolio.book(fill));
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{1'000});
        QCOMPARE(portfolio.cash(bnb), Money{-lotE8});
        auto other = fillOf(Side::Buy, 10, 100, Money{5});
        other.feeCurrency = btc;
        QVERIFY(portfolio.book(other));
        QCOMPARE(portfolio.position(share).lots, Lots{10});
        QCOMPARE(portfolio.cash(btc), Money{-5});
    }

    // S31: it cannot be.
    void aFeeOfMoreThanWasBoughtIsRefused()
    {
        auto portfolio = withBitcoin();
        const Bytes before = bytesOf(portfolio);
        QVERIFY(!portfolio.book(bought(10, 10 * lotE8 + 1)));
        QVERIFY(!portfolio.book(bought(10, std::numeric_limits<std::int64_t>::max())));
        QVERIFY(bytesOf(portfolio) == before);
        QVERIFY(portfolio.book(bought(10, 10 * lotE8)));
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{0});
    }

    // A lot finer than the fee's last digit, and one of 2.5e-9: the fee is a whole number of the one alone.
    void finerLotsThanTheFeeComeOutEven()
    {
        market::Instrument instrument = instrumentOf(bitcoin, "BTCUSD", "USD", {1, -9});
        instrument.baseCurrency = "BTC";
        QVERIFY(lotUnitOf(instrument) == (LotUnit{1, 10}));
        const auto even = lessAssetFee(Side::Buy, Lots{1'000}, Money{500}, Money{3}, lotUnitOf(instrument), {});
        QCOMPARE(even->size, Lots{970});
        QCOMPARE(even->fee, Money{15});
        QCOMPARE(even->value, Money{485});
        QCOMPARE(even->dust.count, std::int64_t{0});
        instrument.lotSize = {25, -10};
        QVERIFY(lotUnitOf(instrument) == (LotUnit{1, 4}));
        instrument.baseCurrency.clear();
        QVERIFY(!lotUnitOf(instrument).isKnown());
    }

    // F28: as if it had never been, whatever fees came after it.
    void aBustGivesTheFeeBack()
    {
        auto portfolio = withBitcoin();
        QVERIFY(portfolio.book(bought(100, 900)));
        const auto second = portfolio.book(bought(100, 900));
        QVERIFY(second);
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{198});
        const auto reversal = portfolio.bust(FillId{1}, noon);
        QVERIFY(reversal);
        QCOMPARE(reversal->sizeChange, Lots{-100}); // of the order
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{99});
        QCOMPARE(portfolio.dustAt(account, bitcoin), Money{100});
        QCOMPARE(portfolio.fees(usd), Money{oneDollar / 2});
        QVERIFY(addsUpToZero(portfolio));
    }

    // S10: after each step the books are those that the executions give which stand, added up anew; and we never
    // believe to hold more than the venue, nor a whole lot less.
    void theBooksAreThoseOfTheExecutionsThatStand()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            SeededRandom random{seed};
            const auto method = seed % 2 == 0 ? CostMethod::Fifo : CostMethod::Average;
            auto portfolio = withBitcoin(method);
            std::vector<Told> told;
            for (int step = 0; step < 60; ++step) {
                const auto dice = random.below(10);
                if (told.empty() || dice < 7) {
                    const auto fill = drawn(random);
                    if (const auto booked = portfolio.book(fill)) {
                        told.push_back({fill});
                        told.back().fill.id = booked->id;
                    }
                } else {
                    Told& one = told[random.below(told.size())];
                    if (one.gone) {
                        continue;
                    }
                    const auto other = drawn(random);
                    auto with = one.fill;
                    with.size = other.size;
                    with.value = other.value;
                    with.fee
                        = {other.feeCurrency == btc ? std::min(other.fee.e8, other.size.count * 20) : other.fee.e8};
                    with.feeCurrency = one.fill.side == Side::Buy || other.feeCurrency != btc ? other.feeCurrency : usd;
                    const bool isBust = dice == 7;
                    const auto done = isBust
                        ? portfolio.bust(one.fill.id, noon)
                        : portfolio.correct(one.fill.id,
                                            {with.price, with.size, with.value, with.fee, with.feeCurrency}, noon);
                    if (done) {
                        QCOMPARE(done->sizeChange.count, (isBust ? 0 : with.size.count) - one.fill.size.count);
                        one.gone = isBust;
                        one.fill = isBust ? one.fill : with;
                    }
                }
                QVERIFY(addsUpToZero(portfolio));
                for (std::uint64_t at = 1; at <= 2; ++at) {
                    const Int128 truly = trulyHeld(told, {at});
                    const Int128 lots = portfolio.positionAt({at}, bitcoin).count;
                    QVERIFY(lots * lotE8 <= truly && truly < (lots + 1) * lotE8);
                    QCOMPARE(portfolio.dustAt({at}, bitcoin).e8, static_cast<std::int64_t>(truly - lots * lotE8));
                }
            }
            QVERIFY(areThoseOf(portfolio, told, method));
            const Bytes bytes = bytesOf(portfolio);
            ByteReader in(bytes);
            Portfolio back;
            QVERIFY(back.load(in) && in.finished());
            QVERIFY(bytesOf(back) == bytes);
        }
    }

    // What is sealed keeps its dust.
    void sealedFillsKeepTheirDust()
    {
        auto portfolio = withBitcoin();
        QVERIFY(portfolio.book(bought(100, 900)));
        auto later = bought(100, 900);
        later.time = noon + hours(1);
        QVERIFY(portfolio.book(later));
        QCOMPARE(portfolio.sealHistory(noon + minutes(1)), std::size_t{1});
        QVERIFY(portfolio.bust(FillId{2}, noon + hours(2)));
        QCOMPARE(portfolio.position(bitcoin).lots, Lots{99});
        QCOMPARE(portfolio.dustAt(account, bitcoin), Money{100});
    }
};

QTEST_APPLESS_MAIN(TestAssetFees)
#include "tst_asset_fees.moc"
