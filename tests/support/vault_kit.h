// The vault's files in memory, which fail and are cut where a test says so; and a vault with a few records in them.

#pragma once

#include "core/edge/security/vault/vault.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::tests {

inline std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

inline std::string textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// "" for what failed, so that a test can compare.
inline std::string textOf(const Result<vault::SecretBytes>& secret)
{
    return secret ? textOf(secret->exposed()) : std::string();
}

/// "ok", or the name of the error's code.
template<class T> std::string outcomeOf(const Result<T>& result)
{
    return result ? "ok" : std::string(nameOf(result.error().code));
}

class VaultInMemory final : public vault::VaultFolder
{
public:
    std::array<std::optional<Bytes>, 2> files;
    /// Which writing call (replace or remove), from 1, fails; 0 = none.
    int failAt = 0;
    enum class Fault {
        NothingHappens, ///< The disk is full.
        AllButSynced, ///< It was renamed, and the sync of the folder fails.
        Torn, ///< A disk that breaks its promise: half of the new file is there.
    };
    Fault fault = Fault::NothingHappens;
    int writes = 0; ///< Writing calls so far.
    int faults = 0; ///< Of them, how many were made to fail.

    [[nodiscard]] std::optional<Bytes>& at(vault::VaultFile file)
    {
        return files[static_cast<std::size_t>(file)];
    }
    [[nodiscard]] Bytes& current()
    {
        return at(vault::VaultFile::Current).value();
    }
    [[nodiscard]] Result<Bytes> read(vault::VaultFile file) const override
    {
        const auto& there = files[static_cast<std::size_t>(file)];
        if (!there) {
            return failure(Errc::NotFound, "no such file");
        }
        return *there;
    }
    [[nodiscard]] Result<void> replace(vault::VaultFile file, std::span<const std::byte> data) override
    {
        const bool fails = isFailing();
        const auto kept = fails && fault == Fault::Torn ? data.first(data.size() / 2) : data;
        if (!fails || fault != Fault::NothingHappens) {
            at(file) = Bytes(kept.begin(), kept.end());
        }
        return fails ? Result<void>(failure(Errc::Full, "made to fail")) : Result<void>();
    }
    [[nodiscard]] Result<void> remove(vault::VaultFile file) override
    {
        if (isFailing()) {
            return failure(Errc::Unavailable, "made to fail");
        }
        at(file).reset();
        return {};
    }

private:
    bool isFailing()
    {
        writes += 1;
        const bool fails = writes == failAt;
        faults += fails ? 1 : 0;
        return fails;
    }
};

inline constexpr std::string_view passphrase = "correct horse battery staple";
inline constexpr Timestamp vaultDay{1'795'000'000'000'000'000};

/// A vault of two records with a passphrase, a recovery key and a key service, at the least cost.
struct MadeVault {
    VaultInMemory folder; ///< The file is as it was after the last change; there is none of before.
    Bytes recoveryKey;
    Bytes serviceKey = Bytes(32, std::byte{7});

    MadeVault()
    {
        auto made = vault::Vault::create(folder, bytesOf(passphrase), vault::leastCost, vaultDay);
        auto recovery = made->makeRecoveryKey(vaultDay);
        recoveryKey.assign(recovery->exposed().begin(), recovery->exposed().end());
        const auto reference = bytesOf("arn:key/1");
        const bool isMade
            = made->addKeySlot(vault::SlotKind::KeyService, serviceKey, {reference.begin(), reference.end()}, vaultDay)
            && made->put(vault::RecordType::VenueKey, "alpaca", bytesOf("PK-1:first secret"), vaultDay)
            && made->put(vault::RecordType::SecondFactorSeed, "owner", bytesOf("01234567890123456789"), vaultDay);
        if (!isMade) {
            std::abort();
        }
        folder.at(vault::VaultFile::Previous).reset();
        folder.writes = 0;
    }
    /// Opens without the cost of a passphrase.
    [[nodiscard]] Result<vault::Vault> opened(VaultInMemory& from, const vault::Expected& expected = {}) const
    {
        return vault::Vault::openWithKey(from, vault::SlotKind::RecoveryKey, recoveryKey, expected);
    }
};

} // namespace omni::tests
