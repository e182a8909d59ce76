#include "core/trade/analytics/round_trips.h"

#include "core/base/decimal.h"

#include <limits>

namespace omni::analytics {

namespace {

/// `part / whole` of an amount, rounded half to even. `part` is at most `whole`, so it always fits.
Money shareOf(Money amount, std::int64_t part, std::int64_t whole) noexcept
{
    return Money{static_cast<std::int64_t>(dividedHalfEven(Int128{amount.e8} * part, whole))};
}

/// A quarter of the range: no sum or difference of two or three such amounts can leave it.
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / 4;

bool isWithin(Int128 amount) noexcept
{
    return amount >= -Int128{most} && amount <= most;
}

} // namespace

double returnOf(const RoundTrip& trade) noexcept
{
    return trade.entryValue.e8 == 0 ? 0 : static_cast<double>(trade.pnl.e8) / static_cast<double>(trade.entryValue.e8);
}

Money netOf(Side side, Money entryValue, Money exitValue, Money fees) noexcept
{
    return Money{signOf(side) * (exitValue.e8 - entryValue.e8) - fees.e8};
}

std::optional<std::string> unitPriceText(const market::Instrument& instrument, Money value, Lots size)
{
    constexpr int decimals = 10;
    // price = value / (lots x tick-lot value) ticks; all in units of 10^-10 of the currency.
    std::optional<Int128> dividend = checkedProduct(Int128{value.e8} * 10'000, instrument.tickLotValue.divisor);
    std::optional<Int128> divisor = Int128{size.count} * instrument.tickLotValue.e12;
    dividend = dividend ? checkedProduct(*dividend, instrument.tickSize.mantissa) : std::nullopt;
    for (int shift = instrument.tickSize.exponent + decimals; shift != 0; shift += shift > 0 ? -1 : 1) {
        auto& scaled = shift > 0 ? dividend : divisor;
        scaled = scaled ? checkedProduct(*scaled, 10) : std::nullopt;
    }
    if (!dividend || !divisor || *divisor <= 0) {
        return std::nullopt;
    }
    const auto price = narrowed(dividedHalfEven(*dividend, *divisor));
    return price ? std::optional(scaledText(*price, decimals)) : std::nullopt;
}

/// Cuts `lots` off an entry that has more.
RoundTripBook::Entry RoundTripBook::takePart(Entry& entry, std::int64_t lots)
{
    Entry part = entry;
    part.size = Lots{lots};
    part.value = shareOf(entry.value, lots, entry.size.count);
    part.fee = shareOf(entry.fee, lots, entry.size.count);
    entry.size.count -= lots;
    entry.value.e8 -= part.value.e8;
    entry.fee.e8 -= part.fee.e8;
    return part;
}

void RoundTripBook::end(Line& line, const Entry& part, const PairedFill& fill, Money value, Money fee)
{
    const bool goesOn = line.exit == fill.order && line.exitOf == part.order;
    if (!goesOn) {
        line.exit = fill.order;
        line.exitOf = part.order;
        line.trade = m_closed.size();
        m_closed.push_back({fill.instrument, fill.strategy, part.side, {}, part.time, {}, {}, {}, {}, {}, fill.reason});
    }
    RoundTrip& trade = m_closed[line.trade];
    trade.size.count += part.size.count;
    trade.entryValue.e8 += part.value.e8;
    trade.exitValue.e8 += value.e8;
    trade.fees.e8 += part.fee.e8 + fee.e8;
    trade.exited = fill.time;
    trade.pnl = netOf(trade.side, trade.entryValue, trade.exitValue, trade.fees);
}

bool RoundTripBook::fits(const Line& line, const PairedFill& fill) const noexcept
{
    Entry entry;
    RoundTrip trade;
    if (!line.entries.empty() && line.entries.back().order == fill.order) {
        entry = line.entries.back();
    }
    if (line.exit == fill.order && line.trade < m_closed.size()) {
        trade = m_closed[line.trade];
    }
    return fill.size.count > 0 && fill.value.e8 >= 0 && isWithin(Int128{entry.size.count} + fill.size.count)
        && isWithin(Int128{entry.value.e8} + fill.value.e8) && isWithin(Int128{entry.fee.e8} + fill.fee.e8)
        && isWithin(Int128{trade.exitValue.e8} + fill.value.e8) && isWithin(Int128{trade.fees.e8} + fill.fee.e8);
}

Result<void> RoundTripBook::add(const PairedFill& fill)
{
    Line& line = m_lines.findOrInsert({fill.instrument, fill.strategy});
    if (!fits(line, fill)) {
        return failure(Errc::Overflow, "the amounts of a fill are too large to pair");
    }
    PairedFill rest = fill;
    while (rest.size.count > 0 && !line.entries.empty() && line.entries.front().side != fill.side) {
        Entry part = line.entries.front();
        if (part.size <= rest.size) {
            line.entries.pop_front();
        } else {
            part = takePart(line.entries.front(), rest.size.count);
        }
        const Money value = shareOf(rest.value, part.size.count, rest.size.count);
        const Money fee = shareOf(rest.fee, part.size.count, rest.size.count);
        end(line, part, fill, value, fee);
        rest.size.count -= part.size.count;
        rest.value.e8 -= value.e8;
        rest.fee.e8 -= fee.e8;
    }
    if (rest.size.count == 0) {
        return {};
    }
    if (!line.entries.empty() && line.entries.back().order == fill.order) {
        Entry& same = line.entries.back();
        same.size.count += rest.size.count;
        same.value.e8 += rest.value.e8;
        same.fee.e8 += rest.fee.e8;
    } else {
        line.entries.push_back({fill.order, fill.side, rest.size, rest.value, rest.fee, fill.time});
    }
    return {};
}

} // namespace omni::analytics
