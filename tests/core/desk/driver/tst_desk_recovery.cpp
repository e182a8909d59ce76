// needs: desk/driver desk/sim

#include "core/desk/driver/recovery.h"
#include "core/desk/driver/replay.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/reader.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recorded_session.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using omni::tests::MemoryFolder;

class TestDeskRecovery : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyFolderIsANewDesk()
    {
        MemoryFolder folder;

        const auto desk = driver::recoverDesk(folder);

        QVERIFY(desk);
        QCOMPARE(desk->last.value, std::uint64_t{0});
        QCOMPARE(desk->folded, std::uint64_t{0});
    }

    // S22: the fold of the journal is the state before the stop.
    void theJournalFoldsToTheStateBeforeTheStop()
    {
        MemoryFolder folder;
        auto feed = aHill();
        const Digest hash = record(folder, feed, aTypicalSetup());

        const auto desk = driver::recoverDesk(folder);

        QVERIFY(desk);
        QCOMPARE(hexText(desk->state.hash()), hexText(hash));
    }

    // S22: snapshot and tail are the full replay.
    void aCheckpointAndWhatFollowsIsTheSameAsEverything()
    {
        MemoryFolder folder;
        auto first = aHill();
        record(folder, first, aTypicalSetup());
        const auto before = driver::recoverDesk(folder);
        QVERIFY(driver::writeDeskCheckpoint(folder, before->state, before->last, newYear));
        auto second = aHill(20);
        record(folder, second, aTypicalSetup(2, newYear + days(20)));

        const auto quick = driver::recoverDesk(folder);
        const auto whole = driver::recoverDesk(folder, {.usesCheckpoint = false});

        QVERIFY(quick && whole);
        QCOMPARE(quick->checkpoint.value, before->last.value);
        QVERIFY(quick->folded < whole->folded);
        QCOMPARE(hexText(quick->state.hash()), hexText(whole->state.hash()));
    }

    void aCheckpointThatLiesIsPassedOver()
    {
        MemoryFolder folder;
        auto feed = aHill();
        const Digest hash = record(folder, feed, aTypicalSetup());
        auto desk = driver::recoverDesk(folder);
        desk->state.losingStreak = 3;
        Bytes bytes;
        ByteWriter out(bytes);
        desk->state.save(out);
        journal::Checkpoint lie{desk->last, newYear, engine::deskStateVersion, hash, bytes};
        QVERIFY(journal::writeCheckpoint(folder, lie));

        const auto again = driver::recoverDesk(folder);

        QVERIFY(again);
        QCOMPARE(again->notes.size(), std::size_t{1});
        QCOMPARE(hexText(again->state.hash()), hexText(hash));
    }

    void theStateSavesAndLoadsByteForByte()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        const auto desk = driver::recoverDesk(folder);
        Bytes once;
        ByteWriter out(once);
        desk->state.save(out);

        engine::DeskState loaded;
        ByteReader in(once);
        QVERIFY(loaded.load(in));
        QVERIFY(in.finished());
        Bytes twice;
        ByteWriter again(twice);
        loaded.save(again);

        QVERIFY(once == twice);
        for (std::size_t size = 0; size < once.size(); size += 7) { // cut anywhere it is refused, never believed
            engine::DeskState cut;
            ByteReader part(std::span<const std::byte>(once).first(size));
            QVERIFY(!cut.load(part) || !part.finished());
        }
    }

    // S12: a pause outlives the session. Only a reason on record ends it.
    void whatStandsIsClearedByARecordedReasonAlone()
    {
        MemoryFolder folder;
        auto losing = aTypicalSetup();
        losing.started.limits.losingStreak = 1;
        auto first = aHill();
        record(folder, first, losing);
        QVERIFY(!driver::recoverDesk(folder)->state.breakers.isEmpty());

        auto second = aHill(20);
        record(folder, second, aTypicalSetup(2, newYear + days(20)));
        const auto still = driver::recoverDesk(folder);
        QVERIFY(!still->state.breakers.isEmpty());
        QCOMPARE(still->state.counters.approved, std::uint64_t{1});

        auto third = aHill(40);
        auto rearming = aTypicalSetup(3, newYear + days(40));
        rearming.rearm = "losses reviewed";
        record(folder, third, rearming);
        QCOMPARE(driver::recoverDesk(folder)->state.counters.approved, std::uint64_t{2});
    }

    // Those that a reset leaves off, and one that was off before: each by a command of its own.
    void aRecordedReasonStartsTheStrategiesToo()
    {
        MemoryFolder folder;
        auto latched = aTypicalSetup();
        latched.latched = events::KillLatched{{}, risk::KillLevel::Pause, engine::owner, {}};
        auto first = aHill();
        record(folder, first, latched);
        QCOMPARE(driver::recoverDesk(folder)->state.counters.approved, std::uint64_t{0});

        auto second = aHill(20);
        auto rearming = aTypicalSetup(2, newYear + days(20));
        rearming.rearm = "looked at it";
        record(folder, second, rearming);

        const auto after = driver::recoverDesk(folder);
        QVERIFY(after->state.latches.isEmpty());
        QVERIFY(after->state.switchedOff.isEmpty());
        QCOMPARE(after->state.counters.approved, std::uint64_t{1});
    }

    void aSessionThatTheDeskRefusesIsNotRun()
    {
        MemoryFolder folder;
        auto first = aHill();
        record(folder, first, aTypicalSetup());
        const auto before = driver::recoverDesk(folder)->state;
        auto euros = aTypicalSetup(2, newYear + days(20));
        euros.started.baseCurrency = "EUR";
        auto second = aHill(20);

        record(folder, second, euros);

        const auto after = driver::recoverDesk(folder)->state;
        QCOMPARE(after.session.boot, before.session.boot);
        QCOMPARE(after.counters.proposals, before.counters.proposals);
        QCOMPARE(after.counters.alerts, before.counters.alerts + 1);
    }

    // F1: wherever the record was cut by a crash, the desk comes up with what was written, and orders that may have
    // reached the venue are asked for.
    void anyPrefixOfTheRecordRecovers()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        auto reader = journal::Reader::open(folder, journal::Stream::Journal);
        std::vector<std::pair<journal::Record, Bytes>> records;
        for (journal::Record one; reader.next(one);) {
            records.emplace_back(one, Bytes(one.payload.begin(), one.payload.end()));
        }
        for (std::size_t kept = 1; kept <= records.size(); ++kept) {
            MemoryFolder crashed;
            {
                FolderStore store(crashed);
                for (std::size_t i = 0; i < kept; ++i) {
                    records[i].first.payload = records[i].second;
                    store.append(false, records[i].first);
                }
                QVERIFY(store.makeDurable(records[kept - 1].first.stamp.seq));
            }
            auto next = aHill(20);
            const Digest hash = record(crashed, next, aTypicalSetup(2, newYear + days(20)));
            const auto desk = driver::recoverDesk(crashed, {.usesCheckpoint = false});
            QVERIFY(desk);
            QCOMPARE(hexText(desk->state.hash()), hexText(hash));
            QCOMPARE(desk->state.ledger.openCount(), 0);
            const auto replayed = driver::replayJournal(crashed);
            QVERIFY(replayed);
            QVERIFY2(replayed->identical, replayed->text.c_str());
            QCOMPARE(hexText(replayed->hash), hexText(hash));
        }
    }
};

QTEST_APPLESS_MAIN(TestDeskRecovery)
#include "tst_desk_recovery.moc"
