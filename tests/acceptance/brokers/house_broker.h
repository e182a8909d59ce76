// The simulated venue of the house (desk/sim) where the desk expects a broker: the same port, with nothing between but
// a timer. The market is a tape that a test writes; what has been traded is counted where the venue says so, before the
// desk hears of it.

#pragma once

#include "core/desk/driver/session_opening.h"
#include "core/desk/ports/broker.h"
#include "core/desk/sim/feed_venue.h"
#include "core/edge/brokers/shared/broker_info.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace omni::test {

/// What a test and the venue have in common. Any thread, under its lock.
struct HouseTape {
    static constexpr std::int64_t touchLots = 1'000'000'000;

    std::mutex lock;
    std::deque<market::Tick> ticks; ///< To come, without instrument and time.
    Ticks price{20'000};
    std::int64_t held = 0; ///< Lots, by the venue's fills.
    std::uint64_t trades = 0;
    std::vector<std::string> names; ///< Of the new orders that it got.

    /// Under the lock: the touch around the price.
    [[nodiscard]] market::Tick touch(std::int64_t more = 0) const
    {
        return market::Quote{
            {}, {}, Ticks{price.count - 1}, Ticks{price.count + 1}, Lots{touchLots + more}, Lots{touchLots + more}};
    }
};

class HouseBroker final : public ports::Broker
{
public:
    HouseBroker(HouseTape& tape, Clock& clock)
        : m_tape(tape)
        , m_clock(clock)
        , m_venue({})
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { turn(); });
    }

    static views::Abilities abilities()
    {
        views::Abilities all;
        all.fill(views::Holder::Venue);
        all.at(static_cast<std::size_t>(views::Ability::OneCancelsOther)) = views::Holder::Desk;
        all.at(static_cast<std::size_t>(views::Ability::Brackets)) = views::Holder::Desk;
        return all;
    }
    ports::BrokerTraits traits() const override
    {
        ports::BrokerTraits out;
        out.abilities = abilities();
        return out;
    }
    void list(std::vector<std::string>, std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override
    {
        market::Instrument one;
        one.venue = "sim";
        one.symbol = "HOUSE";
        one.quoteCurrency = "USD";
        one.tickSize = Decimal{1, -2};
        one.lotSize = Decimal{1, -3};
        auto made = market::completed(std::move(one));
        std::vector<ports::ListedInstrument> all;
        if (made) {
            all.push_back({std::move(*made), "the simulated venue", {}, true, true, true});
        }
        QTimer::singleShot(0, &m_timer, [done = std::move(done), all = std::move(all)] { done(all); });
    }
    void bars(const market::Instrument&, Duration, Timestamp, Timestamp,
              std::function<void(Result<std::vector<market::Bar>>)> done) override
    {
        QTimer::singleShot(0, &m_timer, [done = std::move(done)] { done(std::vector<market::Bar>{}); });
    }

    void start(const ports::BrokerSession& session) override
    {
        m_session = &session;
        m_usd = session.currencies.numberOf("USD").value_or(CurrencyId{});
        for (const auto& instrument : session.instruments) {
            m_venue.define(instrument);
        }
        m_venue.nameCurrency(m_usd, "USD");
        tell(events::LinkChanged{events::LinkKind::MarketData, {}, true});
        tell(events::LinkChanged{events::LinkKind::Orders, session.account, true});
        {
            const std::lock_guard guard(m_tape.lock);
            m_tape.ticks.push_back(m_tape.touch());
        }
        m_timer.start(2);
    }
    void watch(std::vector<ports::Watch>) override { }
    void submit(const risk::ClearedOrder& order) override
    {
        const auto name = m_session->names.nameOf(order.ticket());
        {
            const std::lock_guard guard(m_tape.lock);
            m_tape.names.push_back(name ? std::string(name->view()) : std::string());
        }
        m_venue.submit(m_clock.wall(), order);
    }
    void cancel(const orders::OrderTicket& ticket) override
    {
        m_venue.cancel(m_clock.wall(), ticket.id);
    }
    void cancelExternal(InstrumentId, const orders::VenueOrderId&) override { }
    void replace(const ports::ReplaceRequest& request, const orders::OrderTicket&) override
    {
        m_venue.replace(m_clock.wall(), request);
    }
    void query(const orders::OrderTicket& ticket) override
    {
        m_venue.query(m_clock.wall(), ticket.id);
    }
    void reconcile() override
    {
        drain();
        for (const auto& instrument : m_session->instruments) {
            tell(events::PositionReported{m_session->account, instrument.id,
                                          m_venue.position(m_session->account, instrument.id)});
        }
        tell(events::CashReported{m_session->account, m_usd, m_cash});
        tell(events::Reconciled{m_session->account});
    }
    void stop() override
    {
        m_timer.stop();
    }
    views::Connection connection() const override
    {
        views::Connection out;
        out.broker = "sim";
        out.abilities = abilities();
        for (auto& line : out.lines) {
            line.state = views::LineState::Up;
        }
        return out;
    }

private:
    void turn()
    {
        std::deque<market::Tick> ticks;
        {
            const std::lock_guard guard(m_tape.lock);
            ticks = m_tape.ticks;
            if (++m_turns % 100 == 0) {
                m_flicker = 1 - m_flicker;
                ticks.push_back(m_tape.touch(m_flicker)); // a touch that never changes would grow old
            }
        }
        for (auto& tick : ticks) {
            const Timestamp now = m_clock.wall();
            if (auto* quote = std::get_if<market::Quote>(&tick)) {
                quote->instrument = m_session->instruments.front().id;
                quote->venueTime = now;
            } else if (auto* print = std::get_if<market::Print>(&tick)) {
                print->instrument = m_session->instruments.front().id;
                print->venueTime = now;
            }
            m_venue.onTick(now, tick);
            drain();
            if (m_session->sink.mayResume()) {
                m_session->sink.resume();
            }
            static_cast<void>(m_session->sink.put(ports::TimedTick{now, tick}));
        }
        drain();
        const std::lock_guard guard(m_tape.lock); // done when what came of it has been told
        m_tape.ticks.erase(m_tape.ticks.begin(),
                           m_tape.ticks.begin()
                               + static_cast<std::ptrdiff_t>(std::min(ticks.size(), m_tape.ticks.size())));
    }
    void drain()
    {
        ports::VenueEvent event;
        while (m_venue.take(m_clock.wall(), event)) {
            std::visit([this](const auto& what) { told(what); }, event.event);
        }
        while (!m_waiting.empty() && m_session->sink.put(m_waiting.front())) {
            m_waiting.pop_front();
        }
    }
    void told(const orders::Fill& fill)
    {
        {
            const std::lock_guard guard(m_tape.lock);
            m_tape.held += signOf(fill.side) * fill.size.count;
            ++m_tape.trades;
        }
        m_cash.e8 -= signOf(fill.side) * fill.value.e8 + fill.fee.e8;
        tell(driver::ofThisSession(fill, 1));
    }
    void told(const market::Tick& tick)
    {
        static_cast<void>(m_session->sink.put(ports::TimedTick{m_clock.wall(), tick}));
    }
    template<class Other> void told(const Other& what)
    {
        tell(what);
    }
    void tell(const events::Event& event)
    {
        if (!m_waiting.empty() || !m_session->sink.put(event)) {
            m_waiting.push_back(event);
        }
    }

    HouseTape& m_tape;
    Clock& m_clock;
    sim::FeedVenue m_venue;
    QTimer m_timer;
    std::deque<events::Event> m_waiting;
    const ports::BrokerSession* m_session = nullptr;
    CurrencyId m_usd;
    Money m_cash{std::int64_t{1'000'000} * 100'000'000};
    std::uint64_t m_turns = 0;
    std::int64_t m_flicker = 0;
};

} // namespace omni::test
