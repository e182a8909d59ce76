#include "ui/widgets/dialog_bounds.h"

#include "ui/style/theme.h"

#include <QEvent>
#include <QLayout>
#include <QPainter>
#include <QScreen>
#include <QStyle>

#include <algorithm>

namespace omni::ui {

namespace {

constexpr float dimness = 0.62F;
constexpr int frameEdge = 4; ///< Of a frame of the system; none is known before a window is shown.

/// Lies over a window that waits for a dialog.
class Dimmer final : public QWidget
{
public:
    Dimmer(QWidget* window, const Theme& theme)
        : QWidget(window)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        window->installEventFilter(this);
        setGeometry(window->rect());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const QColor& ground = m_theme.color(Token::Bg);
        const QColor& ink = m_theme.color(Token::Text);
        QColor shade = ground.lightness() < ink.lightness() ? ground : ink;
        shade.setAlphaF(dimness);
        QPainter(this).fillRect(rect(), shade);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Resize) {
            setGeometry(static_cast<QWidget*>(watched)->rect());
        }
        return false;
    }

private:
    const Theme& m_theme;
};

} // namespace

QRect boundedOver(QSize wanted, const QRect& window, const QRect& room)
{
    QRect placed(QPoint(0, 0), wanted.boundedTo(room.size()));
    placed.moveCenter(window.center());
    placed.moveLeft(std::clamp(placed.left(), room.left(), room.left() + room.width() - placed.width()));
    placed.moveTop(std::clamp(placed.top(), room.top(), room.top() + room.height() - placed.height()));
    return placed;
}

ScrolledBody::ScrolledBody(QWidget* content, QWidget* parent)
    : QScrollArea(parent)
{
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    content->installEventFilter(this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize ScrolledBody::sizeHint() const
{
    return widget()->sizeHint();
}

QSize ScrolledBody::minimumSizeHint() const
{
    const int lines = 3 * fontMetrics().lineSpacing();
    return {std::min(widget()->minimumSizeHint().width(), 12 * lines), std::min(sizeHint().height(), lines)};
}

bool ScrolledBody::hasHeightForWidth() const
{
    return widget()->hasHeightForWidth();
}

int ScrolledBody::heightForWidth(int width) const
{
    return widget()->hasHeightForWidth() ? widget()->heightForWidth(width) : sizeHint().height();
}

bool ScrolledBody::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

DialogBounds::DialogBounds(QDialog& dialog, const Theme& theme, QSize wanted, QSize least)
    : QObject(&dialog)
    , m_dialog(dialog)
    , m_theme(theme)
    , m_wanted(wanted)
    , m_least(least)
{
    dialog.installEventFilter(this);
    connect(&theme, &Theme::changed, this, [this] {
        if (m_dialog.isVisible()) {
            fit(true);
        }
    });
}

void DialogBounds::setDims(bool dims)
{
    m_dims = dims;
}

void DialogBounds::setRoom(const QRect& room)
{
    m_room = room;
    if (m_dialog.isVisible()) {
        fit(true);
    }
}

QRect DialogBounds::room() const
{
    const QWidget* window = m_dialog.parentWidget() != nullptr ? m_dialog.parentWidget()->window() : &m_dialog;
    QRect room = m_room.isValid() ? m_room : window->screen()->availableGeometry();
    if (!m_dialog.windowFlags().testFlag(Qt::FramelessWindowHint)) {
        // The system draws its frame around it.
        room.adjust(frameEdge, m_dialog.style()->pixelMetric(QStyle::PM_TitleBarHeight), -frameEdge, -frameEdge);
    }
    return room;
}

QSize DialogBounds::scaled(QSize size) const
{
    return {m_theme.px(size.width()), m_theme.px(size.height())};
}

QSize DialogBounds::layoutSize() const
{
    const QLayout* layout = m_dialog.layout();
    if (layout == nullptr) {
        return m_dialog.sizeHint();
    }
    const QSize hint = layout->totalSizeHint().expandedTo(scaled(m_least));
    const int width = std::min(hint.width(), room().width());
    const int height = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : hint.height();
    return {width, std::max(height, scaled(m_least).height())};
}

void DialogBounds::fit(bool isOpening)
{
    if (m_isFitting) {
        return;
    }
    m_isFitting = true;
    const QRect room = this->room();
    const QLayout* layout = m_dialog.layout();
    const QSize least = (layout != nullptr ? layout->totalMinimumSize() : QSize(1, 1)).expandedTo(scaled(m_least));
    const QSize natural = m_wanted.isEmpty() ? layoutSize() : scaled(m_wanted);
    const QSize wanted = isOpening ? natural : natural.expandedTo(m_dialog.size());
    m_dialog.setMinimumSize(
        least.boundedTo(room.size())); // its own word, or the layout would demand more than there is
    const QWidget* parent = m_dialog.parentWidget();
    const QRect over = parent != nullptr && isOpening ? parent->window()->geometry()
        : isOpening                                   ? room
                                                      : m_dialog.geometry();
    m_dialog.setGeometry(boundedOver(wanted, over, room));
    m_isFitting = false;
}

void DialogBounds::dim()
{
    QWidget* parent = m_dialog.parentWidget();
    if (m_dims && parent != nullptr && !m_dimmer) {
        m_dimmer = new Dimmer(parent->window(), m_theme);
        m_dimmer->show();
        m_dimmer->raise();
    }
}

bool DialogBounds::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != &m_dialog) {
        return false;
    }
    switch (event->type()) {
    case QEvent::Show:
        if (!event->spontaneous()) {
            fit(true);
            dim();
        }
        break;
    case QEvent::Hide:
        if (!event->spontaneous()) {
            delete m_dimmer;
        }
        break;
    case QEvent::LayoutRequest:
        if (m_dialog.isVisible() && m_wanted.isEmpty()) {
            fit(false);
        }
        break;
    default: // nothing that changes its size
        break;
    }
    return false;
}

} // namespace omni::ui
