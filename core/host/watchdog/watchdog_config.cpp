#include "core/host/watchdog/watchdog_config.h"

#include "core/edge/brokers/registry.h"
#include "core/host/config/nearest.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace omni::watchdog {

namespace {

using runtime::FailureKind;
using runtime::RunFailure;

constexpr std::size_t mostBytes = 65'536;
constexpr Duration shortestGiveUp = seconds(10);
constexpr Duration longestGiveUp = hours(24);
constexpr std::string_view ownKeys[]
    = {"broker",          "environment",         "silence", "policy", "collar_percent", "give_up", "key_variable",
       "secret_variable", "secret_file_variable"};
constexpr std::string_view settingKeys[] = {"environment", "certificate", "proxy", "plan"};

/// Reads one table, key by key; stops at the first fault.
class ConfigReader
{
public:
    ConfigReader(const toml::table& table, std::string file, std::span<const brokers::BrokerInfo* const> known)
        : m_table(table)
        , m_known(known)
    {
        m_config.file = std::move(file);
    }

    Outcome<WatchdogConfig> read()
    {
        return readBroker().and_then([this] { return readAll(); }).and_then([this] { return checkTogether(); });
    }

private:
    tl::unexpected<RunFailure> bad(const toml::node* node, std::string_view key, const std::string& what,
                                   std::string hint = {}) const
    {
        RunFailure why{FailureKind::BadInput, "watchdog_config", {}, std::move(hint), m_config.file, 0};
        why.line = node != nullptr ? node->source().begin.line : 0;
        why.message = fmt::format("{}, line {}: {} {}", m_config.file, why.line, key, what);
        return tl::unexpected(why);
    }

    /// First: which other keys there are depends on it.
    Outcome<void> readBroker()
    {
        const toml::node* node = m_table.get("broker");
        if (node == nullptr) {
            return {};
        }
        const auto* text = node->as_string();
        m_info = text != nullptr ? brokers::brokerOf(text->get(), m_known) : nullptr;
        if (m_info == nullptr) {
            return bad(node, "broker", "names no broker that this program knows", "as in broker = \"binance\"");
        }
        m_settings.broker = m_info->key;
        m_settings.file = m_config.file;
        return {};
    }

    Outcome<void> readAll()
    {
        for (auto&& [name, node] : m_table) {
            const std::string key(name.str());
            if (auto taken = readKey(key, node); !taken) {
                return taken;
            }
        }
        return {};
    }

    Outcome<void> readKey(const std::string& key, const toml::node& node)
    {
        if (key == "broker") {
            return {};
        }
        if (key == "silence") {
            return readSpan(key, node, m_config.silence, shortestBound, longestBound);
        }
        if (key == "give_up") {
            return readSpan(key, node, m_config.giveUp, shortestGiveUp, longestGiveUp);
        }
        if (key == "policy") {
            return readPolicy(node);
        }
        if (key == "collar_percent") {
            return readCollar(node);
        }
        if (key.ends_with("_variable") && isOwn(key)) {
            return readVariable(key, node);
        }
        return readSetting(key, node);
    }

    static bool isOwn(std::string_view key)
    {
        return std::find(std::begin(ownKeys), std::end(ownKeys), key) != std::end(ownKeys);
    }

    Outcome<void> readSpan(std::string_view key, const toml::node& node, Duration& into, Duration least, Duration most)
    {
        const auto* text = node.as_string();
        const auto span = text != nullptr ? durationFromText(text->get()) : failure(Errc::Invalid, "");
        if (!span || *span < least || *span > most) {
            return bad(&node, key,
                       fmt::format("is a span from {} to {} in quotes", durationText(least), durationText(most)),
                       fmt::format("as in {} = \"{}\"", key, durationText(std::max(least, seconds(10)))));
        }
        into = *span;
        return {};
    }

    Outcome<void> readPolicy(const toml::node& node)
    {
        const auto* text = node.as_string();
        for (const auto policy : {watch::Policy::CancelEntries, watch::Policy::Flatten}) {
            if (text != nullptr && text->get() == watch::nameOf(policy)) {
                m_config.policy = policy;
                return {};
            }
        }
        return bad(&node, "policy", "is neither \"cancel_entries\" nor \"flatten\"");
    }

    Outcome<void> readCollar(const toml::node& node)
    {
        const auto percent = node.value<double>();
        if (!percent || !node.is_number() || !(*percent >= 0.1 && *percent <= 5.0)) {
            return bad(&node, "collar_percent", "is a number from 0.1 to 5", "as in collar_percent = 1.0");
        }
        m_config.collarBp = static_cast<std::int32_t>(std::lround(*percent * 100));
        return {};
    }

    Outcome<void> readVariable(const std::string& key, const toml::node& node)
    {
        const auto* text = node.as_string();
        const auto isSound = [](const std::string& name) {
            return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
                return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            });
        };
        if (text == nullptr || !isSound(text->get())) {
            return bad(&node, key, "is the name of a variable of the environment, in quotes",
                       "the key itself never stands in a file");
        }
        m_firstVariable = m_firstVariable == nullptr ? &node : m_firstVariable;
        (key == "key_variable"          ? m_variables.key
             : key == "secret_variable" ? m_variables.secret
                                        : m_variables.secretFile)
            = text->get();
        return {};
    }

    /// As below [brokers.NAME]: of the way to the venue, not of what is traded.
    Outcome<void> readSetting(const std::string& key, const toml::node& node)
    {
        const bool isPlain = std::find(std::begin(settingKeys), std::end(settingKeys), key) != std::end(settingKeys);
        const auto faces = m_info != nullptr ? m_info->faces : std::span<const brokers::Face>();
        const bool isFace
            = std::any_of(faces.begin(), faces.end(), [&key](const brokers::Face& face) { return face.key == key; });
        if (!isPlain && !isFace) {
            return bad(&node, key, "is no key of a watchdog", hintFor(key));
        }
        if (m_info == nullptr) {
            return bad(&node, key, "stands without a broker", "write broker = \"NAME\" as well");
        }
        const auto* text = node.as_string();
        const auto what = text != nullptr ? config::takeBrokerText(m_settings, *m_info, key, text->get())
                                          : std::string("is not text in quotes");
        return what.empty() ? Outcome<void>() : bad(&node, key, what);
    }

    std::string hintFor(std::string_view key) const
    {
        if (key.find("secret") != std::string_view::npos || key.find("key") != std::string_view::npos) {
            return "keys never stand in a file; they come from the environment of the process";
        }
        std::vector<std::string_view> names(std::begin(ownKeys), std::end(ownKeys));
        names.insert(names.end(), std::begin(settingKeys), std::end(settingKeys));
        const auto near = config::nearestOf(key, names);
        return near.empty() ? fmt::format("the keys are {}", fmt::join(names, ", "))
                            : fmt::format("did you mean {}?", near);
    }

    Outcome<WatchdogConfig> checkTogether()
    {
        if (m_info != nullptr) {
            m_config.broker = m_settings;
        }
        if (m_firstVariable == nullptr) {
            return m_config;
        }
        if (m_info == nullptr) {
            return bad(m_firstVariable, "key_variable", "stands without a broker", "write broker = \"NAME\" as well");
        }
        const bool hasOne = m_variables.secret.empty() != m_variables.secretFile.empty();
        if (m_variables.key.empty() || !hasOne) {
            return bad(m_firstVariable, "key_variable",
                       "stands with either secret_variable or secret_file_variable, and they with it");
        }
        m_config.variables = m_variables;
        return m_config;
    }

    const toml::table& m_table;
    std::span<const brokers::BrokerInfo* const> m_known;
    WatchdogConfig m_config;
    const brokers::BrokerInfo* m_info = nullptr;
    config::BrokerSettings m_settings;
    runtime::KeyVariables m_variables;
    const toml::node* m_firstVariable = nullptr;
};

} // namespace

Outcome<WatchdogConfig> configFrom(std::string_view text, const std::string& file,
                                   std::span<const brokers::BrokerInfo* const> known)
{
    try {
        const toml::table table = toml::parse(text);
        return ConfigReader(table, file, known).read();
    } catch (const toml::parse_error& error) {
        RunFailure why{FailureKind::BadInput, "watchdog_config", {}, {}, file, error.source().begin.line};
        why.message = fmt::format("{}, line {}: is no TOML: {}", file, why.line, error.description());
        why.hint = "each line is key = value, a key stands once, and text stands in quotes";
        return tl::unexpected(why);
    }
}

Outcome<WatchdogConfig> loadConfig(const std::filesystem::path& profile,
                                   const std::optional<std::filesystem::path>& named,
                                   std::span<const brokers::BrokerInfo* const> known)
{
    const auto file = named.value_or(profile / "watchdog.toml");
    std::error_code error;
    if (!named && !std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
        return WatchdogConfig{};
    }
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in || size > mostBytes) {
        RunFailure why{FailureKind::BadInput, "watchdog_config", {}, {}, file.string(), 0};
        why.message = file.string() + (error || !in ? " cannot be read" : " is longer than a watchdog's configuration");
        return tl::unexpected(why);
    }
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return configFrom(text, file.string(), known);
}

Outcome<config::BrokerSettings> settingsFor(const WatchdogConfig& config, const watch::WatchedSession& session)
{
    if (!config.broker) {
        config::BrokerSettings settings;
        settings.broker = session.broker;
        settings.environment = session.environment;
        settings.account = session.account;
        settings.faces = session.faces;
        settings.proxy = session.proxy;
        settings.certificate = session.certificate;
        return settings;
    }
    if (config.broker->broker != session.broker || config.broker->environment != session.environment) {
        return tl::unexpected(RunFailure{
            FailureKind::Refused, "another_account",
            fmt::format("the session is one of {} ({}), and the watchdog is configured for {} ({}): it sends nothing",
                        session.broker, orders::nameOf(session.environment), config.broker->broker,
                        orders::nameOf(config.broker->environment)),
            "correct broker and environment", config.file, 0});
    }
    config::BrokerSettings settings = *config.broker;
    settings.account = session.account;
    // Where it names no address of its own it goes where the session went, not to the broker's usual ones (S35).
    if (settings.faces.empty()) {
        settings.faces = session.faces;
        settings.certificate = settings.certificate.empty() ? session.certificate : settings.certificate;
        settings.proxy = settings.proxy.empty() ? session.proxy : settings.proxy;
    }
    return settings;
}

} // namespace omni::watchdog
