#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/emergency.h"
#include "core/desk/journal/verify.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

/// Journal, tape, emergency records, a reserve, checkpoints and a clean end: every kind of file.
MemoryFolder aFullFolder()
{
    MemoryFolder folder = aJournal(40, true);
    const auto recovery = recover(folder);
    auto tape = Writer::open(folder, recovery->of(Stream::Tape).end, {.segmentBytes = 1024});
    auto emergency = EmergencyLog::prepare(folder, recovery->of(Stream::Emergency).end, {});
    bool isGood = tape && emergency && writeEach(*tape, 1, 20) && tape->end()
        && emergency->write(borrowed(recordNumber(61))) && emergency->end()
        && EmergencyLog::prepare(folder, {.stream = Stream::Emergency}, {});
    for (const std::uint64_t seq : {10U, 20U, 30U}) {
        isGood = isGood
            && writeCheckpoint(folder,
                               {.seq = {seq}, .wall = {5}, .stateVersion = 1, .stateDigest = {}, .state = Bytes(50)});
    }
    if (!isGood || !writeCleanEnd(folder)) {
        folder.files.clear();
    }
    return folder;
}

} // namespace

class TestJournalVerify : public QObject
{
    Q_OBJECT

private slots:
    void aCleanlyEndedJournalIsSound()
    {
        const MemoryFolder folder = aFullFolder();

        const auto result = verify(folder);

        QVERIFY2(result.faults.empty(), result.faults.empty() ? "" : result.faults.front().text.c_str());
        QCOMPARE(result.verdict, Verdict::Sound);
        QVERIFY(result.hasCleanEnd);
        QVERIFY(result.notes.empty());
        QCOMPARE(result.records, std::uint64_t{61});
        QCOMPARE(result.checkpoints, std::uint64_t{3});
        QVERIFY(result.last == (Position{{31}, 0}));
        std::uint64_t bytes = 0;
        for (const auto& entry : folder.files) {
            bytes += entry.second->bytes.size();
        }
        QCOMPARE(result.bytes, bytes);
    }

    void anEmptyFolderIsSound()
    {
        QCOMPARE(verify(MemoryFolder()).verdict, Verdict::Sound);
    }

    // F8.
    void everyFlippedBitIsFound()
    {
        MemoryFolder folder = aFullFolder();
        folder.files.erase(folder.files.find(reserveName)); // slow to check, and below
        for (auto& [name, file] : folder.files) {
            for (std::size_t bit = 0; bit < file->bytes.size() * 8; ++bit) {
                const auto mask = static_cast<std::byte>(1U << (bit % 8));
                file->bytes[bit / 8] ^= mask;
                const auto result = verify(folder);
                file->bytes[bit / 8] ^= mask;

                QVERIFY2(result.verdict == Verdict::Damaged, name.c_str());
                QVERIFY(!result.faults.front().text.empty());
                QVERIFY(result.faults.front().text.find("was never") == std::string::npos); // it was, and went bad
            }
        }
        QCOMPARE(verify(folder).verdict, Verdict::Sound);
    }

    void aFlippedBitOfTheReserveIsFound()
    {
        MemoryFolder folder = aFullFolder();
        auto& reserve = folder.bytesOf(reserveName);
        std::mt19937_64 random{20'240'801};
        for (int i = 0; i < 200; ++i) {
            const std::size_t bit = random() % (reserve.size() * 8);
            reserve[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            QCOMPARE(verify(folder).verdict, Verdict::Damaged);
            reserve[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
        }
    }

    void everyShorterFileIsFoundAfterACleanEnd()
    {
        MemoryFolder folder = aFullFolder();
        for (auto& [name, file] : folder.files) {
            const auto whole = file->bytes;
            const std::size_t most = name == reserveName ? 10 : whole.size();
            for (std::size_t cut = 1; cut <= most; ++cut) {
                file->bytes.resize(whole.size() - cut);
                const auto result = verify(folder);
                QVERIFY2(result.verdict == Verdict::Damaged, name.c_str());
            }
            file->bytes = whole;
            file->bytes.push_back(std::byte{0});
            QVERIFY2(verify(folder).verdict == Verdict::Damaged, name.c_str());
            file->bytes = whole;
        }
    }

    void everyMissingSegmentIsFoundAfterACleanEnd()
    {
        const MemoryFolder whole = aFullFolder();
        for (const auto& entry : whole.files) {
            if (!segmentOf(entry.first)) {
                continue;
            }
            MemoryFolder folder = whole.copy();
            folder.files.erase(folder.files.find(entry.first));
            QVERIFY2(verify(folder).verdict == Verdict::Damaged, entry.first.c_str());
        }
    }

    void aTornLastRecordIsANoteAfterAnUncleanEnd()
    {
        MemoryFolder folder = aJournal(30, false);
        const auto whole = verify(folder);
        QCOMPARE(whole.verdict, Verdict::Sound);
        QVERIFY(whole.notes.empty() && !whole.hasCleanEnd);

        std::string last;
        for (const auto& entry : folder.files) {
            last = entry.first;
        }
        for (int i = 0; i < 40; ++i) {
            folder.bytesOf(last).pop_back();
            QCOMPARE(verify(folder).verdict, Verdict::Sound);
        }
        folder.bytesOf(last).push_back(std::byte{0x77});
        const auto torn = verify(folder);
        QCOMPARE(torn.verdict, Verdict::Sound);
        QCOMPARE(torn.notes.size(), std::size_t{1});
    }

    void damageOfWhatWasPromisedIsFoundAlsoAfterAnUncleanEnd()
    {
        MemoryFolder folder = aJournal(30, false);
        int bits = 0;
        for (auto& [name, file] : folder.files) {
            const auto id = segmentOf(name);
            // The mark at the very end is no promise itself.
            const std::size_t size = file->bytes.size() - (id->number == 2 || folder.files.size() == 1 ? 12 : 0);
            for (std::size_t bit = 0; bit < size * 8; ++bit, ++bits) {
                const auto mask = static_cast<std::byte>(1U << (bit % 8));
                file->bytes[bit / 8] ^= mask;
                QVERIFY(verify(folder).verdict == Verdict::Damaged);
                file->bytes[bit / 8] ^= mask;
            }
        }
        QVERIFY(bits > 8'000);
    }

    void namesFileOffsetAndRecord()
    {
        MemoryFolder folder = aFullFolder();
        auto& file = folder.bytesOf(segmentName(Stream::Journal, 1));
        file[300] ^= std::byte{1};

        const auto result = verify(folder);

        const Fault& fault = result.faults.front();
        QCOMPARE(fault.file, std::string("journal-00000001.omj"));
        QCOMPARE(fault.segment, std::uint32_t{1});
        QVERIFY(fault.offset <= 300 && fault.offset > 200);
        QVERIFY(fault.record > 1);
    }

    void aNewerVersionIsCalledNewer()
    {
        const MemoryFolder whole = aFullFolder();
        for (const auto& entry : whole.files) {
            MemoryFolder folder = whole.copy();
            auto& file = folder.bytesOf(entry.first);
            file[8] = std::byte{2};
            const std::uint32_t crc = crc32c(std::span(file).first(12));
            for (std::size_t i = 0; i < 4; ++i) {
                file[12 + i] = static_cast<std::byte>(crc >> (8 * i));
            }
            // The reserve has no content that a later version could need.
            QVERIFY(verify(folder).verdict == (entry.first == reserveName ? Verdict::Damaged : Verdict::Newer));
        }
    }

    void whatCannotBeReadIsCalledUnreadable()
    {
        MemoryFolder folder = aFullFolder();
        folder.plan.isUnreadable = true;

        QCOMPARE(verify(folder).verdict, Verdict::Unreadable);
    }

    void anUnknownFileIsReported()
    {
        MemoryFolder folder = aFullFolder();
        folder.files["notes.txt"] = std::make_shared<MemoryFolder::File>();

        const auto result = verify(folder);

        QCOMPARE(result.verdict, Verdict::Sound);
        QCOMPARE(result.notes.size(), std::size_t{1});
        QVERIFY(result.notes.front().find("notes.txt") != std::string::npos);
    }

    void writesNothing()
    {
        MemoryFolder folder = aJournal(30, false);
        const auto counters = folder.counters;
        (void)verify(folder);
        QCOMPARE(folder.counters.appends, counters.appends);
        QCOMPARE(folder.counters.replaces, counters.replaces);
    }
};

QTEST_APPLESS_MAIN(TestJournalVerify)
#include "tst_journal_verify.moc"
