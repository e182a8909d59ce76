// needs: desk/driver desk/sim

#include "core/desk/driver/send_gate.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/feed_venue.h"
#include "tests/support/memory_store.h"
#include "tests/support/recorded_session.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

/// Passes nothing that adds exposure once it is closed, and counts who asked.
class Gate final : public driver::SendGate
{
public:
    bool lets(const orders::OrderTicket& ticket) const noexcept override
    {
        ++asked;
        return !isClosed || ticket.reduceOnly;
    }
    bool isClosed = false;
    mutable int asked = 0;
};

/// A venue that notes what reaches it.
class NotingVenue final : public ports::Venue
{
public:
    void define(const market::Instrument& instrument) override
    {
        m_venue.define(instrument);
    }
    void onTick(Timestamp now, const market::Tick& tick) override
    {
        m_venue.onTick(now, tick);
    }
    void submit(Timestamp now, const risk::ClearedOrder& order) override
    {
        submitted.push_back(order.ticket());
        m_venue.submit(now, order);
    }
    void cancel(Timestamp now, OrderId order) override
    {
        m_venue.cancel(now, order);
    }
    void replace(Timestamp now, const ports::ReplaceRequest& request) override
    {
        m_venue.replace(now, request);
    }
    void query(Timestamp now, OrderId order) override
    {
        m_venue.query(now, order);
    }
    std::optional<Timestamp> nextDue() const override
    {
        return m_venue.nextDue();
    }
    bool take(Timestamp until, ports::VenueEvent& out) override
    {
        return m_venue.take(until, out);
    }
    std::vector<orders::OrderTicket> submitted;

private:
    sim::FeedVenue m_venue{sim::FeedVenueConfig{}};
};

struct Ran {
    Gate gate;
    NotingVenue venue;
    MemoryStore store;
    engine::DeskState state;

    explicit Ran(bool isClosed)
    {
        gate.isClosed = isClosed;
        auto feed = aHill();
        driver::Approver approver(driver::ApprovalRule::All, engine::script);
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, nullptr);
        driver::SimulatedSession session(desk, venue, &feed, approver);
        session.setGate(&gate);
        if (const auto ended = session.run(aTypicalSetup(), nullptr); !ended) {
            qWarning("session: %s", ended.error().detail.c_str());
        }
        state = desk.engine().state();
    }
};

} // namespace

/// Between the press of the kill switch and the moment when the desk hears of it.
class TestSendGate : public QObject
{
    Q_OBJECT

private slots:
    void anOpenGateChangesNothing()
    {
        const Ran ran(false);

        QVERIFY(ran.gate.asked > 0);
        QVERIFY(ran.state.counters.fills >= 2);
    }

    // S2: approved, recorded, released, and held back all the same.
    void anEntryThatWasReleasedDoesNotLeave()
    {
        const Ran ran(true);

        QCOMPARE(ran.state.counters.approved, std::uint64_t{1});
        QVERIFY(!ran.store.facts<events::OrderReleased>().empty());
        for (const auto& ticket : ran.venue.submitted) {
            QVERIFY(ticket.reduceOnly);
        }
        QCOMPARE(ran.state.counters.fills, std::uint64_t{0});
    }

    // S32: no order stays open that nobody will answer; the record says why.
    void theRecordSaysThatItNeverLeft()
    {
        const Ran ran(true);

        QCOMPARE(ran.state.ledger.openCount(), std::size_t{0});
        std::size_t told = 0;
        for (const auto& kept : ran.store.records) {
            if (events::isFact(kept.kind)) {
                continue;
            }
            const auto event = events::decodeEvent(kept.stamp, kept.kind, kept.payload);
            const auto* report = event ? std::get_if<events::OrderReport>(&*event) : nullptr;
            if (report != nullptr && report->kind == orders::OrderEventKind::Rejected) {
                QCOMPARE(report->text.view(), std::string_view("not sent: the kill switch is set"));
                ++told;
            }
        }
        QVERIFY(told > 0);
    }
};

QTEST_APPLESS_MAIN(TestSendGate)
#include "tst_send_gate.moc"
