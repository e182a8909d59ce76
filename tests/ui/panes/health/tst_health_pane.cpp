// needs: ui/panes/health tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/health/view.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::health;
using omni::testing::PaneBench;

class TestHealth : public QObject
{
    Q_OBJECT

private slots:
    void showsEachPartInItsOwnRow()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aHealth());
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(table->model()->rowCount(), static_cast<int>(omni::testing::aHealth().parts.size()));
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void whatIsNotKnownIsADash()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        views::PartHealth part;
        part.name = "orders";
        model.setRows({{1, part}});
        for (const int column : {Model::Age, Model::Rate, Model::P50, Model::P95, Model::Since}) {
            QCOMPARE(model.cell(0, column).text, missing());
        }
    }

    void aPartThatFailsSaysSoInWordAndSign()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        views::PartHealth part;
        part.name = "journal";
        part.state = views::PartState::Down;
        part.detail = "the disk is full";
        model.setRows({{1, part}});
        QVERIFY(!model.cell(0, Model::State).icon.isEmpty());
        QVERIFY(!model.cell(0, Model::State).text.isEmpty());
        QCOMPARE(model.cell(0, Model::Detail).text, QStringLiteral("the disk is full"));
    }

    // The parts of a report as the terminal makes it.
    void everyPartHasAName()
    {
        for (const char* part : {"feed", "orders", "journal", "history", "files", "charts", "control", "kill"}) {
            QVERIFY2(Model::partName(part) != QString::fromLatin1(part), part);
        }
    }

    void waitsForTheFirstReport()
    {
        PaneBench bench;
        QCOMPARE(bench.open<View>().state(), PaneState::Loading);
    }
};

QTEST_MAIN(TestHealth)
#include "tst_health_pane.moc"
