// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Changes of an order that meet fills on the way (F30): never more fills than was meant at any time (S8), and both
// sides agree in the end (S9). Where orders cannot be changed, that is said in words and the order stands as it stood.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

struct Answer {
    const char* name;
    std::optional<RequestFault> fault;
    bool isChanged; ///< At the venue.
};
const Answer answers[] = {
    {"answered", std::nullopt, true},
    {"answer lost", RequestFault::LoseAnswer, true},
    {"answer replaced", RequestFault::ReplaceAnswer, true},
    {"answer late", RequestFault::HoldAnswer, true},
    {"never arrived", RequestFault::CutRequest, false},
};

} // namespace

class TestBrokerReplaces : public QObject
{
    Q_OBJECT

    static Lots lotsOf(const BrokerDesk& desk, std::int64_t usual)
    {
        return Lots{usual * desk.venue->usualQuantity() / desk.unit()};
    }
    static bool stands(BrokerDesk& desk, OrderId order, std::int64_t usual)
    {
        const Lots size = lotsOf(desk, usual);
        return desk.passUntil([&] {
            const auto shown = desk.terminal->snapshot();
            return std::any_of(shown->openOrders.begin(), shown->openOrders.end(), [&](const auto& one) {
                return one.ticket.id == order && one.state == orders::OrderState::Working && !one.replacing
                    && one.ticket.size == size;
            });
        });
    }
    static void scriptChange(BrokerDesk& desk, const Answer& answer)
    {
        if (const auto path = desk.venue->words().changePath; !path.empty()) {
            desk.scriptRequest("PUT", path, answer.fault);
        }
    }

private slots:
    void aFillWhileAnOrderIsMadeSmaller_data()
    {
        eachVenueAnd("answer", answers);
    }
    /// Four were meant, one has filled, then three are meant, and one more fills before the answer is here.
    void aFillWhileAnOrderIsMadeSmaller()
    {
        QFETCH(int, venue);
        QFETCH(int, answer);
        BrokerDesk desk(allVenues[venue]);
        if (answers[answer].fault && desk.venue->words().changePath.empty()) {
            QSKIP("no change of an order goes over a wire there: see the row \"answered\"");
        }
        const bool isChanged = answers[answer].isChanged && desk.venue->mayChangeOrders();
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 4));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());
        scriptChange(desk, answers[answer]);

        QVERIFY(desk.send(events::ReplaceOrder{*order, lotsOf(desk, 3), {}, {}}));
        const bool isHeld = answers[answer].fault == RequestFault::HoldAnswer;
        QVERIFY(!isHeld || desk.isHeldOnTheWire(1));
        if (!isHeld) {
            QVERIFY2(stands(desk, *order, isChanged ? 3 : 4), desk.story().c_str());
        }
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(2), desk.story().c_str());
        if (isHeld) {
            desk.venue->call([&] { desk.venue->proxy->release(); });
        }
        QVERIFY2(stands(desk, *order, isChanged ? 3 : 4), desk.story().c_str());
        QVERIFY(!desk.venue->whyNoWire().empty() || desk.isScriptDone());
        if (!desk.venue->mayChangeOrders()) {
            QVERIFY(!desk.textOf(*order, OrderEventKind::ReplaceRejected).empty());
        }
        desk.take(Side::Buy, 3); // more than is left
        QVERIFY2(desk.holds(isChanged ? 3 : 4) && desk.hasEnded(*order) && desk.isSettled(false), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aChangeThatComesTooLate_data()
    {
        eachVenueAnd("answer", answers);
    }
    /// All of it has filled, which is not known here yet: the venue refuses the change, and the fill is told behind it.
    void aChangeThatComesTooLate()
    {
        QFETCH(int, venue);
        QFETCH(int, answer);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        if (answers[answer].fault && desk.venue->words().changePath.empty()) {
            QSKIP("no change of an order goes over a wire there: see the row \"answered\"");
        }
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.story().c_str());
        desk.take(Side::Buy, 1);
        QVERIFY2(desk.holds(1), desk.story().c_str());
        desk.script(FrameRule{desk.venue->words().streamPath, desk.venue->words().fillText, FrameFault::Hold, 1});
        desk.take(Side::Buy, 2);
        QVERIFY(desk.isHeldOnTheWire(1));
        scriptChange(desk, answers[answer]);

        QVERIFY(desk.send(events::ReplaceOrder{*order, lotsOf(desk, 2), {}, {}}));
        if (answers[answer].fault == RequestFault::HoldAnswer) {
            QVERIFY(desk.isHeldOnTheWire(2)); // and the fill
        } else {
            QVERIFY2(desk.hearsEither(*order, OrderEventKind::ReplaceRejected, OrderEventKind::Lost),
                     desk.story().c_str());
        }
        desk.venue->call([&] { desk.venue->proxy->release(); });

        QVERIFY2(desk.holds(3), desk.story().c_str());
        QVERIFY2(desk.passUntil([&] { return desk.hasEndedNow(*order); }) && desk.isSettled(false),
                 desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aStopThatIsMovedStandsWhereItIsWanted_data()
    {
        eachVenue();
    }
    /// S17: a venue that moves no stop gets another in its place, and that one does what a stop is for.
    void aStopThatIsMovedStandsWhereItIsWanted()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        QVERIFY2(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)), desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        const Ticks nearer{desk.base().count - 5 * desk.step()};
        const auto stopAtWork = [&](std::optional<Ticks> trigger) {
            OrderId found;
            for (const auto& one : desk.terminal->snapshot()->openOrders) {
                const bool works = one.state == orders::OrderState::Working && !one.replacing;
                if (one.ticket.role == orders::OrderRole::Stop && works && (!trigger || one.ticket.stop == trigger)) {
                    found = one.ticket.id;
                }
            }
            return found;
        };
        const OrderId before = stopAtWork({});
        QVERIFY2(before, desk.story().c_str());

        QVERIFY(desk.send(events::MoveStop{before, nearer}));

        QVERIFY2(desk.passUntil([&] { return bool(stopAtWork(nearer)); }), desk.story().c_str());
        QVERIFY2(desk.isSettled() && desk.holds(1), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        QVERIFY2(desk.moveTo(-7) && desk.holds(0), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerReplaces)
#include "tst_broker_replaces.moc"
