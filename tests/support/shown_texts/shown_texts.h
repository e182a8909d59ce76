// Every text of a window: what it says, where it stands, and whether there is room for it.
//
// Looks at widgets as they are: labels, buttons, fields, boxes, tabs, headers and cells of tables that can be seen.
// Parts that paint themselves (charts, bars of reasons) are read by what they tell a screen reader.

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

class QWidget;

namespace omni::testing {

struct ShownText {
    enum class Kind { Label, Button, Field, Hint, Told, Header, Cell, Tab };
    Kind kind = Kind::Label;
    QString text;
    QString where; ///< Class and name of its widget.
};

/// All that can be seen or heard of `root` and what is in it, tooltips and accessible texts included.
[[nodiscard]] std::vector<ShownText> textsOf(const QWidget& root);

/// Of those, the ones that went through no translation while `PseudoLocale` is installed: "Label Keep in QLabel". Names
/// of instruments, currencies and strategies, units, keys and what `data` lists are not to be translated.
[[nodiscard]] QStringList untranslated(const QWidget& root, const QStringList& data = {});

/// Texts without room: labels that are narrower or lower than their words, buttons, boxes and numbers in cells. Words
/// in cells, and what its painter elides by itself, are left out: they have tooltips.
[[nodiscard]] QStringList cutTexts(const QWidget& root);

/// Texts that one has to scroll sideways for, and painted rows that are narrower than their labels and figures.
[[nodiscard]] QStringList sidewaysTexts(const QWidget& root);

/// The class of a widget in `root` that takes the keyboard and has no name for a screen reader. Those that Qt makes
/// inside of its own are left out.
[[nodiscard]] QStringList unnamedIn(const QWidget& root);

} // namespace omni::testing
