// A question of the vault that needs secrets: to make it, to unlock it, for another passphrase, for a broker's key.
//
// The secrets go from guarded fields into a wish; the wish is carried out by another thread, and the dialog stays until
// it is done: it closes when it was, and says why when it was not. Esc closes it at any time; a wish that is under way
// is carried out all the same. Shown with open(); dies by itself.

#pragma once

#include "core/host/runtime/vault/vault_link.h"
#include "ui/style/theme.h"

#include <QDialog>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <functional>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLayout;
class QPushButton;

namespace omni::ui {
class EngineLink;
class SecretField;
} // namespace omni::ui

namespace omni::ui::settings {

class VaultDialog final : public QDialog
{
    Q_OBJECT

public:
    /// What was typed; what was not asked for is empty.
    struct Given {
        platform::SecretBytes current; ///< The passphrase, or the recovery key.
        bool isRecoveryKey = false;
        platform::SecretBytes next; ///< A new passphrase.
        platform::SecretBytes id, secret; ///< Of a broker's key.
    };
    struct Ask {
        QString title, sentence;
        QString note; ///< Below the fields; may be empty.
        bool asksCurrent = false, mayRecover = false, asksNext = false, asksKey = false;
        QString act; ///< Verb of the button.
        std::function<runtime::VaultWish(Given)> wish;
    };
    VaultDialog(EngineLink& engine, const Theme& theme, Ask ask, QWidget* parent);

private:
    QLayout* makeButtons();
    void addFields(QFormLayout& form);
    SecretField* addSecret(QFormLayout& form, const QString& name, bool isKey);
    void act();
    void look();
    void refresh();
    [[nodiscard]] QString missing() const;
    /// Seconds until a guess counts; 0: now.
    [[nodiscard]] std::int64_t waits() const;

    EngineLink& m_engine;
    Ask m_ask;
    SecretField* m_current = nullptr;
    QLabel* m_currentName = nullptr;
    QCheckBox* m_recover = nullptr;
    SecretField* m_next = nullptr;
    SecretField* m_again = nullptr;
    SecretField* m_id = nullptr;
    SecretField* m_secret = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_act = nullptr;
    QTimer m_timer;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    QString m_told; ///< Why the last one failed; empty: it did not.
};

} // namespace omni::ui::settings
