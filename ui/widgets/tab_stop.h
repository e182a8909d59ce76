// A part that has the keyboard for the whole, but only while it can be seen.
//
// Qt gives the focus to a proxy that is hidden, too: nothing has it then, and Tab never gets past the whole. UI thread.

#pragma once

class QWidget;

namespace omni::ui {

/// `part` is somewhere in `whole` already and becomes its focus proxy. While it is hidden within `whole`, Tab passes
/// by.
void stopTabAt(QWidget& part, QWidget& whole);

} // namespace omni::ui
