// needs: ui/panes/positions tests/support/fake_terminal Qt6::Widgets
#include "core/base/seeded_random.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/positions/stop_bar.h"
#include "ui/panes/positions/view.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/pane_table.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::positions;
using omni::testing::PaneBench;

namespace {

views::DeskSnapshot deskWith(std::vector<views::PositionView> positions)
{
    auto desk = omni::testing::aSnapshot();
    desk.positions = std::move(positions);
    return desk;
}

/// 0.0315 bought at 63'400, stop at 62'134 over all of it.
views::PositionView typical()
{
    auto view = omni::testing::aPosition();
    view.protectedLots = Lots{315};
    return view;
}

QString textOf(const View& view, int column, int row = 0)
{
    return view.findChild<Model*>()->cell(row, column).text;
}

} // namespace

class TestPositionsPane : public QObject
{
    Q_OBJECT

private slots:
    void everyColumnIsReadableAtTheUsualWidth_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QStringList>("texts"); // as they occur
        QTest::addColumn<bool>("hasIcon");
        const auto row = [](const char* name, int column, const QStringList& texts, bool hasIcon = false) {
            QTest::newRow(name) << column << texts << hasIcon;
        };
        row("symbol", Model::Symbol, {QStringLiteral("BTC/USDT"), QStringLiteral("AAPL")});
        row("side", Model::SideColumn, {QStringLiteral("Long"), QStringLiteral("Short")});
        row("quantity", Model::Quantity, {QStringLiteral("0.0315"), QStringLiteral("−1,234.5")});
        row("average", Model::Average, {QStringLiteral("110,950.0"), QStringLiteral("244.12")});
        row("last", Model::Last, {QStringLiteral("111,842.5")});
        row("value", Model::Value,
            {QStringLiteral("11,894.40"), QStringLiteral("−9,902.20"), QStringLiteral("100,000.00")});
        row("share", Model::Share, {QStringLiteral("4.79%"), QStringLiteral("12.34%")});
        row("profit", Model::Profit, {QStringLiteral("+176.64"), QStringLiteral("−1,176.64")});
        row("profit share", Model::ProfitShare, {QStringLiteral("+1.51%"), QStringLiteral("−12.34%")});
        row("stop", Model::Stop, {QStringLiteral("109,200.0")});
        row("a stop in doubt", Model::Stop, {QStringLiteral("asked"), QStringLiteral("angefragt")});
        row("no stop", Model::Stop, {QStringLiteral("none 10:42")}, true);
        row("to stop", Model::ToStop, {QStringLiteral("3.31%"), QStringLiteral("12.34%")});
        row("strategy", Model::Strategy, {QStringLiteral("Trend following"), QStringLiteral("Mean reversion")});
        row("broker", Model::Broker, {QStringLiteral("Binance"), QStringLiteral("demo")});
        row("age", Model::Age, {QStringLiteral("2d 04h"), QStringLiteral("15h 20m"), QStringLiteral("14m 03s")});
    }

    // The pane as the trading workspace lays it out at 1600 x 1000.
    void everyColumnIsReadableAtTheUsualWidth()
    {
        QFETCH(int, column);
        QFETCH(QStringList, texts);
        QFETCH(bool, hasIcon);
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>({920, 222});
        QTableView& table = view.findChild<PaneTable*>()->view();
        const QFontMetrics strong(bench.theme.numbers(TextSize::Body, QFont::Medium));

        QVERIFY(table.horizontalHeader()->isVisible());
        QVERIFY(!table.horizontalScrollBar()->isVisible());
        for (const QString& text : texts) {
            const int wide = strong.horizontalAdvance(text) + 12 + (hasIcon ? 16 : 0);
            QVERIFY2(wide <= table.columnWidth(column), qPrintable(text + QLatin1Char(' ') + QString::number(wide)));
        }
        const QString title = table.model()->headerData(column, Qt::Horizontal).toString();
        const int wide = QFontMetrics(table.horizontalHeader()->font()).horizontalAdvance(title);
        QVERIFY2(wide + 12 <= table.columnWidth(column), qPrintable(title));
    }

    // "P&L %" beside a "P&L" of nobody knows what: amounts say their currency as the design does.
    void amountsNameTheirCurrency()
    {
        PaneBench bench;
        auto desk = deskWith({typical()});
        desk.baseCurrency = "EUR";
        bench.terminal.show(desk);
        auto& view = bench.open<View>({920, 222});
        auto* model = view.findChild<Model*>();
        const auto titleOf
            = [model](int column) { return model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); };
        QCOMPARE(titleOf(Model::Value), QStringLiteral("Value EUR"));
        QCOMPARE(titleOf(Model::Profit), QStringLiteral("P&L USD")); // of the instrument
        QVERIFY(
            model->index(0, Model::Value).data(Qt::AccessibleTextRole).toString().startsWith(titleOf(Model::Value)));
        QVERIFY(
            view.findChild<PaneTable*>()->copiedText().section(u'\n', 0, 0).contains(QStringLiteral("\tP&L USD\t")));

        auto second = typical();
        second.position.instrument = InstrumentId{2};
        desk.positions.push_back(second);
        desk.instruments.push_back(desk.instruments.front());
        desk.instruments.back().instrument.id = InstrumentId{2};
        desk.instruments.back().instrument.quoteCurrency = "JPY";
        bench.terminal.show(desk);
        bench.frame();
        QCOMPARE(titleOf(Model::Profit), QStringLiteral("P&L")); // dollars and yen: no word is true of both
        model->retranslate();
        QCOMPARE(titleOf(Model::Value), QStringLiteral("Value EUR"));
    }

    void countsAlsoWhileItIsBehindOthers()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>();
        view.hide();
        QSignalSpy changed(&view, &Pane::badgeChanged);
        auto flat = typical();
        flat.position.lots = Lots{};
        flat.reported.reset();
        auto second = typical();
        second.position.instrument = InstrumentId{2};

        bench.terminal.show(deskWith({typical(), second, flat}));
        bench.frame();

        QCOMPARE(view.badge(), 2); // what is flat is no row
        QCOMPARE(changed.count(), 1);
        bench.terminal.show(deskWith({flat}));
        bench.frame();
        QCOMPARE(view.badge(), -1);
        QCOMPARE(changed.count(), 2);
        view.show();
        QCOMPARE(view.findChild<Model*>()->rowCount(), 0);
    }

    void showsWhatIsHeldAndWhatItMakes()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>({1'200, 200});
        const QAbstractItemModelTester tester(view.findChild<Model*>());

        QCOMPARE(textOf(view, Model::Symbol), QStringLiteral("BTCUSD"));
        QCOMPARE(textOf(view, Model::SideColumn), QStringLiteral("Long"));
        QCOMPARE(textOf(view, Model::Quantity), QStringLiteral("0.0315"));
        QCOMPARE(textOf(view, Model::Average), QStringLiteral("63,400"));
        QCOMPARE(textOf(view, Model::Profit), QStringLiteral("+1.89"));
        QCOMPARE(textOf(view, Model::Stop), QStringLiteral("62,134"));
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(view.badge(), 1);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void aShortCountsTheOtherWay()
    {
        auto shorted = typical();
        shorted.position.lots = Lots{-315};
        shorted.unrealised = Money{-189'000'000};
        PaneBench bench;
        bench.terminal.show(deskWith({shorted}));
        auto& view = bench.open<View>();

        QCOMPARE(textOf(view, Model::SideColumn), QStringLiteral("Short"));
        QCOMPARE(textOf(view, Model::Quantity), QStringLiteral("−0.0315"));
        QCOMPARE(textOf(view, Model::Profit), QStringLiteral("−1.89"));
        QCOMPARE(view.findChild<Model*>()->cell(0, Model::Profit).tone, CellTone::Down);
    }

    void aMissingStopIsRedAndSaysSinceWhen()
    {
        auto bare = typical();
        bare.stop.reset();
        bare.stopOrder = {};
        bare.protectedLots = Lots{0};
        auto desk = deskWith({bare});
        BareSince since;
        const auto first = rowsOf(desk, since);
        desk.at.wall = desk.at.wall + minutes(3);
        const auto later = rowsOf(desk, since);

        QCOMPARE(first.front().bareSince.ns, omni::testing::aSnapshot().at.wall.ns);
        QCOMPARE(later.front().bareSince.ns, first.front().bareSince.ns); // the beginning stays

        PaneBench bench;
        bench.terminal.show(deskWith({bare}));
        auto& view = bench.open<View>();
        const Cell& cell = view.findChild<Model*>()->cell(0, Model::Stop);
        QCOMPARE(cell.tone, CellTone::Danger);
        QCOMPARE(cell.icon, QStringLiteral("octagon"));
        const QString clock = bench.formats.time(omni::testing::aSnapshot().at.wall);
        QVERIFY(cell.text.endsWith(bench.formats.hourMinute(omni::testing::aSnapshot().at.wall)));
        QVERIFY(cell.tip.contains(clock));
    }

    void aTargetThatIsNoOrderSaysWhoWatchesIt()
    {
        auto watched = typical();
        watched.target = Ticks{watched.stop->count + 1'000};
        watched.isTargetWatched = true;
        PaneBench bench;
        bench.terminal.show(deskWith({watched}));
        const auto tip = [&bench] { return bench.open<View>().findChild<Model*>()->cell(0, Model::Stop).tip; };
        QVERIFY(tip().contains(QStringLiteral("It must be running")));
        watched.isTargetWatched = false;
        PaneBench other;
        other.terminal.show(deskWith({watched}));
        const auto held = other.open<View>().findChild<Model*>()->cell(0, Model::Stop).tip;
        QVERIFY(held.contains(QStringLiteral("at the broker")) && !held.contains(QStringLiteral("running")));
    }

    void aStopOverAPartIsNotCalledWhole()
    {
        auto part = typical();
        part.protectedLots = Lots{314};
        BareSince since;

        QVERIFY(rowsOf(deskWith({part}), since).front().bareSince.ns != 0);
        part.protectedLots = Lots{315};
        QCOMPARE(rowsOf(deskWith({part}), since).front().bareSince.ns, std::int64_t{0});
    }

    void aBrokerThatSaysOtherwiseIsNamed()
    {
        auto wrong = typical();
        wrong.reported = Lots{1'200};
        PaneBench bench;
        bench.terminal.show(deskWith({wrong}));
        auto& view = bench.open<View>();
        const Cell& cell = view.findChild<Model*>()->cell(0, Model::Broker);

        QVERIFY2(cell.text.endsWith(QStringLiteral("says 0.1200, here 0.0315")), qPrintable(cell.text));
        QCOMPARE(cell.tone, CellTone::Danger);
        QCOMPARE(cell.icon, QStringLiteral("warning"));
    }

    void aPositionThatOnlyTheBrokerHasIsARow()
    {
        auto other = typical();
        other.position.lots = Lots{0};
        BareSince since;
        QCOMPARE(rowsOf(deskWith({other}), since).size(), std::size_t{0});
        other.reported = Lots{10};
        QCOMPARE(rowsOf(deskWith({other}), since).size(), std::size_t{1});
    }

    void anUnknownPriceIsADashAndNoZero()
    {
        auto blind = typical();
        blind.mark.reset();
        blind.unrealised.reset();
        blind.value.reset();
        PaneBench bench;
        bench.terminal.show(deskWith({blind}));
        auto& view = bench.open<View>();

        for (const int column :
             {Model::Last, Model::Value, Model::Share, Model::Profit, Model::ProfitShare, Model::ToStop}) {
            QCOMPARE(textOf(view, column), QStringLiteral("–"));
        }
    }

    void anOldPriceIsMarkedOld()
    {
        auto desk = deskWith({typical()});
        desk.instruments.front().age = milliseconds(4'230);
        PaneBench bench;
        bench.terminal.show(desk);
        auto& view = bench.open<View>();

        const Cell& cell = view.findChild<Model*>()->cell(0, Model::Last);
        QVERIFY(cell.isStale);
        QCOMPARE(cell.tip, QStringLiteral("4.2 s old"));
    }

    void theAverageIsTheCostOfEachToTheNearestTick()
    {
        SeededRandom random(3);
        const market::Instrument instrument = omni::testing::anInstrument(); // a tick and lot is 0.0001 dollars
        for (int i = 0; i < 5'000; ++i) {
            const auto lots = static_cast<std::int64_t>(1 + random.next() % 1'000'000);
            const auto ticks = static_cast<std::int64_t>(1 + random.next() % 200'000);
            const auto rest = static_cast<std::int64_t>(random.next() % static_cast<std::uint64_t>(lots));
            portfolio::Position position;
            position.lots = Lots{random.next() % 2 == 0 ? lots : -lots};
            position.cost = Money{(lots * ticks + rest) * 10'000};

            const auto average = averagePrice(instrument, position);

            QVERIFY(average);
            // |average x lots - cost| is at most half of lots, in ticks and lots.
            QVERIFY(std::abs(average->count * lots - (lots * ticks + rest)) * 2 <= lots);
        }
        QVERIFY(!averagePrice(instrument, portfolio::Position{}));
    }

    void delAsksInAWholeSentenceAndSendsAnOrderThatOnlyReduces()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>();
        view.findChild<PaneTable*>()->setCurrentRow(0);
        bench.commands.find(QStringLiteral("positions.close"))->trigger();
        auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(bench.terminal.sent.empty());
        for (const QString& word : {QStringLiteral("Sell"), QStringLiteral("0.0315"), QStringLiteral("BTCUSD"),
                                    QStringLiteral("market"), QStringLiteral("DEMO")}) {
            QVERIFY2(dialog->question().contains(word), qPrintable(dialog->question()));
        }
        QCOMPARE(PaneBench::unnamed(*dialog), QString());

        dialog->accept(); // closes without the deed
        QVERIFY(bench.terminal.sent.empty());
    }

    void theDeedIsOneReduceOnlyMarketOrder()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>();
        view.findChild<PaneTable*>()->setCurrentRow(0);
        bench.commands.find(QStringLiteral("positions.close"))->trigger();
        auto* dialog = view.findChild<ConfirmDialog*>();
        auto* act = dialog->findChildren<QPushButton*>().last();
        QTRY_VERIFY_WITH_TIMEOUT((act->click(), !bench.terminal.sent.empty()), 2'000); // deaf for its first 300 ms

        const auto* place = bench.terminal.lastWish<events::PlaceOrder>();
        QVERIFY(place != nullptr);
        QVERIFY(place->ticket.reduceOnly);
        QCOMPARE(place->ticket.kind, orders::OrderKind::Market);
        QCOMPARE(place->ticket.side, Side::Sell);
        QCOMPARE(place->ticket.size.count, std::int64_t{315});
        QCOMPARE(bench.terminal.sent.size(), std::size_t{1});
    }

    void halfIsRoundedDownToWhatTheVenueTakes()
    {
        Row row;
        row.instrument = omni::testing::anInstrument();
        const auto half = [&row](std::int64_t lots, std::int64_t step, std::int64_t smallest) {
            row.view.position.lots = Lots{lots};
            row.instrument->step = Lots{step};
            row.instrument->smallest = Lots{smallest};
            return halfOf(row);
        };
        QCOMPARE(half(315, 1, 1)->count, std::int64_t{157});
        QCOMPARE(half(-315, 1, 1)->count, std::int64_t{157});
        QCOMPARE(half(315, 10, 10)->count, std::int64_t{150});
        QVERIFY(!half(1, 1, 1));
        QVERIFY(!half(30, 10, 20)); // 10 is less than the smallest order
        row.instrument.reset();
        QVERIFY(!halfOf(row));
    }

    // Both halves can be traded, and the smaller one is the one that goes.
    void bothHalvesCanBeTraded()
    {
        SeededRandom random(5);
        Row row;
        row.instrument = omni::testing::anInstrument();
        for (int i = 0; i < 5'000; ++i) {
            const auto step = static_cast<std::int64_t>(1 + random.next() % 50);
            const std::int64_t smallest = step * static_cast<std::int64_t>(1 + random.next() % 20);
            const std::int64_t lots = step * static_cast<std::int64_t>(1 + random.next() % 1'000);
            row.view.position.lots = Lots{random.next() % 2 == 0 ? lots : -lots};
            row.instrument->step = Lots{step};
            row.instrument->smallest = Lots{smallest};

            const auto half = halfOf(row);
            QCOMPARE(half.has_value(), lots / 2 / step * step >= smallest);
            if (half) {
                QVERIFY(half->count % step == 0 && half->count >= smallest && lots - half->count >= half->count);
                QVERIFY(lots - 2 * half->count < 2 * step);
            }
        }
        row.view.position.lots = Lots{std::numeric_limits<std::int64_t>::max()};
        row.instrument->step = row.instrument->smallest = Lots{1};
        QCOMPARE(halfOf(row)->count, std::numeric_limits<std::int64_t>::max() / 2);
    }

    void closeHalfAsksAndSendsAnOrderForTheSmallerHalf()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>();
        view.findChild<PaneTable*>()->setCurrentRow(0);
        bench.commands.find(QStringLiteral("positions.close_half"))->trigger();
        auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY2(dialog->question().contains(QStringLiteral("0.0157")), qPrintable(dialog->question()));
        QCOMPARE(PaneBench::unnamed(*dialog), QString());
        auto* act = dialog->findChildren<QPushButton*>().last();
        QTRY_VERIFY_WITH_TIMEOUT((act->click(), !bench.terminal.sent.empty()), 2'000); // deaf for its first 300 ms

        const auto* place = bench.terminal.lastWish<events::PlaceOrder>();
        QVERIFY(place != nullptr && place->ticket.reduceOnly);
        QCOMPARE(place->ticket.size.count, std::int64_t{157});
        QCOMPARE(place->ticket.side, Side::Sell);
        QCOMPARE(bench.terminal.sent.size(), std::size_t{1});
    }

    void whatCannotBeHalvedSaysSoAndSendsNothing()
    {
        auto one = typical();
        one.position.lots = Lots{1};
        PaneBench bench;
        bench.terminal.show(deskWith({one}));
        auto& view = bench.open<View>();
        QSignalSpy told(&bench.requests, &PaneRequests::notify);
        view.findChild<PaneTable*>()->setCurrentRow(0);
        bench.commands.find(QStringLiteral("positions.close_half"))->trigger();

        QCOMPARE(told.count(), 1);
        QVERIFY(view.findChild<ConfirmDialog*>() == nullptr);
        QVERIFY(bench.terminal.sent.empty());
    }

    void movingAStopTellsTheRiskBeforeAndAfter()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({typical()}));
        auto& view = bench.open<View>();
        view.findChild<PaneTable*>()->setCurrentRow(0);
        bench.commands.find(QStringLiteral("positions.move_stop"))->trigger();
        auto* bar = view.findChild<StopBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY(!bar->wish()); // nothing is changed yet
        bar->findChild<PriceEdit*>()->setText(QStringLiteral("62400"));

        // 0.0315 x (62'134 - 63'400) = -39.879; 0.0315 x (62'400 - 63'400) = -31.5
        QCOMPARE(bar->sentence(), QStringLiteral("Move stop 62,134 → 62,400, result at stop −39.88 → −31.50."));
        QCOMPARE(bar->wish()->stop.count, std::int64_t{62'400});
        bar->findChild<PriceEdit*>()->setText(QStringLiteral("99999"));
        QVERIFY(!bar->wish()); // above the market
    }

    void showsEachState()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        bench.terminal.show(deskWith({}));
        bench.frame();
        QCOMPARE(view.state(), PaneState::Empty);
        auto unseen = deskWith({typical()});
        unseen.environment = orders::Environment::Paper; // an account elsewhere, which nobody has looked at yet
        unseen.isReconciled = false;
        bench.terminal.show(unseen);
        bench.frame();
        QCOMPARE(view.state(), PaneState::Stale);
        bench.terminal.show(deskWith({typical()}));
        bench.terminal.levelShown = risk::KillLevel::CancelEntries;
        bench.frame();
        QCOMPARE(view.state(), PaneState::Blocked);
        QVERIFY(view.findChild<PaneTable*>()->cover().showsContent());
        bench.terminal.levelShown = risk::KillLevel::None;
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal);
    }
};

QTEST_MAIN(TestPositionsPane)
#include "tst_positions_pane.moc"
