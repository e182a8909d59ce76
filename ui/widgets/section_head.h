// The head of a part of a pane: a title, a note beside it, and at the far end a legend.

#pragma once

#include "ui/style/theme.h"

#include <QWidget>

class QLabel;

namespace omni::ui {

class SectionHead final : public QWidget
{
    Q_OBJECT

public:
    SectionHead(const Theme& theme, const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] QLabel* note() const noexcept
    {
        return m_note;
    }
    void setLegend(const QString& legend);

private:
    void follow();

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_note;
    QLabel* m_legend;
};

} // namespace omni::ui
