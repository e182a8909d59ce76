// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/made_desk.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/window_bench.h"
#include "ui/bridge/stop_progress.h"
#include "ui/commands/palette.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/session/phase_cover.h"
#include "ui/shell/status/status_bar.h"
#include "ui/shell/strip/account_strip.h"
#include "ui/shell/strip/strip_chip.h"
#include "ui/shell/workspaces.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

using Bench = WindowBench;

bool says(const Bench& bench, const QString& words)
{
    const auto labels = bench.window->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&words](const QLabel* label) { return label->text().contains(words); });
}

QList<QWidget*> unnamedIn(QWidget* root)
{
    QList<QWidget*> unnamed;
    for (QWidget* part : root->findChildren<QWidget*>()) {
        const QByteArray kind = part->metaObject()->className();
        const bool isInner = kind.startsWith("QMenu") || kind.startsWith("QScrollBar") || kind == "QTabBar"
            || kind == "QLineEdit" || kind.contains("Private") || part->objectName().startsWith(u"qt_"_qs);
        if (part->focusPolicy() == Qt::NoFocus || !part->isVisible() || isInner) {
            continue;
        }
        QAccessibleInterface* told = QAccessible::queryAccessibleInterface(part);
        if (told == nullptr || told->text(QAccessible::Name).isEmpty()) {
            unnamed.append(part);
        }
    }
    return unnamed;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    /// Keys and the palette ask no menu.
    void commandsFollowTheDeskWithoutAnyMenu()
    {
        Bench bench;
        const auto isOn
            = [&](const char* key) { return bench.window->commands().find(QString::fromLatin1(key))->isEnabled(); };
        views::DeskSnapshot desk = aSnapshot();
        QVERIFY(!desk.openOrders.empty() && !desk.positions.empty());
        QTRY_VERIFY(isOn("trade.cancelEntries") && isOn("trade.closePositions"));
        desk.openOrders.clear();
        desk.positions.clear();
        bench.terminal.show(desk);
        bench.window->engine().poll();
        QTRY_VERIFY(!isOn("trade.cancelEntries") && !isOn("trade.closePositions"));
        bench.terminal.show(aSnapshot());
        bench.window->engine().poll();
        QTRY_VERIFY(isOn("trade.cancelEntries") && isOn("trade.closePositions"));
        QTest::keyClick(bench.window.get(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(bench.window->findChild<ConfirmDialog*>() != nullptr);

        QVERIFY(!isOn("view.undoLayout"));
        bench.area().closePane(u"log"_qs);
        QVERIFY(isOn("view.undoLayout"));
        QTest::qWait(400); // noted
        QVERIFY(isOn("view.undoLayout"));
    }

    void showsThePanesOfTradingAtFirst()
    {
        Bench bench;
        QCOMPARE(bench.window->layouts().current(), u"trading"_qs);
        for (const char* key : {"proposals", "chart", "positions", "watchlist"}) {
            QVERIFY2(bench.area().pane(QString::fromLatin1(key)) != nullptr, key);
        }
        QCOMPARE(bench.window->windowTitle(), u"OmniTrade AI — DEMO"_qs);
        bench.window->keepOnScreens({QRect(0, 0, 1'600, 1'000)}); // the one of this platform is smaller
        QCOMPARE(bench.window->minimumSize(), QSize(1'180, 720));
    }

    // The status bar said "0 alerts" beside a pane with an unread one.
    void theStatusBarCountsTheAlertsThatThePaneCounts()
    {
        Bench bench;
        const auto frame = [&bench] {
            bench.terminal.show(aSnapshot());
            bench.window->engine().poll();
        };
        events::AlertRaised alert;
        alert.level = events::AlertLevel::Critical;
        alert.key = ShortText<31>("breaker.losing_streak");
        bench.terminal.notice(Stamp{Sequence{50}, {}, {}, 1}, events::Fact(alert));
        frame();
        frame();
        QCOMPARE(bench.area().pane(u"alerts"_qs)->badge(), 1);
        const auto* status = bench.window->findChild<StatusBar*>();
        QVERIFY2(status->text().contains(u"1 alert"_qs), qPrintable(status->text()));
        bench.run("alerts.read_all");
        frame();
        QVERIFY2(status->text().contains(u"0 alert"_qs), qPrintable(status->text()));
    }

    void startsTheDemoWhenToldTo()
    {
        FakeTerminal terminal;
        terminal.phaseShown = {runtime::Phase::Idle, {}, {}, 0};
        MainWindow window(terminal, {.startsDemo = true, .session = {}, .isQuiet = true});
        QCOMPARE(terminal.starts.size(), std::size_t{1});
        QVERIFY(terminal.starts[0].files.empty());
    }

    void saysInWordsWhyNothingRuns()
    {
        Bench bench(false);
        bench.terminal.phaseShown
            = {runtime::Phase::Failed, "The file tape.csv cannot be read.", "Choose another file.", 2};
        bench.window->engine().poll();
        auto* cover = bench.window->findChild<PhaseCover*>();
        QVERIFY(cover->isVisible());
        QVERIFY(cover->text().contains(u"The file tape.csv cannot be read."_qs));
        QVERIFY(cover->text().contains(u"Choose another file."_qs));
        QVERIFY(cover->text().contains(u"Nothing was started"_qs)); // what it means, above the words of the core
        QVERIFY(!bench.area().isVisible());
    }

    void takesFiguresOfTheStripFromTheDesk()
    {
        Bench bench;
        const auto desk = makeDesk();
        show(bench.terminal, desk);
        bench.window->engine().poll();
        const views::AccountFigures figures = views::figuresOf(*desk.snapshot);
        const Formats& formats = bench.window->formats();
        auto& strip = bench.window->strip();
        QCOMPARE(strip.cell(StripFigure::Equity).figure().value, formats.money(desk.snapshot->equity));
        QCOMPARE(strip.cell(StripFigure::Equity).figure().detail, u"USD"_qs);
        QVERIFY(figures.dayPnl.has_value());
        QVERIFY(strip.cell(StripFigure::DayPnl).figure().value.endsWith(formats.change(figures.dayPnl)));
        QCOMPARE(strip.cell(StripFigure::Drawdown).figure().detail, u"of 6.00%"_qs);
        QCOMPARE(strip.cell(StripFigure::GrossExposure).figure().detail, u"of 80%"_qs);
        QCOMPARE(strip.cell(StripFigure::DailyLossUsed).figure().detail, u"of 2.00%"_qs);
        QCOMPARE(strip.environment().look().text, u"DEMO"_qs);
    }

    void showsADashForWhatIsNotKnown()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.equity.reset();
        for (std::size_t i = 0; i < stripFigureCount; ++i) {
            const auto which = static_cast<StripFigure>(i);
            const Figure figure = figureOf(which, desk, views::figuresOf(desk), {});
            if (which == StripFigure::Equity || which == StripFigure::DayPnl || which == StripFigure::Drawdown) {
                QCOMPARE(figure.value, u"–"_qs);
            }
        }
    }

    void saysWhyEquityIsNotKnown()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.equity.reset();
        desk.missing = views::MissingWorth{"EUR", {}};
        const auto figure = [&] { return figureOf(StripFigure::Equity, desk, views::figuresOf(desk), {}); };
        QCOMPARE(figure().detail, u"no rate for EUR"_qs);
        QCOMPARE(figure().token, Token::Warn);
        desk.missing = views::MissingWorth{{}, "test:ACME"};
        QCOMPARE(figure().detail, u"no price of test:ACME"_qs);
    }

    void namesNoEnvironmentWhileNothingRuns()
    {
        QCOMPARE(environmentLook({}, {}).text, u"NO SESSION"_qs);
        QCOMPARE(feedText({}, {}, {}), u"No session"_qs);
        QCOMPARE(environmentLook(aSnapshot(), {}).text, u"DEMO"_qs);
    }

    // Amber with the date of what is played: nobody takes it for today's market.
    void theReplayBadgeIsAmberWithTheDateOfTheRecording()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.environment = orders::Environment::Replay;
        desk.at.wall = Timestamp{1'754'000'000'000'000'000}; // 2025-07-31 22:13:20 UTC
        Formats formats;
        formats.zone = QTimeZone::utc();
        QCOMPARE(environmentLook(desk, formats).text, u"REPLAY 31 Jul 2025"_qs);
        QCOMPARE(environmentLook(desk, formats).token, Token::Warn);
        QVERIFY(environmentLook(desk, formats).meaning.contains(u"Recorded"_qs));
        formats.zone = QTimeZone("Asia/Tokyo");
        QCOMPARE(environmentLook(desk, formats).text, u"REPLAY 1 Aug 2025"_qs); // the day of the zone that is shown

        Bench bench;
        bench.terminal.show(desk);
        bench.window->engine().poll();
        auto& badge = bench.window->strip().environment();
        QVERIFY(badge.isVisible() && badge.text().startsWith(u"REPLAY"_qs));
        QVERIFY(badge.accessibleDescription().startsWith(badge.text()));
        const QImage image = badge.grab().toImage();
        int amber = 0, others = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                amber += image.pixelColor(x, y) == bench.window->theme().color(Token::Warn) ? 1 : 0;
                others += image.pixelColor(x, y) == bench.window->theme().color(Token::Ok) ? 1 : 0;
            }
        }
        QVERIFY2(amber > 40, qPrintable(QString::number(amber))); // its edge and its letters
        QCOMPARE(others, 0);
    }

    void marksRiseAndFallBySignAndArrow()
    {
        const views::DeskSnapshot desk = aSnapshot();
        views::AccountFigures figures;
        figures.dayPnl = Money{611'47000000};
        figures.dayPnlShare = BasisPoints{25};
        QCOMPARE(figureOf(StripFigure::DayPnl, desk, figures, {}).value, u"▲ +611.47"_qs);
        QCOMPARE(figureOf(StripFigure::DayPnl, desk, figures, {}).detail, u"+0.25%"_qs);
        figures.dayPnl = Money{-4'968'11000000};
        QCOMPARE(figureOf(StripFigure::DayPnl, desk, figures, {}).value, u"▼ −4,968.11"_qs);
    }

    void warnsFromFourFifthsOfALimitOn()
    {
        const views::DeskSnapshot desk = aSnapshot(); // drawdown halts at 600 bp
        views::AccountFigures figures;
        const auto tokenAt = [&](int points) {
            figures.drawdownNow = BasisPoints{points};
            return figureOf(StripFigure::Drawdown, desk, figures, {}).token;
        };
        QCOMPARE(tokenAt(479), Token::Text);
        QCOMPARE(tokenAt(480), Token::Warn);
        QCOMPARE(tokenAt(599), Token::Warn);
        QCOMPARE(tokenAt(600), Token::Danger);
    }

    void dropsGrossExposureFirstButNeverTheSwitch()
    {
        Bench bench;
        AccountStrip& strip = bench.window->strip();
        strip.resize(900, strip.height());
        QVERIFY(!strip.cell(StripFigure::GrossExposure).isVisible());
        QVERIFY(strip.cell(StripFigure::Equity).isVisible());
        QVERIFY(bench.window->findChild<QWidget*>(u"killSwitch"_qs)->isVisible());
        QVERIFY(strip.environment().isVisible());
        strip.resize(1'600, strip.height());
        QVERIFY(strip.cell(StripFigure::GrossExposure).isVisible());
    }

    void stopsByTwoKeysAlone()
    {
        Bench bench;
        bench.now = 1'000;
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bench.question() != nullptr);
        QVERIFY(bench.terminal.kills.empty());
        bench.now = 2'000;
        QVERIFY(QTest::qWaitForWindowActive(bench.question())); // until then Enter belongs to the pane with the keys
        QTRY_COMPARE(QApplication::focusWidget(), bench.question()->focusWidget());
        QCOMPARE(bench.question()->focusWidget()->accessibleName(), u"Stop all trading"_qs);
        QTest::keyClick(bench.question()->focusWidget(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
        QCOMPARE(bench.terminal.kills[0].level, risk::KillLevel::CancelEntries);
    }

    void stopsByTheShortcutTwice()
    {
        Bench bench;
        bench.now = 1'000;
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        bench.now = 2'000;
        QTest::keyClick(bench.question(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
    }

    void doesNothingWhileTheKillKeysAreHeld()
    {
        Bench bench;
        bench.now = 1'000;
        QTest::keyPress(bench.window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        bench.now = 9'000;
        for (int i = 0; i < 50; ++i) {
            QKeyEvent repeat(QEvent::KeyPress, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier, {}, true);
            QCoreApplication::sendEvent(bench.question(), &repeat);
        }
        QVERIFY(bench.terminal.kills.empty());
    }

    void asksForTheSelectedSymbolOnly()
    {
        Bench bench;
        bench.run("trade.killSymbol");
        QVERIFY(bench.question() != nullptr);
        QCOMPARE(bench.question()->scope(), (risk::Scope{risk::ScopeKind::Symbol, 1}));
    }

    void neverActsByADangerousCommandAlone()
    {
        Bench bench;
        trip(bench);
        for (QAction* action : bench.window->commands().all()) {
            const CommandSpec* spec = bench.window->commands().spec(action->objectName());
            if (!spec->isDangerous) {
                continue;
            }
            action->trigger();
            QVERIFY2(bench.terminal.kills.empty() && bench.terminal.sent.empty(), qPrintable(action->objectName()));
            for (QDialog* dialog : bench.window->findChildren<QDialog*>()) {
                dialog->reject();
            }
            QCoreApplication::processEvents();
        }
    }

    void hasNoShortcutThatArmsOrClosesAll()
    {
        Bench bench;
        for (const char* key : {"risk.review", "trade.closePositions"}) {
            QVERIFY(bench.window->commands().find(QString::fromLatin1(key))->shortcut().isEmpty());
        }
        QVERIFY(bench.window->commands().spec(u"trade.kill"_qs)->isFixed);
    }

    void givesNoTwoCommandsTheSameKeys()
    {
        Bench bench;
        for (const QAction* action : bench.window->commands().all()) {
            const QStringList conflicts
                = bench.window->commands().conflictsWith(action->objectName(), action->shortcut());
            QVERIFY2(conflicts.isEmpty(), qPrintable(action->objectName() + u" and "_qs + conflicts.join(u' ')));
        }
    }

    void showsTheBannerAsLongAsItIsTripped()
    {
        Bench bench;
        QVERIFY(!bench.window->banner().isVisible());
        trip(bench);
        QVERIFY(bench.window->banner().isVisible());
        QVERIFY(bench.window->banner().texts().first().startsWith(
            u"Global kill switch tripped: no orders can be sent by you, the AI or any strategy"_qs));
        bench.terminal.levelShown = risk::KillLevel::None;
        bench.terminal.show(aSnapshot());
        bench.window->engine().poll();
        QVERIFY(!bench.window->banner().isVisible());
    }

    void saysThatSizesAreReducedAfterAReset()
    {
        Bench bench;
        views::DeskSnapshot desk = aSnapshot();
        desk.reduced = views::ReducedView{desk.at.wall, PrincipalId{1}};
        bench.terminal.show(desk);
        bench.window->engine().poll();
        QVERIFY(bench.window->banner().isVisible());
        QCOMPARE(bench.window->banner().texts().size(), 1);
        QVERIFY(bench.window->banner().texts().first().startsWith(u"Reduced size, 50% until the session ends"_qs));
        bench.terminal.show(aSnapshot());
        bench.window->engine().poll();
        QVERIFY(!bench.window->banner().isVisible());
    }

    void tellsThreeLinesAndHowManyMore()
    {
        Bench bench;
        views::DeskSnapshot desk = aSnapshot();
        for (std::uint64_t id = 1; id <= 5; ++id) {
            views::LatchView latch = aLatch();
            latch.scope = {risk::ScopeKind::Symbol, id};
            desk.latches.push_back(latch);
        }
        bench.terminal.show(desk);
        bench.window->engine().poll();
        const QStringList texts = bench.window->banner().texts();
        QCOMPARE(texts.size(), 4);
        QCOMPARE(texts.last(), u"and 2 more"_qs);
    }

    void saysHowOldDataIsAndHowLongOrdersTake()
    {
        Bench bench;
        bench.window->status().refresh();
        QVERIFY(bench.window->status().text().startsWith(u"Demo market · orders 40 ms · data 0.0 s"_qs));
        QVERIFY(bench.window->status().text().contains(u"UTC"_qs));
    }

    void countsUnreadAlertsUntilTheyAreSeen()
    {
        Bench bench;
        bench.area().closePane(u"alerts"_qs);
        bench.terminal.notice(aSnapshot().at,
                              events::Fact{events::AlertRaised{
                                  events::AlertLevel::Warning, ShortText<31>("order.late_fill"), {1}, {}, 0, 0}});
        bench.window->engine().poll();
        QVERIFY(bench.window->status().text().contains(u"1 alert(s)"_qs));
    }

    void namesEveryPartThatTakesTheKeyboard()
    {
        Bench bench;
        trip(bench);
        for (const WorkspaceInfo& info : allWorkspaces()) {
            bench.window->showWorkspace(QString::fromLatin1(info.key));
            QCoreApplication::processEvents();
            const auto unnamed = unnamedIn(bench.window.get());
            QStringList kinds;
            for (const QWidget* part : unnamed) {
                kinds.append(QString::fromLatin1(part->metaObject()->className()) + u" in "_qs
                             + QString::fromLatin1(part->parentWidget()->metaObject()->className()));
            }
            QVERIFY2(unnamed.isEmpty(), qPrintable(kinds.join(u"; "_qs)));
        }
    }

    void hasNoDeadMenu()
    {
        Bench bench;
        auto* menus = bench.window->findChild<QMenuBar*>();
        QVERIFY(menus->actions().size() >= 8);
        for (QAction* menu : menus->actions()) {
            emit menu->menu()->aboutToShow();
            QVERIFY2(!menu->menu()->actions().isEmpty(), qPrintable(menu->text()));
        }
    }

    void asksBeforeItClosesWhileASessionRuns()
    {
        Bench bench;
        bench.window->close();
        QVERIFY(bench.window->isVisible());
        QCOMPARE(bench.terminal.ends, std::size_t{0});
        QVERIFY(says(bench, QStringLiteral("protective stops stay at the broker")));
    }

    void saysThatThePaperExchangeTakesItsStopsWithIt()
    {
        Bench bench;
        views::Connection connection;
        connection.broker = "sandbox-binance";
        views::BrokerOffers offers(1);
        offers[0].key = "sandbox-binance";
        offers[0].isInHouse = true;
        bench.terminal.connectionShown = std::make_shared<const views::Connection>(connection);
        bench.terminal.brokersShown = std::make_shared<const views::BrokerOffers>(offers);

        bench.window->close();

        QVERIFY(says(bench, QStringLiteral("all open orders, stops too")));
        QVERIFY(!says(bench, QStringLiteral("stay at the broker")));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
