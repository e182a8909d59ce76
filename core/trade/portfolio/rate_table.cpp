#include "core/trade/portfolio/rate_table.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <utility>

namespace omni::portfolio {

namespace {

bool isBefore(const DatedRate& a, CurrencyId from, CurrencyId to) noexcept
{
    return a.from != from ? a.from < from : a.to < to;
}

/// a x b in lowest terms, or nothing when that does not fit.
std::optional<Rate> productOf(Rate a, Rate b) noexcept
{
    const Int128 numerator = Int128{a.numerator} * b.numerator;
    const Int128 denominator = Int128{a.denominator} * b.denominator;
    Int128 common = numerator;
    Int128 rest = denominator;
    while (rest != 0) {
        common = std::exchange(rest, common % rest);
    }
    const auto top = narrowed(numerator / common);
    const auto bottom = narrowed(denominator / common);
    return top && bottom ? std::optional(Rate{*top, *bottom}) : std::nullopt;
}

DatedRate inverseOf(const DatedRate& rate) noexcept
{
    return {rate.to, rate.from, {rate.rate.denominator, rate.rate.numerator}, rate.at, rate.source};
}

bool isWellFormed(const DatedRate& rate) noexcept
{
    return rate.from && rate.to && rate.from != rate.to && rate.rate.numerator > 0 && rate.rate.denominator > 0
        && rate.source != RateSource::Identity;
}

} // namespace

Result<bool> RateTable::set(const DatedRate& rate)
{
    if (!isWellFormed(rate)) {
        return failure(Errc::Invalid, "a rate is between two currencies, above zero, and has a source");
    }
    const auto place
        = std::lower_bound(m_rates.begin(), m_rates.end(), rate,
                           [](const DatedRate& a, const DatedRate& b) { return isBefore(a, b.from, b.to); });
    if (place != m_rates.end() && place->from == rate.from && place->to == rate.to) {
        if (place->at > rate.at) {
            return false;
        }
        *place = rate;
        return true;
    }
    if (m_rates.size() >= mostRates) {
        return failure(Errc::Full, "no room for another rate");
    }
    m_rates.insert(place, rate);
    return true;
}

/// A rate dated after `now` is as fresh as can be: clocks differ.
bool RateTable::isFresh(const DatedRate& rate, Timestamp now) const noexcept
{
    Duration most;
    switch (rate.source) {
    case RateSource::Identity:
        return true;
    case RateSource::Configured:
        most = m_ages.configured;
        break;
    case RateSource::Venue:
        most = m_ages.venue;
        break;
    case RateSource::Feed:
        most = m_ages.feed;
        break;
    }
    const auto age = checkedDifference(now.ns, rate.at.ns);
    return most.ns > 0 && (age ? *age <= most.ns : now < rate.at);
}

const DatedRate* RateTable::stored(CurrencyId from, CurrencyId to) const noexcept
{
    const auto place = std::partition_point(m_rates.begin(), m_rates.end(),
                                            [from, to](const DatedRate& rate) { return isBefore(rate, from, to); });
    return place != m_rates.end() && place->from == from && place->to == to ? &*place : nullptr;
}

std::optional<DatedRate> RateTable::oneStep(CurrencyId from, CurrencyId to, Timestamp now) const noexcept
{
    const DatedRate* direct = stored(from, to);
    const DatedRate* inverse = stored(to, from);
    if (direct != nullptr && !isFresh(*direct, now)) {
        direct = nullptr;
    }
    if (inverse != nullptr && !isFresh(*inverse, now)) {
        inverse = nullptr;
    }
    if (inverse != nullptr && (direct == nullptr || inverse->at > direct->at)) {
        return inverseOf(*inverse);
    }
    return direct != nullptr ? std::optional(*direct) : std::nullopt;
}

std::optional<DatedRate> RateTable::find(CurrencyId from, CurrencyId to, Timestamp now) const noexcept
{
    if (from == to) {
        return DatedRate{from, to, {1, 1}, now, RateSource::Identity};
    }
    if (const auto found = oneStep(from, to, now)) {
        return found;
    }
    std::optional<DatedRate> best;
    CurrencyId bestCross;
    for (const DatedRate& rate : m_rates) {
        if (rate.from != from && rate.to != from) {
            continue;
        }
        const CurrencyId cross = rate.from == from ? rate.to : rate.from;
        const auto first = oneStep(from, cross, now);
        const auto second = oneStep(cross, to, now);
        const auto product = first && second ? productOf(first->rate, second->rate) : std::nullopt;
        if (!product) {
            continue;
        }
        const DatedRate& older = first->at <= second->at ? *first : *second;
        if (!best || older.at > best->at || (older.at == best->at && cross < bestCross)) {
            best = DatedRate{from, to, *product, older.at, older.source};
            bestCross = cross;
        }
    }
    return best;
}

std::optional<Money> RateTable::convert(Money amount, CurrencyId from, CurrencyId to, Timestamp now) const noexcept
{
    const auto rate = find(from, to, now);
    return rate ? converted(amount, rate->rate) : std::nullopt;
}

void RateTable::save(ByteWriter& out) const
{
    out.varint(m_rates.size());
    for (const DatedRate& rate : m_rates) {
        out.varint(rate.from.value);
        out.varint(rate.to.value);
        out.signedVarint(rate.rate.numerator);
        out.signedVarint(rate.rate.denominator);
        out.i64(rate.at.ns);
        out.u8(static_cast<std::uint8_t>(rate.source));
    }
}

Result<void> RateTable::load(ByteReader& in)
{
    std::vector<DatedRate> loaded;
    const std::size_t count = in.count(mostRates);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        DatedRate rate;
        rate.from = {in.varint()};
        rate.to = {in.varint()};
        rate.rate = {in.signedVarint(), in.signedVarint()};
        rate.at = {in.i64()};
        const std::uint8_t source = in.u8();
        rate.source = static_cast<RateSource>(source);
        const bool rises = loaded.empty() || isBefore(loaded.back(), rate.from, rate.to);
        if (source > static_cast<std::uint8_t>(RateSource::Feed) || !isWellFormed(rate) || !rises) {
            in.fail();
        }
        loaded.push_back(rate);
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a table of rates");
    }
    m_rates = std::move(loaded);
    return {};
}

} // namespace omni::portfolio
