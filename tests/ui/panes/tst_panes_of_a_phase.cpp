// needs: ui/panes/kill_switches ui/panes/log ui/panes/positions ui/panes/watchlist ui/panes tests/support/fake_terminal
// Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/kill_switches/switch_line.h"
#include "ui/panes/kill_switches/view.h"
#include "ui/panes/log/view.h"
#include "ui/panes/positions/view.h"
#include "ui/panes/session_state.h"
#include "ui/panes/watchlist/view.h"

#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using omni::testing::aSnapshot;
using omni::testing::PaneBench;
using runtime::Phase;

namespace {

/// What a window hears of a session before its first picture, and when it has failed: no frame comes with it.
void enter(PaneBench& bench, Phase phase)
{
    bench.terminal.phaseShown = {phase, "Reading the recording", {}, 7};
    bench.link.poll();
}

void showDesk(PaneBench& bench)
{
    bench.terminal.phaseShown.phase = Phase::Running;
    bench.terminal.show(aSnapshot());
    bench.frame();
}

template<class View> bool showsTable(const View& view)
{
    return view.template findChild<PaneTable*>()->cover().showsContent();
}

} // namespace

class TestPanesOfAPhase : public QObject
{
    Q_OBJECT

private slots:
    void aSessionThatStartsIsLoadedAndOneThatFailedIsAnError()
    {
        for (const Phase phase : {Phase::Idle, Phase::Running, Phase::Ending, Phase::Ended}) {
            QVERIFY(!sessionState({phase, {}, {}, 1}, false) && !sessionState({phase, {}, {}, 1}, true));
        }
        const runtime::PhaseView starting{Phase::Starting, {}, {}, 1}, failed{Phase::Failed, {}, {}, 1};
        QCOMPARE(sessionState(starting, false)->state, PaneState::Loading);
        QVERIFY(!sessionState(starting, true)); // what there is already is shown
        QCOMPARE(sessionState(failed, false)->state, PaneState::Error);
        QCOMPARE(sessionState(failed, true)->state, PaneState::Error);
        QVERIFY(sessionState(failed, false)->text != sessionState(failed, true)->text);
    }

    // It said "No session runs. Start the demo…" while one was starting.
    void positionsLoadWhileTheSessionStarts()
    {
        PaneBench bench;
        auto& view = bench.open<positions::View>();
        enter(bench, Phase::Idle);
        QCOMPARE(view.state(), PaneState::Empty);

        enter(bench, Phase::Starting);

        QCOMPARE(view.state(), PaneState::Loading);
        QCOMPARE(view.stateText(), QStringLiteral("The session is starting…"));
        showDesk(bench);
        QCOMPARE(view.state(), PaneState::Normal);
        QVERIFY(showsTable(view));
    }

    void positionsOfASessionThatFailedStayInSightAndAreNoNews()
    {
        PaneBench bench;
        auto& view = bench.open<positions::View>();
        enter(bench, Phase::Failed);
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(!showsTable(view)); // there are none

        enter(bench, Phase::Starting);
        showDesk(bench);
        enter(bench, Phase::Failed);

        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY2(view.stateText().contains(QStringLiteral("Nothing trades")), qPrintable(view.stateText()));
        QVERIFY2(view.stateText().contains(QStringLiteral("how it was")), qPrintable(view.stateText()));
        QVERIFY(showsTable(view));
    }

    void theWatchlistLoadsThoughItsNamesAreKnown()
    {
        PaneBench bench;
        auto& view = bench.open<watchlist::View>({240, 400});
        QJsonObject kept;
        kept[QStringLiteral("symbols")] = QJsonArray{QStringLiteral("demo:BTCUSD")};
        view.restoreState(kept);

        enter(bench, Phase::Starting);

        QCOMPARE(view.state(), PaneState::Loading); // not "this session has no BTCUSD"
        QVERIFY(!showsTable(view));
        showDesk(bench);
        QCOMPARE(view.state(), PaneState::Normal);
        enter(bench, Phase::Failed);
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(showsTable(view));
    }

    // Its commands are a list's, which nothing stops, and prices go on.
    void theWatchlistIsNeverBlocked()
    {
        PaneBench bench;
        auto& view = bench.open<watchlist::View>({240, 400});
        bench.terminal.levelShown = risk::KillLevel::Flatten;
        showDesk(bench);
        QCOMPARE(view.state(), PaneState::Normal);
    }

    void theLogLoadsUntilTheFirstLineAndKeepsItsLinesWhenTheSessionFails()
    {
        PaneBench bench;
        auto& view = bench.open<log::View>();
        enter(bench, Phase::Starting);
        QCOMPARE(view.state(), PaneState::Loading);

        bench.terminal.notice({}, events::Fact(events::ModeChanged{}));
        bench.frame();

        QCOMPARE(view.state(), PaneState::Normal); // of the start itself
        enter(bench, Phase::Failed);
        QCOMPARE(view.state(), PaneState::Normal);
        QVERIFY(showsTable(view));

        PaneBench other;
        auto& nothing = other.open<log::View>();
        enter(other, Phase::Failed);
        QCOMPARE(nothing.state(), PaneState::Error);
    }

    // Whoever wants to stop a session that starts does not wait for its picture.
    void killSwitchesLoadAndTheSwitchOverEverythingIsThereAllTheSame()
    {
        PaneBench bench;
        auto& view = bench.open<kill_switches::View>({620, 700});
        const auto says = [&view](const QString& words) {
            const auto labels = view.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->isVisibleTo(&view) && label->text().contains(words);
            });
        };
        QSignalSpy stop(&bench.requests, &PaneRequests::stopDialog);

        enter(bench, Phase::Starting);

        QCOMPARE(view.state(), PaneState::Loading);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // lines of before
        QTRY_VERIFY(says(view.stateText()));
        auto* everything = view.findChild<kill_switches::SwitchLine*>();
        QVERIFY(everything != nullptr && everything->isVisibleTo(&view) && everything->button().isEnabled());
        everything->button().click();
        QCOMPARE(stop.size(), 1);
        const QString awaited = view.stateText();
        showDesk(bench);
        QCOMPARE(view.state(), PaneState::Normal);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!says(awaited));
    }
};

QTEST_MAIN(TestPanesOfAPhase)
#include "tst_panes_of_a_phase.moc"
