// needs: ui/panes/orders tests/support/fake_terminal Qt6::Widgets
// What the table of orders asks before it changes or cancels one.
#include "tests/ui/panes/orders/orders_bench.h"
#include "ui/bridge/user_settings.h"
#include "ui/panes/orders/amend_bar.h"
#include "ui/widgets/confirm_dialog.h"

#include <QLineEdit>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::orders_pane;
using omni::testing::PaneBench;

class TestAmendQuestion : public QObject
{
    Q_OBJECT

private slots:
    // ui-spec 5.2: loosening a stop always asks, also where it is done in the table.
    void aStopThatProtectsLessAsks_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("asksBeforeTightening");
        QTest::addColumn<bool>("asks");
        QTest::newRow("farther") << 2 << QStringLiteral("62000") << false << true;
        QTest::newRow("closer") << 2 << QStringLiteral("62900") << false << false;
        QTest::newRow("closer, asked for") << 2 << QStringLiteral("62900") << true << true;
        QTest::newRow("over less") << 0 << QStringLiteral("0.0050") << false << true;
        QTest::newRow("over more") << 0 << QStringLiteral("0.0150") << false << false;
    }
    void aStopThatProtectsLessAsks()
    {
        QFETCH(const int, field);
        QFETCH(const QString, typed);
        QFETCH(const bool, asksBeforeTightening);
        QFETCH(const bool, asks);
        PaneBench bench;
        auto choices = UserSettings(bench.link).choices();
        choices.asksBeforeTightening = asksBeforeTightening;
        UserSettings(bench.link).set(choices);
        auto stop = anEntry(7);
        stop.ticket.role = orders::OrderRole::Stop;
        stop.ticket.kind = orders::OrderKind::Stop;
        stop.ticket.side = Side::Sell;
        stop.ticket.limit.reset();
        stop.ticket.stop = Ticks{62'500};
        bench.terminal.show(deskWith({stop}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* edit = view.findChild<AmendBar*>()->findChildren<QLineEdit*>()[field];
        edit->setText(typed);
        QTest::keyClick(edit, Qt::Key_Return);

        auto* dialog = view.findChild<ConfirmDialog*>();
        QCOMPARE(dialog != nullptr, asks);
        QCOMPARE(bench.terminal.lastWish<events::ReplaceOrder>() == nullptr, asks);
        if (asks) {
            QVERIFY2(dialog->question().startsWith(QStringLiteral("Change the stop of ")),
                     qUtf8Printable(dialog->question()));
            QVERIFY(dialog->question().contains(QStringLiteral("→")));
        }
    }

    void anOrderFarFromTheMarketAsks()
    {
        PaneBench bench;
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.amend"))->trigger();
        auto* edit = view.findChild<AmendBar*>()->findChildren<QLineEdit*>()[1];
        edit->setText(QStringLiteral("50000"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(bench.terminal.lastWish<events::ReplaceOrder>() == nullptr);
        const auto* dialog = view.findChild<ConfirmDialog*>();
        QVERIFY(dialog && dialog->question().contains(QStringLiteral("away from the last one")));
    }

    void cancellingAnEntryAsksWhereThatIsSet()
    {
        PaneBench bench;
        auto choices = UserSettings(bench.link).choices();
        choices.asksBeforeCancel = true;
        UserSettings(bench.link).set(choices);
        bench.terminal.show(deskWith({anEntry(7)}));
        auto& view = bench.open<View>();
        chooseRowOf(view, 7);
        bench.commands.find(QStringLiteral("orders.cancel"))->trigger();
        QVERIFY(bench.terminal.lastWish<events::CancelOrder>() == nullptr);
        QVERIFY(view.findChild<ConfirmDialog*>() != nullptr);
    }
};

QTEST_MAIN(TestAmendQuestion)
#include "tst_amend_question.moc"
