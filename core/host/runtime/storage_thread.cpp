#include "core/host/runtime/storage_thread.h"

#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace omni::runtime {

namespace {

/// A look at the journal reads its last segment from the start. So many times as long it rests behind it.
constexpr std::int64_t restFactor = 40;

} // namespace

StorageThreadOptions storageOf(const std::filesystem::path& profile)
{
    StorageThreadOptions options;
    options.open = [file = profile / "store.sqlite"] { return storage::openHistory(file); };
    options.journal = [path = profile / "journal"]() -> Result<std::unique_ptr<ports::LogFolder>> {
        auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadOnly);
        if (!folder) {
            return tl::unexpected(folder.error());
        }
        return std::unique_ptr<ports::LogFolder>(std::move(*folder));
    };
    return options;
}

StorageThread::StorageThread(StorageThreadOptions options)
    : m_options(std::move(options))
    , m_durable(m_options.durable.value)
    , m_thread([this] { run(); })
{
}

StorageThread::~StorageThread()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wish = Wish::Stop;
    }
    m_woken.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool StorageThread::end()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wish = Wish::End;
    }
    m_woken.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    const std::scoped_lock lock(m_mutex);
    return m_isComplete;
}

void StorageThread::moved(Sequence durable) noexcept
{
    // relaxed: only the number counts; the records themselves come through the file.
    std::uint64_t before = m_durable.load(std::memory_order_relaxed);
    while (before < durable.value
           && !m_durable.compare_exchange_weak(before, durable.value, std::memory_order_relaxed)) { }
}

StorageHealth StorageThread::health() const
{
    const std::scoped_lock lock(m_mutex);
    return m_health;
}

StorageThread::Wish StorageThread::wish() const
{
    const std::scoped_lock lock(m_mutex);
    return m_wish;
}

void StorageThread::run()
{
    bool isLast = false;
    while (wish() != Wish::Stop) {
        // Asked before the look: what is durable when the end is wished is then seen by one more look.
        isLast = wish() == Wish::End;
        if (isLast && m_follower) {
            m_follower->lookAgain();
        }
        const Sequence seen{m_durable.load(std::memory_order_relaxed)};
        const auto done = openAll().and_then([this] { return catchUp(); });
        if (!done) {
            failed(done.error());
        }
        if (isLast) {
            const std::scoped_lock lock(m_mutex);
            m_isComplete = done && m_wish != Wish::Stop;
            break;
        }
        pause(done ? std::max(m_options.rest, m_lookTook * restFactor) : m_options.retry, seen);
    }
    if (isLast && m_follower) {
        if (auto kept = m_follower->keepMemory(); !kept) {
            note("the history's memory was not kept, the next start takes longer: " + kept.error().detail);
        }
    }
    closeAll();
    told(views::PartState::Off, {});
}

Result<void> StorageThread::openAll()
{
    if (m_follower) {
        return {};
    }
    auto folder = m_options.journal();
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    auto opened = m_options.open();
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    for (const std::string& text : opened->notes) {
        note(text);
    }
    m_folder = std::move(*folder);
    m_store = std::move(opened->store);
    FollowOptions follow = m_options.follow;
    if (!follow.note) {
        follow.note = [this](const std::string& text) { note(text); };
    }
    m_follower.emplace(*m_store, *m_folder, std::move(follow));
    return {};
}

Result<void> StorageThread::catchUp()
{
    platform::SystemClock clock;
    const Monotonic began = clock.mono();
    const Sequence durable{m_durable.load(std::memory_order_relaxed)};
    for (bool more = true; more && wish() != Wish::Stop;) {
        const auto step = m_follower->step(durable);
        if (!step) {
            return tl::unexpected(step.error());
        }
        more = *step;
        m_lastFailure.clear();
        told(more ? views::PartState::Starting : views::PartState::Ok, more ? "catching up" : "up to date");
        if (m_options.looked) {
            m_options.looked();
        }
    }
    m_lookTook = clock.mono() - began;
    return {};
}

void StorageThread::closeAll()
{
    m_follower.reset();
    if (m_store) {
        if (auto closed = m_store->close(); !closed) {
            note("the history was not closed in order: " + closed.error().detail);
        }
        m_store.reset();
    }
    m_folder.reset();
}

/// What is open may be what is wrong: everything is opened anew.
void StorageThread::failed(const Error& error)
{
    if (error.detail != m_lastFailure) {
        m_lastFailure = error.detail;
        note("the history stands still: " + error.detail);
    }
    m_follower.reset();
    m_store.reset();
    m_folder.reset();
    told(views::PartState::Down, error.detail);
    if (m_options.looked) {
        m_options.looked();
    }
}

void StorageThread::told(views::PartState state, std::string detail)
{
    const std::scoped_lock lock(m_mutex);
    m_health.failures += state == views::PartState::Down ? 1 : 0;
    m_health.state = state;
    m_health.detail = std::move(detail);
    if (m_follower) {
        m_health.upTo = m_follower->upTo();
    }
}

void StorageThread::note(const std::string& text) const
{
    if (m_options.note) {
        m_options.note(text);
    }
}

/// Until there is something new, in steps of the rest; a wish ends it at once.
void StorageThread::pause(Duration most, Sequence seen)
{
    const auto step = std::chrono::nanoseconds(most.ns);
    std::unique_lock lock(m_mutex);
    do {
        m_woken.wait_for(lock, step, [this] { return m_wish != Wish::GoOn; });
    } while (m_wish == Wish::GoOn && m_health.state == views::PartState::Ok
             && m_durable.load(std::memory_order_relaxed) == seen.value);
}

} // namespace omni::runtime
