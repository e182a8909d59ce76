// Other names of what the palette lists: "flatten" finds Close positions, "language" the page of the settings.
//
// People come from other terminals and bring their words. UI thread.

#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace omni::ui {

/// Words by which `id` is found beside its title, in the language of the window and in English, parted by blanks; of
/// what has no others nothing. `id`: a command's key, "settings/general".
[[nodiscard]] QString otherNamesOf(const QString& id);

/// How well `typed` begins one of `words`, each of its own words one; on the scale of `fitOf`. A whole word is a
/// little better than the beginning of a title, the beginning of a word a little less. None: it does not, or is shorter
/// than two letters.
[[nodiscard]] std::optional<int> fitOfOtherName(QStringView typed, const QString& words);

} // namespace omni::ui
