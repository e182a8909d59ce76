// The command line, read strictly: what is not known is refused with the nearest name, never passed over.

#pragma once

#include "core/host/control/run_failure.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::app {

/// One option of a command. "--name VALUE" and "--name=VALUE" are the same.
struct OptionSpec {
    std::string_view name; ///< "--feed"
    std::string_view value; ///< "FILE"; empty: a switch.
    std::string_view meaning;
    bool isMany = false; ///< May be given more than once.
    bool isList = false; ///< Takes all that follows up to the next option, at least one: "--feed a.csv b.csv".
};

struct CommandSpec {
    std::string_view name; ///< "journal verify"
    std::string_view operands; ///< "DIR", "FILE…"; empty: takes none.
    std::string_view summary;
    std::span<const OptionSpec> options; ///< Beside the common ones.
    std::size_t leastOperands = 0;
    std::size_t mostOperands = 0;
    std::string_view notes; ///< Shown below the options.
};

/// What was given.
class Arguments
{
public:
    [[nodiscard]] bool has(std::string_view option) const
    {
        return m_values.contains(option);
    }
    /// The last value given.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
    [[nodiscard]] const std::vector<std::string>& operands() const noexcept
    {
        return m_operands;
    }
    [[nodiscard]] bool wantsJson() const
    {
        return has("--json") || has("--json-lines");
    }

private:
    friend class ArgumentReader;
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
    std::vector<std::string> m_operands;
};

/// --profile, --config, --set, --json, --log-level, --help, --version.
[[nodiscard]] std::span<const OptionSpec> commonOptions() noexcept;

/// Of a known command, without its name. "--help" stops the reading. WrongUsage (exit 2) otherwise.
[[nodiscard]] runtime::Outcome<Arguments> readArguments(const CommandSpec& command, std::span<const std::string> given);

/// The text of `--help`.
[[nodiscard]] std::string helpOf(const CommandSpec& command);

[[nodiscard]] tl::unexpected<runtime::RunFailure> wrongUsage(std::string message, std::string hint = {});

} // namespace omni::app
