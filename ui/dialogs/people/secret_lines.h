// Secret texts that a person has to read once: the key of an authenticator, recovery codes.
//
// The letters come out of guarded memory one by one while they are painted; there is no text that holds a whole one.
// Only where a program for accessibility listens a description has them, since else nobody without sight could use
// them.

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <vector>

namespace omni::ui::people {

class SecretLines final : public QWidget
{
    Q_OBJECT

public:
    /// `columns`: side by side, filled from top to bottom. `isNumbered`: "1 ABCD-…".
    SecretLines(const Theme& theme, std::vector<platform::SecretBytes> lines, int columns, bool isNumbered,
                QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<platform::SecretBytes>& lines() const noexcept
    {
        return m_lines;
    }
    /// Nothing can be read until it is shown again.
    void setCovered(bool isCovered);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont letterFont() const;
    [[nodiscard]] int rows() const;
    [[nodiscard]] int cells() const; ///< Of the longest line, with its number.
    void describe();

    const Theme& m_theme;
    std::vector<platform::SecretBytes> m_lines;
    int m_columns;
    bool m_isNumbered, m_isCovered = false;
};

} // namespace omni::ui::people
