// needs: ui/shell ui/bridge ui/dialogs/review ui/dialogs/settings ui/dialogs/symbols ui/dialogs/first_run
// needs: ui/dialogs/kill_confirm ui/dialogs/close_positions ui/dialogs/tour tests/support/golden
// needs: tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// Streamer mode: whoever watches the screen learns nothing of how rich one is or what one is called. Each pane in each
// state, each dialog and the window are shown twice, for one person and for another who has ten times as much of
// everything under another name: no text, tip, file, word for a screen reader or pixel may differ. Without the mode
// they do, so the test can fail.
#include "tests/support/richer.h"
#include "tests/support/window_bench.h"
#include "tests/ui/dialogs/dialog_scenes.h"
#include "ui/shell/notices/announcer.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/workspaces.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QTabBar>
#include <QTimer>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

const std::string anotherName = "Quirinus-Zwanziger";

QString placeOf(const QWidget& widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + u'#' + widget.objectName();
}

void addCells(const QAbstractItemModel& model, const QString& where, const QModelIndex& parent, QStringList& into)
{
    for (int column = 0; column < model.columnCount(parent); ++column) {
        into << where + QStringLiteral(" head: ") + model.headerData(column, Qt::Horizontal).toString();
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, column, parent);
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole),
                                   int(Qt::AccessibleDescriptionRole)}) {
                into << where + QStringLiteral(" %1/%2: ").arg(row).arg(column) + index.data(role).toString();
            }
            if (column == 0) {
                addCells(model, where, index, into);
            }
        }
    }
}

/// All that can be read of `root` by any means, hidden parts as well: they may be shown the next moment.
QStringList allTextsOf(QWidget& root, bool withFiles)
{
    QStringList texts;
    QList<QWidget*> all{&root};
    all += root.findChildren<QWidget*>();
    for (QWidget* widget : all) {
        const QString where = placeOf(*widget);
        const auto add = [&](const QString& text) {
            if (!text.isEmpty()) {
                texts << where + QStringLiteral(": ") + text;
            }
        };
        for (const QString& text : {widget->toolTip(), widget->statusTip(), widget->whatsThis(), widget->windowTitle(),
                                    widget->accessibleName(), widget->accessibleDescription()}) {
            add(text);
        }
        if (QAccessibleInterface* told = QAccessible::queryAccessibleInterface(widget)) {
            for (const auto what : {QAccessible::Name, QAccessible::Description, QAccessible::Value}) {
                add(told->text(what));
            }
        }
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            add(label->text());
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            add(button->text());
        } else if (const auto* field = qobject_cast<const QLineEdit*>(widget)) {
            add(field->displayText());
            add(field->placeholderText());
        } else if (const auto* paper = qobject_cast<const QPlainTextEdit*>(widget)) {
            add(paper->toPlainText());
        } else if (const auto* group = qobject_cast<const QGroupBox*>(widget)) {
            add(group->title());
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int i = 0; i < tabs->count(); ++i) {
                add(tabs->tabText(i) + tabs->tabToolTip(i));
            }
        } else if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model()) {
            addCells(*view->model(), where, {}, texts);
        }
        for (const QAction* action : widget->actions()) {
            add(action->text() + action->toolTip());
        }
        if (auto* table = qobject_cast<PaneTable*>(widget); table != nullptr && withFiles) {
            std::optional<QString> exported;
            table->exportCsv([&exported](const QString& text) { exported = text; });
            while (!exported) { // made between frames
                QCoreApplication::processEvents();
            }
            add(*exported);
            add(table->copiedText());
        }
    }
    return texts;
}

/// "poor | rich", line by line; empty: they read alike.
QStringList differences(const QStringList& poor, const QStringList& rich)
{
    QStringList found;
    for (qsizetype i = 0; i < std::max(poor.size(), rich.size()); ++i) {
        const QString left = poor.value(i), right = rich.value(i);
        if (left != right) {
            found << left.left(110) + QStringLiteral("  |  ") + right.left(110);
        }
    }
    return found.mid(0, 60);
}

struct Seen {
    QStringList texts;
    QImage pixels;
};

Seen seenOf(QWidget& root)
{
    return {allTextsOf(root, true), root.grab().toImage()};
}

} // namespace

class TestStreamerMode : public QObject
{
    Q_OBJECT

private slots:
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
        const Seen poor = paneScene(scene, true, false), rich = paneScene(scene, true, true);

        const QStringList found = differences(poor.texts, rich.texts);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY2(poor.pixels == rich.pixels, "painted");
    }
    void panesDoTellWithoutTheMode()
    {
        std::set<std::string_view> telling;
        const auto& all = allPaneScenes();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (std::string_view(all[i].name) == "live") {
                const Seen poor = paneScene(static_cast<int>(i), false, false),
                           rich = paneScene(static_cast<int>(i), false, true);
                if (!differences(poor.texts, rich.texts).isEmpty() && poor.pixels != rich.pixels) {
                    telling.insert(all[i].pane);
                }
            }
        }

        for (const char* pane : {"positions", "orders", "fills", "pnl", "journal", "chart", "proposals"}) {
            QVERIFY2(telling.contains(pane), pane);
        }
    }

    /// No frame comes in between: after the end of a session none does.
    void everyPaneFollowsTheSwitchAtOnce()
    {
        const auto& all = allPaneScenes();
        QStringList found;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (std::string_view(all[i].name) == "live") {
                const auto switched = [i](bool isRich) {
                    PaneStage stage;
                    if (isRich) {
                        makeRicher(stage.bench.terminal, anotherName);
                    }
                    static_cast<void>(play(allPaneScenes()[i], stage));
                    stage.bench.formats.hasPrivacy = true;
                    QEvent change(QEvent::LanguageChange);
                    QCoreApplication::sendEvent(stage.bench.pane.get(), &change);
                    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // what was put aside goes
                    return seenOf(*stage.bench.pane);
                };
                const Seen poor = switched(false), rich = switched(true);
                for (const QString& one : differences(poor.texts, rich.texts)) {
                    found << QString::fromLatin1(all[i].pane) + QStringLiteral(": ") + one;
                }
                if (found.isEmpty() && poor.pixels != rich.pixels) {
                    found << QString::fromLatin1(all[i].pane) + QStringLiteral(": painted");
                }
            }
        }

        QVERIFY2(found.isEmpty(), qPrintable(found.mid(0, 20).join(u'\n')));
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
        const Seen poor = dialogScene(scene, true, false), rich = dialogScene(scene, true, true);

        const QStringList found = differences(poor.texts, rich.texts);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY2(poor.pixels == rich.pixels, "painted");
    }
    void dialogsDoTellWithoutTheMode()
    {
        int telling = 0;
        for (std::size_t i = 0; i < allDialogScenes().size(); ++i) {
            const Seen poor = dialogScene(static_cast<int>(i), false, false),
                       rich = dialogScene(static_cast<int>(i), false, true);
            telling += differences(poor.texts, rich.texts).isEmpty() ? 0 : 1;
        }

        QVERIFY(telling >= 8);
    }

    // Kept as a setting: the first frame of the next start has it.
    void nothingShowsForAFrameAtStart()
    {
        const auto begun = [](bool isRich) {
            WindowBench bench(false);
            arrange(bench, isRich);
            bench.terminal.files["ui.json"] = {R"({"hides_amounts": true})"};
            QStringList texts;
            bench.window = std::make_unique<MainWindow>(
                bench.terminal,
                ShellOptions{.startsDemo = false, .session = {}, .isQuiet = true, .clock = [] { return 0; }});
            texts += readableOf(*bench.window);
            bench.window->resize(1'600, 1'000);
            bench.window->show();
            bench.window->engine().poll();
            texts += readableOf(*bench.window); // before anything could be told to change
            QCoreApplication::processEvents();
            return texts + readableOf(*bench.window);
        };
        const QStringList poor = begun(false), rich = begun(true);

        QVERIFY(poor.size() > 100);
        const QStringList found = differences(poor, rich);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
    void theKeySwitchesWhatIsOnTheScreen()
    {
        const auto switched = [](bool isRich, QStringList& open) {
            WindowBench bench(false);
            arrange(bench, isRich);
            bench.open();
            for (const char* key : {"ticket", "orders", "fills", "positions", "log", "pnl", "journal"}) {
                bench.run((QByteArray("window.pane.") + key).constData());
            }
            bench.run("view.readPrices"); // says what is held, in a pop-up
            bench.window->engine().poll();
            QCoreApplication::processEvents();
            open = readableOf(*bench.window);
            const QAction* action = bench.window->commands().find(u"view.privacy"_qs);
            if (action->shortcut() != QKeySequence(QStringLiteral("Ctrl+Alt+M"))) {
                return QStringList{QStringLiteral("no key")};
            }
            QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // cards that are hidden already
            QStringList texts{readableOf(*bench.window->findChild<ToastArea*>()).join(u'\n')};
            QCoreApplication::processEvents();
            bench.window->findChild<ToastArea*>()->clear(); // a slow machine makes the window say that it stood still
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            texts += readableOf(*bench.window);
            if (!QByteArray::fromStdString(bench.terminal.files["ui.json"].front())
                     .contains("\"hides_amounts\": true")) {
                texts << QStringLiteral("not kept");
            }
            return texts;
        };
        QStringList poorBefore, richBefore;
        const QStringList poor = switched(false, poorBefore), rich = switched(true, richBefore);

        QVERIFY(!differences(poorBefore, richBefore).isEmpty());
        QVERIFY(plantedIn(richBefore).size() > 20);
        QVERIFY(!poor.contains(QStringLiteral("no key")) && !poor.contains(QStringLiteral("not kept")));
        const QStringList found = differences(poor, rich);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
    void whateverACommandOpensTellsNothing()
    {
        const QStringList all = opened();

        QVERIFY(all.size() > 1'000);
        const QStringList found = plantedIn(all);
        QVERIFY2(found.isEmpty(), qPrintable(found.mid(0, 20).join(u'\n')));
    }
    void whatIsTypedIsSeenWhileItIsTyped()
    {
        Formats formats;
        formats.hasPrivacy = true;
        QWidget window;
        auto* other = new QLineEdit(&window);
        auto* size = new SizeEdit(formats, QStringLiteral("Quantity"), &window);
        size->move(0, 40);
        size->setInstrument(anInstrument());
        size->setSize(Lots{12'345});
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto told = [size] {
            return QAccessible::queryAccessibleInterface(size)->text(QAccessible::Value) + size->displayText()
                + size->reading() + size->toolTip() + size->accessibleDescription();
        };
        QVERIFY2(!told().contains(QStringLiteral("2345")), qPrintable(told()));
        QCOMPARE(size->size(), std::optional(Lots{12'345})); // it is there and can be sent

        size->setFocus();
        size->selectAll();
        QTest::keyClicks(size, QStringLiteral("0.5"));
        QCOMPARE(size->displayText(), QStringLiteral("0.5"));
        other->setFocus();

        QVERIFY2(!told().contains(QStringLiteral("0.5")), qPrintable(told()));
        QCOMPARE(size->size(), std::optional(Lots{5'000}));
        formats.hasPrivacy = false;
        QEvent changed(QEvent::LanguageChange);
        QCoreApplication::sendEvent(size, &changed);
        QCOMPARE(size->displayText(), QStringLiteral("0.5"));
        QVERIFY(size->reading().contains(QStringLiteral("0.5000")));
    }

private:
    static void arrange(WindowBench& bench, bool isRich)
    {
        if (isRich) {
            makeRicher(bench.terminal, anotherName);
        }
        views::DeskSnapshot desk = aSnapshot();
        desk.latches = {aLatch()};
        bench.terminal.show(desk);
        bench.terminal.show(aHealth());
    }
    /// Without what the machine says of itself: its load is another one each time.
    static QStringList readableOf(QWidget& root)
    {
        QStringList texts = allTextsOf(root, false);
        static const QRegularExpression load(QStringLiteral("GUI [0-9.]+ ms|[0-9.]+ ms|frames|pictures a second"));
        for (QString& text : texts) {
            text.replace(load, QStringLiteral("*"));
        }
        return texts;
    }
    /// Qt keeps them in no order.
    static QList<QPointer<QWidget>> sortedWindows()
    {
        QWidgetList all = QApplication::topLevelWidgets();
        std::sort(all.begin(), all.end(), [](const QWidget* a, const QWidget* b) { return placeOf(*a) < placeOf(*b); });
        return {all.begin(), all.end()};
    }
    /// Texts with the name or an amount of whom is rich.
    static QStringList plantedIn(const QStringList& texts)
    {
        return texts.filter(QRegularExpression(
            QRegularExpression::escape(QString::fromStdString(anotherName))
            + QStringLiteral("|0\\.315\\b|0\\.3150|999,99[89]|980,009|1,000,000|19\\.97\\b|18\\.90")));
    }
    static QStringList opened()
    {
        WindowBench bench(false);
        arrange(bench, true);
        bench.terminal.files["ui.json"] = {R"({"hides_amounts": true})"};
        bench.open();
        QStringList texts;
        QTimer menus; // a menu runs a loop of its own until it is closed
        connect(&menus, &QTimer::timeout, &menus, [] {
            if (QWidget* menu = QApplication::activePopupWidget()) {
                menu->close();
            }
        });
        menus.start(5);
        for (QAction* action : bench.window->commands().all()) {
            if (action->objectName() == QLatin1String("view.privacy")) {
                continue;
            }
            action->trigger();
            bench.window->engine().poll();
            QCoreApplication::processEvents();
            for (const QPointer<QWidget>& top : sortedWindows()) {
                if (top && top->isVisible()
                    && qobject_cast<QMenu*>(top.data()) == nullptr) { // menus: below their window
                    for (const QString& text : readableOf(*top)) {
                        texts << action->objectName() + u'/' + text;
                    }
                }
            }
            for (QDialog* dialog : bench.window->findChildren<QDialog*>()) {
                dialog->reject();
            }
            QCoreApplication::processEvents();
        }
        for (const WorkspaceInfo& info : allWorkspaces()) {
            bench.window->showWorkspace(QString::fromLatin1(info.key));
            QCoreApplication::processEvents();
            texts += readableOf(*bench.window);
        }
        return texts;
    }
    static Seen paneScene(int number, bool hides, bool isRich)
    {
        PaneStage stage;
        stage.bench.formats.hasPrivacy = hides;
        if (isRich) {
            makeRicher(stage.bench.terminal, anotherName);
        }
        static_cast<void>(play(allPaneScenes()[static_cast<std::size_t>(number)], stage));
        return seenOf(*stage.bench.pane);
    }
    static Seen dialogScene(int number, bool hides, bool isRich)
    {
        const auto on
            = stagedDialog(allDialogScenes()[static_cast<std::size_t>(number)], Guise::Dark, [&](DialogStage& stage) {
                  stage.stage.bench.formats.hasPrivacy = hides;
                  if (isRich) {
                      makeRicher(stage.stage.bench.terminal, anotherName);
                  }
                  stage.stage.publish();
              });
        return on != nullptr ? seenOf(*on->shown) : Seen{};
    }
};

QTEST_MAIN(TestStreamerMode)
#include "tst_streamer_mode.moc"
