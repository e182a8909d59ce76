// A question that stands before a deed: one whole sentence, the deed and the safe way out.
//
// The safe button has the focus. Presses count from 300 ms on and never when they were held before (ui-spec 5.3). Shown
// with open(); dies by itself.

#pragma once

#include "ui/style/theme.h"
#include "ui/widgets/press_guard.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;

namespace omni::ui {

class ConfirmDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Words {
        QString title; ///< Of the window.
        QString question; ///< With side, quantity, symbol, price, account, environment where there are such.
        QString note; ///< What happens besides; may be empty.
        QString act, keep; ///< Verbs: "Close the position", "Keep the position".
        bool isDanger = true; ///< The deed moves money or takes protection away.
    };

    ConfirmDialog(const Theme& theme, Words words, std::function<void()> then, QWidget* parent,
                  Millis now = steadyMillis());

    [[nodiscard]] QString question() const;

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    PressGuard m_guard;
    std::function<void()> m_then;
    QLabel* m_question;
    QPushButton* m_act;
    QPushButton* m_keep;
};

} // namespace omni::ui
