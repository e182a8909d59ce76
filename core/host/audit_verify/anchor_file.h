// The two small texts that are kept outside of the machine: anchors and verify keys.

#pragma once

#include "core/host/audit_verify/segment_parts.h"

namespace omni::audit_verify {

inline constexpr std::size_t mostTextFile = 4096;

struct AnchorFile {
    LogName log{};
    std::uint32_t segment = 0;
    std::uint64_t records = 0;
    Hash head{};
    std::string words;
    std::string signedText; ///< What the MAC covers.
    Hash mac{};
};

/// Nothing for a text that is no anchor, or one whose words are not those of its head. A carriage return in front of a
/// line's end is taken for what a mail program did.
[[nodiscard]] std::optional<AnchorFile> anchorFromText(std::string_view text);

struct KeyFile {
    LogName log{};
    std::uint32_t segment = 0; ///< The first that this key can check.
    Hash key{};
};
[[nodiscard]] std::optional<KeyFile> keyFromText(std::string_view text);

/// True for five words of five letters, as a person may type them: small or capital, with hyphens or blanks. Gives them
/// back in one form.
[[nodiscard]] std::optional<std::string> wordsFromText(std::string_view text);

} // namespace omni::audit_verify
