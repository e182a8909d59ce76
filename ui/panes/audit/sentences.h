// A row of the audit record as a sentence in the person's language: "owner approved proposal 12 (buy 0.01 BTCUSDT)".
//
// The record itself is English and stays so; what a row is about and its reason are shown as they were written, made
// inert, and covered in streamer mode.

#pragma once

#include "core/desk/views/audit_view.h"
#include "ui/widgets/formats.h"

#include <QString>

#include <string>
#include <vector>

namespace omni::ui::audit {

/// Groups of actions that the pane can be narrowed to. Their order is the order in which they are offered.
enum class Kind { All, Orders, Decisions, Stops, Limits, People, Keys, Sessions, Record };
inline constexpr int kindCount = 9;

/// "Keys and vault", for the choice.
[[nodiscard]] QString nameOf(Kind kind);
/// "keys": kept in layouts, and how the pane is opened for it. Empty for All.
[[nodiscard]] QString keyOf(Kind kind);
/// All for a key that nothing has.
[[nodiscard]] Kind kindOfKey(const QString& key);
/// How the actions of it begin. Empty: any.
[[nodiscard]] std::vector<std::string> beginsOf(Kind kind);

/// "owner", "person 101", "script of anna", "the desk".
[[nodiscard]] QString personText(const std::string& person, const Formats& formats);
/// "window"; empty where nobody asked.
[[nodiscard]] QString wayText(views::AuditWay way);
[[nodiscard]] QString sentenceOf(const views::AuditRow& row, const Formats& formats);

} // namespace omni::ui::audit
