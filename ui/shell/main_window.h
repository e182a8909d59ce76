// The main window: menus, account strip, banner, panes, status bar, and what holds them together.
//
//   omni::ui::MainWindow window(terminal, {.startsDemo = true});
//   window.show();
//
// is all that a program needs to do; `terminal` outlives the window. It makes its own link, theme, commands and
// settings. Needs a QApplication, runs no loop of its own, touches no file: layouts and settings are kept through the
// terminal. Closing it asks where a session runs, ends the session in order and then emits `ended`. UI thread.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/bridge/link_groups.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/panes/pane.h"
#include "ui/shell/layout_keeper.h"
#include "ui/shell/notices/toast_queue.h"
#include "ui/shell/status/cadence.h"
#include "ui/style/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/press_guard.h"
#include "ui/widgets/tone_player.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <string>

class QStackedLayout;
class QToolBar;

namespace omni::ui {

namespace review {
class ReviewDialog;
}
class AccountStrip;
class Announcer;
class CommandPalette;
class FloatingLine;
class KillBanner;
class KillConfirm;
class LockGate;
class LockScreen;
class MenuRow;
class NoticeTeller;
class PhaseCover;
class ProposalStrip;
class ReplayControls;
class StatusBar;
class StopProgress;
struct Stopped;
class ToastArea;
class Tray;
class WorkArea;

struct ShellOptions {
    bool startsDemo = false; ///< The built-in market at once, without asking.
    std::optional<runtime::SessionWish>
        session; ///< Or this. None of both: the first run, or the last word of a person.
    bool isQuiet = false; ///< No first run, no tour: for tests and pictures.
    Millis clock = steadyMillis(); ///< By which dialogs are deaf in their first moment and pop-ups go.
    std::optional<Duration> age = {}; ///< Of the program when the window is made. None: not known.
};

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(runtime::TerminalLink& terminal, const ShellOptions& options, QWidget* parent = nullptr);
    ~MainWindow() override;

    // --- parts, for tests and tools ----------------------------------------------------------------------------------
    [[nodiscard]] EngineLink& engine() noexcept
    {
        return m_engine;
    }
    [[nodiscard]] CommandRegistry& commands() noexcept
    {
        return m_commands;
    }
    [[nodiscard]] Theme& theme() noexcept
    {
        return m_theme;
    }
    [[nodiscard]] Formats& formats() noexcept
    {
        return m_formats;
    }
    [[nodiscard]] UserSettings& settings() noexcept
    {
        return m_settings;
    }
    [[nodiscard]] LinkGroups& groups() noexcept
    {
        return m_groups;
    }
    [[nodiscard]] PaneRequests& requests() noexcept
    {
        return m_requests;
    }
    [[nodiscard]] LayoutKeeper& layouts() noexcept
    {
        return m_layouts;
    }
    [[nodiscard]] WorkArea& workArea() noexcept
    {
        return *m_area;
    }
    [[nodiscard]] AccountStrip& strip() noexcept
    {
        return *m_strip;
    }
    [[nodiscard]] KillBanner& banner() noexcept
    {
        return *m_banner;
    }
    [[nodiscard]] StatusBar& status() noexcept
    {
        return *m_status;
    }
    [[nodiscard]] ToastArea& toasts() noexcept
    {
        return *m_toasts;
    }
    [[nodiscard]] CommandPalette& palette() noexcept
    {
        return *m_palette;
    }

    // --- deeds -------------------------------------------------------------------------------------------------------
    void start(const runtime::SessionWish& wish);
    void showWorkspace(const QString& key);
    /// The keyboard goes where work goes on: to the first pane of the workspace, or to the cover while nothing runs.
    void focusWork();
    /// Windows that lie off these screens, the main one and the floating ones, move onto the nearest.
    void keepOnScreens(const QList<QRect>& screens);
    void fitLeastSize(const QList<QRect>& screens);
    void undoLayout();
    /// The window and the vault, at once.
    void lockNow();
    [[nodiscard]] bool isCovered() const noexcept
    {
        return m_isCovered;
    }
    /// What was changed is taken over at once, not when all is quiet.
    void noteLayout();
    /// Opens the question; while it is open, a second call confirms.
    void askToStop(risk::Scope scope);

signals:
    /// The window was closed and the session has ended.
    void ended();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    [[nodiscard]] QList<QRect> decidingPanes(const QWidget& ground) const;
    void buildArea();
    void connectParts();
    void connectNotices();
    void connectPanes();
    void addMenus();
    void addTools();
    void addCommands();
    void addFileCommands();
    void addViewCommands();
    void addWorkspaceCommands();
    void followOwnWorkspaces();
    void askForWorkspace();
    void askForWorkspaceName();
    void askToDeleteWorkspace();
    void addReadingCommands();
    void addTradeCommands();
    void addWindowCommands();
    void addPaneCommands();
    QAction* addPaneCommand(const PaneInfo& info, const QString& id);
    void connectKinds();
    void openAnother(const PaneInfo& info, const QString& beside);
    void nameOpenPanes();
    void keepLayouts();
    [[nodiscard]] QString endWords();
    void addToolCommands();
    void addPaletteSources();
    QAction* command(const QString& key, std::function<QString()> text, const QKeySequence& keys,
                     std::function<void()> run, bool isDangerous = false, bool isFixed = false);
    void updateCommands();
    void followCommands();
    void updateTitle();
    void tellStart();
    void loadLayouts();
    void applyLayout(const WorkspaceLayout& layout);
    void preparePanes();
    void placeWindow();
    void noteWindow();
    void restoreSymbols();
    void applyChoices(bool isFirst);
    void followPrivacy();
    void retranslate();
    void onPhase();
    void onFrame();
    void followCadence();
    void updateStrip();
    void countAlerts();
    void review(const Stopped& stopped);
    void openReset();
    void closePositions();
    void ask(ConfirmDialog::Words words, std::function<void()> then);
    void cancelEntries();
    void stopSymbol();
    void openRecording();
    /// In what the broker lists; the session begins with them.
    void showAudit(const QString& kind);
    void chooseSymbols(const QString& broker);
    void startInstead(const runtime::SessionWish& wish);
    void openSettings(const QString& page);
    void openProposal(ProposalId proposal, bool isAmending = false);
    void showFirstRun();
    /// Whoever begins without the first steps learns that there is a tour, until it was taken once.
    void tellOfTour();
    void showTour();
    void showAbout();
    void leave();
    void buildSeat();
    void followSeat();
    [[nodiscard]] bool asksWhoItIs() const;
    void cover(const std::string& person);
    void uncover(const std::string& person);
    void showFloating(bool isShown);
    void tellWhoSitsHere();
    void greet();
    void signIn(std::function<void()> then);
    void enrolAtSeat();
    void begin(const runtime::SessionWish& wish);
    void onScreensChanged();
    void readPrices();
    void sound(Chime chime);
    void toast(ToastLevel level, const QString& key, const QString& text);
    void fillWorkspaces(QMenu& menu);
    [[nodiscard]] QString zoneTime(std::int64_t seconds) const;
    [[nodiscard]] PaneContext context();
    FloatingLine* makeLine(QWidget* parent);
    QWidget* makeDialogLine(QDialog& dialog);
    [[nodiscard]] QWidget* dialogParent();

    /// Which commands may run now.
    struct CommandFacts {
        bool runs = false, hasPace = false, hasOrders = false, hasPositions = false, canUndo = false;
        risk::Mode mode = risk::Mode::Halted;
        QString workspace;
        friend bool operator==(const CommandFacts&, const CommandFacts&) = default;
    };
    [[nodiscard]] CommandFacts commandFacts() const;

    Theme m_theme;
    Formats m_formats;
    EngineLink m_engine;
    StopProgress& m_progress;
    CommandRegistry m_commands;
    LinkGroups m_groups;
    PaneRequests m_requests;
    UserSettings m_settings;
    Language m_language;
    LayoutKeeper m_layouts;
    Cadence m_cadence;
    ShellOptions m_options;
    runtime::SessionWish m_lastWish;
    QTimer m_layoutTimer;
    QTimer m_paneTimer; ///< Panes of the other workspaces, while nothing waits for them.
    CommandFacts m_commandFacts; ///< As they were told to the commands.
    std::map<QString, QAction*> m_paneCommands; ///< Of open second panes of a kind, by id.

    MenuRow* m_menu = nullptr;
    QToolBar* m_tools = nullptr;
    AccountStrip* m_strip = nullptr;
    KillBanner* m_banner = nullptr;
    QStackedLayout* m_middle = nullptr;
    PhaseCover* m_cover = nullptr;
    WorkArea* m_area = nullptr;
    ProposalStrip* m_proposals = nullptr;
    StatusBar* m_status = nullptr;
    ToastArea* m_toasts = nullptr;
    Announcer* m_announcer = nullptr;
    NoticeTeller* m_teller = nullptr;
    TonePlayer m_tones;
    Tray* m_tray = nullptr;
    ReplayControls* m_replay = nullptr;
    CommandPalette* m_palette = nullptr;
    review::ReviewDialog* m_review = nullptr; ///< Made when first needed; one for the window.
    QPointer<KillConfirm> m_question;
    LockScreen* m_lock = nullptr; ///< Null: nobody is asked for at this window.
    LockGate* m_gate = nullptr;
    QTimer m_seatTimer;
    bool m_isCovered = false;
    std::string m_coveredFor; ///< Who sat here then; empty: nobody.
    QString m_person; ///< Who is signed in, as the title says it; empty: nobody, or it is hidden.
    bool m_isStartTold = false, m_wasShown = false;
    int m_unread = 0; ///< Alerts that the status bar counts.
    std::optional<Monotonic> m_tradedSince; ///< When this session's first price was seen.
    bool m_isReady = false, m_isLeaving = false, m_hasSymbols = false, m_hadSession = false;
};

} // namespace omni::ui
