// needs: ui/panes/proposals ui/panes ui/commands ui/widgets ui/style desk/engine tests/support/fake_terminal
// Qt6::Widgets

#include "core/desk/views/assessment.h"
#include "tests/ui/panes/proposals/proposals_bench.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/reason_bars.h"
#include "ui/widgets/track_record_view.h"
#include "ui/widgets/what_if_bars.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::proposals;

class TestProposals : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAndSaysWhatIsWatched()
    {
        Bench bench;

        QCOMPARE(bench.view->state(), PaneState::Empty);
        QVERIFY2(bench.view->stateText().startsWith(QStringLiteral("No proposals.")),
                 qPrintable(bench.view->stateText()));
        QCOMPARE(bench.view->badge(), 0);
    }

    void showsWhatTheEngineProposes()
    {
        Bench bench;
        QAbstractItemModelTester tester(&bench.queue());
        QSignalSpy badge(bench.view.get(), &Pane::badgeChanged);
        const ProposalId id = bench.propose();
        const auto& made = bench.terminal.desk.state().waiting.find(id)->made;

        bench.link.poll(); // the history has answered
        QCOMPARE(bench.view->state(), PaneState::Normal);
        QCOMPARE(bench.view->badge(), 1);
        QVERIFY(!badge.isEmpty());
        QCOMPARE(bench.view->selected(), id);
        const Row& row = bench.queue().row(0);
        QCOMPARE(row.symbol, QStringLiteral("ACME"));
        QCOMPARE(row.sideWord, QStringLiteral("Buy"));
        QCOMPARE(row.what, QStringLiteral("%1 at market").arg(made.ticket.size.count));
        QCOMPARE(row.state, QStringLiteral("03:00"));
        QVERIFY(bench.shows(QStringLiteral("Buy %1 ACME at market").arg(made.ticket.size.count)));
        QVERIFY(bench.shows(QStringLiteral("P-0001")));
        QCOMPARE(bench.view->findChild<Chip*>()->words(), QStringLiteral("Waiting for you"));
        QVERIFY(!bench.view->findChild<WhatIfBars*>()->rows().empty());
        QVERIFY(!bench.view->findChild<CheckList*>()->checks().empty());
        QVERIFY(bench.shows(QStringLiteral("no closed trades yet")));
    }

    void reasonsSumToTheScoreShown()
    {
        Bench bench;
        const ProposalId id = bench.propose();
        const auto& reasons = bench.view->findChild<ReasonBars*>()->reasons();
        double sum = 0;
        for (const ReasonRow& row : reasons.rows) {
            sum += row.contribution;
        }

        QCOMPARE(reasons.rows.size(),
                 std::size_t{bench.terminal.desk.state().waiting.find(id)->made.proposal.reasonCount});
        QCOMPARE(reasons.score, sum);
        QCOMPARE(reasons.score, bench.terminal.desk.state().waiting.find(id)->made.proposal.score);
    }

    void aDeskThatMayNotArmSaysWhy()
    {
        auto session = test::aSession();
        session.environment = orders::Environment::Paper;
        Bench bench(session);
        bench.terminal.act([](test::TestDesk& d) {
            d.apply(events::PositionReported{AccountId{1}, InstrumentId{1}, Lots{3}});
            d.command(events::SetMode{risk::Mode::Halted});
        });
        bench.link.poll();

        QVERIFY(bench.shows(QStringLiteral("Settle them in Account differences")));
    }

    void reasonsThatWeighAgainstTheirOwnProposalAreSaidInWords()
    {
        Bench sound;
        sound.propose();
        QVERIFY(!sound.shows(QStringLiteral("weigh more against it")));

        Bench bench;
        bench.terminal.act([](test::TestDesk& d) { return d.proposeAgainstItself(); });
        bench.link.poll();

        QVERIFY(bench.view->findChild<ReasonBars*>()->reasons().score < 0);
        QVERIFY(bench.shows(QStringLiteral("weigh more against it than for it")));
    }

    void theFirstButtonOnlyOpensTheReview()
    {
        Bench bench;
        const ProposalId id = bench.propose();
        QSignalSpy review(&bench.requests, &PaneRequests::review);
        QSignalSpy amend(&bench.requests, &PaneRequests::amend);

        bench.button(QStringLiteral("Review and approve…"))->click();
        bench.act(QStringLiteral("proposals.review"));
        bench.act(QStringLiteral("proposals.amend"));

        QCOMPARE(review.size(), 2);
        QCOMPARE(review.front().front().value<ProposalId>(), id);
        QCOMPARE(amend.size(), 1);
        QVERIFY(bench.terminal.fake.sent.empty());
    }

    void rejectsWithOneKeyAndKeepsTheRowGreyedForAWhile()
    {
        Bench bench;
        const ProposalId id = bench.propose();

        bench.act(QStringLiteral("proposals.reject"));

        QCOMPARE(bench.terminal.sentCount<events::Decline>(), 1);
        QCOMPARE(bench.view->badge(), 0);
        QCOMPARE(bench.queue().rowCount(), 1);
        QVERIFY(bench.queue().row(0).isDecided);
        QCOMPARE(bench.queue().row(0).state, QStringLiteral("Rejected by you"));
        QVERIFY(!bench.button(QStringLiteral("Reject"))->isVisible());
        bench.act(QStringLiteral("proposals.reject")); // it is over
        QCOMPARE(bench.terminal.sentCount<events::Decline>(), 1);

        bench.view->findChild<QPushButton*>(QStringLiteral("price"))->click();
        bench.view->findChild<QPushButton*>(QStringLiteral("size"))->click();
        QCOMPARE(bench.terminal.sentCount<events::AddNote>(), 1);
        QCOMPARE(std::get<events::AddNote>(bench.terminal.fake.sent.back().what).proposal, id);

        bench.ms += QueueModel::decidedMs;
        bench.pass(seconds(1));
        QCOMPARE(bench.queue().rowCount(), 0);
    }

    void whatLapsedWithoutAReviewExpiredUnseen()
    {
        Bench bench;
        bench.propose();
        bench.pass(seconds(180));

        QCOMPARE(bench.queue().row(0).state, QStringLiteral("Expired unseen"));
        QCOMPARE(bench.view->badge(), 0);
    }

    // S26: proposals of which the window never heard that they closed. The one that waits is remembered.
    void whatWasReviewedAndIsGoneIsForgottenBeyondAThousand()
    {
        Bench bench;
        const ProposalId id = bench.propose();
        for (std::uint64_t other = 1; other <= QueueModel::mostRemembered; ++other) {
            bench.queue().markReviewed(ProposalId{1'000'000 + other});
        }
        bench.queue().take(bench.link.desk(), bench.ms);
        QCOMPARE(bench.queue().remembered(), QueueModel::mostRemembered);

        bench.queue().markReviewed(id);
        bench.queue().markReviewed(ProposalId{2'000'000});
        bench.queue().take(bench.link.desk(), bench.ms);

        QCOMPARE(bench.queue().remembered(), std::size_t{1});
        bench.pass(seconds(180));
        QVERIFY(bench.queue().row(0).state != QStringLiteral("Expired unseen"));
    }

    void whatLapsedAfterAReviewSaysSo()
    {
        Bench bench;
        bench.propose();
        bench.act(QStringLiteral("proposals.review"));
        bench.pass(seconds(180));

        QCOMPARE(bench.queue().row(0).state, QStringLiteral("Expired after review"));
    }

    void snoozesForThirtySeconds()
    {
        Bench bench;
        bench.propose();
        bench.act(QStringLiteral("proposals.snooze"));
        bench.act(QStringLiteral("proposals.snooze"));

        QCOMPARE(bench.terminal.sentCount<events::Snooze>(), 1);
        QVERIFY(bench.queue().row(0).isSnoozed);
        QCOMPARE(bench.queue().row(0).state, QStringLiteral("Snoozed 00:30"));

        bench.pass(seconds(30));
        QVERIFY(!bench.queue().row(0).isSnoozed);
        QCOMPARE(bench.view->badge(), 1);
    }

    void theKillSwitchBlocksAndWithdraws()
    {
        Bench bench;
        bench.propose();
        bench.link.kill({}, risk::KillLevel::CancelEntries, QStringLiteral("<b>enough</b>"));
        bench.link.poll();

        QCOMPARE(bench.view->state(), PaneState::Blocked);
        QVERIFY2(bench.view->stateText().contains(QStringLiteral("kill switch")), qPrintable(bench.view->stateText()));
        QCOMPARE(bench.queue().row(0).state, QStringLiteral("Withdrawn: kill switch"));
        QSignalSpy review(&bench.requests, &PaneRequests::review);
        bench.act(QStringLiteral("proposals.review"));
        QCOMPARE(review.size(), 0);
    }

    // The latch is known at once, the engine hears of it later: rejecting stays possible, approving is off.
    void aLatchTheDeskHasNotHeardOfDisablesTheReviewWithItsReason()
    {
        Bench bench;
        bench.propose();
        bench.terminal.fake.levelShown = risk::KillLevel::Pause;
        bench.pass(milliseconds(1));

        QCOMPARE(bench.view->state(), PaneState::Blocked);
        auto* review = bench.button(QStringLiteral("Review and approve…"));
        QVERIFY(!review->isActive());
        QVERIFY(review->accessibleDescription().contains(QStringLiteral("kill switch")));
        QVERIFY(bench.button(QStringLiteral("Reject"))->isActive());
    }

    void aStaleQuoteIsSaid()
    {
        Bench bench;
        bench.propose();
        bench.pass(seconds(3));

        QCOMPARE(bench.view->state(), PaneState::Stale);
        QVERIFY2(bench.view->stateText().startsWith(QStringLiteral("Prices for ACME stopped at ")),
                 qPrintable(bench.view->stateText()));
    }

    // Whatever the age of its price: it is silent for a reason, and the gate refuses it for that reason.
    void aSymbolThatHaltsIsSaid()
    {
        Bench bench;
        bench.propose();
        bench.terminal.act([](test::TestDesk& d) {
            d.tick(market::StatusChange{InstrumentId{1}, d.stamp.wall, market::TradingState::Halted});
        });
        bench.pass(seconds(3));

        QCOMPARE(bench.view->state(), PaneState::Stale);
        QCOMPARE(bench.view->stateText(),
                 QStringLiteral("Trading in ACME is halted. Approval is off until it goes on."));
        const auto& waiting = bench.link.desk().proposals.front();
        QVERIFY(waiting.assessment->refusal);
    }

    void aPriceThatMovedIsSaid()
    {
        Bench bench;
        bench.propose();
        bench.terminal.act([](test::TestDesk& d) { d.quote(10'100, 10'102); });
        bench.link.poll();

        QVERIFY(bench.queue().row(0).hasDrifted);
        QVERIFY(bench.queue().row(0).state.startsWith(QStringLiteral("▲")));
        QCOMPARE(bench.view->findChild<Chip*>()->words(), QStringLiteral("Price moved"));
    }

    // --- the market of what is chosen ------------------------------------------------------------------------------

    void theFirstProposalBringsItsMarketToTheGroup()
    {
        Bench bench;
        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{});

        bench.propose();

        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{1});
    }

    void theFirstProposalLeavesAnInstrumentThatWasChosenAMomentAgo()
    {
        Bench bench;
        bench.groups.select(LinkGroup::A, InstrumentId{2});
        bench.ms += 9'999;

        bench.propose();

        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{2});
        bench.ms += 60'000;
        bench.pass(seconds(1)); // not later either: it would come out of the blue
        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{2});
    }

    void theFirstProposalBringsItsMarketWhenTheLastChoiceIsOld()
    {
        Bench bench;
        bench.groups.select(LinkGroup::A, InstrumentId{2});
        bench.ms += 10'000;

        bench.propose();

        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{1});
    }

    void choosingAProposalAlwaysBringsItsMarket()
    {
        Bench bench;
        bench.propose();
        bench.groups.select(LinkGroup::A, InstrumentId{2});
        auto* list = bench.view->findChild<QListView*>();

        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(bench.queue().index(0)).center());
        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{1});

        bench.groups.select(LinkGroup::A, InstrumentId{2});
        bench.act(QStringLiteral("proposals.next"));
        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{1});
    }

    void reviewingAndAmendingBringItsMarketThoughNobodyChoseIt()
    {
        Bench bench;
        bench.propose();
        for (const QString& act : {QStringLiteral("proposals.review"), QStringLiteral("proposals.amend")}) {
            bench.groups.select(LinkGroup::A, InstrumentId{2});

            bench.act(act);

            QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{1});
        }
    }

    void aProposalThatComesLaterMovesNothing()
    {
        Bench bench;
        bench.propose();
        bench.groups.select(LinkGroup::A, InstrumentId{2});
        bench.ms += 60'000;

        bench.terminal.act([](test::TestDesk& d) { return d.proposeSell(); });
        bench.link.poll();

        QCOMPARE(bench.groups.instrument(LinkGroup::A), InstrumentId{2});
    }

    // --- what it may lose ------------------------------------------------------------------------------------------

    void theLossIsToldWithTheFeesWhereTheyAreKnown()
    {
        Bench bench;
        bench.terminal.desk.engine.showFees(orders::FeeSchedule{.makerE8 = 100'000, .takerE8 = 100'000});
        bench.propose();
        const auto& assessment = *bench.link.desk().proposals.front().assessment;
        const Formats formats;

        QVERIFY(assessment.lossWithFees && assessment.lossWithFees->e8 > assessment.lossAtStop->e8);
        QVERIFY(bench.shows(formats.change(Money{-assessment.lossAtStop->e8})));
        QVERIFY(bench.shows(QStringLiteral("With fees %1").arg(formats.change(Money{-assessment.lossWithFees->e8}))));
    }

    void feesThatAreNotKnownAreSaid()
    {
        Bench bench;
        bench.propose();

        QVERIFY(bench.shows(QStringLiteral("With fees –: the venue's are not known.")));
    }

    // --- words -----------------------------------------------------------------------------------------------------

    void theSecondLineNamesTheStrategyAndItsBarsAndTheTooltipTheRest()
    {
        Bench bench;
        bench.propose();
        auto shot = *bench.link.snapshot();
        shot.strategies = {{StrategyId{1}, "sma_cross:interval=5s,fast=4,slow=12,direction=long", true, false}};
        bench.terminal.fake.show(shot);
        bench.link.poll();

        QCOMPARE(bench.queue().row(0).strategy, QStringLiteral("Moving-average cross · 5s"));
        const QString tip = bench.queue().index(0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("interval 5s, fast 4, slow 12, direction long")), qPrintable(tip));
    }

    void anotherLanguageOrScaleMakesItAnewAndKeepsWhatIsChosen()
    {
        Bench bench;
        const ProposalId id = bench.propose();
        const int before = bench.button(QStringLiteral("Reject"))->height();

        bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 150);
        QVERIFY(bench.button(QStringLiteral("Reject"))->sizeHint().height() > before);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(bench.view.get(), &language);
        QCoreApplication::processEvents();

        QCOMPARE(bench.view->selected(), id);
        QVERIFY(bench.shows(QStringLiteral("P-0001")));
        QCOMPARE(bench.view->findChildren<QListView*>().size(), 1);
        QSignalSpy review(&bench.requests, &PaneRequests::review);
        bench.button(QStringLiteral("Review and approve…"))->click();
        QCOMPARE(review.size(), 1);
    }

    void theTrackRecordIsTheStrategysOwnInR()
    {
        Bench bench;
        std::vector<views::RoundTripRow> trips;
        for (const std::int64_t net : {200, -100, 50}) { // in dollars, each at a risk of 100
            views::RoundTripRow trip;
            trip.seq = Sequence{trips.size() + 1};
            trip.strategy = StrategyId{1};
            trip.instrument = InstrumentId{1};
            trip.net = Money{net * test::oneDollar};
            trip.risk = Money{100 * test::oneDollar};
            trips.push_back(trip);
        }
        trips.push_back(trips.front());
        trips.back().strategy = StrategyId{2}; // another's
        bench.terminal.fake.give(trips);
        bench.propose();
        bench.link.poll();

        const auto& record = bench.view->findChild<TrackRecordView*>()->record();
        QCOMPARE(record.closed, 3);
        QCOMPARE(record.won, 2);
        QCOMPARE(*record.averageR, 0.5);
        QCOMPARE(*record.worstR, -1.0);
        QCOMPARE(record.longestLosingRun, 1);
    }

    void aNewSessionForgetsTheOldOne()
    {
        Bench bench;
        bench.propose();
        bench.terminal.fake.restart();
        bench.link.poll();

        QCOMPARE(bench.queue().rowCount(), 0);
        QCOMPARE(bench.view->badge(), 0);
    }

    void hostileTextIsShownAndNeverObeyed()
    {
        auto session = test::aSession();
        Bench bench(session);
        bench.propose();
        auto shot = *bench.link.snapshot();
        shot.strategies = {{StrategyId{1}, "<b>\u202Eevil</b>:" + std::string(10'000, 'x'), true, false}};
        shot.instruments[0].instrument.symbol = "<i>\u202EACME</i>";
        bench.terminal.fake.show(shot);
        bench.link.poll();

        const Row& row = bench.queue().row(0);
        QVERIFY(row.strategy.size() < 200);
        QVERIFY(!row.strategy.contains(QChar(0x202E)) && !row.symbol.contains(QChar(0x202E)));
        QVERIFY(row.symbol.contains(QStringLiteral("<i>")));
        for (const auto* label : bench.view->findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void nothingThatTakesTheFocusIsWithoutAName()
    {
        Bench bench;
        bench.propose();
        for (const auto* widget : bench.view->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(bench.view.get())) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
        const auto index = bench.queue().index(0);
        QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Time left 03:00")));
    }
};

QTEST_MAIN(TestProposals)
#include "tst_proposals.moc"
