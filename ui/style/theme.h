// Colours, fonts and measures of the window: the one place that painters and the style sheet ask.
//
// Colours come from resources/themes/{dark,light,contrast}.json; no other file holds a colour literal. Sizes are in
// device-independent pixels before the user's scale. UI thread.

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QString>

#include <array>
#include <cstdint>
#include <vector>

class QPalette;

namespace omni::ui {

/// The tokens of ui/style/README: each has one use.
enum class Token : std::uint8_t {
    Bg,
    Panel,
    Raised,
    Input,
    Line,
    Line2,
    Grid,
    Sel,
    Hover,
    Text,
    Text2,
    Text3,
    Up,
    Down,
    Accent,
    Ai, ///< AI proposals, nothing else.
    Ok,
    Warn,
    Danger,
    DangerFill,
    OnDanger, ///< Text on DangerFill.
    OnFill, ///< Text on Up, Down, Accent and Ai fills.
};
inline constexpr std::size_t tokenCount = 22;

enum class ThemeKind : std::uint8_t { Dark, Light, HighContrast };
enum class UpDownSet : std::uint8_t { TealOrange, BlueOrange, GreenRed, RedGreen, Grey };

/// Names as the settings keep them: "teal_orange", … and "dark", "light", "contrast". Any other text gives the default.
[[nodiscard]] QString nameOf(UpDownSet set);
[[nodiscard]] UpDownSet upDownFromName(const QString& name);
[[nodiscard]] ThemeKind themeFromName(const QString& name);

/// 11 captions and axes, 12 body and tables, 13 section heads, 15 account values, 18 headlines.
enum class TextSize : std::uint8_t { Caption, Body, Section, Value, Headline };

class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    /// Reads the tokens anew, sets palette, fonts and style sheet of the application and emits `changed`.
    void apply(ThemeKind kind, UpDownSet set, int scalePercent);

    [[nodiscard]] ThemeKind kind() const noexcept
    {
        return m_kind;
    }
    [[nodiscard]] UpDownSet upDown() const noexcept
    {
        return m_set;
    }
    /// In [80, 200], a multiple of 10.
    [[nodiscard]] int scalePercent() const noexcept
    {
        return m_scale;
    }
    [[nodiscard]] const QColor& color(Token token) const noexcept
    {
        return m_colors[static_cast<std::size_t>(token)];
    }
    /// The ring around what has the focus, and the bar beside what is selected: Accent, or Text where Accent means Up.
    [[nodiscard]] const QColor& focus() const noexcept
    {
        return m_set == UpDownSet::BlueOrange || m_kind == ThemeKind::HighContrast ? color(Token::Text)
                                                                                   : color(Token::Accent);
    }
    /// From little to much, monotonic in lightness, at least two: depth maps and maps of parameters.
    [[nodiscard]] const std::vector<QColor>& depthMap() const noexcept
    {
        return m_depth;
    }
    /// `token` at a share of itself over Panel: the flat tints of the design. `share` in [0, 1].
    [[nodiscard]] QColor tint(Token token, double share = 0.10) const;
    /// `weight`: QFont::Normal, Medium or Bold. Its digits are of equal width where Roboto is installed.
    [[nodiscard]] QFont font(TextSize size, QFont::Weight weight = QFont::Normal) const;
    /// For cells and columns of numbers: as `font`, or the mono family where that has digits of unequal width.
    [[nodiscard]] QFont numbers(TextSize size, QFont::Weight weight = QFont::Normal) const;
    /// For code, ids and ladders.
    [[nodiscard]] QFont mono(TextSize size) const;
    /// `size` times the user's scale.
    [[nodiscard]] int px(int size) const noexcept;
    /// Empty, or one sentence that says which font is missing and what stands in for it.
    [[nodiscard]] const QString& fontNote() const noexcept
    {
        return m_fontNote;
    }

    /// No marks that come and go: the user's wish.
    [[nodiscard]] bool hasReducedMotion() const noexcept
    {
        return m_reducedMotion;
    }
    void setReducedMotion(bool reduced)
    {
        m_reducedMotion = reduced;
    }
    /// Of a table: 22, or 28 when the user wants room.
    [[nodiscard]] int rowHeight() const noexcept
    {
        return px(m_comfortable ? 28 : 22);
    }
    /// Emits `changed`.
    void setComfortable(bool comfortable);

signals:
    void changed();

private:
    void readTokens();
    void chooseFonts();

    ThemeKind m_kind = ThemeKind::Dark;
    UpDownSet m_set = UpDownSet::TealOrange;
    int m_scale = 100;
    std::array<QColor, tokenCount> m_colors;
    std::vector<QColor> m_depth;
    QString m_family, m_numberFamily, m_monoFamily, m_fontNote;
    bool m_reducedMotion = false, m_comfortable = false;
};

} // namespace omni::ui
