#include "core/base/wide_int.h"
#include "core/trade/portfolio/portfolio.h"

namespace omni::portfolio {

namespace {

/// The sum of `amountOf(currency)` over all currencies, each converted once.
template<class AmountOf>
std::optional<Money> sumIn(CurrencyId base, const Currencies& currencies, const RateTable& rates, Timestamp now,
                           AmountOf amountOf)
{
    Int128 sum = 0;
    for (std::uint64_t number = 1; number <= currencies.size(); ++number) {
        const Int128 exact = amountOf(CurrencyId{number});
        if (exact == 0) {
            continue;
        }
        const auto amount = narrowed(exact);
        const auto inBase = amount ? rates.convert(Money{*amount}, CurrencyId{number}, base, now) : std::nullopt;
        if (!inBase) {
            return std::nullopt;
        }
        sum += inBase->e8;
    }
    const auto total = narrowed(sum);
    return total && currencies.knows(base) ? std::optional(Money{*total}) : std::nullopt;
}

Int128 amountAt(const std::vector<Int128>& amounts, CurrencyId currency) noexcept
{
    return currency.value <= amounts.size() ? amounts[currency.value - 1] : 0;
}

} // namespace

const market::Instrument* Portfolio::instrument(InstrumentId id) const noexcept
{
    return id.value - 1 < m_instruments.size() ? &m_instruments[id.value - 1] : nullptr; // none wraps around
}

CurrencyId Portfolio::quoteOf(InstrumentId id) const noexcept
{
    return instrument(id) != nullptr ? m_holdings[id.value - 1].quote() : CurrencyId{};
}

Position Portfolio::position(InstrumentId id) const noexcept
{
    if (instrument(id) == nullptr) {
        return {};
    }
    const Holding& holding = m_holdings[id.value - 1];
    return {id,
            holding.quote(),
            holding.lots.position(),
            holding.lots.cost(),
            holding.lots.realised(),
            holding.paid(holding.quote())};
}

Lots Portfolio::positionAt(AccountId account, InstrumentId id) const noexcept
{
    return instrument(id) != nullptr ? m_holdings[id.value - 1].at(account) : Lots{0};
}

std::vector<Position> Portfolio::positions() const
{
    std::vector<Position> positions;
    for (const market::Instrument& known : m_instruments) {
        if (m_holdings[known.id.value - 1].lots.position().count != 0) {
            positions.push_back(position(known.id));
        }
    }
    return positions;
}

std::vector<OpenLot> Portfolio::openLots(InstrumentId id) const
{
    return instrument(id) != nullptr ? m_holdings[id.value - 1].lots.openLots() : std::vector<OpenLot>{};
}

Money Portfolio::feesOf(InstrumentId id, CurrencyId currency) const noexcept
{
    return instrument(id) != nullptr ? m_holdings[id.value - 1].paid(currency) : Money{0};
}

bool Portfolio::addMarketValues(std::vector<Int128>& amounts, const Marks& marks, Timestamp now, bool lessCost) const
{
    for (std::size_t at = 0; at < m_holdings.size(); ++at) {
        const Holding& holding = m_holdings[at];
        if (holding.lots.position().count == 0) {
            continue;
        }
        const auto mark = marks.find(m_instruments[at].id, now);
        if (!mark) {
            return false;
        }
        const auto value = marketValue(m_instruments[at], holding.lots.position(), *mark);
        if (!value) {
            return false;
        }
        amounts[holding.quote().value - 1] += value->e8;
        if (lessCost) {
            amounts[holding.quote().value - 1] -= holding.lots.signedCost().e8;
        }
    }
    return true;
}

std::optional<Money> Portfolio::sumOfCashAnd(const std::vector<Int128>& amounts, CurrencyId base,
                                             const RateTable& rates, Timestamp now) const
{
    return sumIn(base, m_currencies, rates, now,
                 [&](CurrencyId currency) { return cash(currency).e8 + amountAt(amounts, currency); });
}

std::optional<Money> Portfolio::equity(CurrencyId base, const Marks& marks, const RateTable& rates, Timestamp now) const
{
    std::vector<Int128> amounts(m_currencies.size());
    return addMarketValues(amounts, marks, now, false) ? sumOfCashAnd(amounts, base, rates, now) : std::nullopt;
}

std::optional<Money> Portfolio::unrealised(CurrencyId base, const Marks& marks, const RateTable& rates,
                                           Timestamp now) const
{
    std::vector<Int128> amounts(m_currencies.size());
    if (!addMarketValues(amounts, marks, now, true)) {
        return std::nullopt;
    }
    return sumIn(base, m_currencies, rates, now, [&](CurrencyId currency) { return amountAt(amounts, currency); });
}

std::optional<Money> Portfolio::realised(CurrencyId base, const RateTable& rates, Timestamp now) const
{
    return sumIn(base, m_currencies, rates, now, [this](CurrencyId currency) { return Int128{realised(currency).e8}; });
}

std::optional<Money> Portfolio::fees(CurrencyId base, const RateTable& rates, Timestamp now) const
{
    return sumIn(base, m_currencies, rates, now, [this](CurrencyId currency) { return Int128{fees(currency).e8}; });
}

} // namespace omni::portfolio
