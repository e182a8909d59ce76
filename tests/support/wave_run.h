// A folder with waves to trade in, and how the real program is told to trade them.

#pragma once

#include "tests/support/program_run.h"

#include <QTemporaryDir>

namespace omni::tests {

struct Workplace {
    QTemporaryDir folder;
    [[nodiscard]] QString file(const QString& name) const
    {
        return folder.filePath(name);
    }
    [[nodiscard]] QString profile(const QString& name = QStringLiteral("profile")) const
    {
        return file(name);
    }
    /// The waves of `writeWaves` under "WAVE", with an average cross that trades in each of them. They leave a position
    /// open where they are cut off.
    [[nodiscard]] QStringList wavesRun(const QString& profileName, const QStringList& more = {}) const
    {
        return QStringList{"run",
                           "--headless",
                           "--profile",
                           profile(profileName),
                           "--feed",
                           file("WAVE_quotes.csv"),
                           file("WAVE_trades.csv"),
                           "--strategy",
                           "sma_cross:interval=10s,fast=3,slow=8",
                           "--approve",
                           "all",
                           "--cash",
                           "100000:USDT"}
        + more;
    }
};

/// Decimal text as a count of hundred-millionths.
inline qlonglong e8(const QString& text)
{
    const bool isNegative = text.startsWith('-');
    const QString digits = isNegative ? text.mid(1) : text;
    const auto point = digits.indexOf('.');
    const QString whole = point < 0 ? digits : digits.left(point);
    const QString rest = (point < 0 ? QString() : digits.mid(point + 1)).leftJustified(8, '0');
    const qlonglong value = whole.toLongLong() * 100'000'000 + rest.toLongLong();
    return isNegative ? -value : value;
}

} // namespace omni::tests
