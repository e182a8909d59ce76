#include "core/desk/journal/record_feed.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

std::vector<OwnedRecord> recordsOf(RecordFeed& feed)
{
    std::vector<OwnedRecord> records;
    for (const auto* next = feed.peek(); next != nullptr; next = feed.peek()) {
        records.push_back(ownedCopy(*next));
        feed.pass();
    }
    return records;
}

} // namespace

class TestRecordFeed : public QObject
{
    Q_OBJECT

private slots:
    void givesAJournalFromASequenceOn()
    {
        const MemoryFolder folder = aJournal(200, true);
        for (std::uint64_t from = 1; from <= 101; ++from) {
            auto feed = RecordFeed::open(folder, {from});

            QVERIFY(recordsOf(feed) == recordNumbers(from * 2 - 1, 200));
            QVERIFY(feed.ending());
            QCOMPARE(feed.last(), Sequence{100});
        }
    }

    void mergesWhatWasWrittenAfterTheJournalHadFailed()
    {
        std::mt19937_64 random{7};
        for (int round = 0; round < 50; ++round) {
            MemoryFolder folder;
            auto journal = writerIn(folder, {.segmentBytes = 1024, .install = {}, .isRelaxed = false});
            auto late = Writer::open(folder, {.stream = Stream::Emergency});
            QVERIFY(journal && late);
            for (const auto& record : recordNumbers(1, 150)) {
                Writer& writer = random() % 2 == 0 ? *journal : *late;
                QVERIFY(writer.append(borrowed(record)));
                QVERIFY(writer.commit(random() % 2 == 0));
            }
            QVERIFY(journal->end() && late->end());

            auto feed = RecordFeed::open(folder, {1});

            QVERIFY(recordsOf(feed) == recordNumbers(1, 150));
            QVERIFY(feed.ending());
            QCOMPARE(feed.last(), Sequence{75});
        }
    }

    void theNextRecordStaysUntilItIsPassed()
    {
        const MemoryFolder folder = aJournal(4, true);
        auto feed = RecordFeed::open(folder, {1});

        QVERIFY(ownedCopy(*feed.peek()) == recordNumber(1));
        QVERIFY(ownedCopy(*feed.peek()) == recordNumber(1));
    }

    void aFolderWithoutAJournalHasNoEndToBeAfraidOf()
    {
        const MemoryFolder folder;
        auto feed = RecordFeed::open(folder, {1});

        QVERIFY(feed.peek() == nullptr);
        QVERIFY(feed.ending());
        QVERIFY(!feed.install());
        QCOMPARE(feed.last(), Sequence{0});
    }

    void damageIsAnEndThatIsSaid()
    {
        MemoryFolder folder = aJournal(200, true);
        auto& file = folder.bytesOf(segmentName(Stream::Journal, 2));
        file[file.size() - 100] ^= std::byte{4};
        auto feed = RecordFeed::open(folder, {1});

        const auto records = recordsOf(feed);

        QVERIFY(records.size() < 200);
        QVERIFY(!feed.ending());
        QCOMPARE(feed.ending().error().code, Errc::Corrupt);
    }
};

QTEST_APPLESS_MAIN(TestRecordFeed)
#include "tst_record_feed.moc"
