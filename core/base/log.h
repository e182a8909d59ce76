// The program's log: three functions over spdlog, which only the source file knows.
//
// Every line passes `safeForLog`: what looks like a secret is masked, and what could break or forge a line is written
// out. A log line may wait for the disk: nothing on the engine's tick path writes one.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

namespace omni {

enum class LogLevel : std::uint8_t { Info, Warn, Error, Off };

/// Sends the log to `file`, of which five generations of 8 MiB are kept and which only its owner may read, or to
/// standard error if `file` is empty. Lines below `least` are dropped. To be called before a second thread starts;
/// until then warnings and errors go to standard error. On failure the log stays where it was.
[[nodiscard]] Result<void> setUpLog(const std::string& file, LogLevel least);

[[nodiscard]] bool isLogged(LogLevel level) noexcept;

/// `text` as it may stand in a log: at most 8 KiB, one line, without secrets.
///
/// Masked with "***" are the values of names that speak of secrets (key, secret, token, passphrase, password,
/// authorization, signature, cookie, credential), behind "=" or ":", in quotes or not; what follows "Bearer"; the
/// password in a URL; and long runs of letters and digits that look drawn at random. Control characters, line
/// separators, characters that turn the direction of writing and broken UTF-8 become "\n", "\x1b" or "\u202e".
[[nodiscard]] std::string safeForLog(std::string_view text);

namespace detail {
/// Never throws: a line that cannot be written is lost.
void writeLog(LogLevel level, fmt::string_view form, fmt::format_args args) noexcept;
} // namespace detail

/// What an operator may want to know later. Form and arguments as of fmt::format.
template<class... Args> void logInfo(fmt::format_string<Args...> form, Args&&... args)
{
    if (isLogged(LogLevel::Info)) {
        detail::writeLog(LogLevel::Info, form, fmt::make_format_args(args...));
    }
}

/// What is not as it should be, and was dealt with.
template<class... Args> void logWarn(fmt::format_string<Args...> form, Args&&... args)
{
    if (isLogged(LogLevel::Warn)) {
        detail::writeLog(LogLevel::Warn, form, fmt::make_format_args(args...));
    }
}

/// What somebody has to look at.
template<class... Args> void logError(fmt::format_string<Args...> form, Args&&... args)
{
    if (isLogged(LogLevel::Error)) {
        detail::writeLog(LogLevel::Error, form, fmt::make_format_args(args...));
    }
}

} // namespace omni
