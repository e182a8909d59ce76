// needs: host/audit_verify
//
// The front of the audit record: entries of many threads, one order, durable before they are called so. S21, S26, F4.

#include "core/edge/security/audit/audit_log.h"
#include "tests/support/audit_kit.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

template<class T> std::string outcomeOf(const Result<T>& result)
{
    return result ? "ok" : std::string(nameOf(result.error().code));
}

AuditLogOptions withoutThread(std::size_t mostWaiting = 4096)
{
    AuditLogOptions options;
    options.hasThread = false;
    options.mostWaiting = mostWaiting;
    return options;
}

} // namespace

class TestAuditLogThreads : public QObject
{
    Q_OBJECT

private slots:
    void manyThreadsMakeOneOrderAndEachEntryIsDurableWhenItSaysSo()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        std::atomic<int> moves{0};
        AuditLogOptions options;
        options.moved = [&] { moves.fetch_add(1); };
        auto log = AuditLog::start(std::move(*bench.begin(shortSegments(50))), clock, options);
        std::mutex mutex;
        std::set<std::uint64_t> given;
        std::atomic<int> notDurable{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (std::uint64_t n = 0; n < 250; ++n) {
                    const auto seq = log->append(auditEntry(n));
                    notDurable += !seq || (n % 10 == 0 && !log->waitDurable(*seq)) ? 1 : 0;
                    const std::lock_guard lock(mutex);
                    given.insert(seq.value_or(0));
                }
            });
        }
        for (auto& each : threads) {
            each.join();
        }

        const auto anchor = log->end();

        QCOMPARE(notDurable.load(), 0);
        QCOMPARE(given.size(), std::size_t{1000});
        QCOMPARE(*given.begin(), std::uint64_t{2});
        QCOMPARE(anchor->head.records, std::uint64_t{1002});
        QCOMPARE(log->durableUpTo(), std::uint64_t{1002});
        QCOMPARE(log->figures().entries, std::uint64_t{1000});
        QVERIFY(log->figures().batches <= 1001);
        QVERIFY(moves.load() > 0);
        const auto verdict = judged(bench, {*anchor});
        QCOMPARE(nameOf(verdict), std::string("good"));
        QCOMPARE(verdict.records, std::uint64_t{1002});
    }

    void theDestructorWritesWhatWaits()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        {
            auto log = AuditLog::start(std::move(*bench.begin()), clock);
            for (std::uint64_t n = 0; n < 100; ++n) {
                QVERIFY(log->append(auditEntry(n)));
            }
        }
        const auto verdict = judged(bench);
        QCOMPARE(nameOf(verdict), std::string("good"));
        QCOMPARE(verdict.records, std::uint64_t{101});
        QVERIFY(!verdict.isClosed);
    }

    void whoWaitsIsToldOfAFailure()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto writer = bench.begin();
        bench.folder.plan.failSyncAt = bench.folder.counters.syncs + 1;
        auto log = AuditLog::start(std::move(*writer), clock);
        const auto seq = log->append(auditEntry(1));

        QVERIFY(!log->waitDurable(*seq));

        QCOMPARE(bench.folder.counters.faults, std::uint64_t{1});
        QVERIFY(log->hasFailed());
        QCOMPARE(log->failed()->code, Errc::Unavailable);
        QCOMPARE(outcomeOf(log->append(auditEntry(2))), std::string("unavailable"));
        QCOMPARE(outcomeOf(log->anchor()), std::string("unavailable"));
        QCOMPARE(outcomeOf(log->end()), std::string("unavailable"));
        QCOMPARE(log->durableUpTo(), std::uint64_t{1});
    }

    void anEntryIsNotDurableBeforeTheDiskHasIt()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock, withoutThread());
        const auto first = log->append(auditEntry(1));
        const auto second = log->append(auditEntry(2));

        QVERIFY(!log->isDurable(*first));
        QVERIFY(!log->waitDurable(*first, milliseconds(20)));
        const auto syncs = bench.folder.counters.syncs;
        QVERIFY(log->writeNext());
        QVERIFY(log->isDurable(*second));
        QCOMPARE(bench.folder.counters.syncs, syncs + 1);
        QVERIFY(!log->writeNext());
    }

    void whatDoesNotKeepUpIsRefusedAndTheRestIsWhole()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock, withoutThread(3));
        for (std::uint64_t n = 0; n < 3; ++n) {
            QVERIFY(log->append(auditEntry(n)));
        }

        QCOMPARE(outcomeOf(log->append(auditEntry(4))), std::string("full"));

        QCOMPARE(log->figures().refusedFull, std::uint64_t{1});
        QVERIFY(log->writeNext());
        QCOMPARE(*log->append(auditEntry(4)), std::uint64_t{5});
        QVERIFY(log->end());
        QCOMPARE(judged(bench).records, std::uint64_t{6});
    }

    // Who acts behind it is refused; what has been decided already still finds room, in its order.
    void whatIsDecidedFindsRoomBehindWhatIsRefused()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock, withoutThread(3));
        for (std::uint64_t n = 0; n < 3; ++n) {
            QVERIFY(log->append(auditEntry(n)));
        }
        for (std::uint64_t n = 3; n < 6; ++n) {
            QCOMPARE(outcomeOf(log->append(auditEntry(n))), std::string("full"));
            QVERIFY(log->append(auditEntry(n), Room::Last));
        }

        QCOMPARE(outcomeOf(log->append(auditEntry(6), Room::Last)), std::string("full"));

        QVERIFY(log->end());
        QCOMPARE(judged(bench).records, std::uint64_t{8});
    }

    void anAnchorCoversWhatWasAppendedBeforeIt()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock, withoutThread());
        QVERIFY(log->append(auditEntry(1)));

        const auto anchor = log->anchor();

        QCOMPARE(anchor->head.records, std::uint64_t{3});
        QVERIFY(log->head() == anchor->head);
        QCOMPARE(nameOf(judged(bench, {*anchor})), std::string("good"));
    }

    void anIdleRecordGivesUpItsKeyAndGoesOn()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock, withoutThread());
        clock.pass(minutes(15));

        QVERIFY(!log->writeNext());

        QCOMPARE(bench.keys.segment, 2U);
        QVERIFY(log->append(auditEntry(1)));
        QVERIFY(log->end());
        QCOMPARE(nameOf(judged(bench)), std::string("good"));
    }

    void nothingIsTakenBehindTheEnd()
    {
        AuditBench bench;
        test::ManualClock clock(auditDay);
        auto log = AuditLog::start(std::move(*bench.begin()), clock);
        QVERIFY(log->end());

        QCOMPARE(outcomeOf(log->append(auditEntry(1))), std::string("invalid"));
        QCOMPARE(outcomeOf(log->end()), std::string("invalid"));
        auto foreign = auditEntry(1);
        foreign.action = "audit.cut";
        QCOMPARE(outcomeOf(log->append(foreign)), std::string("denied"));
        QVERIFY(judged(bench).isClosed);
    }
};

QTEST_APPLESS_MAIN(TestAuditLogThreads)
#include "tst_audit_log_threads.moc"
