#include "ui/widgets/tab_stop.h"

#include <QEvent>
#include <QWidget>

namespace omni::ui {

namespace {

class TabStop final : public QObject
{
public:
    TabStop(QWidget& part, QWidget& whole)
        : QObject(&part)
        , m_part(part)
        , m_whole(whole)
        , m_policy(part.focusPolicy())
    {
        whole.setFocusProxy(&part);
        for (QWidget* at = &part; at != nullptr && at != &whole; at = at->parentWidget()) {
            at->installEventFilter(this);
        }
        look();
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        switch (event->type()) {
        case QEvent::Show:
        case QEvent::ShowToParent:
        case QEvent::Hide:
        case QEvent::HideToParent:
            look();
            break;
        default:
            break;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void look()
    {
        m_part.setFocusPolicy(m_part.isVisibleTo(&m_whole) ? m_policy : Qt::NoFocus);
    }

    QWidget& m_part;
    QWidget& m_whole;
    Qt::FocusPolicy m_policy;
};

} // namespace

void stopTabAt(QWidget& part, QWidget& whole)
{
    new TabStop(part, whole);
}

} // namespace omni::ui
