#include "ui/dialogs/settings/broker_rows.h"

#include "ui/dialogs/settings/vault_words.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace omni::ui::settings {

namespace {

struct Brokers {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::settings::Brokers)
};

Token tokenOf(orders::Environment environment)
{
    switch (environment) {
    case orders::Environment::Demo:
        return Token::Text3;
    case orders::Environment::Paper:
        return Token::Ok;
    case orders::Environment::Live:
        return Token::Danger;
    case orders::Environment::Replay:
        return Token::Warn;
    }
    return Token::Text3;
}

StateLook stateOf(const views::BrokerOffer& offer)
{
    if (offer.environment == orders::Environment::Live) {
        return {Brokers::tr("real money"), QStringLiteral("octagon"), Token::Danger};
    }
    if (!offer.keyFault.empty()) {
        return {Brokers::tr("key is not usable"), QStringLiteral("warning"), Token::Warn};
    }
    if (offer.isInHouse) {
        return {Brokers::tr("ready"), QStringLiteral("ring"), Token::Text3};
    }
    return {offer.hasKey ? Brokers::tr("not connected") : Brokers::tr("no key"), QStringLiteral("ring"), Token::Text3};
}

StateLook stateOf(const views::Connection& connection)
{
    const views::LineState worst = worstOf(connection);
    StateLook look = lookOf(worst);
    if (worst == views::LineState::Up) {
        look = {Brokers::tr("connected"), QStringLiteral("check"), Token::Ok};
    } else if (connection.hasKeyRights && connection.mayWithdraw) {
        look = {Brokers::tr("key can withdraw"), QStringLiteral("warning"), Token::Danger};
    }
    return look;
}

/// The key's place and age, and that it is time for another one where nothing worse is to be said.
void showKey(BrokerRow& row, const views::VaultKey& key, bool isUsed)
{
    if (isUsed) {
        row.key = outsideText(key.name, 60);
    }
    row.keyAge = Brokers::tr("%1 d", "age of a key in days").arg(key.days);
    const QString rotation = key.nextPutAt ? Brokers::tr("new key in place") : rotationWords(key);
    row.isKeyOld = !rotation.isEmpty();
    if (row.isKeyOld && (row.state.token == Token::Ok || row.state.token == Token::Text3)) {
        row.state = {rotation, QStringLiteral("warning"), Token::Warn};
    }
}

BrokerRow rowOf(const views::BrokerOffer& offer, const views::Connection* connection, const views::VaultKey* vaultKey,
                const Formats& formats)
{
    BrokerRow row;
    row.broker = offer.isInHouse ? Brokers::tr("Paper exchange") : outsideText(offer.title, 40);
    row.account = offer.isInHouse ? outsideText(offer.title, 40) : formats.own(outsideText(offer.account, 40));
    row.mode = Words::of(offer.environment);
    row.modeToken = tokenOf(offer.environment);
    row.key = offer.isInHouse        ? Brokers::tr("none needed")
        : !offer.hasKey              ? missing()
        : offer.keySource == "vault" ? Brokers::tr("in the vault", "where a key comes from")
                                     : Brokers::tr("external", "where a key comes from");
    row.keyAge = missing();
    row.keyMay = missing();
    row.orders = missing();
    row.state = stateOf(offer);
    if (connection != nullptr && connection->broker == offer.key) {
        row.account
            = offer.isInHouse ? outsideText(offer.title, 40) : formats.own(outsideText(connection->account, 40));
        row.keyMay = keyRights(*connection);
        row.isRisky = connection->hasKeyRights && connection->mayWithdraw;
        row.orders = latencyText(connection->orderLatency, formats);
        row.state = stateOf(*connection);
    }
    if (vaultKey != nullptr) {
        showKey(row, *vaultKey, offer.keySource == "vault");
    }
    return row;
}

BrokerRow builtIn(const views::DeskSnapshot& desk, const views::Health& health, const Formats& formats)
{
    BrokerRow row;
    row.broker = Brokers::tr("Simulator");
    row.account = Brokers::tr("built in");
    const bool isReplay = desk.environment == orders::Environment::Replay;
    row.mode = Words::of(isReplay ? orders::Environment::Replay : orders::Environment::Demo);
    row.modeToken = tokenOf(isReplay ? orders::Environment::Replay : orders::Environment::Demo);
    row.keyMay = Brokers::tr("everything, nothing real");
    row.key = Brokers::tr("none needed");
    row.keyAge = missing();
    const bool runs = desk.isOpen && orders::isSimulated(desk.environment);
    const auto part = std::find_if(health.parts.begin(), health.parts.end(),
                                   [](const views::PartHealth& one) { return one.name == "orders"; });
    row.orders = runs && part != health.parts.end() ? latencyText(part->p50, formats) : missing();
    row.state = runs ? StateLook{Brokers::tr("runs"), QStringLiteral("check"), Token::Ok}
                     : StateLook{Brokers::tr("ready"), QStringLiteral("ring"), Token::Text3};
    return row;
}

} // namespace

std::vector<BrokerRow> rowsOf(const views::BrokerOffers& offers, const views::Connection* connection,
                              const views::VaultView* vault, const views::DeskSnapshot& desk,
                              const views::Health& health, const Formats& formats)
{
    std::vector<BrokerRow> rows;
    for (const views::BrokerOffer& offer : offers) {
        rows.push_back(rowOf(offer, connection, vaultKeyOf(vault, offer), formats));
    }
    rows.push_back(builtIn(desk, health, formats));
    return rows;
}

QString aboutPaperExchange()
{
    return Brokers::tr("Prices are made up and begin anew with each session. Money and positions are kept in this "
                       "profile; open orders end with the session.");
}

QString whyNotStarted(const views::BrokerOffer& offer, const views::Connection* connection, bool isGranted)
{
    if (offer.environment == orders::Environment::Live && !isGranted) {
        return Brokers::tr("It is configured for real money, which nobody has granted: see Going live below.");
    }
    if (connection != nullptr && connection->broker == offer.key) {
        return Brokers::tr("Its session runs already.");
    }
    if (!offer.keyFault.empty()) {
        return Brokers::tr("What is there is no key: %1.").arg(outsideText(offer.keyFault, 200));
    }
    if (!offer.hasKey) {
        return Brokers::tr("It has no key at hand. Put one into the vault, or unlock it if one is there.");
    }
    return {};
}

} // namespace omni::ui::settings
