#include "ui/charts/chart_picture.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <array>

namespace omni::ui {

QString proposalTag(const QString& price)
{
    return QCoreApplication::translate("charts", "%1 AI", "a price on the axis, of a proposal").arg(price);
}

namespace {

// Device-independent pixels before the user's scale.
constexpr int readoutHeight = 24;
constexpr int timeAxisHeight = 22;
constexpr int subPaneHeight = 72;
constexpr int leastPlot = 200; ///< Below it, panes are left away.
constexpr int axisPadding = 6;
constexpr int axisStep = 8; ///< Widths are multiples of it, so that a new digit does not move the plot each time.

/// Wanted prices may widen the range so far.
constexpr double mostWidening = 3;

} // namespace

ChartPicture::ChartPicture(const Theme& theme, const Formats& formats)
    : m_theme(theme)
    , m_formats(formats)
{
}

void ChartPicture::setInstrument(const market::Instrument& instrument)
{
    m_instrument = instrument;
    m_fixed.reset();
    m_axisWidth = 0;
    invalidate();
}

void ChartPicture::setLook(const ChartLook& look)
{
    if (look != m_look) {
        m_look = look;
        m_time.setMarginShare(look.isSmall ? 0.14 : 0.18);
        invalidate();
    }
}

void ChartPicture::resize(QSize size, double ratio)
{
    if (size != m_size || ratio != m_ratio) {
        m_size = size;
        m_ratio = ratio;
        invalidate();
    }
}

void ChartPicture::setWanted(const std::vector<double>& ticks)
{
    m_wanted = ticks; // keeps its memory; the range that follows from it says whether to paint
}

void ChartPicture::setFixedRange(std::optional<PriceRange> range)
{
    m_fixed = range;
}

void ChartPicture::invalidate() noexcept
{
    m_inputs.reset();
}

PlotPlace ChartPicture::place() const noexcept
{
    const auto px = [this](int length) { return static_cast<int>(std::lround(length * m_ratio)); };
    return {QRect(px(m_plot.left()), px(m_plot.top()), px(m_plot.width()), px(m_plot.height())), m_ratio, m_time,
            m_price};
}

BarInk ChartPicture::ink() const
{
    return {.up = m_theme.color(Token::Up).rgb(),
            .down = m_theme.color(Token::Down).rgb(),
            .inside = m_theme.color(Token::Panel).rgb(),
            .line = m_theme.color(Token::Accent).rgb(),
            .volumeUp = m_theme.tint(Token::Up, 0.32).rgb(),
            .volumeDown = m_theme.tint(Token::Down, 0.32).rgb(),
            .formingUp = m_theme.tint(Token::Up, 0.30).rgb(),
            .formingDown = m_theme.tint(Token::Down, 0.30).rgb()};
}

const QColor& ChartPicture::curveColor(std::size_t n) const
{
    static constexpr std::array colors{Token::Accent, Token::Warn, Token::Text2, Token::Ok, Token::Text3};
    return m_theme.color(colors[n % colors.size()]);
}

PriceRange ChartPicture::rangeOf(const ChartData& data) const
{
    if (m_fixed) {
        return *m_fixed;
    }
    const views::BarSeries& series = *data.series();
    const std::size_t last = std::min(m_time.last(), series.count());
    const std::size_t first = std::min(m_time.first(), last);
    Bucket bucket = data.pyramid().over(series, first, last);
    if (bucket.count == 0) {
        const std::size_t nearest = first == 0 ? 0 : first - 1;
        bucket = data.pyramid().over(series, nearest, nearest + 1);
    }
    auto low = static_cast<double>(bucket.low);
    auto high = static_cast<double>(bucket.high);
    const double widest = std::max({mostWidening * (high - low), 0.02 * std::abs(high), 8.0});
    for (const double price : m_wanted) {
        if (std::max(high, price) - std::min(low, price) <= widest) {
            low = std::min(low, price);
            high = std::max(high, price);
        }
    }
    const PriceRange range = withAir(low, high);
    if (m_inputs && m_inputs->time == m_time) {
        // A bar that grows moves the axis in steps, not with each tick.
        const PriceRange& before = m_inputs->range;
        const double air = (range.high - range.low) * 0.05;
        if (before.low <= low && before.high >= high && std::abs(before.low - range.low) < air
            && std::abs(before.high - range.high) < air) {
            return before;
        }
    }
    return range;
}

int ChartPicture::axisWidth(const PriceRange& range) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Caption));
    const auto widthOf = [&](double ticks) {
        const Ticks price{static_cast<std::int64_t>(std::clamp(ticks, -4e15, 4e15))};
        return metrics.horizontalAdvance(m_formats.price(m_instrument, price));
    };
    const int text = std::max(widthOf(range.low), widthOf(range.high));
    const int marks = m_look.isSmall ? 0 : metrics.horizontalAdvance(proposalTag({}));
    const int width = std::max(m_theme.px(48), text + marks + m_theme.px(2 * axisPadding));
    return (width + axisStep - 1) / axisStep * axisStep;
}

void ChartPicture::layOut(const ChartData& data)
{
    const int axis = std::min(m_axisWidth, m_size.width() / 2);
    const int foot = m_theme.px(m_look.isSmall ? timeAxisHeight - 4 : timeAxisHeight);
    const int head = m_look.isSmall ? 0 : m_theme.px(readoutHeight);
    const int width = std::max(1, m_size.width() - axis);
    m_readout = QRect(0, 0, m_size.width(), head);

    std::size_t panes = 0;
    m_subPanes.clear();
    const int room = m_size.height() - head - foot;
    for (std::size_t i = 0; i < data.lines().size() && !m_look.isSmall && panes < mostSubPanes; ++i) {
        if (!isOverlay(data.lines()[i].spec().kind)
            && room - static_cast<int>(panes + 1) * m_theme.px(subPaneHeight) >= m_theme.px(leastPlot)) {
            m_subPanes.push_back({{}, {}, i, data.lines()[i].spec().kind});
            ++panes;
        }
    }
    const int pane = m_theme.px(subPaneHeight);
    const int plotHeight = std::max(1, room - static_cast<int>(panes) * pane);
    m_plot = QRect(0, head, width, plotHeight);
    for (std::size_t i = 0; i < panes; ++i) {
        m_subPanes[i].box = QRect(0, head + plotHeight + static_cast<int>(i) * pane, width, pane);
    }
    m_priceAxis = QRect(width, head, m_size.width() - width, room);
    m_timeAxis = QRect(0, m_size.height() - foot, m_size.width(), foot);
    m_time.setWidth(width);
}

void ChartPicture::scaleSubPanes(const ChartData& data)
{
    for (SubPane& pane : m_subPanes) {
        const IndicatorLine& line = data.lines()[pane.line];
        const double top = pane.box.top() + m_theme.px(16);
        const double height = pane.box.height() - m_theme.px(20);
        if (const auto fixed = oscillatorScale(line.spec().kind)) {
            pane.scale = PriceScale({fixed->low, fixed->high}, top, height, false);
            continue;
        }
        const Curve& curve = line.curve(0);
        // Of settled bars only: the bar that forms must not move what stands.
        const auto stretch = curve.over(m_time.first(), std::min(m_time.last(), curve.settled()));
        const PriceRange range = stretch ? withAir(stretch->low, stretch->high, 0.15) : PriceRange{0, 1};
        pane.scale = PriceScale(range, top, height, false);
    }
}

bool ChartPicture::update(const ChartData& data)
{
    const views::BarSeries* series = data.series().get();
    const bool hasBars = series && series->count() > 0;
    m_time.setCount(hasBars ? series->count() : 0);
    layOut(data);

    Inputs inputs;
    if (hasBars) {
        inputs.range = rangeOf(data);
        const int wanted = axisWidth(inputs.range);
        if (wanted != m_axisWidth) {
            m_axisWidth = wanted;
            layOut(data);
            inputs.range = rangeOf(data);
        }
        inputs.epoch = data.epoch();
        inputs.settled = settledCount(*series);
        inputs.gaps = series->gaps.size();
        inputs.lines = data.lines().size();
        for (const IndicatorLine& line : data.lines()) {
            inputs.lineBars += line.settled();
        }
    }
    scaleSubPanes(data);
    inputs.time = m_time;
    if (m_inputs == inputs || m_size.isEmpty()) {
        return false;
    }
    m_inputs = inputs;
    const double top = m_plot.top() + m_theme.px(8);
    m_price = PriceScale(inputs.range, top, m_plot.bottom() - top - m_theme.px(4), m_look.isLog);
    const double spacing = 3.2 * QFontMetrics(m_theme.font(TextSize::Caption)).height();
    if (hasBars) {
        placePriceTicks(m_price, m_instrument.tickSize, m_look.isSmall ? spacing * 0.6 : spacing, m_priceTicks);
        placeTimeTicks(*series, m_time, m_formats.zone, m_formats.locale, m_theme.px(m_look.isSmall ? 72 : 110),
                       m_timeTicks);
    } else {
        m_priceTicks.clear();
        m_timeTicks.clear();
    }
    m_isKept = false;
    m_hasMoved = true;
    return true;
}

} // namespace omni::ui
