#include "core/host/simulate/checks/bounds_check.h"

#include "tests/support/check_bench.h"

#include <QTest>

#include <array>
#include <limits>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

struct Bench {
    BoundsCheck check;
    CheckBench on{check};
};

} // namespace

class TestBoundsCheck : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyDeskPasses()
    {
        Bench b;
        b.on.step();
        QCOMPARE(b.on.broken(), 0);
    }
    void moreProposalsThanStrategiesAndInstrumentsAreCaught()
    {
        Bench b;
        engine::DeskState state;
        state.waiting.insertOrAssign(ProposalId{1}, {});
        state.counters.proposals = 1;
        b.on.show(std::move(state));
        b.on.step();
        QCOMPARE(b.on.broken(), 26);
    }
    void recentOrdersStayBelowTheirCap()
    {
        for (const std::size_t count : {std::size_t{4'096}, std::size_t{4'097}}) {
            Bench b;
            engine::DeskState state;
            state.recent.resize(count);
            b.on.show(std::move(state));
            b.on.step();
            QCOMPARE(b.on.broken(), count > 4'096 ? 26 : 0);
        }
    }
    // Everything, the account, and what the session has of strategies and instruments: here none.
    void moreLatchesThanThereAreScopesAreCaught()
    {
        for (const std::uint64_t strangers : {0U, 1U}) {
            Bench b;
            engine::DeskState state;
            state.latches.insertOrAssign(risk::Scope{}, {});
            state.latches.insertOrAssign(risk::Scope{risk::ScopeKind::Account, 1}, {});
            for (std::uint64_t id = 1; id <= strangers; ++id) {
                state.latches.insertOrAssign(risk::Scope{risk::ScopeKind::Symbol, id}, {});
            }
            b.on.show(std::move(state));
            b.on.step();
            QCOMPARE(b.on.broken(), strangers > 0 ? 26 : 0);
        }
    }
    // An empty session has no instrument and no order: the first one is one too many.
    void whatIsKeptOfInstrumentsThatThereAreNotIsCaught()
    {
        for (const int which : {0, 1, 2, 3, 4}) {
            Bench b;
            engine::DeskState state;
            if (which == 0) {
                state.parts.insertOrAssign({StrategyId{1}, InstrumentId{1}}, {});
            } else if (which == 1) {
                state.trips.insertOrAssign(InstrumentId{1}, {});
            } else if (which == 2) {
                state.reported.insertOrAssign(InstrumentId{1}, Lots{1});
            } else if (which == 3) {
                state.movedLegs.insertOrAssign(OrderId{1}, {});
            } else {
                state.legMarks.insertOrAssign(OrderId{1}, {});
            }
            b.on.show(std::move(state));
            b.on.step();
            QCOMPARE(b.on.broken(), 26);
        }
    }
    // Each at its bound, and one over.
    void whatWaitsBetweenTheThreadsStaysBelowItsCap_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<quint64>("most");
        QTest::newRow("parcels of the outbox") << 0 << quint64{1'024};
        QTest::newRow("words of the outbox, with a stall") << 1 << quint64{65'537};
        QTest::newRow("words of the venue") << 2 << quint64{65'536};
        QTest::newRow("echoes, with a lane of refusals") << 3 << quint64{65'792};
        QTest::newRow("presses of the switch") << 4 << quint64{256};
        QTest::newRow("everything and the account are latched") << 5 << quint64{2};
    }
    void whatWaitsBetweenTheThreadsStaysBelowItsCap()
    {
        QFETCH(int, which);
        QFETCH(quint64, most);
        for (const std::size_t count : {most, most + 1}) {
            Bench b;
            Waiting& waiting = b.on.scene.waiting;
            std::array<std::size_t*, 6> places{&waiting.parcels, &waiting.outboxWords, &waiting.venueWords,
                                               &waiting.echoes,  &waiting.presses,     &waiting.scopes};
            *places[static_cast<std::size_t>(which)] = count;
            b.on.step();
            QCOMPARE(b.on.broken(), count > most ? 26 : 0);
        }
    }
    void waitingProposalsAndCountersAgree()
    {
        Bench b;
        engine::DeskState state;
        state.counters.proposals = 2;
        state.counters.declined = 1;
        b.on.show(std::move(state));
        b.on.step();
        QCOMPARE(b.on.broken(), 26);
    }
    void ordersOutOfRangeAreCaught()
    {
        for (const std::int64_t size : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{10'000'000'000'000'001}}) {
            Bench b;
            auto ticket = entryOf(1);
            ticket.size = Lots{size};
            b.on.fact(OrderPlanned{ticket, {}});
            QCOMPARE(b.on.broken(), 31);
        }
    }
    void theLargestOrderPasses()
    {
        Bench b;
        auto ticket = entryOf(1);
        ticket.size = Lots{10'000'000'000'000'000};
        b.on.fact(OrderPlanned{ticket, {}});
        b.on.send(ticket, "a-b-1-e");
        QCOMPARE(b.on.broken(), 0);
    }
    void anEquityAtTheEndOfItsRangeIsCaught()
    {
        Bench b;
        b.on.fact(DayOpened{1, Money{std::numeric_limits<std::int64_t>::max()}});
        QCOMPARE(b.on.broken(), 31);
    }
};

QTEST_APPLESS_MAIN(TestBoundsCheck)
#include "tst_bounds_check.moc"
