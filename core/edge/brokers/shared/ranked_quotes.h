// Quotes of the same instruments from several sources, the best one first: which quote is the desk's, and when two
// sources contradict each other (F35, F44).
//
// The desk gets the quotes of the first source that is not stale. Those of a later one pass only while the earlier ones
// are silent, and only if they are newer at the venue than what the desk has: an old quote that is asked for again does
// not become young. A price that jumps is held back until a second source tells the same, or, where none answers, the
// first has stood by it for a while; and so is everything of an instrument of which two sources tell different prices
// at the same time: without a young quote the gate lets nothing new through. What was held back is given when it is
// settled. Pure: no socket, no clock.

#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/market/tick.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace omni::brokers {

struct QuoteRules {
    Duration staleAfter = seconds(3); ///< Of silence, on the monotonic clock.
    Duration sameTime = seconds(2); ///< Venue times that far apart are compared.
    Duration standsAlone
        = seconds(15); ///< A jump that nobody contradicts is believed after so long, for want of others.
    Duration jumpAfter = seconds(60); ///< Against a price older than that nothing is a jump.
    std::int64_t mostApartBp = 100; ///< Of the mid, in basis points; more is a contradiction.
    std::int64_t mostAsideBp = 500; ///< A print that far outside of the quote is none to be used.
};

/// One thread. Holds one entry an instrument that was told of; a session's instruments bound them.
class RankedQuotes
{
public:
    static constexpr std::size_t mostSources = 4;

    explicit RankedQuotes(const QuoteRules& rules = {}) noexcept
        : m_rules(rules)
    {
    }
    /// `source`: its rank, 0 is the best; below `mostSources`. What the desk gets now: this quote, or that of a better
    /// source which it has confirmed; none: nothing.
    [[nodiscard]] std::optional<market::Quote> take(std::size_t source, const market::Quote& quote, Monotonic now);
    /// The line to it is cut: the next best may speak for it at once.
    void lost(std::size_t source) noexcept;
    /// Two sources contradict each other, or a jump waits for a second opinion: no price of it is to be used.
    [[nodiscard]] bool isDisputed(InstrumentId instrument) const;
    /// The print is far outside of the quote that the desk has. False also where that is too old to say so.
    [[nodiscard]] bool isFarFromQuote(const market::Print& print, Monotonic now) const noexcept;
    /// Nothing came of the source for too long, or ever.
    [[nodiscard]] bool isStale(std::size_t source, InstrumentId instrument, Monotonic now) const;
    /// Whose quote the desk got last. None: none yet.
    [[nodiscard]] std::optional<std::size_t> sourceOf(InstrumentId instrument) const;

    /// One that is disputed, and how far its prices are apart, in basis points. None: all agree.
    struct Dispute {
        InstrumentId instrument;
        std::int64_t apartBp = 0;
    };
    [[nodiscard]] std::optional<Dispute> anyDispute() const;
    /// Disputes that have begun.
    [[nodiscard]] std::uint64_t disputes() const noexcept
    {
        return m_disputes;
    }

private:
    struct Told {
        market::Quote quote;
        Monotonic at;
        bool isCut = false; ///< The line of the source, since.
    };
    struct Entry {
        std::array<std::optional<Told>, mostSources> sources;
        std::optional<Told> given; ///< To the desk.
        std::size_t givenBy = 0;
        std::optional<std::int64_t> apartBp; ///< While it is disputed.
        bool isContradicted = false; ///< Then: by another source, not only by what was before.
        Monotonic disputedSince;
    };
    [[nodiscard]] bool isFresh(const std::optional<Told>& told, Monotonic now) const noexcept;
    void judge(Entry& entry, std::size_t source, const Told& told, const std::optional<Told>& before);
    /// The newest of the best source that is not silent.
    [[nodiscard]] std::optional<std::size_t> bestOf(const Entry& entry, Monotonic now) const noexcept;

    QuoteRules m_rules;
    std::map<InstrumentId, Entry> m_entries;
    std::uint64_t m_disputes = 0;
};

} // namespace omni::brokers
