#include "core/desk/engine/fold.h"
#include "core/desk/events/fact.h"

#include <QTest>

using namespace omni;

namespace {

events::ProposalMade aProposal(std::uint64_t number)
{
    events::ProposalMade made;
    made.proposal.id = ProposalId{number};
    made.proposal.strategy = StrategyId{1};
    made.proposal.instrument = InstrumentId{1};
    made.proposal.because("sma_fast_above_slow", 1.5, 0.5);
    made.proposal.because("close_above_fast", 2.5, 0.25);
    made.proposal.because("sma_fast_rises", 3.5, 1);
    made.proposal.because("sma_slow_rises", 4.5, -2);
    made.ticket.size = Lots{120};
    made.ticket.stop = Ticks{-1};
    made.stop = Ticks{620};
    made.value = Money{123'456'789};
    made.preview = risk::Refusal{risk::Rule::StaleData, 3, 4};
    return made;
}

} // namespace

class TestWaitingProposals : public QObject
{
    Q_OBJECT

private slots:
    /// Also a test of the flags it is compiled with: docs/decisions/0015.
    void theOneThatWaitsIsTheOneThatWasMadeToTheLastByte()
    {
        engine::DeskState state;
        Stamp stamp;
        for (std::uint64_t number = 1; number <= 5; ++number) {
            stamp.seq.value = number;
            engine::fold(state, stamp, events::Fact(aProposal(number)));
        }
        QCOMPARE(state.waiting.size(), std::size_t{5});
        for (const auto& entry : state.waiting) {
            QVERIFY(entry.value.made == aProposal(entry.key.value));
            QCOMPARE(entry.value.made.proposal.reasons[2].key.view(), std::string_view("sma_fast_rises"));
            QCOMPARE(entry.value.made.proposal.score, -0.25);
        }
    }
};

QTEST_APPLESS_MAIN(TestWaitingProposals)
#include "tst_waiting_proposals.moc"
