// Every broker that the acceptance suite is run for. A new one is a file beside this one and a row here.

#pragma once

#include "tests/acceptance/brokers/alpaca_venue.h"
#include "tests/acceptance/brokers/binance_venue.h"
#include "tests/acceptance/brokers/sim_venue.h"

#include <QTest>

#include <cstddef>
#include <iterator>

namespace omni::test {

template<class Venue> std::unique_ptr<VenueUnderTest> newVenue()
{
    return std::make_unique<Venue>();
}

inline constexpr VenueMaker allVenues[] = {
    {"binance", newVenue<BinanceVenue>},
    {"alpaca", newVenue<AlpacaVenue>, true},
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

/// The same of those alone that hold the stops of entries themselves.
inline void eachVenueThatHoldsStops()
{
    QTest::addColumn<int>("venue");
    for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
        if (allVenues[venue].holdsStops) {
            QTest::addRow("%s", allVenues[venue].name) << venue;
        }
    }
}

/// And a column of that name: the place of each row, which has a `name`, in `rows`.
template<class Row, std::size_t count> void eachVenueAnd(const char* column, const Row (&rows)[count])
{
    QTest::addColumn<int>("venue");
    QTest::addColumn<int>(column);
    for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
        for (int row = 0; row < int(count); ++row) {
            QTest::addRow("%s, %s", allVenues[venue].name, rows[row].name) << venue << row;
        }
    }
}

} // namespace omni::test
