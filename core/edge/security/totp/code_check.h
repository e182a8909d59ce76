// Whether a typed code counts: of this step, or of the one before within a short grace, and each step only once, also
// behind a restart and with a clock that was set back (safety 4.3, V11).

#pragma once

#include "core/edge/security/totp/totp_code.h"

#include <string_view>

namespace omni::totp {

/// So long into a step the code of the step before counts: who reads slowly is not sent away.
inline constexpr Duration stepGrace = seconds(10);

/// Remembers the last step that was accepted of each person. Implemented where things are kept.
class StepStore
{
public:
    virtual ~StepStore() = default;
    /// Makes `step` the last one of `person`, durably, before it returns. Conflict when the last one is the same or a
    /// later one: then nothing changes. The comparison and the writing are one act: of two at the same time only one
    /// succeeds. Any other error: nothing is known to be kept, and nothing is accepted.
    [[nodiscard]] virtual Result<void> take(std::string_view person, std::int64_t step) = 0;
};

/// The six digits as a number. Blanks around and between them do not count, which is how a clipboard brings them.
/// Invalid for anything else; such a text was no guess.
[[nodiscard]] Result<std::uint32_t> typedCode(std::span<const std::byte> typed);

/// The step whose code `typed` is, once `store` holds it. Invalid: no six digits. Denied: a wrong code, or one of a
/// step that was used or has passed; which of them is not told. The errors of `store` otherwise.
[[nodiscard]] Result<std::int64_t> acceptedStep(StepStore& store, std::string_view person,
                                                std::span<const std::byte> seed, std::span<const std::byte> typed,
                                                Timestamp now);

} // namespace omni::totp
