#include "ui/dialogs/people/people_acts.h"

#include "core/host/runtime/vault/vault_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/people/codes_dialog.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/people/people_source.h"
#include "ui/dialogs/people/people_words.h"
#include "ui/widgets/formats.h"

#include <QWidget>

#include <utility>

namespace omni::ui::people {

PeopleActs::PeopleActs(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
{
}

runtime::PeopleLink* PeopleActs::people() const
{
    auto* const vault = m_engine.terminal().vault();
    return vault == nullptr ? nullptr : vault->people();
}

QWidget* PeopleActs::window() const
{
    return static_cast<QWidget*>(parent())->window();
}

PersonDialog* PeopleActs::ask(PersonDialog::Ask ask)
{
    auto* dialog = new PersonDialog(m_engine, m_theme, m_formats, std::move(ask), window());
    connect(dialog, &QDialog::accepted, this, &PeopleActs::done);
    dialog->open();
    return dialog;
}

void PeopleActs::openEnrolment(const std::string& name)
{
    if (people() == nullptr) {
        return;
    }
    auto* source = new PeopleSource(*people(), name);
    auto* dialog = new EnrolDialog(m_theme, *source, window());
    source->setParent(dialog);
    connect(dialog, &QDialog::finished, this, &PeopleActs::done);
    dialog->open();
}

void PeopleActs::makeOwner()
{
    PersonDialog::Ask what;
    what.title = tr("Make the owner's account");
    what.sentence = tr("The first account is the owner's and has all roles. From then on the desk knows people apart: "
                       "what takes a code takes one, and what takes two people takes two.");
    what.note = tr("Next the authenticator is set up: have your phone at hand. Whoever has the vault's passphrase and "
                   "this computer can read everything; the account does not stand in for it.");
    what.act = tr("Make the account");
    what.asksNext = true;
    what.wish = [](PersonDialog::Given given) {
        return runtime::AddPerson{{}, std::move(given.name), std::move(given.next), risk::humanRoles, true};
    };
    auto* dialog = ask(std::move(what));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { openEnrolment(dialog->name()); });
}

void PeopleActs::add()
{
    PersonDialog::Ask what;
    what.title = tr("Add a person");
    what.sentence = tr("The person has to sign in with this name and password, and sets up the own authenticator "
                       "behind that.");
    what.note = tr("Let the person type the password. Without a second factor nobody manages people.");
    what.act = tr("Add");
    what.asksNext = what.asksManager = true;
    what.roles = risk::Roles::of(risk::Role::Viewer);
    what.wish = [](PersonDialog::Given given) {
        return runtime::AddPerson{std::move(given.by), std::move(given.name), std::move(given.next), given.roles,
                                  false};
    };
    ask(std::move(what));
}

void PeopleActs::changeRoles(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = tr("Roles of %1").arg(shownName(m_formats, person));
    what.sentence = tr("These stand in place of all earlier ones, at once. Where the person is signed in, that ends.");
    what.note = tr("Nobody changes his own roles beside another who could. Where there is nobody else, it is done 60 s "
                   "later, and can be left until then.");
    what.act = tr("Change the roles");
    what.name = person.name;
    what.asksManager = true;
    what.roles = person.roles;
    what.wish = [](PersonDialog::Given given) {
        return runtime::SetRoles{std::move(given.by), std::move(given.name), given.roles};
    };
    ask(std::move(what));
}

void PeopleActs::remove(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = tr("Remove %1").arg(shownName(m_formats, person));
    what.sentence
        = tr("The account of %1 ends at once, with password and authenticator. What the person has done stays "
             "in the record.")
              .arg(shownName(m_formats, person));
    what.act = tr("Remove the person");
    what.isDanger = true;
    what.name = person.name;
    what.asksManager = true;
    what.wish = [](PersonDialog::Given given) {
        return runtime::RemovePerson{std::move(given.by), std::move(given.name)};
    };
    ask(std::move(what));
}

void PeopleActs::changePassword(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = tr("Change the password of %1").arg(shownName(m_formats, person));
    what.sentence = tr("The person does this, with the password of now. Where the person is signed in, that ends.");
    what.note = tr("Copies of the vault that were made before still know the old one.");
    what.act = tr("Change the password");
    what.name = person.name;
    what.hasFactor = person.hasSecondFactor;
    what.asksProof = what.asksNext = true;
    what.wish = [](PersonDialog::Given given) {
        return runtime::ChangePassword{std::move(given.name), std::move(given.password), std::move(given.second),
                                       std::move(given.next)};
    };
    ask(std::move(what));
}

void PeopleActs::setFactor(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = person.hasSecondFactor ? tr("Another authenticator for %1").arg(shownName(m_formats, person))
                                        : tr("An authenticator for %1").arg(shownName(m_formats, person));
    what.sentence = person.hasSecondFactor
        ? tr("The one of now counts until a code of the new one was right. Who has lost it gives a recovery code.")
        : tr("It shows codes of six digits, which are asked for beside the password.");
    what.act = tr("Go on");
    what.name = person.name;
    what.hasFactor = person.hasSecondFactor;
    what.asksProof = true;
    what.wish = [](PersonDialog::Given given) {
        return runtime::BeginEnrolment{std::move(given.name), std::move(given.password), std::move(given.second)};
    };
    auto* dialog = ask(std::move(what));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { openEnrolment(dialog->name()); });
}

void PeopleActs::renewCodes(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = tr("New recovery codes for %1").arg(shownName(m_formats, person));
    what.sentence = tr("Ten new ones are shown, once. Those of before are void from then on.");
    what.act = tr("Make them");
    what.name = person.name;
    what.hasFactor = person.hasSecondFactor;
    what.asksProof = true;
    what.wish = [](PersonDialog::Given given) {
        return runtime::RenewRecoveryCodes{std::move(given.name), std::move(given.password), std::move(given.second)};
    };
    auto* dialog = ask(std::move(what));
    connect(dialog, &QDialog::accepted, this, [this, name = QString::fromStdString(person.name)] {
        auto codes = people() == nullptr ? std::vector<platform::SecretBytes>() : people()->takeRecoveryCodes();
        if (!codes.empty()) {
            (new CodesDialog(m_theme, name, std::move(codes), window()))->open();
        }
    });
}

void PeopleActs::resetFactor(const views::PersonView& person)
{
    PersonDialog::Ask what;
    what.title = tr("Lost authenticator of %1").arg(shownName(m_formats, person));
    what.sentence
        = tr("For who has lost the authenticator and all recovery codes. Two people who manage people take it "
             "away, one after the other. One alone can when 24 hours have passed since asking, and so can the "
             "person with the password alone: then do this again.");
    what.note = tr("Only time in which this computer has run counts. A sign-in with the authenticator meanwhile ends "
                   "it, and says so. Nobody learns the password by it.");
    what.act = person.isResetAskedFor ? tr("Take it away") : tr("Ask for it");
    what.isDanger = true;
    what.name = person.name;
    what.asksManager = what.mayBeOwn = true;
    what.wish = [](PersonDialog::Given given) {
        return given.isOwn
            ? runtime::PeopleWish(runtime::ResetOwnFactor{std::move(given.name), std::move(given.password)})
            : runtime::PeopleWish(runtime::ResetFactor{std::move(given.by), std::move(given.name)});
    };
    ask(std::move(what));
}

} // namespace omni::ui::people
