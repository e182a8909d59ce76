// The desktop's keyring (Secret Service, KWallet) as the keeper of a slot's key: 32 bytes that open the vault while its
// owner is signed in at this computer, and are worth nothing without the vault's file.
//
// What a keyring is: whatever runs as the same user while it is unlocked can read it. It saves typing, no more.

#pragma once

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "core/edge/security/vault/secret_bytes.h"
#include "core/edge/security/vault/vault_format.h"

#include <QCoroTask>

#include <span>
#include <string>

namespace omni::keyring {

/// What the slot keeps in the open: under which name the key lies. A new one for each slot that is made, so that a slot
/// that could not be written leaves the one of before as it was.
[[nodiscard]] Result<std::string> newName(const vault::VaultId& vault);
[[nodiscard]] Bytes referenceBytes(const std::string& name);
/// Corrupt when it is no name that `newName` gives.
[[nodiscard]] Result<std::string> nameFrom(std::span<const std::byte> reference);

/// One thread with an event loop. Outlives its tasks. In words for the person who can mend it. Unavailable: there is no
/// keyring in this session, or it fails. Denied: it is locked and was not unlocked, or refuses. NotFound: it has no
/// such key. TimedOut: it does not answer. Corrupt: what lies there is no key.
class Keyring
{
public:
    virtual ~Keyring() = default;
    [[nodiscard]] virtual QCoro::Task<Result<void>> keep(std::string name, vault::SecretBytes key) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<vault::SecretBytes>> fetch(std::string name) = 0;
    /// Having none is well.
    [[nodiscard]] virtual QCoro::Task<Result<void>> forget(std::string name) = 0;
};

/// By QtKeychain. Qt, the bus and the keyring's own program have copies of the key for a moment that nobody wipes.
class DesktopKeyring final : public Keyring
{
public:
    struct Rule {
        Duration answersWithin = seconds(5); ///< A keyring that is open, or none: some never answer.
        Duration unlockedWithin = seconds(60); ///< One that is locked asks for a password, and somebody types it.
    };
    explicit DesktopKeyring(Rule rule);
    DesktopKeyring()
        : DesktopKeyring(Rule())
    {
    }

    [[nodiscard]] QCoro::Task<Result<void>> keep(std::string name, vault::SecretBytes key) override;
    [[nodiscard]] QCoro::Task<Result<vault::SecretBytes>> fetch(std::string name) override;
    [[nodiscard]] QCoro::Task<Result<void>> forget(std::string name) override;

private:
    const Rule m_rule;
};

} // namespace omni::keyring
