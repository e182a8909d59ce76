// Somebody who trades at the simulator's model venue, writes down what truly happened, and books what he is told as a
// desk would: each fill once, busts and corrections by the fill's id. For tests of the venue alone.

#pragma once

#include "core/base/seeded_random.h"
#include "core/host/simulate/model_venue.h"
#include "core/trade/orders/life_cycle.h"
#include "core/trade/risk/gate.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

inline constexpr Timestamp venueBegins{1'767'225'600'000'000'000}; // 2026-01-01T00:00:00Z

/// 1: AX in USD, 0.01 a tick, any whole number of lots. 2: CX, finer. 3: BX in EUR, steps of 5.
inline market::Instrument venueInstrument(std::uint64_t number)
{
    market::Instrument instrument;
    instrument.id = {number};
    instrument.venue = "model";
    instrument.symbol = std::string{"ACB"[(number - 1) % 3], 'X'};
    instrument.quoteCurrency = number == 3 ? "EUR" : "USD";
    instrument.tickSize = number == 2 ? Decimal{5, -3} : Decimal{1, -2};
    instrument.lotSize = number == 2 ? Decimal{1, -3} : Decimal{1, 0};
    instrument.step = instrument.smallest = Lots{number == 3 ? 5 : 1};
    return market::completed(std::move(instrument)).value();
}

inline orders::OrderTicket venueTicket(std::uint64_t id, Side side, std::int64_t lots, std::uint64_t instrument = 1)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{id};
    ticket.instrument = InstrumentId{instrument};
    ticket.account = AccountId{1};
    ticket.environment = orders::Environment::Paper;
    ticket.side = side;
    ticket.size = Lots{lots};
    return ticket;
}

inline orders::OrderTicket limitTicket(std::uint64_t id, Side side, std::int64_t lots, std::int64_t price)
{
    auto ticket = venueTicket(id, side, lots);
    ticket.kind = orders::OrderKind::Limit;
    ticket.limit = Ticks{price};
    return ticket;
}

/// The gate lets everything through that is well formed.
inline std::optional<risk::ClearedOrder> clearedFor(const orders::OrderTicket& ticket,
                                                    const market::Instrument& instrument)
{
    risk::Limits limits;
    limits.enforced = false;
    risk::RiskView view;
    view.environment = ticket.environment;
    view.mode = risk::Mode::Manual;
    view.byPerson = true;
    view.reference = Ticks{10'000};
    view.quote = market::Quote{ticket.instrument, {}, Ticks{9'999}, Ticks{10'001}, Lots{1}, Lots{1}};
    view.quoteAge = Duration{};
    view.here.position = Lots{-signOf(ticket.side) * ticket.size.count};
    const auto cleared = risk::Gate(limits).clear(ticket, instrument, view);
    return cleared ? std::optional(*cleared) : std::nullopt;
}

class VenueBench
{
public:
    /// Both are what the venue's executions make of them.
    struct Sums {
        std::map<std::uint64_t, std::int64_t> positions; ///< By instrument.
        std::map<std::string, orders::Fill> fills; ///< That stand, by the venue's id.
    };
    /// An order by the words about it.
    struct Story {
        orders::OrderState state = orders::OrderState::Sent;
        std::int64_t size = 0, filled = 0;
        bool isEnded = false;
    };

    explicit VenueBench(int instruments = 3)
        : venue(AccountId{1},
                {[this](const simulate::WireMessage& message) { wire.push_back(message); },
                 [this](const orders::Fill& fill) { book(truth, fill); },
                 [this](const events::FillBusted& bust) { take(truth, bust.venueFillId); },
                 [this](const events::FillCorrected& correction) { change(truth, correction); }})
    {
        for (int i = 1; i <= instruments; ++i) {
            venue.define(venueInstrument(static_cast<std::uint64_t>(i)));
        }
        venue.connect("INSTALL1", "START001", OrderId{}, now);
        hear();
        words.clear();
    }
    VenueBench(const VenueBench&) = delete;
    VenueBench& operator=(const VenueBench&) = delete;

    /// False: the gate stopped it.
    bool submit(const orders::OrderTicket& ticket)
    {
        return submit(ticket, venueInstrument(ticket.instrument.value));
    }
    bool submit(const orders::OrderTicket& ticket, const market::Instrument& asTheGateHasIt)
    {
        const auto cleared = clearedFor(ticket, asTheGateHasIt);
        if (cleared) {
            stories[ticket.id.value] = {orders::OrderState::Sent, ticket.size.count};
            venue.submit(now, *cleared);
        }
        return cleared.has_value();
    }
    void cancel(std::uint64_t id)
    {
        advance(id, orders::OrderEventKind::CancelSent);
        venue.cancel(now, OrderId{id});
    }
    void replace(std::uint64_t id, std::optional<Lots> size, std::optional<Ticks> limit)
    {
        advance(id, orders::OrderEventKind::ReplaceSent);
        if (size) {
            stories[id].size = std::max(stories[id].size, size->count); // it may have the one or the other
        }
        venue.replace(now, {OrderId{id}, size, limit, {}});
    }
    void pass(Duration span)
    {
        now = now + span;
    }
    /// Everything that is due, market data apart. Appended to `words`.
    std::size_t hear()
    {
        ports::VenueEvent event;
        std::size_t heard = 0;
        while (venue.take(now, event)) {
            note(event);
            ++heard;
        }
        return heard;
    }
    /// The kinds of the reports about an order in `words`.
    [[nodiscard]] std::vector<orders::OrderEventKind> reportsOn(std::uint64_t id) const
    {
        std::vector<orders::OrderEventKind> kinds;
        for (const auto& word : words) {
            if (const auto* report = std::get_if<events::OrderReport>(&word.event);
                report != nullptr && report->order.value == id) {
                kinds.push_back(report->kind);
            }
        }
        return kinds;
    }
    template<class What> [[nodiscard]] std::vector<What> heard() const
    {
        std::vector<What> found;
        for (const auto& word : words) {
            if (const auto* what = std::get_if<What>(&word.event)) {
                found.push_back(*what);
            }
        }
        return found;
    }
    /// The only order that came under this number.
    [[nodiscard]] const simulate::VenueOrder* order(std::uint64_t id) const
    {
        for (const auto& one : venue.orders()) {
            if (one.ticket.id.value == id) {
                return &one;
            }
        }
        return nullptr;
    }
    /// The venue's own deeds, each with dice of its own, until `isDone` or `most`.
    template<class IsDone> bool work(int most, IsDone isDone)
    {
        for (int i = 0; i < most && !isDone(); ++i) {
            venue.roll(++dice);
            pass(milliseconds(10));
            venue.work(now);
            hear();
        }
        hear();
        return isDone();
    }
    /// The program dies; of what it had booked the last `lost` notes were not on the disk. The next one knows orders up
    /// to `lastKnown`.
    void restart(std::size_t lost, OrderId lastKnown)
    {
        venue.disconnect();
        record.resize(record.size() - std::min(lost, record.size()));
        told = {};
        for (const auto& note : record) {
            apply(note);
        }
        ++starts;
        venue.connect("INSTALL1", "START" + std::to_string(100 + starts), lastKnown, now,
                      [this](const orders::Fill& fill) { return isOnRecord(fill); });
    }
    /// Faults are off, the link is up, and everything is told.
    void settle()
    {
        venue.setManners({});
        venue.unclog();
        venue.restoreLink(now);
        for (int i = 0; i < 3; ++i) {
            pass(seconds(4));
            venue.tellAll(now);
            hear();
            venue.reconcile(now);
            hear();
        }
    }

    simulate::ModelVenue venue;
    Timestamp now = venueBegins;
    std::vector<ports::VenueEvent> words; ///< Heard, but for ticks.
    std::vector<market::Tick> ticks;
    std::vector<simulate::WireMessage> wire;
    Sums truth, told;
    std::map<std::uint64_t, Story> stories;
    std::vector<std::string> illegal; ///< Words that no order's life can hold.
    std::map<std::uint64_t, std::int64_t> reported; ///< Positions, by instrument.
    std::uint64_t dice = 0;
    std::uint64_t starts = 0;

private:
    using Note = std::variant<orders::Fill, events::FillBusted, events::FillCorrected>;

    static void book(Sums& sums, const orders::Fill& fill)
    {
        if (sums.fills.emplace(fill.venueFillId.view(), fill).second) {
            sums.positions[fill.instrument.value] += signOf(fill.side) * fill.size.count;
        }
    }
    static void take(Sums& sums, const orders::VenueFillId& id)
    {
        if (const auto at = sums.fills.find(std::string(id.view())); at != sums.fills.end()) {
            sums.positions[at->second.instrument.value] -= signOf(at->second.side) * at->second.size.count;
            at->second.size = Lots{0}; // remembered, so that it is not booked again
        }
    }
    static void change(Sums& sums, const events::FillCorrected& correction)
    {
        if (const auto at = sums.fills.find(std::string(correction.venueFillId.view())); at != sums.fills.end()) {
            auto& fill = at->second;
            sums.positions[fill.instrument.value] += signOf(fill.side) * (correction.size.count - fill.size.count);
            fill.price = correction.price;
            fill.size = correction.size;
            fill.value = correction.value;
            fill.fee = correction.fee;
            fill.feeCurrency = correction.feeCurrency;
        }
    }
    void apply(const Note& note)
    {
        if (const auto* fill = std::get_if<orders::Fill>(&note)) {
            book(told, *fill);
        } else if (const auto* bust = std::get_if<events::FillBusted>(&note)) {
            take(told, bust->venueFillId);
        } else {
            change(told, std::get<events::FillCorrected>(note));
        }
    }
    [[nodiscard]] bool isOnRecord(const orders::Fill& fill) const
    {
        return told.fills.contains(std::string(fill.venueFillId.view()));
    }
    void note(const ports::VenueEvent& event)
    {
        if (const auto* tick = std::get_if<market::Tick>(&event.event)) {
            ticks.push_back(*tick);
            return;
        }
        words.push_back(event);
        if (const auto* fill = std::get_if<orders::Fill>(&event.event)) {
            if (!isOnRecord(*fill)) {
                tellStory(*fill);
            }
            keep(*fill);
        } else if (const auto* bust = std::get_if<events::FillBusted>(&event.event)) {
            keep(*bust);
        } else if (const auto* correction = std::get_if<events::FillCorrected>(&event.event)) {
            keep(*correction);
        } else if (const auto* report = std::get_if<events::OrderReport>(&event.event)) {
            if (report->size) {
                stories[report->order.value].size = report->size->count;
            }
            advance(report->order.value, report->kind);
        } else if (const auto* position = std::get_if<events::PositionReported>(&event.event)) {
            reported[position->instrument.value] = position->position.count;
        }
    }
    template<class What> void keep(const What& what)
    {
        record.push_back(what);
        apply(what);
    }
    void tellStory(const orders::Fill& fill)
    {
        if (!fill.order) {
            return;
        }
        Story& story = stories[fill.order.value];
        story.filled += fill.size.count;
        advance(fill.order.value,
                story.size > 0 && story.filled >= story.size ? orders::OrderEventKind::Filled
                                                             : orders::OrderEventKind::PartFilled);
    }
    void advance(std::uint64_t id, orders::OrderEventKind kind)
    {
        Story& story = stories[id];
        const auto next = orders::next(story.state, kind);
        if (!next) {
            illegal.push_back(std::to_string(id) + ": " + std::string(orders::nameOf(story.state)) + " > "
                              + std::string(orders::nameOf(kind)));
            return;
        }
        story.state = *next;
        story.isEnded = story.isEnded || orders::isTerminal(*next);
    }

    std::vector<Note> record; ///< What it would find on its disk.
};

} // namespace omni::test
