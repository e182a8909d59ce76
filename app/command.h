// What every command of the program is, and how it speaks.

#pragma once

#include "app/options.h"
#include "core/base/time.h"

#include <string>
#include <string_view>

namespace omni::app {

inline constexpr int doneCode = 0;
inline constexpr int failedCode = 1;
inline constexpr int interruptedCode = 130;

struct Command {
    const CommandSpec* spec = nullptr;
    /// The exit code. A failure is told by the caller.
    runtime::Outcome<int> (*run)(const Arguments&) = nullptr;
};

// One source file each.
extern const Command runCommand;
extern const Command replayCommand;
extern const Command journalVerifyCommand;
extern const Command journalExportCommand;
extern const Command journalHashCommand;
extern const Command dataFetchCommand;
extern const Command dataImportCommand;
extern const Command dataInfoCommand;
extern const Command dataVerifyCommand;
extern const Command backtestCommand;
extern const Command simulateCommand;
extern const Command statusCommand;
extern const Command healthCommand;
extern const Command killCommand;
extern const Command approveCommand;
extern const Command rejectCommand;
extern const Command armCommand;
extern const Command moveStopCommand;
extern const Command sandboxCommand;
extern const Command hostsCommand;
extern const Command vaultAcceptCommand;
extern const Command auditExportCommand;
extern const Command auditVerifyCommand;
extern const Command auditBeginCommand;
extern const Command auditRenewCommand;
extern const Command auditAnchorCommand;
extern const Command vaultInitCommand;
extern const Command vaultAddCommand;
extern const Command vaultListCommand;
extern const Command vaultRotateCommand;
extern const Command vaultRemoveCommand;
extern const Command userAddCommand;
extern const Command userListCommand;
extern const Command userRemoveCommand;
extern const Command userRolesCommand;
extern const Command userPasswdCommand;
extern const Command userTotpCommand;
extern const Command userRecoveryCommand;
extern const Command userResetCommand;
extern const Command goingLiveStatusCommand;
extern const Command goingLiveTestCommand;
extern const Command goingLiveGrantCommand;
extern const Command goingLiveEndCommand;
extern const Command goingLiveBooksCommand;
extern const Command vaultAddSlotCommand;
extern const Command vaultRemoveSlotCommand;
extern const Command vaultUnlockCommand;
extern const Command privacyExportCommand;
extern const Command privacyEraseCommand;

/// A line on stdout, at once, made harmless for a terminal (`safeToShow`) like all text here. That it could not be
/// written is told at the end (`endOutput`).
void say(std::string_view line);
/// The same without hurry, for many lines. False: nothing more can be written.
[[nodiscard]] bool put(std::string_view line);
/// A line on stderr.
void tell(std::string_view line);
/// What a writer of its own could not write there (errno; 0: nothing), for the account.
void noteLostOutput(int error) noexcept;
/// Writes what waits for stdout and closes the account: `code`, or 1 in place of 0 and a sentence on stderr when
/// anything was lost, say on a full disk. That nobody reads any more (a closed pipe) is no failure.
[[nodiscard]] int endOutput(int code);
/// On stderr for people, and with `asJson` as one document on stdout. Returns the exit code.
int tellFailure(const runtime::RunFailure& failure, bool asJson);

/// `--profile`, or the platform's data folder.
[[nodiscard]] runtime::Outcome<std::string> profileOf(const Arguments& arguments);
/// The words of a command line option that takes a span of time: "1h", "30 s".
[[nodiscard]] runtime::Outcome<Duration> durationOf(std::string_view option, const std::string& text);
/// "omnitrade 0.1.0 (abc123, Release)". Of --version.
[[nodiscard]] std::string programVersion();
/// {"version":"0.1.0","git":"abc123","build":"Release"}
[[nodiscard]] std::string programVersionJson();

} // namespace omni::app
