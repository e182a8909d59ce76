// needs: edge/brokers/alpaca
#include "core/edge/brokers/alpaca/asset_fees.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

using namespace omni;
using brokers::alpaca::AssetFees;

namespace {

/// A lot is 1e-9 of the coin, as at Alpaca; ten of them are the finest that money counts.
market::Instrument coin()
{
    market::Instrument made;
    made.id = InstrumentId{1};
    made.symbol = "BTC/USD";
    made.quoteCurrency = "USD";
    made.baseCurrency = "BTC";
    made.lotSize = Decimal{1, -9};
    return made;
}

orders::Fill execution(int id, Side side, std::int64_t lots)
{
    orders::Fill fill;
    fill.account = AccountId{1};
    fill.instrument = InstrumentId{1};
    fill.venueFillId = orders::VenueFillId("x" + std::to_string(id));
    fill.side = side;
    fill.price = Ticks{100};
    fill.size = Lots{lots};
    fill.value = Money{lots};
    return fill;
}

/// As the account is compared when the line has come up.
void compareFirst(AssetFees& fees, std::int64_t there)
{
    static_cast<void>(fees.compare(coin(), Lots{there}, fees.taken(InstrumentId{1})));
}

AssetFees::Comparison compared(AssetFees& fees, std::int64_t there)
{
    return fees.compare(coin(), Lots{there}, fees.taken(InstrumentId{1}));
}

} // namespace

class TestAlpacaAssetFees : public QObject
{
    Q_OBJECT

private slots:
    void aShareHasNone()
    {
        AssetFees fees;
        auto share = coin();
        share.baseCurrency.clear();
        QVERIFY(!AssetFees::isTaken(share));
        QCOMPARE(fees.take(share, execution(1, Side::Buy, 1'000'000), Lots{997'500}), Money{});
        QVERIFY(!fees.wantsComparison());
    }

    void whatIsMissingBehindAnExecutionIsItsFee()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{500'000});
        compareFirst(fees, 500'000);
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{1'497'500}), Money{250});
        QVERIFY(!fees.wantsComparison());
        QCOMPARE(fees.take(coin(), execution(2, Side::Sell, 400'000), Lots{1'097'500}), Money{}); // in dollars
        QCOMPARE(fees.take(coin(), execution(3, Side::Buy, 1'000'000), Lots{2'095'000}), Money{250});
        QVERIFY(compared(fees, 2'095'000).isClear);
    }

    // S7: the list tells again what the stream has told, and a telling may have been lost on the way to the desk.
    void aRepeatHasTheSameFeeAndCountsOnce()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{997'500}), Money{250});
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{250});
        QVERIFY(!fees.wantsComparison());
        const auto comparison = compared(fees, 997'500);
        QVERIFY(comparison.isClear && comparison.fees.empty());
    }

    void whatIsTooMuchForAFeeIsNone_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::newRow("nothing is missing") << qint64{1'000'000};
        QTest::newRow("more than there can be") << qint64{1'000'001};
        QTest::newRow("a bit more than the highest") << qint64{996'999};
        QTest::newRow("half of it") << qint64{500'000};
        QTest::newRow("a figure of nonsense") << std::numeric_limits<qint64>::min();
    }
    void whatIsTooMuchForAFeeIsNone()
    {
        QFETCH(qint64, after);
        AssetFees fees;
        compareFirst(fees, 0);
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{after}), Money{});
        QVERIFY(fees.wantsComparison());
        for (int i = 0; i < AssetFees::mostSilent; ++i) {
            QVERIFY(compared(fees, after).fees.empty()); // a difference that a person sees, or none
        }
        QVERIFY(!fees.wantsComparison());
    }

    // An adopted position, a deposit: from there on the account's word counts.
    void whatNothingExplainsIsBelievedWhenItIsSaidAgainAndAgain()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{1'000'000});
        for (int i = 1; i < AssetFees::sameAnswers; ++i) {
            QVERIFY(!compared(fees, 3'000'000).isClear);
        }
        QVERIFY(compared(fees, 3'000'000).isClear);
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{3'997'500}), Money{250});
    }

    void aComparisonSharesWhatIsMissingAmongTheFillsWithoutFees()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 3'000'000), {}), Money{});

        const auto corrected = compared(fees, 4'000'000 - 10'000).fees;

        QCOMPARE(corrected.size(), std::size_t{2});
        QCOMPARE(corrected[0].venueFillId.view(), std::string_view("x1"));
        QCOMPARE(corrected[0].fee, Money{250});
        QCOMPARE(corrected[0].size, Lots{1'000'000});
        QCOMPARE(corrected[1].fee, Money{750});
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 3'000'000), {}), Money{750}); // and so it is told again
        QVERIFY(compared(fees, 3'990'000).fees.empty());
    }

    // A message is lost, and the next execution's figure has both fees in it: it waits for the comparison with the
    // list.
    void aLostExecutionBeforeItIsNotItsFee()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 1'000'000), Lots{1'995'000}), Money{});
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        const auto corrected = compared(fees, 1'995'000).fees;
        QCOMPARE(corrected.size(), std::size_t{2});
        QCOMPARE(corrected[0].fee, Money{250});
        QCOMPARE(corrected[1].fee, Money{250});
    }

    // A small sale happened while the line was down: it would look like a part of the fee.
    void behindACutAFigureSaysNothingUntilTheAccountWasCompared()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{100'000});
        compareFirst(fees, 100'000);
        fees.lineWasCut();
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 1'000'000), Lots{1'097'000}), Money{});
        QCOMPARE(fees.take(coin(), execution(1, Side::Sell, 500), {}), Money{});
        const auto corrected = compared(fees, 1'097'000).fees;
        QCOMPARE(corrected.size(), std::size_t{1});
        QCOMPARE(corrected[0].fee, Money{250});
        QCOMPARE(fees.take(coin(), execution(3, Side::Buy, 1'000'000), Lots{2'094'500}), Money{250}); // trusted again
    }

    // The positions were asked for, and then one came; or they have one in them of which nothing was heard yet.
    void aPositionOfAnotherMomentThrowsNoFeeAway()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        const auto before = fees.taken(InstrumentId{1});
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        QVERIFY(!fees.compare(coin(), Lots{0}, before).isClear); // without it
        QVERIFY(!compared(fees, 1'995'000).isClear); // with the next one

        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 1'000'000), {}), Money{});
        const auto comparison = compared(fees, 1'995'000);
        QVERIFY(comparison.isClear);
        QCOMPARE(comparison.fees.size(), std::size_t{2});
        QCOMPARE(comparison.fees[1].fee, Money{250});
    }

    // --- restarts: the list tells again what the books have ---

    void whatIsInTheBooksWithItsFeeCountsOnce()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{997'500}); // of twenty millions bought and nineteen sold since an old order
        for (int id = 1; id <= 20; ++id) {
            fees.recall("x" + std::to_string(id), true);
        }
        for (int id = 1; id <= 20; ++id) {
            QCOMPARE(fees.take(coin(), execution(id, Side::Buy, 1'000'000), {}), Money{});
        }
        const auto comparison = compared(fees, 997'500);
        QVERIFY(comparison.isClear && comparison.fees.empty());
    }
    void aFillOfTheNightBesideThemGetsItsOwn()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{997'500});
        fees.recall("x1", true);
        static_cast<void>(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}));
        static_cast<void>(fees.take(coin(), execution(2, Side::Buy, 400'000), {}));
        const auto corrected = compared(fees, 1'396'500).fees;
        QCOMPARE(corrected.size(), std::size_t{1});
        QCOMPARE(corrected[0].venueFillId.view(), std::string_view("x2"));
        QCOMPARE(corrected[0].fee, Money{100});
    }
    void whatWasBookedWithoutItsFeeBeforeTheEndGetsItNow()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{1'000'000});
        fees.recall("x1", false);
        static_cast<void>(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}));
        const auto corrected = compared(fees, 997'500).fees;
        QCOMPARE(corrected.size(), std::size_t{1});
        QCOMPARE(corrected[0].fee, Money{250});
    }

    // --- F28 ---

    void oneThatIsTakenBackMovesTheAccountBack()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        static_cast<void>(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{997'500}));
        static_cast<void>(fees.amend(coin(), "x1", nullptr));
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 1'000'000), Lots{997'500}), Money{250});
        QVERIFY(compared(fees, 997'500).isClear);
    }
    void oneThatIsCorrectedKeepsItsFee()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        static_cast<void>(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{997'500}));
        const auto smaller = execution(9, Side::Buy, 900'000);
        QCOMPARE(fees.amend(coin(), "x1", &smaller), Money{250});
        QVERIFY(compared(fees, 897'500).isClear);
    }
    void oneThatIsCorrectedBeforeItsFeeIsKnownIsCorrectedAsItStands()
    {
        AssetFees fees;
        compareFirst(fees, 0);
        static_cast<void>(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}));
        const auto smaller = execution(9, Side::Buy, 800'000);
        QCOMPARE(fees.amend(coin(), "x1", &smaller), Money{});
        const auto corrected = compared(fees, 798'000).fees;
        QCOMPARE(corrected.size(), std::size_t{1});
        QCOMPARE(corrected[0].venueFillId.view(), std::string_view("x1"));
        QCOMPARE(corrected[0].size, Lots{800'000});
        QCOMPARE(corrected[0].fee, Money{200});
    }

    // Nine decimals there, eight here: over any story, with lost messages, lists that repeat, positions that come late
    // and restarts, the books hold what the account holds or less, by less than one of the eighth.
    void theBooksNeverHoldMoreThanTheAccount()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed);
            AssetFees fees;
            std::int64_t account = 0, books = 0;
            std::map<std::string, Money> booked; // fees
            std::vector<orders::Fill> list;
            const auto tell = [&](const orders::Fill& fill, std::optional<Lots> after) {
                const Money fee = fees.take(coin(), fill, after);
                if (booked.try_emplace(std::string(fill.venueFillId.view()), fee).second) {
                    books += (fill.side == Side::Buy ? 1 : -1) * fill.size.count - fee.e8 * 10;
                }
            };
            const auto compare = [&](std::int64_t early = 0) {
                for (const auto& fill : list) {
                    tell(fill, {});
                }
                const auto comparison = compared(fees, account + early);
                for (const auto& corrected : comparison.fees) {
                    Money& fee = booked[std::string(corrected.venueFillId.view())];
                    books -= (corrected.fee.e8 - fee.e8) * 10;
                    fee = corrected.fee;
                }
                return comparison.isClear;
            };
            QVERIFY(compare());
            for (int step = 0; step < 200; ++step) {
                const auto lots = random.between(10'000, 5'000'000);
                const bool isSale = random.below(3) == 0 && books >= lots;
                const std::int64_t fee = isSale ? 0 : lots / static_cast<std::int64_t>(400 + random.below(400));
                list.push_back(execution(static_cast<int>(list.size()), isSale ? Side::Sell : Side::Buy, lots));
                account += (isSale ? -lots : lots) - fee;
                switch (random.below(4)) {
                case 0:
                    break; // lost
                case 1:
                    tell(list.back(), {});
                    break;
                default:
                    tell(list.back(), Lots{account});
                }
                if (random.below(10) == 0) {
                    fees.lineWasCut();
                    QVERIFY(!compare(7'777'777)); // with one of which nothing was heard yet
                }
                if (random.below(20) == 0) {
                    fees = AssetFees();
                    fees.begin(InstrumentId{1}, Lots{books});
                    for (const auto& [execution, paid] : booked) {
                        fees.recall(execution, paid.e8 != 0);
                    }
                }
                if (random.below(5) == 0) {
                    QVERIFY(compare());
                    QVERIFY2(books <= account && account - books < 10,
                             qPrintable(
                                 QStringLiteral("seed %1 step %2: %3 %4").arg(seed).arg(step).arg(books).arg(account)));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAlpacaAssetFees)
#include "tst_alpaca_asset_fees.moc"
