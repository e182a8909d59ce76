// The vault's two files in the profile: `vault/vault.omv` and `vault/vault-previous.omv`, and beside them the count of
// wrong guesses.

#pragma once

#include "core/edge/platform/file_folder.h"
#include "core/edge/security/vault/guess_pace.h"
#include "core/edge/security/vault/vault_folder.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace omni::runtime {

/// Where the vault of a profile is.
[[nodiscard]] std::filesystem::path vaultFolderOf(const std::filesystem::path& profile);
/// A file is there, be it one of a vault or not. Asks the disk.
[[nodiscard]] bool hasVault(const std::filesystem::path& profile);

/// One thread. Blocks.
class VaultFiles final : public vault::VaultFolder
{
public:
    /// Makes the folder (0700) in a profile that is there. Failures as `FileFolder::open`.
    [[nodiscard]] static Result<std::unique_ptr<VaultFiles>> open(const std::filesystem::path& profile);

    [[nodiscard]] Result<Bytes> read(vault::VaultFile file) const override;
    [[nodiscard]] Result<void> replace(vault::VaultFile file, std::span<const std::byte> data) override;
    [[nodiscard]] Result<void> remove(vault::VaultFile file) override;

    /// From now on neither file of the vault is changed: `replace` is Unavailable, `remove` does nothing. For whoever
    /// reads beside the program that has the profile.
    void leaveAlone() noexcept
    {
        m_isLeftAlone = true;
    }

    /// Calls `changed` behind each write of vault.omv that is durable, with its bytes, on the thread of the change.
    /// That thread waits for it.
    void watch(std::function<void(std::span<const std::byte> written)> changed)
    {
        m_changed = std::move(changed);
    }

    /// As it is kept. No file: nobody has guessed wrong.
    [[nodiscard]] Result<vault::GuessPace> readPace(const vault::MachineMoment& now) const;
    [[nodiscard]] Result<void> writePace(const vault::GuessPace& pace);

private:
    explicit VaultFiles(std::unique_ptr<platform::FileFolder> folder);
    std::unique_ptr<platform::FileFolder> m_folder;
    bool m_isLeftAlone = false;
    std::function<void(std::span<const std::byte>)> m_changed;
};

} // namespace omni::runtime
