// needs: desk/driver desk/sim

#include "core/desk/driver/replay.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/emergency.h"
#include "core/desk/journal/prune.h"
#include "core/desk/journal/reader.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recorded_session.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::test;
using omni::tests::MemoryFolder;

namespace {

struct Copied {
    journal::Record record;
    Bytes payload;
    bool isTape = false;
};

std::vector<Copied> allRecords(const ports::LogFolder& folder)
{
    std::vector<Copied> all;
    auto reader = journal::MergedReader::open(folder);
    for (journal::Record record; reader.next(record);) {
        all.push_back(
            {record, Bytes(record.payload.begin(), record.payload.end()), reader.stream() == journal::Stream::Tape});
    }
    return all;
}

/// A folder with the same records but those that `change` refuses or alters.
template<class Change> void rewritten(const std::vector<Copied>& records, MemoryFolder& into, Change&& change)
{
    FolderStore store(into);
    for (Copied one : records) {
        if (!change(one)) {
            continue;
        }
        one.record.payload = one.payload;
        store.append(one.isTape, one.record);
    }
    store.end();
}

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private slots:
    void aRecordedSessionIsDecidedAgainBitForBit()
    {
        MemoryFolder folder;
        auto feed = aHill();
        const Digest hash = record(folder, feed, aTypicalSetup());

        const auto replayed = driver::replayJournal(folder);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
        QVERIFY(replayed->events > 13);
        QCOMPARE(replayed->decided, replayed->events);
        QVERIFY(replayed->notes.empty());
    }

    void severalSessionsOfOneProfileAreOneRecord()
    {
        MemoryFolder folder;
        auto first = aHill();
        record(folder, first, aTypicalSetup());
        auto second = aHill(20);
        const Digest hash = record(folder, second, aTypicalSetup(2, newYear + days(20)));

        const auto replayed = driver::replayJournal(folder);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
    }

    // One quote of the tape is changed: the first decision that depends on it is named.
    void aChangedMarketIsFoundAtTheDecisionItChanges()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        MemoryFolder forged;
        rewritten(allRecords(folder), forged, [](Copied& one) {
            auto event = one.isTape ? events::decodeEvent(one.record.stamp, one.record.kind, one.payload)
                                    : Result<events::Event>(failure(Errc::Invalid, ""));
            if (event) {
                auto& bar = std::get<market::Bar>(std::get<market::Tick>(*event));
                if (bar.close == Ticks{9'980}) {
                    bar.close = Ticks{9'100};
                    one.payload.clear();
                    events::encode(one.record.stamp, *event, one.payload);
                }
            }
            return true;
        });

        const auto replayed = driver::replayJournal(forged);

        QVERIFY(replayed);
        QVERIFY(!replayed->identical);
        QVERIFY(replayed->firstDifference);
        QVERIFY(!replayed->text.empty());
    }

    void aDecisionThatWasTakenOutIsMissed()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        MemoryFolder forged;
        Sequence removed;
        const auto approval = events::kindOf(events::Fact(events::ApprovalGranted{}));
        rewritten(allRecords(folder), forged, [&](Copied& one) {
            if (one.record.kind != approval) {
                return true;
            }
            removed = one.record.stamp.seq;
            return false;
        });

        const auto replayed = driver::replayJournal(forged);

        QVERIFY(replayed);
        QVERIFY(!replayed->identical);
        QCOMPARE(replayed->firstDifference->value, removed.value);
    }

    // Rulings 3: it says where the tape is torn, books the rest, and decides again from the next session on.
    void aTornTapeIsSaidAndNotGuessed()
    {
        MemoryFolder folder;
        auto first = aHill();
        record(folder, first, aTypicalSetup());
        auto second = aHill(20);
        const Digest hash = record(folder, second, aTypicalSetup(2, newYear + days(20)));
        MemoryFolder torn;
        int bars = 0;
        rewritten(allRecords(folder), torn, [&](Copied& one) { return !one.isTape || ++bars != 3; });

        const auto replayed = driver::replayJournal(torn);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        // Where it is torn, how much is missing, and from where on it is decided again.
        QCOMPARE(replayed->notes.size(), std::size_t{3});
        QCOMPARE(replayed->notes[1], std::string("1 events of that session are missing from the tape"));
        QVERIFY(replayed->decided < replayed->events);
        QCOMPARE(hexText(replayed->hash), hexText(hash));
    }

    // Nothing vouches for the tape of a session that was killed: what stands behind a bad bit is not read, and said so.
    void whatStandsBehindABadBitAtTheEndIsSaid()
    {
        MemoryFolder whole;
        auto market = aHill();
        const Digest hash = record(whole, market, aTypicalSetup());
        MemoryFolder folder;
        rewritten(allRecords(whole), folder, [](Copied&) { return true; }); // without a sync on the way
        folder.files.erase(journal::cleanEndName);
        auto& tape = folder.bytesOf(journal::segmentName(journal::Stream::Tape, 1));
        tape[tape.size() / 2] ^= std::byte{1};

        const auto replayed = driver::replayJournal(folder);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
        const auto said = std::count_if(replayed->notes.begin(), replayed->notes.end(), [](const std::string& note) {
            return note.starts_with("tape-00000001.omt, offset ")
                && note.find(" bytes from there on are not read") != std::string::npos;
        });
        QCOMPARE(said, std::ptrdiff_t{1});
    }

    // Old market data were removed: the same, from the front.
    void anOldTapeThatWasPrunedIsSaidAndNotGuessed()
    {
        MemoryFolder whole;
        auto first = aHill();
        record(whole, first, aTypicalSetup());
        auto second = aHill(20);
        const Digest hash = record(whole, second, aTypicalSetup(2, newYear + days(20)));
        MemoryFolder folder;
        FolderStore store(folder, false, 1024);
        for (auto& one : allRecords(whole)) {
            one.record.payload = one.payload;
            store.append(one.isTape, one.record);
            QVERIFY(store.makeDurable(one.record.stamp.seq));
        }
        store.end();
        const auto desk = driver::recoverDesk(folder);
        QVERIFY(desk);
        QVERIFY(driver::writeDeskCheckpoint(folder, desk->state, desk->last, newYear));
        const auto pruned = journal::pruneTape(folder, 1'500);
        QVERIFY(pruned && pruned->segments > 0);
        QVERIFY(journal::writeCleanEnd(folder));

        const auto replayed = driver::replayJournal(folder);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(hexText(replayed->hash), hexText(hash));
        QVERIFY(replayed->decided > 0 && replayed->decided < replayed->events);
        QVERIFY(replayed->notes.back().find("the start of session 2, every decision is made again")
                != std::string::npos);
    }

    // The disk is full in the middle: journal and tape end at different places. What was never recorded is no
    // difference.
    void aSessionThatTheDiskCutOffReplaysUpToTheCut()
    {
        for (std::uint64_t room = 1'500; room < 9'000; room += 97) {
            MemoryFolder folder;
            auto feed = aHill();
            folder.plan.capacity = journal::reserveBytes + room;
            static_cast<void>(record(folder, feed, aTypicalSetup(), false));
            folder.plan.capacity = std::numeric_limits<std::uint64_t>::max();

            const auto recovered = driver::recoverDesk(folder, {.usesCheckpoint = false});
            const auto replayed = driver::replayJournal(folder);

            QVERIFY2(recovered && replayed, std::to_string(room).c_str());
            QVERIFY2(replayed->identical, (std::to_string(room) + ": " + replayed->text).c_str());
            QCOMPARE(hexText(replayed->hash), hexText(recovered->state.hash()));
        }
    }

    // What had ended cleanly is whole or damaged, nothing between: no part of it is called identical.
    void aCleanlyEndedRecordThatIsDamagedIsNotReplayed()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        for (const char* name : {"tape-00000001.omt", "journal-00000001.omj"}) {
            auto& bytes = folder.bytesOf(name);
            for (std::size_t at = 130; at < bytes.size(); at += 61) {
                bytes[at] ^= std::byte{0x10};
                const auto replayed = driver::replayJournal(folder);
                QVERIFY2(!replayed, name);
                QVERIFY(replayed.error().code == Errc::Corrupt || replayed.error().code == Errc::Newer);
                bytes[at] ^= std::byte{0x10};
            }
        }
        QVERIFY(driver::replayJournal(folder));
    }

    // A file that is gone is damage, too: what is left of it reads well and proves nothing.
    void aCleanlyEndedRecordWithAFileMissingIsNotReplayed()
    {
        for (const char* name : {"tape-00000001.omt", "journal-00000001.omj"}) {
            MemoryFolder folder;
            auto feed = aHill();
            record(folder, feed, aTypicalSetup());
            QVERIFY(folder.remove(name));

            const auto replayed = driver::replayJournal(folder);

            QVERIFY2(!replayed, name);
            QCOMPARE(replayed.error().code, Errc::Corrupt);
        }
    }

    void aStopIsObeyed()
    {
        MemoryFolder folder;
        auto feed = aHill();
        record(folder, feed, aTypicalSetup());
        StopFlag stop;
        stop.requestStop();

        const auto replayed = driver::replayJournal(folder, {}, &stop);

        QVERIFY(!replayed);
        QCOMPARE(replayed.error().code, Errc::Denied);
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
