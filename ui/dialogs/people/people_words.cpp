#include "ui/dialogs/people/people_words.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace omni::ui::people {

namespace {

struct PeopleTexts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::people::PeopleTexts)
};

struct FailureOfPeople {
    const char* code;
    const char* text;
};

constexpr std::array failureTexts{
    FailureOfPeople{"not_signed_in",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "The name, the password or the code is wrong. Nothing was changed. A code counts "
                                      "once: if it was used before, wait for the next one. After five failures each "
                                      "further try waits, twice as long each time.")},
    FailureOfPeople{"password_too_short",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "A password has 12 characters at least, 8 beside a second factor.")},
    FailureOfPeople{"password_too_long",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "A password has 128 characters at most.")},
    FailureOfPeople{"password_not_text", QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "A password is text.")},
    FailureOfPeople{
        "password_common",
        QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                          "This is what guessers try first. Take three words that do not belong together.")},
    FailureOfPeople{"bad_name",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "A name has 1 to 32 of the letters a to z, digits, dot, underline and hyphen; a "
                                      "letter comes first.")},
    FailureOfPeople{"name_taken",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "Somebody has this name already.")},
    FailureOfPeople{"too_many_people", QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "64 people are the most.")},
    FailureOfPeople{"no_roles", QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "A person has one role at least.")},
    FailureOfPeople{"no_such_account",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "There is nobody of this name any more. Nothing was changed.")},
    FailureOfPeople{
        "owner_stays",
        QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "The account of the owner stays: the profile is his.")},
    FailureOfPeople{"last_admin",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Nobody would be left who manages people. Give somebody else the role Admin "
                                      "first.")},
    FailureOfPeople{
        "no_second_factor",
        QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts", "There is no second factor. Nothing was changed.")},
    FailureOfPeople{"manager_unknown",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Not done: the code of who does it is older than 5 minutes, or his rights have "
                                      "changed meanwhile. Show a new code.")},
    FailureOfPeople{"no_right",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Not done: this person may not manage people any more, or never might. Somebody "
                                      "with the role Admin does it.")},
    FailureOfPeople{"step_up_missing",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Managing people needs a second factor, and this person has none. Set up the "
                                      "authenticator first.")},
    FailureOfPeople{"must_enrol",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "A recovery code was used, and it is gone. Set up the authenticator anew first, "
                                      "with another one of them.")},
    FailureOfPeople{"second_person_missing",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Nobody changes his own rights beside another who could. Somebody else with the "
                                      "role Admin does it.")},
    FailureOfPeople{"own_factor",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "Of the own second factor the password is asked for, and it takes 24 hours.")},
    FailureOfPeople{"not_confirmed",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "That is no code of the new authenticator; nothing was changed. Look whether the "
                                      "phone's clock is right, and take the next code.")},
    FailureOfPeople{"not_begun",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "This was begun more than 15 minutes ago, or begun anew since; nothing was "
                                      "changed. Close this and begin anew.")},
    FailureOfPeople{"vault_locked",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "People lie in the vault, and it is locked. Nothing was changed. Unlock it "
                                      "first.")},
    FailureOfPeople{"accounts_unreadable",
                    QT_TRANSLATE_NOOP("omni::ui::people::PeopleTexts",
                                      "What the vault holds of people is damaged or of a newer version. Nobody signs "
                                      "in until it is put back from a copy; the kill switch works.")},
};

} // namespace

QString roleName(risk::Role role)
{
    switch (role) {
    case risk::Role::Viewer:
        return PeopleTexts::tr("Viewer");
    case risk::Role::Auditor:
        return PeopleTexts::tr("Auditor");
    case risk::Role::Trader:
        return PeopleTexts::tr("Trader");
    case risk::Role::Strategist:
        return PeopleTexts::tr("Strategist");
    case risk::Role::Risk:
        return PeopleTexts::tr("Risk");
    case risk::Role::Admin:
        return PeopleTexts::tr("Admin");
    case risk::Role::Service:
    case risk::Role::Ai:
        break; // no person's
    }
    return {};
}

QString roleMeaning(risk::Role role)
{
    switch (role) {
    case risk::Role::Viewer:
        return PeopleTexts::tr("sees positions and results");
    case risk::Role::Auditor:
        return PeopleTexts::tr("reads the audit record");
    case risk::Role::Trader:
        return PeopleTexts::tr("places orders, decides on proposals, stops");
    case risk::Role::Strategist:
        return PeopleTexts::tr("proposes, runs and changes strategies, stops");
    case risk::Role::Risk:
        return PeopleTexts::tr("sets limits, decides on proposals, stops and goes on");
    case risk::Role::Admin:
        return PeopleTexts::tr("manages people and brokers' keys, stops");
    case risk::Role::Service:
    case risk::Role::Ai:
        break;
    }
    return {};
}

QString rolesWords(risk::Roles roles)
{
    if (roles == risk::humanRoles) {
        return PeopleTexts::tr("all roles");
    }
    QStringList names;
    for (const auto role : humanRoleList) {
        if (roles.has(role)) {
            names.push_back(roleName(role));
        }
    }
    return names.isEmpty() ? missing() : names.join(QStringLiteral(", "));
}

QString shownName(const Formats& formats, const views::PersonView& person)
{
    constexpr int mostLetters = 32;
    if (!formats.hasPrivacy) {
        return outsideText(person.name, mostLetters);
    }
    return person.number.value == 1 ? PeopleTexts::tr("owner") : PeopleTexts::tr("person %1").arg(person.number.value);
}

QString shownName(const Formats& formats, const views::PeopleView& people, std::string_view name)
{
    const auto found = std::ranges::find(people.people, name, &views::PersonView::name);
    return found == people.people.end() ? QString() : shownName(formats, *found);
}

PeopleLook factorLook(const views::PersonView& person, Monotonic now)
{
    if (!person.hasSecondFactor) {
        return {PeopleTexts::tr("none", "second factor"), Token::Warn};
    }
    if (person.isResetAskedFor) {
        const Duration left = person.mayResetAt ? *person.mayResetAt - now : Duration{};
        return {left.ns > 0 ? PeopleTexts::tr("on; somebody wants it gone, alone in %1").arg(waitWords(left))
                            : PeopleTexts::tr("on; who wants it gone can do it now"),
                Token::Warn};
    }
    const auto codes = static_cast<int>(person.recoveryCodesLeft);
    return {PeopleTexts::tr("on, %n recovery code(s) left", nullptr, codes), codes < 3 ? Token::Warn : Token::Text};
}

PeopleLook failuresLook(const views::PersonView& person, Monotonic now)
{
    if (person.failures == 0) {
        return {PeopleTexts::tr("none", "failed tries"), Token::Text};
    }
    const auto count = static_cast<int>(person.failures);
    QString words = person.sinceFailure
        ? PeopleTexts::tr("%n, the last %1 ago", nullptr, count).arg(waitWords(*person.sinceFailure))
        : PeopleTexts::tr("%n", "failed tries", count);
    if (person.mayTryAt && *person.mayTryAt > now) {
        words = PeopleTexts::tr("%1; waits %2", "failed tries, how long the next one waits")
                    .arg(words, waitWords(*person.mayTryAt - now));
    }
    return {words, person.failures >= 3 ? Token::Warn : Token::Text};
}

QString failureOfPeople(const views::PeopleFailure& failure)
{
    if (failure.code == "signing_in_waits") {
        return PeopleTexts::tr("Too many failures: the next try counts in %1, and a restart makes it no shorter.")
            .arg(waitWords(seconds(failure.seconds)));
    }
    const auto* const known
        = std::ranges::find_if(failureTexts, [&](const auto& one) { return failure.code == one.code; });
    if (known != failureTexts.end()) {
        return QCoreApplication::translate("omni::ui::people::PeopleTexts", known->text);
    }
    return outsideText(failure.hint.empty() ? failure.message : failure.message + ": " + failure.hint, 300);
}

QString verdictWords(views::PasswordVerdict verdict, bool hasSecondFactor)
{
    switch (verdict) {
    case views::PasswordVerdict::Empty:
        return {};
    case views::PasswordVerdict::Good:
        return PeopleTexts::tr("Good.");
    case views::PasswordVerdict::NotText:
        return PeopleTexts::tr("A password is text.");
    case views::PasswordVerdict::TooShort:
        return hasSecondFactor ? PeopleTexts::tr("Too short yet: 8 characters at least.")
                               : PeopleTexts::tr("Too short yet: 12 characters at least.");
    case views::PasswordVerdict::TooLong:
        return PeopleTexts::tr("Too long: 128 characters at most.");
    case views::PasswordVerdict::Common:
        return PeopleTexts::tr("Guessers try this first. Take three words that do not belong together.");
    }
    return {};
}

QString waitWords(Duration span)
{
    const std::int64_t whole = (std::max<std::int64_t>(0, span.ns) + seconds(1).ns - 1) / seconds(1).ns;
    if (whole < 60) {
        return PeopleTexts::tr("%1 s").arg(whole);
    }
    const std::int64_t minutes = (whole + 59) / 60;
    return minutes < 60 ? PeopleTexts::tr("%1 min").arg(minutes)
                        : PeopleTexts::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace omni::ui::people
