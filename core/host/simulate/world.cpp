#include "core/host/simulate/world.h"

#include "core/desk/engine/principals.h"
#include "core/desk/events/codec.h"
#include "core/host/simulate/whose_turn.h"
#include "core/host/simulate/wild_strategy.h"

#include <algorithm>
#include <utility>

namespace omni::simulate {

namespace {

constexpr AccountId account{1};
constexpr Timestamp worldBegins{1'767'225'600'000'000'000}; // 2026-01-01T00:00:00Z
constexpr std::int64_t unit = 100'000'000; // one of a currency
constexpr CurrencyId dollar{1}; // a desk numbers its own currency first
constexpr Money firstDeposit{100'000 * unit};
constexpr Duration hop = milliseconds(400); // below what a live loop takes for a pause
constexpr int mostRounds = 12; // of turns in one step: enough for an order to cross all lanes

/// `inAsset`: what the second one buys is the currency in which the third one is quoted.
market::Instrument instrumentOf(int number, bool inAsset)
{
    market::Instrument instrument;
    instrument.id = {static_cast<std::uint64_t>(number)};
    instrument.venue = "model";
    instrument.symbol = std::string{"ACB"[(number - 1) % 3], 'X'};
    instrument.quoteCurrency = number == 3 ? "EUR" : "USD";
    instrument.baseCurrency = number == 2 && inAsset ? "EUR" : "";
    instrument.tickSize = number == 2 ? Decimal{5, -3} : Decimal{1, -2};
    instrument.lotSize = number == 2 ? Decimal{1, -3} : Decimal{1, 0};
    instrument.step = Lots{number == 3 ? 5 : 1};
    instrument.smallest = Lots{number == 3 ? 5 : 1};
    instrument.smallestValue = Money{number == 2 ? 5 * unit : 0};
    return market::completed(std::move(instrument)).value();
}

/// From numbers that no two starts share.
std::string nonce(std::uint64_t seed, std::uint64_t number)
{
    return std::string(orders::nonceFrom(SeededRandom(seed * 1'000'003 + number).next()).view());
}

} // namespace

World::World(const Plan& plan, Lanes& lanes, std::span<Check* const> checks)
    : m_plan(plan)
    , m_checks(checks)
    , m_clock(worldBegins)
    , m_venue(account,
              {[this](const WireMessage& message) {
                   addToTrace(message);
                   show([&](Check& check, const Scene& s) { check.onWire(s, message, m_findings); });
               },
               [this](const orders::Fill& fill) {
                   show([&](Check& check, const Scene& s) { check.onExecution(s, fill, m_findings); });
               },
               [this](const events::FillBusted& bust) {
                   show([&](Check& check, const Scene& s) { check.onBust(s, bust, m_findings); });
               },
               [this](const events::FillCorrected& correction) {
                   show([&](Check& check, const Scene& s) { check.onCorrection(s, correction, m_findings); });
               }})
    , m_machine{m_disk, m_latch, m_clock, m_venue, lanes, *this, {}, plan.checkpointRecords}
{
    m_machine.install[0] = std::byte{1};
    for (int i = 1; i <= plan.instruments; ++i) {
        m_instruments.push_back(instrumentOf(i, plan.feesInAsset));
        m_venue.define(m_instruments.back());
    }
    m_venue.setManners(plan.manners);
    m_venue.moveCash(dollar, firstDeposit);
}

World::~World() = default;

Scene World::scene()
{
    Scene now;
    now.step = m_step;
    now.wall = m_clock.wall();
    now.mono = m_clock.lived();
    now.venue = &m_venue;
    now.boot = m_boot;
    now.recovered = m_recovered;
    if (m_process != nullptr) {
        now.engine = &m_process->engine();
        now.durable = m_process->journal().durableUpTo();
        now.journalFailed = m_process->journal().hasFailed();
        now.switchLevel = m_process->kill().level();
        now.waiting = m_process->waiting();
    } else {
        now.switchLevel = static_cast<risk::KillLevel>(m_latch.level);
    }
    return now;
}

void World::addToTrace(const WireMessage& message)
{
    m_trace.add(static_cast<std::uint64_t>(message.kind) << 56U ^ message.order.value);
    const bool isNew = message.kind == WireMessage::Kind::New;
    m_trace.add(static_cast<std::uint64_t>(isNew ? message.ticket.size.count : message.size.value_or(Lots{}).count));
    for (const auto& price :
         {isNew ? message.ticket.limit : message.limit, isNew ? message.ticket.stop : message.stop}) {
        m_trace.add(static_cast<std::uint64_t>(price.value_or(Ticks{}).count));
    }
    m_trace.add(static_cast<std::uint64_t>(message.mono.ns));
}

void World::brokenNow(int invariant, std::string what)
{
    m_findings.broken(invariant, m_step, std::move(what));
}

// --- driver::Watcher -------------------------------------------------------------------------------------------------

void World::onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine)
{
    const BesideTheProgram here;
    Scene now = scene();
    now.engine = &engine;
    for (Check* check : m_checks) {
        check->onTick(now, stamp, tick, m_findings);
    }
}

void World::onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine)
{
    const BesideTheProgram here;
    m_trace.add(stamp.seq.value << 16U ^ events::kindOf(event));
    Scene now = scene();
    now.engine = &engine;
    for (Check* check : m_checks) {
        check->onInput(now, stamp, event, m_findings);
    }
}

void World::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine)
{
    const BesideTheProgram here;
    m_trace.add(stamp.seq.value << 16U ^ events::kindOf(fact));
    Scene now = scene();
    now.engine = &engine;
    for (Check* check : m_checks) {
        check->onFact(now, stamp, fact, m_findings);
    }
}

// --- lives of the program --------------------------------------------------------------------------------------------

driver::SimulatedSetup World::setupFor(const driver::RecoveredDesk& desk, std::uint32_t boot)
{
    const BesideTheProgram here;
    driver::SimulatedSetup setup;
    auto& started = setup.started;
    started.boot = boot;
    started.installNonce = nonce(m_plan.seed, 0);
    started.startNonce = nonce(m_plan.seed, 1'000 + boot);
    started.program = "simulate";
    started.environment = orders::Environment::Paper;
    started.account = account;
    started.accountName = "model";
    started.baseCurrency = "USD";
    // What the configuration says, which a desk that was made tighter does not take; or what stood, which says nothing.
    const bool isConfigured = desk.last.value == 0 || m_random.below(2) == 0;
    started.limits = isConfigured ? m_plan.limits : desk.state.session.limits;
    for (std::size_t i = 0; i < m_plan.strategies.size(); ++i) {
        started.strategies.push_back({StrategyId{i + 1}, m_plan.strategies[i]});
    }
    started.cost = m_plan.cost;
    started.proposalExpiry = m_plan.proposalExpiry;
    setup.instruments = m_instruments;
    setup.barsFromMids.assign(m_instruments.size(), false);
    setup.rates = {{"EUR", "USD", portfolio::Rate{11, 10}, m_clock.wall()}};
    setup.deposit = firstDeposit;
    setup.arm = risk::Mode::Halted;
    setup.by = engine::owner;
    setup.start = m_clock.wall();

    m_boot = boot;
    m_recovered = desk.last;
    show([&](Check& check, const Scene& s) { check.onBoot(s, desk.state, m_findings); });
    m_venue.connect(started.installNonce, started.startNonce, desk.state.ledger.lastId(), m_clock.trueTime(),
                    [&desk](const orders::Fill& fill) {
                        return desk.state.seen.find(fill.account, fill.instrument, fill.venueFillId).has_value();
                    });
    return setup;
}

void World::start()
{
    m_holds = {};
    m_toldDurable = {};
    auto process = Process::start(
        m_machine, [this](const driver::RecoveredDesk& desk, std::uint32_t boot) { return setupFor(desk, boot); },
        wildStrategies(m_plan.seed, m_plan.throwsSometimes, m_plan.hasRunaway));
    if (!process) {
        return brokenNow(22, "the program does not start again: " + process.error().detail);
    }
    m_process = std::move(*process);
    pump();
}

void World::stop()
{
    m_process.reset();
    m_venue.disconnect();
    show([this](Check& check, const Scene& s) { check.onCrash(s, m_findings); });
}

void World::begin()
{
    start();
}

void World::take(const Step& step)
{
    ++m_step;
    if (broken() || m_process == nullptr) {
        return;
    }
    m_random = SeededRandom(step.dice);
    m_venue.roll(m_random.next());
    m_venue.setSkew(m_clock.skew());
    if (doDeed(step.kind)) {
        ++m_deeds[static_cast<std::size_t>(step.kind)];
    }
    if (m_process != nullptr) {
        pump();
        show([this](Check& check, const Scene& s) { check.onStep(s, m_findings); });
    }
}

void World::die(bool keepsAll)
{
    const BesideTheProgram here;
    ++m_step;
    m_holds = {};
    crash(keepsAll);
}

// --- turns -----------------------------------------------------------------------------------------------------------

/// Everybody who is not held has turns, in an order of the dice, until nothing is left to do.
void World::pump()
{
    Process& p = *m_process;
    for (int round = 0; round < mostRounds; ++round) {
        const std::uint64_t dice = m_random.next();
        std::size_t done = 0;
        for (unsigned turn = 0; turn < 3; ++turn) {
            switch ((turn + (dice & 3U)) % 3) {
            case 0:
                done += m_holds.engine ? 0 : p.turnEngine();
                break;
            case 1:
                done += m_holds.outbox ? 0 : p.turnOutbox();
                break;
            default:
                done += m_holds.venue ? 0 : p.turnVenue();
            }
        }
        if (done == 0 && !m_holds.engine) {
            p.rest();
        }
        if (!m_holds.disk && static_cast<int>(dice >> 8U & 1'023U) < m_plan.diskShare) {
            done += p.turnDisk() ? 1U : 0U;
            noticeDurable();
        }
        if (static_cast<int>(dice >> 32U & 1'023U) < m_plan.latchShare) {
            done += p.turnLatch() ? 1U : 0U;
        }
        if (done == 0) {
            return;
        }
    }
}

/// While the loop ends its session it does not come back: all others go on.
void World::letOthersTurn()
{
    Process& p = *m_process;
    for (int round = 0; round < 3; ++round) {
        p.turnOutbox();
        p.turnVenue();
        p.turnDisk();
        p.turnLatch();
    }
    noticeDurable();
}

void World::noticeDurable()
{
    const Sequence durable = m_process->journal().durableUpTo();
    if (durable == m_toldDurable) {
        return;
    }
    m_toldDurable = durable;
    show([&](Check& check, const Scene& s) { check.onDurable(s, durable, m_findings); });
}

/// In hops, so that deadlines are met when they are due. `moves`: prices go on meanwhile.
void World::pass(Duration span, bool moves)
{
    for (int hops = 0; span.ns > 0 && m_process != nullptr && !broken(); ++hops) {
        const Duration next = std::min(span, hop);
        m_clock.pass(next);
        span = span - next;
        if (moves && hops % 3 == 0) {
            for (const auto& instrument : m_instruments) {
                m_venue.moveMarket(m_clock.trueTime(), instrument.id);
            }
        }
        if (span.ns > 0) {
            pump();
            show([this](Check& check, const Scene& s) { check.onStep(s, m_findings); });
        }
    }
}

std::uint64_t World::traceHash() const
{
    TraceHash hash = m_trace;
    if (m_process != nullptr) {
        const Digest digest = m_process->engine().hash();
        for (std::size_t i = 0; i < digest.size(); i += 8) {
            std::uint64_t word = 0;
            for (std::size_t j = 0; j < 8; ++j) {
                word = word << 8U | static_cast<std::uint64_t>(digest[i + j]);
            }
            hash.add(word);
        }
    }
    return hash.value();
}

} // namespace omni::simulate
