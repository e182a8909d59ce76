// needs: ui/bridge tests/support/fake_terminal Qt6::Core
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/paged_history.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using omni::testing::FakeTerminal;

namespace {

/// `newest` down to 1.
std::vector<views::FillRow> fillsUpTo(std::uint64_t newest)
{
    std::vector<views::FillRow> rows;
    for (std::uint64_t seq = newest; seq > 0; --seq) {
        views::FillRow row;
        row.seq = Sequence{seq};
        rows.push_back(row);
    }
    return rows;
}

views::OrderRow orderAt(std::uint64_t seq, std::uint64_t id)
{
    views::OrderRow row;
    row.seq = Sequence{seq};
    row.record.ticket.id = OrderId{id};
    return row;
}

template<class Row> struct Desk {
    explicit Desk(Paging paging)
        : history(link, paging, [this] { ++changes; })
    {
        link.setFrameRate(1);
    }
    /// As a pane does at a frame; twice, so that what was asked is answered.
    void frame(std::uint64_t newest = 0, Duration later = milliseconds(250))
    {
        terminal.nowShown = terminal.nowShown + later;
        for (int i = 0; i < 2; ++i) {
            history.keepUp(Sequence{newest});
            link.poll();
        }
    }
    [[nodiscard]] bool isWithoutHoles(std::uint64_t newest) const
    {
        const auto& rows = history.rows();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].seq.value != newest - i) {
                return false;
            }
        }
        return true;
    }

    FakeTerminal terminal;
    EngineLink link{terminal};
    int changes = 0;
    PagedHistory<Row> history;
};
using Fills = Desk<views::FillRow>;

} // namespace

class TestPagedHistory : public QObject
{
    Q_OBJECT

private slots:
    void readsTheNewestPageAndSaysThatThereIsMore()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(25));

        desk.frame();

        QCOMPARE(desk.history.rows().size(), std::size_t{10});
        QVERIFY(desk.isWithoutHoles(25));
        QVERIFY(desk.history.reach().hasOlder);
        QVERIFY(!desk.history.reach().isFull);
        QCOMPARE(desk.terminal.asked.size(), std::size_t{1});
    }

    void olderPagesFollowWithoutAHoleUntilThereIsNone()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(25));
        desk.frame();

        desk.history.readOlder();
        desk.history.readOlder(); // one is on its way
        QVERIFY(desk.history.reach().isReadingOlder);
        desk.frame();
        QCOMPARE(desk.history.rows().size(), std::size_t{20});
        desk.history.readOlder();
        desk.frame();

        QCOMPARE(desk.history.rows().size(), std::size_t{25});
        QVERIFY(desk.isWithoutHoles(25));
        QVERIFY(!desk.history.reach().hasOlder);
        const std::size_t asked = desk.terminal.asked.size();
        desk.history.readOlder();
        QCOMPARE(desk.terminal.asked.size(), asked);
    }

    // S26
    void holdsNoMoreThanItMayAndSaysSo()
    {
        Fills desk({10, 15});
        desk.terminal.give(fillsUpTo(40));
        desk.frame();

        desk.history.readOlder();
        desk.frame();

        QCOMPARE(desk.history.rows().size(), std::size_t{15});
        QVERIFY(desk.history.reach().isFull);
        QVERIFY(desk.history.reach().hasOlder);
        const std::size_t asked = desk.terminal.asked.size();
        desk.history.readOlder();
        QCOMPARE(desk.terminal.asked.size(), asked);
    }

    void readsThroughWithoutBeingAsked()
    {
        Desk<views::RoundTripRow> desk({10, 1'000, true});
        std::vector<views::RoundTripRow> trips(95);
        for (std::size_t i = 0; i < trips.size(); ++i) {
            trips[i].seq = Sequence{95 - i};
        }
        desk.terminal.give(trips);

        for (int i = 0; i < 6; ++i) {
            desk.frame();
        }

        QCOMPARE(desk.history.rows().size(), std::size_t{95});
        QVERIFY(!desk.history.reach().hasOlder);
        QCOMPARE(desk.terminal.asked.size(), std::size_t{10});
    }

    void whatIsNewJoinsWhatIsThere()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(25));
        desk.frame();
        desk.history.readOlder();
        desk.frame();

        desk.terminal.give(fillsUpTo(28));
        desk.frame(28);

        QCOMPARE(desk.history.rows().size(), std::size_t{23});
        QVERIFY(desk.isWithoutHoles(28));
        QVERIFY(desk.history.reach().hasOlder);
    }

    void moreThanAPageAtOnceLeavesNoHole()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(25));
        desk.frame();
        desk.history.readOlder();
        desk.frame();

        desk.terminal.give(fillsUpTo(90));
        for (int i = 0; i < 4; ++i) {
            desk.frame(90);
        }

        QCOMPARE(desk.history.rows().size(), std::size_t{20}); // as deep as it was
        QVERIFY(desk.isWithoutHoles(90));
        QVERIFY(desk.history.reach().hasOlder);
    }

    void anAnswerFromBeforeTheLastFillIsAskedForAgain()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(3));
        desk.frame(4);
        const std::size_t asked = desk.terminal.asked.size();
        desk.frame(4);
        QCOMPARE(desk.terminal.asked.size(), asked + 1);
        desk.terminal.give(fillsUpTo(4));
        desk.frame(4);
        const std::size_t after = desk.terminal.asked.size();
        desk.frame(4);
        QCOMPARE(desk.terminal.asked.size(), after);
        QCOMPARE(desk.history.rows().size(), std::size_t{4});
    }

    void aCorrectionReadsAllThatIsAtHandOnceMore()
    {
        Fills desk({10, 100});
        auto fills = fillsUpTo(25);
        desk.terminal.give(fills);
        desk.frame();
        desk.history.readOlder();
        desk.frame();
        fills[15].isBusted = true; // seq 10, of the second page
        desk.terminal.give(fills);

        desk.history.readAnew();
        desk.frame();
        desk.frame();

        QCOMPARE(desk.history.rows().size(), std::size_t{20});
        QVERIFY(desk.isWithoutHoles(25));
        QVERIFY(desk.history.rows()[15].isBusted);
    }

    void anOrderThatMovesUpIsThereOnce()
    {
        Desk<views::OrderRow> desk({2, 100});
        desk.terminal.give(std::vector{orderAt(30, 3), orderAt(20, 2), orderAt(10, 1)});
        desk.frame();
        desk.history.readOlder();
        desk.frame();
        QCOMPARE(desk.history.rows().size(), std::size_t{3});

        desk.terminal.give(std::vector{orderAt(40, 1), orderAt(30, 3), orderAt(20, 2)});
        desk.frame(40);

        QCOMPARE(desk.history.rows().size(), std::size_t{3});
        QCOMPARE(desk.history.rows().front().record.ticket.id, OrderId{1});
        QCOMPARE(desk.history.rows().back().record.ticket.id, OrderId{2});
    }

    void aFailureIsToldAndTriedAgainLater()
    {
        Fills desk({10, 100});
        desk.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        desk.frame();
        QVERIFY(desk.history.reach().fault);
        QVERIFY(!desk.history.reach().hasAnswered);
        const std::size_t asked = desk.terminal.asked.size();
        desk.frame(0, seconds(1)); // not at every frame
        QCOMPARE(desk.terminal.asked.size(), asked);

        desk.terminal.historyFault.reset();
        desk.terminal.give(fillsUpTo(3));
        desk.frame(0, seconds(6));

        QVERIFY(!desk.history.reach().fault);
        QCOMPARE(desk.history.rows().size(), std::size_t{3});
    }

    void whatIsStillBeingMadeIsAskedForAgainSoonAndIsNoFault()
    {
        Fills desk({10, 100});
        desk.terminal.historyFault = Error{Errc::NotFound, "there is none yet"};
        desk.frame();
        QVERIFY(!desk.history.reach().fault);
        QVERIFY(!desk.history.reach().hasAnswered);

        desk.terminal.historyFault.reset();
        desk.terminal.give(fillsUpTo(3));
        desk.frame(); // a quarter of a second later, not five
        QVERIFY(desk.history.reach().hasAnswered);

        Fills never({10, 100});
        never.terminal.historyFault = Error{Errc::NotFound, "there is none"};
        never.frame();
        never.frame(0, seconds(16));
        QVERIFY(never.history.reach().fault);
    }

    void aPersonNeedNotWaitForTheNextTry()
    {
        Fills desk({10, 100});
        desk.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        desk.frame();
        desk.terminal.historyFault.reset();
        desk.terminal.give(fillsUpTo(3));

        desk.history.retry();
        desk.link.poll();

        QCOMPARE(desk.history.rows().size(), std::size_t{3});
    }

    void anOlderPageThatFailsLeavesTheNewestAlone()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(25));
        desk.frame();
        desk.terminal.historyFault = Error{Errc::Unavailable, "the disk is gone"};
        desk.history.readOlder();
        desk.frame();
        QVERIFY(!desk.history.reach().fault);
        QVERIFY(desk.history.reach().olderFault);
        QCOMPARE(desk.history.rows().size(), std::size_t{10});

        desk.terminal.historyFault.reset();
        desk.history.retry();
        desk.frame();

        QVERIFY(!desk.history.reach().olderFault);
        QCOMPARE(desk.history.rows().size(), std::size_t{20});
    }

    void anotherSessionTakesTheOldAnswerAway()
    {
        Fills desk({10, 100});
        desk.terminal.give(fillsUpTo(5));
        desk.terminal.holdsAnswers = true;
        desk.frame();
        desk.history.clear();
        QCOMPARE(desk.terminal.cancelled.size(), std::size_t{1});
        desk.terminal.answerAll();
        desk.link.poll();
        QVERIFY(desk.history.rows().empty());
        QCOMPARE(desk.changes, 0);
    }
};

QTEST_GUILESS_MAIN(TestPagedHistory)
#include "tst_paged_history.moc"
