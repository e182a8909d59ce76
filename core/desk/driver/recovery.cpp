#include "core/desk/driver/recovery.h"

#include "core/desk/engine/fold.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/reader.h"

#include <algorithm>
#include <limits>

namespace omni::driver {

namespace {

/// A stream with its next record in hand.
struct Source {
    journal::Reader reader;
    journal::Record head;
    bool hasHead = false;

    void advance()
    {
        hasHead = reader.next(head);
    }
};

bool isBefore(const Source& a, const Source& b) noexcept
{
    return a.head.stamp.seq < b.head.stamp.seq || (a.head.stamp.seq == b.head.stamp.seq && a.head.index < b.head.index);
}

Result<void> foldRecord(engine::DeskState& state, const journal::Record& record)
{
    const auto place = [&record](const Error& error) {
        return failure(error.code, "record " + std::to_string(record.stamp.seq.value) + ": " + error.detail);
    };
    if (events::isFact(record.kind)) {
        const auto fact = events::decodeFact(record.stamp, record.kind, record.payload);
        if (!fact) {
            return place(fact.error());
        }
        engine::fold(state, record.stamp, *fact);
        return {};
    }
    const auto event = events::decodeEvent(record.stamp, record.kind, record.payload);
    if (!event) {
        return place(event.error());
    }
    static_cast<void>(engine::fold(state, record.stamp, *event));
    return {};
}

Result<void> endOf(const journal::Reader& reader)
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

Result<void> startFromCheckpoint(const ports::LogFolder& folder, Sequence before, RecoveredDesk& desk)
{
    auto found = journal::newestCheckpoint(folder, Sequence{before.value - std::min<std::uint64_t>(before.value, 1)});
    if (!found) {
        return tl::unexpected(found.error());
    }
    desk.notes = std::move(found->notes);
    if (!found->checkpoint) {
        return {};
    }
    const auto& checkpoint = *found->checkpoint;
    if (checkpoint.stateVersion > engine::deskStateVersion) {
        return failure(Errc::Newer, "the newest checkpoint was written by a newer version of this program");
    }
    if (checkpoint.stateVersion < engine::deskStateVersion) {
        desk.notes.push_back("the checkpoint at " + std::to_string(checkpoint.seq.value)
                             + " was written by an older version; the journal is read from its start");
        return {};
    }
    ByteReader in(checkpoint.state);
    engine::DeskState state;
    const auto loaded = state.load(in);
    if (!loaded || !in.finished() || state.hash() != checkpoint.stateDigest) {
        desk.notes.push_back("the checkpoint at " + std::to_string(checkpoint.seq.value)
                             + " does not give the state that it promises; the journal is read from its start");
        return {};
    }
    desk.state = std::move(state);
    desk.checkpoint = checkpoint.seq;
    desk.last = checkpoint.seq;
    return {};
}

} // namespace

Result<RecoveredDesk> recoverDesk(const ports::LogFolder& folder, const RecoverOptions& options)
{
    RecoveredDesk desk;
    if (options.usesCheckpoint) {
        if (auto done = startFromCheckpoint(folder, options.before, desk); !done) {
            return tl::unexpected(done.error());
        }
    }
    const journal::ReadOptions reading{.from = Sequence{desk.checkpoint.value + 1}};
    Source journal{journal::Reader::open(folder, journal::Stream::Journal, reading), {}, false};
    Source emergency{journal::Reader::open(folder, journal::Stream::Emergency, reading), {}, false};
    journal.advance();
    emergency.advance();
    while (journal.hasHead || emergency.hasHead) {
        Source& next = !emergency.hasHead || (journal.hasHead && !isBefore(emergency, journal)) ? journal : emergency;
        if (next.head.stamp.seq >= options.before) {
            return desk;
        }
        if (auto done = foldRecord(desk.state, next.head); !done) {
            return tl::unexpected(done.error());
        }
        desk.last = std::max(desk.last, next.head.stamp.seq);
        ++desk.folded;
        next.advance();
    }
    for (const Source* source : {&journal, &emergency}) {
        if (auto done = endOf(source->reader); !done) {
            return tl::unexpected(done.error());
        }
    }
    const Sequence end = std::max(journal.reader.end().last.seq, emergency.reader.end().last.seq);
    if (desk.checkpoint > end) {
        // A crash took the records that it rests on: what follows belongs to another past.
        auto whole = recoverDesk(folder, {.usesCheckpoint = false, .before = options.before});
        if (whole) {
            whole->notes.insert(whole->notes.begin(), desk.notes.begin(), desk.notes.end());
            whole->notes.push_back("the checkpoint at " + std::to_string(desk.checkpoint.value)
                                   + " is passed over, the journal ends before it");
        }
        return whole;
    }
    return desk;
}

Result<void> writeDeskCheckpoint(ports::LogFolder& folder, const engine::DeskState& state, Sequence seq, Timestamp wall)
{
    journal::Checkpoint checkpoint;
    checkpoint.seq = seq;
    checkpoint.wall = wall;
    checkpoint.stateVersion = engine::deskStateVersion;
    checkpoint.stateDigest = state.hash();
    ByteWriter out(checkpoint.state);
    state.save(out);
    return journal::writeCheckpoint(folder, checkpoint);
}

} // namespace omni::driver
