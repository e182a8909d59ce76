// needs: ui/panes/alerts tests/support/fake_terminal Qt6::Widgets
#include "tests/support/pane_bench.h"
#include "ui/panes/alerts/view.h"
#include "ui/panes/history_foot.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QJsonArray>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::alerts;
using omni::testing::PaneBench;

namespace {

events::AlertRaised alertOf(events::AlertLevel level)
{
    events::AlertRaised alert;
    alert.level = level;
    alert.key = ShortText<31>("order.late_fill");
    return alert;
}

Stamp stampOf(std::uint64_t seq)
{
    Stamp stamp;
    stamp.seq.value = seq;
    return stamp;
}

views::AlertRow rowOfHistory(std::uint64_t seq)
{
    return {Sequence{seq}, Timestamp{static_cast<std::int64_t>(seq)}, alertOf(events::AlertLevel::Warning)};
}

} // namespace

class TestAlerts : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatWasNotRead()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        QCOMPARE(view.badge(), -1);
        bench.terminal.notice(stampOf(1), events::Fact(alertOf(events::AlertLevel::Critical)));
        bench.terminal.notice(stampOf(2), events::Fact(alertOf(events::AlertLevel::Info)));
        bench.frame();
        QCOMPARE(view.badge(), 1); // plain news count as read
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        QCOMPARE(table->model()->rowCount(), 2);
        bench.commands.find(QStringLiteral("alerts.read_all"))->trigger();
        QCOMPARE(view.badge(), -1);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void countsAlsoWhileItIsBehindOthers()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        view.hide();
        QSignalSpy changed(&view, &Pane::badgeChanged);
        bench.terminal.notice(stampOf(1), events::Fact(alertOf(events::AlertLevel::Critical)));
        bench.terminal.notice(stampOf(2), events::Fact(alertOf(events::AlertLevel::Info)));
        bench.terminal.notice(stampOf(3), events::Fact(alertOf(events::AlertLevel::Warning)));
        bench.frame();
        QCOMPARE(view.badge(), 2);
        QVERIFY(!changed.isEmpty());
        view.show();
        QCOMPARE(view.badge(), 2);
        view.findChild<QTableView*>()->setCurrentIndex(view.findChild<QTableView*>()->model()->index(0, 0));
        QCOMPARE(view.badge(), 1);
    }

    void twoAlertsOfOneRecordAreTwoLines()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        bench.terminal.notice(stampOf(5), events::Fact(alertOf(events::AlertLevel::Warning)));
        bench.terminal.notice(stampOf(5), events::Fact(alertOf(events::AlertLevel::Warning)));
        bench.frame();
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 2);
    }

    // In its place below the watchlist the pane is 236 wide: what the alert says is what is seen, in lines.
    void aNarrowPaneShowsWhatTheAlertSaysBeforeAllElse()
    {
        PaneBench bench;
        auto& view = bench.open<View>({236, 300});
        bench.terminal.notice(stampOf(1), events::Fact(alertOf(events::AlertLevel::Critical)));
        bench.frame();
        auto* table = view.findChild<QTableView*>();
        QCOMPARE(table->horizontalHeader()->visualIndex(Model::Text), 1);
        const int end = table->columnViewportPosition(Model::Text) + table->columnWidth(Model::Text);
        QVERIFY2(end <= table->viewport()->width(), qPrintable(QString::number(end)));
        QVERIFY(table->columnWidth(Model::Text) >= 140);
        QVERIFY(table->isColumnHidden(Model::Level) && table->isColumnHidden(Model::Symbol)); // no letter of them
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        for (const auto& one : view.saveState()[QStringLiteral("columns")].toArray()) {
            QVERIFY(one.toObject()[QStringLiteral("shown")].toBool()); // a layout keeps them all
        }
        QVERIFY(table->rowHeight(0) >= 4 * QFontMetrics(bench.theme.numbers(TextSize::Body)).lineSpacing());
        QCOMPARE(view.findChild<Model*>()->cell(0, Model::Text).icon, QStringLiteral("octagon"));

        view.resize(640, 300);
        QCOMPARE(table->rowHeight(0), bench.theme.rowHeight());
        QVERIFY(!table->isColumnHidden(Model::Level) && !table->isColumnHidden(Model::Symbol));
    }

    // A session that has just begun is still making its history: that is no fault.
    void aHistoryThatIsBeingMadeIsWaitedFor()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::NotFound, "the history has not been brought up to date yet"};
        auto& view = bench.open<View>();
        bench.frame();
        QCOMPARE(view.state(), PaneState::Loading);
        bench.terminal.nowShown = bench.terminal.nowShown + seconds(16);
        bench.frame();
        bench.frame();
        QCOMPARE(view.state(), PaneState::Error); // and not for ever
    }

    // S26
    void twoThousandAreKeptAndTheOldestGo()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        std::uint64_t seq = 0;
        for (int frame = 0; frame < 3; ++frame) {
            for (int i = 0; i < 800; ++i) {
                bench.terminal.notice(stampOf(++seq), events::Fact(alertOf(events::AlertLevel::Warning)));
            }
            bench.frame();
        }
        const auto* model = view.findChild<Model*>();
        QCOMPARE(model->rowCount(), 2'000);
        QCOMPARE(view.badge(), 2'000);
    }

    void earlierOnesComeFromTheHistoryAndCountAsRead()
    {
        PaneBench bench;
        bench.terminal.give(std::vector{rowOfHistory(3), rowOfHistory(2), rowOfHistory(1)});
        auto& view = bench.open<View>();
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 3);
        QCOMPARE(view.badge(), -1);
    }

    // "No alerts" of a history that does not answer would be the worst of all lies.
    void aHistoryThatFailsIsNotCalledEmptyAndIsAskedAgain()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.stateText().contains(QStringLiteral("the disk is gone")));

        bench.terminal.historyFault.reset();
        bench.terminal.give(std::vector{rowOfHistory(2), rowOfHistory(1)});
        bench.terminal.nowShown = bench.terminal.nowShown + seconds(6);
        bench.frame();

        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(view.findChild<Model*>()->rowCount(), 2);
    }

    void whatWasNotAnsweredYetIsNotCalledEmpty()
    {
        PaneBench bench;
        bench.terminal.holdsAnswers = true;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Loading);
    }

    void newAlertsAreSeenWhileTheHistoryFails()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        bench.terminal.notice(stampOf(1), events::Fact(alertOf(events::AlertLevel::Critical)));
        bench.frame();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.findChild<QTableView*>()->isVisible());
        QCOMPARE(view.badge(), 1);
    }

    // S26
    void olderOnesComeAfterNewerOnesAndTheOldestAreNotKept()
    {
        PaneBench bench;
        std::vector<views::AlertRow> history;
        for (std::uint64_t seq = 2'600; seq > 0; --seq) {
            history.push_back(rowOfHistory(seq));
        }
        bench.terminal.give(history);
        auto& view = bench.open<View>();
        const auto* model = view.findChild<Model*>();
        const auto* foot = view.findChild<HistoryFoot*>();
        QCOMPARE(model->rowCount(), 500);
        QVERIFY(foot->isVisible());
        for (int i = 0; i < 5; ++i) {
            foot->findChild<QPushButton*>()->click();
            bench.frame();
        }
        QCOMPARE(model->rowCount(), 2'000);
        bench.terminal.notice(stampOf(3'000), events::Fact(alertOf(events::AlertLevel::Critical)));
        bench.frame();
        QCOMPARE(model->rowCount(), 2'000);
        QVERIFY(model->indexOf(3'000 * 64) >= 0); // the newest is there, the oldest of the history went
        QVERIFY(model->indexOf(602 * 64) >= 0);
        QCOMPARE(model->indexOf(601 * 64), -1);
        QVERIFY(!foot->findChild<QPushButton*>()->isVisible());
    }
};

QTEST_MAIN(TestAlerts)
#include "tst_alerts_pane.moc"
