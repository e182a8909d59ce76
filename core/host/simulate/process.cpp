#include "core/host/simulate/process.h"

#include "core/desk/engine/principals.h"
#include "core/desk/journal/recovery.h"
#include "core/host/simulate/model_venue.h"

#include <algorithm>
#include <utility>

namespace omni::simulate {

namespace {

template<class Ring, class Item> void empty(Ring& ring, Item item)
{
    while (ring.tryPop(item)) { }
}

/// Small, so that a full record is met.
runtime::JournalThreadOptions journalOptions(const journal::InstallId& install)
{
    runtime::JournalThreadOptions options;
    options.writer.install = install;
    options.writer.segmentBytes = std::uint64_t{256} << 10;
    options.chunks = 6;
    options.chunkBytes = std::size_t{16} << 10;
    options.hasThread = false;
    return options;
}

} // namespace

/// Nobody sleeps here. A wait lets the others have their turns.
class Process::QuietBell final : public driver::Doorbell
{
public:
    void ring() noexcept override
    {
        ++m_rings;
    }
    [[nodiscard]] std::uint32_t rings() const noexcept override
    {
        return m_rings;
    }
    void wait(std::uint32_t, Duration) override
    {
        const BesideTheProgram here;
        if (meanwhile) {
            meanwhile();
        }
    }
    std::function<void()> meanwhile;

private:
    std::uint32_t m_rings = 0;
};

void Lanes::clear()
{
    empty(desk.venue, events::Event());
    empty(desk.outbox, events::Event());
    empty(desk.window, events::Command());
    empty(desk.control, events::Command());
    empty(desk.kills, events::KillLatched());
    empty(desk.parcels, driver::Parcel());
    desk.fence.clear();
    desk.ticks.letGo();
    desk.ticks.told();
    desk.ticks.resume();
    empty(venue.sendings, runtime::Sending());
    empty(venue.echoes, runtime::Echo());
}

Process::Process(const Machine& machine, driver::SimulatedSetup setup)
    : m_machine(machine)
    , m_setup(std::move(setup))
    , m_bell(std::make_unique<QuietBell>())
    , m_venueClock(machine.clock)
    , m_approver(driver::ApprovalRule::Manual, engine::owner)
{
}

Process::~Process()
{
    if (m_desk != nullptr) {
        m_desk->engine().showRunning(nullptr);
    }
}

namespace {

/// Null: this world writes none.
std::unique_ptr<runtime::Checkpoints> checkpointsOf(const Machine& machine, runtime::JournalThread& journal)
{
    if (machine.checkpointRecords == 0) {
        return nullptr;
    }
    runtime::CheckpointOptions options;
    options.everyRecords = machine.checkpointRecords;
    options.hasThread = false;
    return std::make_unique<runtime::Checkpoints>(machine.clock, machine.disk, journal, &machine.watcher, options);
}

} // namespace

Result<std::unique_ptr<Process>> Process::start(const Machine& machine, const MakeSetup& makeSetup,
                                                engine::Engine::MakeStrategy strategies)
{
    machine.lanes.clear();
    machine.clock.restart();
    const InTheProgram now;
    auto recovery = journal::recover(machine.disk);
    if (!recovery) {
        return tl::unexpected(recovery.error());
    }
    auto recovered = driver::recoverDesk(machine.disk);
    if (!recovered) {
        return tl::unexpected(recovered.error());
    }
    const std::uint32_t boot = recovery->lastBoot + 1;
    std::unique_ptr<Process> process(new Process(machine, makeSetup(*recovered, boot)));
    auto journal = runtime::JournalThread::start(machine.disk, *recovery, journalOptions(machine.install));
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    Process& p = *process;
    p.m_journal = std::move(*journal);
    p.m_store = std::make_unique<runtime::LiveStore>(*p.m_journal, false);
    p.m_kill = std::make_unique<runtime::KillSwitch>(std::make_unique<MemoryLatch>(machine.latch),
                                                     runtime::KillSwitch::Writes::WhenAsked);
    p.m_setup.latched = p.m_kill->beginSession();
    p.m_gate = std::make_unique<runtime::LiveGate>(*p.m_kill, *p.m_store, machine.lanes.desk.fence);

    engine::Engine engine;
    engine.makeStrategiesWith(std::move(strategies));
    engine.resume(std::move(recovered->state));
    const driver::DeskStart start{recovery->last.seq, boot, std::max(recovery->lastWall, machine.clock.wall())};
    p.m_checkpoints = checkpointsOf(machine, *p.m_journal);
    driver::Watcher* watcher = p.m_checkpoints != nullptr ? p.m_checkpoints.get() : &machine.watcher;
    p.m_desk = std::make_unique<driver::Desk>(std::move(engine), start, p.m_store.get(), watcher);
    p.m_loop = std::make_unique<driver::LiveLoop>(
        *p.m_desk, p.m_approver,
        driver::LiveLoop::Surroundings{machine.clock, *p.m_store, machine.lanes.desk, *p.m_bell, p.m_pulse});
    p.m_outbox = std::make_unique<runtime::Outbox>(runtime::Outbox::Surroundings{machine.clock,
                                                                                 *p.m_store,
                                                                                 *p.m_kill,
                                                                                 *p.m_gate,
                                                                                 machine.lanes.desk,
                                                                                 machine.lanes.venue,
                                                                                 *p.m_bell,
                                                                                 *p.m_bell,
                                                                                 p.m_pulse,
                                                                                 {}});
    p.m_venueThread = std::make_unique<runtime::VenueThread>(
        machine.venue, nullptr, boot,
        runtime::VenueThread::Surroundings{p.m_venueClock, *p.m_gate, machine.lanes.venue, machine.lanes.desk.venue,
                                           machine.lanes.desk.ticks, *p.m_bell, *p.m_bell});
    p.m_desk->engine().state().ledger.forEachOpen([&p](const orders::OrderRecord& record) {
        if (record.state != orders::OrderState::Created) {
            p.m_outbox->adopt(record.ticket, record.filled);
        }
    });
    if (auto opened = p.m_loop->open(p.m_setup); !opened) {
        return tl::unexpected(opened.error());
    }
    return process;
}

void Process::rest()
{
    const InTheProgram now;
    static_cast<void>(m_store->handOver(m_desk->stamp().seq, false));
}

Waiting Process::waiting() const noexcept
{
    const runtime::Outbox::Held held = m_outbox->held();
    Waiting all;
    all.parcels = held.parcels;
    all.outboxWords = held.words;
    all.venueWords = m_venueThread->waitingWords();
    all.echoes = m_venueThread->waitingEchoes();
    all.presses = std::max(held.presses, m_kill->untold());
    all.scopes = held.latches;
    return all;
}

bool Process::isDrained() const
{
    const auto& desk = m_machine.lanes.desk;
    const auto& venue = m_machine.lanes.venue;
    return desk.venue.isEmpty() && desk.outbox.isEmpty() && desk.window.isEmpty() && desk.kills.isEmpty()
        && desk.parcels.isEmpty() && venue.sendings.isEmpty() && venue.echoes.isEmpty() && m_outbox->isIdle();
}

Result<void> Process::end(const std::function<void()>& pump)
{
    const InTheProgram now;
    m_bell->meanwhile = pump;
    auto closed = m_loop->close(m_setup, *m_bell);
    m_bell->meanwhile = nullptr;
    if (!closed) {
        return closed;
    }
    if (m_checkpoints == nullptr) {
        return m_journal->end();
    }
    m_checkpoints->stop();
    if (auto ended = m_journal->end(); !ended) {
        return ended;
    }
    static_cast<void>(driver::writeDeskCheckpoint(m_machine.disk, m_desk->engine().state(), m_desk->stamp().seq,
                                                  m_desk->stamp().wall)); // a start does without one
    return {};
}

} // namespace omni::simulate
