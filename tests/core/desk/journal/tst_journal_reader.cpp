#include "core/desk/journal/reader.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

class TestJournalReader : public QObject
{
    Q_OBJECT

private slots:
    void aStreamWithoutSegmentsHasASoundEnd()
    {
        const MemoryFolder folder;
        auto reader = Reader::open(folder, Stream::Tape);
        Record record;

        QVERIFY(!reader.next(record));
        QVERIFY(reader.ending().condition == Condition::Sealed);
        QCOMPARE(reader.ending().segment, std::uint32_t{0});
    }

    void startsAtAnySequence()
    {
        const MemoryFolder folder = aJournal(200, true);
        for (std::uint64_t from = 0; from <= 102; ++from) {
            const auto found = recordsIn(folder, Stream::Journal, {.from = {from}, .checksDigests = false});

            QVERIFY(found == recordNumbers(from == 0 ? 1 : from * 2 - 1, 200));
        }
    }

    void doesNotOpenTheSegmentsBefore()
    {
        const MemoryFolder folder = aJournal(200, true);
        auto reader = Reader::open(folder, Stream::Journal, {.from = {95}, .checksDigests = false});
        Record record;
        QVERIFY(reader.next(record));
        QCOMPARE(record.stamp.seq.value, std::uint64_t{95});
        QVERIFY(reader.header()->id.number > 1);
    }

    void readsWhatIsThereBesideARunningWriter()
    {
        MemoryFolder folder;
        auto writer = writerIn(folder);
        QVERIFY(writer && writeEach(*writer, 1, 5));

        auto reader = Reader::open(folder, Stream::Journal);
        Record record;
        int count = 0;
        while (reader.next(record)) {
            ++count;
        }

        QCOMPARE(count, 5);
        QVERIFY(reader.ending().condition == Condition::Open);
        QVERIFY(reader.end().last == (Position{{3}, 0}));
    }

    void namesThePlaceOfDamage()
    {
        MemoryFolder folder = aJournal(200, true);
        auto& file = folder.bytesOf(segmentName(Stream::Journal, 2));
        file[file.size() - 100] ^= std::byte{4};

        auto reader = Reader::open(folder, Stream::Journal);
        std::uint64_t count = 0;
        std::uint64_t inSegment = 0;
        for (Record record; reader.next(record);) {
            ++count;
            inSegment = reader.header()->id.number == 2 ? inSegment + 1 : 0;
        }

        const Ending& ending = reader.ending();
        QVERIFY(ending.condition == Condition::Damaged);
        QCOMPARE(ending.segment, std::uint32_t{2});
        QCOMPARE(ending.record, inSegment + 1);
        QVERIFY(ending.offset <= file.size() - 100 && ending.offset + 60 > file.size() - 100);
        QVERIFY(ending.text.find("journal-00000002.omj") != std::string::npos);
        QVERIFY(recordsIn(folder) == recordNumbers(1, count));
    }

    void mergesTheStreamsInTheOneOrder()
    {
        std::mt19937_64 random{7};
        for (int round = 0; round < 50; ++round) {
            MemoryFolder folder;
            auto journal = writerIn(folder, {.segmentBytes = 1024, .install = {}, .isRelaxed = false});
            auto tape = Writer::open(folder, {.stream = Stream::Tape}, {.segmentBytes = 2048});
            auto late = Writer::open(folder, {.stream = Stream::Emergency});
            QVERIFY(journal && tape && late);
            std::vector<Stream> streams;
            for (const auto& record : recordNumbers(1, 150)) {
                const Stream stream = allStreams[random() % 3];
                streams.push_back(stream);
                Writer& writer = stream == Stream::Journal ? *journal : stream == Stream::Tape ? *tape : *late;
                QVERIFY(writer.append(borrowed(record)));
                QVERIFY(writer.commit(random() % 2 == 0));
            }
            QVERIFY(journal->end() && tape->end() && late->end());

            auto reader = MergedReader::open(folder);
            Record record;
            for (std::uint64_t n = 1; n <= 150; ++n) {
                QVERIFY(reader.next(record));
                QVERIFY(ownedCopy(record) == recordNumber(n));
                QVERIFY(reader.stream() == streams[static_cast<std::size_t>(n - 1)]);
            }
            QVERIFY(!reader.next(record));
            QVERIFY(!reader.next(record));
            for (const Stream stream : allStreams) {
                QVERIFY(reader.ending(stream).condition == Condition::Sealed);
            }
        }
    }

    void aTornTapeDoesNotHideTheJournal()
    {
        MemoryFolder folder;
        auto journal = writerIn(folder);
        auto tape = Writer::open(folder, {.stream = Stream::Tape});
        QVERIFY(journal && tape);
        QVERIFY(tape->append(borrowed(recordNumber(1))) && tape->append(borrowed(recordNumber(2)))
                && tape->commit(true));
        QVERIFY(writeEach(*journal, 3, 4));
        folder.bytesOf(segmentName(Stream::Tape, 1)).pop_back();

        auto reader = MergedReader::open(folder);
        std::vector<OwnedRecord> found;
        for (Record record; reader.next(record);) {
            found.push_back(ownedCopy(record));
        }

        QVERIFY(found == (std::vector{recordNumber(1), recordNumber(3), recordNumber(4)}));
        QVERIFY(reader.ending(Stream::Tape).condition == Condition::Torn);
        QVERIFY(reader.ending(Stream::Journal).condition == Condition::Open);
    }
};

QTEST_APPLESS_MAIN(TestJournalReader)
#include "tst_journal_reader.moc"
