#include "core/desk/events/codec.h"

#include <QTest>

#include <functional>
#include <set>

using namespace omni;
using namespace omni::events;

namespace {

/// Everything that an approval consents to.
struct Consent {
    orders::OrderTicket ticket;
    std::optional<Ticks> stop, target;
    Ticks reference, driftAllowed;
    [[nodiscard]] Digest digest() const
    {
        return approvalDigest(ticket, stop, target, reference, driftAllowed);
    }
};

/// Buys ten at market near 100.00, stop 98.00, target 104.00, within 25 cents.
Consent aTypicalConsent()
{
    Consent consent;
    auto& ticket = consent.ticket;
    ticket.id = OrderId{7};
    ticket.instrument = InstrumentId{1};
    ticket.account = AccountId{1};
    ticket.environment = orders::Environment::Paper;
    ticket.side = Side::Buy;
    ticket.size = Lots{10};
    ticket.strategy = StrategyId{1};
    ticket.proposal = ProposalId{3};
    ticket.by = PrincipalId{1'001};
    consent.stop = Ticks{9'800};
    consent.target = Ticks{10'400};
    consent.reference = Ticks{10'000};
    consent.driftAllowed = Ticks{25};
    return consent;
}

using Change = std::function<void(Consent&)>;

} // namespace

class TestApprovalDigest : public QObject
{
    Q_OBJECT

private slots:
    void changesWithEveryField_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
        row("instrument", [](Consent& c) { c.ticket.instrument.value = 2; });
        row("account", [](Consent& c) { c.ticket.account.value = 2; });
        row("environment", [](Consent& c) { c.ticket.environment = orders::Environment::Live; });
        row("side", [](Consent& c) { c.ticket.side = Side::Sell; });
        row("kind", [](Consent& c) { c.ticket.kind = orders::OrderKind::Limit; });
        row("time in force", [](Consent& c) { c.ticket.timeInForce = orders::TimeInForce::Day; });
        row("role", [](Consent& c) { c.ticket.role = orders::OrderRole::Exit; });
        row("origin", [](Consent& c) { c.ticket.origin = orders::Origin::Strategy; });
        row("size", [](Consent& c) { c.ticket.size.count = 11; });
        row("amount", [](Consent& c) { c.ticket.notional = Money{0}; });
        row("limit", [](Consent& c) { c.ticket.limit = Ticks{0}; });
        row("trigger", [](Consent& c) { c.ticket.stop = Ticks{0}; });
        row("trail", [](Consent& c) { c.ticket.trail = Ticks{0}; });
        row("post only", [](Consent& c) { c.ticket.postOnly = true; });
        row("reduce only", [](Consent& c) { c.ticket.reduceOnly = true; });
        row("held", [](Consent& c) { c.ticket.held = true; });
        row("parent", [](Consent& c) { c.ticket.parent.value = 1; });
        row("pair", [](Consent& c) { c.ticket.oco.value = 1; });
        row("strategy", [](Consent& c) { c.ticket.strategy.value = 2; });
        row("proposal", [](Consent& c) { c.ticket.proposal.value = 4; });
        row("proposer", [](Consent& c) { c.ticket.by.value = 1'002; });
        row("stop", [](Consent& c) { c.stop = Ticks{9'799}; });
        row("no stop", [](Consent& c) { c.stop.reset(); });
        row("target", [](Consent& c) { c.target = Ticks{10'401}; });
        row("no target", [](Consent& c) { c.target.reset(); });
        row("stop and target exchanged", [](Consent& c) { std::swap(c.stop, c.target); });
        row("price of the proposal", [](Consent& c) { c.reference.count = 10'001; });
        row("width of the band", [](Consent& c) { c.driftAllowed.count = 26; });
    }
    void changesWithEveryField()
    {
        QFETCH(Change, change);
        auto changed = aTypicalConsent();
        change(changed);
        QVERIFY(changed.digest() != aTypicalConsent().digest());
    }

    // The order gets its number when it is sent: after the approval.
    void isNotOfTheOrdersNumber()
    {
        auto changed = aTypicalConsent();
        changed.ticket.id = OrderId{8};
        QVERIFY(changed.digest() == aTypicalConsent().digest());
    }

    void isAnotherForEverySizeUpToTheOneProposed()
    {
        std::set<Digest> digests;
        for (std::int64_t size = 1; size <= 1'000; ++size) {
            auto changed = aTypicalConsent();
            changed.ticket.size = Lots{size};
            digests.insert(changed.digest());
        }
        QCOMPARE(digests.size(), std::size_t{1'000});
    }
};

QTEST_APPLESS_MAIN(TestApprovalDigest)
#include "tst_approval_digest.moc"
