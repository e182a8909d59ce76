#include "core/desk/driver/record_scan.h"

#include "core/desk/events/codec.h"
#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/reader.h"

#include <algorithm>
#include <optional>
#include <string>

namespace omni::driver {

namespace {

std::optional<journal::CleanEnd> cleanEndOf(const ports::LogFolder& folder)
{
    const auto file = folder.read(journal::cleanEndName);
    if (!file) {
        return std::nullopt;
    }
    const auto mark = journal::cleanEndFromBytes((*file)->bytes());
    return mark ? std::optional(*mark) : std::nullopt;
}

/// The stream has the segments and the length that the clean end promised.
Result<void> holdAgainst(const journal::StreamMark& mark, journal::Stream stream, const journal::Reader& reader)
{
    const auto& segments = reader.segments();
    const bool fits = segments.empty()
        ? mark.last == 0
        : segments.front() == mark.first && segments.back() == mark.last && reader.end().bytes == mark.bytes;
    if (fits) {
        return {};
    }
    return failure(
        Errc::Corrupt,
        std::string("the ").append(journal::nameOf(stream))
            + " had ended cleanly with other segments than are there now: files are missing or were replaced");
}

Result<void> judge(const journal::Ending& ending, bool hasCleanEnd)
{
    const auto refused = [&ending](Errc code) { return failure(code, ending.text); };
    switch (ending.condition) {
    case journal::Condition::Sealed:
        return {};
    case journal::Condition::Open:
    case journal::Condition::Torn:
    case journal::Condition::Hole:
        if (!hasCleanEnd) {
            return {};
        }
        return failure(Errc::Corrupt,
                       ending.text.empty() ? "the record had ended cleanly and no longer reaches its end"
                                           : ending.text + ", although the record had ended cleanly");
    case journal::Condition::Damaged:
        return refused(Errc::Corrupt);
    case journal::Condition::Newer:
        return refused(Errc::Newer);
    case journal::Condition::Unreadable:
        return refused(Errc::Unavailable);
    }
    return {};
}

void note(std::vector<SessionExtent>& sessions, const journal::Record& record)
{
    if (sessions.empty() || sessions.back().boot != record.stamp.boot) {
        sessions.push_back({record.stamp.boot, {}, false});
    }
    sessions.back().last = record.stamp.seq;
    sessions.back().hasEnded = sessions.back().hasEnded || record.kind == events::sessionEndedKind;
}

} // namespace

const SessionExtent* RecordScan::find(std::uint32_t boot) const noexcept
{
    const auto found = std::find_if(sessions.begin(), sessions.end(),
                                    [boot](const SessionExtent& session) { return session.boot == boot; });
    return found != sessions.end() ? &*found : nullptr;
}

Result<RecordScan> scanRecord(const ports::LogFolder& folder)
{
    RecordScan scan;
    const auto mark = cleanEndOf(folder);
    scan.hasCleanEnd = mark.has_value();
    for (const auto stream : journal::allStreams) {
        auto reader = journal::Reader::open(folder, stream);
        journal::Record record;
        while (reader.next(record)) {
            if (stream == journal::Stream::Journal) {
                note(scan.sessions, record);
            }
        }
        if (auto sound = judge(reader.ending(), scan.hasCleanEnd); !sound) {
            return tl::unexpected(sound.error());
        }
        if (auto same = mark ? holdAgainst(mark->of(stream), stream, reader) : Result<void>(); !same) {
            return tl::unexpected(same.error());
        }
    }
    return scan;
}

} // namespace omni::driver
