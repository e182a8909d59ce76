// needs: ui/panes/pnl tests/support/fake_terminal Qt6::Widgets QtCharts::Qt6
#include "core/base/seeded_random.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/pnl/figures.h"
#include "ui/panes/pnl/model.h"
#include "ui/panes/pnl/report_chart.h"
#include "ui/panes/pnl/tickers.h"
#include "ui/panes/pnl/view.h"
#include "ui/widgets/pane_table.h"
#include "ui/widgets/rates.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTextLayout>

#include <map>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::pnl;
using omni::testing::PaneBench;

namespace {

constexpr std::int64_t dayNs = 86'400'000'000'000;

views::RoundTripRow tripOf(std::int64_t net, std::int64_t day, std::uint64_t strategy = 1)
{
    views::RoundTripRow trip;
    trip.seq.value = static_cast<std::uint64_t>(day * 10 + 1);
    trip.instrument = InstrumentId{1};
    trip.strategy = StrategyId{strategy};
    trip.closed = Timestamp{day * dayNs + 1};
    trip.net = Money{net * 100'000'000};
    trip.fees = Money{100'000'000};
    return trip;
}

views::EquityRow equityOf(std::int64_t amount, std::int64_t ns)
{
    return {Timestamp{ns}, Money{amount * 100'000'000}, Money{}};
}

} // namespace

class TestPnl : public QObject
{
    Q_OBJECT

private slots:
    void groupsByDayNewestFirst()
    {
        const std::vector trips{tripOf(10, 100), tripOf(-4, 100), tripOf(7, 101)};
        const auto groups = groupsOf(trips, Grouping::Day, QTimeZone::utc(), {});
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].name, QStringLiteral("1970-04-12"));
        QCOMPARE(groups[1].trades, 2);
        QCOMPARE(groups[1].wins, 1);
        QCOMPARE(groups[1].net, Money{600'000'000});
        QCOMPARE(groups[1].profitFactor(), std::optional(2.5));
        QCOMPARE(groups[1].winRate(), std::optional(0.5));
    }

    void aRateOfNothingIsNoRate()
    {
        const Group none;
        QVERIFY(!none.winRate());
        QVERIFY(!none.profitFactor());
        const std::vector won{tripOf(10, 1)};
        QVERIFY(!totalOf(won).profitFactor()); // no loss to divide by
    }

    void everyTradeIsInExactlyOneGroup()
    {
        SeededRandom random(7);
        for (int round = 0; round < 200; ++round) {
            std::vector<views::RoundTripRow> trips;
            for (int i = 0; i < 50; ++i) {
                trips.push_back(tripOf(static_cast<std::int64_t>(random.below(2'001)) - 1'000,
                                       static_cast<std::int64_t>(random.below(800)), 1 + random.below(3)));
            }
            const Group total = totalOf(trips);
            for (const Grouping by :
                 {Grouping::Day, Grouping::Week, Grouping::Month, Grouping::Year, Grouping::Strategy}) {
                Group sum;
                const auto groups = groupsOf(trips, by, QTimeZone::utc(), {});
                QCOMPARE(totalOf(groups), total); // of the groups or of the trades: the same
                for (const Group& group : groups) {
                    sum.trades += group.trades;
                    sum.wins += group.wins;
                    sum.net.e8 += group.net.e8;
                    sum.gained.e8 += group.gained.e8;
                    sum.lost.e8 += group.lost.e8;
                    QCOMPARE(group.net.e8, group.gained.e8 - group.lost.e8);
                }
                QCOMPARE(sum.trades, total.trades);
                QCOMPARE(sum.wins, total.wins);
                QCOMPARE(sum.net, total.net);
                QCOMPARE(sum.lost, total.lost);
            }
        }
    }

    void aTradeIsInTheDayThatItsClockShowed_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<qint64>("from"); // seconds of UTC

        QTest::newRow("no summer time") << QByteArray("UTC") << qint64{1'700'000'000};
        QTest::newRow("an hour is there twice") << QByteArray("Europe/Berlin") << qint64{1'698'000'000};
        QTest::newRow("an hour is missing") << QByteArray("America/New_York") << qint64{1'709'500'000};
        QTest::newRow("an hour is missing at midnight") << QByteArray("America/Sao_Paulo") << qint64{1'539'000'000};
        QTest::newRow("a day is missing") << QByteArray("Pacific/Apia") << qint64{1'324'900'000};
        QTest::newRow("half hours") << QByteArray("Asia/Kolkata") << qint64{1'600'000'000};
    }
    // In any order; the other way is to ask the calendar for each trade.
    void aTradeIsInTheDayThatItsClockShowed()
    {
        QFETCH(QByteArray, zone);
        QFETCH(qint64, from);
        const QTimeZone clock(zone);
        QVERIFY(clock.isValid());
        SeededRandom random(31);
        std::vector<views::RoundTripRow> trips;
        std::map<QString, int> counted;
        for (int i = 0; i < 5'000; ++i) {
            views::RoundTripRow trip = tripOf(1, 1);
            trip.closed = Timestamp{(from + static_cast<qint64>(random.below(20 * 86'400))) * 1'000'000'000};
            trips.push_back(trip);
            ++counted[QDateTime::fromMSecsSinceEpoch(trip.closed.ns / 1'000'000, clock).date().toString(Qt::ISODate)];
        }

        const auto groups = groupsOf(trips, Grouping::Day, clock, {});

        QCOMPARE(groups.size(), counted.size());
        for (const Group& group : groups) {
            QCOMPARE(group.trades, counted[group.name]);
        }
    }

    /// Equity of `changes` + 1 days, changing by +1 %, -1 %, +1 %, ... of the day before.
    static std::vector<views::EquityRow> swingingFor(int changes)
    {
        std::vector<views::EquityRow> rows{equityOf(1'000'000'000, 1)};
        for (int day = 1; day <= changes; ++day) {
            const std::int64_t before = rows.back().equity.e8 / 100'000'000;
            rows.push_back(equityOf(day % 2 == 1 ? before + before / 100 : before - before / 100, day * dayNs + 1));
        }
        return rows;
    }

    void aSharpeOfFewDaysIsNotShown()
    {
        QVERIFY(!sharpeOf({}, QTimeZone::utc()).ratio);
        for (const int few : {1, 2, 19}) {
            const auto figure = sharpeOf(swingingFor(few), QTimeZone::utc());
            QCOMPARE(figure.days, few);
            QVERIFY(!figure.ratio);
        }
        QVERIFY(sharpeOf(swingingFor(20), QTimeZone::utc()).ratio);
    }

    void sharpeIsThatOfDailyChanges()
    {
        // 11 times +1 % and 10 times -1 %: mean 0.01/21, deviation (n - 1) 0.0102353, by 365 days a year: 0.8888.
        const auto figure = sharpeOf(swingingFor(21), QTimeZone::utc());
        QCOMPARE(figure.days, 21);
        QVERIFY(std::abs(*figure.ratio - 0.8888) < 1e-3);
    }

    void theHeadSaysWhyThereIsNoSharpe()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{tripOf(10, 100), tripOf(-4, 101)});
        bench.terminal.give(swingingFor(2));
        const auto& view = bench.open<View>();
        const QLabel* head = nullptr;
        for (const auto* label : view.findChildren<QLabel*>()) {
            head = label->text().contains(QStringLiteral("Sharpe")) ? label : head;
        }
        QVERIFY(head);
        QVERIFY2(head->text().contains(QStringLiteral("Sharpe – from 2 day")), qPrintable(head->text()));
        QVERIFY(head->toolTip().contains(QStringLiteral("Shown from 20 changes")));
        QCOMPARE(head->accessibleDescription(), head->toolTip());
    }

    // 12 won 10 each, the rest lost 4 each: of 20 trades 60 % and 120 / 32.
    void shareAndProfitFactorAreShownFromTwentyTradesOn()
    {
        const PaneBench bench;
        Model model(bench.theme, bench.formats, nullptr);
        std::vector<views::RoundTripRow> trips;
        for (int i = 0; i < 20; ++i) {
            trips.push_back(tripOf(i < 12 ? 10 : -4, 100));
        }
        const auto shows = [&](std::size_t trades, Model::ColumnIndex column) {
            const std::span<const views::RoundTripRow> some(trips.data(), trades);
            model.show(groupsOf(some, Grouping::Day, QTimeZone::utc(), {}), Grouping::Day);
            return model.index(0, column).data().toString();
        };
        QCOMPARE(shows(20, Model::WinRate), QStringLiteral("60%"));
        QCOMPARE(shows(20, Model::ProfitFactor), QStringLiteral("3.75"));
        QCOMPARE(shows(19, Model::WinRate), QStringLiteral("12 of 19"));
        QCOMPARE(shows(19, Model::ProfitFactor), missing());
        QCOMPARE(wonText(0, 0, bench.formats), missing());
    }

    // "⁨… USD⁩   ⁨6 …⁩" in a language that runs from right to left: the 6 stands at its own word, not at
    // "USD".
    void statementsOfTheHeadKeepTheirFiguresInALanguageFromTheRight()
    {
        Formats formats;
        formats.isIsolated = true;
        const QString money = QString::fromUtf8("רווח ") + formats.money(Money{100'000'000}) + QStringLiteral(" USD");
        const QString text
            = formats.apart(money) + QStringLiteral("   ") + formats.apart(QString::fromUtf8("6 עסקאות"));
        QTextLayout layout(text);
        layout.setTextOption([] {
            QTextOption option;
            option.setTextDirection(Qt::RightToLeft);
            return option;
        }());
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(10'000);
        layout.endLayout();
        const auto at = [&](const QString& part) { return line.cursorToX(static_cast<int>(text.indexOf(part))); };
        const double six = line.cursorToX(static_cast<int>(text.lastIndexOf(QLatin1Char('6'))));
        QVERIFY(at(QStringLiteral("USD")) > six); // of the statement before, which stands at the right
        QVERIFY(six > at(QString::fromUtf8("עסקאות"))); // and its word begins left of it
    }

    void drawdownIsMeasuredFromThePeakBefore()
    {
        const std::vector rows{equityOf(100, 1), equityOf(120, 2), equityOf(90, 3), equityOf(130, 4)};
        const auto falls = drawdownsOf(rows);
        QCOMPARE(falls[0], 0.0);
        QCOMPARE(falls[2], 0.25);
        QCOMPARE(falls[3], 0.0);
    }

    void theModelKeepsItsPromisesWhileItChanges()
    {
        const PaneBench bench;
        Model model(bench.theme, bench.formats, nullptr);
        QAbstractItemModelTester tester(&model);
        const std::vector trips{tripOf(10, 100), tripOf(-4, 101)};
        model.show(groupsOf(trips, Grouping::Day, QTimeZone::utc(), {}), Grouping::Day);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, Model::Net).data().toString(), QStringLiteral("−4.00"));
        QCOMPARE(model.index(0, Model::Trades).data().toString(), QStringLiteral("1"));
        QCOMPARE(model.index(0, Model::WinRate).data().toString(), QStringLiteral("0 of 1"));
        model.show({}, Grouping::Strategy);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Strategy"));
    }

    void showsWhatTheHistoryTells()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{tripOf(10, 100), tripOf(-4, 101)});
        bench.terminal.give(std::vector{equityOf(100'000, dayNs), equityOf(100'006, 2 * dayNs)});
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(view.findChild<PaneTable*>()->shownRows(), 2);
        bool hasTotal = false;
        for (const auto* label : view.findChildren<QLabel*>()) {
            hasTotal = hasTotal || label->text().contains(QStringLiteral("2 trades, won 1 of 2"));
        }
        QVERIFY(hasTotal);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void theReportShowsPeriodsAsTimeGoesAndStrategiesByName()
    {
        const std::vector trips{tripOf(10, 100, 1), tripOf(-4, 101, 2), tripOf(7, 102, 1)};
        const auto days = reportBarsOf(groupsOf(trips, Grouping::Day, QTimeZone::utc(), {}), Grouping::Day);
        QCOMPARE(
            days.names,
            QStringList({QStringLiteral("1970-04-11"), QStringLiteral("1970-04-12"), QStringLiteral("1970-04-13")}));
        QCOMPARE(days.gains, (std::vector<double>{10, 0, 7}));
        QCOMPARE(days.losses, (std::vector<double>{0, -4, 0}));
        QCOMPARE(reportAxisFor(days), (ReportAxis{-5, 10, 5}));

        std::vector<views::RoundTripRow> many;
        for (int day = 0; day < 40; ++day) {
            many.push_back(tripOf(1, 100 + day));
        }
        const auto newest = reportBarsOf(groupsOf(many, Grouping::Day, QTimeZone::utc(), {}), Grouping::Day);
        QCOMPARE(newest.names.size(), qsizetype{24});
        QCOMPARE(newest.leftOut, 16);
        QCOMPARE(newest.names.back(), QStringLiteral("1970-05-20")); // day 139: the newest are kept
    }

    void theAxisOfTheReportTakesInEveryBarAndZero()
    {
        SeededRandom random(23);
        for (int round = 0; round < 5'000; ++round) {
            ReportBars bars;
            const double scale = std::pow(10, static_cast<double>(random.below(12)) - 4);
            for (std::uint64_t i = 1 + random.below(30); i > 0; --i) {
                const double net = (static_cast<double>(random.below(2'001)) - 1'000) * scale;
                bars.gains.push_back(std::max(net, 0.0));
                bars.losses.push_back(std::min(net, 0.0));
            }
            const ReportAxis axis = reportAxisFor(bars);
            const double slack = axis.step * 1e-9;
            QVERIFY(axis.low <= *std::min_element(bars.losses.begin(), bars.losses.end()) + slack);
            QVERIFY(axis.high >= *std::max_element(bars.gains.begin(), bars.gains.end()) - slack);
            const double ticks = (axis.high - axis.low) / axis.step;
            QVERIFY2(ticks > 0.5 && ticks < 7.5, qPrintable(QString::number(ticks)));
        }
        QCOMPARE(reportAxisFor({}), (ReportAxis{0, 1, 1}));
    }

    void theBarsTakeThePlaceOfTheTableAndStayInTheLayout()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{tripOf(10, 100), tripOf(-4, 101)});
        auto& view = bench.open<View>();
        QVERIFY(!view.findChild<ReportChart*>()); // nobody has asked for it
        view.restoreState({{QStringLiteral("bars"), true}, {QStringLiteral("by"), static_cast<int>(Grouping::Month)}});
        const auto* report = view.findChild<ReportChart*>();
        QVERIFY(report && report->isVisible());
        QVERIFY(!view.findChild<PaneTable*>()->isVisible());
        QCOMPARE(report->bars().names, QStringList{QStringLiteral("1970-04")});
        QCOMPARE(report->accessibleName(), QStringLiteral("Net result of each period as bars"));
        QCOMPARE(report->accessibleDescription(), QStringLiteral("1970-04: +6.00"));
        QVERIFY(view.saveState().value(QStringLiteral("bars")).toBool());
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void saysSoWhileNothingIsClosed()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        StateCover& cover = view.findChild<PaneTable*>()->cover();
        QVERIFY(!cover.showsContent());
        QVERIFY(cover.text().startsWith(QStringLiteral("No closed trades yet.")));
    }

    void sortsFiltersAndCopiesLikeEveryTable()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{tripOf(10, 100), tripOf(-4, 101), tripOf(3, 102)});
        auto& view = bench.open<View>();
        auto* table = view.findChild<PaneTable*>();
        QVERIFY(table->copiedText().section(u'\n', 1, 1).startsWith(QStringLiteral("1970-04-13"))); // the newest
        table->view().sortByColumn(Model::Net, Qt::AscendingOrder);
        QVERIFY(table->copiedText().section(u'\n', 1, 1).startsWith(QStringLiteral("1970-04-12")));
        table->setFilter(QStringLiteral("04-11"));
        QCOMPARE(table->shownRows(), 1);
    }

    void axesTellTheirTicksApart_data()
    {
        QTest::addColumn<qint64>("stepSeconds");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("next");
        QTest::newRow("seconds") << qint64{15} << QStringLiteral("00:00:00") << QStringLiteral("00:00:15");
        QTest::newRow("minutes") << qint64{300} << QStringLiteral("00:00") << QStringLiteral("00:05");
        QTest::newRow("days") << qint64{86'400} << QStringLiteral("1/1/70") << QStringLiteral("1/2/70");
    }

    void axesTellTheirTicksApart()
    {
        QFETCH(qint64, stepSeconds);
        QFETCH(QString, first);
        QFETCH(QString, next);
        Formats formats;
        QCOMPARE(timeLabel({}, seconds(stepSeconds), formats), first);
        QCOMPARE(timeLabel(Timestamp{} + seconds(stepSeconds), seconds(stepSeconds), formats), next);
        formats.locale = QLocale(QLocale::German, QLocale::Germany);
        QCOMPARE(timeLabel({}, days(1), formats), QStringLiteral("01.01.70"));
    }

    void aTimeAtAnAxisIsWholeInAMirroredWindow()
    {
        Formats formats;
        formats.isIsolated = true;
        QCOMPARE(withoutIsolates(timeLabel(Timestamp{} + hours(12), hours(1), formats)), QStringLiteral("12:00"));
        QCOMPARE(timeLabel({}, hours(1), formats).back(), QChar(0x2069)); // and its isolate ends
    }

    void axesWriteFiguresLikeTheRest()
    {
        Formats formats;
        QCOMPARE(amountLabel(100'000, 5'000, formats), QStringLiteral("100,000"));
        QCOMPARE(amountLabel(99'997.5, 2.5, formats), QStringLiteral("99,997.5"));
        QCOMPARE(amountLabel(-20, 10, formats), QStringLiteral("−20"));
        QCOMPARE(percentLabel(-1, 1, formats), QStringLiteral("−1%"));
        QCOMPARE(percentLabel(-1.5, 0.5, formats), QStringLiteral("−1.5%"));
        formats.locale = QLocale(QLocale::German, QLocale::Germany);
        QCOMPARE(amountLabel(100'000, 5'000, formats), QStringLiteral("100.000"));
        QCOMPARE(decimalsOf(0.25), 2);
        QCOMPARE(decimalsOf(1e-5), 4);
    }

    void aHistoryThatDoesNotAnswerIsAnError()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.stateText().contains(QStringLiteral("the disk is gone")));
        for (const auto* label : view.findChildren<QLabel*>()) {
            QVERIFY2(!label->text().contains(QStringLiteral("0 trades")), qPrintable(label->text()));
        }
    }

    // "Realised" is of all trades: figures beside it are, too, or say of which.
    void figuresAreOfAllTradesOrSayOfWhich_data()
    {
        QTest::addColumn<int>("trades");
        QTest::addColumn<int>("frames");
        QTest::addColumn<int>("counted");
        QTest::addColumn<QString>("words");
        QTest::newRow("all") << 25'000 << 3 << 25'000 << QStringLiteral("25000 trades, won");
        QTest::newRow("while it reads") << 35'000 << 0 << 10'000 << QStringLiteral("Of the newest 10000 trades so far");
        QTest::newRow("S26: the newest") << 200'100 << 20 << 200'000
                                         << QStringLiteral("Of the newest 200000 trades: won");
    }
    void figuresAreOfAllTradesOrSayOfWhich()
    {
        QFETCH(int, trades);
        QFETCH(int, frames);
        QFETCH(int, counted);
        QFETCH(QString, words);
        PaneBench bench;
        std::vector<views::RoundTripRow> trips(static_cast<std::size_t>(trades));
        for (std::size_t i = 0; i < trips.size(); ++i) {
            trips[i].seq = Sequence{trips.size() - i};
            trips[i].net = Money{100'000'000};
            trips[i].closed = Timestamp{} + days(static_cast<std::int64_t>(i % 700));
        }
        bench.terminal.give(std::move(trips));
        bench.terminal.holdsAnswers = frames == 0;
        auto& view = bench.open<View>({900, 440});
        if (frames == 0) { // the first page comes, the second is on its way
            bench.terminal.answerAll();
            bench.link.poll();
        }
        for (int i = 0; i < frames; ++i) {
            bench.frame();
        }
        QString said;
        for (const auto* label : view.findChildren<QLabel*>()) {
            said += label->text().remove(QLatin1Char(',')) + QLatin1Char('\n');
        }
        QVERIFY2(said.contains(QString(words).remove(QLatin1Char(','))), qPrintable(said));
        const auto* model = view.findChild<Model*>();
        int sum = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            sum += model->row(row).group.trades;
        }
        QCOMPARE(sum, counted);
    }

    void aCurveThatDoesNotComeIsAnErrorToo()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        for (auto* button : view.findChildren<QPushButton*>()) {
            QVERIFY(!button->isVisible()); // nothing to try again yet
        }
        bench.terminal.notice(Stamp{Sequence{9}, {}, {}, {}}, orders::Fill{});
        QTRY_COMPARE_WITH_TIMEOUT((bench.frame(), view.state()), PaneState::Error, 5'000);
    }

    void keepsItsGroupingInTheLayout()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        view.restoreState({{QStringLiteral("by"), static_cast<int>(Grouping::Strategy)}});
        QCOMPARE(view.saveState().value(QStringLiteral("by")).toInt(), static_cast<int>(Grouping::Strategy));
        view.restoreState({{QStringLiteral("by"), 99}});
        QCOMPARE(view.saveState().value(QStringLiteral("by")).toInt(), static_cast<int>(Grouping::Strategy));
    }
};

QTEST_MAIN(TestPnl)
#include "tst_pnl.moc"
