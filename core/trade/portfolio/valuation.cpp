#include "core/trade/portfolio/valuation.h"

#include <algorithm>

namespace omni::portfolio {

void Valuation::revalue(const Portfolio& portfolio, InstrumentId id)
{
    const market::Instrument* instrument = portfolio.instrument(id);
    if (instrument == nullptr) {
        return;
    }
    if (id.value > m_rows.size()) {
        m_rows.resize(portfolio.instruments());
    }
    const CurrencyId quote = portfolio.quoteOf(id);
    if (quote.value > m_sums.size()) {
        m_sums.resize(quote.value);
    }
    Row& row = m_rows[id.value - 1];
    if (row.counted) {
        m_sums[quote.value - 1] -= row.value.e8;
    }
    const Lots position = portfolio.position(id).lots;
    // Its age is asked about when equity is.
    const std::optional<Mark> mark = m_marks.newest(id);
    const auto value = mark ? marketValue(*instrument, position, mark->price) : Result<Money>{Money{0}};
    row.counted = position.count != 0 && mark && value;
    row.value = row.counted ? *value : Money{0};
    m_sums[quote.value - 1] += row.value.e8;
}

void Valuation::onMark(const Portfolio& portfolio, InstrumentId instrument, Ticks price, Timestamp at)
{
    if (portfolio.instrument(instrument) == nullptr) {
        return;
    }
    m_marks.set(instrument, price, at);
    revalue(portfolio, instrument);
}

void Valuation::onPosition(const Portfolio& portfolio, InstrumentId instrument)
{
    const auto place = std::lower_bound(m_open.begin(), m_open.end(), instrument);
    const bool wasOpen = place != m_open.end() && *place == instrument;
    const bool isOpen = portfolio.position(instrument).lots.count != 0;
    if (isOpen && !wasOpen) {
        m_open.insert(place, instrument);
    } else if (wasOpen && !isOpen) {
        m_open.erase(place);
    }
    revalue(portfolio, instrument);
}

void Valuation::onRescale(const Portfolio& portfolio, InstrumentId instrument)
{
    m_marks.clear(instrument);
    onPosition(portfolio, instrument);
}

void Valuation::rebuild(const Portfolio& portfolio)
{
    m_rows.assign(portfolio.instruments(), {});
    m_sums.assign(portfolio.currencies().size(), 0);
    m_open.clear();
    for (const Position& position : portfolio.positions()) {
        m_open.push_back(position.instrument);
        revalue(portfolio, position.instrument);
    }
}

std::optional<Money> Valuation::equity(const Portfolio& portfolio, CurrencyId base, const RateTable& rates,
                                       Timestamp now) const
{
    for (const InstrumentId instrument : m_open) {
        if (!m_rows[instrument.value - 1].counted || !m_marks.find(instrument, now)) {
            return std::nullopt;
        }
    }
    return portfolio.sumOfCashAnd(m_sums, base, rates, now);
}

} // namespace omni::portfolio
