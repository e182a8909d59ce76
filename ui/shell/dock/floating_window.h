// A window of its own for a stack of panes. Its top line repeats the environment, the stop and the kill switch.

#pragma once

#include <QWidget>

namespace omni::ui {

class PaneStack;
class Theme;

class FloatingWindow final : public QWidget
{
    Q_OBJECT

public:
    /// `topLine` becomes a child; null: none.
    FloatingWindow(Theme& theme, QWidget* topLine, QWidget* parent);

    [[nodiscard]] PaneStack& stack() noexcept
    {
        return *m_stack;
    }
    void retranslate();

signals:
    /// Closed by its frame: its panes go back into the main window.
    void leaving();
    void moved();

protected:
    void closeEvent(QCloseEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    PaneStack* m_stack;
};

} // namespace omni::ui
