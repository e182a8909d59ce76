#include "core/trade/strategy/@name@/@name@.h"

namespace omni::strategy {

void @Name@::onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out)
{
    const bool hasRisen = m_lastClose && bar.close > *m_lastClose;
    m_rising = hasRisen ? m_rising + 1 : 0;
    m_lastClose = bar.close;

    Proposal proposal;
    proposal.reference = bar.close;
    if (view.position.count > 0 && !hasRisen) {
        proposal.intent = Intent::Exit;
        proposal.side = Side::Sell;
        proposal.because("close_fell", 0, -1);
        out.push_back(proposal);
    } else if (view.position.count == 0 && !view.entryPending && m_rising >= m_wanted) {
        proposal.because("closes_rising", static_cast<double>(m_rising), 1);
        out.push_back(proposal);
    }
}

void @Name@::save(ByteWriter& out) const
{
    out.i64(m_rising);
    out.boolean(m_lastClose.has_value());
    out.i64(m_lastClose.value_or(Ticks{}).count);
}

Result<void> @Name@::load(ByteReader& in)
{
    m_rising = in.i64();
    const bool hasClose = in.boolean();
    const Ticks close{in.i64()};
    m_lastClose = hasClose ? std::optional(close) : std::nullopt;
    if (!in.ok()) {
        return failure(Errc::Corrupt, "@name@: its saved state is cut short");
    }
    return {};
}

} // namespace omni::strategy
