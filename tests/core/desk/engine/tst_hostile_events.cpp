// needs: desk/engine

#include "tests/support/random_record.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <map>

using namespace omni;
using namespace omni::test;
using orders::OrderState;

namespace {

/// Events that nobody sane would send, among those of a desk at work.
class Siege
{
public:
    explicit Siege(std::uint64_t seed)
        : m_random(seed)
        , m_desk(TestDesk::armed())
    {
        m_desk.longWithStop();
        m_desk.proposeBuy();
        m_desk.afterEach = [this] { check(); };
    }
    std::string run(int steps)
    {
        for (int i = 0; i < steps && m_fault.empty(); ++i) {
            step();
        }
        return m_fault;
    }

private:
    void step()
    {
        RandomFields fields(m_random, m_random.below(3) > 0);
        const auto dice = m_random.below(20);
        if (dice < 4) {
            m_desk.tick(fields.alternative<market::Tick>(m_random.below(5)));
        } else if (dice < 8) {
            events::Command command;
            fields(command);
            if (m_random.below(2) == 0) {
                command.by = engine::owner;
                command.stepUp = true;
            }
            m_desk.apply(command);
        } else if (dice < 12) {
            orders::Fill fill;
            fields(fill);
            if (m_random.below(2) == 0) {
                fill.venueFillId = orders::VenueFillId(std::to_string(m_random.below(1'000)));
                fill.feeCurrency = m_desk.state().base;
            }
            m_desk.apply(fill);
        } else if (dice < 15) {
            events::OrderReport report;
            fields(report);
            report.order = OrderId{m_random.below(m_desk.state().nextOrder + 2)};
            m_desk.apply(report);
        } else if (dice < 17) {
            // Any event; a session in the middle of a session, too, with a boot that goes on.
            auto event = fields.alternative<events::Event>(m_random.below(std::variant_size_v<events::Event>));
            if (auto* started = std::get_if<events::SessionStarted>(&event)) {
                started->limits = risk::Limits{};
                started->boot = m_desk.stamp.boot;
            }
            m_desk.apply(event);
        } else if (dice == 17) {
            m_desk.pass(seconds(static_cast<std::int64_t>(m_random.below(100))));
            m_desk.bar(9'000 + static_cast<std::int64_t>(m_random.below(2'000)));
        } else if (dice == 18) {
            m_desk.session.baseCurrency = "USD";
            m_desk.restart();
            m_desk.arm(risk::Mode::Manual);
        } else {
            m_desk.quote(9'999, 10'001);
            m_desk.place(m_random.below(2) == 0 ? Side::Buy : Side::Sell, 1 + m_random.between(0, 9));
        }
    }

    void fail(const std::string& what)
    {
        if (m_fault.empty()) {
            m_fault = what + " at event " + std::to_string(m_desk.stamp.seq.value);
        }
    }

    void check()
    {
        if (!m_desk.recordFoldsToTheState()) {
            fail("S22: the record does not fold to the state");
        }
        const Bytes bytes = TestDesk::bytesOf(m_desk.state());
        ByteReader reader(bytes);
        engine::DeskState loaded;
        if (!loaded.load(reader) || !reader.finished() || TestDesk::bytesOf(loaded) != bytes) {
            fail("S22: saving and loading changes the state");
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
        m_desk.state().ledger.forEach([this](const orders::OrderRecord& record) {
            const auto before = m_before.find(record.ticket.id.value);
            if (before != m_before.end() && orders::isTerminal(before->second) && before->second != record.state) {
                fail("S11: a terminal order has changed its state");
            }
            if (record.filled.count < 0 || record.filled > orders::largestSizeOf(record)) {
                fail("S8: an order has filled more than its size");
            }
            m_before[record.ticket.id.value] = record.state;
        });
        for (const auto& ticket : m_desk.sent()) {
            const auto level = m_desk.state().latchOver(ticket.account, ticket.strategy, ticket.instrument);
            if (!ticket.reduceOnly && (level != risk::KillLevel::None || m_desk.state().mode < risk::Mode::Manual)) {
                fail("S2: an entry was sent under a latch");
            }
        }
    }

    SeededRandom m_random;
    TestDesk m_desk;
    std::map<std::uint64_t, OrderState> m_before;
    std::string m_fault;
};

} // namespace

class TestHostileEvents : public QObject
{
    Q_OBJECT

private slots:
    void noEventBreaksTheDesk()
    {
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            const auto fault = Siege(seed).run(250);
            QVERIFY2(fault.empty(), qPrintable(QString::fromStdString("seed " + std::to_string(seed) + ": " + fault)));
        }
    }

    // F44: what cannot be right changes no price; the last good one stays and ages, and it is told once.
    void aTickThatCannotBeRightIsLeftOut()
    {
        auto desk = TestDesk::armed();
        const InstrumentId id{1};
        const auto now = [&desk] { return desk.stamp.wall; };
        const auto quote = [&](std::int64_t bid, std::int64_t ask, std::int64_t bidSize, std::int64_t askSize) {
            return market::Tick{
                market::Quote{id, now(), Ticks{bid}, Ticks{ask}, Lots{bidSize}, Lots{askSize}, true, true}};
        };
        const auto print = [&](std::int64_t price, std::int64_t size) {
            return market::Tick{market::Print{id, now(), Ticks{price}, Lots{size}, market::Aggressor::Unknown}};
        };
        const auto bar = [&](std::int64_t open, std::int64_t high, std::int64_t low, std::int64_t close) {
            market::Bar one{id, now() - minutes(1), minutes(1), now(), Ticks{open}, Ticks{high}, Ticks{low}, {}, 1, 0};
            one.close = Ticks{close};
            return market::Tick{one};
        };
        const std::vector<market::Tick> wrong{quote(0, 9'000, 1, 1),
                                              quote(8'000, -1, 1, 1),
                                              quote(8'000, 9'000, -1, 1),
                                              quote(8'000, 9'000, 1, -1),
                                              print(0, 1),
                                              print(-1, 1),
                                              print(9'000, 0),
                                              print(9'000, -1),
                                              bar(9'000, 8'000, 8'500, 8'000),
                                              bar(9'100, 9'000, 8'000, 8'500),
                                              bar(7'000, 9'000, 8'000, 8'500),
                                              bar(0, 9'000, 8'000, 8'500)};
        const auto before = desk.engine.market().quote(id);
        for (const auto& tick : wrong) {
            desk.tick(tick);
            QVERIFY(desk.engine.market().quote(id) == before);
            QCOMPARE(desk.engine.market().reference(id)->count, std::int64_t{10'000});
        }
        QCOMPARE(desk.engine.market().leftOut(id), std::uint64_t{wrong.size()});
        int told = 0;
        for (const auto& alert : desk.ever<events::AlertRaised>()) {
            told += alert.key.view() == "data.left_out" ? 1 : 0;
        }
        QCOMPARE(told, 1);
        desk.pass(seconds(30));
        QVERIFY(*desk.engine.market().age(id, desk.stamp) >= seconds(30));
        desk.quote(9'989, 9'991);
        QCOMPARE(desk.engine.market().reference(id)->count, std::int64_t{9'990});
    }

    void whatIsNotDefinedIsNotTraded()
    {
        auto desk = TestDesk::armed();
        for (const std::uint64_t id :
             {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{100'001}, std::numeric_limits<std::uint64_t>::max()}) {
            events::PlaceOrder place;
            place.ticket.instrument = InstrumentId{id};
            place.ticket.size = Lots{1};
            desk.command(place);
            QVERIFY(desk.refusal() == risk::Rule::TicketInvalid);
            place.ticket.reduceOnly = true;
            desk.command(place);
            QVERIFY(desk.refusal() == risk::Rule::TicketInvalid);
            auto fill = desk.fillOf(OrderId{}, 1, 10'000);
            fill.instrument = InstrumentId{id};
            desk.apply(fill);
            QVERIFY(desk.lastError);
            desk.quote(9'999, 10'001, InstrumentId{id});
            desk.command(events::AdoptPosition{InstrumentId{id}});
            QVERIFY(desk.denial() == events::Denial::NotFound);
        }
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The broker said five, and then came a fill: nobody adopts what was true before it.
    void aReportThatAFillHasOvertakenIsNotAdopted()
    {
        auto desk = TestDesk::armed();
        const OrderId entry = desk.longWithStop(10);
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.fill(OrderId{entry.value + 1}, 4, 9'900);
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QVERIFY(desk.denial() == events::Denial::NotFound);
        QCOMPARE(desk.position(), std::int64_t{6});
        QVERIFY(desk.state().breakers.contains({events::Breaker::Mismatch, 1})); // until somebody has looked
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QCOMPARE(desk.position(), std::int64_t{5});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // A bust moves the position as a fill does.
    void aReportThatABustHasOvertakenIsNotAdopted()
    {
        auto desk = TestDesk::armed();
        const OrderId entry = desk.place(Side::Buy, 10, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        const auto fill = desk.fillOf(entry, 10, 10'000);
        desk.apply(fill);
        desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{5}});
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, fill.venueFillId});
        desk.command(events::AdoptPosition{InstrumentId{1}});
        QVERIFY(desk.denial() == events::Denial::NotFound);
        QCOMPARE(desk.position(), std::int64_t{0});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anInstrumentThatDoesNotAddUpIsNotDefined()
    {
        auto desk = TestDesk::armed();
        auto wrong = acme(InstrumentId{2});
        wrong.tickLotValue.e12 = 0;
        desk.apply(events::InstrumentDefined{wrong, false});
        QVERIFY(desk.lastError);
        auto endless = acme(InstrumentId{2});
        endless.step = Lots{0};
        desk.apply(events::InstrumentDefined{endless, false});
        QVERIFY(desk.lastError);
        QVERIFY(desk.state().instrument(InstrumentId{2}) == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestHostileEvents)
#include "tst_hostile_events.moc"
