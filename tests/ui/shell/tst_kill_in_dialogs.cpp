// needs: ui/shell ui/dialogs/settings ui/dialogs/review ui/dialogs/kill_confirm tests/support/fake_terminal
// Qt6::Widgets The kill switch while a dialog is open: by the dialog's own button, and by its keys although somebody
// has clicked on the window that waits behind.
#include "tests/support/window_bench.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/shell/strip/kill_button.h"

#include <QAbstractButton>
#include <QLayout>
#include <QPointer>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

QDialog* modalDialog()
{
    return qobject_cast<QDialog*>(QApplication::activeModalWidget());
}

/// Each way into a dialog that keeps the window waiting.
void openOne(WindowBench& bench, const QString& which)
{
    if (which == QStringLiteral("review")) {
        emit bench.window->requests().review(bench.window->engine().desk().proposals.front().made.proposal.id);
    } else {
        bench.run(which.toLatin1().constData());
    }
}

} // namespace

class TestKillInDialogs : public QObject
{
    Q_OBJECT

    static void dialogs()
    {
        QTest::addColumn<QString>("which");
        for (const char* which : {"tools.settings", "file.recording", "trade.closePositions", "review"}) {
            QTest::newRow(which) << QString::fromLatin1(which);
        }
    }

private slots:
    void eachHasTheSwitch_data()
    {
        dialogs();
    }
    void eachHasTheSwitch()
    {
        QFETCH(QString, which);
        WindowBench bench;
        openOne(bench, which);
        QTRY_VERIFY(modalDialog() != nullptr);
        QDialog* dialog = modalDialog();
        auto* kill = dialog->findChild<KillButton*>();
        QVERIFY(kill != nullptr);
        QTRY_VERIFY(
            kill->isVisible()
            && dialog->rect().contains(kill->geometry().translated(kill->parentWidget()->mapTo(dialog, QPoint()))));
        QTest::mouseClick(kill->findChild<QAbstractButton*>(QStringLiteral("killSwitch")), Qt::LeftButton);
        QTRY_VERIFY(dialog->findChild<KillConfirm*>() != nullptr);
        QVERIFY(dialog->findChild<KillConfirm*>()->isVisible());
        QVERIFY(dialog->findChild<KillConfirm*>()->findChild<KillButton*>() == nullptr); // it is the switch
    }

    void theKeysWorkAfterAClickOnTheWaitingWindow_data()
    {
        dialogs();
    }
    void theKeysWorkAfterAClickOnTheWaitingWindow()
    {
        QFETCH(QString, which);
        WindowBench bench;
        openOne(bench, which);
        QTRY_VERIFY(modalDialog() != nullptr);
        QDialog* dialog = modalDialog();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        bench.window->windowHandle()->requestActivate(); // as a click on it has the system do
        QTRY_VERIFY(QGuiApplication::focusWindow() == dialog->windowHandle());
        QTest::keyClick(dialog->windowHandle(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(dialog->findChild<KillConfirm*>() != nullptr);
    }

    /// What was stopped is looked at in the window: the dialog does not stay in its way.
    void whereEverythingIsStoppedItLeadsToTheReview_data()
    {
        dialogs();
    }
    void whereEverythingIsStoppedItLeadsToTheReview()
    {
        QFETCH(QString, which);
        WindowBench bench;
        openOne(bench, which);
        QTRY_VERIFY(modalDialog() != nullptr);
        QPointer<QDialog> dialog = modalDialog();
        trip(bench);
        auto* kill = dialog->findChild<KillButton*>();
        QTest::mouseClick(kill->findChild<QAbstractButton*>(QStringLiteral("killSwitch")), Qt::LeftButton);
        QTRY_VERIFY(!dialog || !dialog->isVisible());
        QVERIFY(bench.area().pane(QStringLiteral("kill_reset")) != nullptr);
        QTRY_VERIFY(bench.area().pane(QStringLiteral("kill_reset"))->isVisible());
    }

    /// Enter answers what was pressed for last; a narrower wish never takes the place of "everything".
    void theKeysForEverythingTakeThePlaceOfANarrowerQuestion()
    {
        WindowBench bench;
        const auto asked = [] { return qobject_cast<KillConfirm*>(QApplication::activeModalWidget()); };
        emit bench.window->requests().stopDialog({risk::ScopeKind::Symbol, 1});
        QTRY_VERIFY(asked() != nullptr);
        QCOMPARE(asked()->scope().kind, risk::ScopeKind::Symbol);

        emit bench.window->requests().killDialog();
        QTRY_VERIFY(asked() != nullptr && asked()->scope().kind == risk::ScopeKind::Global);
        emit bench.window->requests().stopDialog({risk::ScopeKind::Symbol, 1});
        QTRY_COMPARE(bench.window->findChildren<KillConfirm*>().size(), 1);
        QCOMPARE(asked()->scope().kind, risk::ScopeKind::Global);
    }

    void aDialogThatBuildsItselfAnewKeepsIt()
    {
        WindowBench bench;
        openOne(bench, QStringLiteral("review"));
        QTRY_VERIFY(modalDialog() != nullptr);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(modalDialog(), &language);
        QTRY_VERIFY(modalDialog()->layout()->menuBar() != nullptr && modalDialog()->layout()->menuBar()->isVisible());
        QCOMPARE(modalDialog()->findChildren<KillButton*>().size(), 1);
    }
};

QTEST_MAIN(TestKillInDialogs)
#include "tst_kill_in_dialogs.moc"
