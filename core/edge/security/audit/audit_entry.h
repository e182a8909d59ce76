// What one line of the audit record says: who did what, by which way, to what, and how it ended.
//
// The bytes of it: docs/audit-format.md. Personal data stand here as a reference or as ciphertext only, never in clear
// (safety 4.6): a record cannot be taken out again.

#pragma once

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace omni::audit {

/// The way on which it was asked for. The numbers stand in files.
enum class AuditPath : std::uint8_t {
    Window = 1,
    CommandLine = 2,
    ControlApi = 3,
    Hotkey = 4,
    Chat = 5,
    Program = 6, ///< Nobody asked: a breaker, a strategy, the program itself.
};

/// How it ended, or that it is about to be done. The numbers stand in files.
enum class AuditOutcome : std::uint8_t {
    Begun = 1, ///< Written before the effect; whether it came about is told by a later record, if at all.
    Done = 2,
    Refused = 3, ///< A right, a code or a limit stood against it.
    Failed = 4, ///< It was allowed and did not come about.
    Noted = 5, ///< Something that happened; nobody asked.
};

/// Most bytes of each text, counted as it is written.
inline constexpr std::size_t mostActorBytes = 128;
inline constexpr std::size_t mostRoleBytes = 64;
inline constexpr std::size_t mostSessionBytes = 64;
inline constexpr std::size_t mostActionBytes = 64;
inline constexpr std::size_t mostObjectBytes = 1024;
inline constexpr std::size_t mostReasonBytes = 1024;

struct AuditActor {
    std::string name; ///< Account, `script:<os user>`, or a part of the program. A reference, no personal data.
    std::string role; ///< As in the table of roles; empty = none.
    std::string session; ///< Empty = none. Never a token: only a name for one.
    AuditPath path = AuditPath::Program;
};

struct AuditEntry {
    AuditActor actor;
    /// A stable name such as `order.submit`. Not empty; those that begin with `audit.` are the record's own.
    std::string action;
    std::string object; ///< What it was done to; may be empty.
    AuditOutcome outcome = AuditOutcome::Noted;
    std::string reason; ///< May be empty.
    Digest payload{}; ///< Of what was sent or shown; zeros = there was nothing.
};

/// When. `mono` counts within the start of the program that `boot` of the writer names.
struct AuditMoment {
    Timestamp wall; ///< UTC.
    Monotonic mono;
};

/// 16 random bytes that name one record for ever.
using LogId = std::array<std::byte, 16>;
using BootNonce = std::array<std::byte, 16>;

/// The entry as it is written: control characters, line breaks, turned writing and broken UTF-8 made harmless (V31).
/// Invalid, with the field's name, for an empty action and for a text that is too long; nothing is cut in silence.
[[nodiscard]] Result<AuditEntry> prepared(AuditEntry entry);

/// Foreign words as a field of `most` bytes takes them: made inert, and where they are longer cut between two
/// characters, with "..." at the end. For what must stand there whatever it says.
[[nodiscard]] std::string fitting(std::string_view text, std::size_t most);

/// As `prepared`, and Denied for an action of the record's own, `audit.…`: those are the writer's alone.
[[nodiscard]] Result<AuditEntry> preparedForeign(AuditEntry entry);

} // namespace omni::audit
