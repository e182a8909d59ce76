// needs: host/simulate desk/engine

#include "core/host/simulate/checks/books_check.h"
#include "core/host/simulate/model_venue.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

/// A desk that holds ten shares, and a check that has seen how.
struct Held {
    Held()
        : desk(checked.both)
    {
        desk.open();
        order = desk.desk.longWithStop();
        desk.step();
    }
    template<class Kind, class Change> void alter(Change change)
    {
        desk.alterEvent = [change](events::Event& event) {
            if (auto* one = std::get_if<Kind>(&event)) {
                return change(*one);
            }
            return true;
        };
    }
    void sell(std::int64_t lots, std::int64_t price)
    {
        desk.desk.fill(OrderId{order.value + 1}, lots, price);
        desk.step();
    }

    WithTold<simulate::BooksCheck> checked;
    ShownDesk desk;
    OrderId order;
};

} // namespace

class TestBooksCheck : public QObject
{
    Q_OBJECT

private slots:
    void aTrueDayBreaksNothing()
    {
        Held held;
        held.sell(4, 9'900);
        const auto fill = held.desk.desk.fillOf(OrderId{held.order.value + 1}, 2, 9'890);
        held.desk.desk.apply(fill);
        held.desk.desk.apply(fill);
        held.desk.desk.apply(events::FillCorrected{fill.account, fill.instrument, fill.venueFillId, Ticks{9'891},
                                                   Lots{2}, Money{19'782'000'000}, Money{5}});
        held.desk.step();
        held.desk.desk.apply(events::FillBusted{fill.account, fill.instrument, fill.venueFillId});
        held.desk.step();
        held.desk.quote(10'100, 10'102);
        held.desk.desk.apply(events::CashMoved{
            AccountId{1}, held.desk.desk.state().base, Money{-5}, events::CashKind::Funding, InstrumentId{1}, {}});
        held.desk.step();
        held.desk.restart();
        held.desk.step();
        QCOMPARE(held.desk.what(), std::string());
        QCOMPARE(held.desk.desk.position(), std::int64_t{6});
    }

    void whatACrashTookIsForgotten()
    {
        Held held;
        const auto kept = held.desk.keep();
        held.sell(4, 9'900);
        held.desk.restart(kept);
        held.desk.step();
        QCOMPARE(held.desk.what(), std::string());
        QCOMPARE(held.desk.desk.position(), std::int64_t{10});
        // What is lost while the journal says that it is there is another matter.
        held.sell(4, 9'900);
        held.desk.restart({kept.state, held.desk.desk.stamp.seq});
        held.desk.step();
        QVERIFY(held.desk.broken() == 9);
    }

    void aFillThatIsNotBookedIsFound()
    {
        Held held; // as if the desk had booked what nobody has told it
        held.alter<orders::Fill>([](orders::Fill&) { return false; });
        held.sell(4, 9'900);
        QCOMPARE(held.desk.broken(), 9);
    }
    void aSizeThatIsBookedTwiceIsFound()
    {
        Held held;
        held.alter<orders::Fill>([](orders::Fill& fill) {
            fill.size.count *= 2;
            return true;
        });
        held.sell(4, 9'900);
        QCOMPARE(held.desk.broken(), 9);
    }
    void oneUnitOfMoneyIsFound()
    {
        for (const bool isFee : {true, false}) {
            Held held;
            held.alter<orders::Fill>([isFee](orders::Fill& fill) {
                (isFee ? fill.fee : fill.value).e8 += 1;
                return true;
            });
            held.sell(4, 9'900);
            QCOMPARE(held.desk.broken(), 10);
        }
    }
    void aRepetitionThatChangesSomethingIsFound()
    {
        Held held;
        const auto fill = held.desk.desk.fillOf(OrderId{held.order.value + 1}, 2, 9'890);
        // The desk takes both; the check is told the first under the id of the second.
        held.alter<orders::Fill>([&fill](orders::Fill& shown) {
            shown.venueFillId = fill.venueFillId;
            return true;
        });
        held.desk.desk.apply(fill);
        held.desk.desk.fill(OrderId{held.order.value + 1}, 2, 9'890);
        QCOMPARE(held.desk.broken(), 7);
    }
    void aBustThatIsNotBookedIsFound()
    {
        Held held;
        const auto fill = held.desk.desk.fillOf(OrderId{held.order.value + 1}, 2, 9'890);
        held.desk.desk.apply(fill);
        held.alter<events::FillBusted>([](events::FillBusted&) { return false; });
        held.desk.desk.apply(events::FillBusted{fill.account, fill.instrument, fill.venueFillId});
        held.desk.step();
        QCOMPARE(held.desk.broken(), 9);
    }
    void cashThatMovesUnseenIsFound()
    {
        Held held;
        held.alter<events::CashMoved>([](events::CashMoved& moved) {
            moved.amount.e8 += 1;
            return true;
        });
        held.desk.desk.apply(events::CashMoved{
            AccountId{1}, held.desk.desk.state().base, Money{500}, events::CashKind::Dividend, InstrumentId{1}, {}});
        held.desk.step();
        QCOMPARE(held.desk.broken(), 10);
    }
    void equityAtAnotherPriceIsFound()
    {
        Held held;
        held.desk.alterTick = [](market::Tick& tick) {
            std::get<market::Quote>(tick).bid.count += 2;
            std::get<market::Quote>(tick).ask.count += 2;
            return true;
        };
        held.desk.pass(seconds(2)); // the desk samples: a peak
        held.desk.quote(10'200, 10'202);
        QCOMPARE(held.desk.broken(), 10);
    }
    void equityInOldTicksIsFound()
    {
        Held held;
        // As if the desk had gone on with the price of before: the split alone is shown.
        held.desk.alterTick = [](market::Tick&) { return false; };
        held.desk.desk.report(OrderId{held.order.value + 1}, orders::OrderEventKind::Cancelled);
        held.desk.desk.apply(events::SplitHappened{InstrumentId{1}, 2, 1});
        held.desk.quote(5'000, 5'002);
        held.desk.step();
        QCOMPARE(held.desk.broken(), 10);
    }
    void aBrokerWhoDisagreesMustBeHeard()
    {
        Held held;
        held.desk.desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{11}});
        QVERIFY(held.desk.broken() == 0); // the mismatch stands
        Held deaf;
        deaf.alter<events::PositionReported>([](events::PositionReported& report) {
            report.position.count = 11;
            return true;
        });
        deaf.desk.desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{10}});
        QCOMPARE(deaf.desk.broken(), 9);
    }
    void aBrokerWithOtherCashMustBeHeard()
    {
        Held held;
        const CurrencyId dollars = held.desk.desk.state().base;
        const Money own = held.desk.desk.state().portfolio.cash(dollars);
        held.desk.desk.apply(events::CashReported{AccountId{1}, dollars, own});
        held.desk.step();
        held.desk.desk.apply(events::CashReported{AccountId{1}, dollars, Money{own.e8 - 1}});
        held.desk.desk.apply(events::CashReported{AccountId{1}, dollars, Money{own.e8 - 1}}); // told already
        held.desk.step();
        QCOMPARE(held.desk.broken(), 0);
        Held deaf;
        deaf.alter<events::CashReported>([](events::CashReported& report) {
            report.cash.e8 += 1;
            return true;
        });
        deaf.desk.desk.apply(events::CashReported{AccountId{1}, dollars, own});
        QCOMPARE(deaf.desk.broken(), 9);
        Held silent;
        silent.desk.alterFact = [](events::Fact& fact) { return !std::holds_alternative<events::AlertRaised>(fact); };
        silent.desk.desk.apply(events::CashReported{AccountId{1}, dollars, Money{own.e8 + 1}});
        silent.desk.step();
        QCOMPARE(silent.desk.broken(), 27);
    }
    void theVenueIsAskedWhenAllIsQuiet()
    {
        Held held;
        const simulate::ModelVenue venue(AccountId{1}, {}); // it has nothing
        held.desk.quiet(venue);
        QCOMPARE(held.desk.broken(), 9);
        Held told; // the desk knows that they differ
        told.desk.desk.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{0}});
        told.desk.quiet(venue);
        QVERIFY(told.desk.broken() == 0);
    }
};

QTEST_APPLESS_MAIN(TestBooksCheck)
#include "tst_books_check.moc"
