// Every broker that the acceptance suite is run for. A new one is a file beside this one and a row here.

#pragma once

#include "tests/acceptance/brokers/alpaca_venue.h"
#include "tests/acceptance/brokers/binance_venue.h"

namespace omni::test {

template<class Venue> std::unique_ptr<VenueUnderTest> newVenue()
{
    return std::make_unique<Venue>();
}

inline constexpr VenueMaker allVenues[] = {
    {"binance", newVenue<BinanceVenue>},
    {"alpaca", newVenue<AlpacaVenue>},
};

} // namespace omni::test
