// A program, its machine, its venue, its people and its bad luck: takes steps, lets everybody have their turns, and
// shows everything to the checks.
//
// One thread. The same plan and the same steps give the same world, bit for bit.

#pragma once

#include "core/base/flat_map.h"
#include "core/host/simulate/check.h"
#include "core/host/simulate/model_venue.h"
#include "core/host/simulate/plan.h"
#include "core/host/simulate/process.h"
#include "core/host/simulate/step.h"
#include "core/host/simulate/trace_hash.h"

#include <memory>
#include <span>
#include <vector>

namespace omni::simulate {

/// Deeds that were done, by kind of step: a step that found nothing to do is not counted.
using DeedCounts = std::array<std::uint64_t, stepKinds>;

class World final : private driver::Watcher
{
public:
    /// All outlive the world. `checks` see everything from the first start on.
    World(const Plan& plan, Lanes& lanes, std::span<Check* const> checks);
    ~World() override;

    /// The first start. Before the first step.
    void begin();
    /// Does nothing once something was broken.
    void take(const Step& step);
    /// The program has died in the midst of whatever it did, which must not be gone on with; it is started anew. Called
    /// where it died. `keepsAll`: the system has what the program wrote.
    void die(bool keepsAll);

    [[nodiscard]] const std::optional<Broken>& broken() const noexcept
    {
        return m_findings.first();
    }
    [[nodiscard]] const DeedCounts& deeds() const noexcept
    {
        return m_deeds;
    }
    /// How often the venue has misbehaved.
    [[nodiscard]] const VenueCounts& faults() const noexcept
    {
        return m_venue.counts();
    }
    /// Of everything that was decided and sent, and of the state at the end.
    [[nodiscard]] std::uint64_t traceHash() const;
    [[nodiscard]] MemoryDisk& disk() noexcept
    {
        return m_disk;
    }
    /// Null while the program is down.
    [[nodiscard]] Process* process() noexcept
    {
        return m_process.get();
    }

private:
    struct Holds {
        bool engine = false, outbox = false, venue = false, disk = false;
    };

    // --- driver::Watcher -----------------------------------------------------------------------------------------
    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    // --- world.cpp -----------------------------------------------------------------------------------------------
    void start();
    void stop();
    void pump();
    void letOthersTurn();
    void pass(Duration span, bool moves);
    void noticeDurable();
    [[nodiscard]] Scene scene();
    [[nodiscard]] driver::SimulatedSetup setupFor(const driver::RecoveredDesk& desk, std::uint32_t boot);
    template<class Show> void show(Show showIt)
    {
        const Scene now = scene();
        for (Check* check : m_checks) {
            showIt(*check, now);
        }
    }
    void addToTrace(const WireMessage& message);
    void brokenNow(int invariant, std::string what);

    // --- deeds_of_approvers.cpp: true: there was something to do ---------------------------------------------------
    bool decide(StepKind kind);
    bool decline(ProposalId proposal);
    bool approve(int times);
    bool approveWrongly();
    [[nodiscard]] events::Approve approvalOf(const engine::WaitingProposal& waiting, Lots size);
    bool amend(ProposalId proposal);

    // --- deeds_of_people.cpp: as above -----------------------------------------------------------------------------
    bool place(bool isWild);
    void sellForMoney(InstrumentId instrument, std::int64_t position);
    bool close();
    bool changeOrder(StepKind kind);
    bool stopOrStart(StepKind kind);
    bool kill();
    bool pressSwitch();
    void fillVenueLane();
    bool setMode();
    bool grant();
    bool changeLimits(bool loosens);
    bool settle();
    bool adopt();
    bool strange();
    bool say(const events::Wish& wish, std::string_view reason = "as drawn");
    [[nodiscard]] ProposalId anyProposal();
    [[nodiscard]] OrderId anyOrder(bool open);
    [[nodiscard]] std::optional<OrderId> stubbornOrder() const;
    [[nodiscard]] InstrumentId anyInstrument();
    [[nodiscard]] risk::Scope anyScope();

    // --- deeds_of_the_world.cpp ------------------------------------------------------------------------------------
    bool doDeed(StepKind kind);
    bool moveMarket();
    bool moveTime(StepKind kind);
    bool moveLink(StepKind kind);
    bool unclog();
    void unclogAll();
    bool hold(StepKind kind);
    bool release();
    bool moveMoney(StepKind kind);
    bool split();
    bool changeIncrements();
    bool breakMachine(StepKind kind);
    bool crash(bool keepsAll);
    void readRecord(bool isWhole);
    bool restart();
    bool quiet();

    const Plan& m_plan;
    std::span<Check* const> m_checks;
    Findings m_findings;
    MemoryDisk m_disk;
    LatchOnDisk m_latch;
    VirtualClock m_clock;
    ModelVenue m_venue;
    Machine m_machine;
    std::unique_ptr<Process> m_process;
    std::vector<market::Instrument> m_instruments;
    SeededRandom m_random{0}; ///< Of the step in hand.
    Holds m_holds;
    DeedCounts m_deeds{};
    TraceHash m_trace;
    std::uint64_t m_step = 0;
    std::uint32_t m_boot = 0;
    Sequence m_toldDurable, m_recovered;
    bool m_isOpening = false;
};

} // namespace omni::simulate
