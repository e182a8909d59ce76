// needs: desk/driver

#include "core/host/simulate/checks/quiet_check.h"

#include "tests/support/check_bench.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

events::SessionStarted onPaper()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    return session;
}

/// A desk with one entry, far below the market, and its held stop; and a venue that has the same entry.
struct Bench {
    QuietCheck check;
    CheckBench on{check};
    TestDesk desk = TestDesk::armed(onPaper());
    OrderId entry;
    explicit Bench(bool isSent = true)
    {
        on.venue.define(acme());
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.size = Lots{10};
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = Ticks{9'950};
        place.stop = Ticks{9'900};
        entry = desk.placed(place);
        for (const auto& submit : desk.wanted<events::Submit>()) {
            if (isSent) {
                on.venue.submit(desk.stamp.wall, submit.order);
                on.send(submit.order.ticket(), on.venue.orders().back().clientId.view());
            }
        }
    }
    [[nodiscard]] int verdict(const std::function<void(engine::DeskState&)>& change = {})
    {
        engine::DeskState state(desk.state());
        if (change) {
            change(state);
        }
        on.show(std::move(state));
        check.onQuiet(on.scene, on.findings);
        return on.broken();
    }
};

} // namespace

class TestQuietCheck : public QObject
{
    Q_OBJECT

private slots:
    void whatWorksHereAndThereAlikePasses()
    {
        Bench b;
        QVERIFY(b.entry);
        QCOMPARE(b.on.venue.orders().size(), std::size_t{1});
        b.desk.report(b.entry, OrderEventKind::Accepted);
        QCOMPARE(b.verdict(), 0);
    }
    void anAccountThatWasNeverComparedIsCaught()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Accepted);
        QCOMPARE(b.verdict([](engine::DeskState& state) { state.isReconciled = false; }), 32);
    }
    // Exits leave unrecorded when the journal waits or has failed, and the next start gives their numbers again.
    void anOrderThatWorksThereIsOverHereUnlessItIsAnother()
    {
        for (const bool isAnother : {false, true}) {
            Bench b;
            b.desk.report(b.entry, OrderEventKind::Accepted);
            b.on.restart(b.on.stamp.seq, isAnother ? engine::DeskState() : engine::DeskState(b.desk.state()));
            const int verdict = b.verdict([&b](engine::DeskState& state) {
                const auto ticket = b.desk.order(b.entry).ticket;
                state.ledger = {};
                QVERIFY(state.ledger.add(ticket, {}));
                QVERIFY(state.ledger.apply(b.entry, OrderEventKind::Cancelled, {}));
            });
            QCOMPARE(verdict, isAnother ? 0 : 9);
        }
    }
    void anOrderThatHangsIsCaught()
    {
        Bench sent;
        QCOMPARE(sent.verdict(), 32);
        Bench unknown;
        unknown.desk.report(unknown.entry, OrderEventKind::Lost);
        QCOMPARE(unknown.verdict(), 32);
        Bench cancelling;
        cancelling.desk.report(cancelling.entry, OrderEventKind::Accepted);
        cancelling.desk.command(events::CancelOrder{cancelling.entry});
        QCOMPARE(cancelling.verdict(), 32);
    }
    void anOrderThatWasNeverSentIsCaughtUnlessItIsHeld()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Accepted);
        QCOMPARE(b.verdict([](engine::DeskState& state) {
            auto ticket = entryOf(state.nextOrder);
            if (!state.ledger.add(ticket, {})) {
                qFatal("the order could not be added");
            }
        }),
                 32);
    }
    // A person may say of a lost order that it stands at the venue, and err. Until the venue speaks of it nobody knows.
    void whatWorksOnlyHereByAPersonsWordPassesUntilTheVenueSpeaks()
    {
        Bench b(false);
        b.desk.report(b.entry, OrderEventKind::Accepted);
        b.on.fact(events::UnknownSettled{b.entry, true, {}, {}});
        QCOMPARE(b.verdict(), 0);
        events::OrderReport report;
        report.order = b.entry;
        b.on.input(report);
        QCOMPARE(b.verdict(), 9);
        Bench denied(false);
        denied.desk.report(denied.entry, OrderEventKind::Accepted);
        denied.on.fact(events::UnknownSettled{denied.entry, false, {}, {}});
        QCOMPARE(denied.verdict(), 9);
    }
    void whatWorksOnlyHereIsCaught()
    {
        Bench b(false);
        b.desk.report(b.entry, OrderEventKind::Accepted);
        QCOMPARE(b.verdict(), 9);
    }
    void whatWorksOnlyAtTheVenueIsCaught()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Rejected);
        QCOMPARE(b.verdict(), 9);
    }
    void anotherSizeAtTheVenueIsCaught()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Accepted);
        b.on.venue.replace(b.desk.stamp.wall, {b.entry, Lots{7}, std::nullopt, std::nullopt});
        QCOMPARE(b.verdict(), 9);
    }
    void aFillThatTheVenueDoesNotKnowIsCaught()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Accepted);
        b.desk.fill(b.entry, 4, 9'950);
        QCOMPARE(b.verdict(), 9);
    }
    void aPositionThatTheVenueDoesNotHaveIsCaught()
    {
        Bench b;
        b.desk.report(b.entry, OrderEventKind::Accepted);
        b.desk.report(b.entry, OrderEventKind::Cancelled);
        b.on.venue.cancel(b.desk.stamp.wall, b.entry);
        QCOMPARE(b.verdict(), 0);
        auto stranger = b.desk.fillOf({}, 3, 10'000);
        b.desk.apply(stranger);
        QCOMPARE(b.verdict(), 9);
    }
    void aBreakerOfThatSymbolExplainsIt()
    {
        for (const std::uint64_t symbol : {1U, 2U}) {
            Bench b(false);
            b.desk.report(b.entry, OrderEventKind::Accepted);
            QCOMPARE(b.verdict([symbol](engine::DeskState& state) {
                state.breakers.insertOrAssign({events::Breaker::NeedsReconcile, symbol}, {});
            }),
                     symbol == 1 ? 0 : 9);
        }
    }
    void aJournalThatHasFailedExplainsEverything()
    {
        Bench b;
        b.on.scene.journalFailed = true;
        QCOMPARE(b.verdict(), 0);
    }
};

QTEST_APPLESS_MAIN(TestQuietCheck)
#include "tst_quiet_check.moc"
