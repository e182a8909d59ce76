// What a person can do about the people of the profile, each as a dialog over `window`: the words, what is asked for,
// and what follows from it.

#pragma once

#include "core/desk/views/people_view.h"
#include "core/host/runtime/people/people_link.h"
#include "ui/dialogs/people/person_dialog.h"

#include <QObject>

#include <string>

namespace omni::ui::people {

class PeopleActs final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. It lies with a widget, over whose window the dialogs stand.
    PeopleActs(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent);

    /// The first account, which is the owner's, and its authenticator at once.
    void makeOwner();
    void add();
    void changeRoles(const views::PersonView& person);
    void remove(const views::PersonView& person);
    void changePassword(const views::PersonView& person);
    /// Another authenticator, where there is one.
    void setFactor(const views::PersonView& person);
    void renewCodes(const views::PersonView& person);
    /// Of who has lost the authenticator and the codes.
    void resetFactor(const views::PersonView& person);

    /// Null: nobody keeps any people.
    [[nodiscard]] runtime::PeopleLink* people() const;

signals:
    /// A dialog has been carried out.
    void done();

private:
    PersonDialog* ask(PersonDialog::Ask ask);
    void openEnrolment(const std::string& name);
    [[nodiscard]] QWidget* window() const;

    EngineLink& m_engine;
    const Theme& m_theme;
    const Formats& m_formats;
};

} // namespace omni::ui::people
