// The commands of the main window, once: menus, palette, shortcuts and the help sheet show these.

#include "ui/commands/help_sheet.h"
#include "ui/commands/palette.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/focus_tips.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_row.h"
#include "ui/shell/session/replay_controls.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

QString groupOf(const QString& key)
{
    const QString prefix = key.section(u'.', 0, 0);
    if (prefix == u"file"_qs) {
        return MainWindow::tr("File");
    }
    if (prefix == u"view"_qs) {
        return MainWindow::tr("View");
    }
    if (prefix == u"trade"_qs) {
        return MainWindow::tr("Trade");
    }
    if (prefix == u"proposals"_qs) {
        return MainWindow::tr("Proposals");
    }
    if (prefix == u"risk"_qs) {
        return MainWindow::tr("Risk");
    }
    if (prefix == u"tools"_qs) {
        return MainWindow::tr("Tools");
    }
    return prefix == u"window"_qs ? MainWindow::tr("Window") : MainWindow::tr("Help");
}

QKeySequence keysOf(const char* text)
{
    return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
}

} // namespace

QAction* MainWindow::command(const QString& key, std::function<QString()> text, const QKeySequence& keys,
                             std::function<void()> run, bool isDangerous, bool isFixed)
{
    CommandSpec spec;
    spec.key = key;
    spec.text = std::move(text);
    spec.group = [key] { return groupOf(key); };
    spec.shortcut = keys;
    spec.isDangerous = isDangerous;
    spec.isFixed = isFixed;
    return m_commands.add(this, std::move(spec), std::move(run));
}

void MainWindow::addCommands()
{
    new FocusTips(this); // what the pointer reads of a command the keyboard reads, too
    addFileCommands();
    addViewCommands();
    addTradeCommands();
    addWindowCommands();
    addToolCommands();
}

void MainWindow::addFileCommands()
{
    command(
        u"file.demo"_qs, [] { return tr("Start demo"); }, {},
        [this] {
            if (m_engine.phase().phase != runtime::Phase::Running) {
                start({});
                return;
            }
            ask({tr("Start the demo market?"), tr("Start the demo market?"),
                 tr("The session that runs now ends in order first."), tr("Start demo"), tr("Go on as it is"), false},
                [this] { start({}); });
        });
    command(
        u"file.recording"_qs, [] { return tr("Open recording…"); }, keysOf("Ctrl+O"), [this] { openRecording(); });
    command(
        u"file.pause"_qs,
        [this] { return m_replay->isPaused() ? tr("Let market time go on") : tr("Hold market time"); },
        keysOf("Ctrl+Alt+H"),
        [this] {
            m_replay->setPaused(!m_replay->isPaused());
            m_commands.find(u"file.pause"_qs)->setText(m_commands.spec(u"file.pause"_qs)->text());
        });
    for (const double speed : replaySpeeds()) {
        const QString name = speed > 1'000 ? u"max"_qs : QString::number(speed);
        command(
            u"file.speed."_qs + name, [speed] { return tr("Market time at %1").arg(speedText(speed)); }, {},
            [this, speed] { m_replay->setSpeed(speed); });
    }
    command(
        u"file.end"_qs, [] { return tr("End session…"); }, {},
        [this] {
            ask({tr("End the session?"), tr("End the session?"),
                 tr("It ends in order and can be looked at afterwards. Nothing new is sent."), tr("End session"),
                 tr("Go on"), false},
                [this] { m_engine.terminal().end(); });
        });
    command(
        u"file.quit"_qs, [] { return tr("Close OmniTrade AI"); }, keysOf("Ctrl+Q"), [this] { close(); });
}

void MainWindow::addViewCommands()
{
    addWorkspaceCommands();
    command(
        u"view.undoLayout"_qs, [] { return tr("Undo layout change"); }, keysOf("Ctrl+Alt+Z"), [this] { undoLayout(); });
    command(
        u"view.resetWorkspace"_qs, [] { return tr("Reset this workspace"); }, {},
        [this] {
            noteLayout();
            applyLayout(m_layouts.reset());
        });
    command(
        u"view.fullScreen"_qs, [] { return tr("Pane alone, and back"); }, keysOf("F11"),
        [this] {
            PaneStack* stack = m_area->focused();
            m_area->toggleFullScreen(stack != nullptr && stack->front() != nullptr ? stack->front()->id : QString());
        });
    const auto theme = [this](const QString& name) {
        UserChoices choices = m_settings.choices();
        choices.theme = name;
        m_settings.set(choices);
    };
    command(
        u"view.dark"_qs, [] { return tr("Dark theme"); }, {}, [theme] { theme(u"dark"_qs); });
    command(
        u"view.light"_qs, [] { return tr("Light theme"); }, {}, [theme] { theme(u"light"_qs); });
    command(
        u"view.contrast"_qs, [] { return tr("High contrast theme"); }, {}, [theme] { theme(u"contrast"_qs); });
    const auto scale = [this](int by) {
        UserChoices choices = m_settings.choices();
        choices.scalePercent = by == 0 ? 100 : std::clamp(choices.scalePercent + by, 80, 200);
        m_settings.set(choices);
    };
    command(
        u"view.larger"_qs, [] { return tr("Larger"); }, keysOf("Ctrl++"), [scale] { scale(10); });
    command(
        u"view.smaller"_qs, [] { return tr("Smaller"); }, keysOf("Ctrl+-"), [scale] { scale(-10); });
    command(
        u"view.actual"_qs, [] { return tr("Usual size"); }, keysOf("Ctrl+0"), [scale] { scale(0); });
    addReadingCommands();
}

/// What is shown, what is not, and what is read aloud.
void MainWindow::addReadingCommands()
{
    command(
        u"view.privacy"_qs, [] { return tr("Streamer mode: hide amounts, sizes and names"); }, keysOf("Ctrl+Alt+M"),
        [this] {
            UserChoices choices = m_settings.choices();
            choices.hidesAmounts = !choices.hidesAmounts;
            m_settings.set(choices);
        })
        ->setCheckable(true);
    command(
        u"view.toolbar"_qs, [] { return tr("Toolbar"); }, {},
        [this] {
            UserChoices choices = m_settings.choices();
            choices.showsToolbar = !choices.showsToolbar;
            m_settings.set(choices);
        })
        ->setCheckable(true);
    command(
        u"view.readPrices"_qs, [] { return tr("Read the prices of the selected symbol"); }, keysOf("Ctrl+Alt+P"),
        [this] { readPrices(); });
}

void MainWindow::addTradeCommands()
{
    const auto show
        = [this](const char* key) { return [this, name = QString::fromLatin1(key)] { m_area->showPane(name); }; };
    command(
        u"trade.ticket"_qs, [] { return tr("Order ticket"); }, keysOf("Ctrl+T"), show("ticket"));
    command(
        u"trade.orders"_qs, [] { return tr("Working orders"); }, {}, show("orders"));
    command(
        u"trade.cancelEntries"_qs, [] { return tr("Cancel entry orders…"); }, keysOf("Ctrl+Shift+X"),
        [this] { cancelEntries(); }, true);
    command(
        u"trade.closePositions"_qs, [] { return tr("Close positions…"); }, {}, [this] { closePositions(); }, true);
    command(
        u"trade.kill"_qs, [] { return tr("Stop all trading…"); }, keysOf("Ctrl+Shift+K"), [this] { askToStop({}); },
        true, true);
    command(
        u"trade.killSymbol"_qs, [] { return tr("Stop the selected symbol…"); }, keysOf("Ctrl+Shift+S"),
        [this] { stopSymbol(); }, true);

    command(
        u"proposals.focus"_qs, [] { return tr("Go to the proposals"); }, keysOf("Ctrl+J"),
        [this] {
            m_area->showPane(u"proposals"_qs);
            updateStrip();
            if (Pane* pane = m_area->pane(u"proposals"_qs)) {
                for (QWidget* up = pane->parentWidget(); up != nullptr; up = up->parentWidget()) {
                    if (auto* stack = qobject_cast<PaneStack*>(up)) {
                        stack->focusFront();
                        break;
                    }
                }
            }
        });

    command(
        u"risk.switches"_qs, [] { return tr("Kill switches"); }, {},
        [this] {
            showWorkspace(u"risk"_qs);
            m_area->showPane(u"kill_switches"_qs);
        });
    command(
        u"risk.review"_qs, [] { return tr("Review and reset…"); }, {}, [this] { openReset(); }, true);
    command(
        u"risk.limits"_qs, [] { return tr("Risk limits…"); }, {}, [this] { openSettings(u"risk_limits"_qs); });
    const auto lower = [this](risk::Mode mode) {
        return [this, mode] {
            if (mode < m_engine.desk().mode) {
                m_engine.send(events::SetMode{mode}, tr("lowered by hand"));
            }
        };
    };
    command(
        u"risk.reduceOnly"_qs, [] { return tr("Lower to reduce only"); }, {}, lower(risk::Mode::ReduceOnly));
    command(
        u"risk.halt"_qs, [] { return tr("Lower to halted"); }, {}, lower(risk::Mode::Halted));
}

void MainWindow::addWindowCommands()
{
    command(
        u"window.palette"_qs, [] { return tr("Command palette"); }, keysOf("Ctrl+K"),
        [this] { m_palette->openBelow(m_menu->commandField()); });
    addPaneCommands();
    command(
        u"window.nextPane"_qs, [] { return tr("Next pane"); }, keysOf("F6"), [this] { m_area->focusNext(1); });
    command(
        u"window.previousPane"_qs, [] { return tr("Pane before"); }, keysOf("Shift+F6"),
        [this] { m_area->focusNext(-1); });
    command(
        u"window.nextTab"_qs, [] { return tr("Next tab in pane"); }, keysOf("Ctrl+Tab"),
        [this] { m_area->nextTab(1); });
    command(
        u"window.previousTab"_qs, [] { return tr("Tab before in pane"); }, keysOf("Ctrl+Shift+Tab"),
        [this] { m_area->nextTab(-1); });
}

void MainWindow::addToolCommands()
{
    command(
        u"tools.settings"_qs, [] { return tr("Settings…"); }, keysOf("Ctrl+,"), [this] { openSettings({}); });
    command(
        u"tools.shortcuts"_qs, [] { return tr("Shortcuts…"); }, {}, [this] { openSettings(u"shortcuts"_qs); });
    command(
        u"tools.vault"_qs, [] { return tr("Brokers and keys…"); }, {}, [this] { openSettings(u"brokers"_qs); });
    command(
        u"tools.lockVault"_qs,
        [this] { return m_lock != nullptr ? tr("Lock the window and the vault") : tr("Lock the vault"); },
        keysOf("Ctrl+Alt+L"), [this] { lockNow(); });
    command(
        u"tools.health"_qs, [] { return tr("System health"); }, {}, [this] { m_area->showPane(u"health"_qs); });
    command(
        u"tools.undoSettings"_qs, [] { return tr("Undo change of settings"); }, {}, [this] { m_settings.undo(); });
    command(
        u"help.commands"_qs, [] { return tr("Commands and keys…"); }, keysOf("F1"),
        [this] {
            auto* sheet = new HelpSheet(m_commands, m_theme, this);
            sheet->open();
        });
    command(
        u"help.tour"_qs, [] { return tr("Tour"); }, {}, [this] { showTour(); });
    command(
        u"help.about"_qs, [] { return tr("About OmniTrade AI…"); }, {}, [this] { showAbout(); });
}

void MainWindow::addMenus()
{
    m_menu->addMenu(u"file"_qs, [] { return tr("&File"); },
                    {u"file.demo"_qs, u"file.recording"_qs, u"-"_qs, u"file.pause"_qs, u"file.speed.1"_qs,
                     u"file.speed.10"_qs, u"file.speed.60"_qs, u"file.speed.max"_qs, u"-"_qs, u"file.end"_qs,
                     u"file.quit"_qs});
    m_menu->addMenu(u"view"_qs, [] { return tr("&View"); },
                    {u"view.workspace.trading"_qs,
                     u"view.workspace.risk"_qs,
                     u"view.workspace.review"_qs,
                     u"view.workspace.system"_qs,
                     u"-"_qs,
                     u"view.newWorkspace"_qs,
                     u"view.renameWorkspace"_qs,
                     u"view.deleteWorkspace"_qs,
                     u"-"_qs,
                     u"view.undoLayout"_qs,
                     u"view.resetWorkspace"_qs,
                     u"view.fullScreen"_qs,
                     u"-"_qs,
                     u"view.dark"_qs,
                     u"view.light"_qs,
                     u"view.contrast"_qs,
                     u"-"_qs,
                     u"view.larger"_qs,
                     u"view.smaller"_qs,
                     u"view.actual"_qs,
                     u"-"_qs,
                     u"view.toolbar"_qs,
                     u"view.privacy"_qs,
                     u"view.readPrices"_qs});
    m_menu->addMenu(u"trade"_qs, [] { return tr("&Trade"); },
                    {u"trade.ticket"_qs, u"trade.orders"_qs, u"-"_qs, u"trade.cancelEntries"_qs,
                     u"trade.closePositions"_qs, u"-"_qs, u"trade.killSymbol"_qs, u"trade.kill"_qs});
    m_menu->addMenu(u"proposals"_qs, [] { return tr("&Proposals"); },
                    {u"proposals.focus"_qs, u"-"_qs, u"proposals.review"_qs, u"proposals.amend"_qs,
                     u"proposals.reject"_qs, u"proposals.snooze"_qs, u"proposals.bring_back"_qs, u"-"_qs,
                     u"proposals.next"_qs, u"proposals.previous"_qs});
    m_menu->addMenu(u"risk"_qs, [] { return tr("&Risk"); },
                    {u"risk.switches"_qs, u"risk.review"_qs, u"-"_qs, u"risk.limits"_qs, u"-"_qs, u"risk.reduceOnly"_qs,
                     u"risk.halt"_qs});
    m_menu->addMenu(u"tools"_qs, [] { return tr("T&ools"); },
                    {u"tools.settings"_qs, u"tools.shortcuts"_qs, u"tools.undoSettings"_qs, u"-"_qs, u"tools.vault"_qs,
                     u"tools.lockVault"_qs, u"-"_qs, u"tools.health"_qs});
    QStringList window{u"window.palette"_qs,
                       u"-"_qs,
                       u"window.another.chart"_qs,
                       u"window.another.watchlist"_qs,
                       u"-"_qs,
                       u"window.nextPane"_qs,
                       u"window.previousPane"_qs,
                       u"window.nextTab"_qs,
                       u"window.previousTab"_qs};
    m_menu->addMenu(
        u"window"_qs, [] { return tr("&Window"); }, window);
    m_menu->addMenu(u"help"_qs, [] { return tr("&Help"); },
                    {u"help.commands"_qs, u"help.tour"_qs, u"-"_qs, u"help.about"_qs});
}

/// A row of what is done most, off until somebody wants it. The same commands as everywhere.
void MainWindow::addTools()
{
    m_tools->setMovable(false);
    m_tools->setToolButtonStyle(Qt::ToolButtonTextOnly);
    for (const char* key : {"trade.ticket", "proposals.focus", "-", "trade.cancelEntries", "trade.closePositions", "-",
                            "view.undoLayout", "tools.settings"}) {
        if (QAction* action = m_commands.find(QString::fromLatin1(key))) {
            m_tools->addAction(action);
        } else {
            m_tools->addSeparator();
        }
    }
    m_tools->setVisible(m_settings.choices().showsToolbar);
}

void MainWindow::updateCommands()
{
    const auto enable = [this](const char* key, bool isOn) {
        if (QAction* action = m_commands.find(QString::fromLatin1(key))) {
            action->setEnabled(isOn);
        }
    };
    const CommandFacts facts = commandFacts();
    m_commandFacts = facts;
    for (const char* key : {"file.pause", "file.speed.1", "file.speed.10", "file.speed.60", "file.speed.max"}) {
        enable(key, facts.hasPace);
    }
    if (QAction* toolbar = m_commands.find(u"view.toolbar"_qs)) {
        toolbar->setChecked(m_settings.choices().showsToolbar);
    }
    if (QAction* privacy = m_commands.find(u"view.privacy"_qs)) {
        privacy->setChecked(m_settings.choices().hidesAmounts);
    }
    enable("file.end", facts.runs);
    enable("view.undoLayout", facts.canUndo);
    enable("trade.cancelEntries", facts.hasOrders);
    enable("trade.closePositions", facts.hasPositions);
    enable("risk.reduceOnly", facts.mode > risk::Mode::ReduceOnly);
    enable("risk.halt", facts.mode > risk::Mode::Halted);
    const bool isOwn = m_layouts.isOwn(facts.workspace);
    enable("view.renameWorkspace", isOwn);
    enable("view.deleteWorkspace", isOwn);
    enable("view.resetWorkspace", !isOwn); // one's own has no other look than one's own
    for (const QString& key : m_layouts.keys()) {
        if (QAction* action = m_commands.find(u"view.workspace."_qs + key)) {
            action->setChecked(key == facts.workspace);
        }
    }
}

MainWindow::CommandFacts MainWindow::commandFacts() const
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const bool runs = m_engine.phase().phase == runtime::Phase::Running;
    return {runs,
            runs && orders::isSimulated(desk.environment),
            runs && !desk.openOrders.empty(),
            runs && !desk.positions.empty(),
            m_layouts.canUndo() || m_layoutTimer.isActive(),
            desk.mode,
            m_layouts.current()};
}

/// A shortcut and the palette ask no menu that would have looked first.
void MainWindow::followCommands()
{
    if (commandFacts() != m_commandFacts) {
        updateCommands();
    }
}

void MainWindow::addPaletteSources()
{
    m_palette->addSource([this] {
        QList<PaletteItem> items;
        for (const views::InstrumentView& view : m_engine.desk().instruments) {
            const InstrumentId id = view.instrument.id;
            items.append({PaletteKind::Symbol,
                          u"symbol/"_qs + QString::fromStdString(view.instrument.name()),
                          Words::symbol(m_engine.desk(), id),
                          outsideText(view.instrument.venue, 32),
                          {},
                          [this, id] { m_groups.select(LinkGroup::A, id); }});
        }
        return items;
    });
    m_palette->addSource([this] {
        const std::pair<const char*, QString> pages[] = {
            {"general", tr("General")},          {"appearance", tr("Appearance")}, {"shortcuts", tr("Shortcuts")},
            {"brokers", tr("Brokers and keys")}, {"orders", tr("Orders")},         {"risk_limits", tr("Risk limits")},
            {"storage", tr("Storage")},          {"advanced", tr("Advanced")}};
        QList<PaletteItem> items;
        for (const auto& [key, title] : pages) {
            const QString page = QString::fromLatin1(key);
            items.append({PaletteKind::Setting, u"settings/"_qs + page, title, tr("Settings"), {}, [this, page] {
                              openSettings(page);
                          }});
        }
        return items;
    });
}

} // namespace omni::ui
