#include "app/audit_key_option.h"

#include "app/command.h"
#include "app/secret_option.h"

#include "core/edge/platform/secret_input.h"
#include "core/edge/platform/system_clock.h"

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

audit::AuditEntry shellEntry(std::string_view action, std::string object, audit::AuditOutcome outcome,
                             std::string reason)
{
    audit::AuditEntry entry;
    entry.actor.name = "script:" + platform::hostFacts().user;
    entry.actor.name.resize(std::min(entry.actor.name.size(), audit::mostActorBytes));
    entry.actor.path = audit::AuditPath::CommandLine;
    entry.action = action;
    entry.object = std::move(object);
    entry.outcome = outcome;
    entry.reason = std::move(reason);
    entry.reason.resize(std::min(entry.reason.size(), audit::mostReasonBytes));
    return entry;
}

runtime::Outcome<void> keepOnAudit(const runtime::LockedProfile& profile, audit::AuditEntry entry,
                                   runtime::AuditWish wish)
{
    const runtime::Reporter reporter{{}, [](const std::string& text) { tell("note: " + text); }};
    return runtime::auditOnce(profile, std::move(entry), reporter, std::move(wish));
}

} // namespace omni::app
