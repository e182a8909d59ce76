// needs: desk/engine

#include "tests/support/model_venue.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <map>
#include <set>

using namespace omni;
using namespace omni::test;
using orders::OrderState;

namespace {

constexpr int seeds = 250;
constexpr int steps = 250;

/// What the day of one desk looks like, drawn from a seed, and what must hold after each event of it.
class Day
{
public:
    explicit Day(std::uint64_t seed)
        : m_random(seed)
        , m_desk(sessionOf(seed))
        , m_venue(m_desk, m_random)
    {
        m_desk.open();
        auto second = acme(InstrumentId{2});
        second.symbol = "ZETA";
        m_desk.apply(events::InstrumentDefined{second, false});
        m_desk.arm(risk::Mode::Manual);
        m_venue.listen();
        look();
        m_desk.afterEach = [this] { check(); };
    }

    /// Empty: all was well. Else what was not.
    std::string run(int count)
    {
        for (int i = 0; i < count && m_fault.empty(); ++i) {
            step();
            m_venue.listen();
        }
        return m_fault;
    }
    [[nodiscard]] Digest hash() const
    {
        return m_desk.engine.hash();
    }
    [[nodiscard]] const engine::DeskState& state() const
    {
        return m_desk.state();
    }
    [[nodiscard]] std::size_t fills() const
    {
        return m_venue.fills.size();
    }

private:
    static events::SessionStarted sessionOf(std::uint64_t seed)
    {
        auto session = aSession();
        session.limits.losingStreak = 10;
        session.limits.ordersPerMinute = seed % 3 == 0 ? 5 : 120;
        session.strategies.push_back({StrategyId{2}, "sma_cross:interval=1s,fast=1,slow=3,direction=both"});
        return session;
    }

    InstrumentId anInstrument()
    {
        return InstrumentId{1 + m_random.below(2)};
    }
    Side aSide()
    {
        return m_random.below(2) == 0 ? Side::Buy : Side::Sell;
    }

    void step()
    {
        const auto dice = m_random.below(100);
        if (dice < 40) {
            m_desk.pass(milliseconds(m_random.between(0, 500)));
            m_venue.act();
        } else if (dice < 46) {
            m_venue.repeatAFill();
        } else if (dice < 66) {
            market();
        } else if (dice < 96) {
            person();
        } else if (dice < 98) {
            m_desk.pass(seconds(static_cast<std::int64_t>(m_random.below(200))));
            m_desk.setClock(seconds(m_random.between(-5, 5)));
            m_desk.apply(events::TimerFired{});
        } else {
            roundTrip();
            std::erase_if(m_times, [this](const Stamp& at) { return ageOf(at) >= minutes(1); });
            m_desk.restart();
            m_desk.quote(m_price - 1, m_price + 1, anInstrument());
            m_desk.arm(risk::Mode::Manual);
        }
    }

    void market()
    {
        m_price = std::clamp<std::int64_t>(m_price + m_random.between(-15, 15), 9'000, 11'000);
        if (m_random.below(2) != 0) {
            m_desk.bar(m_price, anInstrument());
        } else {
            m_desk.pass(milliseconds(m_random.between(0, 900)));
            const auto id = anInstrument();
            m_desk.quote(m_price - 1, m_price + 1, id);
            m_desk.tick(market::Print{id, m_desk.stamp.wall, Ticks{m_price}, Lots{1}, market::Aggressor::Unknown});
        }
    }

    void person()
    {
        const auto dice = m_random.below(20);
        const auto lots = 1 + static_cast<std::int64_t>(m_random.below(12));
        const OrderId some{1 + m_random.below(m_desk.state().nextOrder)};
        if (dice < 6) {
            if (const auto id = m_desk.newestProposal()) {
                m_desk.approve(id);
            }
        } else if (dice < 11) {
            events::PlaceOrder place;
            place.ticket.instrument = anInstrument();
            place.ticket.side = aSide();
            place.ticket.size = Lots{lots};
            place.ticket.reduceOnly = m_random.below(3) == 0;
            const std::int64_t sign = signOf(place.ticket.side);
            if (m_random.below(3) == 0) {
                place.ticket.kind = orders::OrderKind::Limit;
                place.ticket.limit = Ticks{m_price - sign * m_random.between(0, 20)};
            }
            place.stop = Ticks{m_price - sign * m_random.between(30, 200)};
            if (m_random.below(2) == 0) {
                place.target = Ticks{m_price + sign * m_random.between(30, 200)};
            }
            m_desk.command(place);
        } else if (dice < 13) {
            const auto position = m_desk.position(InstrumentId{1});
            if (position != 0) {
                events::PlaceOrder close;
                close.ticket.instrument = InstrumentId{1};
                close.ticket.side = position > 0 ? Side::Sell : Side::Buy;
                close.ticket.size = Lots{std::abs(position)};
                close.ticket.reduceOnly = true;
                m_desk.command(close);
            }
        } else if (dice == 13) {
            m_desk.command(events::CancelOrder{some});
        } else if (dice == 14) {
            m_desk.command(events::ReplaceOrder{some, Lots{lots}, {}, {}});
        } else if (dice == 15) {
            m_desk.command(events::CancelOrders{{}, m_random.below(2) == 0});
        } else if (dice == 16 && m_random.below(3) == 0) {
            m_desk.command(events::Kill{{static_cast<risk::ScopeKind>(m_random.below(4)), 1},
                                        static_cast<risk::KillLevel>(1 + m_random.below(4))});
        } else if (dice == 17) {
            m_desk.command(events::SetMode{static_cast<risk::Mode>(m_random.below(4))});
            m_desk.command(
                events::GrantAutonomy{StrategyId{1}, Money{50'000 * oneDollar}, Money{500 * oneDollar}, 20, hours(1)});
        } else {
            heal();
        }
    }

    void heal()
    {
        for (const auto& latch : std::vector(m_desk.state().latches.begin(), m_desk.state().latches.end())) {
            m_desk.command(events::ResetKill{latch.key});
        }
        for (const auto& breaker : std::vector(m_desk.state().breakers.begin(), m_desk.state().breakers.end())) {
            m_desk.pass(m_desk.state().coolingLeft(breaker.key, m_desk.stamp));
            m_desk.command(events::ClearBreaker{static_cast<std::uint8_t>(breaker.key.breaker),
                                                InstrumentId{breaker.key.subject}});
        }
        if (m_desk.state().mode < risk::Mode::Manual) {
            m_desk.arm(risk::Mode::Manual);
        }
    }

    /// What was in the window when the program stopped begins anew with the clock: no wait gets shorter.
    [[nodiscard]] Duration ageOf(const Stamp& at) const
    {
        return at.boot == m_desk.stamp.boot ? m_desk.stamp.mono - at.mono : Duration{m_desk.stamp.mono.ns};
    }

    // --- what must hold ---

    void fail(const std::string& what)
    {
        if (m_fault.empty()) {
            m_fault = what + " at event " + std::to_string(m_desk.stamp.seq.value);
        }
    }

    /// Notes the state before an event.
    void look()
    {
        m_before.clear();
        m_desk.state().ledger.forEach(
            [&](const orders::OrderRecord& record) { m_before[record.ticket.id.value] = record.state; });
        m_position[0] = m_desk.position(InstrumentId{1});
        m_position[1] = m_desk.position(InstrumentId{2});
    }

    void check()
    {
        checkLatches();
        checkOrders();
        checkSums();
        checkPositions();
        checkMoney();
        checkReduceOnly();
        if (m_desk.state().counters.waiting() != m_desk.state().waiting.size()) {
            fail("proposals do not add up: made " + std::to_string(m_desk.state().counters.proposals) + ", waiting "
                 + std::to_string(m_desk.state().waiting.size()));
        }
        if (!m_desk.recordFoldsToTheState()) {
            fail("S22: the record does not fold to the state");
        }
        look();
        m_filled = m_venue.fills.size();
    }

    /// S2, S16, and the limits at the moment of sending (S3).
    void checkLatches()
    {
        bool isHeld = false;
        for (const auto& ticket : m_desk.sent()) {
            const auto level = m_desk.state().latchOver(ticket.account, ticket.strategy, ticket.instrument);
            if (!ticket.reduceOnly && level != risk::KillLevel::None) {
                fail("S2: an entry was sent under a latch");
            }
            if (!ticket.reduceOnly && m_desk.state().mode < risk::Mode::Manual) {
                fail("an entry was sent in a mode that forbids it");
            }
            if (!m_sent.insert(ticket.id.value).second) {
                fail("S4: an order was sent twice");
            }
            m_times.push_back(m_desk.stamp);
            const bool mayPass = ticket.role == orders::OrderRole::Stop || ticket.role == orders::OrderRole::Exit;
            isHeld = isHeld || !mayPass; // what protects or closes counts, but is never held back for the pace
            checkLimit(ticket);
        }
        std::int32_t lastMinute = 0;
        for (const Stamp& at : m_times) {
            lastMinute += ageOf(at) < minutes(1) ? 1 : 0;
        }
        if (isHeld && lastMinute > m_desk.state().session.limits.ordersPerMinute) {
            fail("S16: more orders a minute than allowed");
        }
    }

    void checkLimit(const orders::OrderTicket& ticket)
    {
        if (ticket.reduceOnly) {
            return;
        }
        std::int64_t lots = signOf(ticket.side) * m_desk.position(ticket.instrument);
        m_desk.state().ledger.forEach([&](const orders::OrderRecord& record) {
            if (record.ticket.instrument == ticket.instrument && record.ticket.side == ticket.side
                && !record.ticket.reduceOnly && orders::isOpen(record.state)) {
                lots += record.ticket.size.count - record.filled.count;
            }
        });
        const auto quote = m_desk.engine.market().quote(ticket.instrument);
        const auto equity = m_desk.engine.equity(m_desk.stamp.wall);
        if (!quote || !equity) {
            fail("an entry was sent without a price or without known equity");
            return;
        }
        const std::int64_t price = std::max(quote->ask.count, ticket.limit.value_or(Ticks{}).count);
        if (Int128{lots} * price * 1'000'000 * 10'000 > Int128{equity->e8} * 200) { // a tick is a cent
            fail("S3: the worst case of a symbol is above 2 % of equity");
        }
    }

    /// S6, S8, S11.
    void checkOrders()
    {
        m_desk.state().ledger.forEach([&](const orders::OrderRecord& record) {
            if (record.filled.count < 0 || record.filled > orders::largestSizeOf(record) || record.excess.count != 0) {
                fail("S8: order " + std::to_string(record.ticket.id.value) + " has filled more than its size");
            }
            const auto before = m_before.find(record.ticket.id.value);
            if (before != m_before.end() && orders::isTerminal(before->second) && before->second != record.state) {
                fail("S11: a terminal order has changed its state");
            }
            const auto* parent = m_desk.state().ledger.find(record.ticket.parent);
            const bool hasLeft = record.state != OrderState::Created && !record.ticket.held; // held: doubted, asked for
            if (parent != nullptr && orders::isOpen(record.state) && hasLeft && record.ticket.size > parent->filled) {
                fail("S8: a leg is larger than what its parent has filled");
            }
            if (record.needsReconcile) {
                fail("a true venue has led to something impossible");
            }
        });
    }

    /// S3: the sums that the gate sees are those of a naive count.
    void checkSums()
    {
        for (const std::uint64_t number : {1U, 2U}) {
            std::int64_t buys = 0;
            std::int64_t sells = 0;
            std::int32_t unknown = 0;
            m_desk.state().ledger.forEach([&](const orders::OrderRecord& record) {
                const bool isLive
                    = orders::isOpen(record.state) && !(record.ticket.held && record.state == OrderState::Created);
                if (record.ticket.instrument.value != number || !isLive) {
                    return;
                }
                unknown += record.state == OrderState::Unknown ? 1 : 0;
                if (!record.ticket.reduceOnly) {
                    const std::int64_t left = orders::largestSizeOf(record).count - record.filled.count;
                    (record.ticket.side == Side::Buy ? buys : sells) += left;
                }
            });
            const auto sums = m_desk.state().ledger.of(InstrumentId{number});
            if (sums.openBuys.count != buys || sums.openSells.count != sells || sums.unknown != unknown) {
                fail("S3: the reservations are not those of the open orders");
            }
        }
    }

    /// S7, S9: distinct executions, and nothing else. What strategies and people hold adds up to it.
    void checkPositions()
    {
        for (const std::uint64_t number : {1U, 2U}) {
            std::int64_t position = 0;
            for (const auto& fill : m_venue.fills) {
                position += fill.instrument.value == number ? signOf(fill.side) * fill.size.count : 0;
            }
            std::int64_t held = 0;
            for (const auto& holding : m_desk.state().holdings) {
                held += holding.key.instrument.value == number ? holding.value.lots.count : 0;
            }
            if (position != m_desk.position(InstrumentId{number})) {
                fail("S7: the position is not the sum of the executions");
            }
            if (position != held) {
                fail("the holdings do not add up to the position");
            }
        }
    }

    /// S10: from raw executions and marks, to the last unit.
    void checkMoney()
    {
        std::int64_t equity = 100'000 * oneDollar;
        for (const auto& fill : m_venue.fills) {
            equity -= signOf(fill.side) * fill.value.e8 + fill.fee.e8;
        }
        bool isMarked = true;
        for (const std::uint64_t number : {1U, 2U}) {
            const std::int64_t position = m_desk.position(InstrumentId{number});
            const auto mark = m_desk.engine.marks().find(InstrumentId{number}, m_desk.stamp.wall);
            isMarked = isMarked && (position == 0 || mark);
            equity += mark ? position * mark->count * 1'000'000 : 0;
        }
        const auto known = m_desk.engine.equity(m_desk.stamp.wall);
        if (known.has_value() != isMarked || (known && known->e8 != equity)) {
            fail("S10: equity is not what was put in and what was made");
        }
        Int128 sum = 0;
        for (std::size_t account = 0; account < portfolio::cashAccounts; ++account) {
            sum += m_desk.state()
                       .portfolio.cashLedger()
                       .balance(m_desk.state().base, static_cast<portfolio::CashAccount>(account))
                       .e8;
        }
        if (sum != 0) {
            fail("S10: the accounts do not sum to zero");
        }
    }

    /// S18: a fill of a reduce-only order makes the position smaller and never crosses zero.
    void checkReduceOnly()
    {
        for (std::size_t i = m_filled; i < m_venue.fills.size(); ++i) {
            const auto& fill = m_venue.fills[i];
            const auto* record = m_desk.state().ledger.find(fill.order);
            if (record == nullptr || !record->ticket.reduceOnly) {
                continue;
            }
            const std::int64_t before = m_position[fill.instrument.value - 1];
            const std::int64_t after = m_desk.position(fill.instrument);
            if (std::abs(after) >= std::abs(before) || (after != 0 && (after > 0) != (before > 0))) {
                fail("S18: reduce-only order " + std::to_string(fill.order.value) + " took the position from "
                     + std::to_string(before) + " to " + std::to_string(after));
            }
        }
    }

    void roundTrip()
    {
        const Bytes bytes = TestDesk::bytesOf(m_desk.state());
        ByteReader reader(bytes);
        engine::DeskState loaded;
        if (!loaded.load(reader) || !reader.finished() || TestDesk::bytesOf(loaded) != bytes) {
            fail("S22: saving and loading changes the state");
        }
    }

    SeededRandom m_random;
    TestDesk m_desk;
    ModelVenue m_venue;
    std::int64_t m_price = 10'000;
    std::int64_t m_position[2] = {0, 0};
    std::size_t m_filled = 0;
    std::map<std::uint64_t, OrderState> m_before;
    std::set<std::uint64_t> m_sent;
    std::vector<Stamp> m_times;
    std::string m_fault;
};

} // namespace

class TestDeskProperties : public QObject
{
    Q_OBJECT

private slots:
    void noDayOfADeskBreaksAnInvariant()
    {
        std::uint64_t fills = 0;
        std::uint64_t approved = 0;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            Day day(seed);
            const auto fault = day.run(steps);
            QVERIFY2(fault.empty(), qPrintable(QString::fromStdString("seed " + std::to_string(seed) + ": " + fault)));
            fills += day.fills();
            approved += day.state().counters.approved;
        }
        // The days were worth watching.
        QVERIFY2(fills > 3'000, qPrintable(QString::number(fills)));
        QVERIFY2(approved > 200, qPrintable(QString::number(approved)));
    }

    // S25.
    void theSameDayHasTheSameHash()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Day first(seed);
            Day second(seed);
            static_cast<void>(first.run(steps));
            static_cast<void>(second.run(steps));
            QVERIFY(first.hash() == second.hash());
        }
    }
};

QTEST_APPLESS_MAIN(TestDeskProperties)
#include "tst_desk_properties.moc"
