// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

constexpr OrderId entry{1};

/// An entry of ten at market with its stop at 99.00, on its way.
TestDesk withSent()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900);
    return desk;
}

} // namespace

/// What becomes of an order whose end is in doubt, once somebody has said what became of it.
class TestSettledOrders : public QObject
{
    Q_OBJECT

private slots:
    void onlyAPersonWithARightAndAReasonSettlesAnUnknownOrder()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        desk.command(events::SettleUnknown{entry, false}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == events::Denial::NoRight);
        desk.command(events::SettleUnknown{entry, false}, engine::owner, true, "");
        QVERIFY(desk.denial() == events::Denial::Invalid);
        desk.command(events::SettleUnknown{entry, false});
        QVERIFY(desk.order(entry).state == OrderState::Rejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Cancelled); // its stop
    }

    // F32: it may still be on its way inside the venue, where no comparison finds it: whoever is asked for it looks
    // until that is over.
    void whatAPersonSaysOfAnUnknownOrderTheVenueIsAsked()
    {
        for (const bool exists : {false, true}) {
            auto desk = withSent();
            desk.report(entry, OrderEventKind::Lost);
            desk.command(events::SettleUnknown{entry, exists});
            const auto asked = desk.wanted<events::Query>();
            QCOMPARE(asked.size(), std::size_t{1});
            QCOMPARE(asked.front().order, entry);
            QCOMPARE(desk.now<events::QueryAsked>().size(), std::size_t{1});
        }
    }

    // The adapter may forget a question; a late answer to something else is none.
    void whatAPersonHasSettledIsAskedForUntilTheVenueAnswers()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Lost);
        desk.command(events::SettleUnknown{entry, false});
        desk.report(entry, OrderEventKind::Lost);
        desk.report(entry, OrderEventKind::CancelRejected);
        for (const auto pause : {seconds(5), seconds(10), seconds(20)}) {
            desk.pass(pause - milliseconds(1));
            desk.quote(9'999, 10'001);
            QVERIFY(desk.wanted<events::Query>().empty());
            desk.pass(milliseconds(1));
            desk.quote(9'999, 10'001);
            QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        }
        desk.report(entry, OrderEventKind::Rejected);
        desk.pass(minutes(5));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.wanted<events::Query>().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S11: a person may call gone what the venue has cancelled, let expire or refused: dead is dead. Only what lives
    // after all contradicts him.
    void theVenuesOwnWordForWhatAPersonCalledGoneIsNoContradiction()
    {
        for (const auto word : {OrderEventKind::Rejected, OrderEventKind::Cancelled, OrderEventKind::Expired,
                                OrderEventKind::CancelRejected}) {
            auto desk = withSent();
            desk.report(entry, OrderEventKind::Lost);
            desk.command(events::SettleUnknown{entry, false});
            desk.report(entry, word);
            QVERIFY(desk.order(entry).state == OrderState::Rejected);
            QVERIFY(desk.state().breakers.isEmpty());
            desk.pass(seconds(11));
            desk.quote(9'999, 10'001);
            QVERIFY(desk.place(Side::Buy, 1, 9'900));
            QVERIFY(desk.recordFoldsToTheState());
        }
        for (const auto word : {OrderEventKind::Accepted, OrderEventKind::Found, OrderEventKind::Replaced}) {
            auto desk = withSent();
            desk.report(entry, OrderEventKind::Lost);
            desk.command(events::SettleUnknown{entry, false});
            desk.report(entry, word);
            QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
        }
    }

    void anUnknownOrderWithFillsIsSettledAsCancelled()
    {
        auto desk = withSent();
        desk.fill(entry, 4, 10'000);
        desk.report(entry, OrderEventKind::Lost);
        desk.command(events::SettleUnknown{entry, false});
        QVERIFY(desk.order(entry).state == OrderState::Cancelled);
        QVERIFY(desk.state().breakers.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The venue has refused it, so nothing of it can fill: one of the two is wrong, and a person looks.
    void whatWasRefusedAndFillsAfterAllStopsTheSymbol()
    {
        auto desk = withSent();
        desk.report(entry, OrderEventKind::Rejected);
        QVERIFY(desk.state().breakers.isEmpty());
        desk.fill(entry, 4, 10'000);
        QCOMPARE(desk.position(), std::int64_t{4});
        QVERIFY(desk.order(entry).state == OrderState::Rejected);
        QVERIFY(desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1}));
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestSettledOrders)
#include "tst_settled_orders.moc"
