#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/recovery.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

/// The name of the journal's last segment.
std::string lastSegmentOf(const MemoryFolder& folder)
{
    std::string last;
    for (const auto& entry : folder.files) {
        const auto id = segmentOf(entry.first);
        last = id && id->stream == Stream::Journal ? entry.first : last;
    }
    return last;
}

/// Offset behind the n-th record from the end of a segment, n from 0; marks after it not counted.
std::vector<std::uint64_t> recordEndsOf(std::span<const std::byte> file, SegmentId id)
{
    std::vector<std::uint64_t> ends;
    const auto header = readHeader(file, id);
    FrameDecoder decoder(file, *header);
    for (Frame frame; decoder.next(frame);) {
        if (frame.kind == FrameKind::Record) {
            ends.push_back(decoder.offset());
        }
    }
    return ends;
}

bool isPrefix(const std::vector<OwnedRecord>& records)
{
    return records == recordNumbers(1, records.size());
}

} // namespace

class TestJournalRecovery : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyFolderIsAFreshStart()
    {
        MemoryFolder folder;

        const auto recovery = recover(folder);

        QVERIFY(recovery);
        QVERIFY(recovery->wasCleanEnd);
        QVERIFY(recovery->last == Position{});
        QCOMPARE(recovery->lastBoot, std::uint32_t{0});
        QVERIFY(recovery->notes.empty());
    }

    void saysHowTheLastSessionEnded()
    {
        MemoryFolder clean = aJournal(10, true);
        const auto afterEnd = recover(clean);
        QVERIFY(afterEnd);
        QVERIFY(afterEnd->wasCleanEnd);
        QVERIFY(afterEnd->of(Stream::Journal).found == Condition::Sealed);
        QVERIFY(!clean.files.contains(cleanEndName));

        MemoryFolder crashed = aJournal(10, false);
        const auto afterCrash = recover(crashed);
        QVERIFY(afterCrash);
        QVERIFY(!afterCrash->wasCleanEnd);
        QVERIFY(afterCrash->of(Stream::Journal).found == Condition::Open);
        QVERIFY(afterCrash->last == (Position{{5}, 1}));
        QCOMPARE(afterCrash->lastBoot, std::uint32_t{1});
    }

    // F2: cut anywhere in the last three records.
    void cutsATornTailToTheLastWholeRecord()
    {
        const MemoryFolder whole = aJournal(30, false);
        const std::string name = lastSegmentOf(whole);
        const auto file = whole.files.find(name)->second->bytes;
        const auto ends = recordEndsOf(file, *segmentOf(name));
        QVERIFY(ends.size() > 3);
        const std::size_t before = 30 - ends.size();
        for (std::uint64_t size = ends[ends.size() - 4]; size < file.size(); ++size) {
            MemoryFolder folder = whole.copy();
            folder.bytesOf(name).resize(static_cast<std::size_t>(size));
            const auto kept = before
                + static_cast<std::size_t>(std::count_if(ends.begin(), ends.end(),
                                                         [size](std::uint64_t end) { return end <= size; }));

            const auto recovery = recover(folder);

            QVERIFY2(recovery, qPrintable(QString::number(size)));
            QVERIFY(recordsIn(folder) == recordNumbers(1, kept));
            QCOMPARE(recovery->of(Stream::Journal).bytesCut, size - folder.bytesOf(name).size());
            QCOMPARE(recovery->notes.empty(), recovery->of(Stream::Journal).bytesCut == 0);
            // And it goes on from there.
            auto writer = Writer::open(folder, recovery->of(Stream::Journal).end);
            QVERIFY(writer);
            QVERIFY(writeEach(*writer, kept + 1, kept + 3));
            QVERIFY(recordsIn(folder) == recordNumbers(1, kept + 3));
        }
    }

    // F2: a flipped bit in what had been promised refuses; in the last batch, before a mark, it is cut.
    void aFlippedBitOfTheLastRecordsIsCutOrRefusedButNeverRead()
    {
        for (const bool isMarked : {true, false}) {
            MemoryFolder whole;
            auto writer = writerIn(whole);
            QVERIFY(writer && writeEach(*writer, 1, 30));
            if (isMarked) {
                QVERIFY(writer->markDurable());
            }
            const std::string name = lastSegmentOf(whole);
            const auto file = whole.files.find(name)->second->bytes;
            const auto ends = recordEndsOf(file, *segmentOf(name));
            int cut = 0;
            int refused = 0;
            for (std::uint64_t bit = ends[ends.size() - 4] * 8; bit < file.size() * 8; ++bit) {
                MemoryFolder folder = whole.copy();
                folder.bytesOf(name)[static_cast<std::size_t>(bit / 8)] ^= static_cast<std::byte>(1U << (bit % 8));
                const auto before = folder.copy();

                const auto recovery = recover(folder);

                QVERIFY(isPrefix(recordsIn(folder)));
                if (recovery) {
                    ++cut;
                    QVERIFY(!recovery->notes.empty());
                    QVERIFY(recordsIn(folder).size() >= (isMarked ? 30U : 29U));
                } else {
                    ++refused;
                    QCOMPARE(recovery.error().code, Errc::Corrupt);
                    QVERIFY(recovery.error().detail.find(name) != std::string::npos);
                    QVERIFY(folder.bytesOf(name) == before.files.find(name)->second->bytes);
                }
            }
            QVERIFY(cut > 0 && refused > 0);
        }
    }

    // F8: in the middle nothing is ever passed over.
    void refusesDamageInTheMiddleAndTouchesNothing()
    {
        const MemoryFolder whole = aJournal(120, false);
        std::mt19937_64 random{20'240'601};
        int tried = 0;
        for (const auto& [name, file] : whole.files) {
            if (name == lastSegmentOf(whole)) {
                continue;
            }
            for (int i = 0; i < 300; ++i, ++tried) {
                MemoryFolder folder = whole.copy();
                const std::size_t at = random() % file->bytes.size();
                folder.bytesOf(name)[at] ^= static_cast<std::byte>(1U << (random() % 8));
                const auto damaged = folder.bytesOf(name);

                const auto recovery = recover(folder);

                // A digest alone is not computed at a start: `verify` does that.
                QVERIFY2(!recovery, qPrintable(QString::number(at)));
                QCOMPARE(recovery.error().code, Errc::Corrupt);
                QVERIFY(recovery.error().detail.find("offset") != std::string::npos);
                QVERIFY(folder.bytesOf(name) == damaged);
            }
        }
        QVERIFY(tried >= 900);
    }

    void refusesAMissingSegment()
    {
        MemoryFolder folder = aJournal(120, false);
        folder.files.erase(folder.files.find(segmentName(Stream::Journal, 2)));

        const auto recovery = recover(folder);

        QVERIFY(!recovery);
        QCOMPARE(recovery.error().code, Errc::Corrupt);
    }

    void refusesASegmentOfAnotherJournal()
    {
        MemoryFolder folder = aJournal(120, false);
        MemoryFolder other;
        auto writer = writerIn(other, {.segmentBytes = 1024, .install = {std::byte{1}}, .isRelaxed = false});
        QVERIFY(writer && writeEach(*writer, 1, 120));
        folder.bytesOf(segmentName(Stream::Journal, 2)) = other.bytesOf(segmentName(Stream::Journal, 2));

        const auto recovery = recover(folder);

        QVERIFY(!recovery);
        QCOMPARE(recovery.error().code, Errc::Corrupt);
    }

    // F13.
    void refusesANewerFormatAndTouchesNothing()
    {
        MemoryFolder folder = aJournal(5, false);
        auto& file = folder.bytesOf(segmentName(Stream::Journal, 1));
        file[8] = std::byte{2};
        const std::uint32_t crc = crc32c(std::span(file).first(12));
        for (std::size_t i = 0; i < 4; ++i) {
            file[12 + i] = static_cast<std::byte>(crc >> (8 * i));
        }
        const auto before = file;

        const auto recovery = recover(folder);

        QVERIFY(!recovery);
        QCOMPARE(recovery.error().code, Errc::Newer);
        QVERIFY(folder.bytesOf(segmentName(Stream::Journal, 1)) == before);
    }

    void afterACleanEndAShorterJournalIsDamage()
    {
        const MemoryFolder whole = aJournal(30, true);
        const std::string name = lastSegmentOf(whole);
        for (std::size_t size = 0; size < whole.files.find(name)->second->bytes.size(); size += 7) {
            MemoryFolder folder = whole.copy();
            folder.bytesOf(name).resize(size);

            const auto recovery = recover(folder);

            QVERIFY(!recovery);
            QCOMPARE(recovery.error().code, Errc::Corrupt);
        }
        MemoryFolder without = whole.copy();
        without.files.erase(without.files.find(name));
        QVERIFY(!recover(without));
    }

    // F3, S23: whatever subset of the unsynced writes reached the disk, all that was called durable is there, and
    // nothing that was not written is.
    void losesNothingDurableInAPowerLoss()
    {
        std::mt19937_64 random{20'240'701};
        int holes = 0;
        int torn = 0;
        for (int round = 0; round < 3'000; ++round) {
            MemoryFolder folder;
            auto writer = writerIn(folder, {.segmentBytes = 4'096, .install = {}, .isRelaxed = false});
            QVERIFY(writer);
            const std::uint64_t count = 1 + random() % 300;
            for (std::uint64_t n = 1; n <= count; ++n) {
                QVERIFY(writer->append(borrowed(recordNumber(n))));
                if (random() % 4 == 0) {
                    QVERIFY(writer->commit(random() % 8 == 0));
                }
                if (random() % 16 == 0) {
                    QVERIFY(writer->markDurable());
                }
            }
            const Position durable = writer->durableUpTo();

            MemoryFolder after = folder.afterPowerLoss(random());
            const auto recovery = recover(after);

            QVERIFY2(recovery, recovery ? "" : recovery.error().detail.c_str());
            const auto found = recordsIn(after);
            QVERIFY(isPrefix(found));
            QVERIFY(recovery->last >= durable);
            holes += recovery->of(Stream::Journal).found == Condition::Hole ? 1 : 0;
            torn += recovery->of(Stream::Journal).found == Condition::Torn ? 1 : 0;
            // What was recovered is durable from now on, and the journal goes on.
            auto next = Writer::open(after, recovery->of(Stream::Journal).end);
            QVERIFY(next);
            QVERIFY(writeEach(*next, found.size() + 1, found.size() + 2));
            const MemoryFolder later = after.afterPowerLoss(random());
            QVERIFY(recordsIn(later) == recordNumbers(1, found.size() + 2));
        }
        QVERIFY(holes > 100 && torn > 100);
    }

    // F4: pages that a failed sync has lost read well afterwards. A restart must not build on them.
    void whatAFailedSyncLeftIsMadeDurableBeforeAnythingRestsOnIt()
    {
        MemoryFolder folder;
        folder.plan.failSyncAt = 5;
        auto writer = writerIn(folder);
        QVERIFY(writer);
        QVERIFY(!writeEach(*writer, 1, 10));
        QCOMPARE(folder.counters.faults, std::uint64_t{1});

        auto next = writerIn(folder);
        QVERIFY(next);
        const auto seen = recordsIn(folder).size();
        QVERIFY(writeEach(*next, seen + 1, seen + 1));

        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            QVERIFY(recordsIn(folder.afterPowerLoss(seed)) == recordNumbers(1, seen + 1));
        }
    }

    // F1: the process dies between any two calls; the system keeps what was written.
    void aKillBetweenAnyTwoWritesLosesNothingWritten()
    {
        for (std::uint64_t n = 1; n <= 80; ++n) {
            MemoryFolder folder;
            folder.plan.failAppendAt = n;
            folder.plan.isShortWrite = n % 2 == 0;
            auto writer = writerIn(folder, {.segmentBytes = 1024, .install = {}, .isRelaxed = false});
            QVERIFY(writer);
            QVERIFY(!writeEach(*writer, 1, 200));
            folder.plan = {};

            const auto recovery = recover(folder);

            QVERIFY(recovery);
            // Half of a batch that also seals its segment may hold the whole record.
            const auto found = recordsIn(folder);
            QVERIFY(found.size() == n - 1 || found.size() == n);
            QVERIFY(isPrefix(found));
        }
    }

    void aRelaxedJournalIsSoundAfterAKill()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder, {.segmentBytes = 4'096, .install = {}, .isRelaxed = true});
        QVERIFY(writer);
        for (const auto& record : recordNumbers(1, 200)) {
            QVERIFY(writer->append(borrowed(record)));
            QVERIFY(writer->commit(false));
        }

        QVERIFY(recover(folder));
        QVERIFY(recordsIn(folder) == recordNumbers(1, 200));
    }

    void damageBehindWhichARelaxedWriterWentOnIsRefused()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder, {.segmentBytes = 1 << 20, .install = {}, .isRelaxed = true});
        QVERIFY(writer);
        for (const auto& record : recordNumbers(1, 20)) {
            QVERIFY(writer->append(borrowed(record)));
            QVERIFY(writer->commit(false));
        }
        folder.bytesOf(segmentName(Stream::Journal, 1))[200] ^= std::byte{1};

        QVERIFY(!recover(folder));
    }

    void aStartThatDiesWhileItMendsCanStartAgain()
    {
        const MemoryFolder whole = aJournal(30, false);
        MemoryFolder folder = whole.copy();
        folder.bytesOf(lastSegmentOf(whole)).pop_back();
        folder.plan.failReplaceAt = 1;
        QVERIFY(!recover(folder));
        QCOMPARE(folder.counters.faults, std::uint64_t{1});

        folder.plan = {};

        QVERIFY(recover(folder));
        QVERIFY(recordsIn(folder) == recordNumbers(1, 30));
    }

    void cutsInPlaceWhenThereIsNoRoomForACopy()
    {
        MemoryFolder folder = aJournal(30, false);
        folder.bytesOf(lastSegmentOf(folder)).pop_back();
        folder.plan.capacity = 0;

        const auto recovery = recover(folder);

        QVERIFY(recovery);
        QVERIFY(recovery->of(Stream::Journal).bytesCut > 0);
        QVERIFY(recordsIn(folder) == recordNumbers(1, 30));
    }

    void removesASegmentThatNeverGotItsHeader()
    {
        for (std::size_t size = 0; size < headerBytes; ++size) {
            MemoryFolder folder = aJournal(3, true);
            folder.files.erase(folder.files.find(cleanEndName));
            auto file = std::make_shared<MemoryFolder::File>();
            file->bytes.assign(size, std::byte{0});
            folder.files[segmentName(Stream::Journal, 2)] = std::move(file);

            const auto recovery = recover(folder);

            QVERIFY(recovery);
            QCOMPARE(recovery->of(Stream::Journal).end.segment, std::uint32_t{1});
            QVERIFY(!folder.files.contains(segmentName(Stream::Journal, 2)));
            auto writer = Writer::open(folder, recovery->of(Stream::Journal).end);
            QVERIFY(writer && writeEach(*writer, 4, 5));
            QVERIFY(recordsIn(folder) == recordNumbers(1, 5));
        }
    }

    void passesOverSegmentsThatACheckpointCovers()
    {
        MemoryFolder folder = aJournal(200, false);
        const auto all = recover(folder);
        QVERIFY(all);
        const auto later = recover(folder, {.checkedFrom = {90}});
        QVERIFY(later);
        QVERIFY(later->last == all->last);
        QVERIFY(later->of(Stream::Journal).end.seal == all->of(Stream::Journal).end.seal);
        QCOMPARE(later->of(Stream::Journal).end.bytes, all->of(Stream::Journal).end.bytes);
    }

    void tellsUnreadableFromDamaged()
    {
        MemoryFolder folder = aJournal(5, false);
        folder.plan.isUnreadable = true;

        const auto recovery = recover(folder);

        QVERIFY(!recovery);
        QCOMPARE(recovery.error().code, Errc::Unavailable);
    }
};

QTEST_APPLESS_MAIN(TestJournalRecovery)
#include "tst_journal_recovery.moc"
