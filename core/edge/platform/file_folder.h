// LogFolder on the disk: files of mode 0600 in one folder, no link followed, every name relative to the open folder.
//
// Sources by system: posix (Linux and macOS), windows. How a file is made durable differs: linux, macos.

#pragma once

#include "core/desk/ports/log_folder.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace omni::platform {

/// True for a name that a LogFolder takes: 1 to 128 of letters, digits, '.', '-', '_', not beginning with '.'.
[[nodiscard]] bool isFileName(std::string_view name) noexcept;

/// Thread-safe as far as each file is used by one thread at a time.
class FileFolder final : public ports::LogFolder
{
public:
    enum class Access {
        ReadOnly, ///< The folder must be there. Every call that writes is Denied.
        ReadWrite, ///< Makes the folder (0700), not its parents, and removes left-over temporary files.
    };
    /// NotFound when it is not there; Denied when it is a link, another user's or writable for others.
    [[nodiscard]] static Result<std::unique_ptr<FileFolder>> open(const std::filesystem::path& folder, Access access);
    ~FileFolder() override;
    FileFolder(const FileFolder&) = delete;
    FileFolder& operator=(const FileFolder&) = delete;

    /// Regular files only; temporary ones of `replace` are not named.
    [[nodiscard]] Result<std::vector<std::string>> names() const override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override;
    [[nodiscard]] Result<void> replace(std::string_view name, std::span<const std::byte> data) override;
    [[nodiscard]] Result<void> truncate(std::string_view name, std::uint64_t size) override;
    [[nodiscard]] Result<void> remove(std::string_view name) override;
    [[nodiscard]] Result<std::uint64_t> freeBytes() const override;

private:
    struct Parts;
    explicit FileFolder(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::platform
