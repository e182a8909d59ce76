#include "core/desk/journal/clean_end.h"

#include "core/desk/journal/prelude.h"
#include "core/desk/journal/recovery.h"

#include <algorithm>

namespace omni::journal {

namespace {

constexpr std::string_view magic = "OMNIEND\n";
constexpr std::string_view purpose = "journal-clean-end";
constexpr std::size_t digestBytes = std::tuple_size_v<Digest>;
constexpr std::uint16_t fileBytes = preludeBytes + 3 * (4 + 4 + 8 + digestBytes) + digestBytes;

Result<StreamMark> markOf(const ports::LogFolder& folder, Stream stream, const std::vector<std::string>& names)
{
    StreamMark mark;
    for (const auto& name : names) {
        if (const auto id = segmentOf(name); id && id->stream == stream) {
            mark.first = mark.first == 0 ? id->number : std::min(mark.first, id->number);
            mark.last = std::max(mark.last, id->number);
        }
    }
    if (mark.last == 0) {
        return mark;
    }
    const std::string name = segmentName(stream, mark.last);
    const auto bytes = folder.read(name);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const auto seal = sealAtEnd((*bytes)->bytes(), {stream, mark.last});
    if (!seal) {
        return failure(Errc::Conflict, name + " has no seal, so the journal has not ended");
    }
    mark.bytes = (*bytes)->bytes().size();
    mark.seal = seal->digest;
    return mark;
}

} // namespace

Bytes cleanEndBytes(const CleanEnd& mark)
{
    Bytes out;
    appendPrelude(out, magic, formatVersion, fileBytes);
    ByteWriter to(out);
    for (const auto& stream : mark.streams) {
        to.u32(stream.first);
        to.u32(stream.last);
        to.u64(stream.bytes);
        to.raw(stream.seal);
    }
    to.raw(digestOf(purpose, out));
    return out;
}

Result<CleanEnd> cleanEndFromBytes(std::span<const std::byte> file)
{
    const auto length = readPrelude(file, magic, formatVersion);
    if (!length) {
        return tl::unexpected(length.error());
    }
    if (*length != fileBytes || file.size() != fileBytes) {
        return failure(Errc::Corrupt, "the file has the wrong length");
    }
    const auto covered = file.first(fileBytes - digestBytes);
    const Digest digest = digestOf(purpose, covered);
    if (!std::ranges::equal(digest, file.last(digestBytes))) {
        return failure(Errc::Corrupt, "the digest is wrong");
    }
    ByteReader in(covered.subspan(preludeBytes));
    CleanEnd mark;
    for (auto& stream : mark.streams) {
        stream.first = in.u32();
        stream.last = in.u32();
        stream.bytes = in.u64();
        const auto seal = in.raw(digestBytes);
        std::copy(seal.begin(), seal.end(), stream.seal.begin());
    }
    return mark;
}

Result<void> writeCleanEnd(ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    CleanEnd mark;
    for (std::size_t i = 0; i < allStreams.size(); ++i) {
        const auto stream = markOf(folder, allStreams[i], *names);
        if (!stream) {
            return tl::unexpected(stream.error());
        }
        mark.streams[i] = *stream;
    }
    return folder.replace(cleanEndName, cleanEndBytes(mark));
}

} // namespace omni::journal
