#include "core/host/runtime/terminal/terminal_session.h"

#include "core/base/log.h"
#include "core/desk/driver/desk.h"
#include "core/desk/engine/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/audit/audit_keeper.h"
#include "core/host/runtime/audit/audited_store.h"
#include "core/host/runtime/audit/failed_session.h"
#include "core/host/runtime/checkpoints.h"
#include "core/host/runtime/export/line_maker.h"
#include "core/host/runtime/idle_hand_over.h"
#include "core/host/runtime/journal_options.h"
#include "core/host/runtime/journal_store.h"
#include "core/host/runtime/journal_thread.h"
#include "core/host/runtime/seat/vouched.h"
#include "core/host/runtime/session_evidence.h"
#include "core/host/runtime/session_plan.h"
#include "core/host/runtime/stall_note.h"
#include "core/host/runtime/storage_thread.h"
#include "core/host/runtime/strategy_watch.h"
#include "core/host/runtime/terminal/live_trading.h"
#include "core/host/runtime/terminal/live_ways.h"
#include "core/host/runtime/terminal/watched_store.h"
#include "core/host/runtime/wished_market.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// What charts show of the time before the built-in market began.
struct Past {
    Duration interval;
    std::size_t count;
};
constexpr Past pasts[]
    = {{seconds(1), 1'800}, {minutes(1), 1'440}, {minutes(15), 1'920}}; // longer bars are made of these

class TerminalSession
{
public:
    TerminalSession(const SessionWish& wish, const SessionSurroundings& around, const SessionWords& words,
                    StopFlag& stop)
        : m_wish(wish)
        , m_around(around)
        , m_words(words)
        , m_stop(stop)
    {
        m_run.profile = around.request.profile;
        m_run.extraConfig = around.request.config;
        m_run.sets = around.request.sets;
        m_run.strategies = wish.strategies;
        m_run.program = around.request.program;
        m_run.market.files = wish.files;
        m_run.market.instrument = wish.instrument;
        m_run.brokers = around.request.brokers;
        m_run.keys = &around.keys;
        if (isWithBroker()) {
            m_run.broker = {wish.broker, wish.symbols, {}};
            m_run.driver = DriverKind::Live;
            m_run.speed = 1;
        }
    }
    ~TerminalSession()
    {
        if (m_journal && !m_hasBegun) {
            keepCleanEnd(*m_journal->folder, m_journal->recovery);
        }
    }
    TerminalSession(const TerminalSession&) = delete;
    TerminalSession& operator=(const TerminalSession&) = delete;

    Outcome<driver::SessionEnd> run()
    {
        m_words.step("reading the configuration");
        auto loaded = loadConfiguration(m_run);
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
        auto ended = recover(*loaded)
                         .and_then([&] { return openTheMarket(loaded->settings); })
                         .and_then([&] { return plan(loaded->settings); })
                         .and_then([&] { return startJournal(loaded->settings.journal); })
                         .and_then([&] { return trade(); });
        return withFailureOnAudit(m_audit.get(), std::move(ended));
    }

private:
    [[nodiscard]] bool isDemo() const noexcept
    {
        return m_wish.files.empty() && !isWithBroker();
    }
    [[nodiscard]] bool isWithBroker() const noexcept
    {
        return !m_wish.broker.empty();
    }
    Outcome<void> recover(config::Loaded& loaded);
    Outcome<void> openAudit();
    Outcome<void> openTheMarket(const config::Settings& settings);
    Outcome<SessionMarket> marketInTheHouse(const config::Settings& settings);
    Outcome<void> plan(const config::Settings& settings);
    void tellDesk();
    void beginCharts();
    Outcome<void> startJournal(const config::JournalSettings& settings);
    void startStorage();
    void tellStorage();
    Outcome<driver::SessionEnd> trade();
    Result<driver::SessionEnd> tradeHere(driver::Desk& desk);
    Result<driver::SessionEnd> tradeWithBroker(driver::Desk& desk);
    void handOver(Monotonic now);
    Outcome<void> end(driver::Desk& desk);
    [[nodiscard]] Outcome<driver::SessionEnd> outcomeOf(const Result<driver::SessionEnd>& how) const;

    const SessionWish& m_wish;
    const SessionSurroundings& m_around;
    const SessionWords& m_words;
    StopFlag& m_stop;
    RunRequest m_run;
    Reporter m_reporter{{}, [](const std::string& note) { logWarn("{}", note); }};
    std::optional<OpenJournal> m_journal;
    bool m_hasBegun = false; ///< Something may have been written.
    bool m_isStallTold = true; ///< The desk knows of every stall there was.
    std::optional<SessionMarket> m_market;
    std::optional<SessionPlan> m_plan;
    std::unique_ptr<JournalThread> m_thread;
    std::optional<JournalStore> m_store;
    std::optional<LiveStore> m_liveStore; ///< Instead, with a broker.
    std::optional<StorageThread> m_storage; ///< None: no history is kept.
    IdleHandOver m_handOver;
    std::shared_ptr<AuditBook> m_audit; ///< Goes on behind the session.
    bool m_isRelaxed = false;
};

Outcome<void> TerminalSession::recover(config::Loaded& loaded)
{
    m_words.step("checking the journal");
    auto journal = openJournal(m_around.profile, m_reporter);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    m_journal.emplace(std::move(*journal));
    if (auto audit = openAudit(); !audit) {
        return audit;
    }
    keepTighterLimits(loaded, m_journal->desk.state, m_reporter);
    return {};
}

Outcome<void> TerminalSession::openAudit()
{
    m_words.step("opening the audit record");
    auto book = m_around.audit.fresh();
    if (!book) {
        return tl::unexpected(book.error());
    }
    m_audit = std::move(*book);
    return {};
}

Outcome<void> TerminalSession::openTheMarket(const config::Settings& settings)
{
    m_words.step(isWithBroker() ? "connecting to " + m_wish.broker
                     : isDemo() ? std::string("making the market")
                                : std::string("reading the recording"));
    const auto& state = m_journal->desk.state;
    auto market = isWithBroker()
        ? openWished(m_run, settings, {state, m_around.clock, m_stop, m_reporter, m_audit != nullptr})
        : marketInTheHouse(settings);
    if (!market) {
        return tl::unexpected(market.error());
    }
    m_market.emplace(std::move(*market));
    tellAboutMarket(*m_market, ratesOf(m_run, settings, m_market->start, m_reporter), state, m_reporter);
    return {};
}

Outcome<SessionMarket> TerminalSession::marketInTheHouse(const config::Settings& settings)
{
    const auto& state = m_journal->desk.state;
    auto currency = currencyFor(m_run, settings, state);
    if (!currency) {
        return tl::unexpected(currency.error());
    }
    MarketWish& wish = m_run.market;
    wish.currency = std::move(*currency);
    if (isDemo()) {
        wish.seed = m_wish.seed;
        while (wish.seed == 0) {
            if (!platform::fillWithRandom(&wish.seed, sizeof wish.seed)) {
                wish.seed = 1;
            }
        }
        // Whole seconds, and never before what the profile holds already.
        const Timestamp after = m_journal->recovery.lastWall + seconds(1);
        const Timestamp now = std::max(m_around.clock.wall(), after);
        wish.start = flooredTo(now + Duration{seconds(1).ns - 1}, seconds(1));
        wish.isEndless = true;
        logInfo("DEMO from {}, seed {}", isoText(*wish.start), wish.seed);
    }
    auto market = openMarket(wish, state, settings.venue, m_reporter);
    if (market) {
        if (auto same = mustBeSameAccount(state, market->environment, {}); !same) {
            return tl::unexpected(same.error());
        }
    }
    return market;
}

Outcome<void> TerminalSession::plan(const config::Settings& settings)
{
    m_words.step("setting up the strategies");
    if (m_run.strategies.empty() && settings.strategies.empty() && (!isWithBroker() || m_wish.withUsual)) {
        m_run.strategies = isDemo() ? demoStrategies()
            : isWithBroker()        ? brokerStrategies()
                                    : replayStrategies(m_market->feedBars);
    }
    auto plan = planSession(m_run, settings, m_around.profile, *m_journal, *m_market, m_reporter);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    m_plan.emplace(std::move(*plan));
    tellDesk();
    return {};
}

/// Who is there, what the kill switch says, and whether it may arm itself.
void TerminalSession::tellDesk()
{
    auto& setup = m_plan->setup;
    const auto& state = m_journal->desk.state;
    // With real money nobody is taken for somebody: what the program itself asks for has no person behind it.
    setup.by = m_market->environment == orders::Environment::Live ? engine::script : engine::owner;
    setup.people = m_around.vouched.begin();
    if (!state.people.isEmpty()) {
        m_around.expectAccounts();
    }
    setup.started.program = programText(m_run.program, "owner");
    setup.armReason = "the window starts in " + std::string(orders::nameOf(m_market->environment));
    const auto* stands = state.latches.find(risk::Scope{});
    if (stands != nullptr && m_around.kill.level() < stands->level) {
        m_around.kill.follow(stands->level);
    }
    setup.latched = m_around.kill.beginSession();
    if (setup.latched && stands != nullptr && stands->level >= setup.latched->level) {
        setup.latched.reset(); // the record knows it, with who and why
    }
    setup.trouble = keptStall(*m_around.profile.root);
    const bool isFree = state.latches.isEmpty() && state.breakers.isEmpty() && !setup.latched && !setup.trouble;
    // With a broker a person arms it.
    setup.arm = isFree && !isWithBroker() ? risk::Mode::Manual : risk::Mode::Halted;
}

void TerminalSession::beginCharts()
{
    std::vector<ChartInstrument> instruments;
    for (std::size_t i = 0; i < m_market->instruments.size(); ++i) {
        instruments.push_back({m_market->instruments[i], m_market->barsFromMids[i]});
    }
    m_around.charts.begin(instruments);
    if (m_market->broker != nullptr) {
        m_words.step("asking for bars of before");
        preloadFromBroker(*m_market, m_around.charts, m_stop, m_reporter);
    }
    if (m_market->builtIn == nullptr) {
        return;
    }
    for (const auto& instrument : m_market->instruments) {
        for (const Past& past : pasts) {
            m_around.charts.preload(instrument.id, past.interval,
                                    m_market->builtIn->pastBars(instrument.id, past.interval, past.count));
        }
    }
}

Outcome<void> TerminalSession::startJournal(const config::JournalSettings& settings)
{
    m_words.step("opening the journal");
    m_around.watch.begin(isWithBroker() ? EngineWatch::Switch::BySession : EngineWatch::Switch::ByWatch);
    beginCharts();
    auto options = journalOptions(settings, m_around.profile.install, m_market->environment);
    m_isRelaxed = options.writer.isRelaxed;
    if (isWithBroker()) {
        options.moved = [this] { m_around.ways.wake(); };
    }
    auto thread = JournalThread::start(*m_journal->folder, m_journal->recovery, std::move(options));
    if (!thread) {
        return journalFailure("opened for writing", m_around.profile.path / "journal", thread.error());
    }
    m_thread = std::move(*thread);
    m_hasBegun = true;
    if (isWithBroker()) {
        m_liveStore.emplace(*m_thread, m_isRelaxed);
    } else {
        m_store.emplace(*m_thread, m_isRelaxed, m_stop);
    }
    startStorage();
    return {};
}

void TerminalSession::startStorage()
{
    if (!m_around.request.keepsHistory) {
        StorageHealth none;
        none.state = views::PartState::Off;
        none.detail = "no history is kept";
        m_around.watch.historySays(none);
        return;
    }
    StorageThreadOptions options = storageOf(m_around.profile.path);
    options.durable = m_journal->recovery.last.seq;
    options.note = [](const std::string& note) { logWarn("history: {}", note); };
    m_storage.emplace(std::move(options));
}

void TerminalSession::tellStorage()
{
    if (m_storage) {
        m_storage->moved(m_thread->durableUpTo());
        m_around.watch.historySays(m_storage->health());
    }
}

Outcome<driver::SessionEnd> TerminalSession::trade()
{
    engine::Engine engine;
    engine.resume(std::move(m_journal->desk.state));
    engine.showFees(m_market->fees);
    std::optional<WatchedStore> watched;
    if (m_store) {
        watched.emplace(*m_store, m_around.clock, m_around.watch);
    }
    driver::RecordStore* store = watched ? static_cast<driver::RecordStore*>(&*watched) : &*m_liveStore;
    const driver::DeskStart start{m_journal->recovery.last.seq, m_plan->setup.started.boot, m_market->start};
    Checkpoints checkpoints(m_around.clock, *m_journal->folder, *m_thread, &m_around.watch);
    const MessageWords words(engine.state(), m_plan->setup);
    AuditedStore audited(*store, *m_audit,
                         {.messages = isWithBroker() ? nullptr : &words, .waits = !isWithBroker() && !m_isRelaxed});
    const auto evidence = evidenceOf(audited, *m_market, &m_around.keys);
    driver::RecordStore* const outermost = evidence ? static_cast<driver::RecordStore*>(evidence.get()) : &audited;
    driver::Desk desk(std::move(engine), start, outermost, &checkpoints);
    audited.showEngine(desk.engine());
    if (evidence) {
        evidence->showEngine(desk.engine());
    }
    const auto how = isWithBroker() ? tradeWithBroker(desk) : tradeHere(desk);
    checkpoints.stop();
    const auto ended = end(desk);
    if (evidence && ended && how) {
        evidence->keep(*m_around.profile.root, m_reporter);
    }
    m_around.watch.end(desk.engine(), ended ? desk.stamp().seq : m_thread->durableUpTo());
    return ended ? outcomeOf(how) : tl::unexpected(ended.error());
}

void TerminalSession::handOver(Monotonic now)
{
    if (m_handOver.offer(*m_thread, now, m_around.watch.waitsForRecord(), m_isRelaxed)) {
        tellStorage();
    }
}

Result<driver::SessionEnd> TerminalSession::tradeHere(driver::Desk& desk)
{
    driver::SimulatedSession session(desk, *m_market->venue, m_market->feed.get(), m_plan->approver);
    m_around.pacer.begin(m_stop, [&](Monotonic now) {
        handOver(now);
        const auto& pacer = m_around.pacer;
        const Duration again = m_around.watch.idle(
            desk.engine(), {now, m_store->durableUpTo(), pacer.lag(), pacer.isPaused(), pacer.marketTime(now)});
        return std::min(handOverPeriod, again);
    });
    session.setPacer(&m_around.pacer);
    session.setCommands(&m_around.inbox);
    session.setPeople(&m_around.vouched);
    StrategyWatch strategies(m_around.clock, m_around.kill,
                             [this](const events::TroubleFound& stall) { keepStall(*m_around.profile.root, stall); });
    desk.engine().showRunning(strategies.running());
    session.setTroubles(&strategies);
    session.setGate(&strategies);
    strategies.start();
    m_words.running(m_plan->setup.started.environment);
    auto how = session.run(m_plan->setup, &m_stop);
    desk.engine().showRunning(nullptr);
    m_isStallTold = !strategies.isUntold();
    m_words.ending();
    m_around.pacer.begin(m_stop, {}); // what it called is about to go
    return how;
}

Result<driver::SessionEnd> TerminalSession::tradeWithBroker(driver::Desk& desk)
{
    auto traded = tradeLive({m_around, m_words, *m_market, *m_plan, *m_thread, *m_liveStore, desk, *m_audit,
                             [this] { handOver(m_around.clock.mono()); }},
                            m_stop);
    m_isStallTold = traded.isStallTold;
    return std::move(traded.how);
}

/// A journal that has failed is left as it is: recovery finds what was durable.
Outcome<void> TerminalSession::end(driver::Desk& desk)
{
    const auto failed = m_thread->failure();
    const auto ended = failed ? Result<void>(tl::unexpected(*failed)) : m_thread->end();
    if (!ended) {
        auto why = journalFailure("written, so that nothing more was sent and the session ended",
                                  m_around.profile.path / "journal", ended.error())
                       .value();
        why.kind = FailureKind::Failed;
        logError("{}", why.message);
        return tl::unexpected(why);
    }
    const auto written
        = driver::writeDeskCheckpoint(*m_journal->folder, desk.engine().state(), desk.stamp().seq, desk.stamp().wall);
    if (m_storage) {
        m_storage->moved(desk.stamp().seq);
        if (!m_storage->end()) {
            m_reporter.tell("the history is not complete; the next start brings it up to date");
        }
    }
    if (m_isStallTold && desk.engine().state().session.boot == m_plan->setup.started.boot) {
        forgetStall(*m_around.profile.root); // the journal has it
    }
    if (!written) {
        m_reporter.tell("no checkpoint was written, the next start reads the journal instead: "
                        + written.error().detail);
    }
    return {};
}

Outcome<driver::SessionEnd> TerminalSession::outcomeOf(const Result<driver::SessionEnd>& how) const
{
    if (how) {
        return *how;
    }
    return tl::unexpected(failureOfSession(*m_market, how.error()));
}

} // namespace

std::vector<std::string> demoStrategies()
{
    // Three quarters of what the limits allow: a first proposal should not stand at their edge.
    // Short bars, so that something is proposed within a minute, and lengths at which it stands for a minute or two:
    // who reads it for the first time should not see it withdrawn. A way to the target that both fees would eat is
    // none: they are 0.2 % together, and the range of such a bar is some thousandths of a percent.
    return {"sma_cross:interval=5s,size=75,fast=5,slow=20",
            "breakout:interval=10s,size=75,entry=6,exit=6,atr=6,stop=16,target=8"};
}

std::vector<std::string> brokerStrategies()
{
    // Fees are real here, so that a move has to be larger than on the bars of a demo to be worth one.
    return {"sma_cross:interval=1m,size=75,fast=5,slow=20",
            "breakout:interval=1m,size=75,entry=20,exit=10,atr=14,stop=8,target=4"};
}

std::vector<std::string> replayStrategies(std::optional<Duration> feedBars)
{
    // The same rules as in a DEMO. A recording can be played faster than the clock, so that its bars may be longer, as
    // those that are recorded are.
    if (feedBars) {
        return {"sma_cross:size=75,fast=5,slow=20", "breakout:size=75,entry=20,exit=10,atr=14,stop=4,target=3"};
    }
    return {"sma_cross:interval=15s,size=75,fast=5,slow=20",
            "breakout:interval=30s,size=75,entry=6,exit=6,atr=6,stop=4,target=3"};
}

Outcome<driver::SessionEnd> runTerminalSession(const SessionWish& wish, const SessionSurroundings& around,
                                               const SessionWords& words, StopFlag& stop)
{
    return TerminalSession(wish, around, words, stop).run();
}

} // namespace omni::runtime
