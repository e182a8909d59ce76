#include "ui/style/control_style.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QPointer>
#include <QStyleOption>
#include <QStyledItemDelegate>

#include <algorithm>
#include <optional>
#include <utility>

namespace omni::ui {

namespace {

QPointer<const Theme> s_theme; // NOLINT: the application has one style, and a style is told of no theme by Qt

void paintField(QPainter& painter, const QRect& rect, QStyle::State state)
{
    const Theme& theme = *s_theme;
    const bool hasFocus = state.testFlag(QStyle::State_HasFocus);
    const bool isEnabled = state.testFlag(QStyle::State_Enabled);
    const qreal width = hasFocus ? 2 : 1;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus ? theme.focus() : theme.color(Token::Line2), width));
    painter.setBrush(theme.color(isEnabled ? Token::Input : Token::Panel));
    const QRectF frame = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.drawRoundedRect(frame, theme.px(3), theme.px(3));
    painter.restore();
}

void paintMark(QPainter& painter, const QStyleOption& option, bool isRound)
{
    const Theme& theme = *s_theme;
    const bool isOn = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    QRectF box = QRectF(option.rect);
    const qreal side = std::min(box.width(), box.height());
    box = QRectF(box.left(), box.center().y() - side / 2, side, side).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Token fill = isEnabled ? Token::Accent : Token::Line2;
    painter.setPen(QPen(hasFocus ? theme.focus() : theme.color(isOn ? fill : Token::Text3), hasFocus ? 2 : 1));
    painter.setBrush(theme.color(isOn ? fill : Token::Input));
    if (isRound) {
        painter.drawEllipse(box);
    } else {
        painter.drawRoundedRect(box, 2, 2);
    }
    if (isOn) {
        const Token mark = isEnabled ? Token::OnFill : Token::Text3;
        if (isRound) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(mark));
            painter.drawEllipse(box.center(), side * 0.18, side * 0.18);
        } else {
            const bool isPartial = option.state.testFlag(QStyle::State_NoChange);
            Icons::paint(painter, box.adjusted(1, 1, -1, -1), theme,
                         isPartial ? QStringLiteral("minus") : QStringLiteral("check"), mark);
        }
    }
    painter.restore();
}

void paintArrow(QPainter& painter, const QStyleOption& option, const QString& name)
{
    const int side = std::min({option.rect.width(), option.rect.height(), s_theme->px(12)});
    const QRect place(option.rect.center().x() - side / 2, option.rect.center().y() - side / 2, side, side);
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    Icons::paint(painter, place, *s_theme, name, isEnabled ? Token::Text2 : Token::Text3);
}

QString arrowOf(QStyle::PrimitiveElement element, const QStyleOption& option)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
        return QStringLiteral("chevron-up");
    case QStyle::PE_IndicatorArrowLeft:
        return QStringLiteral("chevron-left");
    case QStyle::PE_IndicatorArrowRight:
        return QStringLiteral("chevron-right");
    case QStyle::PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(&option);
        const bool isUp = header != nullptr && header->sortIndicator == QStyleOptionHeader::SortUp;
        return isUp ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up");
    }
    default:
        return QStringLiteral("chevron-down");
    }
}

} // namespace

ControlStyle::ControlStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void ControlStyle::use(const Theme& theme)
{
    s_theme = &theme;
}

void ControlStyle::polish(QApplication* application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

/// Qt's own delegate of a box asks no style how high a row of its list is.
void ControlStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    auto* box = qobject_cast<QComboBox*>(widget);
    if (box != nullptr && box->itemDelegate() != nullptr && box->itemDelegate()->inherits("QComboBoxDelegate")) {
        box->setItemDelegate(new QStyledItemDelegate(box));
    }
}

void ControlStyle::unpolish(QApplication* application)
{
    application->removeEventFilter(this);
    QProxyStyle::unpolish(application);
}

bool ControlStyle::eventFilter(QObject* watched, QEvent* event)
{
    std::optional<bool> isHeld;
    switch (event->type()) {
    case QEvent::KeyPress:
        isHeld = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt ? std::optional(true) : std::nullopt;
        break;
    case QEvent::KeyRelease:
        isHeld = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Alt ? std::optional(false) : std::nullopt;
        break;
    case QEvent::ApplicationStateChange: // its release may go to another program
        isHeld = false;
        break;
    default:
        break;
    }
    if (isHeld && std::exchange(m_isAltHeld, *isHeld) != *isHeld) {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            window->update();
        }
    }
    return QProxyStyle::eventFilter(watched, event);
}

void ControlStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    if (!s_theme) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintMark(*painter, *option, false);
        return;
    case PE_IndicatorRadioButton:
        paintMark(*painter, *option, true);
        return;
    case PE_IndicatorMenuCheckMark:
        if (option->state.testFlag(State_On)) {
            paintArrow(*painter, *option, QStringLiteral("check"));
        }
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
    case PE_IndicatorHeaderArrow:
        paintArrow(*painter, *option, arrowOf(element, *option));
        return;
    case PE_FrameFocusRect:
        painter->save();
        painter->setPen(QPen(s_theme->focus(), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(1, 1, -1, -1));
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ControlStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                      const QWidget* widget) const
{
    if (!s_theme || (control != CC_ComboBox && control != CC_SpinBox)) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    paintField(*painter, option->rect, option->state);
    QStyleOption part = *option;
    if (control == CC_ComboBox) {
        part.rect = subControlRect(control, option, SC_ComboBoxArrow, widget);
        paintArrow(*painter, part, QStringLiteral("chevron-down"));
        return;
    }
    part.rect = subControlRect(control, option, SC_SpinBoxUp, widget);
    paintArrow(*painter, part, QStringLiteral("chevron-up"));
    part.rect = subControlRect(control, option, SC_SpinBoxDown, widget);
    paintArrow(*painter, part, QStringLiteral("chevron-down"));
}

int ControlStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    if (!s_theme) {
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return s_theme->px(16);
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 4;
    case PM_ScrollBarExtent:
        return s_theme->px(10);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return s_theme->px(12);
    case PM_DockWidgetFrameWidth:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize ControlStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                     const QWidget* widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (s_theme && (type == CT_ComboBox || type == CT_SpinBox)) {
        wanted.setHeight(std::max(s_theme->px(28), size.height() + 4));
    }
    if (s_theme && type == CT_ItemViewItem && widget != nullptr && widget->inherits("QComboBoxListView")) {
        wanted.setHeight(std::max(s_theme->rowHeight(), wanted.height())); // a row of a list as everywhere
    }
    return wanted;
}

int ControlStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_UnderlineShortcut:
        return m_isAltHeld ? 1 : 0;
    case SH_Table_GridLineColor:
        return s_theme ? static_cast<int>(s_theme->color(Token::Grid).rgba())
                       : QProxyStyle::styleHint(hint, option, widget, data);
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace omni::ui
