#include "core/trade/risk/sizing/all_in/all_in_sizer.h"
#include "core/trade/risk/sizing/fixed_lots/fixed_lots_sizer.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::risk;

namespace {

constexpr std::int64_t oneDollar = 100'000'000; // of Money::e8

/// A share at 100 dollars, out of 10'000 dollars.
SizingRequest aTypicalBuy()
{
    return {.side = Side::Buy,
            .entry = {10'000},
            .stop = {9'800},
            .equity = {10'000 * oneDollar},
            .tickLotValue = {10'000'000'000},
            .smallest = {1},
            .largest = {1'000'000},
            .step = {1}};
}

} // namespace

class TestSimpleSizers : public QObject
{
    Q_OBJECT

private slots:
    void givesTheSameSizeEachTime()
    {
        const auto sizing = sizeByFixedLots({{7}}, aTypicalBuy());

        QVERIFY(sizing);
        QCOMPARE(sizing->lots.count, 7);
        QCOMPARE(sizing->limitedBy, SizeLimit::Wish);
    }

    void cutsAFixedSizeToWhatTheVenueTakes()
    {
        auto request = aTypicalBuy();
        request.largest = {100};
        request.step = {30};

        const auto sizing = sizeByFixedLots({{500}}, request);

        QVERIFY(sizing);
        QCOMPARE(sizing->lots.count, 90);
        QCOMPARE(sizing->limitedBy, SizeLimit::VenueMaximum);
    }

    void refusesAFixedSizeThatIsNone()
    {
        auto request = aTypicalBuy();
        QCOMPARE(sizeByFixedLots({{0}}, request).error(), SizingRefusal::RuleOutOfRange);
        request.smallest = {8};
        QCOMPARE(sizeByFixedLots({{7}}, request).error(), SizingRefusal::BelowVenueMinimum);
        request.step = {0};
        QCOMPARE(sizeByFixedLots({{7}}, request).error(), SizingRefusal::InstrumentInvalid);
    }

    void putsEverythingIn()
    {
        const auto sizing = sizeAllIn({}, aTypicalBuy());

        QVERIFY(sizing);
        QCOMPARE(sizing->lots.count, 100);
        QCOMPARE(sizing->limitedBy, SizeLimit::Cash);
    }

    // 1 % of fee: a share costs 101 dollars, 99 shares 9'999.
    void paysTheFeeOutOfTheSameMoney()
    {
        const auto sizing = sizeAllIn({.share = {10'000}, .fee = {100}}, aTypicalBuy());

        QVERIFY(sizing);
        QCOMPARE(sizing->lots.count, 99);
    }

    void putsAShareIn()
    {
        QCOMPARE(sizeAllIn({.share = {5'000}, .fee = {0}}, aTypicalBuy())->lots.count, 50);
        QCOMPARE(amountAllIn({.share = {5'000}, .fee = {0}}, {10'000 * oneDollar})->e8, 5'000 * oneDollar);
        QCOMPARE(amountAllIn({.share = {3'333}, .fee = {0}}, {1})->e8, std::int64_t{0});
    }

    void refusesWhatCannotBeBought()
    {
        auto request = aTypicalBuy();
        request.equity = {99 * oneDollar};
        QCOMPARE(sizeAllIn({}, request).error(), SizingRefusal::BelowVenueMinimum);
        request.equity = {0};
        QCOMPARE(sizeAllIn({}, request).error(), SizingRefusal::NoEquity);
        QCOMPARE(amountAllIn({}, {0}).error(), SizingRefusal::NoEquity);
        request = aTypicalBuy();
        request.entry = {0};
        QCOMPARE(sizeAllIn({}, request).error(), SizingRefusal::EntryNotPositive);
        for (const AllInRule rule :
             {AllInRule{{0}, {0}}, AllInRule{{10'001}, {0}}, AllInRule{{1}, {-1}}, AllInRule{{1}, {10'001}}}) {
            QCOMPARE(sizeAllIn(rule, aTypicalBuy()).error(), SizingRefusal::RuleOutOfRange);
            QCOMPARE(amountAllIn(rule, {1}).error(), SizingRefusal::RuleOutOfRange);
        }
    }

    // The money lasts for the size, and not for one step more.
    void spendsAllItCanAndNoMore()
    {
        std::mt19937_64 random{10'000};
        const auto draw = [&random](std::int64_t most) {
            return 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
        };
        for (int i = 0; i < 20'000; ++i) {
            auto request = aTypicalBuy();
            request.entry = {draw(100'000)};
            request.equity = {draw(1'000'000) * oneDollar};
            request.tickLotValue = {draw(10'000'000'000), i % 2 == 0 ? 1 : 100};
            request.largest = {std::numeric_limits<std::int64_t>::max()};
            request.step = {draw(5)};
            const AllInRule rule{{static_cast<std::int32_t>(draw(10'000))}, {static_cast<std::int32_t>(draw(50))}};

            const auto sizing = sizeAllIn(rule, request);

            const auto costs = [&](std::int64_t lots) {
                return Int128{lots} * request.entry.count * request.tickLotValue.e12 * (10'000 + rule.fee.count);
            };
            const Int128 money = Int128{request.equity.e8} * 10'000 * rule.share.count * request.tickLotValue.divisor;
            const std::int64_t lots = sizing ? sizing->lots.count : 0;
            QVERIFY(costs(lots) <= money);
            QVERIFY(costs(lots + request.step.count) > money);
        }
    }

    void survivesTheLargestNumbers()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        auto request = aTypicalBuy();
        request.entry = {most};
        request.equity = {most};
        request.tickLotValue = {most, 1};
        QCOMPARE(sizeAllIn({}, request).error(), SizingRefusal::BelowVenueMinimum);
        request.tickLotValue = {most, 1'000'000'000'000'000'000};
        request.largest = {most};
        // A product that does not fit buys nothing, never too much.
        QCOMPARE(sizeAllIn({}, request).error(), SizingRefusal::BelowVenueMinimum);
    }
};

QTEST_APPLESS_MAIN(TestSimpleSizers)
#include "tst_simple_sizers.moc"
