// After a rejection: why, with one tap, if one wants to say so. It is noted beside the proposal and asked once.

#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace omni::ui {

class Theme;

class ReasonTaps final : public QWidget
{
    Q_OBJECT

public:
    explicit ReasonTaps(const Theme& theme, QWidget* parent = nullptr);

    /// "price", "size", "timing", "reason", "other"; empty: none yet, and it can be given.
    void setGiven(const QString& key);

signals:
    void given(const QString& key);

private:
    QLabel* m_question;
    QList<QPushButton*> m_taps;
};

} // namespace omni::ui
