// Builds bars of one instrument from its prints or from the mids of its quotes.
//
// A bar of time covers [n x interval, (n + 1) x interval) counted from 1970-01-01 UTC. It is finished by the first
// event at or after its end, or by `advanceTo`, whichever comes first, and never earlier. A bucket without an event
// makes no bar; the next bar states how many were left out. Bars of trades and of volume end with the print that
// fills them; a print is never split, so that a bar of volume may hold more than its size.
//
// Deterministic, allocates nothing, written by one thread.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <optional>

namespace omni::market {

/// What ends a bar.
enum class BarKind : std::uint8_t { Time, Trades, Volume };

struct BarRule {
    BarKind kind = BarKind::Time;
    Duration interval = minutes(1); ///< Of bars of time. Above zero, at most 73 years.
    std::uint32_t trades = 500; ///< Of bars of trades. At least 1.
    Lots volume{1'000}; ///< Of bars of volume. Above zero.
};

/// A finished bar with its exact sums.
struct BuiltBar {
    Bar bar;
    Lots lots; ///< `bar.volume`, exact.
    Lots buyLots; ///< Of prints whose aggressor bought.
    Lots sellLots; ///< Of prints whose aggressor sold. The rest is unknown.
    Int128 tickLots = 0; ///< Sum of price x size. Divided by `lots` it is the volume-weighted average price in ticks.
    std::uint64_t gap = 0; ///< Buckets without an event between the bar before and this one. Bars of time only.
    bool isPartial = false; ///< Handed out by `finish` before its end.

    /// In ticks, for statistics; needs `lots` above zero.
    [[nodiscard]] double vwapTicks() const noexcept
    {
        return static_cast<double>(tickLots) / static_cast<double>(lots.count);
    }
    friend bool operator==(const BuiltBar&, const BuiltBar&) = default;
};

class BarBuilder
{
public:
    /// `instrument` gives the id and what a lot measures; `rule` is within its bounds.
    BarBuilder(const Instrument& instrument, BarRule rule);

    /// Takes a print; returns the bar that it finished, if any. Refused and counted in `late`: a time before the bucket
    /// that is being built, or that was built last; for bars of trades and volume, before their last bar's end. Refused
    /// and counted in `unfit`: another instrument, a size below zero, a time outside 1823 to 2116, a sum
    /// that does not fit.
    std::optional<BuiltBar> add(const Print& print);

    /// Takes the mid of a quote, rounded to the tick with halves to even; without volume and trades. One-sided,
    /// locked and crossed quotes are unfit. For bars of time only: the others never end.
    std::optional<BuiltBar> addMid(const Quote& quote);

    /// Time has come to `time`: returns the bar of time that ended by it, if one is open. What comes later with an
    /// earlier bucket is late.
    std::optional<BuiltBar> advanceTo(Timestamp time);

    /// The open bar as it is, marked partial; the builder is as if it had ended. For the end of a file.
    std::optional<BuiltBar> finish();

    /// The bar being built, for a chart. Its `closedAt` is the end to come, or the last trade so far.
    [[nodiscard]] std::optional<BuiltBar> open() const noexcept;

    [[nodiscard]] const BarRule& rule() const noexcept
    {
        return m_rule;
    }
    [[nodiscard]] std::uint64_t late() const noexcept
    {
        return m_late;
    }
    [[nodiscard]] std::uint64_t unfit() const noexcept
    {
        return m_unfit;
    }

    /// The whole state but instrument and rule. `load` makes the reader bad for a state of another rule or instrument,
    /// and starts empty then.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    /// What an event adds.
    struct Piece {
        Timestamp time;
        Ticks price;
        Lots size;
        Aggressor aggressor = Aggressor::Unknown;
        std::uint32_t trades = 0;
    };

    std::optional<BuiltBar> take(const Piece& piece);
    [[nodiscard]] bool isFit(const Piece& piece) const noexcept;
    void start(const Piece& piece) noexcept;
    void extend(const Piece& piece) noexcept;
    [[nodiscard]] bool isFull() const noexcept;
    std::optional<BuiltBar> close();
    [[nodiscard]] BuiltBar withVolume(BuiltBar built) const noexcept;
    void reset() noexcept;

    InstrumentId m_instrument;
    Instrument m_measure; ///< Only what `quantityNumber` needs of it.
    BarRule m_rule;
    BuiltBar m_bar; ///< Being built while `m_isOpen`.
    bool m_isOpen = false;
    bool m_hasFloor = false;
    Timestamp m_floor; ///< What is earlier is late.
    bool m_hasLast = false;
    Timestamp m_lastEnd; ///< End of the last bar of time.
    std::uint64_t m_late = 0;
    std::uint64_t m_unfit = 0;
};

} // namespace omni::market
