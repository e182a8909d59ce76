// The bytes of a file, decompressed if it is a gzip file, in pieces of bounded size.
//
// Whether it is one is told by its first two bytes, not by its name, so that pipes work as well. Nothing seeks.
// Several members one after the other (RFC 1952, 2.2) are one stream, as `cat a.gz b.gz` makes them.

#pragma once

#include "core/edge/feeds/files/data_fault.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace omni::feeds {

class GzReader
{
public:
    /// `path` is UTF-8. Opening a pipe waits for its writer. Refused: MissingFile, IsDirectory, Unreadable, EmptyFile.
    [[nodiscard]] static Checked<GzReader> open(const std::string& path);

    GzReader(GzReader&&) noexcept;
    GzReader& operator=(GzReader&&) noexcept;
    ~GzReader();

    /// Fills `out` (not empty) from its front and returns how many bytes; 0 at the end. A pipe gives what it has.
    /// Refused: Unreadable, TruncatedGzip, CorruptGzip, which tell the byte of the file at which it happened.
    [[nodiscard]] Checked<std::size_t> read(std::span<char> out);

    /// Reads on and throws away, at most `most` bytes of text: what says that the gzip data are damaged, if they are.
    /// For a fault of a row that may only be a consequence; nothing can be read afterwards.
    [[nodiscard]] std::optional<DataFault> damageAhead(std::uint64_t most);

    /// The bytes of the file that have been used, compressed where they are.
    [[nodiscard]] std::uint64_t offset() const noexcept;
    [[nodiscard]] bool isGzip() const noexcept;
    /// An ordinary file: it can be opened again and says the same.
    [[nodiscard]] bool isRegular() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct State;
    explicit GzReader(std::unique_ptr<State> state) noexcept;
    std::unique_ptr<State> m_state;
};

} // namespace omni::feeds
