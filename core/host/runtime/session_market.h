// Where a session trades: recorded data with a venue that fills against it, the built-in market, or a broker.

#pragma once

#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/desk_state.h"
#include "core/desk/ports/tick_source.h"
#include "core/desk/ports/venue.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/feeds/files/market_recorder.h"
#include "core/host/config/settings.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/broker/broker_loop.h"
#include "core/host/runtime/known_instruments.h"
#include "core/host/runtime/start_steps.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::runtime {

/// One account for all simulated venues: what a profile holds is the same in DEMO and REPLAY.
inline constexpr AccountId houseAccount{1};
/// A profile has one account of one broker.
inline constexpr AccountId brokerAccount{2};

struct MarketWish {
    std::vector<std::string> files; ///< Empty: the built-in market.
    std::vector<std::string> history; ///< Files of bars from before the feed, for the strategies' indicators.
    std::uint64_t seed = 1; ///< Of the built-in market.
    std::string instrument; ///< As `--instrument` gives it.
    std::string currency; ///< What the desk counts in. Empty: what the feed is quoted in.
    std::optional<Timestamp> start; ///< Of the built-in market; none: its usual morning.
    bool isEndless = false; ///< The built-in market trades around the clock and has no close.
};

struct SessionMarket {
    orders::Environment environment = orders::Environment::Demo;
    std::unique_ptr<ports::Venue> venue; ///< Null: it is a broker's.
    std::unique_ptr<BrokerLoop> broker; ///< Null: the market is in the house.
    std::unique_ptr<feeds::MarketRecorder> recorder; ///< Of what the broker tells. Null: nothing is recorded.
    bool endsWithSession = false; ///< The broker is the paper exchange in this program: no order of it outlives it.
    AccountId account = houseAccount;
    std::string accountName; ///< "binance-paper". Empty: that of the environment.
    std::optional<events::LiveVouched> live; ///< Of real money: that it is granted.
    std::optional<config::BrokerSettings> way; ///< To the broker, as it was taken. None: the market is in the house.
    std::unique_ptr<MappedSource> feed; ///< Null: the venue makes its own market.
    const feeds::FileFeed* files = nullptr; ///< In `feed`; tells the parts of a fault.
    const sim::SyntheticMarket* builtIn = nullptr; ///< In `venue`; knows what was before the start. Null: of files.
    std::vector<market::Instrument> instruments; ///< With the profile's ids, by rising id.
    std::vector<bool> barsFromMids; ///< Of each of them.
    std::optional<Duration> feedBars; ///< Interval of the feed's bars; none: the feed has ticks only.
    std::string currency; ///< What the desk counts in.
    std::optional<sim::FeeSchedule> fees; ///< What the venue charges. None: not known.
    Timestamp start;
    std::optional<Timestamp> end; ///< Of the built-in market: its first day's close, unless it is endless.
};

/// Opens it. In a feed of bars alone the modelled latency is none. A fault in the data is exit 3 with file, line and
/// field.
[[nodiscard]] Outcome<SessionMarket> openMarket(const MarketWish& wish, const engine::DeskState& state,
                                                const config::VenueSettings& settings, const Reporter& reporter);

/// The fault that ended a feed in the middle, as a failure.
[[nodiscard]] RunFailure failureOf(const feeds::DataFault& fault);
/// Why a session on this market ended badly.
[[nodiscard]] RunFailure failureOfSession(const SessionMarket& market, const Error& error);

} // namespace omni::runtime
