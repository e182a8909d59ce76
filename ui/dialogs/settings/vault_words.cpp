#include "ui/dialogs/settings/vault_words.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace omni::ui::settings {

namespace {

struct VaultTexts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::settings::VaultTexts)
};

constexpr std::int64_t daysOfUse = 90; ///< As the vault's list marks a key as old.
constexpr std::int64_t warnsBefore = 7;

struct FailureText {
    const char* code;
    const char* text;
};

constexpr std::array failureTexts{
    FailureText{"vault_does_not_open",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "The vault does not open with this. Each further wrong one makes the wait longer.")},
    FailureText{"vault_waits",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "A wrong one came before: the next one counts only after a wait, and a restart makes "
                                  "it no shorter.")},
    FailureText{"vault_is_asked",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "Another program tries to open this vault just now. Wait a moment, then try again.")},
    FailureText{"vault_locked",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "The vault is locked. Unlock it first.")},
    FailureText{"no_vault",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "There is no vault in this profile any more.")},
    FailureText{"vault_exists",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "This profile has a vault already.")},
    FailureText{"short_passphrase",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "A passphrase has at least 12 characters. Four or five words that have nothing to do "
                                  "with each other are good and can be remembered.")},
    FailureText{
        "bad_passphrase",
        QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                          "This cannot be a passphrase: it is text of at most 1024 bytes, and not one character "
                          "again and again.")},
    FailureText{"damaged_vault",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "The vault's file is damaged. Nothing was changed. Put back a copy of the folder "
                                  "“vault” of this profile.")},
    FailureText{"newer_vault",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "The vault is of a newer version of this program. Nothing was changed.")},
    FailureText{"vault_is_missing",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "The file vault.omv is gone; what it was before its last change is still there. Look "
                                  "for it in a backup.")},
    FailureText{"vault_set_back",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "Somebody has put an older file in the vault's place. Keep it, and ask who.")},
    FailureText{"no_such_lock",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "Nothing of this kind opens this vault.")},
    FailureText{"no_recovery_key",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "This is no recovery key: a letter is missing or mistaken. It has 56 letters and "
                                  "digits, A to Z and 2 to 7; blanks and hyphens do not count.")},
    FailureText{"no_memory",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "There is not enough memory: opening takes 256 MiB. End other programs.")},
    FailureText{"key_exists",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "There is a key already. Rotate it instead.")},
    FailureText{
        "key_waits",
        QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "A new key waits already: say first whether it works.")},
    FailureText{"no_such_key",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "There is no such key in the vault.")},
    FailureText{"no_key_waits", QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts", "No new key waits.")},
    FailureText{"bad_key",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "This is no key and secret as brokers give them. Copy both again, without quotes "
                                  "around them; a private key with all of its lines.")},
    FailureText{"old_key_is_gone",
                QT_TRANSLATE_NOOP("omni::ui::settings::VaultTexts",
                                  "The old key is gone already: the new one cannot be taken back.")},
};

} // namespace

VaultLook vaultLook(const views::VaultView* vault)
{
    if (vault == nullptr) {
        return {VaultTexts::tr("looking for it…"), QStringLiteral("clock"), Token::Text3};
    }
    if (vault->isBusy) {
        return {VaultTexts::tr("at work…"), QStringLiteral("clock"), Token::Accent};
    }
    switch (vault->state) {
    case views::VaultState::None:
        return {VaultTexts::tr("none yet"), QStringLiteral("ring"), Token::Text3};
    case views::VaultState::Locked:
        return {vault->holdsKeys ? VaultTexts::tr("locked; keys out of it are still at hand for sessions")
                                 : VaultTexts::tr("locked"),
                QStringLiteral("lock"), vault->holdsKeys ? Token::Warn : Token::Text2};
    case views::VaultState::Open:
        return {VaultTexts::tr("unlocked, locks after %1 without you, or at sleep").arg(spanWords(vault->idleLock)),
                QStringLiteral("check"), Token::Ok};
    }
    return {};
}

QString openedBy(const views::VaultView& vault)
{
    return vault.hasRecoveryKey ? VaultTexts::tr("passphrase, or the recovery key")
                                : VaultTexts::tr("passphrase alone: there is no recovery key");
}

QString whenItLocks(const views::VaultView& vault)
{
    return vault.staysArmed ? VaultTexts::tr("a session that runs goes on as it is")
                            : VaultTexts::tr("a session on its key may only reduce; stops and cancels go on");
}

QString failureOfVault(const views::VaultFailure& failure)
{
    const auto* const known = std::find_if(failureTexts.begin(), failureTexts.end(),
                                           [&](const FailureText& one) { return failure.code == one.code; });
    if (known != failureTexts.end()) {
        return QCoreApplication::translate("omni::ui::settings::VaultTexts", known->text);
    }
    return outsideText(failure.hint.empty() ? failure.message : failure.message + ": " + failure.hint, 300);
}

QString spanWords(Duration span)
{
    const std::int64_t whole = span.ns / seconds(1).ns;
    return whole % 60 == 0 ? VaultTexts::tr("%1 min").arg(whole / 60) : VaultTexts::tr("%1 s").arg(whole);
}

std::string vaultNameOf(const views::BrokerOffer& offer)
{
    return offer.key + "-" + std::string(orders::nameOf(offer.environment));
}

const views::VaultKey* vaultKeyOf(const views::VaultView* vault, const views::BrokerOffer& offer)
{
    if (vault == nullptr || offer.isInHouse) {
        return nullptr;
    }
    const auto found = std::find_if(vault->keys.begin(), vault->keys.end(),
                                    [name = vaultNameOf(offer)](const auto& key) { return key.name == name; });
    return found == vault->keys.end() ? nullptr : &*found;
}

QString rotationWords(const views::VaultKey& key)
{
    const std::int64_t left = daysOfUse - key.days;
    if (key.isOld || left <= 0) {
        return VaultTexts::tr("rotate now");
    }
    return left <= warnsBefore ? VaultTexts::tr("rotate in %n day(s)", nullptr, static_cast<int>(left)) : QString();
}

} // namespace omni::ui::settings
