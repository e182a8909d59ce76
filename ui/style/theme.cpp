#include "ui/style/theme.h"

#include "ui/style/control_style.h"
#include "ui/style/font_choice.h"
#include "ui/style/style_sheet.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>

#include <algorithm>
#include <cmath>

// Resources of a static library are linked only when somebody names them, outside of any namespace.
static void makeResourcesKnown()
{
    Q_INIT_RESOURCE(style);
}

namespace omni::ui {

namespace {

/// In the order of `Token`.
constexpr std::array<const char*, tokenCount> tokenNames{
    "bg",    "panel", "raised", "input",  "line", "line2", "grid", "sel",    "hover",      "text",     "text2",
    "text3", "up",    "down",   "accent", "ai",   "ok",    "warn", "danger", "dangerFill", "onDanger", "onFill"};

QString fileOf(ThemeKind kind)
{
    switch (kind) {
    case ThemeKind::Dark:
        return QStringLiteral(":/themes/dark.json");
    case ThemeKind::Light:
        return QStringLiteral(":/themes/light.json");
    case ThemeKind::HighContrast:
        return QStringLiteral(":/themes/contrast.json");
    }
    return {};
}

/// In the order of `UpDownSet`, as the settings keep them.
constexpr std::array<const char*, 5> setNames{"teal_orange", "blue_orange", "green_red", "red_green", "grey"};

int pixelsOf(TextSize size)
{
    switch (size) {
    case TextSize::Caption:
        return 11;
    case TextSize::Body:
        return 12;
    case TextSize::Section:
        return 13;
    case TextSize::Value:
        return 15;
    case TextSize::Headline:
        return 18;
    }
    return 12;
}

QColor colorOf(const QJsonValue& value)
{
    return QColor(value.toString());
}

bool hasEqualDigits(const QString& family)
{
    QFont font(family);
    font.setPixelSize(64);
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(u'0');
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QChar(digit)) - width) > 0.01) {
            return false;
        }
    }
    return true;
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(Token::Panel));
    palette.setColor(QPalette::WindowText, theme.color(Token::Text));
    palette.setColor(QPalette::Base, theme.color(Token::Panel));
    palette.setColor(QPalette::AlternateBase, theme.color(Token::Raised));
    palette.setColor(QPalette::Text, theme.color(Token::Text));
    palette.setColor(QPalette::PlaceholderText, theme.color(Token::Text3));
    palette.setColor(QPalette::Button, theme.color(Token::Raised));
    palette.setColor(QPalette::ButtonText, theme.color(Token::Text));
    palette.setColor(QPalette::BrightText, theme.color(Token::Danger));
    palette.setColor(QPalette::ToolTipBase, theme.color(Token::Raised));
    palette.setColor(QPalette::ToolTipText, theme.color(Token::Text));
    palette.setColor(QPalette::Highlight, theme.color(Token::Sel));
    palette.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    palette.setColor(QPalette::Link, theme.color(Token::Accent));
    palette.setColor(QPalette::LinkVisited, theme.color(Token::Accent));
    palette.setColor(QPalette::Light, theme.color(Token::Line2));
    palette.setColor(QPalette::Midlight, theme.color(Token::Line));
    palette.setColor(QPalette::Mid, theme.color(Token::Line2));
    palette.setColor(QPalette::Dark, theme.color(Token::Line));
    palette.setColor(QPalette::Shadow, theme.color(Token::Bg));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, theme.color(Token::Text3));
    }
    return palette;
}

} // namespace

QString nameOf(UpDownSet set)
{
    return QLatin1String(setNames[static_cast<std::size_t>(set)]);
}

UpDownSet upDownFromName(const QString& name)
{
    for (std::size_t i = 0; i < setNames.size(); ++i) {
        if (name == QLatin1String(setNames[i])) {
            return static_cast<UpDownSet>(i);
        }
    }
    return UpDownSet::TealOrange;
}

ThemeKind themeFromName(const QString& name)
{
    if (name == QLatin1String("light")) {
        return ThemeKind::Light;
    }
    return name == QLatin1String("contrast") ? ThemeKind::HighContrast : ThemeKind::Dark;
}

Theme::Theme(QObject* parent)
    : QObject(parent)
{
    makeResourcesKnown();
    readTokens();
    chooseFonts();
}

void Theme::apply(ThemeKind kind, UpDownSet set, int scalePercent)
{
    m_kind = kind;
    m_set = set;
    m_scale = std::clamp((scalePercent + 5) / 10 * 10, 80, 200);
    readTokens();
    chooseFonts();
    if (qApp != nullptr) {
        if (!qApp->property("omniStyled").toBool()) {
            QApplication::setStyle(new ControlStyle);
            qApp->setProperty("omniStyled", true);
        }
        // A sheet that takes the place of another polishes each widget once for every widget above it: 620 ms with a
        // thousand. Taken away first and put on anew, each is polished twice: 110 ms. Nothing is painted in between.
        qApp->setStyleSheet(QString());
        ControlStyle::use(*this);
        QApplication::setPalette(paletteOf(*this));
        QApplication::setFont(font(TextSize::Body));
        qApp->setStyleSheet(styleSheet(*this));
    }
    emit changed();
}

void Theme::setComfortable(bool comfortable)
{
    if (comfortable == m_comfortable) {
        return;
    }
    m_comfortable = comfortable;
    emit changed();
}

void Theme::readTokens()
{
    QFile file(fileOf(m_kind)); // compiled in: no disk is touched
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    const QJsonObject root = isOpen ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const QJsonObject tokens = root[QLatin1String("tokens")].toObject();
    for (std::size_t i = 0; i < tokenCount; ++i) {
        m_colors[i] = colorOf(tokens[QLatin1String(tokenNames[i])]);
    }
    const QJsonObject pair = root[QLatin1String("upDown")].toObject()[nameOf(m_set)].toObject();
    m_colors[static_cast<std::size_t>(Token::Up)] = colorOf(pair[QLatin1String("up")]);
    m_colors[static_cast<std::size_t>(Token::Down)] = colorOf(pair[QLatin1String("down")]);
    m_depth.clear();
    for (const auto& step : root[QLatin1String("depth")].toArray()) {
        m_depth.push_back(colorOf(step));
    }
}

void Theme::chooseFonts()
{
    m_fontNote.clear();
    if (qApp == nullptr) {
        return;
    }
    const FontChoice choice = chosenFonts([](const QString& family) { return QFontDatabase::hasFamily(family); });
    m_family = choice.text;
    m_monoFamily = choice.mono;
    m_numberFamily = hasEqualDigits(m_family) ? m_family : m_monoFamily;
    if (choice.missing == FontChoice::Missing::Text) {
        m_fontNote = tr("The font Roboto is not installed. %1 stands in for it.").arg(m_family);
    } else if (choice.missing == FontChoice::Missing::Mono) {
        m_fontNote = tr("The font JetBrains Mono is not installed. %1 stands in for it.").arg(m_monoFamily);
    }
}

QColor Theme::tint(Token token, double share) const
{
    const QColor& top = color(token);
    const QColor& ground = color(Token::Panel);
    const double part = std::clamp(share, 0.0, 1.0);
    const auto mixed
        = [part](int over, int under) { return static_cast<int>(std::lround(part * over + (1 - part) * under)); };
    return QColor(mixed(top.red(), ground.red()), mixed(top.green(), ground.green()), mixed(top.blue(), ground.blue()));
}

QFont Theme::font(TextSize size, QFont::Weight weight) const
{
    QFont font(m_family);
    font.setPixelSize(px(pixelsOf(size)));
    font.setWeight(weight);
    return font;
}

QFont Theme::numbers(TextSize size, QFont::Weight weight) const
{
    QFont font(m_numberFamily);
    font.setPixelSize(px(pixelsOf(size)));
    font.setWeight(weight);
    return font;
}

QFont Theme::mono(TextSize size) const
{
    QFont font(m_monoFamily);
    font.setPixelSize(px(pixelsOf(size)));
    font.setStyleHint(QFont::Monospace);
    return font;
}

int Theme::px(int size) const noexcept
{
    return (size * m_scale + (size < 0 ? -50 : 50)) / 100;
}

} // namespace omni::ui
