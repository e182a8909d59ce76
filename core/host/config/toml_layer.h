// One TOML text laid over what is known already. Not part of the module's face.

#pragma once

#include "core/edge/brokers/registry.h"
#include "core/host/config/load.h"
#include "core/host/config/schema.h"

#include <map>
#include <string>
#include <string_view>

namespace omni::config {

struct Place {
    std::string file;
    std::uint64_t line = 0;
};

/// What the layers have said so far.
struct Given {
    Settings settings;
    std::span<const brokers::BrokerInfo* const> brokers; ///< That may be named.
    std::map<std::string, Place, std::less<>> places; ///< Of the last layer that named a key.

    [[nodiscard]] const Place* placeOf(std::string_view key) const
    {
        const auto found = places.find(key);
        return found != places.end() ? &found->second : nullptr;
    }
};

/// Adds what is wrong with the text to `faults`; what is right is in `given`.
void readLayer(const Layer& layer, Given& given, Faults& faults);

/// One value as text. `where` is the fault it would be, without what.
void takeText(const Key& key, std::string_view text, const Fault& where, Given& given, Faults& faults);

/// One rate as text; `pair` is "USDT/USD". A pair that stands in the same layer already is a fault, one of an earlier
/// layer is replaced.
void takeRate(std::string_view pair, std::string_view text, const Fault& where, Given& given, Faults& faults);

/// One value of a broker as text; `path` is "brokers.binance.environment".
void takeBrokerSet(std::string_view path, std::string_view value, const Fault& where, Given& given, Faults& faults);

/// "did you mean risk.daily_loss?", or where the keys are told.
[[nodiscard]] std::string hintForKey(std::string_view path);

} // namespace omni::config
