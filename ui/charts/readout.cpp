#include "ui/charts/readout.h"

#include "ui/widgets/formats.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStringList>

#include <cmath>

namespace omni::ui {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ChartReadout", text);
}

} // namespace

Readout::Readout(const Theme& theme, const Formats& formats)
    : m_theme(theme)
    , m_formats(formats)
{
}

void Readout::invalidate() noexcept
{
    m_figures.reset();
}

QString Readout::text() const
{
    QStringList parts;
    for (std::size_t i = 0; i < m_shown; ++i) {
        parts << (m_pieces[i].caption.isEmpty() ? m_pieces[i].value
                                                : m_pieces[i].caption + QLatin1Char(' ') + m_pieces[i].value);
    }
    return parts.join(QLatin1Char(' '));
}

void Readout::write(const Figures& figures, const market::Instrument& instrument)
{
    const market::Bar& bar = figures.bar;
    m_pieces.clear();
    const auto add = [this](const QString& caption, const QString& value, Token token) {
        m_pieces.push_back({caption, value, token, 0, 0});
    };
    const Token plain = figures.isStale ? Token::Text3 : Token::Text;
    //: Open, high, low and close of a bar, as short as can be.
    add(words(QT_TRANSLATE_NOOP("ChartReadout", "O")), m_formats.price(instrument, bar.open), plain);
    add(words(QT_TRANSLATE_NOOP("ChartReadout", "H")), m_formats.price(instrument, bar.high), plain);
    add(words(QT_TRANSLATE_NOOP("ChartReadout", "L")), m_formats.price(instrument, bar.low), plain);
    add(words(QT_TRANSLATE_NOOP("ChartReadout", "C")), m_formats.price(instrument, bar.close), plain);
    const Ticks change{bar.close.count - bar.open.count};
    const bool isUp = change.count > 0;
    QString text = m_formats.price(instrument, change);
    if (isUp) {
        text.prepend(QLatin1Char('+'));
    }
    if (bar.open.count != 0) {
        const double share = static_cast<double>(change.count) / std::abs(static_cast<double>(bar.open.count));
        text += QLatin1Char(' ') + m_formats.percent(share, 2, true);
    }
    const QString mark = change.count == 0 ? QString() : isUp ? QStringLiteral("▲ ") : QStringLiteral("▼ ");
    add({}, mark + text, change.count == 0 ? Token::Text2 : isUp ? Token::Up : Token::Down);
    add(words(QT_TRANSLATE_NOOP("ChartReadout", "Vol")), m_formats.volume(bar.volume), plain);
    if (figures.hasQuote) {
        add(words(QT_TRANSLATE_NOOP("ChartReadout", "Bid")), figures.bid, plain);
        add(words(QT_TRANSLATE_NOOP("ChartReadout", "Ask")), figures.ask, plain);
    }
    const QFontMetrics captions(m_theme.font(TextSize::Caption));
    const QFontMetrics values(m_theme.font(TextSize::Caption, QFont::Medium));
    for (Piece& piece : m_pieces) {
        piece.captionWidth = piece.caption.isEmpty() ? 0 : captions.horizontalAdvance(piece.caption) + m_theme.px(4);
        piece.valueWidth = values.horizontalAdvance(piece.value);
    }
}

void Readout::paint(QPainter& painter, const ChartPicture& picture, const ChartData& data, const ChartScene& scene,
                    std::size_t index)
{
    Figures figures{data.series()->at(index), !scene.bidText.isEmpty() || !scene.askText.isEmpty(), scene.isStale,
                    scene.bidText, scene.askText};
    if (m_figures != figures) {
        write(figures, picture.instrument());
        m_figures = std::move(figures);
    }
    const QRect& row = picture.readout();
    const QFont captions = m_theme.font(TextSize::Caption);
    const QFont values = m_theme.font(TextSize::Caption, QFont::Medium);
    const QFontMetrics metrics(captions);
    const int base = row.top() + (row.height() + metrics.ascent() - metrics.descent()) / 2;
    int x = row.left() + m_theme.px(8);
    m_shown = 0;
    for (const Piece& piece : m_pieces) {
        const int width = piece.captionWidth + piece.valueWidth;
        if (x + width > row.right() - m_theme.px(8)) {
            break;
        }
        if (piece.captionWidth > 0) {
            painter.setFont(captions);
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(x, base, piece.caption);
        }
        painter.setFont(values);
        painter.setPen(m_theme.color(piece.token));
        painter.drawText(x + piece.captionWidth, base, piece.value);
        x += width + m_theme.px(10);
        ++m_shown;
    }
    paintLegend(painter, picture, data, x);
    paintSubPanes(painter, picture, data, index);
}

void Readout::paintLegend(QPainter& painter, const ChartPicture& picture, const ChartData& data, int from)
{
    const QRect& row = picture.readout();
    painter.setFont(m_theme.font(TextSize::Caption));
    const QFontMetrics metrics(painter.font());
    const int base = row.top() + (row.height() + metrics.ascent() - metrics.descent()) / 2;
    const int dash = m_theme.px(12);
    int width = 0;
    for (const IndicatorLine& line : data.lines()) {
        if (isOverlay(line.spec().kind)) {
            width += dash + m_theme.px(16) + metrics.horizontalAdvance(nameOf(line.spec()));
        }
    }
    int x = row.right() - width;
    if (width == 0 || x < from) {
        return;
    }
    std::size_t overlay = 0;
    for (const IndicatorLine& line : data.lines()) {
        if (!isOverlay(line.spec().kind)) {
            continue;
        }
        painter.fillRect(x, row.center().y(), dash, 2, picture.curveColor(overlay++));
        const QString name = nameOf(line.spec());
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(x + dash + m_theme.px(5), base, name);
        x += dash + m_theme.px(16) + metrics.horizontalAdvance(name);
    }
}

void Readout::paintSubPanes(QPainter& painter, const ChartPicture& picture, const ChartData& data, std::size_t index)
{
    const QFont captions = m_theme.font(TextSize::Caption);
    const QFontMetrics metrics(captions);
    for (const SubPane& pane : picture.subPanes()) {
        const IndicatorLine& line = data.lines()[pane.line];
        const QString name = nameOf(line.spec());
        const auto value = line.curve(0).at(index);
        const QString text = !value ? missing()
            : oscillatorScale(line.spec().kind)
            ? m_formats.number(value, 1)
            : m_formats.price(picture.instrument(), Ticks{static_cast<std::int64_t>(std::llround(*value))});
        const int x = pane.box.left() + m_theme.px(8);
        const int base = pane.box.top() + m_theme.px(4) + metrics.ascent();
        painter.setFont(captions);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(x, base, name);
        painter.setFont(m_theme.font(TextSize::Caption, QFont::Medium));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(x + metrics.horizontalAdvance(name) + m_theme.px(5), base, text);
    }
}

} // namespace omni::ui
