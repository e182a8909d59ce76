#include "core/trade/risk/breakers/reject_storm/reject_storm_breaker.h"
#include "core/trade/risk/breakers/repeated_execution/repeated_execution_breaker.h"

#include <QTest>

using namespace omni;
using namespace omni::risk;

namespace {

Monotonic at(Duration d)
{
    return Monotonic{} + d;
}

template<class Breaker> bool survivesARestart(const Breaker& breaker)
{
    Bytes bytes;
    ByteWriter out(bytes);
    breaker.save(out);
    ByteReader in(bytes);
    const Breaker loaded = Breaker::load(in);
    return in.finished() && loaded == breaker;
}

} // namespace

class TestBreakers : public QObject
{
    Q_OBJECT

private slots:
    void aStormOfRejectsTrips()
    {
        RejectStormBreaker breaker({.rejects = 3, .window = seconds(10)});
        QVERIFY(!breaker.onReject(at(seconds(0))));
        QVERIFY(!breaker.onReject(at(seconds(9))));
        QVERIFY(!breaker.onReject(at(seconds(10)))); // the first has left
        QVERIFY(survivesARestart(breaker));
        QVERIFY(breaker.onReject(at(seconds(11))));
    }

    void aStormOutlivesARestart()
    {
        RejectStormBreaker breaker({.rejects = 3, .window = seconds(10)});
        QVERIFY(!breaker.onReject(at(seconds(100))));
        QVERIFY(!breaker.onReject(at(seconds(101))));
        breaker.restart(at(seconds(105)));
        QVERIFY(breaker.onReject(at(seconds(9))));
    }

    void theSameTradeAgainAndAgainTrips()
    {
        RepeatedExecutionBreaker breaker({.executions = 3, .window = minutes(1)});
        QVERIFY(!breaker.onExecution(Side::Buy, at(seconds(1))));
        QVERIFY(!breaker.onExecution(Side::Buy, at(seconds(2))));
        QVERIFY(survivesARestart(breaker));
        QVERIFY(breaker.onExecution(Side::Buy, at(seconds(3))));
    }

    void tradingBothWaysDoesNot()
    {
        RepeatedExecutionBreaker breaker({.executions = 3, .window = minutes(1)});
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!breaker.onExecution(i % 3 == 2 ? Side::Sell : Side::Buy, at(milliseconds(i))));
        }
    }

    void damagedRecordsAreRefused()
    {
        const auto isRefused = [](auto load, std::uint32_t first) {
            Bytes bytes;
            ByteWriter out(bytes);
            out.u32(first);
            out.boolean(false);
            RateWindow{}.save(out);
            ByteReader in(bytes);
            static_cast<void>(load(in));
            return !in.ok();
        };
        QVERIFY(isRefused([](ByteReader& in) { return RepeatedExecutionBreaker::load(in); }, 0));
        QVERIFY(isRefused([](ByteReader& in) { return RepeatedExecutionBreaker::load(in); }, 121));
        QVERIFY(isRefused([](ByteReader& in) { return RejectStormBreaker::load(in); }, 0));
    }
};

QTEST_APPLESS_MAIN(TestBreakers)
#include "tst_breakers.moc"
