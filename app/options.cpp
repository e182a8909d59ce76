#include "app/options.h"

#include "core/base/error.h"
#include "core/host/config/nearest.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::app {

namespace {

constexpr OptionSpec common[] = {
    {"--profile", "DIR", "all of one user's state; made with mode 0700 (default: the platform's data folder)"},
    {"--config", "FILE", "more configuration, laid over the profile's config.toml"},
    {"--set", "KEY=VALUE", "one setting, laid over both, as in --set \"risk.daily_loss=1 %\"", true},
    {"--json", "", "one JSON document on stdout, everything else on stderr"},
    {"--log-level", "LEVEL", "info, warn, error or off"},
    {"--help", "", "this text"},
    {"--version", "", "version, commit and build type"},
};

const OptionSpec* find(const CommandSpec& command, std::string_view name)
{
    for (const auto options : {command.options, std::span<const OptionSpec>(common)}) {
        for (const OptionSpec& option : options) {
            if (option.name == name) {
                return &option;
            }
        }
    }
    return nullptr;
}

std::string titleOf(const CommandSpec& command)
{
    return command.name.empty() ? "omnitrade" : fmt::format("omnitrade {}", command.name);
}

std::string nearestOption(const CommandSpec& command, std::string_view name)
{
    std::vector<std::string_view> names;
    for (const auto options : {command.options, std::span<const OptionSpec>(common)}) {
        for (const OptionSpec& option : options) {
            names.push_back(option.name);
        }
    }
    const auto near = config::nearestOf(name, names);
    return near.empty() ? titleOf(command) + " --help tells all" : fmt::format("did you mean {}?", near);
}

} // namespace

std::optional<std::string> Arguments::value(std::string_view option) const
{
    const auto found = m_values.find(option);
    return found == m_values.end() || found->second.empty() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Arguments::values(std::string_view option) const
{
    const auto found = m_values.find(option);
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

std::span<const OptionSpec> commonOptions() noexcept
{
    return common;
}

/// Goes over the words once.
class ArgumentReader
{
public:
    ArgumentReader(const CommandSpec& command, std::span<const std::string> given)
        : m_command(command)
        , m_given(given)
    {
    }

    runtime::Outcome<Arguments> read()
    {
        while (m_at < m_given.size()) {
            const std::string& word = m_given[m_at++];
            if (m_onlyOperands || !word.starts_with('-') || word == "-") {
                m_out.m_operands.push_back(word);
            } else if (word == "--") {
                m_onlyOperands = true;
            } else if (auto done = readOption(word); !done) {
                return tl::unexpected(done.error());
            }
            if (m_out.has("--help")) {
                return m_out;
            }
        }
        return checkOperands();
    }

private:
    runtime::Outcome<void> readOption(const std::string& word)
    {
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const OptionSpec* option = find(m_command, name);
        if (option == nullptr) {
            return wrongUsage(fmt::format("{} has no option {}", titleOf(m_command), quoted(name)),
                              nearestOption(m_command, name));
        }
        if (m_out.has(name) && !option->isMany) {
            return wrongUsage(name + " is given twice", "it stands for one thing only");
        }
        auto& values = m_out.m_values[name];
        if (option->value.empty()) {
            return equals == std::string::npos ? runtime::Outcome<void>{} : wrongUsage(name + " takes no value");
        }
        if (equals != std::string::npos) {
            values.push_back(word.substr(equals + 1));
            return values.back().empty() ? missingValue(*option) : runtime::Outcome<void>{};
        }
        if (m_at == m_given.size() || m_given[m_at].starts_with("--") || m_given[m_at].empty()) {
            return missingValue(*option);
        }
        values.push_back(m_given[m_at++]);
        while (option->isList && m_at < m_given.size() && !m_given[m_at].starts_with("--")) {
            values.push_back(m_given[m_at++]);
        }
        return {};
    }

    static runtime::Outcome<void> missingValue(const OptionSpec& option)
    {
        return wrongUsage(fmt::format("{} needs {}", option.name, option.value), std::string(option.meaning));
    }

    runtime::Outcome<Arguments> checkOperands()
    {
        const auto count = m_out.m_operands.size();
        if (count < m_command.leastOperands) {
            return wrongUsage(fmt::format("{} needs {}", titleOf(m_command), m_command.operands));
        }
        if (count > m_command.mostOperands) {
            return wrongUsage(fmt::format("{} does not take {}", titleOf(m_command),
                                          quoted(m_out.m_operands[m_command.mostOperands])),
                              fmt::format("omnitrade {} --help tells what it takes", m_command.name));
        }
        return m_out;
    }

    const CommandSpec& m_command;
    std::span<const std::string> m_given;
    std::size_t m_at = 0;
    bool m_onlyOperands = false;
    Arguments m_out;
};

runtime::Outcome<Arguments> readArguments(const CommandSpec& command, std::span<const std::string> given)
{
    return ArgumentReader(command, given).read();
}

std::string helpOf(const CommandSpec& command)
{
    std::string out = fmt::format("omnitrade {}{}{} [options]\n\n{}\n", command.name,
                                  command.operands.empty() ? "" : " ", command.operands, command.summary);
    const auto list = [&out](std::string_view title, std::span<const OptionSpec> options) {
        if (options.empty()) {
            return;
        }
        out += fmt::format("\n{}\n", title);
        for (const OptionSpec& option : options) {
            const std::string left
                = option.value.empty() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
            out += fmt::format("  {:<26} {}{}\n", left, option.meaning, option.isMany ? "; repeatable" : "");
        }
    };
    list("Options", command.options);
    list("Common options", common);
    if (!command.notes.empty()) {
        out += fmt::format("\n{}\n", command.notes);
    }
    out += "\nExit codes: 0 done, 1 a check failed or the work ended with a failure, 2 wrong usage, 3 bad input,\n"
           "4 refused, 5 a needed service is not reachable, 130 interrupted (state saved).\n";
    return out;
}

tl::unexpected<runtime::RunFailure> wrongUsage(std::string message, std::string hint)
{
    return tl::unexpected(runtime::RunFailure{
        runtime::FailureKind::WrongUsage, "wrong_usage", std::move(message), std::move(hint), {}, 0});
}

} // namespace omni::app
