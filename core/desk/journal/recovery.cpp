#include "core/desk/journal/recovery.h"

#include "core/desk/journal/aside.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/clean_end.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace omni::journal {

namespace {

/// What one stream looks like before anything is touched.
struct Look {
    StreamEnd end;
    Ending ending;
    std::uint32_t firstSegment = 0;
};

Result<Look> lookAt(const ports::LogFolder& folder, Stream stream, Sequence from)
{
    Reader reader = Reader::open(folder, stream, {.from = from, .checksDigests = false});
    for (Record record; reader.next(record);) { }
    const Ending& ending = reader.ending();
    if (auto whole = wholeUpTo(ending); !whole) {
        return tl::unexpected(whole.error());
    }
    return Look{reader.end(), ending, reader.segments().empty() ? 0 : reader.segments().front()};
}

/// After a clean end every stream is what the folder's mark says.
Result<void> holdAgainst(const CleanEnd& mark, const Look& look)
{
    const StreamMark found{.first = look.firstSegment,
                           .last = look.end.segment,
                           .bytes = look.end.segment > 0 ? look.end.bytes : 0,
                           .seal = look.end.seal};
    if (look.ending.condition != Condition::Sealed || found != mark.of(look.end.stream)) {
        const std::string what = look.ending.text.empty()
            ? std::string(nameOf(look.end.stream)) + ": not what the last session left at its clean end"
            : look.ending.text + " (after a clean end)";
        return failure(Errc::Corrupt, what);
    }
    return {};
}

/// Writes the last segment anew, up to where it is whole.
Result<void> rewrite(ports::LogFolder& folder, const Look& look)
{
    const std::string name = segmentName(look.end.stream, look.end.segment);
    Bytes whole;
    {
        const auto bytes = folder.read(name);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        if ((*bytes)->bytes().size() < look.end.bytes) {
            return failure(Errc::Conflict, name + " has changed since it was checked");
        }
        const auto kept = (*bytes)->bytes().first(look.end.bytes);
        whole.assign(kept.begin(), kept.end());
    }
    const auto replaced = folder.replace(name, whole);
    if (replaced || replaced.error().code != Errc::Full) {
        return replaced;
    }
    // No room for a second copy. What is cut must go all the same; the rest stays as the system keeps it.
    return look.ending.bytesLeft > 0 ? folder.truncate(name, look.end.bytes) : Result<void>{};
}

/// Keeps what `mend` is about to cut when it is more than a record that was being written, for nobody can say whether
/// it had been promised; the name, or nothing. Whoever has no room for it does not start: it is all that is left.
Result<std::string> keepTail(ports::LogFolder& folder, const Look& look)
{
    const Ending& ending = look.ending;
    const bool isBroken = ending.condition == Condition::Torn || ending.condition == Condition::Hole;
    if (!isBroken || ending.bytesLeft == 0 || (ending.condition == Condition::Torn && ending.isCutOff)) {
        return std::string();
    }
    const SegmentId id{look.end.stream, ending.segment};
    const std::string name = segmentName(id.stream, id.number);
    const auto bytes = folder.read(name);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const auto file = (*bytes)->bytes();
    if (file.size() != ending.offset + ending.bytesLeft) {
        return failure(Errc::Conflict, name + " has changed since it was checked");
    }
    auto kept = setAside(folder, id, ending.offset, file.subspan(static_cast<std::size_t>(ending.offset)));
    if (!kept && kept.error().code == Errc::Full) {
        return failure(Errc::Full,
                       ending.text + "; the " + std::to_string(ending.bytesLeft)
                           + " bytes from there have to be cut and kept aside, and there is no room for "
                             "them: make room and start again, nothing was cut");
    }
    return kept;
}

/// Of all streams, before anything of one is cut: by stream, the name or nothing.
Result<std::vector<std::string>> keepTails(ports::LogFolder& folder, const std::vector<Look>& looks)
{
    std::vector<std::string> names;
    for (const Look& look : looks) {
        auto kept = keepTail(folder, look);
        if (!kept) {
            return tl::unexpected(kept.error());
        }
        names.push_back(std::move(*kept));
    }
    return names;
}

std::string cutNote(const Ending& ending, const std::string& kept)
{
    std::string note = ending.text + "; cut " + std::to_string(ending.bytesLeft) + " bytes";
    if (!kept.empty()) {
        note += " with " + std::to_string(ending.recordsLeft) + " whole records and kept them in " + kept
            + ": the session goes on without them; keep or remove that file, nothing else does";
    }
    return note;
}

/// Leaves the stream so that a writer can go on.
Result<void> mend(ports::LogFolder& folder, const Look& look)
{
    if (look.ending.condition == Condition::Sealed) {
        return {};
    }
    if (look.ending.segment != look.end.segment) {
        return folder.remove(segmentName(look.end.stream, look.ending.segment));
    }
    if (look.end.stream != Stream::Tape) {
        return rewrite(folder, look);
    }
    return look.ending.bytesLeft > 0 ? folder.truncate(segmentName(look.end.stream, look.end.segment), look.end.bytes)
                                     : Result<void>{};
}

Result<std::optional<CleanEnd>> readCleanEnd(const ports::LogFolder& folder, std::vector<std::string>& notes)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    if (!std::ranges::binary_search(*names, cleanEndName)) {
        return std::optional<CleanEnd>{};
    }
    const auto bytes = folder.read(cleanEndName);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto mark = cleanEndFromBytes((*bytes)->bytes());
    if (!mark && mark.error().code == Errc::Corrupt) {
        notes.push_back(std::string(cleanEndName) + ": " + mark.error().detail
                        + "; the journal is taken as one that did not end cleanly");
        return std::optional<CleanEnd>{};
    }
    if (!mark) {
        return tl::unexpected(mark.error());
    }
    return std::optional<CleanEnd>(*mark);
}

/// A checkpoint above the journal's end rests on records that a crash took. Their numbers are given anew, and then it
/// would be taken for one of this past.
Result<void> removeCheckpointsAbove(ports::LogFolder& folder, Sequence end, std::vector<std::string>& notes)
{
    const auto names = folder.names();
    if (!names) {
        return tl::unexpected(names.error());
    }
    for (const auto& name : *names) {
        const auto seq = checkpointOf(name);
        if (!seq || *seq <= end) {
            continue;
        }
        if (const auto removed = folder.remove(name); !removed) {
            return removed;
        }
        notes.push_back(name + ": removed, the journal ends before it");
    }
    return {};
}

} // namespace

Result<Recovery> recover(ports::LogFolder& folder, const RecoveryOptions& options)
{
    Recovery recovery;
    const auto mark = readCleanEnd(folder, recovery.notes);
    if (!mark) {
        return tl::unexpected(mark.error());
    }
    std::vector<Look> looks;
    for (const Stream stream : allStreams) {
        auto look = lookAt(folder, stream, options.checkedFrom);
        if (!look) {
            return tl::unexpected(look.error());
        }
        if (*mark) {
            if (const auto held = holdAgainst(**mark, *look); !held) {
                return tl::unexpected(held.error());
            }
        }
        looks.push_back(std::move(*look));
    }

    // Everything was looked at; from here on the folder changes.
    const auto kept = keepTails(folder, looks);
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    const auto names = folder.names();
    if (names && std::ranges::binary_search(*names, cleanEndName)) {
        if (const auto removed = folder.remove(cleanEndName); !removed) {
            return tl::unexpected(removed.error());
        }
    }
    bool hasSegments = false;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        const Look& look = looks[i];
        if (const auto mended = mend(folder, look); !mended) {
            return tl::unexpected(mended.error());
        }
        recovery.streams[i] = {look.end, look.ending.condition, look.ending.bytesLeft};
        if (look.ending.condition == Condition::Torn || look.ending.condition == Condition::Hole) {
            recovery.notes.push_back(cutNote(look.ending, (*kept)[i]));
        }
        recovery.last = std::max(recovery.last, look.end.last);
        recovery.lastBoot = std::max(recovery.lastBoot, look.end.stamp.boot);
        recovery.lastWall = std::max(recovery.lastWall, look.end.stamp.wall);
        hasSegments = hasSegments || look.ending.segment > 0;
    }
    const Sequence recorded
        = std::max(recovery.of(Stream::Journal).end.last.seq, recovery.of(Stream::Emergency).end.last.seq);
    if (const auto removed = removeCheckpointsAbove(folder, recorded, recovery.notes); !removed) {
        return tl::unexpected(removed.error());
    }
    recovery.wasCleanEnd = mark->has_value() || !hasSegments;
    return recovery;
}

} // namespace omni::journal
