#include "core/host/runtime/live_run.h"

#include "core/host/runtime/broker/broker_thread.h"
#include "core/host/runtime/held_legs.h"
#include "core/host/runtime/in_house_venue.h"

#include <fmt/format.h>

namespace omni::runtime {

namespace {

std::unique_ptr<VenueDriver> driverOf(const LiveParts& parts, const VenueThread::Surroundings& around)
{
    if (parts.venue.broker() != nullptr) {
        return std::make_unique<BrokerThread>(*parts.venue.broker(), around, parts.recorder);
    }
    return std::make_unique<InHouseVenue>(*parts.venue.venue(), parts.feed, parts.desk.stamp().boot, around);
}

} // namespace

LiveRun::LiveRun(const LiveParts& parts)
    : m_parts(parts)
    , m_lanes(std::make_unique<driver::LiveLanes>())
    , m_venueLanes(std::make_unique<VenueLanes>())
    , m_gate(parts.kill, parts.journal, m_lanes->fence, parts.audit)
    , m_venue(driverOf(
          parts, {parts.clock, m_gate, *m_venueLanes, m_lanes->venue, m_lanes->ticks, m_engineBell, m_outboxBell}))
    , m_loop(parts.desk, parts.approver, {parts.clock, parts.journal, *m_lanes, m_outboxBell, m_pulse, parts.people},
             parts.options)
    , m_keeper(parts.keepStall)
    , m_outbox({parts.clock, parts.journal, parts.kill, m_gate, *m_lanes, *m_venueLanes, m_engineBell, m_venue->bell(),
                m_pulse, [this](const events::TroubleFound& stall) { m_keeper.keep(stall); }, parts.audit})
{
}

LiveRun::~LiveRun()
{
    stopThreads();
    m_heart.reset();
    m_parts.desk.engine().showRunning(nullptr);
}

void LiveRun::wake() noexcept
{
    m_engineBell.ring();
    m_outboxBell.ring();
    m_venue->bell().ring();
}

void LiveRun::kill(const events::KillLatched& latch)
{
    m_parts.kill.press(latch);
    m_outboxBell.ring();
}

bool LiveRun::send(const events::Command& command)
{
    const bool isTaken = m_lanes->window.tryPush(command);
    m_engineBell.ring();
    return isTaken;
}

void LiveRun::startThreads(const engine::DeskState& state)
{
    state.ledger.forEachOpen([this](const orders::OrderRecord& record) {
        if (record.state != orders::OrderState::Created) {
            m_outbox.adopt(record.ticket, record.filled);
        }
    });
    m_outboxThread = std::thread([this] { m_outbox.run(m_stopOutbox, m_outboxBell); });
    m_venue->start(state);
}

void LiveRun::stopThreads()
{
    if (m_outboxThread.joinable()) {
        m_stopOutbox.requestStop();
        m_outboxBell.ring();
        m_outboxThread.join();
    }
    m_venue->stop();
}

/// A session that cannot be watched trades all the same: its own outbox watches the engine.
void LiveRun::beginHeart(const driver::SimulatedSetup& setup, const std::function<void(Step, std::string)>& told)
{
    const auto& [profile, settings] = m_parts.watched;
    if (profile == nullptr || settings == nullptr) {
        return;
    }
    const auto session = watchedSessionOf(m_parts.desk.engine().state(), setup.started, *settings, setup.instruments);
    auto heart = HeartbeatKeeper::start(*profile, session, m_parts.clock, m_pulse);
    if (heart) {
        m_heart = std::move(*heart);
    } else {
        told(Step::Threads, "no watchdog can watch over this session: " + heart.error().detail);
    }
}

/// An entry that is left at the venue has nobody any more who would cancel it, but a watchdog.
void LiveRun::endHeart(const std::function<void(Step, std::string)>& told)
{
    if (!m_heart) {
        return;
    }
    std::size_t entries = 0;
    m_parts.desk.engine().state().ledger.forEachOpen([&entries](const orders::OrderRecord& record) {
        const bool mayStand = record.state != orders::OrderState::Created;
        entries += mayStand && record.ticket.role == orders::OrderRole::Entry ? 1U : 0U;
    });
    if (entries == 0) {
        m_heart->endInOrder();
    } else {
        told(Step::Drain,
             fmt::format("{} entry orders may still be open at the venue: a watchdog cancels them", entries));
    }
    m_heart.reset();
}

Result<driver::SessionEnd> LiveRun::run(const driver::SimulatedSetup& setup, const StopFlag& stop,
                                        const std::function<Duration()>& idle,
                                        const std::function<void(Step, std::string)>& told)
{
    m_venue->define(setup.instruments);
    beginHeart(setup, told); // its files may wait for the disk: before anybody expects a beat
    m_outbox.nameMessages(MessageWords(m_parts.desk.engine().state(), setup));
    startThreads(m_parts.desk.engine().state());
    told(Step::Threads,
         fmt::format("engine, outbox, {}, journal", m_parts.venue.broker() != nullptr ? "broker" : "venue"));
    if (auto opened = m_loop.open(setup); !opened) {
        stopThreads();
        endHeart(told);
        return tl::unexpected(opened.error());
    }
    m_venue->opened(m_parts.desk.engine().state());
    const auto how = m_loop.run(setup, stop, m_engineBell, idle);
    told(Step::Session, fmt::format("{} events", m_parts.desk.engine().eventCount()));
    const auto closed = m_loop.close(setup, m_engineBell);
    stopThreads();
    endHeart(told);
    told(Step::Drain,
         fmt::format("{} orders open, {} held back", m_parts.desk.engine().state().ledger.openCount(), heldBack()));
    // At a venue in the house nothing fills while the program is away.
    if (auto legs = wordsOfHeldLegs(m_parts.desk.engine().state().ledger);
        !legs.empty() && m_parts.venue.broker() != nullptr) {
        told(Step::Drain, std::move(legs));
    }
    if (how && !closed) {
        return tl::unexpected(closed.error());
    }
    return how;
}

} // namespace omni::runtime
