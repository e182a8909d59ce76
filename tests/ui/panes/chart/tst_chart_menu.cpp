// needs: ui/panes/chart tests/support/fake_terminal tests/support/pseudo_locale Qt6::Widgets
// The menu of the chart, and which of several proposals it draws whole.
#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/panes/chart/model.h"

#include <QMenu>
#include <QSignalSpy>
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
