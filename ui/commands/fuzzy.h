// How well typed letters fit a text: letters in order, better at the starts of words and side by side.

#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace omni::ui {

/// None: the letters of `typed` are not in `text` in that order. Case and blanks of `typed` do not matter; higher is
/// better, and of equal fits the shorter text is the better one. An empty `typed` fits everything with 0.
[[nodiscard]] std::optional<int> fitOf(QStringView typed, QStringView text);

/// A menu text as it is read: without mnemonics.
[[nodiscard]] QString plainText(QString menuText);

} // namespace omni::ui
