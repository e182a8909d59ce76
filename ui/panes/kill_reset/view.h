// The pane that resets a switch: slow on purpose, five steps, no key that arms.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/panes/kill_reset/model.h"
#include "ui/panes/pane.h"
#include "ui/widgets/press_guard.h"

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

namespace omni::ui {
class DecisionButton;
class StateCover;
class StopProgress;
} // namespace omni::ui

namespace omni::ui::kill_reset {

class StepLine;

class View final : public Pane
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    /// For tests: "Cooling-off time | … | done".
    [[nodiscard]] QStringList texts() const;

protected:
    void onFrame() override;
    void onRestart() override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* build();
    QWidget* makeFooter();
    void retranslate();
    void fillTargets();
    void refresh();
    void arm();
    void keep();
    void onNotice(const runtime::Notice& notice);
    [[nodiscard]] QString coolingText(const std::optional<Duration>& cooling) const;
    [[nodiscard]] QString afterwards(bool isReduced) const;

    StopProgress& m_progress;
    PressGuard m_guard;
    std::optional<Target> m_target;
    StateCover* m_cover = nullptr;
    QComboBox* m_targets = nullptr;
    QLabel* m_title = nullptr; ///< "Reset global switch"
    QLabel* m_head = nullptr; ///< "for: Daily loss, 13:07:22"
    std::array<StepLine*, 5> m_steps{};
    QPlainTextEdit* m_reason = nullptr;
    QLineEdit* m_sentence = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_promise = nullptr;
    DecisionButton* m_keep = nullptr;
    DecisionButton* m_arm = nullptr;
    bool m_hasAsked = false; ///< Sent; the desk has not answered yet.
};

} // namespace omni::ui::kill_reset
