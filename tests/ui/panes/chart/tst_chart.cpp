// needs: ui/panes/chart ui/charts ui/commands ui/style ui/widgets tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/made_bars.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/charts/line_drag.h"
#include "ui/commands/registry.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/model.h"
#include "ui/panes/chart/symbol_search.h"
#include "ui/panes/chart/view.h"
#include "ui/widgets/formats.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

namespace {

constexpr views::SeriesKey minuteBars{InstrumentId{1}, minutes(1)};

/// Bars around 63'400, where the plausible desk trades.
std::shared_ptr<views::BarSeries> bitcoinBars(std::size_t count = 300)
{
    SeededRandom random(51);
    return seriesFrom(drawnBars(random, count, 63'400, 12), true);
}

/// A pane over a fake terminal that shows the plausible desk: a position of 0.0315, its stop at 62'134, a proposal.
struct Shown {
    FakeTerminal terminal;
    Theme theme;
    Formats formats;
    std::unique_ptr<EngineLink> engine;
    CommandRegistry commands;
    LinkGroups groups;
    PaneRequests requests;
    std::int64_t now = 1'000;
    std::unique_ptr<ChartPane> pane;

    explicit Shown(views::DeskSnapshot desk = aSnapshot(), bool hasBars = true)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        terminal.show(std::move(desk));
        if (hasBars) {
            terminal.show(bitcoinBars());
        }
        engine = std::make_unique<EngineLink>(terminal);
        engine->poll();
        pane = std::make_unique<ChartPane>(
            PaneContext{*engine, commands, theme, formats, groups, requests}, nullptr, [this] { return now; });
        pane->resize(1'000, 600);
        pane->show();
        paint();
    }
    void show(views::DeskSnapshot desk)
    {
        terminal.show(std::move(desk));
        paint();
    }
    void paint()
    {
        engine->poll();
        pane->grab();
    }
    [[nodiscard]] ChartView& chart() const
    {
        return pane->chart();
    }
    [[nodiscard]] const ChartLine* lineOf(LineKind kind) const
    {
        for (const ChartLine& line : chart().scene().lines) {
            if (line.kind == kind) {
                return &line;
            }
        }
        return nullptr;
    }
    /// Takes the stop, moves it by `ticks` and lets it go.
    void moveStop(int ticks)
    {
        while (!chart().drag() || chart().drag()->original.kind != LineKind::Stop) {
            chart().pickNextLine();
        }
        for (int i = 0; i < std::abs(ticks); ++i) {
            QTest::keyClick(&chart(), ticks > 0 ? Qt::Key_Up : Qt::Key_Down);
        }
        QTest::keyClick(&chart(), Qt::Key_Return);
    }
};

orders::OrderRecord aWorkingLimit()
{
    orders::OrderRecord record = anOrder();
    record.ticket.id = OrderId{9};
    record.ticket.side = Side::Buy;
    record.ticket.kind = orders::OrderKind::Limit;
    record.ticket.role = orders::OrderRole::Entry;
    record.ticket.stop.reset();
    record.ticket.limit = Ticks{63'300};
    record.ticket.reduceOnly = false;
    return record;
}

} // namespace

class TestChart : public QObject
{
    Q_OBJECT

private slots:
    // --- what it shows ---
    void choosesTheFirstInstrumentWhenNoneIsChosen()
    {
        const Shown shown;

        QCOMPARE(shown.groups.instrument(LinkGroup::A), InstrumentId{1});
        QCOMPARE(shown.pane->header().symbolText(), QStringLiteral("BTCUSD"));
        QCOMPARE(shown.pane->state(), PaneState::Normal);
    }

    void watchesExactlyTheSeriesThatItShows()
    {
        auto shown = std::make_unique<Shown>();
        QCOMPARE(shown->terminal.watched[minuteBars], 1);
        shown->pane->setInterval(minutes(5));
        QCOMPARE(shown->terminal.watched[minuteBars], 0);
        QCOMPARE((shown->terminal.watched[{InstrumentId{1}, minutes(5)}]), 1);
        shown->pane.reset();
        QCOMPARE((shown->terminal.watched[{InstrumentId{1}, minutes(5)}]), 0);
    }

    // Stop at 62'134 against a cost of 63'400: 0.0315 x 1'266 = 39.879 are lost, 2 % of the price.
    void showsPositionStopAndProposal()
    {
        const Shown shown;

        QVERIFY(shown.lineOf(LineKind::Stop));
        QCOMPARE(shown.lineOf(LineKind::Stop)->label, QStringLiteral("Stop 62,134 −2.00% −39.88"));
        QCOMPARE(shown.lineOf(LineKind::Position)->label, QStringLiteral("Long 0.0315 at 63,400 +1.89"));
        QVERIFY(shown.chart().scene().proposal);
        QCOMPARE(shown.chart().scene().proposal->label,
                 QStringLiteral("AI proposal · BUY 0.0315 at market · expires 02:01"));
        QCOMPARE(shown.chart().scene().bidText, QStringLiteral("63,400 × 1.5000"));
    }

    void aProposalCannotBeDragged()
    {
        auto desk = aSnapshot();
        desk.positions.clear();
        desk.openOrders.clear();
        const Shown shown(desk);
        shown.chart().pickNextLine();

        QVERIFY(!shown.chart().drag());
    }

    void marksTheTradesOfTheInstrument()
    {
        Shown shown;
        views::FillRow row;
        row.fill.instrument = InstrumentId{1};
        row.fill.price = Ticks{63'400};
        row.fill.size = Lots{315};
        row.fill.time = barsStart + minutes(3);
        views::FillRow busted = row;
        busted.isBusted = true;
        shown.terminal.give(std::vector<views::FillRow>{row, busted});
        shown.groups.select(LinkGroup::A, InstrumentId{2});
        shown.groups.select(LinkGroup::A, InstrumentId{1});
        shown.paint();
        shown.show(aSnapshot());

        QCOMPARE(shown.chart().scene().marks.size(), std::size_t{1});
        orders::Fill later = row.fill;
        later.side = Side::Sell;
        later.time = barsStart + minutes(4);
        shown.terminal.notice({}, events::Event(later));
        shown.show(aSnapshot());
        QCOMPARE(shown.chart().scene().marks.size(), std::size_t{2});
        QVERIFY(shown.chart().scene().marks[1].text.startsWith(QStringLiteral("Sold 0.0315 at 63,400")));
    }

    // --- states ---
    void saysWhichStateItIsIn()
    {
        views::DeskSnapshot empty;
        const Shown none(empty, false);
        QCOMPARE(none.pane->state(), PaneState::Empty);

        const Shown loading(aSnapshot(), false);
        QCOMPARE(loading.pane->state(), PaneState::Loading);

        Shown noBars(aSnapshot(), false);
        noBars.terminal.show(seriesFrom({}, false));
        noBars.show(aSnapshot());
        QCOMPARE(noBars.pane->state(), PaneState::Empty);
        QVERIFY(noBars.chart().cover().contains(QStringLiteral("No trades yet")));

        Shown failed;
        failed.terminal.phaseShown.phase = runtime::Phase::Failed;
        failed.terminal.phaseShown.text = "The journal is full.";
        failed.show(aSnapshot());
        QCOMPARE(failed.pane->state(), PaneState::Error);
        QVERIFY(failed.pane->stateText().contains(QStringLiteral("The journal is full.")));
    }

    void pricesThatStoppedAreSaidToHaveStopped()
    {
        auto desk = aSnapshot();
        desk.instruments[0].age = milliseconds(2'001);
        const Shown shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Stale);
        // plausibleNow - 520 ms
        QCOMPARE(shown.pane->stateText(), QStringLiteral("Data stopped 15:29:59"));
    }

    void atTheLimitOfAgeItIsFresh()
    {
        auto desk = aSnapshot();
        desk.instruments[0].age = seconds(2);
        const Shown shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Normal);
    }

    void aHaltedInstrumentIsNotStale()
    {
        auto desk = aSnapshot();
        desk.instruments[0].trading = market::TradingState::Halted;
        desk.instruments[0].age = minutes(3);
        const Shown shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Normal);
        QCOMPARE(shown.pane->header().tradingText(), QStringLiteral("‖ Halted"));
    }

    void underAKillSwitchOnlyStopsMove()
    {
        auto desk = aSnapshot();
        desk.openOrders.push_back(aWorkingLimit());
        Shown shown(desk);
        QVERIFY(shown.lineOf(LineKind::Order)->canDrag);
        shown.terminal.levelShown = risk::KillLevel::CancelEntries;
        desk.at.wall = desk.at.wall + seconds(1);
        shown.show(desk);

        QCOMPARE(shown.pane->state(), PaneState::Blocked);
        QVERIFY(!shown.lineOf(LineKind::Order)->canDrag);
        QVERIFY(shown.lineOf(LineKind::Stop)->canDrag);
    }

    void ordersOnTheirWayCannotBeDragged()
    {
        auto record = anOrder();
        QCOMPARE(dragBarOf(record, false), DragBar::None);
        record.replacing = orders::Replacement{Lots{315}, {}, Ticks{62'200}};
        QCOMPARE(dragBarOf(record, false), DragBar::NotWorking);
        record = anOrder();
        record.state = orders::OrderState::Unknown;
        QCOMPARE(dragBarOf(record, false), DragBar::NotWorking);
        record = anOrder();
        record.ticket.kind = orders::OrderKind::TrailingStop;
        QCOMPARE(dragBarOf(record, false), DragBar::Trailing);
    }

    // --- moving ---
    // 20 ticks lower: 0.0315 x 1'286 = 40.509.
    void looseningAStopAsksWithTheMoneyAndSendsOnce()
    {
        Shown shown;
        shown.moveStop(-20);
        QVERIFY(shown.pane->question().isVisible());
        QCOMPARE(shown.pane->question().sentence(),
                 QStringLiteral("Move stop 62,134 → 62,114, risk −39.88 → −40.51."));
        QVERIFY(shown.terminal.sent.empty());
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
        const auto* moved = shown.terminal.lastWish<events::MoveStop>();
        QVERIFY(moved);
        QCOMPARE(*moved, (events::MoveStop{OrderId{2}, Ticks{62'114}}));
        QVERIFY(!shown.pane->question().isVisible());
        QVERIFY(!shown.chart().drag());
    }

    void escapeKeepsTheStopAndSendsNothing()
    {
        Shown shown;
        shown.moveStop(-20);
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Escape);
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
        QVERIFY(!shown.chart().drag());
    }

    void aKeyWithinTheFirstMomentMovesNothing()
    {
        Shown shown;
        shown.moveStop(-20);
        shown.now += 299;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
        QVERIFY(shown.pane->question().isVisible());
    }

    void tighteningMayMoveWithoutAsking()
    {
        Shown shown;
        shown.moveStop(20);
        QVERIFY(shown.pane->question().isVisible()); // the default asks
        QTest::keyClick(&shown.pane->question(), Qt::Key_Escape);

        UserSettings settings(*shown.engine);
        UserChoices choices = settings.choices();
        choices.asksBeforeTightening = false;
        settings.set(choices);
        shown.moveStop(20);
        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
        QCOMPARE(*shown.terminal.lastWish<events::MoveStop>(), (events::MoveStop{OrderId{2}, Ticks{62'154}}));

        shown.moveStop(-20); // loosening asks whatever is set
        QVERIFY(shown.pane->question().isVisible());
        QCOMPARE(shown.terminal.sent.size(), std::size_t{1});
    }

    void aWorkingLimitIsReplaced()
    {
        auto desk = aSnapshot();
        desk.positions.clear();
        desk.openOrders = {aWorkingLimit()};
        Shown shown(desk);
        shown.chart().pickNextLine();
        QTest::keyClick(&shown.chart(), Qt::Key_Down);
        QTest::keyClick(&shown.chart(), Qt::Key_Return);
        QCOMPARE(shown.pane->question().sentence(), QStringLiteral("Move buy order 63,300 → 63,299."));
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Enter);

        const auto* replaced = shown.terminal.lastWish<events::ReplaceOrder>();
        QVERIFY(replaced);
        QCOMPARE(replaced->order, OrderId{9});
        QCOMPARE(replaced->limit, std::optional(Ticks{63'299}));
        QVERIFY(!replaced->stop && !replaced->size);
    }

    void anOrderThatFilledMeanwhileIsNotMoved()
    {
        Shown shown;
        shown.moveStop(-20);
        auto desk = aSnapshot();
        desk.openOrders.clear();
        shown.show(desk);
        QVERIFY(!shown.pane->question().isVisible());
        shown.now += 1'000;
        QTest::keyClick(&shown.pane->question(), Qt::Key_Return);

        QVERIFY(shown.terminal.sent.empty());
    }

    void anotherInstrumentDropsTheQuestion()
    {
        Shown shown;
        shown.moveStop(-20);
        shown.groups.select(LinkGroup::A, InstrumentId{2});

        QVERIFY(!shown.pane->question().isVisible());
        QVERIFY(!shown.chart().drag());
    }

    void aNewSessionForgetsTheOldOne()
    {
        Shown shown;
        shown.moveStop(-20);
        shown.terminal.restart();
        shown.engine->poll();

        QVERIFY(!shown.chart().data().series());
        QVERIFY(shown.chart().scene().lines.empty());
        QVERIFY(!shown.pane->question().isVisible());
    }

    // A stop against a short: 0.0315 sold at 63'400, stop at 64'000 loses 18.90.
    void aShortLosesAboveItsPrice()
    {
        auto desk = aSnapshot();
        desk.positions[0].position.lots = Lots{-315};
        ChartLine stop;
        stop.kind = LineKind::Stop;
        stop.side = Side::Buy;
        stop.order = OrderId{2};

        QCOMPARE(resultAt(desk, stop, InstrumentId{1}, Ticks{64'000}), std::optional(Money{-1'890'000'000}));
    }

    // --- names, search, layout ---
    void aHostileNameIsPlainTextOfOneLine()
    {
        auto desk = aSnapshot();
        for (const std::string& name :
             {std::string("<b>BOLD</b>"), std::string("\xE2\x80\xAE" "evil"), std::string(10'000, 'X')}) {
            desk.instruments[0].instrument.symbol = name;
            desk.instruments[0].instrument.version += 1;
            const Shown shown(desk);
            const QString text = shown.pane->header().symbolText();

            QVERIFY(text.size() < 80);
            QVERIFY(!text.contains(QChar(0x202E)));
            QVERIFY(shown.pane->header().height() < 40);
            QVERIFY(shown.pane->header().minimumSizeHint().width() < 1'000);
        }
    }

    void typingALetterSearchesASymbol()
    {
        auto desk = aSnapshot();
        desk.instruments.push_back(desk.instruments[0]);
        desk.instruments[1].instrument.id = InstrumentId{2};
        desk.instruments[1].instrument.symbol = "ETHUSD";
        Shown shown(desk);
        QTest::keyClick(&shown.chart(), 'e');
        auto* field = shown.pane->search().findChild<QLineEdit*>();
        QVERIFY(shown.pane->search().isVisible());
        QCOMPARE(field->text(), QStringLiteral("e"));
        QTest::keyClick(field, Qt::Key_Return);

        QCOMPARE(shown.pane->instrument(), InstrumentId{2});
        QVERIFY(!shown.pane->search().isVisible());
    }

    void aSearchThatIsLeftChangesNothing()
    {
        Shown shown;
        shown.pane->openSearch(QStringLiteral("zzz"));
        auto* field = shown.pane->search().findChild<QLineEdit*>();
        QTest::keyClick(field, Qt::Key_Return); // nothing matches
        QVERIFY(shown.pane->search().isVisible());
        QTest::keyClick(field, Qt::Key_Escape);

        QCOMPARE(shown.pane->instrument(), InstrumentId{1});
    }

    void theBarsAreATableToo()
    {
        Shown shown;
        shown.pane->toggleTable();

        QVERIFY(shown.pane->table().isVisible());
        QVERIFY(shown.pane->table().model()->rowCount() > 50);
    }

    void aLayoutKeepsWhatWasChosen()
    {
        Shown one;
        QJsonObject state;
        state.insert(QStringLiteral("interval"), QStringLiteral("5m"));
        state.insert(QStringLiteral("style"), QStringLiteral("heikin_ashi"));
        state.insert(QStringLiteral("log"), true);
        state.insert(QStringLiteral("volume"), false);
        state.insert(QStringLiteral("indicators"), QJsonArray{QStringLiteral("ATR:14"), QStringLiteral("SMA:200")});
        state.insert(QStringLiteral("instrument"), QStringLiteral("demo:BTCUSD"));
        one.pane->restoreState(state);

        QCOMPARE(one.pane->saveState(), state);
        QCOMPARE(one.pane->watched().interval, minutes(5));
    }

    void aDamagedLayoutChangesNothing()
    {
        Shown one;
        const QJsonObject before = one.pane->saveState();
        QJsonObject state;
        state.insert(QStringLiteral("interval"), 7);
        state.insert(QStringLiteral("style"), QStringLiteral("<b>"));
        state.insert(QStringLiteral("log"), QStringLiteral("yes"));
        one.pane->restoreState(state);

        QCOMPARE(one.pane->saveState(), before);
    }

    void everyFocusableHasAName()
    {
        const Shown shown;
        for (const QWidget* widget : shown.pane->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(shown.pane.get())
                && widget != &shown.chart()) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void everyDeedIsACommand()
    {
        Shown shown;
        for (const char* key : {"chart.zoom_in", "chart.zoom_out", "chart.last", "chart.cross", "chart.table",
                                "chart.line", "chart.indicators", "chart.log", "chart.interval.1m"}) {
            QVERIFY2(shown.commands.find(QLatin1String(key)), key);
        }
        shown.commands.find(QStringLiteral("chart.interval.15m"))->trigger();
        QCOMPARE(shown.pane->watched().interval, minutes(15));
    }
};

QTEST_MAIN(TestChart)
#include "tst_chart.moc"
