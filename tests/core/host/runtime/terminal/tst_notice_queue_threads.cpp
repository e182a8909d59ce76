// needs: host/runtime

#include "core/host/runtime/terminal/notice_queue.h"

#include <QTest>

#include <atomic>
#include <cstdint>
#include <thread>

using namespace omni;
using namespace omni::runtime;

namespace {

Notice numbered(std::uint64_t number)
{
    Notice notice;
    notice.stamp.seq = Sequence{number};
    notice.what = events::Fact(events::AlertRaised{});
    return notice;
}

} // namespace

class TestNoticeQueue : public QObject
{
    Q_OBJECT

private slots:
    // A window that is frozen for 30 s: 50'000 notices, more than ten times what the ring holds.
    void whatNobodyReadsIsKeptInOrder()
    {
        constexpr std::uint64_t count = 50'000;
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= count; ++i) {
            queue.push(numbered(i));
        }
        QVERIFY(queue.isOverflowing());

        std::vector<Notice> taken;
        while (taken.size() < count) {
            queue.take(taken, 1'000);
            queue.flush();
        }

        for (std::uint64_t i = 0; i < count; ++i) {
            QCOMPARE(taken[i].stamp.seq.value, i + 1);
        }
        QCOMPARE(queue.take(taken, 1), std::size_t{0});
    }

    void noMoreIsTakenThanAskedFor()
    {
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= 5; ++i) {
            queue.push(numbered(i));
        }
        std::vector<Notice> taken(1);

        QCOMPARE(queue.take(taken, 2), std::size_t{2});

        QCOMPARE(taken.size(), std::size_t{3}); // behind what was there
        QCOMPARE(taken.back().stamp.seq.value, std::uint64_t{2});
    }

    void twoThreadsLoseNothing()
    {
        constexpr std::uint64_t count = 30'000;
        NoticeQueue queue;
        std::atomic<bool> isRead{false};
        std::thread engine([&] {
            for (std::uint64_t i = 1; i <= count; ++i) {
                queue.push(numbered(i));
            }
            while (!isRead) {
                queue.flush();
                std::this_thread::yield();
            }
        });
        std::vector<Notice> taken;
        while (taken.size() < count) {
            if (queue.take(taken, 700) == 0) {
                std::this_thread::yield();
            }
        }
        isRead = true;
        engine.join();

        for (std::uint64_t i = 0; i < count; ++i) {
            QCOMPARE(taken[i].stamp.seq.value, i + 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestNoticeQueue)
#include "tst_notice_queue_threads.moc"
