#include "ui/panes/pnl/report_chart.h"

#include "ui/panes/pnl/tickers.h"
#include "ui/widgets/outside_text.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QStackedBarSeries>

#include <algorithm>
#include <cmath>

namespace omni::ui::pnl {

namespace {

double amountOf(Money money)
{
    return static_cast<double>(money.e8) / 1e8;
}

} // namespace

ReportBars reportBarsOf(const std::vector<Group>& groups, Grouping by)
{
    ReportBars bars;
    const std::size_t shown = std::min(groups.size(), mostReportBars);
    bars.leftOut = static_cast<int>(groups.size() - shown);
    for (std::size_t i = 0; i < shown; ++i) {
        // Periods come newest first and are read from left to right as time goes.
        const Group& group = groups[by == Grouping::Strategy ? i : shown - 1 - i];
        const double net = amountOf(group.net);
        bars.names << group.name;
        bars.gains.push_back(std::max(net, 0.0));
        bars.losses.push_back(std::min(net, 0.0));
    }
    return bars;
}

ReportAxis reportAxisFor(const ReportBars& bars)
{
    double low = 0, high = 0;
    for (std::size_t i = 0; i < bars.gains.size(); ++i) {
        low = std::min(low, bars.losses[i]);
        high = std::max(high, bars.gains[i]);
    }
    if (high - low <= 0) {
        return {};
    }
    const double rough = (high - low) / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double lead = rough / power;
    const double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

ReportChart::ReportChart(const Theme& theme, const Formats& formats, QWidget* parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_formats(formats)
    , m_gains(new QBarSet({}))
    , m_losses(new QBarSet({}))
    , m_series(new QStackedBarSeries)
    , m_names(new QBarCategoryAxis)
    , m_amounts(new QCategoryAxis)
{
    m_series->append(m_gains);
    m_series->append(m_losses);
    m_series->setBarWidth(0.6);
    chart()->addSeries(m_series);
    chart()->addAxis(m_names, Qt::AlignBottom);
    chart()->addAxis(m_amounts, Qt::AlignLeft);
    m_series->attachAxis(m_names);
    m_series->attachAxis(m_amounts);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_amounts->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    setRenderHint(QPainter::Antialiasing);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::NoFocus); // the table beside it has the same figures for the keyboard
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // charts are never mirrored
    restyle();
}

void ReportChart::show(const std::vector<Group>& groups, Grouping by)
{
    ReportBars bars = reportBarsOf(groups, by);
    if (bars == m_bars && by == m_by) {
        return;
    }
    m_bars = std::move(bars);
    m_by = by;
    fill();
}

void ReportChart::restyle()
{
    const QColor panel = m_theme.color(Token::Panel);
    setBackgroundBrush(panel);
    chart()->setBackgroundBrush(panel);
    const int edge = m_theme.px(8);
    chart()->setMargins(QMargins(edge, edge, edge, edge));
    for (const auto& [set, token] : {std::pair(m_gains, Token::Up), std::pair(m_losses, Token::Down)}) {
        set->setColor(m_theme.color(token));
        set->setBorderColor(m_theme.color(token));
    }
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_names), static_cast<QAbstractAxis*>(m_amounts)}) {
        axis->setLabelsFont(m_theme.font(TextSize::Caption));
        axis->setLabelsColor(m_theme.color(Token::Text3));
        axis->setLinePen(QPen(m_theme.color(Token::Line)));
        axis->setGridLinePen(QPen(m_theme.color(Token::Grid)));
    }
    m_names->setGridLineVisible(false);
    fill();
}

void ReportChart::fill()
{
    m_gains->remove(0, m_gains->count());
    m_losses->remove(0, m_losses->count());
    m_names->clear();
    for (std::size_t i = 0; i < m_bars.gains.size(); ++i) {
        m_gains->append(m_bars.gains[i]);
        m_losses->append(m_bars.losses[i]);
    }
    m_names->append(m_bars.names);
    const ReportAxis axis = reportAxisFor(m_bars);
    for (const QString& label : m_amounts->categoriesLabels()) {
        m_amounts->remove(label);
    }
    m_amounts->setRange(axis.low, axis.high);
    m_amounts->setStartValue(axis.low);
    const int ticks = static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    for (int i = 0; i <= ticks; ++i) {
        const double at = axis.low + i * axis.step;
        m_amounts->append(withoutIsolates(amountLabel(std::abs(at) < axis.step / 1e6 ? 0 : at, axis.step, m_formats)),
                          at);
    }
    describe();
}

void ReportChart::describe()
{
    setAccessibleName(m_by == Grouping::Strategy ? tr("Net result of each strategy as bars")
                                                 : tr("Net result of each period as bars"));
    QStringList lines;
    for (std::size_t i = 0; i < m_bars.gains.size(); ++i) {
        const Money net{std::llround((m_bars.gains[i] + m_bars.losses[i]) * 1e8)};
        lines << tr("%1: %2", "period or strategy, net result")
                     .arg(m_bars.names[static_cast<qsizetype>(i)], m_formats.change(net));
    }
    if (m_bars.leftOut > 0) {
        lines << tr("%n older period(s) stand in the table only.", nullptr, m_bars.leftOut);
    }
    const QString text = lines.join(QLatin1Char('\n'));
    setAccessibleDescription(text);
    setToolTip(tipText(text));
}

} // namespace omni::ui::pnl
