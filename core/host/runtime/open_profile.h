// A profile opened for one program: its folder, its lock, its journal checked and folded into the desk's state.

#pragma once

#include "core/base/log.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/journal/recovery.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/profile.h"
#include "core/host/control/run_failure.h"
#include "core/host/person/person.h"
#include "core/host/runtime/start_steps.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace omni::runtime {

/// Held as long as the program works on the profile. The lock ends last.
struct LockedProfile {
    std::filesystem::path path;
    platform::ProfileLock lock;
    std::unique_ptr<platform::FileFolder> root;
    journal::InstallId install{}; ///< Made once for each profile, kept in its file "install-id".
    person::Person person; ///< Made once as well, and anew after an erasure.
};

/// Refused (exit 4) when another program has it or it is not ours alone; nothing is touched then. Makes what a new
/// profile needs: the folder (0700), the install id, the person's file and a documented config.toml.
[[nodiscard]] Outcome<LockedProfile> lockProfile(const std::filesystem::path& path);

/// A profile that is there, held as it is: nothing is made in it, and `person` is nobody. Bad input (exit 3): there is
/// none. Refused as above.
[[nodiscard]] Outcome<LockedProfile> holdProfile(const std::filesystem::path& path);

/// Begins the program's log, in the folder "logs" of the profile.
[[nodiscard]] Result<void> openLog(const std::filesystem::path& profile, LogLevel level);

struct OpenJournal {
    std::unique_ptr<platform::FileFolder> folder;
    journal::Recovery recovery;
    driver::RecoveredDesk desk;
};

/// "the journal cannot be read: …" with the exit code and the hint for what happened. `what` is what was to be done
/// with it: "read", "opened for writing".
[[nodiscard]] tl::unexpected<RunFailure> journalFailure(std::string_view what, const std::filesystem::path& path,
                                                        const Error& error);

/// Checks the journal, cuts what a crash has torn, folds the rest. Damaged or newer: exit 3, nothing is changed.
[[nodiscard]] Outcome<OpenJournal> openJournal(const LockedProfile& profile, const Reporter& reporter);

/// Opening a journal takes its clean-end mark away. Puts it back where nothing has been written since.
void keepCleanEnd(ports::LogFolder& folder, const journal::Recovery& recovery);

/// It holds at least one segment.
[[nodiscard]] bool hasSegments(const ports::LogFolder& folder);

/// The journal's folder of a profile, or `path` itself if it is one: for commands that only read and take no lock. Bad
/// input when there is no journal.
[[nodiscard]] Outcome<std::unique_ptr<platform::FileFolder>> journalForReading(const std::filesystem::path& path);

} // namespace omni::runtime
