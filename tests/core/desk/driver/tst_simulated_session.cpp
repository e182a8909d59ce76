// needs: desk/driver desk/sim

#include "core/desk/driver/session_closing.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/fold.h"
#include "core/desk/engine/principals.h"
#include "core/desk/engine/proposing.h"
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
        driver::ApprovalRule rule = driver::ApprovalRule::All, const sim::FeedVenueConfig& config = {})
{
    Ran result;
    feed.rewind();
    sim::FeedVenue venue{config};
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

/// The hill, cut off after so many ticks, with a quote before each close: the venue can fill at any time.
ScriptedMarket aQuotedHill(std::size_t ticks)
{
    ScriptedMarket feed;
    int day = 0;
    std::size_t at = 0;
    for (const std::int64_t close :
         {10'000, 9'900, 9'800, 9'700, 9'900, 9'980, 9'990, 10'000, 10'010, 9'900, 9'850, 9'800, 9'790}) {
        if (at++ < ticks) {
            feed.addQuote(newYear + days(day + 1) - milliseconds(500), close - 1, close + 1);
        }
        if (at++ < ticks) {
            feed.addDay(day++, close);
        }
    }
    return feed;
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

/// Approves the first proposal so long after the event that brought it, and holds nothing back.
class SayingYes final : public driver::Pacer, public driver::CommandSource
{
public:
    SayingYes(driver::Desk& desk, Duration silence)
        : m_desk(desk)
        , m_silence(silence)
    {
    }
    bool waitFor(Timestamp) override
    {
        return true;
    }
    [[nodiscard]] std::optional<Timestamp> marketNow() const override
    {
        return m_desk.stamp().wall + m_silence;
    }
    bool poll(events::Command& out) override
    {
        const auto& waiting = m_desk.engine().state().waiting;
        if (m_hasSpoken || waiting.isEmpty()) {
            return false;
        }
        m_hasSpoken = true;
        const auto& proposal = *waiting.begin();
        events::Approve yes;
        yes.proposal = proposal.key;
        yes.size = proposal.value.made.ticket.size;
        yes.digest = engine::signedDigestFor(m_desk.engine().state(), proposal.value, yes.size);
        out = {};
        out.by = engine::owner;
        out.stepUp = true;
        out.reason = ShortText<95>("yes");
        out.what = yes;
        return true;
    }
    [[nodiscard]] bool hasSpoken() const noexcept
    {
        return m_hasSpoken;
    }

private:
    driver::Desk& m_desk;
    Duration m_silence;
    bool m_hasSpoken = false;
};

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

    // F66: a person says yes while the feed is silent. It is said now, and by now the price is too old.
    void whatIsSaidWhileTheFeedIsSilentMeetsAgedPrices()
    {
        for (const Duration silence : {seconds(1), minutes(2)}) {
            auto feed = aHill();
            sim::FeedVenue venue{{}};
            driver::Approver approver(driver::ApprovalRule::Manual, engine::script);
            const auto setup = aTypicalSetup();
            MemoryStore store;
            driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = setup.start}, &store, nullptr);
            driver::SimulatedSession session(desk, venue, &feed, approver);
            SayingYes person(desk, silence);
            session.setPacer(&person);
            session.setCommands(&person);
            QVERIFY(session.run(setup, nullptr));
            QVERIFY(person.hasSpoken());
            const auto& counters = desk.engine().state().counters;
            const bool isFresh = silence <= setup.started.limits.quoteAge;
            QCOMPARE(counters.refusals[static_cast<std::size_t>(risk::Rule::StaleData)] > 0, !isFresh);
            QCOMPARE(counters.approved, std::uint64_t{isFresh ? 1U : 0U});
        }
    }

    // V16: the right went while the proposal was looked at.
    void whoseRightHasGoneIsHeardBeforeHisYes()
    {
        struct Roles final : driver::PeopleSource {
            explicit Roles(driver::Desk& of)
                : desk(of)
            {
            }
            bool pollPeople(events::PeopleVouched& out) override
            {
                out.people = {{engine::owner, risk::Roles::of(risk::Role::Viewer)}};
                return !desk.engine().state().waiting.isEmpty() && !std::exchange(isTold, true);
            }
            driver::Desk& desk;
            bool isTold = false;
        };
        auto feed = aHill();
        sim::FeedVenue venue{{}};
        driver::Approver approver(driver::ApprovalRule::Manual, engine::script);
        const auto setup = aTypicalSetup();
        MemoryStore store;
        driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = setup.start}, &store, nullptr);
        driver::SimulatedSession session(desk, venue, &feed, approver);
        SayingYes person(desk, seconds(1));
        Roles roles(desk);
        session.setPacer(&person);
        session.setCommands(&person);
        session.setPeople(&roles);
        QVERIFY(session.run(setup, nullptr));
        QVERIFY(person.hasSpoken() && roles.isTold);
        QCOMPARE(desk.engine().state().counters.approved, std::uint64_t{0});
        const auto denied = store.facts<events::CommandDenied>();
        QVERIFY(!denied.empty() && denied.front().why == events::Denial::NoRight);
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

    // Whenever it ends: what is on its way may still fill and send its stop out, and that is taken back, too.
    void noOrderAndNoProposalOutlivesTheSession()
    {
        sim::FeedVenueConfig slow;
        slow.latency = {milliseconds(20), milliseconds(30), milliseconds(15)};
        std::uint64_t fills = 0, stops = 0;
        for (std::size_t cut = 1; cut <= 26; ++cut) {
            auto feed = aQuotedHill(cut);
            for (const auto rule : {driver::ApprovalRule::All, driver::ApprovalRule::Manual}) {
                const auto result = ran(feed, aTypicalSetup(), rule, slow);
                QCOMPARE(result.state.ledger.openCount(), std::size_t{0});
                QVERIFY(result.state.waiting.isEmpty());
                QVERIFY(!result.state.isOpen);
                QCOMPARE(result.state.mode, risk::Mode::Halted);
                fills += result.state.counters.fills;
                stops += static_cast<std::uint64_t>(result.state.portfolio.positions().size());
            }
        }
        QVERIFY(fills > 0);
        QVERIFY(stops > 0); // there were positions to protect when some of them ended
    }

    // Wherever it ends: what can be traded is sold, and no closing order turns a position round (S18).
    void aSessionThatEndsFlatHoldsNothing()
    {
        std::size_t kept = 0;
        for (std::size_t cut = 1; cut <= 26; ++cut) {
            auto feed = aQuotedHill(cut);
            auto setup = aTypicalSetup();
            kept += ran(feed, setup).state.portfolio.positions().size();
            setup.atEnd = driver::AtEnd::Flatten;
            const auto flat = ran(feed, setup);
            QVERIFY2(flat.state.portfolio.positions().empty(), qPrintable(QString::number(cut)));
            QCOMPARE(flat.state.ledger.openCount(), std::size_t{0});
            QCOMPARE(flat.state.mode, risk::Mode::Halted);
            QVERIFY(!flat.state.isOpen);
            QCOMPARE(hexText(folded(flat.store).hash()), hexText(flat.hash));
        }
        QVERIFY(kept > 0); // there was something to close
    }

    // An order at the close of a bar fills in the next one: until then the market goes on, or there is none.
    void closingOnBarsTakesTheNextBarIfThereIsOne()
    {
        auto feed = aHill();
        auto setup = aTypicalSetup();
        setup.until = newYear + days(8);
        QCOMPARE(ran(feed, setup).state.portfolio.positions().size(), std::size_t{1});
        setup.atEnd = driver::AtEnd::Flatten;
        QVERIFY(ran(feed, setup).state.portfolio.positions().empty());

        ScriptedMarket cut;
        int day = 0;
        for (const std::int64_t close : {10'000, 9'900, 9'800, 9'700, 9'900, 9'980, 9'990}) {
            cut.addDay(day++, close);
        }
        setup.until = Timestamp{std::numeric_limits<std::int64_t>::max()};
        const auto stuck = ran(cut, setup);
        QCOMPARE(stuck.state.portfolio.positions().size(), std::size_t{1}); // said by the summary
        QCOMPARE(stuck.state.ledger.openCount(), std::size_t{0});
    }

    void aPositionThatTheFeedDoesNotTradeStays()
    {
        auto setup = aTypicalSetup();
        setup.until = newYear + days(8);
        auto feed = aHill();
        const auto before = ran(feed, setup);
        QCOMPARE(driver::closingOrders(before.state, setup).size(), std::size_t{1});
        setup.instruments.clear();
        QVERIFY(driver::closingOrders(before.state, setup).empty());
    }

    // Live, sandbox, replay: the bars of before are an input of the record like any other.
    void historyIsRecordedAndLetsTheFirstBarsPropose()
    {
        const auto proposedAt = [](bool isWarm) {
            auto setup = aTypicalSetup();
            if (isWarm) {
                events::BarsGiven given{InstrumentId{1}, {}, {}};
                int day = -3;
                for (const std::int64_t close : {9'900, 9'800, 9'700}) {
                    market::Bar bar;
                    bar.instrument = InstrumentId{1};
                    bar.opened = newYear + days(day++);
                    bar.interval = days(1);
                    bar.closedAt = bar.opened + bar.interval;
                    bar.open = bar.high = bar.low = bar.close = Ticks{close};
                    given.bars.push_back(bar);
                }
                setup.history = {given};
            }
            ScriptedMarket feed;
            feed.addDay(0, 9'900);
            feed.addDay(1, 9'980);
            feed.addDay(2, 9'990);
            const auto result = ran(feed, setup);
            return hexText(folded(result.store).hash()) == hexText(result.hash)
                ? std::optional(result.state.counters.proposals)
                : std::nullopt;
        };
        QVERIFY(proposedAt(false) == std::uint64_t{0});
        QVERIFY(proposedAt(true) == std::uint64_t{1});
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
