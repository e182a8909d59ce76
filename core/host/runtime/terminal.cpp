#include "core/host/runtime/terminal.h"

#include "core/base/log.h"
#include "core/desk/events/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/broker/listing_service.h"
#include "core/host/runtime/control/control_server.h"
#include "core/host/runtime/history_service.h"
#include "core/host/runtime/own_notes.h"
#include "core/host/runtime/paper/paper_name.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/terminal/configuration_wish.h"
#include "core/host/runtime/terminal/health_maker.h"
#include "core/host/runtime/terminal/live_ways.h"
#include "core/host/runtime/terminal/terminal_control.h"
#include "core/host/runtime/terminal/window_files.h"
#include "core/host/runtime/vault/keys_at_hand.h"
#include "core/host/runtime/watchdog_part.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {

constexpr auto healthPeriod = std::chrono::milliseconds(500);
constexpr auto overflowPeriod = std::chrono::milliseconds(5);

} // namespace

/// Members in the order in which they are made; they end in the opposite one, threads first.
class Terminal::Parts
{
public:
    Parts(TerminalRequest request, LockedProfile profile, std::unique_ptr<platform::KillLatchFile> latch, KeyRing ring,
          const config::Settings& settings)
        : m_request(std::move(request))
        , m_clock(m_request.clock != nullptr ? *m_request.clock : m_machine)
        , m_profile(std::move(profile))
        , keys(std::move(ring), m_request.brokers, settings.brokers)
        , kill(std::move(latch))
        , files(m_profile.path)
        , inbox(kill)
        , pacer(m_clock)
        , charts(MarketHistoryOptions{.clock = &m_clock})
        , history(historyOf(m_profile.path))
        , listing(configurationOf(m_request), keys.ring(), m_clock)
        , vault(
              keepingOf(keys, m_profile.path, m_request.brokers, settings.security, connections, [this] { disarm(); }),
              m_clock)
        , m_watch(m_clock, {kill, notices, charts, m_answers, snapshots, m_figures})
        , m_control({kill, [this] { wake(); }, m_watch, m_answers, snapshots, connections, healths, m_environment,
                     [this] { return phase(); }, [this](const events::Command& command) { return send(command); }})
        , m_engineThread([this] { runEngine(); })
        , m_healthThread([this] { runHealth(); })
    {
        auto server = ControlServer::start(m_profile.path, m_profile.lock, m_control);
        if (server) {
            m_server = std::move(*server);
        } else {
            logWarn("this program cannot be commanded from a shell: {}", server.error().detail);
        }
    }
    ~Parts();
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    // --- the window's thread -------------------------------------------------------------------------------------
    [[nodiscard]] PhaseView phase() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_phase;
    }
    [[nodiscard]] Monotonic now() const
    {
        return m_clock.mono();
    }
    void start(const SessionWish& wish);
    void end();
    [[nodiscard]] bool send(const events::Command& command);
    /// The vault has locked beneath a session: it may get out of what it holds, and begin nothing. Any thread.
    void disarm();
    /// The session, whatever it waits for.
    void wake();
    [[nodiscard]] const person::Person& person() const noexcept
    {
        return m_profile.person;
    }

private:
    TerminalRequest m_request;
    platform::SystemClock m_machine;
    Clock& m_clock;
    LockedProfile m_profile;

public:
    KeysAtHand keys;
    KillSwitch kill;
    WindowFiles files;
    Inbox inbox;
    LiveWays ways;
    LivePacer pacer;
    NoticeQueue notices;
    MarketHistory charts;
    Latest<views::DeskSnapshot> snapshots;
    Latest<views::Connection> connections;
    Latest<views::Health> healths;
    HistoryService history;
    ListingService listing;
    VaultKeeper vault;

private:
    void runEngine();
    void runSession(const SessionWish& wish);
    void runHealth();
    void setPhase(Phase phase, std::string text, std::string hint = {});
    [[nodiscard]] std::optional<SessionWish> nextWish();

    Latest<EngineFigures> m_figures;
    PendingAnswers m_answers;
    EngineWatch m_watch;
    TerminalControl m_control;
    std::atomic<bool> m_takesCommands{false};
    std::atomic<orders::Environment> m_environment{orders::Environment::Demo}; ///< Of the newest session.

    mutable std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::optional<SessionWish> m_wish;
    std::unique_ptr<StopFlag> m_stop; ///< Of the session at hand.
    bool m_isQuitting = false;
    PhaseView m_phase;
    std::thread m_engineThread, m_healthThread;
    std::unique_ptr<ControlServer> m_server; ///< Null: nobody can connect.
};

Terminal::Parts::~Parts()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isQuitting = true;
        m_wish.reset();
        if (m_stop) {
            m_stop->requestStop();
        }
    }
    m_news.notify_all();
    wake();
    m_server.reset();
    m_engineThread.join();
    m_healthThread.join();
}

void Terminal::Parts::start(const SessionWish& wish)
{
    pacer.set({wish.speed, m_request.startsPaused});
    {
        const std::scoped_lock lock(m_mutex);
        m_wish = wish;
        if (m_stop) {
            m_stop->requestStop();
        }
    }
    m_news.notify_all();
    wake();
}

void Terminal::Parts::end()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wish.reset();
        if (m_stop) {
            m_stop->requestStop();
        }
    }
    wake();
}

bool Terminal::Parts::send(const events::Command& command)
{
    // acquire: a session that takes commands has been set up.
    if (!m_takesCommands.load(std::memory_order_acquire)) {
        return false;
    }
    if (const auto isTaken = ways.send(command)) {
        return *isTaken;
    }
    if (!inbox.post(command)) {
        return false;
    }
    pacer.wake();
    return true;
}

void Terminal::Parts::disarm()
{
    const auto desk = snapshots.read();
    if (const auto command = commandToDisarm(desk.get()); command && !send(*command)) {
        logWarn("the vault was locked, and the session did not take the word of it");
    }
}

void Terminal::Parts::wake()
{
    pacer.wake();
    ways.wake();
}

void Terminal::Parts::setPhase(Phase phase, std::string text, std::string hint)
{
    const std::scoped_lock lock(m_mutex);
    m_phase.phase = phase;
    m_phase.text = std::move(text);
    m_phase.hint = std::move(hint);
}

/// Waits for one. Nothing: the program ends.
std::optional<SessionWish> Terminal::Parts::nextWish()
{
    std::unique_lock lock(m_mutex);
    while (!m_isQuitting && !m_wish) {
        if (notices.isOverflowing()) { // the window has not read the last session's yet
            m_news.wait_for(lock, overflowPeriod);
            notices.flush();
        } else {
            m_news.wait(lock);
        }
    }
    if (m_isQuitting) {
        return std::nullopt;
    }
    m_stop = std::make_unique<StopFlag>();
    snapshots.publish(nullptr); // before the generation rises: no picture of the last one under the new number
    ++m_phase.generation;
    m_phase.phase = Phase::Starting;
    m_phase.text.clear();
    m_phase.hint.clear();
    return std::exchange(m_wish, std::nullopt);
}

void Terminal::Parts::runEngine()
{
    while (const auto wish = nextWish()) {
        runSession(*wish);
        const std::scoped_lock lock(m_mutex);
        m_stop.reset();
    }
}

void Terminal::Parts::runSession(const SessionWish& wish)
{
    events::Command stale;
    while (inbox.poll(stale)) { } // of the session before
    SessionWords words;
    words.step = [this](std::string step) {
        logInfo("session: {}", step);
        setPhase(Phase::Starting, std::move(step));
    };
    words.running = [this](orders::Environment environment) {
        m_answers.begin();
        m_environment = environment;
        m_takesCommands.store(true, std::memory_order_release);
        setPhase(Phase::Running, {});
    };
    words.ending = [this] {
        m_takesCommands.store(false, std::memory_order_release);
        m_answers.end();
        setPhase(Phase::Ending, "writing the end of the record");
    };
    const SessionSurroundings around{m_request, m_profile, m_clock, kill,        inbox,      ways,
                                     pacer,     m_watch,   charts,  connections, keys.ring()};
    const auto ended = runTerminalSession(wish, around, words, *m_stop);
    if (!ended) {
        logError("session: {}", ended.error().message);
        return setPhase(Phase::Failed, ended.error().message, ended.error().hint);
    }
    setPhase(Phase::Ended, *ended == driver::SessionEnd::Stopped ? "the session has ended" : "the recording is over");
}

void Terminal::Parts::runHealth()
{
    HealthMaker maker;
    WatchdogPart watchdog(m_profile.path);
    std::unique_lock lock(m_mutex);
    while (!m_isQuitting) {
        HealthInputs inputs;
        inputs.phase = m_phase.phase;
        lock.unlock();
        inputs.wall = m_clock.wall();
        inputs.now = m_clock.mono();
        inputs.engine = m_figures.read();
        inputs.connection = connections.read();
        if (inputs.connection) {
            inputs.watchdog
                = meansPaperExchange(inputs.connection->broker) ? partWithoutNeedOfAWatchdog() : watchdog.part();
        }
        inputs.charts = charts.figures();
        inputs.killFault = kill.fault();
        inputs.filesFault = files.fault();
        inputs.process = platform::processFigures();
        inputs.freeDiskBytes = m_profile.root->freeBytes().value_or(0);
        inputs.pending = inbox.waiting();
        healths.publish(std::make_shared<const views::Health>(maker.make(inputs)));
        lock.lock();
        m_news.wait_for(lock, healthPeriod, [this] { return m_isQuitting; });
    }
}

Terminal::Terminal(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Terminal::~Terminal() = default;

Outcome<std::unique_ptr<Terminal>> Terminal::open(TerminalRequest request)
{
    const RunRequest run = configurationOf(request);
    auto profile = lockProfile(request.profile);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    // A configuration that cannot be read is the first session's failure, told in the window; the log needs its level.
    const auto loaded = loadConfiguration(run);
    const LogLevel level = request.logLevel.value_or(loaded ? loaded->settings.logLevel : LogLevel::Info);
    if (const auto logged = openLog(request.profile, level); !logged) {
        logWarn("there is no log of this run: {}", logged.error().detail);
    }
    auto latch = platform::KillLatchFile::open(request.profile);
    if (!latch) {
        return failureOf(FailureKind::Failed, "opening the kill latch", latch.error(), hintFor(latch.error().code));
    }
    KeyRing keys = KeyRing::taken(request.brokers); // while there is one thread
    if (request.vaultKeys) {
        keys.takeOver(*request.vaultKeys);
        request.vaultKeys.reset(); // one copy less
    }
    auto parts = std::make_unique<Parts>(std::move(request), std::move(*profile), std::move(*latch), std::move(keys),
                                         loaded ? loaded->settings : config::Settings());
    return std::unique_ptr<Terminal>(new Terminal(std::move(parts)));
}

// --- the session ---

PhaseView Terminal::phase() const
{
    return m_parts->phase();
}
void Terminal::start(const SessionWish& wish)
{
    m_parts->start(wish);
}
void Terminal::setPace(double speed, bool isPaused)
{
    m_parts->pacer.set({speed, isPaused});
}
void Terminal::end()
{
    m_parts->end();
}

// --- pictures ---

Monotonic Terminal::now() const
{
    return m_parts->now();
}

std::shared_ptr<const views::DeskSnapshot> Terminal::snapshot() const
{
    return m_parts->snapshots.read();
}
std::shared_ptr<const views::MarketDay> Terminal::day() const
{
    return m_parts->charts.day();
}
std::shared_ptr<const views::Health> Terminal::health() const
{
    return m_parts->healths.read();
}
std::shared_ptr<const views::Connection> Terminal::connection() const
{
    return m_parts->connections.read();
}
std::shared_ptr<const views::BrokerOffers> Terminal::brokers() const
{
    return m_parts->keys.offers();
}
void Terminal::askListing(std::string_view broker)
{
    m_parts->listing.ask(broker);
}
std::shared_ptr<const views::BrokerListing> Terminal::listing() const
{
    return m_parts->listing.listing();
}
void Terminal::watch(views::SeriesKey key)
{
    m_parts->charts.watch(key);
}
void Terminal::unwatch(views::SeriesKey key)
{
    m_parts->charts.unwatch(key);
}
std::shared_ptr<const views::BarSeries> Terminal::series(views::SeriesKey key) const
{
    return m_parts->charts.series(key);
}

std::size_t Terminal::takeNotices(std::vector<Notice>& into, std::size_t most)
{
    const std::size_t count = m_parts->notices.take(into, most);
    openNotes(m_parts->person(), std::span(into).last(count));
    return count;
}

// --- wishes ---

bool Terminal::send(const events::Command& command)
{
    return m_parts->send(sealedFor(m_parts->person(), command));
}

void Terminal::kill(risk::Scope scope, risk::KillLevel level, std::string_view reason)
{
    if (scope.kind == risk::ScopeKind::Global) {
        m_parts->kill.press({{}, level, events::owner, reasonOf(reason)});
        m_parts->wake();
        return;
    }
    events::Command command;
    command.by = events::owner;
    command.path = risk::EntryPath::Gui;
    command.stepUp = true;
    command.reason = reasonOf(reason);
    command.what = events::Kill{scope, level};
    static_cast<void>(m_parts->send(command)); // without a session there is nothing in that scope
}

risk::KillLevel Terminal::latched() const noexcept
{
    return m_parts->kill.level();
}

// --- the vault ---

VaultLink* Terminal::vault() noexcept
{
    return &m_parts->vault;
}

// --- the history ---

QueryId Terminal::ask(views::HistoryQuery query)
{
    return m_parts->history.ask(std::move(query));
}
void Terminal::cancel(QueryId query)
{
    m_parts->history.cancel(query);
}
bool Terminal::takeAnswer(Answer& out)
{
    if (!m_parts->history.takeAnswer(out)) {
        return false;
    }
    if (out.page) {
        openNotes(m_parts->person(), *out.page);
    }
    return true;
}

// --- the window's own files ---

std::optional<std::string> Terminal::file(std::string_view name) const
{
    return m_parts->files.newest(name);
}
void Terminal::keepFile(std::string_view name, std::string text)
{
    m_parts->files.keep(name, std::move(text));
}
std::vector<std::string> Terminal::earlierFiles(std::string_view name) const
{
    return m_parts->files.earlier(name);
}

} // namespace omni::runtime
