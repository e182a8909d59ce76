#include "app/audit_key_option.h"

#include "app/command.h"
#include "app/secret_option.h"

#include "core/edge/platform/secret_input.h"
#include "core/host/person/person.h"

#include <algorithm>
#include <utility>

namespace omni::app {

runtime::Outcome<runtime::AuditWish> auditWishOf(const Arguments& arguments, std::string_view option)
{
    if (auto open = mustBeOpen(arguments, option); !open) {
        return tl::unexpected(open.error());
    }
    const auto descriptor = descriptorOf(arguments, option);
    if (!descriptor) {
        return tl::unexpected(descriptor.error());
    }
    runtime::AuditWish wish;
    if (*descriptor) {
        wish.giveKey = [to = **descriptor](const platform::SecretBytes& text) {
            return platform::writeSecret(to, text.exposed());
        };
    }
    return wish;
}

audit::AuditEntry shellEntry(std::string_view action, std::string_view object, audit::AuditOutcome outcome,
                             std::string_view reason)
{
    audit::AuditEntry entry;
    entry.actor.name = "script:" + std::string(person::pseudonym); // a record cannot be taken out again
    entry.actor.path = audit::AuditPath::CommandLine;
    entry.action = action;
    entry.object = audit::fitting(object, audit::mostObjectBytes);
    entry.outcome = outcome;
    entry.reason = audit::fitting(reason, audit::mostReasonBytes);
    return entry;
}

runtime::Outcome<void> keepOnAudit(const runtime::LockedProfile& profile, audit::AuditEntry entry,
                                   runtime::AuditWish wish)
{
    const runtime::Reporter reporter{{}, [](const std::string& text) { tell("note: " + text); }};
    return runtime::auditOnce(profile, std::move(entry), reporter, std::move(wish));
}

} // namespace omni::app
