// needs: ui/panes/chart tests/support/fake_terminal tests/support/pseudo_locale Qt6::Widgets
// The menu of the chart, and which of several proposals it draws whole.
#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/panes/chart/model.h"

#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

class TestChartMenu : public QObject
{
    Q_OBJECT

private slots:
    void theProposalThatIsLookedAtIsTheZone()
    {
        auto desk = aSnapshot();
        auto later = aProposal();
        later.left = seconds(150);
        later.made.proposal.id = ProposalId{8};
        auto first = aProposal();
        first.left = seconds(20);
        first.made.proposal.id = ProposalId{9};
        desk.proposals = {later, first};
        QCOMPARE(sceneOf(desk, InstrumentId{1}, false, Formats{}, ProposalId{8}).proposal->id, ProposalId{8});
        QCOMPARE(sceneOf(desk, InstrumentId{1}, false, Formats{}, ProposalId{9}).proposal->id, ProposalId{9});
        QCOMPARE(sceneOf(desk, InstrumentId{1}, false, Formats{}, ProposalId{7}).proposal->id, ProposalId{9}); // gone
    }

    // The other way to read the bars: at no scale, in no format and at no step of the price is a time or a figure cut.
    void theTableOfTheBarsCutsNothing_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<int>("exponent");
        for (const int percent : {80, 100, 200}) {
            for (const auto& locale : {QLocale(QLocale::English), QLocale(QLocale::German)}) {
                for (const int exponent : {-8, 0, 6}) {
                    QTest::addRow("%d %%, %s, ticks of 1e%d", percent, qPrintable(locale.name()), exponent)
                        << percent << locale << exponent;
                }
            }
        }
    }
    void theTableOfTheBarsCutsNothing()
    {
        QFETCH(int, percent);
        QFETCH(QLocale, locale);
        QFETCH(int, exponent);
        auto desk = aSnapshot();
        desk.instruments[0].instrument.tickSize = {1, static_cast<std::int8_t>(exponent)};
        desk.instruments[0].instrument = market::completed(desk.instruments[0].instrument).value();
        ShownChart shown(desk);
        shown.formats.locale = locale;
        shown.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, percent);
        shown.commands.find(QStringLiteral("chart.table"))->trigger();
        shown.paint();

        auto* table = shown.pane->findChild<QTableView*>();
        QVERIFY(table->isVisible());
        const auto& bars = *table->model();
        QVERIFY(bars.rowCount() > 10);
        for (int column = 0; column < bars.columnCount(); ++column) {
            const int room = table->columnWidth(column) - 6; // the style's edges
            const QString head = bars.headerData(column, Qt::Horizontal).toString();
            QVERIFY2(QFontMetrics(table->horizontalHeader()->font()).horizontalAdvance(head) <= room, qPrintable(head));
            for (int row = 0; row < std::min(40, bars.rowCount()); ++row) {
                const QString text = bars.index(row, column).data().toString();
                QVERIFY(!text.isEmpty());
                QVERIFY2(table->fontMetrics().horizontalAdvance(text) <= room, qPrintable(text));
            }
        }
    }

    void aRightClickOffersWhatCanBeDone()
    {
        const ShownChart shown;
        std::unique_ptr<QMenu> menu(shown.pane->makeMenu({5, 5}));
        QStringList words;
        for (const QAction* action : menu->actions()) {
            if (!action->isSeparator()) {
                words.append(action->text());
            }
        }
        QCOMPARE(words.mid(0, 3),
                 (QStringList{QStringLiteral("Order ticket for BTCUSD"), QStringLiteral("Review the proposal"),
                              QStringLiteral("Stop trading BTCUSD…")}));
        QSignalSpy ticket(&shown.requests, &PaneRequests::ticket);
        QSignalSpy stop(&shown.requests, &PaneRequests::stopDialog);
        menu->actions()[0]->trigger();
        menu->actions()[2]->trigger();
        QCOMPARE(ticket.size(), 1);
        QCOMPARE(stop.size(), 1);
        const bool before = shown.chart().picture().look().isLog;
        for (QAction* action : menu->actions()) {
            if (action->text() == QStringLiteral("Logarithmic price axis")) {
                QCOMPARE(action->isChecked(), before);
                action->trigger();
            }
        }
        QCOMPARE(shown.chart().picture().look().isLog, !before);
    }

    void onALineThatCanBeMovedItOffersToMoveIt()
    {
        const ShownChart shown;
        shown.chart().grab(); // places the lines
        const auto& lines = shown.chart().scene().lines;
        const auto stop = std::find_if(lines.begin(), lines.end(), [](const ChartLine& line) { return line.canDrag; });
        QVERIFY(stop != lines.end());
        const auto index = static_cast<std::size_t>(stop - lines.begin());
        std::unique_ptr<QMenu> menu(shown.pane->makeMenu(shown.chart().live().labelOf(index).center().toPoint()));
        const auto all = menu->actions();
        const auto move = std::find_if(all.begin(), all.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("Move this line by keys");
        });
        QVERIFY(move != all.end());
        (*move)->trigger();
        QVERIFY(shown.chart().drag() && shown.chart().drag()->line == index);
    }
};

QTEST_MAIN(TestChartMenu)
#include "tst_chart_menu.moc"
