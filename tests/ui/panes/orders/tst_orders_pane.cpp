// needs: ui/panes/orders tests/support/fake_terminal Qt6::Widgets
#include "tests/ui/panes/orders/orders_bench.h"
#include "ui/panes/history_foot.h"
#include "ui/panes/orders/amend_bar.h"
#include "ui/panes/orders/view.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/pane_table.h"
#include "ui/widgets/words.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::orders_pane;
using omni::testing::PaneBench;

namespace {

/// Filled ones, newest first.
std::vector<views::OrderRow> endedOrders(std::uint64_t count)
{
    std::vector<views::OrderRow> rows;
    for (std::uint64_t id = count; id > 0; --id) {
        auto record = anEntry(id);
        record.state = orders::OrderState::Filled;
        rows.push_back({Sequence{id}, record, {}});
    }
    return rows;
}

QPushButton* seenButton(const QWidget& root, const QString& text)
{
    for (auto* button : root.findChildren<QPushButton*>()) {
        if (button->text() == text && button->isVisible()) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

class TestOrdersPane : public QObject
{
    Q_OBJECT

private slots:
    void showsWorkingAndEndedOrdersOnceEach()
    {
        auto ended = anEntry(5);
        ended.state = orders::OrderState::Filled;
        auto stale = anEntry(6); // open in the history, gone from the picture: older than the picture
        const std::deque<views::OrderRow> history{
            {Sequence{1}, ended, {}}, {Sequence{2}, anEntry(7), {}}, {Sequence{3}, stale, {}}};
        const auto rows = rowsOf(deskWith({anEntry(7)}), history);
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].key, std::uint64_t{7});
        QCOMPARE(rows[1].key, std::uint64_t{5});
    }

    void whatNobodyConfirmedLooksUnconfirmed()
    {
        auto sent = anEntry();
        sent.state = orders::OrderState::Sent;
        QVERIFY(isPending(sent));
        sent.state = orders::OrderState::Working;
        QVERIFY(!isPending(sent));
        sent.replacing = orders::Replacement{Lots{50}, {}, {}};
        QVERIFY(isPending(sent));
        auto held = anEntry();
        held.state = orders::OrderState::Created;
        held.ticket.held = true; // waits for its parent, nobody owes an answer
        QVERIFY(!isPending(held));
    }

    void saysAfterFiveSecondsThatNoAnswerCame()
    {
        Theme theme;
        const Formats formats;
        Model model(theme, formats, nullptr);
        auto sent = anEntry();
        sent.state = orders::OrderState::Sent;
        auto desk = deskWith({sent});
        sent.lastChange = desk.at.wall - seconds(6);
        desk.openOrders = {sent};
        model.setRows(rowsOf(desk, {}));
        QVERIFY2(model.cell(0, Model::State).text.contains(QLatin1Char('6')),
                 qPrintable(model.cell(0, Model::State).text));
        QCOMPARE(model.cell(0, Model::State).tone, CellTone::Warn);
    }

    void anEntryOrderIsCancelledByOneAction()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        QAbstractItemModelTester tester(view.findChild<QTableView*>()->model());
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.cancel"))->trigger();
        const auto* wish = bench.terminal.lastWish<events::CancelOrder>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->order, OrderId{7});
    }

    /// Somebody else's order is shown and never touched without a command (F15).
    void somebodyElsesOrderIsMarkedAndCancelledByItsOwnCommand()
    {
        PaneBench bench;
        auto desk = deskWith({anEntry(7)});
        desk.externalOrders = {{InstrumentId{1},
                                orders::VenueOrderId("abc-1"),
                                Side::Sell,
                                Lots{40},
                                Ticks{64'000},
                                {},
                                desk.at.wall - minutes(3)}};
        bench.terminal.show(desk);
        auto& view = bench.open<View>();
        auto* model = view.findChild<Model*>();
        int at = -1;
        for (int i = 0; i < model->rowCount(); ++i) {
            at = model->row(i).isExternal ? i : at;
        }
        QVERIFY(at >= 0);
        QCOMPARE(model->cell(at, Model::State).text, QStringLiteral("EXTERNAL"));
        QCOMPARE(model->cell(at, Model::Kind).text, Words::of(orders::OrderKind::Limit));
        view.findChild<PaneTable*>()->setCurrentRow(at);

        bench.commands.find(QStringLiteral("orders.cancel"))->trigger();

        QVERIFY(bench.terminal.sent.empty()); // it asks first
        auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(dialog->question().contains(QStringLiteral("somebody else")));
        QPushButton* act = nullptr;
        for (auto* button : dialog->findChildren<QPushButton*>()) {
            act = button->text() == View::tr("Cancel the order") ? button : act;
        }
        QVERIFY(act != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT((act->click(), !bench.terminal.sent.empty()), 2'000);
        const auto* wish = bench.terminal.lastWish<events::CancelExternalOrder>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->venueOrderId.view(), std::string_view("abc-1"));
    }

    void takingAStopAwayAsksAndTheSafeAnswerIsTheDefault()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({omni::testing::anOrder()})); // a protective stop
        auto& view = bench.open<View>();
        chooseRowOf(view, omni::testing::anOrder().ticket.id.value);
        bench.commands.find(QStringLiteral("orders.cancel"))->trigger();
        QVERIFY(bench.terminal.sent.empty());
        auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        const auto buttons = dialog->findChildren<QPushButton*>();
        const auto find = [&](const QString& text) {
            return *std::find_if(buttons.begin(), buttons.end(), [&](auto* one) { return one->text() == text; });
        };
        QVERIFY(find(QStringLiteral("Keep the stops"))->isDefault());
        auto* act = find(QStringLiteral("Cancel the stops"));
        act->click();
        QVERIFY(bench.terminal.sent.empty()); // deaf for its first 300 ms
        QTRY_VERIFY_WITH_TIMEOUT((act->click(), !bench.terminal.sent.empty()), 2'000);
        QCOMPARE(bench.terminal.sent.size(), std::size_t{1});
        QVERIFY(bench.terminal.lastWish<events::CancelOrder>() != nullptr);
    }

    void theSafeAnswerLeavesTheStopWhereItIs()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({omni::testing::anOrder()}));
        auto& view = bench.open<View>();
        chooseRowOf(view, omni::testing::anOrder().ticket.id.value);
        bench.commands.find(QStringLiteral("orders.cancel"))->trigger();
        auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->reject();
        QVERIFY(bench.terminal.sent.empty());
    }

    void aNewPriceThatCouldBeTwoThingsIsRefused()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* bar = view.findChild<AmendBar*>();
        const auto fields = bar->findChildren<QLineEdit*>();
        auto* limit = *std::find_if(fields.begin(), fields.end(),
                                    [](const QLineEdit* one) { return one->text() == QStringLiteral("63000"); });

        limit->setText(QStringLiteral("62,134"));

        QVERIFY(!bar->wish());
        const auto labels = bar->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* one) {
            return one->text()
                == QStringLiteral("“62,134” could be 62134 or 62.134. Type it without a sign for thousands.");
        }));
        limit->setText(QStringLiteral("62134"));
        QVERIFY(bar->wish());
        QCOMPARE(bar->wish()->limit, std::optional(Ticks{62'134}));
    }

    // A field that takes both decimal signs says which number it has read, before anything is sent.
    void aChangeSaysHowItWasRead()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* bar = view.findChild<AmendBar*>();
        const auto edits = bar->findChildren<QLineEdit*>();
        const auto isSaid = [bar](const QString& text) {
            const auto labels = bar->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* one) { return one->text() == text; });
        };

        edits[0]->setText(QStringLiteral("0,012"));
        QVERIFY(bar->wish());
        QCOMPARE(bar->wish()->size, std::optional(Lots{120})); // in ten-thousandths: never 12
        QVERIFY(isSaid(QStringLiteral("Quantity = 0.0120")));
        edits[1]->setText(QStringLiteral("62950"));
        QVERIFY(isSaid(QStringLiteral("Quantity = 0.0120 · Limit = 62,950")));
        edits[1]->setText(QStringLiteral("62,950"));
        QVERIFY(!bar->wish());
        QVERIFY(!isSaid(QStringLiteral("Quantity = 0.0120")));
    }

    void amendsOnlyWhatWasChanged()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* bar = view.findChild<AmendBar*>();
        QVERIFY(bar->isVisible());
        QVERIFY(!bar->wish()); // nothing is changed yet
        const auto edits = bar->findChildren<QLineEdit*>();
        edits[1]->setText(QStringLiteral("62950"));
        QVERIFY(bar->wish());
        QTest::keyClick(edits[1], Qt::Key_Return);
        const auto* wish = bench.terminal.lastWish<events::ReplaceOrder>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->order, OrderId{7});
        QCOMPARE(wish->limit, std::optional(Ticks{62'950}));
        QVERIFY(!wish->size);
        QVERIFY(!bar->isVisible());
    }

    void whatCannotBeIsNotSent_data()
    {
        QTest::addColumn<QString>("price");
        QTest::newRow("off tick") << QStringLiteral("62950.5");
        QTest::newRow("zero") << QStringLiteral("0");
        QTest::newRow("negative") << QStringLiteral("-5");
        QTest::newRow("words") << QStringLiteral("cheap");
        QTest::newRow("empty") << QString();
        QTest::newRow("huge") << QStringLiteral("99999999999999999999");
    }

    void whatCannotBeIsNotSent()
    {
        QFETCH(QString, price);
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* bar = view.findChild<AmendBar*>();
        auto* edit = bar->findChildren<QLineEdit*>()[1];
        edit->setText(price);
        QVERIFY(!bar->wish());
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(bench.terminal.sent.empty());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
    }

    void saysSoWithoutAny()
    {
        PaneBench bench;
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Empty);
        QCOMPARE(PaneBench::unnamed(view), QString());
    }

    // A history that fails is not an empty one: whoever reads "no orders" might send one twice.
    void aHistoryThatFailsIsNotCalledEmptyAndCanBeAskedAgain()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({}));
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.stateText().contains(QStringLiteral("the disk is gone")));

        bench.terminal.historyFault.reset();
        bench.terminal.give(endedOrders(3));
        auto* retry = seenButton(view, QStringLiteral("Retry"));
        QVERIFY(retry != nullptr);
        retry->click();
        bench.frame();

        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 3);
    }

    void openOrdersStayInSightWhileTheHistoryFails()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        bench.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Error);
        QVERIFY(view.stateText().contains(QStringLiteral("may be incomplete")));
        QVERIFY(view.findChild<QTableView*>()->isVisible());
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 1);
    }

    void whatWasNotAnsweredYetIsNotCalledEmpty()
    {
        PaneBench bench;
        bench.terminal.holdsAnswers = true;
        bench.terminal.show(deskWith({}));
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Loading);
        bench.terminal.show(deskWith({anEntry(7)}));
        bench.frame();
        QCOMPARE(view.state(), PaneState::Normal);
        QVERIFY(view.findChild<HistoryFoot*>()->isVisible()); // and earlier ones are being read

        bench.terminal.answerAll();
        bench.frame();
        QVERIFY(!view.findChild<HistoryFoot*>()->isVisible());
    }

    void olderOrdersComeByTheButtonAndAtTheEndOfTheTable()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({}));
        bench.terminal.give(endedOrders(1'200));
        auto& view = bench.open<View>();
        auto* table = view.findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 500);
        auto* older = seenButton(view, QStringLiteral("Older rows"));
        QVERIFY(older != nullptr);
        QVERIFY(older->focusPolicy() & Qt::TabFocus);
        older->click();
        bench.frame();
        QCOMPARE(table->model()->rowCount(), 1'000);

        QCoreApplication::processEvents();
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
        bench.frame();

        QCOMPARE(table->model()->rowCount(), 1'200);
        QVERIFY(!view.findChild<HistoryFoot*>()->isVisible());
    }

    // S26
    void fiveThousandAreHeldAndTheFootSaysSo()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({}));
        bench.terminal.give(endedOrders(5'600));
        auto& view = bench.open<View>();
        for (int i = 0; i < 12; ++i) {
            if (auto* older = seenButton(view, QStringLiteral("Older rows"))) {
                older->click();
            }
            bench.frame();
        }
        QCOMPARE(view.findChild<QTableView*>()->model()->rowCount(), 5'000);
        QVERIFY(seenButton(view, QStringLiteral("Older rows")) == nullptr);
        QVERIFY(view.findChild<HistoryFoot*>()->isVisible());
    }
};

QTEST_MAIN(TestOrdersPane)
#include "tst_orders_pane.moc"
