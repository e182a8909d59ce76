// needs: ui/panes/watchlist tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/watchlist/view.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::watchlist;
using omni::testing::PaneBench;

namespace {

/// demo:BTCUSD, ETHUSD and SOLUSD with ids 1 to 3.
views::DeskSnapshot three()
{
    auto desk = omni::testing::aSnapshot();
    views::InstrumentView view = desk.instruments.front();
    desk.instruments.clear();
    std::uint64_t id = 0;
    for (const auto* symbol : {"BTCUSD", "ETHUSD", "SOLUSD"}) {
        view.instrument.id = InstrumentId{++id};
        view.instrument.symbol = symbol;
        if (view.quote) {
            view.quote->instrument = view.instrument.id;
        }
        desk.instruments.push_back(view);
    }
    return desk;
}

views::MarketDay dayOf(std::optional<Ticks> last, std::optional<Ticks> before)
{
    views::MarketDay day;
    views::InstrumentDay one;
    one.instrument = InstrumentId{1};
    one.last = last;
    one.previousClose = before;
    one.volume = 1'420'000;
    one.lastTrade = omni::testing::plausibleNow;
    one.spark = {Ticks{1}, Ticks{3}, Ticks{2}};
    day.instruments.push_back(one);
    return day;
}

QString textOf(const View& view, int row, int column)
{
    return view.findChild<Model*>()->cell(row, column).text;
}

} // namespace

class TestWatchlistPane : public QObject
{
    Q_OBJECT

private slots:
    // 0.00012437 in a pane of 236 was "…": a step of 1e-8 is the smallest there is.
    void aPriceOfEightDecimalsIsShownWhole()
    {
        auto desk = three();
        desk.instruments[0].instrument.tickSize = {1, -8};
        PaneBench bench;
        bench.terminal.show(desk);
        bench.terminal.show(dayOf(Ticks{12'437}, Ticks{12'400}));
        auto& view = bench.open<View>({236, 300});
        QCOMPARE(textOf(view, 0, Model::Last), QStringLiteral("0.00012437"));
        const QTableView& table = view.findChild<PaneTable*>()->view();
        const QFontMetrics metrics(bench.theme.numbers(TextSize::Body, QFont::Medium));
        QVERIFY(table.columnWidth(Model::Last)
                >= metrics.horizontalAdvance(QStringLiteral("0.00012437")) + 2 * bench.theme.px(6));
    }

    // Prices of ten digits pushed the change out of sight: of "−0.17" the pane showed "−0", and "Da" above it.
    void whatHasNoRoomGivesWayAsAWhole_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("hasSpark");
        QTest::addColumn<bool>("hasChange");
        QTest::newRow("as designed") << 320 << true << true;
        QTest::newRow("the numbers alone fit") << 250 << false << true;
        QTest::newRow("not even those") << 190 << false << false;
    }
    void whatHasNoRoomGivesWayAsAWhole()
    {
        QFETCH(int, width);
        QFETCH(bool, hasSpark);
        QFETCH(bool, hasChange);
        auto desk = three();
        desk.instruments[0].instrument.tickSize = {1, 6};
        PaneBench bench;
        bench.terminal.show(desk);
        bench.terminal.show(dayOf(Ticks{9'028}, Ticks{9'000}));
        auto& view = bench.open<View>({width, 300});
        QCOMPARE(textOf(view, 0, Model::Last), QStringLiteral("9,028,000,000"));
        const QTableView& table = view.findChild<PaneTable*>()->view();
        QCOMPARE(!table.isColumnHidden(Model::Spark), hasSpark);
        QCOMPARE(!table.isColumnHidden(Model::Change), hasChange);
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0); // what is shown is seen
        QVERIFY(!table.isColumnHidden(Model::Symbol) && !table.isColumnHidden(Model::Last));

        view.resize(600, 300); // and comes back
        QCoreApplication::processEvents();
        QVERIFY(!table.isColumnHidden(Model::Spark) && !table.isColumnHidden(Model::Change));
        QVERIFY(table.columnWidth(Model::Change) >= bench.theme.px(72));
    }

    void showsAllInstrumentsUntilSomebodyChooses()
    {
        PaneBench bench;
        bench.terminal.show(three());
        bench.terminal.show(dayOf(Ticks{64'680}, Ticks{66'000}));
        auto& view = bench.open<View>({240, 400});
        const QAbstractItemModelTester tester(view.findChild<Model*>());

        QCOMPARE(view.findChild<Model*>()->rowCount(), 3);
        QCOMPARE(textOf(view, 0, Model::Symbol), QStringLiteral("BTCUSD"));
        QCOMPARE(textOf(view, 0, Model::Last), QStringLiteral("64,680"));
        QCOMPARE(textOf(view, 0, Model::Change), QStringLiteral("−2.00")); // 1'320 of 66'000
        QCOMPARE(textOf(view, 0, Model::Volume), QStringLiteral("1.42\u00a0M"));
        QCOMPARE(view.findChild<Model*>()->cell(0, Model::Change).tone, CellTone::Down);
        QCOMPARE(view.findChild<Model*>()->cell(0, Model::Spark).spark.values->size(), std::size_t{3});
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void whatIsNotKnownIsADash()
    {
        PaneBench bench;
        bench.terminal.show(three());
        bench.terminal.show(dayOf(Ticks{64'680}, std::nullopt));
        auto& view = bench.open<View>({240, 400});

        QCOMPARE(textOf(view, 0, Model::Change), QStringLiteral("–"));
        QCOMPARE(textOf(view, 1, Model::Volume), QStringLiteral("–"));
    }

    void anOldPriceHasItsAgeInPlaceOfTheChange()
    {
        auto desk = three();
        desk.instruments[0].age = milliseconds(4'250);
        PaneBench bench;
        bench.terminal.show(desk);
        bench.terminal.show(dayOf(Ticks{64'680}, Ticks{66'000}));
        auto& view = bench.open<View>({240, 400});

        QCOMPARE(textOf(view, 0, Model::Change), QStringLiteral("4.2 s old"));
        QVERIFY(view.findChild<Model*>()->cell(0, Model::Last).isStale);
        QVERIFY(!view.findChild<Model*>()->cell(1, Model::Last).isStale);
        QCOMPARE(view.state(), PaneState::Normal);
        for (auto& instrument : desk.instruments) {
            instrument.age = seconds(9);
        }
        bench.terminal.show(desk);
        bench.frame();
        QCOMPARE(view.state(), PaneState::Stale);
        QVERIFY(view.findChild<PaneTable*>()->cover().showsContent());
    }

    void everyNumberFitsIntoTheUsualWidth_data()
    {
        QTest::addColumn<qint64>("ageMs");
        QTest::addColumn<QString>("shown");
        QTest::newRow("seconds") << qint64{4'200} << QStringLiteral("4.2 s old");
        QTest::newRow("almost a minute") << qint64{59'900} << QStringLiteral("59.9 s old");
        QTest::newRow("minutes") << qint64{754'000} << QStringLiteral("12m old");
        QTest::newRow("hours") << qint64{23 * 3'600'000} << QStringLiteral("23h old");
        QTest::newRow("days") << qint64{45 * 86'400'000LL} << QStringLiteral("45d old");
    }

    // 236 wide, as the trading workspace gives it, and with a scroll bar at its side.
    void everyNumberFitsIntoTheUsualWidth()
    {
        QFETCH(qint64, ageMs);
        QFETCH(QString, shown);
        PaneBench bench;
        auto desk = three();
        for (auto& instrument : desk.instruments) {
            instrument.age = milliseconds(ageMs);
        }
        bench.terminal.show(desk);
        auto& view = bench.open<View>({234, 80});
        QCOMPARE(textOf(view, 0, Model::Change), shown);
        QTableView& table = view.findChild<PaneTable*>()->view();
        const QFontMetrics plain(bench.theme.numbers(TextSize::Body));
        const QFontMetrics strong(bench.theme.numbers(TextSize::Body, QFont::Medium));
        for (const int column : {int{Model::Last}, int{Model::Change}}) {
            const QFontMetrics& metrics = column == Model::Last ? strong : plain;
            const int wide = metrics.horizontalAdvance(textOf(view, 0, column));
            QVERIFY2(wide + 12 <= table.columnWidth(column), qPrintable(QString::number(wide)));
        }
        QVERIFY(table.verticalScrollBar()->isVisible());
        QVERIFY(!table.horizontalScrollBar()->isVisible());
    }

    void aLayoutFromBeforeLeavesRoomForTheAge()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({234, 400});
        const QJsonObject narrow{{QStringLiteral("key"), QStringLiteral("change")}, {QStringLiteral("width"), 50}};
        view.restoreState({{QStringLiteral("columns"), QJsonArray{narrow}}});
        QVERIFY(view.findChild<PaneTable*>()->view().columnWidth(Model::Change) >= 72);
    }

    void aClosedMarketIsNotOld()
    {
        auto desk = three();
        desk.instruments[0].age = hours(9);
        desk.instruments[0].trading = market::TradingState::Closed;
        desk.instruments[1].trading = market::TradingState::Halted;

        const auto rows = rowsOf({}, desk, dayOf(Ticks{1}, Ticks{1}));

        QVERIFY(!rows[0].stale);
        PaneBench bench;
        bench.terminal.show(desk);
        bench.terminal.show(dayOf(Ticks{1}, Ticks{1}));
        auto& view = bench.open<View>({240, 400});
        QCOMPARE(view.findChild<Model*>()->cell(1, Model::Symbol).icon, QStringLiteral("halted"));
        QCOMPARE(textOf(view, 1, Model::Change), QStringLiteral("Halted"));
    }

    void aHaltedSymbolHasTheTimeOfItsLastTradeInPlaceOfTheChange()
    {
        auto desk = three();
        desk.instruments[0].trading = market::TradingState::Halted;
        desk.instruments[0].age = minutes(3);
        PaneBench bench;
        bench.terminal.show(desk);
        bench.terminal.show(dayOf(Ticks{64'680}, Ticks{66'000}));
        auto& view = bench.open<View>({240, 400});
        const auto& model = *view.findChild<Model*>();

        QCOMPARE(model.cell(0, Model::Symbol).icon, QStringLiteral("halted"));
        QCOMPARE(textOf(view, 0, Model::Change), Formats{}.time(omni::testing::plausibleNow));
        QCOMPARE(model.cell(0, Model::Change).tone, CellTone::Warn);
        QVERIFY(model.cell(0, Model::Last).isStale);
        QCOMPARE(view.state(), PaneState::Normal);
    }

    // A list outlives the session that filled it.
    void aSymbolOfAnotherSessionSaysThatThisOneHasNoFeedForIt()
    {
        const auto desk = three();
        const auto rows = rowsOf({QStringLiteral("demo:BTCUSD"), QStringLiteral("file:WAVE")}, desk, {});
        QCOMPARE(rows.size(), std::size_t{2});
        PaneBench bench;
        bench.terminal.show(desk);
        auto& view = bench.open<View>({236, 400});
        auto& model = *view.findChild<Model*>();
        model.setRows(rows);

        QCOMPARE(textOf(view, 1, Model::Symbol), QStringLiteral("WAVE"));
        QCOMPARE(textOf(view, 1, Model::Change), QStringLiteral("no feed"));
        for (const int column : {Model::Symbol, Model::Change}) {
            QCOMPARE(model.cell(1, column).tip, QStringLiteral("This session has no file:WAVE."));
        }
    }

    void aRowIsTheInstrumentOfItsGroup()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        view.findChild<PaneTable*>()->view().setFocus();
        view.findChild<PaneTable*>()->setCurrentRow(1);
        QCOMPARE(bench.groups.instrument(LinkGroup::A).value, std::uint64_t{2});

        bench.groups.select(LinkGroup::A, InstrumentId{3});
        QCOMPARE(view.findChild<PaneTable*>()->currentRow(), 2);
    }

    void enterShowsTheChartAndTTheTicket()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        QSignalSpy shown(&bench.requests, &PaneRequests::showPane);
        QSignalSpy tickets(&bench.requests, &PaneRequests::ticket);
        view.findChild<PaneTable*>()->setCurrentRow(2);
        QTest::keyClick(&view.findChild<PaneTable*>()->view(), Qt::Key_Return);
        bench.commands.find(QStringLiteral("watchlist.ticket"))->trigger();

        QCOMPARE(shown.count(), 1);
        QCOMPARE(shown[0][0].toString(), QStringLiteral("chart"));
        QCOMPARE(tickets.count(), 1);
    }

    void symbolsAreRemovedTakenBackAndAdded()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        auto& table = *view.findChild<PaneTable*>();
        table.setCurrentRow(0);
        bench.commands.find(QStringLiteral("watchlist.remove"))->trigger();
        QCOMPARE(view.names(), (QStringList{QStringLiteral("demo:ETHUSD"), QStringLiteral("demo:SOLUSD")}));
        bench.commands.find(QStringLiteral("watchlist.undo"))->trigger();
        QCOMPARE(view.findChild<Model*>()->rowCount(), 3);

        table.setCurrentRow(0);
        bench.commands.find(QStringLiteral("watchlist.remove"))->trigger();
        bench.commands.find(QStringLiteral("watchlist.add"))->trigger();
        auto* search = view.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        QTest::keyClicks(search, QStringLiteral("btc"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(view.names().last(), QStringLiteral("demo:BTCUSD"));
        QCOMPARE(table.currentRow(), 2);
    }

    // S26
    void twentyChangesAreTakenBack()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        auto& table = *view.findChild<PaneTable*>();
        auto* search = view.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        std::vector<QStringList> seen;
        for (int change = 0; change < 21; ++change) {
            seen.push_back(view.names());
            if (change % 2 == 0) {
                table.setCurrentRow(0);
                bench.commands.find(QStringLiteral("watchlist.remove"))->trigger();
                continue;
            }
            const QStringList names = view.names();
            bench.commands.find(QStringLiteral("watchlist.add"))->trigger();
            for (const auto* symbol : {"btc", "eth", "sol"}) {
                if (!names.join(u' ').contains(QLatin1String(symbol), Qt::CaseInsensitive)) {
                    QTest::keyClicks(search, QString::fromLatin1(symbol));
                }
            }
            QTest::keyClick(search, Qt::Key_Return);
        }
        for (int change = 20; change >= 1; --change) {
            bench.commands.find(QStringLiteral("watchlist.undo"))->trigger();
            QCOMPARE(view.names(), seen[static_cast<std::size_t>(change)]);
        }

        bench.commands.find(QStringLiteral("watchlist.undo"))->trigger();
        QCOMPARE(view.names(), seen[1]);
    }

    void aLetterBeginsASearch()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        QTest::keyClick(&view.findChild<PaneTable*>()->view(), Qt::Key_E);
        auto* search = view.findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);

        QVERIFY(search->isVisible());
        QCOMPARE(search->text(), QStringLiteral("e"));
        QTest::keyClick(search, Qt::Key_Escape);
        QVERIFY(!search->isVisible());
    }

    void aLayoutKeepsTheSymbolsByName()
    {
        PaneBench bench;
        bench.terminal.show(three());
        auto& view = bench.open<View>({240, 400});
        QJsonObject state;
        state[QStringLiteral("symbols")] = QJsonArray{QStringLiteral("demo:SOLUSD"), QStringLiteral("other:XYZ"),
                                                      QStringLiteral("demo:SOLUSD"), QString(), 7};
        view.restoreState(state);
        bench.frame();

        QCOMPARE(view.findChild<Model*>()->rowCount(), 2);
        QCOMPARE(textOf(view, 1, Model::Symbol), QStringLiteral("XYZ")); // kept, and said to be unknown here
        QCOMPARE(textOf(view, 1, Model::Last), QStringLiteral("–"));
        QCOMPARE(view.saveState()[QStringLiteral("symbols")].toArray().size(), 2);
    }

    void isEmptyWithoutASession()
    {
        PaneBench bench;
        auto& view = bench.open<View>({240, 400});
        QCOMPARE(view.state(), PaneState::Empty);
    }
};

QTEST_MAIN(TestWatchlistPane)
#include "tst_watchlist_pane.moc"
