// needs: tests/support/source_tree
// The thread of the window has one event loop. A second one inside of a press or a dialog keeps a stack frame alive
// over everything that happens meanwhile: the market moves, the kill switch trips, the pane is closed below it.

#include "tests/support/source_tree/bans.h"
#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <regex>

using namespace omni::tests;

namespace {

/// The menu button says to Qt what it is, and cuts what Qt would do.
const std::vector<Ban>& bans()
{
    static const std::vector<Ban> list{
        {"opens a menu with a loop of its own", std::regex(R"(\b(InstantPopup|MenuButtonPopup)\b)"),
         "ui/widgets/menu_button."},
        {"opens a menu with a loop of its own", std::regex(R"((\.|->)\s*(showMenu|setMenu)\s*\()")},
        {"opens a menu with a loop of its own", std::regex(R"(\bQMenu::exec\b)")},
        {"runs a dialog, a menu or a drag to its end", std::regex(R"((\.|->)\s*exec\s*\()")},
        {"names an event loop", std::regex(R"(\bQEventLoop(Locker)?\b)")},
        {"turns the event loop by hand", std::regex(R"(\bprocessEvents\s*\()")},
        {"waits for an answer in a loop of its own",
         std::regex(R"(\bQMessageBox::(about|aboutQt|critical|information|question|warning)\s*\()")},
        {"waits for an answer in a loop of its own",
         std::regex(R"(\bQFileDialog::(get\w+)\s*\(|\bQInputDialog::get\w+\s*\()")},
        {"waits for an answer in a loop of its own",
         std::regex(R"(\bQColorDialog::getColor\s*\(|\bQFontDialog::getFont\s*\()")},
    };
    return list;
}

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    return hitsOf(bans(), root, {"ui"});
}

} // namespace

class TestOneEventLoop : public QObject
{
    Q_OBJECT

private slots:
    void theWindowOpensNoOther()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);

        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("isFound");

        const auto row = [](const char* name, const char* code, bool isFound) {
            QTest::newRow(name) << QByteArray(code) << isFound;
        };
        row("an instant menu", "button->setPopupMode(QToolButton::InstantPopup);", true);
        row("a menu on an arrow", "button->setPopupMode(QToolButton::MenuButtonPopup);", true);
        row("a menu of a plain button", "button->setMenu(menu);", true);
        row("a menu shown by Qt's button", "m_button->showMenu();", true);
        row("a menu run", "menu.exec(at);", true);
        row("a menu run by its class", "QMenu::exec(actions, at);", true);
        row("a dialog run", "dialog->exec();", true);
        row("a drag run", "drag->exec(Qt::MoveAction);", true);
        row("a loop", "QEventLoop loop;", true);
        row("a turn of the loop", "QCoreApplication::processEvents();", true);
        row("a box", "QMessageBox::question(this, title, text);", true);
        row("a file asked for", "auto name = QFileDialog::getSaveFileName(this);", true);
        row("a text asked for", "auto text = QInputDialog::getText(this, title, label);", true);
        row("a color asked for", "auto color = QColorDialog::getColor();", true);
        row("a menu that pops up", "menu->popup(at);", false);
        row("a dialog that opens", "dialog->open();", false);
        row("a button of ours", "m_button->openWith(menu);", false);
        row("a word that ends in exec", "plan.reexec(1);", false);
        row("an icon of a box", "box->setIcon(QMessageBox::Warning);", false);
        row("a comment", "// never QMenu::exec(at)\n", false);
    }

    void findsWhatIsPlanted()
    {
        QFETCH(QByteArray, code);
        QFETCH(bool, isFound);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "ui/panes/planted/view.cpp", code.toStdString());

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(!faults.empty(), isFound);
    }

    void theMenuButtonMayOnlySayWhatItIs()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "ui/widgets/menu_button.cpp",
              "setPopupMode(QToolButton::InstantPopup);\nmenu()->exec(at);\n");

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY(faults.front().starts_with("ui/widgets/menu_button.cpp:2 "));
    }
};

QTEST_APPLESS_MAIN(TestOneEventLoop)
#include "tst_one_event_loop.moc"
