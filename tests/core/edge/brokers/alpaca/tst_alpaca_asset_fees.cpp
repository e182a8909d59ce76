// needs: edge/brokers/alpaca
#include "core/edge/brokers/alpaca/asset_fees.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <cstdint>
#include <limits>
#include <string>

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
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{1'497'500}), Money{250});
        QVERIFY(!fees.wantsComparison());
        QCOMPARE(fees.take(coin(), execution(2, Side::Sell, 400'000), Lots{1'097'500}), Money{}); // in dollars
        QCOMPARE(fees.take(coin(), execution(3, Side::Buy, 1'000'000), Lots{2'095'000}), Money{250});
    }

    void theSameExecutionIsLookedAtOnce()
    {
        AssetFees fees;
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{997'500}), Money{250});
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        QVERIFY(!fees.wantsComparison());
        QVERIFY(fees.compare(coin(), Lots{997'500}).empty());
    }

    void whatIsTooMuchForAFeeIsNone_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::newRow("nothing is missing") << qint64{1'000'000};
        QTest::newRow("more than there can be") << qint64{1'000'001};
        QTest::newRow("one and a bit per cent") << qint64{989'999};
        QTest::newRow("half of it") << qint64{500'000};
        QTest::newRow("a figure of nonsense") << std::numeric_limits<qint64>::min();
    }
    void whatIsTooMuchForAFeeIsNone()
    {
        QFETCH(qint64, after);
        AssetFees fees;
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{after}), Money{});
        QVERIFY(fees.wantsComparison());
        QVERIFY(fees.compare(coin(), Lots{after}).empty()); // a difference that a person sees
        QVERIFY(!fees.wantsComparison());
    }

    // An adopted position, a deposit: from there on the account's word counts.
    void afterADifferenceTheNextFeeIsRightAgain()
    {
        AssetFees fees;
        fees.begin(InstrumentId{1}, Lots{1'000'000});
        QVERIFY(fees.compare(coin(), Lots{3'000'000}).empty());
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), Lots{3'997'500}), Money{250});
    }

    void aComparisonSharesWhatIsMissingAmongTheFillsWithoutFees()
    {
        AssetFees fees;
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 3'000'000), {}), Money{});

        const auto corrected = fees.compare(coin(), Lots{4'000'000 - 10'000});

        QCOMPARE(corrected.size(), std::size_t{2});
        QCOMPARE(corrected[0].venueFillId.view(), std::string_view("x1"));
        QCOMPARE(corrected[0].fee, Money{250});
        QCOMPARE(corrected[0].size, Lots{1'000'000});
        QCOMPARE(corrected[1].fee, Money{750});
        QVERIFY(fees.compare(coin(), Lots{3'990'000}).empty());
    }

    // A message is lost, and the next execution's figure has both fees in it: it waits for the comparison with the
    // list.
    void aLostExecutionBeforeItIsNotItsFee()
    {
        AssetFees fees;
        QCOMPARE(fees.take(coin(), execution(2, Side::Buy, 1'000'000), Lots{1'995'000}), Money{});
        QCOMPARE(fees.take(coin(), execution(1, Side::Buy, 1'000'000), {}), Money{});
        const auto corrected = fees.compare(coin(), Lots{1'995'000});
        QCOMPARE(corrected.size(), std::size_t{2});
        QCOMPARE(corrected[0].fee, Money{250});
        QCOMPARE(corrected[1].fee, Money{250});
    }

    // Nine decimals there, eight here: over any story, and over restarts, the books hold what the account holds or
    // less, by less than one of the eighth.
    void theBooksNeverHoldMoreThanTheAccount()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed);
            AssetFees fees;
            std::int64_t account = 0, books = 0;
            int id = 0;
            for (int step = 0; step < 200; ++step) {
                const auto lots = static_cast<std::int64_t>(1'000 + random.below(5'000'000));
                const bool isSale = random.below(3) == 0 && books >= lots;
                const std::int64_t fee = isSale ? 0 : lots / 400;
                account += isSale ? -lots : lots - fee;
                const bool isTold = random.below(4) != 0;
                const auto taken = fees.take(coin(), execution(++id, isSale ? Side::Sell : Side::Buy, lots),
                                             isTold ? std::optional(Lots{account}) : std::nullopt);
                books += (isSale ? -lots : lots) - taken.e8 * 10;
                if (random.below(5) == 0 || fees.wantsComparison()) {
                    for (const auto& corrected : fees.compare(coin(), Lots{account})) {
                        books -= corrected.fee.e8 * 10;
                    }
                }
                if (random.below(20) == 0) {
                    fees = AssetFees();
                    fees.begin(InstrumentId{1}, Lots{books});
                    QVERIFY(fees.compare(coin(), Lots{account}).empty());
                }
                QVERIFY2(books <= account && account - books < 10, qPrintable(QStringLiteral("seed %1 step %2: %3 %4").arg(seed).arg(step).arg(books).arg(account)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAlpacaAssetFees)
#include "tst_alpaca_asset_fees.moc"
