// The words of the way to real money: what each need is called, how it stands, and what to do next.

#pragma once

#include "core/desk/views/going_live.h"
#include "ui/widgets/formats.h"

#include <QString>

namespace omni::ui::settings {

[[nodiscard]] QString nameOfNeed(views::LiveNeed need); ///< "5 paper sessions"
/// "5 of 5", "passed 11 Oct", "0.8 s": short, for a card.
[[nodiscard]] QString stateOfNeed(const views::LiveLine& line, const Formats& formats);
/// What a person does about it. Empty: it is met.
[[nodiscard]] QString nextStep(const views::LiveLine& line);
/// "granted Tue 14 Oct 2025", or why what was granted does not count, or that nobody has.
[[nodiscard]] QString grantWords(const views::LiveStanding& standing, const Formats& formats);
/// "Server reached, TLS verified"; an unknown step as it is.
[[nodiscard]] QString nameOfTestStep(const std::string& step);
/// Why a wish was not fulfilled, for people.
[[nodiscard]] QString failureWords(const views::LiveFailure& failure);

} // namespace omni::ui::settings
