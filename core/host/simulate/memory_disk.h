// A folder in memory that behaves like a disk under a program that is killed: what was not synced may be there
// afterwards, in part, or not; and calls fail when they are told to.
//
// Files only grow, or are replaced as a whole. One thread.

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/ports/log_folder.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace omni::simulate {

/// What goes wrong from now on.
struct DiskFaults {
    bool failsSync = false; ///< EIO at each sync; what was written since the last good one is not believed.
    bool failsAppend = false; ///< EIO at each append, half of it written.
    std::uint64_t capacity = std::numeric_limits<std::uint64_t>::max(); ///< Bytes of all files.
};

class MemoryDisk final : public ports::LogFolder
{
public:
    struct File {
        std::vector<std::byte> bytes; ///< What a reader sees.
        std::size_t durable = 0; ///< So many of them are on the disk for certain.
    };

    DiskFaults faults;
    std::uint64_t faultsMet = 0; ///< Calls that failed because of `faults`.

    /// The power is gone: of each file everything synced is left, and of each 512 bytes written since it is rolled
    /// whether they are whole, cut, or missing and read as zeros. `keepsAll`: the process was killed, the system was
    /// not; all that was written is there.
    void crash(SeededRandom& random, bool keepsAll);
    /// Bytes of all files.
    [[nodiscard]] std::uint64_t used() const noexcept
    {
        return m_used;
    }

    [[nodiscard]] Result<std::vector<std::string>> names() const override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override;
    [[nodiscard]] Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override;
    [[nodiscard]] Result<void> replace(std::string_view name, std::span<const std::byte> data) override;
    [[nodiscard]] Result<void> truncate(std::string_view name, std::uint64_t size) override;
    [[nodiscard]] Result<void> remove(std::string_view name) override;
    [[nodiscard]] Result<std::uint64_t> freeBytes() const override;

private:
    class Content;
    class Handle;
    void drop(const File& file) noexcept
    {
        m_used -= file.bytes.size();
    }

    std::map<std::string, std::shared_ptr<File>, std::less<>> m_files;
    std::uint64_t m_used = 0;
};

} // namespace omni::simulate
