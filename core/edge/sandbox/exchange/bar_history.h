// The past of one listing as bars, from before the exchange began up to the last trade.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/exchange/listing.h"
#include "core/trade/market/tick.h"

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace omni::sandbox {

struct VenueBar {
    Timestamp opened;
    Ticks open, high, low, close;
    Lots volume, buyVolume; ///< `buyVolume`: where the taker bought.
    Money value, buyValue; ///< In the quote.
    std::uint64_t trades = 0;
    std::uint64_t firstTrade = 0, lastTrade = 0; ///< Zero: of a time before trades were counted.
};

/// Adds `piece`, which is not older, to `bar`. A sum that no longer fits stands at the largest: a month of a coin in
/// 1/10^8 of its quote may be more than 64 bits hold.
void join(VenueBar& bar, const VenueBar& piece) noexcept;

/// A bar's length, by the clock of a place whose time is `ahead` of UTC.
struct BarSpan {
    enum class Unit : std::uint8_t { Second, Minute, Week, Month } unit = Unit::Minute;
    std::int64_t count = 1; ///< Of seconds: divides the minute. Of minutes: divides the day, or whole days.
    Duration ahead{}; ///< Whole minutes; below zero: behind.

    /// The opening of the bar that holds `t`.
    [[nodiscard]] Timestamp openingOf(Timestamp t) const noexcept;
    /// The opening of the bar behind the one that opens at `opened`.
    [[nodiscard]] Timestamp after(Timestamp opened) const noexcept;
};

class BarHistory
{
public:
    /// Bars that were finished before the exchange began: `past(interval, count)`, oldest first.
    using Past = std::function<std::vector<market::Bar>(Duration, std::size_t)>;

    /// `listing` outlives it.
    BarHistory(const Listing& listing, Timestamp start, Past past);

    void add(Timestamp at, Ticks price, Lots size, bool buyerIsMaker, std::uint64_t trade);
    /// Bars that open within [from, to], oldest first, no more than `most`: the newest of them if `newest`, else the
    /// oldest. The last one may be unfinished. A bar without a trade stands flat at the last close, or is left out.
    [[nodiscard]] std::vector<VenueBar> bars(BarSpan span, Timestamp from, Timestamp to, std::size_t most, bool newest,
                                             bool fillsGaps) const;
    /// The minutes that open at `from` or later, as one bar; nothing where none has traded.
    [[nodiscard]] std::optional<VenueBar> since(Timestamp from) const;

private:
    [[nodiscard]] VenueBar venueBarOf(const market::Bar& bar) const;
    [[nodiscard]] std::vector<VenueBar> before(Duration length, std::size_t count) const;
    [[nodiscard]] const std::vector<VenueBar>& days() const;
    [[nodiscard]] const std::vector<VenueBar>& quarters() const;
    static void put(std::deque<VenueBar>& bars, Timestamp opened, const VenueBar& piece, std::size_t most);

    const Listing* m_listing;
    Timestamp m_start;
    Past m_past;
    std::deque<VenueBar> m_seconds;
    std::deque<VenueBar> m_minutes;
    mutable std::vector<VenueBar> m_days; ///< Before the first minute; made when first asked for.
    mutable std::vector<VenueBar> m_quarters; ///< The same by quarters of an hour: for days that begin elsewhere.
    mutable bool m_hasDays = false, m_hasQuarters = false;
};

} // namespace omni::sandbox
