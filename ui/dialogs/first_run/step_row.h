// One step of the set-up at the side: its number in a ring, a tick once it is done, the one at hand on a lit row.

#pragma once

#include "ui/style/theme.h"

#include <QWidget>

#include <cstdint>

namespace omni::ui::first_run {

class StepRow final : public QWidget
{
    Q_OBJECT

public:
    enum class State : std::uint8_t { Done, Now, Waiting };

    StepRow(const Theme& theme, int number, const QString& title, QWidget* parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const noexcept
    {
        return m_state;
    }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_number;
    QString m_title;
    State m_state = State::Waiting;
};

} // namespace omni::ui::first_run
