// needs: ui/panes/@name@ tests/support/fake_terminal Qt6::Widgets
#include "tests/support/pane_bench.h"
#include "ui/panes/@name@/view.h"

#include <QAbstractItemModelTester>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::@name@;
using omni::testing::PaneBench;

namespace {

views::DeskSnapshot deskWith(int strategies)
{
    views::DeskSnapshot desk;
    for (int i = 1; i <= strategies; ++i) {
        desk.strategies.push_back({StrategyId{static_cast<std::uint64_t>(i)}, "sma_cross", true, false});
    }
    return desk;
}

} // namespace

class Test@Name@ : public QObject
{
    Q_OBJECT

private slots:
    void showsARowForEachEntry()
    {
        PaneBench bench;
        bench.terminal.show(deskWith(2));
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void saysSoWhileThereIsNothing()
    {
        PaneBench bench;
        QCOMPARE(bench.open<View>().state(), PaneState::Empty);
    }
};

QTEST_MAIN(Test@Name@)
#include "tst_@name@.moc"
