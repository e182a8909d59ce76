// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

constexpr CurrencyId coin{2};
constexpr std::int64_t lotE8 = 100'000; ///< A lot is 0.001 of the coin.

/// 100.00 dollars a coin, a lot of 0.001, orders of 10 lots and more, in tens; the coin is the second currency.
market::Instrument theCoin(std::int8_t finest = -3)
{
    market::Instrument instrument = acme();
    instrument.symbol = "COINUSD";
    instrument.baseCurrency = "COIN";
    instrument.lotSize = {1, finest};
    instrument.smallest = Lots{10};
    instrument.step = Lots{10};
    return *market::completed(instrument);
}

TestDesk aDesk(const market::Instrument& instrument = theCoin())
{
    TestDesk desk;
    desk.apply(desk.session);
    desk.apply(events::CurrencyDefined{coin, ShortText<11>("COIN")});
    desk.apply(events::InstrumentDefined{instrument, false});
    desk.apply(events::CashMoved{
        AccountId{1}, desk.state().base, Money{100'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
    desk.quote(9'999, 10'001);
    desk.arm(risk::Mode::Manual);
    return desk;
}

orders::Fill taxed(TestDesk& desk, OrderId order, std::int64_t lots, std::int64_t feeE8)
{
    auto fill = desk.fillOf(order, lots, 10'000);
    fill.fee = Money{feeE8};
    fill.feeCurrency = coin;
    return fill;
}

/// A strategy's 1'000 lots, of which one went for the fee. The entry's id; the stop is the next one.
OrderId boughtByStrategy(TestDesk& desk)
{
    const ProposalId proposal = desk.proposeBuy();
    desk.approve(proposal, Lots{1'000});
    const OrderId entry{desk.state().nextOrder - 2};
    desk.report(entry, orders::OrderEventKind::Accepted);
    desk.apply(taxed(desk, entry, 1'000, lotE8));
    return entry;
}

} // namespace

/// Fees in the coin that was bought: the desk goes by what is really held.
class TestDust : public QObject
{
    Q_OBJECT

private slots:
    void theOrderIsDoneAndLessIsHeld()
    {
        auto desk = aDesk();
        const OrderId entry = desk.place(Side::Buy, 1'000, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.apply(taxed(desk, entry, 1'000, lotE8));
        QVERIFY(!desk.lastError);
        QVERIFY(desk.order(entry).state == orders::OrderState::Filled);
        QCOMPARE(desk.order(entry).filled, Lots{1'000});
        QCOMPARE(desk.position(), std::int64_t{999});
        QCOMPARE(desk.state().holdings.find({{}, InstrumentId{1}})->lots, Lots{999});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S9: positions have nine decimals there, and fees are booked to eight: what lies between is no difference.
    void whatNoFeeCanSayIsNoDifference()
    {
        constexpr std::int64_t coinLots = 1'000'000'000;
        auto desk = aDesk(theCoin(-9));
        const OrderId entry = desk.place(Side::Buy, coinLots, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.apply(taxed(desk, entry, coinLots, 1)); // 1e-8 of the coin is ten lots
        QCOMPARE(desk.position(), coinLots - 10);
        const auto differs = [&desk](std::int64_t there) {
            desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{there}});
            return desk.state().reported.contains(InstrumentId{1});
        };
        QVERIFY(!differs(coinLots - 10));
        QVERIFY(!differs(coinLots - 1));
        QVERIFY(differs(coinLots - 11)); // more in the books than there: all of it could not be sold
        QVERIFY(differs(coinLots));
        QVERIFY(differs(coinLots - 20));
        QVERIFY(!differs(coinLots - 10));
        QVERIFY(desk.recordFoldsToTheState());
    }
    void ofALotThatMoneyCanCountEachIsADifference()
    {
        auto desk = aDesk();
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{1}});
        QVERIFY(desk.state().reported.contains(InstrumentId{1}));
    }

    // S17: the stop covers all that can be sold; the nine lots beside it want none.
    void theStopIsOfWhatCanBeSold()
    {
        auto desk = aDesk();
        const OrderId entry = boughtByStrategy(desk);
        QCOMPARE(desk.position(), std::int64_t{999});
        const OrderId stop{entry.value + 1};
        QVERIFY(desk.order(stop).state == orders::OrderState::Sent);
        QCOMPARE(desk.order(stop).ticket.size, Lots{990});
        desk.report(stop, orders::OrderEventKind::Accepted);
        desk.pass(seconds(5));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.alerted("position.unprotected"));
        const auto shot = desk.engine.snapshot();
        QVERIFY(!shot->risk.isNaked);
        QCOMPARE(shot->positions.front().dust, Lots{9});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What the stop leaves is dust: no stop, no alarm, no position to the strategy, and the next buy goes through.
    void whatIsLeftBlocksNothing()
    {
        auto desk = aDesk();
        const OrderId entry = boughtByStrategy(desk);
        const OrderId stop{entry.value + 1};
        desk.report(stop, orders::OrderEventKind::Accepted);
        desk.fill(stop, 990, 9'899);
        QCOMPARE(desk.position(), std::int64_t{9});
        QVERIFY(desk.sent().empty());
        for (int i = 0; i < 20; ++i) {
            desk.pass(seconds(30));
            desk.quote(9'999, 10'001);
            QVERIFY(desk.out.effects.empty());
        }
        QVERIFY(!desk.alerted("position.unprotected"));
        QVERIFY(!desk.alerted("exit.refused"));
        QVERIFY(!desk.engine.snapshot()->risk.isNaked);
        QVERIFY(desk.state().exits.isEmpty());
        QCOMPARE(desk.state().losingStreak, 1); // the round trip is over

        // Swept with the next buy: 9 + 1'000 - 1 are 1'008, of which 1'000 can be sold.
        const OrderId second = boughtByStrategy(desk);
        QVERIFY(second.value > stop.value);
        QCOMPARE(desk.position(), std::int64_t{1'008});
        QCOMPARE(desk.order(OrderId{second.value + 1}).ticket.size, Lots{1'000});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S18: the switch closes what can be closed and is done.
    void theSwitchClosesWhatCanBeClosed()
    {
        auto desk = aDesk();
        const OrderId entry = boughtByStrategy(desk);
        const OrderId stop{entry.value + 1};
        desk.report(stop, orders::OrderEventKind::Accepted);
        desk.command(events::Kill{{}, risk::KillLevel::Flatten});
        desk.report(stop, orders::OrderEventKind::Cancelled);
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QCOMPARE(sent.front().size, Lots{990});
        QVERIFY(sent.front().reduceOnly);
        desk.report(sent.front().id, orders::OrderEventKind::Accepted);
        desk.fill(sent.front().id, 990, 9'999);
        QVERIFY(desk.state().exits.isEmpty());
        QCOMPARE(desk.position(), std::int64_t{9});
        QVERIFY(!desk.alerted("exit.refused"));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // With its dust or without: whoever says all of it means all that can be sold.
    void whoeverClosesAllNeedNotKnowOfDust()
    {
        for (const std::int64_t asked : {990, 999}) {
            auto desk = aDesk();
            const OrderId entry = boughtByStrategy(desk);
            const OrderId stop{entry.value + 1};
            desk.report(stop, orders::OrderEventKind::Accepted);
            events::PlaceOrder closing;
            closing.ticket.instrument = InstrumentId{1};
            closing.ticket.side = Side::Sell;
            closing.ticket.size = Lots{asked};
            closing.ticket.reduceOnly = true;
            closing.ticket.role = orders::OrderRole::Exit;
            desk.command(closing);
            QVERIFY(!desk.denial() && !desk.refusal());
            desk.report(stop, orders::OrderEventKind::Cancelled);
            const auto sent = desk.sent();
            QCOMPARE(sent.size(), std::size_t{1});
            QCOMPARE(sent.front().size, Lots{990});
        }
    }

    // A lot that is the step: what a fee leaves is less than a lot, and shown beside the position.
    void lessThanALotIsShown()
    {
        auto desk = aDesk();
        const OrderId entry = desk.place(Side::Buy, 1'000, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.apply(taxed(desk, entry, 1'000, lotE8 / 4));
        const auto shot = desk.engine.snapshot();
        QCOMPARE(shot->dust.size(), std::size_t{1});
        QCOMPARE(shot->dust.front().currency, std::string("COIN"));
        QCOMPARE(shot->dust.front().amount, Money{lotE8 * 3 / 4});
    }

    // S9: the venue says what it holds, and that is what our books say.
    void theVenuesFigureIsOurs()
    {
        auto desk = aDesk();
        const OrderId entry = desk.place(Side::Buy, 1'000, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.apply(taxed(desk, entry, 1'000, lotE8 / 4));
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{999}});
        QVERIFY(desk.state().breakers.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDust)
#include "tst_dust.moc"
