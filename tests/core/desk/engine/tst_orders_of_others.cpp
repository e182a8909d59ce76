// needs: desk/engine

#include "core/desk/views/assessment.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

events::ExternalOrderReported external(std::string_view number, Side side, std::int64_t lots, bool isOpen = true)
{
    return {AccountId{1}, InstrumentId{1}, orders::VenueOrderId(number), side, Lots{lots}, {}, {}, isOpen};
}

/// A session at a real venue's test account, compared and armed.
TestDesk atVenue()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    return TestDesk::armed(session);
}

void compare(TestDesk& desk, const std::vector<events::ExternalOrderReported>& open)
{
    desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true});
    for (const auto& order : open) {
        desk.apply(order);
    }
    desk.apply(events::Reconciled{AccountId{1}});
}

} // namespace

/// F15: somebody else trades on our account.
class TestOrdersOfOthers : public QObject
{
    Q_OBJECT

private slots:
    void oneIsShownAndNotTouched()
    {
        auto desk = atVenue();
        auto order = external("x1", Side::Buy, 7);
        order.limit = Ticks{9'950};
        desk.apply(order);
        QVERIFY(desk.out.effects.empty());
        const auto shot = desk.engine.snapshot();
        QCOMPARE(shot->externalOrders.size(), std::size_t{1});
        const auto& shown = shot->externalOrders.front();
        QCOMPARE(shown.venueOrderId.view(), std::string_view("x1"));
        QCOMPARE(shown.left, Lots{7});
        QCOMPARE(*shown.limit, Ticks{9'950});
        QVERIFY(shot->openOrders.empty()); // it is none of ours
        QCOMPARE(shot->risk.openOrders, 1); // and counts as open

        desk.command(events::CancelOrders{{}, false});
        desk.command(events::Kill{{}, risk::KillLevel::CancelAll});
        QVERIFY(desk.wanted<events::Cancel>().empty());
        QCOMPARE(desk.state().external.count(), 1);

        desk.apply(external("x1", Side::Buy, 0, false));
        QVERIFY(desk.engine.snapshot()->externalOrders.empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S3: 100'000 dollars, and 2 % of them in one position: 20 shares at 100 pass, and not one with a stranger's 20.
    void oneCountsAsIfItWereOurs()
    {
        auto desk = atVenue();
        const OrderId alone = desk.place(Side::Buy, 19, 9'900);
        QVERIFY(alone);
        desk.report(alone, orders::OrderEventKind::Rejected);
        desk.pass(minutes(2));
        desk.quote(9'999, 10'001);
        desk.apply(external("x1", Side::Buy, 5));
        QVERIFY(!desk.place(Side::Buy, 19, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::PositionSize);
        desk.apply(external("x1", Side::Buy, 5, false));
        QVERIFY(desk.place(Side::Buy, 19, 9'900));
    }

    // The picture's answer is the gate's.
    void whatIsAssessedIsWhatIsSent()
    {
        auto desk = atVenue();
        desk.apply(external("x1", Side::Buy, 5));
        desk.apply(events::TimerFired{});
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.side = Side::Buy;
        place.ticket.size = Lots{19};
        place.stop = Ticks{9'900};
        const auto shot = desk.engine.snapshot();
        const auto told = views::assess(*shot, place.ticket, place.stop);
        desk.command(place);
        QVERIFY(told.refusal && desk.refusal() == told.refusal->rule);
    }

    // The open orders of the account, whoever sent them.
    void oneTakesAPlaceAmongTheOpenOrders()
    {
        auto session = aSession();
        session.environment = orders::Environment::Paper;
        session.limits.openOrders = 2;
        auto desk = TestDesk::armed(session);
        desk.apply(external("x1", Side::Sell, 1));
        desk.apply(external("x2", Side::Sell, 1));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::OpenOrders);
    }

    // S17, S18: the stop and the exit of what we hold come before a stranger's order on the same lots.
    void oneKeepsNobodyInAPosition()
    {
        auto desk = atVenue();
        desk.apply(external("x1", Side::Sell, 10));
        const OrderId entry = desk.place(Side::Buy, 10, 9'900);
        QVERIFY(entry);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().role == orders::OrderRole::Stop);
        QCOMPARE(sent.front().size, Lots{10});
        QVERIFY(!desk.alerted("position.unprotected"));
    }

    void afterALinkTheComparisonSaysWhatIsLeft()
    {
        auto desk = atVenue();
        compare(desk, {external("x1", Side::Buy, 5), external("x2", Side::Buy, 6)});
        QCOMPARE(desk.state().external.count(), 2);
        desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, false});
        QCOMPARE(desk.state().external.count(), 2); // counted until it is known better
        compare(desk, {external("x2", Side::Buy, 1), external("x3", Side::Sell, 2)});
        const auto shot = desk.engine.snapshot();
        QCOMPARE(shot->externalOrders.size(), std::size_t{2});
        QCOMPARE(shot->externalOrders[0].venueOrderId.view(), std::string_view("x2"));
        QCOMPARE(shot->externalOrders[0].left, Lots{1});
        QCOMPARE(shot->externalOrders[1].venueOrderId.view(), std::string_view("x3"));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void overARestartTheyStayUntilTheComparison()
    {
        auto desk = atVenue();
        desk.apply(external("x1", Side::Buy, 5));
        desk.restart();
        QCOMPARE(desk.state().external.count(), 1);
        desk.apply(events::Reconciled{AccountId{1}});
        QCOMPARE(desk.state().external.count(), 0);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S26: beyond the bound a person is told, once, and nothing new is risked; what is held can be closed.
    void beyondTheBoundNothingNewIsRisked()
    {
        auto desk = atVenue();
        desk.longWithStop();
        for (std::size_t i = 0; i < orders::mostExternalOrders; ++i) {
            desk.apply(external("x" + std::to_string(i), Side::Sell, 1));
        }
        QVERIFY(!desk.alerted("order.external_full"));
        desk.apply(external("more", Side::Sell, 1));
        desk.apply(external("more", Side::Sell, 1));
        QVERIFY(desk.alerted("order.external_full"));
        QVERIFY(!desk.lastError);
        QVERIFY(desk.engine.snapshot()->externalLeftOut > 0);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Latched);
        events::PlaceOrder closing;
        closing.ticket.instrument = InstrumentId{1};
        closing.ticket.side = Side::Sell;
        closing.ticket.size = Lots{10};
        closing.ticket.reduceOnly = true;
        closing.ticket.role = orders::OrderRole::Exit;
        desk.command(closing);
        QVERIFY(!desk.denial() && !desk.refusal());

        compare(desk, {external("x1", Side::Sell, 1)});
        QCOMPARE(desk.state().external.leftOut(), std::uint64_t{0});
        QCOMPARE(desk.state().external.count(), 1);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S31: an order of another account is not ours to count; one that cannot be is told.
    void whatCannotBeCountedIsTold()
    {
        auto desk = atVenue();
        auto other = external("x1", Side::Buy, 5);
        other.account = AccountId{2};
        desk.apply(other);
        QVERIFY(!desk.lastError);
        other = external("x1", Side::Buy, 5);
        other.instrument = InstrumentId{9};
        desk.apply(other);
        QVERIFY(desk.lastError);
        desk.apply(external("x1", Side::Buy, 0));
        QVERIFY(desk.lastError);
        QVERIFY(desk.alerted("event.not_booked"));
        QCOMPARE(desk.state().external.count(), 0);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestOrdersOfOthers)
#include "tst_orders_of_others.moc"
