// needs: host/audit_verify
//
// F5: on a full disk the record of a kill, and of the cancels behind it, goes into the room that was kept for it. S20.

#include "core/edge/security/audit/audit_log.h"
#include "core/edge/security/audit/audit_reserve.h"
#include "tests/support/audit_kit.h"
#include "tests/support/manual_clock.h"

#include <QTest>

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

AuditEntry killBy(const char* who)
{
    AuditEntry entry;
    entry.actor.name = who;
    entry.action = "kill.pressed";
    entry.object = "global cancel_all";
    entry.outcome = AuditOutcome::Done;
    return entry;
}

/// One disk for the record and what is kept aside for it, as in a profile.
struct Full {
    AuditBench bench;
    AuditReserve reserve{bench.folder};
    AuditWriterOptions options = shortSegments(1000);

    Full()
    {
        options.reserve = &reserve;
    }
    [[nodiscard]] std::uint64_t used() const
    {
        std::uint64_t sum = 0;
        for (const auto& [name, file] : bench.folder.files) {
            sum += file->bytes.size();
        }
        return sum;
    }
    /// Nothing more goes, and so many bytes of the write that finds out.
    void fill(std::uint64_t spare)
    {
        bench.folder.plan.capacity = used() + spare;
    }
};

} // namespace

class TestAuditReserve : public QObject
{
    Q_OBJECT

private slots:
    void itIsMadeOnceAndWhole()
    {
        Full full;
        QVERIFY(full.reserve.prepare().has_value());
        QCOMPARE(full.bench.folder.bytesOf(auditReserveName).size(), std::size_t{auditReserveBytes});
        const auto replaces = full.bench.folder.counters.replaces;
        QVERIFY(full.reserve.prepare().has_value());
        QCOMPARE(full.bench.folder.counters.replaces, replaces);
        full.bench.folder.bytesOf(auditReserveName).resize(17); // a crash, or a hand
        QVERIFY(full.reserve.prepare().has_value());
        QCOMPARE(full.bench.folder.bytesOf(auditReserveName).size(), std::size_t{auditReserveBytes});
    }

    void withoutRoomForItNothingBegins()
    {
        Full full;
        full.bench.folder.plan.capacity = auditReserveBytes - 1;
        QCOMPARE(full.reserve.prepare().error().code, Errc::Full);
    }

    // However many bytes of the write still went: with none of them, with some, with all but one.
    void aKillOnAFullDiskIsOnTheRecord()
    {
        int fired = 0;
        for (std::uint64_t spare = 0; spare < 300; spare += 7) {
            Full full;
            QVERIFY(full.reserve.prepare().has_value());
            auto writer = full.bench.begin(full.options);
            writeEntries(*writer, 3);
            full.fill(spare);
            const auto before = writer->last();
            while (!writer->isOnReserve() && !writer->failed()) { // what fits still goes
                writeEntries(*writer, 1);
            }
            QVERIFY(writer->isOnReserve());
            QVERIFY(!writer->failed());
            fired += full.bench.folder.counters.faults > 0 || writer->last() > before ? 1 : 0;
            QVERIFY(!full.bench.folder.files.contains(auditReserveName));

            const auto killed = writer->append(killBy("owner"), auditMoment(2));
            QVERIFY(killed.has_value());
            QVERIFY(writer->commit().has_value());
            QCOMPARE(writer->durableHead().records, *killed);
            const auto closed = writer->end(auditMoment(3)); // another key is kept, on the full disk
            QVERIFY(closed.has_value());

            const auto verdict = judged(full.bench, {*closed});
            QCOMPARE(nameOf(verdict), std::string("good"));
            QCOMPARE(verdict.tornBytes, std::uint64_t{0});
            QVERIFY(verdict.isClosed);
            QVERIFY(textIn(full.bench.folder).find("kill.pressed") != std::string::npos);
        }
        QVERIFY(fired > 40);
    }

    // A new segment and its key come in just when there is no room.
    void aSegmentThatBeginsOnAFullDiskHasRoom()
    {
        Full full;
        full.options.recordsPerSegment = 4;
        QVERIFY(full.reserve.prepare().has_value());
        auto writer = full.bench.begin(full.options);
        writeEntries(*writer, 3); // the segment is full
        full.fill(10);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(writer->append(killBy("owner"), auditMoment(2)).has_value());
            QVERIFY(writer->commit().has_value());
        }
        QVERIFY(writer->isOnReserve());
        QCOMPARE(nameOf(judged(full.bench)), std::string("good"));
    }

    // The reserve, too, has an end: then it fails as ever, and what was durable stays.
    void behindTheReserveItFailsForGood()
    {
        Full full;
        QVERIFY(full.reserve.prepare().has_value());
        auto writer = full.bench.begin(full.options);
        full.fill(0);
        std::uint64_t durable = 0, count = 0;
        auto entry = killBy("owner");
        entry.reason.assign(mostReasonBytes, 'r');
        while (!writer->failed() && count < 5'000) {
            ++count;
            durable = writer->durableHead().records;
            static_cast<void>(writer->append(entry, auditMoment(2)));
            static_cast<void>(writer->commit());
        }
        QCOMPARE(writer->failed()->code, Errc::Full);
        QVERIFY(count > 400);
        full.bench.folder.plan = {};
        QVERIFY(full.bench.open(5).has_value());
        const auto verdict = judged(full.bench);
        QCOMPARE(nameOf(verdict), std::string("good"));
        QVERIFY(verdict.records >= durable);
    }

    // A disk that fails otherwise is no full one: nothing is given up, nothing is tried again (F4).
    void aFailureThatIsNoWantOfRoomFailsAtOnce()
    {
        Full full;
        QVERIFY(full.reserve.prepare().has_value());
        auto writer = full.bench.begin(full.options);
        full.bench.folder.plan.failSyncAt = full.bench.folder.counters.syncs + 1;
        writeEntries(*writer, 1);
        QVERIFY(writer->failed().has_value());
        QVERIFY(!writer->isOnReserve());
        QVERIFY(full.bench.folder.files.contains(auditReserveName));
        QVERIFY(full.bench.folder.counters.faults > 0);
    }

    // Whoever asks the log knows it at once: nothing that adds exposure from then on, and entries are still taken.
    void theLogSaysThatItIsOnItsReserve()
    {
        Full full;
        QVERIFY(full.reserve.prepare().has_value());
        auto writer = full.bench.begin(full.options);
        test::ManualClock clock{auditDay};
        auto log = AuditLog::start(std::move(*writer), clock, {.moved = {}, .hasThread = false});
        QVERIFY(log->append(auditEntry(1)).has_value());
        QVERIFY(log->writeNext());
        QVERIFY(!log->isOnReserve());
        full.fill(0);
        QVERIFY(log->append(killBy("owner")).has_value());
        QVERIFY(log->writeNext());
        QVERIFY(log->isOnReserve());
        QVERIFY(!log->hasFailed());
        QCOMPARE(log->durableUpTo(), std::uint64_t{3});
        QVERIFY(log->end().has_value());
        QCOMPARE(nameOf(judged(full.bench)), std::string("good"));
    }
};

QTEST_APPLESS_MAIN(TestAuditReserve)
#include "tst_audit_reserve.moc"
