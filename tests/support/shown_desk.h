// A test's desk of which a check of the simulator is shown everything, truly or with a hand that alters it.

#pragma once

#include "core/host/simulate/check.h"
#include "core/host/simulate/checks/told_desk.h"
#include "tests/support/test_desk.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace omni::test {

/// PAPER, in dollars, default limits: strict in everything.
inline events::SessionStarted aPaperSession()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    session.limits.ordersPerMinute = 120;
    session.limits.losingStreak = 10;
    return session;
}

/// A check, and before it what it stands on.
template<class One> struct WithTold {
    WithTold()
        : one(told)
        , both{&told, &one}
    {
    }
    simulate::ToldDesk told;
    One one;
    std::vector<simulate::Check*> both;
};

class ShownDesk
{
public:
    explicit ShownDesk(std::vector<simulate::Check*> toCheck, events::SessionStarted session = aPaperSession())
        : desk(std::move(session))
        , checks(std::move(toCheck))
    {
        desk.recorded = [this](const journal::Record& record) { show(record); };
        boot(engine::DeskState());
    }
    ShownDesk(const ShownDesk&) = delete;
    ShownDesk& operator=(const ShownDesk&) = delete;

    /// A session on test:ACME with 100'000 dollars, armed Manual.
    void open()
    {
        desk.apply(desk.session);
        desk.apply(events::InstrumentDefined{acme(), false});
        desk.apply(events::CashMoved{
            AccountId{1}, desk.engine.state().base, Money{100'000 * oneDollar}, events::CashKind::Deposit, {}, {}});
        desk.apply(events::Reconciled{AccountId{1}});
        quote(9'999, 10'001);
        desk.arm(risk::Mode::Manual);
        step();
    }
    void tick(const market::Tick& tick)
    {
        market::Tick shown = tick;
        m_pending = alterTick && !alterTick(shown) ? std::nullopt : std::optional(shown);
        desk.tick(tick);
        showTick();
    }
    void quote(std::int64_t bid, std::int64_t ask, InstrumentId id = InstrumentId{1})
    {
        tick(market::Quote{id, desk.stamp.wall, Ticks{bid}, Ticks{ask}, Lots{1'000}, Lots{1'000}, true, true});
    }
    /// A minute later: a quote around the close, and a bar of that minute.
    void bar(std::int64_t close, InstrumentId id = InstrumentId{1})
    {
        pass(minutes(1));
        quote(close - 1, close + 1, id);
        market::Bar bar;
        bar.instrument = id;
        bar.interval = minutes(1);
        bar.opened = desk.stamp.wall - bar.interval;
        bar.closedAt = desk.stamp.wall;
        bar.open = bar.high = bar.low = bar.close = Ticks{close};
        bar.volume = 1;
        tick(bar);
    }
    void pass(Duration span)
    {
        desk.pass(span);
        m_lived = m_lived + span;
    }
    /// A step of the simulator is over.
    void step()
    {
        ++m_step;
        each([&](simulate::Check& check) { check.onStep(scene(), findings); });
    }
    void quiet(const simulate::ModelVenue& venue)
    {
        auto now = scene();
        now.venue = &venue;
        each([&](simulate::Check& check) { check.onQuiet(now, findings); });
    }
    /// Reaches the venue now.
    void wire(const simulate::WireMessage& message)
    {
        each([&](simulate::Check& check) { check.onWire(scene(), message, findings); });
    }
    void wireNew(OrderId order, std::optional<Lots> size = {})
    {
        simulate::WireMessage message;
        message.order = order;
        message.ticket = desk.order(order).ticket;
        message.ticket.size = size.value_or(message.ticket.size);
        wire(message);
    }

    /// What a crash would leave.
    struct Kept {
        engine::DeskState state;
        Sequence last;
    };
    [[nodiscard]] Kept keep() const
    {
        return {desk.folded, desk.stamp.seq};
    }
    /// The program dies, and starts again on what was kept.
    void restart(const Kept& kept)
    {
        each([&](simulate::Check& check) { check.onCrash(scene(), findings); });
        ++desk.session.boot;
        desk.folded = kept.state;
        desk.stamp.boot = desk.session.boot;
        desk.stamp.mono = Monotonic{1};
        desk.stamp.seq = kept.last;
        desk.engine = engine::Engine();
        if (makeStrategies) {
            desk.engine.makeStrategiesWith(makeStrategies);
        }
        boot(kept.state, kept.last);
        desk.engine.resume(engine::DeskState(kept.state));
        desk.apply(desk.session);
        desk.apply(events::Reconciled{AccountId{1}});
    }
    void restart()
    {
        restart(keep());
    }

    /// The number of the invariant that was found broken; zero: none.
    [[nodiscard]] int broken() const
    {
        return findings.first() ? findings.first()->invariant.number : 0;
    }
    [[nodiscard]] std::string what() const
    {
        return findings.first()
            ? "S" + std::to_string(broken()) + " at step " + std::to_string(m_step) + ": " + findings.first()->what
            : std::string();
    }
    [[nodiscard]] std::uint64_t shown() const noexcept
    {
        return m_shown;
    }

    TestDesk desk;
    std::vector<simulate::Check*> checks;
    simulate::Findings findings;
    engine::Engine::MakeStrategy makeStrategies;
    // The hand: changes what is shown, or answers false and it is not shown at all.
    std::function<bool(events::Event&)> alterEvent;
    std::function<bool(events::Fact&)> alterFact;
    std::function<bool(market::Tick&)> alterTick;
    Duration hidden; ///< Of true time: clocks that are shown stand still by it.

private:
    template<class Do> void each(Do&& doIt)
    {
        for (simulate::Check* check : checks) {
            doIt(*check);
        }
    }
    [[nodiscard]] simulate::Scene scene() const
    {
        simulate::Scene now;
        now.step = m_step;
        now.wall = desk.stamp.wall;
        now.mono = Monotonic{m_lived.ns - hidden.ns};
        now.engine = &desk.engine;
        now.boot = desk.session.boot;
        return now;
    }
    void boot(const engine::DeskState& state, Sequence last = {})
    {
        auto now = scene();
        now.engine = nullptr;
        now.recovered = last;
        each([&](simulate::Check& check) { check.onBoot(now, state, findings); });
    }
    void showTick()
    {
        if (m_pending) {
            const market::Tick shown = *std::exchange(m_pending, std::nullopt);
            ++m_shown;
            each([&](simulate::Check& check) { check.onTick(scene(), desk.stamp, shown, findings); });
        }
    }
    void show(const journal::Record& record)
    {
        showTick();
        ++m_shown;
        if (record.index == 0) {
            m_event = *events::decodeEvent(record.stamp, record.kind, record.payload);
            m_isShown = !alterEvent || alterEvent(*m_event);
            if (m_isShown) {
                each([&](simulate::Check& check) { check.onInput(scene(), record.stamp, *m_event, findings); });
            }
            return;
        }
        auto fact = *events::decodeFact(record.stamp, record.kind, record.payload);
        if (!alterFact || alterFact(fact)) {
            each([&](simulate::Check& check) { check.onFact(scene(), record.stamp, fact, findings); });
        }
    }

    std::optional<market::Tick> m_pending;
    std::optional<events::Event> m_event; ///< The one in hand.
    bool m_isShown = true;
    Monotonic m_lived{1};
    std::uint64_t m_step = 0, m_shown = 0;
};

} // namespace omni::test
