#include "ui/shell/notices/announcer.h"

#include <QAccessible>

namespace omni::ui {

Announcer::Announcer(QWidget* window)
    : QWidget(window)
{
    setObjectName(u"announcer"_qs);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(0, 0, 1, 1); // seen by the accessibility tree, not by the eye
}

void Announcer::say(const QString& text)
{
    if (text.isEmpty()) {
        return;
    }
    m_lastSaid = text;
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Announcer::forget()
{
    m_lastSaid.clear();
    setAccessibleName({});
}

} // namespace omni::ui
