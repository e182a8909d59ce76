#include "core/trade/portfolio/asset_fee.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace omni::portfolio {

namespace {

/// Beyond it a lot is not counted in the currency, so that no product below leaves 128 bits.
constexpr std::int64_t largestFactor = 1'000'000'000'000'000'000;

std::optional<std::int64_t> timesTenTo(std::int64_t value, int exponent) noexcept
{
    Int128 product = value;
    for (; exponent > 0 && product <= largestFactor; --exponent) {
        product *= 10;
    }
    return product <= largestFactor ? std::optional(static_cast<std::int64_t>(product)) : std::nullopt;
}

} // namespace

LotUnit lotUnitOf(const market::Instrument& instrument) noexcept
{
    if (instrument.baseCurrency.empty()) {
        return {};
    }
    const Decimal lot = normalised(instrument.lotSize);
    const Decimal contract = normalised(instrument.contractSize);
    const auto mantissa = checkedProduct(lot.mantissa, contract.mantissa);
    if (!mantissa || *mantissa <= 0 || *mantissa > largestFactor) {
        return {};
    }
    const int exponent = lot.exponent + contract.exponent + 8;
    const auto above = timesTenTo(static_cast<std::int64_t>(*mantissa), std::max(exponent, 0));
    const auto below = timesTenTo(1, std::max(-exponent, 0));
    if (!above || !below) {
        return {};
    }
    const std::int64_t common = std::gcd(*above, *below);
    return {*above / common, *below / common};
}

Dust DustRows::at(AccountId account) const noexcept
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [account](const Row& row) { return row.account == account; });
    return found != m_rows.end() ? found->dust : Dust{};
}

void DustRows::set(AccountId account, Dust dust)
{
    const auto place = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [account](const Row& row) { return row.account < account; });
    const bool isThere = place != m_rows.end() && place->account == account;
    if (dust.count == 0) {
        if (isThere) {
            m_rows.erase(place);
        }
    } else if (isThere) {
        place->dust = dust;
    } else {
        m_rows.insert(place, {account, dust});
    }
}

void DustRows::save(ByteWriter& out) const
{
    out.varint(m_rows.size());
    for (const Row& row : m_rows) {
        out.varint(row.account.value);
        out.signedVarint(row.dust.count);
        out.signedVarint(row.dust.denominator);
    }
}

bool DustRows::load(ByteReader& in, std::size_t most)
{
    m_rows.clear();
    const std::size_t count = in.count(most);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Row row;
        row.account = {in.varint()};
        row.dust = {in.signedVarint(), in.signedVarint()};
        const bool isInOrder = m_rows.empty() || m_rows.back().account < row.account;
        if (!isInOrder || row.dust.count <= 0 || row.dust.denominator <= 0) {
            in.fail();
        }
        m_rows.push_back(row);
    }
    return in.ok();
}

Result<NetFill> lessAssetFee(Side side, Lots size, Money value, Money fee, const LotUnit& unit, Dust before)
{
    const auto tooLarge = [] { return failure(Errc::Overflow, "a fee in what was bought does not fit"); };
    // In parts of 1e-8 that a lot is a whole number of. Dust of other units is rounded down: we hold no more than that.
    const Int128 dust = dividedDown(Int128{before.count} * unit.denominator, before.denominator);
    const auto taken = checkedProduct(Int128{fee.e8}, Int128{unit.denominator});
    if (!taken) {
        return tooLarge();
    }
    const Int128 owed = *taken - dust;
    const Int128 lots = dividedUp(owed, unit.numerator);
    const auto rest = narrowed(lots * unit.numerator - owed); // in [0, numerator)
    const bool buys = side == Side::Buy;
    if (buys && lots > size.count) {
        return failure(Errc::Invalid, "a fee of more than was bought");
    }
    const auto net = narrowed(buys ? size.count - lots : size.count + lots);
    const auto share = narrowed(dividedHalfEven(Int128{value.e8} * lots, size.count));
    const auto netValue = share ? narrowed(buys ? Int128{value.e8} - *share : Int128{value.e8} + *share) : std::nullopt;
    if (!rest || !net || *net < 0 || !netValue) {
        return tooLarge();
    }
    return NetFill{Lots{*net}, Money{*netValue}, Money{*share}, Dust{*rest, unit.denominator}};
}

} // namespace omni::portfolio
