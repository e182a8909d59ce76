#include "core/host/config/toml_brokers.h"

#include "core/host/config/nearest.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::config {

namespace {

constexpr std::string_view prefix = "brokers.";

BrokerSettings& settingsOf(Given& given, const brokers::BrokerInfo& info, const Fault& where)
{
    auto& all = given.settings.brokers;
    const auto known
        = std::find_if(all.begin(), all.end(), [&info](const BrokerSettings& one) { return one.broker == info.key; });
    if (known != all.end()) {
        return *known;
    }
    BrokerSettings fresh;
    fresh.broker = info.key;
    fresh.file = where.file;
    fresh.line = where.line;
    return all.emplace_back(std::move(fresh));
}

std::string hintForBroker(std::string_view name, const Given& given)
{
    if (name.starts_with(paperPrefix)) {
        return "the paper exchange in this program needs no settings; --broker names its symbols";
    }
    std::vector<std::string_view> names;
    std::string all;
    for (const auto* info : given.brokers) {
        names.push_back(info->key);
        all += (all.empty() ? "" : ", ") + std::string(info->key);
    }
    if (const auto near = nearestOf(name, names); !near.empty()) {
        return fmt::format("did you mean brokers.{}?", near);
    }
    return all.empty() ? "this program knows no broker" : "this program knows " + all;
}

void put(Faults& faults, const Fault& where, std::string what, std::string hint = {})
{
    Fault fault = where;
    fault.what = std::move(what);
    fault.hint = std::move(hint);
    faults.push_back(std::move(fault));
}

/// Null, and a fault: there is no such broker, or it has no such key.
const brokers::BrokerInfo* infoOf(std::string_view broker, std::string_view key, const Fault& where, const Given& given,
                                  Faults& faults)
{
    const auto* info = brokers::brokerOf(broker, given.brokers);
    if (info == nullptr) {
        put(faults, where, "there is no such broker", hintForBroker(broker, given));
        return nullptr;
    }
    if (!key.empty() && !isBrokerKey(*info, key)) {
        const auto keys = brokerKeys(*info);
        const auto near = nearestOf(key, keys);
        const bool isSecret = key.find("key") != std::string_view::npos || key.find("secret") != std::string_view::npos;
        put(faults, where, "there is no such key",
            isSecret           ? "keys never stand in a file; they come from the environment of the process"
                : near.empty() ? fmt::format("the keys are {}", fmt::join(keys, ", "))
                               : fmt::format("did you mean {}{}.{}?", prefix, broker, near));
        return nullptr;
    }
    return info;
}

void readTable(const Layer& layer, std::string_view broker, const toml::table& table, Given& given, Faults& faults)
{
    const Fault whole{layer.name, table.source().begin.line, std::string(prefix) + std::string(broker), {}, {}};
    const auto* info = infoOf(broker, {}, whole, given, faults);
    if (info == nullptr) {
        return;
    }
    auto& settings = settingsOf(given, *info, whole);
    for (auto&& [name, node] : table) {
        const std::string key(name.str());
        const Fault where{layer.name, node.source().begin.line, whole.key + '.' + key, {}, {}};
        if (infoOf(broker, key, where, given, faults) == nullptr) {
            continue;
        }
        std::string what = "is not text in quotes";
        if (const auto* text = node.as_string()) {
            what = takeBrokerText(settings, *info, key, text->get());
        } else if (const auto* list = node.as_array(); list != nullptr && key == "instruments") {
            std::vector<std::string> symbols;
            const bool isText = std::all_of(list->begin(), list->end(), [&symbols](const toml::node& one) {
                const auto* symbol = one.as_string();
                symbols.push_back(symbol != nullptr ? symbol->get() : std::string());
                return symbol != nullptr;
            });
            what = isText ? takeBrokerInstruments(settings, std::move(symbols)) : "is a list of symbols in quotes";
        }
        if (!what.empty()) {
            put(faults, where, std::move(what));
        }
    }
}

} // namespace

void readBrokers(const Layer& layer, const toml::node& node, Given& given, Faults& faults)
{
    const auto* table = node.as_table();
    if (table == nullptr) {
        return put(faults, {layer.name, node.source().begin.line, "brokers", {}, {}}, "is a table, not a value",
                   "write [brokers.NAME] and the keys below it");
    }
    for (auto&& [name, one] : *table) {
        const std::string broker(name.str());
        if (const auto* values = one.as_table()) {
            readTable(layer, broker, *values, given, faults);
        } else {
            put(faults, {layer.name, one.source().begin.line, std::string(prefix) + broker, {}, {}},
                "is a table, not a value", fmt::format("write [brokers.{}] and the keys below it", broker));
        }
    }
}

void takeBrokerSet(std::string_view path, std::string_view value, const Fault& where, Given& given, Faults& faults)
{
    const std::string_view rest = path.substr(prefix.size());
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos || dot + 1 == rest.size()) {
        return put(faults, where, "names no key of a broker", "as in brokers.NAME.environment=paper");
    }
    const auto* info = infoOf(rest.substr(0, dot), rest.substr(dot + 1), where, given, faults);
    if (info == nullptr) {
        return;
    }
    auto& settings = settingsOf(given, *info, where);
    const std::string_view key = rest.substr(dot + 1);
    std::string what;
    if (key == "instruments") {
        std::vector<std::string> symbols;
        for (std::size_t at = 0; at <= value.size();) {
            const auto comma = std::min(value.find(',', at), value.size());
            symbols.emplace_back(value.substr(at, comma - at));
            at = comma + 1;
        }
        what = takeBrokerInstruments(settings, std::move(symbols));
    } else {
        what = takeBrokerText(settings, *info, key, value);
    }
    if (!what.empty()) {
        put(faults, where, std::move(what));
    }
}

} // namespace omni::config
