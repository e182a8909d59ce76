// One figure of the account strip: caption above, value below. A button: it leads to what the figure is made of.

#pragma once

#include "ui/style/theme.h"

#include <QAbstractButton>

namespace omni::ui {

struct Figure {
    QString caption; ///< "Day P&L"
    QString value; ///< "▲ +611.47"
    QString detail; ///< "+0.25%": smaller, dimmer.
    Token token = Token::Text; ///< Of the value.
    friend bool operator==(const Figure&, const Figure&) = default;
};

class FigureCell final : public QAbstractButton
{
    Q_OBJECT

public:
    FigureCell(Theme& theme, QWidget* parent);

    void setFigure(const Figure& figure);
    [[nodiscard]] const Figure& figure() const noexcept
    {
        return m_figure;
    }
    /// Where room is short the detail is left to the accessible description and the tooltip.
    void setShowsDetail(bool shows);
    [[nodiscard]] int widthWith(bool detail) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return sizeHint();
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    Figure m_figure;
    bool m_showsDetail = true;
};

} // namespace omni::ui
