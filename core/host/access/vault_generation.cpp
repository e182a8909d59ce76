#include "core/host/access/vault_generation.h"

#include "core/edge/platform/file_folder.h"
#include "core/edge/security/audit/audit_reader.h"
#include "core/edge/security/vault/vault_format.h"

#include <charconv>

namespace omni::runtime {

namespace {

constexpr std::string_view front = "generation ", middle = " of ";

std::string hexOf(const vault::VaultId& id)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::byte each : id) {
        text += digits[std::to_integer<unsigned>(each) >> 4];
        text += digits[std::to_integer<unsigned>(each) & 15U];
    }
    return text;
}

std::optional<vault::VaultId> idFromHex(std::string_view text)
{
    vault::VaultId id{};
    if (text.size() != 2 * id.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < id.size(); ++i) {
        unsigned value = 0;
        const char* const at = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(at, at + 2, value, 16);
        if (error != std::errc() || end != at + 2) {
            return std::nullopt;
        }
        id[i] = static_cast<std::byte>(value);
    }
    return id;
}

} // namespace

std::string textOf(const VaultGeneration& generation)
{
    return std::string(front) + std::to_string(generation.number) + std::string(middle) + hexOf(generation.id);
}

std::optional<VaultGeneration> generationFromText(std::string_view text)
{
    const auto at = text.find(middle);
    if (!text.starts_with(front) || at == std::string_view::npos) {
        return std::nullopt;
    }
    VaultGeneration generation;
    const char* const end = text.data() + at;
    const auto [stop, error] = std::from_chars(text.data() + front.size(), end, generation.number);
    const auto id = idFromHex(text.substr(at + middle.size()));
    if (error != std::errc() || stop != end || !id) {
        return std::nullopt;
    }
    generation.id = *id;
    return textOf(generation) == text ? std::optional(generation) : std::nullopt; // one state has one form
}

audit::AuditEntry generationEntry(const VaultGeneration& generation, std::string_view reason)
{
    audit::AuditEntry entry;
    entry.actor.name = "omnitrade";
    entry.action = generationAction;
    entry.object = textOf(generation);
    entry.outcome = audit::AuditOutcome::Noted;
    entry.reason = audit::fitting(reason, audit::mostReasonBytes);
    return entry;
}

namespace {

/// The newest state on the record whose text holds `words`; empty: of any vault.
Result<std::optional<VaultGeneration>> newestGeneration(const std::filesystem::path& profile, std::string words = {})
{
    const auto orNone = [](const Error& why) {
        return why.code == Errc::NotFound ? Result<std::optional<VaultGeneration>>(std::nullopt) : tl::unexpected(why);
    };
    const auto folder = platform::FileFolder::open(profile / "audit", platform::FileFolder::Access::ReadOnly);
    if (!folder) {
        return orNone(folder.error());
    }
    audit::AuditFilter filter;
    filter.action = generationAction;
    filter.text = std::move(words);
    filter.most = 1;
    const auto found = readAudit(**folder, filter);
    if (!found) {
        return orNone(found.error());
    }
    return found->empty() ? std::nullopt : generationFromText(found->front().entry.object);
}

} // namespace

Result<std::optional<std::uint64_t>> knownGeneration(const std::filesystem::path& profile, const vault::VaultId& id)
{
    const auto newest = newestGeneration(profile, hexOf(id));
    if (!newest) {
        return tl::unexpected(newest.error());
    }
    return *newest && (*newest)->id == id ? std::optional((*newest)->number) : std::nullopt;
}

Result<vault::Expected> expectedOf(const std::filesystem::path& profile, const VaultFiles& files)
{
    vault::Expected expected;
    const auto bytes = files.read(vault::VaultFile::Current);
    const auto image = bytes ? vault::readVault(*bytes) : tl::unexpected(bytes.error());
    if (!image) {
        return expected;
    }
    const auto known = knownGeneration(profile, image->header.id);
    if (!known) {
        return tl::unexpected(known.error());
    }
    expected.leastGeneration = known->value_or(0);
    if (!*known) { // another vault, of which nothing was ever told, in the place of one that the record knows
        const auto newest = newestGeneration(profile);
        if (!newest) {
            return tl::unexpected(newest.error());
        }
        expected.id = *newest ? std::optional((*newest)->id) : std::nullopt;
    }
    return expected;
}

} // namespace omni::runtime
