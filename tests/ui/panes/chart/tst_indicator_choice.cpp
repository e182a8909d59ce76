// needs: ui/panes/chart tests/support/fake_terminal tests/support/pseudo_locale Qt6::Widgets
// Indicators with periods of one's own: chosen, drawn, kept, taken off.

#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/indicator_choice.h"

#include <QComboBox>
#include <QJsonArray>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

class TestIndicatorChoice : public QObject
{
    Q_OBJECT

    static IndicatorChoice* ask(ShownChart& shown)
    {
        shown.commands.find(QStringLiteral("chart.indicator_period"))->trigger();
        return shown.pane->findChild<IndicatorChoice*>();
    }
    static QPushButton* button(const IndicatorChoice& dialog, const QString& name)
    {
        for (auto* one : dialog.findChildren<QPushButton*>()) {
            if (one->accessibleName() == name) {
                return one;
            }
        }
        return nullptr;
    }
    static QAction* entry(const ShownChart& shown, const QString& name)
    {
        for (QAction* action : shown.pane->header().indicatorMenu()->actions()) {
            if (action->text() == name) {
                return action;
            }
        }
        return nullptr;
    }
    static QJsonArray kept(const ShownChart& shown)
    {
        return shown.pane->saveState().value(QStringLiteral("indicators")).toArray();
    }

private slots:
    void aPeriodOfOnesOwnIsDrawnAndKept()
    {
        ShownChart shown;
        auto* dialog = ask(shown);
        QVERIFY(dialog);
        dialog->findChild<QComboBox*>()->setCurrentText(QStringLiteral("SMA"));
        QCOMPARE(dialog->findChild<QSpinBox*>()->value(), 20); // as the trade uses it
        dialog->findChild<QSpinBox*>()->setValue(33);
        button(*dialog, QStringLiteral("Add it"))->click();

        const IndicatorSpec wanted{IndicatorKind::Sma, 33};
        QCOMPARE(shown.chart().data().indicators().back(), wanted);
        QVERIFY(kept(shown).contains(QStringLiteral("SMA:33")));
        // It is computed, not only named.
        QTRY_VERIFY(shown.chart().data().lines().size() == 4);
        const IndicatorLine& line = shown.chart().data().lines().back();
        QCOMPARE(line.spec(), wanted);
        QVERIFY(!line.curve(0).at(31).has_value());
        QVERIFY(line.curve(0).at(32).has_value());
    }

    void theMenuHasItAndTakesItOff()
    {
        ShownChart shown;
        QVERIFY(!entry(shown, QStringLiteral("SMA 33")));
        shown.pane->restoreState({{QStringLiteral("indicators"), QJsonArray{QStringLiteral("SMA:33")}}});
        QAction* one = entry(shown, QStringLiteral("SMA 33"));
        QVERIFY(one && one->isChecked());

        one->trigger();
        QVERIFY(kept(shown).isEmpty());
        QVERIFY(!entry(shown, QStringLiteral("SMA 33"))); // nothing is offered that nobody asked for
        QVERIFY(entry(shown, QStringLiteral("SMA 20")));
    }

    void whatTheChartHasAlreadyIsSaidAndNotAdded()
    {
        ShownChart shown;
        auto* dialog = ask(shown);
        dialog->findChild<QComboBox*>()->setCurrentText(QStringLiteral("RSI"));
        dialog->findChild<QSpinBox*>()->setValue(14);
        QPushButton* add = button(*dialog, QStringLiteral("Add it"));
        QVERIFY(!add->isEnabled());
        QCOMPARE(dialog->findChild<QSpinBox*>()->accessibleDescription(),
                 QStringLiteral("RSI 14 is on the chart already."));
        dialog->findChild<QSpinBox*>()->setValue(15);
        QVERIFY(add->isEnabled());
    }

    void periodsStayWithinTheirBounds()
    {
        ShownChart shown;
        auto* period = ask(shown)->findChild<QSpinBox*>();
        period->setValue(0);
        QCOMPARE(period->value(), leastIndicatorPeriod);
        period->setValue(1'000'000);
        QCOMPARE(period->value(), mostIndicatorPeriod);
    }

    void aNinthIndicatorIsRefusedInWords()
    {
        ShownChart shown;
        QJsonArray eight;
        for (int period = 2; period < 11; ++period) { // a ninth in a file is left out
            eight.append(QStringLiteral("EMA:%1").arg(period));
        }
        shown.pane->restoreState({{QStringLiteral("indicators"), eight}});
        QCOMPARE(kept(shown).size(), 8);

        QVERIFY(!entry(shown, QStringLiteral("SMA 20"))->isEnabled());
        QVERIFY(entry(shown, QStringLiteral("EMA 2"))->isEnabled());
        auto* dialog = ask(shown);
        QVERIFY(!button(*dialog, QStringLiteral("Add it"))->isEnabled());
        QVERIFY(dialog->findChild<QSpinBox*>()->accessibleDescription().contains(QStringLiteral("at most 8")));
    }

    void cancelChangesNothing()
    {
        ShownChart shown;
        const QJsonArray before = kept(shown);
        auto* dialog = ask(shown);
        dialog->findChild<QSpinBox*>()->setValue(77);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(kept(shown), before);
        QTRY_VERIFY(!shown.pane->findChild<IndicatorChoice*>());
    }
};

QTEST_MAIN(TestIndicatorChoice)
#include "tst_indicator_choice.moc"
