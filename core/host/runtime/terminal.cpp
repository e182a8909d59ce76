#include "core/host/runtime/terminal.h"

#include "core/base/log.h"
#include "core/desk/events/principals.h"
#include "core/host/access/account_mark.h"
#include "core/host/runtime/own_notes.h"
#include "core/host/runtime/paper/paper_name.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/terminal/health_maker.h"
#include "core/host/runtime/terminal/terminal_parts.h"
#include "core/host/runtime/watchdog_part.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

namespace omni::runtime {

namespace {

constexpr auto healthPeriod = std::chrono::milliseconds(500);
constexpr auto overflowPeriod = std::chrono::milliseconds(5);

} // namespace

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

VaultKeeping Terminal::Parts::vaultKeeping(const config::SecuritySettings& settings)
{
    auto keeping = keepingOf(keys, m_profile.path, m_request.brokers, settings, connections, [this] { disarm(); });
    keeping.peopleChanged = [this](const std::optional<events::PeopleVouched>& people) {
        noteAccounts(m_profile.path, people.has_value());
        m_whoSits.expectAccounts(people.has_value());
        vouched.tell(people);
        wake();
    };
    return keeping;
}

void Terminal::Parts::tellOfSeat(const SeatEvent& event)
{
    logInfo("the seat of the window: {}", textOf(event));
    m_whoSits.follow(event);
    if (const auto kept = record.keeper().keep(entryOf(event)); !kept) {
        logError("the audit record lacks what happened at the window's seat ({}): {}", textOf(event),
                 kept.error().detail);
    }
}

SeatKeeping Terminal::Parts::seatKeeping(const config::SecuritySettings& settings)
{
    vouched.start(m_request.people);
    const bool hasAccounts = m_request.people || mayHaveAccounts(m_profile.path);
    m_whoSits.expectAccounts(hasAccounts);
    return {.vault = vault,
            .accounts = [this] { return vault.accounts(); },
            .hasAccounts = hasAccounts,
            .idleLock = settings.idleLock,
            .told = [this](const SeatEvent& event) { tellOfSeat(event); }};
}

orders::Environment Terminal::Parts::environment() const
{
    // acquire: where the session trades is known before it takes a command.
    if (m_takesCommands.load(std::memory_order_acquire)) {
        return m_environment;
    }
    const auto desk = snapshots.read();
    return desk != nullptr ? desk->environment : m_wished.load(std::memory_order_relaxed);
}

risk::KillLevel Terminal::Parts::mayPress(risk::KillLevel level)
{
    const auto where = environment();
    const auto who = seat.view();
    // Demo and replay ask nobody, and without accounts whoever sits there is the owner.
    if (orders::isSimulated(where) || who.state == views::SeatState::NoAccounts) {
        return level;
    }
    const auto roles = who.state == views::SeatState::SignedIn ? who.roles : risk::Roles{};
    if (risk::authorityToKill(roles, level, risk::EntryPath::Gui, {where, false, true}) == risk::Answer::Allow) {
        return level;
    }
    logWarn("the kill switch was pressed at {} by somebody who may stop what is new: it stops that",
            risk::nameOf(level));
    return risk::KillLevel::CancelEntries;
}

bool Terminal::Parts::sendSigned(const events::Command& command)
{
    const auto signedOne = seat.signedBy(command, environment());
    return signedOne && send(sealedFor(m_profile.person, *signedOne));
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
        logWarn("the keys of the session have gone, and it did not take the word of it");
    }
}

void Terminal::Parts::endOfLive()
{
    if (m_environment == orders::Environment::Live) {
        disarm();
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
    m_wished.store(!wish.broker.empty()     ? orders::Environment::Paper
                       : wish.files.empty() ? orders::Environment::Demo
                                            : orders::Environment::Replay,
                   std::memory_order_relaxed);
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
    const SessionSurroundings around{
        m_request, m_profile, m_clock, record.keeper(), kill,        inbox,   ways,
        pacer,     m_watch,   charts,  connections,     keys.ring(), vouched, [this] { seat.expectAccounts(); }};
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
    return m_parts->sendSigned(command);
}

void Terminal::kill(risk::Scope scope, risk::KillLevel level, std::string_view reason)
{
    if (scope.kind == risk::ScopeKind::Global) {
        m_parts->kill.press({{}, m_parts->mayPress(level), m_parts->seat.whoStops(), reasonOf(reason)});
        m_parts->wake();
        return;
    }
    events::Command command;
    command.path = risk::EntryPath::Gui;
    command.stepUp = true;
    command.reason = reasonOf(reason);
    command.what = events::Kill{scope, level};
    static_cast<void>(m_parts->sendSigned(command)); // without a session there is nothing in that scope
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

LiveLink* Terminal::live() noexcept
{
    return &m_parts->liveMoney;
}

AuditLink* Terminal::audit() noexcept
{
    return &m_parts->record.service();
}

SeatLink* Terminal::seat() noexcept
{
    return &m_parts->seat;
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
