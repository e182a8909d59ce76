#include "core/host/runtime/journal_thread.h"

#include "core/host/runtime/journal_parts.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

namespace omni::runtime {

using namespace journaling;
using journal::Record;
using journal::Stream;
using journal::Writer;

namespace {

constexpr auto spinFor = std::chrono::microseconds(20);
constexpr auto waitSlice = std::chrono::milliseconds(100);

} // namespace

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
        for (bool hasWaited = false; !takeEmpty(); hasWaited = true) {
            waits.fetch_add(hasWaited ? 0 : 1, std::memory_order_relaxed);
            if (stillWaiting) {
                stillWaiting();
            }
        }
        filling->used = 0;
        filling->bytes.resize(options.chunkBytes); // a large record may have made it larger
    }
    if (bytes > filling->bytes.size()) {
        filling->bytes.resize(bytes);
    }
    return *filling;
}

/// Waits a moment for one if there is none. False: there still is none.
bool JournalThread::Parts::takeEmpty()
{
    if (empty.tryPop(filling)) {
        return true;
    }
    if (!options.hasThread) {
        (void)writeNext(); // the wait for the disk
        return empty.tryPop(filling);
    }
    // seq_cst on both sides, as in `announce`; the count is read before the look into the ring.
    waiting.fetch_add(1, std::memory_order_seq_cst);
    const std::uint32_t seen = freed.load(std::memory_order_seq_cst);
    bool isTaken = empty.tryPop(filling);
    if (!isTaken) {
        std::unique_lock lock(mutex);
        (void)progress.wait_for(lock, waitSlice, [&] { return freed.load(std::memory_order_seq_cst) != seen; });
        isTaken = empty.tryPop(filling);
    }
    waiting.fetch_sub(1, std::memory_order_relaxed);
    return isTaken;
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
    const bool isGood = !hasFailed();
    if ((!isGood && stream != Stream::Journal) || record.payload.size() > journal::mostPayloadBytes) {
        p.discarded.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    p.add(stream, record);
    return isGood;
}

void JournalThread::complete(Sequence complete)
{
    m_parts->complete = std::max(m_parts->complete, complete);
}

void JournalThread::flush()
{
    m_parts->handOver();
}

bool JournalThread::offer(bool isUrgent, bool wantsSync)
{
    Parts& p = *m_parts;
    p.wantsSync = p.wantsSync || wantsSync;
    // What the journal thread has taken and not given back counts, too: a sync that stands still holds its whole batch.
    const std::size_t away = p.chunks.size() - p.empty.size() - (p.filling != nullptr ? 1 : 0);
    const bool isTooMany = isUrgent ? away >= p.chunks.size() / 2 : p.full.size() > 0;
    if (isTooMany || (p.filling == nullptr && p.empty.size() == 0)) {
        return false;
    }
    p.handOver();
    return true;
}

bool JournalThread::hasRoom() const noexcept
{
    const Parts& p = *m_parts;
    const bool hasHalf = p.filling != nullptr && p.filling->used * 2 <= p.options.chunkBytes;
    return p.empty.size() + (hasHalf ? 1 : 0) >= 2;
}

void JournalThread::setWaiting(std::function<void()> waiting)
{
    m_parts->stillWaiting = std::move(waiting);
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
    if (p.hasEnded) {
        return omni::failure(Errc::Invalid, "the journal has ended");
    }
    p.hasEnded = true;
    p.handOver();
    p.wanted.store(Wanted::CleanEnd, std::memory_order_release);
    p.handed.fetch_add(1, std::memory_order_release);
    p.handed.notify_one();
    if (p.thread.joinable()) {
        p.thread.join();
    } else {
        p.run();
    }
    return p.endResult;
}

bool JournalThread::writeNext()
{
    return m_parts->writeNext();
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
    if (running->options.hasThread) {
        parts->thread = std::thread([running] { running->run(); });
    }
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
            .late = p.late.load(std::memory_order_relaxed),
            .discarded = p.discarded.load(std::memory_order_relaxed)};
}

} // namespace omni::runtime
