#include "core/trade/portfolio/cash_ledger.h"

#include "core/base/wide_int.h"
#include "core/trade/portfolio/currencies.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace omni::portfolio {

std::string_view nameOf(CashAccount value) noexcept
{
    switch (value) {
    case CashAccount::Cash:
        return "cash";
    case CashAccount::Inventory:
        return "inventory";
    case CashAccount::Realised:
        return "realised";
    case CashAccount::Fees:
        return "fees";
    case CashAccount::Capital:
        return "capital";
    case CashAccount::Funding:
        return "funding";
    case CashAccount::Dividends:
        return "dividends";
    case CashAccount::Interest:
        return "interest";
    case CashAccount::Rounding:
        return "rounding";
    }
    return "unknown";
}

std::string_view nameOf(PostingReason value) noexcept
{
    switch (value) {
    case PostingReason::Fill:
        return "fill";
    case PostingReason::Bust:
        return "bust";
    case PostingReason::Correction:
        return "correction";
    case PostingReason::Adoption:
        return "adoption";
    case PostingReason::Deposit:
        return "deposit";
    case PostingReason::Withdrawal:
        return "withdrawal";
    case PostingReason::Dividend:
        return "dividend";
    case PostingReason::Funding:
        return "funding";
    case PostingReason::Interest:
        return "interest";
    case PostingReason::Dust:
        return "dust";
    }
    return "unknown";
}

Result<void> CashLedger::post(std::span<Posting> postings)
{
    std::uint64_t highest = m_balances.size();
    for (const Posting& posting : postings) {
        Int128 sum = 0;
        for (const Money amount : posting.amounts) {
            sum += amount.e8;
        }
        if (!posting.currency || posting.currency.value > mostCurrencies || sum != 0) {
            return failure(Errc::Invalid, "a posting is in one currency and sums to zero");
        }
        highest = std::max(highest, posting.currency.value);
    }
    const std::size_t before = m_balances.size();
    m_balances.resize(highest, Balances{});
    for (std::size_t done = 0; done < postings.size(); ++done) {
        Balances& balances = m_balances[postings[done].currency.value - 1];
        Balances after = balances;
        bool fits = true;
        for (std::size_t i = 0; i < cashAccounts; ++i) {
            fits = !__builtin_add_overflow(balances[i], postings[done].amounts[i].e8, &after[i]) && fits;
            // Minus a balance is asked for, so the one number without a negative is none.
            fits = fits && after[i] != std::numeric_limits<std::int64_t>::min();
        }
        if (fits) {
            balances = after;
            continue;
        }
        for (std::size_t undo = done; undo-- > 0;) {
            Balances& wrong = m_balances[postings[undo].currency.value - 1];
            for (std::size_t i = 0; i < cashAccounts; ++i) {
                wrong[i] -= postings[undo].amounts[i].e8;
            }
        }
        m_balances.resize(before);
        return failure(Errc::Overflow, "a balance does not fit");
    }
    for (Posting& posting : postings) {
        posting.number = ++m_lastNumber;
        if (m_sink) {
            m_sink(posting);
        }
    }
    return {};
}

Money CashLedger::balance(CurrencyId currency, CashAccount account) const noexcept
{
    if (currency.value - 1 >= m_balances.size()) { // none wraps around
        return Money{0};
    }
    return Money{m_balances[currency.value - 1][static_cast<std::size_t>(account)]};
}

Int128 CashLedger::sumOf(CurrencyId currency) const noexcept
{
    Int128 sum = 0;
    for (std::size_t i = 0; i < cashAccounts; ++i) {
        sum += balance(currency, static_cast<CashAccount>(i)).e8;
    }
    return sum;
}

void CashLedger::save(ByteWriter& out) const
{
    out.varint(m_lastNumber);
    out.varint(m_balances.size());
    for (const Balances& balances : m_balances) {
        for (const std::int64_t balance : balances) {
            out.signedVarint(balance);
        }
    }
}

Result<void> CashLedger::load(ByteReader& in)
{
    CashLedger loaded;
    loaded.m_lastNumber = in.varint();
    const std::size_t count = in.count(mostCurrencies);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Balances& balances = loaded.m_balances.emplace_back();
        for (std::int64_t& balance : balances) {
            balance = in.signedVarint();
            if (balance == std::numeric_limits<std::int64_t>::min()) {
                in.fail();
            }
        }
        if (loaded.sumOf(CurrencyId{i + 1}) != 0) {
            in.fail();
        }
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a ledger that sums to zero");
    }
    takeBalances(std::move(loaded));
    return {};
}

} // namespace omni::portfolio
