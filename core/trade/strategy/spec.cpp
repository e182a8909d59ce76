#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace omni::strategy {

namespace {

/// Levenshtein's distance: how many letters must be changed, added or left out.
std::size_t distanceOf(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

Error unknownName(std::string_view name)
{
    constexpr std::size_t mostNames = 3;
    constexpr std::size_t longestName = 64; // the distance is not worth computing for more
    std::vector<std::string_view> names;
    for (const StrategyInfo* info : allStrategies()) {
        names.push_back(info->key);
    }
    const auto shortened = name.substr(0, longestName);
    std::stable_sort(names.begin(), names.end(), [shortened](std::string_view a, std::string_view b) {
        return distanceOf(shortened, a) < distanceOf(shortened, b);
    });
    std::string nearest;
    for (std::size_t i = 0; i < std::min(mostNames, names.size()); ++i) {
        nearest += (nearest.empty() ? "" : ", ") + std::string(names[i]);
    }
    return {Errc::NotFound, "no strategy is called " + omni::quoted(name) + "; the nearest are " + nearest};
}

Result<void> setSize(StrategySpec& spec, std::string_view value)
{
    int size = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), size);
    if (fault != std::errc() || end != value.data() + value.size() || size < 1 || size > 100) {
        return failure(Errc::Invalid,
                       "size takes whole per cent of the largest position, 1 to 100, not " + omni::quoted(value));
    }
    spec.size = size;
    return {};
}

Result<void> setOne(StrategySpec& spec, std::string_view part, std::vector<std::string_view>& given)
{
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return failure(Errc::Invalid, omni::quoted(part) + " is not KEY=VALUE, as in sma_cross:fast=20,slow=60");
    }
    const auto key = part.substr(0, equals), value = part.substr(equals + 1);
    if (std::find(given.begin(), given.end(), key) != given.end()) {
        return failure(Errc::Invalid, std::string(spec.info->key) + ": " + omni::quoted(key) + " is given twice");
    }
    given.push_back(key);
    if (key == "size") {
        return setSize(spec, value);
    }
    if (key != "interval") {
        return spec.values.set(key, value);
    }
    const auto interval = durationFromText(value);
    if (!interval) {
        return failure(Errc::Invalid, "interval takes 1s, 5m, 1h, 1d or the like, not " + omni::quoted(value));
    }
    spec.interval = *interval;
    return {};
}

} // namespace

std::string StrategySpec::text() const
{
    std::string out(info->key);
    out += ':';
    if (interval) {
        out += "interval=" + durationText(*interval) + ',';
    }
    if (size) {
        out += "size=" + std::to_string(*size) + ',';
    }
    out += values.text();
    if (out.back() == ',') {
        out.pop_back(); // it has no settings of its own
    }
    return out;
}

Result<StrategySpec> specFromText(std::string_view text)
{
    const auto colon = text.find(':');
    const auto name = text.substr(0, colon);
    const auto infos = allStrategies();
    const auto found
        = std::find_if(infos.begin(), infos.end(), [name](const StrategyInfo* i) { return i->key == name; });
    if (found == infos.end()) {
        return tl::unexpected(unknownName(name));
    }
    StrategySpec spec{*found, Values(**found), std::nullopt, std::nullopt};
    std::vector<std::string_view> given;
    auto rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        if (auto set = setOne(spec, rest.substr(0, comma), given); !set) {
            return tl::unexpected(set.error());
        }
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        if (comma != std::string_view::npos && rest.empty()) {
            return failure(Errc::Invalid, omni::quoted(text) + " ends with a comma");
        }
    }
    if (auto fault = spec.info->fault(spec.values); !fault.empty()) {
        return failure(Errc::Invalid, std::string(name) + ": " + fault);
    }
    return spec;
}

} // namespace omni::strategy
