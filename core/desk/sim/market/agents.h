// What an agent does when it comes: place, cancel or take, by chance alone.
//
// Zero intelligence after E. Smith, J. D. Farmer, L. Gillemot, S. Krishnamurthy, "Statistical theory of the continuous
// double auction", Quantitative Finance 3 (2003): limit orders fall at random distances from the other side's best
// price, every resting order is as likely to be cancelled as any other, market orders come blindly. Added to it: nobody
// bids above the hidden value or offers below it, and some who come see that a quote is stale and take it. That is
// what carries the hidden value's moves into the price (L. R. Glosten, P. R. Milgrom, "Bid, ask and transaction prices
// in a specialist market with heterogeneously informed traders", Journal of Financial Economics 14 (1985)).

#pragma once

#include "core/base/seeded_random.h"
#include "core/desk/sim/market/profiles.h"
#include "core/desk/sim/matching.h"

#include <cstdint>
#include <vector>

namespace omni::sim {

/// One message to the engine.
struct AgentDeed {
    bool isCancel = false;
    std::uint64_t cancelled = 0;
    MatchOrder order;
};

class Agents
{
public:
    explicit Agents(const Profile& profile) noexcept
        : m_profile(profile)
    {
    }

    /// An order of the first minutes before trading: `depth` ticks from the value, on the given side.
    [[nodiscard]] AgentDeed seeding(Side side, std::int64_t depth, double value, SeededRandom& random);
    [[nodiscard]] AgentDeed next(const MatchingEngine& book, double value, SeededRandom& random);
    /// The deed's order rests now: it can be cancelled later.
    void rests(std::uint64_t id);
    /// Forgets all orders and hands them out, for the end of a session.
    [[nodiscard]] std::vector<std::uint64_t> leave();

private:
    [[nodiscard]] AgentDeed take(Side side, Ticks limit, Lots size);
    [[nodiscard]] AgentDeed place(Side side, const MatchingEngine& book, double value, SeededRandom& random);
    [[nodiscard]] bool cancelSomebody(const MatchingEngine& book, AgentDeed& deed, SeededRandom& random);
    [[nodiscard]] Lots drawSize(SeededRandom& random) const;

    Profile m_profile;
    std::uint64_t m_lastId = 0;
    std::vector<std::uint64_t> m_live; ///< May hold orders that have filled meanwhile; they are dropped when drawn.
};

} // namespace omni::sim
