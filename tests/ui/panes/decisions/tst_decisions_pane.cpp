// needs: ui/panes/decisions tests/support/fake_terminal Qt6::Widgets
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/pane_bench.h"
#include "ui/panes/decisions/view.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::decisions;
using events::Closing;
using omni::testing::PaneBench;

namespace {

constexpr Timestamp october{1'760'000'000'000'000'000}; // 2025-10-09
constexpr Timestamp lastOfMonth{1'761'954'600'000'000'000}; // 2025-10-31 23:50 UTC

views::ProposalRow decided(Closing how, Duration taken, Timestamp at = october, std::uint64_t strategy = 1)
{
    static std::uint64_t number = 100'000;
    views::ProposalRow row;
    row.seq = Sequence{--number};
    row.made.proposal.id = ProposalId{number};
    row.made.proposal.strategy = StrategyId{strategy};
    row.at = at;
    row.closed = at + taken;
    row.how = how;
    row.by = how == Closing::Approved || how == Closing::Declined ? events::owner : events::desk;
    return row;
}

std::deque<views::ProposalRow> many(int approved, int rejected, Duration taken)
{
    std::deque<views::ProposalRow> rows;
    for (int i = 0; i < approved; ++i) {
        rows.push_back(decided(Closing::Approved, taken));
    }
    for (int i = 0; i < rejected; ++i) {
        rows.push_back(decided(Closing::Declined, taken));
    }
    return rows;
}

Tally onlyTally(const std::deque<views::ProposalRow>& rows)
{
    const auto all = talliesOf(rows, QTimeZone::utc());
    return all.size() == 1 ? all.front() : Tally{};
}

void give(PaneBench& bench, const std::deque<views::ProposalRow>& rows)
{
    bench.terminal.give(std::vector(rows.begin(), rows.end()));
}

bool warns(const View& view)
{
    for (const QLabel* label : view.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(u"still decided"_qs)) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestDecisionsPane : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatBecameOfEachProposalOnce()
    {
        auto rows = many(3, 2, seconds(20));
        rows.push_back(decided(Closing::Expired, seconds(180)));
        rows.push_back(decided(Closing::Withdrawn, seconds(5)));
        rows.push_back(decided(Closing::Superseded, seconds(5))); // its amendment counts
        rows.push_back(decided(Closing::Suppressed, {})); // nobody saw it
        views::ProposalRow waits = decided(Closing::Approved, {});
        waits.how.reset();
        rows.push_back(waits);

        const Tally tally = onlyTally(rows);

        QCOMPARE(tally.proposals, 7);
        QCOMPARE(tally.approved, 3);
        QCOMPARE(tally.rejected, 2);
        QCOMPARE(tally.expired, 1);
        QCOMPARE(tally.withdrawn, 1);
        QCOMPARE(tally.withoutPerson, 0);
    }

    void whatABudgetOrAScriptDecidedIsNobodysAgreement()
    {
        auto rows = many(1, 1, seconds(9));
        rows.push_back(decided(Closing::Approved, {})); // in the moment in which it was proposed
        rows.push_back(decided(Closing::Approved, seconds(2)));
        rows.back().by = events::script;
        rows.push_back(decided(Closing::Declined, seconds(2)));
        rows.back().by = events::script;
        const Tally tally = onlyTally(rows);
        QCOMPARE(tally.withoutPerson, 3);
        QCOMPARE(tally.decided(), 2);
        QCOMPARE(tally.proposals, 5);
        QCOMPARE(tally.median, std::optional(seconds(9)));
    }

    // A part of a month would be read as the month.
    void theMonthThatIsNotWholeIsLeftOut()
    {
        const std::deque rows{decided(Closing::Declined, seconds(9), lastOfMonth + days(3)),
                              decided(Closing::Declined, seconds(9), october)};
        QCOMPARE(talliesOf(rows, QTimeZone::utc(), false).size(), std::size_t{2});
        const auto cut = talliesOf(rows, QTimeZone::utc(), true);
        QCOMPARE(cut.size(), std::size_t{1});
        QCOMPARE(cut.front().month, 2025 * 12 + 10);
    }

    void aShareOfFewIsNotTold()
    {
        QVERIFY(!onlyTally(many(19, 0, seconds(9))).agreement());
        QCOMPARE(onlyTally(many(15, 5, seconds(9))).agreement(), std::optional(0.75));
    }

    void theTimeIsTheMedianOfYesAndNo()
    {
        auto rows = many(2, 0, seconds(4));
        rows.push_back(decided(Closing::Declined, seconds(60)));
        rows.push_back(decided(Closing::Expired, seconds(180))); // nobody took any time
        QCOMPARE(onlyTally(rows).median, std::optional(seconds(4)));
        QVERIFY(!onlyTally({decided(Closing::Expired, seconds(180))}).median);
    }

    // F17: the wall clock was set back between the two. The decision counts, its time is not known.
    void aClockThatWasSetBackGivesNoTime()
    {
        const Tally tally = onlyTally({decided(Closing::Approved, Duration{-hours(1).ns})});
        QCOMPARE(tally.approved, 1);
        QVERIFY(!tally.median);
    }

    void monthsAreThoseOfThePersonsZone()
    {
        const std::deque rows{decided(Closing::Declined, seconds(1), lastOfMonth)};
        QCOMPARE(talliesOf(rows, QTimeZone::utc()).front().month, 2025 * 12 + 9);
        QCOMPARE(talliesOf(rows, QTimeZone(3'600)).front().month, 2025 * 12 + 10);
    }

    void theNewestMonthComesFirstThenByStrategy()
    {
        const auto all = talliesOf({decided(Closing::Declined, seconds(9), october, 2),
                                    decided(Closing::Declined, seconds(9), october, 1),
                                    decided(Closing::Declined, seconds(9), lastOfMonth + days(3), 2)},
                                   QTimeZone::utc());
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].month, 2025 * 12 + 10);
        QVERIFY(all[1].strategy == StrategyId{1} && all[2].strategy == StrategyId{2});
    }

    // Product 4.2: against the rubber stamp.
    void saysSoWhenNearlyEverythingIsApprovedWithinSeconds_data()
    {
        QTest::addColumn<int>("approved");
        QTest::addColumn<int>("rejected");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("isStamp");
        QTest::newRow("all, at once") << 20 << 0 << 4 << true;
        QTest::newRow("all, but read") << 20 << 0 << 5 << false;
        QTest::newRow("19 of 20") << 19 << 1 << 1 << false; // exactly 95 %
        QTest::newRow("97 of 100") << 97 << 3 << 1 << true;
        QTest::newRow("too few") << 19 << 0 << 1 << false;
    }
    void saysSoWhenNearlyEverythingIsApprovedWithinSeconds()
    {
        QFETCH(int, approved);
        QFETCH(int, rejected);
        QFETCH(int, seconds);
        QFETCH(bool, isStamp);
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        give(bench, many(approved, rejected, omni::seconds(seconds)));
        auto& view = bench.open<View>();
        QCOMPARE(view.state(), PaneState::Normal);
        QCOMPARE(warns(view), isStamp);
    }

    void aWarningOfAnEarlierMonthIsOver()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        auto rows = many(30, 0, seconds(1));
        rows.insert(rows.begin(), decided(Closing::Declined, seconds(30), october + days(40)));
        give(bench, rows);
        QVERIFY(!warns(bench.open<View>()));
    }

    void itsRowsAreSoundAndSaidInWords()
    {
        PaneBench bench;
        bench.terminal.show(omni::testing::aSnapshot());
        give(bench, many(3, 1, seconds(12)));
        auto& view = bench.open<View>();
        auto* model = view.findChild<QTableView*>()->model();
        const QAbstractItemModelTester tester(model);
        QCOMPARE(model->rowCount(), 1);
        QStringList texts;
        for (int column = 0; column < model->columnCount(); ++column) {
            texts.append(model->index(0, column).data().toString());
        }
        const QString row = texts.join(u'|');
        QVERIFY2(row.contains(u"2025-10"_qs) && row.contains(u"– of 4"_qs) && row.contains(u"12s"_qs), qPrintable(row));
    }
};

QTEST_MAIN(TestDecisionsPane)
#include "tst_decisions_pane.moc"
