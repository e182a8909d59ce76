// needs: ui/dialogs/review ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets

#include "core/desk/views/standing.h"
#include "tests/ui/dialogs/review/review_bench.h"

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::review;
using namespace omni::test_review;

class TestReview : public QObject
{
    Q_OBJECT

private slots:
    void showsTheProposalOfTheEngine()
    {
        Desk desk;
        const ProposalId id = desk.open();
        const auto& made = desk.terminal.desk.state().waiting.find(id)->made;

        QCOMPARE(desk.step(), Step::Reviewing);
        QCOMPARE(desk.dialog->model().view().made.digest, made.digest);
        bool isShown = false;
        for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
            isShown = isShown || label->text() == QStringLiteral("Buy %1 ACME at market").arg(made.ticket.size.count);
        }
        QVERIFY(isShown);
    }

    // --- approving -----------------------------------------------------------------------------------------------

    void approvesExactlyWhatIsShownWithWhatWasSeen()
    {
        Desk desk;
        const ProposalId id = desk.open();
        const auto made = desk.terminal.desk.state().waiting.find(id)->made;
        QVERIFY2(desk.dialog->missingWords().isEmpty(), qPrintable(desk.dialog->missingWords().join(u'\n')));

        desk.approve();

        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
        const auto& sent = std::get<events::Approve>(desk.terminal.fake.sent.back().what);
        const auto& risk = desk.link.desk().risk.instruments[made.ticket.instrument.value - 1];
        QCOMPARE(sent.digest,
                 views::signedDigest(made.digest, views::standingDigest(risk.position, risk.open, risk.external)));
        QCOMPARE(sent.size, made.ticket.size);
        QCOMPARE(sent.seen.bid.count, std::int64_t{9'999});
        QCOMPARE(sent.seen.ask.count, std::int64_t{10'001});
        QVERIFY(sent.seen.lossAtStop.e8 > 0);
        QCOMPARE(sent.seen.at, desk.link.desk().at.wall);
        QCOMPARE(desk.step(), Step::Approving);
        QCOMPARE(desk.said(), QStringLiteral("Checking and sending…"));

        desk.link.poll();
        QCOMPARE(desk.step(), Step::Sent);
        QVERIFY(desk.dialog->model().order().has_value());
        QCOMPARE(desk.terminal.desk.sent().size(), std::size_t{1});
    }

    /// Who has looked has looked at another effect: he looks again, and ticks again.
    void anOrderBesideTheReviewBeginsItAnew()
    {
        Desk desk;
        desk.open();
        QVERIFY(desk.dialog->missingWords().isEmpty());

        desk.terminal.act([](test::TestDesk& d) { return d.place(Side::Buy, 1, 9'900); });
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Reviewing);
        QVERIFY(!desk.dialog->missingWords().isEmpty());
        QVERIFY2(desk.said().contains("changed while you looked"), qPrintable(desk.said()));
        for (const risk::Rule rule : desk.warnings()) {
            QVERIFY(!desk.dialog->model().isTicked(rule));
        }
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);
    }

    void followsTheOrderUntilItHasFilled()
    {
        Desk desk;
        desk.open();
        desk.approve();
        desk.link.poll();
        const auto ticket = desk.dialog->model().order()->ticket;

        events::OrderReport report;
        report.order = ticket.id;
        report.account = AccountId{1};
        report.kind = orders::OrderEventKind::Accepted;
        report.venueTime = desk.terminal.desk.stamp.wall;
        desk.terminal.tell(report);
        desk.link.poll();
        QCOMPARE(desk.dialog->model().order()->state, orders::OrderState::Working);

        desk.terminal.tell(desk.terminal.desk.fillOf(ticket.id, 1, 10'000));
        desk.link.poll();
        QCOMPARE(desk.dialog->model().order()->filled.count, std::int64_t{1});
        QCOMPARE(desk.dialog->model().order()->state, orders::OrderState::Working);

        desk.terminal.tell(desk.terminal.desk.fillOf(ticket.id, ticket.size.count - 1, 10'000));
        desk.link.poll();
        QCOMPARE(desk.dialog->model().order()->state, orders::OrderState::Filled);
        QVERIFY(desk.said().contains(QStringLiteral("Filled")));
        QSignalSpy asked(desk.dialog.get(), &ReviewDialog::orderAsked);
        for (auto* button : desk.dialog->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QStringLiteral("Show the order")) {
                button->click();
            }
        }
        QCOMPARE(asked.size(), 1);
    }

    void fiftyPressesInOneSecondMakeOneCommand()
    {
        Desk desk;
        desk.terminal.answersAtOnce = false;
        desk.open();
        auto* button = desk.button(QStringLiteral("Approve, send demo order"));
        QVERIFY(button && button->isActive());

        for (int i = 0; i < 50; ++i) {
            button->click();
            desk.wait(20);
            desk.link.poll();
        }
        desk.terminal.decide();
        desk.link.poll();
        for (int i = 0; i < 50; ++i) {
            button->click();
        }

        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
        QCOMPARE(desk.terminal.desk.state().counters.orders, std::uint64_t{1});
    }

    void aHeldKeyDoesNothing()
    {
        Desk desk;
        const ProposalId id = desk.propose();
        desk.dialog->review(id);
        QTest::keyPress(desk.dialog.get(), Qt::Key_R); // held since before the window heard anything
        for (int i = 0; i < 50; ++i) {
            desk.wait(50);
            QTest::keyPress(desk.dialog.get(), Qt::Key_R);
        }
        QCOMPARE(desk.terminal.sentCount<events::Decline>(), 0);

        QTest::keyRelease(desk.dialog.get(), Qt::Key_R);
        desk.press(Qt::Key_R);
        QCOMPARE(desk.terminal.sentCount<events::Decline>(), 1);
    }

    void isDeafInItsFirstMoment()
    {
        Desk desk;
        desk.open(299);

        desk.press(Qt::Key_R);
        desk.button(QStringLiteral("Reject"))->click();
        QCOMPARE(desk.terminal.sentCount<events::Decline>(), 0);

        desk.wait(1);
        desk.button(QStringLiteral("Reject"))->click();
        QCOMPARE(desk.terminal.sentCount<events::Decline>(), 1);
    }

    void approvesOnlyAfterTwoSecondsOfLooking()
    {
        Desk desk;
        desk.open(1'999);
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);
        auto* button = desk.button(QStringLiteral("Approve, send demo order"));
        QVERIFY(button->accessibleDescription().contains(QStringLiteral("two seconds")));
        QVERIFY(button->toolTip().contains(QStringLiteral("two seconds")));

        desk.wait(1);
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
    }

    void everyWarningMustBeTicked()
    {
        auto session = test::aSession();
        session.limits.openOrders = 1; // the first open order is all there may be: near its limit
        Desk desk(session);
        desk.dialog->review(desk.propose());
        desk.wait(3'000);
        const auto rules = desk.warnings();
        QVERIFY(!rules.empty());
        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("the tick for the warning")));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);

        for (std::size_t i = 0; i < rules.size(); ++i) {
            desk.press(Qt::Key_W);
        }

        QVERIFY2(desk.dialog->missingWords().isEmpty(), qPrintable(desk.dialog->missingWords().join(u'\n')));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
    }

    void aFailingCheckIsNamedAndBlocks()
    {
        Desk desk;
        desk.open();
        desk.terminal.act([](test::TestDesk& d) { // somebody tightens the limit meanwhile
            auto limits = d.engine.state().session.limits;
            limits.positionPerTrade = BasisPoints{1};
            d.command(events::SetLimits{limits});
        });
        desk.link.poll();

        QVERIFY2(has(desk.dialog->missingWords(), QStringLiteral("Position size")),
                 qPrintable(desk.dialog->missingWords().join(u'\n')));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);
    }

    void aStaleQuoteBlocks()
    {
        Desk desk;
        desk.open();
        desk.pass(seconds(3)); // two are allowed

        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("a fresh quote, the last is")));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);
    }

    void theLastThreeSecondsBlock()
    {
        Desk desk;
        desk.open();
        const Duration left = desk.dialog->model().view().left;
        desk.pass(left - seconds(3));
        desk.quote(9'999, 10'001);

        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("more than 3 s")));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);
    }

    // --- drift ---------------------------------------------------------------------------------------------------

    // 0.25 % of 100.00 is a quarter: the mid at 100.25 is inside, at 100.26 it is not.
    void aPriceOutsideTheBandBlocksUntilItReturns()
    {
        Desk desk;
        desk.open();
        desk.quote(10'024, 10'026);
        QCOMPARE(desk.step(), Step::Reviewing);

        desk.quote(10'026, 10'028);
        QCOMPARE(desk.step(), Step::Drifted);
        QVERIFY(desk.said().startsWith(QStringLiteral("Price moved +0.27%")));
        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("inside the band")));
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 0);

        desk.quote(9'999, 10'001);
        QCOMPARE(desk.step(), Step::Reviewing);
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
    }

    void aDriftBetweenThePressAndTheDeskSendsNothing()
    {
        Desk desk;
        desk.terminal.answersAtOnce = false;
        desk.open();
        desk.approve();
        desk.quote(10'100, 10'102);
        desk.terminal.decide();
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Drifted);
        QCOMPARE(desk.terminal.desk.state().counters.orders, std::uint64_t{0});
    }
};

QTEST_MAIN(TestReview)
#include "tst_review.moc"
