// Covers a field with an amount in it while streamer mode is on.
//
// What stands in the field is kept and can be sent; the eye, the clipboard and a screen reader get none of it, not even
// its length. Who types in the field sees what he types until he leaves it: nobody sends what he has never seen. UI
// thread.

#pragma once

class QLineEdit;

namespace omni::ui {

struct Formats;

/// Follows `formats`, which outlives the field, from now on: a change of it is heard with QEvent::LanguageChange.
void veil(QLineEdit& field, const Formats& formats);

} // namespace omni::ui
