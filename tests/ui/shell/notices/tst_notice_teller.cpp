// needs: ui/shell tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/shell/notices/notice_teller.h"
#include "ui/widgets/formats.h"

#include <QSet>
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

void close(Bench& bench, ProposalId id)
{
    bench.terminal.notice(
        bench.desk.at, events::Fact{events::ProposalClosed{id, events::Closing::Expired, events::Cause::Expiry, {}}});
    bench.link.poll();
}

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

    // Product 4.2: at half and at four fifths of its life, by tone, tray and toast; what is decided takes its toast
    // away.
    void whatNobodyAnswersIsSpokenOfAgainAndLouder()
    {
        Bench bench;
        QSignalSpy told(&bench.teller, &NoticeTeller::told);
        QSignalSpy settled(&bench.teller, &NoticeTeller::settled);
        QSignalSpy reminded(&bench.teller, &NoticeTeller::reminded);
        const ProposalId id = aProposal().made.proposal.id;
        const auto say = [&](events::AlertLevel level, Duration left) {
            events::AlertRaised alert{level, ShortText<31>("proposal.expires_soon"), {}, {}, 0, left.ns};
            alert.instrument = aProposal().made.proposal.instrument;
            alert.limit = static_cast<std::int64_t>(id.value);
            bench.terminal.notice(bench.desk.at, events::Fact{alert});
            bench.link.poll();
        };
        say(events::AlertLevel::Info, seconds(90));
        QCOMPARE(told.size(), 0); // what pops up is for what is at stake
        QCOMPARE(bench.tones.value(0).value(0).value<Chime>(), Chime::Proposal);
        QCOMPARE(reminded.value(0).value(0).toBool(), false);

        bench.pass(seconds(54));
        say(events::AlertLevel::Warning, seconds(36));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].value<ToastLevel>(), ToastLevel::Warning);
        QCOMPARE(told[0][2].toString(),
                 QStringLiteral("The proposal for BTCUSD still waits for you. It expires in %1.")
                     .arg(bench.formats.seconds(seconds(36))));
        QCOMPARE(bench.tones.value(1).value(0).value<Chime>(), Chime::Warning);
        QCOMPARE(reminded.value(1).value(0).toBool(), true);
        QCOMPARE(settled.size(), 0);

        close(bench, id);
        QCOMPARE(settled.size(), 1);
        QCOMPARE(settled[0][0], told[0][1]);
    }

    // F57: eight strategies answer one bar.
    void manyAtOnceAreOneToneAndOneNotice()
    {
        Bench bench;
        QSignalSpy told(&bench.teller, &NoticeTeller::told);
        QSignalSpy settled(&bench.teller, &NoticeTeller::settled);
        QSignalSpy reminded(&bench.teller, &NoticeTeller::reminded);
        for (std::int64_t number = 1; number <= 8; ++number) {
            bench.terminal.notice(bench.desk.at,
                                  events::Fact{events::AlertRaised{events::AlertLevel::Warning,
                                                                   ShortText<31>("proposal.expires_soon"),
                                                                   InstrumentId{1},
                                                                   {},
                                                                   number,
                                                                   seconds(36).ns}});
        }
        bench.link.poll();
        QCOMPARE(bench.tones.size(), 1);
        QCOMPARE(reminded.size(), 1);
        QCOMPARE(bench.teller.unread(), 8);
        QSet<QString> keys;
        for (const auto& one : told) {
            keys.insert(one[1].toString());
        }
        QCOMPARE(keys.size(), 1); // each takes the place of the one before
        QVERIFY2(told.last()[2].toString().contains(u'8'), qPrintable(told.last()[2].toString()));
        for (std::uint64_t number = 1; number <= 8; ++number) {
            QCOMPARE(settled.size(), 0);
            close(bench, ProposalId{number});
        }
        QCOMPARE(settled.size(), 1);
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
