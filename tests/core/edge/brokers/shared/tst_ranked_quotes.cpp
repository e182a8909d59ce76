// Which source's quote the desk gets, and when two of them contradict each other (F35, F44).

#include "core/edge/brokers/shared/ranked_quotes.h"

#include <QTest>

using namespace omni;
using namespace omni::brokers;

namespace {

constexpr InstrumentId share{1};
constexpr std::size_t stream = 0, polled = 1;

/// Seconds since the test's beginning, on both clocks.
Timestamp venueAt(double at)
{
    return Timestamp{1'000'000'000'000'000'000 + static_cast<std::int64_t>(at * 1e9)};
}
Monotonic monoAt(double at)
{
    return Monotonic{static_cast<std::int64_t>(at * 1e9)};
}
market::Quote quoteOf(double venueTime, std::int64_t mid)
{
    return {share, venueAt(venueTime), Ticks{mid - 1}, Ticks{mid + 1}, Lots{5}, Lots{5}, true, true};
}

} // namespace

class TestRankedQuotes : public QObject
{
    Q_OBJECT

private slots:
    void theFirstSourceIsTheDesksWhileItSpeaks()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(!quotes.take(polled, quoteOf(0.5, 10'001), monoAt(0.6)));
        QVERIFY(quotes.take(stream, quoteOf(1, 10'002), monoAt(1)));
        QCOMPARE(quotes.sourceOf(share), std::optional(stream));
        QVERIFY(!quotes.isDisputed(share));
    }

    void theSecondSourceTakesOverWhenTheFirstIsSilent()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(!quotes.take(polled, quoteOf(2.9, 10'001), monoAt(3.0)));
        QVERIFY(quotes.isStale(stream, share, monoAt(3.1)));
        QVERIFY(quotes.take(polled, quoteOf(3.1, 10'002), monoAt(3.1)));
        QCOMPARE(quotes.sourceOf(share), std::optional(polled));
        QVERIFY(quotes.take(stream, quoteOf(4, 10'003), monoAt(4))); // and is back at once
        QVERIFY(!quotes.take(polled, quoteOf(4.5, 10'003), monoAt(4.5)));
    }

    /// Against the side that it is beyond; a quote that has grown old says nothing, nor does one without sides.
    void aPrintFarOutsideOfTheQuoteIsFar()
    {
        RankedQuotes quotes;
        const auto isFar = [&quotes](std::int64_t price, double at) {
            return quotes.isFarFromQuote({share, venueAt(at), Ticks{price}, Lots{1}}, monoAt(at));
        };
        QVERIFY(!isFar(1'000'000, 0)); // of nothing known
        QVERIFY(quotes.take(stream, {share, venueAt(0), Ticks{10'000}, Ticks{12'000}, Lots{5}, Lots{5}}, monoAt(0)));
        QVERIFY(!isFar(9'500, 1) && !isFar(11'000, 1) && !isFar(12'600, 1));
        QVERIFY(isFar(9'499, 1) && isFar(12'601, 1) && isFar(100, 60));
        QVERIFY(!isFar(100, 61));
        auto oneSided = quoteOf(70, 10'000);
        oneSided.hasAsk = false;
        QVERIFY(quotes.take(stream, oneSided, monoAt(70)));
        QVERIFY(isFar(9'400, 70) && isFar(10'600, 70) && !isFar(10'400, 70));
        oneSided.hasBid = false;
        QVERIFY(quotes.take(stream, oneSided, monoAt(71)));
        QVERIFY(!isFar(100, 71));
    }

    // What was missed while the line was cut is not waited for.
    void aCutLineIsSilentAtOnce()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        quotes.lost(stream);
        QVERIFY(quotes.isStale(stream, share, monoAt(0.5)));
        QVERIFY(!quotes.take(polled, quoteOf(0, 10'000), monoAt(0.6))); // it is what the desk has
        QVERIFY(quotes.take(polled, quoteOf(0.7, 10'001), monoAt(0.8)));
        QVERIFY(quotes.take(stream, quoteOf(1, 10'002), monoAt(1)));
    }

    // A thin share: nothing new happens at the venue. What is asked for again is not young.
    void anOldQuoteDoesNotBecomeYoung()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        for (int second = 4; second < 60; ++second) {
            QVERIFY(!quotes.take(polled, quoteOf(0, 10'000), monoAt(second)));
        }
        QVERIFY(quotes.take(polled, quoteOf(59, 10'000), monoAt(60)));
        QVERIFY(!quotes.take(polled, quoteOf(58, 10'001), monoAt(60.5))); // and never goes back
    }

    // F44: a hundred times the price. Nothing of it passes until a second source has said what is true.
    void aJumpWaitsForASecondOpinion()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(!quotes.take(stream, quoteOf(1, 1'000'000), monoAt(1)));
        QVERIFY(quotes.isDisputed(share));
        QCOMPARE(quotes.disputes(), std::uint64_t{1});
        QVERIFY(!quotes.take(stream, quoteOf(1.1, 1'000'000), monoAt(1.1))); // itself is no second source
        QVERIFY(!quotes.take(polled, quoteOf(1.2, 10'000), monoAt(1.2)));
        QVERIFY(quotes.isDisputed(share));
        QVERIFY(quotes.anyDispute() && quotes.anyDispute()->apartBp > 900'000);
        QVERIFY(quotes.take(stream, quoteOf(1.3, 10'001), monoAt(1.3)));
        QVERIFY(!quotes.isDisputed(share));
        QCOMPARE(quotes.disputes(), std::uint64_t{1});
    }

    void aTrueJumpPassesWhenTheSecondSourceSaysIt()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(!quotes.take(stream, quoteOf(1, 10'500), monoAt(1)));
        // What was held back of the better source is given now: the next may be long in coming.
        QCOMPARE(quotes.take(polled, quoteOf(1.2, 10'502), monoAt(1.2)), std::optional(quoteOf(1, 10'500)));
        QCOMPARE(quotes.sourceOf(share), std::optional(stream));
        QVERIFY(!quotes.isDisputed(share));
        QVERIFY(!quotes.take(polled, quoteOf(1.25, 10'502), monoAt(1.25)));
        QVERIFY(quotes.take(stream, quoteOf(1.3, 10'501), monoAt(1.3)));
    }

    // The other source does not answer, and the market has really moved: prices must not be missing for ever.
    void aJumpThatNobodyContradictsIsBelievedAfterAWhile()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        for (int second = 1; second <= 15; ++second) {
            QVERIFY(!quotes.take(stream, quoteOf(second, 9'000 + second), monoAt(second)));
        }
        QVERIFY(quotes.isDisputed(share));
        QVERIFY(quotes.take(stream, quoteOf(16, 9'016), monoAt(16)));
        QVERIFY(!quotes.isDisputed(share));
    }

    // A source that says something else each time stands by nothing.
    void pricesThatLeapAboutAreNotBelieved()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        for (int second = 1; second <= 40; ++second) {
            QVERIFY(!quotes.take(stream, quoteOf(second, second % 2 == 0 ? 9'000 : 20'000), monoAt(second)));
        }
        QVERIFY(quotes.isDisputed(share));
    }

    // Two sources that differ: neither is believed, and a silent one does not settle it.
    void twoSourcesThatDifferStopTheInstrument()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(!quotes.take(polled, quoteOf(0.5, 10'150), monoAt(0.5)));
        QVERIFY(quotes.isDisputed(share));
        QVERIFY(!quotes.take(stream, quoteOf(1, 10'000), monoAt(1)));
        QVERIFY(!quotes.take(stream, quoteOf(20, 10'000), monoAt(20)));
        QVERIFY(!quotes.take(polled, quoteOf(20.1, 10'149), monoAt(20.1)));
        QVERIFY(!quotes.take(polled, quoteOf(30, 10'149), monoAt(30))); // the stream is silent: still disputed
        QVERIFY(quotes.isDisputed(share));
        QVERIFY(!quotes.take(polled, quoteOf(31, 10'010), monoAt(31)));
        QVERIFY(quotes.take(stream, quoteOf(31.5, 10'000), monoAt(31.5)));
    }

    void theBoundIsWhatIsMoreThanIt()
    {
        for (const auto& [mid, isDisputed] : {std::pair(10'100, false), std::pair(10'102, true)}) {
            RankedQuotes quotes;
            QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
            static_cast<void>(quotes.take(polled, quoteOf(0, mid), monoAt(0.1)));
            QCOMPARE(quotes.isDisputed(share), isDisputed);
        }
    }

    // What a source told at another time says nothing of now.
    void pricesOfDifferentTimesAreNotCompared()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(polled, quoteOf(0, 9'000), monoAt(0)));
        QVERIFY(quotes.take(stream, quoteOf(90, 10'000), monoAt(90)));
        QVERIFY(!quotes.isDisputed(share));
    }

    void aQuoteOfOneSideIsNotCompared()
    {
        RankedQuotes quotes;
        QVERIFY(quotes.take(stream, quoteOf(0, 10'000), monoAt(0)));
        auto half = quoteOf(1, 20'000);
        half.hasAsk = false;
        QVERIFY(quotes.take(stream, half, monoAt(1)));
        QVERIFY(!quotes.isDisputed(share));
    }

    void aSourceBeyondTheRanksIsNobody()
    {
        RankedQuotes quotes;
        QVERIFY(!quotes.take(RankedQuotes::mostSources, quoteOf(0, 10'000), monoAt(0)));
        QVERIFY(quotes.isStale(stream, share, monoAt(0)));
        QVERIFY(!quotes.sourceOf(share));
    }
};

QTEST_GUILESS_MAIN(TestRankedQuotes)
#include "tst_ranked_quotes.moc"
