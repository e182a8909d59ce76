// needs: desk/driver desk/sim

#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/fold.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/feed_venue.h"
#include "tests/support/memory_store.h"
#include "tests/support/recorded_session.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

struct Ran {
    MemoryStore store;
    Digest hash{};
    engine::DeskState state;
    std::optional<Money> equity;
};

Ran ran(ScriptedMarket& feed, const driver::SimulatedSetup& setup,
        driver::ApprovalRule rule = driver::ApprovalRule::All)
{
    Ran result;
    feed.rewind();
    sim::FeedVenue venue{sim::FeedVenueConfig{}};
    driver::Approver approver(rule, engine::script);
    driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = setup.start}, &result.store, nullptr);
    driver::SimulatedSession session(desk, venue, &feed, approver);
    const auto ended = session.run(setup, nullptr);
    if (!ended) {
        qWarning("session: %s", ended.error().detail.c_str());
    }
    result.state = desk.engine().state();
    result.hash = desk.engine().hash();
    result.equity = desk.engine().equity(desk.stamp().wall);
    return result;
}

engine::DeskState folded(const MemoryStore& store)
{
    engine::DeskState state;
    for (const KeptRecord& record : store.records) {
        if (events::isFact(record.kind)) {
            engine::fold(state, record.stamp, *events::decodeFact(record.stamp, record.kind, record.payload));
        } else {
            static_cast<void>(
                engine::fold(state, record.stamp, *events::decodeEvent(record.stamp, record.kind, record.payload)));
        }
    }
    return state;
}

} // namespace

class TestSimulatedSession : public QObject
{
    Q_OBJECT

private slots:
    void everyEntryIsApprovedBeforeItIsSent()
    {
        auto feed = aHill();
        const auto result = ran(feed, aTypicalSetup());

        QCOMPARE(result.state.counters.proposals, std::uint64_t{1});
        QCOMPARE(result.state.counters.approved, std::uint64_t{1});
        const auto planned = result.store.facts<events::OrderPlanned>();
        QVERIFY(!planned.empty());
        QCOMPARE(planned.front().ticket.role, orders::OrderRole::Entry);
        QVERIFY(planned.front().approval != Digest{});
        QVERIFY(result.state.counters.fills >= 2);
        QVERIFY(result.state.portfolio.positions().empty());
    }

    // Without a person nothing is bought; the proposal waits until its time is up.
    void nothingIsSentWithoutApproval()
    {
        auto feed = aHill();
        const auto result = ran(feed, aTypicalSetup(), driver::ApprovalRule::Manual);

        QCOMPARE(result.state.counters.proposals, std::uint64_t{1});
        QCOMPARE(result.state.counters.expired, std::uint64_t{1});
        QCOMPARE(result.state.counters.orders, std::uint64_t{0});
        QCOMPARE(result.equity->e8, 100'000 * oneDollar);
    }

    void twoRunsHaveOneHash()
    {
        auto feed = aHill();
        QCOMPARE(hexText(ran(feed, aTypicalSetup()).hash), hexText(ran(feed, aTypicalSetup()).hash));
    }

    // S22: what the records fold to is what the engine holds.
    void theRecordsFoldToTheSameState()
    {
        auto feed = aHill();
        const auto result = ran(feed, aTypicalSetup());

        QCOMPARE(hexText(folded(result.store).hash()), hexText(result.hash));
    }

    // S10: to the last unit.
    void equityIsWhatWasPutInAndWhatWasMade()
    {
        auto feed = aHill();
        const auto result = ran(feed, aTypicalSetup());

        const CurrencyId usd = result.state.base;
        QCOMPARE(result.equity->e8,
                 100'000 * oneDollar + result.state.portfolio.realised(usd).e8 - result.state.portfolio.fees(usd).e8);
        QVERIFY(result.state.portfolio.realised(usd).e8 != 0);
    }

    // P4 before P6: an order whose intent cannot be made durable never reaches the venue.
    void anOrderThatCannotBeRecordedIsNotSent()
    {
        auto feed = aHill();
        MemoryStore store;
        store.fails = true;
        sim::FeedVenue venue{sim::FeedVenueConfig{}};
        driver::Approver approver(driver::ApprovalRule::All, engine::script);
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = newYear}, &store, nullptr);
        driver::SimulatedSession session(desk, venue, &feed, approver);

        const auto ended = session.run(aTypicalSetup(), nullptr);

        QVERIFY(!ended);
        QCOMPARE(ended.error().code, Errc::Full);
        QCOMPARE(desk.engine().state().counters.fills, std::uint64_t{0});
        // F5, S12: the breaker is among the last words, so that the next start knows of it.
        QVERIFY(!store.lastWords.empty());
        const auto& word = store.lastWords.front();
        const auto event = events::decodeEvent(word.stamp, word.kind, word.payload);
        const auto* trouble = event ? std::get_if<events::TroubleFound>(&*event) : nullptr;
        QVERIFY(trouble != nullptr);
        QVERIFY(trouble->what == events::Trouble::JournalFailed);
        QVERIFY(desk.engine().state().isTripped(events::Breaker::JournalFailed));
        QVERIFY(desk.engine().state().mode == risk::Mode::Halted);
    }
};

QTEST_APPLESS_MAIN(TestSimulatedSession)
#include "tst_simulated_session.moc"
