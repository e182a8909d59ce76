// Is a tick plausible? Asked at the port, before anything else sees it.
//
// A tick with a quarantining fault is not used; the last good price stays and ages. One watch serves one instrument,
// is written by one thread and allocates nothing.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::market {

struct QualityRules {
    /// A price further than this from the last good one is an outlier. In [1, 1'000'000].
    BasisPoints outlier{1'000};
    /// A jump is believed after so many outliers in a row that agree with each other within `outlier`. 0: never; then
    /// only `trust` mends it.
    std::uint32_t confirmations = 0;
    /// How far a venue's time may run backwards within one kind of tick. Not negative.
    Duration mostBackwards{0};
    /// The largest believable size. Above zero.
    Lots largest{1'000'000'000'000'000};
    /// Prices of zero and below are plausible (spreads).
    bool allowsNegativePrices = false;
};

/// What is wrong with a tick. The first that applies is named, in this order.
enum class TickFault : std::uint8_t {
    Foreign, ///< Of another instrument.
    PriceNotPositive, ///< A price of zero or below where none can be.
    SizeNegative, ///< A size below zero.
    SizeZero, ///< A print or a bar's trade of nothing.
    SizeTooLarge, ///< Above `QualityRules::largest`.
    Inconsistent, ///< A bar whose high or low does not cover its other prices, or that ends before it starts.
    TimeBackwards, ///< Earlier than the last tick of its kind.
    Crossed, ///< The bid is above the ask.
    Outlier, ///< Too far from the last good price.
    Locked, ///< The bid is at the ask. Flagged only.
    OneSided, ///< A side is missing. Flagged only.
};

/// A stable, untranslated name for logs and counters, "time_backwards" for instance.
[[nodiscard]] std::string_view nameOf(TickFault fault) noexcept;

/// True when the tick must not be used; false when it is only to be flagged.
[[nodiscard]] bool quarantines(TickFault fault) noexcept;

/// What is wrong with a tick whatever came before it: a price that is none, a size below zero, a print of nothing, a
/// bar whose high or low does not cover its other prices. Quarantines always. Depth is the order book's to judge. A
/// quote that tells no size (zero) is whole.
[[nodiscard]] std::optional<TickFault> faultInItself(const Tick& tick) noexcept;

class QualityWatch
{
public:
    explicit QualityWatch(InstrumentId instrument, QualityRules rules = {});

    /// The fault of the tick, if any. What is not quarantined becomes the new last good.
    [[nodiscard]] std::optional<TickFault> check(const Quote& quote) noexcept;
    [[nodiscard]] std::optional<TickFault> check(const Print& print) noexcept;
    [[nodiscard]] std::optional<TickFault> check(const Bar& bar) noexcept;
    /// Price, size and time only: a level far from the touch is none the worse for it. A crossed book is found by
    /// `OrderBook`.
    [[nodiscard]] std::optional<TickFault> check(const DepthChange& change) noexcept;
    [[nodiscard]] std::optional<TickFault> check(const Tick& tick) noexcept;

    /// A second source, or a person, vouches for a price: outliers are measured from it.
    void trust(Ticks price) noexcept;

    /// The price that outliers are measured from: mid of the last good quote or price of the last good print or bar.
    [[nodiscard]] std::optional<Ticks> lastGood() const noexcept
    {
        return m_hasGood ? std::optional(m_good) : std::nullopt;
    }

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    /// Streams of one venue keep their own time each.
    enum Stream : std::uint8_t { Quotes, Prints, Bars, Depth, StreamCount };

    [[nodiscard]] bool isPlausiblePrice(Ticks price) const noexcept;
    [[nodiscard]] std::optional<TickFault> sizeFaultOf(Lots size) const noexcept;
    [[nodiscard]] bool isBackwards(Stream stream, Timestamp time) const noexcept;
    [[nodiscard]] bool isFar(Ticks price, Ticks from) const noexcept;
    [[nodiscard]] bool isOutlier(Ticks price) noexcept;
    void accept(Stream stream, Timestamp time) noexcept;

    InstrumentId m_instrument;
    QualityRules m_rules;
    Timestamp m_last[StreamCount];
    bool m_seen[StreamCount] = {};
    bool m_hasGood = false;
    Ticks m_good;
    Ticks m_candidate; ///< The last outlier.
    std::uint32_t m_agreeing = 0; ///< Outliers in a row that agree with it.
};

} // namespace omni::market
