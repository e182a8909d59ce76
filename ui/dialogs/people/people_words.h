// What is told of the people of a profile, in the language of the window.

#pragma once

#include "core/desk/views/people_view.h"
#include "ui/style/theme.h"

#include <QString>

#include <array>
#include <string_view>

namespace omni::ui {
struct Formats;
}

namespace omni::ui::people {

/// Those that a person can have, in the order of the table of rights.
inline constexpr std::array humanRoleList{risk::Role::Viewer,     risk::Role::Auditor, risk::Role::Trader,
                                          risk::Role::Strategist, risk::Role::Risk,    risk::Role::Admin};

[[nodiscard]] QString roleName(risk::Role role);
/// What it may do, in a few words.
[[nodiscard]] QString roleMeaning(risk::Role role);
/// "Trader, Risk"; "all of them".
[[nodiscard]] QString rolesWords(risk::Roles roles);

/// The name; in streamer mode the number by which the record knows the person: "owner", "person 101".
[[nodiscard]] QString shownName(const Formats& formats, const views::PersonView& person);
/// The same of somebody named; empty when there is nobody of that name.
[[nodiscard]] QString shownName(const Formats& formats, const views::PeopleView& people, std::string_view name);

struct PeopleLook {
    QString words;
    Token token = Token::Text;
};
/// "on, 9 recovery codes left"; that somebody wants it taken away, and when he can.
[[nodiscard]] PeopleLook factorLook(const views::PersonView& person, Monotonic now);
/// "3, the last 12 min ago"
[[nodiscard]] PeopleLook failuresLook(const views::PersonView& person, Monotonic now);

/// What happened and what to do, in one or two sentences.
[[nodiscard]] QString failureOfPeople(const views::PeopleFailure& failure);
/// Of a new password, while it is typed. Empty: it is empty.
[[nodiscard]] QString verdictWords(views::PasswordVerdict verdict, bool hasSecondFactor);
/// "23 h 59 min", "12 min", "45 s"
[[nodiscard]] QString waitWords(Duration span);

} // namespace omni::ui::people
