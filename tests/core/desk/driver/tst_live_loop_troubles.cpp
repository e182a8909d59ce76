// needs: desk/driver desk/sim

#include "core/base/seeded_random.h"
#include "tests/support/loop_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

using Pumped = PumpedLoop;

constexpr std::uint16_t commandKind = 12, linkKind = 25, killKind = 26;

/// Calls back when the loop rests, with what it asked for.
class RestBell final : public driver::Doorbell
{
public:
    void ring() noexcept override { }
    std::uint32_t rings() const noexcept override
    {
        return 0;
    }
    void wait(std::uint32_t, Duration most) override
    {
        rested(most);
    }
    std::function<void(Duration)> rested;
};

events::Command note(std::string_view text)
{
    return driver::commandOf(engine::owner, text, events::SetMode{risk::Mode::Manual});
}

std::size_t countOf(const std::vector<std::uint16_t>& kinds, std::uint16_t kind)
{
    return static_cast<std::size_t>(std::count(kinds.begin(), kinds.end(), kind));
}

} // namespace

class TestLiveLoopTroubles : public QObject
{
    Q_OBJECT

private slots:
    // --- a slow disk (F7) ---

    // What gathers is handed over until the disk takes it, and no more often than the loop comes round.
    void whatTheDiskDoesNotTakeIsOfferedAgain()
    {
        Pumped pumped;
        pumped.open();
        pumped.durability.isBusy = true;
        pumped.durability.handed.clear();
        QVERIFY(pumped.quote(9'999, 10'001));
        StopFlag stop;
        RestBell bell;
        int rests = 0;
        bell.rested = [&](Duration) {
            ++rests;
            pumped.durability.isBusy = rests < 5;
            if (rests == 10) {
                stop.requestStop();
            }
        };

        QVERIFY(pumped.loop.run(pumped.setup, stop, bell, {}));

        QCOMPARE(pumped.durability.handed.size(), std::size_t{6}); // five refused, one taken, nothing after it
        QVERIFY(pumped.durability.handed.back().seq == pumped.desk.stamp().seq);
    }

    // The engine takes nothing, decides nothing, and its heart beats. What came meanwhile is taken when there is room,
    // in the order of the lanes; prices of too long ago are a hole.
    void aRecordWithoutRoomStopsTheInputsAndNotTheHeart()
    {
        Pumped pumped;
        pumped.open();
        pumped.durability.isFull = true;
        QVERIFY(pumped.lanes->venue.tryPush(
            events::Event{events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true}}));
        QVERIFY(pumped.lanes->window.tryPush(note("a test")));
        QVERIFY(pumped.lanes->kills.tryPush(
            events::KillLatched{{}, risk::KillLevel::Pause, engine::owner, ShortText<95>("a test")}));
        QVERIFY(pumped.quote(9'999, 10'001));
        const auto recorded = pumped.store.records.size();
        for (int i = 0; i < 40; ++i) {
            pumped.clock.pass(milliseconds(250));
            QCOMPARE(pumped.loop.turn(), std::size_t{0});
            QCOMPARE(pumped.pulse.beat.load(), pumped.clock.mono().ns);
            QCOMPARE(pumped.loop.rest().ns, milliseconds(250).ns); // though a deadline has passed long ago
        }
        QCOMPARE(pumped.store.records.size(), recorded);
        QCOMPARE(pumped.loop.figures().fullRounds, std::uint64_t{40});

        pumped.durability.isFull = false;
        while (pumped.loop.turn() > 0) { }

        const auto inputs = pumped.inputs();
        QVERIFY(inputs.size() >= 4);
        QCOMPARE((std::vector(inputs.begin(), inputs.begin() + 4)),
                 (std::vector<std::uint16_t>{linkKind, commandKind, killKind, linkKind}));
        QCOMPARE(pumped.loop.figures().tears, std::uint64_t{1});
    }

    void theLagIsThatOfTheOldestThatWaits()
    {
        Pumped pumped;
        pumped.open();
        pumped.durability.upTo = pumped.desk.stamp().seq.value;
        pumped.loop.turn();
        QCOMPARE(pumped.loop.diskLag().ns, std::int64_t{0});
        QVERIFY(pumped.lanes->window.tryPush(note("a test")));
        pumped.loop.turn();
        pumped.clock.pass(milliseconds(1));
        pumped.loop.turn();
        for (int i = 1; i <= 30; ++i) {
            pumped.clock.pass(milliseconds(100));
            pumped.loop.turn();
            QCOMPARE(pumped.loop.diskLag().ns, milliseconds(100 * i).ns);
        }
        pumped.durability.upTo = pumped.desk.stamp().seq.value;
        pumped.loop.turn();
        QCOMPARE(pumped.loop.diskLag().ns, std::int64_t{0});
    }

    // --- a machine that slept (F21) ---

    // A loop that rests at most a quarter of a second and comes back after more than one was not running: no price is
    // believed, and each open order is asked for, once.
    void aLoopThatWasSuspendedBelievesNothing_data()
    {
        QTest::addColumn<qint64>("restNs");
        QTest::addColumn<bool>("isPause");
        QTest::newRow("a second") << qint64{1'000'000'000} << false;
        QTest::newRow("a moment more") << qint64{1'000'000'001} << true;
        QTest::newRow("eight hours") << qint64{8 * 3'600'000'000'000} << true;
    }
    void aLoopThatWasSuspendedBelievesNothing()
    {
        QFETCH(qint64, restNs);
        QFETCH(bool, isPause);
        Pumped pumped;
        pumped.open();
        pumped.cross();
        const auto parcels = pumped.drainParcels();
        QCOMPARE(parcels.size(), std::size_t{1});
        const OrderId entry = std::get<events::Submit>(parcels.front().what).order.ticket().id;
        const auto before = pumped.inputs();
        StopFlag stop;
        RestBell bell;
        int rests = 0;
        bell.rested = [&](Duration most) {
            QVERIFY(most <= milliseconds(250));
            if (++rests == 2) {
                QVERIFY(pumped.quote(9'999, 10'001)); // just before it falls asleep
                pumped.clock.pass(Duration{restNs});
            } else {
                pumped.clock.pass(milliseconds(100));
            }
            if (rests == 6) {
                stop.requestStop();
            }
        };

        QVERIFY(pumped.loop.run(pumped.setup, stop, bell, {}));

        std::vector<OrderId> asked;
        bool isReconciling = false;
        for (const auto& parcel : pumped.drainParcels()) {
            if (const auto* query = std::get_if<events::Query>(&parcel.what)) {
                asked.push_back(query->order);
            }
            isReconciling = isReconciling || std::holds_alternative<events::Reconcile>(parcel.what);
        }
        QCOMPARE(pumped.loop.figures().pauses, std::uint64_t{isPause ? 1U : 0U});
        QCOMPARE(isReconciling, isPause);
        QVERIFY(asked == (isPause ? std::vector{entry} : std::vector<OrderId>{}));
        auto inputs = pumped.inputs();
        inputs.erase(inputs.begin(), inputs.begin() + static_cast<std::ptrdiff_t>(before.size()));
        QCOMPARE(countOf(inputs, linkKind),
                 isPause ? std::size_t{3} : std::size_t{0}); // the market's, the orders' twice
        QCOMPARE(countOf(inputs, commandKind), isPause ? std::size_t{1} : std::size_t{0});
        QCOMPARE(pumped.lanes->ticks.isFlowing(), !isPause);
        QVERIFY(pumped.desk.engine().state().breakers.isEmpty());
    }

    // Whatever the rests are: as many pauses as there were rests of more than a second, and none of them a breaker.
    void everyPauseIsSeenAndNoOther()
    {
        SeededRandom random{21};
        for (int draw = 0; draw < 100; ++draw) {
            Pumped pumped;
            pumped.open();
            StopFlag stop;
            RestBell bell;
            std::uint64_t rests = 0, pauses = 0;
            bell.rested = [&](Duration) {
                const auto ns = static_cast<std::int64_t>(random.below(2'000'000'000));
                pauses += ns > 1'000'000'000 ? 1 : 0;
                pumped.clock.pass(Duration{ns});
                if (++rests == 50) {
                    stop.requestStop();
                }
                pumped.drainParcels();
            };

            QVERIFY(pumped.loop.run(pumped.setup, stop, bell, {}));

            QCOMPARE(pumped.loop.figures().pauses, pauses);
            QVERIFY(pumped.desk.engine().state().breakers.isEmpty());
        }
    }
};

QTEST_APPLESS_MAIN(TestLiveLoopTroubles)
#include "tst_live_loop_troubles.moc"
