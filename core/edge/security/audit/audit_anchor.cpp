#include "core/edge/security/audit/audit_anchor.h"

#include "core/base/bytes.h"

namespace omni::audit {

namespace {

constexpr int wordCount = 5;

std::string wordOf(std::uint32_t bits)
{
    constexpr std::string_view consonants = "bdfghjklmnprstvz";
    constexpr std::string_view vowels = "aiou";
    return {consonants[bits >> 12], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15], vowels[bits >> 4 & 3],
            consonants[bits & 15]};
}

std::string textBeforeTheMac(const AuditHead& head, Timestamp time)
{
    return "omnitrade audit anchor 1\nlog " + hexText(head.log) + "\nsegment " + std::to_string(head.segment)
        + "\nrecords " + std::to_string(head.records) + "\ntime " + isoText(time) + "\nhead " + hexText(head.hash)
        + "\nwords " + shortWords(head) + '\n';
}

} // namespace

Anchor anchorOf(const AuditHead& head, Timestamp time, std::span<const std::byte> key)
{
    const std::string text = textBeforeTheMac(head, time);
    return {head, time, macOf(key, std::as_bytes(std::span(text)))};
}

std::string anchorText(const Anchor& anchor)
{
    return textBeforeTheMac(anchor.head, anchor.time) + "mac " + hexText(anchor.mac) + '\n';
}

std::string shortWords(const AuditHead& head)
{
    Bytes bytes;
    ByteWriter to(bytes);
    to.raw(head.log);
    to.u64(head.records);
    to.raw(head.hash);
    const Digest digest = digestOf("audit-words", bytes);
    std::string words;
    for (int i = 0; i < wordCount; ++i) {
        const auto at = static_cast<std::size_t>(2 * i);
        words += i > 0 ? "-" : "";
        words
            += wordOf(std::to_integer<std::uint32_t>(digest[at]) << 8 | std::to_integer<std::uint32_t>(digest[at + 1]));
    }
    return words;
}

} // namespace omni::audit
