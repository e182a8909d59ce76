// needs: host/runtime
// The thread of a broker: made there, asked from elsewhere.

#include "core/host/runtime/broker/broker_loop.h"
#include "tests/support/scripted_broker.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

class TestBrokerLoop : public QObject
{
    Q_OBJECT

private slots:
    void aBrokerThatCannotBeMadeSaysWhy()
    {
        const auto loop = BrokerLoop::start(
            [] { return Result<std::unique_ptr<ports::Broker>>(failure(Errc::Denied, "the key is of live")); });
        QVERIFY(!loop);
        QCOMPARE(loop.error().code, Errc::Denied);
    }

    /// Nobody waits for an answer that never comes.
    void aListingThatIsNotAnsweredTimesOut()
    {
        ScriptedBroker* broker = nullptr;
        const auto loop = std::move(*BrokerLoop::start([&broker] {
            auto made = std::make_unique<ScriptedBroker>();
            broker = made.get();
            return Result<std::unique_ptr<ports::Broker>>(std::move(made));
        }));
        StopFlag stop;
        loop->call([&] { broker->listed = failure(Errc::Unavailable, "refused"); });
        QCOMPARE(loop->list({}, seconds(5), stop).error().code, Errc::Unavailable);
        stop.requestStop();
        loop->post([] { QTest::qSleep(100); }); // so that the answer cannot be there at once
        QCOMPARE(loop->list({}, seconds(5), stop).error().code, Errc::Denied);
    }
};

QTEST_GUILESS_MAIN(TestBrokerLoop)
#include "tst_broker_loop.moc"
