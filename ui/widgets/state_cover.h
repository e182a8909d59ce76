// What stands in for a pane's content, or above it, while it is not in its normal state.
//
// Empty, loading and an error without data cover the content. A stale or blocked pane, and an error with data, keep it:
// a strip above says what is the matter. The words are the caller's.

#pragma once

#include "ui/style/theme.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace omni::ui {

/// In the order of `PaneState`.
enum class CoverState : std::uint8_t { Normal, Empty, Loading, Error, Stale, Blocked };

class StateCover final : public QWidget
{
    Q_OBJECT

public:
    /// Takes over `content`. `name` is read with the state: "Positions".
    StateCover(const Theme& theme, QWidget* content, const QString& name, QWidget* parent);

    /// `action`: the words of the button that helps ("Retry", "Connect…"); empty: there is none. `hasData`: an error
    /// leaves the last good data in sight.
    void setState(CoverState state, const QString& text = {}, const QString& action = {}, bool hasData = false);
    [[nodiscard]] CoverState state() const noexcept
    {
        return m_state;
    }
    [[nodiscard]] QString text() const;
    /// While loading: `done` of `total`; a total of zero is not known.
    void setProgress(int done, int total);
    /// True: the content can be seen.
    [[nodiscard]] bool showsContent() const noexcept;

signals:
    void actionAsked();

private:
    void retell();

    const Theme& m_theme;
    QWidget* m_content;
    QWidget* m_strip;
    QLabel* m_stripIcon;
    QLabel* m_stripText;
    QPushButton* m_stripAction;
    QWidget* m_cover;
    QLabel* m_coverText;
    QPushButton* m_coverAction;
    QWidget* m_skeleton;
    QProgressBar* m_progress;
    QStackedLayout* m_stack;
    QTimer m_skeletonTimer, m_progressTimer;
    QString m_name, m_text;
    CoverState m_state = CoverState::Normal;
    bool m_hasData = false;
};

} // namespace omni::ui
