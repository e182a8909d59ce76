// The price at the decision, the price now, and the band that it must not leave.

#pragma once

#include "ui/widgets/row_painter.h"

#include <optional>

namespace omni::ui {

struct DriftShown {
    double decision = 0; ///< Price at which it was decided.
    double allowed = 0; ///< Half the width of the band, in price. Infinity: there is no guard.
    std::optional<double> now; ///< None: no price.
    QString decisionText, nowText; ///< "182.38", "182.46 +0.04%"
    QString lowText, highText; ///< "181.92 −0.25%", "182.84 +0.25%"
    bool isInside = true;
    friend bool operator==(const DriftShown&, const DriftShown&) = default;
};

class DriftGuard final : public RowPainter
{
    Q_OBJECT

public:
    explicit DriftGuard(const Theme& theme, QWidget* parent = nullptr);

    void setDrift(DriftShown drift);
    [[nodiscard]] const DriftShown& drift() const noexcept
    {
        return m_drift;
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DriftShown m_drift;
};

} // namespace omni::ui
