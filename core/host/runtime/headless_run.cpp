#include "core/host/runtime/headless_run.h"

#include "core/base/log.h"
#include "core/base/safe_text.h"
#include "core/desk/driver/desk.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/engine/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/answer_notes.h"
#include "core/host/runtime/audit/audited_store.h"
#include "core/host/runtime/audit/certificate_watch.h"
#include "core/host/runtime/audit/failed_session.h"
#include "core/host/runtime/checkpoints.h"
#include "core/host/runtime/control/control_server.h"
#include "core/host/runtime/control/headless_control.h"
#include "core/host/runtime/disk_watch.h"
#include "core/host/runtime/durable_lines.h"
#include "core/host/runtime/export/line_text.h"
#include "core/host/runtime/idle_hand_over.h"
#include "core/host/runtime/journal_options.h"
#include "core/host/runtime/journal_store.h"
#include "core/host/runtime/journal_thread.h"
#include "core/host/runtime/live_run.h"
#include "core/host/runtime/live_store.h"
#include "core/host/runtime/live_summary.h"
#include "core/host/runtime/open_profile.h"
#include "core/host/runtime/reader_pacer.h"
#include "core/host/runtime/recording_watch.h"
#include "core/host/runtime/refusal_notes.h"
#include "core/host/runtime/session_clock.h"
#include "core/host/runtime/session_evidence.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/stall_note.h"
#include "core/host/runtime/strategy_watch.h"
#include "core/host/runtime/wall_pacer.h"
#include "core/host/runtime/watchdog_part.h"
#include "core/host/runtime/wished_market.h"

#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// One run. Members in the order in which they are made; they end in the opposite one.
class HeadlessRun
{
public:
    HeadlessRun(const RunRequest& request, const RunOutput& output, RunStop& stop)
        : m_request(request)
        , m_output(output)
        , m_stop(stop)
        , m_steps(m_clock, m_reporter)
        , m_began(m_clock.mono())
    {
    }
    ~HeadlessRun()
    {
        m_stop.setWake({});
        if (m_journal && !m_hasBegun) {
            keepCleanEnd(*m_journal->folder, m_journal->recovery);
        }
        if (const auto end = m_audit ? m_audit->end() : Result<audit::Anchor>{}; !end) {
            note("the audit record was not closed: " + end.error().detail);
        }
    }
    HeadlessRun(const HeadlessRun&) = delete;
    HeadlessRun& operator=(const HeadlessRun&) = delete;

    Outcome<RunEnded> run()
    {
        auto ended
            = configure().and_then([this](config::Loaded loaded) { return start(std::move(loaded)); }).and_then([this] {
                  return trade();
              });
        return withFailureOnAudit(m_audit.get(), std::move(ended));
    }

private:
    void tellStep(const StepReport& report) const;
    void note(const std::string& text) const;
    Outcome<config::Loaded> configure();
    Outcome<void> start(config::Loaded loaded);
    Outcome<void> startJournal(const config::JournalSettings& settings);
    Outcome<RunEnded> trade();
    Outcome<void> openAudit();
    Outcome<void> openSwitch();
    Result<driver::SessionEnd> tradeLive(driver::Desk& desk, HeadlessControl& control,
                                         const std::function<void()>& idle);
    Result<driver::SessionEnd> tradeSimulated(driver::Desk& desk, HeadlessControl& control,
                                              const std::function<void()>& idle);
    void tellTroubles(const DiskWatch& disk, const LiveRun& run) const;
    std::unique_ptr<ControlServer> listen(HeadlessControl& control);
    driver::RecordStore& record();
    Outcome<void> end(driver::Desk& desk, const Result<driver::SessionEnd>& how);
    std::unique_ptr<DurableLines> makeLines();
    void idle(driver::Desk& desk, DurableLines* lines, LiveSummary& live);
    [[nodiscard]] bool isLive() const noexcept
    {
        return m_request.driver == DriverKind::Live;
    }

    const RunRequest& m_request;
    const RunOutput& m_output;
    RunStop& m_stop;
    Reporter m_reporter{[this](const StepReport& report) { tellStep(report); },
                        [this](const std::string& text) { note(text); }};
    platform::SystemClock m_clock;
    StepTimer m_steps;
    Monotonic m_began;
    IdleHandOver m_handOver;
    std::vector<std::string> m_pauses; ///< That stood at the start and were left standing.

    std::optional<LockedProfile> m_profile;
    std::optional<OpenJournal> m_journal;
    bool m_hasBegun = false; ///< Something may have been written.
    bool m_isRelaxed = false; ///< Nothing waits for the disk.
    std::optional<SessionMarket> m_market;
    std::optional<SessionPlan> m_plan;
    std::unique_ptr<JournalThread> m_thread;
    std::optional<JournalStore> m_store;
    std::optional<LiveStore> m_liveStore; ///< Instead, of the live driver.
    std::unique_ptr<AuditBook> m_audit;
    std::unique_ptr<CertificateWatch> m_certificates; ///< Ends before the record.
    std::unique_ptr<KillSwitch> m_kill;
    std::uint64_t m_heldBack = 0;
    bool m_isStallTold = true; ///< The desk knows of every stall there was.
};

void HeadlessRun::tellStep(const StepReport& report) const
{
    logInfo("{} in {} us: {}", nameOf(report.step), report.took.ns / 1'000, report.detail);
    if (m_output.reporter.step) {
        m_output.reporter.step(report);
    }
}

void HeadlessRun::note(const std::string& text) const
{
    logWarn("{}", text);
    m_output.reporter.tell(text);
}

Outcome<config::Loaded> HeadlessRun::configure()
{
    auto loaded = loadConfiguration(m_request);
    if (loaded) {
        m_steps.done(Step::Configuration, fmt::format("{} keys named", loaded->named.size()));
    }
    return loaded;
}

Outcome<void> HeadlessRun::start(config::Loaded loaded)
{
    auto profile = lockProfile(m_request.profile);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    m_profile.emplace(std::move(*profile));
    if (const auto log = openLog(m_profile->path, m_request.logLevel.value_or(loaded.settings.logLevel)); !log) {
        m_reporter.tell("there is no log of this run: " + log.error().detail);
    }
    m_steps.done(Step::Profile, m_profile->path.string());

    auto journal = openJournal(*m_profile, m_reporter);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    m_journal.emplace(std::move(*journal));
    if (auto audit = openAudit(); !audit) {
        return audit;
    }
    m_steps.done(Step::Journal,
                 fmt::format("{} events, {} records folded", m_journal->desk.last.value, m_journal->desk.folded));
    keepTighterLimits(loaded, m_journal->desk.state, m_reporter);

    const auto& state = m_journal->desk.state;
    auto market
        = openWished(m_request, loaded.settings, {state, m_clock, m_stop.flag(), m_reporter, m_audit != nullptr});
    if (!market) {
        return tl::unexpected(market.error());
    }
    m_market.emplace(std::move(*market));
    tellAboutMarket(*m_market, ratesOf(m_request, loaded.settings, m_market->start, m_reporter), state, m_reporter);
    if (m_request.rearm.empty()) {
        tellAboutLatches(state, m_reporter);
        m_pauses = standingPauses(state);
    }
    m_steps.done(Step::Market,
                 fmt::format("{} instruments from {}", m_market->instruments.size(), isoText(m_market->start)));

    auto plan = planSession(m_request, loaded.settings, *m_profile, *m_journal, *m_market, m_reporter);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    m_plan.emplace(std::move(*plan));
    m_steps.done(Step::Strategies, fmt::format("{} strategies", m_plan->setup.started.strategies.size()));
    return startJournal(loaded.settings.journal).and_then([this] { return openSwitch(); });
}

Outcome<void> HeadlessRun::startJournal(const config::JournalSettings& settings)
{
    auto options = journalOptions(settings, m_profile->install, m_market->environment);
    m_isRelaxed = options.writer.isRelaxed;
    options.moved = [&stop = m_stop] { stop.wake(); };
    auto thread = JournalThread::start(*m_journal->folder, m_journal->recovery, std::move(options));
    if (!thread) {
        return journalFailure("opened for writing", m_profile->path / "journal", thread.error());
    }
    m_thread = std::move(*thread);
    m_hasBegun = true;
    if (isLive()) {
        m_liveStore.emplace(*m_thread, m_isRelaxed);
    } else {
        m_store.emplace(*m_thread, m_isRelaxed, m_stop.flag());
    }
    return {};
}

/// Before anything is done: it is the first to be written to.
Outcome<void> HeadlessRun::openAudit()
{
    AuditWish wish = m_request.audit;
    wish.moved = [&stop = m_stop] { stop.wake(); };
    wish.keepsReserve = true;
    auto book = AuditBook::open(*m_profile, m_clock, m_reporter, std::move(wish));
    if (!book) {
        return tl::unexpected(book.error());
    }
    m_audit = std::move(*book);
    m_certificates = certificatesOn(*m_audit, m_clock);
    return {};
}

/// What the kill switch's file and a stall of the session before say, the desk hears first.
Outcome<void> HeadlessRun::openSwitch()
{
    auto file = platform::KillLatchFile::open(m_profile->path);
    if (!file) {
        return failureOf(FailureKind::Refused, "opening the kill latch", file.error());
    }
    m_kill = std::make_unique<KillSwitch>(std::move(*file));
    const auto* known = m_journal->desk.state.latches.find(risk::Scope{});
    if (known != nullptr && m_kill->level() < known->level) {
        m_kill->follow(known->level); // the record knows it, and the file was lost or never written
    }
    const auto latched = m_kill->beginSession();
    if (latched && (known == nullptr || known->level < latched->level)) {
        m_plan->setup.latched = latched;
        if (m_request.rearm.empty()) {
            m_pauses.push_back(fmt::format("the kill switch is set ({})", risk::nameOf(latched->level)));
            m_reporter.tell(m_pauses.back()
                            + ": no new position is opened until a person clears it (run --rearm REASON)");
        }
    }
    m_plan->setup.trouble = keptStall(*m_profile->root);
    if (m_plan->setup.trouble) {
        m_reporter.tell(fmt::format("in the session before {}: the desk stays halted until a person clears it",
                                    m_plan->setup.trouble->text.view()));
    }
    return {};
}

/// A program that nobody can reach runs on: its own end, signals and files still stop it.
std::unique_ptr<ControlServer> HeadlessRun::listen(HeadlessControl& control)
{
    auto server = ControlServer::start(m_profile->path, m_profile->lock, control);
    if (!server) {
        m_reporter.tell("omnitrade kill, approve and status cannot reach this run: " + server.error().detail);
        return nullptr;
    }
    return std::move(*server);
}

driver::RecordStore& HeadlessRun::record()
{
    return isLive() ? static_cast<driver::RecordStore&>(*m_liveStore) : *m_store;
}

std::unique_ptr<DurableLines> HeadlessRun::makeLines()
{
    if (m_output.form == LineForm::None || !m_output.line) {
        return nullptr;
    }
    FormLine form = m_output.form == LineForm::Json
        ? FormLine([person = &m_profile->person](const RecordLine& line) { return named(line, person).toJson(); })
        : FormLine(
            [person = &m_profile->person](const RecordLine& line) { return onOneLine(textOf(named(line, person))); });
    return std::make_unique<DurableLines>([this] { return m_thread->durableUpTo(); }, std::move(form), m_output.line);
}

void HeadlessRun::idle(driver::Desk& desk, DurableLines* lines, LiveSummary& live)
{
    static_cast<void>(m_handOver.offer(*m_thread, m_clock.mono()));
    if (lines != nullptr) {
        lines->release();
    }
    live.tick(desk.engine());
}

Outcome<RunEnded> HeadlessRun::trade()
{
    const engine::Counters before = m_journal->desk.state.counters;
    const auto lines = makeLines();
    AnswerNotes answers(lines.get(), m_plan->approver, m_request.approvalsFile,
                        [this](const std::string& text) { note(text); });
    RefusalNotes notes(&answers);
    engine::Engine engine;
    engine.resume(std::move(m_journal->desk.state));
    const driver::DeskStart start{m_journal->recovery.last.seq, m_plan->setup.started.boot, m_market->start};
    HeadlessControl control(*m_kill, m_market->environment, &notes, [this] { return m_thread->durableUpTo(); });
    control.watchHealth(m_clock);
    if (m_market->broker != nullptr) {
        control.showConnection([&broker = *m_market->broker] { return broker.connection(); });
    }
    Checkpoints checkpoints(m_clock, *m_journal->folder, *m_thread, &control);
    const MessageWords words(engine.state(), m_plan->setup);
    AuditedStore store(record(), *m_audit,
                       {.messages = isLive() ? nullptr : &words, .waits = !isLive() && !m_isRelaxed});
    const auto evidence = evidenceOf(store, *m_market, m_request.keys);
    driver::RecordStore* const outermost = evidence ? static_cast<driver::RecordStore*>(evidence.get()) : &store;
    driver::Desk desk(std::move(engine), start, outermost, &checkpoints);
    store.showEngine(desk.engine());
    if (evidence) {
        evidence->showEngine(desk.engine());
    }
    LiveSummary live(
        m_clock, m_request.liveEvery, m_output.live ? m_output.live : [](const std::string&) {});
    const auto whenIdle = [&] {
        control.idle();
        idle(desk, lines.get(), live);
    };
    auto server = listen(control);
    const auto how = isLive() ? tradeLive(desk, control, whenIdle) : tradeSimulated(desk, control, whenIdle);
    m_stop.setWake({});
    checkpoints.stop();
    const auto ended = end(desk, how);
    if (evidence && ended) {
        evidence->keep(*m_profile->root, m_reporter);
    }
    server.reset();
    if (ended) {
        control.settle();
    }
    if (lines) {
        lines->release();
    }
    if (!ended) {
        return tl::unexpected(ended.error());
    }
    RunEnded out{*how, summaryOf(desk.engine(), before, desk.stamp().wall, m_clock.mono() - m_began), m_heldBack,
                 m_pauses};
    answers.end(desk.engine().state());
    auto refused = answers.texts();
    const auto causes = notes.texts();
    refused.insert(refused.end(), causes.begin(), causes.end());
    out.summary.notes.insert(out.summary.notes.begin(), refused.begin(), refused.end());
    return out;
}

Result<driver::SessionEnd> HeadlessRun::tradeSimulated(driver::Desk& desk, HeadlessControl& control,
                                                       const std::function<void()>& idle)
{
    std::optional<WallPacer> pacer;
    std::optional<ReaderPacer> reader;
    std::function<void()> interrupt;
    driver::SimulatedSession session(desk, *m_market->venue, m_market->feed.get(), m_plan->approver);
    if (m_request.speed) {
        pacer.emplace(m_clock, *m_request.speed, m_stop.flag(), idle);
        session.setPacer(&*pacer);
        m_stop.setWake([&pacer] { pacer->wake(); });
        interrupt = [&pacer] { pacer->interrupt(); };
    } else if (m_output.isBehind) {
        reader.emplace(m_stop.flag(), m_output.isBehind, idle);
        session.setPacer(&*reader);
        m_stop.setWake([&reader] { reader->wake(); });
        interrupt = [&reader] { reader->interrupt(); };
    }
    session.setCommands(&control);
    StrategyWatch strategies(m_clock, control,
                             [this](const events::TroubleFound& stall) { keepStall(*m_profile->root, stall); });
    desk.engine().showRunning(strategies.running());
    session.setTroubles(&strategies);
    session.setGate(&strategies);
    control.begin(desk.engine(), interrupt);
    strategies.start();
    auto how = session.run(m_plan->setup, &m_stop.flag());
    control.end();
    desk.engine().showRunning(nullptr);
    m_isStallTold = !strategies.isUntold();
    m_stop.setWake({});
    m_steps.done(Step::Session, fmt::format("{} events", desk.engine().eventCount()));
    return how;
}

Result<driver::SessionEnd> HeadlessRun::tradeLive(driver::Desk& desk, HeadlessControl& control,
                                                  const std::function<void()>& idle)
{
    SessionClock ownTime(m_clock, m_market->start);
    const bool isWithBroker = m_market->broker != nullptr;
    Clock& clock = isWithBroker ? static_cast<Clock&>(m_clock) : ownTime;
    const auto keep = [this](const events::TroubleFound& stall) { keepStall(*m_profile->root, stall); };
    const WatchedWay watched{isWithBroker ? &*m_profile : nullptr, m_market->way ? &*m_market->way : nullptr};
    const VenueChoice venue = isWithBroker ? VenueChoice(*m_market->broker) : VenueChoice(*m_market->venue);
    LiveRun run({clock, desk, m_plan->approver, *m_liveStore, *m_kill, venue, m_market->feed.get(), keep,
                 driver::LiveOptions{}, m_market->recorder.get(), watched, m_audit.get()});
    m_stop.setWake([&run] { run.wake(); });
    m_thread->setWaiting([&run] { run.beat(); });
    // Told, not logged: the log may be on the same disk.
    DiskWatch disk([this](const std::string& text) { m_output.reporter.tell(text); });
    RecordingWatch recording(m_market->recorder.get(), [this](const std::string& text) { note(text); });
    WatchdogPart watchdog(m_profile->path);
    const bool canBeWatched = isWithBroker && !m_market->endsWithSession;
    if (canBeWatched) {
        watchdog.open();
    }
    const auto whenIdle = [&] {
        recording.look();
        control.recordingSays(recording.part());
        if (isWithBroker) {
            control.watchdogSays(canBeWatched ? watchdog.part() : partWithoutNeedOfAWatchdog());
        }
        disk.look(run.loop().diskLag());
        idle();
        return seconds(1);
    };
    control.begin(
        desk.engine(), [&run] { run.wake(); }, [&run](const events::Command& command) { return run.send(command); });
    auto how = run.run(m_plan->setup, m_stop.flag(), whenIdle,
                       [this](Step step, std::string detail) { m_steps.done(step, std::move(detail)); });
    control.end();
    m_stop.setWake({});
    m_thread->setWaiting({});
    recording.end();
    m_heldBack = run.heldBack();
    tellTroubles(disk, run);
    m_isStallTold = !run.gate().isClosed() || desk.engine().state().isTripped(events::Breaker::EngineStalled);
    return how;
}

/// What went wrong around the engine and was no stall, for the log.
void HeadlessRun::tellTroubles(const DiskWatch& disk, const LiveRun& run) const
{
    if (disk.times() > 0) {
        logWarn("the disk took nothing for 2 s or more, {} times", disk.times());
    }
    if (run.loop().figures().pauses > 0) {
        note(fmt::format("the program stood still for more than a second, {} times: what it knew then counted as old",
                         run.loop().figures().pauses));
    }
    if (run.outbox().cancelRetries() + run.outbox().cancelsGivenUp() > 0) {
        note(fmt::format(
            "{} cancels were asked for again under the kill switch, {} orders were not cancelled for all that",
            run.outbox().cancelRetries(), run.outbox().cancelsGivenUp()));
    }
}

/// The start's list backwards. A journal that has failed is left as it is: recovery finds what was durable.
Outcome<void> HeadlessRun::end(driver::Desk& desk, const Result<driver::SessionEnd>& how)
{
    const auto failed = m_thread->failure();
    const auto ended = failed ? Result<void>(tl::unexpected(*failed)) : m_thread->end();
    if (ended) {
        m_steps.done(Step::JournalEnd, fmt::format("sealed at {}", desk.stamp().seq.value));
        if (m_isStallTold && desk.engine().state().session.boot == m_plan->setup.started.boot) {
            forgetStall(*m_profile->root); // the record has it
        }
        const auto written = driver::writeDeskCheckpoint(*m_journal->folder, desk.engine().state(), desk.stamp().seq,
                                                         desk.stamp().wall);
        if (!written) {
            m_reporter.tell("no checkpoint was written, the next start reads the journal instead: "
                            + written.error().detail);
        }
        m_steps.done(Step::Checkpoint, written ? "written" : "none");
    }
    if (!ended) {
        auto why = journalFailure("written, so that nothing more was sent and the session ended",
                                  m_profile->path / "journal", ended.error())
                       .value();
        why.kind = FailureKind::Failed;
        logError("{}", why.message);
        return tl::unexpected(why);
    }
    return how ? Outcome<void>{} : tl::unexpected(failureOfSession(*m_market, how.error()));
}

} // namespace

Outcome<RunEnded> runHeadless(const RunRequest& request, const RunOutput& output, RunStop& stop)
{
    return HeadlessRun(request, output, stop).run();
}

} // namespace omni::runtime
