#include "core/host/runtime/journal_thread.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <type_traits>
#include <utility>

namespace omni::runtime {

using journal::Position;
using journal::Record;
using journal::Stream;
using journal::Writer;

namespace {

constexpr std::size_t mostChunks = 64;
constexpr std::size_t writeAtBytes = std::size_t{1} << 20; // a batch is written in pieces of about this size
constexpr auto spinFor = std::chrono::microseconds(20);

/// How a record lies in a chunk, its payload behind it.
struct Entry {
    Stamp stamp;
    std::uint32_t index = 0;
    std::uint32_t payloadBytes = 0;
    std::uint16_t kind = 0;
    Stream stream = Stream::Journal;
};
static_assert(std::is_trivially_copyable_v<Entry>);

enum class Wanted : int { Running, CleanEnd, Abandon };

} // namespace

struct JournalThread::Chunk {
    Bytes bytes;
    std::size_t used = 0;
    Sequence complete; ///< Zero: no event ended in it.
    bool wantsSync = false;
};

/// Everything, so that its address stays when the owner moves. Grouped by who writes it.
struct JournalThread::Parts {
    Parts(ports::LogFolder& logFolder, JournalThreadOptions given, Writer journalWriter, Writer tapeWriter,
          journal::EmergencyLog emergencyLog);

    // Engine thread.
    Chunk& roomFor(std::size_t bytes);
    void handOver();
    void add(Stream stream, const Record& record);

    // Journal thread.
    void run();
    bool takeBatch();
    void writeEntries(const Chunk& chunk);
    void writeOne(const Entry& entry, const Record& record);
    void finishBatch();
    void prune();
    void finish();
    void note(const Result<void>& result);
    void announce();

    JournalThreadOptions options;
    ports::LogFolder& folder;
    std::vector<std::unique_ptr<Chunk>> chunks;
    SpscRing<Chunk*, mostChunks> full; // engine to journal
    SpscRing<Chunk*, mostChunks> empty; // journal to engine
    std::atomic<std::uint32_t> handed{0}; ///< Counts hand-overs; the journal thread parks on it.
    std::atomic<std::uint32_t> freed{0}; ///< Counts chunks given back; the engine thread parks on it.
    std::atomic<Wanted> wanted{Wanted::Running};

    // Engine thread.
    Chunk* filling = nullptr;
    Sequence complete;
    Sequence handedComplete;
    bool wantsSync = false;

    // Journal thread.
    Writer journal;
    Writer tape;
    journal::EmergencyLog emergency;
    Sequence batchComplete;
    bool batchWantsSync = false;
    bool hasDirtyMark = false;
    std::uint32_t tapeSegment = 0; ///< Up to which the tape has been pruned.
    Result<void> endResult;

    // Any thread.
    std::atomic<std::uint64_t> durable{0};
    std::atomic<bool> failed{false};
    std::atomic<std::uint64_t> emergencyWritten{0};
    std::atomic<std::uint64_t> records{0};
    std::atomic<std::uint64_t> batches{0};
    std::atomic<std::uint64_t> syncs{0};
    std::atomic<std::uint64_t> waits{0};
    std::atomic<std::uint64_t> discarded{0};
    std::atomic<std::uint32_t> waiting{0}; ///< Threads in `waitDurable` that park or are about to.
    mutable std::mutex mutex; ///< Around `error`, and for `progress`.
    std::condition_variable progress;
    std::optional<Error> error;

    std::thread thread;
};

JournalThread::Parts::Parts(ports::LogFolder& logFolder, JournalThreadOptions given, Writer journalWriter,
                            Writer tapeWriter, journal::EmergencyLog emergencyLog)
    : options(std::move(given))
    , folder(logFolder)
    , journal(std::move(journalWriter))
    , tape(std::move(tapeWriter))
    , emergency(std::move(emergencyLog))
{
    for (std::size_t i = 0; i < options.chunks; ++i) {
        chunks.push_back(std::make_unique<Chunk>());
        chunks.back()->bytes.resize(options.chunkBytes);
        (void)empty.tryPush(chunks.back().get()); // there is room for `mostChunks`
    }
}

// --- engine thread ---------------------------------------------------------------------------------------------------

void JournalThread::Parts::handOver()
{
    const bool saysNothing = complete == handedComplete && !wantsSync;
    if ((filling == nullptr || filling->used == 0) && saysNothing) {
        return;
    }
    Chunk& chunk = filling != nullptr ? *filling : roomFor(0);
    chunk.complete = complete;
    chunk.wantsSync = wantsSync;
    handedComplete = complete;
    wantsSync = false;
    filling = nullptr;
    (void)full.tryPush(&chunk); // holds as many as there are chunks
    // release: pairs with the load before parking; the ring's own order carries the chunk.
    handed.fetch_add(1, std::memory_order_release);
    handed.notify_one();
}

/// The chunk being filled, with room for `bytes`; hands over a full one and waits for an empty one.
JournalThread::Chunk& JournalThread::Parts::roomFor(std::size_t bytes)
{
    if (filling != nullptr && filling->used > 0 && filling->used + bytes > filling->bytes.size()) {
        handOver();
    }
    if (filling == nullptr) {
        bool hasWaited = false;
        for (;;) {
            // acquire, and before the look into the ring: what is given back after it changes the count.
            const std::uint32_t seen = freed.load(std::memory_order_acquire);
            if (empty.tryPop(filling)) {
                break;
            }
            waits.fetch_add(hasWaited ? 0 : 1, std::memory_order_relaxed);
            hasWaited = true;
            freed.wait(seen, std::memory_order_acquire);
        }
        filling->used = 0;
        filling->bytes.resize(options.chunkBytes); // a large record may have made it larger
    }
    if (bytes > filling->bytes.size()) {
        filling->bytes.resize(bytes);
    }
    return *filling;
}

void JournalThread::Parts::add(Stream stream, const Record& record)
{
    const Entry entry{record.stamp, record.index, static_cast<std::uint32_t>(record.payload.size()), record.kind,
                      stream};
    const std::size_t bytes = sizeof entry + record.payload.size();
    Chunk& chunk = roomFor(bytes);
    std::byte* at = chunk.bytes.data() + chunk.used;
    std::memcpy(at, &entry, sizeof entry);
    if (!record.payload.empty()) {
        std::memcpy(at + sizeof entry, record.payload.data(), record.payload.size());
    }
    chunk.used += bytes;
}

bool JournalThread::append(Stream stream, const Record& record)
{
    Parts& p = *m_parts;
    if (hasFailed() || record.payload.size() > journal::mostPayloadBytes) {
        p.discarded.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    p.add(stream, record);
    return true;
}

void JournalThread::complete(Sequence complete)
{
    m_parts->complete = std::max(m_parts->complete, complete);
}

void JournalThread::flush()
{
    m_parts->handOver();
}

void JournalThread::requestSync(Sequence seq)
{
    if (isDurable(seq) && !m_parts->options.writer.isRelaxed) {
        return;
    }
    m_parts->wantsSync = true;
    m_parts->handOver();
}

void JournalThread::emergency(const Record& record)
{
    if (record.payload.size() <= journal::mostPayloadBytes) {
        m_parts->add(Stream::Emergency, record);
    }
    m_parts->handOver();
}

Result<void> JournalThread::end()
{
    Parts& p = *m_parts;
    if (!p.thread.joinable()) {
        return omni::failure(Errc::Invalid, "the journal has ended");
    }
    p.handOver();
    p.wanted.store(Wanted::CleanEnd, std::memory_order_release);
    p.handed.fetch_add(1, std::memory_order_release);
    p.handed.notify_one();
    p.thread.join();
    return p.endResult;
}

// --- journal thread --------------------------------------------------------------------------------------------------

void JournalThread::Parts::run()
{
    while (true) {
        // acquire, and first: what is handed over after it changes the count, so that no wake-up is missed.
        const std::uint32_t seen = handed.load(std::memory_order_acquire);
        const Wanted now = wanted.load(std::memory_order_acquire);
        if (takeBatch()) {
            finishBatch();
            continue;
        }
        if (now != Wanted::Running) {
            break;
        }
        if (hasDirtyMark && !failed.load(std::memory_order_relaxed)) {
            hasDirtyMark = false;
            note(journal.markDurable());
        }
        handed.wait(seen, std::memory_order_acquire);
    }
    finish();
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
        freed.fetch_add(1, std::memory_order_release);
        freed.notify_one();
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
    if (failed.load(std::memory_order_relaxed)) {
        discarded.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    Writer& writer = entry.stream == Stream::Journal ? journal : tape;
    note(writer.append(record));
    records.fetch_add(1, std::memory_order_relaxed);
    if (writer.gatheredBytes() >= writeAtBytes) {
        note(writer.commit(false));
    }
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

// --- any thread ------------------------------------------------------------------------------------------------------

JournalThread::JournalThread(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

JournalThread::~JournalThread()
{
    Parts& p = *m_parts;
    if (p.thread.joinable()) {
        p.wanted.store(Wanted::Abandon, std::memory_order_release);
        p.handed.fetch_add(1, std::memory_order_release);
        p.handed.notify_one();
        p.thread.join();
    }
}

Result<std::unique_ptr<JournalThread>> JournalThread::start(ports::LogFolder& folder, const journal::Recovery& recovery,
                                                            JournalThreadOptions options)
{
    if (options.chunks < 2 || options.chunks > mostChunks || options.chunkBytes < 4096) {
        return omni::failure(Errc::Invalid, "the journal takes 2 to 64 chunks of at least 4096 bytes");
    }
    auto journal = Writer::open(folder, recovery.of(Stream::Journal).end, options.writer);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    auto tape = Writer::open(folder, recovery.of(Stream::Tape).end, options.writer);
    if (!tape) {
        return tl::unexpected(tape.error());
    }
    auto emergency = journal::EmergencyLog::prepare(folder, recovery.of(Stream::Emergency).end, options.writer.install);
    if (!emergency) {
        return tl::unexpected(emergency.error());
    }
    auto parts = std::make_unique<Parts>(folder, std::move(options), std::move(*journal), std::move(*tape),
                                         std::move(*emergency));
    // What recovery found is durable: an order of before needs no wait.
    parts->durable.store(recovery.last.seq.value, std::memory_order_relaxed);
    parts->batchComplete = recovery.last.seq;
    parts->complete = recovery.last.seq;
    parts->handedComplete = recovery.last.seq;
    parts->prune();
    Parts* running = parts.get();
    parts->thread = std::thread([running] { running->run(); });
    return std::unique_ptr<JournalThread>(new JournalThread(std::move(parts)));
}

Sequence JournalThread::durableUpTo() const noexcept
{
    // acquire: what the journal thread wrote before it moved the mark is seen.
    return {m_parts->durable.load(std::memory_order_acquire)};
}

bool JournalThread::waitDurable(Sequence seq, Duration most)
{
    Parts& p = *m_parts;
    const auto isOver = [&] {
        return p.durable.load(std::memory_order_seq_cst) >= seq.value || p.failed.load(std::memory_order_seq_cst);
    };
    const auto start = std::chrono::steady_clock::now();
    // On few cores spinning only keeps the journal thread from its work.
    static const bool maySpin = std::thread::hardware_concurrency() >= 4;
    if (maySpin) {
        while (!isOver() && std::chrono::steady_clock::now() - start < spinFor) { }
    }
    if (!isOver()) {
        p.waiting.fetch_add(1, std::memory_order_seq_cst);
        std::unique_lock lock(p.mutex);
        if (most.ns < 0) {
            p.progress.wait(lock, isOver);
        } else {
            (void)p.progress.wait_until(lock, start + std::chrono::nanoseconds(most.ns), isOver);
        }
        p.waiting.fetch_sub(1, std::memory_order_relaxed);
    }
    return p.durable.load(std::memory_order_seq_cst) >= seq.value;
}

bool JournalThread::hasFailed() const noexcept
{
    return m_parts->failed.load(std::memory_order_acquire);
}

std::optional<Error> JournalThread::failure() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->error;
}

std::uint64_t JournalThread::emergencyWritten() const noexcept
{
    return m_parts->emergencyWritten.load(std::memory_order_acquire);
}

JournalThreadFigures JournalThread::figures() const noexcept
{
    const Parts& p = *m_parts;
    return {.records = p.records.load(std::memory_order_relaxed),
            .batches = p.batches.load(std::memory_order_relaxed),
            .syncs = p.syncs.load(std::memory_order_relaxed),
            .waits = p.waits.load(std::memory_order_relaxed),
            .discarded = p.discarded.load(std::memory_order_relaxed)};
}

} // namespace omni::runtime
