#include "core/desk/driver/recovery.h"

#include "core/desk/driver/decoded_record.h"
#include "core/desk/engine/fold.h"
#include "core/desk/journal/checkpoint.h"
#include "core/desk/journal/record_feed.h"

#include <algorithm>
#include <limits>

namespace omni::driver {

namespace {

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
    auto feed = journal::RecordFeed::open(folder, Sequence{desk.checkpoint.value + 1});
    for (const auto* next = feed.peek(); next != nullptr; next = feed.peek()) {
        if (next->stamp.seq >= options.before) {
            return desk;
        }
        auto done = decoded(
            *next, [&](const events::Fact& fact) { engine::fold(desk.state, next->stamp, fact); },
            [&](const events::Event& event) { static_cast<void>(engine::fold(desk.state, next->stamp, event)); });
        if (!done) {
            return tl::unexpected(done.error());
        }
        desk.last = std::max(desk.last, next->stamp.seq);
        ++desk.folded;
        feed.pass();
    }
    if (auto done = feed.ending(); !done) {
        return tl::unexpected(done.error());
    }
    if (desk.checkpoint > feed.last()) {
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
