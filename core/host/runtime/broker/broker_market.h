// Opens a broker for a session: its configuration and key, its loop, what it lists.

#pragma once

#include "core/base/stop_flag.h"
#include "core/desk/engine/desk_state.h"
#include "core/edge/brokers/registry.h"
#include "core/host/config/settings.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/broker/key_ring.h"
#include "core/host/runtime/session_market.h"
#include "core/host/runtime/start_steps.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace omni::runtime {

struct BrokerWish {
    std::string broker; ///< Its key: "binance"; "sandbox-binance": paper/paper_name.h. Empty: none is wished.
    std::vector<std::string> symbols; ///< Empty: those of the configuration, all of the paper exchange.
    std::string currency; ///< What the desk counts in. Empty: what the first instrument is quoted in.
    std::string record = {}; ///< A folder for recordings of the market. Empty: as configured.
};

/// All outlive the call; `clock` outlives the market.
struct BrokerSurroundings {
    const config::Settings& settings;
    std::span<const brokers::BrokerInfo* const> known;
    const engine::DeskState& state;
    Clock& clock;
    const StopFlag& stop;
    const Reporter& reporter;
    const KeyRing* keys = nullptr; ///< Null: the key is taken out of the environment of the process.
    std::filesystem::path profile = {}; ///< Where bans are remembered, and what was granted. Empty: nowhere.
    bool hasAudit = false; ///< The session's audit record is open: real money takes it.
};

/// Exit 1: the paper exchange in this program cannot be started. Exit 2: no symbol is named. Exit 3: an unknown broker
/// or symbol, a file that cannot be read. Exit 4: real money, no key, a wrong key, a mix of environments. Exit 5: it
/// cannot be reached. Before the broker is asked for its list no byte has left.
[[nodiscard]] Outcome<SessionMarket> openBrokerMarket(const BrokerWish& wish, const BrokerSurroundings& around);

/// A broker beside any session, with what it lists of these symbols; of none: of all. Failures as above.
struct ListedBroker {
    std::unique_ptr<BrokerLoop> loop;
    std::vector<ports::ListedInstrument> listed;
};
[[nodiscard]] Outcome<ListedBroker> openAndList(const std::string& broker, const std::vector<std::string>& symbols,
                                                const BrokerSurroundings& around);
/// What a broker's error is for the one who asked.
[[nodiscard]] tl::unexpected<RunFailure> brokerFailure(const std::string& what, const Error& error);

/// All that the broker lists, beside any session: the wished symbols are not looked at. Failures as above.
[[nodiscard]] Outcome<std::vector<ports::ListedInstrument>> listOfBroker(const std::string& broker,
                                                                         const BrokerSurroundings& around);

/// The finished bars that come before `until`, at most `count`, newest last. Empty, and a note: the broker has none.
[[nodiscard]] std::vector<market::Bar> barsOfBroker(BrokerLoop& broker, const market::Instrument& instrument,
                                                    Duration interval, std::size_t count, Timestamp until,
                                                    const Reporter& reporter);

/// A profile is of one account: its books are compared with it, and nothing of another belongs into them (S35). Refused
/// (exit 4) otherwise. What simulated venues do is one account's.
[[nodiscard]] Outcome<void> mustBeSameAccount(const engine::DeskState& state, orders::Environment environment,
                                              const std::string& accountName);

} // namespace omni::runtime
