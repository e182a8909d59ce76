#include "core/edge/brokers/alpaca/expected_holdings.h"

#include "core/base/wide_int.h"

namespace omni::brokers::alpaca {

namespace {

std::int64_t signedLots(const orders::Fill& fill) noexcept
{
    return fill.side == Side::Buy ? fill.size.count : -fill.size.count;
}

void shift(std::int64_t& sum, std::int64_t lots) noexcept
{
    sum = checkedSum(sum, lots).value_or(sum);
}

} // namespace

void ExpectedHoldings::begin(InstrumentId instrument, Lots own)
{
    m_holdings[instrument].expected = own.count;
}

void ExpectedHoldings::recall(std::string_view execution)
{
    if (m_seen.size() < mostSeen) {
        m_seen.try_emplace(std::string(execution), 0);
    }
}

void ExpectedHoldings::take(const orders::Fill& fill)
{
    if (m_seen.size() >= mostSeen) {
        m_seen.clear();
    }
    const std::int64_t moved = signedLots(fill);
    if (!m_seen.try_emplace(std::string(fill.venueFillId.view()), moved).second) {
        return;
    }
    Holding& holding = m_holdings[fill.instrument];
    ++holding.taken;
    holding.times = 0;
    shift(holding.expected, moved);
}

void ExpectedHoldings::amend(InstrumentId instrument, std::string_view execution, const orders::Fill* fill)
{
    const auto known = m_seen.find(execution);
    if (known == m_seen.end()) {
        return; // the comparison says what it came to
    }
    Holding& holding = m_holdings[instrument];
    ++holding.taken;
    holding.times = 0;
    const std::int64_t moved = fill != nullptr ? signedLots(*fill) : 0;
    shift(holding.expected, checkedDifference(moved, known->second).value_or(0));
    known->second = moved;
}

std::uint64_t ExpectedHoldings::taken(InstrumentId instrument) const
{
    const auto holding = m_holdings.find(instrument);
    return holding != m_holdings.end() ? holding->second.taken : 0;
}

bool ExpectedHoldings::isSettled(InstrumentId instrument, Lots there)
{
    Holding& holding = m_holdings[instrument];
    if (there.count != holding.expected) {
        holding.times = holding.unexplained == there.count ? holding.times + 1 : 1;
        holding.unexplained = there.count;
        if (holding.times < sameAnswers) {
            return false;
        }
        holding.expected = there.count;
    }
    holding.times = 0;
    return true;
}

} // namespace omni::brokers::alpaca
