// needs: host/audit_verify
//
// What a writer of the audit record promises: order of what is durable, keys that go, endings, refusals.

#include "core/edge/security/audit/folder_key_store.h"
#include "tests/support/audit_kit.h"

#include <QTest>

#include <set>

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

template<class T> std::string outcomeOf(const Result<T>& result)
{
    return result ? "ok" : std::string(nameOf(result.error().code));
}

} // namespace

class TestAuditWriter : public QObject
{
    Q_OBJECT

private slots:
    void whatItWritesIsGoodForTheSeparateVerifier()
    {
        AuditBench bench;
        auto writer = bench.begin();
        writeEntries(*writer, 33);
        const auto last = writer->end(auditMoment(9));

        const auto verdict = judged(bench, {*last});

        QCOMPARE(nameOf(verdict), std::string("good"));
        QCOMPARE(verdict.records, std::uint64_t{35}); // the opening, 33, the closing
        QCOMPARE(verdict.segments, 4U);
        QVERIFY(verdict.isClosed);
        QCOMPARE(verdict.tornBytes, std::uint64_t{0});
    }

    void anEntryIsDurableOnlyBehindACommit()
    {
        AuditBench bench;
        auto writer = bench.begin();
        const auto syncs = bench.folder.counters.syncs;

        const auto seq = writer->append(auditEntry(2), auditMoment(1));

        QCOMPARE(*seq, std::uint64_t{2});
        QCOMPARE(writer->durableHead().records, std::uint64_t{1});
        QVERIFY(writer->commit());
        QCOMPARE(writer->durableHead().records, std::uint64_t{2});
        QCOMPARE(bench.folder.counters.syncs, syncs + 1);
    }

    void manyEntriesOfOneBatchCostOneSync()
    {
        AuditBench bench;
        auto writer = bench.begin(shortSegments(1000));
        const auto before = bench.folder.counters;
        for (std::uint64_t i = 2; i < 500; ++i) {
            QVERIFY(writer->append(auditEntry(i), auditMoment(1)));
        }

        QVERIFY(writer->commit());

        QCOMPARE(bench.folder.counters.appends, before.appends + 1);
        QCOMPARE(bench.folder.counters.syncs, before.syncs + 1);
    }

    void aSegmentEndsWithItsTimeAsWellAsWithItsRecords()
    {
        AuditBench bench;
        auto writer = bench.begin();
        QVERIFY(writer->append(auditEntry(2), auditMoment(15 * 60 - 1)));
        QVERIFY(writer->append(auditEntry(3), auditMoment(15 * 60)));
        QVERIFY(writer->commit());

        QCOMPARE(bench.folder.files.size(), std::size_t{2});
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void theKeyOfASegmentIsGoneBeforeTheNextOneHasAFile()
    {
        AuditBench bench;
        auto writer = bench.begin();
        const Bytes first = bench.keys.key;
        writeEntries(*writer, 9);
        QCOMPARE(bench.keys.segment, 1U);
        bench.folder.plan.failReplaceAt = bench.folder.counters.replaces + 1;
        writeEntries(*writer, 1);

        QCOMPARE(bench.folder.counters.faults, std::uint64_t{1});
        QCOMPARE(bench.folder.files.size(), std::size_t{1});
        QCOMPARE(bench.keys.segment, 2U);
        QVERIFY(bench.keys.key != first);
    }

    void aKeyGoesWithItsTimeWhenNothingIsWritten()
    {
        AuditBench bench;
        auto writer = bench.begin();

        QVERIFY(writer->retireIfOver(auditMoment(15 * 60 - 1).mono));
        QCOMPARE(bench.keys.segment, 1U);
        QVERIFY(writer->retireIfOver(auditMoment(15 * 60).mono));
        QCOMPARE(bench.keys.segment, 2U);
        QVERIFY(writer->retireIfOver(auditMoment(90 * 60).mono)); // a key that wrote nothing need not go

        QCOMPARE(bench.keys.segment, 2U);
        writeEntries(*writer, 3);
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void theEndLeavesNoKeyOfWhatWasWritten()
    {
        AuditBench bench;
        auto writer = bench.begin();
        QVERIFY(writer->end(auditMoment(1)));

        QCOMPARE(bench.keys.segment, 2U);
        QCOMPARE(outcomeOf(writer->append(auditEntry(9), auditMoment(2))), std::string("invalid"));
        QCOMPARE(outcomeOf(writer->end(auditMoment(2))), std::string("invalid"));
        QVERIFY(bench.open(3));
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void noKeyStandsInTheFiles()
    {
        AuditBench bench;
        auto writer = bench.begin();
        std::set<std::string> keys;
        for (int i = 0; i < 40; ++i) {
            writeEntries(*writer, 1);
            keys.emplace(reinterpret_cast<const char*>(bench.keys.key.data()), bench.keys.key.size());
        }

        QCOMPARE(keys.size(), std::size_t{5});
        for (const auto& key : keys) {
            QVERIFY(textIn(bench.folder).find(key) == std::string::npos);
        }
    }

    void hostileTextIsWrittenInert()
    {
        AuditBench bench;
        auto writer = bench.begin();
        auto entry = auditEntry(2);
        entry.object = "a\nb\x1b[31m\xe2\x80\xae\xff";
        QVERIFY(writer->append(entry, auditMoment(1)));
        QVERIFY(writer->commit());

        const auto text = textIn(bench.folder);
        QVERIFY(text.find("a\\nb\\x1b[31m\\u202e\\xff") != std::string::npos);
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void whatDoesNotFitIsRefusedAndTheNextIsTaken()
    {
        AuditBench bench;
        auto writer = bench.begin();
        auto entry = auditEntry(2);
        entry.object = std::string(mostObjectBytes, 'x');
        QVERIFY(writer->append(entry, auditMoment(1)));
        entry.object += 'x';
        QCOMPARE(outcomeOf(writer->append(entry, auditMoment(1))), std::string("invalid"));
        entry = auditEntry(3);
        entry.action.clear();
        QCOMPARE(outcomeOf(writer->append(entry, auditMoment(1))), std::string("invalid"));
        entry.action = "audit.close"; // nobody else ends the record
        QCOMPARE(outcomeOf(writer->append(entry, auditMoment(1))), std::string("denied"));
        QCOMPARE(*writer->append(auditEntry(3), auditMoment(1)), std::uint64_t{3});
        QVERIFY(writer->commit());
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void anAnchorIsAPlaceInWhatComesLater()
    {
        AuditBench bench;
        auto writer = bench.begin();
        writeEntries(*writer, 17);
        const auto anchor = writer->anchor(auditMoment(2));
        QCOMPARE(anchor->head.records, std::uint64_t{19});
        writeEntries(*writer, 17);

        QCOMPARE(nameOf(judged(bench, {*anchor})), std::string("good"));
        QCOMPARE(kept(*anchor).words, shortWords(anchor->head));
        audit_verify::Question question;
        question.words = shortWords(anchor->head);
        QCOMPARE(judged(bench.folder, question).wordsAt, std::uint64_t{19});
    }

    void aForgedAnchorIsNoAnchor()
    {
        AuditBench bench;
        auto writer = bench.begin();
        auto anchor = writer->anchor(auditMoment(2)).value();
        anchor.head.records += 1;

        QCOMPARE(nameOf(judged(bench, {anchor})).substr(0, 10), std::string("unreadable"));
    }

    void aRecordIsNotBegunOverAnother()
    {
        AuditBench bench;
        QVERIFY(bench.begin());

        QCOMPARE(outcomeOf(bench.begin()), std::string("conflict"));
        bench.folder.files.clear();
        QVERIFY(bench.begin()); // it had not got beyond its first segment: a crash can leave that
        auto writer = bench.open(1);
        bench.folder.files.clear();
        QCOMPARE(outcomeOf(bench.begin()), std::string("conflict"));
        QCOMPARE(outcomeOf(bench.open(2)), std::string("conflict"));
    }

    void nothingIsOpenedThatIsNotWhole_data()
    {
        QTest::addColumn<int>("harm");
        QTest::addColumn<QString>("outcome");

        QTest::newRow("nothing there") << 0 << "not_found";
        QTest::newRow("key missing") << 1 << "conflict";
        QTest::newRow("key of another record") << 2 << "conflict";
        QTest::newRow("newest segments gone (F16)") << 3 << "conflict";
        QTest::newRow("segment missing in between") << 4 << "corrupt";
        QTest::newRow("last record changed") << 5 << "corrupt";
        QTest::newRow("another file in its place") << 6 << "corrupt";
        QTest::newRow("newer version") << 7 << "newer";
        QTest::newRow("all made anew without the key") << 8 << "corrupt";
        QTest::newRow("folder unreadable") << 9 << "unavailable";
    }

    void nothingIsOpenedThatIsNotWhole()
    {
        QFETCH(int, harm);
        QFETCH(QString, outcome);
        AuditBench bench, empty;
        {
            auto writer = bench.begin();
            writeEntries(*writer, 35);
        }
        auto& last = bench.folder.bytesOf(auditSegmentName(4));
        switch (harm) {
        case 0:
            bench = empty;
            break;
        case 1:
            bench.keys.key.clear();
            break;
        case 2:
            bench.keys.log.fill(std::byte{7});
            break;
        case 3:
            bench.folder.files.erase(auditSegmentName(4));
            bench.folder.files.erase(auditSegmentName(3));
            break;
        case 4:
            bench.folder.files.erase(auditSegmentName(2));
            break;
        case 5:
            last[last.size() - 100] ^= std::byte{1};
            break;
        case 6:
            last.assign(3000, std::byte{'x'});
            break;
        case 7:
            last[8] = std::byte{2};
            break;
        case 8: {
            // The record's own bytes with a key of the thief's: the chain holds.
            const auto header = readHeader(last);
            last.resize(segmentHeaderBytes);
            const auto link = digestOf("audit-header", std::span(last).first(segmentHeaderBytes));
            const Bytes forged(32, std::byte{9});
            appendRecord(last, auditEntry(1), {4, header->first, auditMoment(1), {}, link}, forged);
            break;
        }
        default:
            bench.folder.plan.isUnreadable = true;
        }
        const auto before = textIn(bench.folder);

        const auto opened = bench.open(5);

        QCOMPARE(QString::fromStdString(outcomeOf(opened)), outcome);
        QVERIFY(textIn(bench.folder) == before);
    }

    void aKeyThatWasPutBackToAnOldStateIsBroughtForward()
    {
        AuditBench bench;
        auto writer = bench.begin();
        const KeyInMemory old = bench.keys;
        writeEntries(*writer, 35);
        bench.keys = old;

        QVERIFY(bench.open(5));
        QCOMPARE(bench.keys.segment, 5U);
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void theKeysFileHoldsOneKey()
    {
        MemoryFolder folder;
        FolderKeyStore store(folder);
        QVERIFY(!store.load()->has_value());
        const auto first = firstAuditKey();
        QVERIFY(store.save(first));
        SegmentKey second = firstAuditKey(2);
        second.segment = 9;

        QVERIFY(store.save(second));

        const auto found = store.load();
        QCOMPARE((*found)->segment, 9U);
        QVERIFY(platform::areEqualSecrets((*found)->key.exposed(), second.key.exposed()));
        QCOMPARE(folder.files.size(), std::size_t{1});
        QVERIFY(textIn(folder).find(std::string(32, '\xA1')) == std::string::npos);
        folder.bytesOf("audit-key")[30] ^= std::byte{1};
        QCOMPARE(outcomeOf(store.load()), std::string("corrupt"));
    }
};

QTEST_APPLESS_MAIN(TestAuditWriter)
#include "tst_audit_writer.moc"
