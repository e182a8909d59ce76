#include "tests/support/pane_scenes/pane_scenes.h"

#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_scenes/audit_scenes.h"
#include "ui/bridge/stop_progress.h"
#include "ui/charts/chart_view.h"
#include "ui/panes/kill_reset/model.h"
#include "ui/widgets/state_cover.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <array>

namespace omni::testing {

namespace {

using ui::PaneState;

// --- what stands behind the pane ---

void noSession(PaneStage& stage)
{
    stage.bench.terminal.phaseShown = {runtime::Phase::Idle, {}, {}, 0};
    stage.bench.frame();
}
void starting(PaneStage& stage)
{
    stage.bench.terminal.phaseShown = {runtime::Phase::Starting, "Reading the recording", {}, 1};
    stage.bench.terminal.holdsAnswers = true;
    stage.bench.frame();
}
void failed(PaneStage& stage)
{
    stage.bench.terminal.phaseShown
        = {runtime::Phase::Failed, "The file tape.csv cannot be read.", "Choose another file.", 1};
    stage.bench.frame();
}
void quietDay(PaneStage& stage)
{
    stage.publish();
}
void live(PaneStage& stage)
{
    stage.desk.trade();
    stage.desk.showPast(stage.bench.terminal);
    stage.desk.showMarket(stage.bench.terminal);
    stage.bench.terminal.show(aHealth());
    stage.publish();
}
void failsLater(PaneStage& stage)
{
    live(stage);
    stage.bench.terminal.phaseShown = {runtime::Phase::Failed, "The disk is full.", "Make room.", 1};
    stage.bench.frame();
}
void unanswered(PaneStage& stage)
{
    stage.bench.terminal.holdsAnswers = true;
    stage.publish();
}
void historyFails(PaneStage& stage)
{
    stage.bench.terminal.historyFault = Error{Errc::Unavailable, "history.sqlite is locked"};
    stage.publish();
}
/// Something stands in the table already.
void historyFailsLater(PaneStage& stage)
{
    stage.desk.trade();
    historyFails(stage);
}
void longPast(PaneStage& stage)
{
    stage.desk.showLongPast(stage.bench.terminal);
    stage.publish();
}
void stale(PaneStage& stage)
{
    live(stage);
    stage.desk.fallSilent(seconds(42));
    stage.publish();
}
void stopping(PaneStage& stage)
{
    live(stage);
    stage.desk.stop();
    stage.bench.terminal.levelShown = risk::KillLevel::CancelEntries;
    stage.publish();
}
void stopped(PaneStage& stage)
{
    stopping(stage);
    stage.desk.confirmCancels();
    stage.publish();
}
/// What the desk shows, with one thing changed by hand.
template<class Change> void show(PaneStage& stage, Change&& change)
{
    views::DeskSnapshot shot = *stage.bench.terminal.snapshotShown;
    change(shot);
    stage.bench.terminal.show(std::move(shot));
    stage.bench.frame();
}
void notCompared(PaneStage& stage)
{
    live(stage);
    show(stage, [](views::DeskSnapshot& shot) {
        shot.isReconciled = false;
        shot.environment = orders::Environment::Paper;
    });
}
/// A position that nobody here opened, cash that differs, our order without an answer and one of somebody else.
void accountDiffers(PaneStage& stage)
{
    live(stage);
    show(stage, [](views::DeskSnapshot& shot) {
        shot.environment = orders::Environment::Paper;
        shot.isReconciled = true;
        const Timestamp since = shot.at.wall - seconds(95);
        const InstrumentId instrument = shot.instruments.front().instrument.id;
        using events::DifferenceKind;
        shot.differences = {
            {{DifferenceKind::Position, instrument, {}, {}, {}}, 0, 120, since, false},
            {{DifferenceKind::Cash, {}, CurrencyId{1}, {}, {}}, 10'000'000'000, 9'000'000'000, since, true},
            {{DifferenceKind::OrderHereOnly, instrument, {}, OrderId{12}, {}}, 30, 0, since, false},
            {{DifferenceKind::OrderThereOnly, instrument, {}, {}, orders::VenueOrderId("8813")}, 0, 30, since, false},
        };
    });
}
void alerted(PaneStage& stage)
{
    live(stage);
    Stamp stamp = stage.desk.desk.stamp;
    const auto raise = [&](events::AlertLevel level, const char* key, OrderId order) {
        stamp.seq.value += 1;
        stamp.wall = stamp.wall + seconds(70);
        stage.bench.terminal.notice(
            stamp, events::Fact(events::AlertRaised{level, ShortText<31>(key), InstrumentId{1}, order, 0, 0}));
    };
    raise(events::AlertLevel::Info, "position.time_exit", OrderId{3});
    raise(events::AlertLevel::Warning, "order.late_fill", OrderId{4});
    raise(events::AlertLevel::Critical, "position.unprotected", OrderId{5});
    stage.bench.frame();
}
void symbolStopped(PaneStage& stage)
{
    live(stage);
    show(stage, [](views::DeskSnapshot& shot) {
        views::LatchView latch = aLatch();
        latch.scope = {risk::ScopeKind::Symbol, 2};
        latch.at = shot.at.wall - minutes(3);
        shot.latches = {latch};
    });
}
void coolingOff(PaneStage& stage)
{
    live(stage);
    show(stage, [](views::DeskSnapshot& shot) {
        views::BreakerView breaker;
        breaker.breaker = events::Breaker::DailyLoss;
        breaker.limit = 98'000 * test::oneDollar;
        breaker.actual = 97'850 * test::oneDollar;
        breaker.at = shot.at.wall - minutes(4);
        breaker.coolingLeft = minutes(11);
        shot.breakers = {breaker};
        shot.mode = risk::Mode::Halted;
    });
}
void checkFails(PaneStage& stage)
{
    stopped(stage);
    views::Health health = aHealth();
    health.parts[0].state = views::PartState::Down;
    health.parts[0].detail = "no message for 42 s";
    stage.bench.terminal.show(health);
    stage.bench.frame();
}
void partsFail(PaneStage& stage)
{
    live(stage);
    views::Health health = aHealth();
    health.parts[0].state = views::PartState::Down;
    health.parts[0].dataAge = seconds(42);
    health.parts[0].detail = "no message for 42 s";
    health.parts[2].state = views::PartState::Degraded;
    health.parts[2].detail = "the disk is slow";
    health.parts[3].state = views::PartState::Starting;
    stage.bench.terminal.show(health);
    stage.bench.frame();
}
void noInstruments(PaneStage& stage)
{
    stage.publish();
    show(stage, [](views::DeskSnapshot& shot) { shot.instruments.clear(); });
}
void noBars(PaneStage& stage)
{
    auto series = std::make_shared<views::BarSeries>();
    series->key = {InstrumentId{1}, minutes(1)};
    stage.bench.terminal.show(std::shared_ptr<const views::BarSeries>(series));
    stage.publish();
}
void strategyOff(PaneStage& stage)
{
    live(stage);
    show(stage, [](views::DeskSnapshot& shot) { shot.strategies.back().on = false; });
}
void noStrategies(PaneStage& stage)
{
    stage.publish();
    show(stage, [](views::DeskSnapshot& shot) { shot.strategies.clear(); });
}

// --- what is done in front of it ---

void giveTheReason(PaneStage& stage)
{
    stage.bench.pane->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("Gap on the headline, size halved"));
    stage.bench.frame();
}
void makeReady(PaneStage& stage)
{
    giveTheReason(stage);
    stage.bench.pane->findChild<QLineEdit*>()->setText(ui::kill_reset::sentence());
    stage.bench.frame();
}

/// Results as the bars of the report.
void asBars(PaneStage& stage)
{
    stage.bench.pane->restoreState({{QStringLiteral("bars"), true}});
}

/// Bars are digested by another thread.
bool waitsForBars(const ui::Pane& pane)
{
    const auto* chart = pane.findChild<ui::ChartView*>();
    return chart == nullptr || QTest::qWaitFor([&] { return !chart->data().isWorking(); });
}

/// Skeleton rows come after a moment, a bar that moves after another: the picture is taken between the two.
bool waitsForSkeleton(const ui::Pane& pane)
{
    const auto covers = pane.findChildren<ui::StateCover*>();
    for (const auto* cover : covers) {
        const auto* skeleton = cover->findChild<QWidget*>(QStringLiteral("skeleton"));
        if (cover->state() == ui::CoverState::Loading && cover->isVisible()
            && !(QTest::qWaitFor([&] { return skeleton->isVisible(); })
                 && !cover->findChild<QProgressBar*>()->isVisible())) {
            return false;
        }
    }
    return true;
}

int percentOf(Guise guise)
{
    switch (guise) {
    case Guise::Small:
        return 80;
    case Guise::Large:
        return 150;
    case Guise::Huge:
        return 200;
    case Guise::Dark:
    case Guise::Light:
    case Guise::Pseudo:
    case Guise::Mirrored:
        break;
    }
    return 100;
}

constexpr QSize wide{900, 220}, side{236, 360}, tall{424, 820}, form{424, 700}, board{620, 620}, drawing{932, 420},
    switches{968, 520};

std::vector<PaneScene> scenesUpToKillSwitches()
{
    using enum PaneState;
    return {
        {"alerts", "empty", Empty, "No alerts", {640, 220}, &quietDay},
        {"alerts", "loading", Loading, "", {640, 220}, &unanswered},
        {"alerts", "error", Error, "history.sqlite is locked", {640, 220}, &historyFails},
        {"alerts", "live", Normal, "has no working stop|12:06:31|Order 4 in ACME|12:04:11", {640, 220}, &alerted},
        {"alerts", "narrow", Normal, "has no working stop|12:06:31", {236, 300}, &alerted},
        {"chart", "empty", Empty, "No instrument is chosen", drawing, &noSession},
        {"chart", "loading", Loading, "Loading bars", drawing, &quietDay},
        {"chart", "error", Error, "tape.csv cannot be read", drawing, &failed},
        {"chart", "no_trades", Empty, "No trades yet", drawing, &noBars},
        {"chart", "live", Normal, "ACME|Open", drawing, &live},
        {"chart", "stale", Stale, "Data stopped", drawing, &stale},
        {"chart", "blocked", Blocked, "Only stops can be moved", drawing, &stopped},
        {"decisions", "empty", Empty, "Nothing has been decided", wide, &quietDay},
        {"decisions", "loading", Loading, "", wide, &unanswered},
        {"decisions", "error", Error, "history.sqlite is locked", wide, &historyFails},
        {"decisions", "live", Normal, "still decided|100% of|3s", wide, &live},
        {"fills", "empty", Empty, "", wide, &quietDay},
        {"fills", "loading", Loading, "", wide, &unanswered},
        {"fills", "error", Error, "history.sqlite is locked", wide, &historyFails},
        {"fills", "long", Normal, "The newest 2,000 rows", wide, &longPast},
        {"fills", "live", Normal, "101.84|6,110.40|−184.0|98.82", wide, &live},
        {"health", "loading", Loading, "have not reported", wide, &quietDay},
        {"health", "live", Normal, "41 ms|6.00 ms|180.0 MB|96/s", wide, &live},
        {"health", "down", Normal, "no message for 42 s|the disk is slow", wide, &partsFail},
        {"journal", "empty", Empty, "No closed trades yet", wide, &quietDay},
        {"journal", "loading", Loading, "", wide, &unanswered},
        {"journal", "error", Error, "history.sqlite is locked", wide, &historyFails},
        {"journal", "live", Normal, "+184.00|+1.53 R|−118.00|patience", wide, &live},
        {"kill_reset", "empty", Empty, "Nothing is tripped", board, &live},
        {"kill_reset", "blocked", Normal, "prices look wrong|12:03:01|Checks, done", board, &stopped},
        {"kill_reset", "check_fails", Normal, "prices look wrong|Checks, failed", board, &checkFails},
        {"kill_reset", "cooling_off", Normal, "−2.15% of −2.00%|11:00 left", board, &coolingOff},
        {"kill_reset", "reason_given", Normal, "Step 4: Confirm it is you, now", board, &stopped, &giveTheReason},
        {"kill_reset", "ready", Normal, "Step 5: Arm, now", board, &stopped, &makeReady},
        {"kill_switches", "loading", Loading, "Stop|come with it", switches, &starting},
        {"kill_switches", "live", Normal, "Armed", switches, &live},
        {"kill_switches", "stopping", Normal, "Stopping", switches, &stopping},
        {"kill_switches", "blocked", Normal, "Tripped", switches, &stopped},
        {"kill_switches", "symbol_stopped", Normal, "Tripped", switches, &symbolStopped},
        {"kill_switches", "breaker", Normal, "Tripped", switches, &coolingOff},
    };
}

std::vector<PaneScene> scenesFromLogOn()
{
    using enum PaneState;
    return {
        {"log", "empty", Empty, "Nothing has happened", wide, &noSession},
        {"log", "loading", Loading, "is starting", wide, &starting},
        {"log", "live", Normal, "Buy 15 ACME at 100.00, order 1|100,000.00|Order 2: Sell 15 ACME at 99.00 stop", wide,
         &stopped},
        {"orders", "empty", Empty, "No orders yet", wide, &quietDay},
        {"orders", "loading", Loading, "", wide, &unanswered},
        {"orders", "error", Error, "history.sqlite is locked", wide, &historyFails},
        {"orders", "no_history", Error, "may be incomplete", wide, &historyFailsLater},
        {"orders", "live", Normal, "99.00|103.00|64,200|3,400.0|0.0240", wide, &live},
        {"orders", "blocked", Normal, "Cancelling…|3,400.0|99.00", wide, &stopping},
        {"pnl", "empty", Empty, "No closed trades yet", {780, 440}, &quietDay},
        {"pnl", "loading", Loading, "", {780, 440}, &unanswered},
        {"pnl", "error", Error, "history.sqlite is locked", {780, 440}, &historyFails},
        {"pnl", "live", Normal, "6 trades, won 4 of 6|+124.00|−23.00|+271.00|0.68%", {780, 440}, &live},
        {"pnl", "bars", Normal, "2023-12-31: +271.00|2024-01-01: −23.00", {780, 440}, &live, &asBars},
        {"positions", "no_session", Empty, "No session runs", wide, &noSession},
        {"positions", "loading", Loading, "is starting", wide, &starting},
        {"positions", "error", Error, "Nothing trades", wide, &failed},
        {"positions", "failed_later", Error, "how it was|63,398|64,200", wide, &failsLater},
        {"positions", "empty", Empty, "No positions", wide, &quietDay},
        {"positions", "live", Normal, "1,501.50|+1.50|63,398|−0.0240|−0.07|64,200", wide, &live},
        {"positions", "stale", Stale, "has not been compared", wide, &notCompared},
        {"positions", "blocked", Blocked, "can still be closed by hand", wide, &stopped},
        {"proposals", "loading", Loading, "is starting", {424, 360}, &starting},
        {"proposals", "error", Error, "Nothing trades", {424, 360}, &failed},
        {"proposals", "empty", Empty, "No proposals", {424, 360}, &quietDay},
        {"proposals", "live", Normal, "Buy 4 ACME at market|400.40 USD|98.10|−8.04|3 of 3", tall, &live},
        {"proposals", "stale", Stale, "", tall, &stale},
        {"proposals", "blocked", Blocked, "", {424, 360}, &stopped},
        {"reconcile", "empty", Empty, "built in", wide, &live},
        {"reconcile", "loading", Loading, "has not been compared", wide, &notCompared},
        {"reconcile", "live", Normal, "order 8813 in ACME|−10.00|100.00|90.00|12:01:26", {900, 300}, &accountDiffers},
        {"strategies", "empty", Empty, "No strategy runs", wide, &noStrategies},
        {"strategies", "loading", Normal, "still being read", wide, &unanswered},
        {"strategies", "error", Error, "history.sqlite is locked", wide, &historyFails},
        {"strategies", "live", Normal, "3 of 3|+519.00|1 of 3|−147.00", wide, &live},
        {"strategies", "switched_off", Normal, "Off|+519.00|−147.00", wide, &strategyOff},
        {"strategies", "blocked", Normal, "Held|+519.00|−147.00", wide, &stopped},
        {"ticket", "empty", Empty, "nothing to trade", form, &noSession},
        {"ticket", "loading", Loading, "is starting", form, &starting},
        {"ticket", "error", Error, "No order can be sent", form, &failed},
        {"ticket", "live", Normal, "Bid 100.09 · Ask 100.11 · Last 100.10", form, &live},
        {"ticket", "stale", Stale, "stopped at", form, &stale},
        {"ticket", "blocked", Blocked, "reduce a position", form, &stopped},
        {"watchlist", "empty", Empty, "No symbols", side, &noSession},
        {"watchlist", "failed_later", Error, "how it was|100.10", side, &failsLater},
        {"watchlist", "loading", Loading, "first instrument", side, &noInstruments},
        {"watchlist", "live", Normal, "100.10|+0.60%|63,401|−0.95%|3,412.2|1.42", side, &live},
        {"watchlist", "stale", Stale, "No prices arrive", side, &stale},
        {"what_the_stop_did", "empty", Empty, "Nothing was stopped", {620, 260}, &live},
        {"what_the_stop_did", "stopping", Normal, "tripped by you|12:03:01.400", {620, 260}, &stopping},
        {"what_the_stop_did",
         "blocked",
         Normal,
         "Entry order 6, ETHUSD, cancelled|234 ms|2 of 2",
         {620, 260},
         &stopped},
    };
}

} // namespace

PaneStage::PaneStage(Guise guise)
{
    bench.theme.setReducedMotion(true);
    bench.theme.apply(guise == Guise::Light ? ui::ThemeKind::Light : ui::ThemeKind::Dark, ui::UpDownSet::TealOrange,
                      percentOf(guise));
    // The window was made before the theme set its font, and no event loop runs that would tell it.
    QEvent another(QEvent::ApplicationFontChange);
    QCoreApplication::sendEvent(&bench.window, &another);
    if (guise == Guise::Pseudo) {
        QCoreApplication::installTranslator(&m_pseudo);
    } else if (guise == Guise::Mirrored) {
        QCoreApplication::installTranslator(&m_mirrored);
    }
    QGuiApplication::setLayoutDirection(guise == Guise::Mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    bench.formats.isIsolated = guise == Guise::Mirrored;
}

PaneStage::~PaneStage()
{
    bench.pane.reset();
    QCoreApplication::removeTranslator(&m_pseudo);
    QCoreApplication::removeTranslator(&m_mirrored);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

ui::Pane& PaneStage::make(std::string_view key, QSize size)
{
    static_cast<void>(ui::StopProgress::of(bench.link));
    for (const ui::PaneInfo* info : ui::allPanes()) {
        if (info->key == key) {
            bench.pane.reset(info->make(bench.context, &bench.window));
        }
    }
    Q_ASSERT(bench.pane);
    bench.pane->hide();
    const QSize scaled(bench.theme.px(size.width()), bench.theme.px(size.height()));
    bench.window.resize(scaled);
    bench.pane->resize(scaled);
    return *bench.pane;
}

void PaneStage::raise()
{
    bench.window.show();
    bench.pane->show();
    bench.frame();
}

void PaneStage::publish()
{
    desk.show(bench.terminal);
    bench.frame();
    if (!bench.link.desk().instruments.empty() && !bench.groups.instrument(ui::LinkGroup::A)) {
        bench.groups.select(ui::LinkGroup::A, InstrumentId{1});
    }
}

const std::vector<PaneScene>& allPaneScenes()
{
    static const std::vector<PaneScene> all = [] {
        auto scenes = scenesUpToKillSwitches();
        const auto audit = auditScenes();
        const auto chart = std::ranges::find_if(
            scenes, [](const PaneScene& scene) { return std::string_view(scene.pane) == "chart"; });
        scenes.insert(chart, audit.begin(), audit.end());
        const auto more = scenesFromLogOn();
        scenes.insert(scenes.end(), more.begin(), more.end());
        return scenes;
    }();
    return all;
}

bool play(const PaneScene& scene, PaneStage& stage)
{
    stage.make(scene.pane, scene.size);
    scene.arrange(stage);
    stage.raise();
    if (scene.act != nullptr) {
        scene.act(stage);
    }
    const bool hasBars = waitsForBars(*stage.bench.pane);
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(); // another language comes with the first of them
        if (i == 0) {
            stage.bench.frame();
        }
    }
    return hasBars && waitsForSkeleton(*stage.bench.pane);
}

} // namespace omni::testing
