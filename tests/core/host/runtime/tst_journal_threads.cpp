// needs: desk/journal

#include "core/desk/journal/reader.h"
#include "core/desk/journal/record_feed.h"
#include "core/host/runtime/journal_thread.h"
#include "tests/support/gated_folder.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

JournalThreadOptions smallPool()
{
    JournalThreadOptions options;
    options.writer.segmentBytes = 64 << 10;
    options.chunks = 2;
    options.chunkBytes = 4096;
    return options;
}

Result<std::unique_ptr<JournalThread>> startedIn(ports::LogFolder& folder, JournalThreadOptions options = smallPool())
{
    const auto recovery = recover(folder);
    if (!recovery) {
        return tl::unexpected(recovery.error());
    }
    return JournalThread::start(folder, *recovery, std::move(options));
}

/// As recovery folds it.
std::vector<OwnedRecord> feedOf(const ports::LogFolder& folder)
{
    std::vector<OwnedRecord> records;
    auto feed = RecordFeed::open(folder, Sequence{1});
    for (const auto* next = feed.peek(); next != nullptr; next = feed.peek()) {
        records.push_back(ownedCopy(*next));
        feed.pass();
    }
    return records;
}

/// As a replay reads it.
std::vector<OwnedRecord> mergedOf(const ports::LogFolder& folder)
{
    std::vector<OwnedRecord> records;
    auto reader = MergedReader::open(folder);
    for (Record record; reader.next(record);) {
        records.push_back(ownedCopy(record));
    }
    return records;
}

/// Appends records first..last as the engine does: sequence by sequence.
void appendAll(JournalThread& journal, std::uint64_t first, std::uint64_t last)
{
    for (std::uint64_t n = first; n <= last; ++n) {
        const auto record = recordNumber(n);
        journal.append(Stream::Journal, borrowed(record));
        if (n % 2 == 0) {
            journal.complete(record.stamp.seq);
        }
    }
}

} // namespace

class TestJournalThreads : public QObject
{
    Q_OBJECT

private slots:
    void writesEverythingInOrderAndEndsCleanly()
    {
        MemoryFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);

        appendAll(**journal, 1, 20'000);
        QVERIFY((*journal)->end());

        QVERIFY(recordsIn(folder) == recordNumbers(1, 20'000));
        const auto result = verify(folder);
        QCOMPARE(result.verdict, Verdict::Sound);
        QVERIFY(result.hasCleanEnd);
        QCOMPARE((*journal)->figures().records, std::uint64_t{20'000});
        QCOMPARE((*journal)->figures().discarded, std::uint64_t{0});
    }

    void aWaitEndsWhenTheSequenceIsDurable()
    {
        MemoryFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);
        for (std::uint64_t seq = 1; seq <= 500; ++seq) {
            appendAll(**journal, seq * 2 - 1, seq * 2);
            (*journal)->requestSync({seq});

            QVERIFY((*journal)->waitDurable({seq}));

            QVERIFY((*journal)->isDurable({seq}));
        }
        (*journal).reset();
        // Without a clean end, and everything that was durable is there.
        QVERIFY(recordsIn(folder.afterPowerLoss(1)) == recordNumbers(1, 1'000));
    }

    void doesNotCallAnEventDurableBeforeItIsComplete()
    {
        MemoryFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);
        const auto input = recordNumber(1);
        const auto fact = recordNumber(2);
        (*journal)->append(Stream::Journal, borrowed(input));
        (*journal)->requestSync({1});
        (*journal)->append(Stream::Journal, borrowed(fact));
        (*journal)->requestSync({1});
        QVERIFY(!(*journal)->waitDurable({1}, milliseconds(1)));

        (*journal)->complete({1});
        (*journal)->requestSync({1});

        QVERIFY((*journal)->waitDurable({1}));
    }

    void manyOrdersShareOneSync()
    {
        GatedFolder folder;
        JournalThreadOptions options;
        auto journal = startedIn(folder, options);
        QVERIFY(journal);
        folder.setShut(true);
        appendAll(**journal, 1, 2);
        (*journal)->requestSync({1});
        for (std::uint64_t seq = 2; seq <= 10; ++seq) {
            appendAll(**journal, seq * 2 - 1, seq * 2);
            (*journal)->requestSync({seq});
        }
        QVERIFY(!(*journal)->isDurable({1}));

        folder.setShut(false);

        QVERIFY((*journal)->waitDurable({10}));
        QVERIFY((*journal)->figures().syncs <= 10);
        QVERIFY((*journal)->end());
    }

    // S26: two chunks of 4 KiB and a disk that stands still.
    void theEngineWaitsWhenAllChunksAreFullAndNothingIsDropped()
    {
        GatedFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);
        folder.setShut(true);
        std::thread engine([&] { appendAll(**journal, 1, 2'000); });
        while ((*journal)->figures().waits == 0) {
            std::this_thread::yield();
        }
        QVERIFY((*journal)->durableUpTo() == Sequence{});

        folder.setShut(false);
        engine.join();
        QVERIFY((*journal)->end());

        QVERIFY(recordsIn(folder.inner) == recordNumbers(1, 2'000));
    }

    // F7: each idle round offers what has gathered. A disk that stands still for a thousand of them takes no more than
    // the chunks it was handed at first; the engine does not wait, and goes on where there is room.
    void aSlowDiskGetsFewAndFullChunks()
    {
        GatedFolder folder;
        JournalThreadOptions options; // as in a run: 16 chunks
        auto journal = startedIn(folder, options);
        QVERIFY(journal);
        folder.setShut(true);
        for (std::uint64_t seq = 1; seq <= 1'000; ++seq) {
            QVERIFY((*journal)->hasRoom());
            appendAll(**journal, seq * 2 - 1, seq * 2);
            (*journal)->offer(seq % 10 == 0, seq % 10 == 0);
        }
        QCOMPARE((*journal)->figures().waits, std::uint64_t{0});
        QVERIFY(!(*journal)->isDurable({1'000}));

        folder.setShut(false);
        while (!(*journal)->offer(false, false) || !(*journal)->waitDurable({1'000}, milliseconds(10))) { }

        QVERIFY((*journal)->end());
        QVERIFY(recordsIn(folder.inner) == recordNumbers(1, 2'000));
    }

    // S26: whoever asks first never waits; whoever does not is told that it waits for the disk, again and again.
    void aFullPoolSaysSo()
    {
        GatedFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);
        folder.setShut(true);
        std::uint64_t n = 0;
        while ((*journal)->hasRoom()) {
            appendAll(**journal, n + 1, n + 2);
            n += 2;
            (*journal)->offer(false, false);
            QVERIFY(n < 10'000);
        }
        QCOMPARE((*journal)->figures().waits, std::uint64_t{0});

        int told = 0;
        (*journal)->setWaiting([&] {
            if (++told == 3) {
                folder.setShut(false);
            }
        });
        appendAll(**journal, n + 1, n + 400);

        QVERIFY(told >= 3);
        QVERIFY((*journal)->figures().waits >= 1);
        QVERIFY((*journal)->end());
        QVERIFY(recordsIn(folder.inner) == recordNumbers(1, n + 400));
    }

    // F4, F5: whatever fails, nobody is told that something is durable which is not.
    void afterAFailureNothingMoreBecomesDurable()
    {
        std::mt19937_64 random{20'240'901};
        int failures = 0;
        for (int round = 0; round < 300; ++round) {
            MemoryFolder folder;
            auto journal = startedIn(folder);
            QVERIFY(journal);
            (*journal).reset();
            const std::uint64_t at = 1 + random() % 30;
            if (round % 3 == 0) {
                folder.plan.failSyncAt = at;
            } else if (round % 3 == 1) {
                folder.plan.failAppendAt = at;
                folder.plan.isShortWrite = true;
            } else {
                folder.plan.capacity = reserveBytes + 200 * at;
            }
            journal = startedIn(folder);
            QVERIFY(journal);
            std::uint64_t promised = 0, last = 0;
            for (std::uint64_t seq = 1; seq <= 200 && !(*journal)->hasFailed(); ++seq) {
                last = seq;
                appendAll(**journal, seq * 2 - 1, seq * 2);
                (*journal)->requestSync({seq});
                promised = (*journal)->waitDurable({seq}) ? seq : promised;
            }
            QVERIFY((*journal)->hasFailed());
            QVERIFY((*journal)->failure().has_value());
            const auto unnoticed = recordNumber(999), late = recordNumber(1'000);
            QVERIFY(!(*journal)->append(Stream::Journal, borrowed(unnoticed)));
            QVERIFY(!(*journal)->append(Stream::Tape, borrowed(late)));
            QVERIFY(!(*journal)->waitDurable({500}));

            // The kill is still recorded.
            (*journal)->emergency(borrowed(late));
            QVERIFY(!(*journal)->end());
            QVERIFY(folder.counters.faults > 0);
            QCOMPARE((*journal)->emergencyWritten(), std::uint64_t{1});
            QCOMPARE((*journal)->durableUpTo().value, promised);
            ++failures;

            folder.plan = {};
            MemoryFolder after = folder.afterPowerLoss(random());
            const auto recovery = recover(after);
            QVERIFY(recovery);
            QVERIFY(recovery->of(Stream::Journal).end.last.seq.value >= promised);
            // What had left meanwhile, perhaps, is there, too (rulings 3), and each once, whatever the disk has kept.
            auto expected = recordNumbers(promised * 2 + 1, last * 2);
            expected.insert(expected.end(), {unnoticed, late});
            QVERIFY(recordsIn(after, Stream::Emergency) == expected);
            QCOMPARE((*journal)->figures().late, static_cast<std::uint64_t>(expected.size() - 1));
            auto whole = recordNumbers(1, last * 2);
            whole.insert(whole.end(), {unnoticed, late});
            QVERIFY(feedOf(after) == whole);
            QVERIFY(mergedOf(after) == whole);
        }
        QCOMPARE(failures, 300);
    }

    void relaxedModeSyncsAtTheEndOnly()
    {
        MemoryFolder folder;
        JournalThreadOptions options;
        options.writer.isRelaxed = true;
        auto journal = startedIn(folder, options);
        QVERIFY(journal);
        appendAll(**journal, 1, 1'000);
        (*journal)->flush();
        QVERIFY((*journal)->waitDurable({500}));
        QCOMPARE((*journal)->figures().syncs, std::uint64_t{0});

        QVERIFY((*journal)->end());

        QVERIFY(recordsIn(folder.afterPowerLoss(1)) == recordNumbers(1, 1'000));
    }

    void aRecordLargerThanAChunkGoesThrough()
    {
        MemoryFolder folder;
        auto journal = startedIn(folder);
        QVERIFY(journal);
        OwnedRecord large = recordNumber(1);
        large.payload.assign(300'000, std::byte{7});
        (*journal)->append(Stream::Journal, borrowed(large));
        const auto small = recordNumber(3);
        (*journal)->append(Stream::Journal, borrowed(small));
        QVERIFY((*journal)->end());

        QVERIFY(recordsIn(folder) == (std::vector{large, small}));
    }

    void tellsWhoeverAskedThatTheMarkHasMoved()
    {
        MemoryFolder folder;
        std::atomic<int> calls{0};
        JournalThreadOptions options;
        options.moved = [&calls] { calls.fetch_add(1); };
        auto journal = startedIn(folder, options);
        QVERIFY(journal);
        appendAll(**journal, 1, 2);
        (*journal)->requestSync({1});
        QVERIFY((*journal)->waitDurable({1}));
        QVERIFY((*journal)->end());
        QVERIFY(calls.load() > 0);
    }

    void goesOnWhereTheLastSessionStopped()
    {
        MemoryFolder folder;
        for (std::uint64_t session = 0; session < 5; ++session) {
            auto journal = startedIn(folder);
            QVERIFY(journal);
            QCOMPARE((*journal)->durableUpTo().value, session * 50);
            appendAll(**journal, session * 100 + 1, session * 100 + 100);
            if (session % 2 == 0) {
                QVERIFY((*journal)->end());
            } else {
                (*journal)->flush();
            }
        }
        QVERIFY(recordsIn(folder) == recordNumbers(1, 500));
    }
};

QTEST_APPLESS_MAIN(TestJournalThreads)
#include "tst_journal_threads.moc"
