#include "ui/widgets/track_record.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

constexpr double firstBin = -2.0;
constexpr double binWidth = 0.5;

} // namespace

TrackRecord trackRecordOf(const views::HistoryPage& page)
{
    TrackRecord record;
    const auto* rows = std::get_if<std::vector<views::RoundTripRow>>(&page.rows);
    if (rows == nullptr) {
        return record;
    }
    std::vector<views::RoundTripRow> trips = *rows;
    std::stable_sort(trips.begin(), trips.end(), [](const auto& a, const auto& b) { return a.seq < b.seq; });
    record.isWhole = !page.more;
    int run = 0;
    double sum = 0;
    for (const views::RoundTripRow& trip : trips) {
        ++record.closed;
        record.won += trip.net.e8 > 0 ? 1 : 0;
        record.net.e8 = checkedSum(record.net.e8, trip.net.e8).value_or(record.net.e8);
        run = trip.net.e8 < 0 ? run + 1 : 0;
        record.longestLosingRun = std::max(record.longestLosingRun, run);
        if (trip.risk && trip.risk->e8 > 0) {
            record.results.push_back(static_cast<double>(trip.net.e8) / static_cast<double>(trip.risk->e8));
            sum += record.results.back();
        }
    }
    record.measured = static_cast<int>(record.results.size());
    if (record.measured > 0) {
        record.averageR = sum / record.measured;
        record.worstR = *std::min_element(record.results.begin(), record.results.end());
    }
    return record;
}

ResultBars::ResultBars(const Theme& theme, QWidget* parent)
    : RowPainter(theme, 80, parent)
{
    setAccessibleName(tr("How often each result came, in R"));
}

void ResultBars::setResults(const std::vector<double>& results)
{
    m_bins.assign(binCount, 0);
    for (const double result : results) {
        const double place = std::floor((result - firstBin) / binWidth);
        const auto bin = static_cast<std::size_t>(std::clamp(place, 0.0, binCount - 1.0));
        ++m_bins[bin];
    }
    QStringList lines;
    for (int i = 0; i < binCount; ++i) {
        const double from = firstBin + i * binWidth;
        lines.push_back(tr("%1 to %2 R: %n trade(s)", nullptr, m_bins[static_cast<std::size_t>(i)])
                            .arg(from, 0, 'f', 1)
                            .arg(from + binWidth, 0, 'f', 1));
    }
    setLines(std::move(lines), 1);
}

QSize ResultBars::sizeHint() const
{
    return {m_theme.px(170), m_theme.px(80)};
}

QSize ResultBars::minimumSizeHint() const
{
    return {m_theme.px(110), m_theme.px(80)};
}

void ResultBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double axis = m_theme.px(16);
    const double base = height() - axis;
    const double step = static_cast<double>(width()) / binCount;
    const int most = std::max(1, *std::max_element(m_bins.begin(), m_bins.end()));
    for (int i = 0; i < binCount; ++i) {
        const double high = (base - m_theme.px(4)) * m_bins[static_cast<std::size_t>(i)] / most;
        const double from = firstBin + i * binWidth;
        painter.fillRect(QRectF(i * step + 1, base - high, step - 2, high),
                         m_theme.color(from < 0 ? Token::Down : Token::Up));
    }
    painter.fillRect(QRectF(0, base, width(), 1), m_theme.color(Token::Line2));
    for (const int mark : {-1, 0, 1, 2}) {
        const double x = (mark - firstBin) / binWidth * step;
        const QString words = mark < 0 ? QStringLiteral("\u2212%1").arg(-mark)
            : mark > 0                 ? QStringLiteral("+%1").arg(mark)
                                       : QStringLiteral("0");
        text(painter, {x - m_theme.px(14), base + 1, static_cast<double>(m_theme.px(28)), axis - 1}, Qt::AlignHCenter,
             words, Token::Text3, QFont::Normal, TextSize::Caption);
    }
}

} // namespace omni::ui
