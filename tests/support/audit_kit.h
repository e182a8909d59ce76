// An audit record in memory: its files, its key, entries to write, and the separate verifier's judgement of it.

#pragma once

#include "core/edge/security/audit/audit_writer.h"
#include "core/host/audit_verify/chain_check.h"
#include "tests/support/memory_folder.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace omni::tests {

inline constexpr Timestamp auditDay{1'795'856'400'000'000'000}; // 2026-11-28T09:00:00Z

inline audit::AuditMoment auditMoment(std::int64_t second)
{
    return {auditDay + seconds(second), Monotonic{seconds(second).ns}};
}

inline audit::AuditEntry auditEntry(std::uint64_t number)
{
    audit::AuditEntry entry;
    entry.actor = {"owner", "Trader", "s-" + std::to_string(number % 7), audit::AuditPath::Window};
    entry.action = "order.submit";
    entry.object = "order " + std::to_string(number);
    entry.outcome = audit::AuditOutcome::Begun;
    entry.reason = number % 3 == 0 ? "" : std::string(number % 50, 'r');
    entry.payload = digestOf("test-payload", std::as_bytes(std::span(entry.object)));
    return entry;
}

class KeyInMemory final : public audit::AuditKeyStore
{
public:
    Bytes key; ///< Empty = none was ever saved.
    audit::LogId log{};
    std::uint32_t segment = 0;
    int saves = 0;
    int failAt = 0; ///< Which save, from 1, fails; 0 = none.
    bool savesAllTheSame = false; ///< A failing one has reached the disk.

    [[nodiscard]] Result<std::optional<audit::SegmentKey>> load() override
    {
        if (key.empty()) {
            return std::optional<audit::SegmentKey>();
        }
        auto copy = platform::SecretBytes::copyOf(key);
        return std::optional<audit::SegmentKey>(audit::SegmentKey{log, segment, std::move(*copy)});
    }
    [[nodiscard]] Result<void> save(const audit::SegmentKey& wished) override
    {
        const bool fails = ++saves == failAt;
        if (!fails || savesAllTheSame) {
            const auto bytes = wished.key.exposed();
            key.assign(bytes.begin(), bytes.end());
            log = wished.log;
            segment = wished.segment;
        }
        return fails ? Result<void>(failure(Errc::Unavailable, "planned: key store")) : Result<void>{};
    }
};

/// The verify key of all records here; `install` makes them different.
inline audit::SegmentKey firstAuditKey(std::uint8_t install = 1)
{
    audit::SegmentKey first;
    first.log.fill(std::byte{install});
    first.segment = 1;
    const Bytes bytes(audit::auditKeyBytes, std::byte{static_cast<std::uint8_t>(0xA0 + install)});
    first.key = std::move(*platform::SecretBytes::copyOf(bytes));
    return first;
}

inline audit::AuditWriterOptions shortSegments(std::uint32_t records = 10)
{
    audit::AuditWriterOptions options;
    options.boot.fill(std::byte{0xB0});
    options.recordsPerSegment = records;
    return options;
}

/// A folder, a key, and what a person keeps elsewhere.
struct AuditBench {
    MemoryFolder folder;
    KeyInMemory keys;
    std::uint8_t install = 1;

    explicit AuditBench(std::uint8_t which = 1)
        : install(which)
    {
    }
    [[nodiscard]] Result<audit::AuditWriter> begin(const audit::AuditWriterOptions& options = shortSegments())
    {
        return audit::AuditWriter::begin(folder, keys, firstAuditKey(install), auditMoment(0), options);
    }
    [[nodiscard]] Result<audit::AuditWriter> open(std::int64_t second = 0,
                                                  const audit::AuditWriterOptions& options = shortSegments())
    {
        return audit::AuditWriter::open(folder, keys, auditMoment(second), options);
    }
};

/// Appends so many entries, each committed; the last sequence.
inline std::uint64_t writeEntries(audit::AuditWriter& writer, std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i) {
        static_cast<void>(writer.append(auditEntry(writer.last() + 1), auditMoment(1)));
        static_cast<void>(writer.commit());
    }
    return writer.last();
}

inline audit_verify::KeyFile verifyKeyOf(std::uint8_t install)
{
    audit_verify::KeyFile key;
    key.segment = 1;
    key.log.fill(install);
    key.key.fill(static_cast<unsigned char>(0xA0 + install));
    return key;
}

/// As text and back, so that what is tested is what a person keeps.
inline audit_verify::AnchorFile kept(const audit::Anchor& anchor)
{
    return audit_verify::anchorFromText(audit::anchorText(anchor)).value();
}

inline audit_verify::Verdict judged(const MemoryFolder& folder, audit_verify::Question question)
{
    std::map<std::uint32_t, const std::vector<std::byte>*> files;
    for (const auto& [name, file] : folder.files) {
        if (const auto number = audit_verify::numberOfFile(name)) {
            files[*number] = &file->bytes;
        }
    }
    audit_verify::ChainCheck check(std::move(question));
    for (const auto& [number, bytes] : files) {
        if (!check.take(number, {reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size()})) {
            break;
        }
    }
    return check.verdict();
}

/// With the verify key and these anchors.
inline audit_verify::Verdict judged(const AuditBench& bench, const std::vector<audit::Anchor>& anchors = {})
{
    audit_verify::Question question;
    question.key = verifyKeyOf(bench.install);
    for (const auto& anchor : anchors) {
        question.anchors.push_back(kept(anchor));
    }
    return judged(bench.folder, std::move(question));
}

inline std::string nameOf(const audit_verify::Verdict& verdict)
{
    const char* const names[] = {"good", "tampered", "unreadable", "truncated"};
    return std::string(names[static_cast<int>(verdict.judgement)])
        + (verdict.firstBad > 0 ? " from " + std::to_string(verdict.firstBad) : "")
        + (verdict.why.empty() ? "" : ": " + verdict.why);
}

/// All that the folder holds.
inline std::string textIn(const MemoryFolder& folder)
{
    std::string all;
    for (const auto& entry : folder.files) {
        const auto& bytes = entry.second->bytes;
        all.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return all;
}

} // namespace omni::tests
