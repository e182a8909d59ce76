#include "ui/shell/main_window.h"

#include "core/base/log.h"
#include "ui/bridge/stop_progress.h"
#include "ui/commands/palette.h"
#include "ui/shell/banner/floating_line.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/dialog_lines.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/kill_keys.h"
#include "ui/shell/menu_row.h"
#include "ui/shell/notices/announcer.h"
#include "ui/shell/notices/notice_teller.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/notices/tray.h"
#include "ui/shell/proposal_strip.h"
#include "ui/shell/session/phase_cover.h"
#include "ui/shell/session/replay_controls.h"
#include "ui/shell/status/stall_watch.h"
#include "ui/shell/status/status_bar.h"
#include "ui/shell/strip/account_strip.h"
#include "ui/shell/strip/kill_button.h"
#include "ui/shell/use_watch.h"
#include "ui/shell/workspaces.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedLayout>
#include <QToolBar>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

bool isPaneOfBuild(const QString& key)
{
    const auto panes = allPanes();
    return std::any_of(panes.begin(), panes.end(), [&key](const PaneInfo* info) {
        return key == QLatin1String(info->key.data(), static_cast<qsizetype>(info->key.size()));
    });
}

} // namespace

MainWindow::MainWindow(runtime::TerminalLink& terminal, const ShellOptions& options, QWidget* parent)
    : QMainWindow(parent)
    , m_engine(terminal)
    , m_progress(StopProgress::of(m_engine))
    , m_settings(m_engine)
    , m_layouts(terminal, isPaneOfBuild, nullptr)
    , m_options(options)
{
    if (options.age) {
        m_engine.frames().startedAt(m_engine.now() + Duration{-options.age->ns});
    }
    setObjectName(u"mainWindow"_qs);
    applyChoices(true);
    setWindowIcon(Icons::icon(m_theme, u"logo"_qs, Token::Accent));
    build();
    addCommands();
    addMenus();
    addTools();
    addPaletteSources();
    buildSeat();
    connectParts();
    connectPanes();
    connectKinds();
    m_commands.restoreShortcuts(m_settings.choices().shortcuts);
    loadLayouts();
    retranslate();
    m_isReady = true;
    onPhase();
    updateStrip();
    for (const QString& note : m_settings.notes()) {
        toast(ToastLevel::Warning, {}, note);
    }
    if (!m_theme.fontNote().isEmpty()) {
        toast(ToastLevel::Info, {}, m_theme.fontNote());
    }
    if (m_options.startsDemo || m_options.session) {
        start(m_options.session.value_or(runtime::SessionWish{}));
        tellOfTour();
    } else if (!m_options.isQuiet && !m_settings.choices().firstRunDone
               && m_engine.phase().phase == runtime::Phase::Idle) {
        QMetaObject::invokeMethod(this, &MainWindow::showFirstRun, Qt::QueuedConnection);
    }
}

void MainWindow::build()
{
    auto* ground = new QWidget(this);
    setSurface(*ground, Surface::Window);
    setCentralWidget(ground);
    auto* column = new QVBoxLayout(ground);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_menu = new MenuRow(m_commands, m_theme, ground);
    m_strip = new AccountStrip(m_engine, m_groups, m_requests, m_theme, m_formats, ground);
    m_banner = new KillBanner(m_engine, m_theme, m_formats, false, ground);
    m_replay = new ReplayControls(m_engine, m_theme, m_strip);
    m_strip->addReplayControls(m_replay);
    m_replay->hide(); // until a recording plays
    m_tools = new QToolBar(ground);
    m_tools->hide(); // until somebody wants it
    column->addWidget(m_menu);
    column->addWidget(m_tools);
    column->addWidget(m_strip);
    column->addWidget(m_banner);
    auto* middle = new QWidget(ground);
    column->addWidget(middle, 1);
    m_middle = new QStackedLayout(middle);
    buildArea();
    m_status = new StatusBar(m_engine, m_theme, m_formats, m_cadence, ground);
    column->addWidget(m_status);
    m_toasts = new ToastArea(m_theme, ground, m_options.clock);
    m_toasts->setBottomMargin(m_theme.px(24));
    m_toasts->setAvoided([this, ground] { return decidingPanes(*ground); });
    m_announcer = new Announcer(ground);
    m_teller = new NoticeTeller(m_engine, m_formats, this);
    m_tray = new Tray(m_engine, m_theme, this);
    m_palette = new CommandPalette(m_commands, m_theme, this);
}

/// Where something is decided: no pop-up covers it.
QList<QRect> MainWindow::decidingPanes(const QWidget& ground) const
{
    QList<QRect> places;
    for (const QString& key : {u"proposals"_qs, u"ticket"_qs}) {
        if (const Pane* pane = m_area->pane(key); pane != nullptr && pane->isVisible() && pane->window() == this) {
            places.append(QRect(pane->mapTo(&ground, QPoint()), pane->size()));
        }
    }
    return places;
}

void MainWindow::buildArea()
{
    auto* both = new QWidget(m_middle->parentWidget());
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_area = new WorkArea(context(), both);
    m_proposals = new ProposalStrip(m_engine, m_theme, m_formats, both);
    row->addWidget(m_area, 1);
    row->addWidget(m_proposals);
    m_cover = new PhaseCover(m_theme, m_formats, m_middle->parentWidget());
    m_middle->addWidget(both);
    m_middle->addWidget(m_cover);
    m_area->setTopLine([this](QWidget* parent) { return makeLine(parent); });
}

PaneContext MainWindow::context()
{
    return {m_engine, m_commands, m_theme, m_formats, m_groups, m_requests};
}

FloatingLine* MainWindow::makeLine(QWidget* parent)
{
    auto* line = new FloatingLine(m_engine, m_groups, m_theme, m_formats, parent);
    connect(&line->killButton(), &KillButton::stopAsked, this, &MainWindow::askToStop);
    connect(&line->killButton(), &KillButton::reviewAsked, this, &MainWindow::openReset);
    connect(&line->banner(), &KillBanner::reviewAsked, this, &MainWindow::review);
    return line;
}

/// What was stopped is reviewed in the window that waits behind the dialog: who asks for it leaves the dialog first, as
/// by Esc.
QWidget* MainWindow::makeDialogLine(QDialog& dialog)
{
    FloatingLine* line = makeLine(&dialog);
    connect(&line->killButton(), &KillButton::reviewAsked, &dialog, &QDialog::reject);
    connect(&line->banner(), &KillBanner::reviewAsked, &dialog, &QDialog::reject);
    return line;
}

void MainWindow::connectParts()
{
    connect(m_menu, &MenuRow::paletteAsked, this, [this] { m_palette->openBelow(m_menu->commandField()); });
    connect(m_menu, &MenuRow::aboutToShow, this, &MainWindow::updateCommands);
    connect(m_menu, &MenuRow::workspacesAsked, this, [this](QMenu* menu) { fillWorkspaces(*menu); });
    connect(&m_strip->killButton(), &KillButton::stopAsked, this, &MainWindow::askToStop);
    connect(&m_strip->killButton(), &KillButton::reviewAsked, this, &MainWindow::openReset);
    connect(m_strip, &AccountStrip::modeAsked, this,
            [this](risk::Mode mode) { m_engine.send(events::SetMode{mode}, tr("lowered by hand")); });
    connect(m_strip, &AccountStrip::environmentAsked, this, [this] { m_area->showPane(u"health"_qs); });
    connect(m_banner, &KillBanner::closePositionsAsked, this, &MainWindow::closePositions);
    connect(m_banner, &KillBanner::reviewAsked, this, &MainWindow::review);
    connect(m_cover, &PhaseCover::demoAsked, this, [this] { start({}); });
    connect(m_cover, &PhaseCover::recordingAsked, this, &MainWindow::openRecording);
    connect(m_cover, &PhaseCover::brokerAsked, this, [this] { openSettings(QStringLiteral("brokers")); });
    connect(m_cover, &PhaseCover::retryAsked, this, [this] { start(m_lastWish); });
    connect(m_proposals, &QAbstractButton::clicked, this, [this] {
        m_area->showPane(u"proposals"_qs);
        updateStrip();
    });
    connect(m_status, &StatusBar::feedsAsked, this, [this] { m_area->showPane(u"health"_qs); });
    connect(m_status, &StatusBar::trippedAsked, this, [this] { m_area->showPane(u"kill_switches"_qs); });
    connect(m_status, &StatusBar::alertsAsked, this, [this] {
        m_area->showPane(u"alerts"_qs);
        m_teller->setRead();
    });
    connectNotices();
    connect(m_strip, &AccountStrip::limitNear, m_announcer, &Announcer::say);
    connect(qApp, &QGuiApplication::screenRemoved, this, &MainWindow::onScreensChanged, Qt::QueuedConnection);
    connect(qApp, &QGuiApplication::screenAdded, this, &MainWindow::onScreensChanged, Qt::QueuedConnection);
    connect(m_tray, &Tray::stopAsked, this, [this] {
        showNormal();
        raise();
        askToStop({});
    });
    connect(m_tray, &Tray::paneAsked, this, [this](const QString& key) {
        emit m_tray->showAsked();
        m_area->showPane(key);
    });
    connect(m_tray, &Tray::showAsked, this, [this] {
        show();
        raise();
        activateWindow();
    });
    connect(m_palette, &CommandPalette::ran, this, [this] { m_layouts.noteRecent(m_palette->recent()); });
    new DialogLines([this](QDialog& dialog) { return makeDialogLine(dialog); }, this);
    new UseWatch(m_engine.terminal().vault(), m_engine.terminal().seat(), this);
    auto* keys = new KillKeys(this);
    connect(keys, &KillKeys::pressed, this, [this] { askToStop({}); });
    auto* stalls = new StallWatch(this);
    connect(stalls, &StallWatch::stoodStill, this,
            [this](qint64 ms) { m_engine.frames().stoodStill(milliseconds(ms)); });
    connect(stalls, &StallWatch::stalled, this, [this](qint64 ms) {
        toast(ToastLevel::Warning, u"stall"_qs,
              tr("The window stood still for %1 s. Orders, stops and the kill switch were not affected.")
                  .arg(m_formats.number(static_cast<double>(ms) / 1'000.0, 1)));
    });
}

void MainWindow::connectPanes()
{
    connect(&m_engine, &EngineLink::frame, this, &MainWindow::onFrame);
    connect(&m_engine, &EngineLink::phaseChanged, this, &MainWindow::onPhase);
    connect(&m_engine, &EngineLink::restarted, this, [this] {
        if (m_hadSession) { // what was told of that one is void
            m_toasts->clear();
        }
        m_hadSession = true;
        m_hasSymbols = false;
        m_tradedSince.reset();
    });
    connect(&m_engine, &EngineLink::refusedToSend, this, [this] {
        toast(ToastLevel::Answer, u"not sent"_qs,
              tr("Nothing was sent: no session runs. Start one from the File menu."));
    });
    connect(&m_requests, &PaneRequests::showPane, this, [this](const QString& key) { m_area->showLinked(key); });
    connect(&m_requests, &PaneRequests::killDialog, this, [this] { askToStop({}); });
    connect(&m_requests, &PaneRequests::stopDialog, this, &MainWindow::askToStop);
    connect(&m_requests, &PaneRequests::resetDialog, this, &MainWindow::openReset);
    connect(&m_requests, &PaneRequests::settings, this, &MainWindow::openSettings);
    connect(&m_requests, &PaneRequests::review, this, [this](ProposalId proposal) { openProposal(proposal); });
    connect(&m_requests, &PaneRequests::amend, this, [this](ProposalId proposal) { openProposal(proposal, true); });
    connect(&m_requests, &PaneRequests::ticket, this, [this](InstrumentId instrument) {
        m_groups.select(LinkGroup::A, instrument);
        m_area->showPane(u"ticket"_qs);
    });
    connect(&m_requests, &PaneRequests::notify, this, [this](int level, const QString& text) {
        toast(level >= 2 ? ToastLevel::Critical : level == 1 ? ToastLevel::Answer : ToastLevel::Info, text, text);
    });
    connect(&m_settings, &UserSettings::changed, this, [this] { applyChoices(false); });
    m_layoutTimer.setSingleShot(true);
    m_layoutTimer.setInterval(300);
    connect(&m_layoutTimer, &QTimer::timeout, this, &MainWindow::noteLayout);
    connect(m_area, &WorkArea::changed, this, [this] {
        m_layoutTimer.start();
        updateStrip();
        followCommands();
    });
    connect(&m_groups, &LinkGroups::selected, this, [this](LinkGroup group, InstrumentId instrument) {
        const views::InstrumentView* view = m_engine.instrument(instrument);
        const QString name(QChar(u'@' + static_cast<int>(group)));
        if (view != nullptr) {
            m_layouts.noteSymbol(name, QString::fromStdString(view->instrument.name()));
        }
    });
}

void MainWindow::sound(Chime chime)
{
    const UserChoices& choices = m_settings.choices();
    switch (chime) {
    case Chime::Proposal:
        return m_tones.play(chime, choices.queueSound);
    case Chime::Fill:
        return m_tones.play(chime, choices.fillSound);
    case Chime::Warning:
        return m_tones.play(chime, choices.warningSound);
    case Chime::Stop:
        return m_tones.play(chime, choices.stopSound);
    }
}

void MainWindow::toast(ToastLevel level, const QString& key, const QString& text)
{
    if (!m_isCovered) { // it stands among the alerts all the same
        m_toasts->push(level, key, text);
    }
    if (level == ToastLevel::Critical) {
        m_tray->tellOutside(tr("A critical alert. Open the window to read it."), true);
    }
}

void MainWindow::onFrame()
{
    m_strip->refresh();
    updateStrip();
    updateTitle();
    followCommands();
    if (!m_hasSymbols) {
        restoreSymbols();
    }
    countAlerts();
    if (m_cadence.onFrame(static_cast<double>(m_engine.frames().busy().ns) / 1e6, m_engine.now().ns / 1'000'000)) {
        followCadence();
    }
    const bool isReplay = m_engine.desk().environment == orders::Environment::Replay && m_engine.desk().isOpen;
    m_replay->setVisible(isReplay);
    if (asksWhoItIs() && !m_isCovered) {
        followSeat(); // before anything is painted
    }
}

/// The queue is never out of sight while something waits in it.
void MainWindow::updateStrip()
{
    m_proposals->refresh();
    m_proposals->setVisible(m_proposals->count() > 0 && m_area->pane(u"proposals"_qs) == nullptr);
}

void MainWindow::updateTitle()
{
    const orders::Environment environment = m_engine.desk().environment;
    const QString word = Words::of(environment);
    const bool runs = m_engine.phase().phase == runtime::Phase::Running;
    QString title = !runs                          ? u"OmniTrade AI"_qs
        : environment == orders::Environment::Live ? u"LIVE — OmniTrade AI"_qs
                                                   : u"OmniTrade AI — "_qs + word;
    if (!m_person.isEmpty()) {
        title += u" · "_qs + m_person;
    }
    if (title != windowTitle()) {
        setWindowTitle(title);
    }
}

void MainWindow::onPhase()
{
    const runtime::PhaseView& phase = m_engine.phase();
    m_cover->show(phase);
    if (const int shown = PhaseCover::covers(phase.phase) ? 1 : 0; shown != m_middle->currentIndex()) {
        m_middle->setCurrentIndex(shown);
        focusWork();
    }
    if (phase.phase == runtime::Phase::Ended && !m_isLeaving) {
        toast(ToastLevel::Info, u"ended"_qs, tr("The session has ended. What you see is how it stood at its end."));
    }
    if (m_isLeaving && (phase.phase == runtime::Phase::Ended || phase.phase == runtime::Phase::Failed)) {
        leave();
    }
    followSeat();
    updateTitle();
    updateCommands();
}

void MainWindow::begin(const runtime::SessionWish& wish)
{
    m_lastWish = wish;
    m_replay->restart(wish.speed);
    m_engine.terminal().start(wish);
    m_engine.poll();
}

void MainWindow::applyChoices(bool isFirst)
{
    const UserChoices& choices = m_settings.choices();
    const ThemeKind kind = themeFromName(choices.theme);
    const UpDownSet set = upDownFromName(choices.upDown);
    m_theme.setReducedMotion(choices.reducedMotion);
    if (isFirst || kind != m_theme.kind() || set != m_theme.upDown()
        || choices.scalePercent != m_theme.scalePercent()) {
        m_theme.apply(kind, set, choices.scalePercent);
    }
    m_theme.setComfortable(choices.comfortableRows);
    m_language.apply(choices.language);
    m_formats.locale = m_language.localeFor(choices.formats);
    const QTimeZone zone(choices.zone.toUtf8());
    m_formats.zone = zone.isValid() ? zone : QTimeZone::utc();
    const bool hides = choices.hidesAmounts || m_isCovered;
    const bool hid = std::exchange(m_formats.hasPrivacy, hides);
    m_formats.isIsolated = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    m_cadence.setWished(choices.frameRate);
    followCadence();
    if (!isFirst) {
        m_tools->setVisible(choices.showsToolbar);
        if (hides != hid) {
            followPrivacy();
        }
        tellWhoSitsHere();
        m_strip->refresh();
        m_status->refresh();
    }
}

/// Times what Qt does with it: the widgets that asked for it are painted, the picture goes to the screen.
bool MainWindow::event(QEvent* event)
{
    if (event->type() != QEvent::UpdateRequest) {
        const bool isTaken = QMainWindow::event(event);
        if (event->type() == QEvent::Show && windowHandle() != nullptr) {
            windowHandle()->installEventFilter(this);
        }
        if (event->type() == QEvent::Show && !std::exchange(m_wasShown, true)) {
            focusWork();
            preparePanes();
        }
        return isTaken;
    }
    const Monotonic begun = m_engine.now();
    const bool isTaken = QMainWindow::event(event);
    m_engine.frames().painted(begun, m_engine.now());
    if (m_engine.frames().pricesAfter()) {
        tellStart();
    }
    return isTaken;
}

/// The first painting is not asked for by a widget: the screen wants it. It is done when the event has been handled.
bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Expose && watched == windowHandle() && windowHandle()->isExposed()) {
        watched->removeEventFilter(this);
        QMetaObject::invokeMethod(
            this, [this, begun = m_engine.now()] { m_engine.frames().painted(begun, m_engine.now()); },
            Qt::QueuedConnection);
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && m_isReady) {
        retranslate();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    m_commands.retranslate();
    m_menu->setWorkspace(m_layouts.titleOf(m_layouts.current()));
    m_strip->retranslate();
    m_banner->refresh();
    m_area->retranslate();
    m_cover->retranslate();
    m_replay->retranslate();
    m_status->retranslate();
    m_tools->setAccessibleName(tr("Toolbar"));
    m_tray->retranslate();
    tellWhoSitsHere();
    updateTitle();
}

} // namespace omni::ui
