// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/shell/notices/notice_teller.h"
#include "ui/widgets/formats.h"

#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

struct Bench {
    FakeTerminal terminal;
    views::DeskSnapshot desk = aSnapshot();
    EngineLink link{terminal};
    Formats formats;
    NoticeTeller teller{link, formats, nullptr};
    QSignalSpy tones{&teller, &NoticeTeller::sounded};
    QSignalSpy calls{&teller, &NoticeTeller::proposed};
    QSignalSpy words{&teller, &NoticeTeller::spoken};

    Bench()
    {
        terminal.show(desk);
        link.poll();
    }
    void snooze()
    {
        terminal.notice(desk.at, events::Fact{events::ProposalSnoozed{aProposal().made.proposal.id, seconds(30)}});
        link.poll();
    }
    void pass(Duration span)
    {
        desk.at.mono = desk.at.mono + span;
        ++desk.events;
        terminal.show(desk);
        link.poll();
    }
};

} // namespace

class TestNoticeTeller : public QObject
{
    Q_OBJECT

private slots:
    void aSnoozedProposalReturnsWithATone()
    {
        Bench bench;
        bench.snooze();
        bench.pass(seconds(29));
        QCOMPARE(bench.tones.size(), 0);

        bench.pass(seconds(1));
        QCOMPARE(bench.tones.size(), 1);
        QCOMPARE(bench.tones[0][0].value<Chime>(), Chime::Proposal);
        QCOMPARE(bench.calls.size(), 1);
        QCOMPARE(bench.words.value(0).value(0).toString(), QStringLiteral("The proposal for BTCUSD waits again."));

        bench.pass(seconds(30));
        QCOMPARE(bench.tones.size(), 1); // once
    }

    void whatWasDecidedWhileItSleptIsSilent()
    {
        Bench bench;
        bench.snooze();
        bench.desk.proposals.clear();
        bench.pass(seconds(31));
        QCOMPARE(bench.tones.size(), 0);
    }

    void anotherSnoozeSleepsFromItsOwnBeginning()
    {
        Bench bench;
        bench.snooze();
        bench.pass(seconds(20));
        bench.snooze();
        bench.pass(seconds(20));
        QCOMPARE(bench.tones.size(), 0);
        bench.pass(seconds(10));
        QCOMPARE(bench.tones.size(), 1);
    }

    void anotherSessionHasNothingToWake()
    {
        Bench bench;
        bench.snooze();
        bench.terminal.restart();
        bench.link.poll();
        bench.pass(seconds(31));
        QCOMPARE(bench.tones.size(), 0);
    }
};

QTEST_MAIN(TestNoticeTeller)
#include "tst_notice_teller.moc"
