// Which fonts the window is drawn in: those of the design where they are installed, else what comes nearest.

#pragma once

#include <QString>

#include <functional>

namespace omni::ui {

struct FontChoice {
    QString text, mono;
    enum class Missing : std::uint8_t { None, Text, Mono } missing = Missing::None; ///< Of the design's two.
};

/// `hasFamily`: whether a family is installed. Where none of the known ones is, the last is named, and the system finds
/// something near it.
[[nodiscard]] FontChoice chosenFonts(const std::function<bool(const QString&)>& hasFamily);

} // namespace omni::ui
