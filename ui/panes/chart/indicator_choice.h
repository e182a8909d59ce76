// Asks for an indicator and its period, where the menu of the chart has not the one that is wanted.

#pragma once

#include "ui/charts/indicator_line.h"

#include <QDialog>

#include <functional>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace omni::ui {

class Theme;

/// Shown with open(); dies by itself. What stands against what is chosen is said below the fields while it is chosen.
/// UI thread.
class IndicatorChoice final : public QDialog
{
    Q_OBJECT

public:
    /// `there`: those that the chart has. `then` gets one that it has not; it outlives the dialog.
    IndicatorChoice(const Theme& theme, std::vector<IndicatorSpec> there,
                    std::function<void(const IndicatorSpec&)> then, QWidget* parent);

private:
    [[nodiscard]] IndicatorSpec chosen() const;
    /// The period that the trade uses with this indicator, until another is typed.
    void takeKind();
    void look();

    std::vector<IndicatorSpec> m_there;
    std::function<void(const IndicatorSpec&)> m_then;
    QComboBox* m_kind;
    QSpinBox* m_period;
    QLabel* m_fault;
    QPushButton* m_add;
};

} // namespace omni::ui
