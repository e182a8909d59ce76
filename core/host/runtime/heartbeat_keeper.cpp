#include "core/host/runtime/heartbeat_keeper.h"

#include "core/base/log.h"
#include "core/edge/platform/machine_time.h"
#include "core/edge/platform/system_clock.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace omni::runtime {

watch::WatchedSession watchedSessionOf(const engine::DeskState& before, const events::SessionStarted& started,
                                       const config::BrokerSettings& settings,
                                       std::span<const market::Instrument> instruments)
{
    watch::WatchedSession session;
    session.install = orders::Nonce(std::string_view(started.installNonce).substr(0, 8));
    session.session = orders::Nonce(std::string_view(started.startNonce).substr(0, 8));
    for (const auto& start : before.starts) {
        session.starts.push_back(start.nonce);
    }
    session.starts.push_back(session.session);
    session.broker = settings.broker;
    session.environment = settings.environment;
    session.account = settings.accountName();
    for (const auto& instrument : instruments) {
        session.symbols.push_back(instrument.symbol);
    }
    session.faces = settings.faces;
    session.proxy = settings.proxy;
    session.certificate = settings.certificate;
    return session;
}

HeartbeatKeeper::HeartbeatKeeper(watch::HeartbeatWriter writer, const watch::Heartbeat& first, Clock& clock,
                                 const driver::Pulse& pulse)
    : m_writer(std::move(writer))
    , m_beat(first)
    , m_clock(clock)
    , m_pulse(pulse)
{
}

Result<std::unique_ptr<HeartbeatKeeper>> HeartbeatKeeper::start(LockedProfile& profile,
                                                                const watch::WatchedSession& session, Clock& clock,
                                                                const driver::Pulse& pulse)
{
    auto writer = watch::HeartbeatWriter::open(profile.path);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    watch::Heartbeat first;
    first.state = watch::HeartState::Running;
    first.environment = session.environment;
    first.session = session.session;
    first.machine = platform::machineStart();
    first.beat = platform::machineNow();
    first.began = clock.wall();
    first.pid = platform::hostFacts().pid;
    std::unique_ptr<HeartbeatKeeper> keeper(new HeartbeatKeeper(std::move(*writer), first, clock, pulse));
    // What is to be watched first, then that it is.
    if (auto kept = watch::keepWatched(*profile.root, session).and_then([&] { return keeper->m_writer.keep(first); });
        !kept) {
        return tl::unexpected(kept.error());
    }
    keeper->m_thread = std::thread([own = keeper.get()] { own->run(); });
    return keeper;
}

HeartbeatKeeper::~HeartbeatKeeper()
{
    stop();
}

void HeartbeatKeeper::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_end.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void HeartbeatKeeper::endInOrder()
{
    stop();
    m_beat.state = watch::HeartState::Ended;
    if (const auto written = m_writer.write(m_beat); !written) {
        logWarn("the watchdog will take this end for silence: {}", written.error().detail);
    }
}

void HeartbeatKeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        lock.unlock();
        writeBeat();
        lock.lock();
        m_end.wait_for(lock, std::chrono::nanoseconds(betweenBeats.ns), [this] { return m_isEnding; });
    }
}

/// The pulse counts on the program's clock, the file on the machine's.
void HeartbeatKeeper::writeBeat()
{
    // acquire: as the outbox reads it.
    const std::int64_t beat = m_pulse.beat.load(std::memory_order_acquire);
    // Below zero it has not begun, or has ended: the last one stands. So does one that has been told: read from two
    // clocks it would be another each time, and who acts once for one beat would act again.
    if (beat >= 0 && beat != m_toldPulse) {
        m_toldPulse = beat;
        m_beat.beat = platform::machineNow() - (m_clock.mono().ns - beat);
    }
    const auto written = m_writer.write(m_beat);
    if (!written && !m_hasFailed) {
        logWarn("the watchdog cannot hear of this program: {}", written.error().detail);
    }
    m_hasFailed = !written;
}

} // namespace omni::runtime
