// The lines of a text file in place: nothing is allocated or copied for a line.

#pragma once

#include "core/edge/feeds/files/gz_reader.h"

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace omni::feeds {

/// What a reader gave: the next one of what it reads, its end, a fault after which it can go on, or one after which
/// it cannot.
enum class Step : std::uint8_t { Next, End, Fault, Broken };

/// Reads ahead 256 KiB, whatever the size of the file. Lines end with LF or CR LF.
class LineReader
{
public:
    /// Longer lines are no rows of ours.
    static constexpr std::size_t longest = 4096;

    explicit LineReader(GzReader reader);

    /// Broken: the file cannot be read on, a line is too long, or the last one has no line end.
    [[nodiscard]] Step next()
    {
        // The place behind a line holds a comma, so that every field of it ends with one.
        auto* end = static_cast<char*>(std::memchr(m_at, '\n', static_cast<std::size_t>(m_end - m_at)));
        if (end == nullptr || end - m_at > static_cast<std::ptrdiff_t>(longest)) {
            return nextAfterRefill();
        }
        return give(end);
    }
    /// Without its end. The byte behind it is a comma and may be read. Good until the next call.
    [[nodiscard]] std::string_view line() const noexcept
    {
        return m_line;
    }
    /// Of `line`, from 1.
    [[nodiscard]] std::uint64_t number() const noexcept
    {
        return m_number;
    }
    /// Why it is broken.
    [[nodiscard]] const DataFault& fault() const noexcept
    {
        return m_fault;
    }
    [[nodiscard]] const GzReader& file() const noexcept
    {
        return m_reader;
    }
    /// `fault`, or, where it can only be a consequence, that the gzip data are damaged. Nothing can be read afterwards.
    [[nodiscard]] DataFault causeOf(DataFault fault);

private:
    Step give(char* end)
    {
        char* const begin = m_at;
        m_at = end + 1;
        if (end > begin && end[-1] == '\r') {
            --end;
        }
        *end = ',';
        m_line = {begin, static_cast<std::size_t>(end - begin)};
        ++m_number;
        return Step::Next;
    }
    Step nextAfterRefill();
    Step broken(FaultCode code, std::string what, std::string hint = {});

    GzReader m_reader;
    std::vector<char> m_buffer;
    char* m_at;
    char* m_end;
    std::string_view m_line;
    std::uint64_t m_number = 0;
    bool m_isBroken = false;
    DataFault m_fault;
};

} // namespace omni::feeds
