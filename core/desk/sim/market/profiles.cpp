#include "core/desk/sim/market/profiles.h"

#include <array>
#include <cassert>

namespace omni::sim {

namespace {

using market::Sessions;

// Ticks are chosen so that a minute moves the price by about ten of them: then a spread of one or two ticks and a
// visible book go together, as in liquid markets.
constexpr std::array<Profile, 6> all{{
    {"BTCUSD", Sessions::AlwaysOpen, {1, 0}, {1, -4}, 63'400, 0.00026, 0.25, 16, 1'800, 100},
    {"ETHUSD", Sessions::AlwaysOpen, {1, -1}, {1, -3}, 34'900, 0.00032, 0.30, 12, 2'500, 100},
    {"AAPL", Sessions::UsEquities, {1, -2}, {1, 0}, 17'600, 0.00045, 0.35, 9, 130, 100},
    {"MSFT", Sessions::UsEquities, {1, -2}, {1, 0}, 20'700, 0.00042, 0.40, 9, 110, 100},
    {"NVDA", Sessions::UsEquities, {1, -2}, {1, 0}, 8'600, 0.00090, 0.35, 11, 220, 100},
    {"SPY", Sessions::UsEquities, {1, -2}, {1, 0}, 51'200, 0.00018, 0.75, 12, 260, 100},
}};

} // namespace

std::span<const Profile> profiles() noexcept
{
    return all;
}

std::vector<market::Instrument> instrumentsOf(std::string_view venue, InstrumentId first, bool alwaysOpen)
{
    std::vector<market::Instrument> made;
    for (const Profile& profile : all) {
        market::Instrument instrument;
        instrument.id = {first.value + made.size()};
        instrument.venue = venue;
        instrument.symbol = profile.symbol;
        instrument.quoteCurrency = "USD";
        instrument.tickSize = profile.tickSize;
        instrument.lotSize = profile.lotSize;
        instrument.largest = {1'000'000'000};
        instrument.sessions = alwaysOpen ? Sessions::AlwaysOpen : profile.sessions;
        auto completed = market::completed(instrument);
        assert(completed);
        made.push_back(completed ? *completed : instrument);
    }
    return made;
}

} // namespace omni::sim
