// What one program tells others through a small file: one record that it writes anew again and again.
//
// The file keeps two copies, 4 KiB apart, which are written by turns: whoever reads in the middle of a write finds the
// one before it whole. One process writes; any number reads. Readers look at the file's pages in memory, so that a look
// asks the disk for nothing and may stand before each order. The file is never removed or made shorter: who looks at
// the old one would not see a new one.
//
// A copy, little-endian: magic (8), version (2), zero (6), turn (8), what it says (n), CRC-32C of all that (4), zero
// (4).

#pragma once

#include "core/base/error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace omni::platform {

inline constexpr std::size_t mostRecordBytes = 512;
inline constexpr std::size_t recordCopyDistance = 4096;

/// A kind of record.
struct RecordForm {
    std::string_view file; ///< Its name in the profile.
    std::string_view magic; ///< Eight characters.
    std::uint16_t version = 1;
    std::size_t bytes = 0; ///< Of what it says; at most `mostRecordBytes`.
};

class RecordWriter
{
public:
    /// Opens the file, or makes it (0600). A copy that does not read as it was written is replaced by the next `write`
    /// but one.
    [[nodiscard]] static Result<std::unique_ptr<RecordWriter>> open(const std::filesystem::path& profile,
                                                                    const RecordForm& form);
    ~RecordWriter();
    RecordWriter(const RecordWriter&) = delete;
    RecordWriter& operator=(const RecordWriter&) = delete;

    /// `what` has the form's size. Others on this machine see it when it returns. One thread at a time; may wait for
    /// the disk.
    [[nodiscard]] Result<void> write(std::span<const std::byte> what);
    /// The same, and it is on the disk.
    [[nodiscard]] Result<void> keep(std::span<const std::byte> what);

private:
    struct Parts;
    explicit RecordWriter(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// What a look has found.
struct RecordLook {
    std::uint64_t turn = 0; ///< Of the newest whole copy; 0: there is none.
    bool isTorn = false; ///< A copy is neither whole nor empty: it is being written at this moment, or damaged.
};

class RecordView
{
public:
    /// Makes the file (0600, empty) if it is not there, so that it can be looked at before anybody writes.
    [[nodiscard]] static Result<std::unique_ptr<RecordView>> open(const std::filesystem::path& profile,
                                                                  const RecordForm& form);
    ~RecordView();
    RecordView(const RecordView&) = delete;
    RecordView& operator=(const RecordView&) = delete;

    /// The newest whole copy goes to `to`, which has the form's size; untouched without one. Any thread, never waits.
    [[nodiscard]] RecordLook look(std::span<std::byte> to) const noexcept;

private:
    struct Parts;
    explicit RecordView(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace omni::platform
