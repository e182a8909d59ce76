// needs: desk/engine

#include "core/base/seeded_random.h"
#include "tests/support/bracket_kit.h"

#include <QTest>

#include <functional>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderKind;

namespace {

events::PlaceOrder buying(OrderKind kind, std::int64_t lots, std::int64_t price, std::int64_t protection)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.kind = kind;
    place.ticket.size = Lots{lots};
    (kind == OrderKind::Limit ? place.ticket.limit : place.ticket.stop) = Ticks{price};
    place.stop = Ticks{protection};
    return place;
}

events::PlaceOrder buyingFor(std::int64_t dollars)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.size = Lots{0};
    place.ticket.notional = Money{dollars * oneDollar};
    place.stop = Ticks{9'900};
    return place;
}

TestDesk within(const std::function<void(risk::Limits&)>& change)
{
    auto session = aSession();
    change(session.limits);
    TestDesk desk(session);
    desk.open();
    desk.arm(risk::Mode::Manual);
    return desk;
}

/// A buy of five at 99.90 works.
TestDesk withLimitOrder(const std::function<void(risk::Limits&)>& change = [](risk::Limits&) {})
{
    auto desk = within(change);
    desk.placed(buying(OrderKind::Limit, 5, 9'990, 9'900));
    desk.report(entry, OrderEventKind::Accepted);
    return desk;
}

/// Ten held at 100.00, the stop at 99.00 and the target at 103.00 work.
TestDesk withLegs()
{
    auto desk = TestDesk::armed();
    desk.longWithStop(10, 9'900, 10'300);
    return desk;
}

risk::Refusal whyNot(const TestDesk& desk)
{
    const auto refused = desk.now<events::OrderRefused>();
    return refused.empty() ? risk::Refusal{} : refused.back().refusal;
}

bool isReplaced(const TestDesk& desk)
{
    return !desk.wanted<events::Replace>().empty();
}

} // namespace

class TestReplacing : public QObject
{
    Q_OBJECT

private slots:
    // --- prices: S15 ---

    // The middle of the market is 100.00: a sell stop there has been passed.
    void aStopIsNotMovedBeyondTheMarket()
    {
        auto desk = withLegs();
        desk.command(events::MoveStop{stop, Ticks{10'000}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::PriceCollar, 0, 0}));
        QVERIFY(desk.now<events::OrderRefused>().front().ticket.stop == Ticks{10'000});
        QVERIFY(!isReplaced(desk));
        desk.command(events::ReplaceOrder{stop, {}, {}, Ticks{10'007}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::PriceCollar, 0, -7}));
        QVERIFY(!isReplaced(desk));
        desk.command(events::MoveStop{stop, Ticks{9'999}});
        QVERIFY(isReplaced(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }
    void theStopOfAShortIsNotMovedBelowIt()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Sell, 10, 10'100);
        fillWithStop(desk, 10'000);
        desk.command(events::MoveStop{stop, Ticks{10'000}});
        QVERIFY(desk.refusal() == risk::Rule::PriceCollar);
        desk.command(events::MoveStop{stop, Ticks{10'001}});
        QVERIFY(isReplaced(desk));
    }
    // A fifth of 130.00 is 26.00.
    void aStopIsNotMovedToWhereANewOneMayNotBe()
    {
        auto desk = withLegs();
        desk.pass(seconds(1));
        desk.quote(12'999, 13'001);
        desk.command(events::MoveStop{stop, Ticks{10'399}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::PriceCollar, 2'600, 2'601}));
        desk.command(events::MoveStop{stop, Ticks{10'400}});
        QVERIFY(isReplaced(desk));
    }
    // Half a per cent of 100.00.
    void aTargetIsNotMovedBelowTheCollar()
    {
        auto desk = withLegs();
        desk.command(events::ReplaceOrder{target, {}, Ticks{9'949}, {}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::PriceCollar, 50, 51}));
        QVERIFY(!isReplaced(desk));
        desk.command(events::ReplaceOrder{target, {}, Ticks{9'950}, {}});
        QVERIFY(isReplaced(desk));
    }
    // What a person does by hand needs no fresh quote; the side of a market that is not seen is not judged.
    void onOldPricesTheSideOfAStopIsNotJudged()
    {
        auto desk = withLegs();
        desk.pass(minutes(1));
        desk.command(events::MoveStop{stop, Ticks{10'001}});
        QVERIFY(isReplaced(desk));
    }
    void aLegAtHomeIsJudgedByThePriceOfItsEntry()
    {
        auto desk = TestDesk::armed();
        desk.placed(buying(OrderKind::Stop, 5, 10'050, 9'980));
        desk.report(entry, OrderEventKind::Accepted);
        desk.command(events::MoveStop{stop, Ticks{10'050}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::PriceCollar, 0, 0}));
        QVERIFY(desk.order(stop).ticket.stop == Ticks{9'980});
        desk.command(events::MoveStop{stop, Ticks{10'049}}); // above the market of now, below that of then
        QVERIFY(desk.order(stop).ticket.stop == Ticks{10'049});
    }
    void whatOnlyGetsSmallerIsNotJudgedByItsPrice()
    {
        auto desk = withLegs();
        desk.pass(seconds(1));
        desk.quote(12'999, 13'001);
        desk.command(events::ReplaceOrder{stop, Lots{4}, {}, {}});
        QVERIFY(isReplaced(desk));
    }
    // Over fixed seeds: a stop is moved exactly where one may stand, as far as its old place allows.
    void aStopIsMovedExactlyWhereANewOneMayStand()
    {
        SeededRandom random(12);
        for (int i = 0; i < 2'000; ++i) {
            auto desk = withLegs();
            desk.pass(seconds(1));
            const std::int64_t middle = random.between(9'901, 14'000);
            desk.quote(middle - 1, middle + 1);
            const std::int64_t to = random.between(9'901, 14'100);
            desk.command(events::MoveStop{stop, Ticks{to}});
            QCOMPARE(isReplaced(desk), to < middle && (middle - to) * 5 <= middle);
        }
    }

    // --- sizes: S3 ---

    void aReplaceIsHeldWholeToTheLargestOrder()
    {
        auto desk = withLimitOrder([](risk::Limits& limits) { limits.orderSize = Lots{8}; });
        desk.command(events::ReplaceOrder{entry, Lots{9}, {}, {}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::OrderSize, 8, 9}));
        QVERIFY(!isReplaced(desk));
        desk.command(events::ReplaceOrder{entry, Lots{8}, {}, {}});
        QVERIFY(isReplaced(desk));
    }
    void whatHasFilledIsNoPartOfIt()
    {
        auto desk = withLimitOrder([](risk::Limits& limits) { limits.orderSize = Lots{8}; });
        desk.fill(entry, 3, 9'990);
        desk.command(events::ReplaceOrder{entry, Lots{12}, {}, {}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::OrderSize, 8, 9}));
        desk.command(events::ReplaceOrder{entry, Lots{11}, {}, {}});
        QVERIFY(isReplaced(desk));
    }
    // At the ask of 100.01 eight are worth 800.08 dollars.
    void itsValueIsHeldWholeToo()
    {
        auto desk = withLimitOrder([](risk::Limits& limits) { limits.orderValue = Money{800 * oneDollar}; });
        desk.command(events::ReplaceOrder{entry, Lots{8}, {}, {}});
        QVERIFY(desk.refusal() == risk::Rule::OrderValue);
        desk.command(events::ReplaceOrder{entry, Lots{7}, {}, {}});
        QVERIFY(isReplaced(desk));
    }
    // Until the venue has answered the five may fill, at whatever price the smaller order asks for.
    void theLargerOfBothSizesCounts()
    {
        auto desk = withLimitOrder();
        desk.command(events::SetLimits{[&desk] {
            auto limits = desk.state().session.limits;
            limits.orderSize = Lots{4};
            return limits;
        }()});
        desk.command(events::ReplaceOrder{entry, Lots{4}, Ticks{9'991}, {}});
        QVERIFY(whyNot(desk) == (risk::Refusal{risk::Rule::OrderSize, 4, 5}));
        desk.command(events::ReplaceOrder{entry, Lots{4}, {}, {}}); // smaller is always allowed
        QVERIFY(isReplaced(desk));
    }
    // Nineteen at 100.01 are 1'900.19 dollars, below two per cent of 100'000; twenty are 2'000.20.
    void whatItHoldsItselfIsNotCountedTwice()
    {
        auto desk = withLimitOrder();
        desk.command(events::ReplaceOrder{entry, Lots{20}, {}, {}});
        QVERIFY(desk.refusal() == risk::Rule::PositionSize);
        desk.command(events::ReplaceOrder{entry, Lots{19}, {}, {}});
        QVERIFY(isReplaced(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }
    void itTakesNoFurtherPlaceAmongTheOpenOrders()
    {
        auto desk = withLimitOrder([](risk::Limits& limits) { limits.openOrders = 1; });
        desk.command(events::ReplaceOrder{entry, Lots{6}, {}, {}});
        QVERIFY(isReplaced(desk));
    }
    // Over fixed seeds: the answer is that to a new order of these figures where nothing else is open.
    void aReplaceIsAnsweredAsANewOrderWouldBe()
    {
        SeededRandom random(13);
        for (int i = 0; i < 2'000; ++i) {
            const Lots most{random.between(5, 25)};
            const auto bound = [most](risk::Limits& limits) { limits.orderSize = most; };
            const std::int64_t lots = random.between(6, 30);
            const std::int64_t price = random.between(9'930, 10'070);
            auto changed = withLimitOrder(bound);
            changed.command(events::ReplaceOrder{entry, Lots{lots}, Ticks{price}, {}});
            auto fresh = within(bound);
            fresh.placed(buying(OrderKind::Limit, lots, price, 9'900));
            QVERIFY(whyNot(changed) == whyNot(fresh));
            QCOMPARE(isReplaced(changed), !fresh.refusal());
        }
    }

    // --- what the venue says meanwhile: S9 ---

    // A word from before the six is heard after them, and five are believed. Whether it is six all the same, which is
    // said while seven are asked for, is asked when the venue will not have seven, and until it answers.
    void figuresThatWereLeftOutAreAskedForWhenTheChangeIsRefused()
    {
        auto desk = withLimitOrder();
        desk.command(events::ReplaceOrder{entry, Lots{6}, {}, {}});
        desk.report(entry, OrderEventKind::Replaced, Lots{6});
        desk.report(entry, OrderEventKind::Found, Lots{5});
        QCOMPARE(desk.order(entry).ticket.size, Lots{5});
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        desk.command(events::ReplaceOrder{entry, Lots{7}, {}, {}});
        desk.report(entry, OrderEventKind::Found, Lots{6});
        QCOMPARE(desk.order(entry).ticket.size, Lots{5});
        QVERIFY(desk.wanted<events::Query>().empty());

        desk.report(entry, OrderEventKind::ReplaceRejected);
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1});
        desk.pass(seconds(5));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{1}); // the question may have been lost
        desk.report(entry, OrderEventKind::Found, Lots{6});
        QCOMPARE(desk.order(entry).ticket.size, Lots{6});
        desk.report(entry, OrderEventKind::Found, Lots{6});
        desk.pass(minutes(1));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.wanted<events::Query>().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }
    void whereTheChangeIsDoneOrNothingElseWasSaidNobodyIsAsked()
    {
        for (const bool isDone : {true, false}) {
            auto desk = withLimitOrder();
            desk.command(events::ReplaceOrder{entry, Lots{6}, {}, {}});
            desk.report(entry, OrderEventKind::Found, Lots{isDone ? 6 : 5});
            desk.report(entry, isDone ? OrderEventKind::Replaced : OrderEventKind::ReplaceRejected);
            QCOMPARE(desk.order(entry).ticket.size, Lots{isDone ? 6 : 5});
            QVERIFY(desk.wanted<events::Query>().empty());
        }
    }

    // --- orders by value: S3 ---

    // 1'500 dollars are on their way; six at 100.01 are 600.06 more, five 500.05, four 400.04: two per cent are 2'000.
    void anOrderByValueCountsBesideTheNext()
    {
        auto desk = TestDesk::armed();
        QVERIFY(desk.placed(buyingFor(1'500)));
        QVERIFY(!desk.place(Side::Buy, 5, 9'900));
        QVERIFY(whyNot(desk)
                == (risk::Refusal{risk::Rule::PositionSize, 2'000 * oneDollar, 200'005 * oneDollar / 100}));
        desk.pass(seconds(11)); // not the same order again
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.placed(buyingFor(501)));
        QVERIFY(desk.refusal() == risk::Rule::PositionSize);
        QVERIFY(desk.place(Side::Buy, 4, 9'900));
    }
    void onlyWhatItMayStillSpendCounts()
    {
        auto desk = TestDesk::armed();
        const OrderId order = desk.placed(buyingFor(1'500));
        desk.report(order, OrderEventKind::Accepted);
        desk.fill(order, 5, 10'000);
        QVERIFY(!desk.place(Side::Buy, 5, 9'900)); // 5 are held, 1'000 dollars to come
        QVERIFY(desk.place(Side::Buy, 4, 9'900));
    }
};

QTEST_APPLESS_MAIN(TestReplacing)
#include "tst_replacing.moc"
