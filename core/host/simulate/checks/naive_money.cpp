// What the list is worth: cash, fees, results, values at prices and rates, equity.

#include "core/host/simulate/checks/exact.h"
#include "core/host/simulate/checks/naive_books.h"

#include <utility>

namespace omni::simulate {

namespace {

Int128 tenTo(int exponent) noexcept
{
    Int128 power = 1;
    for (; exponent > 0; --exponent) {
        power *= 10;
    }
    return power;
}

template<class Key> Int128 amountAt(const std::vector<std::pair<Key, Int128>>& in, Key key) noexcept
{
    for (const auto& [known, amount] : in) {
        if (known == key) {
            return amount;
        }
    }
    return 0;
}

} // namespace

bool NaiveBooks::move(const events::CashMoved& moved)
{
    const bool hasWrongSign = (moved.kind == events::CashKind::Deposit && moved.amount.e8 <= 0)
        || (moved.kind == events::CashKind::Withdrawal && moved.amount.e8 >= 0);
    if (!isKnown(moved.currency) || hasWrongSign) {
        return false;
    }
    m_moved[moved.currency.value - 1] += moved.amount.e8;
    return true;
}

Int128 NaiveBooks::fees(CurrencyId currency) const noexcept
{
    Int128 sum = 0;
    for (const Book& book : m_books) {
        sum += feesOf(book.instrument.id, currency);
    }
    return sum;
}

Int128 NaiveBooks::cash(CurrencyId currency) const noexcept
{
    Int128 sum = isKnown(currency) ? m_moved[currency.value - 1] : Int128{0};
    for (const Book& book : m_books) {
        sum -= amountAt(book.holding.fees, currency); // those taken from what was bought have left with it
        sum -= book.quote == currency ? book.holding.spent : Int128{0};
    }
    return sum;
}

Int128 NaiveBooks::realised(CurrencyId currency) const noexcept
{
    Int128 sum = 0;
    for (const Book& book : m_books) {
        sum += book.quote == currency ? book.holding.realised : Int128{0};
    }
    return sum;
}

const NaiveBooks::Holding& NaiveBooks::holding(InstrumentId id) const noexcept
{
    static const Holding none;
    const Book* book = bookOf(id);
    return book != nullptr ? book->holding : none;
}

Int128 NaiveBooks::positionAt(AccountId account, InstrumentId id) const noexcept
{
    return amountAt(holding(id).at, account);
}

Int128 NaiveBooks::feesOf(InstrumentId id, CurrencyId currency) const noexcept
{
    const Holding& own = holding(id);
    return amountAt(own.fees, currency) + (quoteOf(id) == currency ? own.assetFees : Int128{0});
}

// --- values ----------------------------------------------------------------------------------------------------------

std::pair<Int128, Int128> NaiveBooks::value(InstrumentId id, Int128 price, Int128 lots) const noexcept
{
    const Book* book = bookOf(id);
    if (book == nullptr) {
        return {0, 1};
    }
    const auto& i = book->instrument;
    const Int128 units = Int128{i.tickSize.mantissa} * i.lotSize.mantissa * i.contractSize.mantissa;
    const int exponent = i.tickSize.exponent + i.lotSize.exponent + i.contractSize.exponent + 8; // of e8
    return {price * lots * units * tenTo(exponent), tenTo(-exponent)};
}

Int128 NaiveBooks::nearestValue(InstrumentId id, Int128 price, Int128 lots) const noexcept
{
    const auto [above, below] = value(id, price, lots);
    return quotientNearest(above, below);
}

void NaiveBooks::give(const portfolio::DatedRate& rate)
{
    const bool isNone = !rate.from || !rate.to || rate.from == rate.to || rate.rate.numerator <= 0
        || rate.rate.denominator <= 0 || rate.source == portfolio::RateSource::Identity;
    if (isNone) {
        return;
    }
    for (auto& known : m_rates) {
        if (known.from == rate.from && known.to == rate.to) {
            known = known.at > rate.at ? known : rate;
            return;
        }
    }
    m_rates.push_back(rate);
}

NaiveBooks::Worth NaiveBooks::worthOf(CurrencyId currency, Timestamp now) const noexcept
{
    if (currency == m_base) {
        return {portfolio::Rate{1, 1}, true};
    }
    const portfolio::DatedRate* newest = nullptr;
    for (const auto& rate : m_rates) {
        const bool isDirect = rate.from == currency && rate.to == m_base;
        const bool isInverse = rate.from == m_base && rate.to == currency;
        const Duration most = rate.source == portfolio::RateSource::Configured ? days(1) : minutes(5);
        if ((!isDirect && !isInverse) || Int128{now.ns} - rate.at.ns > most.ns) {
            continue;
        }
        // Of two of the same moment the one that names the way asked for.
        if (newest == nullptr || rate.at > newest->at || (rate.at == newest->at && isDirect)) {
            newest = &rate;
        }
    }
    if (newest == nullptr) {
        return {std::nullopt, m_currencies.size() <= 2}; // with more there are ways over a third
    }
    const auto& rate = newest->rate;
    return {newest->from == currency ? rate : portfolio::Rate{rate.denominator, rate.numerator}, true};
}

NaiveFigure NaiveBooks::equity(const NaiveMarket& market, Timestamp now, bool isBefore) const
{
    NaiveFigure figure;
    Int128 total = 0;
    bool isKnown = m_base.value != 0;
    for (std::uint64_t number = 1; number <= m_currencies.size(); ++number) {
        const CurrencyId currency{number};
        Int128 amount = cash(currency);
        for (const Book& book : m_books) {
            if (book.quote != currency || book.holding.position == 0) {
                continue;
            }
            const auto& quotes = isBefore ? market.before(book.instrument.id) : market.now(book.instrument.id);
            figure.isSure = figure.isSure && quotes.isSure();
            isKnown = isKnown && quotes.mark.has_value();
            amount += nearestValue(book.instrument.id, quotes.mark.value_or(0), book.holding.position);
        }
        if (amount == 0) {
            continue;
        }
        const Worth worth = worthOf(currency, now);
        figure.isSure = figure.isSure && worth.isSure;
        isKnown = isKnown && worth.rate.has_value();
        if (worth.rate) {
            total += quotientNearest(amount * worth.rate->numerator, worth.rate->denominator);
        }
    }
    if (isKnown && figure.isSure) {
        figure.value = total;
    }
    return figure;
}

} // namespace omni::simulate
