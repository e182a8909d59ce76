#include "ui/style/style_sheet.h"

#include "ui/style/theme.h"

#include <QRegularExpression>
#include <QStyle>
#include <QVariant>
#include <QWidget>

#include <array>
#include <utility>

namespace omni::ui {

namespace {

// @name is a token, $n is n pixels before the user's scale.

constexpr auto grounds = R"(
QMainWindow, QDialog, QWidget[surface="window"] { background: @bg; }
QDialog { background: @panel; }
QWidget[surface="panel"] { background: @panel; border: 1px solid @line; border-radius: $3; }
QWidget[surface="plain"] { background: @panel; }
QWidget[surface="raised"] { background: @raised; border: 1px solid @line; border-radius: $3; }
QWidget[surface="strip"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QWidget[surface="banner"] { background: @dangerFill; color: @onDanger; }
QWidget[surface="banner"] QLabel { color: @onDanger; }
QStatusBar { background: @panel; border-top: 1px solid @line; color: @text2; min-height: $24; }
QStatusBar::item { border: none; }
QToolTip { background: @raised; color: @text; border: 1px solid @line2; padding: $4; }
QSplitter::handle { background: @bg; }
QMainWindow::separator { background: @bg; width: 4px; height: 4px; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { color: @line; }
QGroupBox { border: 1px solid @line; border-radius: $3; margin-top: $10; padding: $8; }
QGroupBox::title { subcontrol-origin: margin; left: $8; padding: 0 $4; color: @text2; }
QScrollArea, QAbstractScrollArea { background: @panel; border: none; }
)";

constexpr auto labels = R"(
QLabel { color: @text; background: transparent; }
QLabel:disabled { color: @text3; }
QLabel[role="label"] { color: @text2; }
QLabel[role="caption"] { color: @text3; font-size: $11; }
QLabel[role="section"] { font-size: $13; font-weight: 500; }
QLabel[role="big"] { font-size: $15; font-weight: 500; }
QLabel[role="headline"] { font-size: $18; font-weight: 500; }
QLabel[role="decision"] { font-size: $22; font-weight: 500; }
QLabel[role="up"] { color: @up; }
QLabel[role="down"] { color: @down; }
QLabel[role="ok"] { color: @ok; }
QLabel[role="warn"] { color: @warn; }
QLabel[role="danger"] { color: @danger; }
QLabel[role="ai"] { color: @ai; }
)";

constexpr auto buttons = R"(
QPushButton { background: @raised; color: @text; border: 1px solid @line2; border-radius: $3; padding: 0 $12;
    min-height: $26; font-weight: 500; outline: none; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @sel; }
QPushButton:focus { border: 2px solid @focus; padding: 0 $11; min-height: $24; }
QPushButton:disabled { color: @text3; border-color: @line; background: @panel; }
QPushButton[decision="true"] { min-height: $34; }
QPushButton[decision="true"]:focus { min-height: $32; }
QPushButton[kind="primary"]:enabled { background: @accent; color: @onFill; border-color: @accent; }
QPushButton[kind="ai"]:enabled { background: @ai; color: @onFill; border-color: @ai; }
QPushButton[kind="buy"]:enabled { background: @up; color: @onFill; border-color: @up; }
QPushButton[kind="sell"]:enabled { background: @down; color: @onFill; border-color: @down; }
QPushButton[kind="danger"]:enabled { background: @panel; color: @danger; border-color: @danger; }
QPushButton[kind="dangerFill"]:enabled { background: @dangerFill; color: @onDanger; border-color: @dangerFill; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; padding: 0 $6; min-height: $22; }
QPushButton[kind="flat"]:hover { background: @hover; }
QPushButton[kind="flat"]:checked { background: @sel; }
QPushButton[kind="flat"]:focus { border: 2px solid @focus; padding: 0 $5; min-height: $20; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 0 $2;
    min-height: $22; }
QPushButton[kind]:focus:enabled { border: 2px solid @text; }
QPushButton[kind="flat"]:focus:enabled, QPushButton[kind="link"]:focus:enabled,
    QPushButton[kind="danger"]:focus:enabled { border: 2px solid @focus; }
QToolButton { background: transparent; color: @text2; border: 1px solid transparent; border-radius: $3;
    min-width: $22; min-height: $22; padding: 0 $2; outline: none; }
QToolButton:hover { background: @hover; color: @text; }
QToolButton:checked, QToolButton:pressed { background: @sel; color: @text; }
QToolButton:focus { border: 2px solid @focus; padding: 0 $1; min-height: $20; min-width: $20; }
QToolButton:disabled { color: @text3; }
QToolButton::menu-indicator { width: 0; }
QCheckBox, QRadioButton { spacing: $6; color: @text; min-height: $24; }
QCheckBox:disabled, QRadioButton:disabled { color: @text3; }
)";

constexpr auto fields = R"(
QLineEdit, QPlainTextEdit, QTextEdit { background: @input; color: @text; border: 1px solid @line2;
    border-radius: $3; padding: 0 $6; selection-background-color: @accent; selection-color: @onFill; }
QLineEdit { min-height: $26; }
QPlainTextEdit, QTextEdit { padding: $4; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @focus; }
QLineEdit:focus { padding: 0 $5; min-height: $24; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled { color: @text3; background: @panel;
    border-color: @line; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @panel; }
QLineEdit[faulty="true"] { border: 2px solid @danger; padding: 0 $5; min-height: $24; }
QAbstractSpinBox { min-height: $22; }
QSpinBox QLineEdit, QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; background: transparent;
    min-height: 0; padding: 0 $2; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line2; outline: none;
    selection-background-color: @sel; selection-color: @text; }
)";

constexpr auto menus = R"(
QMenuBar { background: @panel; color: @text; border-bottom: 1px solid @line; padding: 0 $4; }
QMenuBar::item { background: transparent; padding: $4 $10; border-radius: $3; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @sel; }
QMenu { background: @raised; color: @text; border: 1px solid @line2; padding: $4 0; }
QMenu::item { padding: $5 $28 $5 $28; }
QMenu::item:selected { background: @sel; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @line; margin: $4 0; }
QMenu::icon { left: $8; }
QTabBar { background: transparent; outline: none; }
QTabBar::tab { background: transparent; color: @text2; padding: 0 $10; min-height: $26;
    border-bottom: 2px solid transparent; font-weight: 500; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @focus; }
QTabBar::tab:selected:focus { border: 2px solid @focus; padding: 0 $8; min-height: $24; }
QTabBar::tab:disabled { color: @text3; }
QTabWidget::pane { border: none; border-top: 1px solid @line; background: @panel; }
)";

constexpr auto lists = R"(
QAbstractItemView { background: @panel; alternate-background-color: @panel; color: @text; border: 2px solid @panel;
    gridline-color: @grid; outline: none; selection-background-color: @sel; selection-color: @text; }
QAbstractItemView:focus { border: 2px solid @focus; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @text3; border: none; border-bottom: 1px solid @line;
    padding: 0 $6; min-height: $21; font-size: $11; font-weight: 400; }
QHeaderView::section:hover { color: @text; background: @hover; }
QTableCornerButton::section { background: @panel; border: none; }
QScrollBar { background: @panel; border: none; }
QScrollBar:vertical { width: $10; }
QScrollBar:horizontal { height: $10; }
QScrollBar::handle { background: @line2; border-radius: $3; margin: 2px; }
QScrollBar::handle:vertical { min-height: $24; }
QScrollBar::handle:horizontal { min-width: $24; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @raised; border: none; border-radius: $2; max-height: $4; min-height: $4;
    text-align: right; }
QProgressBar::chunk { background: @accent; border-radius: $2; }
QProgressBar[kind="ai"]::chunk { background: @ai; }
QSlider::groove:horizontal { background: @raised; border: 1px solid @line2; height: $4; border-radius: $2; }
QSlider::handle:horizontal { background: @accent; width: $14; margin: -$6 0; border-radius: $3; }
QSlider:focus { border: 2px solid @focus; }
)";

constexpr std::array<std::pair<const char*, Token>, tokenCount> tokens{{
    {"dangerFill", Token::DangerFill},
    {"onDanger", Token::OnDanger},
    {"onFill", Token::OnFill},
    {"accent", Token::Accent},
    {"danger", Token::Danger},
    {"raised", Token::Raised},
    {"input", Token::Input},
    {"panel", Token::Panel},
    {"hover", Token::Hover},
    {"line2", Token::Line2},
    {"text2", Token::Text2},
    {"text3", Token::Text3},
    {"line", Token::Line},
    {"grid", Token::Grid},
    {"text", Token::Text},
    {"down", Token::Down},
    {"warn", Token::Warn},
    {"sel", Token::Sel},
    {"bg", Token::Bg},
    {"up", Token::Up},
    {"ai", Token::Ai},
    {"ok", Token::Ok},
}};

QString filledIn(const QString& text, const Theme& theme)
{
    static const QRegularExpression places(QStringLiteral("@([A-Za-z]+[0-9]?)|\\$([0-9]+)"));
    QString out;
    qsizetype done = 0;
    for (auto it = places.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        if (match.hasCaptured(2)) {
            out += QStringLiteral("%1px").arg(theme.px(match.captured(2).toInt()));
            continue;
        }
        const QString name = match.captured(1);
        if (name == QLatin1String("focus")) {
            out += theme.focus().name();
            continue;
        }
        for (const auto& [word, token] : tokens) {
            if (name == QLatin1String(word)) {
                out += theme.color(token).name();
            }
        }
    }
    out += QStringView(text).mid(done);
    return out;
}

void setLook(QWidget& widget, const char* property, const QVariant& value)
{
    if (widget.property(property) == value) {
        return;
    }
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

QString wordOf(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::Normal:
        return {};
    case ButtonKind::Primary:
        return QStringLiteral("primary");
    case ButtonKind::Ai:
        return QStringLiteral("ai");
    case ButtonKind::Danger:
        return QStringLiteral("danger");
    case ButtonKind::DangerFill:
        return QStringLiteral("dangerFill");
    case ButtonKind::Buy:
        return QStringLiteral("buy");
    case ButtonKind::Sell:
        return QStringLiteral("sell");
    case ButtonKind::Flat:
        return QStringLiteral("flat");
    case ButtonKind::Link:
        return QStringLiteral("link");
    }
    return {};
}

QString wordOf(TextRole role)
{
    constexpr std::array<const char*, 13> words{"value",    "label",    "caption", "section", "big",
                                                "headline", "decision", "up",      "down",    "ok",
                                                "warn",     "danger",   "ai"};
    return QLatin1String(words[static_cast<std::size_t>(role)]);
}

QString wordOf(Surface surface)
{
    constexpr std::array<const char*, 6> words{"window", "panel", "plain", "raised", "strip", "banner"};
    return QLatin1String(words[static_cast<std::size_t>(surface)]);
}

} // namespace

QString styleSheet(const Theme& theme)
{
    QString text;
    for (const char* part : {grounds, labels, buttons, fields, lists, menus}) {
        text += QString::fromUtf8(part);
    }
    return filledIn(text, theme);
}

void setButtonKind(QWidget& button, ButtonKind kind, bool isDecision)
{
    const QString word = wordOf(kind);
    setLook(button, "kind", word.isEmpty() ? QVariant() : QVariant(word));
    setLook(button, "decision", isDecision ? QVariant(true) : QVariant());
}

void setTextRole(QWidget& label, TextRole role)
{
    setLook(label, "role", wordOf(role));
}

void setSurface(QWidget& widget, Surface surface)
{
    widget.setAttribute(Qt::WA_StyledBackground);
    setLook(widget, "surface", wordOf(surface));
}

void setFaulty(QWidget& field, bool isFaulty)
{
    setLook(field, "faulty", isFaulty ? QVariant(true) : QVariant());
}

} // namespace omni::ui
