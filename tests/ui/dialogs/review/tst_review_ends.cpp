// needs: ui/dialogs/review ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets

#include "tests/ui/dialogs/review/review_bench.h"

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::review;
using namespace omni::test_review;

class TestReviewEnds : public QObject
{
    Q_OBJECT

private slots:
    // --- amending ------------------------------------------------------------------------------------------------

    void anAmendmentIsANewProposalThatIsReviewedAnew()
    {
        Desk desk;
        const ProposalId id = desk.open();
        const Lots before = desk.dialog->model().view().made.ticket.size;
        desk.press(Qt::Key_E);
        QCOMPARE(desk.step(), Step::Amending);
        auto* size = desk.dialog->findChild<SizeEdit*>();
        QVERIFY(!size->isReadOnly());
        QVERIFY(size->hasFocus() || !desk.dialog->isActiveWindow());

        size->setText(QString::number(before.count - 5));
        QTest::keyClick(size, Qt::Key_Return);
        desk.link.poll();

        const ProposalId now = desk.dialog->model().proposal();
        QVERIFY(now != id);
        QCOMPARE(desk.step(), Step::Reviewing);
        QCOMPARE(desk.dialog->model().view().made.replaces, id);
        QCOMPARE(desk.dialog->model().view().made.ticket.size.count, before.count - 5);
        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("two seconds"))); // the review restarts
        bool saysWas = false;
        for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
            saysWas = saysWas || label->text() == QStringLiteral("was %1").arg(before.count);
        }
        QVERIFY(saysWas);
        QVERIFY(desk.said().contains(QStringLiteral("for the original")));
        desk.wait(2'500);
        desk.tickAll();
        desk.approve();
        desk.link.poll();
        QCOMPARE(desk.step(), Step::Sent);
        QCOMPARE(desk.dialog->model().order()->ticket.size.count, before.count - 5);
    }

    // The headline is what would be sent: it may not say 19 above the value of 14.
    void theHeadlineFollowsTheOpenFields()
    {
        Desk desk;
        desk.open();
        const Lots before = desk.dialog->model().view().made.ticket.size;
        const auto headline = [&] {
            for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
                if (label->accessibleName() == QStringLiteral("What would be sent")) {
                    return label->text();
                }
            }
            return QString();
        };
        desk.press(Qt::Key_E);
        auto* size = desk.dialog->findChild<SizeEdit*>();
        QCOMPARE(size->selectedText(), size->text()); // what is typed takes its place
        QVERIFY2(headline().startsWith(QStringLiteral("Buy %1 ").arg(before.count)), qPrintable(headline()));

        QTest::keyClicks(size, QString::number(before.count - 5));

        QVERIFY2(headline().startsWith(QStringLiteral("Buy %1 ").arg(before.count - 5)), qPrintable(headline()));
        QVERIFY2(headline().endsWith(QStringLiteral("(was %1)").arg(before.count)), qPrintable(headline()));
        QVERIFY2(size->accessibleDescription().startsWith(QStringLiteral("= %1, was").arg(before.count - 5)),
                 qPrintable(size->accessibleDescription()));
        desk.press(Qt::Key_Escape);
        QVERIFY2(headline().startsWith(QStringLiteral("Buy %1 ").arg(before.count)), qPrintable(headline()));
    }

    // A refused amendment would take the proposal with it, so it does not leave the window.
    void anAmendmentThatTheDeskWouldRefuseIsNotSent()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_E);
        auto* size = desk.dialog->findChild<SizeEdit*>();

        size->setText(QStringLiteral("900"));
        QTest::keyClick(size, Qt::Key_Return);

        QCOMPARE(desk.terminal.sentCount<events::Amend>(), 0);
        QVERIFY2(desk.said().contains(QStringLiteral("position"), Qt::CaseInsensitive), qPrintable(desk.said()));
        desk.press(Qt::Key_Escape);
        QCOMPARE(desk.step(), Step::Reviewing);
    }

    void aStopOnTheWinningSideIsNotSent()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_E);
        auto* stop = desk.dialog->findChildren<PriceEdit*>().at(1);
        QCOMPARE(stop->accessibleName(), QStringLiteral("Stop loss"));

        stop->setText(QStringLiteral("105.00"));
        QTest::keyClick(stop, Qt::Key_Return);

        QCOMPARE(desk.terminal.sentCount<events::Amend>(), 0);
        QVERIFY(desk.said().contains(QStringLiteral("below the entry")));
    }

    void lettersTypedIntoAFieldDecideNothing()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_E);

        QTest::keyClicks(desk.dialog->findChild<SizeEdit*>(), QStringLiteral("RSJW"));

        QCOMPARE(desk.step(), Step::Amending);
        QCOMPARE(desk.terminal.sentCount<events::Decline>(), 0);
        QCOMPARE(desk.terminal.sentCount<events::Snooze>(), 0);
    }

    // --- the other ends ------------------------------------------------------------------------------------------

    void rejectsAndNotesTheReasonOnce()
    {
        Desk desk;
        const ProposalId id = desk.open();
        desk.press(Qt::Key_R);
        desk.link.poll();
        QCOMPARE(desk.step(), Step::Rejected);
        QVERIFY(desk.terminal.desk.state().waiting.isEmpty());

        auto* tap = desk.dialog->findChild<QPushButton*>(QStringLiteral("timing"));
        tap->click();
        tap->click();

        QCOMPARE(desk.terminal.sentCount<events::AddNote>(), 1);
        const auto& note = std::get<events::AddNote>(desk.terminal.fake.sent.back().what);
        QCOMPARE(note.proposal, id);
        QCOMPARE(QString::fromUtf8(note.text.view().data(), 6), QStringLiteral("timing"));
    }

    // What came back is looked at from the start: two seconds, its own digest.
    void bringsARejectedOneBackAndTheReviewBeginsAnew()
    {
        Desk desk;
        const ProposalId id = desk.open();
        desk.press(Qt::Key_B); // it waits: there is nothing to bring back
        desk.press(Qt::Key_R);
        desk.link.poll();
        QCOMPARE(desk.step(), Step::Rejected);
        desk.wait(1'000);
        QVERIFY(desk.button(QStringLiteral("Bring back"))->isVisible());
        desk.press(Qt::Key_B);
        desk.press(Qt::Key_B);
        desk.link.poll();
        desk.link.poll();

        QCOMPARE(desk.terminal.sentCount<events::BringBack>(), 1);
        QCOMPARE(desk.step(), Step::Reviewing);
        QVERIFY(desk.dialog->model().proposal() != id);
        QVERIFY(!desk.dialog->model().original()); // nobody has changed it
        QVERIFY(!desk.dialog->model().canApprove()); // two seconds of looking at it
        desk.wait(2'500);
        desk.tickAll();
        desk.approve();
        desk.link.poll();
        QCOMPARE(desk.step(), Step::Sent);
    }

    void afterFiveSecondsARejectionIsFinal()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_R);
        desk.link.poll();
        desk.wait(5'000);
        QVERIFY(!desk.button(QStringLiteral("Bring back"))->isVisible());
        desk.press(Qt::Key_B);
        QCOMPARE(desk.terminal.sentCount<events::BringBack>(), 0);
        QCOMPARE(desk.step(), Step::Rejected);
    }

    void snoozingClosesTheReview()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_S);
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Snoozed);
        QVERIFY(!desk.dialog->isVisible());
        QCOMPARE(desk.terminal.desk.state().waiting.size(), std::size_t{1});
    }

    void escapeLeavesTheProposalWaiting()
    {
        Desk desk;
        desk.open();
        desk.press(Qt::Key_Escape);

        QVERIFY(!desk.dialog->isVisible());
        QVERIFY(desk.terminal.fake.sent.empty());
        QCOMPARE(desk.terminal.desk.state().waiting.size(), std::size_t{1});
    }

    void expiresDuringTheReview()
    {
        Desk desk;
        desk.open();
        desk.pass(seconds(180));

        QCOMPARE(desk.step(), Step::Expired);
        QCOMPARE(desk.said(), QStringLiteral("Expired after review. It was not sent."));
        desk.approve();
        desk.press(Qt::Key_R);
        QVERIFY(desk.terminal.fake.sent.empty());
    }

    void theKillSwitchWithdrawsIt()
    {
        Desk desk;
        desk.open();
        desk.link.kill({}, risk::KillLevel::CancelEntries, QStringLiteral("enough"));
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Withdrawn);
        QVERIFY2(desk.said().contains(QStringLiteral("kill switch")), qPrintable(desk.said()));
        desk.approve();
        QVERIFY(desk.terminal.fake.sent.empty());
    }

    void aLatchThatTheDeskHasNotHeardOfYetBlocksAtOnce()
    {
        Desk desk;
        desk.open();
        desk.terminal.fake.levelShown = risk::KillLevel::Pause;

        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("kill switch")));
        desk.approve();
        QVERIFY(desk.terminal.fake.sent.empty());
    }

    void whatSomebodyElseDecidedIsTold()
    {
        Desk desk;
        const ProposalId id = desk.open();
        events::Command command;
        command.by = engine::script;
        command.stepUp = true;
        command.what = desk.terminal.desk.approvalOf(id);
        desk.terminal.tell(command);
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Sent);
        QVERIFY2(desk.said().startsWith(QStringLiteral("Decided by")), qPrintable(desk.said()));
    }

    void aRefusalAtSendingNamesTheRuleWithItsFigures()
    {
        Desk desk;
        desk.terminal.answersAtOnce = false;
        desk.open();
        desk.approve();
        desk.terminal.act([](test::TestDesk& d) {
            auto limits = d.engine.state().session.limits;
            limits.positionPerTrade = BasisPoints{1};
            d.command(events::SetLimits{limits});
        });
        desk.terminal.decide();
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Refused);
        QVERIFY(desk.dialog->model().refusal());
        QCOMPARE(desk.dialog->model().refusal()->rule, risk::Rule::PositionSize);
        QVERIFY2(desk.said().contains(QStringLiteral("10.0")), qPrintable(desk.said())); // 1 bp of 100,000
        desk.press(Qt::Key_Escape);
        QCOMPARE(desk.dialog->model().step(), Step::Reviewing);
    }

    void asksForTheSentenceWhereTheDeskDoes()
    {
        Desk desk;
        desk.terminal.answersAtOnce = false;
        desk.open();
        desk.approve();
        const auto sent = desk.terminal.fake.sent.back();
        Stamp stamp = desk.terminal.desk.stamp;
        ++stamp.seq.value;
        desk.terminal.fake.notice(stamp, events::Event(sent));
        desk.terminal.fake.notice(stamp, events::Fact(events::CommandDenied{events::Denial::StepUpMissing, sent.by}));
        desk.link.poll();
        QCOMPARE(desk.step(), Step::NeedsSentence);

        auto* bar = desk.dialog->findChild<StateBar*>();
        auto* field = bar->findChild<QLineEdit*>();
        field->setText(QStringLiteral("approve something"));
        QCOMPARE(desk.step(), Step::NeedsSentence);
        field->setText(bar->sentence());

        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 2);
        QVERIFY(desk.terminal.fake.sent.back().stepUp);
    }

    void saysWhenNoSessionTakesIt()
    {
        Desk desk;
        desk.open();
        desk.terminal.fake.takesCommands = false;
        desk.approve();

        QCOMPARE(desk.step(), Step::Refused);
        QVERIFY(desk.said().startsWith(QStringLiteral("Nothing was sent")));
    }

    // --- against rubber-stamping -----------------------------------------------------------------------------------

    void fiveQuickApprovalsHideTheNextVerdict()
    {
        Desk desk;
        auto& model = const_cast<ReviewModel&>(desk.dialog->model());
        desk.terminal.answersAtOnce = false; // the rule counts presses, not orders
        const ProposalId id = desk.terminal.act([](test::TestDesk& d) { return d.proposeAgainstItself(); });
        desk.link.poll();
        for (int i = 0; i < 5; ++i) {
            desk.dialog->review(id);
            desk.wait(2'500);
            desk.tickAll();
            QVERIFY2(!model.isVerdictHidden(), qPrintable(QString::number(i)));
            QVERIFY(model.approve());
        }
        desk.dialog->review(id);
        desk.wait(3'000);
        desk.tickAll();
        QVERIFY(model.isVerdictHidden());
        QVERIFY(has(desk.dialog->missingWords(), QStringLiteral("reasons")));
        QVERIFY(!model.approve());
        for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
            QVERIFY2(!label->text().startsWith(QStringLiteral("Buy ")), qPrintable(label->text()));
            QVERIFY2(!label->text().contains(QStringLiteral("they sum to")), qPrintable(label->text()));
        }

        model.sawReasons();
        QVERIFY(model.isVerdictHidden());
        model.sawWhatIf();
        QVERIFY(!model.isVerdictHidden());
        QVERIFY(model.approve());
    }

    void fiveSecondsUncoverTheVerdict()
    {
        ReviewPace pace;
        for (int i = 0; i < 4; ++i) {
            pace.approved(3'999);
            QVERIFY(!pace.hidesVerdict());
        }
        pace.approved(3'999);
        QVERIFY(pace.hidesVerdict());
        pace.approved(4'000); // one slow approval ends the row
        QVERIFY(!pace.hidesVerdict());
    }

    // --- reasons -------------------------------------------------------------------------------------------------

    void reasonsSumToTheScoreShown()
    {
        Desk desk;
        desk.open();
        const auto& shown = desk.dialog->findChild<Waterfall*>()->reasons();
        double sum = shown.base;
        for (const ReasonRow& row : shown.rows) {
            sum += row.contribution;
        }
        QVERIFY(!shown.rows.empty());
        QCOMPARE(sum, shown.score);
        QCOMPARE(shown.score, desk.dialog->model().view().made.proposal.score);
    }

    // --- words and access ------------------------------------------------------------------------------------------

    void nothingThatTakesTheFocusIsWithoutAName()
    {
        Desk desk;
        desk.open();
        for (const auto* widget : desk.dialog->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(desk.dialog.get())) {
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            }
        }
    }

    void approveAndRejectStandApart()
    {
        Desk desk;
        desk.open();
        const auto* approve = desk.button(QStringLiteral("Approve, send demo order"));
        const auto* reject = desk.button(QStringLiteral("Reject"));
        const int from = reject->mapTo(desk.dialog.get(), QPoint(reject->width(), 0)).x();
        const int to = approve->mapTo(desk.dialog.get(), QPoint()).x();

        QVERIFY(to - from >= 200);
        desk.dialog->resize(desk.dialog->minimumSize());
        const int closest = approve->mapTo(desk.dialog.get(), QPoint()).x()
            - reject->mapTo(desk.dialog.get(), QPoint(reject->width(), 0)).x();
        QVERIFY(closest >= 200);
        QVERIFY(approve->height() >= 34 && reject->height() >= 34);
    }

    void hostileTextIsShownAndNeverObeyed()
    {
        auto session = test::aSession();
        session.accountName = "<b>x</b>\u202Eevil\n" + std::string(10'000, 'a');
        Desk desk(session);
        desk.open();
        for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
            if (!label->pixmap().isNull()) {
                continue;
            }
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text().left(60)));
            QVERIFY(!label->text().contains(QChar(0x202E)));
            QVERIFY(label->text().size() < 1'000);
        }
        QVERIFY(desk.dialog->minimumSizeHint().width() < 3'000);
    }

    void theNextProposalIsOneKeyAway()
    {
        Desk desk;
        desk.open();
        QVERIFY(!desk.button(QStringLiteral("Next"))->isActive());
        desk.press(Qt::Key_J); // there is none
        QCOMPARE(desk.step(), Step::Reviewing);
    }

    void anotherSessionEndsTheReview()
    {
        Desk desk;
        desk.open();
        desk.terminal.fake.restart();
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Withdrawn);
        desk.approve();
        QVERIFY(desk.terminal.fake.sent.empty());
    }
};

QTEST_MAIN(TestReviewEnds)
#include "tst_review_ends.moc"
