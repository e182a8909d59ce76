// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
// A warning of a missing stop is shown while it is true, and no longer.
#include "tests/support/fake_terminal/plausible.h"
#include "ui/shell/notices/missing_stops.h"
#include "ui/shell/notices/toast_queue.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

/// One position, of which so many lots of ten are covered.
views::DeskSnapshot holding(std::int64_t covered)
{
    views::DeskSnapshot desk = aSnapshot();
    desk.positions.resize(1);
    desk.positions.front().position.lots = Lots{-10};
    desk.positions.front().protectedLots = Lots{covered};
    return desk;
}

InstrumentId held()
{
    return holding(0).positions.front().position.instrument;
}

Monotonic at(std::int64_t ms)
{
    return Monotonic{} + milliseconds(ms);
}

} // namespace

class TestMissingStops : public QObject
{
    Q_OBJECT

private slots:
    void aStopThatComesBackByItselfIsNoNews()
    {
        MissingStops stops;
        stops.alerted(held(), QStringLiteral("no stop"), at(0));
        QVERIFY(stops.look(holding(0), at(2'900)).empty());
        QVERIFY(stops.look(holding(10), at(2'950)).empty());
        QVERIFY(stops.look(holding(0), at(60'000)).empty()); // until it is said again
    }

    void whatLastsIsSaidAndTakenBackWhenItEnds()
    {
        MissingStops stops;
        stops.alerted(held(), QStringLiteral("no stop"), at(0));
        const auto said = stops.look(holding(4), at(3'000));
        QCOMPARE(said.size(), std::size_t{1});
        QVERIFY(!said[0].isOver);
        QCOMPARE(said[0].text, QStringLiteral("no stop"));
        QVERIFY(stops.look(holding(4), at(9'000)).empty()); // once
        stops.alerted(held(), QStringLiteral("still none"), at(9'500));
        QCOMPARE(stops.look(holding(4), at(9'500)).at(0).text, QStringLiteral("still none")); // again at once

        const auto over = stops.look(holding(10), at(10'000));
        QCOMPARE(over.size(), std::size_t{1});
        QVERIFY(over[0].isOver && !over[0].isClosed);
        QVERIFY(stops.look(holding(0), at(11'000)).empty());
    }

    void aPositionThatIsGoneNeedsNone()
    {
        MissingStops stops;
        stops.alerted(held(), QStringLiteral("no stop"), at(0));
        QCOMPARE(stops.look(holding(0), at(3'000)).size(), std::size_t{1});
        views::DeskSnapshot flat = holding(0);
        flat.positions.clear();
        const auto over = stops.look(flat, at(4'000));
        QCOMPARE(over.size(), std::size_t{1});
        QVERIFY(over[0].isOver && over[0].isClosed);
    }

    void aPopUpThatIsSettledGoesLikeAnyOther()
    {
        ToastQueue queue;
        queue.push(ToastLevel::Critical, QStringLiteral("a"), QStringLiteral("no stop"), 0);
        queue.tick(100'000);
        QCOMPARE(queue.shown().size(), std::size_t{1});
        QVERIFY(!queue.settle(QStringLiteral("b"), QStringLiteral("a stop"), 100'000));
        QVERIFY(queue.settle(QStringLiteral("a"), QStringLiteral("a stop"), 100'000));
        QCOMPARE(queue.shown().front().text, QStringLiteral("a stop"));
        queue.tick(100'000 + ToastQueue::shownForMs - 1);
        QCOMPARE(queue.shown().size(), std::size_t{1});
        queue.tick(100'000 + ToastQueue::shownForMs);
        QVERIFY(queue.shown().empty());
    }

    void whatStillWaitedForRoomIsNotShownWhenItIsOver()
    {
        ToastQueue queue;
        for (int i = 0; i < 4; ++i) {
            queue.push(ToastLevel::Critical, QString::number(i), QStringLiteral("no stop"), 0);
        }
        QCOMPARE(queue.waiting(), std::size_t{1});
        queue.settle(QStringLiteral("3"), QStringLiteral("a stop"), 1);
        QCOMPARE(queue.waiting(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestMissingStops)
#include "tst_missing_stops.moc"
