// needs: desk/journal

#include "core/base/seeded_random.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/prune.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

constexpr std::uint64_t many = 400;

/// A tape of records 1..400 in segments of about a kibibyte, and a journal beside it.
MemoryFolder tapeOfManySegments()
{
    MemoryFolder folder;
    WriterOptions options;
    options.segmentBytes = 1024;
    auto tape = *writerIn(folder, options, Stream::Tape);
    for (std::uint64_t n = 1; n <= many; ++n) {
        const auto record = recordNumber(n);
        static_cast<void>(tape.append(borrowed(record)));
        if (n % 4 == 0) {
            static_cast<void>(tape.commit(true));
        }
    }
    auto journal = *Writer::open(folder, StreamEnd{}, options);
    for (std::uint64_t n = 1; n <= 20; ++n) {
        const auto record = recordNumber(n);
        static_cast<void>(journal.append(borrowed(record)));
        static_cast<void>(journal.commit(true));
    }
    return folder;
}

std::uint64_t sizeOf(const MemoryFolder& folder, Stream stream)
{
    std::uint64_t bytes = 0;
    const auto names = folder.names();
    for (const auto& name : *names) {
        const auto id = segmentOf(name);
        bytes += id && id->stream == stream ? (*folder.read(name))->bytes().size() : 0;
    }
    return bytes;
}

std::size_t segmentsOf(const MemoryFolder& folder, Stream stream)
{
    const auto names = folder.names();
    return static_cast<std::size_t>(std::ranges::count_if(*names, [stream](const std::string& name) {
        const auto id = segmentOf(name);
        return id && id->stream == stream;
    }));
}

} // namespace

class TestPrune : public QObject
{
    Q_OBJECT

private slots:
    void theOldestGoUntilTheRestFits()
    {
        auto folder = tapeOfManySegments();
        const std::uint64_t before = sizeOf(folder, Stream::Tape);
        QVERIFY(segmentsOf(folder, Stream::Tape) > 8);

        const auto pruned = pruneTape(folder, before / 2, Sequence{many});

        QVERIFY(pruned);
        QVERIFY(pruned->segments > 2);
        QVERIFY(sizeOf(folder, Stream::Tape) <= before / 2);
        QCOMPARE(sizeOf(folder, Stream::Tape), before - pruned->bytes);
        // What is left begins right behind what went, and nothing in it is missing.
        const auto left = recordsIn(folder, Stream::Tape);
        QVERIFY(left.front().stamp.seq >= pruned->upTo);
        QVERIFY(left == std::vector(recordNumbers(many - left.size() + 1, many)));
    }

    void whatIsSmallEnoughIsLeftAlone()
    {
        auto folder = tapeOfManySegments();
        const std::uint64_t before = sizeOf(folder, Stream::Tape);
        QCOMPARE(pruneTape(folder, before, Sequence{many})->segments, std::uint32_t{0});
        QCOMPARE(pruneTape(folder, before - 1, Sequence{many})->segments, std::uint32_t{1});
    }

    void nothingGoesWithoutACheckpointBehindIt()
    {
        auto folder = tapeOfManySegments();
        QCOMPARE(pruneTape(folder, 0, Sequence{})->segments, std::uint32_t{0});
        QCOMPARE(pruneTape(folder, 0)->segments, std::uint32_t{0}); // there is none
        QVERIFY(writeCheckpoint(folder, {Sequence{50}, {}, 1, {}, {}}));
        const auto pruned = pruneTape(folder, 0);
        QVERIFY(pruned->segments > 0);
        QVERIFY(pruned->upTo <= Sequence{50});
    }

    void theLastSegmentAndTheJournalStay()
    {
        auto folder = tapeOfManySegments();
        const std::uint64_t journal = sizeOf(folder, Stream::Journal);
        QVERIFY(pruneTape(folder, 0, Sequence{many}));
        QCOMPARE(segmentsOf(folder, Stream::Tape), std::size_t{1});
        QCOMPARE(sizeOf(folder, Stream::Journal), journal);
    }

    void anEmptyFolderHasNothingToLose()
    {
        MemoryFolder folder;
        QCOMPARE(pruneTape(folder, 0, Sequence{many})->segments, std::uint32_t{0});
    }

    // Whatever the bounds: what is left is a whole end of what was, reads well, and goes on being written.
    void whateverTheBoundsTheRestIsSound()
    {
        SeededRandom random{3};
        const auto whole = tapeOfManySegments();
        const std::uint64_t size = sizeOf(whole, Stream::Tape);
        for (int draw = 0; draw < 1'000; ++draw) {
            auto folder = whole.copy();
            const std::uint64_t most = random.below(size + 1);
            const Sequence checkpointed{random.below(many / 2 + 20)};

            const auto pruned = pruneTape(folder, most, checkpointed);

            QVERIFY(pruned);
            QVERIFY(pruned->upTo <= checkpointed);
            const auto left = recordsIn(folder, Stream::Tape);
            QVERIFY(left == recordNumbers(many - left.size() + 1, many));
            const auto verdict = verify(folder).verdict;
            QVERIFY(verdict == Verdict::Sound);
            auto tape = writerIn(folder, {}, Stream::Tape);
            QVERIFY(tape);
            const auto next = recordNumber(many + 1);
            QVERIFY(tape->append(borrowed(next)) && tape->commit(true));
            QCOMPARE(recordsIn(folder, Stream::Tape).size(), left.size() + 1);
        }
    }
};

QTEST_APPLESS_MAIN(TestPrune)
#include "tst_prune.moc"
