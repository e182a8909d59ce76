#include "core/desk/engine/principals.h"
#include "core/host/runtime/answer_notes.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using events::Denial;

namespace {

/// A session whose desk refuses what the list answers.
struct Refused {
    void answer(std::uint64_t proposal, const events::Wish& what, const events::Fact& outcome,
                std::string_view reason = "by rule")
    {
        stamp.seq.value = proposal;
        events::Command command;
        command.by = engine::script;
        command.reason = ShortText<95>(reason);
        command.what = what;
        notes.onInput(stamp, command, engine);
        notes.onFact(stamp, outcome, engine);
    }
    void approve(std::uint64_t proposal, const events::Fact& outcome)
    {
        answer(proposal, events::Approve{ProposalId{proposal}, Lots{5}, {}, {}}, outcome);
    }

    driver::Approver list = *driver::Approver::fromList("7 approve 5\n\n* decline\n", engine::script);
    std::vector<std::string> told;
    AnswerNotes notes{nullptr, list, "answers", [this](const std::string& text) { told.push_back(text); }};
    engine::Engine engine;
    Stamp stamp;
};

const events::Fact tooLarge = events::CommandDenied{Denial::SizeRaised, engine::script};

} // namespace

class TestAnswerNotes : public QObject
{
    Q_OBJECT

private slots:
    void anAnswerThatIsRefusedIsToldWithItsLine()
    {
        Refused session;
        session.approve(7, tooLarge);
        QCOMPARE(session.told.size(), std::size_t{1});
        QCOMPARE(session.told.front(),
                 std::string("answers:1: proposal 7 was not approved: an approval may make an order smaller, never "
                             "larger, and not nothing"));
        QVERIFY(session.notes.texts() == session.told);
    }

    void whatAllOthersGetHasItsLineToo()
    {
        Refused session;
        session.answer(9, events::Decline{ProposalId{9}}, events::CommandDenied{Denial::NotOpen, engine::script});
        QVERIFY(session.told.front().starts_with("answers:3: proposal 9 was not declined: "));
    }

    void anApprovalThatMeetsAnotherPriceIsTold()
    {
        Refused session;
        session.approve(7, events::ProposalDrifted{ProposalId{7}, Ticks{120}, Ticks{5}});
        QVERIFY(session.told.front().ends_with("the price had left the band that the approval allows"));
    }

    // A person at the socket has his own answer; a denial of another input is not of this one.
    void onlyAnswersOfTheListAreTold()
    {
        Refused session;
        session.answer(7, events::Approve{ProposalId{7}, Lots{5}, {}, {}}, tooLarge, "looked at it");
        session.approve(7, events::ProposalClosed{ProposalId{7}, events::Closing::Approved, {}, {}});
        session.stamp.seq.value = 8;
        session.notes.onFact(session.stamp, tooLarge, session.engine);
        QVERIFY(session.told.empty());
        QVERIFY(session.notes.texts().empty());
    }

    void whatNothingAskedForIsToldAtTheEnd()
    {
        Refused session;
        session.list.onProposal(session.stamp, ProposalId{8}); // answered by "* decline"
        session.notes.end(session.engine.state());
        QCOMPARE(session.told.size(), std::size_t{1});
        QCOMPARE(session.told.front(),
                 std::string("answers:1: proposal 7 was not approved: no proposal of that number waited in this "
                             "session"));
        QVERIFY(session.notes.texts() == session.told);
    }

    void whatWaitedIsNotToldAtTheEnd()
    {
        Refused session;
        session.list.onProposal(session.stamp, ProposalId{7});
        session.notes.end(session.engine.state());
        QVERIFY(session.told.empty());
    }

    void manyAreCounted()
    {
        Refused session;
        for (std::uint64_t proposal = 1; proposal <= 1'000; ++proposal) {
            session.approve(proposal, tooLarge);
        }
        QCOMPARE(session.told.size(), AnswerNotes::mostTold);
        QCOMPARE(session.notes.texts().size(), AnswerNotes::mostTold + 1);
        QCOMPARE(session.notes.texts().back(), std::string("990 more answers came to nothing"));
    }
};

QTEST_APPLESS_MAIN(TestAnswerNotes)
#include "tst_answer_notes.moc"
