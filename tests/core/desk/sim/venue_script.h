// Words in which the tests of the simulated venues are told.

#pragma once

#include "core/desk/ports/venue.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omni::sim::script {

using orders::OrderEventKind;
using orders::OrderKind;
using orders::TimeInForce;

inline constexpr InstrumentId share{1};
inline constexpr AccountId account{7};
inline constexpr std::int64_t dollar = 100'000'000; ///< Of Money::e8.

/// A share priced in cents, one lot a share.
inline market::Instrument aShare(InstrumentId id = share)
{
    market::Instrument instrument;
    instrument.id = id;
    instrument.venue = "test";
    instrument.symbol = "ABC";
    instrument.quoteCurrency = "USD";
    instrument.tickSize = {1, -2};
    instrument.lotSize = {1, 0};
    return market::completed(instrument).value();
}

inline Timestamp at(std::int64_t second)
{
    return Timestamp{seconds(second).ns};
}

inline orders::OrderTicket anOrder(std::uint64_t id, Side side, std::int64_t size, OrderKind kind = OrderKind::Market)
{
    orders::OrderTicket ticket;
    ticket.id = {id};
    ticket.instrument = share;
    ticket.account = account;
    ticket.side = side;
    ticket.kind = kind;
    ticket.size = {size};
    return ticket;
}

inline orders::OrderTicket aLimit(std::uint64_t id, Side side, std::int64_t size, std::int64_t price,
                                  TimeInForce lasting = TimeInForce::GoodTillCancelled)
{
    auto ticket = anOrder(id, side, size, OrderKind::Limit);
    ticket.limit = Ticks{price};
    ticket.timeInForce = lasting;
    return ticket;
}

inline orders::OrderTicket aStop(std::uint64_t id, Side side, std::int64_t size, std::int64_t price)
{
    auto ticket = anOrder(id, side, size, OrderKind::Stop);
    ticket.stop = Ticks{price};
    return ticket;
}

inline market::Quote aQuote(std::int64_t bid, std::int64_t bidSize, std::int64_t ask, std::int64_t askSize)
{
    market::Quote quote;
    quote.instrument = share;
    quote.bid = {bid};
    quote.bidSize = {bidSize};
    quote.ask = {ask};
    quote.askSize = {askSize};
    return quote;
}

inline market::Print aPrint(std::int64_t price, std::int64_t size,
                            market::Aggressor aggressor = market::Aggressor::Unknown)
{
    market::Print print;
    print.instrument = share;
    print.price = {price};
    print.size = {size};
    print.aggressor = aggressor;
    return print;
}

inline market::DepthChange aLevel(Side side, std::int64_t price, std::int64_t size, bool endsBatch = true)
{
    market::DepthChange change;
    change.instrument = share;
    change.side = side;
    change.price = {price};
    change.size = {size};
    change.endsBatch = endsBatch;
    return change;
}

inline market::Bar aBar(Timestamp opened, std::int64_t open, std::int64_t high, std::int64_t low, std::int64_t close,
                        Duration interval = minutes(1))
{
    market::Bar bar;
    bar.instrument = share;
    bar.opened = opened;
    bar.interval = interval;
    bar.closedAt = opened + interval;
    bar.open = {open};
    bar.high = {high};
    bar.low = {low};
    bar.close = {close};
    return bar;
}

/// What a venue has said, in order.
struct Heard {
    std::vector<orders::Fill> fills;
    std::vector<events::OrderReport> reports;
    std::vector<Timestamp> times; ///< Of all events.
    std::string story; ///< "accepted 1, fill 1 10@101, cancelled 1"

    [[nodiscard]] std::int64_t filled(std::uint64_t order) const
    {
        std::int64_t lots = 0;
        for (const auto& fill : fills) {
            lots += fill.order.value == order ? fill.size.count : 0;
        }
        return lots;
    }
    /// Of the order's last report.
    [[nodiscard]] std::string last(std::uint64_t order) const
    {
        std::string name;
        for (const auto& report : reports) {
            if (report.order.value == order) {
                name = orders::nameOf(report.kind);
            }
        }
        return name;
    }
};

inline void note(Heard& heard, const ports::VenueEvent& event)
{
    const auto add = [&heard](const std::string& words) { heard.story += (heard.story.empty() ? "" : ", ") + words; };
    heard.times.push_back(event.at);
    if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
        heard.fills.push_back(*fill);
        add("fill " + std::to_string(fill->order.value) + ' ' + std::to_string(fill->size.count) + '@'
            + std::to_string(fill->price.count));
    } else if (const auto* report = std::get_if<events::OrderReport>(&event.event)) {
        heard.reports.push_back(*report);
        add(std::string(orders::nameOf(report->kind)) + ' ' + std::to_string(report->order.value));
    }
}

/// Everything that the venue has to say up to `until`, its ticks aside.
inline Heard hear(ports::Venue& venue, Timestamp until)
{
    Heard heard;
    ports::VenueEvent event;
    while (venue.take(until, event)) {
        note(heard, event);
    }
    return heard;
}

} // namespace omni::sim::script
