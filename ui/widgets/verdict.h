// How one check or one figure stands against its limit. Never shown by colour alone: each has an icon and a word.

#pragma once

#include "ui/style/theme.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>

class QPainter;
class QRectF;

namespace omni::ui {

enum class Verdict : std::uint8_t {
    Passed,
    Warning, ///< Near its limit, or something to have seen.
    Failed,
    Unknown, ///< What it needs is not known: it counts as not passed.
};

/// "passed", "warning", "failed", "not known".
[[nodiscard]] QString wordOf(Verdict verdict);
[[nodiscard]] Token tokenOf(Verdict verdict) noexcept;
/// A tick, a triangle, a cross or a dash within `box`.
void paintVerdict(QPainter& painter, const QRectF& box, Verdict verdict, const Theme& theme);

} // namespace omni::ui
