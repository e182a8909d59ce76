// Labels as panes and dialogs use them: plain text always, a role of the theme, changed only when they change.

#pragma once

#include "ui/style/style_sheet.h"

#include <QLabel>
#include <QString>

namespace omni::ui {

/// What comes from outside may hold "<b>": it is shown, never obeyed.
[[nodiscard]] inline QLabel* plainLabel(const QString& text, TextRole role, QWidget* parent = nullptr)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    setTextRole(*label, role);
    return label;
}

/// Text, role, visibility: each set only where it differs, so that it may be called at every frame.
inline void showText(QLabel& label, const QString& text)
{
    if (label.text() != text) {
        label.setText(text);
    }
}
inline void showText(QLabel& label, const QString& text, TextRole role)
{
    showText(label, text);
    setTextRole(label, role);
}

/// A line between parts of a pane.
[[nodiscard]] inline QFrame* ruler(QWidget* parent = nullptr)
{
    auto* line = new QFrame(parent);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    return line;
}

} // namespace omni::ui
