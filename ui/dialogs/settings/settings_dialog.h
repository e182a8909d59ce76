// The settings window: pages at the left, staged edits, a list of differences before anything is applied.
//
// Limits go to the engine as a command with a reason; looser ones need the person's word on it as the rulings ask
// (DEMO, PAPER and REPLAY: a typed sentence). Everything else is kept by UserSettings. Shown with open().

#pragma once

#include "ui/dialogs/settings/page.h"
#include "ui/dialogs/settings/staged.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace omni::ui {
class UserSettings;
}

namespace omni::ui::settings {

class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(EngineLink& engine, UserSettings& settings, CommandRegistry& commands, Theme& theme,
                   const Formats& formats, QWidget* parent);

    /// "general", "appearance", "shortcuts", "accounts", "brokers", "orders", "risk_limits", "storage", "privacy",
    /// "advanced".
    void showPage(const QString& key);
    /// What must be typed for a looser limit.
    [[nodiscard]] static QString sentence();

    void reject() override;

signals:
    /// What the shell is to do when this has closed: "first_run", "tour", "broker:KEY" for a session with a broker,
    /// "audit:keys" for what the audit record says of keys.
    void wanted(const QString& what);

private:
    void build();
    void addPages();
    void addPage(Page* page);
    QWidget* makeHeader();
    QWidget* makeFooter();
    void find(const QString& typed);
    void refresh();
    void save();
    void undo();
    /// Shortcuts work while they are staged: the registry follows what is staged.
    void followShortcuts();
    [[nodiscard]] QString firstFault() const;

    EngineLink& m_engine;
    UserSettings& m_settings;
    CommandRegistry& m_commands;
    Theme& m_theme;
    const Formats& m_formats;
    QString m_shortcutsBefore;
    Staged m_staged;
    std::vector<Page*> m_pages;
    QListWidget* m_list = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_diff = nullptr;
    QLineEdit* m_reason = nullptr;
    QLineEdit* m_sentence = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_audit = nullptr;
};

} // namespace omni::ui::settings
