// needs: ui/panes/chart tests/support/fake_terminal tests/support/pseudo_locale Qt6::Widgets
#include "tests/support/pseudo_locale/pseudo_locale.h"
#include "tests/ui/panes/chart/shown_chart.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/model.h"
#include "ui/panes/chart/symbol_search.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

class TestChart : public QObject
{
    Q_OBJECT

private slots:
    // --- what it shows ---
    void choosesTheFirstInstrumentWhenNoneIsChosen()
    {
        const ShownChart shown;

        QCOMPARE(shown.groups.instrument(LinkGroup::A), InstrumentId{1});
        QCOMPARE(shown.pane->header().symbolText(), QStringLiteral("BTCUSD"));
        QCOMPARE(shown.pane->state(), PaneState::Normal);
    }

    void watchesExactlyTheSeriesThatItShows()
    {
        auto shown = std::make_unique<ShownChart>();
        QCOMPARE(shown->terminal.watched[minuteBars], 1);
        shown->pane->setInterval(minutes(5));
        QCOMPARE(shown->terminal.watched[minuteBars], 0);
        QCOMPARE((shown->terminal.watched[{InstrumentId{1}, minutes(5)}]), 1);
        shown->pane.reset();
        QCOMPARE((shown->terminal.watched[{InstrumentId{1}, minutes(5)}]), 0);
    }

    void behindOtherPanesItWatchesNothingAndCatchesUpWhenItIsSeen()
    {
        ShownChart shown;
        const std::uint64_t epoch = shown.chart().data().epoch();
        const auto before = shown.chart().data().series();
        QCOMPARE(before->count(), std::size_t{300});
        shown.pane->hide();
        QCOMPARE(shown.terminal.watched[minuteBars], 0);

        shown.terminal.show(bitcoinBars(420));
        shown.engine->poll();
        QCOMPARE(shown.chart().data().series(), before); // nobody looks

        shown.pane->show();
        QCOMPARE(shown.terminal.watched[minuteBars], 1);
        QCOMPARE(shown.chart().data().series()->count(), std::size_t{420});
        QVERIFY(shown.chart().data().epoch() >= epoch);
        QCOMPARE(shown.pane->state(), PaneState::Normal);
    }

    void whatIsChosenBehindOtherPanesIsWatchedWhenItIsSeen()
    {
        ShownChart shown;
        shown.pane->hide();
        shown.pane->setInterval(minutes(5));
        QCOMPARE((shown.terminal.watched[{InstrumentId{1}, minutes(5)}]), 0);
        QVERIFY(!shown.chart().data().series()); // minutes are not to be seen under another name

        shown.pane->show();
        QCOMPARE(shown.terminal.watched[minuteBars], 0);
        QCOMPARE((shown.terminal.watched[{InstrumentId{1}, minutes(5)}]), 1);
        QCOMPARE(shown.pane->state(), PaneState::Loading);
    }

    void aPaneThatWasNeverSeenHasNeverWatched()
    {
        ShownChart shown;
        {
            const ChartPane other(
                PaneContext{*shown.engine, shown.commands, shown.theme, shown.formats, shown.groups, shown.requests});
            QCOMPARE(shown.terminal.watched[minuteBars], 1);
        }
        QCOMPARE(shown.terminal.watched[minuteBars], 1);
    }

    // Stop at 62'134 against a cost of 63'400: 0.0315 x 1'266 = 39.879 are lost, 2 % of the price.
    void showsPositionStopAndProposal()
    {
        const ShownChart shown;

        QVERIFY(shown.lineOf(LineKind::Stop));
        QCOMPARE(shown.lineOf(LineKind::Stop)->label, QStringLiteral("Stop 62,134 −2.00% −39.88"));
        QCOMPARE(shown.lineOf(LineKind::Position)->label, QStringLiteral("Long 0.0315 at 63,400 +1.89"));
        QVERIFY(shown.chart().scene().proposal);
        QCOMPARE(shown.chart().scene().proposal->label,
                 QStringLiteral("AI proposal · BUY 0.0315 at market · expires 02:01"));
        QCOMPARE(shown.chart().scene().bidText, QStringLiteral("63,400 × 1.5000"));
    }

    // 0.0115 and 0.0200 of the 0.0315 are stopped at 62'134: together they lose what one stop of all would, 39.88.
    void stopsAtOnePriceAreOneLineWithTheirCommonLossAndMoveTogether()
    {
        auto desk = aSnapshot();
        desk.openOrders = {anOrder(), anOrder(), anOrder()};
        desk.openOrders[0].ticket.size = Lots{115};
        desk.openOrders[1].ticket.id = OrderId{3};
        desk.openOrders[1].ticket.size = Lots{200};
        desk.openOrders[1].state = orders::OrderState::Unknown;
        desk.openOrders[2].ticket.id = OrderId{4};
        desk.openOrders[2].ticket.size = Lots{10};
        desk.openOrders[2].ticket.stop = Ticks{62'000};
        desk.openOrders[0].ticket.parent = desk.openOrders[1].ticket.parent = OrderId{1};

        const auto scene = sceneOf(desk, InstrumentId{1}, false, Formats{});
        QCOMPARE(scene.lines.size(), std::size_t{3}); // the position, both stops, the stop at another price
        const ChartLine& both = scene.lines[1];
        QCOMPARE(both.label, QStringLiteral("Stop 62,134 −2.00% −39.88 (2 orders)"));
        QCOMPARE(both.kind, LineKind::Stop);
        QVERIFY(!both.canDrag); // of the two one is not known
        QCOMPARE(both.state, LineState::Unknown); // of the two what is less sure
        QVERIFY(scene.lines[2].canDrag);
        QCOMPARE(scene.lines[2].order, OrderId{4});

        desk.openOrders[1].state = orders::OrderState::Working;
        const auto sure = sceneOf(desk, InstrumentId{1}, false, Formats{});
        QVERIFY(sure.lines[1].canDrag);
        QCOMPARE(sure.lines[1].order, OrderId{2});
        QCOMPARE(sure.lines[1].others, std::vector{OrderId{3}});
    }

    void ordersOfOnePriceAreCountedAndAddedUpButNotWithOtherKinds()
    {
        auto desk = aSnapshot();
        auto limit = anOrder();
        limit.ticket.role = orders::OrderRole::Entry;
        limit.ticket.side = Side::Buy;
        limit.ticket.limit = Ticks{62'134};
        limit.ticket.stop.reset();
        limit.ticket.size = Lots{100};
        auto more = limit;
        more.ticket.id = OrderId{5};
        more.ticket.size = Lots{25};
        desk.openOrders = {limit, anOrder(), more};

        const auto scene = sceneOf(desk, InstrumentId{1}, false, Formats{});
        QCOMPARE(scene.lines.size(), std::size_t{3});
        QCOMPARE(scene.lines[1].label, QStringLiteral("Buy 0.0125 limit 62,134 (2 orders)"));
        QVERIFY(!scene.lines[1].canDrag); // it could mean either
        QCOMPARE(scene.lines[1].order, OrderId{});
        QCOMPARE(scene.lines[2].label, QStringLiteral("Stop 62,134 −2.00% −12.66")); // 0.0100 of it
    }

    void showsEveryProposalAndTheOneThatLapsesFirstWhole()
    {
        auto desk = aSnapshot();
        auto later = aProposal();
        later.left = seconds(150);
        later.made.proposal.id = ProposalId{8};
        later.made.ticket.limit = Ticks{63'100};
        auto first = aProposal();
        first.left = seconds(20);
        first.made.proposal.id = ProposalId{9};
        auto foreign = aProposal();
        foreign.left = seconds(5);
        foreign.made.proposal.instrument = InstrumentId{2};
        desk.proposals = {later, foreign, aProposal(), first};

        const ShownChart shown(desk);

        const ChartScene& scene = shown.chart().scene();
        QVERIFY(scene.proposal);
        QCOMPARE(scene.proposal->id, ProposalId{9});
        QCOMPARE(scene.otherProposals.size(), std::size_t{2});
        QCOMPARE(scene.otherProposals[0].id, aProposal().made.proposal.id); // 02:01 left
        QCOMPARE(scene.otherProposals[1].id, ProposalId{8});
        QCOMPARE(scene.otherProposals[1].label,
                 QStringLiteral("AI proposal · BUY 0.0315 limit 63,100 · expires 02:30"));
    }

    void aProposalCannotBeDragged()
    {
        auto desk = aSnapshot();
        desk.positions.clear();
        desk.openOrders.clear();
        const ShownChart shown(desk);
        shown.chart().pickNextLine();

        QVERIFY(!shown.chart().drag());
    }

    void marksTheTradesOfTheInstrument()
    {
        ShownChart shown;
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

    // S26.
    void marksTheNewestTwoThousandTrades()
    {
        ShownChart shown;
        shown.show(aSnapshot());
        orders::Fill fill;
        fill.instrument = InstrumentId{1};
        fill.price = Ticks{63'400};
        fill.size = Lots{315};
        for (int second = 1; second <= 2'001; ++second) {
            fill.time = barsStart + seconds(second);
            shown.terminal.notice({}, events::Event(fill));
            if (second == 2'000) {
                shown.show(aSnapshot());
                QCOMPARE(shown.chart().scene().marks.size(), std::size_t{2'000});
            }
        }
        shown.show(aSnapshot());
        QCOMPARE(shown.chart().scene().marks.size(), std::size_t{2'000});
        QCOMPARE(shown.chart().scene().marks.back().at, barsStart + seconds(2'001));
        QCOMPARE(shown.chart().scene().marks.front().at, barsStart + seconds(2));
    }

    // --- states ---
    void saysWhichStateItIsIn()
    {
        views::DeskSnapshot empty;
        const ShownChart none(empty, false);
        QCOMPARE(none.pane->state(), PaneState::Empty);

        const ShownChart loading(aSnapshot(), false);
        QCOMPARE(loading.pane->state(), PaneState::Loading);

        ShownChart noBars(aSnapshot(), false);
        noBars.terminal.show(seriesFrom({}, false));
        noBars.show(aSnapshot());
        QCOMPARE(noBars.pane->state(), PaneState::Empty);
        QVERIFY(noBars.chart().cover().contains(QStringLiteral("No trades yet")));

        ShownChart failed;
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
        const ShownChart shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Stale);
        // plausibleNow - 520 ms
        QCOMPARE(shown.pane->stateText(), QStringLiteral("Data stopped 15:29:59"));
    }

    void atTheLimitOfAgeItIsFresh()
    {
        auto desk = aSnapshot();
        desk.instruments[0].age = seconds(2);
        const ShownChart shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Normal);
    }

    // A recording of trades alone has no quote that could be old.
    void tradesAloneStopToo()
    {
        auto desk = aSnapshot();
        desk.instruments[0].quote.reset();
        desk.instruments[0].age = seconds(10);
        const ShownChart shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Stale);
        QCOMPARE(shown.pane->stateText(),
                 QStringLiteral("Data stopped %1").arg(Formats{}.time(desk.at.wall - seconds(10))));
    }

    void aHaltedInstrumentIsNotStale()
    {
        auto desk = aSnapshot();
        desk.instruments[0].trading = market::TradingState::Halted;
        desk.instruments[0].age = minutes(3);
        const ShownChart shown(desk);

        QCOMPARE(shown.pane->state(), PaneState::Normal);
        QCOMPARE(shown.pane->header().tradingText(), QStringLiteral("‖ Halted"));
    }

    void underAKillSwitchOnlyStopsMove()
    {
        auto desk = aSnapshot();
        desk.openOrders.push_back(aWorkingLimit());
        ShownChart shown(desk);
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

    // --- names, search, layout ---
    void aHostileNameIsPlainTextOfOneLine()
    {
        auto desk = aSnapshot();
        for (const std::string& name : {std::string("<b>BOLD</b>"),
                                        std::string("\xE2\x80\xAE"
                                                    "evil"),
                                        std::string(10'000, 'X')}) {
            desk.instruments[0].instrument.symbol = name;
            desk.instruments[0].instrument.version += 1;
            const ShownChart shown(desk);
            const QString text = shown.pane->header().symbolText();

            QVERIFY(text.size() < 80);
            QVERIFY(!text.contains(QChar(0x202E)));
            QVERIFY(shown.pane->header().height() < 40);
            QVERIFY(shown.pane->header().minimumSizeHint().width() < 1'000);
        }
    }

    // Longer words, and every width at which something is given up: what is shown is shown whole.
    void theHeaderIsNeverCut_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1'200, 900, 760, 700, 640, 600, 520, 480}) {
            QTest::addRow("%d", width) << width;
        }
    }
    void theHeaderIsNeverCut()
    {
        QFETCH(int, width);
        PseudoLocale pseudo;
        QCoreApplication::installTranslator(&pseudo);
        {
            const ShownChart shown;
            ChartHeader& header = shown.pane->header();
            shown.pane->resize(width, 500);
            QCoreApplication::processEvents();

            QVERIFY(header.width() <= width);
            for (const auto* part : header.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
                if (part->isVisibleTo(&header) && !part->isWindow()) {
                    QVERIFY2(header.rect().contains(part->geometry()), part->metaObject()->className());
                    QVERIFY2(part->width() >= part->sizeHint().width(), qPrintable(part->accessibleName()));
                }
            }
        }
        QCoreApplication::removeTranslator(&pseudo);
    }

    void typingALetterSearchesASymbol()
    {
        auto desk = aSnapshot();
        desk.instruments.push_back(desk.instruments[0]);
        desk.instruments[1].instrument.id = InstrumentId{2};
        desk.instruments[1].instrument.symbol = "ETHUSD";
        ShownChart shown(desk);
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
        ShownChart shown;
        shown.pane->openSearch(QStringLiteral("zzz"));
        auto* field = shown.pane->search().findChild<QLineEdit*>();
        QTest::keyClick(field, Qt::Key_Return); // nothing matches
        QVERIFY(shown.pane->search().isVisible());
        QTest::keyClick(field, Qt::Key_Escape);

        QCOMPARE(shown.pane->instrument(), InstrumentId{1});
    }

    void theBarsAreATableToo()
    {
        ShownChart shown;
        shown.pane->toggleTable();

        QVERIFY(shown.pane->table().isVisible());
        QVERIFY(shown.pane->table().model()->rowCount() > 50);
    }

    void aLayoutKeepsWhatWasChosen()
    {
        ShownChart one;
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
        ShownChart one;
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
        const ShownChart shown;
        for (const QWidget* widget : shown.pane->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(shown.pane.get())
                && widget != &shown.chart()) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void everyDeedIsACommand()
    {
        ShownChart shown;
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
