// Double entry: every posting in one currency sums to zero, and so do all balances of that currency, always (S10).
//
// Signs: what we have is positive (Cash, Inventory), where it came from is negative (Capital, Realised, Dividends …);
// fees paid are positive. Balances are kept, postings are numbered and handed to a sink: the journal can make them all
// again, so memory stays bounded.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/wide_int.h"
#include "core/trade/market/units.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::portfolio {

enum class CashAccount : std::uint8_t {
    Cash,
    Inventory, ///< Cost of positions; negative for shorts.
    Realised, ///< Minus the realised result, gross of fees.
    Fees,
    Capital, ///< Minus deposits, plus withdrawals; minus the cost of adopted positions.
    Funding,
    Dividends,
    Interest,
    Rounding, ///< Dust that a venue swept away or gave.
};
inline constexpr std::size_t cashAccounts = 9;

enum class PostingReason : std::uint8_t {
    Fill,
    Bust, ///< The reversal of a fill.
    Correction,
    Adoption, ///< A position that was there before us.
    Deposit,
    Withdrawal,
    Dividend,
    Funding,
    Interest,
    Dust,
};
[[nodiscard]] std::string_view nameOf(CashAccount) noexcept; ///< "inventory"
[[nodiscard]] std::string_view nameOf(PostingReason) noexcept; ///< "adoption"

/// One numbered record in one currency.
struct Posting {
    std::uint64_t number = 0; ///< From 1, without gaps; given by the ledger.
    PostingReason reason = PostingReason::Fill;
    CurrencyId currency;
    Timestamp at;
    FillId fill; ///< Of Fill, Bust, Correction, Adoption.
    InstrumentId instrument; ///< None where it concerns none.
    std::array<Money, cashAccounts> amounts{}; ///< By CashAccount; their sum is zero.

    [[nodiscard]] Money& operator[](CashAccount account) noexcept
    {
        return amounts[static_cast<std::size_t>(account)];
    }
    [[nodiscard]] Money operator[](CashAccount account) const noexcept
    {
        return amounts[static_cast<std::size_t>(account)];
    }
    friend bool operator==(const Posting&, const Posting&) = default;
};

class CashLedger
{
public:
    using Sink = std::function<void(const Posting&)>;

    /// Books all of `postings` or none, and numbers them. Invalid: no currency, or a sum that is not zero. Overflow.
    [[nodiscard]] Result<void> post(std::span<Posting> postings);

    [[nodiscard]] Money balance(CurrencyId currency, CashAccount account) const noexcept;
    /// Zero, for every currency. A test of the ledger, not a figure.
    [[nodiscard]] Int128 sumOf(CurrencyId currency) const noexcept;
    [[nodiscard]] std::uint64_t lastNumber() const noexcept
    {
        return m_lastNumber;
    }
    /// Currencies with balances: ids 1 to this one.
    [[nodiscard]] std::uint64_t currencies() const noexcept
    {
        return m_balances.size();
    }
    /// Called after each posting, in order. Not part of the state; it must not call back.
    void setSink(Sink sink)
    {
        m_sink = std::move(sink);
    }
    /// Those of another ledger, its numbers too; the sink stays.
    void takeBalances(CashLedger&& other) noexcept
    {
        m_balances = std::move(other.m_balances);
        m_lastNumber = other.m_lastNumber;
    }
    void save(ByteWriter& out) const;
    /// Replaces the balances. Corrupt: also when they do not sum to zero; then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    using Balances = std::array<std::int64_t, cashAccounts>;
    std::vector<Balances> m_balances; ///< By currency id - 1.
    std::uint64_t m_lastNumber = 0;
    Sink m_sink;
};

} // namespace omni::portfolio
