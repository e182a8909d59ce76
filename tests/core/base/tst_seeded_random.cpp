#include "core/base/seeded_random.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace omni;

namespace {

SeededRandom withState(std::array<std::uint64_t, 4> words)
{
    Bytes bytes;
    ByteWriter out(bytes);
    for (const std::uint64_t word : words) {
        out.u64(word);
    }
    ByteReader in(bytes);
    return SeededRandom::load(in);
}

struct Moments {
    double mean = 0;
    double variance = 0;
};

template<class Draw> Moments momentsOf(int draws, Draw draw)
{
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; ++i) {
        const double value = draw();
        sum += value;
        squares += value * value;
    }
    const double mean = sum / draws;
    return {mean, squares / draws - mean * mean};
}

} // namespace

class TestSeededRandom : public QObject
{
    Q_OBJECT

private slots:
    // Outputs of the authors' C program from the state {1, 2, 3, 4}, as published with rand_xoshiro.
    void isTheGeneratorOfItsAuthors()
    {
        auto random = withState({1, 2, 3, 4});
        for (const std::uint64_t expected :
             {11520ULL, 0ULL, 1509978240ULL, 1215971899390074240ULL, 1216172134540287360ULL, 607988272756665600ULL,
              16172922978634559625ULL, 8476171486693032832ULL, 10595114339597558777ULL, 2904607092377533576ULL}) {
            QCOMPARE(random.next(), expected);
        }
    }

    // The example of the splitmix64 task on Rosetta Code.
    void isSeededBySplitMix64()
    {
        std::uint64_t state = 1'234'567;
        for (const std::uint64_t expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                             4593380528125082431ULL, 16408922859458223821ULL}) {
            QCOMPARE(SeededRandom::splitMix64(state), expected);
        }
        QVERIFY(SeededRandom(1'234'567)
                == withState(
                    {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL, 4593380528125082431ULL}));
    }

    // Expected bits from a second program, in Python, written after the same formulas.
    void givesTheSameBitsOnEveryMachine()
    {
        auto uniform = SeededRandom(42);
        for (const double expected : {0x1.5780b2e0c2ec0p-4, 0x1.84136619b444ep-2, 0x1.5c2ea66473c93p-1}) {
            QVERIFY(uniform.uniform() == expected);
        }
        auto normal = SeededRandom(42);
        for (const double expected :
             {-0x1.73d2feb0fb377p-1, 0x1.c5e21f7812a4cp-3, 0x1.db514bfac5b4ep-2, 0x1.79eb7c13cfccdp+0}) {
            QVERIFY(normal.normal() == expected);
        }
        auto exponential = SeededRandom(42);
        for (const double expected :
             {0x1.c075165eafac3p-3, 0x1.30e4214850ebcp+0, 0x1.6ca992096557fp+1, 0x1.9dc9fe1dc9992p+2}) {
            QVERIFY(exponential.exponential(2.5) == expected);
        }
        auto poisson = SeededRandom(42);
        for (const std::int64_t expected : {3, 0, 2, 3, 3, 2, 6, 4}) {
            QCOMPARE(poisson.poisson(3.5), expected);
        }
        auto small = SeededRandom(42);
        for (const std::uint64_t expected : {0U, 3U, 6U, 9U, 9U, 7U, 7U, 8U, 7U, 5U}) {
            QCOMPARE(small.below(10), expected);
        }
        auto large = SeededRandom(42); // a quarter of all draws is rejected here
        for (const std::uint64_t expected :
             {1160249073301919056ULL, 5243213769723407326ULL, 9408440071686419256ULL, 12793180581886593144ULL}) {
            QCOMPARE(large.below(std::uint64_t{3} << 62), expected);
        }
    }

    void equalSeedsGoTogetherAndOthersPart()
    {
        SeededRandom a(7);
        SeededRandom b(7);
        SeededRandom other(8);
        bool hasParted = false;
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t value = a.next();
            QCOMPARE(b.next(), value);
            hasParted = hasParted || other.next() != value;
        }
        QVERIFY(hasParted);
    }

    void goesOnWhereItWasSaved()
    {
        SeededRandom random(9);
        for (int i = 0; i < 1'000; ++i) {
            (void)random.normal();
            Bytes bytes;
            ByteWriter out(bytes);
            random.save(out);
            ByteReader in(bytes);
            SeededRandom loaded = SeededRandom::load(in);
            QVERIFY(in.finished());
            QVERIFY(loaded == random);
            QVERIFY(loaded.normal() == SeededRandom(random).normal());
        }
    }

    void refusesAStateItCannotHave()
    {
        const Bytes zeros(32, std::byte{0});
        ByteReader in(zeros);
        (void)SeededRandom::load(in);
        QVERIFY(!in.ok());

        const Bytes tooShort(31, std::byte{1});
        ByteReader shortIn(tooShort);
        (void)SeededRandom::load(shortIn);
        QVERIFY(!shortIn.ok());
    }

    void staysWithinItsBounds()
    {
        SeededRandom random(10);
        for (int i = 0; i < 20'000; ++i) {
            const std::uint64_t n = 1 + (random.next() >> (random.next() % 64)) / 2;
            QVERIFY(random.below(n) < n);
            const double u = random.uniform();
            QVERIFY(u >= 0 && u < 1);
            const auto a = static_cast<std::int64_t>(random.next());
            const auto b = static_cast<std::int64_t>(random.next());
            const std::int64_t drawn = random.between(std::min(a, b), std::max(a, b));
            QVERIFY(drawn >= std::min(a, b) && drawn <= std::max(a, b));
            QVERIFY(random.exponential(3) >= 0);
            QVERIFY(std::isfinite(random.normal()));
        }
    }

    void staysWithinTheLargestBounds()
    {
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
        SeededRandom random(11);
        QCOMPARE(random.below(1), std::uint64_t{0});
        QCOMPARE(random.between(largest, largest), largest);
        QCOMPARE(random.between(smallest, smallest), smallest);
        bool sawNegative = false;
        bool sawPositive = false;
        for (int i = 0; i < 100; ++i) {
            const std::int64_t drawn = random.between(smallest, largest);
            sawNegative = sawNegative || drawn < 0;
            sawPositive = sawPositive || drawn > 0;
        }
        QVERIFY(sawNegative && sawPositive);
        QCOMPARE(random.poisson(0), std::int64_t{0});
        QVERIFY(!random.chance(0));
        QVERIFY(random.chance(1));
    }

    // 60'000 throws of a die: each face 10'000 times, give or take five standard deviations of 91.
    void everyFaceIsEquallyLikely()
    {
        SeededRandom random(12);
        std::array<int, 6> faces{};
        for (int i = 0; i < 60'000; ++i) {
            ++faces[random.below(6)];
        }
        for (const int count : faces) {
            QVERIFY(std::abs(count - 10'000) < 457);
        }
    }

    // Tolerances are five standard errors: sqrt(variance / n) for the mean, and sqrt((m4 - variance^2) / n) for the
    // variance, with the fourth central moments 3, 9 and mean + 3 mean^2.
    void hasTheMomentsItPromises()
    {
        constexpr int draws = 200'000;
        SeededRandom random(13);

        const auto normal = momentsOf(draws, [&] { return random.normal(); });
        QVERIFY(std::abs(normal.mean) < 5 * std::sqrt(1.0 / draws));
        QVERIFY(std::abs(normal.variance - 1) < 5 * std::sqrt(2.0 / draws));

        const auto exponential = momentsOf(draws, [&] { return random.exponential(1); });
        QVERIFY(std::abs(exponential.mean - 1) < 5 * std::sqrt(1.0 / draws));
        QVERIFY(std::abs(exponential.variance - 1) < 5 * std::sqrt(8.0 / draws));

        const auto poisson = momentsOf(draws, [&] { return static_cast<double>(random.poisson(4)); });
        QVERIFY(std::abs(poisson.mean - 4) < 5 * std::sqrt(4.0 / draws));
        QVERIFY(std::abs(poisson.variance - 4) < 5 * std::sqrt((4.0 + 3 * 16 - 16) / draws));
    }

    // The C library's logarithm is the oracle; a unit in the last place is at most 2^-52 of the value.
    void theLogarithmIsAccurate()
    {
        SeededRandom random(14);
        for (int i = 0; i < 50'000; ++i) {
            const int exponent = static_cast<int>(random.between(-1'000, 1'000));
            const double x = i % 2 == 0 ? 0.5 + 1.5 * random.uniform() : std::ldexp(0.5 + random.uniform(), exponent);
            const double expected = std::log(x);
            QVERIFY(std::abs(portableLog(x) - expected) <= 3.5 * 0x1p-52 * std::abs(expected));
        }
        QVERIFY(portableLog(1) == 0);
    }

    void theLogarithmHoldsAtTheEndsOfTheRange()
    {
        for (const double x : {std::numeric_limits<double>::max(), std::numeric_limits<double>::min(),
                               std::numeric_limits<double>::denorm_min()}) {
            QVERIFY(std::abs(portableLog(x) - std::log(x)) <= 3.5 * 0x1p-52 * std::abs(std::log(x)));
        }
    }
};

QTEST_APPLESS_MAIN(TestSeededRandom)
#include "tst_seeded_random.moc"
