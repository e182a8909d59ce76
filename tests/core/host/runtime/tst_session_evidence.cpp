// needs: host/runtime host/access/going_live desk/engine desk/events
//
// What a PAPER session shows for the day of real money: orders that the venue took, and the kill switch pressed by a
// person until the venue had confirmed the end of everything.

#include "core/host/runtime/session_evidence.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using orders::OrderEventKind;
using risk::KillLevel;

namespace {

class NoStore final : public driver::RecordStore
{
public:
    void append(bool, const journal::Record&) override { }
    void complete(Sequence) override { }
    Result<void> makeDurable(Sequence) override
    {
        return {};
    }
    void emergency(const journal::Record&) override { }
};

events::SessionStarted paperStart()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    session.accountName = "model-paper";
    return session;
}

/// A desk whose records pass by the evidence.
struct Watched {
    explicit Watched(events::SessionStarted session = paperStart())
        : desk(std::move(session))
    {
        evidence.showEngine(desk.engine);
        tell(desk.session);
        desk.open(); // the start again is another boot's affair; what counts is what passes
        note(events::TimerFired{});
        desk.arm(risk::Mode::Manual);
    }
    void note(const events::Event& event)
    {
        Bytes payload;
        events::encode(desk.stamp, event, payload);
        evidence.append(false, {desk.stamp, 0, events::kindOf(event), payload});
        evidence.complete(desk.stamp.seq);
    }
    void tell(const events::Event& event)
    {
        desk.apply(event);
        note(event);
    }
    void report(OrderId order, OrderEventKind kind)
    {
        events::OrderReport report;
        report.order = order;
        report.account = AccountId{1};
        report.kind = kind;
        report.venueTime = desk.stamp.wall;
        report.venueOrderId = orders::VenueOrderId("V" + std::to_string(order.value));
        tell(report);
    }
    OrderId resting(std::int64_t lots = 5)
    {
        const OrderId id = desk.place(Side::Buy, lots, 9'900);
        if (!id) {
            qFatal("the desk took no order");
        }
        report(id, OrderEventKind::Accepted);
        return id;
    }
    void press(KillLevel level = KillLevel::CancelEntries, PrincipalId by = engine::owner, risk::Scope scope = {})
    {
        tell(events::KillLatched{scope, level, by, ShortText<95>(std::string_view("a drill"))});
    }
    [[nodiscard]] std::vector<KillDrill> drills() const
    {
        std::vector<KillDrill> out;
        for (const auto& one : evidence.records()) {
            if (const auto* drill = std::get_if<KillDrill>(&one)) {
                out.push_back(*drill);
            }
        }
        return out;
    }

    TestDesk desk;
    NoStore store;
    SessionEvidence evidence{store, "model",
                             std::make_shared<const EvidenceSeal>(std::move(*platform::SecretBytes::zeros(32)))};
};

} // namespace

class TestSessionEvidence : public QObject
{
    Q_OBJECT

private slots:
    void ordersThatTheVenueTookAreCounted()
    {
        Watched watched;
        watched.resting();
        watched.report(watched.desk.place(Side::Buy, 4, 9'900), OrderEventKind::Rejected);
        const auto records = watched.evidence.records();
        QCOMPARE(records.size(), std::size_t{1});
        const auto session = std::get<PaperSession>(records.front());
        QCOMPARE(session.orders, std::uint64_t{1});
        QCOMPARE(session.account, std::string("model-paper"));
        QVERIFY(session.limits == watched.desk.state().session.limits);
    }

    void aDrillEndsWhenTheVenueHasConfirmedTheLastCancel()
    {
        Watched watched;
        const OrderId one = watched.resting();
        watched.desk.pass(seconds(20));
        watched.desk.quote(9'999, 10'001);
        const OrderId two = watched.resting(4);
        watched.press();
        const Timestamp pressed = watched.desk.stamp.wall;
        watched.desk.pass(milliseconds(300));
        watched.report(one, OrderEventKind::Cancelled);
        QVERIFY(watched.drills().empty());
        watched.desk.pass(milliseconds(500));
        watched.report(two, OrderEventKind::Cancelled);
        const auto drills = watched.drills();
        QCOMPARE(drills.size(), std::size_t{1});
        QCOMPARE(drills.front().took.ns, milliseconds(800).ns);
        QCOMPARE(drills.front().at, pressed);
        QCOMPARE(drills.front().orders, std::uint64_t{2});
    }

    void withoutAnOrderThatIsOpenItIsNoDrill()
    {
        Watched watched;
        watched.press();
        QVERIFY(watched.drills().empty());
    }

    // An order that filled before the venue heard of the cancel shows nothing.
    void whatFilledWasNotCancelled()
    {
        Watched watched;
        const OrderId one = watched.resting();
        watched.press();
        watched.tell(watched.desk.fillOf(one, 5, 9'900));
        QVERIFY(watched.drills().empty());
    }

    void whatTripsByItselfAndASmallerScopeAreNoDrills()
    {
        for (const int which : {0, 1, 2}) {
            Watched watched;
            const OrderId one = watched.resting();
            watched.press(which == 2 ? KillLevel::Pause : KillLevel::CancelEntries,
                          which == 0 ? events::desk : engine::owner,
                          which == 1 ? risk::Scope{risk::ScopeKind::Symbol, 1} : risk::Scope{});
            watched.report(one, OrderEventKind::Cancelled);
            QVERIFY2(watched.drills().empty(), std::to_string(which).c_str());
        }
    }

    void otherEnvironmentsShowNothing()
    {
        for (const auto environment : {orders::Environment::Demo, orders::Environment::Live}) {
            auto session = paperStart();
            session.environment = environment;
            Watched watched(session);
            QVERIFY(watched.evidence.records().empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionEvidence)
#include "tst_session_evidence.moc"
