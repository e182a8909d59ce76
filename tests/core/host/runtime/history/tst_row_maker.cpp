#include "core/desk/events/codec.h"
#include "core/desk/views/stop_note.h"
#include "core/host/runtime/history/row_maker.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using ports::DecisionKind;
using ports::EquityKind;

namespace {

/// A desk, and the rows of all that it records. After each record the maker is saved and made anew.
struct Told {
    Told()
    {
        desk.recorded = [this](const journal::Record& record) {
            if (!maker.take(record, rows)) {
                faults += 1;
            }
            Bytes memory;
            maker.save(memory);
            maker = RowMaker();
            if (!maker.load(memory)) {
                faults += 1;
            }
        };
        desk.open();
        desk.arm(risk::Mode::Manual);
    }
    /// The newest row of an order.
    const views::OrderRow* order(OrderId id) const
    {
        const views::OrderRow* found = nullptr;
        for (const auto& row : rows.orders) {
            found = row.record.ticket.id == id ? &row : found;
        }
        return found;
    }
    std::vector<DecisionKind> decisions() const
    {
        std::vector<DecisionKind> kinds;
        for (const auto& row : rows.decisions) {
            kinds.push_back(row.kind);
        }
        return kinds;
    }

    RowMaker maker;
    ports::HistoryBatch rows;
    int faults = 0;
    TestDesk desk;
};

} // namespace

class TestRowMaker : public QObject
{
    Q_OBJECT

private slots:
    void tellsAFillWithItsOrderAndWhatItIsMeasuredAgainst()
    {
        Told told;
        const ProposalId proposal = told.desk.proposeBuy();
        told.desk.approve(proposal);
        const OrderId order{1};
        told.desk.report(order, orders::OrderEventKind::Accepted);
        told.desk.fill(order, 5, 10'003);

        QCOMPARE(told.faults, 0);
        QCOMPARE(told.rows.fills.size(), std::size_t{1});
        const views::FillRow& row = told.rows.fills.front();
        QCOMPARE(row.fill.id, FillId{1});
        QCOMPARE(row.fill.order, order);
        QCOMPARE(row.fill.price, Ticks{10'003});
        QCOMPARE(row.strategy, StrategyId{1});
        QCOMPARE(row.proposal, proposal);
        QCOMPARE(row.role, orders::OrderRole::Entry);
        QCOMPARE(row.reference, std::optional(Ticks{10'000}));
        QCOMPARE(row.seq, told.desk.stamp.seq);
        QVERIFY(!row.isLate && !row.isBusted);
    }

    void tellsARepeatedFillOnce()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        const auto fill = told.desk.fillOf(order, 10, 10'000);
        told.desk.apply(fill);
        told.desk.apply(fill);
        QCOMPARE(told.rows.fills.size(), std::size_t{1});
    }

    void marksALateFillAndABustedOne()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        told.desk.report(order, orders::OrderEventKind::Cancelled);
        const auto fill = told.desk.fillOf(order, 10, 10'000);
        told.desk.apply(fill);
        QVERIFY(told.rows.fills.at(0).isLate);

        told.desk.apply(events::FillBusted{AccountId{1}, fill.instrument, fill.venueFillId});
        QCOMPARE(told.rows.fillChanges.size(), std::size_t{1});
        QCOMPARE(told.rows.fillChanges.front().fill, FillId{1});
        QVERIFY(told.rows.fillChanges.front().isBusted);
    }

    // What a correction does not name is as it was booked.
    void marksACorrectedFillWithTheCurrencyOfItsFee()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        auto fill = told.desk.fillOf(order, 10, 9'900);
        fill.fee = Money{5};
        told.desk.apply(fill);
        const CurrencyId dollar = told.desk.state().base, coin{dollar.value + 1};
        told.desk.apply(events::CurrencyDefined{coin, ShortText<11>("BNB")});
        events::FillCorrected corrected{AccountId{1}, fill.instrument, fill.venueFillId, fill.price,
                                        fill.size,    fill.value,      Money{6},         {}};
        told.desk.apply(corrected);
        corrected.feeCurrency = coin;
        told.desk.apply(corrected);
        QCOMPARE(told.rows.fillChanges.size(), std::size_t{2});
        QCOMPARE(told.rows.fillChanges.front().feeCurrency, dollar);
        QCOMPARE(told.rows.fillChanges.back().feeCurrency, coin);
    }

    void tellsAnOrderInEachOfItsStates()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        QCOMPARE(told.order(order)->record.state, orders::OrderState::Sent);
        events::OrderReport report;
        report.order = order;
        report.account = AccountId{1};
        report.kind = orders::OrderEventKind::Rejected;
        report.text = ShortText<95>("no such thing");
        told.desk.apply(report);
        QCOMPARE(told.order(order)->record.state, orders::OrderState::Rejected);
        QCOMPARE(told.order(order)->text, std::string("no such thing"));
        QCOMPARE(told.order(order)->record, told.desk.order(order));
    }

    void anOrderThatWasOpenAtARestartIsTold()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        told.desk.restart();
        QCOMPARE(told.order(order)->record.state, orders::OrderState::Unknown);
    }

    void tellsWhatBecameOfAProposal()
    {
        Told told;
        const ProposalId first = told.desk.proposeBuy();
        told.desk.command(events::Snooze{first, seconds(5)});
        told.desk.command(events::Decline{first});
        const ProposalId second = told.desk.proposeBuy();
        told.desk.approve(second);

        QCOMPARE(told.rows.proposals.front().made.proposal.id, first);
        QCOMPARE(told.rows.proposals.size(), std::size_t{told.desk.state().counters.proposals});
        const auto decisions = told.decisions();
        QCOMPARE(decisions.at(0), DecisionKind::Snoozed);
        QCOMPARE(decisions.at(1), DecisionKind::Declined);
        QCOMPARE(decisions.back(), DecisionKind::Approved);
        const auto& changes = told.rows.proposalChanges;
        const auto has = [&changes](auto holds) { return std::any_of(changes.begin(), changes.end(), holds); };
        QVERIFY(has([&](const auto& c) { return c.proposal == first && c.how == events::Closing::Declined; }));
        QVERIFY(has([&](const auto& c) { return c.proposal == second && c.how == events::Closing::Approved; }));
        QVERIFY(has([&](const auto& c) { return c.proposal == second && c.order == OrderId{1}; }));
    }

    void measuresATripAgainstTheLossAtTheStopThatWasApproved()
    {
        Told told;
        const ProposalId proposal = told.desk.proposeBuy();
        const auto made = told.rows.proposals.at(0).made;
        const Lots half{made.ticket.size.count / 2};
        told.desk.approve(proposal, half);
        told.desk.report(OrderId{1}, orders::OrderEventKind::Accepted);
        told.desk.fill(OrderId{1}, half.count, 10'000);
        told.desk.report(OrderId{2}, orders::OrderEventKind::Accepted);
        told.desk.fill(OrderId{2}, half.count, 9'950);

        QCOMPARE(told.rows.roundTrips.size(), std::size_t{1});
        const views::RoundTripRow& trip = told.rows.roundTrips.front();
        QCOMPARE(trip.lots, half);
        QCOMPARE(trip.net, Money{-half.count * 50 * 1'000'000}); // fifty cents a share
        const std::int64_t exact = made.lossAtStop.e8 * half.count / made.ticket.size.count;
        QVERIFY(trip.risk && trip.risk->e8 - exact <= 1 && trip.risk->e8 >= exact);
    }

    void tellsNotesAndAlerts()
    {
        Told told;
        told.desk.command(events::AddNote{{}, {}, ShortText<31>("idea"), ShortText<191>("wait for the close")});
        QCOMPARE(told.rows.notes.size(), std::size_t{1});
        QCOMPARE(told.rows.notes.front().row.note.text.view(), std::string_view("wait for the close"));
        QCOMPARE(told.rows.notes.front().row.by, engine::owner);
        QCOMPARE(told.rows.alerts.size(), told.desk.ever<events::AlertRaised>().size());
    }

    // S14: what was tripped and reset is told after a restart, too.
    void tellsTripsAndResetsAmongTheNotes()
    {
        Told told;
        told.desk.command(events::Kill{{}, risk::KillLevel::CancelEntries});
        told.desk.command(events::ResetKill{{}});

        std::vector<views::StopNote> stops;
        for (const auto& placed : told.rows.notes) {
            if (const auto stop = views::stopNoteOf(placed.row.note)) {
                stops.push_back(*stop);
                QCOMPARE(placed.row.by, engine::owner);
            }
        }
        QCOMPARE(stops.size(), std::size_t{2});
        QVERIFY(!stops[0].isReset && stops[1].isReset);
        QCOMPARE(stops[0].level, risk::KillLevel::CancelEntries);
        QCOMPARE(stops[0].scope, risk::Scope{});
    }

    void tellsEquityAsMeasuredAndAtFillsAsReconstructed()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        told.desk.fill(order, 10, 10'000);
        const auto& equity = told.rows.equity;
        QVERIFY(std::any_of(equity.begin(), equity.end(), [](const auto& point) {
            return point.kind == EquityKind::Peak && !point.row.isReconstructed
                && point.row.equity == Money{100'000 * oneDollar};
        }));
        const auto fill = std::find_if(equity.begin(), equity.end(),
                                       [](const auto& point) { return point.kind == EquityKind::Fill; });
        QVERIFY(fill != equity.end());
        QVERIFY(fill->row.isReconstructed);
        QCOMPARE(fill->row.equity, Money{100'000 * oneDollar}); // bought at the price at which it is valued
    }

    void aRiseThatSetsAPeakWithEveryTickIsOnePointForTenSeconds()
    {
        Told told;
        const OrderId order = told.desk.place(Side::Buy, 10, 9'900);
        told.desk.report(order, orders::OrderEventKind::Accepted);
        told.desk.fill(order, 10, 10'000);
        told.rows.equity.clear();
        for (int i = 1; i <= 100; ++i) { // ten seconds in steps of a tenth
            told.desk.pass(milliseconds(100));
            told.desk.quote(10'000 + i, 10'002 + i);
        }
        std::vector<Sequence> keys;
        for (const auto& point : told.rows.equity) {
            if (point.kind == EquityKind::Peak && (keys.empty() || keys.back() != point.seq)) {
                keys.push_back(point.seq);
            }
        }
        QVERIFY(told.desk.ever<events::PeakReached>().size() > 5);
        QCOMPARE(keys.size(), std::size_t{1});
        QCOMPARE(told.rows.equity.back().row.equity, *told.desk.state().peak);
    }

    // S26: of approved proposals 100'000 are remembered; then an eighth of the oldest goes. Its memory tells.
    void proposalsAreRememberedUpToABound()
    {
        Told told;
        told.desk.recorded = {};
        const Stamp stamp = told.desk.stamp;
        RowMaker maker = std::move(told.maker);
        std::uint64_t next = 1'000'000; // each id takes three bytes
        const auto take = [&](const events::Fact& fact) {
            Bytes bytes;
            events::encode(stamp, fact, bytes);
            ports::HistoryBatch rows;
            return maker.take({stamp, 0, events::kindOf(fact), bytes}, rows).has_value();
        };
        const auto remember = [&](int count) {
            bool all = true;
            for (int i = 0; i < count; ++i) {
                events::ProposalMade made;
                made.proposal.id = {next++};
                all = take(made) && take(events::ProposalClosed{made.proposal.id, events::Closing::Approved, {}, {}})
                    && all;
            }
            return all;
        };
        const auto size = [&] {
            Bytes memory;
            maker.save(memory);
            return memory.size();
        };
        const std::size_t empty = size();
        QVERIFY(remember(100'000));
        const std::size_t full = size();
        QVERIFY(full - empty >= 100'000U * 4);

        QVERIFY(remember(1));
        const std::size_t lessAnEighth = full - (full - empty) / 8;
        QVERIFY(size() < lessAnEighth + 1'000 && size() + 1'000 > lessAnEighth);
        for (int round = 0; round < 5; ++round) {
            QVERIFY(remember(20'000));
            QVERIFY(size() <= full + 1'000);
        }
    }

    void aBusyDayGoesThroughWithoutAFault()
    {
        Told told;
        for (int round = 0; round < 20; ++round) {
            const OrderId entry = told.desk.longWithStop(10, 9'900, 10'100);
            const OrderId exit{entry.value + (round % 2 == 0 ? 1U : 2U)};
            told.desk.fill(exit, 10, round % 2 == 0 ? 9'900 : 10'100);
            told.desk.pass(minutes(5));
            told.desk.quote(9'999, 10'001);
            told.desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::LosingStreak), {}, {}});
        }
        QCOMPARE(told.faults, 0);
        QVERIFY(told.rows.roundTrips.size() > 3);
        QCOMPARE(told.rows.fills.size(), std::size_t{told.desk.state().counters.fills});
    }
};

QTEST_APPLESS_MAIN(TestRowMaker)
#include "tst_row_maker.moc"
