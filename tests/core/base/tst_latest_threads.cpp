#include "core/base/latest.h"

#include "core/base/stop_flag.h"

#include <QTest>

#include <algorithm>
#include <thread>
#include <vector>

using namespace omni;

namespace {

/// Counts how many of its kind are alive.
class Snapshot
{
public:
    explicit Snapshot(std::uint64_t number)
        : m_parts(8, number)
    {
        ++alive;
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot()
    {
        --alive;
    }
    [[nodiscard]] std::uint64_t number() const
    {
        return m_parts.front();
    }
    [[nodiscard]] bool isWhole() const
    {
        return std::all_of(m_parts.begin(), m_parts.end(), [this](std::uint64_t part) { return part == number(); });
    }
    static inline std::atomic<int> alive{0};

private:
    std::vector<std::uint64_t> m_parts;
};

/// Runs `body` on a thread of its own and waits for it. What races in there is made, started and owned outside of Qt,
/// so that no suppression of Qt's own frames can hide a report of the thread sanitizer.
template<class Body> void awayFromQt(Body body)
{
    std::thread(body).join();
}

} // namespace

class TestLatestThreads : public QObject
{
    Q_OBJECT

private slots:
    void isNullBeforeTheFirstValue()
    {
        const Latest<Snapshot> latest;
        QVERIFY(!latest.read());
    }

    void givesTheNewestValueToEveryone()
    {
        Latest<Snapshot> latest;
        latest.publish(std::make_shared<Snapshot>(1));
        latest.publish(std::make_shared<Snapshot>(2));
        QCOMPARE(latest.read()->number(), std::uint64_t{2});
        QCOMPARE(latest.read(), latest.read());
        latest.publish(nullptr);
        QVERIFY(!latest.read());
    }

    void anOldValueDiesWithItsLastReader()
    {
        {
            Latest<Snapshot> latest;
            latest.publish(std::make_shared<Snapshot>(1));
            auto kept = latest.read();
            for (std::uint64_t i = 2; i < 50; ++i) {
                latest.publish(std::make_shared<Snapshot>(i));
                QCOMPARE(Snapshot::alive.load(), 2); // the newest and the one that is kept
            }
            QCOMPARE(kept->number(), std::uint64_t{1});
            kept.reset();
            QCOMPARE(Snapshot::alive.load(), 1);
        }
        QCOMPARE(Snapshot::alive.load(), 0);
    }

    // Every reader sees whole values whose numbers never go back, and in the end the last one.
    void readersSeeWholeValuesInOrder()
    {
        static constexpr std::uint64_t last = 40'000;
        std::atomic<int> torn{0};
        std::atomic<int> backwards{0};
        awayFromQt([&] {
            Latest<Snapshot> latest;
            std::vector<std::thread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    std::uint64_t newest = 0;
                    while (newest < last) {
                        const auto value = latest.read();
                        if (!value) {
                            std::this_thread::yield();
                            continue;
                        }
                        torn += value->isWhole() ? 0 : 1;
                        backwards += value->number() < newest ? 1 : 0;
                        newest = value->number();
                        if (newest % 8 == 0) {
                            std::this_thread::yield(); // leaves the writer its share of few processors
                        }
                    }
                });
            }
            threads.emplace_back([&latest] {
                for (std::uint64_t i = 1; i <= last; ++i) {
                    latest.publish(std::make_shared<Snapshot>(i));
                    if (i % 64 == 0) {
                        std::this_thread::yield(); // lets readers in between on a single processor
                    }
                }
            });
            for (std::thread& thread : threads) {
                thread.join();
            }
        });

        QCOMPARE(torn.load(), 0);
        QCOMPARE(backwards.load(), 0);
        QCOMPARE(Snapshot::alive.load(), 0);
    }

    void moreReadersThanPlacesAreServed()
    {
        static constexpr std::uint64_t last = 3'000;
        std::atomic<int> torn{0};
        std::uint64_t newest = 0;
        awayFromQt([&] {
            Latest<Snapshot> latest;
            StopFlag stop;
            std::vector<std::thread> threads;
            for (int i = 0; i < 12; ++i) {
                threads.emplace_back([&] {
                    while (!stop.isStopRequested()) {
                        const auto value = latest.read();
                        torn += !value || value->isWhole() ? 0 : 1;
                        std::this_thread::yield(); // leaves the writer its share of few processors
                    }
                });
            }
            threads.emplace_back([&] {
                for (std::uint64_t i = 1; i <= last; ++i) {
                    latest.publish(std::make_shared<Snapshot>(i));
                }
                stop.requestStop();
            });
            for (std::thread& thread : threads) {
                thread.join();
            }
            newest = latest.read()->number();
        });

        QCOMPARE(torn.load(), 0);
        QCOMPARE(newest, last);
    }

    void aStopFlagStaysSet()
    {
        StopFlag stop;
        QVERIFY(!stop.isStopRequested());
        std::thread([&stop] { stop.requestStop(); }).join();
        QVERIFY(stop.isStopRequested());
    }
};

QTEST_APPLESS_MAIN(TestLatestThreads)
#include "tst_latest_threads.moc"
