// The one line of the review that says how things stand, with what can be done about it.

#pragma once

#include "ui/dialogs/review/review_model.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::ui {
class EngineLink;
class ReasonTaps;
class Theme;
struct Formats;
} // namespace omni::ui

namespace omni::ui::review {

class StateBar final : public QFrame
{
    Q_OBJECT

public:
    StateBar(EngineLink& engine, const Theme& theme, const Formats& formats, ReviewModel& model,
             QWidget* parent = nullptr);

    /// `fault`: of the open fields.
    void follow(const QString& fault);
    [[nodiscard]] QString text() const;
    /// What must be typed where the desk asks for it.
    [[nodiscard]] QString sentence() const;
    void focusSentence();

signals:
    void orderAsked(omni::OrderId order);

private:
    struct Line {
        QString text;
        bool isBad = false;
    };
    [[nodiscard]] Line line(const QString& fault) const;
    [[nodiscard]] QString driftText() const;
    [[nodiscard]] QString refusedText() const;
    [[nodiscard]] QString orderText() const;
    [[nodiscard]] QString withdrawnText() const;

    EngineLink& m_engine;
    const Theme& m_theme;
    const Formats& m_formats;
    ReviewModel& m_model;
    QLabel* m_text;
    QLineEdit* m_sentence;
    QPushButton* m_again;
    QPushButton* m_order;
    ReasonTaps* m_taps;
};

} // namespace omni::ui::review
