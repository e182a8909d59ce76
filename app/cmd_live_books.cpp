#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/opened_vault.h"

#include "core/host/runtime/books_aside.h"

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::Outcome;

constexpr CommandSpec booksSpec{
    "going-live books",
    "",
    "Sets the books of the paper account aside, as they are, so that those of real money can begin.",
    {},
    0,
    0,
    "A profile holds the books of one account. They move into a folder beside them; nothing is deleted. It is refused "
    "while\nanything stands that a new record would forget. The program must not run on this profile."};

Outcome<int> runBooks(const Arguments& arguments)
{
    const auto profile = heldProfile(arguments, {});
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    if (auto begun = keepOnAudit(*profile, shellEntry("books.set_aside", {}, audit::AuditOutcome::Begun)); !begun) {
        return tl::unexpected(begun.error());
    }
    const runtime::Reporter reporter{{}, [](const std::string& note) { tell(note); }};
    const auto name = runtime::setBooksAside(*profile, wallNow(), reporter);
    const auto outcome = name ? audit::AuditOutcome::Done : audit::AuditOutcome::Refused;
    if (auto done = keepOnAudit(
            *profile, shellEntry("books.set_aside", name.value_or(""), outcome, name ? "" : name.error().code));
        !done && name) {
        return tl::unexpected(done.error());
    }
    if (!name) {
        return tl::unexpected(name.error());
    }
    say(arguments.wantsJson() ? fmt::format("{{\"set_aside\":\"{}\"}}", *name)
                              : "The books lie in " + *name + ". The next session begins new ones.");
    return doneCode;
}

} // namespace

const Command goingLiveBooksCommand{&booksSpec, runBooks};

} // namespace omni::app
