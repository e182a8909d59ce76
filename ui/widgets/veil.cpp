#include "ui/widgets/veil.h"

#include "ui/widgets/formats.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>

namespace omni::ui {

namespace {

/// Stands over the field's letters, which are not painted below it.
class Veil final : public QLabel
{
public:
    Veil(QLineEdit& field, const Formats& formats)
        : QLabel(hiddenText(), &field)
        , m_field(field)
        , m_formats(formats)
    {
        setTextFormat(Qt::PlainText);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setContentsMargins(8, 0, 8, 0);
        field.installEventFilter(this);
        connect(&field, &QLineEdit::textEdited, this, [this] {
            m_isTyping = true;
            follow();
        });
        connect(&field, &QLineEdit::textChanged, this, &Veil::follow);
        follow();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::FocusOut) {
            m_isTyping = false;
            follow();
        } else if (event->type() == QEvent::LanguageChange) {
            follow();
        } else if (event->type() == QEvent::Resize) {
            setGeometry(m_field.rect());
        }
        return QLabel::eventFilter(watched, event);
    }

private:
    void follow()
    {
        const bool isVeiled = m_formats.hasPrivacy && !m_isTyping;
        const auto mode = isVeiled ? QLineEdit::NoEcho : QLineEdit::Normal;
        if (mode != m_field.echoMode()) {
            m_field.setEchoMode(mode);
        }
        setAlignment(m_field.alignment() | Qt::AlignVCenter);
        setGeometry(m_field.rect());
        setVisible(isVeiled && !m_field.text().isEmpty());
    }

    QLineEdit& m_field;
    const Formats& m_formats;
    bool m_isTyping = false;
};

} // namespace

void veil(QLineEdit& field, const Formats& formats)
{
    new Veil(field, formats);
}

} // namespace omni::ui
