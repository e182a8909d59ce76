// needs: desk/journal

#include "core/host/runtime/journal_thread.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

/// A folder whose syncs wait until they are let through.
class GatedFolder final : public ports::LogFolder
{
public:
    MemoryFolder inner;
    std::mutex mutex;
    std::condition_variable changed;
    bool isShut = false;

    void setShut(bool shut)
    {
        const std::lock_guard lock(mutex);
        isShut = shut;
        changed.notify_all();
    }
    Result<std::vector<std::string>> names() const override
    {
        return inner.names();
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        auto file = inner.create(name);
        return file ? std::unique_ptr<ports::LogFile>(new File(*this, std::move(*file))) : std::move(file);
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        return inner.append(name);
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override
    {
        return inner.read(name);
    }
    Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        return inner.replace(name, data);
    }
    Result<void> truncate(std::string_view name, std::uint64_t size) override
    {
        return inner.truncate(name, size);
    }
    Result<void> remove(std::string_view name) override
    {
        return inner.remove(name);
    }
    Result<std::uint64_t> freeBytes() const override
    {
        return inner.freeBytes();
    }

private:
    class File final : public ports::LogFile
    {
    public:
        File(GatedFolder& folder, std::unique_ptr<ports::LogFile> file)
            : m_folder(folder)
            , m_file(std::move(file))
        {
        }
        Result<void> append(std::span<const std::byte> data) override
        {
            return m_file->append(data);
        }
        Result<void> sync() override
        {
            std::unique_lock lock(m_folder.mutex);
            m_folder.changed.wait(lock, [this] { return !m_folder.isShut; });
            return m_file->sync();
        }
        std::uint64_t size() const override
        {
            return m_file->size();
        }

    private:
        GatedFolder& m_folder;
        std::unique_ptr<ports::LogFile> m_file;
    };
};

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
            std::uint64_t promised = 0;
            for (std::uint64_t seq = 1; seq <= 200 && !(*journal)->hasFailed(); ++seq) {
                appendAll(**journal, seq * 2 - 1, seq * 2);
                (*journal)->requestSync({seq});
                promised = (*journal)->waitDurable({seq}) ? seq : promised;
            }
            QVERIFY((*journal)->hasFailed());
            QVERIFY((*journal)->failure().has_value());
            QVERIFY(folder.counters.faults > 0);
            const auto late = recordNumber(1'000);
            QVERIFY(!(*journal)->append(Stream::Journal, borrowed(late)));
            QVERIFY(!(*journal)->waitDurable({500}));

            // The kill is still recorded.
            (*journal)->emergency(borrowed(late));
            QVERIFY(!(*journal)->end());
            QCOMPARE((*journal)->emergencyWritten(), std::uint64_t{1});
            QCOMPARE((*journal)->durableUpTo().value, promised);
            ++failures;

            folder.plan = {};
            MemoryFolder after = folder.afterPowerLoss(random());
            const auto recovery = recover(after);
            QVERIFY(recovery);
            QVERIFY(recovery->of(Stream::Journal).end.last.seq.value >= promised);
            QVERIFY(recordsIn(after, Stream::Emergency) == std::vector{late});
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
