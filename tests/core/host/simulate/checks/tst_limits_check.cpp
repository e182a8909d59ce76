// needs: host/simulate desk/engine

#include "core/host/simulate/checks/limits_check.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

/// What is found when the check believes that these limits are in force, and the desk does not.
struct Believed {
    explicit Believed(const std::function<void(risk::Limits&)>& change)
        : desk(checked.both)
    {
        desk.alterEvent = [change](events::Event& event) {
            if (auto* started = std::get_if<events::SessionStarted>(&event)) {
                change(started->limits);
            }
            return true;
        };
        desk.open();
    }
    WithTold<simulate::LimitsCheck> checked;
    ShownDesk desk;
};

int brokenBy(const std::function<void(risk::Limits&)>& change, int orders = 1, std::int64_t lots = 5)
{
    Believed believed(change);
    for (int i = 0; i < orders; ++i) {
        believed.desk.pass(seconds(11)); // not the same order again
        believed.desk.quote(9'999, 10'001);
        believed.desk.desk.place(Side::Buy, lots, 9'900);
    }
    return believed.desk.broken();
}

/// Five to be bought at 99.90 with their stop at 99.00, which the venue has.
OrderId fiveAtALimit(TestDesk& desk)
{
    events::PlaceOrder wish;
    wish.ticket.instrument = InstrumentId{1};
    wish.ticket.kind = orders::OrderKind::Limit;
    wish.ticket.limit = Ticks{9'990};
    wish.ticket.size = Lots{5};
    wish.stop = Ticks{9'900};
    const OrderId order = desk.placed(wish);
    desk.report(order, orders::OrderEventKind::Accepted);
    return order;
}

} // namespace

class TestLimitsCheck : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWithinTheLimitsBreaksNothing()
    {
        QCOMPARE(brokenBy([](risk::Limits&) {}, 3), 0);
    }

    // Five shares at 100.01 are 500.05 dollars, half a percent of 100'000; three such orders 1'500.15.
    void eachLimitIsHeld_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("position per trade") << 0;
        QTest::newRow("gross exposure") << 1;
        QTest::newRow("net exposure") << 2;
        QTest::newRow("leverage") << 3;
        QTest::newRow("loss at the stop") << 4;
        QTest::newRow("value of one order") << 5;
        QTest::newRow("size of one order") << 6;
        QTest::newRow("open orders") << 7;
    }
    void eachLimitIsHeld()
    {
        QFETCH(int, which);
        const auto tight = [which](risk::Limits& limits) {
            switch (which) {
            case 0:
                limits.positionPerTrade = {149};
                break;
            case 1:
                limits.grossExposure = {149};
                break;
            case 2:
                limits.netExposure = {149};
                break;
            case 3:
                limits.leverage = {14};
                break;
            case 4:
                limits.lossAtStop = {0};
                break;
            case 5:
                limits.orderValue = Money{500 * oneDollar};
                break;
            case 6:
                limits.orderSize = Lots{4};
                break;
            default:
                limits.openOrders = 2;
            }
        };
        QCOMPARE(brokenBy(tight, 3), 3);
    }
    void theEdgeOfALimitIsWithinIt()
    {
        QCOMPARE(brokenBy([](risk::Limits& limits) { limits.positionPerTrade = {151}; }, 3), 0);
        QCOMPARE(brokenBy([](risk::Limits& limits) { limits.orderSize = Lots{5}; }, 3), 0);
        QCOMPARE(brokenBy([](risk::Limits& limits) { limits.openOrders = 3; }, 3), 0);
    }
    void anOrderWithoutAStopIsFound()
    {
        WithTold<simulate::LimitsCheck> checked;
        ShownDesk desk(checked.both);
        desk.alterFact = [](events::Fact& fact) {
            const auto* planned = std::get_if<events::OrderPlanned>(&fact);
            return planned == nullptr || !planned->ticket.held; // its stop is not shown
        };
        desk.open();
        desk.desk.place(Side::Buy, 5, 9'900);
        QCOMPARE(desk.broken(), 3);
    }

    void aReservationThatIsGivenUpTooSoonIsFound()
    {
        // The desk is told that its order was refused, the check is not: it counts on.
        Believed believed([](risk::Limits& limits) { limits.positionPerTrade = {60}; });
        auto& desk = believed.desk;
        const OrderId first = desk.desk.place(Side::Buy, 5, 9'900);
        desk.alterEvent = [](events::Event& event) { return !std::holds_alternative<events::OrderReport>(event); };
        desk.desk.report(first, orders::OrderEventKind::Lost);
        desk.desk.report(first, orders::OrderEventKind::Rejected);
        QVERIFY(desk.broken() == 0);
        desk.pass(seconds(11));
        desk.quote(9'999, 10'001);
        desk.desk.place(Side::Buy, 5, 9'900);
        QCOMPARE(desk.broken(), 3);
    }
    void aReplaceCountsWithItsNewSize()
    {
        Believed believed([](risk::Limits& limits) { limits.orderSize = Lots{8}; });
        auto& desk = believed.desk;
        const OrderId order = fiveAtALimit(desk.desk);
        desk.desk.command(events::ReplaceOrder{order, Lots{8}, {}, {}});
        QVERIFY(desk.broken() == 0);
        desk.desk.report(order, orders::OrderEventKind::Replaced, Lots{8});
        desk.desk.command(events::ReplaceOrder{order, Lots{9}, {}, {}});
        QCOMPARE(desk.broken(), 3);
    }
    // Five at 99.90 with their stop at 99.00 lose 4.50 dollars, nine 8.10, twelve at 100.00 twelve. A hundredth of a
    // percent of the equity is ten.
    void aReplaceCountsWithItsLossAtTheStop()
    {
        Believed believed([](risk::Limits& limits) { limits.lossAtStop = {1}; });
        auto& desk = believed.desk;
        const OrderId order = fiveAtALimit(desk.desk);
        desk.desk.command(events::ReplaceOrder{order, Lots{9}, {}, {}});
        QVERIFY(desk.desk.order(order).replacing);
        QCOMPARE(desk.broken(), 0);
        desk.desk.report(order, orders::OrderEventKind::Replaced, Lots{9});
        desk.desk.command(events::ReplaceOrder{order, Lots{12}, Ticks{10'000}, {}});
        QVERIFY(desk.desk.order(order).replacing);
        QCOMPARE(desk.broken(), 3);
    }
    // Five bought at 100.00: a stop at 99.00 loses 5 dollars, and lies a hundredth away.
    void aStopThatAPersonDrawsAwayIsHeldToItsLoss_data()
    {
        QTest::addColumn<int>("share");
        QTest::addColumn<int>("distance");
        QTest::addColumn<std::int64_t>("to");
        QTest::addColumn<int>("broken");
        QTest::newRow("within both") << 100 << 200 << std::int64_t{9'900} << 0;
        QTest::newRow("too far") << 100 << 90 << std::int64_t{9'900} << 3;
        QTest::newRow("just near enough") << 100 << 100 << std::int64_t{9'900} << 0;
        QTest::newRow("nearer is free") << 1 << 1 << std::int64_t{9'970} << 0;
    }
    void aStopThatAPersonDrawsAwayIsHeldToItsLoss()
    {
        QFETCH(int, share);
        QFETCH(int, distance);
        QFETCH(std::int64_t, to);
        QFETCH(int, broken);
        Believed believed([&](risk::Limits& limits) {
            limits.lossAtStop = {share};
            limits.hardStopDistance = {distance};
        });
        auto& desk = believed.desk;
        const OrderId entry = desk.desk.longWithStop(5, 9'960);
        const OrderId stop{entry.value + 1};
        QCOMPARE(desk.broken(), 0);
        desk.desk.command(events::MoveStop{stop, Ticks{to}});
        QVERIFY(desk.desk.order(stop).replacing);
        QCOMPARE(desk.broken(), broken);
    }
    // Fifteen at 99.00 lose 15 dollars; a hundredth of a percent of the equity is ten.
    void aStopThatAPersonDrawsAwayIsHeldToItsShareOfEquity()
    {
        for (const std::int64_t lots : {9, 15}) {
            Believed believed([](risk::Limits& limits) { limits.lossAtStop = {1}; });
            auto& desk = believed.desk;
            const OrderId entry = desk.desk.longWithStop(lots, 9'960);
            QCOMPARE(desk.broken(), 0);
            const events::ReplaceOrder wish{OrderId{entry.value + 1}, {}, {}, Ticks{9'900}};
            desk.desk.command(wish);
            QCOMPARE(desk.broken(), lots == 15 ? 3 : 0);
        }
    }
    void halfTheSizeAfterALoss()
    {
        WithTold<simulate::LimitsCheck> checked;
        ShownDesk desk(checked.both);
        desk.open();
        events::BreakerCleared cleared;
        cleared.breaker = events::Breaker::DailyLoss; // the desk knows of none, and does not halve
        checked.told.onFact({}, desk.desk.stamp, cleared, desk.findings);
        desk.desk.place(Side::Buy, 9, 9'950); // 900 dollars: within 1 %, which is half of 2
        QVERIFY(desk.broken() == 0);
        desk.pass(seconds(11));
        desk.quote(9'999, 10'001);
        desk.desk.place(Side::Buy, 5, 9'950);
        QCOMPARE(desk.broken(), 3);
    }

    // --- pace ---
    void noMinuteHoldsMoreThanAllowed()
    {
        const auto four = [](risk::Limits& limits) { limits.ordersPerMinute = 4; };
        QCOMPARE(brokenBy(four, 3, 2), 0); // entries have four fifths: three
        QCOMPARE(brokenBy(four, 4, 2), 16);
    }
    void aStartForgetsNoOrder()
    {
        Believed believed([](risk::Limits& limits) { limits.ordersPerMinute = 4; });
        auto& desk = believed.desk;
        for (int i = 0; i < 3; ++i) {
            desk.pass(seconds(11));
            desk.quote(9'999, 10'001);
            desk.desk.place(Side::Buy, 2, 9'900);
        }
        desk.restart();
        for (std::uint64_t id = 1; id <= 9; ++id) {
            desk.desk.report(OrderId{id}, orders::OrderEventKind::Cancelled);
        }
        desk.quote(9'999, 10'001);
        desk.desk.arm(risk::Mode::Manual);
        desk.pass(seconds(1));
        QVERIFY(desk.broken() == 0);
        desk.quote(9'999, 10'001);
        desk.desk.place(Side::Buy, 3, 9'900);
        QCOMPARE(desk.broken(), 16);
    }
    void stopsAndExitsAreNeverHeldBack()
    {
        Believed believed([](risk::Limits& limits) { limits.ordersPerMinute = 1; });
        auto& desk = believed.desk;
        desk.desk.longWithStop(); // an entry, and the stop behind it
        QCOMPARE(desk.what(), std::string());
    }
    void timeThatStandsStillIsNoMinute()
    {
        Believed believed([](risk::Limits& limits) { limits.ordersPerMinute = 4; });
        auto& desk = believed.desk;
        for (int i = 0; i < 5 && desk.broken() == 0; ++i) {
            desk.pass(minutes(1));
            desk.hidden = desk.hidden + seconds(i > 1 ? 55 : 0);
            desk.quote(9'999, 10'001);
            desk.desk.place(Side::Buy, 2, 9'900);
        }
        QCOMPARE(desk.broken(), 16);
    }

    // --- the wire ---
    void whatReachesTheVenueHasItsReservation()
    {
        Believed believed([](risk::Limits&) {});
        auto& desk = believed.desk;
        const OrderId order = desk.desk.place(Side::Buy, 5, 9'900);
        desk.wireNew(order);
        QVERIFY(desk.broken() == 0);
        desk.wireNew(order, Lots{6});
        QCOMPARE(desk.broken(), 3);
    }
    void anOrderThatEndedIsNotSent()
    {
        Believed believed([](risk::Limits&) {});
        auto& desk = believed.desk;
        const OrderId order = desk.desk.place(Side::Buy, 5, 9'900);
        desk.desk.report(order, orders::OrderEventKind::Rejected);
        desk.wireNew(order);
        QCOMPARE(desk.broken(), 3);
    }
    void anOrderThatWasNeverPlannedIsFound()
    {
        Believed believed([](risk::Limits&) {});
        simulate::WireMessage message;
        message.order = OrderId{77};
        believed.desk.wire(message);
        QCOMPARE(believed.desk.broken(), 3);
    }
};

QTEST_APPLESS_MAIN(TestLimitsCheck)
#include "tst_limits_check.moc"
