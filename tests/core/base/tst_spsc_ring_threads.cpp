#include "core/base/spsc_ring.h"

#include "core/base/stop_flag.h"

#include <QTest>

#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace omni;

namespace {

/// Wider than a word: a torn read would show as parts that differ.
struct Wide {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint64_t third = 0;
};

/// Runs `body` on a thread of its own and waits for it. What races in there is made, started and owned outside of Qt,
/// so that no suppression of Qt's own frames can hide a report of the thread sanitizer.
template<class Body> void awayFromQt(Body body)
{
    std::thread(body).join();
}

} // namespace

class TestSpscRingThreads : public QObject
{
    Q_OBJECT

private slots:
    void givesBackInTheOrderOfTaking()
    {
        SpscRing<int, 4> ring;
        for (int round = 0; round < 10; ++round) { // runs around its end
            QVERIFY(ring.tryPush(3 * round));
            QVERIFY(ring.tryPush(3 * round + 1));
            QVERIFY(ring.tryPush(3 * round + 2));
            for (int i = 0; i < 3; ++i) {
                int value = -1;
                QVERIFY(ring.tryPop(value));
                QCOMPARE(value, 3 * round + i);
            }
        }
        QVERIFY(ring.isEmpty());
    }

    void saysWhenItIsFullAndWhenItIsEmpty()
    {
        SpscRing<int, 2> ring;
        int value = 77;
        QVERIFY(!ring.tryPop(value));
        QCOMPARE(value, 77);

        QVERIFY(ring.tryPush(1));
        QVERIFY(ring.tryPush(2));
        QVERIFY(!ring.tryPush(3));
        QCOMPARE(ring.size(), ring.capacity());

        QVERIFY(ring.tryPop(value));
        QVERIFY(ring.tryPush(3));
        QVERIFY(!ring.tryPush(4));
    }

    void popsAsManyAsThereAreAndAsFit()
    {
        SpscRing<int, 8> ring;
        std::array<int, 3> few{};
        std::array<int, 16> many{};
        QCOMPARE(ring.popUpTo(many), std::size_t{0});
        for (int i = 0; i < 5; ++i) {
            QVERIFY(ring.tryPush(i));
        }

        QCOMPARE(ring.popUpTo(few), std::size_t{3});
        QCOMPARE(few[2], 2);
        QCOMPARE(ring.popUpTo(many), std::size_t{2});
        QCOMPARE(many[1], 4);
        QCOMPARE(ring.popUpTo(std::span<int>{}), std::size_t{0});
    }

    void aFullRingLeavesTheValueWithItsOwner()
    {
        SpscRing<std::string, 2> ring;
        QVERIFY(ring.tryPush("a"));
        QVERIFY(ring.tryPush("b"));
        std::string third(100, 'c');
        QVERIFY(!ring.tryPush(std::move(third)));
        QCOMPARE(third.size(), std::size_t{100}); // NOLINT(bugprone-use-after-move): the promise under test
    }

    void aReadPlaceKeepsNothingAlive()
    {
        SpscRing<std::shared_ptr<int>, 4> ring;
        auto value = std::make_shared<int>(1);
        QVERIFY(ring.tryPush(value));
        QCOMPARE(value.use_count(), 2L);
        std::shared_ptr<int> out;
        QVERIFY(ring.tryPop(out));
        out.reset();
        QCOMPARE(value.use_count(), 1L);
    }

    void nothingIsLostTornOrTurnedAroundBetweenThreads()
    {
        static constexpr std::uint64_t count = 300'000;
        std::uint64_t wrong = 0;
        awayFromQt([&wrong] {
            SpscRing<Wide, 64> ring;
            std::thread producer([&ring] {
                for (std::uint64_t i = 1; i <= count; ++i) {
                    while (!ring.tryPush(Wide{i, ~i, i * 3})) {
                        std::this_thread::yield();
                    }
                }
            });
            std::thread consumer([&ring, &wrong] {
                std::array<Wide, 24> batch;
                for (std::uint64_t received = 0; received < count;) {
                    // One at a time and in batches by turns.
                    const std::size_t room = received % 3 == 0 ? 1 : batch.size();
                    const std::size_t got = ring.popUpTo(std::span(batch).first(room));
                    for (std::size_t i = 0; i < got; ++i) {
                        ++received;
                        const Wide& value = batch[i];
                        const bool isRight
                            = value.first == received && value.second == ~received && value.third == received * 3;
                        wrong += isRight ? 0U : 1U;
                    }
                    if (got == 0) {
                        std::this_thread::yield();
                    }
                }
            });
            producer.join();
            consumer.join();
            wrong += ring.isEmpty() ? 0U : 1U;
        });

        QCOMPARE(wrong, std::uint64_t{0});
    }

    void ownedValuesCrossThreads()
    {
        static constexpr std::size_t count = 50'000;
        std::size_t wrong = 0;
        awayFromQt([&wrong] {
            SpscRing<std::unique_ptr<std::string>, 16> ring;
            std::thread producer([&ring] {
                for (std::size_t i = 0; i < count; ++i) {
                    auto value = std::make_unique<std::string>(std::to_string(i));
                    while (!ring.tryPush(std::move(value))) {
                        std::this_thread::yield();
                    }
                }
            });
            std::thread consumer([&ring, &wrong] {
                for (std::size_t i = 0; i < count; ++i) {
                    std::unique_ptr<std::string> value;
                    while (!ring.tryPop(value)) {
                        std::this_thread::yield();
                    }
                    wrong += value && *value == std::to_string(i) ? 0U : 1U;
                }
            });
            producer.join();
            consumer.join();
        });

        QCOMPARE(wrong, std::size_t{0});
    }

    void aThirdThreadMaySeeHowFullItIs()
    {
        std::size_t wrong = 0;
        awayFromQt([&wrong] {
            SpscRing<int, 8> ring;
            StopFlag stop;
            std::size_t tooMany = 0;
            std::size_t refused = 0;
            std::thread watcher([&] {
                while (!stop.isStopRequested()) {
                    tooMany += ring.size() > ring.capacity() ? 1U : 0U;
                }
            });
            std::thread user([&] {
                for (int i = 0; i < 100'000; ++i) {
                    int value = 0;
                    refused += ring.tryPush(i) && ring.tryPop(value) && value == i ? 0U : 1U;
                }
                stop.requestStop();
            });
            user.join();
            watcher.join();
            wrong = tooMany + refused;
        });

        QCOMPARE(wrong, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestSpscRingThreads)
#include "tst_spsc_ring_threads.moc"
