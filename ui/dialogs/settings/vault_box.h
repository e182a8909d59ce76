// The vault of the profile on the page of the brokers: whether it is open, what opens it, and what can be done with it.
// No secret is shown but a new recovery key, once.

#pragma once

#include "core/desk/views/vault_view.h"
#include "ui/dialogs/settings/vault_dialog.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLayout;
class QPushButton;

namespace omni::ui::settings {

class RecoveryDialog;

class VaultBox final : public QWidget
{
    Q_OBJECT

public:
    VaultBox(EngineLink& engine, const Theme& theme, QWidget* parent = nullptr);

    /// Shows how it is now. Cheap: nothing is set that has not changed.
    void refresh();

    /// The questions with which it is made and unlocked, wherever they are asked.
    [[nodiscard]] static VaultDialog::Ask making();
    [[nodiscard]] static VaultDialog::Ask unlocking();
    /// A new recovery key that waits to be shown, over that window, this once. Null: none waits.
    static RecoveryDialog* showNewKey(EngineLink& engine, const Theme& theme, QWidget* over);

private:
    QWidget* makeRows();
    QWidget* makeButtons();
    QPushButton* addButton(QLayout& line, const QString& words, const char* name, void (VaultBox::*deed)());
    void make();
    void unlock();
    void lock();
    void changePassphrase();
    void newRecoveryKey();
    void renewMasterKey();
    void ask(VaultDialog::Ask ask);

    EngineLink& m_engine;
    const Theme& m_theme;
    QLabel* m_sign;
    QLabel* m_state;
    QLabel* m_openedBy = nullptr;
    QLabel* m_entries = nullptr;
    QLabel* m_sessions = nullptr;
    QLabel* m_warning;
    QPushButton* m_make = nullptr;
    QPushButton* m_unlock = nullptr;
    QPushButton* m_lock = nullptr;
    QPushButton* m_passphrase = nullptr;
    QPushButton* m_recovery = nullptr;
    QPushButton* m_master = nullptr;
    std::optional<views::VaultView> m_shown;
};

} // namespace omni::ui::settings
