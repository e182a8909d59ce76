// The fields by which a person comes in: what opens the vault where that is locked, the name, the password, the code.
//
// It asks for what is needed at the moment and for no more. What is typed goes from guarded fields into wishes that
// another thread carries out: the vault first, then the person; what is still good stays in its field when the vault
// was not opened. A whole code is sent by itself. UI thread.

#pragma once

#include "core/desk/views/seat_view.h"
#include "ui/style/theme.h"

#include <QString>
#include <QTimer>
#include <QWidget>

#include <cstdint>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace omni::runtime {
class SeatLink;
}

namespace omni::ui {
class EngineLink;
class SecretField;
} // namespace omni::ui

namespace omni::ui::sign_in {

class SignInPanel final : public QWidget
{
    Q_OBJECT

public:
    /// The engine's link has a seat, which outlives the panel.
    SignInPanel(EngineLink& engine, const Theme& theme, QWidget* parent);

    /// The button that sends it, for whoever lays out a row of them.
    [[nodiscard]] QPushButton& act() noexcept
    {
        return *m_act;
    }
    /// Nothing typed stays.
    void wipe();
    /// The keyboard goes to the first field that has to be filled.
    void focusFirst();
    void retranslate();
    /// What is told; empty: nothing.
    [[nodiscard]] QString told() const;

signals:
    /// Somebody is in.
    void cameIn();

private:
    SecretField* addSecret(QFormLayout& form, QLabel*& label, bool isKey, const char* name);
    void addFields(QFormLayout& form);
    void onTyped();
    void onReturn(QWidget& field);
    void submit();
    void askSeat();
    void look();
    void lookAtVault();
    void lookAtSeat(const views::SeatView& seat);
    void refresh();
    void showRows(const views::SeatView& seat);
    [[nodiscard]] bool isUnlock(const views::SeatView& seat) const noexcept;
    [[nodiscard]] QString missing(const views::SeatView& seat) const;
    [[nodiscard]] QString waitWords(const views::SeatView& seat) const;
    [[nodiscard]] std::string typedName() const;

    EngineLink& m_engine;
    runtime::SeatLink& m_seat;
    QFormLayout* m_form = nullptr;
    QLabel *m_phraseName = nullptr, *m_nameName = nullptr, *m_passwordName = nullptr, *m_codeName = nullptr;
    SecretField* m_phrase = nullptr;
    QCheckBox* m_recover = nullptr;
    QLineEdit* m_name = nullptr;
    SecretField* m_password = nullptr;
    SecretField* m_code = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_act = nullptr;
    QTimer m_timer;
    std::uint64_t m_vaultNumber = 0, m_number = 0; ///< Of the wishes under way. 0: none.
    std::string m_tried; ///< Whom the last try was about.
    QString m_told; ///< Why it failed; empty: it did not.
    bool m_wasUnlock = false; ///< The try under way.
};

} // namespace omni::ui::sign_in
