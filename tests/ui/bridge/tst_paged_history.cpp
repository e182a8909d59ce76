// needs: ui/bridge tests/support/fake_terminal Qt6::Core
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/paged_history.h"

#include <QTest>

#include <random>
#include <set>

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

    // A row that is new cost a copy of all rows: 15 ms with 100,000 fills, 140 ms with as many orders.
    void aNewRowCostsNoCopyOfAllOthers()
    {
        constexpr std::uint64_t many = 100'000;
        Desk<views::OrderRow> desk({10'000, 2 * many, true});
        std::vector<views::OrderRow> rows;
        for (std::uint64_t seq = many; seq > 0; --seq) {
            rows.push_back(orderAt(seq, seq));
        }
        desk.terminal.give(rows);
        for (int i = 0; i < 20; ++i) {
            desk.frame(many);
        }
        QCOMPARE(desk.history.rows().size(), std::size_t{many});
        const views::OrderRow* untouched = &desk.history.rows()[50'000];

        // One more, and an old one that has changed: it stands at the front now and nowhere else.
        rows.erase(rows.end() - 10); // the order 10
        rows.insert(rows.begin(), orderAt(many + 1, many + 1));
        rows.insert(rows.begin(), orderAt(many + 2, 10));
        desk.terminal.give(rows);
        desk.frame(many + 2);

        QCOMPARE(desk.history.rows().size(), std::size_t{many + 1});
        QCOMPARE(desk.history.rows()[0].record.ticket.id, OrderId{10});
        QCOMPARE(desk.history.rows()[1].record.ticket.id, OrderId{many + 1});
        QCOMPARE(desk.history.rows()[many].record.ticket.id, OrderId{1});
        QCOMPARE(desk.history.rows()[many - 8].record.ticket.id, OrderId{9});
        QCOMPARE(desk.history.rows()[many - 9].record.ticket.id, OrderId{11});
        QCOMPARE(&desk.history.rows()[50'002], untouched); // it is two places further on, and has not moved in memory
    }

    // Whatever is filled, changed and asked for in between: what is held is what the record says.
    void ordersThatMoveAtRandomAreHeldOnceEach()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            std::mt19937 random(seed);
            Desk<views::OrderRow> desk({20, 10'000, seed % 2 == 0});
            std::vector<views::OrderRow> rows; // newest first
            std::uint64_t seq = 0, orders = 0;
            for (int round = 0; round < 60; ++round) {
                for (auto left = random() % 12; left > 0; --left) {
                    if (rows.empty() || random() % 2 == 0) {
                        rows.insert(rows.begin(), orderAt(++seq, ++orders));
                    } else {
                        const auto at = static_cast<std::ptrdiff_t>(random() % rows.size());
                        auto moved = rows[static_cast<std::size_t>(at)];
                        rows.erase(rows.begin() + at);
                        moved.seq = Sequence{++seq};
                        rows.insert(rows.begin(), moved);
                    }
                }
                desk.terminal.give(rows);
                desk.frame(seq);
                if (random() % 3 == 0) {
                    desk.history.readOlder();
                    desk.frame(seq);
                }
                const auto& held = desk.history.rows();
                QVERIFY(held.size() <= rows.size());
                std::set<std::uint64_t> seen;
                for (std::size_t i = 0; i < held.size(); ++i) {
                    QCOMPARE(held[i].seq, rows[i].seq);
                    QCOMPARE(held[i].record.ticket.id, rows[i].record.ticket.id);
                    QVERIFY(seen.insert(held[i].record.ticket.id.value).second);
                }
                QVERIFY(held.size() == rows.size() || desk.history.reach().hasOlder);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPagedHistory)
#include "tst_paged_history.moc"
