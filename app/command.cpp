#include "app/command.h"

#include "app/version.h"
#include "core/base/json_text.h"
#include "core/edge/platform/profile.h"

#include <cstdio>

#include <fmt/format.h>

namespace omni::app {

void say(std::string_view line)
{
    if (put(line)) {
        std::fflush(stdout);
    }
}

bool put(std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stdout);
    return std::fputc('\n', stdout) != EOF && std::ferror(stdout) == 0;
}

void tell(std::string_view line)
{
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fputc('\n', stderr);
}

int tellFailure(const runtime::RunFailure& failure, bool asJson)
{
    tell("omnitrade: " + failure.message);
    if (!failure.hint.empty() && failure.message.find(failure.hint) == std::string::npos) {
        tell("  " + failure.hint);
    }
    if (asJson) {
        JsonText json;
        json.object().key("error").object().member("code", failure.code).member("message", failure.message);
        json.key("file");
        failure.file.empty() ? json.null() : json.text(failure.file);
        json.key("line");
        failure.line == 0 ? json.null() : json.integer(failure.line);
        json.key("hint");
        failure.hint.empty() ? json.null() : json.text(failure.hint);
        json.end().end();
        say(json.view());
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

} // namespace omni::app
