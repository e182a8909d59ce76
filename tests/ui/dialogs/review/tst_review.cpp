// needs: ui/dialogs/review ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets

#include "core/desk/views/assessment.h"
#include "tests/support/engine_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/review/state_bar.h"
#include "ui/style/theme.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/reason_bars.h"
#include "ui/widgets/waterfall.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::review;
using omni::testing::EngineTerminal;

namespace {

/// A real engine, a proposal that waits, its review open on a clock of the test's own.
struct Desk {
    explicit Desk(events::SessionStarted session = test::aSession())
        : terminal(test::TestDesk::armed(session))
        , link(terminal)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        dialog = std::make_unique<ReviewDialog>(link, theme, formats, nullptr, [this] { return ms; });
    }
    ProposalId propose()
    {
        const ProposalId id = terminal.act([](test::TestDesk& d) { return d.proposeBuy(); });
        link.poll();
        return id;
    }
    /// The review of a new proposal, open for `afterMs`.
    ProposalId open(std::int64_t afterMs = 2'500)
    {
        const ProposalId id = propose();
        dialog->review(id);
        wait(afterMs);
        tickAll();
        return id;
    }
    void wait(std::int64_t more)
    {
        ms += more;
        dialog->refresh();
    }
    void tickAll()
    {
        for (std::size_t i = 0; i < warnings().size(); ++i) {
            press(Qt::Key_W);
        }
    }
    std::vector<risk::Rule> warnings() const
    {
        return dialog->model().warnings();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(dialog.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void approve()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    void quote(std::int64_t bid, std::int64_t ask)
    {
        terminal.act([&](test::TestDesk& d) { d.quote(bid, ask); });
        link.poll();
    }
    void pass(Duration span)
    {
        terminal.act([&](test::TestDesk& d) {
            d.pass(span);
            d.apply(events::TimerFired{});
        });
        link.poll();
    }
    Step step() const
    {
        return dialog->model().step();
    }
    DecisionButton* button(const QString& words) const
    {
        for (auto* one : dialog->findChildren<DecisionButton*>()) {
            if (one->accessibleName() == words) {
                return one;
            }
        }
        return nullptr;
    }
    QString said() const
    {
        return dialog->findChild<StateBar*>()->text();
    }

    std::int64_t ms = 0;
    EngineTerminal terminal;
    EngineLink link;
    Theme theme;
    Formats formats;
    std::unique_ptr<ReviewDialog> dialog;
};

bool has(const QStringList& words, const QString& part)
{
    return std::any_of(words.begin(), words.end(), [&](const QString& line) { return line.contains(part); });
}

} // namespace

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
        QCOMPARE(sent.digest, made.digest);
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
        const ProposalId id = desk.propose();
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

QTEST_MAIN(TestReview)
#include "tst_review.moc"
