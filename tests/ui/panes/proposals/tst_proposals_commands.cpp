// needs: ui/panes/proposals ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal
// Qt6::Widgets

#include "tests/ui/panes/proposals/proposals_bench.h"

#include <QAction>
#include <QListView>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::proposals;

class TestProposalsCommands : public QObject
{
    Q_OBJECT

private slots:
    void eachCommandIsOnOnlyWhileItCanDoSomething()
    {
        Bench bench;
        const auto on = [&bench] {
            QStringList keys;
            for (const char* key : {"review", "amend", "reject", "snooze", "bring_back", "next", "previous"}) {
                if (bench.commands.find(QStringLiteral("proposals.") + QLatin1String(key))->isEnabled()) {
                    keys << QLatin1String(key);
                }
            }
            return keys.join(u' ');
        };
        QCOMPARE(on(), QString());
        bench.propose();
        QCOMPARE(on(), QStringLiteral("review amend reject snooze next previous"));
        bench.act(QStringLiteral("proposals.snooze"));
        QCOMPARE(on(), QStringLiteral("review amend reject next previous"));
        bench.terminal.fake.levelShown = risk::KillLevel::Pause; // the engine hears of it later
        bench.pass(milliseconds(1));
        QCOMPARE(on(), QStringLiteral("reject next previous"));
        bench.terminal.fake.levelShown = risk::KillLevel::None;
        bench.act(QStringLiteral("proposals.reject"));
        QCOMPARE(on(), QStringLiteral("bring_back next previous"));
        bench.ms += 5'000;
        bench.pass(seconds(5));
        QCOMPARE(on(), QStringLiteral("next previous"));
    }

    // "S" of one that is snoozed must not go to a symbol with S, which "R" would then reject.
    void aLetterWhoseCommandIsOffChoosesNoOtherProposal()
    {
        Bench bench;
        const ProposalId first = bench.propose();
        bench.terminal.act([](test::TestDesk& d) { return d.proposeSell(); });
        bench.link.poll();
        QCOMPARE(bench.queue().rowCount(), 2);
        auto* list = bench.view->findChild<QListView*>();
        const QString name = bench.queue().index(1).data().toString();
        QVERIFY(!name.isEmpty());
        bench.view->select(first);

        list->keyboardSearch(name.left(1));

        QCOMPARE(bench.view->selected(), first);
    }
};

QTEST_MAIN(TestProposalsCommands)
#include "tst_proposals_commands.moc"
