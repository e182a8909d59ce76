#include "core/trade/strategy/sma_cross/sma_cross.h"

#include <cmath>

namespace omni::strategy {

namespace {

/// How far `a` is above `b`, in hundredths of a per cent of `b`.
double basisPointsAbove(double a, double b) noexcept
{
    return b != 0 ? (a - b) / std::fabs(b) * 10'000 : 0;
}

} // namespace

SmaCross::SmaCross(int fast, int slow, bool isBoth)
    : m_fast(fast)
    , m_slow(slow)
    , m_isBoth(isBoth)
{
}

void SmaCross::onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out)
{
    m_fast.add(bar.close.count);
    m_slow.add(bar.close.count);
    if (!m_fast.ready() || !m_slow.ready()) {
        return;
    }
    const Means now{*m_fast.value(), *m_slow.value()};
    const auto order = indicators::compareMeans(m_fast, m_slow);
    if (order != 0) {
        const Above above = order > 0 ? Above::Fast : Above::Slow;
        const bool isCross = m_above != Above::Unknown && m_above != above;
        m_above = above;
        if (isCross) {
            propose(bar, view, now, out);
        }
    }
    m_before = now;
}

void SmaCross::propose(const market::Bar& bar, const View& view, Means now, std::vector<Proposal>& out) const
{
    const bool isUp = m_above == Above::Fast;
    const bool mayEnter = isUp || m_isBoth;
    const std::int64_t held = isUp ? view.position.count : -view.position.count; // above zero: on the new side already
    if (held > 0) {
        return;
    }
    Proposal proposal;
    proposal.side = isUp ? Side::Buy : Side::Sell;
    proposal.reference = bar.close;
    // Each figure in basis points; in favour of the new side when above zero.
    const double sign = isUp ? 1 : -1;
    const auto because = [&proposal, sign](std::string_view key, double basisPoints) {
        proposal.because(key, basisPoints, sign * basisPoints);
    };
    because("sma_fast_above_slow", basisPointsAbove(now.fast, now.slow));
    because("close_above_fast", basisPointsAbove(static_cast<double>(bar.close.count), now.fast));
    because("sma_fast_rises", basisPointsAbove(now.fast, m_before.fast));
    because("sma_slow_rises", basisPointsAbove(now.slow, m_before.slow));

    // Going long only, whatever is pending at a cross up is a long entry already.
    const bool isPendingOurs = view.entryPending && isUp && !m_isBoth;
    if (held < 0 || (view.entryPending && !isPendingOurs)) {
        proposal.intent = Intent::Exit;
        out.push_back(proposal);
    }
    if (mayEnter && !isPendingOurs) {
        proposal.intent = Intent::Enter;
        out.push_back(proposal);
    }
}

void SmaCross::save(ByteWriter& out) const
{
    out.u8(static_cast<std::uint8_t>(m_above));
    out.f64(m_before.fast);
    out.f64(m_before.slow);
    m_fast.save(out);
    m_slow.save(out);
}

Result<void> SmaCross::load(ByteReader& in)
{
    const std::uint8_t above = in.u8();
    m_before.fast = in.f64();
    m_before.slow = in.f64();
    m_fast.load(in);
    m_slow.load(in);
    if (!in.ok() || above > static_cast<std::uint8_t>(Above::Slow)) {
        return failure(Errc::Corrupt, "sma_cross: its saved state does not fit its settings");
    }
    m_above = static_cast<Above>(above);
    return {};
}

} // namespace omni::strategy
