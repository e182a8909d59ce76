// needs: ui/panes/log tests/support/fake_terminal Qt6::Widgets
#include "tests/support/pane_bench.h"
#include "ui/panes/log/view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::log;
using omni::testing::PaneBench;

namespace {

Stamp stampOf(std::uint64_t seq)
{
    Stamp stamp;
    stamp.seq.value = seq;
    stamp.wall = Timestamp{static_cast<std::int64_t>(seq) * 1'000'000'000};
    return stamp;
}

events::Fact trip()
{
    return events::BreakerTripped{};
}

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private slots:
    // The first lines come while the table stands behind the words that there is nothing.
    void theNewestOfTheFirstLinesIsInSight()
    {
        PaneBench bench;
        View view(bench.context, &bench.window);
        view.resize(900, 300);
        bench.link.poll();
        QCOMPARE(view.state(), PaneState::Empty);
        for (std::uint64_t i = 1; i <= 100; ++i) {
            bench.terminal.notice(stampOf(i), trip());
        }
        bench.window.show();
        view.show();
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal);

        const auto* bar = view.findChild<QTableView*>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QTRY_COMPARE(bar->value(), bar->maximum());
    }

    void aLineForEachThingThatHappened()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        bench.terminal.notice(stampOf(1), trip());
        bench.terminal.notice(stampOf(2), events::Fact(events::ModeChanged{}));
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void loudnessFollowsFromWhatItIs()
    {
        QCOMPARE(levelOf(trip()), events::AlertLevel::Critical);
        QCOMPARE(levelOf(events::Latched{}), events::AlertLevel::Critical);
        QCOMPARE(levelOf(events::OrderRefused{}), events::AlertLevel::Warning);
        QCOMPARE(levelOf(events::CommandDenied{}), events::AlertLevel::Warning);
        QCOMPARE(levelOf(events::ModeChanged{}), events::AlertLevel::Info);
    }

    void aLevelShowsWhatIsWorseToo()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        bench.terminal.notice(stampOf(1), trip()); // critical
        bench.terminal.notice(stampOf(2), events::Fact(events::CommandDenied{})); // a warning
        bench.terminal.notice(stampOf(3), events::Fact(events::ModeChanged{}));
        bench.frame();
        auto* levels = view.findChild<QComboBox*>();
        const auto shown = [&view] { return view.findChild<QTableView*>()->model()->rowCount(); };
        QCOMPARE(shown(), 3);
        levels->setCurrentIndex(1);
        QCOMPARE(shown(), 2);
        levels->setCurrentIndex(2);
        QCOMPARE(shown(), 1);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(&view, &language);
        QCOMPARE(shown(), 1);
        levels->setCurrentIndex(0);
        QCOMPARE(shown(), 3);
    }

    void keepsTheNewestOnly()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        for (std::uint64_t seq = 1; seq <= Model::mostRows + 700; ++seq) {
            bench.terminal.notice(stampOf(seq), trip());
        }
        while (bench.terminal.takeNotices(*std::make_unique<std::vector<runtime::Notice>>(), 0) > 0) { }
        bench.frame();
        bench.frame();
        const auto* model = view.findChild<QTableView*>()->model();
        QCOMPARE(model->rowCount(), static_cast<int>(Model::mostRows));
    }

    void gathersWhileItCannotBeSeen()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        view.hide();
        bench.terminal.notice(stampOf(1), trip());
        bench.frame();
        view.show();
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 1);
    }

    void anotherSessionBeginsEmpty()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        bench.terminal.notice(stampOf(1), trip());
        bench.frame();
        bench.terminal.restart();
        bench.frame();
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 0);
    }
};

QTEST_MAIN(TestLog)
#include "tst_log_pane.moc"
