#include "core/edge/feeds/files/increments.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace omni::feeds {

namespace {

constexpr std::size_t largestSideFile = 64 * 1024;

/// How a key is called in a side file, and for short in a spec.
struct Key {
    std::string_view name;
    std::string_view inSpec;
    bool isNumber = false;
};
constexpr std::array keys{Key{"venue", {}},
                          Key{"symbol", {}},
                          Key{"quote_currency", "quote"},
                          Key{"tick_size", "tick", true},
                          Key{"lot_size", "lot", true},
                          Key{"contract_size", "contract", true},
                          Key{"smallest", "smallest", true},
                          Key{"largest", "largest", true},
                          Key{"step", "step", true},
                          Key{"smallest_value", "smallest_value", true},
                          Key{"sessions", "sessions"},
                          Key{"interval", "interval"}};

std::string knownKeys(bool isSpec)
{
    std::string out;
    for (const Key& key : keys) {
        const auto name = isSpec ? key.inSpec : key.name;
        if (!name.empty()) {
            out += (out.empty() ? "" : ", ") + std::string(name);
        }
    }
    return out;
}

std::optional<Decimal>& decimalOf(ToldInstrument& told, std::string_view name)
{
    if (name == "tick_size") {
        return told.tickSize;
    }
    if (name == "lot_size") {
        return told.lotSize;
    }
    if (name == "contract_size") {
        return told.contractSize;
    }
    if (name == "smallest") {
        return told.smallest;
    }
    if (name == "largest") {
        return told.largest;
    }
    return name == "step" ? told.step : told.smallestValue;
}

/// Sets one key. Empty when all is well, else what is wrong.
std::string set(ToldInstrument& told, std::string_view name, const std::string& text)
{
    if (name == "venue") {
        told.venue = text;
    } else if (name == "symbol") {
        told.symbol = text;
    } else if (name == "quote_currency") {
        told.quoteCurrency = text;
    } else if (name == "sessions") {
        if (text != "always_open" && text != "us_equities") {
            return omni::quoted(text) + " is neither always_open nor us_equities";
        }
        told.sessions = text == "us_equities" ? market::Sessions::UsEquities : market::Sessions::AlwaysOpen;
    } else if (name == "interval") {
        const auto interval = durationFromText(text);
        if (!interval) {
            return omni::quoted(text) + " is no interval like 1s, 5m, 1h or 1d";
        }
        told.interval = *interval;
    } else {
        const auto value = decimalFromText(text);
        if (!value) {
            return value.error().detail;
        }
        if (value->mantissa < 0 || (value->mantissa == 0 && name != "smallest_value")) {
            return omni::quoted(text) + " is not above zero";
        }
        decimalOf(told, name) = *value;
    }
    return {};
}

DataFault badSpec(std::string_view field, std::string what)
{
    return {FaultCode::BadInstrument, "--instrument",  0,
            std::string(field),       std::move(what), "the form is VENUE:SYMBOL,tick=0.1,lot=0.001,quote=USDT"};
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto comma = text.find(',');
        parts.push_back(text.substr(0, comma));
        if (comma == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(comma + 1);
    }
}

DataFault badSideFile(const std::string& path, std::uint64_t line, std::string_view field, std::string what)
{
    return {FaultCode::BadSideFile, path, line, std::string(field), std::move(what), {}};
}

/// The value as text, or nothing for a type that no key has.
std::optional<std::string> textOf(const toml::node& node, bool isNumber)
{
    if (const auto* text = node.as_string()) {
        return text->get();
    }
    if (const auto* whole = node.as_integer(); isNumber && whole != nullptr) {
        return std::to_string(whole->get());
    }
    if (const auto* number = node.as_floating_point(); isNumber && number != nullptr) {
        // The shortest text that reads back the same is the one that was written, up to 15 digits.
        return fmt::format("{}", number->get());
    }
    return std::nullopt;
}

Checked<std::string> contentOf(const std::string& path)
{
    std::ifstream in(std::filesystem::u8path(path), std::ios::binary);
    if (!in) {
        return tl::unexpected(DataFault{FaultCode::MissingFile, path, 0, {}, "cannot be opened", {}});
    }
    std::string content(largestSideFile + 1, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(in.gcount()));
    if (content.size() > largestSideFile) {
        return tl::unexpected(badSideFile(path, 0, {}, "is larger than 64 KiB"));
    }
    return content;
}

Checked<toml::table> tableOf(const std::string& path, const std::string& content)
{
    try {
        return toml::parse(content);
    } catch (const toml::parse_error& error) {
        return tl::unexpected(badSideFile(path, error.source().begin.line, {}, std::string(error.description())));
    }
}

} // namespace

Checked<ToldInstrument> toldBySpec(std::string_view text)
{
    ToldInstrument told;
    told.source = "--instrument";
    const auto parts = split(text);
    const auto colon = parts.front().find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == parts.front().size()) {
        return tl::unexpected(badSpec({}, omni::quoted(parts.front()) + " is not VENUE:SYMBOL"));
    }
    told.venue = std::string(parts.front().substr(0, colon));
    told.symbol = std::string(parts.front().substr(colon + 1));
    std::vector<std::string_view> given;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        const auto name = parts[i].substr(0, equals);
        const auto* key = std::find_if(keys.begin(), keys.end(), [name](const Key& k) {
            return !k.inSpec.empty() && (k.inSpec == name || k.name == name);
        });
        if (equals == std::string_view::npos || key == keys.end()) {
            return tl::unexpected(
                badSpec({}, omni::quoted(parts[i]) + " is none of " + knownKeys(true) + " with =VALUE"));
        }
        if (std::find(given.begin(), given.end(), key->name) != given.end()) {
            return tl::unexpected(badSpec(name, "is given twice"));
        }
        given.push_back(key->name);
        if (auto wrong = set(told, key->name, std::string(parts[i].substr(equals + 1))); !wrong.empty()) {
            return tl::unexpected(badSpec(name, std::move(wrong)));
        }
    }
    return told;
}

Checked<ToldInstrument> toldBySideFile(const std::string& path)
{
    const auto content = contentOf(path);
    if (!content) {
        return tl::unexpected(content.error());
    }
    const auto table = tableOf(path, *content);
    if (!table) {
        return tl::unexpected(table.error());
    }
    ToldInstrument told;
    told.source = path;
    for (const auto& [name, node] : *table) {
        const std::uint64_t line = node.source().begin.line;
        const std::string_view text = name.str();
        const auto* key = std::find_if(keys.begin(), keys.end(), [text](const Key& k) { return k.name == text; });
        if (key == keys.end()) {
            return tl::unexpected(badSideFile(path, line, text, "is none of " + knownKeys(false)));
        }
        const auto value = textOf(node, key->isNumber);
        if (!value) {
            return tl::unexpected(
                badSideFile(path, line, text, key->isNumber ? "must be a number" : "must be a text in quotes"));
        }
        if (auto wrong = set(told, key->name, *value); !wrong.empty()) {
            return tl::unexpected(badSideFile(path, line, text, std::move(wrong)));
        }
    }
    return told;
}

} // namespace omni::feeds
