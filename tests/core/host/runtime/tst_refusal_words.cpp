#include "core/host/runtime/export/refusal_words.h"
#include "core/host/runtime/refusal_notes.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using events::Breaker;

namespace {

engine::DeskState aDesk()
{
    engine::DeskState state;
    state.session.baseCurrency = "USD";
    return state;
}

constexpr std::int64_t dollar = 100'000'000;

} // namespace

class TestRefusalWords : public QObject
{
    Q_OBJECT

private slots:
    void aBreakerTellsItsFigures()
    {
        const auto state = aDesk();

        QCOMPARE(breakerText(state, {Breaker::LosingStreak, 0}, {10, 10, {}}), std::string("losing_streak (10 of 10)"));
        QCOMPARE(breakerText(state, {Breaker::DailyLoss, 0}, {98'000 * dollar, 97'900 * dollar, {}}),
                 std::string("daily_loss (equity 97900.00 USD, halts at 98000.00 USD)"));
        QCOMPARE(breakerText(state, {Breaker::Mismatch, 0}, {}), std::string("mismatch"));
    }

    void aBreakerForbidsOrdersInItsReachOnly()
    {
        auto state = aDesk();
        state.breakers.insertOrAssign({Breaker::RepeatedExecution, 2}, {5, 5, {}});
        orders::OrderTicket ticket;
        ticket.strategy = StrategyId{1};

        QVERIFY(!breakerOver(state, ticket));
        ticket.strategy = StrategyId{2};
        QCOMPARE(breakerOver(state, ticket), std::optional<std::string>("repeated_execution (5 of 5)"));
        state.breakers.insertOrAssign({Breaker::LosingStreak, 0}, {4, 4, {}});
        ticket.strategy = StrategyId{1};
        QCOMPARE(breakerOver(state, ticket), std::optional<std::string>("losing_streak (4 of 4)"));
    }

    void onlyASizeOfZeroIsSizedToNothing()
    {
        events::OrderRefused refused;
        refused.refusal = {risk::Rule::OrderSize, 1, 0};
        QVERIFY(isSizedToNothing(refused));
        refused.refusal = {risk::Rule::OrderSize, 100, 101};
        QVERIFY(!isSizedToNothing(refused));
        refused.refusal = {risk::Rule::OrderValue, 1, 0};
        QVERIFY(!isSizedToNothing(refused));
    }

    void anInstrumentThatNobodyKnowsHasNoSentence()
    {
        QVERIFY(refusalSentence(aDesk(), {}).empty());
    }

    void whatStandsIsNamedWithItsTime()
    {
        auto state = aDesk();
        QVERIFY(standingPauses(state).empty());
        state.breakers.insertOrAssign({Breaker::LosingStreak, 0}, {4, 4, Timestamp{0}});

        const auto pauses = standingPauses(state);

        QCOMPARE(pauses.size(), std::size_t{1});
        QCOMPARE(pauses.front(),
                 std::string("the breaker losing_streak (4 of 4) has stood since "
                             "1970-01-01T00:00:00.000000000Z"));
    }
};

QTEST_APPLESS_MAIN(TestRefusalWords)
#include "tst_refusal_words.moc"
