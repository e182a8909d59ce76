// All that is known of one instrument's position: lots, history, its parts at accounts, fees.

#pragma once

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/trade/portfolio/fill_history.h"
#include "core/trade/portfolio/lots.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::portfolio {

/// With fills of one instrument.
inline constexpr std::size_t mostAccounts = 4'096;

class Holding
{
public:
    Holding(CurrencyId quote, CostMethod method)
        : lots(method)
        , history(method)
        , m_quote(quote)
    {
    }
    [[nodiscard]] CurrencyId quote() const noexcept
    {
        return m_quote;
    }
    /// False: it never had any, and as many as there may be have.
    [[nodiscard]] bool hasRoomFor(AccountId account) const noexcept;
    /// Signed; zero for an account that never had any.
    [[nodiscard]] Lots at(AccountId account) const noexcept;
    /// Zero for a currency in which none was paid.
    [[nodiscard]] Money paid(CurrencyId currency) const noexcept;
    /// What `at` or `paid` would be afterwards; nothing when it does not fit.
    [[nodiscard]] std::optional<Lots> movedTo(AccountId account, std::int64_t lotsChange) const noexcept;
    [[nodiscard]] std::optional<Money> paidAfter(CurrencyId currency, Int128 change) const noexcept;
    void setAt(AccountId account, Lots after);
    void setPaid(CurrencyId currency, Money after);
    /// Everything in new units. Conflict: something does not fit exactly; then nothing has changed.
    [[nodiscard]] Result<void> rescale(const orders::Rescale& by);

    void save(ByteWriter& out) const;
    /// False: bad bytes; then the holding is not to be used.
    [[nodiscard]] bool load(ByteReader& in, std::size_t currencies);

    LotBook lots;
    DustRows dust; ///< What is held beyond the lots.
    FillHistory history;

private:
    struct AtAccount {
        AccountId account;
        Lots lots;
    };
    struct FeeTotal {
        CurrencyId currency;
        Money paid;
    };
    CurrencyId m_quote;
    std::vector<AtAccount> m_accounts; ///< By account.
    std::vector<FeeTotal> m_fees; ///< By currency.
};

} // namespace omni::portfolio
