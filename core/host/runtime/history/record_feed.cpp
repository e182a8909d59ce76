#include "core/host/runtime/history/record_feed.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

Result<void> judge(const journal::Reader& reader)
{
    const auto& ending = reader.ending();
    switch (ending.condition) {
    case journal::Condition::Sealed:
    case journal::Condition::Open:
    case journal::Condition::Torn:
    case journal::Condition::Hole:
        return {};
    case journal::Condition::Damaged:
        return failure(Errc::Corrupt, ending.text);
    case journal::Condition::Newer:
        return failure(Errc::Newer, ending.text);
    case journal::Condition::Unreadable:
        return failure(Errc::Unavailable, ending.text);
    }
    return {};
}

} // namespace

std::optional<FeedExtent> extentOf(const ports::LogFolder& folder)
{
    const auto names = folder.names();
    if (!names) {
        return std::nullopt;
    }
    FeedExtent extent;
    std::uint32_t last[2] = {0, 0};
    for (const auto& name : *names) {
        const auto id = journal::segmentOf(name);
        if (id && id->stream != journal::Stream::Tape) {
            auto& newest = last[id->stream == journal::Stream::Emergency ? 1 : 0];
            newest = std::max(newest, id->number);
            ++extent.segments;
        }
    }
    for (const auto stream : {journal::Stream::Journal, journal::Stream::Emergency}) {
        const std::uint32_t number = last[stream == journal::Stream::Emergency ? 1 : 0];
        if (number > 0) {
            const auto bytes = folder.read(journal::segmentName(stream, number));
            extent.bytes += bytes ? (*bytes)->bytes().size() : 0;
        }
    }
    return extent;
}

RecordFeed RecordFeed::open(const ports::LogFolder& folder, Sequence from)
{
    const journal::ReadOptions reading{.from = from};
    return {{journal::Reader::open(folder, journal::Stream::Journal, reading), {}, false},
            {journal::Reader::open(folder, journal::Stream::Emergency, reading), {}, false}};
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
    return m_emergency.hasHead
        && (!m_journal.hasHead || journal::positionOf(m_emergency.head) < journal::positionOf(m_journal.head));
}

const journal::Record* RecordFeed::peek() const noexcept
{
    const Source& next = isEmergencyNext() ? m_emergency : m_journal;
    return next.hasHead ? &next.head : nullptr;
}

void RecordFeed::pass()
{
    Source& next = isEmergencyNext() ? m_emergency : m_journal;
    next.hasHead = next.reader.next(next.head);
}

Result<void> RecordFeed::ending() const
{
    return judge(m_journal.reader).and_then([this] { return judge(m_emergency.reader); });
}

std::optional<journal::InstallId> RecordFeed::install() const noexcept
{
    const auto& header = m_journal.reader.header();
    return header ? std::optional(header->install) : std::nullopt;
}

} // namespace omni::runtime
