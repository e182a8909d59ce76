// A live loop whose lanes a test fills and empties by itself.

#pragma once

#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/principals.h"
#include "tests/support/live_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_store.h"
#include "tests/support/recorded_session.h"

#include <QTest>

#include <functional>
#include <memory>
#include <vector>

namespace omni::test {

/// A loop on test:ACME whose lanes a test fills and empties by itself.
struct PumpedLoop {
    explicit PumpedLoop(driver::LiveOptions options = {}, driver::ApprovalRule rule = driver::ApprovalRule::All)
        : clock(newYear)
        , lanes(std::make_unique<driver::LiveLanes>())
        , approver(rule, engine::script)
        , desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, nullptr)
        , loop(desk, approver, {clock, durability, *lanes, bell, pulse}, options)
    {
        setup = aTypicalSetup();
        setup.started.strategies = {{StrategyId{1}, "sma_cross:fast=1,slow=2"}};
    }
    void open()
    {
        QVERIFY(loop.open(setup));
        drainParcels();
        opened = store.records.size();
    }
    /// Kinds recorded since the opening, facts left out.
    std::vector<std::uint16_t> inputs() const
    {
        std::vector<std::uint16_t> kinds;
        for (std::size_t i = opened; i < store.records.size(); ++i) {
            if (!events::isFact(store.records[i].kind)) {
                kinds.push_back(store.records[i].kind);
            }
        }
        return kinds;
    }
    std::vector<market::Tick> tape() const
    {
        std::vector<market::Tick> ticks;
        for (const auto& record : store.records) {
            if (record.isTape) {
                market::Tick tick;
                if (events::decodeTick(record.stamp, record.kind, record.payload, tick)) {
                    ticks.push_back(tick);
                }
            }
        }
        return ticks;
    }
    std::vector<driver::Parcel> drainParcels()
    {
        std::vector<driver::Parcel> out;
        for (driver::Parcel parcel; lanes->parcels.tryPop(parcel);) {
            out.push_back(std::move(parcel));
        }
        return out;
    }
    bool quote(std::int64_t bid, std::int64_t ask)
    {
        return lanes->ticks.put({clock.wall(),
                                 market::Quote{InstrumentId{1}, clock.wall(), Ticks{bid}, Ticks{ask}, Lots{1'000},
                                               Lots{1'000}, true, true}});
    }
    bool print(std::int64_t price)
    {
        return lanes->ticks.put(
            {clock.wall(),
             market::Print{InstrumentId{1}, clock.wall(), Ticks{price}, Lots{1}, market::Aggressor::Buyer}});
    }
    bool bar(std::int64_t close)
    {
        market::Bar bar;
        bar.instrument = InstrumentId{1};
        bar.interval = minutes(1);
        bar.closedAt = clock.wall();
        bar.opened = bar.closedAt - bar.interval;
        bar.open = bar.high = bar.low = bar.close = Ticks{close};
        bar.volume = 1;
        return lanes->ticks.put({clock.wall(), bar});
    }
    /// Falls, rises: the strategy wishes to buy, and by rule it is approved.
    void cross()
    {
        for (const std::int64_t close : {10'000, 9'990, 10'000}) {
            clock.pass(minutes(1));
            QVERIFY(quote(close - 1, close + 1));
            QVERIFY(bar(close));
            while (loop.turn() > 0) { }
        }
    }

    ManualClock clock;
    MemoryStore store;
    StatedDurability durability;
    CountingBell bell;
    driver::Pulse pulse;
    std::unique_ptr<driver::LiveLanes> lanes;
    driver::Approver approver;
    driver::Desk desk;
    driver::LiveLoop loop;
    driver::SimulatedSetup setup;
    std::size_t opened = 0;
};

/// The venue does its next deed whenever the loop has nothing to do.
class VenueBell final : public driver::Doorbell
{
public:
    void ring() noexcept override { }
    std::uint32_t rings() const noexcept override
    {
        return 0;
    }
    void wait(std::uint32_t, Duration) override
    {
        if (!deeds.empty()) {
            const auto deed = deeds.front();
            deeds.erase(deeds.begin());
            deed();
        }
    }
    std::vector<std::function<void()>> deeds;
};

} // namespace omni::test
