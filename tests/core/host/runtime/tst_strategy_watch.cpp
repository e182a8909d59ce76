// needs: host/runtime desk/driver desk/sim edge/platform

#include "core/desk/engine/fold.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/stall_note.h"
#include "core/host/runtime/strategy_watch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_store.h"
#include "tests/support/recorded_session.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using namespace omni::tests;

namespace {

class OpenGate final : public driver::SendGate
{
public:
    bool lets(const orders::OrderTicket&) const noexcept override
    {
        return isOpen;
    }
    bool isOpen = true;
};

/// A watch, and a hand on what the engine shows and on the clock.
struct Place {
    ManualClock clock{newYear};
    OpenGate behind;
    std::vector<events::TroubleFound> kept;
    StrategyWatch watch{clock, behind, [this](const events::TroubleFound& stall) { kept.push_back(stall); }};

    void show(std::uint64_t strategy)
    {
        watch.running()->store(strategy);
    }
    /// Looks as often as the thread would.
    void pass(Duration span)
    {
        for (Duration gone; gone < span; gone = gone + milliseconds(250)) {
            clock.pass(milliseconds(250));
            watch.look();
        }
    }
};

/// Goes with the averages, but does not come back from its bar number `slow` for `span` of the machine's time.
class SlowStrategy final : public strategy::Strategy
{
public:
    SlowStrategy(std::unique_ptr<strategy::Strategy> inner, Place& place, int slow, Duration span)
        : m_inner(std::move(inner))
        , m_place(place)
        , m_slow(slow)
        , m_span(span)
    {
    }
    void onBar(const market::Bar& bar, const strategy::View& view, std::vector<strategy::Proposal>& wishes) override
    {
        m_place.watch.look();
        if (++m_bars == m_slow) {
            m_place.pass(m_span);
        }
        m_inner->onBar(bar, view, wishes);
    }
    void save(ByteWriter& out) const override
    {
        m_inner->save(out);
    }
    Result<void> load(ByteReader& in) override
    {
        return m_inner->load(in);
    }

private:
    std::unique_ptr<strategy::Strategy> m_inner;
    Place& m_place;
    int m_slow;
    Duration m_span;
    int m_bars = 0;
};

std::size_t troublesIn(const MemoryStore& store)
{
    static const std::uint16_t kind = events::kindOf(events::Event(events::TroubleFound{}));
    return static_cast<std::size_t>(
        std::ranges::count_if(store.records, [](const KeptRecord& record) { return record.kind == kind; }));
}

struct Ran {
    MemoryStore store;
    engine::DeskState state;
    Digest hash{};
};

/// A hill with quotes before each close, whose turn comes with the sixth bar: there it wishes to buy.
Ran ranWith(Place& place, Duration span)
{
    Ran result;
    ScriptedMarket feed;
    int day = 0;
    for (const std::int64_t close : {10'000, 9'900, 9'800, 9'700, 9'900, 9'980, 9'990, 10'000, 10'010}) {
        feed.addQuote(newYear + days(day + 1) - milliseconds(500), close - 1, close + 1);
        feed.addDay(day++, close);
        feed.addQuote(newYear + days(day) + milliseconds(500), close - 1, close + 1);
    }
    feed.rewind();
    sim::FeedVenue venue{sim::FeedVenueConfig{}};
    const auto setup = aTypicalSetup();
    driver::Approver approver(driver::ApprovalRule::All, engine::script);
    engine::Engine engine;
    engine.makeStrategiesWith([&](const strategy::StrategySpec& spec) {
        return std::make_unique<SlowStrategy>(spec.info->make(spec.values), place, 6, span);
    });
    driver::Desk desk(std::move(engine), {.last = {}, .boot = 1, .epoch = setup.start}, &result.store, nullptr);
    desk.engine().showRunning(place.watch.running());
    driver::SimulatedSession session(desk, venue, &feed, approver);
    session.setGate(&place.watch);
    session.setTroubles(&place.watch);
    const auto ended = session.run(setup, nullptr);
    if (!ended) {
        qWarning("session: %s", ended.error().detail.c_str());
    }
    result.state = desk.engine().state();
    result.hash = desk.engine().hash();
    return result;
}

} // namespace

class TestStrategyWatch : public QObject
{
    Q_OBJECT

private slots:
    // F60: two seconds are allowed, not more.
    void aCallOfMoreThanTwoSecondsIsAStall()
    {
        Place place;
        place.watch.look();
        place.show(7);

        place.pass(milliseconds(2'250)); // seen after the first quarter
        QVERIFY(!place.watch.isClosed());
        place.pass(milliseconds(250));

        QVERIFY(place.watch.isClosed());
        QCOMPARE(place.kept.size(), std::size_t{1});
        QVERIFY(place.kept[0].what == events::Trouble::EngineStalled);
        QCOMPARE(place.kept[0].strategy, StrategyId{7});
        QCOMPARE(place.kept[0].span, milliseconds(2'250));
        QCOMPARE(place.kept[0].text.view(), std::string_view("the engine stalled in strategy 7"));
    }

    void manyShortCallsOfOneStrategyAreNone()
    {
        Place place;
        place.watch.look();
        for (int call = 0; call < 100; ++call) {
            place.show(7);
            place.pass(milliseconds(1'750));
            place.show(0);
        }

        QVERIFY(!place.watch.isClosed());
    }

    void aSessionThatOnlyWaitsIsNone()
    {
        Place place;

        place.pass(hours(1));

        QVERIFY(!place.watch.isClosed());
    }

    // The machine slept in the middle of a call, or gave the watch no time.
    void timeInWhichNobodyLookedDoesNotCount()
    {
        Place place;
        place.watch.look();
        place.show(7);
        place.pass(seconds(1));
        place.clock.pass(hours(8));
        place.watch.look();
        QVERIFY(!place.watch.isClosed());

        place.pass(seconds(2));
        QVERIFY(!place.watch.isClosed());
        place.pass(milliseconds(250));
        QVERIFY(place.watch.isClosed());
    }

    void theGateStaysClosedButForWhatReduces()
    {
        Place place;
        orders::OrderTicket entry, exit;
        exit.reduceOnly = true;
        QVERIFY(place.watch.lets(entry) && place.watch.lets(exit));
        place.watch.look();
        place.show(7);
        place.pass(seconds(4));
        place.show(0);

        QVERIFY(!place.watch.lets(entry));
        QVERIFY(place.watch.lets(exit));
        place.behind.isOpen = false;
        QVERIFY(!place.watch.lets(exit));
    }

    void theDeskIsToldOnce()
    {
        Place place;
        QVERIFY(!place.watch.pollTrouble());
        place.watch.look();
        place.show(7);
        place.pass(seconds(20));
        place.show(0);

        QVERIFY(place.watch.isUntold());
        QVERIFY(place.watch.pollTrouble());
        QVERIFY(!place.watch.pollTrouble());
        QVERIFY(!place.watch.isUntold());
        QCOMPARE(place.kept.size(), std::size_t{1});
    }

    // Durations on both sides of the two seconds, drawn: the watch finds exactly those that are longer than it allows,
    // give or take the quarter of a second between two looks.
    void findsWhatIsTooLongAndNothingElse()
    {
        std::mt19937_64 random{60};
        for (int i = 0; i < 3'000; ++i) {
            Place place;
            place.watch.look();
            place.show(1 + random() % 5);
            const Duration span = milliseconds(static_cast<std::int64_t>(random() % 5'000));
            place.pass(span);
            place.show(0);

            if (span <= seconds(2)) {
                QVERIFY(!place.watch.isClosed());
            } else if (span > milliseconds(2'500)) {
                QVERIFY(place.watch.isClosed());
            }
        }
    }

    // What it wishes late is not sent, it is off, and the record tells a replay all of it.
    void theLateAnswerOfAStrategyIsFenced()
    {
        Place place;
        const auto result = ranWith(place, seconds(3));

        QCOMPARE(troublesIn(result.store), std::size_t{1});
        QVERIFY(result.state.isTripped(events::Breaker::EngineStalled));
        QVERIFY(result.state.switchedOff.contains(StrategyId{1}));
        QCOMPARE(result.state.counters.fills, std::uint64_t{0});
        QVERIFY(result.state.portfolio.positions().empty());
        QVERIFY(!place.watch.isUntold());
        engine::DeskState folded;
        for (const KeptRecord& record : result.store.records) {
            if (events::isFact(record.kind)) {
                engine::fold(folded, record.stamp, *events::decodeFact(record.stamp, record.kind, record.payload));
            } else {
                static_cast<void>(engine::fold(folded, record.stamp,
                                               *events::decodeEvent(record.stamp, record.kind, record.payload)));
            }
        }
        QVERIFY(folded.hash() == result.hash);
    }

    void aStrategyThatComesBackInTimeTrades()
    {
        Place place;
        const auto result = ranWith(place, seconds(1));

        QCOMPARE(troublesIn(result.store), std::size_t{0});
        QVERIFY(result.state.counters.fills > 0);
        QVERIFY(!result.state.switchedOff.contains(StrategyId{1}));
    }

    // F60, S12: the engine never came back. The next start finds the note, tells it before anything else, and forgets
    // it once the record has it.
    void theNextStartSwitchesOffWhatNeverCameBack()
    {
        TerminalKit kit;
        kit.startDemo(1);
        QVERIFY(kit.comesTo(Phase::Running));
        QVERIFY(kit.endsInOrder());
        kit.close();
        {
            auto profile = platform::FileFolder::open(kit.path(), platform::FileFolder::Access::ReadWrite);
            QVERIFY(profile);
            keepStall(**profile, stallOf(StrategyId{1}, seconds(3)));
        }
        QVERIFY(kit.open());

        kit.startDemo(1);

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::TroubleFound>() == 1;
        }));
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() != nullptr; }));
        const auto shot = kit.terminal->snapshot();
        QVERIFY(shot->mode == risk::Mode::Halted);
        QVERIFY(std::ranges::any_of(shot->strategies, [](const auto& one) { return one.id.value == 1 && !one.on; }));
        QVERIFY(std::ranges::any_of(shot->strategies, [](const auto& one) { return one.id.value == 2 && one.on; }));
        QVERIFY(kit.facts<events::AlertRaised>() > 0);
        QVERIFY(kit.endsInOrder());
        auto profile = platform::FileFolder::open(kit.path(), platform::FileFolder::Access::ReadOnly);
        QVERIFY(profile && !keptStall(**profile));
    }

    void itsThreadLooksAndEnds()
    {
        Place place;
        place.watch.start();
    }
};

QTEST_APPLESS_MAIN(TestStrategyWatch)
#include "tst_strategy_watch.moc"
