// The postings of one event, gathered by currency and booked together or not at all.

#pragma once

#include "core/base/wide_int.h"
#include "core/trade/portfolio/cash_ledger.h"

#include <array>
#include <cstddef>
#include <span>

namespace omni::portfolio {

class Transaction
{
public:
    Transaction(PostingReason reason, Timestamp at, FillId fill, InstrumentId instrument) noexcept
        : m_reason(reason)
        , m_at(at)
        , m_fill(fill)
        , m_instrument(instrument)
    {
    }
    /// At most three currencies: that of the price, and those of an old and a new fee.
    void add(CurrencyId currency, CashAccount account, Int128 amount) noexcept
    {
        if (amount == 0) {
            return;
        }
        Money& sum = postingIn(currency)[account];
        const auto after = narrowed(Int128{sum.e8} + amount);
        m_fits = m_fits && after;
        sum = Money{after.value_or(0)};
    }
    /// False: a sum left 64 bits, the postings are not to be used.
    [[nodiscard]] bool fits() const noexcept
    {
        return m_fits;
    }
    [[nodiscard]] std::span<Posting> postings() noexcept
    {
        return {m_postings.data(), m_count};
    }

private:
    Posting& postingIn(CurrencyId currency) noexcept
    {
        for (std::size_t i = 0; i < m_count; ++i) {
            if (m_postings[i].currency == currency) {
                return m_postings[i];
            }
        }
        if (m_count == m_postings.size()) {
            m_fits = false;
            return m_postings.back();
        }
        Posting& posting = m_postings[m_count++];
        posting = {0, m_reason, currency, m_at, m_fill, m_instrument, {}};
        return posting;
    }

    std::array<Posting, 3> m_postings;
    std::size_t m_count = 0;
    bool m_fits = true;
    PostingReason m_reason;
    Timestamp m_at;
    FillId m_fill;
    InstrumentId m_instrument;
};

} // namespace omni::portfolio
