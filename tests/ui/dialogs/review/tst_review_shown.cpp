// needs: ui/dialogs/review ui/charts ui/widgets ui/style desk/engine tests/support/fake_terminal Qt6::Widgets

#include "tests/ui/dialogs/review/review_bench.h"

#include "ui/charts/mini_chart.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/expiry_bar.h"
#include "ui/widgets/proposal_words.h"

#include <QToolButton>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::review;
using namespace omni::test_review;

namespace {

bool shows(const Desk& desk, const QString& text)
{
    for (const auto* label : desk.dialog->findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text)) {
            return true;
        }
    }
    return false;
}

QPushButton* plainButton(const Desk& desk, const QString& name)
{
    for (auto* one : desk.dialog->findChildren<QPushButton*>()) {
        if (one->accessibleName() == name) {
            return one;
        }
    }
    return nullptr;
}

} // namespace

class TestReviewShown : public QObject
{
    Q_OBJECT

private slots:
    void theLossIsToldWithTheFeesOfTheVenue()
    {
        Desk desk;
        desk.terminal.desk.engine.showFees(orders::FeeSchedule{.makerE8 = 100'000, .takerE8 = 100'000});
        desk.open();
        const auto& assessment = *desk.dialog->model().assessment();

        QVERIFY(assessment.lossWithFees);
        QVERIFY(
            shows(desk,
                  QStringLiteral("A fill at the stop loses %1 USD, with fees %2.")
                      .arg(desk.formats.money(assessment.lossAtStop), desk.formats.money(assessment.lossWithFees))));
        QVERIFY(shows(desk, QStringLiteral("out at the stop USD. Slippage is not in it.")));
    }

    void aProposalThatItsOwnReasonsWeighAgainstSaysSo()
    {
        Desk desk;
        desk.open();
        QVERIFY(!shows(desk, QStringLiteral("weigh more against it")));
        const ProposalId id = desk.terminal.act([](test::TestDesk& d) { return d.proposeAgainstItself(); });
        desk.link.poll();

        desk.dialog->review(id);

        const ReasonsShown reasons = reasonsOf(desk.dialog->model().view().made.proposal, desk.formats);
        QVERIFY(reasons.score < 0);
        QVERIFY(shows(desk, QStringLiteral("weigh more against it than for it: they sum to ") + reasons.scoreText));
    }

    void aMarketOrderIsNotDrawnAsALimit()
    {
        Desk desk;
        desk.open(); // at market
        const auto* chart = desk.dialog->findChild<MiniChart*>();
        QVERIFY(!chart->lines().isLimit);
        QVERIFY(chart->lines().entry.has_value());

        desk.press(Qt::Key_E);
        desk.dialog->findChildren<PriceEdit*>().front()->setText(QStringLiteral("99.90"));
        QTest::keyClick(desk.dialog->findChildren<PriceEdit*>().front(), Qt::Key_Return);
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Reviewing);
        QVERIFY(chart->lines().isLimit);
        QCOMPARE(chart->lines().entry->count, std::int64_t{9'990});
    }

    void whatIsDecidedExpiresNoMore()
    {
        Desk desk;
        desk.open();
        QVERIFY(shows(desk, QStringLiteral("Expires in")));
        QVERIFY(desk.dialog->findChild<ExpiryBar*>()->isVisible());

        desk.approve();
        desk.link.poll();

        QCOMPARE(desk.step(), Step::Sent);
        QVERIFY(!shows(desk, QStringLiteral("Expires in")));
        QVERIFY(!shows(desk, QStringLiteral("then discarded")));
        QVERIFY(!desk.dialog->findChild<ExpiryBar*>()->isVisible());
    }

    void whatHasPassedIsListedWhereThereIsRoomAndStaysAsAHandHasPutIt()
    {
        Desk desk;
        desk.dialog->resize(1'320, 1'600);
        desk.open();
        desk.dialog->resize(1'320, 1'600);
        QCoreApplication::processEvents();
        const auto lists = desk.dialog->findChildren<CheckList*>();
        QVERIFY(std::all_of(lists.begin(), lists.end(),
                            [](const CheckList* list) { return list->isVisible() || list->checks().empty(); }));

        plainButton(desk, QStringLiteral("%1 passed").arg(lists.back()->checks().size()))->click();
        desk.dialog->resize(1'320, 1'500);
        QCoreApplication::processEvents();
        QVERIFY(!lists.back()->isVisible());
    }

    // 1320 x 890 is what the dialog has on a screen of 1600 x 1000.
    void allChecksAreSeenWithoutScrollingAtTheUsualSize()
    {
        Desk desk;
        desk.open();
        desk.dialog->resize(1'320, 890);
        QCoreApplication::processEvents();
        std::size_t seen = 0;
        for (const CheckList* list : desk.dialog->findChildren<CheckList*>()) {
            QVERIFY(list->isVisible() || list->checks().empty());
            QCOMPARE(list->visibleRegion().boundingRect().height(), list->isVisible() ? list->height() : 0);
            seen += list->checks().size();
        }
        QVERIFY2(seen >= 20, qPrintable(QString::number(seen)));
    }

    void whatHasPassedIsFoldedWhereThereIsNoneAndOpensByHand()
    {
        Desk desk;
        desk.open();
        desk.dialog->resize(1'100, 560);
        QCoreApplication::processEvents();
        const auto lists = desk.dialog->findChildren<CheckList*>();
        QCOMPARE(lists.size(), 2);
        std::size_t passed = 0;
        for (const CheckList* list : lists) {
            const auto& checks = list->checks();
            const bool isAllPassed = std::all_of(checks.begin(), checks.end(),
                                                 [](const CheckRow& row) { return row.verdict == Verdict::Passed; });
            if (isAllPassed && !checks.empty()) {
                QVERIFY(!list->isVisible());
                passed = checks.size();
            } else {
                QCOMPARE(list->isVisible(), !checks.empty()); // what needs a look is never folded
            }
        }
        QVERIFY(passed > 5);

        plainButton(desk, QStringLiteral("%1 passed").arg(passed))->click();

        QVERIFY(std::any_of(lists.begin(), lists.end(), [&](const CheckList* list) {
            return list->isVisible() && list->checks().size() == passed;
        }));
    }

    void theWarningHasItsKeyBesideIt()
    {
        auto session = test::aSession();
        session.limits.openOrders = 1;
        Desk desk(session);
        desk.dialog->review(desk.propose());
        desk.wait(3'000);
        QVERIFY(!desk.warnings().empty());

        QCoreApplication::processEvents();
        int keys = 0;
        for (const auto* key : desk.dialog->findChildren<KeyHint*>()) {
            keys += key->isVisible() ? 1 : 0;
        }
        QCOMPARE(keys, static_cast<int>(desk.warnings().size()));
        for (const auto* box : desk.dialog->findChildren<QCheckBox*>()) {
            QVERIFY(box->text().startsWith(QStringLiteral("I have seen: ")));
            QVERIFY(!box->text().contains(u'['));
        }
    }

    void amendingIsOfferedBesideTheFields()
    {
        Desk desk;
        desk.open();
        auto* amend = desk.button(QStringLiteral("Amend fields"));
        QVERIFY(amend != nullptr && amend->isVisible());

        amend->click();

        QCOMPARE(desk.step(), Step::Amending);
        QVERIFY(!amend->isVisible());
    }

    void theCrossLeavesTheProposalWaiting()
    {
        Desk desk;
        desk.open();
        QVERIFY(desk.dialog->windowFlags().testFlag(Qt::FramelessWindowHint));
        for (auto* button : desk.dialog->findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Close the review")) {
                button->click();
            }
        }

        QVERIFY(!desk.dialog->isVisible());
        QVERIFY(desk.terminal.fake.sent.empty());
        QCOMPARE(desk.terminal.desk.state().waiting.size(), std::size_t{1});
    }

    void anotherLanguageOrScaleKeepsWhatWasSeenAndTicked()
    {
        auto session = test::aSession();
        session.limits.openOrders = 1;
        Desk desk(session);
        const ProposalId id = desk.open();
        QVERIFY(desk.dialog->missingWords().isEmpty());
        const int before = desk.button(QStringLiteral("Reject"))->sizeHint().height();

        desk.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 150);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(desk.dialog.get(), &language);

        QCOMPARE(desk.dialog->model().proposal(), id);
        QVERIFY2(desk.dialog->missingWords().isEmpty(), qPrintable(desk.dialog->missingWords().join(u'\n')));
        QVERIFY(desk.button(QStringLiteral("Reject"))->sizeHint().height() > before);
        QCOMPARE(desk.dialog->findChildren<MiniChart*>().size(), 1);
        desk.approve();
        QCOMPARE(desk.terminal.sentCount<events::Approve>(), 1);
    }
};

QTEST_MAIN(TestReviewShown)
#include "tst_review_shown.moc"
