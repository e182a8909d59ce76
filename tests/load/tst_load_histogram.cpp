// needs: base

#include "tests/load/histogram.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace omni;
using load::Histogram;

class TestLoadHistogram : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyOneSaysNothing()
    {
        const Histogram none;
        QCOMPARE(none.count(), std::uint64_t{0});
        QCOMPARE(none.at(0.5), std::int64_t{0});
        QCOMPARE(none.most(), std::int64_t{0});
    }

    void smallTimesAreExact()
    {
        Histogram histogram;
        for (std::int64_t ns = 1; ns <= 100; ++ns) {
            histogram.add(ns);
        }
        QCOMPARE(histogram.at(0.5), std::int64_t{50});
        QCOMPARE(histogram.at(0.99), std::int64_t{99});
        QCOMPARE(histogram.at(1), std::int64_t{100});
        QCOMPARE(histogram.at(0), std::int64_t{1});
    }

    void whatIsEarlyCountsAsNothingAndWhatIsTooLongAsTheLongest()
    {
        Histogram histogram;
        histogram.add(-5);
        histogram.add(INT64_MAX);
        QCOMPARE(histogram.at(0.5), std::int64_t{0});
        QCOMPARE(histogram.at(1), Histogram::longest);
        QCOMPARE(histogram.most(), Histogram::longest);
    }

    /// One stall of a second among ten thousand quick ones is in the last ten-thousandth, and not before.
    void oneStallIsSeenWhereItBelongs()
    {
        Histogram histogram;
        for (int i = 0; i < 9'999; ++i) {
            histogram.add(1'000'000);
        }
        histogram.add(1'000'000'000);
        QVERIFY(histogram.at(0.9999) < 1'010'000);
        QCOMPARE(histogram.most(), std::int64_t{1'000'000'000});
        QCOMPARE(histogram.at(1), std::int64_t{1'000'000'000});
    }

    /// Against the sorted values themselves: never less than the true one, never more than 1 part in 64 above it.
    void eachShareIsWithinItsPrecision()
    {
        SeededRandom random(11);
        for (int run = 0; run < 200; ++run) {
            Histogram histogram;
            std::vector<std::int64_t> all;
            for (int i = 0; i < 500; ++i) {
                const auto ns = static_cast<std::int64_t>(std::exp2(random.uniform() * 40.9));
                all.push_back(ns);
                histogram.add(ns);
            }
            std::sort(all.begin(), all.end());
            for (const double share : {0.01, 0.5, 0.9, 0.99, 0.998, 1.0}) {
                const auto place = static_cast<std::size_t>(std::ceil(share * 500)) - 1;
                const std::int64_t exact = all[place];
                const std::int64_t said = histogram.at(share);
                QVERIFY2(said >= exact && said <= exact + exact / 64 + 1,
                         qPrintable(QStringLiteral("%1 of %2").arg(said).arg(exact)));
            }
        }
    }

    void twoAddUp()
    {
        Histogram one, two, both;
        SeededRandom random(3);
        for (int i = 0; i < 1'000; ++i) {
            const auto ns = static_cast<std::int64_t>(random.below(1'000'000'000));
            (i % 2 == 0 ? one : two).add(ns);
            both.add(ns);
        }
        one.add(two);
        QCOMPARE(one.count(), both.count());
        QCOMPARE(QString::fromStdString(one.text()), QString::fromStdString(both.text()));
    }
};

QTEST_GUILESS_MAIN(TestLoadHistogram)
#include "tst_load_histogram.moc"
