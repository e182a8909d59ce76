// S26: what the desk's state remembers, and what it forgets when there is more.

#include "core/desk/engine/fold.h"
#include "core/desk/events/fact.h"

#include <QTest>

using namespace omni;

namespace {

/// An order of that number leaves at that moment.
void release(engine::DeskState& state, std::uint64_t id, Timestamp at)
{
    Stamp stamp;
    stamp.seq.value = 2 * id;
    stamp.wall = at;
    stamp.mono = Monotonic{at.ns};
    stamp.boot = 1;
    events::OrderPlanned planned;
    planned.ticket.id = OrderId{id};
    planned.ticket.instrument = InstrumentId{1};
    planned.ticket.account = AccountId{1};
    planned.ticket.size = Lots{static_cast<std::int64_t>(id)};
    engine::fold(state, stamp, events::Fact(planned));
    engine::fold(state, stamp, events::Fact(events::OrderReleased{OrderId{id}, planned.ticket.size}));
}

} // namespace

class TestStateBounds : public QObject
{
    Q_OBJECT

private slots:
    // More than any pace that can be set allows in the two minutes that count. The oldest goes.
    void ofRecentOrdersTheNewestStay()
    {
        engine::DeskState state;
        const Timestamp noon{1'700'000'000'000'000'000};
        for (std::uint64_t id = 1; id <= engine::mostRecentOrders; ++id) {
            release(state, id, noon);
        }
        QCOMPARE(state.recent.size(), std::size_t{4'096});
        QCOMPARE(state.recent.front().size, Lots{1});

        release(state, engine::mostRecentOrders + 1, noon);

        QCOMPARE(state.recent.size(), std::size_t{4'096});
        QCOMPARE(state.recent.front().size, Lots{2});
        QCOMPARE(state.recent.back().size, Lots{4'097});
        Bytes saved;
        ByteWriter out(saved);
        state.save(out);
        engine::DeskState loaded;
        ByteReader in(saved);
        QVERIFY(loaded.load(in));
        QVERIFY(loaded.recent.size() == state.recent.size());
    }

    void whatIsOlderThanTwoMinutesIsForgotten()
    {
        engine::DeskState state;
        const Timestamp noon{1'700'000'000'000'000'000};
        release(state, 1, noon);
        release(state, 2, noon + minutes(2));
        QCOMPARE(state.recent.size(), std::size_t{2});
        release(state, 3, noon + minutes(2) + Duration{1});
        QCOMPARE(state.recent.size(), std::size_t{2});
        QCOMPARE(state.recent.front().size, Lots{2});
    }
};

QTEST_APPLESS_MAIN(TestStateBounds)
#include "tst_state_bounds.moc"
