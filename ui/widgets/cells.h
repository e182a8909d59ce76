// What a cell of a table is made of: a finished text, its meaning to the eye, and what it is sorted by.
//
// Models make cells when they are first asked for and keep them until their row changes; delegates only paint them.

#pragma once

#include "ui/style/theme.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace omni::ui {

enum class CellTone : std::uint8_t { Plain, Label, Quiet, Up, Down, Accent, Ai, Ok, Warn, Danger };

[[nodiscard]] constexpr Token tokenOf(CellTone tone) noexcept
{
    switch (tone) {
    case CellTone::Plain:
        return Token::Text;
    case CellTone::Label:
        return Token::Text2;
    case CellTone::Quiet:
        return Token::Text3;
    case CellTone::Up:
        return Token::Up;
    case CellTone::Down:
        return Token::Down;
    case CellTone::Accent:
        return Token::Accent;
    case CellTone::Ai:
        return Token::Ai;
    case CellTone::Ok:
        return Token::Ok;
    case CellTone::Warn:
        return Token::Warn;
    case CellTone::Danger:
        return Token::Danger;
    }
    return Token::Text;
}

/// A line without axes; oldest first. Shared with the picture it came from.
struct SparkLine {
    std::shared_ptr<const std::vector<double>> values;
    bool isUp = true;
};

struct Cell {
    QString text;
    CellTone tone = CellTone::Plain;
    QString icon{}; ///< Of ui/style, before the text; empty: none.
    QString tip{}; ///< More than fits, or why; empty: none.
    bool isStrong = false; ///< Medium weight: symbols, quantities, last prices.
    bool isStale = false; ///< Old: Text3 and underlined with dots.
    bool isPending = false; ///< Not confirmed by anybody: a dashed outline.
    SparkLine spark{}; ///< Painted instead of the text, which is then for screen readers.
    std::optional<CellTone> iconTone{}; ///< None: that of the text.
};

/// Numbers go before texts; what is missing goes last whichever way it is sorted.
struct SortKey {
    enum class Kind : std::uint8_t { Number, Text, Missing };
    Kind kind = Kind::Missing;
    double number = 0;
    QString text;

    [[nodiscard]] static SortKey of(double number)
    {
        return {Kind::Number, number, {}};
    }
    [[nodiscard]] static SortKey of(const QString& text)
    {
        return {Kind::Text, 0, text};
    }
};

struct Column {
    QString key; ///< Stable: kept in layouts and heads the CSV.
    QString title; ///< Translated.
    bool isNumber = false; ///< Right-aligned.
    int width = 80; ///< Before the user's scale.
    bool isShown = true; ///< Until the user says otherwise.
    bool isMarked = false; ///< A change of its text is marked for 300 ms.
    int least = 0; ///< What may be cut is made as narrow as this before the table scrolls. 0: never below `width`.
};

enum CellRole : int {
    CellDataRole = Qt::UserRole + 1, ///< `Cell`.
    CellMarkRole, ///< bool: it has just changed.
};

} // namespace omni::ui

Q_DECLARE_METATYPE(omni::ui::Cell)
