// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

using namespace omni;
using namespace omni::test;

namespace {

/// Wishes nothing, or what its inner one does; throws at one of its calls.
class Fragile final : public strategy::Strategy
{
public:
    Fragile(std::unique_ptr<strategy::Strategy> inner, int& calls, int throwsAt)
        : m_inner(std::move(inner))
        , m_calls(calls)
        , m_throwsAt(throwsAt)
    {
    }
    void onBar(const market::Bar& bar, const strategy::View& view, std::vector<strategy::Proposal>& out) override
    {
        m_inner->onBar(bar, view, out);
        fail();
    }
    void onFill(const orders::Fill&, const strategy::View&, std::vector<strategy::Proposal>&) override
    {
        fail();
    }
    void save(ByteWriter&) const override { }
    Result<void> load(ByteReader&) override
    {
        return {};
    }

private:
    void fail()
    {
        if (++m_calls == m_throwsAt) {
            throw std::runtime_error("a fault of somebody else");
        }
    }
    std::unique_ptr<strategy::Strategy> m_inner;
    int& m_calls;
    int m_throwsAt;
};

constexpr std::string_view crossing = "sma_cross:fast=1,slow=2,direction=both";

/// Two strategies on one instrument: 1 is as it should be, 2 throws at its n-th call (0: never).
events::SessionStarted twoStrategies()
{
    auto session = aSession();
    session.strategies = {{StrategyId{1}, std::string(crossing)}, {StrategyId{2}, "breakout:entry=200,exit=100"}};
    return session;
}

void makeSecondFragile(TestDesk& desk, int& calls, int throwsAt)
{
    desk.engine.makeStrategiesWith([&calls, throwsAt](const strategy::StrategySpec& spec) {
        auto made = spec.info->make(spec.values);
        if (spec.info->key == std::string_view("breakout")) {
            made = std::make_unique<Fragile>(std::move(made), calls, throwsAt);
        }
        return made;
    });
}

/// A venue without secrets: takes what is sent, fills what is at market, cancels what is to be cancelled.
void answerAll(TestDesk& desk)
{
    for (int round = 0; round < 4; ++round) {
        for (const OrderId id : std::vector(desk.state().ledger.openIds())) {
            const auto state = desk.order(id).state;
            if (state == orders::OrderState::Sent) {
                desk.report(id, orders::OrderEventKind::Accepted);
            } else if (state == orders::OrderState::CancelSent) {
                desk.report(id, orders::OrderEventKind::Cancelled);
            } else if (state == orders::OrderState::Working
                       && desk.order(id).ticket.kind == orders::OrderKind::Market) {
                desk.fill(id, desk.order(id).ticket.size.count, 10'000);
            }
        }
    }
}

/// Twelve bars up and down; each proposal of the first strategy is approved and filled.
void trade(TestDesk& desk)
{
    for (int i = 0; i < 12; ++i) {
        desk.bar(10'000 + (i % 3 == 0 ? -10 : 5 * i));
        if (const ProposalId id = desk.newestProposal()) {
            desk.approve(id);
        }
        answerAll(desk);
    }
}

std::vector<orders::OrderTicket> plannedOf(const TestDesk& desk, StrategyId strategy)
{
    std::vector<orders::OrderTicket> tickets;
    for (const auto& planned : desk.ever<events::OrderPlanned>()) {
        if (planned.ticket.strategy == strategy) {
            tickets.push_back(planned.ticket);
        }
    }
    return tickets;
}

} // namespace

class TestFailingStrategies : public QObject
{
    Q_OBJECT

private slots:
    // F59: an exception ends at the desk's boundary.
    void aStrategyThatThrowsIsSwitchedOffWithAnAlert()
    {
        TestDesk desk(twoStrategies());
        int calls = 0;
        makeSecondFragile(desk, calls, 1);
        desk.open();
        desk.arm(risk::Mode::Manual);

        desk.bar(10'000);

        QVERIFY(desk.state().switchedOff.contains(StrategyId{2}));
        QVERIFY(!desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(desk.alerted("strategy.failed"));
        const auto switched = desk.ever<events::StrategySwitched>();
        QCOMPARE(switched.size(), std::size_t{1});
        QVERIFY(switched.front().cause == events::Cause::Breaker);
        QVERIFY(desk.state().mode == risk::Mode::Manual);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F59, S33: whichever call it is, the other strategy's orders are those of a run without the fault.
    void theOthersTradeAsIfNothingHadHappened()
    {
        TestDesk sound(twoStrategies());
        int soundCalls = 0;
        makeSecondFragile(sound, soundCalls, 0);
        sound.open();
        sound.arm(risk::Mode::Manual);
        trade(sound);
        const auto expected = plannedOf(sound, StrategyId{1});
        QVERIFY(expected.size() > 2);
        QVERIFY(soundCalls >= 12);

        for (int n = 1; n <= soundCalls; ++n) {
            TestDesk desk(twoStrategies());
            int calls = 0;
            makeSecondFragile(desk, calls, n);
            desk.open();
            desk.arm(risk::Mode::Manual);
            trade(desk);

            QCOMPARE(calls, n); // it fired, and was never asked again
            QVERIFY(plannedOf(desk, StrategyId{1}) == expected);
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    void itsEntriesAreCancelledAndItsStopsStay()
    {
        TestDesk desk(aSession());
        int calls = 0;
        desk.engine.makeStrategiesWith([&calls](const strategy::StrategySpec& spec) {
            return std::make_unique<Fragile>(spec.info->make(spec.values), calls, 4); // three bars, then the fill
        });
        desk.open();
        desk.arm(risk::Mode::Manual);
        const ProposalId id = desk.proposeBuy();
        QVERIFY(id);
        const OrderId entry{desk.state().nextOrder};
        desk.approve(id);
        desk.report(entry, orders::OrderEventKind::Accepted);
        QVERIFY(desk.order(entry).ticket.size.count > 1);

        desk.fill(entry, 1, 10'000); // onFill throws; the rest of the entry is still at the venue

        QVERIFY(desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(desk.order(entry).state == orders::OrderState::CancelSent);
        const OrderId stop = desk.state().brackets.find(entry)->stop;
        QVERIFY(desk.order(stop).state == orders::OrderState::Sent);
        QCOMPARE(desk.position(), std::int64_t{1});
    }

    void oneThatCannotBeMadeIsOffAndTheSessionStarts()
    {
        TestDesk desk(twoStrategies());
        desk.engine.makeStrategiesWith([](const strategy::StrategySpec& spec) -> std::unique_ptr<strategy::Strategy> {
            if (spec.info->key == std::string_view("breakout")) {
                throw std::bad_alloc();
            }
            return spec.info->make(spec.values);
        });
        desk.open();
        desk.arm(risk::Mode::Manual);

        QVERIFY(desk.state().switchedOff.contains(StrategyId{2}));
        QVERIFY(desk.proposeBuy());
    }

    void switchedOnAgainItBeginsAnew()
    {
        TestDesk desk(twoStrategies());
        int calls = 0;
        makeSecondFragile(desk, calls, 1);
        desk.open();
        desk.arm(risk::Mode::Manual);
        desk.bar(10'000);
        desk.bar(10'010);
        QCOMPARE(calls, 1);

        desk.command(events::SwitchStrategy{StrategyId{2}, true});
        desk.bar(10'020);

        QCOMPARE(calls, 2);
        QVERIFY(!desk.state().switchedOff.contains(StrategyId{2}));
    }

    // F60: who watches over the thread can tell which strategy does not come back.
    void whoIsAskedIsShownWhileItIsAsked()
    {
        std::atomic<std::uint64_t> running{0};
        std::uint64_t seen = 0;
        class Looking final : public strategy::Strategy
        {
        public:
            Looking(std::atomic<std::uint64_t>& running, std::uint64_t& seen)
                : m_running(running)
                , m_seen(seen)
            {
            }
            void onBar(const market::Bar&, const strategy::View&, std::vector<strategy::Proposal>&) override
            {
                m_seen = m_running;
            }
            void save(ByteWriter&) const override { }
            Result<void> load(ByteReader&) override
            {
                return {};
            }

        private:
            std::atomic<std::uint64_t>& m_running;
            std::uint64_t& m_seen;
        };
        TestDesk desk(aSession());
        desk.engine.showRunning(&running);
        desk.engine.makeStrategiesWith(
            [&](const strategy::StrategySpec&) { return std::make_unique<Looking>(running, seen); });
        desk.open();

        desk.bar(10'000);

        QCOMPARE(seen, std::uint64_t{1});
        QCOMPARE(running.load(), std::uint64_t{0});
    }

    // F60, S12: the strategy that did not come back is off, also after the next start.
    void aStallHaltsTheDeskAndSwitchesThatStrategyOff()
    {
        auto desk = TestDesk::armed(twoStrategies());
        const ProposalId waiting = desk.proposeBuy();
        QVERIFY(waiting);

        desk.apply(events::TroubleFound{events::Trouble::EngineStalled, StrategyId{1}, seconds(3), {}});

        QVERIFY(desk.state().isTripped(events::Breaker::EngineStalled));
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        QVERIFY(desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(desk.state().waiting.isEmpty());
        const auto tripped = desk.ever<events::BreakerTripped>().front();
        QCOMPARE(tripped.limit, seconds(2).ns);
        QCOMPARE(tripped.actual, seconds(3).ns);
        desk.restart();
        desk.arm(risk::Mode::Manual);
        QVERIFY(desk.denial() == events::Denial::DeskUnwell);
        QVERIFY(desk.state().switchedOff.contains(StrategyId{1}));
        QVERIFY(desk.recordFoldsToTheState());
    }

    /// F50: a margin call. What waits for consent goes, entries are cancelled, positions can be closed.
    void aRestrictedAccountLeavesOnlyTheWayOut()
    {
        auto desk = TestDesk::armed();
        const OrderId entry = desk.place(Side::Buy, 1, 9'900);
        desk.report(entry, orders::OrderEventKind::Accepted);
        QVERIFY(desk.proposeBuy());

        desk.apply(events::TroubleFound{events::Trouble::AccountRestricted, {}, {}, ShortText<95>("margin call")});

        QVERIFY(desk.state().mode == risk::Mode::ReduceOnly);
        QVERIFY(desk.state().waiting.isEmpty());
        QVERIFY(desk.state().ledger.find(entry)->state == orders::OrderState::CancelSent);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        const auto alerts = desk.ever<events::AlertRaised>();
        QCOMPARE(alerts.back().key.view(), std::string_view("account.restricted"));
        desk.arm(risk::Mode::Manual); // a person's word; the broker's own refusals stand behind it
        QVERIFY(desk.state().mode == risk::Mode::Manual);
        QVERIFY(desk.recordFoldsToTheState());
    }

    /// F16: a backup that was put back. It is told once of each start that is lost, and a person arms again.
    void aRecordThatIsBehindTheVenueWaitsForAPerson()
    {
        auto desk = TestDesk::armed();
        const auto named = [](const char* name) {
            return events::TroubleFound{events::Trouble::RecordBehind, {}, {}, ShortText<95>(name)};
        };

        desk.apply(named("1NSTALL0-LOST0001-7-e"));

        QVERIFY(desk.state().mode == risk::Mode::ReduceOnly);
        QVERIFY(desk.state().isTripped(events::Breaker::Mismatch));
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        desk.arm(risk::Mode::Manual);
        QVERIFY(desk.state().mode == risk::Mode::ReduceOnly); // first somebody looks
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::Mismatch), {}, {}});
        desk.arm(risk::Mode::Manual);
        QVERIFY(desk.state().mode == risk::Mode::Manual);

        desk.apply(named("1NSTALL0-LOST0001-8-s"));
        QVERIFY(desk.state().mode == risk::Mode::Manual);
        desk.apply(named("1NSTALL0-LOST0002-9-e"));
        QVERIFY(desk.state().mode == risk::Mode::ReduceOnly);
        const auto alerts = desk.ever<events::AlertRaised>();
        QCOMPARE(std::count_if(alerts.begin(), alerts.end(),
                               [](const auto& alert) { return alert.key.view() == "record.behind"; }),
                 2);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aFailedJournalHaltsTheDeskUntilAPersonHasLooked()
    {
        auto desk = TestDesk::armed();

        desk.apply(events::TroubleFound{events::Trouble::JournalFailed, {}, {}, ShortText<95>("the disk is full")});

        QVERIFY(desk.state().isTripped(events::Breaker::JournalFailed));
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::JournalFailed), {}, {}});
        desk.arm(risk::Mode::Manual);
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
    }
};

QTEST_APPLESS_MAIN(TestFailingStrategies)
#include "tst_failing_strategies.moc"
