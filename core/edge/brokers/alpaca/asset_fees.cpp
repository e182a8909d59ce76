#include "core/edge/brokers/alpaca/asset_fees.h"

#include "core/base/wide_int.h"
#include "core/trade/portfolio/asset_fee.h"

#include <algorithm>

namespace omni::brokers::alpaca {

namespace {

/// Lots in 1e-8 of the coin: the finest that a fee is booked to. 0: they do not divide it, and nothing is told.
std::int64_t grainOf(const market::Instrument& instrument) noexcept
{
    const auto unit = portfolio::lotUnitOf(instrument);
    return unit.isKnown() && unit.numerator == 1 ? unit.denominator : 0;
}

bool canBeFee(std::int64_t lots, std::int64_t bought) noexcept
{
    return lots > 0 && lots <= bought / 100 * AssetFees::mostPercent;
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

Money AssetFees::booked(const market::Instrument& instrument, std::int64_t lots, Pair& pair)
{
    const std::int64_t grain = grainOf(instrument);
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
    if (m_seen.size() >= mostSeen) {
        m_seen.clear();
    }
    if (!m_seen.emplace(fill.venueFillId.view()).second) {
        return {};
    }
    ++m_taken;
    Pair& pair = m_pairs[instrument.id];
    const std::int64_t signedSize = fill.side == Side::Buy ? fill.size.count : -fill.size.count;
    const std::int64_t gross = checkedSum(pair.expected, signedSize).value_or(pair.expected);
    if (fill.side == Side::Sell) {
        pair.expected = gross;
        return {};
    }
    if (after && canBeFee(gross - after->count, fill.size.count)) {
        pair.expected = after->count;
        pair.isOfAccount = true;
        return booked(instrument, gross - after->count, pair);
    }
    pair.expected = gross;
    if (pair.open.size() < mostOpen) {
        pair.open.push_back(fill);
    }
    return {};
}

std::vector<events::FillCorrected> AssetFees::compare(const market::Instrument& instrument, Lots there)
{
    std::vector<events::FillCorrected> corrected;
    if (!isTaken(instrument)) {
        return corrected;
    }
    Pair& pair = m_pairs[instrument.id];
    const std::int64_t missing = checkedDifference(pair.expected, there.count).value_or(0);
    if (!pair.isOfAccount && missing <= 0 && missing > -grainOf(instrument)) {
        pair.rest = -missing; // what an earlier session has left
    }
    std::int64_t bought = 0;
    for (const auto& fill : pair.open) {
        bought = checkedSum(bought, fill.size.count).value_or(bought);
    }
    if (canBeFee(missing, bought)) {
        std::int64_t left = missing;
        for (std::size_t i = 0; i < pair.open.size(); ++i) {
            const orders::Fill& fill = pair.open[i];
            const auto share = i + 1 == pair.open.size()
                ? left
                : std::min(left, static_cast<std::int64_t>(Int128{missing} * fill.size.count / bought));
            left -= share;
            if (const Money fee = booked(instrument, share, pair); fee.e8 > 0) {
                corrected.push_back(
                    {fill.account, fill.instrument, fill.venueFillId, fill.price, fill.size, fill.value, fee});
            }
        }
    }
    pair.expected = there.count;
    pair.open.clear();
    pair.isOfAccount = true;
    return corrected;
}

bool AssetFees::wantsComparison() const noexcept
{
    return std::any_of(m_pairs.begin(), m_pairs.end(), [](const auto& pair) { return !pair.second.open.empty(); });
}

} // namespace omni::brokers::alpaca
