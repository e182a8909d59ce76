// What stands in the work area while no session runs: which step it is at, what went wrong and what to do.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace omni::ui {

class PhaseCover final : public QWidget
{
    Q_OBJECT

public:
    PhaseCover(Theme& theme, const Formats& formats, QWidget* parent);

    /// True: this phase covers the panes.
    [[nodiscard]] static bool covers(runtime::Phase phase) noexcept;
    void show(const runtime::PhaseView& phase);
    void retranslate();
    [[nodiscard]] QString text() const;

signals:
    void demoAsked();
    void recordingAsked();
    void brokerAsked();
    void retryAsked();

private:
    Theme& m_theme;
    const Formats& m_formats;
    runtime::PhaseView m_phase;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_detail; ///< Of a failure, as the core says it.
    QLabel* m_hint;
    QProgressBar* m_progress;
    QPushButton* m_retry;
    QPushButton* m_demo;
    QPushButton* m_recording;
    QPushButton* m_broker;
};

} // namespace omni::ui
