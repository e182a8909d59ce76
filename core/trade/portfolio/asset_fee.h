// Fees that a venue takes from what was bought: of a coin bought less than a whole lot is gone.
//
// Books count whole lots. What the account truly holds is rounded down to them, so that we never believe to hold more
// than the venue; the rest is carried, and the next fees are taken from it first, so that nothing drifts. What is
// carried is dust: worth nothing here until it makes up a lot.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::portfolio {

/// What a lot is of the currency that is bought: `numerator / denominator` of 1e-8. Both above zero, or both zero: what
/// is bought is no currency, or does not fit.
struct LotUnit {
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    [[nodiscard]] bool isKnown() const noexcept
    {
        return numerator > 0 && denominator > 0;
    }
    friend bool operator==(const LotUnit&, const LotUnit&) = default;
};
[[nodiscard]] LotUnit lotUnitOf(const market::Instrument& instrument) noexcept;

/// What is held beyond whole lots: `count / denominator` of 1e-8. Not below zero.
struct Dust {
    std::int64_t count = 0;
    std::int64_t denominator = 1; ///< Above zero.
    friend bool operator==(const Dust&, const Dust&) = default;
};

/// The dust at each account, by account. Accounts without any have no row.
class DustRows
{
public:
    [[nodiscard]] Dust at(AccountId account) const noexcept;
    void set(AccountId account, Dust dust);
    friend bool operator==(const DustRows&, const DustRows&) = default;

    void save(ByteWriter& out) const;
    /// False: bad bytes.
    [[nodiscard]] bool load(ByteReader& in, std::size_t most);

private:
    struct Row {
        AccountId account;
        Dust dust;
        friend bool operator==(const Row&, const Row&) = default;
    };
    std::vector<Row> m_rows;
};

/// A fill as the books take it, once its fee is off what was bought.
struct NetFill {
    Lots size; ///< By which the position moves; may be zero.
    Money value; ///< Of those lots, at the fill's price.
    Money fee; ///< What the lots taken for the fee are worth, in the quote currency.
    Dust dust; ///< Of the account, afterwards.
};

/// `size` above zero, `fee` in the currency that is bought; `unit` is known. Invalid: the fee is more than was bought.
/// Overflow: a figure does not fit.
[[nodiscard]] Result<NetFill> lessAssetFee(Side side, Lots size, Money value, Money fee, const LotUnit& unit,
                                           Dust before);

} // namespace omni::portfolio
