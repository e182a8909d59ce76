// What was really traded, from flat to flat in each instrument.
//
// A trip begins when a position leaves zero and ends when it is back there or crosses it; a fill that crosses is split
// by its lots, rounded once, half to even. All amounts are in the base currency, converted at the moment of the fill.
// A trip whose amounts or whose beginning are not all known - no rate, a position that was adopted or came back by a
// bust - ends without a row: half a result would be none.

#pragma once

#include "core/base/bytes.h"
#include "core/base/flat_map.h"
#include "core/desk/views/history.h"
#include "core/trade/portfolio/portfolio.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::runtime {

/// A booked fill as a trip sees it.
struct TripFill {
    Sequence seq;
    Timestamp at;
    InstrumentId instrument;
    StrategyId strategy;
    ProposalId proposal;
    Side side = Side::Buy;
    Lots size;
    portfolio::BookedFill booked;
    std::optional<Money> value, fee, realised; ///< Base currency. None: no rate. `realised` is gross of fees.
    std::optional<Money> risk; ///< Loss at the stop as proposed and approved. None: not of a proposal with a stop.
};

/// Deterministic; one thread.
class TripBook
{
public:
    /// The trip that it ends, if it ends one that is known whole.
    [[nodiscard]] std::optional<views::RoundTripRow> add(const TripFill& fill);
    /// A fill was taken back or changed, a position was set by a person's word or counted anew: the trip that is open,
    /// if `position` is not flat, has no known result any more.
    void unknow(InstrumentId instrument, Lots position);

    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    struct Trip {
        StrategyId strategy; ///< None: a person's, or of several.
        ProposalId proposal; ///< Of the first entry.
        Side side = Side::Buy;
        Lots lots; ///< The most that was held, unsigned.
        Timestamp opened;
        Money entry, net, fees;
        std::optional<Money> risk; ///< Of all entries. None: of one it is not known.
        std::vector<ProposalId> counted; ///< Whose risk is in it.
        bool isWhole = true;
    };
    struct Part {
        std::int64_t lots = 0;
        Money value, fee;
    };
    void open(const TripFill& fill, const Part& part);
    static void extend(Trip& trip, const TripFill& fill, const Part& part);
    static void addTo(Trip& trip, Money& sum, std::int64_t amount) noexcept;

    FlatMap<InstrumentId, Trip> m_open;
};

} // namespace omni::runtime
