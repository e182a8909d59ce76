// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/window_bench.h"
#include "ui/panes/chart/view.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/shell/status/status_bar.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

constexpr Duration slot = microseconds(16'667);

views::DeskSnapshot deskWith(ProposalId proposal)
{
    views::DeskSnapshot desk = aSnapshot();
    desk.proposals.front().made.proposal.id = proposal;
    return desk;
}

views::MarketDay dayAt(Ticks last)
{
    views::InstrumentDay day;
    day.instrument = InstrumentId{1};
    day.last = last;
    views::MarketDay market;
    market.instruments.push_back(day);
    return market;
}

/// One frame of the sixty a second, which takes `busy` of its time.
void frame(WindowBench& bench, Duration busy)
{
    bench.terminal.nowShown = bench.terminal.nowShown + slot;
    bench.window->engine().poll();
    bench.window->engine().frames().painted(bench.terminal.nowShown, bench.terminal.nowShown + busy);
}

/// Frames that take nearly all of their time, until nothing can be slowed down any more.
void overload(WindowBench& bench)
{
    for (int i = 0; i < 600; ++i) {
        bench.terminal.show(aSnapshot());
        frame(bench, milliseconds(15));
    }
}

QString statusOf(WindowBench& bench)
{
    auto* status = bench.window->findChild<StatusBar*>();
    status->refresh();
    return status->text();
}

} // namespace

class TestWindowUnderLoad : public QObject
{
    Q_OBJECT

private slots:
    // ui-spec 12, the slowest step: somebody decides by the one, nobody by the other.
    void aProposalIsShownWithEachPictureAndAChartIsNot()
    {
        WindowBench bench;
        QVERIFY2(!statusOf(bench).contains(u"slowed"_qs), qPrintable(statusOf(bench)));
        overload(bench);
        QVERIFY2(statusOf(bench).contains(u"display slowed to 10/s"_qs), qPrintable(statusOf(bench)));
        const auto* queue = bench.window->findChild<proposals::QueueModel*>();
        auto* chart = qobject_cast<ChartPane*>(bench.area().pane(u"chart"_qs));
        QVERIFY(queue != nullptr && chart != nullptr && chart->isVisible());
        int proposed = 0, charted = 0;
        Ticks last;

        for (int i = 1; i <= 60; ++i) {
            const ProposalId id{100 + static_cast<std::uint64_t>(i)};
            last = Ticks{63'000 + i};
            bench.terminal.show(deskWith(id));
            bench.terminal.show(dayAt(last));
            frame(bench, milliseconds(1));
            proposed += queue->indexOf(id) >= 0 ? 1 : 0;
            charted += chart->chart().scene().last == last ? 1 : 0;
        }

        QCOMPARE(proposed, 60);
        QVERIFY2(charted >= 9 && charted <= 11, qPrintable(QString::number(charted)));
        for (int i = 0; i < 6; ++i) { // and the last price comes, though nothing more happens
            frame(bench, milliseconds(1));
        }
        QCOMPARE(chart->chart().scene().last, std::optional(last));
    }

    void allIsShownWithEachPictureAgainWhenTheLoadIsGone()
    {
        WindowBench bench;
        overload(bench);
        for (int i = 0; i < 60 * 30; ++i) {
            bench.terminal.show(aSnapshot());
            frame(bench, microseconds(500));
        }
        QVERIFY2(!statusOf(bench).contains(u"slowed"_qs), qPrintable(statusOf(bench)));
        auto* chart = qobject_cast<ChartPane*>(bench.area().pane(u"chart"_qs));
        for (int i = 1; i <= 10; ++i) {
            bench.terminal.show(dayAt(Ticks{63'000 + i}));
            frame(bench, microseconds(500));
            QCOMPARE(chart->chart().scene().last, std::optional(Ticks{63'000 + i}));
        }
    }

    // A new pane slows down only when somebody has written so here, too.
    void onlyChartsAndTablesOfWhatIsOrWasSlowDown()
    {
        WindowBench bench;
        QStringList first, next, never;
        for (const PaneInfo* info : allPanes()) {
            const QString key = QString::fromLatin1(info->key.data(), static_cast<qsizetype>(info->key.size()));
            bench.area().showPane(key);
            const Pane* pane = bench.area().pane(key);
            QVERIFY2(pane != nullptr, qPrintable(key));
            switch (pane->slows()) {
            case Slows::First:
                first << key;
                break;
            case Slows::Next:
                next << key;
                break;
            case Slows::Never:
                never << key;
                break;
            }
        }
        QCOMPARE(first.join(u' '), u"chart"_qs);
        QCOMPARE(next.join(u' '), u"audit decisions fills health journal log pnl positions strategies watchlist"_qs);
        QCOMPARE(never.join(u' '),
                 u"alerts kill_reset kill_switches orders proposals reconcile ticket what_the_stop_did"_qs);
    }
};

QTEST_MAIN(TestWindowUnderLoad)
#include "tst_window_under_load.moc"
