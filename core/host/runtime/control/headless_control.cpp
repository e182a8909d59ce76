#include "core/host/runtime/control/headless_control.h"

#include <chrono>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {

constexpr auto picturePatience = std::chrono::seconds(1);
constexpr auto diskPatience = std::chrono::seconds(2);
constexpr auto diskSlice = std::chrono::milliseconds(2);
constexpr std::size_t mostCommands = 256;
constexpr Duration seenEvery = seconds(1);
constexpr Duration hangsAfter = seconds(3);

} // namespace

HeadlessControl::HeadlessControl(KillSwitch& kill, orders::Environment environment, driver::Watcher* next,
                                 std::function<Sequence()> durable)
    : m_kill(kill)
    , m_environment(environment)
    , m_next(next)
    , m_durable(std::move(durable))
    , m_level(kill.level())
{
}

PhaseView HeadlessControl::phase()
{
    const std::scoped_lock lock(m_mutex);
    return {m_phase, {}, {}, 1};
}

std::shared_ptr<const views::DeskSnapshot> HeadlessControl::snapshot()
{
    std::unique_lock lock(m_mutex);
    if (m_phase != Phase::Running) {
        return m_picture;
    }
    const std::uint64_t seen = m_pictures;
    m_isWanted.store(true, std::memory_order_release);
    if (m_wake) {
        m_wake();
    }
    m_made.wait_for(lock, picturePatience, [&] { return m_pictures > seen || m_phase != Phase::Running; });
    return m_picture;
}

void HeadlessControl::send(const events::Command& command, Answer answer)
{
    m_answers.expect(command, std::move(answer));
    std::optional<Error> refused;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_phase != Phase::Running) {
            refused = Error{Errc::Unavailable, "no session runs"};
        } else if (m_deliver) {
            refused = m_deliver(command) ? std::nullopt : std::optional(Error{Errc::Full, "too many commands wait"});
        } else if (m_commands.size() >= mostCommands) {
            refused = Error{Errc::Full, "too many commands wait"};
        } else {
            m_commands.push_back(command);
            m_hasWork.store(true, std::memory_order_release);
        }
        if (m_wake) {
            m_wake();
        }
    }
    if (refused) {
        m_answers.refuse(command, *refused);
    }
}

/// Closed first, then written down and told.
Result<void> HeadlessControl::killAll(risk::KillLevel level, PrincipalId by, std::string_view reason)
{
    const events::KillLatched latched{{}, level, by, ShortText<95>(reason.substr(0, 95))};
    {
        const std::scoped_lock lock(m_mutex);
        raise(level);
        ++m_pressed;
        m_kill.press(latched);
        m_hasWork.store(true, std::memory_order_release);
        if (m_wake) {
            m_wake();
        }
    }
    for (auto waited = diskSlice; !m_kill.isSettled(); waited += diskSlice) {
        if (waited > diskPatience) {
            return failure(Errc::TimedOut, "the disk has not taken it yet");
        }
        std::this_thread::sleep_for(diskSlice); // this thread serves one caller and nobody else
    }
    const auto fault = m_kill.fault();
    return fault ? failure(Errc::Unavailable, *fault) : Result<void>{};
}

void HeadlessControl::raise(risk::KillLevel level) noexcept
{
    auto stands = m_level.load();
    while (stands < level && !m_level.compare_exchange_weak(stands, level)) { }
}

void HeadlessControl::begin(engine::Engine& engine, std::function<void()> wake, Deliver deliver)
{
    m_engine = &engine;
    const std::scoped_lock lock(m_mutex);
    m_phase = Phase::Running;
    m_wake = std::move(wake);
    m_deliver = std::move(deliver);
}

void HeadlessControl::idle()
{
    m_answers.finish();
    look();
    if (m_isWanted.load(std::memory_order_acquire)) {
        makePicture();
    }
    if (m_cleared && m_durable() >= *m_cleared) {
        m_cleared.reset();
        m_kill.clear(); // behind the record that says who opened it
    }
}

void HeadlessControl::look()
{
    if (m_clock == nullptr || m_engine == nullptr) {
        return;
    }
    const Monotonic now = m_clock->mono();
    if (m_looked && now - *m_looked < seenEvery) {
        return;
    }
    m_looked = now;
    m_newestTick = std::exchange(m_hasTicked, false) ? std::optional(now) : m_newestTick;
    auto figures = std::make_shared<EngineFigures>();
    figures->at = now;
    figures->events = m_engine->eventCount();
    figures->newestTick = m_newestTick;
    figures->seq = m_seq;
    figures->deskTime = m_deskTime;
    figures->durable = m_durable();
    figures->recording = m_recording;
    figures->history.state = views::PartState::Off;
    figures->history.detail = "a run without a window keeps none";
    HealthInputs inputs;
    inputs.wall = m_clock->wall();
    inputs.now = now;
    inputs.phase = Phase::Running;
    inputs.engine = std::move(figures);
    inputs.connection = connection();
    inputs.watchdog = m_watchdog;
    inputs.killFault = m_kill.fault();
    auto made = std::make_shared<views::Health>(m_health.make(inputs));
    std::erase_if(made->parts, [](const views::PartHealth& part) { return part.name == "files"; }); // of a window
    const std::scoped_lock lock(m_mutex);
    m_seen = std::move(made);
    m_seenAt = now;
}

std::shared_ptr<const views::Health> HeadlessControl::health()
{
    const std::scoped_lock lock(m_mutex);
    if (m_seen == nullptr || m_clock == nullptr || m_phase != Phase::Running
        || m_clock->mono() - m_seenAt <= hangsAfter) {
        return m_seen;
    }
    auto hanging = std::make_shared<views::Health>(*m_seen);
    views::PartHealth part;
    part.name = "engine";
    part.state = views::PartState::Down;
    part.since = hanging->at;
    part.detail = "the engine does not answer";
    hanging->parts.push_back(std::move(part));
    return hanging;
}

void HeadlessControl::makePicture()
{
    if (m_engine == nullptr) {
        return;
    }
    auto made = m_engine->snapshot();
    {
        const std::scoped_lock lock(m_mutex);
        m_isWanted.store(false, std::memory_order_release);
        m_picture = std::move(made);
        ++m_pictures;
    }
    m_made.notify_all();
}

void HeadlessControl::end()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_phase = Phase::Ended;
        m_wake = {};
        m_deliver = {};
        m_commands.clear();
    }
    m_answers.end();
    makePicture();
    m_engine = nullptr;
    m_made.notify_all();
}

void HeadlessControl::settle()
{
    if (m_cleared && m_durable() >= *m_cleared) {
        m_cleared.reset();
        m_kill.clear();
    }
}

bool HeadlessControl::poll(events::Command& out)
{
    idle();
    // acquire: what was announced was put there before.
    if (!m_hasWork.load(std::memory_order_acquire)) {
        return false;
    }
    const std::scoped_lock lock(m_mutex);
    if (m_commands.empty()) {
        m_hasWork.store(false, std::memory_order_release);
        return false;
    }
    out = std::move(m_commands.front());
    m_commands.pop_front();
    return true;
}

bool HeadlessControl::pollLatch(events::KillLatched& out)
{
    if (!m_kill.takeUntold(out)) {
        return false;
    }
    const std::scoped_lock lock(m_mutex);
    raise(out.level);
    m_told += out.cause.view() == resetNotWritten ? 0U : 1U; // that was nobody's press
    return true;
}

void HeadlessControl::onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine)
{
    m_hasTicked = true;
    m_seq = stamp.seq;
    m_deskTime = stamp.wall;
    if (m_next != nullptr) {
        m_next->onTick(stamp, tick, engine);
    }
}

void HeadlessControl::onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine)
{
    m_answers.onInput(stamp, event);
    m_seq = stamp.seq;
    m_deskTime = stamp.wall;
    if (m_next != nullptr) {
        m_next->onInput(stamp, event, engine);
    }
}

void HeadlessControl::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine)
{
    m_answers.onFact(stamp, fact);
    followLatch(stamp, fact);
    if (m_next != nullptr) {
        m_next->onFact(stamp, fact, engine);
    }
}

/// The gate follows what the desk decides at once, in the session's own time; the switch and its file follow the
/// record. A session that takes the switch by itself follows by itself, too.
void HeadlessControl::followLatch(const Stamp& stamp, const events::Fact& fact)
{
    const auto* latched = std::get_if<events::Latched>(&fact);
    const auto* cleared = std::get_if<events::LatchCleared>(&fact);
    if ((latched == nullptr || latched->scope.kind != risk::ScopeKind::Global)
        && (cleared == nullptr || cleared->scope.kind != risk::ScopeKind::Global)) {
        return;
    }
    const std::scoped_lock lock(m_mutex);
    if (m_deliver) {
        return;
    }
    if (latched != nullptr) {
        raise(latched->level);
        m_kill.follow(latched->level);
        m_cleared.reset();
    } else if (m_pressed == m_told) {
        m_level.store(risk::KillLevel::None, std::memory_order_release);
        m_cleared = stamp.seq;
    }
}

} // namespace omni::runtime
