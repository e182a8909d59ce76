// What is told of the vault in the profile, in the language of the window.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/desk/views/vault_view.h"
#include "ui/style/theme.h"

#include <QString>

namespace omni::ui::settings {

struct VaultLook {
    QString word, icon;
    Token token = Token::Text3;
};

/// "unlocked, locks after 15 min without you, or at sleep". Null: nobody has looked yet.
[[nodiscard]] VaultLook vaultLook(const views::VaultView* vault);
/// What opens it: "passphrase, recovery key". Only of an open one.
[[nodiscard]] QString openedBy(const views::VaultView& vault);
/// What a session has to do with the lock.
[[nodiscard]] QString whenItLocks(const views::VaultView& vault);
/// What happened and what to do, in one or two sentences.
[[nodiscard]] QString failureOfVault(const views::VaultFailure& failure);
/// Whole minutes or seconds: "15 min", "45 s".
[[nodiscard]] QString spanWords(Duration span);

/// "binance-paper": as the vault has it.
[[nodiscard]] std::string vaultNameOf(const views::BrokerOffer& offer);
/// Of that broker in that environment. Null: there is none, or the vault is not open.
[[nodiscard]] const views::VaultKey* vaultKeyOf(const views::VaultView* vault, const views::BrokerOffer& offer);
/// Days until it should be replaced, at most a week of them: "rotate in 4 days", "rotate now". Empty: not yet.
[[nodiscard]] QString rotationWords(const views::VaultKey& key);

} // namespace omni::ui::settings
