// A field with something at its end that is not typed: the unit of a number, the keys that lead to it.

#pragma once

#include "ui/style/theme.h"

#include <QLineEdit>

namespace omni::ui::settings {

class TailEdit final : public QLineEdit
{
    Q_OBJECT

public:
    /// `isKey`: framed like the cap of a key, and gone while something is typed.
    TailEdit(const Theme& theme, const QString& tail, bool isKey, const QString& text = {}, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_tail;
    bool m_isKey;
};

} // namespace omni::ui::settings
