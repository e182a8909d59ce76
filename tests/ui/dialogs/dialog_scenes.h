// Every dialog of the window in its states, over a desk that an engine made, on a clock of the test's own.

#pragma once

#include "tests/support/golden/golden.h"
#include "tests/support/pane_scenes/pane_scenes.h"
#include "ui/bridge/user_settings.h"
#include "ui/dialogs/close_positions/close_positions.h"
#include "ui/dialogs/first_run/first_run_dialog.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/dialogs/people/codes_dialog.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/people/people_source.h"
#include "ui/dialogs/people/person_dialog.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/settings/live_dialog.h"
#include "ui/dialogs/settings/recovery_dialog.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/dialogs/settings/vault_box.h"
#include "ui/dialogs/settings/vault_dialog.h"
#include "ui/dialogs/symbols/symbol_chooser.h"
#include "ui/dialogs/tour/tour.h"
#include "ui/widgets/dialog_bounds.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

namespace omni::testing {

/// A guise, a desk that has traded, and a window behind whatever is opened.
class DialogStage
{
public:
    explicit DialogStage(Guise guise)
        : stage(guise)
    {
        stage.desk.trade();
        stage.desk.showPast(stage.bench.terminal);
        stage.desk.showMarket(stage.bench.terminal);
        stage.publish();
        stage.bench.window.resize(1'180, 720);
        stage.bench.window.show();
        settings = std::make_unique<ui::UserSettings>(stage.bench.link);
    }
    /// Of it: open, on a screen of 1600 x 1000, in time.
    QWidget& open(std::unique_ptr<QDialog> made)
    {
        made->setAttribute(Qt::WA_DeleteOnClose, false);
        if (auto* bounds = made->findChild<ui::DialogBounds*>()) {
            bounds->setRoom({0, 0, 1'600, 1'000});
        }
        made->open();
        dialog = std::move(made);
        return *dialog;
    }
    ui::review::ReviewDialog& review()
    {
        auto made = std::make_unique<ui::review::ReviewDialog>(stage.bench.link, stage.bench.theme, stage.bench.formats,
                                                               &stage.bench.window, [this] { return ms; });
        made->findChild<ui::DialogBounds*>()->setRoom({0, 0, 1'280, 800}); // a small screen
        auto& review = *made;
        dialog = std::move(made);
        return review;
    }
    [[nodiscard]] ProposalId proposal() const
    {
        return stage.desk.desk.newestProposal();
    }

    PaneStage stage;
    std::int64_t ms = 10'000;
    std::unique_ptr<ui::UserSettings> settings;
    std::unique_ptr<QDialog> dialog;
    QWidget* shown = nullptr; ///< What the picture is of.
};

struct DialogScene {
    const char* name; ///< "settings/risk_limits": also of its picture.
    void (*arrange)(DialogStage&); ///< Sets `shown`.
};

inline void reviewAfter(DialogStage& on, std::int64_t ms)
{
    auto& review = on.review();
    review.review(on.proposal());
    on.stage.bench.frame(); // with the answers that it asked for
    on.ms += ms;
    review.refresh();
    on.shown = &review;
}
/// Long enough open, every warning ticked: it can be approved.
inline void reviewReady(DialogStage& on)
{
    reviewAfter(on, 2'500);
    auto& review = *static_cast<ui::review::ReviewDialog*>(on.shown);
    for (std::size_t i = 0; i < review.model().warnings().size(); ++i) {
        QTest::keyClick(&review, Qt::Key_W);
    }
    review.refresh();
}
template<int page> void settingsAt(DialogStage& on)
{
    static constexpr const char* pages[] = {"general", "appearance", "shortcuts", "orders",  "risk_limits",
                                            "storage", "advanced",   "brokers",   "privacy", "accounts"};
    auto& bench = on.stage.bench;
    auto made = std::make_unique<ui::settings::SettingsDialog>(bench.link, *on.settings, bench.commands, bench.theme,
                                                               bench.formats, &bench.window);
    made->showPage(QLatin1String(pages[page]));
    on.shown = &on.open(std::move(made));
}
/// Four paper sessions and a drill; the key is not there yet, and one person has no authenticator.
inline views::LiveStanding onTheWay(std::string broker, Timestamp now)
{
    auto standing = omni::testing::earnedStanding(std::move(broker));
    auto& lines = standing.lines;
    lines[0].have = 4;
    lines[0].isMet = lines[1].isMet = lines[4].isMet = false;
    lines[1].names = {standing.account};
    lines[2].have = lines[2].wanted = 23;
    lines[3].at = now - days(12);
    lines[3].took = milliseconds(800);
    lines[4].names = {"anna"};
    return standing;
}
/// Two brokers, one with a session on a key of the open vault, one without a key, and the paper exchange in this
/// program.
inline void settingsOfBrokers(DialogStage& on)
{
    auto& terminal = on.stage.bench.terminal;
    views::BrokerOffers offers(2);
    offers[0].key = "alpaca";
    offers[0].title = "Alpaca";
    offers[0].hasKey = offers[0].isConfigured = true;
    offers[0].symbols = {"AAPL", "MSFT"};
    offers[1].key = "binance";
    offers[1].title = "Binance";
    for (auto& offer : offers) {
        const std::string name = offer.key == "alpaca" ? "ALPACA" : "BINANCE";
        offer.account = offer.key + "-paper";
        offer.host = "127.0.0.1";
        offer.keyVariable = "OMNI_" + name + "_PAPER_KEY";
        offer.secretVariable = "OMNI_" + name + "_PAPER_SECRET";
        offer.secretFileVariable = "OMNI_" + name + "_PAPER_SECRET_FILE";
        for (std::size_t i = 0; i < views::abilityCount; ++i) {
            offer.abilities.at(i) = static_cast<views::Holder>(i % 3);
        }
    }
    views::BrokerOffer exchange;
    exchange.key = exchange.account = "sandbox-binance";
    exchange.title = "Binance";
    exchange.isInHouse = exchange.hasKey = true;
    exchange.symbols = {"BTCUSDT", "ETHUSDT"};
    offers.push_back(std::move(exchange));
    views::Health health;
    health.at = Timestamp{1'709'566'200'000'000'000};
    views::Connection connection;
    connection.broker = "alpaca";
    connection.account = "alpaca-paper";
    connection.host = "127.0.0.1";
    connection.keySource = offers[0].keySource = "vault";
    auto& vault = terminal.vaultShown.shown;
    vault.state = views::VaultState::Open;
    vault.idleLock = minutes(15);
    vault.hasRecoveryKey = true;
    vault.keys = {{"alpaca-paper", health.at - days(86), 86, false, {}}};
    connection.hasKeyRights = connection.mayTrade = true;
    for (auto& line : connection.lines) {
        line = {views::LineState::Up, health.at - minutes(5), health.at - milliseconds(400), {}};
    }
    connection.abilities = offers[0].abilities;
    connection.used = 50;
    connection.limit = 200;
    connection.clockOffset = milliseconds(-12);
    connection.orderLatency = milliseconds(38);
    terminal.liveShown.shown.brokers = {onTheWay("alpaca", health.at), omni::testing::earnedStanding("binance")};
    terminal.show(health);
    terminal.brokersShown = std::make_shared<const views::BrokerOffers>(std::move(offers));
    terminal.connectionShown = std::make_shared<const views::Connection>(std::move(connection));
    on.stage.bench.frame();
    settingsAt<7>(on);
}
/// The vault's questions, over its page.
inline void vaultQuestion(DialogStage& on, const char* button)
{
    auto& vault = on.stage.bench.terminal.vaultShown;
    settingsOfBrokers(on);
    if (button == std::string_view("vaultUnlock")) {
        vault.shown.state = views::VaultState::Locked;
        vault.shown.keys.clear();
        on.dialog->findChild<ui::settings::VaultBox*>()->refresh();
    }
    on.dialog->findChild<QPushButton*>(QLatin1String(button))->click();
    auto* question = on.dialog->findChild<ui::settings::VaultDialog*>();
    question->findChild<ui::DialogBounds*>()->setRoom({0, 0, 1'600, 1'000});
    on.shown = question;
}
/// The last step to real money, over the page.
inline void goingLiveAsked(DialogStage& on)
{
    settingsOfBrokers(on);
    auto& live = on.stage.bench.terminal.liveShown.shown;
    live.tested = "alpaca";
    live.test
        = {{"reached", "passed", "84 ms"}, {"clock", "passed", "4 ms"},           {"signature", "passed", ""},
           {"may_read", "passed", ""},     {"may_trade", "passed", "test order"}, {"no_withdrawals", "passed", ""},
           {"bound", "advised", "advised"}};
    on.dialog->findChild<QPushButton*>(QStringLiteral("goLive"))->click();
    auto* question = on.dialog->findChild<ui::settings::LiveDialog*>();
    question->findChild<ui::DialogBounds*>()->setRoom({0, 0, 1'600, 1'000});
    on.shown = question;
}
inline void recoveryKeyShown(DialogStage& on)
{
    constexpr std::string_view letters = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567-ABCD-EFGH-IJKL-MNOP-QRST-UVWX";
    auto copy = platform::SecretBytes::copyOf(std::as_bytes(std::span(letters.data(), letters.size())));
    auto& bench = on.stage.bench;
    on.shown = &on.open(std::make_unique<ui::settings::RecoveryDialog>(bench.theme, std::move(*copy), &bench.window));
}
/// Three people, one of them without a second factor and with failed tries.
inline void peopleIn(FakeVault& vault)
{
    vault.shown.state = views::VaultState::Open;
    vault.shown.idleLock = minutes(15);
    auto& view = vault.peopleShown.shown;
    view.state = views::PeopleState::Open;
    views::PersonView owner, anna, ben;
    owner.name = "olga";
    owner.number = PrincipalId{1};
    owner.roles = risk::humanRoles;
    owner.hasSecondFactor = true;
    owner.recoveryCodesLeft = 9;
    anna.name = "anna";
    anna.number = PrincipalId{100};
    anna.roles = risk::Roles::of(risk::Role::Trader) | risk::Roles::of(risk::Role::Risk);
    anna.hasSecondFactor = true;
    anna.recoveryCodesLeft = 2;
    ben.name = "ben";
    ben.number = PrincipalId{101};
    ben.roles = risk::Roles::of(risk::Role::Viewer);
    ben.failures = 4;
    ben.sinceFailure = minutes(12);
    view.people = {owner, anna, ben};
}
inline void settingsOfAccounts(DialogStage& on)
{
    peopleIn(on.stage.bench.terminal.vaultShown);
    settingsAt<9>(on);
}
inline void settingsOfNoAccounts(DialogStage& on)
{
    auto& vault = on.stage.bench.terminal.vaultShown;
    vault.shown.state = views::VaultState::Open;
    vault.peopleShown.shown.state = views::PeopleState::Open;
    settingsAt<9>(on);
}
/// A question about people, over their page.
inline void peopleQuestion(DialogStage& on, const char* button)
{
    if (button == std::string_view("peopleOwner")) {
        settingsOfNoAccounts(on);
    } else {
        settingsOfAccounts(on);
    }
    on.dialog->findChild<QPushButton*>(QLatin1String(button))->click();
    auto* question = on.dialog->findChild<ui::people::PersonDialog*>();
    question->findChild<ui::DialogBounds*>()->setRoom({0, 0, 1'600, 1'000});
    on.shown = question;
}
/// The set-up of an authenticator, as a seat or the settings give it.
inline void enrolment(DialogStage& on)
{
    auto& bench = on.stage.bench;
    auto& vault = bench.terminal.vaultShown;
    peopleIn(vault);
    vault.peopleShown.seed = "0123456789abcdefghij";
    auto* source = new ui::people::PeopleSource(vault.peopleShown, "olga", &bench.window);
    on.shown = &on.open(std::make_unique<ui::people::EnrolDialog>(bench.theme, *source, &bench.window));
}
inline void recoveryCodesShown(DialogStage& on)
{
    auto& bench = on.stage.bench;
    std::vector<platform::SecretBytes> codes;
    for (const char letter : {'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'}) {
        codes.push_back(FakePeople::secretOf(std::string(4, letter) + "-MNOP-QRST-2345"));
    }
    on.shown = &on.open(std::make_unique<ui::people::CodesDialog>(bench.theme, QStringLiteral("olga"), std::move(codes),
                                                                  &bench.window));
}
/// What a broker lists, with two of it chosen; or why it does not.
inline void symbolsOf(DialogStage& on, views::BrokerListing::State state)
{
    auto& bench = on.stage.bench;
    views::BrokerListing listing;
    listing.broker = "alpaca";
    listing.state = state;
    if (state == views::BrokerListing::State::Ready) {
        listing.symbols = {{"AAPL", "Apple Inc. Common Stock", "USD", true},
                           {"BTC/USD", "Bitcoin / US Dollar", "USD", true},
                           {"MSFT", "Microsoft Corporation", "USD", true},
                           {"TWTR", {}, "USD", false}};
    } else {
        listing.fault = "AAPL, MSFT"; // words of a broker, whatever they are
    }
    bench.terminal.listingShown = std::make_shared<const views::BrokerListing>(std::move(listing));
    views::BrokerOffer offer;
    offer.key = "alpaca";
    offer.title = "Alpaca";
    offer.symbols = {"AAPL", "MSFT"};
    on.shown = &on.open(
        std::make_unique<ui::symbols::SymbolChooser>(bench.link, offer, bench.theme, bench.formats, &bench.window));
    QTest::qWait(150); // it looks for the answer
}
template<int step> void firstRunAt(DialogStage& on)
{
    auto& bench = on.stage.bench;
    on.shown = &on.open(std::make_unique<ui::first_run::FirstRunDialog>(bench.link, *on.settings, bench.theme,
                                                                        bench.formats, &bench.window));
    auto* dialog = static_cast<ui::first_run::FirstRunDialog*>(on.shown);
    QPushButton* next = nullptr;
    for (auto* button : dialog->findChildren<QPushButton*>()) {
        next = button->text() == ui::first_run::FirstRunDialog::tr("Continue") ? button : next;
    }
    for (int i = 0; next != nullptr && i < step; ++i) {
        next->click();
    }
}
inline void reviewAmending(DialogStage& on)
{
    auto& review = on.review();
    review.amend(on.proposal());
    on.stage.bench.frame();
    on.ms += 2'500;
    review.refresh();
    on.shown = &review;
}
inline void stopQuestion(DialogStage& on, risk::Scope scope)
{
    auto& bench = on.stage.bench;
    on.shown = &on.open(std::make_unique<ui::KillConfirm>(bench.link, bench.theme, bench.formats, scope, &bench.window,
                                                          [&on] { return on.ms; }));
}
inline void closing(DialogStage& on, bool isTyped)
{
    auto& bench = on.stage.bench;
    on.shown = &on.open(std::make_unique<ui::ClosePositions>(bench.link, bench.theme, bench.formats, &bench.window,
                                                             [&on] { return on.ms; }));
    if (isTyped) {
        on.ms += 1'000;
        on.shown->findChild<QLineEdit*>()->setText(ui::ClosePositions::sentence());
    }
}
inline void stopQuestionOfSymbol(DialogStage& on)
{
    stopQuestion(on, {risk::ScopeKind::Symbol, 1});
}
inline void tourCard(DialogStage& on)
{
    auto& bench = on.stage.bench;
    new ui::Tour(&bench.window, bench.theme,
                 {{[] {
                       return QCoreApplication::translate("tour",
                                                          "Ctrl K finds any command, symbol or setting. Drag panes "
                                                          "where you like; you can always go back.");
                   },
                   {}}});
    on.shown = bench.window.findChild<ui::Tour*>();
}
[[nodiscard]] inline const std::vector<DialogScene>& allDialogScenes()
{
    static const std::vector<DialogScene> all{
        {"review/too_early", [](DialogStage& on) { reviewAfter(on, 500); }},
        {"review/live", &reviewReady},
        {"review/amending", &reviewAmending},
        {"review/stale",
         [](DialogStage& on) {
             reviewAfter(on, 2'500);
             on.stage.desk.fallSilent(seconds(42));
             on.stage.publish();
             on.ms += 42'000;
             static_cast<ui::review::ReviewDialog*>(on.shown)->refresh();
         }},
        {"review/blocked",
         [](DialogStage& on) {
             reviewAfter(on, 2'500);
             on.stage.desk.stop();
             on.stage.bench.terminal.levelShown = risk::KillLevel::CancelEntries;
             on.stage.publish();
         }},
        {"kill_confirm/global", [](DialogStage& on) { stopQuestion(on, {}); }},
        {"kill_confirm/symbol", &stopQuestionOfSymbol},
        {"close_positions/asked", [](DialogStage& on) { closing(on, false); }},
        {"close_positions/typed", [](DialogStage& on) { closing(on, true); }},
        {"settings/general", &settingsAt<0>},
        {"settings/appearance", &settingsAt<1>},
        {"settings/shortcuts", &settingsAt<2>},
        {"settings/brokers", &settingsOfBrokers},
        {"keys/vault_unlock", [](DialogStage& on) { vaultQuestion(on, "vaultUnlock"); }},
        {"keys/vault_passphrase", [](DialogStage& on) { vaultQuestion(on, "vaultPassphrase"); }},
        {"keys/key_rotate", [](DialogStage& on) { vaultQuestion(on, "keyRotate"); }},
        {"keys/recovery_key", &recoveryKeyShown},
        {"keys/going_live", &goingLiveAsked},
        {"settings/accounts", &settingsOfAccounts},
        {"people/none", &settingsOfNoAccounts},
        {"people/owner", [](DialogStage& on) { peopleQuestion(on, "peopleOwner"); }},
        {"people/add", [](DialogStage& on) { peopleQuestion(on, "peopleAdd"); }},
        {"people/password", [](DialogStage& on) { peopleQuestion(on, "peoplePassword"); }},
        {"people/lost", [](DialogStage& on) { peopleQuestion(on, "peopleLost"); }},
        {"people/enrolment", &enrolment},
        {"people/recovery_codes", &recoveryCodesShown},
        {"settings/orders", &settingsAt<3>},
        {"settings/risk_limits", &settingsAt<4>},
        {"settings/storage", &settingsAt<5>},
        {"settings/privacy", &settingsAt<8>},
        {"settings/advanced", &settingsAt<6>},
        {"symbols/ready", [](DialogStage& on) { symbolsOf(on, views::BrokerListing::State::Ready); }},
        {"symbols/failed", [](DialogStage& on) { symbolsOf(on, views::BrokerListing::State::Failed); }},
        {"first_run/1", &firstRunAt<0>},
        {"first_run/2", &firstRunAt<1>},
        {"first_run/3", &firstRunAt<2>},
        {"first_run/4", &firstRunAt<3>},
        {"first_run/5", &firstRunAt<4>},
        {"tour/card", &tourCard},
    };
    return all;
}

/// Open and at rest; null: the scene shows nothing. `before`: what is done to the stage first.
[[nodiscard]] inline std::unique_ptr<DialogStage> stagedDialog(const DialogScene& scene, Guise guise,
                                                               const std::function<void(DialogStage&)>& before = {})
{
    auto on = std::make_unique<DialogStage>(guise);
    if (before) {
        before(*on);
    }
    scene.arrange(*on);
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(); // another language comes with the first of them
        if (i == 0) {
            on->stage.bench.frame();
        }
    }
    return on->shown != nullptr && on->shown->isVisible() ? std::move(on) : nullptr;
}

} // namespace omni::testing
