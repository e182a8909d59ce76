// "Stop all trading now?": three choices, one press. No typing and no code: stopping is easy.
//
// Enter, or the kill shortcut a second time, stops; the keyboard stands on the stop button at once. Presses count from
// 300 ms on and only when they are fresh, so a key that was held does nothing, and it stops once however often it is
// pressed. Closing positions is the third choice and never the default. Shown with open().

#pragma once

#include "core/desk/views/closing_cost.h"
#include "core/trade/market/units.h"
#include "core/trade/risk/mode.h"
#include "ui/widgets/press_guard.h"

#include <QDialog>

#include <array>

class QBoxLayout;
class QLabel;
class QPushButton;
class QRadioButton;

namespace omni::ui {

class EngineLink;
class Theme;
struct Formats;

/// What a stop would find, of one scope.
struct StopCounts {
    int entries = 0, stops = 0, positions = 0;
    bool isValueKnown = true; ///< False: a position has no price.
    Money value; ///< Of all positions, base currency.
    views::ClosingCost cost; ///< Of closing them.
};

} // namespace omni::ui

namespace omni::views {
struct DeskSnapshot;
}

namespace omni::ui {

[[nodiscard]] StopCounts countsOf(const views::DeskSnapshot& desk, risk::Scope scope);

class KillConfirm final : public QDialog
{
    Q_OBJECT

public:
    KillConfirm(EngineLink& engine, Theme& theme, const Formats& formats, risk::Scope scope, QWidget* parent,
                Millis now = steadyMillis());

    /// The kill shortcut while this is open: as good as Enter, when the key was let go in between.
    void pressedAgain();
    [[nodiscard]] risk::KillLevel level() const;
    [[nodiscard]] risk::Scope scope() const noexcept
    {
        return m_scope;
    }

signals:
    /// The switch has been thrown.
    void stopped(omni::risk::Scope scope, omni::risk::KillLevel level);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retell();
    QRadioButton* addChoice(int at, QBoxLayout& into);
    void updateTexts();
    void stop();

    EngineLink& m_engine;
    Theme& m_theme;
    const Formats& m_formats;
    risk::Scope m_scope;
    PressGuard m_guard;
    std::array<QRadioButton*, 3> m_choices{};
    std::array<QLabel*, 3> m_details{};
    QPushButton *m_back = nullptr, *m_stop = nullptr;
    bool m_hasStopped = false;
    int m_scale; ///< At which it was built.
};

} // namespace omni::ui
