// What the audit record says of what people asked of the desk and of what the desk decided about rights, limits and
// latches. Market data, orders' ways and figures are the journal's alone.

#pragma once

#include "core/desk/engine/desk_state.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/edge/security/audit/audit_entry.h"

#include <cstdint>
#include <optional>

namespace omni::runtime {

/// None: it is not told of here. `state` is the one behind the event, which knows the names. Without the digest.
[[nodiscard]] std::optional<audit::AuditEntry> entryOf(const engine::DeskState& state, const events::Event& event);
[[nodiscard]] std::optional<audit::AuditEntry> entryOf(const engine::DeskState& state, const events::Fact& fact);

/// Whether records of this kind can have an entry: most are not looked at any further.
[[nodiscard]] bool mayHaveEntry(std::uint16_t kind) noexcept;

} // namespace omni::runtime
