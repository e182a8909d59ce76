// needs: host/runtime

#include "core/host/runtime/terminal/health_maker.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace omni;
using namespace omni::runtime;
using views::PartState;

namespace {

constexpr Timestamp monday{1'709'562'600'000'000'000};

/// A DEMO that runs well, ten seconds into the program.
HealthInputs running()
{
    auto engine = std::make_shared<EngineFigures>();
    engine->at = Monotonic{seconds(10).ns};
    engine->newestTick = Monotonic{seconds(10).ns - milliseconds(20).ns};
    engine->events = 1'000;
    engine->seq = Sequence{1'000};
    engine->durable = Sequence{1'000};
    engine->history.state = PartState::Ok;
    HealthInputs inputs;
    inputs.wall = monday;
    inputs.now = Monotonic{seconds(10).ns};
    inputs.phase = Phase::Running;
    inputs.engine = engine;
    inputs.process.processor = seconds(3);
    return inputs;
}

HealthInputs with(HealthInputs inputs, const std::function<void(EngineFigures&)>& change)
{
    auto engine = std::make_shared<EngineFigures>(*inputs.engine);
    change(*engine);
    inputs.engine = engine;
    return inputs;
}

views::PartHealth partOf(const views::Health& health, std::string_view name)
{
    const auto found = std::find_if(health.parts.begin(), health.parts.end(),
                                    [name](const views::PartHealth& part) { return part.name == name; });
    return found != health.parts.end() ? *found : views::PartHealth{};
}

bool hasPart(const views::Health& health, std::string_view name)
{
    return std::any_of(health.parts.begin(), health.parts.end(),
                       [name](const views::PartHealth& part) { return part.name == name; });
}

} // namespace

class TestHealthMaker : public QObject
{
    Q_OBJECT

private slots:
    void whatRunsWellIsOk()
    {
        HealthMaker maker;

        const auto health = maker.make(running());

        for (const auto& part : health.parts) {
            QVERIFY2(part.state == PartState::Ok, part.name.c_str());
        }
        QCOMPARE(*partOf(health, "feed").dataAge, milliseconds(20));
    }

    void withoutASessionNothingIsExpected()
    {
        HealthMaker maker;
        HealthInputs inputs = running();
        inputs.phase = Phase::Ended;

        const auto health = maker.make(inputs);

        QVERIFY(partOf(health, "feed").state == PartState::Off);
        QVERIFY(partOf(health, "journal").state == PartState::Off);
        QVERIFY(partOf(health, "kill").state == PartState::Ok); // it works without one
    }

    // Half a second later: 50 events more are 100 a second, 60 ms of the processor are 12 %.
    void ratesAreFromOnePictureToTheNext()
    {
        HealthMaker maker;
        static_cast<void>(maker.make(running()));
        HealthInputs later = with(running(), [](EngineFigures& engine) { engine.events = 1'050; });
        later.now = Monotonic{milliseconds(10'500).ns};
        later.process.processor = milliseconds(3'060);

        const auto health = maker.make(later);

        QCOMPARE(health.eventsPerSecond, std::uint64_t{100});
        QCOMPARE(health.processCpu, 0.12);
    }

    void anEngineThatHangsIsDown()
    {
        HealthMaker maker;
        HealthInputs inputs = running();
        inputs.now = Monotonic{milliseconds(12'001).ns};

        const auto health = maker.make(inputs);

        QVERIFY(partOf(health, "feed").state == PartState::Down);
        QVERIFY(partOf(health, "orders").state == PartState::Down);
    }

    void aSilentFeedIsLookedAtTwice()
    {
        HealthMaker maker;
        const auto silent
            = with(running(), [](EngineFigures& engine) { engine.newestTick = Monotonic{-milliseconds(1).ns}; });

        const auto health = maker.make(silent);

        QVERIFY(partOf(health, "feed").state == PartState::Degraded);
    }

    void aPauseIsNoFault()
    {
        HealthMaker maker;
        const auto paused = with(running(), [](EngineFigures& engine) {
            engine.newestTick.reset();
            engine.isPaused = true;
        });

        QVERIFY(partOf(maker.make(paused), "feed").state == PartState::Off);
    }

    void whatFailsIsTold()
    {
        HealthMaker maker;
        HealthInputs inputs = with(running(), [](EngineFigures& engine) {
            engine.history.state = PartState::Down;
            engine.history.detail = "the disk is full";
        });
        inputs.killFault = "the disk is full";
        inputs.filesFault = "ui.json could not be kept";

        const auto health = maker.make(inputs);

        QVERIFY(partOf(health, "kill").state == PartState::Degraded);
        QVERIFY(partOf(health, "files").state == PartState::Degraded);
        QVERIFY(partOf(health, "history").state == PartState::Down);
        QCOMPARE(partOf(health, "history").detail, std::string("the disk is full"));
    }

    /// With a broker the venue is not in the house, and its lines say how it is.
    void aBrokersLinesAreWhatIsTold()
    {
        HealthMaker maker;
        auto inputs = running();
        auto connection = std::make_shared<views::Connection>();
        connection->broker = "binance";
        for (auto& line : connection->lines) {
            line.state = views::LineState::Up;
        }
        inputs.connection = connection;
        QCOMPARE(partOf(maker.make(inputs), "orders").state, PartState::Ok);
        QCOMPARE(partOf(maker.make(inputs), "orders").detail, std::string("connected to binance"));

        connection->lines[0] = {views::LineState::Stale, {}, {}, "two prices differ"};
        connection->lines[1] = {views::LineState::Refused, {}, {}, "the key is wrong"};
        const auto health = maker.make(inputs);

        QCOMPARE(partOf(health, "feed").state, PartState::Degraded);
        QCOMPARE(partOf(health, "feed").detail, std::string("two prices differ"));
        QCOMPARE(partOf(health, "orders").state, PartState::Down);
        QCOMPARE(partOf(health, "orders").detail, std::string("the key is wrong"));
    }

    /// F18: a clock that was ahead and was put right. Nothing else says why every price counts as old.
    void aDeskWhoseTimeIsAheadOfTheMachineSaysSo()
    {
        HealthMaker maker;
        auto inputs = with(running(), [](EngineFigures& engine) { engine.deskTime = monday + seconds(5); });
        QVERIFY(!hasPart(maker.make(inputs), "clock")); // the house's own market has a time of its own
        inputs.connection = std::make_shared<views::Connection>();
        QCOMPARE(partOf(maker.make(inputs), "clock").state, PartState::Ok);

        inputs = with(inputs, [](EngineFigures& engine) { engine.deskTime = monday + seconds(3'600); });
        const auto told = partOf(maker.make(inputs), "clock");
        QCOMPARE(told.state, PartState::Degraded);
        QVERIFY2(told.detail.find("3600 s ahead") != std::string::npos, told.detail.c_str());

        inputs = with(inputs, [](EngineFigures& engine) { engine.deskTime = monday - seconds(3'600); });
        QCOMPARE(partOf(maker.make(inputs), "clock").state, PartState::Ok); // a silent market
    }

    void aRecordingIsAPartWhileThereIsOne()
    {
        HealthMaker maker;
        QVERIFY(partOf(maker.make(running()), "recording").name.empty());
        views::PartHealth recording;
        recording.name = "recording";
        recording.state = PartState::Down;
        recording.detail = "the disk is full";

        const auto health = maker.make(with(running(), [&](EngineFigures& engine) { engine.recording = recording; }));

        QCOMPARE(partOf(health, "recording").state, PartState::Down);
        QCOMPARE(partOf(health, "recording").detail, std::string("the disk is full"));
    }

    void sinceIsWhenTheStateBegan()
    {
        HealthMaker maker;
        static_cast<void>(maker.make(running()));
        HealthInputs later = running();
        later.wall = monday + seconds(5);
        QCOMPARE(partOf(maker.make(later), "files").since, monday);
        later.filesFault = "ui.json could not be kept";

        QCOMPARE(partOf(maker.make(later), "files").since, monday + seconds(5));
    }

    void pricesThatTheChartsMissedAreToldOnce()
    {
        HealthMaker maker;
        HealthInputs inputs = running();
        inputs.charts.lost = 3;
        QVERIFY(partOf(maker.make(inputs), "history").state == PartState::Degraded);

        QVERIFY(partOf(maker.make(inputs), "history").state == PartState::Ok); // none since
    }

    // By nearest rank of 1 … 100 ms.
    void spreadsAreByRank()
    {
        Durations durations;
        QVERIFY(!durations.spread().p50);
        for (int i = 100; i >= 1; --i) {
            durations.add(milliseconds(i));
        }

        QCOMPARE(*durations.spread().p50, milliseconds(50));
        QCOMPARE(*durations.spread().p95, milliseconds(95));
    }
};

QTEST_APPLESS_MAIN(TestHealthMaker)
#include "tst_health_maker.moc"
