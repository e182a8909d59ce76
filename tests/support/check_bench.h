// Shows a check of the simulator what it would see, by hand: facts, messages, starts, and the state of an engine.

#pragma once

#include "core/desk/events/principals.h"
#include "core/host/simulate/check.h"
#include "core/host/simulate/model_venue.h"

#include <string>
#include <utility>

namespace omni::test {

class CheckBench
{
public:
    explicit CheckBench(simulate::Check& shown)
        : check(shown)
    {
        scene.step = 1;
        scene.engine = &engine;
        scene.venue = &venue;
        scene.boot = 1;
    }

    /// Everything up to here is on the disk.
    void makeDurable()
    {
        scene.durable = stamp.seq;
        check.onDurable(scene, scene.durable, findings);
    }
    void pass(Duration span)
    {
        scene.mono = scene.mono + span;
        scene.wall = scene.wall + span;
    }
    /// The next record.
    void input(const events::Event& event)
    {
        ++stamp.seq.value;
        check.onInput(scene, stamp, event, findings);
    }
    /// Upon the input or tick in hand.
    void fact(const events::Fact& fact)
    {
        check.onFact(scene, stamp, fact, findings);
    }
    void tick()
    {
        ++stamp.seq.value;
        check.onTick(scene, stamp, market::Quote{}, findings);
    }
    void step()
    {
        check.onStep(scene, findings);
        ++scene.step;
    }
    void send(const orders::OrderTicket& ticket, std::string_view id)
    {
        simulate::WireMessage message;
        message.order = ticket.id;
        message.clientId = orders::ClientOrderId(id);
        message.ticket = ticket;
        check.onWire(scene, message, findings);
    }
    void sendOther(simulate::WireMessage::Kind kind, OrderId order, std::optional<Lots> size = {})
    {
        simulate::WireMessage message;
        message.kind = kind;
        message.order = order;
        message.size = size;
        check.onWire(scene, message, findings);
    }
    /// The program dies and starts again with all records up to `recovered`.
    void restart(Sequence recovered, const engine::DeskState& state = engine::DeskState())
    {
        check.onCrash(scene, findings);
        scene.recovered = stamp.seq = recovered;
        ++scene.boot;
        check.onBoot(scene, state, findings);
    }
    /// The engine has that state from here on.
    void show(engine::DeskState state)
    {
        engine.resume(std::move(state));
    }
    /// The number of the promise that was broken; 0: none.
    [[nodiscard]] int broken() const
    {
        return findings.first() ? findings.first()->invariant.number : 0;
    }

    simulate::Check& check;
    engine::Engine engine;
    simulate::ModelVenue venue{AccountId{1}, {}};
    simulate::Scene scene;
    simulate::Findings findings;
    Stamp stamp;
};

/// A strategy's entry: buys 10 of instrument 1 at the market, on paper.
inline orders::OrderTicket entryOf(std::uint64_t id)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{id};
    ticket.instrument = InstrumentId{1};
    ticket.account = AccountId{1};
    ticket.environment = orders::Environment::Paper;
    ticket.origin = orders::Origin::Strategy;
    ticket.size = Lots{10};
    ticket.strategy = StrategyId{1};
    ticket.proposal = ProposalId{1};
    ticket.by = events::principalOf(StrategyId{1});
    return ticket;
}

/// What closes it.
inline orders::OrderTicket exitOf(std::uint64_t id)
{
    orders::OrderTicket ticket = entryOf(id);
    ticket.side = Side::Sell;
    ticket.role = orders::OrderRole::Exit;
    ticket.reduceOnly = true;
    ticket.proposal = {};
    return ticket;
}

} // namespace omni::test
