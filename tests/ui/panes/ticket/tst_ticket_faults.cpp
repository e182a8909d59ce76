// needs: ui/panes/ticket ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets
// What is wrong with a price is said at its field, and while an order is confirmed no field is open.
#include "tests/ui/panes/ticket/ticket_bench.h"

#include <QCheckBox>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::ticket;

class TestTicketFaults : public QObject
{
    Q_OBJECT

private slots:
    // Whatever else is missing: here no quantity is given.
    void aLegOnTheWrongSideAndAPriceBelowZeroAreMarkedAtTheirFields()
    {
        Bench bench;
        auto& stop = bench.edit(QStringLiteral("Stop loss"));
        auto& target = bench.edit(QStringLiteral("Target"));
        bench.edit(QStringLiteral("Limit price")).setText(QStringLiteral("99.90"));

        stop.setText(QStringLiteral("101.00"));
        target.setText(QStringLiteral("-5"));

        QVERIFY(stop.property("faulty").toBool());
        QVERIFY2(stop.accessibleDescription().contains(QStringLiteral("winning side")),
                 qPrintable(stop.accessibleDescription()));
        QVERIFY(target.property("faulty").toBool());
        QVERIFY2(target.accessibleDescription().contains(QStringLiteral("above zero")),
                 qPrintable(target.accessibleDescription()));

        stop.setText(QStringLiteral("98.50"));
        target.setText(QStringLiteral("103.00"));
        QVERIFY(!stop.property("faulty").toBool() && !target.property("faulty").toBool());
    }

    // ui-spec 5.3: what is usual is of one's newest fills, not of those at the time when the symbol was chosen.
    void whatIsUsualIsAskedAnewBehindAFill()
    {
        Bench bench;
        const auto asked = [&bench] {
            const auto& all = bench.terminal.fake.asked;
            return std::count_if(all.begin(), all.end(), [](const views::HistoryQuery& query) {
                return std::holds_alternative<views::FillsQuery>(query);
            });
        };
        const auto before = asked();
        QVERIFY(before > 0);
        const auto filled = [&bench](InstrumentId instrument) {
            orders::Fill fill;
            fill.instrument = instrument;
            bench.terminal.fake.notice(Stamp{}, events::Event(fill));
            bench.link.poll();
        };
        const auto frame = [&bench] {
            bench.terminal.publish();
            bench.link.poll();
        };
        filled(InstrumentId{2}); // another symbol
        frame();
        QCOMPARE(asked(), before);
        filled(InstrumentId{1});
        filled(InstrumentId{1});
        frame();
        QCOMPARE(asked(), before + 1); // once for both
        frame();
        QCOMPARE(asked(), before + 1);
    }

    void whileItIsConfirmedNoFieldIsOpen()
    {
        Bench bench;
        bench.fill();
        auto& postOnly = bench.field<QCheckBox>(QStringLiteral("Post only"));
        QVERIFY(postOnly.isEnabled());
        bench.ask();
        QCOMPARE(bench.stage(), Stage::Confirming);
        QVERIFY(!postOnly.isEnabled() && !bench.edit(QStringLiteral("Quantity")).isEnabled());
    }
};

QTEST_MAIN(TestTicketFaults)
#include "tst_ticket_faults.moc"
