// One step on the way to an armed switch: its number or mark, what it is, where it stands.

#pragma once

#include "ui/panes/kill_reset/model.h"
#include "ui/style/theme.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace omni::ui::kill_reset {

class StepLine final : public QFrame
{
    Q_OBJECT

public:
    StepLine(Theme& theme, int number, QWidget* parent);

    void show(StepState state, const QString& title, const QString& text);
    /// What is filled in at this step.
    void addContent(QWidget* content);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void mirror();

    Theme& m_theme;
    int m_number;
    StepState m_state = StepState::Waiting;
    QLabel *m_title, *m_text, *m_word;
    QVBoxLayout* m_column;
};

} // namespace omni::ui::kill_reset
