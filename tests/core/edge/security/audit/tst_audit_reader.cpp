// needs: edge/security/audit host/audit_verify

#include "core/edge/security/audit/audit_reader.h"
#include "tests/support/audit_kit.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

std::vector<std::uint64_t> numbersOf(const std::vector<AuditRecord>& records)
{
    std::vector<std::uint64_t> numbers;
    for (const auto& record : records) {
        numbers.push_back(record.seq);
    }
    return numbers;
}

using Numbers = std::vector<std::uint64_t>;

AuditEntry entryOf(std::string who, std::string action, std::string object, std::string reason = {})
{
    AuditEntry entry;
    entry.actor.name = std::move(who);
    entry.action = std::move(action);
    entry.object = std::move(object);
    entry.reason = std::move(reason);
    return entry;
}

} // namespace

class TestAuditReader : public QObject
{
    Q_OBJECT

    AuditBench m_bench; ///< Records 1 to 30 in segments of ten; `audit.open` is the first, `audit.close` the last.

private slots:
    void initTestCase()
    {
        auto writer = m_bench.begin();
        QVERIFY(writer.has_value());
        for (std::uint64_t i = 2; i < 30; ++i) {
            auto entry = auditEntry(i);
            if (i % 5 == 0) {
                entry.action = "vault.open";
                entry.actor.name = "script:alice";
            }
            QVERIFY(writer->append(entry, auditMoment(static_cast<std::int64_t>(i))).has_value());
            QVERIFY(writer->commit().has_value());
        }
        QVERIFY(writer->end(auditMoment(30)).has_value());
    }

    void theNewestComesFirstOverAllSegments()
    {
        const auto all = readAudit(m_bench.folder, {});
        QVERIFY(all.has_value());
        QCOMPARE(all->size(), std::size_t{30});
        QVERIFY(std::ranges::is_sorted(numbersOf(*all), std::greater<>()));
        QCOMPARE(all->front().entry.action, std::string("audit.close"));
        QCOMPARE(all->back().entry.action, std::string("audit.open"));
    }

    void everyFieldComesBackAsItWasWritten()
    {
        AuditFilter filter;
        filter.below = 18;
        filter.most = 1;
        const auto one = readAudit(m_bench.folder, filter);
        QVERIFY(one.has_value() && one->size() == 1);
        const auto wished = auditEntry(17);
        const auto& got = one->front();
        QCOMPARE(got.seq, std::uint64_t{17});
        QCOMPARE(got.moment.wall, auditMoment(17).wall);
        QCOMPARE(got.entry.actor.name, wished.actor.name);
        QCOMPARE(got.entry.actor.role, wished.actor.role);
        QCOMPARE(got.entry.actor.session, wished.actor.session);
        QCOMPARE(got.entry.actor.path, wished.actor.path);
        QCOMPARE(got.entry.action, wished.action);
        QCOMPARE(got.entry.object, wished.object);
        QCOMPARE(got.entry.outcome, wished.outcome);
        QCOMPARE(got.entry.reason, wished.reason);
        QVERIFY(got.entry.payload == wished.payload);
    }

    void itFindsByPersonByKindAndByTime()
    {
        AuditFilter byPerson;
        byPerson.actor = "script:alice";
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byPerson)), (Numbers{25, 20, 15, 10, 5}));

        AuditFilter byKind;
        byKind.action = "audit.";
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byKind)), (Numbers{30, 1}));

        AuditFilter byTime;
        byTime.from = auditMoment(9).wall;
        byTime.until = auditMoment(12).wall;
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byTime)), (Numbers{11, 10, 9}));
    }

    void itFindsByOneOfSeveralKindsAndByWords()
    {
        AuditFilter byKinds;
        byKinds.actions = {"vault.", "audit."};
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byKinds)), (Numbers{30, 25, 20, 15, 10, 5, 1}));

        AuditFilter byWords;
        byWords.text = "ORDER 17";
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byWords)), (Numbers{17}));
        byWords.text = "asked for the vault: order 20";
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byWords)), (Numbers{20}));
        byWords.text = "nobody wrote this";
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, byWords)), Numbers());
    }

    void whatIsNewIsFoundWithoutReadingWhatIsOld()
    {
        MemoryFolder folder = m_bench.folder.copy();
        folder.bytesOf(auditSegmentName(1))[80] ^= std::byte{1}; // whoever reads it is told
        AuditFilter filter;
        filter.above = 27;
        QCOMPARE(numbersOf(*readAudit(folder, filter)), (Numbers{30, 29, 28}));
        filter.above = 0;
        QCOMPARE(readAudit(folder, filter).error().code, Errc::Corrupt);
        filter.below = 8;
        filter.above = 3;
        QCOMPARE(numbersOf(*readAudit(m_bench.folder, filter)), (Numbers{7, 6, 5, 4}));
    }

    void aLongSearchIsGivenUpAtTheNextSegment()
    {
        int asked = 0;
        AuditFilter filter;
        filter.text = "nobody wrote this";
        const auto read = readAudit(m_bench.folder, filter, [&asked] { return ++asked < 3; });
        QCOMPARE(read.error().code, Errc::Unavailable);
        QCOMPARE(asked, 3);
    }

    void pagesFollowEachOtherWithoutAGap()
    {
        Numbers seen;
        AuditFilter filter;
        filter.most = 7;
        for (int page = 0; page < 5; ++page) {
            const auto records = readAudit(m_bench.folder, filter);
            QVERIFY(records.has_value() && !records->empty());
            for (const auto number : numbersOf(*records)) {
                seen.push_back(number);
            }
            filter.below = seen.back();
        }
        QCOMPARE(seen.size(), std::size_t{30});
        QVERIFY(std::ranges::is_sorted(seen, std::greater<>()));
    }

    void aTornEndIsLeftOutAndDamageInTheMiddleIsAnError()
    {
        MemoryFolder torn = m_bench.folder.copy();
        torn.bytesOf(auditSegmentName(3)).resize(torn.bytesOf(auditSegmentName(3)).size() - 10);
        QCOMPARE(readAudit(torn, {})->front().seq, std::uint64_t{29});

        MemoryFolder damaged = m_bench.folder.copy();
        damaged.bytesOf(auditSegmentName(2))[80] ^= std::byte{1}; // a length
        const auto read = readAudit(damaged, {});
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, Errc::Corrupt);

        QCOMPARE(readAudit(MemoryFolder(), {}).error().code, Errc::NotFound);
    }

    // Death between the note of a cut and the cut: what is behind the last whole record is left out there as well.
    void aTornEndThatIsNotCutYetIsLeftOut()
    {
        AuditBench bench;
        auto writer = bench.begin();
        writeEntries(*writer, 3);
        auto& bytes = bench.folder.bytesOf(auditSegmentName(1));
        const Bytes torn(bytes.begin(), bytes.end() - 20);
        bytes = torn;
        QVERIFY(bench.open(5).has_value());
        bench.folder.bytesOf(auditSegmentName(1)) = torn; // as if the cut had not reached the disk

        const auto read = readAudit(bench.folder, {});
        QVERIFY(read.has_value());
        QCOMPARE(numbersOf(*read), (Numbers{5, 4, 3, 2, 1})); // three, the note, the opening
    }

    void aRecordIsASentence()
    {
        auto approved = entryOf("owner", "approval.granted", "proposal 12, 5 lots");
        approved.actor.path = AuditPath::Window;
        QCOMPARE(storyOf(approved), std::string("owner approved proposal 12, 5 lots (window)"));

        auto refused = entryOf("script:alice", "vault.open", "add binance-paper", "wrong_passphrase");
        refused.actor.path = AuditPath::CommandLine;
        refused.outcome = AuditOutcome::Refused;
        QCOMPARE(storyOf(refused),
                 std::string("script:alice asked for the vault: add binance-paper, refused: wrong_passphrase "
                             "(command line)"));
        QCOMPARE(storyOf(entryOf("some_body", "command.reset_kill", "global", "checked")),
                 std::string("some_body asks: reset kill global: checked"));
        QCOMPARE(storyOf(entryOf("", "of.later", "x")), std::string("somebody of.later x"));
    }
};

QTEST_APPLESS_MAIN(TestAuditReader)
#include "tst_audit_reader.moc"
