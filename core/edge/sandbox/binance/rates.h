// How often a client may ask: request weight by address, orders by account, and the bans of those who go on.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/binance/faults.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace omni::sandbox::binance {

struct RateLimits {
    std::int64_t weight = 6'000; ///< A minute and address.
    std::int64_t ordersTenSeconds = 100; ///< Of an account.
    std::int64_t ordersDay = 200'000;
    std::int64_t rawRequests = 300'000; ///< In five minutes, of an address.
    int toleratedAfterLimit = 10; ///< Requests answered 429 before a ban.
    Duration firstBan = minutes(2);
    Duration longestBan = days(3);
};

/// Windows are fixed to the clock, as the limits' intervals say. Bounded: addresses and accounts beyond a cap push the
/// oldest out.
class Rates
{
public:
    explicit Rates(RateLimits limits)
        : m_limits(limits)
    {
    }

    struct Stop {
        Fault fault; ///< 429 or 418.
        std::int64_t retryAfterSeconds = 0;
    };
    /// Before anything else is looked at: nobody is served within a ban.
    [[nodiscard]] std::optional<Stop> enter(const std::string& peer, Timestamp now);
    /// Whether `enter` would stop it. Counts nothing.
    [[nodiscard]] bool wouldStop(const std::string& peer, Timestamp now);
    /// Counts a call's weight; a stop when that is more than is left.
    [[nodiscard]] std::optional<Stop> weigh(const std::string& peer, std::int64_t weight, Timestamp now);
    /// Takes back what a call has counted: accepted orders weigh nothing.
    void unweigh(const std::string& peer, std::int64_t weight);
    [[nodiscard]] std::int64_t usedWeight(const std::string& peer, Timestamp now);

    [[nodiscard]] std::optional<Stop> mayOrder(std::uint64_t account, std::int64_t orders, Timestamp now);
    void countOrders(std::uint64_t account, std::int64_t orders, Timestamp now);
    /// An order has filled: it counts no longer.
    void giveBack(std::uint64_t account, Timestamp placed, Timestamp now);
    [[nodiscard]] std::int64_t ordersTenSeconds(std::uint64_t account, Timestamp now);
    [[nodiscard]] std::int64_t ordersDay(std::uint64_t account, Timestamp now);

    [[nodiscard]] const RateLimits& limits() const noexcept
    {
        return m_limits;
    }
    /// Requests that came within a ban, none of which was served.
    [[nodiscard]] std::uint64_t turnedAway() const noexcept
    {
        return m_turnedAway;
    }

private:
    struct Window {
        Timestamp opened{};
        std::int64_t used = 0;
        /// What is used in the window of `length` that holds `now`.
        std::int64_t& at(Timestamp now, Duration length) noexcept
        {
            if (const Timestamp start = flooredTo(now, length); start != opened) {
                opened = start;
                used = 0;
            }
            return used;
        }
    };
    struct Peer {
        Window weight, raw;
        int tolerated = 0;
        int bans = 0;
        Timestamp bannedUntil{};
    };
    struct Account {
        Window tenSeconds, day;
    };
    [[nodiscard]] Stop tooMuch(Peer& peer, Timestamp now, Duration window);
    [[nodiscard]] Peer& peerOf(const std::string& name);
    [[nodiscard]] Account& accountOf(std::uint64_t account);

    RateLimits m_limits;
    std::map<std::string, Peer> m_peers;
    std::map<std::uint64_t, Account> m_accounts;
    std::uint64_t m_turnedAway = 0;
};

} // namespace omni::sandbox::binance
