#include "core/host/access/vault_files.h"

#include "core/edge/security/vault/vault_format.h"

#include <system_error>

namespace omni::runtime {

namespace {

constexpr std::string_view paceName = "guesses";
constexpr std::size_t mostPaceBytes = 4'096;

std::string_view nameOf(vault::VaultFile file) noexcept
{
    return file == vault::VaultFile::Current ? "vault.omv" : "vault-previous.omv";
}

Result<Bytes> bytesOf(const platform::FileFolder& folder, std::string_view name, std::size_t most)
{
    const auto bytes = folder.read(name);
    if (!bytes && bytes.error().code == Errc::Denied) {
        // "Denied" is what a vault says to a wrong passphrase.
        return failure(Errc::Unavailable, "the file may not be read, or is no ordinary one: " + bytes.error().detail);
    }
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const auto all = (*bytes)->bytes();
    if (all.size() > most) {
        return failure(Errc::Corrupt, "the file is larger than it can be");
    }
    return Bytes(all.begin(), all.end());
}

} // namespace

std::filesystem::path vaultFolderOf(const std::filesystem::path& profile)
{
    return profile / "vault";
}

bool hasVault(const std::filesystem::path& profile)
{
    std::error_code error;
    const auto folder = vaultFolderOf(profile);
    return std::filesystem::exists(folder / nameOf(vault::VaultFile::Current), error)
        || std::filesystem::exists(folder / nameOf(vault::VaultFile::Previous), error);
}

VaultFiles::VaultFiles(std::unique_ptr<platform::FileFolder> folder)
    : m_folder(std::move(folder))
{
}

Result<std::unique_ptr<VaultFiles>> VaultFiles::open(const std::filesystem::path& profile)
{
    auto folder = platform::FileFolder::open(vaultFolderOf(profile), platform::FileFolder::Access::ReadWrite);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return std::unique_ptr<VaultFiles>(new VaultFiles(std::move(*folder)));
}

Result<Bytes> VaultFiles::read(vault::VaultFile file) const
{
    return bytesOf(*m_folder, nameOf(file), vault::mostVaultBytes);
}

Result<void> VaultFiles::replace(vault::VaultFile file, std::span<const std::byte> data)
{
    if (m_isLeftAlone) {
        return failure(Errc::Unavailable, "the vault is read here, not written");
    }
    auto done = m_folder->replace(nameOf(file), data);
    if (done && file == vault::VaultFile::Current && m_changed) {
        m_changed(data);
    }
    return done;
}

Result<void> VaultFiles::remove(vault::VaultFile file)
{
    if (m_isLeftAlone) {
        return {}; // whoever may write does it
    }
    const auto removed = m_folder->remove(nameOf(file));
    return !removed && removed.error().code == Errc::NotFound ? Result<void>() : removed;
}

Result<vault::GuessPace> VaultFiles::readPace(const vault::MachineMoment& now) const
{
    const auto kept = bytesOf(*m_folder, paceName, mostPaceBytes);
    if (kept) {
        return vault::GuessPace::of(*kept, now);
    }
    if (kept.error().code == Errc::NotFound) {
        return vault::GuessPace();
    }
    if (kept.error().code == Errc::Corrupt) {
        return vault::GuessPace::of({}, now); // far too long to be a count
    }
    return tl::unexpected(kept.error());
}

Result<void> VaultFiles::writePace(const vault::GuessPace& pace)
{
    return m_folder->replace(paceName, pace.bytes());
}

} // namespace omni::runtime
