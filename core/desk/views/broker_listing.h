// What a broker can trade, for a person to choose from before a session.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace omni::views {

struct ListedSymbol {
    std::string symbol; ///< As the broker writes it: "BTCUSDT".
    std::string name; ///< For people: "Apple Inc. Common Stock". May be empty.
    std::string quoteCurrency;
    bool isTradable = true; ///< Now: a halted one is listed, too.
    friend bool operator==(const ListedSymbol&, const ListedSymbol&) = default;
};

struct BrokerListing {
    enum class State : std::uint8_t { Asking, Ready, Failed };

    std::string broker; ///< Its key.
    State state = State::Asking;
    std::vector<ListedSymbol> symbols; ///< By their symbols.
    std::string fault; ///< Failed: what happened, in a sentence.
};

} // namespace omni::views
