// needs: ui/shell ui/bridge ui/dialogs/review ui/dialogs/settings ui/dialogs/symbols ui/dialogs/first_run
// needs: ui/dialogs/kill_confirm ui/dialogs/people
// needs: ui/dialogs/close_positions ui/dialogs/tour tests/support/golden tests/support/pane_scenes
// needs: tests/support/shown_texts tests/support/fake_terminal Qt6::Widgets
// Walks everything that can be on the screen: each pane in each state, each dialog, page and step, each workspace, and
// whatever a command opens. What takes the keyboard has a name for those who hear the window.
#include "tests/support/shown_texts/shown_texts.h"
#include "tests/support/window_bench.h"
#include "tests/ui/dialogs/dialog_scenes.h"
#include "ui/shell/workspaces.h"

#include <QListWidget>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <set>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

class TestEveryWindowIsNamed : public QObject
{
    Q_OBJECT

private slots:
    void findsAFieldWithoutAName()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* named = new QLineEdit;
        named->setAccessibleName(QStringLiteral("Price"));
        column->addWidget(named);
        column->addWidget(new QPushButton(QStringLiteral("Send"))); // its words are its name
        window.show();
        QCOMPARE(unnamedIn(window), QStringList());

        auto* unnamed = new QLineEdit;
        column->addWidget(unnamed);
        unnamed->show();

        QCOMPARE(unnamedIn(window).size(), 1);
    }

    void everyPaneInEveryState_data()
    {
        QTest::addColumn<int>("scene");
        const auto& all = allPaneScenes();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s/%s", all[i].pane, all[i].name) << static_cast<int>(i);
        }
    }
    void everyPaneInEveryState()
    {
        QFETCH(int, scene);
        PaneStage stage;
        static_cast<void>(play(allPaneScenes()[static_cast<std::size_t>(scene)], stage));

        const QStringList found = unnamedIn(*stage.bench.pane);

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void noPaneIsLeftOut()
    {
        std::set<std::string_view> shown, known;
        for (const PaneScene& scene : allPaneScenes()) {
            shown.insert(scene.pane);
        }
        for (const PaneInfo* info : allPanes()) {
            known.insert(info->key);
        }

        QVERIFY(shown == known);
    }

    void everyDialogPageAndStep_data()
    {
        QTest::addColumn<int>("scene");
        const auto& all = allDialogScenes();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s", all[i].name) << static_cast<int>(i);
        }
    }
    void everyDialogPageAndStep()
    {
        QFETCH(int, scene);
        const auto on = stagedDialog(allDialogScenes()[static_cast<std::size_t>(scene)], Guise::Dark);
        QVERIFY(on != nullptr);

        const QStringList found = unnamedIn(*on->shown);

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void noPageAndNoStepIsLeftOut()
    {
        const auto count = [](const char* start) {
            const auto& all = allDialogScenes();
            return std::count_if(all.begin(), all.end(), [&](const DialogScene& scene) {
                return std::string_view(scene.name).starts_with(start);
            });
        };
        DialogStage on(Guise::Dark);

        settingsAt<0>(on);
        QCOMPARE(
            static_cast<std::ptrdiff_t>(on.shown->findChild<QListWidget*>(QStringLiteral("settingsPages"))->count()),
            count("settings/"));
        firstRunAt<0>(on);
        QCOMPARE(static_cast<std::ptrdiff_t>(on.shown->findChild<QStackedWidget*>()->count()), count("first_run/"));
    }

    void everyWorkspace_data()
    {
        QTest::addColumn<QString>("key");
        for (const WorkspaceInfo& info : allWorkspaces()) {
            QTest::addRow("%s", std::string(info.key).c_str()) << QString::fromLatin1(info.key);
        }
    }
    void everyWorkspace()
    {
        QFETCH(QString, key);
        WindowBench bench;
        trip(bench);
        bench.window->showWorkspace(key);
        QCoreApplication::processEvents();

        const QStringList found = unnamedIn(*bench.window);

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void whateverACommandOpens()
    {
        WindowBench bench;
        QStringList found;
        std::set<QString> opened;
        QTimer menus; // a menu runs a loop of its own until it is closed
        connect(&menus, &QTimer::timeout, this, [] {
            if (QWidget* menu = QApplication::activePopupWidget()) {
                menu->close();
            }
        });
        menus.start(5);
        for (QAction* action : bench.window->commands().all()) {
            action->trigger();
            bench.window->engine().poll();
            QCoreApplication::processEvents();
            for (QWidget* top : QApplication::topLevelWidgets()) {
                if (top->isVisible() && top != bench.window.get()) {
                    opened.insert(QString::fromLatin1(top->metaObject()->className()));
                    for (const QString& one : unnamedIn(*top)) {
                        found << action->objectName() + QStringLiteral(": ") + one;
                    }
                }
            }
            for (const QString& one : unnamedIn(*bench.window)) {
                found << action->objectName() + QStringLiteral(": ") + one;
            }
            for (QDialog* dialog : bench.window->findChildren<QDialog*>()) {
                dialog->reject();
            }
            QCoreApplication::processEvents();
        }
        found.removeDuplicates();

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
        for (const char* dialog : {"omni::ui::KillConfirm", "omni::ui::review::ReviewDialog",
                                   "omni::ui::settings::SettingsDialog", "omni::ui::HelpSheet"}) {
            QVERIFY2(opened.count(QString::fromLatin1(dialog)) == 1, dialog);
        }
    }
};

QTEST_MAIN(TestEveryWindowIsNamed)
#include "tst_every_window_is_named.moc"
