// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
// "Tooltips also on focus": who has no pointer reads what it would say.
#include "tests/support/window_bench.h"
#include "ui/shell/focus_tips.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace omni::ui;
using namespace omni::testing;

namespace {

struct Bench {
    QWidget window;
    QPushButton *first = new QPushButton(u"First"_qs), *second = new QPushButton(u"Second"_qs),
                *plain = new QPushButton(u"Plain"_qs);
    FocusTips tips{&window};

    Bench()
    {
        auto* column = new QVBoxLayout(&window);
        for (QPushButton* button : {first, second, plain}) {
            column->addWidget(button);
        }
        first->setToolTip(u"What the first does"_qs);
        second->setToolTip(u"Why the second cannot be pressed"_qs);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        first->setFocus(Qt::OtherFocusReason);
    }
};

} // namespace

class TestFocusTips : public QObject
{
    Q_OBJECT

private slots:
    void whatIsReachedByTabSaysItsTipAfterAWhile()
    {
        Bench bench;
        QTest::keyClick(&bench.window, Qt::Key_Tab);
        QVERIFY(bench.second->hasFocus());
        QVERIFY(bench.tips.shown().isEmpty()); // who goes on at once is not held up
        QTRY_COMPARE_WITH_TIMEOUT(bench.tips.shown(), bench.second->toolTip(), 5'000);

        QTest::keyClick(&bench.window, Qt::Key_Tab); // the next has none
        QVERIFY(bench.plain->hasFocus());
        QVERIFY(bench.tips.shown().isEmpty());
        QTest::qWait(FocusTips::restsMs + 300);
        QVERIFY(bench.tips.shown().isEmpty());
        QTest::keyClick(&bench.window, Qt::Key_Backtab);
        QTRY_COMPARE_WITH_TIMEOUT(bench.tips.shown(), bench.second->toolTip(), 5'000);
        QTest::keyClick(bench.second, Qt::Key_A); // any key sends it away
        QVERIFY(bench.tips.shown().isEmpty());
    }

    void aFocusThatTheProgramSetsIsSilent()
    {
        Bench bench;
        bench.second->setFocus(Qt::OtherFocusReason);
        QTest::qWait(FocusTips::restsMs + 300);
        QVERIFY(bench.tips.shown().isEmpty());
    }

    void theWindowHasThem()
    {
        WindowBench bench;
        QVERIFY(bench.window->findChild<FocusTips*>() != nullptr);
    }
};

QTEST_MAIN(TestFocusTips)
#include "tst_focus_tips.moc"
