#include "core/edge/security/audit/audit_log.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace omni::audit {

namespace {

/// An idle thread looks this often whether its segment's time is over.
constexpr std::chrono::seconds idleLook{10};

using AnchorPromise = std::promise<Result<Anchor>>;

} // namespace

struct AuditLog::Parts {
    /// One thing to write: an entry, or with a promise an anchor or the end.
    struct Waiting {
        AuditEntry entry;
        AuditMoment moment;
        std::shared_ptr<AnchorPromise> promise;
        bool isEnd = false;
        Room room = Room::Usual;
    };

    Parts(AuditWriter taken, Clock& time, AuditLogOptions wished)
        : writer(std::move(taken))
        , clock(time)
        , options(std::move(wished))
        , given(writer.last())
        , head(writer.durableHead())
        , durable(head.records)
    {
    }

    [[nodiscard]] Result<std::uint64_t> put(Waiting waiting);
    [[nodiscard]] Result<Anchor> ask(bool isEnd);
    void write(std::vector<Waiting>& batch);
    [[nodiscard]] Result<void> writeOne(Waiting& each);
    void tell();
    void run();
    [[nodiscard]] bool writeWaiting();

    AuditWriter writer; ///< The writing thread's alone.
    Clock& clock;
    AuditLogOptions options;

    mutable std::mutex mutex;
    std::condition_variable came; ///< Something waits, or it is time to stop.
    std::condition_variable moved; ///< The durable mark moved, or the record failed.
    std::vector<Waiting> waiting;
    std::uint64_t given; ///< The last sequence handed out.
    AuditHead head;
    std::optional<Error> failure;
    AuditLogFigures figures;
    bool isStopping = false;
    bool isEnding = false; ///< `end` was called.

    std::atomic<std::uint64_t> durable;
    std::atomic<bool> isFailed{false}, isOnReserve{false};
    std::thread thread;
};

Result<std::uint64_t> AuditLog::Parts::put(Waiting item)
{
    std::uint64_t seq = 0;
    {
        const std::lock_guard lock(mutex);
        if (failure) {
            return tl::unexpected(*failure);
        }
        if (isEnding) {
            return omni::failure(Errc::Invalid, "the audit record is closed");
        }
        if (!item.promise && waiting.size() >= options.mostWaiting * (item.room == Room::Last ? 2U : 1U)) {
            figures.refusedFull += 1;
            return omni::failure(Errc::Full, "the disk does not keep up with the audit record");
        }
        isEnding = item.isEnd;
        figures.entries += item.promise ? 0U : 1U;
        // Under the lock, so that times rise as sequences do.
        item.moment = {clock.wall(), clock.mono()};
        waiting.push_back(std::move(item));
        seq = ++given;
    }
    came.notify_one();
    return seq;
}

Result<Anchor> AuditLog::Parts::ask(bool isEnd)
{
    const auto promise = std::make_shared<AnchorPromise>();
    auto answer = promise->get_future();
    if (const auto handed = put({{}, {}, promise, isEnd}); !handed) {
        return tl::unexpected(handed.error());
    }
    if (!options.hasThread) {
        static_cast<void>(writeWaiting());
    }
    return answer.get();
}

Result<void> AuditLog::Parts::writeOne(Waiting& each)
{
    if (!each.promise) {
        const auto written = writer.append(each.entry, each.moment);
        return written ? Result<void>{} : tl::unexpected(written.error());
    }
    auto anchor = each.isEnd ? writer.end(each.moment) : writer.anchor(each.moment);
    auto outcome = anchor ? Result<void>{} : tl::unexpected(anchor.error());
    tell(); // first the mark, then the answer: who has the anchor finds its record durable
    std::exchange(each.promise, nullptr)->set_value(std::move(anchor));
    return outcome;
}

/// Makes known how far the writer has come.
void AuditLog::Parts::tell()
{
    {
        const std::lock_guard lock(mutex);
        head = writer.durableHead();
        durable.store(head.records, std::memory_order_release);
        isOnReserve.store(writer.isOnReserve(), std::memory_order_release);
        if (writer.failed()) {
            failure = writer.failed();
            isFailed.store(true, std::memory_order_release);
        }
    }
    moved.notify_all();
}

void AuditLog::Parts::write(std::vector<Waiting>& batch)
{
    bool hasEnded = false;
    for (auto& each : batch) {
        hasEnded = each.isEnd;
        if (!writeOne(each)) {
            break;
        }
    }
    if (!hasEnded && !writer.failed()) {
        static_cast<void>(writer.commit()); // a failure is the writer's, and is told
    }
    {
        const std::lock_guard lock(mutex);
        figures.batches += 1;
    }
    tell();
    for (auto& each : batch) {
        if (each.promise) { // behind a failure
            each.promise->set_value(tl::unexpected(
                writer.failed() ? *writer.failed() : Error{Errc::Unavailable, "the audit record was not written"}));
        }
    }
    if (options.moved) {
        options.moved();
    }
}

bool AuditLog::Parts::writeWaiting()
{
    std::vector<Waiting> batch;
    {
        const std::lock_guard lock(mutex);
        batch.swap(waiting);
    }
    if (!batch.empty()) {
        write(batch);
        return true;
    }
    if (!writer.retireIfOver(clock.mono()) && writer.failed() && !isFailed.load(std::memory_order_acquire)) {
        tell();
        if (options.moved) {
            options.moved();
        }
    }
    return false;
}

void AuditLog::Parts::run()
{
    for (;;) {
        {
            std::unique_lock lock(mutex);
            came.wait_for(lock, idleLook, [&] { return isStopping || !waiting.empty(); });
            if (isStopping && waiting.empty()) {
                return;
            }
        }
        static_cast<void>(writeWaiting());
    }
}

AuditLog::AuditLog(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

std::unique_ptr<AuditLog> AuditLog::start(AuditWriter writer, Clock& clock, AuditLogOptions options)
{
    std::unique_ptr<AuditLog> log(new AuditLog(std::make_unique<Parts>(std::move(writer), clock, std::move(options))));
    if (Parts& parts = *log->m_parts; parts.options.hasThread) {
        parts.thread = std::thread([&parts] { parts.run(); });
    }
    return log;
}

AuditLog::~AuditLog()
{
    {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->isStopping = true;
    }
    m_parts->came.notify_one();
    if (m_parts->thread.joinable()) {
        m_parts->thread.join();
    } else if (!m_parts->options.hasThread) {
        static_cast<void>(m_parts->writeWaiting());
    }
}

Result<std::uint64_t> AuditLog::append(const AuditEntry& entry, Room room)
{
    auto fitting = preparedForeign(entry);
    if (!fitting) {
        return tl::unexpected(fitting.error());
    }
    return m_parts->put({std::move(*fitting), {}, nullptr, false, room});
}

std::uint64_t AuditLog::durableUpTo() const noexcept
{
    return m_parts->durable.load(std::memory_order_acquire);
}

bool AuditLog::waitDurable(std::uint64_t seq, Duration most)
{
    if (isDurable(seq) || !m_parts->options.hasThread) {
        return isDurable(seq);
    }
    std::unique_lock lock(m_parts->mutex);
    const auto isOver = [&] { return isDurable(seq) || m_parts->failure.has_value(); };
    if (most.ns < 0) {
        m_parts->moved.wait(lock, isOver);
    } else {
        m_parts->moved.wait_for(lock, std::chrono::nanoseconds(most.ns), isOver);
    }
    return isDurable(seq);
}

AuditHead AuditLog::head() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->head;
}

bool AuditLog::hasFailed() const noexcept
{
    return m_parts->isFailed.load(std::memory_order_acquire);
}

bool AuditLog::isOnReserve() const noexcept
{
    return m_parts->isOnReserve.load(std::memory_order_acquire);
}

std::optional<Error> AuditLog::failed() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->failure;
}

AuditLogFigures AuditLog::figures() const
{
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->figures;
}

Result<Anchor> AuditLog::anchor()
{
    return m_parts->ask(false);
}

Result<Anchor> AuditLog::end()
{
    auto last = m_parts->ask(true);
    {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->isStopping = true;
    }
    m_parts->came.notify_one();
    if (m_parts->thread.joinable()) {
        m_parts->thread.join();
    }
    return last;
}

bool AuditLog::writeNext()
{
    return m_parts->writeWaiting();
}

} // namespace omni::audit
