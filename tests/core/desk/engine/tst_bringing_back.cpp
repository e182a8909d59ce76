// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::test;
using events::Closing;
using events::Denial;

namespace {

/// A proposal that was declined `ago`.
ProposalId declined(TestDesk& desk, Duration ago = seconds(2))
{
    const auto id = desk.proposeBuy();
    desk.command(events::Decline{id});
    desk.pass(ago);
    desk.quote(9'999, 10'001);
    return id;
}

/// The only one that waits.
const engine::WaitingProposal& waiting(const TestDesk& desk)
{
    return desk.state().waiting.begin()->value;
}

} // namespace

class TestBringingBack : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWasUnderANumberOfItsOwn()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto before = desk.state().waiting.find(id)->made;
        desk.command(events::Decline{id});
        QVERIFY(desk.state().waiting.isEmpty());
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        desk.command(events::BringBack{id});

        QCOMPARE(desk.state().waiting.size(), std::size_t{1});
        const auto& made = waiting(desk).made;
        QVERIFY(made.proposal.id != id);
        QVERIFY(made.replaces == id);
        QVERIFY(made.ticket.size == before.ticket.size);
        QVERIFY(made.stop == before.stop);
        QVERIFY(made.proposal.reference == before.proposal.reference);
        QVERIFY(made.ticket.proposal == made.proposal.id);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void itsEndIsTheOneThatItHad()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const Duration lifetime = desk.state().waiting.find(id)->made.lifetime;
        desk.pass(seconds(30));
        desk.quote(9'999, 10'001);
        desk.command(events::Decline{id});
        desk.pass(seconds(4));
        desk.quote(9'999, 10'001);
        desk.command(events::BringBack{id});

        QCOMPARE(waiting(desk).made.lifetime.ns, (lifetime - seconds(34)).ns);
        desk.pass(lifetime - seconds(34));
        desk.quote(9'999, 10'001);
        desk.bar(10'000);
        QVERIFY(desk.state().waiting.isEmpty() || waiting(desk).made.replaces != id);
        QCOMPARE(desk.state().counters.expired, std::uint64_t{1});
    }

    void whatWasSignedForTheOldOneApprovesNothing()
    {
        auto desk = TestDesk::armed();
        const auto old = desk.approvalOf(desk.proposeBuy());
        desk.command(events::Decline{old.proposal});
        desk.command(events::BringBack{old.proposal});
        const ProposalId id = waiting(desk).made.proposal.id;

        desk.command(old);
        QVERIFY(desk.denial() == Denial::NotOpen);
        auto stolen = old;
        stolen.proposal = id;
        desk.command(stolen);
        QVERIFY(desk.denial() == Denial::WrongDigest);
        QVERIFY(desk.sent().empty());
        desk.approve(id);
        QCOMPARE(desk.sent().size(), std::size_t{1});
    }

    void isToBeHadForFiveSecondsAndNotAMomentLonger()
    {
        for (const std::int64_t late : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}}) {
            auto desk = TestDesk::armed();
            const auto id = declined(desk, events::bringBackSpan + Duration{late});
            desk.command(events::BringBack{id});
            QCOMPARE(desk.state().waiting.size(), late < 0 ? std::size_t{1} : std::size_t{0});
            QVERIFY(late < 0 || desk.denial() == Denial::NotOpen);
        }
    }

    void aSetClockMakesTheTimeNoLonger()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk, seconds(6));
        desk.setClock(Duration{} - hours(1));
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
    }

    void comesBackOnceOnly()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::BringBack{id});
        desk.command(events::Decline{waiting(desk).made.proposal.id});
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
        QVERIFY(desk.state().waiting.isEmpty());
    }

    void whatWasNeverDeclinedDoesNotComeBack()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
        desk.approve(id);
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
        desk.command(events::BringBack{ProposalId{}});
        QVERIFY(desk.denial() == Denial::NotOpen);
    }

    void aNewerProposalOfTheSameStrategyStands()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::BringBack{id});
        const auto again = waiting(desk).made.proposal.id;
        desk.command(events::BringBack{id}); // the one that came back is the newer one now
        QVERIFY(desk.denial() == Denial::NotOpen);
        QCOMPARE(desk.state().waiting.size(), std::size_t{1});
        QVERIFY(desk.state().waiting.contains(again));
    }

    void whoMayNotDecideMayNotBringBack()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::BringBack{id}, engine::principalOf(StrategyId{1}));
        QVERIFY(desk.denial() == Denial::NoRight);
        QVERIFY(desk.state().waiting.isEmpty());
    }

    void asksForWhatAnApprovalAsks()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::BringBack{id}, engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.command(events::BringBack{id}, PrincipalId{}); // nobody
        QVERIFY(desk.denial() == Denial::NoRight);
        QVERIFY(desk.state().waiting.isEmpty());
        desk.command(events::BringBack{id});
        desk.command(desk.approvalOf(waiting(desk).made.proposal.id), engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing); // the same
    }

    void theGateLooksAtItAnew()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::Kill{risk::Scope{}, risk::KillLevel::CancelEntries});
        desk.command(events::BringBack{id});

        QVERIFY(desk.state().waiting.isEmpty());
        const auto closed = desk.now<events::ProposalClosed>();
        QCOMPARE(closed.size(), std::size_t{1});
        QVERIFY(closed.front().how == Closing::Suppressed);
    }

    void aStrategyThatIsSwitchedOffGetsNothingBack()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(events::SwitchStrategy{StrategyId{1}, false});
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
    }

    // A budget approves what its strategy proposes. What a person has declined only a person approves.
    void aBudgetDoesNotApproveIt()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk);
        desk.command(
            events::GrantAutonomy{StrategyId{1}, Money{100'000 * oneDollar}, Money{1'000 * oneDollar}, 100, hours(1)});
        desk.arm(risk::Mode::Automatic);
        desk.command(events::BringBack{id});
        QCOMPARE(desk.state().waiting.size(), std::size_t{1});
        QVERIFY(desk.sent().empty());
    }

    void nothingComesBackOverARestart()
    {
        auto desk = TestDesk::armed();
        const auto id = declined(desk, seconds(1));
        desk.restart();
        desk.arm(risk::Mode::Manual);
        desk.quote(9'999, 10'001);
        desk.command(events::BringBack{id});
        QVERIFY(desk.denial() == Denial::NotOpen);
    }

    void everyProposalEndsOnceHoweverOftenItComesBack()
    {
        std::mt19937 random(20'261'126);
        auto desk = TestDesk::armed();
        std::vector<ProposalId> gone;
        desk.proposeBuy();
        for (int i = 0; i < 3'000; ++i) {
            const bool hasOne = !desk.state().waiting.isEmpty();
            switch (random() % 3) {
            case 0:
                if (hasOne) {
                    gone.push_back(waiting(desk).made.proposal.id);
                    desk.command(events::Decline{gone.back()});
                }
                break;
            case 1:
                if (!gone.empty()) {
                    desk.command(
                        events::BringBack{gone[gone.size() - 1 - random() % std::min<std::size_t>(3, gone.size())]});
                }
                break;
            default:
                desk.pass(Duration{static_cast<std::int64_t>(random() % 2'000'000'000)});
                desk.quote(9'999, 10'001);
            }
            if (!hasOne && random() % 4 == 0) {
                desk.proposeBuy();
            }
            QVERIFY(desk.state().waiting.size() <= 1);
            QCOMPARE(desk.state().counters.waiting(), std::uint64_t{desk.state().waiting.size()});
        }
        FlatMap<ProposalId, bool> ended;
        for (const auto& closed : desk.ever<events::ProposalClosed>()) {
            QVERIFY(!ended.contains(closed.proposal));
            ended.insertOrAssign(closed.proposal, true);
        }
        QVERIFY(desk.state().counters.declined > 100);
        QVERIFY(desk.state().declined.size() <= 64);
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestBringingBack)
#include "tst_bringing_back.moc"
