// needs: desk/engine
//
// Shares of which an account may hold a part: what rests at the venue is for whole ones, what closes is for all (S17,
// S18).

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

constexpr std::int64_t share = 1'000'000'000; ///< Lots, as at Alpaca.

TestDesk aDesk()
{
    auto instrument = acme();
    instrument.lotSize = {1, -9};
    instrument.step = Lots{share};
    instrument.smallest = Lots{1};
    instrument.largest = Lots{1'000'000 * share};
    TestDesk desk;
    desk.apply(desk.session);
    desk.apply(events::InstrumentDefined{*market::completed(instrument), false});
    desk.apply(events::CashMoved{
        AccountId{1}, desk.state().base, Money{100'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
    desk.quote(9'999, 10'001);
    desk.arm(risk::Mode::Manual);
    return desk;
}

/// From elsewhere: 3.6 shares, which nobody here has ordered.
void bringParts(TestDesk& desk, std::int64_t lots)
{
    auto fill = desk.fillOf(OrderId{}, lots, 10'000);
    fill.side = Side::Buy;
    desk.apply(fill);
}

} // namespace

class TestPartsOfShares : public QObject
{
    Q_OBJECT

private slots:
    void theSwitchClosesThePartAsWell()
    {
        auto desk = aDesk();
        bringParts(desk, 36 * share / 10);
        QCOMPARE(desk.position(), 36 * share / 10);

        desk.command(events::Kill{{}, risk::KillLevel::Flatten});

        std::vector<orders::OrderTicket> exits;
        for (const auto& effect : desk.effects) {
            const auto* submit = std::get_if<events::Submit>(&effect);
            if (submit != nullptr && submit->order.ticket().role == orders::OrderRole::Exit) {
                exits.push_back(submit->order.ticket());
            }
        }
        if (exits.empty()) { // its stop gives way first
            for (const auto& ticket : desk.state().ledger.openIds()) {
                desk.report(ticket, orders::OrderEventKind::Cancelled);
            }
            exits = desk.sent();
        }
        QCOMPARE(exits.size(), std::size_t{1});
        QCOMPARE(exits.front().size, Lots{36 * share / 10});
        QVERIFY(exits.front().kind == orders::OrderKind::Market && exits.front().reduceOnly);
        desk.report(exits.front().id, orders::OrderEventKind::Accepted);
        desk.fill(exits.front().id, 36 * share / 10, 9'999);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(!desk.alerted("exit.refused"));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theStopIsOfWholeShares()
    {
        auto desk = aDesk();
        const OrderId entry = desk.place(Side::Buy, 3 * share, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 3 * share, 10'000);
        bringParts(desk, 6 * share / 10);
        const OrderId stop{entry.value + 1};
        desk.report(stop, orders::OrderEventKind::Accepted);
        for (int i = 0; i < 20; ++i) {
            desk.pass(seconds(5));
            desk.quote(9'999, 10'001);
        }

        QCOMPARE(desk.order(stop).ticket.size, Lots{3 * share});
        for (const auto& effect : desk.effects) {
            const auto* submit = std::get_if<events::Submit>(&effect);
            QVERIFY(submit == nullptr || submit->order.ticket().role != orders::OrderRole::Stop
                    || submit->order.ticket().size.count % share == 0);
        }
        QVERIFY(!desk.alerted("position.unprotected"));
    }

    void aPersonClosesThePartBesideTheStop()
    {
        auto desk = aDesk();
        const OrderId entry = desk.place(Side::Buy, 3 * share, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 3 * share, 10'000);
        bringParts(desk, 6 * share / 10);
        const OrderId stop{entry.value + 1};
        desk.report(stop, orders::OrderEventKind::Accepted);
        events::PlaceOrder closing;
        closing.ticket.instrument = InstrumentId{1};
        closing.ticket.side = Side::Sell;
        closing.ticket.size = Lots{6 * share / 10};
        closing.ticket.reduceOnly = true;
        closing.ticket.role = orders::OrderRole::Exit;

        desk.command(closing);

        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent.front().size, Lots{6 * share / 10});
        QVERIFY(desk.order(stop).state == orders::OrderState::Working);
    }

    /// Each entry has its stop, and none could stand behind a part.
    void aPartIsNotBought()
    {
        auto desk = aDesk();
        QCOMPARE(desk.place(Side::Buy, share / 2, 9'900), OrderId{});
        QVERIFY(desk.refusal() == risk::Rule::VenueFilter);
        QCOMPARE(desk.place(Side::Buy, share / 2), OrderId{});
        QVERIFY(desk.refusal() == risk::Rule::LossAtStop);
        QVERIFY(desk.place(Side::Buy, 2 * share, 9'900) != OrderId{});
    }
};

QTEST_APPLESS_MAIN(TestPartsOfShares)
#include "tst_parts_of_shares.moc"
