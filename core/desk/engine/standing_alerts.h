// What a person is told while its cause lasts (F57): at once, again after 1, 2, 4, … seconds, at last every five
// minutes. Where it gets worse, that is told at once. A cause that has ended, or that nobody has met for ten minutes,
// is news again. Nothing is dropped for good: what lasts is told again.
//
// What it remembers is no part of the durable state: it follows from the events as every decision does, and a start
// tells anew what still stands.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/ids.h"
#include "core/base/short_text.h"
#include "core/base/time.h"
#include "core/desk/events/fact.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::engine {

inline constexpr Duration firstTellAgain = seconds(1);
inline constexpr Duration longestTellAgain = minutes(5);
inline constexpr Duration newsAfter = minutes(10); ///< That it was not met.
/// Of one more the one that was met the longest ago is forgotten: told too often rather than never (S26).
inline constexpr std::size_t mostStandingAlerts = 1'024;

/// What is told, and of what. Two that differ in anything are told apart.
struct AlertCause {
    ShortText<31> key;
    InstrumentId instrument;
    StrategyId strategy; ///< None: of no strategy's holding.
    OrderId order; ///< None: not of one order.
    std::int64_t why = 0; ///< A rule, or whatever else makes it another cause. Zero: there is only one.

    AlertCause(std::string_view what, InstrumentId where, StrategyId whose = {}, OrderId which = {},
               std::int64_t because = 0)
        : key(what)
        , instrument(where)
        , strategy(whose)
        , order(which)
        , why(because)
    {
    }
    AlertCause() = default;
    friend auto operator<=>(const AlertCause&, const AlertCause&) = default;
};

class StandingAlerts
{
public:
    /// The cause is met at `now`. True: tell it. `extent`: how bad it is where that can be counted; more of it is
    /// worse.
    [[nodiscard]] bool isDue(events::AlertLevel level, const AlertCause& cause, std::int64_t extent, Monotonic now);
    /// For what is worth a word only when it does not end by itself: the cause is met at `now`; true once it was met
    /// for so long, from the first time on, and has not ended since.
    [[nodiscard]] bool hasLasted(const AlertCause& cause, Duration patience, Monotonic now);
    /// How long that one has been met by `now`. None: it is not met, or has ended.
    [[nodiscard]] std::optional<Duration> lastedFor(const AlertCause& cause, Monotonic now) const
    {
        const Monotonic* began = m_began.find(cause);
        return began != nullptr ? std::optional(now - *began) : std::nullopt;
    }
    /// `look(cause, began)` at each of those with that key, in their order.
    template<class Look> void eachBegun(std::string_view key, Look&& look) const
    {
        for (const auto& entry : m_began) {
            if (entry.key.key.view() == key) {
                look(entry.key, entry.value);
            }
        }
    }
    /// It is over: when it comes back it is news.
    void ended(const AlertCause& cause)
    {
        m_told.erase(cause);
        m_began.erase(cause);
    }
    /// The same of all for which `isOver(cause)` holds.
    template<class IsOver> void endedIf(IsOver&& isOver)
    {
        m_told.eraseIf([&isOver](const AlertCause& cause, const Told&) { return isOver(cause); });
        m_began.eraseIf([&isOver](const AlertCause& cause, Monotonic) { return isOver(cause); });
    }
    void forget() noexcept
    {
        m_told.clear();
        m_began.clear();
    }
    /// Of those that were told.
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_told.size();
    }

private:
    struct Told {
        events::AlertLevel level = events::AlertLevel::Info;
        std::int64_t extent = 0;
        Duration gap = firstTellAgain; ///< Till it is told again.
        Monotonic at; ///< When it was told.
        Monotonic met; ///< When it was last found to last.
    };
    void makeRoom();

    FlatMap<AlertCause, Told> m_told;
    FlatMap<AlertCause, Monotonic> m_began; ///< Of what has to last first.
};

} // namespace omni::engine
