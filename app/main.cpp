// needs: host/runtime host/simulate host/config edge/feeds edge/platform desk/backtest desk/driver desk/journal
// needs: edge/sandbox edge/security/accounts edge/security/audit edge/security/totp edge/security/vault
// needs: host/access host/access/going_live host/access/key_slots host/audit_verify trade/strategy ui/shell
// needs: Qt6::Widgets fmt::fmt

#include "app/command.h"
#include "app/plugin_paths.h"
#include "app/window.h"

#include "core/base/json_text.h"
#include "core/edge/platform/secret_memory.h"
#include "core/host/config/nearest.h"
#include "core/host/runtime/last_words.h"
#include "core/host/runtime/standard_streams.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace omni::app {

namespace {

const Command* const commands[] = {&runCommand,           &replayCommand,          &journalVerifyCommand,
                                   &journalExportCommand, &journalHashCommand,     &dataInfoCommand,
                                   &dataVerifyCommand,    &dataImportCommand,      &dataFetchCommand,
                                   &backtestCommand,      &simulateCommand,        &statusCommand,
                                   &killCommand,          &approveCommand,         &rejectCommand,
                                   &armCommand,           &moveStopCommand,        &healthCommand,
                                   &sandboxCommand,       &vaultInitCommand,       &vaultAddCommand,
                                   &vaultListCommand,     &vaultRotateCommand,     &vaultRemoveCommand,
                                   &vaultAddSlotCommand,  &vaultRemoveSlotCommand, &vaultUnlockCommand,
                                   &userAddCommand,       &userListCommand,        &userRemoveCommand,
                                   &userRolesCommand,     &userPasswdCommand,      &userTotpCommand,
                                   &userRecoveryCommand,  &userResetCommand,       &hostsCommand,
                                   &auditVerifyCommand,   &auditBeginCommand,      &auditRenewCommand,
                                   &auditAnchorCommand,   &privacyExportCommand,   &privacyEraseCommand,
                                   &vaultAcceptCommand,   &auditExportCommand,     &goingLiveStatusCommand,
                                   &goingLiveTestCommand, &goingLiveGrantCommand,  &goingLiveEndCommand,
                                   &goingLiveBooksCommand};

/// Of the contract of the command line, but not of this version.
constexpr std::string_view laterCommands[] = {"optimize", "indicators", "worker"};

std::string lineOf(const Command& command)
{
    const auto summary = command.spec->summary;
    return fmt::format("  {:<20} {}\n", command.spec->name, summary.substr(0, summary.find('.') + 1));
}

/// Commands of two words whose first is `group`, a line each. Empty: there is no such group.
std::string linesOfGroup(std::string_view group)
{
    std::string out;
    for (const Command* command : commands) {
        const auto name = command->spec->name;
        if (name.size() > group.size() && name.starts_with(group) && name[group.size()] == ' ') {
            out += lineOf(*command);
        }
    }
    return out;
}

std::string helpOfGroup(std::string_view group)
{
    return fmt::format("omnitrade {0} VERB …\n\nVerbs\n{1}\nomnitrade {0} VERB --help tells more.", group,
                       linesOfGroup(group));
}

std::string overview()
{
    std::string out
        = "omnitrade [--demo] [options]\nomnitrade COMMAND [options]\n\nA trading terminal. Without a command it opens "
          "its window; every command works without a display.\n\nCommands\n";
    for (const Command* command : commands) {
        out += lineOf(*command);
    }
    out += "\nomnitrade COMMAND --help tells more. Try: omnitrade --demo, or omnitrade run --headless --feed "
           "synthetic:1 --until 1h\n"
           "--version prints version, commit and build type.";
    return out;
}

/// The command that the first words name, and how many words it has.
const Command* commandOf(const std::vector<std::string>& words, std::size_t& count)
{
    for (std::size_t most = std::min<std::size_t>(words.size(), 2); most > 0; --most) {
        const std::string name = most == 2 ? words[0] + ' ' + words[1] : words[0];
        for (const Command* command : commands) {
            if (command->spec->name == name) {
                count = most;
                return command;
            }
        }
    }
    return nullptr;
}

runtime::RunFailure unknownCommand(const std::vector<std::string>& words)
{
    std::string name = words.front();
    if (std::find(std::begin(laterCommands), std::end(laterCommands), name) != std::end(laterCommands)) {
        return wrongUsage(name + " is not part of this version yet").value();
    }
    std::vector<std::string_view> names;
    for (const Command* command : commands) {
        names.push_back(command->spec->name);
    }
    if (const auto verbs = linesOfGroup(name); !verbs.empty()) {
        if (words.size() < 2 || words[1].starts_with('-')) {
            return wrongUsage("omnitrade " + name + " needs a verb", "one of\n" + verbs.substr(0, verbs.size() - 1))
                .value();
        }
        name += ' ' + words[1];
    }
    const auto near = config::nearestOf(name, names);
    const auto hint = near.empty() ? std::string("omnitrade --help lists all commands")
                                   : fmt::format("did you mean omnitrade {}?", near);
    return wrongUsage("there is no command " + quoted(name), hint).value();
}

int sayHelp(const std::string& text, bool asJson)
{
    if (asJson) {
        JsonText json;
        json.object().member("help", text).end();
        say(json.view());
    } else {
        say(text);
    }
    return doneCode;
}

int runCommandLine(const std::vector<std::string>& words)
{
    const auto has
        = [&words](std::string_view option) { return std::find(words.begin(), words.end(), option) != words.end(); };
    const bool asJson = has("--json") || has("--json-lines");
    if (has("--version")) {
        say(asJson ? programVersionJson() : programVersion());
        return doneCode;
    }
    const bool wantsHelp = has("--help") || has("-h");
    if (words.empty() || words.front().starts_with('-')) {
        if (wantsHelp) {
            return sayHelp(overview(), asJson);
        }
        const auto arguments = readArguments(windowSpec(), words);
        const auto code = arguments ? runWindow(*arguments) : tl::unexpected(arguments.error());
        return code ? *code : tellFailure(code.error(), asJson);
    }
    std::size_t count = 0;
    const Command* command = commandOf(words, count);
    if (command == nullptr) {
        if (wantsHelp && !linesOfGroup(words.front()).empty() && (words.size() < 2 || words[1].starts_with('-'))) {
            return sayHelp(helpOfGroup(words.front()), asJson);
        }
        return tellFailure(unknownCommand(words), asJson);
    }
    const std::vector<std::string> rest(words.begin() + static_cast<std::ptrdiff_t>(count), words.end());
    const auto arguments = readArguments(*command->spec, rest);
    if (!arguments) {
        return tellFailure(arguments.error(), asJson);
    }
    if (arguments->has("--help")) {
        return sayHelp(helpOf(*command->spec), asJson);
    }
    const auto code = command->run(*arguments);
    return code ? *code : tellFailure(code.error(), asJson);
}

} // namespace

} // namespace omni::app

int main(int argc, char** argv)
{
    omni::runtime::occupyStandardStreams();
    static_cast<void>(omni::platform::forbidCoreDumps()); // there may be keys in its memory (safety 4.2)
    omni::app::keepToOwnPlugins();
    omni::runtime::installLastWords();
    return omni::app::endOutput(omni::app::runCommandLine(std::vector<std::string>(argv + 1, argv + argc)));
}
