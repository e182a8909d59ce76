// needs: ui/panes/ticket ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets
// With a broker the ticket offers what that broker takes, and says of the rest that it does not.
#include "tests/ui/panes/ticket/ticket_bench.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QStandardItemModel>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::ticket;

namespace {

/// Takes limits and markets, good till cancelled.
std::shared_ptr<const views::Connection> plainBroker()
{
    views::Connection connection;
    connection.broker = "plain";
    for (const auto ability :
         {views::Ability::MarketOrders, views::Ability::LimitOrders, views::Ability::GoodTillCancelled}) {
        connection.abilities.at(static_cast<std::size_t>(ability)) = views::Holder::Venue;
    }
    connection.abilities.at(static_cast<std::size_t>(views::Ability::StopOrders)) = views::Holder::Desk;
    return std::make_shared<const views::Connection>(std::move(connection));
}

QStandardItem* item(const QComboBox& box, const QString& words)
{
    return qobject_cast<QStandardItemModel*>(box.model())->item(box.findText(words));
}

struct BrokerBench : Bench {
    BrokerBench()
    {
        terminal.fake.connectionShown = plainBroker();
        terminal.publish();
        link.poll();
    }
    QComboBox& kinds() const
    {
        return field<QComboBox>(QStringLiteral("Order type"));
    }
    QComboBox& times() const
    {
        return field<QComboBox>(QStringLiteral("Time in force"));
    }
};

} // namespace

class TestTicketOffers : public QObject
{
    Q_OBJECT

private slots:
    void theMarketInTheHouseTakesAllKinds()
    {
        const Bench bench;
        const auto& kinds = bench.field<QComboBox>(QStringLiteral("Order type"));
        for (int i = 0; i < kinds.count(); ++i) {
            QVERIFY2(item(kinds, kinds.itemText(i))->isEnabled(), qPrintable(kinds.itemText(i)));
        }
    }

    void whatTheBrokerDoesNotTakeCannotBeChosenAndSaysSo()
    {
        const BrokerBench bench;

        const auto* trailing = item(bench.kinds(), Words::of(orders::OrderKind::TrailingStop));
        QVERIFY(!trailing->isEnabled());
        QVERIFY2(trailing->toolTip().contains(QStringLiteral("plain")), qPrintable(trailing->toolTip()));
        QVERIFY(item(bench.kinds(), Words::of(orders::OrderKind::Market))->isEnabled());
        QVERIFY(!bench.field<QCheckBox>(QStringLiteral("Post only")).isEnabled());
    }

    void onlyABrokerHasExtendedHours()
    {
        const QString words = Words::of(orders::TimeInForce::ExtendedDay);
        {
            const Bench bench;
            const auto* hours = item(bench.field<QComboBox>(QStringLiteral("Time in force")), words);
            QVERIFY(!hours->isEnabled());
            QVERIFY2(hours->toolTip().contains(QStringLiteral("no extended hours")), qPrintable(hours->toolTip()));
        }
        auto connection = *plainBroker();
        connection.abilities.at(static_cast<std::size_t>(views::Ability::ExtendedHours)) = views::Holder::Venue;
        BrokerBench bench;
        bench.terminal.fake.connectionShown = std::make_shared<const views::Connection>(connection);
        bench.terminal.publish();
        bench.link.poll();
        QVERIFY(item(bench.times(), words)->isEnabled());
    }

    /// Held here works like at the venue, while the program runs.
    void whatIsHeldHereIsOffered()
    {
        const BrokerBench bench;
        QVERIFY(item(bench.kinds(), Words::of(orders::OrderKind::Stop))->isEnabled());
    }

    void aTimeThatIsNotTakenGivesWayToOneThatIs()
    {
        const BrokerBench bench;
        QCOMPARE(bench.times().currentText(), Words::of(orders::TimeInForce::GoodTillCancelled));
    }

    void anOrderKindThatIsNotTakenGivesWay()
    {
        Bench bench;
        bench.choose(QStringLiteral("Order type"), Words::of(orders::OrderKind::TrailingStop));

        bench.terminal.fake.connectionShown = plainBroker();
        bench.terminal.publish();
        bench.link.poll();

        QCOMPARE(bench.field<QComboBox>(QStringLiteral("Order type")).currentText(),
                 Words::of(orders::OrderKind::Limit));
    }
};

QTEST_MAIN(TestTicketOffers)
#include "tst_ticket_offers.moc"
