// The port through which the journal writes and reads files: `desk` touches none itself.
//
// Implemented by core/edge/platform for each system, and by tests in memory with faults. All calls block; they are made
// from the journal thread, or from the one thread of a backtest or replay.

#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::ports {

/// One append-only file.
class LogFile
{
public:
    virtual ~LogFile() = default;
    /// Appends all of `data` or fails. After a failure the file's end is not known: the writer stops using it.
    [[nodiscard]] virtual Result<void> append(std::span<const std::byte> data) = 0;
    /// Returns when everything appended has reached the disk. After a failure nothing appended since the last success
    /// may be believed, and calling it again proves nothing (F4).
    [[nodiscard]] virtual Result<void> sync() = 0;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// A file's bytes for reading, mapped or loaded. Good as long as the object lives.
class LogBytes
{
public:
    virtual ~LogBytes() = default;
    [[nodiscard]] virtual std::span<const std::byte> bytes() const = 0;
};

/// A flat folder of such files. Names have no separators and no colon.
class LogFolder
{
public:
    virtual ~LogFolder() = default;
    /// Names of the files there, sorted.
    [[nodiscard]] virtual Result<std::vector<std::string>> names() const = 0;
    /// A new file; Conflict when it exists. Its name is durable when the call returns. Mode 0600.
    [[nodiscard]] virtual Result<std::unique_ptr<LogFile>> create(std::string_view name) = 0;
    /// An existing file, for appending at its end.
    [[nodiscard]] virtual Result<std::unique_ptr<LogFile>> append(std::string_view name) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<LogBytes>> read(std::string_view name) const = 0;
    /// Writes a whole file so that after a crash it is the old one or the new one: temporary file, sync, rename, sync
    /// of the folder.
    [[nodiscard]] virtual Result<void> replace(std::string_view name, std::span<const std::byte> data) = 0;
    /// Cuts a file to `size` bytes, durably: for a torn last record.
    [[nodiscard]] virtual Result<void> truncate(std::string_view name, std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<void> remove(std::string_view name) = 0;
    /// Room left for writing, in bytes.
    [[nodiscard]] virtual Result<std::uint64_t> freeBytes() const = 0;
};

} // namespace omni::ports
