// A question about people that needs secrets: a new account, other roles, another password, a new authenticator.
//
// What is typed goes from guarded fields into a wish; another thread carries it out, and the dialog stays until it is
// done: it closes when it was, and says why when it was not. A new password is judged while it is typed, by the rules
// that it has to pass in the end. Esc closes it at any time; a wish under way is carried out all the same. Shown with
// open(); dies by itself.

#pragma once

#include "core/host/runtime/people/people_link.h"
#include "ui/style/theme.h"

#include <QDialog>
#include <QString>
#include <QTimer>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;

namespace omni::ui {
class EngineLink;
class SecretField;
struct Formats;
} // namespace omni::ui

namespace omni::ui::people {

class PersonDialog final : public QDialog
{
    Q_OBJECT

public:
    /// What was typed; what was not asked for is empty.
    struct Given {
        runtime::ManagerProof by; ///< Without a person where one has proven it before.
        std::string name;
        platform::SecretBytes password, second; ///< Of the person himself, as they are now.
        platform::SecretBytes next; ///< A new password.
        risk::Roles roles;
        bool isOwn = false; ///< The person does it himself.
    };
    struct Ask {
        QString title, sentence;
        QString note; ///< Below the fields; may be empty.
        QString act; ///< Verb of the button.
        std::string name; ///< Whom it is about. Empty: a new one, whose name is asked for.
        bool hasFactor = false; ///< Of that person: then a code is asked for with the password.
        bool asksManager = false; ///< Who manages people, unless one has proven it within 5 minutes.
        bool mayBeOwn = false; ///< With a choice: the person himself, with the password alone.
        bool asksProof = false; ///< The person's password, and code where there is a factor.
        bool asksNext = false;
        std::optional<risk::Roles> roles; ///< To be chosen, these from the start.
        bool isDanger = false;
        std::function<runtime::PeopleWish(Given)> wish;
    };
    PersonDialog(EngineLink& engine, const Theme& theme, const Formats& formats, Ask ask, QWidget* parent);

    /// Of the person that it is or was about, as typed.
    [[nodiscard]] std::string name() const;

private:
    [[nodiscard]] runtime::PeopleLink* people() const;
    QLayout* makeButtons();
    void addFields(QFormLayout& form);
    void addManager(QFormLayout& form);
    void addRoles(QFormLayout& form);
    SecretField* addSecret(QFormLayout& form, const QString& name, const char* object, bool isCode);
    void act();
    void look();
    void refresh();
    void judge();
    void showWhoAsks();
    [[nodiscard]] bool isManagerKnown() const;
    [[nodiscard]] bool isOwn() const;
    [[nodiscard]] risk::Roles chosenRoles() const;
    [[nodiscard]] QString missing() const;

    EngineLink& m_engine;
    const Formats& m_formats;
    Ask m_ask;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_name = nullptr;
    std::array<QCheckBox*, 6> m_roles{};
    QCheckBox* m_own = nullptr;
    QComboBox* m_manager = nullptr;
    SecretField* m_managerPassword = nullptr;
    SecretField* m_managerCode = nullptr;
    SecretField* m_password = nullptr;
    SecretField* m_second = nullptr;
    SecretField* m_next = nullptr;
    SecretField* m_again = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_act = nullptr;
    QTimer m_timer;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    views::PasswordVerdict m_judged = views::PasswordVerdict::Empty; ///< Of the new password.
    QString m_told; ///< Why the last one failed; empty: it did not.
};

} // namespace omni::ui::people
