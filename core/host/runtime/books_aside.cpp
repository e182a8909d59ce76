#include "core/host/runtime/books_aside.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

tl::unexpected<RunFailure> staysWhereItIs(std::string message, std::string hint)
{
    return tl::unexpected(RunFailure{FailureKind::Refused,
                                     "books_not_set_aside",
                                     "the books stay where they are: " + std::move(message),
                                     std::move(hint),
                                     {},
                                     0});
}

/// What a new record would forget. Empty: nothing.
std::string whatStands(const engine::DeskState& state)
{
    if (state.isOpen) {
        return "the last session was cut off, and nobody knows what became of its orders";
    }
    if (!state.latches.isEmpty()) {
        return "a kill switch is set";
    }
    if (!state.breakers.isEmpty()) {
        return "a breaker has tripped";
    }
    if (!state.switchedOff.isEmpty()) {
        return "a strategy is off";
    }
    if (state.ledger.openCount() > 0) {
        return fmt::format("{} orders have no end", state.ledger.openCount());
    }
    return state.portfolio.positions().empty() ? std::string() : std::string("positions are open");
}

std::string asideName(Timestamp now)
{
    std::string digits;
    for (const char each : isoText(now).substr(0, 19)) {
        if (each >= '0' && each <= '9') {
            digits += each;
        }
    }
    return "books-set-aside-" + digits.substr(0, 8) + '-' + digits.substr(8);
}

} // namespace

Outcome<std::string> setBooksAside(const LockedProfile& profile, Timestamp now, const Reporter& reporter)
{
    auto journal = openJournal(profile, reporter);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    keepCleanEnd(*journal->folder, journal->recovery);
    const auto& state = journal->desk.state;
    if (state.session.boot == 0) {
        return staysWhereItIs("there are none yet", "the next session begins them");
    }
    if (state.session.environment == orders::Environment::Live) {
        return staysWhereItIs("they are those of real money", "use another profile for another account");
    }
    if (const auto why = whatStands(state); !why.empty()) {
        return staysWhereItIs(why, "settle it in a session of this account first");
    }
    journal->folder.reset(); // before it moves
    const std::string name = asideName(now);
    const auto aside = profile.path / name;
    std::error_code error;
    if (!std::filesystem::create_directory(aside, error)) {
        return staysWhereItIs(name + (error ? ": " + error.message() : " is there already"),
                              "wait for a second and try again");
    }
    std::filesystem::permissions(aside, std::filesystem::perms::owner_all, error);
    // The history first: of a journal without one it is made again, and without its journal it would be another's.
    for (const char* const file : {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "journal"}) {
        const bool isThere = std::filesystem::exists(profile.path / file, error);
        error.clear();
        if (isThere) {
            std::filesystem::rename(profile.path / file, aside / file, error);
        }
        if (error) {
            return tl::unexpected(RunFailure{FailureKind::Failed, "books_not_set_aside",
                                             fmt::format("{} cannot be moved: {}", file, error.message()),
                                             "try again: what has been moved stays so", (profile.path / file).string(),
                                             0});
        }
    }
    return name;
}

} // namespace omni::runtime
