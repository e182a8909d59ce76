#include "core/trade/portfolio/holding.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace omni::portfolio {

namespace {

template<class Row, class Key> auto placeOf(std::vector<Row>& rows, Key Row::*key, Key wanted)
{
    return std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.*key < wanted; });
}

template<class Row, class Key> const Row* rowOf(const std::vector<Row>& rows, Key Row::*key, Key wanted) noexcept
{
    const auto found
        = std::partition_point(rows.begin(), rows.end(), [&](const Row& row) { return row.*key < wanted; });
    return found != rows.end() && (*found).*key == wanted ? &*found : nullptr;
}

} // namespace

bool Holding::hasRoomFor(AccountId account) const noexcept
{
    return m_accounts.size() < mostAccounts || rowOf(m_accounts, &AtAccount::account, account) != nullptr;
}

Lots Holding::at(AccountId account) const noexcept
{
    const AtAccount* row = rowOf(m_accounts, &AtAccount::account, account);
    return row == nullptr ? Lots{0} : row->lots;
}

Money Holding::paid(CurrencyId currency) const noexcept
{
    const FeeTotal* row = rowOf(m_fees, &FeeTotal::currency, currency);
    return row == nullptr ? Money{0} : row->paid;
}

std::optional<Lots> Holding::movedTo(AccountId account, std::int64_t lotsChange) const noexcept
{
    const auto after = checkedSum(at(account).count, lotsChange);
    return after ? std::optional(Lots{*after}) : std::nullopt;
}

std::optional<Money> Holding::paidAfter(CurrencyId currency, Int128 change) const noexcept
{
    const auto after = narrowed(paid(currency).e8 + change);
    return after ? std::optional(Money{*after}) : std::nullopt;
}

void Holding::setAt(AccountId account, Lots after)
{
    const auto place = placeOf(m_accounts, &AtAccount::account, account);
    if (place != m_accounts.end() && place->account == account) {
        place->lots = after;
    } else {
        m_accounts.insert(place, {account, after});
    }
}

void Holding::setPaid(CurrencyId currency, Money after)
{
    const auto place = placeOf(m_fees, &FeeTotal::currency, currency);
    if (place != m_fees.end() && place->currency == currency) {
        place->paid = after;
    } else {
        m_fees.insert(place, {currency, after});
    }
}

Result<void> Holding::rescale(const orders::Rescale& by)
{
    std::vector<AtAccount> accounts = m_accounts;
    for (AtAccount& row : accounts) {
        const auto after = orders::rescaled(row.lots, by);
        if (!after) {
            return failure(Errc::Conflict, "the position at an account does not fit the new units exactly");
        }
        row.lots = *after;
    }
    if (auto done = lots.rescale(by); !done) {
        return done;
    }
    m_accounts = std::move(accounts);
    history.appendScale(by);
    return {};
}

void Holding::save(ByteWriter& out) const
{
    out.varint(m_quote.value);
    lots.save(out);
    dust.save(out);
    history.save(out);
    out.varint(m_accounts.size());
    for (const AtAccount& row : m_accounts) {
        out.varint(row.account.value);
        out.signedVarint(row.lots.count);
    }
    out.varint(m_fees.size());
    for (const FeeTotal& row : m_fees) {
        out.varint(row.currency.value);
        out.signedVarint(row.paid.e8);
    }
}

bool Holding::load(ByteReader& in, std::size_t currencies)
{
    m_quote = {in.varint()};
    if (m_quote.value < 1 || m_quote.value > currencies || !lots.load(in) || !dust.load(in, mostAccounts)
        || !history.load(in)) {
        return false;
    }
    Int128 held = 0;
    const std::size_t accounts = in.count(mostAccounts);
    for (std::size_t i = 0; i < accounts && in.ok(); ++i) {
        const AccountId account{in.varint()};
        const Lots part{in.signedVarint()};
        if (!m_accounts.empty() && account <= m_accounts.back().account) {
            in.fail();
        }
        held += part.count;
        m_accounts.push_back({account, part});
    }
    const std::size_t fees = in.count(currencies);
    for (std::size_t i = 0; i < fees && in.ok(); ++i) {
        const CurrencyId currency{in.varint()};
        const Money amount{in.signedVarint()};
        if (currency.value < 1 || currency.value > currencies
            || (!m_fees.empty() && currency <= m_fees.back().currency)) {
            in.fail();
        }
        m_fees.push_back({currency, amount});
    }
    return in.ok() && held == lots.position().count;
}

} // namespace omni::portfolio
