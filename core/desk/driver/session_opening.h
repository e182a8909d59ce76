// How a session begins on a desk, whatever drives it: its start, limits, instruments, rates, money, what was before,
// what is cleared, the mode.

#pragma once

#include "core/base/error.h"
#include "core/desk/engine/engine.h"
#include "core/desk/events/event.h"
#include "core/trade/market/instrument.h"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::driver {

/// A rate that somebody gave, by the names of its currencies. One of `from` is worth `rate` of `to`.
struct GivenRate {
    std::string from, to;
    portfolio::Rate rate;
    Timestamp at;
    portfolio::RateSource source = portfolio::RateSource::Configured;
    friend bool operator==(const GivenRate&, const GivenRate&) = default;
};

/// What becomes of positions when a session ends in order.
enum class AtEnd : std::uint8_t {
    Keep, ///< They stay as they are.
    Flatten, ///< They are closed at market. What cannot be closed stays, and the summary names it.
};

struct SimulatedSetup {
    events::SessionStarted started;
    std::vector<market::Instrument>
        instruments; ///< To define, in the order of their ids; those known already are left out.
    std::vector<bool> barsFromMids; ///< For each of them.
    std::vector<GivenRate> rates;
    std::vector<events::BarsGiven> history; ///< For the strategies' indicators. Empty: they warm up from the feed.
    std::optional<Money> deposit; ///< In the base currency, for a profile that has no money yet.
    risk::Mode arm = risk::Mode::Manual; ///< By a recorded command. Halted: it stays as it starts.
    bool armsOnceReconciled = false; ///< With a broker: not before the account has been compared.
    std::optional<events::PeopleVouched> people; ///< Before any command. Nothing: as the record last had them.
    std::optional<events::LiveVouched> live; ///< Of a LIVE session: that it may be armed. Behind the people.
    PrincipalId by; ///< Who arms, approves and ends.
    std::string rearm; ///< Not empty: the reason for which latches and breakers of earlier sessions are cleared and
                       ///< strategies that are off are started.
    std::optional<events::TroubleFound> trouble; ///< Of the session before, told before anything else.
    std::optional<events::KillLatched>
        latched; ///< What the kill switch's own file says. Told before anything is armed.
    AtEnd atEnd = AtEnd::Keep;
    bool stopsStay = false; ///< They stand at the venue while this program is down, and protect what is kept.
    std::string armReason = "headless session arms itself"; ///< Of the command.
    Timestamp start;
    Timestamp until{std::numeric_limits<std::int64_t>::max()}; ///< The first event after it is not applied.
};

/// Gives one input to the desk and does what it leads to. The first one, the session's start, must be booked: its error
/// is a desk that refuses the session. Errors of later ones end the session.
using OpeningPut = std::function<Result<void>(const events::Event& event)>;

/// Everything up to the armed desk, input by input. `engine` is the desk's, which changes with each.
[[nodiscard]] Result<void> openSession(const engine::Engine& engine, const SimulatedSetup& setup,
                                       const OpeningPut& put);

/// A command of the driver itself.
[[nodiscard]] events::Command commandOf(PrincipalId by, std::string_view reason, events::Wish what);

/// A venue in the house counts its fills anew in each session; over the life of the profile the id must be unique.
[[nodiscard]] orders::Fill ofThisSession(orders::Fill fill, std::uint32_t boot);

} // namespace omni::driver
