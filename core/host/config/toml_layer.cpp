#include "core/host/config/toml_layer.h"

#include "core/host/config/nearest.h"
#include "core/host/config/toml_brokers.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace omni::config {

namespace {

std::uint64_t lineOf(const toml::node& node)
{
    return node.source().begin.line;
}

/// A scalar as a person would write it, for messages.
std::string shown(const toml::node& node)
{
    std::ostringstream out;
    node.visit([&out](const auto& value) { out << value; });
    return omni::quoted(out.str());
}

/// Reads one text, key by key; goes on behind each fault.
class LayerReader
{
public:
    LayerReader(const Layer& layer, Given& given, Faults& faults)
        : m_layer(layer)
        , m_given(given)
        , m_faults(faults)
    {
    }

    void read()
    {
        try {
            const toml::table root = toml::parse(m_layer.text);
            for (auto&& [name, node] : root) {
                readTop(std::string(name.str()), node);
            }
        } catch (const toml::parse_error& error) {
            add(error.source().begin.line, {}, "is no TOML: " + std::string(error.description()),
                "each line is key = value, a key stands once, and text stands in quotes");
        }
    }

private:
    void add(std::uint64_t line, std::string key, std::string what, std::string hint = {})
    {
        m_faults.push_back({m_layer.name, line, std::move(key), std::move(what), std::move(hint)});
    }

    static bool isTable(std::string_view name)
    {
        for (const Key& key : allKeys()) {
            if (key.table() == name) {
                return true;
            }
        }
        return false;
    }

    void readTop(const std::string& name, const toml::node& node)
    {
        if (name == "strategy") {
            return readStrategies(node);
        }
        if (name == "rates") {
            return readRates(node);
        }
        if (name == "brokers") {
            return readBrokers(m_layer, node, m_given, m_faults);
        }
        if (!isTable(name)) {
            return add(lineOf(node), name, node.is_table() ? "there is no such table" : "there is no such key",
                       hintForKey(name));
        }
        const auto* table = node.as_table();
        if (table == nullptr) {
            return add(lineOf(node), name, "is a table, not a value", "write [" + name + "] and the keys below it");
        }
        for (auto&& [key, value] : *table) {
            readValue(name + '.' + std::string(key.str()), value);
        }
    }

    void readValue(const std::string& path, const toml::node& node)
    {
        const Key* key = keyOf(path);
        const auto line = lineOf(node);
        if (key == nullptr) {
            return add(line, path, "there is no such key", hintForKey(path));
        }
        const Fault where{m_layer.name, line, path, {}, {}};
        const bool isNumber = key->kind == ValueKind::Count;
        if (const auto* text = node.as_string(); text != nullptr && (!isNumber || key->mayBeNone)) {
            if (isNumber && text->get() != "none") {
                return add(line, path, shown(node) + " is text, not a number", "it is " + formOf(*key));
            }
            return takeText(*key, text->get(), where, m_given, m_faults);
        }
        if (const auto* number = node.as_integer(); number != nullptr && isNumber) {
            return takeText(*key, std::to_string(number->get()), where, m_given, m_faults);
        }
        if (const auto* flag = node.as_boolean(); flag != nullptr && key->kind == ValueKind::Switch) {
            return takeText(*key, flag->get() ? "true" : "false", where, m_given, m_faults);
        }
        add(line, path, shown(node) + " is not " + formOf(*key), "allowed is " + boundsOf(*key));
    }

    void readRates(const toml::node& node)
    {
        const auto* table = node.as_table();
        if (table == nullptr) {
            return add(lineOf(node), "rates", "is a table, not a value", "write [rates] and the rates below it");
        }
        for (auto&& [pair, value] : *table) {
            const std::string name(pair.str());
            const Fault where{m_layer.name, lineOf(value), "rates." + name, {}, {}};
            if (const auto* text = value.as_string()) {
                takeRate(name, text->get(), where, m_given, m_faults);
            } else {
                add(where.line, where.key, "is not text with a number and a date",
                    "as in \"USDT/USD\" = \"0.9998 at 2024-08-08 from Kraken\"");
            }
        }
    }

    void readStrategies(const toml::node& node)
    {
        const auto* list = node.as_array();
        if (list == nullptr || (!list->empty() && !list->is_array_of_tables())) {
            return add(lineOf(node), "strategy", "is a list of tables", "write [[strategy]] and the keys below it");
        }
        m_given.settings.strategies.clear();
        for (auto&& entry : *list) {
            readStrategy(*entry.as_table());
        }
    }

    /// A parameter's value as it stands behind "key=" on a command line; empty: neither number nor text.
    static std::string parameterText(const toml::node& node)
    {
        if (const auto* text = node.as_string()) {
            return text->get();
        }
        if (const auto* number = node.as_integer()) {
            return std::to_string(number->get());
        }
        if (const auto* number = node.as_floating_point()) {
            return fmt::format("{}", number->get());
        }
        return {};
    }

    void readStrategy(const toml::table& table)
    {
        const auto* name = table.get_as<std::string>("name");
        if (name == nullptr) {
            return add(lineOf(table), "strategy.name", "is missing", "name = \"sma_cross\" says which strategy it is");
        }
        const auto known = strategy::specFromText(name->get());
        if (!known) {
            return add(lineOf(*name), "strategy.name", known.error().detail);
        }
        const auto faultsBefore = m_faults.size();
        std::string spec = name->get();
        char separator = ':';
        for (auto&& [key, node] : table) {
            if (key.str() == "name") {
                continue;
            }
            const auto text = parameterText(node);
            // Each by itself first, so that every one that is wrong is told with its own line.
            if (const auto fault = parameterFault(*known->info, std::string(key.str()), text); !fault.empty()) {
                add(lineOf(node), "strategy." + std::string(key.str()), fault);
            }
            spec += separator + std::string(key.str()) + '=' + text;
            separator = ',';
        }
        if (m_faults.size() != faultsBefore) {
            return;
        }
        if (auto whole = strategy::specFromText(spec)) {
            m_given.settings.strategies.push_back(whole->text());
        } else {
            add(lineOf(table), "strategy", whole.error().detail);
        }
    }

    static std::string parameterFault(const strategy::StrategyInfo& info, const std::string& key,
                                      const std::string& text)
    {
        if (text.empty() || text.find_first_of(",=") != std::string::npos) {
            return omni::quoted(text) + " is neither a number nor a word";
        }
        if (key == "interval" || key == "size") {
            const auto spec = strategy::specFromText(std::string(info.key) + ':' + key + '=' + text);
            return spec ? std::string() : spec.error().detail;
        }
        strategy::Values values(info);
        const auto set = values.set(key, text);
        return set ? std::string() : set.error().detail;
    }

    const Layer& m_layer;
    Given& m_given;
    Faults& m_faults;
};

} // namespace

void readLayer(const Layer& layer, Given& given, Faults& faults)
{
    LayerReader(layer, given, faults).read();
}

void takeText(const Key& key, std::string_view text, const Fault& where, Given& given, Faults& faults)
{
    Fault fault = where;
    if (key.kind == ValueKind::Currency) {
        if (auto what = text.empty() ? std::string() : currencyFault(text); !what.empty()) {
            fault.what = std::move(what);
            faults.push_back(fault);
            return;
        }
        given.settings.desk.baseCurrency = std::string(text);
    } else {
        const auto value = valueFromText(key, text);
        if (!value) {
            fault.what = value.error().detail;
            fault.hint = "allowed is " + boundsOf(key);
            if (fault.what.find(boundsOf(key)) != std::string::npos) {
                fault.hint.clear();
            }
            faults.push_back(fault);
            return;
        }
        key.set(given.settings, *value);
    }
    given.places.insert_or_assign(std::string(key.path), Place{where.file, where.line});
}

void takeRate(std::string_view pair, std::string_view text, const Fault& where, Given& given, Faults& faults)
{
    Fault fault = where;
    auto rate = rateFromText(pair, text);
    if (!rate) {
        fault.what = rate.error().detail;
        faults.push_back(std::move(fault));
        return;
    }
    auto& rates = given.settings.rates;
    const auto same
        = std::find_if(rates.begin(), rates.end(), [&](const RateSetting& one) { return isSamePair(one, *rate); });
    if (same == rates.end()) {
        rates.push_back(std::move(*rate));
    } else {
        const std::string before = "rates." + same->from + '/' + same->to;
        if (const auto* place = given.placeOf(before);
            place != nullptr && place->file == where.file && where.line > 0) {
            fault.what = fmt::format("is the pair of line {} again", place->line);
            fault.hint = "state a pair once, one way round";
            faults.push_back(std::move(fault));
            return;
        }
        *same = std::move(*rate);
    }
    given.places.insert_or_assign(std::string(where.key), Place{where.file, where.line});
}

std::string hintForKey(std::string_view path)
{
    std::vector<std::string_view> paths, names;
    for (const Key& key : allKeys()) {
        paths.push_back(key.path);
        names.push_back(key.name());
    }
    if (const auto near = nearestOf(path, paths); !near.empty()) {
        return fmt::format("did you mean {}?", near);
    }
    // A key in the wrong table.
    const auto last = path.substr(path.rfind('.') + 1);
    if (const auto near = nearestOf(last, names); !near.empty()) {
        for (const Key& key : allKeys()) {
            if (key.name() == near) {
                return fmt::format("did you mean {}?", key.path);
            }
        }
    }
    return "the keys are those of the config.toml that a new profile gets";
}

} // namespace omni::config
