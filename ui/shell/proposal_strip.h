// Where the proposals pane was closed although one waits: a strip of 40 with their number and the shortest time left.

#pragma once

#include "ui/style/theme.h"

#include <QAbstractButton>

namespace omni::ui {

class EngineLink;
struct Formats;

class ProposalStrip final : public QAbstractButton
{
    Q_OBJECT

public:
    ProposalStrip(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent);

    /// How many wait, and how long the first of them still does.
    void refresh();
    [[nodiscard]] int count() const noexcept
    {
        return m_count;
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    EngineLink& m_engine;
    Theme& m_theme;
    const Formats& m_formats;
    int m_count = 0;
    QString m_left;
};

} // namespace omni::ui
