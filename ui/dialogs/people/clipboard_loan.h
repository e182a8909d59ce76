// A secret that a person has copied: it leaves the clipboard again by itself.
//
// Programs that keep what was copied are asked not to keep this (the hint of KDE's password managers). Whatever
// somebody has copied since stays.

#pragma once

#include <QString>

namespace omni::ui::people {

inline constexpr int clipboardLoanMs = 20'000;

/// On the clipboard for `ms` from now; a later loan ends an earlier one. It goes with the program's end, too.
void lendToClipboard(QString text, int ms = clipboardLoanMs);

} // namespace omni::ui::people
