#include "core/host/runtime/stop_wishes.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::runtime;

class TestStopWishes : public QObject
{
    Q_OBJECT

private slots:
    void theFirstSignalEndsInOrder()
    {
        StopWishes wishes;

        QCOMPARE(wishes.next(Monotonic{0}), StopWish::InOrder);
    }

    void severalSignalsAtOnceAreOneWish()
    {
        StopWishes wishes;
        static_cast<void>(wishes.next(Monotonic{5'000'000'000}));

        QCOMPARE(wishes.next(Monotonic{5'000'000'000}), StopWish::Echo);
        QCOMPARE(wishes.next(Monotonic{5'000'300'000}), StopWish::Echo);
        QCOMPARE(wishes.next(Monotonic{5'999'999'999}), StopWish::Echo);
    }

    void aSecondLaterIsEnough()
    {
        StopWishes wishes;
        static_cast<void>(wishes.next(Monotonic{5'000'000'000}));
        static_cast<void>(wishes.next(Monotonic{5'900'000'000}));

        QCOMPARE(wishes.next(Monotonic{6'000'000'000}), StopWish::AtOnce);
    }

    void worksAtTheEndOfTime()
    {
        constexpr auto last = std::numeric_limits<std::int64_t>::max();
        StopWishes wishes;

        QCOMPARE(wishes.next(Monotonic{last - 1'000'000'000}), StopWish::InOrder);
        QCOMPARE(wishes.next(Monotonic{last - 1}), StopWish::Echo);
        QCOMPARE(wishes.next(Monotonic{last}), StopWish::AtOnce);
    }

    // What counts is the time since the first signal, however many came between.
    void countsFromTheFirst()
    {
        std::mt19937_64 random{20};
        for (int draw = 0; draw < 5'000; ++draw) {
            StopWishes wishes;
            const auto first = static_cast<std::int64_t>(random() % 1'000'000'000'000);
            QCOMPARE(wishes.next(Monotonic{first}), StopWish::InOrder);
            std::int64_t at = first;
            for (int i = 0; i < 5; ++i) {
                at += static_cast<std::int64_t>(random() % 500'000'000);

                QCOMPARE(wishes.next(Monotonic{at}), at - first < 1'000'000'000 ? StopWish::Echo : StopWish::AtOnce);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStopWishes)
#include "tst_stop_wishes.moc"
