#include "core/desk/journal/checkpoint.h"
#include "tests/support/memory_folder.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

Checkpoint aCheckpoint(std::uint64_t seq)
{
    Checkpoint checkpoint{.seq = {seq}, .wall = {-5}, .stateVersion = 3, .stateDigest = {}, .state = {}};
    checkpoint.stateDigest[1] = std::byte{9};
    checkpoint.state.assign(100, static_cast<std::byte>(seq));
    return checkpoint;
}

} // namespace

class TestCheckpoint : public QObject
{
    Q_OBJECT

private slots:
    void givesBackWhatItWasGiven()
    {
        for (const std::uint64_t seq :
             {std::uint64_t{0}, std::uint64_t{42}, std::numeric_limits<std::uint64_t>::max()}) {
            const auto read = checkpointFromBytes(checkpointBytes(aCheckpoint(seq)));
            QVERIFY(read);
            QCOMPARE(read->seq.value, seq);
            QCOMPARE(read->wall.ns, std::int64_t{-5});
            QCOMPARE(read->stateVersion, std::uint32_t{3});
            QVERIFY(read->stateDigest == aCheckpoint(seq).stateDigest);
            QVERIFY(read->state == aCheckpoint(seq).state);
            QVERIFY(checkpointOf(checkpointName({seq})) == Sequence{seq});
        }
    }

    void keepsTheNewestThree()
    {
        MemoryFolder folder;
        for (const std::uint64_t seq : {5U, 100U, 7U, 1'000U, 12U}) {
            QVERIFY(writeCheckpoint(folder, aCheckpoint(seq)));
        }
        QCOMPARE(folder.files.size(), std::size_t{3});
        QVERIFY(folder.files.contains(checkpointName({1'000})));
        QVERIFY(folder.files.contains(checkpointName({100})));
        QVERIFY(folder.files.contains(checkpointName({12})));
    }

    void findsTheNewestThatTheJournalReaches()
    {
        MemoryFolder folder;
        for (const std::uint64_t seq : {10U, 20U, 30U}) {
            QVERIFY(writeCheckpoint(folder, aCheckpoint(seq)));
        }
        const auto all = newestCheckpoint(folder, {30});
        QVERIFY(all && all->checkpoint && all->notes.empty());
        QCOMPARE(all->checkpoint->seq.value, std::uint64_t{30});

        const auto shorter = newestCheckpoint(folder, {29});
        QVERIFY(shorter && shorter->checkpoint);
        QCOMPARE(shorter->checkpoint->seq.value, std::uint64_t{20});
        QCOMPARE(shorter->notes.size(), std::size_t{1});

        const auto none = newestCheckpoint(folder, {9});
        QVERIFY(none && !none->checkpoint);
        QCOMPARE(none->notes.size(), std::size_t{3});
    }

    void everyFlippedBitFallsBackToTheOlderOneWithANote()
    {
        MemoryFolder folder;
        QVERIFY(writeCheckpoint(folder, aCheckpoint(10)));
        QVERIFY(writeCheckpoint(folder, aCheckpoint(20)));
        auto& file = folder.bytesOf(checkpointName({20}));
        for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
            file[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            const auto found = newestCheckpoint(folder, {100});
            file[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));

            QVERIFY(found && found->checkpoint);
            QCOMPARE(found->checkpoint->seq.value, std::uint64_t{10});
            QCOMPARE(found->notes.size(), std::size_t{1});
        }
    }

    void aCheckpointUnderAnotherNameIsPassedOver()
    {
        MemoryFolder folder;
        QVERIFY(folder.replace(checkpointName({20}), checkpointBytes(aCheckpoint(10))));
        const auto found = newestCheckpoint(folder, {100});
        QVERIFY(found && !found->checkpoint);
        QCOMPARE(found->notes.size(), std::size_t{1});
    }

    void aNewerFormatIsRefused()
    {
        MemoryFolder folder;
        Bytes file = checkpointBytes(aCheckpoint(10));
        file[8] = std::byte{2};
        const std::uint32_t crc = crc32c(std::span(file).first(12));
        for (std::size_t i = 0; i < 4; ++i) {
            file[12 + i] = static_cast<std::byte>(crc >> (8 * i));
        }
        QVERIFY(folder.replace(checkpointName({10}), file));
        const auto found = newestCheckpoint(folder, {100});
        QVERIFY(!found);
        QCOMPARE(found.error().code, Errc::Newer);
    }

    void aFailedWriteLeavesTheOldOnes()
    {
        MemoryFolder folder;
        for (const std::uint64_t seq : {10U, 20U, 30U}) {
            QVERIFY(writeCheckpoint(folder, aCheckpoint(seq)));
        }
        folder.plan.failReplaceAt = 4;
        QVERIFY(!writeCheckpoint(folder, aCheckpoint(40)));
        QCOMPARE(folder.files.size(), std::size_t{3});
        QCOMPARE(newestCheckpoint(folder, {100})->checkpoint->seq.value, std::uint64_t{30});
    }
};

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
