#include "core/desk/journal/verify.h"

#include "core/desk/journal/aside.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/clean_end.h"
#include "core/desk/journal/emergency.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace omni::journal {

namespace {

Verdict verdictOf(const Error& error) noexcept
{
    switch (error.code) {
    case Errc::Newer:
        return Verdict::Newer;
    case Errc::Corrupt:
    case Errc::Conflict:
        return Verdict::Damaged;
    default:
        return Verdict::Unreadable;
    }
}

/// What cannot be read outweighs what cannot be understood, and that what is broken.
int weightOf(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Sound:
        return 0;
    case Verdict::Damaged:
        return 1;
    case Verdict::Newer:
        return 2;
    case Verdict::Unreadable:
        return 3;
    }
    return 3;
}

void addFault(Verification& to, Fault fault)
{
    if (weightOf(fault.verdict) > weightOf(to.verdict)) {
        to.verdict = fault.verdict;
    }
    to.faults.push_back(std::move(fault));
}

void addFault(Verification& to, Verdict verdict, const std::string& file, const std::string& what)
{
    addFault(to,
             {.verdict = verdict, .file = file, .segment = 0, .offset = 0, .record = 0, .text = file + ": " + what});
}

std::optional<CleanEnd> verifyCleanEnd(const ports::LogFolder& folder, Verification& to)
{
    const auto bytes = folder.read(cleanEndName);
    if (!bytes) {
        addFault(to, Verdict::Unreadable, cleanEndName, bytes.error().detail);
        return std::nullopt;
    }
    to.bytes += (*bytes)->bytes().size();
    const auto mark = cleanEndFromBytes((*bytes)->bytes());
    if (!mark) {
        addFault(to, verdictOf(mark.error()), cleanEndName, mark.error().detail);
        return std::nullopt;
    }
    to.hasCleanEnd = true;
    return *mark;
}

Fault faultOf(const Ending& ending, Verdict verdict)
{
    return {.verdict = verdict,
            .file = ending.segment > 0 ? segmentName(ending.stream, ending.segment) : std::string(),
            .segment = ending.segment,
            .offset = ending.offset,
            .record = ending.record,
            .text = ending.text};
}

/// How the end of a stream is to be taken when nothing says that the session ended cleanly.
void judgeEnding(const Ending& ending, bool mustBeClean, Verification& to)
{
    switch (ending.condition) {
    case Condition::Sealed:
        return;
    case Condition::Open:
        if (mustBeClean) {
            Fault fault = faultOf(ending, Verdict::Damaged);
            fault.text = fault.file + ": the seal is missing after a clean end";
            addFault(to, std::move(fault));
        }
        return;
    case Condition::Torn:
        if (!mustBeClean) {
            to.notes.push_back(ending.text + "; a start will cut " + std::to_string(ending.bytesLeft) + " bytes"
                               + (ending.isCutOff ? "" : " and keep them aside"));
            return;
        }
        break;
    case Condition::Hole:
        if (!mustBeClean) {
            to.notes.push_back(segmentName(ending.stream, ending.segment) + ": a start will cut "
                               + std::to_string(ending.bytesLeft) + " bytes with " + std::to_string(ending.recordsLeft)
                               + " whole records and keep them aside");
        }
        break;
    case Condition::Damaged:
        break;
    case Condition::Newer:
        addFault(to, faultOf(ending, Verdict::Newer));
        return;
    case Condition::Unreadable:
        addFault(to, faultOf(ending, Verdict::Unreadable));
        return;
    }
    addFault(to, faultOf(ending, Verdict::Damaged));
}

void verifyStream(const ports::LogFolder& folder, Stream stream, const std::optional<CleanEnd>& mark, Verification& to)
{
    Reader reader = Reader::open(folder, stream, {.from = {1}, .checksDigests = true});
    for (Record record; reader.next(record);) {
        to.records += 1;
    }
    const Ending& ending = reader.ending();
    const StreamEnd& end = reader.end();
    to.bytes += reader.bytesRead();
    to.segments += reader.segments().size();
    to.last = std::max(to.last, end.last);
    judgeEnding(ending, mark.has_value(), to);
    if (!mark || ending.condition != Condition::Sealed) {
        return;
    }
    const StreamMark found{.first = reader.segments().empty() ? 0 : reader.segments().front(),
                           .last = end.segment,
                           .bytes = end.bytes,
                           .seal = end.seal};
    if (found != mark->of(stream)) {
        Fault fault = faultOf(ending, Verdict::Damaged);
        fault.text = std::string(nameOf(stream)) + ": not what the last session left at its clean end";
        addFault(to, std::move(fault));
    }
}

void verifyCheckpoint(const ports::LogFolder& folder, const std::string& name, Sequence seq, Verification& to)
{
    const auto bytes = folder.read(name);
    if (!bytes) {
        addFault(to, Verdict::Unreadable, name, bytes.error().detail);
        return;
    }
    to.bytes += (*bytes)->bytes().size();
    to.checkpoints += 1;
    const auto checkpoint = checkpointFromBytes((*bytes)->bytes());
    if (!checkpoint) {
        addFault(to, verdictOf(checkpoint.error()), name, checkpoint.error().detail);
    } else if (checkpoint->seq != seq) {
        addFault(to, Verdict::Damaged, name, "it holds another sequence than its name says");
    }
}

void verifyReserve(const ports::LogFolder& folder, Verification& to)
{
    const std::string name(reserveName);
    const auto bytes = folder.read(name);
    if (!bytes) {
        addFault(to, Verdict::Unreadable, name, bytes.error().detail);
        return;
    }
    to.bytes += (*bytes)->bytes().size();
    if (!std::ranges::equal((*bytes)->bytes(), reserveContent())) {
        addFault(to, Verdict::Damaged, name, "the reserve does not hold its pattern");
    }
}

} // namespace

Verification verify(const ports::LogFolder& folder)
{
    Verification result;
    const auto names = folder.names();
    if (!names) {
        addFault(result, Verdict::Unreadable, "the folder", names.error().detail);
        return result;
    }
    std::optional<CleanEnd> mark;
    if (std::ranges::binary_search(*names, cleanEndName)) {
        mark = verifyCleanEnd(folder, result);
    }
    for (const Stream stream : allStreams) {
        verifyStream(folder, stream, mark, result);
    }
    for (const auto& name : *names) {
        if (name == cleanEndName || segmentOf(name)) {
            continue;
        }
        if (const auto seq = checkpointOf(name)) {
            verifyCheckpoint(folder, name, *seq, result);
        } else if (name == reserveName) {
            verifyReserve(folder, result);
        } else if (!asideOf(name)) {
            result.notes.push_back(name + ": not a file of the journal");
        }
    }
    std::ranges::move(asideNotes(folder), std::back_inserter(result.notes));
    return result;
}

} // namespace omni::journal
