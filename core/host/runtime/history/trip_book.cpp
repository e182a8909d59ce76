#include "core/host/runtime/history/trip_book.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <cstdlib>

namespace omni::runtime {

namespace {

/// So much of it as `lots` of `size` are.
Money partOf(Money amount, std::int64_t lots, std::int64_t size) noexcept
{
    return Money{static_cast<std::int64_t>(dividedHalfEven(Int128{amount.e8} * lots, size))};
}

std::int64_t unsignedOf(Lots lots) noexcept
{
    return lots.count < 0 ? -lots.count : lots.count;
}

} // namespace

void TripBook::addTo(Trip& trip, Money& sum, std::int64_t amount) noexcept
{
    const auto added = checkedSum(sum.e8, amount);
    trip.isWhole = trip.isWhole && added;
    sum.e8 = added.value_or(sum.e8);
}

void TripBook::extend(Trip& trip, const TripFill& fill, const Part& part)
{
    trip.isWhole = trip.isWhole && fill.value && fill.fee;
    trip.lots.count = std::max(trip.lots.count, unsignedOf(fill.booked.positionAfter));
    addTo(trip, trip.entry, part.value.e8);
    addTo(trip, trip.fees, part.fee.e8);
    addTo(trip, trip.net, -part.fee.e8);
    if (std::find(trip.counted.begin(), trip.counted.end(), fill.proposal) == trip.counted.end()) {
        trip.counted.push_back(fill.proposal);
        const auto sum
            = trip.risk && fill.risk ? checkedSum(trip.risk->e8, fill.risk->e8) : std::optional<std::int64_t>();
        trip.risk = sum ? std::optional(Money{*sum}) : std::nullopt;
    }
    if (trip.strategy != fill.strategy) {
        trip.strategy = {};
    }
}

void TripBook::open(const TripFill& fill, const Part& part)
{
    Trip trip;
    trip.strategy = fill.strategy;
    trip.proposal = fill.proposal;
    trip.side = fill.side;
    trip.opened = fill.at;
    trip.risk = Money{};
    extend(trip, fill, part);
    m_open.insertOrAssign(fill.instrument, std::move(trip));
}

std::optional<views::RoundTripRow> TripBook::add(const TripFill& fill)
{
    const std::int64_t closed = fill.booked.closed.count;
    const Money value = fill.value.value_or(Money{});
    const Money fee = fill.fee.value_or(Money{});
    const Part closing{closed, partOf(value, closed, fill.size.count), partOf(fee, closed, fill.size.count)};
    const Part opening{fill.size.count - closed, {value.e8 - closing.value.e8}, {fee.e8 - closing.fee.e8}};

    std::optional<views::RoundTripRow> row;
    if (fill.booked.positionBefore.count != 0 && !m_open.contains(fill.instrument)) {
        Trip unknown;
        unknown.isWhole = false;
        m_open.insertOrAssign(fill.instrument, std::move(unknown));
    }
    if (closed > 0) {
        Trip& trip = *m_open.find(fill.instrument);
        trip.isWhole = trip.isWhole && fill.value && fill.fee && fill.realised;
        addTo(trip, trip.net, fill.realised.value_or(Money{}).e8);
        addTo(trip, trip.net, -closing.fee.e8);
        addTo(trip, trip.fees, closing.fee.e8);
        if (fill.booked.positionAfter.count == 0 || fill.booked.crossedZero) {
            if (trip.isWhole) {
                row = views::RoundTripRow{fill.seq,   fill.instrument, trip.strategy, trip.proposal,
                                          trip.side,  trip.lots,       trip.opened,   fill.at,
                                          trip.entry, trip.net,        trip.fees,     trip.risk};
            }
            m_open.erase(fill.instrument);
        }
    }
    if (opening.lots > 0) {
        if (Trip* trip = m_open.find(fill.instrument)) {
            extend(*trip, fill, opening);
        } else {
            open(fill, opening);
        }
    }
    return row;
}

void TripBook::unknow(InstrumentId instrument, Lots position)
{
    if (position.count == 0) {
        m_open.erase(instrument);
        return;
    }
    Trip trip;
    trip.isWhole = false;
    m_open.insertOrAssign(instrument, std::move(trip));
}

void TripBook::save(ByteWriter& out) const
{
    out.varint(m_open.size());
    for (const auto& [instrument, trip] : m_open) {
        for (const std::uint64_t id : {instrument.value, trip.strategy.value, trip.proposal.value}) {
            out.varint(id);
        }
        out.boolean(trip.side == Side::Sell);
        for (const std::int64_t number : {trip.lots.count, trip.opened.ns, trip.entry.e8, trip.net.e8, trip.fees.e8}) {
            out.signedVarint(number);
        }
        out.boolean(trip.risk.has_value());
        out.signedVarint(trip.risk.value_or(Money{}).e8);
        out.varint(trip.counted.size());
        for (const ProposalId proposal : trip.counted) {
            out.varint(proposal.value);
        }
        out.boolean(trip.isWhole);
    }
}

void TripBook::load(ByteReader& in)
{
    m_open.clear();
    for (std::uint64_t count = in.varint(); count > 0 && in.ok(); --count) {
        Trip trip;
        const InstrumentId instrument{in.varint()};
        trip.strategy = {in.varint()};
        trip.proposal = {in.varint()};
        trip.side = in.boolean() ? Side::Sell : Side::Buy;
        for (std::int64_t* number : {&trip.lots.count, &trip.opened.ns, &trip.entry.e8, &trip.net.e8, &trip.fees.e8}) {
            *number = in.signedVarint();
        }
        const bool hasRisk = in.boolean();
        const Money risk{in.signedVarint()};
        trip.risk = hasRisk ? std::optional(risk) : std::nullopt;
        for (std::uint64_t proposals = in.varint(); proposals > 0 && in.ok(); --proposals) {
            trip.counted.push_back({in.varint()});
        }
        trip.isWhole = in.boolean();
        m_open.insertOrAssign(instrument, std::move(trip));
    }
}

} // namespace omni::runtime
