// The thread of a journal: writes what was handed over and syncs once for all of it.

#include "core/host/runtime/journal_parts.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace omni::runtime {

using namespace journaling;
using journal::Position;
using journal::Record;
using journal::Stream;
using journal::Writer;

namespace {

constexpr std::size_t writeAtBytes = std::size_t{1} << 20; // a batch is written in pieces of about this size
/// Of the reserve, for what the journal did not take; the rest is for the last words.
constexpr std::uint64_t mostLateBytes = journal::reserveBytes / 4 * 3;

} // namespace

void JournalThread::Parts::run()
{
    while (true) {
        // acquire, and first: what is handed over after it changes the count, so that no wake-up is missed.
        const std::uint32_t seen = handed.load(std::memory_order_acquire);
        const Wanted now = wanted.load(std::memory_order_acquire);
        if (writeNext()) {
            continue;
        }
        if (now != Wanted::Running) {
            break;
        }
        handed.wait(seen, std::memory_order_acquire);
    }
    finish();
}

/// A batch; or, when nothing else is to be written, the mark.
bool JournalThread::Parts::writeNext()
{
    if (takeBatch()) {
        finishBatch();
        return true;
    }
    const bool isEnding = wanted.load(std::memory_order_acquire) != Wanted::Running;
    if (hasDirtyMark && !isEnding && !failed.load(std::memory_order_relaxed)) {
        hasDirtyMark = false;
        note(journal.markDurable());
    }
    return false;
}

/// Encodes everything that has been handed over. False when there was nothing.
bool JournalThread::Parts::takeBatch()
{
    std::array<Chunk*, mostChunks> taken{};
    const std::size_t count = full.popUpTo(taken);
    for (std::size_t i = 0; i < count; ++i) {
        Chunk& chunk = *taken[i];
        writeEntries(chunk);
        batchComplete = std::max(batchComplete, chunk.complete);
        batchWantsSync = batchWantsSync || chunk.wantsSync;
        (void)empty.tryPush(&chunk); // holds as many as there are chunks
        freed.fetch_add(1, std::memory_order_seq_cst);
        if (waiting.load(std::memory_order_seq_cst) > 0) {
            const std::lock_guard lock(mutex);
            progress.notify_all();
        }
    }
    return count > 0;
}

void JournalThread::Parts::writeEntries(const Chunk& chunk)
{
    for (std::size_t at = 0; at < chunk.used;) {
        Entry entry;
        std::memcpy(&entry, chunk.bytes.data() + at, sizeof entry);
        at += sizeof entry;
        const auto payload = std::span(chunk.bytes).subspan(at, entry.payloadBytes);
        at += payload.size();
        writeOne(entry, {entry.stamp, entry.index, entry.kind, payload});
    }
}

void JournalThread::Parts::writeOne(const Entry& entry, const Record& record)
{
    if (entry.stream == Stream::Emergency) {
        if (emergency.write(record)) {
            emergencyWritten.fetch_add(1, std::memory_order_release);
        } else {
            discarded.fetch_add(1, std::memory_order_relaxed);
        }
        return;
    }
    const bool isJournal = entry.stream == Stream::Journal;
    if (failed.load(std::memory_order_relaxed)) {
        if (isJournal) {
            writeLate(record);
        } else {
            discarded.fetch_add(1, std::memory_order_relaxed);
        }
        return;
    }
    if (isJournal) {
        const std::size_t at = kept.size();
        kept.resize(at + sizeof entry + record.payload.size());
        std::memcpy(kept.data() + at, &entry, sizeof entry);
        std::copy(record.payload.begin(), record.payload.end(),
                  kept.begin() + static_cast<std::ptrdiff_t>(at + sizeof entry));
    }
    Writer& writer = isJournal ? journal : tape;
    note(writer.append(record));
    records.fetch_add(1, std::memory_order_relaxed);
    if (writer.gatheredBytes() >= writeAtBytes) {
        note(writer.commit(false));
    }
}

/// Of the journal, into the reserve: its order is that of the positions, so that what fits is whole up to its end.
void JournalThread::Parts::writeLate(const Record& record)
{
    lateBytes += record.payload.size() + sizeof(Entry);
    if (lateBytes <= mostLateBytes && emergency.write(record)) {
        late.fetch_add(1, std::memory_order_release);
    } else {
        lateBytes = mostLateBytes; // nothing behind a gap
        discarded.fetch_add(1, std::memory_order_relaxed);
    }
}

void JournalThread::Parts::writeKept()
{
    for (std::size_t at = 0; at < kept.size();) {
        Entry entry;
        std::memcpy(&entry, kept.data() + at, sizeof entry);
        at += sizeof entry;
        writeLate({entry.stamp, entry.index, entry.kind, std::span(kept).subspan(at, entry.payloadBytes)});
        at += entry.payloadBytes;
    }
    kept.clear();
}

void JournalThread::Parts::finishBatch()
{
    batches.fetch_add(1, std::memory_order_relaxed);
    if (!failed.load(std::memory_order_relaxed)) {
        // The tape first: a tick is with the system before the facts that rest on it are on the disk.
        note(tape.commit(false));
        const bool mustSync = batchWantsSync || !options.writer.isRelaxed;
        const Position before = journal.durableUpTo();
        note(journal.commit(mustSync));
        if (journal.durableUpTo() != before) {
            syncs.fetch_add(1, std::memory_order_relaxed);
            hasDirtyMark = true;
        }
    }
    batchWantsSync = false;
    if (tape.segment() != tapeSegment) {
        prune();
    }
    if (!failed.load(std::memory_order_relaxed)) {
        kept.clear();
        // seq_cst: against `waiting`, see `announce`.
        durable.store(batchComplete.value, std::memory_order_seq_cst);
    }
    announce();
}

/// A tape that cannot be pruned is only large: no reason to stop.
void JournalThread::Parts::prune()
{
    tapeSegment = tape.segment();
    if (options.mostTapeBytes == 0) {
        return;
    }
    const auto pruned = journal::pruneTape(folder, options.mostTapeBytes);
    if (options.pruned && (!pruned || pruned->segments > 0)) {
        options.pruned(pruned);
    }
}

void JournalThread::Parts::finish()
{
    if (wanted.load(std::memory_order_acquire) == Wanted::CleanEnd && !failed.load(std::memory_order_relaxed)) {
        note(journal.end());
        note(tape.end());
        note(emergency.end());
        if (!failed.load(std::memory_order_relaxed)) {
            note(journal::writeCleanEnd(folder));
        }
    }
    const std::lock_guard lock(mutex);
    endResult = error ? Result<void>(tl::unexpected(*error)) : Result<void>{};
}

/// Keeps the first failure and tells everyone.
void JournalThread::Parts::note(const Result<void>& result)
{
    if (result || failed.load(std::memory_order_relaxed)) {
        return;
    }
    {
        const std::lock_guard lock(mutex);
        error = result.error();
    }
    failed.store(true, std::memory_order_seq_cst);
    announce();
    writeKept();
}

void JournalThread::Parts::announce()
{
    // seq_cst on both sides: either the waiter sees the new mark, or this sees the waiter. Taking the mutex then means
    // that the waiter is asleep, or has not looked yet.
    if (waiting.load(std::memory_order_seq_cst) > 0) {
        const std::lock_guard lock(mutex);
        progress.notify_all();
    }
    if (options.moved) {
        options.moved();
    }
}

} // namespace omni::runtime
