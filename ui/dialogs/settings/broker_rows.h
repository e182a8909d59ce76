// The table of connections in words: one row for each broker that there is, and one for the market in the house.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/desk/views/connection.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"
#include "core/desk/views/vault_view.h"
#include "ui/widgets/connection_words.h"

#include <QString>

#include <vector>

namespace omni::ui {
struct Formats;
}

namespace omni::ui::settings {

struct BrokerRow {
    QString broker, account;
    QString mode; ///< "PAPER"
    Token modeToken = Token::Text3;
    QString keyMay, key, keyAge, orders;
    bool isRisky = false; ///< The key may withdraw.
    bool isKeyOld = false; ///< Or soon will be.
    StateLook state;
    friend bool operator==(const BrokerRow& a, const BrokerRow& b)
    {
        return a.broker == b.broker && a.account == b.account && a.mode == b.mode && a.keyMay == b.keyMay
            && a.key == b.key && a.keyAge == b.keyAge && a.isKeyOld == b.isKeyOld && a.orders == b.orders
            && a.state.word == b.state.word && a.isRisky == b.isRisky;
    }
};

/// `connection` null: no session with a broker. `vault` null: nothing is known of one. The last row is the market in
/// the house.
[[nodiscard]] std::vector<BrokerRow> rowsOf(const views::BrokerOffers& offers, const views::Connection* connection,
                                            const views::VaultView* vault, const views::DeskSnapshot& desk,
                                            const views::Health& health, const Formats& formats);

/// What a person is to know of the paper exchange in this program before he trades on it.
[[nodiscard]] QString aboutPaperExchange();

/// Why no session can be started with it now. Empty: one can. `isGranted`: real money is, with it.
[[nodiscard]] QString whyNotStarted(const views::BrokerOffer& offer, const views::Connection* connection,
                                    bool isGranted);

} // namespace omni::ui::settings
