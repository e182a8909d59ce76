#include "core/edge/feeds/files/gz_reader.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>
#include <zlib.h>

#ifndef O_BINARY
#define O_BINARY 0
#endif
#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif

namespace omni::feeds {

namespace {

constexpr std::size_t inputSize = 128 * 1024;
constexpr int gzipOnly = 16 + MAX_WBITS;

std::string systemText(int error)
{
    return std::generic_category().message(error);
}

} // namespace

struct GzReader::State {
    std::string path;
    int descriptor = -1;
    bool isRegular = false;
    bool isGzip = false;
    bool isInMember = false; ///< Between the header and the trailer of a gzip member.
    bool hasEnded = false; ///< The file gave its last byte.
    std::uint64_t readBytes = 0; ///< From the file.
    std::vector<unsigned char> input = std::vector<unsigned char>(inputSize);
    std::size_t at = 0, end = 0; ///< What of `input` is not used yet.
    z_stream stream{};
    bool hasStream = false;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        if (hasStream) {
            inflateEnd(&stream);
        }
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }

    [[nodiscard]] std::uint64_t offset() const noexcept
    {
        return readBytes - (end - at);
    }
    [[nodiscard]] tl::unexpected<DataFault> fault(FaultCode code, std::string what, std::string hint = {}) const
    {
        return tl::unexpected(DataFault{code, path, 0, {}, std::move(what), std::move(hint)});
    }

    /// Up to `count` bytes of the file; 0 at its end.
    Checked<std::size_t> take(void* into, std::size_t count)
    {
        for (;;) {
            const auto got = ::read(descriptor, into, static_cast<unsigned>(count));
            if (got >= 0) {
                hasEnded = got == 0;
                readBytes += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                const int error = errno;
                return fault(error == EISDIR ? FaultCode::IsDirectory : FaultCode::Unreadable,
                             "reading failed at byte " + std::to_string(offset()) + ": " + systemText(error));
            }
        }
    }

    /// Makes at least `least` bytes of `input` available if the file has them.
    Checked<void> fill(std::size_t least)
    {
        if (end - at >= least || hasEnded) {
            return {};
        }
        std::memmove(input.data(), input.data() + at, end - at);
        end -= at;
        at = 0;
        while (end < least && !hasEnded) {
            const auto got = take(input.data() + end, input.size() - end);
            if (!got) {
                return tl::unexpected(got.error());
            }
            end += *got;
        }
        return {};
    }

    [[nodiscard]] bool hasMagic() const noexcept
    {
        return end - at >= 2 && input[at] == 0x1F && input[at + 1] == 0x8B;
    }

    Checked<std::size_t> readPlain(std::span<char> out)
    {
        if (at == end) {
            return take(out.data(), out.size());
        }
        const std::size_t count = std::min(out.size(), end - at);
        std::memcpy(out.data(), input.data() + at, count);
        at += count;
        return count;
    }

    /// Stands before a member. False at the end of the file.
    Checked<bool> beginMember()
    {
        if (const auto filled = fill(2); !filled) {
            return tl::unexpected(filled.error());
        }
        if (at == end) {
            return false;
        }
        if (!hasMagic()) {
            return fault(FaultCode::CorruptGzip, "bytes that are no gzip data at byte " + std::to_string(offset()));
        }
        inflateReset(&stream);
        isInMember = true;
        return true;
    }

    Checked<std::size_t> readGzip(std::span<char> out)
    {
        std::size_t filled = 0;
        while (filled == 0) {
            if (!isInMember) {
                const auto begun = beginMember();
                if (!begun || !*begun) {
                    return begun ? Checked<std::size_t>(std::size_t{0}) : tl::unexpected(begun.error());
                }
            }
            if (const auto got = fill(1); !got) {
                return tl::unexpected(got.error());
            }
            if (at == end) {
                return fault(FaultCode::TruncatedGzip, "the gzip data are cut off at byte " + std::to_string(offset()),
                             "copy or download the file again");
            }
            stream.next_in = input.data() + at;
            stream.avail_in = static_cast<unsigned>(end - at);
            stream.next_out = reinterpret_cast<unsigned char*>(out.data());
            stream.avail_out = static_cast<unsigned>(out.size());
            const int answer = inflate(&stream, Z_NO_FLUSH);
            at = end - stream.avail_in;
            filled = out.size() - stream.avail_out;
            if (answer == Z_STREAM_END) {
                isInMember = false;
            } else if (answer != Z_OK && answer != Z_BUF_ERROR) {
                return fault(FaultCode::CorruptGzip,
                             "the gzip data are damaged near byte " + std::to_string(offset())
                                 + (stream.msg != nullptr ? std::string(": ") + stream.msg : std::string()),
                             "copy or download the file again");
            }
        }
        return filled;
    }
};

GzReader::GzReader(std::unique_ptr<State> state) noexcept
    : m_state(std::move(state))
{
}
GzReader::GzReader(GzReader&&) noexcept = default;
GzReader& GzReader::operator=(GzReader&&) noexcept = default;
GzReader::~GzReader() = default;

Checked<GzReader> GzReader::open(const std::string& path)
{
    auto state = std::make_unique<State>();
    state->path = path;
    const std::filesystem::path file = std::filesystem::u8path(path);
    std::error_code ignored;
    const auto status = std::filesystem::status(file, ignored);
    if (std::filesystem::is_directory(status)) {
        return state->fault(FaultCode::IsDirectory, "is a folder, not a file", "name the files in it");
    }
    state->isRegular = std::filesystem::is_regular_file(status);
#ifdef _WIN32
    state->descriptor = ::_wopen(file.c_str(), O_RDONLY | O_BINARY);
#else
    state->descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
#endif
    if (state->descriptor < 0) {
        const int error = errno;
        return error == ENOENT || error == ENOTDIR
            ? state->fault(FaultCode::MissingFile, "there is no such file")
            : state->fault(FaultCode::Unreadable, "cannot be opened: " + systemText(error));
    }
    if (const auto filled = state->fill(2); !filled) {
        return tl::unexpected(filled.error());
    }
    if (state->at == state->end) {
        return state->fault(FaultCode::EmptyFile, "is empty: not one byte");
    }
    state->isGzip = state->hasMagic();
    if (state->isGzip) {
        if (inflateInit2(&state->stream, gzipOnly) != Z_OK) {
            return state->fault(FaultCode::Unreadable, "no memory for decompression");
        }
        state->hasStream = true;
    }
    return GzReader(std::move(state));
}

Checked<std::size_t> GzReader::read(std::span<char> out)
{
    return m_state->isGzip ? m_state->readGzip(out) : m_state->readPlain(out);
}

std::optional<DataFault> GzReader::damageAhead(std::uint64_t most)
{
    std::vector<char> scrap(inputSize);
    for (std::uint64_t seen = 0; m_state->isGzip && seen < most;) {
        const auto got = read(scrap);
        if (!got) {
            return got.error().code == FaultCode::CorruptGzip ? std::optional(got.error()) : std::nullopt;
        }
        if (*got == 0) {
            break;
        }
        seen += *got;
    }
    return std::nullopt;
}

std::uint64_t GzReader::offset() const noexcept
{
    return m_state->offset();
}
bool GzReader::isGzip() const noexcept
{
    return m_state->isGzip;
}
bool GzReader::isRegular() const noexcept
{
    return m_state->isRegular;
}
const std::string& GzReader::path() const noexcept
{
    return m_state->path;
}

} // namespace omni::feeds
