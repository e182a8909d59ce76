// Accounts and sign-in: who has an account on the profile, with which roles and which second factor, and what can be
// done about it. All of it is done at once: nothing is staged, and no field of the page takes a secret (dialogs do).

#pragma once

#include "core/desk/views/people_view.h"
#include "ui/dialogs/settings/page.h"

#include <QTimer>

#include <optional>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace omni::ui::people {
class PeopleActs;
}

namespace omni::ui::settings {

class AccountsPage final : public Page
{
    Q_OBJECT

public:
    explicit AccountsPage(const PageContext& context);
    /// Whoever has proven that he manages people has to do so again.
    ~AccountsPage() override;

    /// Shows how it is now. Cheap: nothing is set that has not changed.
    void refresh();

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Deed = void (people::PeopleActs::*)(const views::PersonView&);

    void addVaultLine();
    void addTable();
    void addButtons();
    void addState();
    QPushButton* addButton(QLayout& line, const QString& words, const char* name);
    QPushButton* addDeed(QLayout& line, const QString& words, const char* name, Deed deed);
    void openVault();
    void showRows(const views::PeopleView& view);
    void showLines(const views::PeopleView* view);
    void showButtons(const views::PeopleView* view);
    [[nodiscard]] std::optional<views::PersonView> chosen() const;

    people::PeopleActs* m_acts;
    QLabel* m_closed = nullptr;
    QPushButton* m_open = nullptr;
    QTreeWidget* m_table = nullptr;
    QLabel* m_nobody = nullptr;
    QPushButton* m_owner = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_roles = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_password = nullptr;
    QPushButton* m_factor = nullptr;
    QPushButton* m_codes = nullptr;
    QPushButton* m_lost = nullptr;
    QWidget* m_managing = nullptr;
    QLabel* m_manager = nullptr;
    QWidget* m_waiting = nullptr;
    QLabel* m_pending = nullptr;
    QLabel* m_told = nullptr;
    QTimer m_timer;
};

} // namespace omni::ui::settings
