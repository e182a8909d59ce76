// needs: host/runtime desk/driver

#include "tests/support/outbox_kit.h"

#include <QTest>

#include <string>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

/// A record whose disk is the test's hand.
class HandAudit final : public AuditTrail
{
public:
    std::optional<std::uint64_t> note(const audit::AuditEntry& entry) override
    {
        if (failed || full) {
            return std::nullopt;
        }
        entries.push_back(entry);
        return entries.size();
    }
    bool isDurable(std::uint64_t place) const noexcept override
    {
        return place <= upTo;
    }
    bool hasFailed() const noexcept override
    {
        return failed;
    }
    [[nodiscard]] std::vector<std::string> actions() const
    {
        std::vector<std::string> all;
        for (const auto& entry : entries) {
            all.push_back(entry.action + ' ' + entry.object.substr(0, entry.object.find(' ', 6)));
        }
        return all;
    }
    std::vector<audit::AuditEntry> entries;
    std::uint64_t upTo = 0;
    bool failed = false, full = false;
};

using Words = std::vector<std::string>;

struct Audited {
    Audited()
        : p(KillLevel::None, &audit)
    {
        p.durability.upTo = 100;
    }
    HandAudit audit;
    Pumped p;
};

} // namespace

class TestOutboxAudit : public QObject
{
    Q_OBJECT

private slots:
    // V28, S21: the record first, then the wire.
    void anEntryLeavesWhenTheAuditRecordHasIt()
    {
        Audited a;
        a.p.want(1, events::Submit{entry(1)});
        a.p.pump();
        QCOMPARE(a.audit.actions(), Words{"order.submit order 1"});
        QCOMPARE(a.audit.entries[0].outcome, audit::AuditOutcome::Begun);
        QCOMPARE(a.p.venue.submitted, Ids{});
        a.p.clock.pass(seconds(1));
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{});
        a.audit.upTo = 1;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{1});
        QCOMPARE(a.audit.entries.size(), std::size_t{1});
    }

    // The two disks work side by side: the budget of the order's way is not spent twice.
    void itIsHandedOverWhileTheJournalStillWrites()
    {
        Audited a;
        a.p.durability.upTo = 0;
        a.p.want(10, events::Submit{entry(1)});
        a.p.pump();
        QCOMPARE(a.audit.entries.size(), std::size_t{1});
        a.audit.upTo = 1;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{}); // S5: the audit record alone opens nothing
        a.p.durability.upTo = 10;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{1});
    }

    // F7: and says which disk it was.
    void anEntryThatTheAuditRecordHeldForTooLongIsNotSent()
    {
        Audited a;
        a.p.want(1, events::Submit{entry(1)});
        a.p.pump();
        a.p.clock.pass(seconds(2) + nanoseconds(1));
        a.audit.upTo = 1;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{});
        QCOMPARE(a.p.textOf(1), std::string_view("not sent: the audit record took too long"));
    }

    // Rulings 3.
    void cancelsAndExitsWaitTwentyMillisecondsForIt()
    {
        Audited a;
        a.p.want(1, events::Submit{exitOrder(1)});
        a.p.want(1, events::Cancel{OrderId{7}});
        a.p.want(1, events::CancelExternal{AccountId{1}, InstrumentId{1}, orders::VenueOrderId("v-9")});
        a.p.pump();
        a.p.clock.pass(milliseconds(20) - nanoseconds(1));
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{});
        QCOMPARE(a.p.venue.cancelled, Ids{});
        a.p.clock.pass(nanoseconds(1));
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{1});
        QCOMPARE(a.p.venue.cancelled, Ids{7});
        QCOMPARE(a.audit.actions(),
                 (Words{"order.submit order 1", "order.cancel order 7", "order.cancel_external v-9"}));
        QCOMPARE(a.p.outbox.notYetOnAudit(), std::uint64_t{0}); // they wait for the disk, and are in its queue
    }

    // F4, F5: fails closed for what adds exposure, and for nothing else.
    void onceItHasFailedNoEntryLeavesAndExitsAndCancelsDo()
    {
        Audited a;
        a.audit.failed = true;
        a.p.want(1, events::Submit{entry(1)});
        a.p.want(1, events::Submit{exitOrder(2)});
        a.p.want(1, events::Cancel{OrderId{7}});
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{2});
        QCOMPARE(a.p.venue.cancelled, Ids{7});
        QCOMPARE(a.p.textOf(1), std::string_view("not sent: the audit record failed"));
        QCOMPARE(a.p.outbox.notYetOnAudit(), std::uint64_t{2}); // the journal tells of them
    }

    // It fails while the entry waits for it.
    void anEntryThatWaitsWhenItFailsIsToldBack()
    {
        Audited a;
        a.p.want(1, events::Submit{entry(1)});
        a.p.pump();
        a.audit.failed = true;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{});
        QCOMPARE(a.p.textOf(1), std::string_view("not sent: the audit record failed"));
    }

    // S2: the kill switch waits for nothing, and its cancels stand in the record in front of the wire.
    void theKillCancelsAtOnceAndIsRecorded()
    {
        Audited a;
        a.p.want(1, events::Submit{entry(1)});
        a.p.pump();
        a.audit.upTo = 1;
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{1});
        a.p.press(KillLevel::CancelAll);
        a.p.pump();
        QCOMPARE(a.p.venue.cancelled, Ids{1});
        QCOMPARE(a.audit.actions(), (Words{"order.submit order 1", "order.cancel order 1"}));
    }

    // S26: a disk that hangs fills the queue; what had to leave meanwhile is recorded behind it, in order.
    void whatLeftWhileItTookNothingIsRecordedLate()
    {
        Audited a;
        a.audit.full = true;
        a.p.want(1, events::Submit{exitOrder(1)});
        a.p.want(1, events::Submit{entry(2)});
        a.p.want(1, events::Cancel{OrderId{7}});
        a.p.pump();
        a.p.clock.pass(milliseconds(20));
        a.p.pump();
        QCOMPARE(a.p.venue.submitted, Ids{1});
        QCOMPARE(a.p.venue.cancelled, Ids{7});
        QCOMPARE(a.p.outbox.notYetOnAudit(), std::uint64_t{2});
        a.audit.full = false;
        a.audit.upTo = 100;
        a.p.pump();
        QCOMPARE(a.audit.actions(), (Words{"order.submit order 1", "order.cancel order 7", "order.submit order 2"}));
        QVERIFY(a.audit.entries[0].reason.ends_with("recorded late"));
        QCOMPARE(a.p.venue.submitted, (Ids{1, 2}));
        QCOMPARE(a.p.outbox.notYetOnAudit(), std::uint64_t{0});
    }

    void aQuestionIsNoMessageThatChangesAnything()
    {
        Audited a;
        a.p.want(1, events::Query{OrderId{3}});
        a.p.pump();
        QCOMPARE(a.p.venue.queried, Ids{3});
        QVERIFY(a.audit.entries.empty());
    }
};

QTEST_GUILESS_MAIN(TestOutboxAudit)
#include "tst_outbox_audit.moc"
