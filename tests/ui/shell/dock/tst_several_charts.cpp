// needs: ui/shell ui/panes/chart tests/support/fake_terminal Qt6::Widgets
// More than one chart: each with its own symbol, interval and group, from its opening to the next start.
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/window_bench.h"
#include "ui/commands/palette.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/view.h"
#include "ui/shell/notices/toast_area.h"

#include <QAccessible>
#include <QMenu>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

constexpr InstrumentId bitcoin{1};
constexpr InstrumentId ether{2};

views::DeskSnapshot twoMarkets()
{
    views::DeskSnapshot desk = aSnapshot();
    views::InstrumentView second = anInstrumentView();
    second.instrument.id = ether;
    second.instrument.symbol = "ETHUSD";
    desk.instruments.push_back(second);
    return desk;
}

struct Bench : WindowBench {
    Bench()
    {
        terminal.show(twoMarkets());
        frame();
    }
    void frame()
    {
        terminal.show(views::DeskSnapshot(*terminal.snapshotShown));
        window->engine().poll();
        QCoreApplication::processEvents();
    }
    void restart()
    {
        window.reset();
        open();
        frame();
    }
    void another(const char* kind = "chart")
    {
        run((QByteArray("window.another.") + kind).constData());
        QCoreApplication::processEvents();
    }
    ChartPane& chart(int number)
    {
        return *static_cast<ChartPane*>(area().pane(paneIdOf(u"chart"_qs, number)));
    }
    bool has(int number)
    {
        return area().ids().contains(paneIdOf(u"chart"_qs, number));
    }
    QString intervalOf(int number)
    {
        return chart(number).saveState()[u"interval"_qs].toString();
    }
    PaneStack* stackOf(const QString& id)
    {
        for (QWidget* up = area().pane(id)->parentWidget(); up != nullptr; up = up->parentWidget()) {
            if (auto* stack = qobject_cast<PaneStack*>(up)) {
                return stack;
            }
        }
        return nullptr;
    }
    /// Chart 2 as a tab in front of the first.
    void stackTheCharts()
    {
        another();
        area().movePane(u"chart#2"_qs, DropZone::Left);
        QCoreApplication::processEvents();
        QCOMPARE(stackOf(u"chart"_qs), stackOf(u"chart#2"_qs));
        QVERIFY(!chart(1).isVisible() && chart(2).isVisible());
    }
    QTableView& table(const QString& id)
    {
        return *area().pane(id)->findChild<QTableView*>();
    }
    /// As a click on it does: the keyboard is there, the row is the current one.
    void chooseInWatchlist(const QString& id, const QString& symbol)
    {
        QTableView& view = table(id);
        view.setFocus();
        QVERIFY(view.hasFocus());
        for (int row = 0; row < view.model()->rowCount(); ++row) {
            for (int column = 0; column < view.model()->columnCount(); ++column) {
                if (view.model()->index(row, column).data().toString().contains(symbol)) {
                    view.selectionModel()->setCurrentIndex(view.model()->index(row, column),
                                                           QItemSelectionModel::ClearAndSelect
                                                               | QItemSelectionModel::Rows);
                    return;
                }
            }
        }
        QFAIL(qPrintable(symbol + u" is not in the watchlist"_qs));
    }
};

} // namespace

class TestSeveralCharts : public QObject
{
    Q_OBJECT

private slots:
    void anotherChartStandsBesideTheFirstInTheNextGroup()
    {
        Bench bench;
        bench.run("chart.interval.15m");
        bench.another();

        QVERIFY(bench.has(2));
        QVERIFY(bench.chart(1).isVisible() && bench.chart(2).isVisible());
        QCOMPARE(bench.chart(2).group(), LinkGroup::B);
        QCOMPARE(bench.chart(2).instrument(), bench.chart(1).instrument());
        QCOMPARE(bench.intervalOf(2), u"15m"_qs);
        QVERIFY(bench.chart(2).isAncestorOf(QApplication::focusWidget()));
    }

    void theWindowMenuAndTheMenuOfTheChartOfferIt()
    {
        Bench bench;
        auto* menu = bench.window->findChild<QMenu*>(u"window"_qs);
        emit menu->aboutToShow();
        QVERIFY(menu->actions().contains(bench.window->commands().find(u"window.another.chart"_qs)));

        PaneStack* stack = bench.stackOf(u"chart"_qs);
        QAction* another = nullptr;
        for (QToolButton* button : stack->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly)) {
            if (button->menu() != nullptr) {
                emit button->menu()->aboutToShow();
                for (QAction* action : button->menu()->actions()) {
                    another = action->text() == u"Another chart"_qs ? action : another;
                }
            }
        }
        QVERIFY(another != nullptr);
        another->trigger();
        QVERIFY(bench.has(2));
    }

    void whatASingleKindIsHasNoSuchCommand()
    {
        Bench bench;
        for (const PaneInfo* info : allPanes()) {
            const QString key = QString::fromLatin1(info->key.data(), static_cast<qsizetype>(info->key.size()));
            const bool isOffered = bench.window->commands().find(u"window.another."_qs + key) != nullptr;
            QVERIFY2(isOffered != info->isSingle, qPrintable(key));
        }
        QVERIFY(!bench.area().showPane(u"positions#2"_qs));
        QVERIFY(!bench.area().showPane(u"chart#9"_qs));
    }

    void groupsAreTakenInTurnAndThenNone()
    {
        Bench bench;
        for (int i = 0; i < 4; ++i) {
            bench.another();
        }
        QCOMPARE(bench.chart(2).group(), LinkGroup::B);
        QCOMPARE(bench.chart(3).group(), LinkGroup::C);
        QCOMPARE(bench.chart(4).group(), LinkGroup::None);
        QCOMPARE(bench.chart(5).group(), LinkGroup::None);
        for (int number = 1; number <= 5; ++number) {
            QCOMPARE(bench.chart(number).instrument(), bitcoin);
        }
        bench.chart(5).setInstrument(ether);
        QCOMPARE(bench.chart(4).instrument(), bitcoin);
        QCOMPARE(bench.chart(5).instrument(), ether);
    }

    void aClickInTheWatchlistMovesOnlyTheChartsOfItsGroup()
    {
        Bench bench;
        bench.another();
        bench.chooseInWatchlist(u"watchlist"_qs, u"ETH"_qs);

        QCOMPARE(bench.chart(1).instrument(), ether);
        QCOMPARE(bench.chart(2).instrument(), bitcoin);
        QVERIFY(bench.chart(1).header().symbolText().contains(u"ETH"_qs));
        QVERIFY(bench.chart(2).header().symbolText().contains(u"BTC"_qs));
    }

    // An order ticket that came to another market because a chart was opened would send the next order there.
    void noPaneChangesItsSymbolBecauseAChartIsOpened()
    {
        Bench bench;
        bench.area().showPane(u"ticket"_qs);
        Pane* ticket = bench.area().pane(u"ticket"_qs);
        ticket->setGroup(LinkGroup::B);
        ticket->setInstrument(ether);
        bench.another();

        QCOMPARE(ticket->instrument(), ether);
        QCOMPARE(bench.chart(2).group(), LinkGroup::C);
        QCOMPARE(bench.chart(2).instrument(), bitcoin);
    }

    void eightAreAllThereCanBeAndTheNinthIsToldWhy()
    {
        Bench bench;
        for (int i = 0; i < 7; ++i) {
            bench.another();
        }
        QVERIFY(bench.has(8));
        QVERIFY(bench.window->toasts().queue().shown().empty());
        const QStringList before = bench.area().ids();
        bench.another();

        QCOMPARE(bench.area().ids(), before);
        QCOMPARE(bench.window->toasts().queue().shown().front().text,
                 u"No chart was opened: 8 are open, the most there can be. Close one first."_qs);
        bench.area().closePane(u"chart#3"_qs);
        bench.another();
        QVERIFY(bench.has(3));
    }

    void commandsActOnTheChartThatWasUsedLast()
    {
        Bench bench;
        bench.another();
        bench.run("chart.interval.5m");
        QCOMPARE(bench.intervalOf(2), u"5m"_qs);
        QCOMPARE(bench.intervalOf(1), u"1m"_qs);

        bench.chart(1).chart().setFocus();
        bench.chooseInWatchlist(u"watchlist"_qs, u"BTC"_qs); // the keyboard is elsewhere now
        bench.run("chart.interval.1h");
        QCOMPARE(bench.intervalOf(1), u"1h"_qs);
        QCOMPARE(bench.intervalOf(2), u"5m"_qs);

        bench.chart(2).chart().setFocus();
        bench.table(u"watchlist"_qs).setFocus();
        bench.run("chart.interval.1D");
        QCOMPARE(bench.intervalOf(2), u"1D"_qs);
        QTest::keyClick(&bench.table(u"watchlist"_qs), Qt::Key_Plus); // keys of a chart are its own
        QCOMPARE(bench.intervalOf(1), u"1h"_qs);
    }

    void commandsPassOverAChartThatCannotBeSeen()
    {
        Bench bench;
        bench.stackTheCharts();
        bench.stackOf(u"chart"_qs)->setFront(u"chart"_qs);
        bench.table(u"watchlist"_qs).setFocus();
        bench.run("chart.interval.5m");
        QCOMPARE(bench.intervalOf(1), u"5m"_qs);
        QCOMPARE(bench.intervalOf(2), u"1m"_qs);
    }

    // Found with two charts in one stack: the one behind brought its old symbol with it when it came to the front, and
    // took the whole group there.
    void aChartThatComesToTheFrontFollowsItsGroup()
    {
        Bench bench;
        bench.stackTheCharts();
        bench.chart(2).setGroup(LinkGroup::A);
        bench.window->noteLayout();
        bench.restart();
        bench.stackOf(u"chart"_qs)->setFront(u"chart#2"_qs);
        QVERIFY(!bench.chart(1).isVisible());
        bench.chart(2).setInstrument(ether);
        bench.stackOf(u"chart"_qs)->setFront(u"chart"_qs);
        bench.frame();

        QCOMPARE(bench.chart(1).instrument(), ether);
        QCOMPARE(bench.chart(2).instrument(), ether);
    }

    void closedItIsGoneAndUndoBringsItBackAsItWas()
    {
        Bench bench;
        bench.another();
        const QStringList before = bench.area().ids();
        bench.run("chart.interval.5m");
        bench.run("chart.log");
        bench.chart(2).setInstrument(ether);
        const QJsonObject state = bench.chart(2).saveState();
        bench.area().closePane(u"chart#2"_qs);
        QVERIFY(!bench.has(2));
        QVERIFY(bench.window->commands().find(u"chart.log"_qs) != nullptr);

        bench.window->undoLayout();
        bench.frame();
        QCOMPARE(bench.area().ids(), before);
        QCOMPARE(bench.chart(2).group(), LinkGroup::B);
        QCOMPARE(bench.chart(2).saveState(), state);
        QCOMPARE(bench.chart(2).instrument(), ether);
        QCOMPARE(bench.chart(1).instrument(), bitcoin);
    }

    void undoTakesTheOpeningBackAndLeavesWhatWasChosenSince()
    {
        Bench bench;
        bench.window->noteLayout();
        const QStringList before = bench.area().ids();
        bench.another();
        bench.chart(1).setInterval(minutes(15));
        bench.run("chart.interval.5m");
        QVERIFY((bench.terminal.watched[views::SeriesKey{bitcoin, minutes(5)}]) > 0);
        bench.window->undoLayout();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);

        QCOMPARE(bench.area().ids(), before);
        QCOMPARE(bench.intervalOf(1), u"15m"_qs);
        QCOMPARE((bench.terminal.watched[views::SeriesKey{bitcoin, minutes(5)}]), 0); // it works no longer
        bench.another();
        QCOMPARE(bench.chart(2).group(), LinkGroup::B);
    }

    void eachIsThereAgainAfterARestart()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i) {
            bench.another();
        }
        bench.chart(2).setInterval(minutes(5));
        bench.chart(2).setInstrument(ether);
        bench.chart(4).setInterval(minutes(15));
        bench.chart(4).setInstrument(ether);
        bench.chart(1).chart().setFocus();
        bench.run("chart.log");
        std::vector<QJsonObject> states;
        for (int number = 1; number <= 4; ++number) {
            states.push_back(bench.chart(number).saveState());
        }
        bench.restart(); // right after: nothing waits for the layout to be quiet

        for (int number = 1; number <= 4; ++number) {
            QVERIFY(bench.has(number));
            QCOMPARE(bench.chart(number).saveState(), states[static_cast<std::size_t>(number) - 1]);
        }
        QCOMPARE(bench.chart(1).group(), LinkGroup::A);
        QCOMPARE(bench.chart(2).group(), LinkGroup::B);
        QCOMPARE(bench.chart(3).group(), LinkGroup::C);
        QCOMPARE(bench.chart(4).group(), LinkGroup::None);
        QCOMPARE(bench.chart(1).instrument(), bitcoin);
        QCOMPARE(bench.chart(2).instrument(), ether);
        QCOMPARE(bench.chart(3).instrument(), bitcoin);
        QCOMPARE(bench.chart(4).instrument(), ether);
    }

    void whatIsChosenWhileAPaneIsAloneIsKeptToo()
    {
        Bench bench;
        bench.another();
        bench.window->noteLayout();
        bench.area().toggleFullScreen(u"chart#2"_qs);
        bench.chart(2).setInterval(minutes(5));
        bench.restart();

        QCOMPARE(bench.intervalOf(2), u"5m"_qs);
        QVERIFY(bench.chart(1).isVisible());
    }

    void aFileWithNonsenseNumbersOpensWithoutThem()
    {
        Bench bench;
        bench.another();
        bench.window->noteLayout();
        bench.window->layouts().flush();
        QByteArray text = QByteArray::fromStdString(*bench.terminal.file("layouts.json"));
        QVERIFY(text.contains("chart#2"));
        for (const char* id : {"chart#9", "chart#02", "chart#1", "chart#-2", "chart#", "positions#2"}) {
            bench.window.reset();
            bench.terminal.files["layouts.json"] = {QByteArray(text).replace("chart#2", id).toStdString()};
            bench.open();
            QCOMPARE(bench.area().ids().filter(u"#"_qs), QStringList());
            QVERIFY(bench.has(1));
        }
    }

    void onlyChartsInSightWork()
    {
        Bench bench;
        bench.stackTheCharts();
        const std::size_t lines = bench.chart(1).chart().scene().lines.size();
        QVERIFY(lines > 0);
        views::DeskSnapshot flat = twoMarkets();
        flat.positions.clear();
        flat.openOrders.clear();
        bench.terminal.show(flat);
        bench.frame();
        QCOMPARE(bench.chart(2).chart().scene().lines.size(), std::size_t{0});
        QCOMPARE(bench.chart(1).chart().scene().lines.size(), lines);
        bench.stackOf(u"chart"_qs)->setFront(u"chart"_qs);
        QCOMPARE(bench.chart(1).chart().scene().lines.size(), std::size_t{0});
    }

    void thoseWhoHearTheWindowCanTellThemApart()
    {
        Bench bench;
        bench.stackTheCharts();
        QCOMPARE(bench.chart(1).accessibleName(), u"Chart"_qs);
        QCOMPARE(bench.chart(2).accessibleName(), u"Chart 2"_qs);
        auto* tabs = bench.stackOf(u"chart"_qs)->findChild<QTabBar*>();
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(tabs);
        QStringList names;
        for (int i = 0; i < told->childCount(); ++i) {
            names.append(told->child(i)->text(QAccessible::Name));
        }
        QVERIFY(names.contains(u"Chart"_qs) && names.contains(u"Chart 2"_qs));
    }

    void itFloatsUnderItsOwnNameAndDocksAgain()
    {
        Bench bench;
        bench.another();
        bench.area().floatPane(u"chart#2"_qs);
        QCoreApplication::processEvents();
        QWidget* window = bench.chart(2).window();
        QVERIFY(window != bench.window.get());
        QCOMPARE(window->windowTitle(), u"Chart 2 — OmniTrade AI"_qs);
        bench.chart(2).chart().setFocus();
        QVERIFY(bench.area().openAnother(u"chart"_qs, u"chart#2"_qs) == u"chart#3"_qs);
        QCOMPARE(bench.chart(3).window(), window); // a window of its own has one stack
        bench.window->noteLayout();
        bench.restart();
        QCOMPARE(bench.chart(2).window(), bench.chart(3).window());
        QVERIFY(bench.chart(2).window() != bench.window.get());
        bench.area().floatPane(u"chart#2"_qs);
        QCOMPARE(bench.chart(2).window(), bench.window.get());
    }

    void theOneThatIsOpenIsACommandAndInThePalette()
    {
        Bench bench;
        const auto named = [&bench] {
            bench.window->palette().openBelow(bench.window.get());
            const auto found = bench.window->palette().found(u"Chart 2"_qs);
            bench.window->palette().close();
            return std::any_of(found.begin(), found.end(),
                               [](const PaletteItem& item) { return item.text == u"Chart 2"_qs; });
        };
        QVERIFY(!named());
        bench.stackTheCharts();
        QVERIFY(named());
        bench.stackOf(u"chart"_qs)->setFront(u"chart"_qs);
        bench.run("window.pane.chart#2");
        QVERIFY(bench.chart(2).isVisible());
        bench.run("window.pane.chart");
        QVERIFY(bench.chart(1).isVisible());
        bench.area().closePane(u"chart#2"_qs);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!named());
    }

    void enterInAWatchlistShowsTheChartOfItsGroup()
    {
        Bench bench;
        bench.stackTheCharts();
        bench.another("watchlist");
        QCOMPARE(bench.area().pane(u"watchlist#2"_qs)->group(), LinkGroup::C);
        bench.area().pane(u"watchlist#2"_qs)->setGroup(LinkGroup::B);
        bench.stackOf(u"chart"_qs)->setFront(u"chart"_qs);
        bench.frame();
        bench.chooseInWatchlist(u"watchlist#2"_qs, u"ETH"_qs);
        QTest::keyClick(&bench.table(u"watchlist#2"_qs), Qt::Key_Return);

        QVERIFY(bench.chart(2).isVisible());
        QCOMPARE(bench.chart(2).instrument(), ether);
        QCOMPARE(bench.chart(1).instrument(), bitcoin);
        bench.run("window.pane.watchlist");
        QVERIFY(bench.area().pane(u"watchlist"_qs)->isVisible());
        bench.chooseInWatchlist(u"watchlist"_qs, u"BTC"_qs);
        QVERIFY(bench.table(u"watchlist"_qs).hasFocus());
        QCOMPARE(bench.area().focused()->front()->id, u"watchlist"_qs);
        QTest::keyClick(&bench.table(u"watchlist"_qs), Qt::Key_Return);
        QVERIFY(bench.chart(1).isVisible());
    }
};

QTEST_MAIN(TestSeveralCharts)
#include "tst_several_charts.moc"
