// Text that came from outside (venues, files, strategies) as it may be shown: one line, no controls, no tricks.

#pragma once

#include <QString>

#include <string_view>

namespace omni::ui {

/// Controls, line ends and marks that turn the direction of writing become spaces; what is longer than `most`
/// characters ends in "…". To be shown as plain text: it may still hold "<b>".
[[nodiscard]] QString outsideText(std::string_view utf8, int most = 160);
[[nodiscard]] QString outsideText(const QString& raw, int most = 160);
/// Without what forces the direction of writing and without controls; isolates and marks of the formats stay, as do
/// length, line ends and tabs.
[[nodiscard]] QString withoutTurns(QString text);
/// A tip whose words are words: Qt takes for markup what looks like it.
[[nodiscard]] QString tipText(const QString& text);

} // namespace omni::ui
