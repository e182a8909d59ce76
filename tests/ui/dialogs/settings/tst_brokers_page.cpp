// needs: ui/dialogs/settings tests/support/fake_terminal Qt6::Widgets
// The page Brokers and keys: no secret, nothing shown as working that is not, LIVE refused in words.
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/settings/brokers_page.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShowEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using omni::testing::FakeTerminal;

namespace {

constexpr Timestamp now{1'760'438'538'000'000'000}; // 2025-10-14T10:42:18Z

views::BrokerOffer alpaca()
{
    views::BrokerOffer offer;
    offer.key = "alpaca";
    offer.title = "Alpaca";
    offer.isConfigured = true;
    offer.account = "alpaca-paper";
    offer.host = "paper-api.alpaca.markets";
    offer.symbols = {"AAPL", "MSFT"};
    offer.keyVariable = "OMNI_ALPACA_PAPER_KEY";
    offer.secretVariable = "OMNI_ALPACA_PAPER_SECRET";
    offer.secretFileVariable = "OMNI_ALPACA_PAPER_SECRET_FILE";
    offer.hasKey = true;
    offer.abilities.at(static_cast<std::size_t>(views::Ability::MarketOrders)) = views::Holder::Venue;
    offer.abilities.at(static_cast<std::size_t>(views::Ability::TrailingStops)) = views::Holder::Desk;
    return offer;
}

views::BrokerOffer paperExchange()
{
    views::BrokerOffer offer;
    offer.key = offer.account = "sandbox-alpaca";
    offer.title = "Alpaca";
    offer.host = "127.0.0.1";
    offer.isInHouse = offer.hasKey = true;
    offer.symbols = {"AAPL", "BTC/USD"};
    return offer;
}

views::Connection connected()
{
    views::Connection out;
    out.broker = "alpaca";
    out.account = "alpaca-paper";
    out.host = "paper-api.alpaca.markets";
    out.keySource = "external";
    for (auto& line : out.lines) {
        line = {views::LineState::Up, now - minutes(5), now - milliseconds(200), {}};
    }
    out.abilities = alpaca().abilities;
    out.used = 50;
    out.limit = 200;
    out.orderLatency = milliseconds(38);
    return out;
}

struct Bench {
    FakeTerminal terminal;
    Theme theme;
    CommandRegistry commands;
    Formats formats;
    std::unique_ptr<EngineLink> link;
    std::unique_ptr<UserSettings> user;
    std::unique_ptr<SettingsDialog> dialog;

    explicit Bench(views::BrokerOffers offers = {alpaca()}, std::optional<views::Connection> connection = {})
    {
        views::Health health;
        health.at = now;
        terminal.show(health);
        terminal.brokersShown = std::make_shared<const views::BrokerOffers>(std::move(offers));
        if (connection) {
            terminal.connectionShown = std::make_shared<const views::Connection>(std::move(*connection));
        }
        link = std::make_unique<EngineLink>(terminal);
        link->poll();
        user = std::make_unique<UserSettings>(*link);
        dialog = std::make_unique<SettingsDialog>(*link, *user, commands, theme, formats, nullptr);
        dialog->showPage(QStringLiteral("brokers"));
    }
    [[nodiscard]] QTreeWidget& tree(const char* name) const
    {
        return *dialog->findChild<QTreeWidget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return tree("brokers").topLevelItem(row)->text(column);
    }
    [[nodiscard]] QPushButton& start() const
    {
        return *dialog->findChild<QPushButton*>(QStringLiteral("startBroker"));
    }
    /// As the page does twice a second.
    void refresh() const
    {
        auto& at = *dialog->findChild<BrokersPage*>();
        QShowEvent shown;
        QCoreApplication::sendEvent(&at, &shown);
    }
    [[nodiscard]] QString whyNot() const
    {
        return dialog->findChild<QLabel*>(QStringLiteral("whyNotStarted"))->text();
    }
    [[nodiscard]] bool says(const QString& text) const
    {
        for (const auto* label : dialog->findChildren<QLabel*>()) {
            if (label->text().contains(text)) {
                return true;
            }
        }
        return false;
    }
};

enum ColumnIndex { Broker, Mode, KeyMay, Key, KeyAge, Orders, State };

} // namespace

class TestBrokersPage : public QObject
{
    Q_OBJECT

private slots:
    void aBrokerWithoutASessionIsNotShownAsConnected()
    {
        const Bench bench;

        QCOMPARE(bench.cell(0, Broker), QStringLiteral("Alpaca alpaca-paper"));
        QCOMPARE(bench.cell(0, Mode), QStringLiteral("PAPER"));
        QCOMPARE(bench.cell(0, Key), QStringLiteral("external"));
        QCOMPARE(bench.cell(0, KeyMay), missing());
        QCOMPARE(bench.cell(0, Orders), missing());
        QCOMPARE(bench.cell(0, State), QStringLiteral("not connected"));
    }

    void theSessionsBrokerShowsWhatItsLinesProved()
    {
        auto connection = connected();
        connection.hasKeyRights = true;
        connection.mayTrade = true;
        const Bench bench({alpaca()}, connection);

        QCOMPARE(bench.cell(0, State), QStringLiteral("connected"));
        QCOMPARE(bench.cell(0, Orders), QStringLiteral("38 ms"));
        QCOMPARE(bench.cell(0, KeyMay), QStringLiteral("read, trade · no withdrawals"));
        QVERIFY(bench.says(QStringLiteral("up since 10:37:18, last proof 0.2 s ago")));
        QVERIFY(bench.says(QStringLiteral("50 of 200")));
    }

    /// A line that is open and silent is no connection (product: flow, not socket).
    void aSilentLineIsTheStateOfTheWhole()
    {
        auto connection = connected();
        connection.lines[0].state = views::LineState::Stale;
        connection.lines[0].detail = "no message for 30 s";
        const Bench bench({alpaca()}, connection);

        QCOMPARE(bench.cell(0, State), QStringLiteral("silent"));
        QVERIFY(bench.says(QStringLiteral("no message for 30 s")));
    }

    void aKeyThatCanWithdrawIsSaid()
    {
        auto connection = connected();
        connection.hasKeyRights = connection.mayTrade = connection.mayWithdraw = true;
        connection.lines[1].state = views::LineState::Refused;
        const Bench bench({alpaca()}, connection);

        QCOMPARE(bench.cell(0, KeyMay), QStringLiteral("read, trade · withdraw"));
        QCOMPARE(bench.cell(0, State), QStringLiteral("key can withdraw"));
    }

    void realMoneyRefusesToArmAndStartsNothing()
    {
        auto offer = alpaca();
        offer.environment = orders::Environment::Live;
        offer.hasKey = false;
        const Bench bench({offer});

        QCOMPARE(bench.cell(0, Mode), QStringLiteral("LIVE"));
        QCOMPARE(bench.cell(0, State), QStringLiteral("real money"));
        QVERIFY(!bench.start().isEnabled());
        QVERIFY(bench.whyNot().contains(QStringLiteral("real money")));
        const auto* refused = bench.dialog->findChild<QLabel*>(QStringLiteral("liveRefused"));
        QVERIFY(refused->text().contains(QStringLiteral("LIVE refuses to arm")));
    }

    void withoutAKeyTheVariablesAreNamed()
    {
        auto offer = alpaca();
        offer.hasKey = false;
        const Bench bench({offer});

        QCOMPARE(bench.cell(0, State), QStringLiteral("no key"));
        QVERIFY(!bench.start().isEnabled());
        QVERIFY(bench.says(QStringLiteral("OMNI_ALPACA_PAPER_SECRET_FILE")));
    }

    void aSessionIsStartedWithTheBrokerThatIsChosen()
    {
        Bench bench;
        QSignalSpy wanted(bench.dialog.get(), &SettingsDialog::wanted);
        QVERIFY(bench.start().isEnabled());

        bench.start().click();

        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.front().front().toString(), QStringLiteral("broker:alpaca"));
    }

    void withoutSymbolsTheyAreChosenAtTheStart()
    {
        auto offer = alpaca();
        offer.symbols.clear();
        const Bench bench({offer});

        QVERIFY(bench.start().isEnabled());
        QVERIFY(bench.says(QStringLiteral("chosen at the start")));
    }

    void eachAbilityHasItsHolder()
    {
        const Bench bench;
        const auto& table = bench.tree("abilities");

        QCOMPARE(table.topLevelItemCount(), static_cast<int>(views::abilityCount));
        QCOMPARE(table.topLevelItem(static_cast<int>(views::Ability::MarketOrders))->text(1),
                 QStringLiteral("at the venue"));
        QCOMPARE(table.topLevelItem(static_cast<int>(views::Ability::TrailingStops))->text(1),
                 QStringLiteral("here, only while this program runs"));
        QCOMPARE(table.topLevelItem(static_cast<int>(views::Ability::PostOnly))->text(1),
                 QStringLiteral("not offered"));
    }

    /// Beside the brokers, and nothing of it passes for theirs.
    void thePaperExchangeIsStartedWithoutAKey()
    {
        Bench bench({alpaca(), paperExchange()});
        QSignalSpy wanted(bench.dialog.get(), &SettingsDialog::wanted);
        QCOMPARE(bench.cell(1, Broker), QStringLiteral("Paper exchange Alpaca"));
        QCOMPARE(bench.cell(1, Mode), QStringLiteral("PAPER"));
        QCOMPARE(bench.cell(1, Key), QStringLiteral("none needed"));
        QCOMPARE(bench.cell(1, State), QStringLiteral("ready"));

        bench.tree("brokers").setCurrentItem(bench.tree("brokers").topLevelItem(1));

        QVERIFY(bench.says(QStringLiteral("Paper exchange (Alpaca)")));
        QVERIFY2(bench.whyNot().contains(QStringLiteral("made up")), qPrintable(bench.whyNot()));
        QVERIFY(bench.whyNot().contains(QStringLiteral("open orders end with the session")));
        QVERIFY(bench.start().isEnabled());
        bench.start().click();
        QCOMPARE(wanted.front().front().toString(), QStringLiteral("broker:sandbox-alpaca"));
        QCOMPARE(bench.tree("abilities").columnCount(), 2); // what it holds is what the broker does
    }

    void aSessionOnThePaperExchangeIsNoneWithTheBroker()
    {
        auto connection = connected();
        connection.broker = connection.account = "sandbox-alpaca";
        const Bench bench({alpaca(), paperExchange()}, connection);

        QCOMPARE(bench.cell(0, State), QStringLiteral("not connected"));
        QCOMPARE(bench.cell(1, State), QStringLiteral("connected"));
    }

    /// No field of the page takes a secret (S34): dialogs do, in guarded memory.
    void noFieldTakesASecret()
    {
        const Bench bench;
        const auto* page = bench.tree("brokers").parentWidget();
        QVERIFY(page->findChildren<QLineEdit*>().isEmpty());
    }

    void aKeyOfTheVaultShowsItsNameAndItsAge()
    {
        auto offer = alpaca();
        offer.keySource = "vault";
        Bench bench({offer});
        auto& vault = bench.terminal.vaultShown;
        vault.shown.state = views::VaultState::Open;
        vault.shown.keys = {{"alpaca-paper", now - days(41), 41, false, {}}};
        bench.refresh();
        QCOMPARE(bench.cell(0, Key), QStringLiteral("alpaca-paper"));
        QCOMPARE(bench.cell(0, KeyAge), QStringLiteral("41 d"));
        QCOMPARE(bench.cell(0, State), QStringLiteral("not connected"));

        vault.shown.keys.front().days = 86;
        bench.refresh();
        QCOMPARE(bench.cell(0, KeyAge), QStringLiteral("86 d"));
        QVERIFY2(bench.cell(0, State).startsWith(QStringLiteral("rotate in 4 day")), qPrintable(bench.cell(0, State)));

        vault.shown.keys.front().days = 90;
        vault.shown.keys.front().isOld = true;
        bench.refresh();
        QCOMPARE(bench.cell(0, State), QStringLiteral("rotate now"));
    }

    void theBrokersAreOthersWhenTheVaultOpens()
    {
        auto offer = alpaca();
        offer.hasKey = false;
        Bench bench({offer});
        QVERIFY(!bench.start().isEnabled());

        offer.hasKey = true;
        offer.keySource = "vault";
        bench.terminal.brokersShown = std::make_shared<const views::BrokerOffers>(views::BrokerOffers{offer});
        bench.refresh();

        QVERIFY(bench.start().isEnabled());
        QVERIFY(bench.says(QStringLiteral("the vault: alpaca-paper")));
    }

    void theMarketInTheHouseIsARowOfItsOwn()
    {
        const Bench bench;
        QCOMPARE(bench.cell(1, Broker), QStringLiteral("Simulator built in"));
        QCOMPARE(bench.cell(1, State), QStringLiteral("ready"));

        bench.tree("brokers").setCurrentItem(bench.tree("brokers").topLevelItem(1));

        QVERIFY(!bench.start().isVisibleTo(bench.dialog.get()));
    }
};

QTEST_MAIN(TestBrokersPage)
#include "tst_brokers_page.moc"
