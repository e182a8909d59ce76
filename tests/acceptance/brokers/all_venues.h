// Every broker that the acceptance suite is run for. A new one is a file beside this one and a row here.

#pragma once

#include "tests/acceptance/brokers/alpaca_venue.h"
#include "tests/acceptance/brokers/binance_venue.h"
#include "tests/acceptance/brokers/sim_venue.h"

#include <QTest>

#include <iterator>

namespace omni::test {

template<class Venue> std::unique_ptr<VenueUnderTest> newVenue()
{
    return std::make_unique<Venue>();
}

inline constexpr VenueMaker allVenues[] = {
    {"binance", newVenue<BinanceVenue>},
    {"alpaca", newVenue<AlpacaVenue>},
    {"sim", newVenue<SimVenue>},
};

/// A column "venue": its place in `allVenues`.
inline void eachVenue()
{
    QTest::addColumn<int>("venue");
    for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
        QTest::addRow("%s", allVenues[venue].name) << venue;
    }
}

} // namespace omni::test
