// needs: ui/bridge tests/support/fake_terminal Qt6::Core
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/stop_progress.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;
using Kind = StopLine::Kind;

namespace {

struct Bench {
    FakeTerminal terminal;
    EngineLink engine{terminal};
    std::int64_t now = 0;
    StopProgress progress{engine, [this] { return now; }};
    Stamp stamp{{100}, plausibleNow, {0}, 1};
    views::DeskSnapshot desk = aSnapshot();

    Bench()
    {
        desk.at = stamp;
        desk.latches.clear();
        terminal.show(desk);
        engine.poll();
    }
    void pass(Duration span)
    {
        stamp.seq.value += 1;
        stamp.wall = stamp.wall + span;
        stamp.mono = stamp.mono + span;
    }
    orders::OrderRecord entry(std::uint64_t id)
    {
        orders::OrderRecord record = anOrder();
        record.ticket.id = {id};
        record.ticket.role = orders::OrderRole::Entry;
        record.ticket.reduceOnly = false;
        return record;
    }
    void trip()
    {
        pass(seconds(1));
        terminal.notice(stamp,
                        events::Event{events::KillLatched{{}, risk::KillLevel::CancelEntries, events::owner, {}}});
        views::LatchView latch = aLatch();
        latch.at = stamp.wall;
        desk.latches = {latch};
        show();
    }
    void show()
    {
        desk.at = stamp;
        terminal.show(desk);
        engine.poll();
    }
    std::vector<Kind> kinds() const
    {
        std::vector<Kind> kinds;
        for (const StopLine& line : progress.lines()) {
            kinds.push_back(line.kind);
        }
        return kinds;
    }
};

} // namespace

class TestStopProgress : public QObject
{
    Q_OBJECT

private slots:
    // The banner said "2 positions open" for as long as nothing else happened, whatever had become of them.
    void tellsWhenWhatIsHeldChangesWhileAStopStands()
    {
        Bench bench;
        bench.trip();
        bench.show();
        QSignalSpy changed(&bench.progress, &StopProgress::changed);
        bench.show();
        QCOMPARE(changed.count(), 0);
        bench.pass(seconds(1));
        bench.desk.positions[0].stopOrder = {};
        bench.show();
        QCOMPARE(changed.count(), 1);
        bench.desk.positions.clear();
        bench.show();
        QCOMPARE(changed.count(), 2);
    }

    void isArmedBeforeAnythingIsTripped()
    {
        Bench bench;
        QCOMPARE(bench.progress.state(), StopState::Armed);
        QVERIFY(bench.progress.lines().empty());
    }

    void isStoppingUntilEveryCancelIsConfirmed()
    {
        Bench bench;
        bench.desk.openOrders = {bench.entry(11), bench.entry(12)};
        bench.show();
        bench.trip();
        for (const std::uint64_t id : {11U, 12U}) {
            bench.terminal.notice(bench.stamp,
                                  events::Fact{events::CancelAsked{{id}, events::Cause::Kill, events::owner}});
        }
        bench.engine.poll();
        bench.show();
        QCOMPARE(bench.progress.state(), StopState::Stopping);
        QCOMPARE(bench.progress.cancelsAsked(), 2);

        bench.pass(milliseconds(234));
        events::OrderReport report;
        report.order = {11};
        report.kind = orders::OrderEventKind::Cancelled;
        bench.terminal.notice(bench.stamp, events::Event{report});
        bench.show();
        QCOMPARE(bench.progress.cancelsConfirmed(), 1);
        QCOMPARE(bench.progress.state(), StopState::Stopping);
        QCOMPARE(bench.progress.lines().back().kind, Kind::EntryCancelled);
        QCOMPARE(bench.progress.lines().back().since.ns, milliseconds(234).ns);

        bench.pass(milliseconds(700));
        report.order = {12};
        bench.terminal.notice(bench.stamp, events::Event{report});
        bench.desk.openOrders.clear();
        bench.show();
        QCOMPARE(bench.progress.state(), StopState::Tripped);
    }

    void tellsAnOrderThatFilledFirstFromACancel()
    {
        Bench bench;
        bench.desk.openOrders = {bench.entry(11)};
        bench.show();
        bench.trip();
        bench.terminal.notice(bench.stamp, events::Fact{events::CancelAsked{{11}, events::Cause::Kill, events::owner}});
        bench.pass(milliseconds(900));
        orders::Fill fill;
        fill.order = {11};
        fill.instrument = {1};
        fill.size = bench.desk.openOrders[0].ticket.size;
        bench.terminal.notice(bench.stamp, events::Event{fill});
        bench.desk.openOrders.clear();
        bench.show();
        QCOMPARE(bench.progress.filledFirst(), 1);
        QCOMPARE(bench.progress.cancelsConfirmed(), 0);
        QCOMPARE(bench.progress.pending(), 0);
        const auto kinds = bench.kinds();
        QCOMPARE(std::count(kinds.begin(), kinds.end(), Kind::FilledBeforeCancel), std::ptrdiff_t{1});
    }

    void saysWhenNobodyAnswersForFiveSeconds()
    {
        Bench bench;
        bench.desk.openOrders = {bench.entry(11)};
        bench.show();
        bench.trip();
        bench.terminal.notice(bench.stamp, events::Fact{events::CancelAsked{{11}, events::Cause::Kill, events::owner}});
        bench.engine.poll();
        bench.now = 4'999;
        QVERIFY(!bench.progress.isWithoutAnswer());
        bench.now = 5'000;
        QVERIFY(bench.progress.isWithoutAnswer());
    }

    void countsTheProposalsThatWereWithdrawn()
    {
        Bench bench;
        bench.desk.proposals = {aProposal(), aProposal(), aProposal()};
        bench.show();
        bench.trip();
        for (int i = 0; i < 2; ++i) {
            bench.terminal.notice(bench.stamp,
                                  events::Fact{events::ProposalClosed{
                                      {1}, events::Closing::Withdrawn, events::Cause::Kill, events::owner}});
        }
        bench.engine.poll();
        QCOMPARE(bench.progress.proposalsWithdrawn(), 2);
        QCOMPARE(bench.progress.proposalsToWithdraw(), 3);
    }

    void isStoppingBeforeTheDeskHasHeardOfTheLatch()
    {
        Bench bench;
        bench.terminal.levelShown = risk::KillLevel::CancelEntries;
        bench.show();
        QCOMPARE(bench.progress.state(), StopState::Stopping);
        QCOMPARE(bench.progress.stopped().front().at.ns, std::int64_t{0});
    }

    void remembersHowLongSomethingWasTripped()
    {
        Bench bench;
        bench.trip();
        bench.pass(minutes(2));
        bench.terminal.notice(bench.stamp,
                              events::Fact{events::LatchCleared{{}, events::owner, ShortText<95>("mended")}});
        bench.desk.latches.clear();
        bench.show();
        QCOMPARE(bench.progress.state(), StopState::Armed);
        QVERIFY(bench.progress.events().back().isReset);
        QCOMPARE(bench.progress.events().back().stood->ns, minutes(2).ns);
    }

    // S26: of what was tripped and reset the first stays, and the newest.
    void remembersTwoHundredTripsAndResets()
    {
        Bench bench;
        const auto happens = [&bench](int number) {
            bench.pass(seconds(1));
            if (number % 2 == 1) {
                bench.terminal.notice(
                    bench.stamp, events::Event{events::KillLatched{{}, risk::KillLevel::Pause, events::owner, {}}});
            } else {
                bench.terminal.notice(bench.stamp, events::Fact{events::LatchCleared{{}, events::owner, {}}});
            }
            bench.engine.poll();
        };
        happens(1);
        const Timestamp first = bench.progress.events().front().at;
        for (int number = 2; number <= 200; ++number) {
            happens(number);
        }
        QCOMPARE(bench.progress.events().size(), std::size_t{200});

        happens(201);

        QCOMPARE(bench.progress.events().size(), std::size_t{200});
        QCOMPARE(bench.progress.events().front().at, first);
        QCOMPARE(bench.progress.events()[1].at, first + seconds(2));
        QCOMPARE(bench.progress.events().back().at, first + seconds(200));
    }

    // S26: a stop of more orders than that keeps its first line and the newest ones.
    void aStopHasFiveHundredLines()
    {
        Bench bench;
        for (std::uint64_t id = 11; id < 11 + 600; ++id) {
            bench.desk.openOrders.push_back(bench.entry(id));
        }
        bench.show();
        bench.trip();
        const auto first = bench.progress.lines().front();
        for (std::uint64_t id = 11; id < 11 + 600; ++id) {
            bench.pass(milliseconds(1));
            bench.terminal.notice(bench.stamp,
                                  events::Fact{events::CancelAsked{{id}, events::Cause::Kill, events::owner}});
            events::OrderReport report;
            report.order = {id};
            report.kind = orders::OrderEventKind::Cancelled;
            bench.terminal.notice(bench.stamp, events::Event{report});
            bench.engine.poll();
            QVERIFY(bench.progress.lines().size() <= 500U);
        }

        QCOMPARE(bench.progress.cancelsConfirmed(), 600);
        QCOMPARE(bench.progress.lines().size(), std::size_t{500});
        QCOMPARE(bench.progress.lines().front().at, first.at);
        QCOMPARE(bench.progress.lines().front().kind, first.kind);
        QCOMPARE(bench.progress.lines().back().since.ns, milliseconds(600).ns);
    }

    void forgetsItAllWithTheSession()
    {
        Bench bench;
        bench.trip();
        bench.terminal.restart();
        bench.engine.poll();
        QVERIFY(bench.progress.lines().empty());
        QVERIFY(bench.progress.events().empty());
    }

    void putsTheWorstFirst()
    {
        views::DeskSnapshot desk;
        const auto latch = [](risk::ScopeKind kind, std::uint64_t id, risk::KillLevel level) {
            views::LatchView view;
            view.scope = {kind, id};
            view.level = level;
            view.at = {5};
            return view;
        };
        desk.latches = {latch(risk::ScopeKind::Symbol, 3, risk::KillLevel::Flatten),
                        latch(risk::ScopeKind::Strategy, 2, risk::KillLevel::Pause),
                        latch(risk::ScopeKind::Strategy, 1, risk::KillLevel::CancelAll),
                        latch(risk::ScopeKind::Account, 1, risk::KillLevel::Pause)};
        views::BreakerView breaker;
        breaker.breaker = events::Breaker::DailyLoss;
        desk.breakers = {breaker};
        const auto all = stoppedOf(desk, risk::KillLevel::None);
        QCOMPARE(all.size(), std::size_t{5});
        QVERIFY(all[0].breaker == events::Breaker::DailyLoss);
        QCOMPARE(all[1].scope.kind, risk::ScopeKind::Account);
        QCOMPARE(all[2].scope.id, std::uint64_t{1});
        QCOMPARE(all[4].scope.kind, risk::ScopeKind::Symbol);
        QVERIFY(isAllStopped(all));
        QVERIFY(!isAllStopped({all[1]}));
    }
};

QTEST_MAIN(TestStopProgress)
#include "tst_stop_progress.moc"
