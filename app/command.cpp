#include "app/command.h"

#include "app/version.h"
#include "core/base/json_text.h"
#include "core/base/safe_text.h"
#include "core/edge/platform/profile.h"
#include "core/host/control/failure_json.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fmt/format.h>

namespace omni::app {

namespace {

/// Why stdout took something no more; 0: it took everything. The main thread's.
int outputError = 0;

bool noteOutput(bool isWritten)
{
    if (!isWritten && outputError == 0) {
        outputError = errno != 0 ? errno : EIO;
    }
    return isWritten;
}

} // namespace

void say(std::string_view line)
{
    if (put(line)) {
        errno = 0;
        noteOutput(std::fflush(stdout) == 0);
    }
}

bool put(std::string_view line)
{
    if (outputError != 0) {
        return false;
    }
    const std::string shown = safeToShow(line);
    errno = 0;
    return noteOutput(std::fwrite(shown.data(), 1, shown.size(), stdout) == shown.size()
                      && std::fputc('\n', stdout) != EOF);
}

void noteLostOutput(int error) noexcept
{
    outputError = outputError != 0 ? outputError : error;
}

int endOutput(int code)
{
    errno = 0;
    noteOutput(std::fflush(stdout) == 0 || outputError != 0);
    if (outputError == 0 || outputError == EPIPE) {
        return code;
    }
    tell("omnitrade: the output could not be written: " + std::generic_category().message(outputError)
         + "; what was done is done, but not all of it was told");
    return code == doneCode ? failedCode : code;
}

void tell(std::string_view line)
{
    const std::string shown = safeToShow(line);
    std::fwrite(shown.data(), 1, shown.size(), stderr);
    std::fputc('\n', stderr);
}

int tellFailure(const runtime::RunFailure& failure, bool asJson)
{
    tell("omnitrade: " + failure.message);
    if (!failure.hint.empty() && failure.message.find(failure.hint) == std::string::npos) {
        tell("  " + failure.hint);
    }
    if (asJson) {
        say(runtime::failureJson(failure));
    }
    return static_cast<int>(failure.kind);
}

runtime::Outcome<std::string> profileOf(const Arguments& arguments)
{
    if (const auto given = arguments.value("--profile")) {
        return *given;
    }
    const auto usual = platform::defaultProfile();
    if (!usual) {
        return wrongUsage("there is no data folder for this user: " + usual.error().detail,
                          "give a folder with --profile DIR");
    }
    return usual->string();
}

runtime::Outcome<Duration> durationOf(std::string_view option, const std::string& text)
{
    std::string whole = text;
    std::erase(whole, ' ');
    const auto duration = durationFromText(whole);
    if (!duration) {
        return wrongUsage(fmt::format("{} {}: {}", option, text, duration.error().detail),
                          "a whole number and a unit, such as 90s, 15m, 4h or 1d");
    }
    return *duration;
}

std::string programVersion()
{
    return fmt::format("omnitrade {} ({}, {})", version(), gitHash(), buildType());
}

std::string programVersionJson()
{
    JsonText json;
    json.object().member("version", version()).member("git", gitHash()).member("build", buildType()).end();
    return json.take();
}

} // namespace omni::app
