#include "core/host/access/vault_door.h"

#include "core/base/safe_text.h"
#include "core/edge/platform/profile.h"
#include "core/edge/security/accounts/password_rules.h"
#include "core/edge/security/vault/vault_format.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::SecretBytes;

tl::unexpected<RunFailure> refused(FailureKind kind, std::string code, std::string message, std::string hint,
                                   const std::filesystem::path& file = {})
{
    return tl::unexpected(RunFailure{kind, std::move(code), std::move(message), std::move(hint), file.string(), 0});
}

/// Tries a passphrase as every keyboard writes it (composed, NFC), and then, where they differ, its very bytes: a vault
/// of a version that took these still opens. Right or wrong, that is one guess.
template<class Attempt> auto withPassphrase(const SecretBytes& typed, Attempt&& attempt)
{
    const auto composed = accounts::composed(typed.exposed());
    if (!composed) { // no text at all
        return attempt(typed.exposed());
    }
    auto done = attempt(composed->exposed());
    if (!done && done.error().code == Errc::Denied
        && !platform::areEqualSecrets(composed->exposed(), typed.exposed())) {
        return attempt(typed.exposed());
    }
    return done;
}

/// As a new one is kept.
Outcome<SecretBytes> asKept(const SecretBytes& passphrase)
{
    if (auto good = mustBeGoodPassphrase(passphrase); !good) {
        return tl::unexpected(good.error());
    }
    auto composed = accounts::composed(passphrase.exposed());
    if (!composed) {
        return failureOf(kindOf(composed.error().code), "the new passphrase", composed.error());
    }
    return std::move(*composed);
}

/// How many characters of UTF-8 there are. None: it is not UTF-8. Lengths alone: a passphrase is not shown.
std::optional<std::size_t> charactersOf(std::span<const std::byte> bytes)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < bytes.size(); ++count) {
        const auto lead = std::to_integer<unsigned>(bytes[at]);
        const std::size_t size = lead < 0x80 ? 1
            : lead < 0xC2                    ? 0
            : lead < 0xE0                    ? 2
            : lead < 0xF0                    ? 3
            : lead < 0xF5                    ? 4
                                             : 0;
        if (size == 0 || size > bytes.size() - at) {
            return std::nullopt;
        }
        for (std::size_t i = 1; i < size; ++i) {
            if ((std::to_integer<unsigned>(bytes[at + i]) & 0xC0U) != 0x80U) {
                return std::nullopt;
            }
        }
        at += size;
    }
    return count;
}

tl::unexpected<RunFailure> nothingToOpen(VaultLock lock, const std::filesystem::path& profile)
{
    std::error_code error;
    const auto folder = vaultFolderOf(profile);
    if (!hasVault(profile)) {
        return refused(FailureKind::Refused, "no_vault", "there is no vault in this profile",
                       "omnitrade vault init makes one", folder);
    }
    if (!std::filesystem::exists(folder / "vault.omv", error)) {
        return refused(FailureKind::BadInput, "vault_is_missing",
                       "vault.omv is not there, and vault-previous.omv, what it was before its last change, is",
                       "look for it in a backup; who gives the other its name goes back by one change", folder);
    }
    const bool isPassphrase = lock == VaultLock::Passphrase;
    return refused(FailureKind::Refused, "no_such_lock",
                   isPassphrase ? "this vault has no passphrase" : "this vault has no recovery key",
                   isPassphrase ? "its recovery key opens it"
                                : "its passphrase opens it, and omnitrade vault rotate recovery makes one",
                   folder);
}

/// What the vault says of itself, as what a person can do about it.
tl::unexpected<RunFailure> notOpened(const Error& why, VaultLock lock, const std::filesystem::path& profile)
{
    const auto file = vaultFolderOf(profile) / "vault.omv";
    switch (why.code) {
    case Errc::Denied:
        return lock == VaultLock::Passphrase
            ? refused(FailureKind::Refused, "vault_does_not_open", "the vault does not open with this passphrase",
                      "each further wrong one makes the wait longer; a vault whose passphrase is lost opens with its "
                      "recovery key")
            : refused(FailureKind::Refused, "vault_does_not_open", "the vault does not open with this recovery key",
                      "only the newest one that was made opens it");
    case Errc::NotFound:
        return nothingToOpen(lock, profile);
    case Errc::Newer:
        return refused(FailureKind::BadInput, "newer_vault", "the vault is of a newer version of this program",
                       "use the newer one; nothing was changed", file);
    case Errc::Corrupt:
        return refused(FailureKind::BadInput, "damaged_vault", "the vault is damaged: " + why.detail,
                       "nothing was changed; put back a copy of the folder, or what vault-previous.omv still holds",
                       file);
    case Errc::Conflict:
        return refused(FailureKind::Refused, "vault_set_back",
                       "the vault is not the one that it should be: " + why.detail,
                       "somebody has put an older file in its place; keep it, and ask who; omnitrade vault accept goes "
                       "on with it, which the audit record tells",
                       file);
    case Errc::Full:
        return refused(FailureKind::Failed, "no_memory", "there is no memory for opening the vault: " + why.detail,
                       "a guess takes 256 MiB; end other programs");
    default:
        return failureOf(kindOf(why.code), "opening the vault", why);
    }
}

/// How long one derivation takes here.
Duration timeOfGuess(vault::KdfCost cost)
{
    const std::int64_t begun = platform::machineNow();
    const std::byte any{1};
    const auto key = vault::keyOfPassphrase({&any, 1}, vault::Salt{}, cost);
    return key ? Duration{platform::machineNow() - begun} : Duration{};
}

Outcome<std::unique_ptr<VaultFiles>> filesOf(const std::filesystem::path& profile)
{
    auto files = VaultFiles::open(profile);
    if (!files) {
        return failureOf(kindOf(files.error().code), "the vault's folder", files.error(), hintFor(files.error().code));
    }
    return std::move(*files);
}

} // namespace

Outcome<void> mustBeGoodPassphrase(const SecretBytes& passphrase)
{
    const auto composed = accounts::composed(passphrase.exposed());
    const auto bytes = composed ? composed->exposed() : passphrase.exposed();
    const auto characters = charactersOf(bytes);
    if (!characters || bytes.size() > vault::mostPassphraseBytes) {
        return refused(FailureKind::BadInput, "bad_passphrase",
                       fmt::format("a passphrase is text in UTF-8 of at most {} bytes", vault::mostPassphraseBytes),
                       "type another one");
    }
    if (*characters < leastPassphraseCharacters) {
        return refused(FailureKind::BadInput, "short_passphrase",
                       fmt::format("a passphrase has at least {} characters", leastPassphraseCharacters),
                       "four or five words that have nothing to do with each other are good and can be remembered");
    }
    if (std::all_of(bytes.begin(), bytes.end(), [first = bytes.front()](std::byte each) { return each == first; })) {
        return refused(FailureKind::BadInput, "bad_passphrase", "a passphrase is not one character again and again",
                       "four or five words that have nothing to do with each other are good and can be remembered");
    }
    return {};
}

Outcome<OpenVault> makeVault(const std::filesystem::path& profile, const SecretBytes& passphrase, Timestamp now)
{
    const auto kept = asKept(passphrase);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    auto files = filesOf(profile);
    if (!files) {
        return tl::unexpected(files.error());
    }
    auto made = vault::Vault::create(**files, kept->exposed(), vault::calibrated(timeOfGuess), now);
    if (!made) {
        if (made.error().code == Errc::Conflict) {
            return refused(FailureKind::Refused, "vault_exists", "this profile has a vault already",
                           "omnitrade vault list shows what is in it", vaultFolderOf(profile));
        }
        return failureOf(kindOf(made.error().code), "making the vault", made.error(), hintFor(made.error().code));
    }
    return OpenVault(std::move(*files), std::move(*made));
}

namespace {

/// A key of 256 bits is not found by guessing: nobody waits for it, and whoever guesses passphrases keeps nobody from
/// it. Letters that are mistaken are told as that.
Outcome<OpenVault> openedByRecoveryKey(std::unique_ptr<VaultFiles> files, const std::filesystem::path& profile,
                                       const SecretBytes& letters, const vault::Expected& expected)
{
    const auto raw = vault::recoveryKeyFrom(letters.exposed());
    if (!raw) {
        return refused(FailureKind::BadInput, "no_recovery_key",
                       "this is no recovery key: a letter is missing or mistaken",
                       "it has 56 letters and digits, A to Z and 2 to 7; blanks and hyphens do not count");
    }
    auto opened = vault::Vault::openWithKey(*files, vault::SlotKind::RecoveryKey, raw->exposed(), expected);
    if (!opened) {
        return notOpened(opened.error(), VaultLock::RecoveryKey, profile);
    }
    return OpenVault(std::move(files), std::move(*opened));
}

tl::unexpected<RunFailure> countNotKept(const Error& why)
{
    return failureOf(kindOf(why.code), "the count of wrong guesses", why, hintFor(why.code));
}

/// One guess at a time on this machine: two programs that read the count at once would count two as one. For as long as
/// the guess takes, so that a right one does not take away what another program counts meanwhile.
Outcome<platform::ProfileLock> oneAtATime(const std::filesystem::path& profile)
{
    auto turn = platform::ProfileLock::takeForGuess(vaultFolderOf(profile));
    if (turn) {
        return std::move(*turn);
    }
    if (turn.error().code == Errc::Denied) {
        return refused(FailureKind::Refused, "vault_is_asked",
                       "another program tries to open this vault just now: " + turn.error().detail,
                       "wait until it is done, a second or so");
    }
    return countNotKept(turn.error());
}

/// Takes one guess from the count and gives the count as it was. Counted before it is tried and taken back when it was
/// right: who cuts the power in between wins no guess.
Outcome<vault::GuessPace> countGuess(VaultFiles& files, const vault::MachineMoment& now)
{
    const auto before = files.readPace(now);
    if (!before) {
        return countNotKept(before.error());
    }
    if (const Duration wait = before->wait(now); wait.ns > 0) {
        if (before->isMended()) {
            if (const auto kept = files.writePace(*before); !kept) { // else it would begin anew at each try
                return countNotKept(kept.error());
            }
        }
        const std::int64_t left = (wait.ns + seconds(1).ns - 1) / seconds(1).ns;
        return refused(FailureKind::Refused, "vault_waits",
                       before->isMended()
                           ? fmt::format("the count of wrong guesses was damaged: the next one counts in {} s", left)
                           : fmt::format("{} wrong guess(es): the next one counts in {} s", before->failures(), left),
                       "wait; a restart makes it no shorter");
    }
    vault::GuessPace counted = *before;
    counted.failed(now);
    if (const auto kept = files.writePace(counted); !kept) {
        return countNotKept(kept.error());
    }
    return *before;
}

enum class Purpose { Change, ReadAlone, TakeAsItIs };

/// Asked before a guess is counted: whoever cannot be answered has not guessed. Who only reads is the watchdog, whose
/// cancels no record may keep from its keys.
Outcome<vault::Expected> expectedFor(const std::filesystem::path& profile, const VaultFiles& files, Purpose purpose)
{
    if (purpose != Purpose::Change) {
        return vault::Expected();
    }
    auto expected = expectedOf(profile, files);
    if (!expected) {
        return refused(FailureKind::BadInput, "audit_" + std::string(nameOf(expected.error().code)),
                       "nobody knows whether the vault was set back: " + expected.error().detail,
                       "omnitrade audit verify tells what is wrong with the audit record; omnitrade audit renew sets "
                       "it aside",
                       profile / "audit");
    }
    return *expected;
}

Outcome<OpenVault> opened(const std::filesystem::path& profile, VaultLock lock, const SecretBytes& key,
                          const MachineTime& time, Purpose purpose)
{
    if (!hasVault(profile)) {
        return nothingToOpen(lock, profile);
    }
    const auto turn = oneAtATime(profile);
    if (!turn) {
        return tl::unexpected(turn.error());
    }
    auto files = filesOf(profile);
    if (!files) {
        return tl::unexpected(files.error());
    }
    if (purpose == Purpose::ReadAlone) {
        (*files)->leaveAlone();
    }
    const auto expected = expectedFor(profile, **files, purpose);
    if (!expected) {
        return tl::unexpected(expected.error());
    }
    if (lock == VaultLock::RecoveryKey) {
        return openedByRecoveryKey(std::move(*files), profile, key, *expected);
    }
    const auto now = time ? time() : momentOfThisMachine();
    auto pace = countGuess(**files, now);
    if (!pace) {
        return tl::unexpected(pace.error());
    }
    auto found = withPassphrase(key, [&](std::span<const std::byte> passphrase) {
        return vault::Vault::openWithPassphrase(**files, passphrase, *expected);
    });
    if (found || found.error().code != Errc::Denied) {
        // Right, or the vault could not even be asked. Where the count cannot be taken back somebody waits for nothing
        // the next time; that is no reason to keep him out now.
        static_cast<void>((*files)->writePace(found ? vault::GuessPace() : *pace));
    }
    if (!found) {
        return notOpened(found.error(), lock, profile);
    }
    return OpenVault(std::move(*files), std::move(*found));
}

} // namespace

Outcome<OpenVault> openVault(const std::filesystem::path& profile, VaultLock lock, const SecretBytes& key,
                             const MachineTime& time)
{
    return opened(profile, lock, key, time, Purpose::Change);
}

Outcome<OpenVault> openVaultAsItIs(const std::filesystem::path& profile, const SecretBytes& passphrase,
                                   const MachineTime& time)
{
    return opened(profile, VaultLock::Passphrase, passphrase, time, Purpose::TakeAsItIs);
}

void OpenVault::watchChanges(std::function<void(const VaultGeneration&)> changed)
{
    m_files->watch([changed = std::move(changed)](std::span<const std::byte> written) {
        if (const auto image = vault::readVault(written)) { // we have just written it
            changed({image->header.id, image->header.generation});
        }
    });
}

Outcome<OpenVault> openVaultToRead(const std::filesystem::path& profile, const SecretBytes& passphrase,
                                   const MachineTime& time)
{
    return opened(profile, VaultLock::Passphrase, passphrase, time, Purpose::ReadAlone);
}

Outcome<void> changePassphrase(OpenVault& vault, VaultLock lock, const SecretBytes& key, const SecretBytes& next,
                               Timestamp now)
{
    const auto kept = asKept(next);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    const auto cost = vault::calibrated(timeOfGuess);
    Result<void> done;
    if (lock == VaultLock::Passphrase) {
        done = withPassphrase(key, [&](std::span<const std::byte> passphrase) {
            return vault->changePassphrase(passphrase, kept->exposed(), cost, now);
        });
    } else if (const auto raw = vault::recoveryKeyFrom(key.exposed()); raw) {
        done = vault->replaceLostPassphrase(raw->exposed(), kept->exposed(), cost, now);
    } else {
        done = tl::unexpected(raw.error());
    }
    return done ? Outcome<void>()
                : failureOf(kindOf(done.error().code), "writing the vault", done.error(),
                            "it opens as it did before, or, if the disk failed at its very end, with the new one");
}

Result<SecretBytes> renewMasterKey(OpenVault& vault, const SecretBytes& passphrase, Timestamp now)
{
    return withPassphrase(passphrase,
                          [&](std::span<const std::byte> bytes) { return vault->renewMasterKey(bytes, now); });
}

std::string_view nameOfSlot(vault::SlotKind kind) noexcept
{
    switch (kind) {
    case vault::SlotKind::Passphrase:
        return "the passphrase";
    case vault::SlotKind::RecoveryKey:
        return "a recovery key";
    case vault::SlotKind::KeyService:
        return "a key service";
    case vault::SlotKind::Keyring:
        return "the keyring";
    }
    return "something that this version does not know";
}

} // namespace omni::runtime
