// An engine with a hand on its clocks, its market and its venue, and beside it a state that is folded from the record
// alone, byte for byte through the codec: what recovery would find.

#pragma once

#include "core/desk/engine/engine.h"
#include "core/desk/engine/fold.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/record.h"
#include "core/trade/market/notional.h"
#include "tests/support/scripted_market.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

inline constexpr std::int64_t oneDollar = 100'000'000;

/// DEMO, in dollars, default limits, one strategy that goes with each turn of the closes, long and short.
inline events::SessionStarted aSession()
{
    events::SessionStarted started;
    started.boot = 1;
    started.installNonce = "install";
    started.startNonce = "start";
    started.program = "test";
    started.environment = orders::Environment::Demo;
    started.account = AccountId{1};
    started.accountName = "demo";
    started.baseCurrency = "USD";
    started.strategies = {{StrategyId{1}, "sma_cross:fast=1,slow=2,direction=both"}};
    return started;
}

class TestDesk
{
public:
    explicit TestDesk(events::SessionStarted started = aSession())
        : session(std::move(started))
    {
        stamp.boot = session.boot;
        stamp.wall = newYear + hours(12);
        stamp.mono = Monotonic{1};
    }

    /// A session on test:ACME at 99.99 / 100.01 with 100'000 dollars, armed Manual.
    static TestDesk armed(const events::SessionStarted& started = aSession())
    {
        TestDesk desk(started);
        desk.open();
        desk.arm(risk::Mode::Manual);
        return desk;
    }
    void open()
    {
        apply(session);
        apply(events::InstrumentDefined{acme(), false});
        apply(events::CashMoved{
            AccountId{1}, engine.state().base, Money{100'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
        if (!orders::isSimulated(session.environment)) {
            apply(events::Reconciled{AccountId{1}});
        }
        quote(9'999, 10'001);
    }
    void arm(risk::Mode mode)
    {
        command(events::SetMode{mode});
    }

    // --- time ---

    void pass(Duration span)
    {
        stamp.wall = stamp.wall + span;
        stamp.mono = stamp.mono + span;
    }
    /// The wall clock alone is set: not that of the venue.
    void setClock(Duration by)
    {
        stamp.wall = stamp.wall + by;
        m_setBy = m_setBy + by;
    }
    [[nodiscard]] Timestamp venueNow() const
    {
        return stamp.wall - m_setBy;
    }
    /// The program stops, however it does, and starts again on what the record holds.
    void restart()
    {
        ++session.boot;
        stamp.boot = session.boot;
        stamp.mono = Monotonic{1};
        m_setBy = {}; // venue's times are told on the clock that a session begins with
        engine = engine::Engine();
        engine.resume(engine::DeskState(folded));
        apply(session);
    }

    // --- events ---

    const engine::Output& apply(const events::Event& event)
    {
        ++stamp.seq.value;
        lastError = {};
        if (auto done = engine.apply(stamp, event, out); !done) {
            lastError = done.error();
        }
        if (!std::holds_alternative<market::Tick>(event)) {
            record(event);
        }
        keep();
        return out;
    }
    void tick(const market::Tick& what)
    {
        ++stamp.seq.value;
        engine.applyTick(stamp, what, out);
        keep();
    }
    void quote(std::int64_t bid, std::int64_t ask, InstrumentId id = InstrumentId{1})
    {
        tick(market::Quote{id, venueNow(), Ticks{bid}, Ticks{ask}, Lots{1'000}, Lots{1'000}, true, true});
    }
    /// A minute later: a quote around the close, and a bar of that minute.
    void bar(std::int64_t close, InstrumentId id = InstrumentId{1})
    {
        pass(minutes(1));
        quote(close - 1, close + 1, id);
        market::Bar bar;
        bar.instrument = id;
        bar.interval = minutes(1);
        bar.opened = stamp.wall - bar.interval;
        bar.closedAt = stamp.wall;
        bar.open = bar.high = bar.low = bar.close = Ticks{close};
        bar.volume = 1;
        tick(bar);
    }
    const engine::Output& command(const events::Wish& what, PrincipalId by = engine::owner, bool stepUp = true,
                                  std::string_view reason = "test")
    {
        events::Command command;
        command.by = by;
        command.stepUp = stepUp;
        command.reason = ShortText<95>(reason);
        command.what = what;
        return apply(command);
    }
    const engine::Output& report(OrderId order, orders::OrderEventKind kind, std::optional<Lots> size = {})
    {
        events::OrderReport report;
        report.order = order;
        report.account = AccountId{1};
        report.kind = kind;
        report.venueTime = stamp.wall;
        report.size = size;
        return apply(report);
    }
    orders::Fill fillOf(OrderId order, std::int64_t lots, std::int64_t price)
    {
        const auto* record = engine.state().ledger.find(order);
        orders::Fill fill;
        fill.order = order;
        fill.instrument = record != nullptr ? record->ticket.instrument : InstrumentId{1};
        fill.account = AccountId{1};
        fill.side = record != nullptr ? record->ticket.side : Side::Buy;
        fill.price = Ticks{price};
        fill.size = Lots{lots};
        fill.value = *market::notional(*engine.state().instrument(fill.instrument), fill.price, fill.size);
        fill.feeCurrency = engine.state().base;
        fill.time = stamp.wall;
        fill.venueFillId = orders::VenueFillId("f" + std::to_string(++m_fills));
        return fill;
    }
    const engine::Output& fill(OrderId order, std::int64_t lots, std::int64_t price)
    {
        return apply(fillOf(order, lots, price));
    }

    // --- what people do ---

    /// The closes fall, then rise to `close`: the strategy wishes to buy there. The proposal, or none.
    ProposalId proposeBuy(std::int64_t close = 10'000)
    {
        bar(close);
        bar(close - 10);
        bar(close);
        return newestProposal();
    }
    /// A buy that its own reasons weigh against: the slow mean has fallen further than the last bar rose.
    ProposalId proposeAgainstItself()
    {
        bar(10'000);
        bar(9'960);
        bar(9'965);
        return newestProposal();
    }
    ProposalId proposeSell(std::int64_t close = 10'000)
    {
        bar(close);
        bar(close + 10);
        bar(close);
        return newestProposal();
    }
    [[nodiscard]] ProposalId newestProposal() const
    {
        const auto& waiting = engine.state().waiting;
        return waiting.isEmpty() ? ProposalId{} : (waiting.end() - 1)->key;
    }
    [[nodiscard]] events::Approve approvalOf(ProposalId id, std::optional<Lots> size = {}) const
    {
        const auto& waiting = *engine.state().waiting.find(id);
        events::Approve approval;
        approval.proposal = id;
        approval.size = size.value_or(waiting.made.ticket.size);
        approval.digest = engine::signedDigestFor(engine.state(), waiting, approval.size);
        return approval;
    }
    void approve(ProposalId id, std::optional<Lots> size = {})
    {
        command(approvalOf(id, size));
    }
    /// A person's order at market, with a stop and a target where they are given. Its id, or none when it was refused.
    OrderId place(Side side, std::int64_t lots, std::optional<std::int64_t> stop = {},
                  std::optional<std::int64_t> target = {})
    {
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.side = side;
        place.ticket.size = Lots{lots};
        place.stop = stop ? std::optional(Ticks{*stop}) : std::nullopt;
        place.target = target ? std::optional(Ticks{*target}) : std::nullopt;
        return placed(place);
    }
    OrderId placed(const events::PlaceOrder& place)
    {
        const OrderId next{engine.state().nextOrder};
        command(place);
        return engine.state().ledger.find(next) != nullptr ? next : OrderId{};
    }
    /// Buys, fills whole at `price`, and the stop works. The entry's id; the stop is the next one.
    OrderId longWithStop(std::int64_t lots = 10, std::int64_t stop = 9'900, std::optional<std::int64_t> target = {})
    {
        const OrderId entry = place(Side::Buy, lots, stop, target);
        report(entry, orders::OrderEventKind::Accepted);
        fill(entry, lots, 10'000);
        report(OrderId{entry.value + 1}, orders::OrderEventKind::Accepted);
        if (target) {
            report(OrderId{entry.value + 2}, orders::OrderEventKind::Accepted);
        }
        return entry;
    }

    // --- questions ---

    [[nodiscard]] const engine::DeskState& state() const noexcept
    {
        return engine.state();
    }
    [[nodiscard]] const orders::OrderRecord& order(OrderId id) const
    {
        return *engine.state().ledger.find(id);
    }
    [[nodiscard]] std::int64_t position(InstrumentId id = InstrumentId{1}) const
    {
        return engine.state().portfolio.position(id).lots.count;
    }
    /// Of the newest event.
    template<class Fact> [[nodiscard]] std::vector<Fact> now() const
    {
        return only<Fact>(out.facts);
    }
    /// Since the beginning.
    template<class Fact> [[nodiscard]] std::vector<Fact> ever() const
    {
        return only<Fact>(facts);
    }
    [[nodiscard]] bool alerted(std::string_view key) const
    {
        for (const auto& alert : ever<events::AlertRaised>()) {
            if (alert.key.view() == key) {
                return true;
            }
        }
        return false;
    }
    /// Why the newest command was denied; nothing: it was not.
    [[nodiscard]] std::optional<events::Denial> denial() const
    {
        const auto denied = now<events::CommandDenied>();
        return denied.empty() ? std::nullopt : std::optional(denied.back().why);
    }
    [[nodiscard]] std::optional<risk::Rule> refusal() const
    {
        const auto refused = now<events::OrderRefused>();
        return refused.empty() ? std::nullopt : std::optional(refused.back().refusal.rule);
    }
    /// Tickets sent upon the newest event.
    [[nodiscard]] std::vector<orders::OrderTicket> sent() const
    {
        std::vector<orders::OrderTicket> tickets;
        for (const auto& effect : out.effects) {
            if (const auto* submit = std::get_if<events::Submit>(&effect)) {
                tickets.push_back(submit->order.ticket());
            }
        }
        return tickets;
    }
    template<class Effect> [[nodiscard]] std::vector<Effect> wanted() const
    {
        return only<Effect>(out.effects);
    }
    [[nodiscard]] static Bytes bytesOf(const engine::DeskState& state)
    {
        Bytes bytes;
        ByteWriter writer(bytes);
        state.save(writer);
        return bytes;
    }
    /// S22.
    [[nodiscard]] bool recordFoldsToTheState() const
    {
        return bytesOf(folded) == bytesOf(engine.state());
    }

    events::SessionStarted session;
    engine::Engine engine;
    engine::DeskState folded; ///< From the record alone.
    engine::Output out; ///< Of the newest event.
    Stamp stamp; ///< Of the newest event; the next one has its times, unless time passes.
    std::vector<events::Fact> facts;
    std::vector<events::Effect> effects; ///< All there ever were; a test's venue may clear it.
    std::optional<Error> lastError;
    std::function<void()> afterEach; ///< Called when an event has been applied.
    std::function<void(const journal::Record&)> recorded; ///< Called with each record of the journal.

private:
    template<class One, class Variant> static std::vector<One> only(const std::vector<Variant>& from)
    {
        std::vector<One> found;
        for (const Variant& one : from) {
            if (const auto* match = std::get_if<One>(&one)) {
                found.push_back(*match);
            }
        }
        return found;
    }
    void record(const events::Event& event)
    {
        Bytes bytes;
        events::encode(stamp, event, bytes);
        static_cast<void>(engine::fold(folded, stamp, *events::decodeEvent(stamp, events::kindOf(event), bytes)));
        if (recorded) {
            recorded({stamp, 0, events::kindOf(event), bytes});
        }
    }
    void keep()
    {
        std::uint32_t index = 0;
        for (const events::Fact& fact : out.facts) {
            Bytes bytes;
            events::encode(stamp, fact, bytes);
            if (recorded) {
                recorded({stamp, ++index, events::kindOf(fact), bytes});
            }
            engine::fold(folded, stamp, *events::decodeFact(stamp, events::kindOf(fact), bytes));
            facts.push_back(fact);
        }
        effects.insert(effects.end(), out.effects.begin(), out.effects.end());
        if (afterEach) {
            afterEach();
        }
    }

    std::uint64_t m_fills = 0;
    Duration m_setBy;
};

} // namespace omni::test
