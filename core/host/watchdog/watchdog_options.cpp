#include "core/host/watchdog/watchdog_options.h"

#include "core/base/safe_text.h"
#include "core/edge/platform/profile.h"
#include "core/host/config/nearest.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::watchdog {

namespace {

using runtime::FailureKind;
using runtime::RunFailure;

constexpr std::string_view names[]
    = {"--profile", "--config", "--vault-passphrase-fd", "--once", "--stay", "--json", "--help", "--version"};

tl::unexpected<RunFailure> wrongUsage(std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::WrongUsage, "wrong_usage", std::move(message), std::move(hint), {}, 0});
}

std::optional<int> descriptorOf(const std::string& text)
{
    int number = -1;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end && number >= 0 ? std::optional(number) : std::nullopt;
}

} // namespace

Outcome<WatchdogOptions> optionsFrom(const std::vector<std::string>& words)
{
    WatchdogOptions options;
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto equals = words[i].find('=');
        const std::string name = words[i] == "-h" ? "--help" : words[i].substr(0, equals);
        if (std::find(std::begin(names), std::end(names), name) == std::end(names)) {
            const auto near = config::nearestOf(name, names);
            return wrongUsage("there is no option " + omni::quoted(words[i]),
                              near.empty() ? "omnitrade-watchdog --help lists all"
                                           : fmt::format("did you mean {}?", near));
        }
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
            return wrongUsage(name + " is given twice", "give it once");
        }
        seen.push_back(name);
        const bool takesValue = name == "--profile" || name == "--config" || name == "--vault-passphrase-fd";
        std::optional<std::string> value;
        if (equals != std::string::npos) {
            value = words[i].substr(equals + 1);
        } else if (takesValue && i + 1 < words.size() && !words[i + 1].starts_with("--")) {
            value = words[++i];
        }
        if (takesValue != value.has_value() || (value && value->empty())) {
            return wrongUsage(name + (takesValue ? " needs a value" : " takes no value"),
                              "see omnitrade-watchdog --help");
        }
        if (name == "--profile") {
            options.profile = *value;
        } else if (name == "--config") {
            options.config = *value;
        } else if (name == "--vault-passphrase-fd") {
            options.vaultPassphraseFd = descriptorOf(*value);
            if (!options.vaultPassphraseFd) {
                return wrongUsage(name + " takes the number of an open file descriptor",
                                  "as in: 3< file omnitrade-watchdog --vault-passphrase-fd 3");
            }
        }
        options.isOnce = options.isOnce || name == "--once";
        options.stays = options.stays || name == "--stay";
        options.asJson = options.asJson || name == "--json";
        options.wantsHelp = options.wantsHelp || name == "--help";
        options.wantsVersion = options.wantsVersion || name == "--version";
    }
    if (options.isOnce && options.stays) {
        return wrongUsage("--once looks once, and --stay watches on", "give one of them");
    }
    if (options.profile.empty() && !options.wantsHelp && !options.wantsVersion) {
        const auto usual = platform::defaultProfile();
        if (!usual) {
            return wrongUsage("there is no data folder for this user: " + usual.error().detail,
                              "give a folder with --profile DIR");
        }
        options.profile = *usual;
    }
    return options;
}

std::string helpText()
{
    return R"(omnitrade-watchdog [--profile DIR] [options]

Watches over a session of omnitrade with a broker, from a process and over a way to the venue of its own. When nothing
has been heard of the engine for 10 s it presses the profile's kill switch, cancels the entry orders of this profile at
the venue until a fresh listing shows none, and says so. Protective stops stay, orders of others are not touched. By
policy it closes what is held, behind that. A session that ended in order is left alone.

Options
  --profile DIR   all of one user's state; default: the platform's data folder
  --config FILE   in place of watchdog.toml in the profile
  --vault-passphrase-fd N   brokers' keys from the vault of the profile, read once; its passphrase is one line from this
                  file descriptor. Of a broker that it has none of, and where watchdog.toml names variables: as below
  --once          one look: whether a session runs and beats, and whether the way to the venue is open; changes nothing
  --stay          watches on after it has acted; without it the exit code tells
  --json          one JSON document on stdout at the end
  --help, --version

watchdog.toml, every key may be left out
  silence = "10s"             of the engine, before it acts; 2s to 2m
  policy = "cancel_entries"   or "flatten": then positions in the session's symbols are closed, too, with orders that
                              only reduce, at once or not at all, within collar_percent of the quote
  collar_percent = 1.0        0.1 to 5
  give_up = "1h"              so long an unreachable venue is tried, or a position that does not close; 10s to 24h
  broker, environment         the session must be of them; default: whatever the session is of
  rest, data_rest, proxy, certificate   its own way, as below [brokers.NAME] in config.toml; default: the session's
  key_variable, secret_variable or secret_file_variable   names of environment variables

The key comes from the environment, read once and removed: OMNI_BINANCE_PAPER_KEY with OMNI_BINANCE_PAPER_SECRET or
OMNI_BINANCE_PAPER_SECRET_FILE, likewise of other brokers.

It runs until SIGTERM or SIGINT (exit 0), or until it has acted. What it did is in logs/watchdog.log and
watchdog-report.json of the profile.

Exit 0 stopped by a signal, or --once found nothing wrong; 1 it has acted, and no entry is left (with a position that
could not be closed: the report names it), or --once found silence; 2 wrong usage; 3 a configuration that cannot be read;
4 refused: no key, a key that the venue refuses, another account, another watchdog watches; 5 the venue could not be
reached.)";
}

} // namespace omni::watchdog
