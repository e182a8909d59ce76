#include "core/edge/net/ws_inflater.h"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace omni::net {

namespace {

/// The largest window; it takes in what was packed with any smaller one. Negative: no zlib header.
constexpr int rawWindow = -15;
constexpr std::size_t windowBytes = 32 * 1024;
/// What a sender leaves away at the end of each message: RFC 7692, 7.2.1.
constexpr std::string_view tail("\x00\x00\xff\xff", 4);

} // namespace

struct Inflater::Stream {
    z_stream z{};
    bool isSound = false;
    Stream()
    {
        isSound = inflateInit2(&z, rawWindow) == Z_OK;
    }
    ~Stream()
    {
        inflateEnd(&z);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// A final block ends the stream, not the connection's memory of what came before.
    void goOnBehindFinalBlock()
    {
        std::array<Bytef, windowBytes> window;
        uInt size = 0;
        inflateGetDictionary(&z, window.data(), &size);
        inflateReset(&z);
        inflateSetDictionary(&z, window.data(), size);
    }

    Outcome feed(std::string_view packed, std::size_t most, std::string& to, std::size_t& made);
};

Inflater::Outcome Inflater::Stream::feed(std::string_view packed, std::size_t most, std::string& to, std::size_t& made)
{
    // zlib does not write to its input; its old interface cannot say so.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    for (;;) {
        if (made == to.size()) {
            if (made > most) {
                return Outcome::TooLarge;
            }
            // One byte beyond the limit tells what is just as large from what is larger.
            to.resize(std::min(most + 1, std::max<std::size_t>(1'024, to.size() * 2)));
        }
        z.next_out = reinterpret_cast<Bytef*>(to.data() + made);
        z.avail_out = static_cast<uInt>(to.size() - made);
        const auto room = z.avail_out;
        const int result = inflate(&z, Z_SYNC_FLUSH);
        made += room - z.avail_out;
        if (made > most) {
            return Outcome::TooLarge;
        }
        if (result == Z_STREAM_END) {
            goOnBehindFinalBlock();
            if (z.avail_in == 0) {
                return Outcome::Whole;
            }
        } else if (result == Z_BUF_ERROR || (result == Z_OK && z.avail_in == 0 && z.avail_out > 0)) {
            return z.avail_in == 0 ? Outcome::Whole : Outcome::Malformed;
        } else if (result != Z_OK) {
            return Outcome::Malformed;
        }
    }
}

Inflater::Inflater(bool forgets)
    : m_stream(std::make_unique<Stream>())
    , m_forgets(forgets)
{
}

Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

Inflater::Outcome Inflater::unpack(std::string_view packed, std::size_t most, std::string& to)
{
    constexpr std::size_t mostAtOnce = std::numeric_limits<uInt>::max() / 2;
    if (!m_stream->isSound || packed.size() > mostAtOnce || most > mostAtOnce) {
        return Outcome::Malformed;
    }
    if (to.size() > most) {
        to.resize(most);
    }
    std::size_t made = 0;
    for (const auto part : {packed, tail}) {
        const auto outcome = m_stream->feed(part, most, to, made);
        if (outcome != Outcome::Whole) {
            to.clear();
            return outcome;
        }
    }
    to.resize(made);
    if (m_forgets) {
        inflateReset(&m_stream->z);
    }
    return Outcome::Whole;
}

} // namespace omni::net
