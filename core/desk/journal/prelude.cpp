#include "core/desk/journal/prelude.h"

#include <algorithm>
#include <string>

namespace omni::journal {

void appendPrelude(Bytes& out, std::string_view magic, std::uint16_t version, std::uint16_t length)
{
    const std::size_t start = out.size();
    ByteWriter to(out);
    to.raw(std::as_bytes(std::span(magic)));
    to.u16(version);
    to.u16(length);
    to.u32(crc32c(std::span(out).subspan(start)));
}

Result<std::uint16_t> readPrelude(std::span<const std::byte> file, std::string_view magic, std::uint16_t version)
{
    if (file.size() < preludeBytes) {
        return failure(Errc::Corrupt, "the header is cut off");
    }
    ByteReader in(file.first(preludeBytes));
    const auto found = in.raw(magic.size());
    const std::uint16_t foundVersion = in.u16();
    const std::uint16_t length = in.u16();
    if (!std::ranges::equal(found, std::as_bytes(std::span(magic)))) {
        return failure(Errc::Corrupt, "the file does not begin as it must");
    }
    if (in.u32() != crc32c(file.first(preludeBytes - 4))) {
        return failure(Errc::Corrupt, "the checksum of the first 16 bytes is wrong");
    }
    if (foundVersion > version) {
        return failure(Errc::Newer,
                       "format version " + std::to_string(foundVersion) + "; this program reads up to "
                           + std::to_string(version));
    }
    if (foundVersion == 0) {
        return failure(Errc::Corrupt, "format version 0 was never written");
    }
    return length;
}

} // namespace omni::journal
