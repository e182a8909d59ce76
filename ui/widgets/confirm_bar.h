// A small bar beside what it is about: a whole sentence and two buttons, "Move [Enter]" and "Keep [Esc]".
//
// It is deaf for 300 ms after it appears and to keys that were held then, so that a repeated key confirms nothing. It
// takes the focus only when it is told to: the deed came from the user's own hand.

#pragma once

#include "ui/style/theme.h"
#include "ui/widgets/press_guard.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace omni::ui {

class ConfirmBar final : public QFrame
{
    Q_OBJECT

public:
    ConfirmBar(const Theme& theme, QWidget* parent, Millis now = steadyMillis());

    /// Shows the sentence and takes the focus. What was asked before is dropped as if kept. `act` ("Move") is dangerous
    /// when `isDanger`; `keep` ("Keep") is the safe way out.
    void ask(const QString& sentence, const QString& act, const QString& keep, std::function<void()> then,
             bool isDanger = false);
    [[nodiscard]] QString sentence() const;

signals:
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    void accept();
    void dismiss();

    const Theme& m_theme;
    PressGuard m_guard;
    QLabel* m_sentence;
    QPushButton* m_act;
    QPushButton* m_keep;
    std::function<void()> m_then;
};

} // namespace omni::ui
