// The style sheet of the application, made from the tokens; and the words by which a widget asks for a look.

#pragma once

#include <QString>

#include <cstdint>

class QWidget;

namespace omni::ui {

class Theme;

/// Complete, for all kinds of widgets. Sizes are scaled.
[[nodiscard]] QString styleSheet(const Theme& theme);

/// Of a push button or a tool button.
enum class ButtonKind : std::uint8_t {
    Normal,
    Primary, ///< The deed that a dialog is for: filled Accent.
    Ai, ///< Leads to the decision on a proposal: filled Ai.
    Danger, ///< Stops or destroys: outlined Danger.
    DangerFill, ///< The stop itself, filled.
    Buy, ///< Filled Up.
    Sell, ///< Filled Down.
    Flat, ///< No frame until the pointer is over it: pane headers.
    Link, ///< Text in Accent.
};
/// Decision buttons are 36 high, all others 28.
void setButtonKind(QWidget& button, ButtonKind kind, bool isDecision = false);

/// Of a label. Set after its text; the colour follows the theme.
enum class TextRole : std::uint8_t {
    Value,
    Label,
    Caption,
    Section,
    Big,
    Headline,
    Decision,
    Up,
    Down,
    Ok,
    Warn,
    Danger,
    Ai
};
void setTextRole(QWidget& label, TextRole role);

/// Of a plain QWidget or QFrame that is a ground for others.
enum class Surface : std::uint8_t {
    Window, ///< Bg.
    Panel, ///< Panel with the pane's edge and radius.
    Plain, ///< Panel without an edge.
    Raised,
    Strip, ///< Panel with a line below: account strip, menu bar.
    Banner, ///< DangerFill with OnDanger.
};
void setSurface(QWidget& widget, Surface surface);

/// A field that cannot be taken as it is has a Danger edge. Words beside it say why.
void setFaulty(QWidget& field, bool isFaulty);

} // namespace omni::ui
