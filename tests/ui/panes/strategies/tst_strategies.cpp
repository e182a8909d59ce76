// needs: ui/panes/strategies tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/strategies/view.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::strategies;
using omni::testing::PaneBench;

namespace {

views::DeskSnapshot deskWithOne(bool on = true)
{
    views::DeskSnapshot desk = omni::testing::aSnapshot();
    desk.strategies = {{StrategyId{1}, "sma_cross:interval=30s,fast=10,slow=30,direction=long", on, false}};
    return desk;
}

std::vector<views::RoundTripRow> wonTrips(std::size_t count)
{
    std::vector<views::RoundTripRow> trips(count);
    for (std::size_t i = 0; i < count; ++i) {
        trips[i].seq = Sequence{count - i};
        trips[i].strategy = StrategyId{1};
        trips[i].net = Money{100'000'000};
    }
    return trips;
}

} // namespace

class TestStrategies : public QObject
{
    Q_OBJECT

private slots:
    void showsEachStrategyWithItsState()
    {
        const auto rows = rowsOf(deskWithOne(), {}, true);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(rows[0].on);
        QVERIFY(!rows[0].isHeld);
        QCOMPARE(rows[0].waiting, 1);
    }

    void aLatchOrALowModeHoldsIt()
    {
        auto desk = deskWithOne();
        desk.latches = {omni::testing::aLatch()};
        QVERIFY(rowsOf(desk, {}, true)[0].isHeld);
        desk.latches.clear();
        desk.mode = risk::Mode::ReduceOnly;
        QVERIFY(rowsOf(desk, {}, true)[0].isHeld);
        desk.mode = risk::Mode::Manual;
        desk.latches = {omni::testing::aLatch()};
        desk.latches[0].scope = {risk::ScopeKind::Strategy, 2};
        QVERIFY(!rowsOf(desk, {}, true)[0].isHeld); // another strategy's
    }

    void countsAlsoWhileItIsBehindOthers()
    {
        PaneBench bench;
        bench.terminal.show(views::DeskSnapshot{});
        auto& view = bench.open<View>();
        view.hide();
        QSignalSpy changed(&view, &Pane::badgeChanged);

        bench.terminal.show(deskWithOne());
        bench.frame();

        QCOMPARE(view.badge(), 1);
        QCOMPARE(changed.count(), 1);
    }

    void whatIsNotToldYetIsNotZero()
    {
        QVERIFY(!rowsOf(deskWithOne(), {}, false)[0].net);
        QCOMPARE(rowsOf(deskWithOne(), {}, true)[0].net, std::optional(Money{}));
    }

    // The history is written a moment after a fill: an answer from before it is not the last word.
    void asksAgainUntilTheHistoryKnowsTheLastFill()
    {
        PaneBench bench;
        bench.terminal.show(deskWithOne());
        auto& view = bench.open<View>();
        const auto& model = *view.findChild<Model*>();
        const auto shows = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(shows(Model::Trades), QStringLiteral("0"));
        const std::size_t before = bench.terminal.asked.size();

        orders::Fill fill;
        bench.terminal.notice(Stamp{Sequence{100}, {}, {}, {}}, fill);
        const auto frames = [&] {
            bench.terminal.nowShown = bench.terminal.nowShown + milliseconds(250);
            bench.frame();
        };
        frames(); // answered, but nobody has written the trade yet
        QVERIFY(bench.terminal.asked.size() > before);
        views::RoundTripRow trip;
        trip.seq = Sequence{100};
        trip.strategy = StrategyId{1};
        trip.net = Money{-223'000'000};
        bench.terminal.give(std::vector{trip});
        frames();

        QCOMPARE(shows(Model::Trades), QStringLiteral("1"));
        QCOMPARE(shows(Model::Net), QStringLiteral("−2.23"));
        const std::size_t after = bench.terminal.asked.size();
        frames();
        QCOMPARE(bench.terminal.asked.size(), after); // it knows all there is
    }

    void tradesAreADashUntilTheyAreTold()
    {
        PaneBench bench;
        bench.terminal.holdsAnswers = true;
        bench.terminal.show(deskWithOne());
        auto& view = bench.open<View>();
        QCOMPARE(view.findChild<Model*>()->index(0, Model::Trades).data().toString(), missing());
    }

    void resultsThatDoNotComeAreAnErrorAndNotZero()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        bench.terminal.show(deskWithOne());
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.stateText().contains(QStringLiteral("the disk is gone")));
        QVERIFY(view.findChild<QTableView*>()->isVisible()); // it can still be switched off
        const auto& model = *view.findChild<Model*>();
        QCOMPARE(model.index(0, Model::Trades).data().toString(), missing());

        bench.terminal.historyFault.reset();
        bench.terminal.give(wonTrips(3));
        for (auto* button : view.findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Retry") && button->isVisible()) {
                button->click();
                break;
            }
        }
        bench.frame();

        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(model.index(0, Model::Trades).data().toString(), QStringLiteral("3"));
    }

    // More than a page of the history: a part of the trades is another figure.
    void resultsAreOfAllTrades()
    {
        PaneBench bench;
        bench.terminal.give(wonTrips(25'000));
        bench.terminal.show(deskWithOne());
        auto& view = bench.open<View>({1'200, 300});
        for (int i = 0; i < 3; ++i) {
            bench.frame();
        }
        const auto& model = *view.findChild<Model*>();
        QCOMPARE(model.row(0).trades, 25'000);
        QCOMPARE(model.row(0).net, std::optional(Money{25'000 * std::int64_t{100'000'000}}));
    }

    void spaceSwitchesTheChosenOneOff()
    {
        PaneBench bench;
        bench.terminal.show(deskWithOne());
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        bench.commands.find(QStringLiteral("strategies.toggle"))->trigger();
        const auto* wish = bench.terminal.lastWish<events::SwitchStrategy>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->strategy, StrategyId{1});
        QVERIFY(!wish->on);
    }

    // ui-spec 4: Space switches. A double click anywhere else only looks.
    void enterAndADoubleClickSwitchNothing()
    {
        PaneBench bench;
        bench.terminal.show(deskWithOne(false));
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {},
                           table->visualRect(table->model()->index(0, 0)).center());
        QVERIFY(bench.terminal.lastWish<events::SwitchStrategy>() == nullptr);
    }

    void aStrategyThatIsOffIsSwitchedOn()
    {
        PaneBench bench;
        bench.terminal.show(deskWithOne(false));
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        table->setCurrentIndex(table->model()->index(0, 0));
        bench.commands.find(QStringLiteral("strategies.toggle"))->trigger();
        QVERIFY(bench.terminal.lastWish<events::SwitchStrategy>()->on);
    }

    void saysSoWithoutAny()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }
};

QTEST_MAIN(TestStrategies)
#include "tst_strategies.moc"
