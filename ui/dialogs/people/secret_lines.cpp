#include "ui/dialogs/people/secret_lines.h"

#include <QAccessible>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace omni::ui::people {

namespace {

constexpr int edge = 12;
constexpr int numberCells = 3; ///< "10 "
constexpr int gapCells = 4; ///< Between two columns.

} // namespace

SecretLines::SecretLines(const Theme& theme, std::vector<platform::SecretBytes> lines, int columns, bool isNumbered,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_lines(std::move(lines))
    , m_columns(std::max(1, columns))
    , m_isNumbered(isNumbered)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
}

void SecretLines::describe()
{
    QString all;
    if (QAccessible::isActive() && !m_isCovered) {
        for (const auto& line : m_lines) {
            const auto bytes = line.exposed();
            all += QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()),
                                       static_cast<qsizetype>(bytes.size()))
                + QLatin1Char('\n');
        }
    }
    setAccessibleDescription(all);
}

void SecretLines::setCovered(bool isCovered)
{
    m_isCovered = isCovered;
    describe();
    update();
}

QFont SecretLines::letterFont() const
{
    return m_theme.mono(TextSize::Value);
}

int SecretLines::rows() const
{
    return std::max(1, (static_cast<int>(m_lines.size()) + m_columns - 1) / m_columns);
}

int SecretLines::cells() const
{
    std::size_t longest = 0;
    for (const auto& line : m_lines) {
        longest = std::max(longest, line.size());
    }
    return static_cast<int>(longest) + (m_isNumbered ? numberCells : 0);
}

QSize SecretLines::sizeHint() const
{
    const QFontMetrics metrics(letterFont());
    const int columns = m_columns * cells() + (m_columns - 1) * gapCells;
    return {columns * metrics.horizontalAdvance(QLatin1Char('W')) + 2 * m_theme.px(edge),
            rows() * metrics.height() * 3 / 2 + 2 * m_theme.px(edge)};
}

void SecretLines::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Input));
    painter.setPen(m_theme.color(hasFocus() ? Token::Accent : Token::Line2));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setFont(letterFont());
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = metrics.horizontalAdvance(QLatin1Char('W')), height = metrics.height() * 3 / 2;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const int row = static_cast<int>(i) % rows(), column = static_cast<int>(i) / rows();
        int x = m_theme.px(edge) + column * (cells() + gapCells) * width;
        const int y = m_theme.px(edge) + row * height;
        if (m_isNumbered) {
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(QRect(x, y, 2 * width, height), Qt::AlignRight | Qt::AlignVCenter, QString::number(i + 1));
            x += numberCells * width;
        }
        painter.setPen(m_theme.color(m_isCovered ? Token::Text3 : Token::Text));
        for (const std::byte each : m_lines[i].exposed()) {
            const auto letter = std::to_integer<char>(each);
            const bool isBetween = letter == '-' || letter == ' ';
            painter.drawText(QRect(x, y, width, height), Qt::AlignCenter,
                             QString(m_isCovered && !isBetween ? QChar(u'•') : QChar(QLatin1Char(letter))));
            x += width;
        }
    }
}

} // namespace omni::ui::people
