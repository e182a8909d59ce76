#include "ui/charts/indicator_line.h"

#include "ui/charts/bar_pyramid.h"

#include <QStringList>

#include <cassert>

namespace omni::ui {

namespace {

using namespace indicators;

constexpr std::array kinds{IndicatorKind::Ema, IndicatorKind::Sma, IndicatorKind::Donchian, IndicatorKind::Atr,
                           IndicatorKind::Rsi};

std::variant<Ema, ExactSma, Donchian, Atr, Rsi> stateOf(const IndicatorSpec& spec)
{
    switch (spec.kind) {
    case IndicatorKind::Ema:
        return Ema(spec.period);
    case IndicatorKind::Sma:
        return ExactSma(spec.period);
    case IndicatorKind::Donchian:
        return Donchian(spec.period, DonchianWindow::WithCurrent);
    case IndicatorKind::Rsi:
        return Rsi(spec.period);
    case IndicatorKind::Atr:
        break;
    }
    return Atr(spec.period);
}

} // namespace

/// Names of the trade: the same in every language.
QString nameOf(IndicatorKind kind)
{
    switch (kind) {
    case IndicatorKind::Ema:
        return QStringLiteral("EMA");
    case IndicatorKind::Sma:
        return QStringLiteral("SMA");
    case IndicatorKind::Donchian:
        return QStringLiteral("Donchian");
    case IndicatorKind::Atr:
        return QStringLiteral("ATR");
    case IndicatorKind::Rsi:
        return QStringLiteral("RSI");
    }
    return {};
}

std::span<const IndicatorKind> indicatorKinds() noexcept
{
    return kinds;
}

QString textOf(const IndicatorSpec& spec)
{
    return QStringLiteral("%1:%2").arg(nameOf(spec.kind).toUpper()).arg(spec.period);
}

QString nameOf(const IndicatorSpec& spec)
{
    return QStringLiteral("%1 %2").arg(nameOf(spec.kind)).arg(spec.period);
}

std::optional<IndicatorSpec> indicatorFromText(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() != 2) {
        return std::nullopt;
    }
    bool isNumber = false;
    const int period = parts[1].toInt(&isNumber);
    if (!isNumber || period < leastIndicatorPeriod || period > mostIndicatorPeriod) {
        return std::nullopt;
    }
    for (const IndicatorKind kind : kinds) {
        if (parts[0].compare(nameOf(kind), Qt::CaseInsensitive) == 0) {
            return IndicatorSpec{kind, period};
        }
    }
    return std::nullopt;
}

bool isOverlay(IndicatorKind kind) noexcept
{
    return kind != IndicatorKind::Atr && kind != IndicatorKind::Rsi;
}

std::optional<OscillatorScale> oscillatorScale(IndicatorKind kind) noexcept
{
    return kind == IndicatorKind::Rsi ? std::optional(OscillatorScale{}) : std::nullopt;
}

std::span<const IndicatorSpec> usualIndicators() noexcept
{
    static constexpr std::array<IndicatorSpec, 7> usual{{{IndicatorKind::Ema, 20},
                                                         {IndicatorKind::Ema, 50},
                                                         {IndicatorKind::Sma, 20},
                                                         {IndicatorKind::Sma, 200},
                                                         {IndicatorKind::Donchian, 20},
                                                         {IndicatorKind::Atr, 14},
                                                         {IndicatorKind::Rsi, 14}}};
    return usual;
}

IndicatorLine::IndicatorLine(IndicatorSpec spec)
    : m_spec(spec)
    , m_state(stateOf(spec))
    , m_scratch(m_state)
{
}

IndicatorLine::Values IndicatorLine::step(State& state, const market::Bar& bar)
{
    struct Step {
        const market::Bar& bar;

        Values operator()(Ema& ema) const
        {
            ema.add(static_cast<double>(bar.close.count));
            return {ema.value(), {}};
        }
        Values operator()(ExactSma& sma) const
        {
            sma.add(bar.close.count);
            return {sma.value(), {}};
        }
        Values operator()(Donchian& donchian) const
        {
            donchian.add(bar.high, bar.low);
            const auto channel = donchian.value();
            if (!channel) {
                return {};
            }
            return {static_cast<double>(channel->upper.count), static_cast<double>(channel->lower.count)};
        }
        Values operator()(Atr& atr) const
        {
            atr.add(static_cast<double>(bar.high.count), static_cast<double>(bar.low.count),
                    static_cast<double>(bar.close.count));
            return {atr.value(), {}};
        }
        Values operator()(Rsi& rsi) const
        {
            rsi.add(static_cast<double>(bar.close.count));
            return {rsi.value(), {}};
        }
    };
    return std::visit(Step{bar}, state);
}

void IndicatorLine::extend(const views::BarSeries& series, std::size_t until)
{
    assert(until <= settledCount(series));
    const std::size_t from = settled();
    for (std::size_t i = from; i < until; ++i) {
        if (i == from && until - from > views::BarBlock::size) {
            for (std::size_t c = 0; c < curveCount(); ++c) {
                m_curves[c].reserve(until);
            }
        }
        const Values values = step(m_state, series.at(i));
        for (std::size_t c = 0; c < curveCount(); ++c) {
            if (values[c]) {
                m_curves[c].push(*values[c]);
            } else {
                m_curves[c].skip();
            }
        }
    }
}

void IndicatorLine::setForming(const views::BarSeries& series)
{
    Values values;
    if (series.count() > settledCount(series) && settled() == settledCount(series)) {
        m_scratch = m_state;
        values = step(m_scratch, series.at(series.count() - 1));
    }
    for (std::size_t c = 0; c < curveCount(); ++c) {
        m_curves[c].setForming(values[c]);
    }
}

} // namespace omni::ui
