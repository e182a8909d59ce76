#include "core/edge/security/audit/audit_entry.h"

#include "core/base/safe_text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace omni::audit {

namespace {

/// Most texts are plain, and this runs before an order leaves.
bool isPlain(std::string_view text)
{
    return std::ranges::all_of(text, [](char each) { return each >= ' ' && each <= '~'; });
}

Result<void> prepare(std::string& text, std::size_t most, std::string_view field)
{
    if (!isPlain(text)) {
        text = onOneLine(text);
    }
    if (text.size() > most) {
        return failure(Errc::Invalid,
                       std::string(field) + " of an audit record is above " + std::to_string(most) + " bytes");
    }
    return {};
}

} // namespace

Result<AuditEntry> prepared(AuditEntry entry)
{
    if (entry.action.empty()) {
        return failure(Errc::Invalid, "an audit record without an action");
    }
    struct Field {
        std::string* text;
        std::size_t most;
        std::string_view name;
    };
    const std::array<Field, 6> fields{{{&entry.actor.name, mostActorBytes, "the actor"},
                                       {&entry.actor.role, mostRoleBytes, "the role"},
                                       {&entry.actor.session, mostSessionBytes, "the session"},
                                       {&entry.action, mostActionBytes, "the action"},
                                       {&entry.object, mostObjectBytes, "the object"},
                                       {&entry.reason, mostReasonBytes, "the reason"}}};
    for (const auto& field : fields) {
        if (const auto fits = prepare(*field.text, field.most, field.name); !fits) {
            return tl::unexpected(fits.error());
        }
    }
    return entry;
}

std::string fitting(std::string_view text, std::size_t most)
{
    constexpr std::string_view dots = "...";
    std::string line = onOneLine(text.substr(0, most + 1)); // what is made inert only grows
    if (line.size() <= most && text.size() <= most) {
        return line;
    }
    std::size_t end = std::min(line.size(), most - dots.size());
    while (end > 0 && end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    line.resize(end);
    return line + std::string(dots);
}

Result<AuditEntry> preparedForeign(AuditEntry entry)
{
    if (entry.action.starts_with("audit.")) {
        return failure(Errc::Denied, "actions that begin with audit. are the audit record's own");
    }
    return prepared(std::move(entry));
}

} // namespace omni::audit
