// needs: ui/widgets Qt6::Widgets
#include "ui/widgets/menu_button.h"

#include <QAccessible>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QVBoxLayout>

using namespace omni::ui;

namespace {

/// A window with a field above the button, so that the keyboard has somewhere else to be.
struct Stage {
    QWidget window;
    MenuButton* button = new MenuButton(&window);
    QMenu* menu = new QMenu(button);
    QAction* first = menu->addAction(QStringLiteral("First"));

    Stage()
    {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(button);
        button->setText(QStringLiteral("&Style"));
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(QStringLiteral("Style"));
        button->openWith(menu);
        window.move(50, 50);
        window.resize(300, 200);
        window.show();
        window.activateWindow();
        button->setFocus();
        QCoreApplication::processEvents();
    }
};

} // namespace

class TestMenuButton : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyOpensIt_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("Space") << int(Qt::Key_Space) << int(Qt::NoModifier);
        QTest::newRow("Return") << int(Qt::Key_Return) << int(Qt::NoModifier);
        QTest::newRow("Enter") << int(Qt::Key_Enter) << int(Qt::KeypadModifier);
        QTest::newRow("Down") << int(Qt::Key_Down) << int(Qt::NoModifier);
        QTest::newRow("Alt and the letter") << int(Qt::Key_S) << int(Qt::AltModifier);
    }
    // The level of event loops is that of the one who pressed: a nested loop would never have returned here.
    void everyKeyOpensIt()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Stage stage;
        const int before = QThread::currentThread()->loopLevel();
        int inside = -1;
        connect(stage.menu, &QMenu::aboutToShow, this, [&] {
            QMetaObject::invokeMethod(
                stage.menu, [&] { inside = QThread::currentThread()->loopLevel(); }, Qt::QueuedConnection);
        });

        QTest::keyClick(stage.button, Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QVERIFY(stage.menu->isVisible());
        QTRY_VERIFY(inside >= 0);

        QCOMPARE(QThread::currentThread()->loopLevel(), before);
        QVERIFY(inside <= before + 1); // the loop of this wait, none of the menu's
    }
    void aPressOfTheMouseOpensItAndTheReleaseLeavesItOpen()
    {
        Stage stage;

        QTest::mousePress(stage.button, Qt::LeftButton);
        const bool isOpenAtThePress = stage.menu->isVisible();
        QTest::mouseRelease(stage.button, Qt::LeftButton);

        QVERIFY(isOpenAtThePress);
        QVERIFY(stage.menu->isVisible());
        stage.menu->close();
        QVERIFY(!stage.button->isDown());
    }
    void escapeClosesItAndTheKeyboardIsAtTheButton()
    {
        Stage stage;
        QTest::keyClick(stage.button, Qt::Key_Space);
        QVERIFY(stage.menu->isVisible());

        QTest::keyClick(stage.menu, Qt::Key_Escape);

        QVERIFY(!stage.menu->isVisible());
        QVERIFY(!stage.button->isDown());
        QCOMPARE(QApplication::focusWidget(), stage.button);
    }
    void aChoiceIsMadeOnceAndClosesIt()
    {
        Stage stage;
        QSignalSpy chosen(stage.first, &QAction::triggered);
        QTest::keyClick(stage.button, Qt::Key_Down);

        QTest::keyClick(stage.menu, Qt::Key_Down);
        QTest::keyClick(stage.menu, Qt::Key_Return);

        QCOMPARE(chosen.count(), 1);
        QVERIFY(!stage.menu->isVisible());
    }
    void itOpensAgainAndAgain()
    {
        Stage stage;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(stage.button, Qt::Key_Space);
            QVERIFY(stage.menu->isVisible());
            stage.menu->close();
            QVERIFY(!stage.menu->isVisible());
        }
    }
    /// The button may be gone while its menu stands: nobody waits inside of it.
    void itMayEndWhileItsMenuIsOpen()
    {
        Stage stage;
        QTest::keyClick(stage.button, Qt::Key_Space);
        QVERIFY(stage.menu->isVisible());

        delete stage.button;

        QVERIFY(QApplication::activePopupWidget() == nullptr);
    }
    void filledWhenItOpensItStandsBelowTheButton()
    {
        Stage stage;
        connect(stage.menu, &QMenu::aboutToShow, this, [&] {
            stage.menu->clear();
            for (int i = 0; i < 5; ++i) {
                stage.menu->addAction(QStringLiteral("Choice %1").arg(i));
            }
        });

        stage.button->openMenu();

        const QRect button(stage.button->mapToGlobal(QPoint(0, 0)), stage.button->size());
        QCOMPARE(stage.menu->actions().size(), 5);
        QCOMPARE(stage.menu->geometry().top(), button.bottom() + 1);
        QCOMPARE(stage.menu->geometry().left(), button.left());
    }
    void whereNoRoomIsBelowItStandsAbove()
    {
        Stage stage;
        const QRect room = stage.window.screen()->availableGeometry();
        stage.window.move(50, room.bottom() - stage.window.height() / 2);
        QCoreApplication::processEvents();
        for (int i = 0; i < 8; ++i) {
            stage.menu->addAction(QStringLiteral("Choice %1").arg(i));
        }

        stage.button->openMenu();

        const QRect button(stage.button->mapToGlobal(QPoint(0, 0)), stage.button->size());
        QVERIFY(!stage.menu->geometry().intersects(button));
        QVERIFY(room.contains(stage.menu->geometry()));
    }
    void aScreenReaderHearsThatItHasAMenu()
    {
        Stage stage;

        QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(stage.button);

        QVERIFY(heard != nullptr);
        QCOMPARE(heard->role(), QAccessible::ButtonMenu);
        QVERIFY(heard->state().hasPopup);
        QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("Style"));
    }
    void aScreenReadersPressOpensIt()
    {
        Stage stage;
        QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(stage.button);
        QVERIFY(heard != nullptr && heard->actionInterface() != nullptr);

        heard->actionInterface()->doAction(QAccessibleActionInterface::pressAction());

        QVERIFY(stage.menu->isVisible());
    }
};

QTEST_MAIN(TestMenuButton)
#include "tst_menu_button.moc"
