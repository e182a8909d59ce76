#include "core/host/runtime/export/export_journal.h"

#include "core/desk/engine/fold.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/record_feed.h"
#include "core/host/runtime/export/line_maker.h"

namespace omni::runtime {

namespace {

/// Folds record by record, so that names and increments are those of the moment.
class Telling
{
public:
    explicit Telling(const LineSink& sink)
        : m_sink(sink)
    {
    }

    /// False: the sink has enough.
    Result<bool> tell(const journal::Record& record)
    {
        const auto line = lineOf(record);
        if (!line) {
            return failure(line.error().code,
                           "record " + std::to_string(record.stamp.seq.value) + ": " + line.error().detail);
        }
        return !*line || m_sink(**line);
    }

private:
    Result<std::optional<RecordLine>> lineOf(const journal::Record& record)
    {
        if (events::isFact(record.kind)) {
            const auto fact = events::decodeFact(record.stamp, record.kind, record.payload);
            if (!fact) {
                return tl::unexpected(fact.error());
            }
            engine::fold(m_state, record.stamp, *fact);
            return m_maker.lineOf(record.stamp, *fact);
        }
        const auto event = events::decodeEvent(record.stamp, record.kind, record.payload);
        if (!event) {
            return tl::unexpected(event.error());
        }
        const auto folded = engine::fold(m_state, record.stamp, *event);
        return m_maker.lineOf(record.stamp, *event, !folded.booked);
    }

    const LineSink& m_sink;
    engine::DeskState m_state;
    LineMaker m_maker{m_state};
};

} // namespace

Result<void> exportJournal(const ports::LogFolder& folder, const LineSink& sink)
{
    Telling telling(sink);
    auto feed = journal::RecordFeed::open(folder, Sequence{1});
    for (const auto* record = feed.peek(); record != nullptr; record = feed.peek()) {
        const auto goesOn = telling.tell(*record);
        if (!goesOn) {
            return tl::unexpected(goesOn.error());
        }
        if (!*goesOn) {
            return {};
        }
        feed.pass();
    }
    return feed.ending();
}

} // namespace omni::runtime
