#include "ui/dialogs/sign_in/sign_in_words.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace omni::ui::sign_in {

namespace {

struct SignInTexts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::sign_in::SignInTexts)
};

struct Sentence {
    std::string_view code;
    const char* text;
};

constexpr std::array sentences{
    Sentence{"denied",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The name, the password or the code is wrong; which of them is told to nobody. A code "
                               "counts once.")},
    Sentence{"rate_limited",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Too many tries have failed. Nothing was looked at: also the right password waits.")},
    Sentence{"invalid",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts", "A code has six digits. Nothing was looked at.")},
    Sentence{"full",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "There is no room on the disk or in the memory, so that the try could not be counted, "
                               "and was not made. Make room, then try again.")},
    Sentence{"unavailable",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The try could not be written to the disk, so it was not made. Try again.")},
    Sentence{"conflict",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts", "Somebody has signed in or out here meanwhile.")},
    Sentence{"vault_does_not_open",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The vault does not open with this. Each further wrong one makes the wait longer.")},
    Sentence{"vault_waits",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "A wrong passphrase came before: the next one counts only after a wait.")},
    Sentence{"vault_is_asked",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Another program tries to open this vault just now. Wait a moment, then try again.")},
    Sentence{"vault_busy",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Too much is asked of the vault at once. Try again in a moment.")},
    Sentence{"vault_locked",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The vault with the accounts is locked. Its passphrase is needed, too.")},
    Sentence{"no_vault",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The vault with the accounts of this profile is gone. Put back a copy of the folder "
                               "“vault”.")},
    Sentence{"damaged_vault",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The vault's file is damaged. Nothing was changed. Put back a copy of the folder "
                               "“vault” of this profile.")},
    Sentence{"newer_vault",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "The vault is of a newer version of this program. Nothing was changed.")},
    Sentence{
        "corrupt",
        QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                          "What the vault holds of accounts is damaged: nobody signs in until a copy of the folder "
                          "“vault” was put back.")},
    Sentence{"no_recovery_key",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "This is no recovery key of the vault: a letter is missing or mistaken.")},
    Sentence{"no_memory",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "There is not enough memory: opening takes 256 MiB. End other programs.")},
    Sentence{"signed_out",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Not done: nobody is signed in. Sign in; the kill switch works meanwhile.")},
    Sentence{"session_ended",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Not done: your rights, your password or your account have changed since you signed in. "
                               "Sign in again; the kill switch works meanwhile.")},
    Sentence{"locked",
             QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                               "Not done: the window is locked. Unlock it; the kill switch works meanwhile.")},
    Sentence{
        "must_enrol",
        QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                          "Not done: a recovery code was used, so a new authenticator comes first. The kill switch "
                          "works meanwhile.")},
};

constexpr const char* unlockDenied
    = QT_TRANSLATE_NOOP("omni::ui::sign_in::SignInTexts",
                        "The password or the code is wrong; which of them is told to nobody. A code counts once.");

QString translated(const char* text)
{
    return QCoreApplication::translate("omni::ui::sign_in::SignInTexts", text);
}

} // namespace

QString failureWords(const views::SeatFailure& failure, bool isUnlock)
{
    if (isUnlock && failure.code == "denied") {
        return translated(unlockDenied);
    }
    const auto* const known = std::find_if(sentences.begin(), sentences.end(),
                                           [&](const Sentence& one) { return failure.code == one.code; });
    if (known != sentences.end()) {
        return translated(known->text);
    }
    return outsideText(failure.hint.empty() ? failure.message : failure.message + ": " + failure.hint, 300);
}

QString refusalWords(const views::SeatFailure& refusal)
{
    return failureWords(refusal, false);
}

QString leftWords(Duration left)
{
    const std::int64_t all = left.ns <= 0 ? 0 : (left.ns + seconds(1).ns - 1) / seconds(1).ns;
    return all < 120 ? SignInTexts::tr("%1 s").arg(all) : SignInTexts::tr("%1 min").arg((all + 59) / 60);
}

bool isWholeCode(std::span<const std::byte> typed) noexcept
{
    int digits = 0;
    for (const std::byte each : typed) {
        const auto c = static_cast<char>(each);
        if (c == ' ') {
            continue;
        }
        if (c < '0' || c > '9') {
            return false;
        }
        ++digits;
    }
    return digits == 6;
}

} // namespace omni::ui::sign_in
