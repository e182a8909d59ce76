// Shows a new recovery key, this once, until a person says that it is written down.
//
// The letters come out of guarded memory one by one while they are painted; there is no text that holds them all, no
// copying, no printing. Only where a program for accessibility listens a description has them, since else nobody
// without sight could write them down. Shown with open(); dies by itself.

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "ui/style/theme.h"

#include <QDialog>
#include <QWidget>

class QCheckBox;
class QPushButton;

namespace omni::ui::settings {

/// The letters in groups, as `vault::recoveryLetters` makes them.
class LettersView final : public QWidget
{
    Q_OBJECT

public:
    LettersView(const Theme& theme, platform::SecretBytes letters, QWidget* parent = nullptr);
    ~LettersView() override;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont letterFont() const;

    const Theme& m_theme;
    platform::SecretBytes m_letters;
};

class RecoveryDialog final : public QDialog
{
    Q_OBJECT

public:
    RecoveryDialog(const Theme& theme, platform::SecretBytes letters, QWidget* parent);

    /// Esc does nothing until the key is written down: it is never shown again.
    void reject() override;

private:
    QCheckBox* m_written;
    QPushButton* m_close;
};

} // namespace omni::ui::settings
