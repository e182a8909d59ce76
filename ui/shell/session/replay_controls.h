// Pause and speed of a session whose time is ours: a recording, the built-in market.

#pragma once

#include <QList>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace omni::ui {

class EngineLink;
class Theme;

/// 1, 10, 60 and infinity: as fast as it can.
[[nodiscard]] QList<double> replaySpeeds();
/// "1×", "max".
[[nodiscard]] QString speedText(double speed);

class ReplayControls final : public QWidget
{
    Q_OBJECT

public:
    ReplayControls(EngineLink& engine, Theme& theme, QWidget* parent);

    [[nodiscard]] bool isPaused() const noexcept
    {
        return m_isPaused;
    }
    [[nodiscard]] double speed() const noexcept
    {
        return m_speed;
    }
    void setPaused(bool isPaused);
    void setSpeed(double speed);
    /// Of a session that begins: nothing is asked for.
    void restart(double speed);
    void retranslate();

private:
    void apply();

    EngineLink& m_engine;
    Theme& m_theme;
    QToolButton* m_pause;
    QComboBox* m_speeds;
    double m_speed = 1;
    bool m_isPaused = false;
};

} // namespace omni::ui
