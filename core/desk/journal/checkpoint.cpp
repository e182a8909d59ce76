#include "core/desk/journal/checkpoint.h"

#include "core/desk/journal/prelude.h"
#include "core/desk/journal/segment.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace omni::journal {

namespace {

constexpr std::string_view magic = "OMNICKP\n";
constexpr std::string_view purpose = "journal-checkpoint";
constexpr std::string_view nameStart = "checkpoint-";
constexpr std::string_view nameEnd = ".omc";
constexpr std::size_t digits = 20; // of the largest sequence
constexpr std::size_t digestBytes = std::tuple_size_v<Digest>;
constexpr std::size_t headBytes = preludeBytes + 8 + 8 + 4 + 4 + 8 + digestBytes;

void takeDigest(ByteReader& in, Digest& digest)
{
    const auto bytes = in.raw(digest.size());
    std::copy(bytes.begin(), bytes.end(), digest.begin());
}

/// Newest first.
std::vector<Sequence> checkpointsIn(const std::vector<std::string>& names)
{
    std::vector<Sequence> found;
    for (const auto& name : names) {
        if (const auto seq = checkpointOf(name)) {
            found.push_back(*seq);
        }
    }
    std::ranges::sort(found, std::ranges::greater{});
    return found;
}

} // namespace

std::string checkpointName(Sequence seq)
{
    const std::string number = std::to_string(seq.value);
    std::string name(nameStart);
    name.append(digits - number.size(), '0');
    name += number;
    name += nameEnd;
    return name;
}

std::optional<Sequence> checkpointOf(std::string_view name) noexcept
{
    if (name.size() != nameStart.size() + digits + nameEnd.size() || !name.starts_with(nameStart)
        || !name.ends_with(nameEnd)) {
        return std::nullopt;
    }
    const std::string_view number = name.substr(nameStart.size(), digits);
    Sequence seq;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), seq.value);
    if (error != std::errc() || end != number.data() + number.size()) {
        return std::nullopt;
    }
    return seq;
}

Bytes checkpointBytes(const Checkpoint& checkpoint)
{
    Bytes out;
    out.reserve(headBytes + checkpoint.state.size() + digestBytes);
    appendPrelude(out, magic, formatVersion, 0);
    ByteWriter to(out);
    to.u64(checkpoint.seq.value);
    to.i64(checkpoint.wall.ns);
    to.u32(checkpoint.stateVersion);
    to.u32(0);
    to.u64(checkpoint.state.size());
    to.raw(checkpoint.stateDigest);
    to.raw(checkpoint.state);
    to.raw(digestOf(purpose, out));
    return out;
}

Result<Checkpoint> checkpointFromBytes(std::span<const std::byte> file)
{
    if (const auto length = readPrelude(file, magic, formatVersion); !length) {
        return tl::unexpected(length.error());
    }
    if (file.size() < headBytes + digestBytes) {
        return failure(Errc::Corrupt, "the checkpoint is cut off");
    }
    const auto covered = file.first(file.size() - digestBytes);
    const Digest digest = digestOf(purpose, covered);
    if (!std::ranges::equal(digest, file.last(digestBytes))) {
        return failure(Errc::Corrupt, "the digest is wrong");
    }
    ByteReader in(covered.subspan(preludeBytes));
    Checkpoint checkpoint;
    checkpoint.seq.value = in.u64();
    checkpoint.wall.ns = in.i64();
    checkpoint.stateVersion = in.u32();
    (void)in.u32();
    const std::uint64_t size = in.u64();
    takeDigest(in, checkpoint.stateDigest);
    if (size != in.left()) {
        return failure(Errc::Corrupt, "the length of the state is wrong");
    }
    const auto state = in.raw(in.left());
    checkpoint.state.assign(state.begin(), state.end());
    return checkpoint;
}

Result<void> writeCheckpoint(ports::LogFolder& folder, const Checkpoint& checkpoint)
{
    if (const auto written = folder.replace(checkpointName(checkpoint.seq), checkpointBytes(checkpoint)); !written) {
        return written;
    }
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    const auto found = checkpointsIn(*names);
    for (std::size_t i = checkpointsKept; i < found.size(); ++i) {
        if (const auto removed = folder.remove(checkpointName(found[i])); !removed) {
            return removed;
        }
    }
    return {};
}

Result<FoundCheckpoint> newestCheckpoint(const ports::LogFolder& folder, Sequence most)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    FoundCheckpoint found;
    for (const Sequence seq : checkpointsIn(*names)) {
        const std::string name = checkpointName(seq);
        if (seq > most) {
            found.notes.push_back(name + ": passed over, the journal ends before it");
            continue;
        }
        const auto bytes = folder.read(name);
        auto checkpoint = bytes ? checkpointFromBytes((*bytes)->bytes()) : tl::unexpected(bytes.error());
        if (checkpoint && checkpoint->seq == seq) {
            found.checkpoint = std::move(*checkpoint);
            break;
        }
        if (!checkpoint && checkpoint.error().code == Errc::Newer) {
            return failure(Errc::Newer, name + ": " + checkpoint.error().detail);
        }
        found.notes.push_back(
            name + ": passed over, "
            + (checkpoint ? std::string("it holds another sequence than its name says") : checkpoint.error().detail));
    }
    return found;
}

} // namespace omni::journal
