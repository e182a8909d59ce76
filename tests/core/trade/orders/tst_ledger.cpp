#include "tests/core/trade/orders/typical_order.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <limits>

using namespace omni;
using namespace omni::orders;

class TestLedger : public QObject
{
    Q_OBJECT

private slots:
    void anOrderReservesFromTheMomentItIsMade()
    {
        Ledger ledger;

        QVERIFY(ledger.add(aTypicalBuy(1), noon));

        const auto open = ledger.of(btc);
        QCOMPARE(open.openBuys, Lots{10});
        QCOMPARE(open.buyTickLots, Int128{1'000});
        QCOMPARE(open.open, 1);
        QCOMPARE(ledger.openCount(account), 1);
    }

    void eachFillFreesWhatItTakes()
    {
        Ledger ledger = working(aTypicalBuy(1));

        const auto part = ledger.addFill({1}, {4}, {400}, noon);

        QVERIFY(part);
        QCOMPARE(part->after, OrderState::Working);
        QCOMPARE(ledger.of(btc).openBuys, Lots{6});
        QCOMPARE(ledger.find({1})->filledValue, Money{400});

        const auto rest = ledger.addFill({1}, {6}, {600}, noon);

        QVERIFY(rest->terminalNow);
        QCOMPARE(rest->after, OrderState::Filled);
        QCOMPARE(ledger.of(btc), InstrumentOrders{});
        QCOMPARE(ledger.openCount(), 0);
    }

    // F25
    void aFillBeforeTheAcknowledgementIsOne()
    {
        Ledger ledger;
        QVERIFY(ledger.add(aTypicalBuy(1), noon));
        QVERIFY(ledger.apply({1}, OrderEventKind::Sent, noon));

        const auto fill = ledger.addFill({1}, {4}, {400}, noon);
        const auto ack = ledger.apply({1}, OrderEventKind::Accepted, noon, VenueOrderId{"x"});

        QCOMPARE(fill->after, OrderState::Working);
        QVERIFY(!ack->impossible);
        QCOMPARE(ledger.find({1})->venueOrderId, VenueOrderId{"x"});
    }

    // S8
    void whatFillsBeyondTheSizeIsReportedAndNotCounted()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {8}, {800}, noon));

        const auto outcome = ledger.addFill({1}, {5}, {500}, noon);

        QCOMPARE(outcome->excess, Lots{3});
        QCOMPARE(ledger.find({1})->filled, Lots{10});
        QCOMPARE(ledger.find({1})->filledValue, Money{1'300});
        QVERIFY(ledger.find({1})->needsReconcile);
    }

    // F27
    void aLateFillChangesTheAmountsAndNotTheState()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.apply({1}, OrderEventKind::CancelSent, noon));
        QVERIFY(ledger.apply({1}, OrderEventKind::Cancelled, noon)->terminalNow);

        const auto outcome = ledger.addFill({1}, {4}, {400}, noon);

        QVERIFY(outcome->lateFill && !outcome->impossible);
        QCOMPARE(outcome->after, OrderState::Cancelled);
        QCOMPARE(ledger.find({1})->filled, Lots{4});
        QVERIFY(ledger.find({1})->lateFill);
        QCOMPARE(ledger.of(btc).openBuys, Lots{0});
    }

    void anImpossibleEventMakesALiveOrderUnknown()
    {
        Ledger ledger = working(aTypicalBuy(1));

        const auto outcome = ledger.apply({1}, OrderEventKind::Sent, noon);

        QVERIFY(outcome->impossible && outcome->unknownNow);
        QCOMPARE(ledger.of(btc).unknown, 1);
        QCOMPARE(ledger.unknownCount(), 1);
        QCOMPARE(ledger.of(btc).openBuys, Lots{10}); // S6: it holds its reservation
        QVERIFY(ledger.find({1})->needsReconcile);

        QVERIFY(ledger.apply({1}, OrderEventKind::Found, noon));
        QVERIFY(ledger.reconciled({1}, noon));
        QCOMPARE(ledger.unknownCount(), 0);
        QVERIFY(!ledger.find({1})->needsReconcile);
    }

    void anImpossibleEventDoesNotReviveAnEndedOrder()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {10}, {1'000}, noon));

        const auto outcome = ledger.apply({1}, OrderEventKind::Cancelled, noon);

        QVERIFY(outcome->impossible && !outcome->unknownNow);
        QCOMPARE(outcome->after, OrderState::Filled);
        QVERIFY(ledger.find({1})->needsReconcile);
    }

    void aFillOfAnOrderNeverSentIsImpossibleAndCounted()
    {
        Ledger ledger;
        QVERIFY(ledger.add(aTypicalBuy(1), noon));

        const auto outcome = ledger.addFill({1}, {10}, {1'000}, noon);

        QVERIFY(outcome->impossible && outcome->unknownNow);
        QCOMPARE(ledger.find({1})->state, OrderState::Unknown);
        QCOMPARE(ledger.find({1})->filled, Lots{10});
    }

    void whatHasFilledWasNotRejected()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        const auto outcome = ledger.apply({1}, OrderEventKind::Rejected, noon);

        QVERIFY(outcome->impossible);
        QCOMPARE(outcome->after, OrderState::Unknown);
        QCOMPARE(ledger.of(btc).openBuys, Lots{6});
    }

    // The order stream says "filled" before the fill stream brings the fills.
    void anOrderCalledFilledHoldsWhatItIsOwed()
    {
        Ledger ledger = working(aTypicalBuy(1));

        QVERIFY(ledger.apply({1}, OrderEventKind::Filled, noon)->terminalNow);
        QCOMPARE(ledger.of(btc).openBuys, Lots{10});

        QVERIFY(!ledger.addFill({1}, {4}, {400}, noon)->lateFill);
        QCOMPARE(ledger.of(btc).openBuys, Lots{6});
        QVERIFY(ledger.addFill({1}, {6}, {600}, noon));
        QCOMPARE(ledger.of(btc).openBuys, Lots{0});
        QVERIFY(!ledger.find({1})->needsReconcile);
    }

    void cancelsAreCounted()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.apply({1}, OrderEventKind::CancelSent, noon));
        QVERIFY(ledger.apply({1}, OrderEventKind::CancelSent, noon));

        QCOMPARE(ledger.find({1})->cancelsAsked, 2U);
    }

    // F28
    void aBustOpensTheRoomAgainWhileTheOrderLives()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        QVERIFY(ledger.bustFill({1}, {4}, {400}, noon));

        QCOMPARE(ledger.find({1})->filled, Lots{0});
        QCOMPARE(ledger.find({1})->filledValue, Money{0});
        QCOMPARE(ledger.of(btc).openBuys, Lots{10});
    }

    void aBustLeavesAnEndedOrderEnded()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {10}, {1'000}, noon));

        QVERIFY(ledger.bustFill({1}, {10}, {1'000}, noon));

        QCOMPARE(ledger.find({1})->state, OrderState::Filled);
        QCOMPARE(ledger.of(btc).openBuys, Lots{0});
    }

    void moreThanHasFilledCannotBeBusted()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        const auto outcome = ledger.bustFill({1}, {5}, {500}, noon);

        QCOMPARE(outcome.error().code, Errc::Conflict);
        QCOMPARE(ledger.find({1})->filled, Lots{4});
    }

    // --- legs and pairs ----------------------------------------------------------------------------------------------

    void aHeldLegReservesNothingUntilReleased()
    {
        Ledger ledger;
        OrderTicket leg = aTypicalBuy(1);
        leg.held = true;
        QVERIFY(ledger.add(leg, noon));
        QCOMPARE(ledger.of(btc), InstrumentOrders{});
        QCOMPARE(ledger.openCount(), 0);

        QVERIFY(ledger.release({1}, {3}, noon));

        QCOMPARE(ledger.of(btc).openBuys, Lots{3});
        QCOMPARE(ledger.openCount(), 1);
        QCOMPARE(ledger.release({1}, {3}, noon).error().code, Errc::Denied);
    }

    void aReleasedLegIsNotLargerThanItWasMeant()
    {
        Ledger ledger;
        OrderTicket leg = aTypicalBuy(1);
        leg.held = true;
        QVERIFY(ledger.add(leg, noon));

        QCOMPARE(ledger.release({1}, {11}, noon).error().code, Errc::Invalid);
    }

    void anUnsentOrderIsChangedAtHome()
    {
        Ledger ledger;
        QVERIFY(ledger.add(aTypicalBuy(1), noon));

        QVERIFY(ledger.amend({1}, {{7}, Ticks{99}, {}}, noon));
        QCOMPARE(ledger.of(btc).buyTickLots, Int128{693});

        QVERIFY(ledger.apply({1}, OrderEventKind::Sent, noon));
        QCOMPARE(ledger.amend({1}, {{8}, Ticks{99}, {}}, noon).error().code, Errc::Denied);
    }

    void ofAOneCancelsOtherPairTheLargerCounts()
    {
        Ledger ledger;
        OrderTicket stop = aTypicalBuy(1);
        OrderTicket target = aTypicalBuy(2);
        target.oco = stop.id;
        target.size = {6};

        QVERIFY(ledger.add(stop, noon));
        QVERIFY(ledger.add(target, noon));

        QCOMPARE(ledger.of(btc).openBuys, Lots{10});
        QCOMPARE(ledger.of(btc).open, 2);

        QVERIFY(ledger.apply({1}, OrderEventKind::Cancelled, noon));
        QCOMPARE(ledger.of(btc).openBuys, Lots{6});
    }

    void aPairOnTwoSidesCountsOnBoth()
    {
        Ledger ledger;
        OrderTicket sell = aTypicalBuy(2);
        sell.side = Side::Sell;
        sell.oco = {1};
        QVERIFY(ledger.add(aTypicalBuy(1), noon));
        QVERIFY(ledger.add(sell, noon));

        QCOMPARE(ledger.of(btc).openBuys, Lots{10});
        QCOMPARE(ledger.of(btc).openSells, Lots{10});
    }

    void reduceOnlyOrdersAreToldApart()
    {
        Ledger ledger;
        OrderTicket exit = aTypicalBuy(1);
        exit.side = Side::Sell;
        exit.reduceOnly = true;

        QVERIFY(ledger.add(exit, noon));

        QCOMPARE(ledger.of(btc).openSells, Lots{0});
        QCOMPARE(ledger.of(btc).closingSells, Lots{10});
    }

    void anOrderByValueReservesItsValue()
    {
        Ledger ledger;
        OrderTicket ticket = aTypicalBuy(1);
        ticket.kind = OrderKind::Market;
        ticket.limit.reset();
        ticket.size = {0};
        ticket.notional = Money{5'000};
        QVERIFY(ledger.add(ticket, noon));
        QVERIFY(ledger.apply({1}, OrderEventKind::Sent, noon));
        QCOMPARE(ledger.of(btc).notionalBuys, Money{5'000});

        QCOMPARE(ledger.addFill({1}, {3}, {3'000}, noon)->after, OrderState::Working);
        QCOMPARE(ledger.of(btc).notionalBuys, Money{2'000});
        QVERIFY(ledger.apply({1}, OrderEventKind::Filled, noon)->terminalNow);
        QCOMPARE(ledger.of(btc).notionalBuys, Money{0});
        QVERIFY(!ledger.find({1})->needsReconcile);
    }

    // --- ids, memory, units ------------------------------------------------------------------------------------------

    void anIdIsNeverUsedTwice()
    {
        Ledger ledger = working(aTypicalBuy(5));
        QVERIFY(ledger.apply({5}, OrderEventKind::Cancelled, noon));
        QCOMPARE(ledger.forgetTerminal(noon + seconds(1)), std::size_t{1});

        QCOMPARE(ledger.add(aTypicalBuy(5), noon).error().code, Errc::Conflict);
        QCOMPARE(ledger.add(aTypicalBuy(4), noon).error().code, Errc::Conflict);
        QVERIFY(ledger.add(aTypicalBuy(6), noon));
        QVERIFY(ledger.find({5}) == nullptr);
    }

    void openOrdersComeByRisingId()
    {
        Ledger ledger;
        for (const std::uint64_t id : {3U, 10U, 11U, 40U}) {
            QVERIFY(ledger.add(aTypicalBuy(id), noon));
        }
        QVERIFY(ledger.apply({10}, OrderEventKind::Cancelled, noon));

        QCOMPARE(ledger.openIds(), (std::vector<OrderId>{{3}, {11}, {40}}));
        QVERIFY(ledger.find({12}) == nullptr);
    }

    void forgetsOnlyWhatIsDone()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.apply({1}, OrderEventKind::Filled, noon)); // its fills are owed
        QVERIFY(ledger.add(aTypicalBuy(2), noon)); // open

        QCOMPARE(ledger.forgetTerminal(noon + seconds(1)), std::size_t{0});
        QVERIFY(ledger.reconciled({1}, noon));
        QCOMPARE(ledger.forgetTerminal(noon + seconds(1)), std::size_t{1});
        QCOMPARE(ledger.of(btc).openBuys, Lots{10});
    }

    // Lots ten times as fine, ticks half as large.
    void newIncrementsRescaleOrders()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        QVERIFY(ledger.rescale(btc, {10, 1, 2, 1}));

        QCOMPARE(ledger.find({1})->ticket.size, Lots{100});
        QCOMPARE(ledger.find({1})->filled, Lots{40});
        QCOMPARE(ledger.find({1})->ticket.limit, std::optional(Ticks{200}));
        QCOMPARE(ledger.of(btc).openBuys, Lots{60});
    }

    // Two for one: 101 ticks lie between 50 and 51.
    void aPriceThatDoesNotComeOutEvenIsRoundedToTheSafeSide()
    {
        const Rescale half{2, 1, 1, 2};
        const auto scaledOf = [&half](Side side, bool reduceOnly) {
            OrderTicket ticket = aTypicalBuy(1);
            ticket.side = side;
            ticket.reduceOnly = reduceOnly;
            ticket.limit = ticket.stop = ticket.trail = Ticks{101};
            Ledger ledger = working(ticket);
            const auto done = ledger.rescale(btc, half);
            return done ? ledger.find({1})->ticket : OrderTicket{};
        };
        QCOMPARE(scaledOf(Side::Sell, true).stop, std::optional(Ticks{51})); // earlier, for it protects
        QCOMPARE(scaledOf(Side::Buy, true).stop, std::optional(Ticks{50}));
        QCOMPARE(scaledOf(Side::Sell, false).stop, std::optional(Ticks{50})); // later, for it opens
        QCOMPARE(scaledOf(Side::Buy, false).stop, std::optional(Ticks{51}));
        for (const bool reduceOnly : {false, true}) {
            QCOMPARE(scaledOf(Side::Sell, reduceOnly).limit, std::optional(Ticks{51})); // never for less
            QCOMPARE(scaledOf(Side::Buy, reduceOnly).limit, std::optional(Ticks{50})); // never for more
            QCOMPARE(scaledOf(Side::Buy, reduceOnly).trail, std::optional(Ticks{50}));
            QCOMPARE(scaledOf(Side::Buy, reduceOnly).size, Lots{20});
        }
    }

    // Three for two, of ten with five filled: 15 and 7.5. What may still fill is never thought smaller than it is.
    void lotsThatDoNotComeOutEvenAreToBeLookedAt()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {5}, {500}, noon));
        QVERIFY(ledger.rescale(btc, {3, 2, 2, 3}));
        QCOMPARE(ledger.find({1})->ticket.size, Lots{15});
        QCOMPARE(ledger.find({1})->filled, Lots{7});
        QVERIFY(ledger.find({1})->needsReconcile);
        QCOMPARE(ledger.of(btc).openBuys, Lots{8});

        Ledger home;
        OrderTicket leg = aTypicalBuy(1);
        leg.size = {5};
        leg.held = true;
        QVERIFY(home.add(leg, noon));
        QVERIFY(home.rescale(btc, {3, 2, 2, 3}));
        QCOMPARE(home.find({1})->ticket.size, Lots{8});
        QVERIFY(!home.find({1})->needsReconcile); // no venue has it
    }

    void anOpenOrderThatIsTooLargeInNewUnitsIsNotRescaled()
    {
        Ledger ledger = working(aTypicalBuy(1));

        QCOMPARE(ledger.rescale(btc, {largestCount, 1, 1, 1}).error().code, Errc::Overflow);
        QCOMPARE(ledger.find({1})->ticket, aTypicalBuy(1));
    }

    void refusesNumbersThatItCannotCount()
    {
        Ledger ledger;
        OrderTicket ticket = aTypicalBuy(1);
        ticket.size = {largestCount + 1};
        QCOMPARE(ledger.add(ticket, noon).error().code, Errc::Overflow);
        ticket.size = {0};
        QCOMPARE(ledger.add(ticket, noon).error().code, Errc::Invalid);
        QCOMPARE(ledger.size(), std::size_t{0});
    }

    // 2'000 orders of the largest size and price: each sum leaves 64 bits, none leaves the ledger.
    void sumsThatDoNotFitAreTheLargestNumber()
    {
        Ledger ledger;
        for (std::uint64_t id = 1; id <= 2'000; ++id) {
            OrderTicket ticket = aTypicalBuy(id);
            ticket.size = {largestCount};
            ticket.limit = Ticks{largestCount};
            QVERIFY(ledger.add(ticket, noon));
        }

        QCOMPARE(ledger.of(btc).openBuys.count, std::numeric_limits<std::int64_t>::max());
        QCOMPARE(ledger.of(btc).buyTickLots, Int128{largestCount} * largestCount * 2'000);
        QCOMPARE(ledger.addFill({1}, {std::numeric_limits<std::int64_t>::max()}, {1}, noon).error().code,
                 Errc::Overflow);
        QVERIFY(ledger.addFill({1}, {1}, {std::numeric_limits<std::int64_t>::max()}, noon));
        QCOMPARE(ledger.addFill({1}, {1}, {1}, noon).error().code, Errc::Overflow);
        QCOMPARE(ledger.find({1})->filled, Lots{1});
    }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
