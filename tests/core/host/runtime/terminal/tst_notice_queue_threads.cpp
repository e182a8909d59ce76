// needs: host/runtime

#include "core/host/runtime/terminal/notice_queue.h"

#include <QTest>

#include <algorithm>

#include <atomic>
#include <cstdint>
#include <optional>
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

Notice vital(std::uint64_t number)
{
    Notice notice;
    notice.stamp.seq = Sequence{number};
    notice.what = events::Event(events::KillLatched{});
    return notice;
}

constexpr std::uint64_t mostRoutine = 4'096 + 65'536; // the ring, and what waits behind it

/// All there is, as a window that is back takes it.
std::vector<Notice> takeAll(NoticeQueue& queue)
{
    std::vector<Notice> taken;
    while (queue.take(taken, 1'000) > 0) {
        queue.flush();
    }
    return taken;
}

/// How many notices it says were left out; none: it says something else.
std::optional<std::int64_t> leftOut(const Notice& notice)
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    const auto* alert = fact != nullptr ? std::get_if<events::AlertRaised>(fact) : nullptr;
    const bool isIt
        = alert != nullptr && alert->key.view() == noticesLeftOut && alert->level == events::AlertLevel::Critical;
    return isIt ? std::optional(alert->actual) : std::nullopt;
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

    // S26.
    void aWindowThatIsFrozenForHoursCostsABoundedQueue()
    {
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= mostRoutine; ++i) {
            queue.push(numbered(i));
        }
        QCOMPARE(queue.waiting(), NoticeQueue::mostWaiting); // at the bound nothing is left out yet
        queue.push(numbered(mostRoutine + 1));
        QCOMPARE(queue.waiting(), NoticeQueue::mostWaiting);
        for (std::uint64_t i = 2; i <= 100'000; ++i) {
            queue.push(numbered(mostRoutine + i));
        }
        QCOMPARE(queue.waiting(), NoticeQueue::mostWaiting);

        const auto taken = takeAll(queue);

        QCOMPARE(taken.size(), std::size_t{mostRoutine + 1});
        for (std::uint64_t i = 0; i < mostRoutine; ++i) {
            QCOMPARE(taken[i].stamp.seq.value, i + 1);
        }
        QCOMPARE(leftOut(taken.back()).value_or(-1), std::int64_t{100'000});
        QCOMPARE(taken.back().stamp.seq.value, mostRoutine + 100'000);
        QVERIFY(!queue.isOverflowing());
    }

    // They come in their order, before the word that says that others were left out.
    void latchesAndAlertsHaveRoomOfTheirOwn()
    {
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= mostRoutine + 10; ++i) {
            queue.push(numbered(i));
        }
        for (std::uint64_t i = 1; i <= 4'096; ++i) {
            queue.push(vital(mostRoutine + 10 + i));
        }
        QCOMPARE(queue.waiting(), NoticeQueue::mostWaiting + NoticeQueue::mostVital);
        queue.push(vital(mostRoutine + 10 + 4'097));
        QCOMPARE(queue.waiting(), NoticeQueue::mostWaiting + NoticeQueue::mostVital);

        const auto taken = takeAll(queue);

        QCOMPARE(taken.size(), std::size_t{mostRoutine + 4'096 + 1});
        for (std::uint64_t i = 0; i < 4'096; ++i) {
            QCOMPARE(taken[mostRoutine + i].stamp.seq.value, mostRoutine + 10 + i + 1);
        }
        QCOMPARE(leftOut(taken.back()).value_or(-1), std::int64_t{11});
    }

    // Else the window would take the orders of a session for those of the one before.
    void aFloodHidesNoBeginningAndNoEndOfASession()
    {
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= mostRoutine + 10; ++i) {
            queue.push(numbered(i));
        }
        Notice notice;
        notice.what = events::Event(events::SessionEnded{});
        queue.push(notice);
        notice.what = events::Event(events::SessionStarted{});
        queue.push(notice);

        const auto taken = takeAll(queue);

        QCOMPARE(taken.size(), std::size_t{mostRoutine + 3}); // both, and the word of what was left out
        const auto* ended = std::get_if<events::Event>(&taken[mostRoutine].what);
        const auto* started = std::get_if<events::Event>(&taken[mostRoutine + 1].what);
        QVERIFY(ended != nullptr && std::holds_alternative<events::SessionEnded>(*ended));
        QVERIFY(started != nullptr && std::holds_alternative<events::SessionStarted>(*started));
    }

    // A hole has one end: nothing comes through between what was left out and the word of it.
    void whatComesBehindAHoleComesBehindItsAlert()
    {
        NoticeQueue queue;
        for (std::uint64_t i = 1; i <= mostRoutine + 1; ++i) {
            queue.push(numbered(i));
        }
        std::vector<Notice> taken;
        queue.take(taken, 100);
        queue.push(numbered(mostRoutine + 2)); // there is room, but not in the hole's order
        auto rest = takeAll(queue);
        QCOMPARE(leftOut(rest.back()).value_or(-1), std::int64_t{2});

        queue.push(numbered(mostRoutine + 3));

        const auto behind = takeAll(queue);
        QCOMPARE(behind.size(), std::size_t{1});
        QCOMPARE(behind.front().stamp.seq.value, mostRoutine + 3);
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
