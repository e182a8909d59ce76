// A session of two falling and rising days with one round trip, recorded in a folder.

#pragma once

#include "core/desk/driver/recovery.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/feed_venue.h"
#include "tests/support/folder_store.h"
#include "tests/support/scripted_market.h"

namespace omni::test {

inline constexpr std::int64_t oneDollar = 100'000'000;

/// 100'000 dollars, `sma_cross` of 2 and 3 daily bars, arming itself in Manual.
inline driver::SimulatedSetup aTypicalSetup(std::uint32_t boot = 1, Timestamp start = newYear)
{
    driver::SimulatedSetup setup;
    setup.started.boot = boot;
    setup.started.environment = orders::Environment::Replay;
    setup.started.account = AccountId{1};
    setup.started.accountName = "replay";
    setup.started.baseCurrency = "USD";
    setup.started.strategies = {{StrategyId{1}, "sma_cross:fast=2,slow=3"}};
    setup.instruments = {acme()};
    setup.barsFromMids = {false};
    setup.deposit = Money{100'000 * oneDollar};
    setup.by = engine::script;
    setup.start = start;
    return setup;
}

/// Falls for four days, rises for five, falls again: one cross up, one cross down.
inline ScriptedMarket aHill(int firstDay = 0)
{
    ScriptedMarket feed;
    int day = firstDay;
    for (const std::int64_t close :
         {10'000, 9'900, 9'800, 9'700, 9'900, 9'980, 9'990, 10'000, 10'010, 9'900, 9'850, 9'800, 9'790}) {
        feed.addDay(day++, close);
    }
    return feed;
}

/// Runs one more session on what the folder holds. Returns the hash at its end.
inline Digest record(ports::LogFolder& folder, ScriptedMarket& feed, const driver::SimulatedSetup& setup,
                     bool endsCleanly = true)
{
    FolderStore store(folder);
    auto recovered = driver::recoverDesk(folder);
    engine::Engine engine;
    sim::FeedVenue venue{sim::FeedVenueConfig{}};
    for (const auto& position : recovered->state.portfolio.positions()) {
        venue.adoptPosition(setup.started.account, position.instrument, position.lots);
    }
    engine.resume(std::move(recovered->state));
    driver::Approver approver(driver::ApprovalRule::All, engine::script);
    driver::Desk desk(std::move(engine), {.last = store.last(), .boot = setup.started.boot, .epoch = setup.start},
                      &store, nullptr);
    driver::SimulatedSession session(desk, venue, &feed, approver);
    static_cast<void>(session.run(setup, nullptr));
    if (endsCleanly) {
        store.end();
    }
    return desk.engine().hash();
}

} // namespace omni::test
