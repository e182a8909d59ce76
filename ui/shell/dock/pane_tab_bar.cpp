#include "ui/shell/dock/pane_tab_bar.h"

#include "ui/style/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <vector>

namespace omni::ui {

namespace {

/// Tab data: the number, and whether it is one of proposals.
struct Badge {
    int number = -1;
    bool isAi = false;
};

constexpr int edge = 10; ///< Beside the name, at either side.
constexpr int leastEdge = 4; ///< Where the names are short of room.
constexpr int mostWidths = 64;

Badge badgeOf(const QVariant& data)
{
    const int packed = data.isValid() ? data.toInt() : -1;
    return packed < 0 ? Badge{} : Badge{packed / 2, packed % 2 == 1};
}

} // namespace

PaneTabBar::PaneTabBar(Theme& theme, QWidget* parent)
    : QTabBar(parent)
    , m_theme(theme)
{
    setDrawBase(false);
    setStyleSheet(QStringLiteral("QTabBar { border: none; }")); // all of it is painted here
    setExpanding(false);
    setUsesScrollButtons(false); // short of room the names are cut, the longest first: every tab stays in reach
    setElideMode(Qt::ElideRight);
    setFocusPolicy(Qt::TabFocus);
    setMovable(false);
    connect(&theme, &Theme::changed, this, [this] {
        m_nameWidths.clear();
        m_badgeWidths.clear();
        updateGeometry();
    });
}

void PaneTabBar::setBadge(int tab, int number, bool isAi)
{
    const QVariant packed = number < 0 ? QVariant(-1) : QVariant(number * 2 + (isAi ? 1 : 0));
    if (tabData(tab) == packed) {
        return;
    }
    const QSize before = tabSizeHint(tab);
    setTabData(tab, packed);
    setAccessibleTabName(tab, number < 0 ? tabText(tab) : tr("%1, %2").arg(tabText(tab)).arg(number));
    if (before != tabSizeHint(tab)) {
        setIconSize(iconSize()); // makes the bar lay its tabs out anew
        updateGeometry();
        resize(sizeHint().boundedTo(size()));
    }
    update();
}

QString PaneTabBar::badgeText(int tab) const
{
    const Badge badge = badgeOf(tabData(tab));
    return badge.number < 0 ? QString() : badge.number > 999 ? u"999+"_qs : QString::number(badge.number);
}

/// Shaping a text costs more than all else that is asked here, and the bar asks for each tab's size time and again.
int PaneTabBar::nameWidth(int tab) const
{
    const QString text = tabText(tab);
    if (const auto known = m_nameWidths.constFind(text); known != m_nameWidths.cend()) {
        return *known;
    }
    if (m_nameWidths.size() >= mostWidths) {
        m_nameWidths.clear();
    }
    const int width = QFontMetrics(m_theme.font(TextSize::Body, QFont::Medium)).horizontalAdvance(text);
    m_nameWidths.insert(text, width);
    return width;
}

QSize PaneTabBar::tabSizeHint(int index) const
{
    const int width = nameWidth(index) + 2 * m_theme.px(edge);
    return {width + badgeRoom(index), m_theme.px(28)};
}

int PaneTabBar::badgeRoom(int tab) const
{
    const QString text = badgeText(tab);
    if (text.isEmpty()) {
        return 0;
    }
    auto known = m_badgeWidths.constFind(text);
    if (known == m_badgeWidths.cend()) {
        if (m_badgeWidths.size() >= mostWidths) {
            m_badgeWidths.clear();
        }
        known = m_badgeWidths.insert(text, QFontMetrics(m_theme.font(TextSize::Caption)).horizontalAdvance(text));
    }
    return std::max(m_theme.px(16), *known + m_theme.px(9)) + m_theme.px(6);
}

/// Counts other than that of proposals give way to names: the pane itself shows how many there are.
bool PaneTabBar::showsBadge(int tab) const
{
    const Badge badge = badgeOf(tabData(tab));
    if (badge.number < 0 || badge.isAi) {
        return badge.number >= 0;
    }
    int sum = 0;
    for (int i = 0; i < count(); ++i) {
        sum += tabSizeHint(i).width() - spareEdge();
    }
    return sum <= width();
}

int PaneTabBar::wantedWidth() const
{
    int sum = 0;
    for (int tab = 0; tab < count(); ++tab) {
        sum += tabSizeHint(tab).width() - spareEdge() - (badgeOf(tabData(tab)).isAi ? 0 : badgeRoom(tab));
    }
    return sum;
}

/// What each tab gives of its edges before anything else.
int PaneTabBar::spareEdge() const
{
    return 2 * (m_theme.px(edge) - m_theme.px(leastEdge));
}

/// What a tab gives before its name is cut.
int PaneTabBar::spareRoom(int tab) const
{
    return spareEdge() + (showsBadge(tab) ? 0 : badgeRoom(tab));
}

/// Edges and counts give way first, then the longest names: the widest that a name may be so that all fit.
int PaneTabBar::widestName() const
{
    std::vector<int> names;
    int whole = 0, widest = 0;
    for (int tab = 0; tab < count(); ++tab) {
        names.push_back(nameWidth(tab));
        widest = std::max(widest, names.back());
        whole += tabSizeHint(tab).width() - spareRoom(tab);
    }
    const auto together = [&](int most) {
        int sum = whole;
        for (const int name : names) {
            sum -= std::max(0, name - most);
        }
        return sum;
    };
    const int least = m_theme.px(28);
    while (widest > least && together(widest) > width()) {
        --widest;
    }
    return widest;
}

QSize PaneTabBar::minimumTabSizeHint(int index) const
{
    const QSize whole = tabSizeHint(index);
    const int cut = std::max(0, nameWidth(index) - widestName());
    return {whole.width() - spareRoom(index) - cut, whole.height()};
}

bool PaneTabBar::isCut(int tab) const
{
    return tab >= 0 && tabRect(tab).width() < tabSizeHint(tab).width() - spareRoom(tab);
}

/// A name that is cut is told where the pointer rests, and so is a count that is left away.
bool PaneTabBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const int tab = tabAt(help->pos());
            isCut(tab) || (tab >= 0 && !badgeText(tab).isEmpty() && !showsBadge(tab))) {
            QToolTip::showText(help->globalPos(), accessibleTabName(tab), this, tabRect(tab));
            return true;
        }
    }
    return QTabBar::event(event);
}

QSize PaneTabBar::minimumSizeHint() const
{
    return {m_theme.px(60), m_theme.px(28)};
}

void PaneTabBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int tab = 0; tab < count(); ++tab) {
        paintTab(painter, tab);
    }
}

void PaneTabBar::paintTab(QPainter& painter, int tab) const
{
    // As high as the bar: a style may set tabs a little lower than it is painted here.
    const QRect box(tabRect(tab).left(), 0, tabRect(tab).width(), height());
    const bool isFront = tab == currentIndex();
    const bool isTitle = count() == 1;
    const bool hasBadge = showsBadge(tab);
    const int lacking = std::max(0, tabSizeHint(tab).width() - (hasBadge ? 0 : badgeRoom(tab)) - box.width());
    const int beside = m_theme.px(edge) - std::min(lacking, spareEdge()) / 2;
    const QRect room = box.adjusted(beside, 0, -beside, 0);
    if (!isFront && box.contains(mapFromGlobal(QCursor::pos())) && underMouse()) {
        painter.fillRect(box, m_theme.color(Token::Hover));
    }
    painter.setFont(m_theme.font(TextSize::Body, QFont::Medium));
    painter.setPen(m_theme.color(isFront ? Token::Text : Token::Text2));
    const int whole = painter.fontMetrics().horizontalAdvance(tabText(tab));
    const QString name = isCut(tab)
        ? painter.fontMetrics().elidedText(tabText(tab), Qt::ElideRight, whole - (lacking - spareEdge()))
        : tabText(tab);
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, name);
    const int used = painter.fontMetrics().horizontalAdvance(name) + m_theme.px(6);

    if (const QString text = badgeText(tab); hasBadge) {
        const Badge badge = badgeOf(tabData(tab));
        painter.setFont(m_theme.font(TextSize::Caption, badge.isAi ? QFont::Medium : QFont::Normal));
        const int width = std::max(m_theme.px(16), painter.fontMetrics().horizontalAdvance(text) + m_theme.px(9));
        const int height = m_theme.px(16);
        const QRectF pill(room.left() + used + 0.5, box.center().y() - height / 2 + 0.5, width - 1, height - 1);
        painter.setPen(badge.isAi ? Qt::NoPen : QPen(m_theme.color(Token::Line2)));
        painter.setBrush(badge.isAi ? QBrush(m_theme.color(Token::Ai)) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(m_theme.color(badge.isAi ? Token::OnFill : Token::Text2));
        painter.drawText(pill, Qt::AlignCenter, text);
    }
    if (isFront && !isTitle) {
        painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width(), 2), m_theme.focus());
    }
    if (isFront && hasFocus()) {
        painter.setPen(QPen(m_theme.focus(), 2));
        painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 3, 3);
    }
}

void PaneTabBar::mousePressEvent(QMouseEvent* event)
{
    m_press = event->pos();
    m_pressed = event->button() == Qt::LeftButton ? tabAt(event->pos()) : -1;
    m_isDragging = false;
    QTabBar::mousePressEvent(event);
}

void PaneTabBar::mouseMoveEvent(QMouseEvent* event)
{
    const bool isFar = (event->pos() - m_press).manhattanLength() >= 2 * QApplication::startDragDistance();
    if (m_pressed >= 0 && (event->buttons() & Qt::LeftButton) != 0 && (isFar || m_isDragging)) {
        if (!m_isDragging) {
            m_isDragging = true;
            setFocus(Qt::MouseFocusReason); // so that Escape is heard
            setCursor(Qt::ClosedHandCursor);
        }
        emit dragged(m_pressed, event->globalPosition().toPoint());
        return;
    }
    update();
    QTabBar::mouseMoveEvent(event);
}

void PaneTabBar::mouseReleaseEvent(QMouseEvent* event)
{
    const int tab = m_pressed;
    m_pressed = -1;
    QTabBar::mouseReleaseEvent(event);
    if (m_isDragging) {
        m_isDragging = false;
        unsetCursor();
        emit dropped(tab, event->globalPosition().toPoint());
    }
}

void PaneTabBar::keyPressEvent(QKeyEvent* event)
{
    if (m_isDragging && event->key() == Qt::Key_Escape) {
        m_isDragging = false;
        m_pressed = -1;
        unsetCursor();
        emit dragCancelled();
        return;
    }
    QTabBar::keyPressEvent(event);
}

} // namespace omni::ui
