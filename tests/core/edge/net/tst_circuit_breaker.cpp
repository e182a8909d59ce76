#include "core/edge/net/circuit_breaker.h"

#include "core/base/seeded_random.h"

#include <QTest>

using namespace omni;
using namespace omni::net;

namespace {

Monotonic at(Duration sinceStart)
{
    return Monotonic{} + sinceStart;
}

/// Opens after three, for 5 s, doubling to 20 s; a probe is lost after 30 s.
CircuitRule aTypicalRule()
{
    return {3, seconds(5), seconds(20), seconds(30)};
}

CircuitBreaker anOpenOne(Monotonic now)
{
    CircuitBreaker circuit(aTypicalRule());
    for (int i = 0; i < 3; ++i) {
        circuit.failed(now);
    }
    return circuit;
}

} // namespace

class TestCircuitBreaker : public QObject
{
    Q_OBJECT

private slots:
    void twoFailuresAreForgiven()
    {
        CircuitBreaker circuit(aTypicalRule());

        circuit.failed(at({}));
        circuit.failed(at({}));
        QVERIFY(circuit.letThrough(Lane::Ordinary, at({})));
        circuit.succeeded();
        circuit.failed(at({}));
        circuit.failed(at({}));

        QCOMPARE(circuit.state(at({})), CircuitState::Closed);
    }

    void opensAtTheThirdInARow()
    {
        auto circuit = anOpenOne(at(seconds(1)));

        QCOMPARE(circuit.state(at(seconds(1))), CircuitState::Open);
        QVERIFY(!circuit.letThrough(Lane::Ordinary, at(seconds(6) - nanoseconds(1))));
        QCOMPARE(circuit.nextProbe(at(seconds(2))), at(seconds(6)));
    }

    void theWayOutIsNeverBarred()
    {
        auto circuit = anOpenOne(at({}));

        QVERIFY(circuit.letThrough(Lane::WayOut, at({})));
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));
        QVERIFY(circuit.letThrough(Lane::WayOut, at(seconds(5))));
    }

    void oneProbeGoesAndNoSecond()
    {
        auto circuit = anOpenOne(at({}));

        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));
        QCOMPARE(circuit.state(at(seconds(5))), CircuitState::HalfOpen);
        QVERIFY(!circuit.letThrough(Lane::Ordinary, at(seconds(6))));
    }

    void aGoodProbeCloses()
    {
        auto circuit = anOpenOne(at({}));
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));

        circuit.succeeded();

        QCOMPARE(circuit.state(at(seconds(5))), CircuitState::Closed);
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));
    }

    void badProbesDoubleThePauseUpToTheMost()
    {
        auto circuit = anOpenOne(at({}));
        auto now = at({});
        for (const auto pause : {5, 10, 20, 20}) {
            QCOMPARE(circuit.nextProbe(now), now + seconds(pause));
            now = now + seconds(pause);
            QVERIFY(circuit.letThrough(Lane::Ordinary, now));
            circuit.failed(now);
        }
    }

    void aCancelThatWorksClosesIt()
    {
        auto circuit = anOpenOne(at({}));
        QVERIFY(circuit.letThrough(Lane::WayOut, at(seconds(1))));

        circuit.succeeded();

        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(1))));
    }

    void stragglersDoNotProlongThePause()
    {
        auto circuit = anOpenOne(at({}));

        circuit.failed(at(seconds(4)));

        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));
    }

    void aLostProbeCountsAsFailed()
    {
        auto circuit = anOpenOne(at({}));
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(5))));

        QVERIFY(!circuit.letThrough(Lane::Ordinary, at(seconds(35))));
        QCOMPARE(circuit.state(at(seconds(35))), CircuitState::Open);
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(seconds(45))));
    }

    // While a service fails for good, ordinary requests are a trickle, and yet it is asked again in time.
    void aDeadServiceIsAskedSeldomAndAlwaysAgain()
    {
        SeededRandom random{1};
        for (int round = 0; round < 100; ++round) {
            CircuitBreaker circuit(aTypicalRule());
            auto now = at({});
            auto last = now;
            int asked = 0;
            for (int i = 0; i < 5'000; ++i) {
                now = now + milliseconds(random.between(0, 200));
                if (circuit.letThrough(Lane::Ordinary, now)) {
                    QVERIFY(now - last <= seconds(21));
                    last = now;
                    ++asked;
                    circuit.failed(now);
                }
            }
            // Three to open it, then at 5, 15, 35, 55 s and so on: about 500 s of trying.
            QVERIFY(asked <= 32);
        }
    }

    void aRuleOutOfBoundsIsMovedIntoThem()
    {
        CircuitBreaker circuit({0, Duration{-1}, Duration{-1}, Duration{-1}});

        circuit.failed(at({}));

        QCOMPARE(circuit.state(at({})), CircuitState::Open);
        QVERIFY(circuit.letThrough(Lane::Ordinary, at(milliseconds(1))));
    }

    void statesHaveStableNames()
    {
        QCOMPARE(nameOf(CircuitState::Closed), std::string_view("closed"));
        QCOMPARE(nameOf(CircuitState::Open), std::string_view("open"));
        QCOMPARE(nameOf(CircuitState::HalfOpen), std::string_view("half_open"));
    }
};

QTEST_APPLESS_MAIN(TestCircuitBreaker)
#include "tst_circuit_breaker.moc"
