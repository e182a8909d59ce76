#include "core/edge/brokers/shared/ranked_quotes.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <limits>

namespace omni::brokers {

namespace {

/// Of the lower mid, rounded down. None: a side is missing, so that there is nothing to compare.
std::optional<std::int64_t> apartBp(const market::Quote& one, const market::Quote& other) noexcept
{
    const bool areWhole = one.hasBid && one.hasAsk && other.hasBid && other.hasAsk;
    const Int128 a = Int128{one.bid.count} + one.ask.count;
    const Int128 b = Int128{other.bid.count} + other.ask.count;
    if (!areWhole || a <= 0 || b <= 0) {
        return std::nullopt;
    }
    const Int128 apart = (a > b ? a - b : b - a) * 10'000 / std::min(a, b);
    return static_cast<std::int64_t>(std::min<Int128>(apart, std::numeric_limits<std::int32_t>::max()));
}

Duration between(Timestamp a, Timestamp b) noexcept
{
    return a < b ? b - a : a - b;
}

} // namespace

bool RankedQuotes::isFresh(const std::optional<Told>& told, Monotonic now) const noexcept
{
    return told && !told->isCut && now - told->at <= m_rules.staleAfter;
}

std::optional<std::size_t> RankedQuotes::bestOf(const Entry& entry, Monotonic now) const noexcept
{
    for (std::size_t i = 0; i < mostSources; ++i) {
        if (isFresh(entry.sources[i], now)) {
            return i;
        }
    }
    return std::nullopt;
}

/// Two sources that tell the same settle it; two that do not begin it.
void RankedQuotes::judge(Entry& entry, std::size_t source, const Told& told, const std::optional<Told>& before)
{
    std::optional<std::int64_t> worst;
    bool isConfirmed = false;
    for (std::size_t i = 0; i < mostSources; ++i) {
        const auto& other = entry.sources[i];
        if (i == source || !other || between(other->quote.venueTime, told.quote.venueTime) > m_rules.sameTime) {
            continue;
        }
        if (const auto apart = apartBp(told.quote, other->quote)) {
            isConfirmed = isConfirmed || *apart <= m_rules.mostApartBp;
            worst = std::max(worst.value_or(0), *apart);
        }
    }
    const bool wasDisputed = entry.apartBp.has_value();
    if (worst && *worst > m_rules.mostApartBp) {
        entry.apartBp = worst;
        entry.isContradicted = true;
    } else if (isConfirmed) {
        entry.apartBp.reset();
    } else if (!wasDisputed && entry.given && told.at - entry.given->at <= m_rules.jumpAfter) {
        const auto jump = apartBp(told.quote, entry.given->quote);
        if (jump && *jump > m_rules.mostApartBp) {
            entry.apartBp = jump; // until a second source has said the same
            entry.isContradicted = false;
        }
    } else if (wasDisputed && !entry.isContradicted && before && told.at - entry.disputedSince >= m_rules.standsAlone) {
        const auto moved = apartBp(told.quote, before->quote);
        if (moved && *moved <= m_rules.mostApartBp) {
            entry.apartBp.reset();
        }
    }
    if (!wasDisputed && entry.apartBp) {
        ++m_disputes;
        entry.disputedSince = told.at;
    }
}

std::optional<market::Quote> RankedQuotes::take(std::size_t source, const market::Quote& quote, Monotonic now)
{
    if (source >= mostSources) {
        return std::nullopt;
    }
    auto& entry = m_entries[quote.instrument];
    auto& own = entry.sources[source];
    if (own && quote.venueTime < own->quote.venueTime) {
        return std::nullopt; // it is older than what this source has told
    }
    const auto before = own;
    const bool isNews = !own || quote.venueTime > own->quote.venueTime || source == 0;
    own = Told{quote, isNews ? now : own->at, false}; // asked for again it is as old as it was
    const bool wasDisputed = entry.apartBp.has_value();
    judge(entry, source, {quote, now, false}, before);
    const auto best = bestOf(entry, now);
    if (entry.apartBp || (best && *best < source && !wasDisputed)) {
        return std::nullopt;
    }
    // What settles a dispute may not be what the desk gets.
    const std::size_t giver = best && *best < source ? *best : source;
    const market::Quote given = entry.sources[giver]->quote;
    if ((giver > 0 || giver != source) && entry.given && given.venueTime <= entry.given->quote.venueTime) {
        return std::nullopt;
    }
    entry.given = Told{given, now, false};
    entry.givenBy = giver;
    return given;
}

void RankedQuotes::lost(std::size_t source) noexcept
{
    for (auto& [instrument, entry] : m_entries) {
        if (source < mostSources && entry.sources[source]) {
            entry.sources[source]->isCut = true;
        }
    }
}

bool RankedQuotes::isDisputed(InstrumentId instrument) const
{
    const auto found = m_entries.find(instrument);
    return found != m_entries.end() && found->second.apartBp;
}

bool RankedQuotes::isFarFromQuote(const market::Print& print, Monotonic now) const noexcept
{
    const auto found = m_entries.find(print.instrument);
    if (found == m_entries.end() || !found->second.given || now - found->second.given->at > m_rules.jumpAfter) {
        return false;
    }
    const market::Quote& quote = found->second.given->quote;
    if (!quote.hasBid && !quote.hasAsk) {
        return false;
    }
    const Int128 lowest = quote.hasBid ? quote.bid.count : quote.ask.count;
    const Int128 highest = quote.hasAsk ? quote.ask.count : quote.bid.count;
    const Int128 price = Int128{print.price.count} * 10'000;
    return price < lowest * (10'000 - m_rules.mostAsideBp) || price > highest * (10'000 + m_rules.mostAsideBp);
}

bool RankedQuotes::isStale(std::size_t source, InstrumentId instrument, Monotonic now) const
{
    const auto found = m_entries.find(instrument);
    return found == m_entries.end() || source >= mostSources || !isFresh(found->second.sources[source], now);
}

std::optional<std::size_t> RankedQuotes::sourceOf(InstrumentId instrument) const
{
    const auto found = m_entries.find(instrument);
    return found != m_entries.end() && found->second.given ? std::optional(found->second.givenBy) : std::nullopt;
}

std::optional<RankedQuotes::Dispute> RankedQuotes::anyDispute() const
{
    for (const auto& [instrument, entry] : m_entries) {
        if (entry.apartBp) {
            return Dispute{instrument, *entry.apartBp};
        }
    }
    return std::nullopt;
}

} // namespace omni::brokers
