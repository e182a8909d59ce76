// needs: host/runtime desk/driver desk/sim

#include "core/desk/driver/recovery.h"
#include "core/desk/driver/replay.h"
#include "core/desk/journal/checkpoint.h"
#include "core/host/runtime/checkpoints.h"
#include "core/host/runtime/journal_store.h"
#include "core/host/runtime/live_store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recorded_session.h"

#include <QTest>

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using omni::tests::MemoryFolder;

namespace {

/// A folder in memory for two threads, whose syncs wait while it is shut.
class SharedFolder final : public ports::LogFolder
{
public:
    void setShut(bool shut)
    {
        const std::scoped_lock lock(m_mutex);
        m_isShut = shut;
        m_changed.notify_all();
    }
    MemoryFolder copy() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.copy();
    }
    Result<std::vector<std::string>> names() const override
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.names();
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        return wrapped([&] { return m_inner.create(name); });
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        return wrapped([&] { return m_inner.append(name); });
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.read(name);
    }
    Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        const std::scoped_lock lock(m_mutex);
        if (journal::checkpointOf(name)) {
            written.push_back({*journal::checkpointOf(name), Bytes(data.begin(), data.end())});
        }
        return m_inner.replace(name, data);
    }
    Result<void> truncate(std::string_view name, std::uint64_t size) override
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.truncate(name, size);
    }
    Result<void> remove(std::string_view name) override
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.remove(name);
    }
    Result<std::uint64_t> freeBytes() const override
    {
        const std::scoped_lock lock(m_mutex);
        return m_inner.freeBytes();
    }

    struct Written {
        Sequence seq;
        Bytes bytes;
    };
    std::vector<Written> written; ///< Checkpoints, all of them. When the threads have ended.

private:
    class File final : public ports::LogFile
    {
    public:
        File(SharedFolder& folder, std::unique_ptr<ports::LogFile> file)
            : m_folder(folder)
            , m_file(std::move(file))
        {
        }
        Result<void> append(std::span<const std::byte> data) override
        {
            const std::scoped_lock lock(m_folder.m_mutex);
            return m_file->append(data);
        }
        Result<void> sync() override
        {
            std::unique_lock lock(m_folder.m_mutex);
            m_folder.m_changed.wait(lock, [this] { return !m_folder.m_isShut; });
            return m_file->sync();
        }
        std::uint64_t size() const override
        {
            const std::scoped_lock lock(m_folder.m_mutex);
            return m_file->size();
        }

    private:
        SharedFolder& m_folder;
        std::unique_ptr<ports::LogFile> m_file;
    };
    template<class Open> Result<std::unique_ptr<ports::LogFile>> wrapped(Open open)
    {
        const std::scoped_lock lock(m_mutex);
        auto file = open();
        return file ? std::unique_ptr<ports::LogFile>(new File(*this, std::move(*file))) : std::move(file);
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    MemoryFolder m_inner;
    bool m_isShut = false;
};

/// A session of `aHill`, with a checkpoint every few records; ends like a crash.
void crashingSession(SharedFolder& folder, std::uint64_t everyRecords, bool isRelaxed, bool waitsForEach)
{
    const auto recovery = journal::recover(folder);
    JournalThreadOptions options;
    options.writer.isRelaxed = isRelaxed;
    auto thread = std::move(*JournalThread::start(folder, *recovery, options));
    StopFlag stop;
    JournalStore store(*thread, isRelaxed, stop);
    ManualClock clock(newYear);
    Checkpoints checkpoints(clock, folder, *thread, nullptr, {everyRecords, hours(1)});
    /// So that none is left out because the one before is still being written.
    class Patient final : public driver::Watcher
    {
    public:
        Patient(Checkpoints& inner, bool waits)
            : m_inner(inner)
            , m_waits(waits)
        {
        }
        void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override
        {
            m_inner.onInput(stamp, event, engine);
            rest();
        }
        void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override
        {
            m_inner.onFact(stamp, fact, engine);
            rest();
        }

    private:
        void rest()
        {
            while (m_waits && m_inner.isBusy()) {
                std::this_thread::yield();
            }
        }
        Checkpoints& m_inner;
        bool m_waits;
    } watcher(checkpoints, waitsForEach);
    auto feed = aHill();
    auto setup = aTypicalSetup();
    sim::FeedVenue venue{sim::FeedVenueConfig{}};
    driver::Approver approver(driver::ApprovalRule::All, engine::script);
    driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, &watcher);
    driver::SimulatedSession session(desk, venue, &feed, approver);
    static_cast<void>(session.run(setup, nullptr));
}

} // namespace

class TestCheckpoints : public QObject
{
    Q_OBJECT

private slots:
    // S22, at every one of them: the checkpoint and what follows is the whole journal, also when the journal ends with
    // the very record of the checkpoint.
    void atEachCheckpointTheStateIsThatOfTheJournal_data()
    {
        QTest::addColumn<bool>("isRelaxed");
        QTest::newRow("synced") << false;
        QTest::newRow("relaxed") << true;
    }
    void atEachCheckpointTheStateIsThatOfTheJournal()
    {
        QFETCH(bool, isRelaxed);
        SharedFolder folder;
        crashingSession(folder, 1, isRelaxed, true);
        QVERIFY(folder.written.size() > 20);

        for (const auto& one : folder.written) {
            auto copy = folder.copy();
            const auto names = copy.names();
            for (const auto& name : *names) {
                if (journal::checkpointOf(name)) {
                    QVERIFY(copy.remove(name));
                }
            }
            QVERIFY(copy.replace(journal::checkpointName(one.seq), one.bytes));
            const auto quick = driver::recoverDesk(copy);
            const auto whole = driver::recoverDesk(copy, {.usesCheckpoint = false});
            QVERIFY(quick && whole);
            QCOMPARE(quick->checkpoint.value, one.seq.value);
            QVERIFY(quick->folded < whole->folded);
            QCOMPARE(hexText(quick->state.hash()), hexText(whole->state.hash()));
            const auto then = driver::recoverDesk(copy, {.usesCheckpoint = false, .before = {one.seq.value + 1}});
            QCOMPARE(hexText(journal::checkpointFromBytes(one.bytes)->stateDigest), hexText(then->state.hash()));
            const auto replayed = driver::replayJournal(copy);
            QVERIFY(replayed && replayed->identical);
        }
    }

    // It is never ahead of the disk: while syncs hang there is none.
    void noneIsWrittenBeforeItsRecordsAreOnTheDisk()
    {
        SharedFolder folder;
        const auto recovery = journal::recover(folder);
        JournalThreadOptions options;
        options.writer.isRelaxed = true; // the mark alone says nothing about the disk here
        auto thread = std::move(*JournalThread::start(folder, *recovery, options));
        ManualClock clock(newYear);
        Checkpoints checkpoints(clock, folder, *thread, nullptr, {1, hours(1)});
        StopFlag stop;
        JournalStore store(*thread, true, stop);
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, &checkpoints);
        folder.setShut(true);
        QVERIFY(desk.put(newYear, aTypicalSetup().started));
        QVERIFY(checkpoints.isBusy());
        QTest::qWait(50);
        QCOMPARE(checkpoints.written(), std::uint64_t{0});

        folder.setShut(false);

        QTRY_COMPARE(checkpoints.written(), std::uint64_t{1});
        checkpoints.stop();
        QCOMPARE(folder.written.front().seq.value, std::uint64_t{1});
    }

    // For a program of one thread, which says itself when its disk works.
    void withoutAThreadOneIsWrittenWhenAsked()
    {
        SharedFolder folder;
        const auto recovery = journal::recover(folder);
        JournalThreadOptions options;
        options.hasThread = false;
        auto thread = std::move(*JournalThread::start(folder, *recovery, options));
        LiveStore store(*thread, false);
        ManualClock clock(newYear);
        Checkpoints checkpoints(clock, folder, *thread, nullptr, {1, hours(1), false});
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, &checkpoints);
        QVERIFY(desk.put(newYear, aTypicalSetup().started));
        QVERIFY(checkpoints.isBusy());
        QVERIFY(!checkpoints.writeNext()); // the record is not on the disk

        QVERIFY(store.handOver(desk.stamp().seq, true));
        while (thread->writeNext()) { }

        QVERIFY(checkpoints.writeNext());
        QCOMPARE(checkpoints.written(), std::uint64_t{1});
        QVERIFY(!checkpoints.isBusy());
        QVERIFY(!checkpoints.writeNext());
        QCOMPARE(folder.written.front().seq.value, std::uint64_t{1});
    }
    void oneIsTakenAfterItsTimeIfAnythingHasHappened()
    {
        SharedFolder folder;
        const auto recovery = journal::recover(folder);
        auto thread = std::move(*JournalThread::start(folder, *recovery, {}));
        ManualClock clock(newYear);
        Checkpoints checkpoints(clock, folder, *thread, nullptr, {1'000'000, minutes(5)});
        StopFlag stop;
        JournalStore store(*thread, false, stop);
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, &checkpoints);
        QVERIFY(desk.put(newYear, aTypicalSetup().started));
        clock.pass(minutes(5) - nanoseconds(1));
        QVERIFY(desk.put(newYear, events::TimerFired{}));
        QVERIFY(!checkpoints.isBusy());
        clock.pass(nanoseconds(1));
        QVERIFY(desk.put(newYear, events::TimerFired{}));
        QTRY_COMPARE(checkpoints.written(), std::uint64_t{1});
        clock.pass(minutes(10));
        QCOMPARE(checkpoints.written(), std::uint64_t{1}); // nothing has happened since
        checkpoints.stop();
        QCOMPARE(folder.written.front().seq.value, std::uint64_t{3});
    }

    // A crash took records on which a checkpoint rests. Their numbers are given anew: it must be gone before.
    void oneOfAnotherPastIsPassedOverAndThenRemoved()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup(), false);
        auto desk = driver::recoverDesk(folder);
        const auto hash = desk->state.hash();
        desk->state.losingStreak = 3;
        QVERIFY(driver::writeDeskCheckpoint(folder, desk->state, {desk->last.value + 1}, newYear));

        const auto again = driver::recoverDesk(folder);
        QVERIFY(again);
        QCOMPARE(hexText(again->state.hash()), hexText(hash));
        QCOMPARE(again->notes.size(), std::size_t{1});

        const auto recovery = journal::recover(folder);
        QVERIFY(recovery);
        QVERIFY(!recovery->notes.empty());
        const auto names = folder.names();
        for (const auto& name : *names) {
            QVERIFY(!journal::checkpointOf(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints_threads.moc"
