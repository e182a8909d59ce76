#include "core/edge/brokers/alpaca/asset_fees.h"

#include "core/base/decimal.h"
#include "core/base/wide_int.h"

#include <algorithm>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

/// Lots in 1e-8 of the coin: the finest that a fee is booked to. 0: they do not divide it, and nothing is told.
std::int64_t grainOf(const market::Instrument& instrument) noexcept
{
    const Decimal lot = normalised(instrument.lotSize);
    const Decimal contract = normalised(instrument.contractSize);
    const bool isCoin = !instrument.baseCurrency.empty() && contract == Decimal{1, 0};
    if (!isCoin || lot.mantissa != 1 || lot.exponent > -8 || lot.exponent < -18) {
        return 0;
    }
    std::int64_t grain = 1;
    for (int i = lot.exponent; i < -8; ++i) {
        grain *= 10;
    }
    return grain;
}

bool canBeFee(std::optional<std::int64_t> lots, std::int64_t bought) noexcept
{
    return lots && *lots > 0 && Int128{*lots} * 1'000 <= Int128{bought} * AssetFees::mostPerMille;
}

std::int64_t movedBy(const orders::Fill& fill) noexcept
{
    return fill.side == Side::Buy ? fill.size.count : -fill.size.count;
}

void add(std::int64_t& sum, std::int64_t lots) noexcept
{
    sum = checkedSum(sum, lots).value_or(sum);
}

} // namespace

bool AssetFees::isTaken(const market::Instrument& instrument) noexcept
{
    return grainOf(instrument) > 0;
}

void AssetFees::begin(InstrumentId instrument, Lots own)
{
    m_pairs[instrument].expected = own.count;
}

void AssetFees::recall(std::string_view execution, bool hasFee)
{
    if (m_seen.size() < mostSeen) {
        m_seen.try_emplace(std::string(execution), Seen{{}, 0, !hasFee});
    }
}

Money AssetFees::booked(std::int64_t grain, std::int64_t lots, Pair& pair)
{
    const std::int64_t left = lots - pair.rest;
    const std::int64_t grains = left > 0 ? (left + grain - 1) / grain : 0;
    pair.rest = grains * grain - left;
    return Money{grains};
}

Money AssetFees::take(const market::Instrument& instrument, const orders::Fill& fill, std::optional<Lots> after)
{
    if (!isTaken(instrument)) {
        return {};
    }
    Pair& pair = m_pairs[instrument.id];
    if (const auto known = m_seen.find(fill.venueFillId.view()); known != m_seen.end()) {
        if (std::exchange(known->second.isBookedGross, false) && fill.side == Side::Buy
            && pair.open.size() < mostOpen) {
            pair.open.push_back(fill); // the books hold all of it, and so does `expected`
        }
        return known->second.fee;
    }
    if (m_seen.size() >= mostSeen) {
        m_seen.clear();
    }
    Seen& seen = m_seen[std::string(fill.venueFillId.view())];
    ++pair.taken;
    seen.moved = movedBy(fill);
    const auto gross = checkedSum(pair.expected, seen.moved);
    const auto missing = after && gross ? checkedDifference(*gross, after->count) : std::nullopt;
    if (fill.side == Side::Buy && pair.isTrusted && canBeFee(missing, fill.size.count)) {
        pair.expected = after->count;
        pair.isOfAccount = true;
        seen.moved -= *missing;
        seen.fee = booked(grainOf(instrument), *missing, pair);
        return seen.fee;
    }
    add(pair.expected, seen.moved);
    if (fill.side == Side::Buy && pair.open.size() < mostOpen) {
        pair.open.push_back(fill);
        pair.silent = 0;
    }
    return {};
}

Money AssetFees::amend(const market::Instrument& instrument, std::string_view execution, const orders::Fill* fill)
{
    const auto known = m_seen.find(execution);
    if (!isTaken(instrument) || known == m_seen.end()) {
        return {};
    }
    Pair& pair = m_pairs[instrument.id];
    ++pair.taken;
    Seen& seen = known->second;
    const auto open = std::find_if(pair.open.begin(), pair.open.end(),
                                   [execution](const auto& one) { return one.venueFillId.view() == execution; });
    const std::int64_t kept = fill != nullptr && open == pair.open.end() ? seen.fee.e8 * grainOf(instrument) : 0;
    const std::int64_t moved = fill != nullptr ? movedBy(*fill) - kept : 0;
    add(pair.expected, checkedDifference(moved, seen.moved).value_or(0));
    seen.moved = moved;
    if (open != pair.open.end() && fill != nullptr) {
        const orders::VenueFillId name = open->venueFillId;
        *open = *fill;
        open->venueFillId = name;
    } else if (open != pair.open.end()) {
        pair.open.erase(open);
    }
    return seen.fee;
}

void AssetFees::lineWasCut() noexcept
{
    for (auto& [id, pair] : m_pairs) {
        pair.isTrusted = false;
    }
}

std::uint64_t AssetFees::taken(InstrumentId instrument) const
{
    const auto pair = m_pairs.find(instrument);
    return pair != m_pairs.end() ? pair->second.taken : 0;
}

void AssetFees::believe(Pair& pair, std::int64_t there)
{
    pair.expected = there;
    pair.isOfAccount = true;
    pair.isTrusted = true;
    pair.unclear.reset();
    pair.unclearTimes = 0;
}

std::vector<events::FillCorrected> AssetFees::share(std::int64_t grain, std::int64_t missing, std::int64_t bought,
                                                    Pair& pair)
{
    std::vector<events::FillCorrected> corrected;
    std::int64_t left = missing;
    for (std::size_t i = 0; i < pair.open.size(); ++i) {
        const orders::Fill& fill = pair.open[i];
        const auto lots = i + 1 == pair.open.size()
            ? left
            : std::min(left, static_cast<std::int64_t>(Int128{missing} * fill.size.count / bought));
        left -= lots;
        const Money fee = booked(grain, lots, pair);
        if (const auto known = m_seen.find(fill.venueFillId.view()); known != m_seen.end()) {
            known->second.fee = fee;
            known->second.moved -= lots;
        }
        if (fee.e8 > 0) {
            corrected.push_back(
                {fill.account, fill.instrument, fill.venueFillId, fill.price, fill.size, fill.value, fee, {}});
        }
    }
    return corrected;
}

AssetFees::Comparison AssetFees::compare(const market::Instrument& instrument, Lots there, std::uint64_t taken)
{
    Comparison comparison;
    if (!isTaken(instrument)) {
        return comparison;
    }
    Pair& pair = m_pairs[instrument.id];
    if (pair.taken != taken) {
        comparison.isClear = false;
        return comparison;
    }
    const std::int64_t grain = grainOf(instrument);
    const auto missing = checkedDifference(pair.expected, there.count);
    std::int64_t bought = 0;
    for (const auto& fill : pair.open) {
        add(bought, fill.size.count);
    }
    // What is finer than the books was left by an earlier session.
    if (missing && (*missing == 0 || (!pair.isOfAccount && *missing < 0 && *missing > -grain))) {
        pair.rest = *missing == 0 ? pair.rest : -*missing;
        believe(pair, there.count);
        if (!pair.open.empty() && ++pair.silent >= mostSilent) {
            pair.open.clear();
        }
        return comparison;
    }
    if (canBeFee(missing, bought)) {
        comparison.fees = share(grain, *missing, bought, pair);
    } else {
        pair.unclearTimes = pair.unclear == there.count ? pair.unclearTimes + 1 : 1;
        pair.unclear = there.count;
        if (pair.unclearTimes < sameAnswers) {
            comparison.isClear = false;
            return comparison;
        }
        pair.rest = 0;
    }
    pair.open.clear();
    believe(pair, there.count);
    return comparison;
}

bool AssetFees::wantsComparison() const noexcept
{
    return std::any_of(m_pairs.begin(), m_pairs.end(), [](const auto& pair) { return !pair.second.open.empty(); });
}

} // namespace omni::brokers::alpaca
