// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

const events::SplitHappened twoForOne{InstrumentId{1}, 2, 1};
const events::SplitHappened threeForTwo{InstrumentId{1}, 3, 2};

bool isLatched(const TestDesk& desk)
{
    return desk.state().breakers.contains({events::Breaker::NeedsReconcile, 1});
}

std::int64_t heldBy(const TestDesk& desk, StrategyId strategy)
{
    const auto* holding = desk.state().holdings.find({strategy, InstrumentId{1}});
    return holding != nullptr ? holding->lots.count : 0;
}

} // namespace

// S9, F46: the market goes on in its new units, and so do our books, or a latch says that they could not.
class TestRescaling : public QObject
{
    Q_OBJECT

private slots:
    // The stop at 99.01 was never sent. Half of it lies between two ticks; it goes to the nearer one, 49.51.
    void aTriggerBetweenTwoTicksIsNoReasonNotToSplit()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'901, 10'201);
        desk.report(OrderId{1}, OrderEventKind::Accepted);
        desk.apply(desk.fillOf(OrderId{}, 4, 10'000));
        desk.apply(twoForOne);
        QCOMPARE(desk.position(), std::int64_t{8});
        QCOMPARE(desk.order(OrderId{2}).ticket.stop->count, std::int64_t{4'951});
        QCOMPARE(desk.order(OrderId{3}).ticket.limit->count, std::int64_t{5'101});
        QVERIFY(!desk.alerted("event.not_booked"));
        QVERIFY(!isLatched(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Five lots would be 7.5: no book holds them. The position stays, and nothing new is opened on it.
    void aPositionThatDoesNotComeOutEvenIsLatched()
    {
        auto desk = TestDesk::armed();
        desk.apply(desk.fillOf(OrderId{}, 5, 10'000));
        desk.apply(threeForTwo);
        QCOMPARE(desk.position(), std::int64_t{5});
        QVERIFY(desk.alerted("event.not_booked"));
        QVERIFY(isLatched(desk));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Three and five of eight, 4.5 and 7.5 of twelve: together they stay the position.
    void holdingsStayThePosition()
    {
        auto desk = TestDesk::armed();
        desk.apply(desk.fillOf(OrderId{}, 3, 10'000));
        desk.approve(desk.proposeBuy(), Lots{5});
        const OrderId entry = desk.sent().front().id;
        desk.report(entry, OrderEventKind::Accepted);
        desk.fill(entry, 5, 10'000);
        QCOMPARE(heldBy(desk, StrategyId{}), std::int64_t{3});
        QCOMPARE(heldBy(desk, StrategyId{1}), std::int64_t{5});
        desk.apply(threeForTwo);
        QCOMPARE(desk.position(), std::int64_t{12});
        QCOMPARE(heldBy(desk, StrategyId{}), std::int64_t{4});
        QCOMPARE(heldBy(desk, StrategyId{1}), std::int64_t{8});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // At the venue an order of 5 is 7 or 8 afterwards, as the venue does it: somebody looks.
    void anOrderAtTheVenueThatDoesNotComeOutEvenIsLatched()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 5, 9'900);
        desk.report(OrderId{1}, OrderEventKind::Accepted);
        desk.apply(threeForTwo);
        QCOMPARE(desk.order(OrderId{1}).ticket.size.count, std::int64_t{8});
        QVERIFY(isLatched(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // In which units it will stand nobody knows. What the venue has answered for, it counts anew by itself.
    void whatIsOnItsWayWhenTheUnitsChangeIsCancelled_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("isAnswered");
        QTest::addColumn<bool>("isCancelled");
        QTest::newRow("a split") << 0 << false << true;
        QTest::newRow("finer lots") << 1 << false << true;
        QTest::newRow("a split that changes nothing") << 2 << false << false;
        QTest::newRow("a definition that changes nothing") << 3 << false << false;
        QTest::newRow("a split, and the order stands") << 0 << true << false;
    }
    void whatIsOnItsWayWhenTheUnitsChangeIsCancelled()
    {
        QFETCH(int, change);
        QFETCH(bool, isAnswered);
        QFETCH(bool, isCancelled);
        auto desk = TestDesk::armed();
        const OrderId entry = desk.place(Side::Buy, 10, 9'900);
        if (isAnswered) {
            desk.report(entry, OrderEventKind::Accepted);
        }
        auto finer = acme();
        ++finer.version;
        if (change == 1) {
            finer.lotSize.exponent -= 1;
            finer.step = finer.smallest = Lots{10};
        }
        if (change == 0 || change == 2) {
            desk.apply(events::SplitHappened{InstrumentId{1}, 2, change == 0 ? 1 : 2});
        } else {
            desk.apply(events::InstrumentDefined{market::completed(finer).value(), false});
        }
        QVERIFY(!desk.lastError);
        QCOMPARE(desk.order(entry).state == OrderState::CancelSent, isCancelled);
        QCOMPARE(desk.wanted<events::Cancel>().size(), std::size_t{isCancelled ? 1U : 0U});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Whoever clears a mismatch has looked; whether it still differs, the broker says once more.
    void aClearedMismatchIsComparedAnew()
    {
        auto desk = TestDesk::armed();
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{7}});
        QVERIFY(desk.state().breakers.contains({events::Breaker::Mismatch, 1}));
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::Mismatch), InstrumentId{1}});
        QVERIFY(desk.state().breakers.isEmpty());
        QCOMPARE(desk.wanted<events::Reconcile>().size(), std::size_t{1});
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{7}});
        QVERIFY(desk.state().breakers.contains({events::Breaker::Mismatch, 1}));
    }
};

QTEST_APPLESS_MAIN(TestRescaling)
#include "tst_rescaling.moc"
