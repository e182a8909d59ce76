// needs: ui/panes/proposals ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal
// Qt6::Widgets

#include "tests/ui/panes/proposals/proposals_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::proposals;

class TestProposalsBack : public QObject
{
    Q_OBJECT

private slots:
    void aRejectionIsTakenBackWithOneKeyForFiveSeconds()
    {
        Bench bench;
        const ProposalId id = bench.propose();
        bench.act(QStringLiteral("proposals.bring_back")); // nothing is rejected
        bench.act(QStringLiteral("proposals.reject"));
        QVERIFY(bench.shows(QStringLiteral("Rejected, nothing was sent.")));
        QVERIFY(bench.button(QStringLiteral("Bring back · 00:05")) != nullptr);
        bench.ms += 2'000;
        bench.terminal.act([](test::TestDesk& d) {
            d.pass(seconds(2));
            d.quote(9'999, 10'001);
        });
        bench.act(QStringLiteral("proposals.bring_back"));
        bench.link.poll();

        QCOMPARE(bench.terminal.sentCount<events::BringBack>(), 1);
        QCOMPARE(bench.view->badge(), 1);
        QVERIFY(bench.view->selected() != id); // a number of its own
        QVERIFY(bench.queue().indexOf(id) < 0); // what came back is not shown twice
        QVERIFY(bench.queue().decidedAt(bench.view->selected()) < 0);
        QVERIFY(!bench.shows(QStringLiteral("Rejected, nothing was sent.")));
        QVERIFY(bench.button(QStringLiteral("Review and approve…"))->isActive());
    }

    void afterFiveSecondsNothingOffersToBringItBack()
    {
        Bench bench;
        bench.propose();
        bench.act(QStringLiteral("proposals.reject"));
        bench.ms += 5'000;
        bench.pass(seconds(5));
        bench.link.poll();

        QVERIFY(!bench.shows(QStringLiteral("Rejected, nothing was sent.")));
        bench.act(QStringLiteral("proposals.bring_back"));
        QCOMPARE(bench.terminal.sentCount<events::BringBack>(), 0);
    }

    void whatTheLimitsAllowNoMoreDoesNotComeBackAndThatIsSaid()
    {
        Bench bench;
        bench.propose();
        bench.act(QStringLiteral("proposals.reject"));
        bench.terminal.act([](test::TestDesk& d) {
            d.command(events::Kill{risk::Scope{}, risk::KillLevel::CancelEntries});
        });
        QSignalSpy told(&bench.requests, &PaneRequests::notify);
        bench.act(QStringLiteral("proposals.bring_back"));
        bench.link.poll();

        QCOMPARE(bench.view->badge(), 0);
        QCOMPARE(told.count(), 1);
    }
};

QTEST_MAIN(TestProposalsBack)
#include "tst_proposals_back.moc"
