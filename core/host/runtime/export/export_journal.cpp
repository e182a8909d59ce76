#include "core/host/runtime/export/export_journal.h"

#include "core/desk/engine/fold.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/reader.h"
#include "core/host/runtime/export/line_maker.h"

namespace omni::runtime {

namespace {

Errc errcOf(journal::Condition condition)
{
    switch (condition) {
    case journal::Condition::Newer:
        return Errc::Newer;
    case journal::Condition::Unreadable:
        return Errc::Unavailable;
    case journal::Condition::Sealed:
    case journal::Condition::Open:
    case journal::Condition::Torn:
    case journal::Condition::Hole:
    case journal::Condition::Damaged:
        return Errc::Corrupt;
    }
    return Errc::Corrupt;
}

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
    auto reader = journal::Reader::open(folder, journal::Stream::Journal);
    journal::Record record;
    while (reader.next(record)) {
        const auto goesOn = telling.tell(record);
        if (!goesOn) {
            return tl::unexpected(goesOn.error());
        }
        if (!*goesOn) {
            return {};
        }
    }
    const auto& ending = reader.ending();
    if (ending.condition >= journal::Condition::Damaged) {
        return failure(errcOf(ending.condition), ending.text);
    }
    return {};
}

} // namespace omni::runtime
