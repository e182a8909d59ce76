#include "core/host/runtime/history/equity_points.h"

namespace omni::runtime {

ports::EquityChange EquityPoints::measured(ports::EquityKind kind, const Stamp& stamp, std::uint32_t index,
                                           Money equity, const engine::DeskState& state)
{
    const bool goesOn = kind != ports::EquityKind::Day && m_run.kind == kind && m_run.seq.value > 0
        && stamp.wall >= m_run.began && stamp.wall - m_run.began < equitySpacing;
    if (!goesOn) {
        m_run = {kind, stamp.seq, index, stamp.wall};
    }
    return {m_run.seq, m_run.index, kind, {stamp.wall, equity, state.peak.value_or(equity), false}};
}

std::optional<ports::EquityChange> EquityPoints::atFill(const Stamp& stamp, std::uint32_t index,
                                                        const orders::Fill& fill, const engine::DeskState& state)
{
    m_marks.set(fill.instrument, fill.price, stamp.wall);
    const auto equity = state.portfolio.equity(state.base, m_marks, state.rates, stamp.wall);
    if (!equity) {
        return std::nullopt;
    }
    m_run = {};
    return ports::EquityChange{
        stamp.seq, index, ports::EquityKind::Fill, {stamp.wall, *equity, state.peak.value_or(*equity), true}};
}

void EquityPoints::forgetMark(InstrumentId instrument)
{
    m_marks.clear(instrument);
}

void EquityPoints::save(ByteWriter& out, const engine::DeskState& state) const
{
    out.u8(static_cast<std::uint8_t>(m_run.kind));
    out.varint(m_run.seq.value);
    out.varint(m_run.index);
    out.i64(m_run.began.ns);
    const std::uint64_t count = state.portfolio.instruments();
    out.varint(count);
    for (std::uint64_t id = 1; id <= count; ++id) {
        const auto mark = m_marks.newest({id});
        out.boolean(mark.has_value());
        if (mark) {
            out.signedVarint(mark->price.count);
            out.i64(mark->at.ns);
        }
    }
}

void EquityPoints::load(ByteReader& in)
{
    m_marks = portfolio::Marks();
    m_run.kind = static_cast<ports::EquityKind>(in.u8());
    m_run.seq = {in.varint()};
    m_run.index = static_cast<std::uint32_t>(in.varint());
    m_run.began = {in.i64()};
    const std::uint64_t count = in.varint();
    for (std::uint64_t id = 1; id <= count && in.ok(); ++id) {
        if (in.boolean()) {
            const Ticks price{in.signedVarint()};
            m_marks.set({id}, price, {in.i64()});
        }
    }
}

} // namespace omni::runtime
