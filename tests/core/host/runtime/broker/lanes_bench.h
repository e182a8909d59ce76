// A broker's session behind the desk's lanes, with all that it stands on in a test's hand.

#pragma once

#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/principals.h"
#include "core/host/runtime/broker/broker_thread.h"
#include "core/host/runtime/live_gate.h"
#include "tests/core/trade/risk/typical_order.h"
#include "tests/support/live_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/scripted_broker.h"
#include "tests/support/scripted_market.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

namespace omni::runtime {

using namespace omni::test;
using orders::OrderEventKind;
using Deeds = std::vector<std::string>;

inline risk::ClearedOrder entry(std::uint64_t id)
{
    auto c = risk::aTypicalEntry();
    c.ticket.id = OrderId{id};
    return *risk::Gate(c.limits).clear(c.ticket, c.instrument, c.view);
}

inline risk::ClearedOrder leg(std::uint64_t id, std::uint64_t other)
{
    auto c = risk::aTypicalClose();
    c.ticket.id = OrderId{id};
    c.ticket.oco = OrderId{other};
    return *risk::Gate(c.limits).clear(c.ticket, c.instrument, c.view);
}

inline engine::DeskState aState()
{
    engine::DeskState state;
    state.session.account = AccountId{3};
    state.session.installNonce = "INSTALL1";
    state.session.environment = orders::Environment::Paper;
    state.starts = {{OrderId{1}, ShortText<8>("FIRST111")}, {OrderId{10}, ShortText<8>("SECOND22")}};
    static_cast<void>(state.portfolio.defineCurrency("USD"));
    return state;
}

/// A broker's session whose clock, lanes and broker a test holds. What is of the loop is looked at through `call`.
struct LanesBench {
    LanesBench()
        : clock(newYear)
        , lanes(std::make_unique<driver::LiveLanes>())
        , kill(std::move(*platform::KillLatchFile::open(folder.path().toStdString())))
        , gate(kill, durability, lanes->fence)
        , loop(std::move(*BrokerLoop::start([this] {
            auto made = std::make_unique<ScriptedBroker>();
            broker = made.get();
            return Result<std::unique_ptr<ports::Broker>>(std::move(made));
        })))
        , thread(*loop, {clock, gate, venueLanes, lanes->venue, lanes->ticks, engineBell, outboxBell})
    {
        durability.upTo = 1'000;
    }
    void open(const engine::DeskState& state = aState())
    {
        thread.define(std::vector{acme()});
        thread.start(state);
        thread.opened(state);
        settle();
    }
    void settle()
    {
        loop->call([] {});
    }
    template<class What> void send(What what, const orders::OrderTicket& ticket = {}, std::uint64_t by = 1)
    {
        QVERIFY(venueLanes.sendings.tryPush({std::move(what), ticket, clock.mono(), Sequence{by}}));
    }
    void submit(const risk::ClearedOrder& order)
    {
        send(events::Submit{order}, order.ticket());
    }
    void ring()
    {
        thread.bell().ring();
        settle();
    }
    /// What the broker says.
    bool say(const events::Event& event)
    {
        bool isTaken = false;
        loop->call([&] { isTaken = broker->session->sink.put(event); });
        return isTaken;
    }
    bool say(OrderEventKind kind, std::uint64_t order)
    {
        events::OrderReport report;
        report.order = OrderId{order};
        report.kind = kind;
        return say(report);
    }
    Deeds deeds()
    {
        Deeds out;
        loop->call([&] { out = broker->deeds; });
        return out;
    }
    std::vector<events::Event> heard()
    {
        std::vector<events::Event> out;
        for (events::Event event; lanes->venue.tryPop(event);) {
            out.push_back(event);
        }
        return out;
    }

    QTemporaryDir folder;
    ManualClock clock;
    StatedDurability durability;
    CountingBell engineBell, outboxBell;
    std::unique_ptr<driver::LiveLanes> lanes;
    VenueLanes venueLanes;
    KillSwitch kill;
    LiveGate gate;
    ScriptedBroker* broker = nullptr;
    std::unique_ptr<BrokerLoop> loop;
    BrokerThread thread;
};

inline const events::OrderReport& reportIn(const std::vector<events::Event>& heard, std::size_t at)
{
    return std::get<events::OrderReport>(heard.at(at));
}

} // namespace omni::runtime
