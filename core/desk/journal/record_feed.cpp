#include "core/desk/journal/record_feed.h"

#include <algorithm>
#include <utility>

namespace omni::journal {

std::optional<FeedExtent> extentOf(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return std::nullopt;
    }
    FeedExtent extent;
    std::uint32_t last[2] = {0, 0};
    for (const auto& name : *names) {
        const auto id = segmentOf(name);
        if (id && id->stream != Stream::Tape) {
            auto& newest = last[id->stream == Stream::Emergency ? 1 : 0];
            newest = std::max(newest, id->number);
            ++extent.segments;
        }
    }
    for (const auto stream : {Stream::Journal, Stream::Emergency}) {
        const std::uint32_t number = last[stream == Stream::Emergency ? 1 : 0];
        if (number > 0) {
            const auto bytes = folder.read(segmentName(stream, number));
            extent.bytes += bytes ? (*bytes)->bytes().size() : 0;
        }
    }
    return extent;
}

RecordFeed RecordFeed::open(const ports::LogFolder& folder, Sequence from)
{
    const ReadOptions reading{.from = from};
    return {{Reader::open(folder, Stream::Journal, reading), {}, false},
            {Reader::open(folder, Stream::Emergency, reading), {}, false}};
}

RecordFeed::RecordFeed(Source journal, Source emergency)
    : m_journal(std::move(journal))
    , m_emergency(std::move(emergency))
{
    for (Source* source : {&m_journal, &m_emergency}) {
        source->hasHead = source->reader.next(source->head);
    }
}

bool RecordFeed::isEmergencyNext() const noexcept
{
    return m_emergency.hasHead && (!m_journal.hasHead || positionOf(m_emergency.head) < positionOf(m_journal.head));
}

const Record* RecordFeed::peek() const noexcept
{
    const Source& next = isEmergencyNext() ? m_emergency : m_journal;
    return next.hasHead ? &next.head : nullptr;
}

void RecordFeed::pass()
{
    Source& next = isEmergencyNext() ? m_emergency : m_journal;
    const Position given = positionOf(next.head);
    for (Source* source : {&m_journal, &m_emergency}) {
        // What the reserve took because nobody could say that it had reached the disk may have done so all the same.
        if (source == &next || (source->hasHead && positionOf(source->head) == given)) {
            source->hasHead = source->reader.next(source->head);
        }
    }
}

Result<void> RecordFeed::ending() const
{
    return wholeUpTo(m_journal.reader.ending()).and_then([this] { return wholeUpTo(m_emergency.reader.ending()); });
}

Sequence RecordFeed::last() const noexcept
{
    return std::max(m_journal.reader.end().last.seq, m_emergency.reader.end().last.seq);
}

std::optional<InstallId> RecordFeed::install() const noexcept
{
    const auto& header = m_journal.reader.header();
    return header ? std::optional(header->install) : std::nullopt;
}

} // namespace omni::journal
