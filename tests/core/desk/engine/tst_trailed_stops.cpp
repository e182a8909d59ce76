// needs: desk/engine

#include "tests/support/bracket_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

void showBar(TestDesk& desk, Duration interval, std::int64_t low, std::int64_t high, std::int64_t close)
{
    market::Bar bar;
    bar.instrument = InstrumentId{1};
    bar.interval = interval;
    bar.opened = desk.stamp.wall - interval;
    bar.closedAt = desk.stamp.wall;
    bar.open = bar.close = Ticks{close};
    bar.low = Ticks{low};
    bar.high = Ticks{high};
    bar.volume = 1;
    desk.tick(bar);
}

/// Sixteen days of a dollar each, so that three average ranges are three dollars; then the strategy is long at 100.00
/// and its stop works.
TestDesk strategyLong()
{
    auto desk = TestDesk::armed();
    for (int day = 0; day < 16; ++day) {
        desk.pass(days(1));
        showBar(desk, days(1), 9'950, 10'050, 10'000);
    }
    desk.quote(9'999, 10'001);
    desk.approve(desk.proposeBuy());
    fillWithStop(desk, 10'000);
    return desk;
}

/// A minute's bar that closes at `close` is told when the market is at `now`.
void closeBar(TestDesk& desk, std::int64_t close, std::int64_t now)
{
    desk.pass(minutes(1));
    desk.quote(now - 1, now + 1);
    showBar(desk, minutes(1), close, close, close);
}

} // namespace

class TestTrailedStops : public QObject
{
    Q_OBJECT

private slots:
    void aStopFollowsTheCloseByThreeRanges()
    {
        auto desk = strategyLong();
        closeBar(desk, 10'200, 10'200);
        const auto replaced = desk.wanted<events::Replace>();
        QCOMPARE(replaced.size(), std::size_t{1});
        QVERIFY(replaced.front().stop == Ticks{9'900});
        QVERIFY(desk.state().exits.isEmpty());
    }

    // S15: three dollars below 102.00 the market has been already. Had the stop stood there, it would have closed.
    void whatTheMarketHasPassedIsClosedAtOnce()
    {
        auto desk = strategyLong();
        closeBar(desk, 10'200, 9'900);
        QVERIFY(desk.wanted<events::Replace>().empty());
        QVERIFY(desk.order(stop).state == OrderState::CancelSent);
        desk.report(stop, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QVERIFY(desk.sent().front().reduceOnly && desk.sent().front().kind == orders::OrderKind::Market);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aTickBeforeItTheStopIsMoved()
    {
        auto desk = strategyLong();
        closeBar(desk, 10'200, 9'901);
        QCOMPARE(desk.wanted<events::Replace>().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestTrailedStops)
#include "tst_trailed_stops.moc"
