// The engine's limits in words: name, meaning, unit, and values as a person reads and types them.

#pragma once

#include "core/trade/risk/limit_schema.h"
#include "ui/widgets/formats.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace omni::ui::settings {

struct LimitWords {
    QString name; ///< "Loss at stop"
    QString meaning; ///< What the desk does with it, one sentence.
};

[[nodiscard]] LimitWords wordsOf(const risk::LimitField& field);
[[nodiscard]] QString groupName(risk::LimitGroup group);
/// "% of equity", "× ATR", "s".
[[nodiscard]] QString unitOf(const risk::LimitField& field);
/// A sentence, for those who hear it.
[[nodiscard]] QString spokenUnitOf(const risk::LimitField& field);
/// An amount of money or a size: a person's own figure, which streamer mode hides.
[[nodiscard]] bool isOwn(const risk::LimitField& field) noexcept;
/// Without its unit: "2.00", "3", "none".
[[nodiscard]] QString valueText(const risk::LimitField& field, std::optional<std::int64_t> value,
                                const Formats& formats);
/// The same as it stands in a field: "62134", so that it reads back as itself in every locale.
[[nodiscard]] QString fieldText(const risk::LimitField& field, std::optional<std::int64_t> value,
                                const Formats& formats);
/// With it: "2.00 % of equity".
[[nodiscard]] QString valueWithUnit(const risk::LimitField& field, std::optional<std::int64_t> value,
                                    const Formats& formats);

struct ReadLimit {
    std::optional<std::int64_t> value;
    QString fault; ///< Not empty: why it cannot be; `value` means nothing then.
};
/// What a person typed. Empty or "none" is none where that is allowed. Out of bounds is a fault that names them.
[[nodiscard]] ReadLimit readLimit(const risk::LimitField& field, const QString& text, const Formats& formats);

} // namespace omni::ui::settings
