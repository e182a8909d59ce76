#include "core/desk/journal/aside.h"
#include "core/desk/journal/clean_end.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

const std::string tapeName = segmentName(Stream::Tape, 1);

/// Appends records to the tape as a session does: in batches that nobody syncs.
bool writeTape(MemoryFolder& folder, std::uint64_t first, std::uint64_t last)
{
    auto writer = writerIn(folder, {}, Stream::Tape);
    for (const auto& record : recordNumbers(first, last)) {
        if (!writer || !writer->append(borrowed(record)) || !writer->commit(false)) {
            return false;
        }
    }
    return true;
}

/// A tape of 200 records whose session was killed.
MemoryFolder aKilledTape()
{
    MemoryFolder folder;
    if (!writeTape(folder, 1, 200)) {
        folder.files.clear();
    }
    return folder;
}

void flip(MemoryFolder& folder, const std::string& name, std::size_t bit)
{
    folder.bytesOf(name)[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
}

std::vector<std::string> asidesIn(const MemoryFolder& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : folder.files) {
        if (asideOf(entry.first)) {
            names.push_back(entry.first);
        }
    }
    return names;
}

/// The bytes of `name` and behind them those of its only aside.
std::vector<std::byte> together(MemoryFolder& folder, const std::string& name)
{
    const auto asides = asidesIn(folder);
    std::vector<std::byte> all = folder.files.contains(name) ? folder.bytesOf(name) : std::vector<std::byte>();
    for (const auto& aside : asides) {
        all.insert(all.end(), folder.bytesOf(aside).begin(), folder.bytesOf(aside).end());
    }
    return asides.size() == 1 ? all : std::vector<std::byte>();
}

} // namespace

class TestAside : public QObject
{
    Q_OBJECT

private slots:
    void namesAreReadBackAndNoOthers()
    {
        const Aside aside{{Stream::Tape, 1}, 2'000'000, 1};
        QCOMPARE(asideName(aside), std::string("aside-tape-00000001-000002000000-1.oma"));
        std::mt19937_64 random{20'261'126};
        for (int i = 0; i < 5'000; ++i) {
            const Aside any{{allStreams[random() % 3], 1 + static_cast<std::uint32_t>(random() % 99'999'999)},
                            random() % 1'000'000'000'000,
                            1 + static_cast<std::uint32_t>(random() % mostTurns)};
            QVERIFY(asideOf(asideName(any)) == any);
            QVERIFY(!segmentOf(asideName(any)));
        }
        for (const auto* name : {"", "aside-", "aside-tape-1-2-3.oma", "aside-tape-00000001-000002000000-0.oma",
                                 "aside-tape-00000001-000002000000-100.oma", "aside-tape-00000001-000002000000-01.oma",
                                 "aside-tape-00000000-000002000000-1.oma", "aside-tape-00000001-000002000000-1.omt",
                                 "aside-tapes-00000001-000002000000-1.oma", "tape-00000001.omt",
                                 "aside-tape-00000001-000002000000-1.oma.oma"}) {
            QVERIFY2(!asideOf(name), name);
        }
    }

    // F8: a bit that flipped in what no sync vouches for costs the record that it hit, not all behind it.
    void whatIsCutBehindADamagedRecordIsKept()
    {
        MemoryFolder folder = aKilledTape();
        const auto sound = folder.bytesOf(tapeName);
        const std::size_t at = sound.size() * 2 / 5;
        flip(folder, tapeName, at * 8);
        const auto before = folder.bytesOf(tapeName);

        const auto recovery = recover(folder);

        QVERIFY(recovery);
        const auto& tape = recovery->of(Stream::Tape);
        QVERIFY(tape.found == Condition::Hole);
        const auto readable = recordsIn(folder, Stream::Tape).size();
        QVERIFY(readable > 0 && readable < 200);
        QVERIFY(together(folder, tapeName) == before);
        const std::string name = asidesIn(folder).front();
        QVERIFY(asideOf(name) == (Aside{{Stream::Tape, 1}, tape.end.bytes, 1}));
        QCOMPARE(recovery->notes.size(), std::size_t{1});
        const auto& note = recovery->notes.front();
        for (const auto& said : {name, "cut " + std::to_string(tape.bytesCut) + " bytes",
                                 std::to_string(200 - readable - 1) + " whole records"}) {
            QVERIFY2(note.find(said) != std::string::npos, note.c_str());
        }
        // With the bit put right, a person has everything again.
        folder.bytesOf(tapeName) = together(folder, tapeName);
        flip(folder, tapeName, at * 8);
        QVERIFY(recordsIn(folder, Stream::Tape) == recordNumbers(1, 200));
    }

    void noByteOfAnUnsyncedTapeIsLostByAFlip()
    {
        const MemoryFolder whole = aKilledTape();
        const std::size_t size = whole.files.find(tapeName)->second->bytes.size();
        std::mt19937_64 random{20'261'127};
        int kept = 0;
        for (int i = 0; i < 3'000; ++i) {
            MemoryFolder folder = whole.copy();
            flip(folder, tapeName, random() % (size * 8));
            const auto before = folder.bytesOf(tapeName);

            const auto recovery = recover(folder);

            if (!recovery) { // in the header's version
                QVERIFY(folder.bytesOf(tapeName) == before);
            } else if (!asidesIn(folder).empty()) {
                ++kept;
                QVERIFY(together(folder, tapeName) == before);
            } else {
                QVERIFY(recovery->of(Stream::Tape).bytesCut < 64); // one record, whose length now says more
            }
        }
        QVERIFY(kept > 2'900);
    }

    // The journal's own last batch may have been synced without a mark that says so.
    void theJournalsLastRecordIsKeptWhenItIsBad()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer && writeEach(*writer, 1, 30));
        const std::string name = segmentName(Stream::Journal, 1);
        folder.bytesOf(name).back() ^= std::byte{1};
        const auto before = folder.bytesOf(name);

        const auto recovery = recover(folder);

        QVERIFY(recovery);
        QVERIFY(recordsIn(folder) == recordNumbers(1, 29));
        QVERIFY(together(folder, name) == before);
    }

    void aRecordThatWasBeingWrittenIsCutAndNotKept()
    {
        const MemoryFolder whole = aKilledTape();
        const std::size_t size = whole.files.find(tapeName)->second->bytes.size();
        for (std::size_t left = size - 300; left < size; ++left) {
            MemoryFolder folder = whole.copy();
            folder.bytesOf(tapeName).resize(left);
            QVERIFY(recover(folder));
            QVERIFY(asidesIn(folder).empty());
        }
        MemoryFolder zeros = whole.copy();
        zeros.bytesOf(tapeName).resize(size + 10'000);
        const auto recovery = recover(zeros);
        QVERIFY(recovery);
        QCOMPARE(recovery->of(Stream::Tape).bytesCut, std::uint64_t{10'000});
        QVERIFY(asidesIn(zeros).empty());
    }

    void anotherTailAtTheSamePlaceDoesNotReplaceTheFirst()
    {
        MemoryFolder folder = aKilledTape();
        flip(folder, tapeName, folder.bytesOf(tapeName).size() * 4);
        QVERIFY(recover(folder));
        const auto first = asidesIn(folder);
        QCOMPARE(first.size(), std::size_t{1});
        const auto kept = folder.bytesOf(first.front());
        const std::size_t cut = folder.bytesOf(tapeName).size();
        QVERIFY(writeTape(folder, 301, 320));
        flip(folder, tapeName, (cut + 6) * 8);

        const auto recovery = recover(folder);

        QVERIFY(recovery);
        QCOMPARE(folder.bytesOf(tapeName).size(), cut);
        QVERIFY(asidesIn(folder).size() == 2);
        QVERIFY(folder.bytesOf(first.front()) == kept);
        QCOMPARE(asideOf(asidesIn(folder).back())->turn, std::uint32_t{2});
    }

    void aStartThatDiesWhileItKeepsOrCutsCanStartAgain()
    {
        MemoryFolder whole;
        auto writer = writerIn(whole);
        QVERIFY(writer && writeEach(*writer, 1, 30));
        const std::string name = segmentName(Stream::Journal, 1);
        whole.bytesOf(name).back() ^= std::byte{1};
        const auto before = whole.bytesOf(name);
        for (const std::uint64_t at : {1U, 2U}) { // the copy, then the segment itself
            MemoryFolder folder = whole.copy();
            folder.plan.failReplaceAt = at;
            QVERIFY(!recover(folder));
            QVERIFY(folder.bytesOf(name) == before);
            folder.plan = {};

            QVERIFY(recover(folder));

            QVERIFY(together(folder, name) == before);
            QVERIFY(recordsIn(folder) == recordNumbers(1, 29));
        }
    }

    void withoutRoomForItNothingIsCut()
    {
        MemoryFolder folder = aKilledTape();
        auto writer = writerIn(folder);
        QVERIFY(writer && writeEach(*writer, 1, 30));
        const std::string journalName = segmentName(Stream::Journal, 1);
        folder.bytesOf(journalName).pop_back(); // a torn record there, which alone would be cut
        const auto journal = folder.bytesOf(journalName);
        flip(folder, tapeName, folder.bytesOf(tapeName).size() * 4);
        const auto before = folder.bytesOf(tapeName);
        folder.plan.capacity = 0;

        const auto refused = recover(folder);

        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Full);
        QVERIFY2(refused.error().detail.find("nothing was cut") != std::string::npos, refused.error().detail.c_str());
        QVERIFY(folder.bytesOf(tapeName) == before);
        QVERIFY(folder.bytesOf(journalName) == journal);

        folder.plan = {};
        QVERIFY(recover(folder));
        QVERIFY(together(folder, tapeName) == before);
    }

    void verifySaysWhatAStartWillDoAndWhatIsMissingAfterwards()
    {
        MemoryFolder folder = aKilledTape();
        flip(folder, tapeName, folder.bytesOf(tapeName).size() * 4);
        const auto first = verify(folder);
        QCOMPARE(first.verdict, Verdict::Damaged);
        QVERIFY(first.notes.front().find("keep them aside") != std::string::npos);
        QVERIFY(recover(folder));

        const auto then = verify(folder);

        QCOMPARE(then.verdict, Verdict::Sound);
        QCOMPARE(then.notes.size(), std::size_t{1});
        const std::string size = std::to_string(folder.bytesOf(asidesIn(folder).front()).size()) + " bytes";
        QVERIFY2(then.notes.front().find(size) != std::string::npos, then.notes.front().c_str());
        QVERIFY(then.notes.front().find("missing from the record") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestAside)
#include "tst_aside.moc"
