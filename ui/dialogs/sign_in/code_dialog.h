// One secret of whoever sits at the window, asked for in place: a fresh code of the authenticator, where something was
// refused for want of one; or the password, before a new authenticator is set up behind a recovery code.
//
// A whole code is sent by itself. Who has no authenticator is told so. Shown with open(); accepted when it was good;
// dies by itself.

#pragma once

#include "ui/style/theme.h"

#include <QDialog>
#include <QString>
#include <QTimer>

#include <cstdint>

class QLabel;
class QPushButton;

namespace omni::runtime {
class SeatLink;
}

namespace omni::ui {
class EngineLink;
class SecretField;
} // namespace omni::ui

namespace omni::ui::sign_in {

class CodeDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Asks : std::uint8_t { FreshCode, PasswordToEnrol };

    /// The engine's link has a seat. `question`: what is asked for, a whole sentence.
    CodeDialog(EngineLink& engine, const Theme& theme, Asks asks, const QString& question, QWidget* parent);

private:
    void build(const Theme& theme, const QString& question);
    void onTyped();
    [[nodiscard]] QString missingForCode() const;
    void submit();
    void look();
    void refresh();
    [[nodiscard]] QString missing() const;

    EngineLink& m_engine;
    runtime::SeatLink& m_seat;
    const Asks m_asks;
    SecretField* m_secret;
    QLabel* m_state;
    QPushButton* m_act;
    QTimer m_timer;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    QString m_told; ///< Why the last one failed; empty: it did not.
};

} // namespace omni::ui::sign_in
