// needs: host/runtime desk/driver desk/engine edge/platform
// A line to a broker that comes to be refused while a session runs is put on record.

#include "core/desk/driver/live_loop.h"
#include "core/desk/engine/principals.h"
#include "core/desk/events/broker_refused.h"
#include "core/host/runtime/broker/broker_thread.h"
#include "core/host/runtime/live_gate.h"
#include "tests/support/live_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/scripted_broker.h"
#include "tests/support/scripted_market.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

struct Bench {
    Bench()
        : clock(newYear)
        , lanes(std::make_unique<driver::LiveLanes>())
        , kill(std::move(*platform::KillLatchFile::open(folder.path().toStdString())))
        , gate(kill, durability, lanes->fence)
        , loop(std::move(*BrokerLoop::start([this] {
            auto made = std::make_unique<ScriptedBroker>();
            broker = made.get();
            return Result<std::unique_ptr<ports::Broker>>(std::move(made));
        })))
        , thread(*loop, {clock, gate, venueLanes, lanes->venue, lanes->ticks, engineBell, outboxBell})
    {
        engine::DeskState state;
        state.session.account = AccountId{3};
        state.session.installNonce = "INSTALL1";
        state.session.environment = orders::Environment::Paper;
        thread.define(std::vector{acme()});
        thread.start(state);
        thread.opened(state);
        loop->call([] {});
    }
    std::vector<events::Event> heard()
    {
        std::vector<events::Event> out;
        for (events::Event event; lanes->venue.tryPop(event);) {
            out.push_back(event);
        }
        return out;
    }

    QTemporaryDir folder;
    ManualClock clock;
    StatedDurability durability;
    CountingBell engineBell, outboxBell;
    std::unique_ptr<driver::LiveLanes> lanes;
    VenueLanes venueLanes;
    KillSwitch kill;
    LiveGate gate;
    ScriptedBroker* broker = nullptr;
    std::unique_ptr<BrokerLoop> loop;
    BrokerThread thread;
};

} // namespace

class TestRefusedLinesThreads : public QObject
{
    Q_OBJECT

private slots:
    /// F39: a certificate that is not trusted, or a key that is not taken, is on record, once, with the words for it.
    void aRefusedLineIsPutOnRecordOnce()
    {
        Bench bench;
        bench.loop->call([&] {
            bench.broker->now.broker = "binance";
            for (const auto kind : {views::LineKind::Orders, views::LineKind::Account}) {
                auto& line = bench.broker->now.lines.at(static_cast<std::size_t>(kind));
                line.state = views::LineState::Refused;
                line.detail = "the certificate\nis not trusted";
            }
        });
        std::vector<events::Event> heard;
        QVERIFY(QTest::qWaitFor([&] { return !(heard = bench.heard()).empty(); }, 3'000));
        QTest::qWait(600); // two looks more

        QVERIFY(bench.heard().empty());
        QCOMPARE(heard.size(), std::size_t{1});
        const auto& command = std::get<events::Command>(heard[0]);
        QCOMPARE(command.by, engine::desk);
        const auto& note = std::get<events::AddNote>(command.what);
        QVERIFY(note.tag.view() == events::brokerRefused);
        QVERIFY2(note.text.view().starts_with("binance refuses orders, account: the certificate"),
                 std::string(note.text.view()).c_str());
        QVERIFY(note.text.view().find('\n') == std::string_view::npos);
    }
};

QTEST_GUILESS_MAIN(TestRefusedLinesThreads)
#include "tst_refused_lines.moc"
