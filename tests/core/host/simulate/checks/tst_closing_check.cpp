// needs: host/simulate desk/engine

#include "core/host/simulate/checks/closing_check.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

struct Closing {
    Closing()
        : desk(checked.both)
    {
        desk.open();
    }
    /// Facts of that kind are shown otherwise.
    template<class Kind, class Change> void alter(Change change)
    {
        desk.alterFact = [change](events::Fact& fact) {
            auto* one = std::get_if<Kind>(&fact);
            return one == nullptr || change(*one);
        };
    }
    void close(std::int64_t lots)
    {
        events::PlaceOrder wish;
        wish.ticket.instrument = InstrumentId{1};
        wish.ticket.side = Side::Sell;
        wish.ticket.size = Lots{lots};
        wish.ticket.reduceOnly = true;
        desk.desk.command(wish);
    }

    WithTold<simulate::ClosingCheck> checked;
    ShownDesk desk;
};

} // namespace

class TestClosingCheck : public QObject
{
    Q_OBJECT

private slots:
    void legsThatFollowTheirEntryBreakNothing()
    {
        Closing c;
        const OrderId entry = c.desk.desk.place(Side::Buy, 10, 9'900, 10'200);
        const OrderId stop{entry.value + 1}, target{entry.value + 2};
        c.desk.desk.report(entry, orders::OrderEventKind::Accepted);
        c.desk.desk.fill(entry, 4, 10'000);
        c.desk.desk.report(stop, orders::OrderEventKind::Accepted);
        c.desk.desk.report(target, orders::OrderEventKind::Accepted);
        c.desk.desk.fill(entry, 6, 10'000);
        c.desk.desk.report(stop, orders::OrderEventKind::Replaced, Lots{10});
        c.desk.desk.report(target, orders::OrderEventKind::Replaced, Lots{10});
        c.desk.desk.fill(target, 3, 10'200);
        c.close(2);
        c.desk.step();
        QCOMPARE(c.desk.what(), std::string());
    }
    void aLegBeyondItsEntryIsFound()
    {
        Closing c;
        c.desk.desk.longWithStop(10); // there is a position beside
        c.desk.pass(seconds(11));
        c.desk.quote(9'999, 10'001);
        c.alter<events::OrderReleased>([](events::OrderReleased& released) {
            released.size.count += released.size.count == 3 ? 1 : 0;
            return true;
        });
        const OrderId entry = c.desk.desk.place(Side::Buy, 9, 9'900);
        c.desk.desk.report(entry, orders::OrderEventKind::Accepted);
        c.desk.desk.fill(entry, 3, 10'000);
        // Four of thirteen would be no flip; but the entry has filled three.
        QVERIFY(c.desk.broken() == 18 || c.desk.broken() == 8);
    }
    void anExitBesideItsLegIsFound()
    {
        Closing c;
        c.desk.desk.longWithStop(10);
        // The check is not told that the stop was cancelled before the exit went out.
        c.alter<events::CancelAsked>([](events::CancelAsked&) { return false; });
        c.desk.alterEvent = [](events::Event& event) { return !std::holds_alternative<events::OrderReport>(event); };
        c.close(10);
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        QCOMPARE(c.desk.broken(), 18);
    }
    void anExitOfMoreThanThereIsIsFound()
    {
        Closing c;
        c.desk.desk.longWithStop(10);
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        c.alter<events::OrderPlanned>([](events::OrderPlanned& planned) {
            planned.ticket.size.count += planned.ticket.reduceOnly ? 1 : 0;
            return true;
        });
        c.close(10);
        QCOMPARE(c.desk.broken(), 18);
    }
    // 150 dollars may be sold beside five of ten. The check is shown nine hundred, which come to eight lots at least.
    void anExitBesideASaleForMoneyIsFound()
    {
        for (const std::int64_t shown : {150, 900}) {
            Closing c;
            c.desk.desk.longWithStop(10);
            c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
            c.desk.pass(seconds(11));
            c.desk.quote(9'999, 10'001);
            c.alter<events::OrderPlanned>([shown](events::OrderPlanned& planned) {
                if (planned.ticket.notional) {
                    planned.ticket.notional = Money{shown * oneDollar};
                }
                return true;
            });
            events::PlaceOrder wish;
            wish.ticket.instrument = InstrumentId{1};
            wish.ticket.side = Side::Sell;
            wish.ticket.notional = Money{150 * oneDollar};
            wish.stop = Ticks{10'100};
            QVERIFY(c.desk.desk.placed(wish));
            c.close(5);
            QCOMPARE(c.desk.broken(), shown == 150 ? 0 : 18);
        }
    }
    void anOrderOnTheWrongSideIsFound()
    {
        Closing c;
        c.desk.desk.longWithStop(10);
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        c.alter<events::OrderPlanned>([](events::OrderPlanned& planned) {
            planned.ticket.side = Side::Buy;
            return true;
        });
        c.close(5);
        QCOMPARE(c.desk.broken(), 18);
    }
    void anEntryAcrossAnExitIsFound()
    {
        Closing c;
        c.desk.desk.longWithStop(10);
        // The entry goes the same way and is shown the other.
        c.desk.pass(seconds(11));
        c.desk.quote(9'999, 10'001);
        c.alter<events::OrderPlanned>([](events::OrderPlanned& planned) {
            planned.ticket.side = planned.ticket.reduceOnly ? Side::Buy : Side::Sell;
            return true;
        });
        c.desk.desk.place(Side::Buy, 5, 9'900);
        QCOMPARE(c.desk.broken(), 18);
    }
    void aLegThatGrowsTooFarIsFound()
    {
        Closing c;
        const OrderId entry = c.desk.desk.place(Side::Buy, 10, 9'900);
        c.desk.desk.report(entry, orders::OrderEventKind::Accepted);
        c.desk.desk.fill(entry, 4, 10'000);
        c.desk.desk.report(OrderId{entry.value + 1}, orders::OrderEventKind::Accepted);
        c.alter<events::ReplaceAsked>([](events::ReplaceAsked& asked) {
            asked.size = Lots{asked.size->count + 1};
            return true;
        });
        c.desk.desk.fill(entry, 3, 10'000);
        QCOMPARE(c.desk.broken(), 18);
    }
    void legsCountWhatEarlierOnesHaveClosed()
    {
        Closing c;
        const OrderId entry = c.desk.desk.longWithStop(10);
        c.desk.desk.fill(OrderId{entry.value + 1}, 6, 9'900);
        c.desk.desk.report(OrderId{entry.value + 1}, orders::OrderEventKind::Cancelled);
        c.desk.desk.longWithStop(5); // a position of another entry beside: 9 are held
        // Another leg of the first entry, of five: four are left of it.
        orders::OrderTicket leg = c.desk.desk.order(OrderId{entry.value + 1}).ticket;
        leg.id = OrderId{c.desk.desk.state().nextOrder};
        leg.oco = {};
        leg.size = Lots{5};
        leg.held = true;
        auto& told = c.checked.told;
        told.onFact({}, c.desk.desk.stamp, events::OrderPlanned{leg, {}}, c.desk.findings);
        told.onFact({}, c.desk.desk.stamp, events::CancelAsked{OrderId{4}, {}, {}}, c.desk.findings);
        told.onInput(
            {}, c.desk.desk.stamp,
            events::OrderReport{OrderId{4}, AccountId{1}, orders::OrderEventKind::Cancelled, {}, {}, {}, {}, {}, {}},
            c.desk.findings);
        const events::OrderReleased released{leg.id, Lots{5}};
        told.onFact({}, c.desk.desk.stamp, released, c.desk.findings);
        c.checked.one.onFact({}, c.desk.desk.stamp, released, c.desk.findings);
        QCOMPARE(c.desk.broken(), 8);
    }
    void aFillThatIsNotCountedIsFound()
    {
        Closing c;
        const OrderId entry = c.desk.desk.place(Side::Buy, 10, 9'900);
        c.desk.alterEvent = [](events::Event& event) {
            const auto* fill = std::get_if<orders::Fill>(&event);
            return fill == nullptr || fill->size.count != 4;
        };
        c.alter<events::OrderReleased>([](events::OrderReleased&) { return false; }); // nor the stop upon it
        c.desk.desk.fill(entry, 4, 10'000);
        c.desk.desk.fill(entry, 3, 10'000);
        QCOMPARE(c.desk.broken(), 8);
    }
    // S6: a refused cancel may mean "no such order". The order is as lost as before; with what it is found it stands.
    void aRefusedCancelDoesNotFindALostOrder()
    {
        Closing c;
        c.desk.desk.longWithStop(10);
        c.desk.desk.command(events::ReplaceOrder{OrderId{2}, Lots{5}, {}, {}});
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Lost);
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::CancelRejected);
        QVERIFY(c.desk.desk.order(OrderId{2}).state == orders::OrderState::Unknown);
        c.desk.desk.report(OrderId{2}, orders::OrderEventKind::Found, Lots{10});
        const auto* own = c.checked.told.state().orders.find(OrderId{2});
        QCOMPARE(own->asked.has_value(), c.desk.desk.order(OrderId{2}).replacing.has_value());
        QCOMPARE(own->ticket.size, c.desk.desk.order(OrderId{2}).ticket.size);
        QCOMPARE(c.desk.what(), std::string());
    }
    void aPairFillsOnce()
    {
        Closing c;
        const OrderId entry = c.desk.desk.longWithStop(10, 9'900, 10'200);
        QVERIFY(c.desk.broken() == 0); // stop and target are ten each, and together ten
        c.desk.desk.fill(OrderId{entry.value + 2}, 10, 10'200);
        QCOMPARE(c.desk.what(), std::string());
    }
};

QTEST_APPLESS_MAIN(TestClosingCheck)
#include "tst_closing_check.moc"
