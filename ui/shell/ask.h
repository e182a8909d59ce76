// A question with two answers, the safe one first. For what may not happen by one press.
//
// The verb counts from 300 ms on. Shown with open(); deletes itself.

#pragma once

#include "ui/widgets/press_guard.h"

#include <QDialog>

namespace omni::ui {

class Theme;

struct Question {
    QString title;
    QString sentence; ///< What would happen, whole.
    QString verb; ///< "Cancel 3 orders"
    QString keep; ///< "Keep them"
    bool isDangerous = false;
};

class Ask final : public QDialog
{
    Q_OBJECT

public:
    Ask(Theme& theme, const Question& question, QWidget* parent, Millis now = steadyMillis());

protected:
    void showEvent(QShowEvent* event) override;

private:
    PressGuard m_guard;
};

} // namespace omni::ui
