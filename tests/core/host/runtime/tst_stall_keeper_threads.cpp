// needs: host/runtime desk/driver

#include "core/host/runtime/stall_keeper.h"
#include "core/host/runtime/stall_note.h"
#include "tests/support/outbox_kit.h"

#include <QTest>

#include <future>
#include <optional>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestStallKeeperThreads : public QObject
{
    Q_OBJECT

private slots:
    // The disk takes nothing until the test lets it: an outbox that waited for it would never come back here.
    void theOutboxGoesOnWhileTheDiskStandsStill()
    {
        std::promise<void> disk;
        std::promise<events::TroubleFound> written;
        auto opened = disk.get_future();
        auto kept = written.get_future();
        StallKeeper keeper([&](const events::TroubleFound& stall) {
            opened.wait();
            written.set_value(stall);
        });
        PumpedOutbox p;
        p.keep = [&](const events::TroubleFound& stall) { keeper.keep(stall); };
        p.durability.upTo = 100;
        p.want(1, events::Submit{entry(1)});
        p.pump();
        QCOMPARE(p.venue.submitted.size(), std::size_t{1});
        p.engineBeats = false;
        for (int i = 0; i < 6; ++i) {
            p.clock.pass(milliseconds(500));
            p.pump();
        }
        QVERIFY(p.gate.isClosed());
        QVERIFY(kept.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
        QCOMPARE(p.venue.cancelled.size(), std::size_t{1}); // the entry is gone, and the disk has not moved
        disk.set_value();
        QVERIFY(kept.get().what == events::Trouble::EngineStalled);
    }

    void whatIsToBeKeptIsWrittenBeforeTheEnd()
    {
        for (int round = 0; round < 200; ++round) {
            std::optional<events::TroubleFound> written;
            {
                StallKeeper keeper([&](const events::TroubleFound& stall) { written = stall; });
                keeper.keep(stallOf(StrategyId{7}, seconds(3)));
            }
            QVERIFY(written);
            QCOMPARE(written->strategy.value, std::uint64_t{7});
        }
    }

    void theFirstStallIsTheOneThatIsKept()
    {
        int writes = 0;
        std::uint64_t strategy = 0;
        {
            StallKeeper keeper([&](const events::TroubleFound& stall) {
                ++writes;
                strategy = stall.strategy.value;
            });
            keeper.keep(stallOf(StrategyId{1}, seconds(3)));
            keeper.keep(stallOf(StrategyId{2}, seconds(4)));
        }
        QCOMPARE(writes, 1);
        QCOMPARE(strategy, std::uint64_t{1});
    }

    void withoutAStallNothingIsWritten()
    {
        int writes = 0;
        {
            const StallKeeper keeper([&](const events::TroubleFound&) { ++writes; });
            const StallKeeper none({});
        }
        QCOMPARE(writes, 0);
    }
};

QTEST_APPLESS_MAIN(TestStallKeeperThreads)
#include "tst_stall_keeper_threads.moc"
