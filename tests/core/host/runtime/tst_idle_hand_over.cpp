// needs: desk/journal

#include "core/host/runtime/idle_hand_over.h"
#include "tests/support/journal_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::journal;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

/// A journal that writes only when it is told to: a disk that stands still until then.
std::unique_ptr<JournalThread> stillJournal(ports::LogFolder& folder)
{
    JournalThreadOptions options;
    options.hasThread = false;
    auto journal = JournalThread::start(folder, *recover(folder), options);
    return journal ? std::move(*journal) : nullptr;
}

void appendOne(JournalThread& journal, std::uint64_t n)
{
    const auto record = recordNumber(n);
    journal.append(Stream::Journal, borrowed(record));
    journal.complete(record.stamp.seq);
}

} // namespace

class TestIdleHandOver : public QObject
{
    Q_OBJECT

private slots:
    // An hour of idle rounds beside a disk that takes nothing: one chunk is on its way, the rest gathers, and the loop
    // never waits for a free one.
    void aDiskThatStandsStillGetsOneChunk()
    {
        MemoryFolder folder;
        const auto journal = stillJournal(folder);
        QVERIFY(journal);
        IdleHandOver handOver;
        Monotonic now{seconds(1).ns};
        int given = 0;
        for (std::uint64_t round = 0; round < 36'000; ++round) {
            if (round < 2'000) {
                appendOne(*journal, 2 * round + 2);
            }
            given += handOver.offer(*journal, now) ? 1 : 0;
            now = now + milliseconds(100);
        }
        QCOMPARE(given, 1);
        QCOMPARE(journal->figures().waits, std::uint64_t{0});
        QVERIFY(journal->writeNext());
        QVERIFY(handOver.offer(*journal, now)); // what has gathered follows as soon as the disk has moved
        QVERIFY(journal->writeNext());
        QVERIFY(journal->isDurable(recordNumber(4'000).stamp.seq));
        QVERIFY(journal->end());
    }

    void notMoreOftenThanTenTimesASecond()
    {
        MemoryFolder folder;
        const auto journal = stillJournal(folder);
        QVERIFY(journal);
        IdleHandOver handOver;
        int given = 0;
        std::uint64_t n = 0;
        for (std::int64_t ms = 1'000; ms < 2'000; ++ms) {
            appendOne(*journal, n += 2);
            given += handOver.offer(*journal, Monotonic{milliseconds(ms).ns}) ? 1 : 0;
            static_cast<void>(journal->writeNext());
        }
        QCOMPARE(given, 10);
        QVERIFY(journal->end());
    }

    // Somebody waits: it does not stand behind what the disk has not taken yet.
    void whatIsWaitedForGoesAhead()
    {
        MemoryFolder folder;
        const auto journal = stillJournal(folder);
        QVERIFY(journal);
        IdleHandOver handOver;
        Monotonic now{seconds(1).ns};
        appendOne(*journal, 2);
        QVERIFY(handOver.offer(*journal, now));
        appendOne(*journal, 4);
        now = now + handOverPeriod;
        QVERIFY(!handOver.offer(*journal, now));
        QVERIFY(handOver.offer(*journal, now, true));
        while (journal->writeNext()) { }
        QVERIFY(journal->isDurable(recordNumber(4).stamp.seq));
        QVERIFY(journal->end());
    }
};

QTEST_APPLESS_MAIN(TestIdleHandOver)
#include "tst_idle_hand_over.moc"
