// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
//
// Workspaces that a person has made: kept over restarts, taken back, named, deleted; and names that are none.

#include "tests/support/window_bench.h"
#include "ui/shell/layout_keeper.h"
#include "ui/shell/workspace_name.h"
#include "ui/shell/workspaces.h"
#include "ui/widgets/confirm_dialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;
using Fault = LayoutKeeper::TitleFault;

namespace {

bool isAnyPane(const QString&)
{
    return true;
}

QString noClock(std::int64_t)
{
    return {};
}

WorkspaceLayout only(const char* id)
{
    WorkspaceLayout layout;
    layout.root.panes.push_back({QString::fromLatin1(id), LinkGroup::A, {}, {}});
    return layout;
}

/// As a window manager gives them to a dialog that opens; else they are those of the window behind it.
void takeKeys(QDialog* dialog)
{
    dialog->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), static_cast<QWidget*>(dialog));
}

/// Opens the dialog of the command, types, and presses Enter.
void answer(WindowBench& bench, const char* command, const QString& text)
{
    bench.run(command);
    auto* dialog = bench.window->findChild<WorkspaceName*>();
    QVERIFY(dialog != nullptr);
    takeKeys(dialog);
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(dialog->findChild<QLineEdit*>(), text);
    QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(bench.window->findChild<WorkspaceName*>() == nullptr);
}

QString nameInFront(const WindowBench& bench)
{
    const auto* button = bench.window->findChild<QAbstractButton*>(u"workspaceButton"_qs);
    return button != nullptr ? button->text() : QString();
}

} // namespace

class TestOwnWorkspaces : public QObject
{
    Q_OBJECT

private slots:
    void beginsAsTheOneInFrontAndIsKeptOverARestart()
    {
        FakeTerminal terminal;
        {
            LayoutKeeper keeper(terminal, isAnyPane, nullptr);
            keeper.note(only("chart"));
            const QString key = keeper.add(u"  Scalping \n"_qs);
            QCOMPARE(keeper.current(), key);
            QVERIFY(keeper.layout() == only("chart"));
            keeper.note(only("log"));
            QVERIFY(keeper.layoutOf(u"trading"_qs) == only("chart")); // its own from here on
            keeper.flush();
        }
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QVERIFY(keeper.load(noClock).isEmpty());
        QCOMPARE(keeper.titleOf(keeper.current()), u"Scalping"_qs);
        QVERIFY(keeper.layout() == only("log"));
        QCOMPARE(keeper.keys().size(), 5);
        QVERIFY(!keeper.canUndo());
    }

    void itsChangesAreTakenBackLikeOthers()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        keeper.note(only("chart"));
        keeper.add(u"Mine"_qs);
        keeper.note(only("log"));
        QVERIFY(keeper.undo() == std::optional(only("chart")));
        QVERIFY(!keeper.canUndo());
    }

    void aDeletedOneIsGoneAndItsPlaceIsFree()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        const QString key = keeper.add(u"Mine"_qs);
        keeper.note(only("log"));
        keeper.remove(key);
        QCOMPARE(keeper.current(), u"trading"_qs);
        QVERIFY(!keeper.document().workspaces.contains(key));
        QCOMPARE(keeper.add(u"Mine"_qs), key);
        QVERIFY(!keeper.canUndo());
        keeper.remove(u"risk"_qs); // one of the program's stays
        QVERIFY(keeper.keys().contains(u"risk"_qs));
    }

    void twelveAreKeptAndNoMore()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        for (int i = 0; i < mostOwnWorkspaces; ++i) {
            QVERIFY(!keeper.isFull());
            QVERIFY(!keeper.add(QStringLiteral("Mine %1").arg(i)).isEmpty());
        }
        QVERIFY(keeper.isFull());
        QVERIFY(keeper.add(u"One more"_qs).isEmpty());
        QCOMPARE(keeper.keys().size(), 4 + mostOwnWorkspaces);
    }

    void namesThatAreNoneAreToldApart()
    {
        FakeTerminal terminal;
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        const QString key = keeper.add(u"Mine"_qs);
        QCOMPARE(keeper.faultOf({}), Fault::Empty);
        QCOMPARE(keeper.faultOf(u" \t\n"_qs), Fault::Empty);
        QCOMPARE(keeper.faultOf(QString(QChar(0x202E))), Fault::Empty); // it would only turn what follows
        QCOMPARE(keeper.faultOf(QString(41, u'x')), Fault::TooLong);
        QCOMPARE(keeper.faultOf(QString(40, u'x')), Fault::None);
        QCOMPARE(keeper.faultOf(QString(10'000, u'x')), Fault::TooLong);
        QCOMPARE(keeper.faultOf(u"mINE "_qs), Fault::Taken);
        QCOMPARE(keeper.faultOf(u"Risk"_qs), Fault::Taken);
        QCOMPARE(keeper.faultOf(u"mine"_qs, key), Fault::None); // its own, written otherwise
        QCOMPARE(keeper.faultOf(u"<b>fett</b> & עברית"_qs), Fault::None);
    }

    void whatAFileSaysOfThemIsNotTrusted()
    {
        FakeTerminal terminal;
        terminal.keepFile(LayoutKeeper::fileName, R"({"layouts":1,"current":"own-2","workspaces":{},"own":[
            {"key":"own-2","title":"Good"},{"key":"own-2","title":"Again"},{"key":"own-99","title":"No such place"},
            {"key":"own-3","title":"good"},{"key":"own-4","title":""},{"key":"trading","title":"Thief"},"nonsense",
            {"key":"own-5","title":"two\nlines"}]})");
        LayoutKeeper keeper(terminal, isAnyPane, nullptr);
        QVERIFY(keeper.load(noClock).isEmpty());
        QCOMPARE(keeper.current(), u"own-2"_qs);
        QCOMPARE(keeper.keys().mid(4), QStringList({u"own-2"_qs, u"own-5"_qs}));
        QCOMPARE(keeper.titleOf(u"own-5"_qs), u"two lines"_qs);
        QCOMPARE(keeper.titleOf(u"trading"_qs), u"Trading"_qs);
        QVERIFY(!keeper.layout().root.isEmpty()); // nothing was kept of it: it looks like the first
    }

    void isMadeNamedAndDeletedInTheWindowByKeysAlone()
    {
        WindowBench bench;
        QVERIFY(!bench.window->commands().find(u"view.renameWorkspace"_qs)->isEnabled());
        answer(bench, "view.newWorkspace", u"Tea & <b>x</b>"_qs);
        QVERIFY2(nameInFront(bench).contains(u"Tea"), qPrintable(nameInFront(bench)));
        QAction* own = bench.window->commands().find(u"view.workspace.own-1"_qs);
        QVERIFY(own != nullptr && own->isChecked());
        QVERIFY2(own->text().contains(u"Tea && <b>x</b>"_qs), qPrintable(own->text()));
        QVERIFY2(nameInFront(bench).contains(u"Tea && <b>"_qs), qPrintable(nameInFront(bench)));
        QVERIFY(!bench.window->commands().find(u"view.resetWorkspace"_qs)->isEnabled());

        bench.run("view.workspace.risk");
        QVERIFY(!bench.window->commands().find(u"view.deleteWorkspace"_qs)->isEnabled());
        bench.run("view.workspace.own-1");
        answer(bench, "view.renameWorkspace", u"Coffee"_qs);
        QVERIFY(own->text().contains(u"Coffee"_qs));

        bench.run("view.deleteWorkspace");
        auto* question = bench.window->findChild<ConfirmDialog*>();
        QVERIFY(question != nullptr && question->question().contains(u"Coffee"_qs));
        bench.now += 400; // presses count from 300 ms on
        for (QPushButton* button : question->findChildren<QPushButton*>()) {
            if (button->text() == u"Delete"_qs) {
                button->click();
            }
        }
        QTRY_VERIFY(bench.window->commands().find(u"view.workspace.own-1"_qs) == nullptr);
        QVERIFY(!nameInFront(bench).contains(u"Coffee"_qs));
        QVERIFY(bench.window->commands().find(u"view.workspace.trading"_qs)->isChecked());
    }

    void aNameThatIsNoneCannotBeTakenAndTheSentenceSaysWhy()
    {
        WindowBench bench;
        bench.run("view.newWorkspace");
        auto* dialog = bench.window->findChild<WorkspaceName*>();
        QVERIFY(dialog != nullptr);
        takeKeys(dialog);
        auto* field = dialog->findChild<QLineEdit*>();
        field->setText(u"Risk"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QVERIFY(!field->accessibleDescription().isEmpty());
        field->setText(QString(10'000, u'x'));
        QVERIFY(field->accessibleDescription().contains(u"40"_qs));
        dialog->reject();
    }
};

QTEST_MAIN(TestOwnWorkspaces)
#include "tst_own_workspaces.moc"
