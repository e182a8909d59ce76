// needs: ui/panes/fills tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/fills/view.h"
#include "ui/panes/history_foot.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::fills;
using omni::testing::PaneBench;

namespace {

views::FillRow aFill(std::uint64_t seq = 40)
{
    views::FillRow row;
    row.seq = Sequence{seq};
    row.at = omni::testing::plausibleNow;
    row.fill.order = OrderId{7};
    row.fill.instrument = InstrumentId{1};
    row.fill.side = Side::Buy;
    row.fill.price = Ticks{63'410};
    row.fill.size = Lots{315};
    row.fill.value = Money{199'741'500'000};
    row.fill.fee = Money{19'974'150};
    row.reference = Ticks{63'400};
    return row;
}

} // namespace

class TestFillsPane : public QObject
{
    Q_OBJECT

private slots:
    void slippageIsWhatWasWorseThanMeant()
    {
        auto fill = aFill().fill;
        QVERIFY(std::abs(*slippageOf(fill, Ticks{63'400}) - 10'000.0 * 10 / 63'400) < 1e-9);
        fill.side = Side::Sell; // sold higher than meant: better
        QVERIFY(*slippageOf(fill, Ticks{63'400}) < 0);
        QVERIFY(!slippageOf(fill, std::nullopt));
        QVERIFY(!slippageOf(fill, Ticks{0}));
    }

    void showsAmountsExactly()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        model.setRows({rowOf(aFill(), omni::testing::aSnapshot())});
        QCOMPARE(model.cell(0, Model::Price).text, QStringLiteral("63,410"));
        QCOMPARE(model.cell(0, Model::Quantity).text, QStringLiteral("0.0315"));
        QCOMPARE(model.cell(0, Model::Value).text, QStringLiteral("1,997.42"));
        QCOMPARE(model.cell(0, Model::Fee).text, QStringLiteral("0.20"));
    }

    // Venues take the fee of a coin's buyer in the coin: it is told exactly, with its name.
    void aFeeInTheCoinIsNotShownAsMoney()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        auto desk = omni::testing::aSnapshot();
        desk.cash.push_back({"BTC", Money{}, Money{}});
        auto inCoin = aFill(1), inMoney = aFill(2);
        inCoin.fill.fee = Money{1'000}; // 0.00001
        inCoin.fill.feeCurrency = CurrencyId{desk.cash.size()};
        inMoney.fill.feeCurrency = CurrencyId{1};
        model.setRows({rowOf(inCoin, desk), rowOf(inMoney, desk)});
        QCOMPARE(model.cell(0, Model::Fee).text, QStringLiteral("0.00001\u00a0BTC"));
        QCOMPARE(model.cell(0, Model::Fee).tip, QStringLiteral("BTC"));
        QCOMPARE(model.cell(1, Model::Fee).text, QStringLiteral("0.20"));
    }

    void aLateOrBustedFillStandsOut()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        auto late = aFill(1), busted = aFill(2);
        late.isLate = true;
        busted.isBusted = true;
        const auto desk = omni::testing::aSnapshot();
        model.setRows({rowOf(late, desk), rowOf(busted, desk)});
        QCOMPARE(model.cell(0, Model::Time).tone, CellTone::Warn);
        QCOMPARE(model.cell(1, Model::Time).tone, CellTone::Danger);
        QVERIFY(!model.cell(0, Model::Time).tip.isEmpty());
    }

    // A late fill has an icon before its time, and a time is never cut.
    void aLateFillsTimeIsReadWhole()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        auto late = aFill();
        late.isLate = true;
        bench.terminal.give(std::vector{late});
        auto& view = bench.open<View>({920, 222});
        auto* table = view.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 1);
        const QString text = table->model()->index(0, Model::Time).data().toString();
        const QFontMetrics metrics(bench.theme.numbers(TextSize::Body, QFont::Normal));

        QCOMPARE(text.size(), 12); // 10:42:18.104
        const int wide = metrics.horizontalAdvance(QStringLiteral("20:48:28.888")) + 12 + 16; // its edges, the icon
        QVERIFY2(wide <= table->columnWidth(Model::Time), qPrintable(QString::number(wide)));
    }

    void anUnknownInstrumentShowsDashesNeverZero()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        auto fill = aFill();
        fill.fill.instrument = InstrumentId{99};
        model.setRows({rowOf(fill, omni::testing::aSnapshot())});
        QCOMPARE(model.cell(0, Model::Price).text, missing());
        QCOMPARE(model.cell(0, Model::Quantity).text, missing());
    }

    void readsTheHistoryAndSaysSoWhenItIsEmpty()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    void showsWhatTheHistoryHas()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        bench.terminal.give(std::vector{aFill(41), aFill(40)});
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        QAbstractItemModelTester tester(table->model());
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void aHistoryThatDoesNotAnswerIsAnError()
    {
        PaneBench bench;
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        QCOMPARE(bench.open<View>().state(), PaneState::Error);
    }

    void aPartOfTheHistoryIsCalledAPartUntilAllIsThere()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        std::vector<views::FillRow> fills;
        for (std::uint64_t seq = 4'500; seq > 0; --seq) {
            fills.push_back(aFill(seq));
        }
        bench.terminal.give(fills);
        auto& view = bench.open<View>();
        const auto* foot = view.findChild<HistoryFoot*>();
        const auto* model = view.findChild<Model*>();
        QCOMPARE(model->rowCount(), 2'000);
        QVERIFY(foot->isVisible());
        QVERIFY(foot->findChild<QLabel*>()->text().contains(QStringLiteral("see only these")));

        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        foot->findChild<QPushButton*>()->click();
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal); // what is shown is right
        QVERIFY(foot->findChild<QLabel*>()->text().contains(QStringLiteral("the disk is gone")));

        bench.terminal.historyFault.reset();
        for (int i = 0; i < 2; ++i) {
            foot->findChild<QPushButton*>()->click();
            bench.frame();
        }
        QCOMPARE(model->rowCount(), 4'500);
        QVERIFY(!foot->isVisible());
    }

    void aBustOfAnOlderPageIsSeen()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        std::vector<views::FillRow> fills;
        for (std::uint64_t seq = 2'500; seq > 0; --seq) {
            fills.push_back(aFill(seq));
        }
        bench.terminal.give(fills);
        auto& view = bench.open<View>();
        view.findChild<HistoryFoot*>()->findChild<QPushButton*>()->click();
        bench.frame();
        const auto* model = view.findChild<Model*>();
        QCOMPARE(model->rowCount(), 2'500);

        fills[2'400].isBusted = true;
        bench.terminal.give(fills);
        bench.terminal.notice(Stamp{Sequence{2'501}, {}, {}, {}}, events::Event(events::FillBusted{}));
        bench.frame();
        bench.frame();

        QVERIFY(model->row(model->indexOf(100)).fill.isBusted);
    }
};

QTEST_MAIN(TestFillsPane)
#include "tst_fills_pane.moc"
