// needs: ui/shell ui/dialogs/review desk/engine tests/support/fake_terminal Qt6::Widgets
// A person without a pointer approves, amends, rejects, stops and resets: the whole window before a real engine. Every
// key goes to whatever has the keyboard; the test never gives the keyboard to anything and presses no button itself.
#include "tests/support/engine_terminal.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/dock/pane_stack.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workspaces.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>

using namespace omni;
using namespace omni::ui;
using omni::testing::EngineTerminal;

namespace {

struct Person {
    Person()
    {
        window = std::make_unique<MainWindow>(
            terminal,
            ShellOptions{.startsDemo = false, .session = {}, .isQuiet = true, .clock = [this] { return ms; }});
        window->resize(1'600, 1'000);
        window->show();
        window->engine().setFrameRate(1); // frames come by hand
        window->activateWindow();
        look();
    }
    /// What the desk did is seen.
    void look()
    {
        window->engine().poll();
        QCoreApplication::processEvents();
        if (QApplication::activeWindow() == nullptr) {
            window->activateWindow(); // as a window manager does when a dialog has closed
            QCoreApplication::processEvents();
        }
        if (auto* shown = review()) {
            shown->refresh();
        }
    }
    void wait(std::int64_t more)
    {
        ms += more;
        look();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* at = QApplication::focusWidget();
        if (at == nullptr) {
            at = QApplication::activeWindow();
        }
        QVERIFY(at != nullptr);
        QTest::keyClick(at, key, modifiers);
        look();
    }
    void type(const QString& text)
    {
        QVERIFY(QApplication::focusWidget() != nullptr);
        QTest::keyClicks(QApplication::focusWidget(), text);
        look();
    }
    /// Tab by tab. False: it cannot be reached.
    bool goesTo(const std::function<bool(const QWidget&)>& isIt)
    {
        for (int i = 0; i < 400; ++i) {
            if (const QWidget* at = QApplication::focusWidget(); at != nullptr && isIt(*at)) {
                return true;
            }
            press(Qt::Key_Tab);
        }
        return false;
    }
    ProposalId propose()
    {
        const ProposalId id = terminal.act([](test::TestDesk& desk) { return desk.proposeBuy(); });
        look();
        return id;
    }
    review::ReviewDialog* review() const
    {
        auto* dialog = window->findChild<review::ReviewDialog*>();
        return dialog != nullptr && dialog->isVisible() ? dialog : nullptr;
    }
    /// From wherever the keyboard is: the proposal, its review, long enough, every warning ticked.
    void read()
    {
        press(Qt::Key_J, Qt::ControlModifier);
        press(Qt::Key_Return);
        QVERIFY(review() != nullptr);
        readOn();
    }
    void readOn()
    {
        wait(2'500);
        for (std::size_t i = 0; review() != nullptr && i < review()->model().warnings().size(); ++i) {
            press(Qt::Key_W);
        }
    }
    template<class Wish> int sent() const
    {
        return terminal.sentCount<Wish>();
    }

    EngineTerminal terminal;
    std::int64_t ms = 1'000;
    std::unique_ptr<MainWindow> window;
};

bool isAction(const QWidget& part, const QString& start)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&part);
    return button != nullptr && button->text().startsWith(start);
}

} // namespace

class TestKeyboardAlone : public QObject
{
    Q_OBJECT

private slots:
    void approves()
    {
        Person person;
        const ProposalId id = person.propose();
        person.read();

        person.press(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(person.sent<events::Approve>(), 1);
        QCOMPARE(person.terminal.desk.ever<events::ApprovalGranted>().size(), std::size_t{1});
        const auto sent = person.terminal.desk.state().ledger.find(OrderId{1});
        QVERIFY(sent != nullptr);
        QCOMPARE(sent->ticket.proposal, id);
    }

    void doesNotApproveBeforeItCouldBeRead()
    {
        Person person;
        person.propose();
        person.press(Qt::Key_J, Qt::ControlModifier);
        person.press(Qt::Key_Return);
        person.wait(1'900);

        person.press(Qt::Key_Return, Qt::ControlModifier);

        QCOMPARE(person.sent<events::Approve>(), 0);
    }

    void amendsAndApprovesWhatBecameOfIt()
    {
        Person person;
        const ProposalId id = person.propose();
        const std::int64_t lots = person.terminal.desk.state().waiting.find(id)->made.ticket.size.count;
        person.press(Qt::Key_J, Qt::ControlModifier);
        person.press(Qt::Key_E);
        QVERIFY(person.review() != nullptr);
        person.wait(400);

        person.press(Qt::Key_A, Qt::ControlModifier);
        person.type(QString::number(lots - 1));
        person.press(Qt::Key_Return);

        QCOMPARE(person.sent<events::Amend>(), 1);
        const ProposalId now = person.terminal.desk.newestProposal();
        QVERIFY(now != id);
        person.readOn();
        person.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(person.sent<events::Approve>(), 1);
        QCOMPARE(person.terminal.desk.order(OrderId{1}).ticket.size.count, lots - 1);
    }

    void rejectsFromThePane()
    {
        Person person;
        person.propose();
        person.press(Qt::Key_J, Qt::ControlModifier);

        person.press(Qt::Key_R);

        QCOMPARE(person.sent<events::Decline>(), 1);
        QVERIFY(person.terminal.desk.state().waiting.isEmpty());
    }

    void rejectsFromTheReview()
    {
        Person person;
        person.propose();
        person.read();

        person.press(Qt::Key_R);

        QCOMPARE(person.sent<events::Decline>(), 1);
        QVERIFY(person.terminal.desk.state().waiting.isEmpty());
    }

    /// On and on, until somebody has the keyboard a second time: it came through every stack of panes, empty or not.
    void goesRoundTheWindowByTab_data()
    {
        QTest::addColumn<QString>("workspace");
        for (const WorkspaceInfo& info : allWorkspaces()) {
            QTest::addRow("%s", info.key) << QString::fromLatin1(info.key);
        }
    }
    void goesRoundTheWindowByTab()
    {
        QFETCH(QString, workspace);
        Person person;
        person.window->showWorkspace(workspace);
        person.press(Qt::Key_Tab);

        std::set<const QWidget*> seen;
        while (seen.insert(QApplication::focusWidget()).second) {
            const QWidget* before = QApplication::focusWidget();
            person.press(Qt::Key_Tab);
            QVERIFY2(QApplication::focusWidget() != before, qPrintable(QDebug::toString(before)));
        }

        for (const QWidget* stack : person.window->workArea().findChildren<PaneStack*>()) {
            const bool isMet = std::any_of(seen.begin(), seen.end(), [&](const QWidget* one) {
                return one != nullptr && stack->isAncestorOf(one);
            });
            QVERIFY(isMet || !stack->isVisible());
        }
    }

    void stopsAndResets()
    {
        Person person;
        person.propose();

        person.press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(person.window->findChild<KillConfirm*>() != nullptr);
        person.wait(400);
        person.press(Qt::Key_Return);

        QCOMPARE(person.terminal.fake.kills.size(), std::size_t{1});
        QVERIFY(!person.terminal.desk.engine.snapshot()->latches.empty());
        QVERIFY(person.terminal.desk.state().waiting.isEmpty());
        QVERIFY(person.window->banner().isVisible());

        person.press(Qt::Key_K, Qt::ControlModifier); // the palette finds the way back by name
        person.type(QStringLiteral("Review and reset"));
        person.press(Qt::Key_Return);
        QWidget* pane = person.window->workArea().pane(QStringLiteral("kill_reset"));
        QVERIFY(pane != nullptr && pane->isVisible());
        QVERIFY(person.goesTo([&](const QWidget& at) {
            return qobject_cast<const QPlainTextEdit*>(&at) != nullptr && pane->isAncestorOf(&at);
        }));
        person.type(QStringLiteral("Gap on the headline, size halved"));
        person.press(Qt::Key_Tab);
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr);
        person.type(QStringLiteral("reset the switch"));
        QVERIFY(person.goesTo(
            [&](const QWidget& at) { return pane->isAncestorOf(&at) && isAction(at, QStringLiteral("Arm")); }));
        // The button is deaf for the moment after it woke, on a clock of its own.
        QTRY_VERIFY_WITH_TIMEOUT((person.press(Qt::Key_Space), person.sent<events::ResetKill>() == 1), 3'000);

        QVERIFY(person.terminal.desk.engine.snapshot()->latches.empty());
        QCOMPARE(person.terminal.desk.engine.snapshot()->mode, risk::Mode::Manual);
    }
};

QTEST_MAIN(TestKeyboardAlone)
#include "tst_keyboard_alone.moc"
