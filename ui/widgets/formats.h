// Numbers and times as the user reads them: locale, increments of the instrument, signs, missing values.
//
// Rules of the design: U+2212 for minus, "+" on changes, "–" for what is not known (never 0), a breach of a limit is
// never rounded away. UI thread; cheap enough for visible cells, not for every row of a table.

#pragma once

#include "core/base/time.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/units.h"

#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace omni::ui {

struct Formats {
    QLocale locale = QLocale(QLocale::English, QLocale::UnitedStates);
    QTimeZone zone = QTimeZone::utc();
    /// Streamer mode: amounts of money, sizes of orders and positions, names and a person's own words are hidden. What
    /// all the world can read stays: prices, shares, counts, a venue's increments.
    bool hasPrivacy = false;
    /// Texts run from right to left: each figure stands between U+2066 and U+2069, so that its sign, its unit and the
    /// order of its parts stay as they are read.
    bool isIsolated = false;

    [[nodiscard]] QString price(const market::Instrument& instrument, std::optional<Ticks> price) const;
    /// Of an order, a fill or a position. Hidden in streamer mode: with a price beside it, it is an amount.
    [[nodiscard]] QString quantity(const market::Instrument& instrument, std::optional<Lots> size) const;
    /// The same of an instrument that the session does not know: the count. Hidden as well.
    [[nodiscard]] QString lots(Lots size) const;
    /// What all the world is told: sizes of quotes, steps and bounds of a venue. Never hidden.
    [[nodiscard]] QString marketSize(const market::Instrument& instrument, Lots size) const;
    /// Two decimals (or `decimals`), grouped. Rounded to nearest, halves away from zero.
    [[nodiscard]] QString money(std::optional<Money> amount, int decimals = 2) const;
    /// The same with a sign also above zero.
    [[nodiscard]] QString change(std::optional<Money> amount, int decimals = 2) const;
    /// `share` 0.0123 as "1.23%"; `isChange` puts a sign before it.
    [[nodiscard]] QString percent(std::optional<double> share, int decimals = 2, bool isChange = false) const;
    /// Rounded away from the limit's safe side, so that 5.004 of 5.00 shows as 5.01.
    [[nodiscard]] QString percentAgainst(std::optional<double> share, double limit, int decimals = 2) const;
    [[nodiscard]] QString number(std::optional<double> value, int decimals, bool isChange = false) const;
    /// 1.42 M, 950, 3.10 B.
    [[nodiscard]] QString volume(double units) const;
    [[nodiscard]] QString time(Timestamp at) const; ///< 10:42:18
    [[nodiscard]] QString hourMinute(Timestamp at) const; ///< 10:42; never `time(at).left(5)`, which cuts an isolate
    [[nodiscard]] QString timeMs(Timestamp at) const; ///< 10:42:18.104
    [[nodiscard]] QString dateTime(Timestamp at) const; ///< Tue 14 Oct 2025 10:42:18
    [[nodiscard]] QString age(Duration age) const; ///< 2d 04h · 4h 51m · 12m 03s
    [[nodiscard]] QString countdown(Duration left) const; ///< 01:42, never below 00:00
    [[nodiscard]] QString seconds(Duration span) const; ///< 0.2 s
    /// One of several statements on a line. In texts from right to left it is an isolate of its own, so that the figure
    /// at its begin does not go to the letters at the end of the one before ("USD" and "6 trades").
    [[nodiscard]] QString apart(const QString& statement) const;
    /// A name of a person or an account, or words that a person wrote. Hidden in streamer mode; an empty one stays so.
    [[nodiscard]] QString own(const QString& text) const;
    /// Words of a venue, a file or the machine. In streamer mode their figures are hidden, and the person's folder is
    /// "~": nobody knows what stands in them.
    [[nodiscard]] QString told(const QString& text) const;
    /// With nothing hidden: for what stands in a field to be edited, which `veil` covers.
    [[nodiscard]] Formats unveiled() const;
};

/// `text` without the marks of `Formats::isIsolated`: for fields, files and the clipboard.
[[nodiscard]] QString withoutIsolates(QString text);

/// What stands in the place of what is hidden: as wide for much as for little.
[[nodiscard]] QString hiddenText();

/// "–": not known.
[[nodiscard]] QString missing();

/// A shown number as it stands in a field that is edited: without the signs of groups, so that it reads back as itself
/// ("62,134" alone could be two things).
[[nodiscard]] QString editable(QString shown, const QLocale& locale);

/// A number as a person types it, in either decimal sign where that is clear. None: not a number, or ambiguous
/// ("1,234" could be two things).
[[nodiscard]] std::optional<Decimal> typedNumber(const QString& text, const QLocale& locale);

/// Why `typedNumber` takes none from a text that is not empty, as a sentence that names both readings where there are
/// two. Empty: it takes one.
[[nodiscard]] QString typedFault(const QString& text, const QLocale& locale);

} // namespace omni::ui
