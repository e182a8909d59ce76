// One switch: icon, name, state, cause, and its button.

#pragma once

#include "ui/panes/kill_switches/model.h"
#include "ui/style/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace omni::ui::kill_switches {

class SwitchLine final : public QFrame
{
    Q_OBJECT

public:
    SwitchLine(Theme& theme, QWidget* parent);

    void show(const SwitchRow& row);
    [[nodiscard]] QPushButton& button() noexcept
    {
        return *m_button;
    }

signals:
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    SwitchRow m_row;
    QLabel *m_icon, *m_name, *m_note, *m_state, *m_cause;
    QPushButton* m_button;
};

/// Icon and colour of a state.
[[nodiscard]] QString iconOf(SwitchState state);
[[nodiscard]] Token tokenOf(SwitchState state);

} // namespace omni::ui::kill_switches
