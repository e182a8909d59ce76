#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/emergency.h"
#include "core/desk/journal/writer.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

constexpr WriterOptions smallSegments{.segmentBytes = 1024, .install = {}, .isRelaxed = false};

} // namespace

class TestJournalWriter : public QObject
{
    Q_OBJECT

private slots:
    void touchesNoFileBeforeTheFirstCommit()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);

        QVERIFY(writer->append(borrowed(recordNumber(1))));

        QVERIFY(folder.files.empty());
    }

    void aBatchIsOneWriteAndOneSync()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        for (const auto& record : recordNumbers(1, 100)) {
            QVERIFY(writer->append(borrowed(record)));
        }

        QVERIFY(writer->commit(true));

        QCOMPARE(folder.counters.appends, std::uint64_t{1});
        QCOMPARE(folder.counters.syncs, std::uint64_t{1});
        QVERIFY(recordsIn(folder) == recordNumbers(1, 100));
    }

    void saysWhatIsDurableAndWhatIsOnlyWritten()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(writer->append(borrowed(recordNumber(1))));
        QVERIFY(writer->append(borrowed(recordNumber(2))));
        QVERIFY(writer->writtenUpTo() == Position{});

        QVERIFY(writer->commit(false));
        QVERIFY(writer->writtenUpTo() == (Position{{1}, 1}));
        QVERIFY(writer->durableUpTo() == Position{});

        QVERIFY(writer->commit(true));
        QVERIFY(writer->durableUpTo() == (Position{{1}, 1}));
    }

    void rollsToTheNextSegmentWhenOneIsFull()
    {
        const MemoryFolder folder = aJournal(200, true);

        QVERIFY(folder.files.contains("journal-00000004.omj"));
        QVERIFY(recordsIn(folder) == recordNumbers(1, 200));
        for (const auto& [name, file] : folder.files) {
            QVERIFY2(file->unsynced.empty(), name.c_str());
        }
    }

    void refusesARecordOutOfOrderAndGoesOn()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(writer->append(borrowed(recordNumber(3))));

        for (const std::uint64_t n : {std::uint64_t{3}, std::uint64_t{2}, std::uint64_t{1}}) {
            const auto appended = writer->append(borrowed(recordNumber(n)));
            QVERIFY(!appended);
            QCOMPARE(appended.error().code, Errc::Invalid);
        }

        QVERIFY(writer->append(borrowed(recordNumber(4))));
        QVERIFY(writer->commit(true));
        QVERIFY(recordsIn(folder) == recordNumbers(3, 4));
    }

    void takesTheLargestPayloadAndNoLarger()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        OwnedRecord record = recordNumber(1);
        record.payload.assign(mostPayloadBytes + 1, std::byte{1});
        QCOMPARE(writer->append(borrowed(record)).error().code, Errc::Full);

        record.payload.pop_back();
        QVERIFY(writer->append(borrowed(record)));

        QVERIFY(writer->commit(true));
        QVERIFY(recordsIn(folder) == std::vector{record});
    }

    void goesOnInAnUnsealedSegment()
    {
        MemoryFolder folder = aJournal(20, false);
        const auto segments = folder.files.size();

        auto writer = writerIn(folder, {.segmentBytes = 1 << 20, .install = {}, .isRelaxed = false});
        QVERIFY(writer);
        QVERIFY(writeEach(*writer, 21, 40));
        QVERIFY(writer->end());
        QVERIFY(writeCleanEnd(folder));

        QCOMPARE(folder.files.size(), segments + 1); // and the clean end
        QVERIFY(recordsIn(folder) == recordNumbers(1, 40));
        QCOMPARE(verify(folder).verdict, Verdict::Sound);
    }

    void beginsANewSegmentAfterACleanEnd()
    {
        MemoryFolder folder = aJournal(3, true);

        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(writeEach(*writer, 4, 6));
        QVERIFY(writer->end());

        QVERIFY(folder.files.contains("journal-00000002.omj"));
        QVERIFY(recordsIn(folder) == recordNumbers(1, 6));
    }

    void writesNothingMoreOnceEnded()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(writeEach(*writer, 1, 1));
        QVERIFY(writer->end());

        QVERIFY(!writer->append(borrowed(recordNumber(2))));
        QVERIFY(!writer->commit(true));
        QVERIFY(!writer->end());
    }

    void aSessionWithoutRecordsLeavesNoSegment()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);

        QVERIFY(writer->commit(true));
        QVERIFY(writer->end());

        QVERIFY(folder.files.empty());
    }

    // F4: whatever the n-th sync is for, nothing after the sync before it counts as durable, and nothing more is tried.
    void aFailedSyncIsTheLast()
    {
        for (std::uint64_t n = 1; n <= 60; ++n) {
            MemoryFolder folder;
            folder.plan.failSyncAt = n;
            auto writer = writerIn(folder, smallSegments);
            QVERIFY(writer);
            std::uint64_t written = 0;
            Position durable;
            while (written < 100) {
                const auto record = recordNumber(++written);
                QVERIFY(writer->append(borrowed(record)));
                if (!writer->commit(true)) {
                    break;
                }
                durable = writer->durableUpTo();
                QVERIFY(durable == positionOf(borrowed(record)));
            }

            QCOMPARE(folder.counters.faults, std::uint64_t{1});
            QCOMPARE(written, n);
            QVERIFY(writer->failed().has_value());
            QVERIFY(writer->durableUpTo() == durable);
            const auto counters = folder.counters;
            QVERIFY(!writer->append(borrowed(recordNumber(written + 1))));
            QVERIFY(!writer->commit(true));
            QVERIFY(!writer->markDurable());
            QVERIFY(!writer->end());
            QCOMPARE(folder.counters.syncs, counters.syncs);
            QCOMPARE(folder.counters.appends, counters.appends);
        }
    }

    void aFailedWriteOrCreationIsTheLast_data()
    {
        QTest::addColumn<bool>("atCreation");
        QTest::addColumn<bool>("isShort");
        QTest::newRow("a write that wrote nothing") << false << false;
        QTest::newRow("a write that wrote half") << false << true;
        QTest::newRow("a segment that cannot be made") << true << false;
    }

    void aFailedWriteOrCreationIsTheLast()
    {
        QFETCH(bool, atCreation);
        QFETCH(bool, isShort);
        for (std::uint64_t n = 1; n <= (atCreation ? 3 : 40); ++n) {
            MemoryFolder folder;
            folder.plan.isShortWrite = isShort;
            (atCreation ? folder.plan.failCreateAt : folder.plan.failAppendAt) = n;
            auto writer = writerIn(folder, smallSegments);
            QVERIFY(writer);

            QVERIFY(!writeEach(*writer, 1, 200));

            QCOMPARE(folder.counters.faults, std::uint64_t{1});
            const auto appends = folder.counters.appends;
            QVERIFY(!writer->commit(true));
            QCOMPARE(folder.counters.appends, appends);
            // What was durable is there, and perhaps more: never less, never something else.
            const auto found = recordsIn(folder);
            const auto durable = writer->durableUpTo();
            QVERIFY(found == recordNumbers(1, found.size()));
            QVERIFY(found.empty() ? durable == Position{} : positionOf(borrowed(found.back())) >= durable);
        }
    }

    // F5: a disk that fills at any byte of the journal's life.
    void aFullDiskStopsTheJournalAndTheReserveStillTakesAKill()
    {
        constexpr std::uint64_t room = reserveBytes;
        for (std::uint64_t free = 0; free < 4'000; free += 37) {
            MemoryFolder folder;
            const auto recovery = recover(folder);
            QVERIFY(recovery);
            auto emergency = EmergencyLog::prepare(folder, recovery->of(Stream::Emergency).end, {});
            QVERIFY(emergency);
            folder.plan.capacity = room + free;
            auto writer = Writer::open(folder, recovery->of(Stream::Journal).end, smallSegments);
            QVERIFY(writer);
            QVERIFY(!writeEach(*writer, 1, 300));
            QCOMPARE(writer->failed()->code, Errc::Full);
            QVERIFY(folder.counters.faults > 0);

            const auto kill = recordNumber(301);
            QVERIFY(emergency->write(borrowed(kill)));

            QVERIFY(emergency->isUsed());
            QVERIFY(recordsIn(folder, Stream::Emergency) == std::vector{kill});
            // The next start finds both, in order.
            folder.plan = {};
            const auto again = recover(folder);
            QVERIFY(again);
            QVERIFY(again->last == positionOf(borrowed(kill)));
            QCOMPARE(verify(folder).verdict, Verdict::Sound);
        }
    }

    void theReserveIsBounded()
    {
        MemoryFolder folder;
        auto emergency = EmergencyLog::prepare(folder, {.stream = Stream::Emergency}, {});
        QVERIFY(emergency);
        OwnedRecord record = recordNumber(1);
        record.payload.assign(1'000, std::byte{1});
        std::uint64_t written = 0;
        for (; written < 2'000; ++written) {
            record.stamp.seq.value += 1;
            const auto result = emergency->write(borrowed(record));
            if (!result) {
                QCOMPARE(result.error().code, Errc::Full);
                break;
            }
        }

        QVERIFY(written > 900 && written < 1'049);
        QVERIFY(folder.bytesOf("emergency-00000001.ome").size() <= reserveBytes);
        QVERIFY(emergency->end());
        QCOMPARE(recordsIn(folder, Stream::Emergency).size(), static_cast<std::size_t>(written));
    }

    void theReserveIsMadeOnceAndMadeAgainAfterUse()
    {
        MemoryFolder folder;
        auto first = EmergencyLog::prepare(folder, {.stream = Stream::Emergency}, {});
        QVERIFY(first);
        QVERIFY(folder.files.contains(reserveName));
        QCOMPARE(folder.bytesOf(reserveName).size(), static_cast<std::size_t>(reserveBytes));
        QVERIFY(EmergencyLog::prepare(folder, {.stream = Stream::Emergency}, {}));
        QCOMPARE(folder.counters.replaces, std::uint64_t{1});

        QVERIFY(first->write(borrowed(recordNumber(1))));
        QVERIFY(!folder.files.contains(reserveName));

        const auto recovery = recover(folder);
        QVERIFY(recovery);
        QVERIFY(EmergencyLog::prepare(folder, recovery->of(Stream::Emergency).end, {}));
        QVERIFY(folder.files.contains(reserveName));
    }

    // A session dies over its last words; the next ones have none, and end in order all the same.
    void lastWordsOfADeadSessionAreSealedByTheNextThatEnds()
    {
        MemoryFolder folder;
        {
            auto dying = EmergencyLog::prepare(folder, {.stream = Stream::Emergency}, {});
            QVERIFY(dying && dying->write(borrowed(recordNumber(1))));
        }
        QVERIFY(!writeCleanEnd(folder));
        for (int session = 0; session < 2; ++session) {
            const auto recovery = recover(folder);
            QVERIFY(recovery);
            auto emergency = EmergencyLog::prepare(folder, recovery->of(Stream::Emergency).end, {});
            QVERIFY(emergency && emergency->end());
            QVERIFY(!emergency->isUsed() || session == 0);
            QVERIFY(writeCleanEnd(folder));
        }
        QVERIFY(recordsIn(folder, Stream::Emergency) == std::vector{recordNumber(1)});
        QVERIFY(folder.files.contains(reserveName));
    }

    void relaxedModeSyncsOnlyWhenASegmentIsFull()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder, {.segmentBytes = 1 << 20, .install = {}, .isRelaxed = true});
        QVERIFY(writer);
        for (const auto& record : recordNumbers(1, 1'000)) {
            QVERIFY(writer->append(borrowed(record)));
            QVERIFY(writer->commit(false));
        }
        QCOMPARE(folder.counters.syncs, std::uint64_t{0});

        QVERIFY(writer->end());

        QCOMPARE(folder.counters.syncs, std::uint64_t{1});
        QVERIFY(writer->durableUpTo() == (Position{{500}, 1}));
    }

    void aMarkIsWrittenOnceForWhatIsDurable()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(writeEach(*writer, 1, 1));
        const auto appends = folder.counters.appends;

        QVERIFY(writer->markDurable());
        QVERIFY(writer->markDurable());

        QCOMPARE(folder.counters.appends, appends + 1);
        QVERIFY(recordsIn(folder) == recordNumbers(1, 1));
    }
};

QTEST_APPLESS_MAIN(TestJournalWriter)
#include "tst_journal_writer.moc"
