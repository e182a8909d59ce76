// needs: ui/widgets ui/style Qt6::Widgets

#include "core/desk/views/assessment.h"
#include "ui/style/theme.h"
#include "ui/widgets/assessment_words.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/drift_guard.h"
#include "ui/widgets/expiry_bar.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/press_guard.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/reason_bars.h"
#include "ui/widgets/track_record.h"
#include "ui/widgets/waterfall.h"
#include "ui/widgets/what_if_bars.h"

#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <random>

using namespace omni;
using namespace omni::ui;
using namespace std::string_view_literals;

namespace {

strategy::Proposal aProposal(double fast, double slow)
{
    strategy::Proposal proposal;
    proposal.because("sma_fast_above_slow", fast, fast);
    proposal.because("sma_slow_rises", slow, slow);
    return proposal;
}

WhatIfRow aRow(double now, double after, double limit)
{
    WhatIfRow row;
    row.label = QStringLiteral("Gross exposure");
    row.now = now;
    row.after = after;
    row.limit = limit;
    row.nowText = QString::number(now);
    row.afterText = QString::number(after);
    row.limitText = QString::number(limit);
    return row;
}

} // namespace

class TestProposalWidgets : public QObject
{
    Q_OBJECT

private slots:
    void oneInputChangedMovesItsBarAndTheScore()
    {
        const Theme theme;
        const Formats formats;
        ReasonBars bars(theme);
        bars.resize(400, bars.sizeHint().height());
        bars.setReasons(reasonsOf(aProposal(12, -4), formats));
        const QRectF first = bars.barOf(0);
        const QRectF second = bars.barOf(1);
        QVERIFY(first.width() > 0 && second.right() <= first.left() + 1); // for to the right, against to the left
        QCOMPARE(bars.reasons().scoreText, QStringLiteral("+8.00"));

        bars.setReasons(reasonsOf(aProposal(12, -8), formats));

        QCOMPARE(bars.barOf(0), first);
        QCOMPARE(bars.barOf(1).width(), 2 * second.width());
        QCOMPARE(bars.reasons().scoreText, QStringLiteral("+4.00"));
    }

    void stepsOfTheWaterfallMeetAndEndAtTheScore()
    {
        std::mt19937_64 random{20'241'125};
        std::uniform_real_distribution<double> draw(-50, 50);
        const Theme theme;
        const Formats formats;
        Waterfall steps(theme);
        for (int round = 0; round < 2'000; ++round) {
            strategy::Proposal proposal;
            for (std::size_t i = 0; i < 1 + static_cast<std::size_t>(round) % strategy::mostReasons; ++i) {
                const double value = draw(random);
                proposal.because("sma_fast_rises", value, value);
            }
            steps.setReasons(reasonsOf(proposal, formats));
            steps.resize(500, steps.sizeHint().height());

            QVERIFY(std::fabs(steps.reasons().score - proposal.score) < 1e-9);
            const auto& rows = steps.reasons().rows;
            for (int i = 1; i < static_cast<int>(rows.size()); ++i) {
                const QRectF before = steps.stepOf(i - 1);
                const QRectF here = steps.stepOf(i);
                const double end
                    = rows[static_cast<std::size_t>(i - 1)].contribution >= 0 ? before.right() : before.left();
                const double start = rows[static_cast<std::size_t>(i)].contribution >= 0 ? here.left() : here.right();
                QVERIFY(std::fabs(end - start) < 0.01);
            }
        }
    }

    void aProposalWithoutReasonsHasTheScoreOfItsBase()
    {
        const ReasonsShown shown = reasonsOf({}, Formats());
        QVERIFY(shown.rows.empty());
        QCOMPARE(shown.score, 0.0);
    }

    void whatIsNotANumberAddsNothing()
    {
        strategy::Proposal proposal;
        proposal.because("sma_fast_rises", std::nan(""), std::nan(""));
        QCOMPARE(reasonsOf(proposal, Formats()).score, 0.0);
    }

    void sentencesSayWhatSpeaksForAndAgainst()
    {
        const PlainReasons plain = plainReasons(aProposal(12.34, -4), Formats());
        QCOMPARE(plain.supporting, QStringList(QStringLiteral("The fast mean is 12.3 bp above the slow one.")));
        QCOMPARE(plain.opposing.size(), 1);
        QVERIFY(plain.opposing.front().startsWith(QStringLiteral("The slow mean fell 4.0 bp")));
    }

    void reasonsThatSumToLessThanNothingAreSaidInWords()
    {
        const Formats formats;
        const QString words = againstItself(reasonsOf(aProposal(3.57, -4), formats));
        QVERIFY2(words.contains(QStringLiteral("−0.43")), qPrintable(words));

        QVERIFY(againstItself(reasonsOf(aProposal(12, -4), formats)).isEmpty());
        QVERIFY(againstItself(reasonsOf(aProposal(4, -4), formats)).isEmpty());
        QVERIFY(againstItself(reasonsOf(aProposal(3.9951, -4), formats)).isEmpty()); // it is shown as 0.00
        QVERIFY(againstItself({}).isEmpty()); // without reasons nothing speaks against it
    }

    void anUnknownReasonKeepsItsOwnWords()
    {
        strategy::Proposal proposal;
        proposal.because("<b>moon_phase</b>", 0.5, 1);
        QCOMPARE(reasonsOf(proposal, Formats()).rows.front().label, QStringLiteral("<b>moon phase</b>"));
    }

    void aWhatIfRowIsReadAsASentence()
    {
        const Theme theme;
        WhatIfBars bars(theme);
        WhatIfRow row = aRow(35.7, 40.1, 80);
        row.verdict = Verdict::Passed;

        bars.setRows({row});

        QCOMPARE(bars.accessibleDescription(),
                 QStringLiteral("Gross exposure: now 35.7, after 40.1, limit 80, passed"));
    }

    void aRowWithoutALimitHasNoBar()
    {
        const Theme theme;
        WhatIfBars bars(theme);
        WhatIfRow free = aRow(0.2, 0.4, 0);
        free.limit.reset();
        free.limitText.clear();
        bars.resize(400, 200);

        bars.setRows({aRow(35.7, 40.1, 80), free});

        QVERIFY(bars.barOf(0).width() >= 40);
        QVERIFY(bars.barOf(1).isEmpty());
    }

    void figuresHaveTheirRoomAndTheBarGivesWay()
    {
        const Theme theme;
        WhatIfBars bars(theme);
        WhatIfRow leverage = aRow(0.3579, 0.4012, 1);
        leverage.nowText = QStringLiteral("12.36 ×");
        leverage.afterText = QStringLiteral("12.40 ×");
        leverage.limitText = QStringLiteral("20.00 ×");
        for (const int width : {320, 400, 520}) {
            bars.resize(width, 200);
            bars.setRows({aRow(35.7, 40.1, 80), leverage});
            const QFontMetricsF metrics(theme.font(TextSize::Body));

            QVERIFY(bars.figuresOf(1).width()
                    >= metrics.horizontalAdvance(QStringLiteral("12.36 → 12.40 × of 20.00 ×")));
            QVERIFY(bars.barOf(1).right() < bars.figuresOf(1).left());
            QCOMPARE(bars.barOf(0).left(), bars.barOf(1).left()); // the limit stands at one place in all rows
            QCOMPARE(bars.barOf(0).width(), bars.barOf(1).width());
        }
    }

    void theWordsOfAReasonAreNotCutInThePane()
    {
        const Theme theme;
        const Formats formats;
        ReasonBars bars(theme);
        bars.resize(400, 100); // of a pane of 424
        bars.setReasons(reasonsOf(aProposal(12, -4), formats));
        const QFontMetricsF metrics(theme.font(TextSize::Body));

        for (int i = 0; i < 2; ++i) {
            const QString& label = bars.reasons().rows[static_cast<std::size_t>(i)].label;
            QVERIFY2(bars.labelOf(i).width() >= metrics.horizontalAdvance(label), qPrintable(label));
            QVERIFY(bars.labelOf(i).right() < bars.barOf(i).left());
        }
    }

    void checksThatWouldBeCutStandInOneColumn()
    {
        const Theme theme;
        CheckList list(theme, 2);
        CheckRow quote;
        quote.label = QStringLiteral("Quote age");
        quote.figure = QStringLiteral("0.2 s");
        quote.limit = QStringLiteral("of 2.0 s");
        CheckRow size = quote;
        size.label = QStringLiteral("Position size");
        size.figure = QStringLiteral("1,962.41");
        size.limit = QStringLiteral("of 2,000.00");
        list.resize(400, 100);
        list.show();

        const auto lines = [&list] { return list.sizeHint().height() / 20; };
        list.setChecks({quote, quote});
        QCOMPARE(lines(), 1);
        list.setChecks({quote, size});
        QCOMPARE(lines(), 2);
        list.setChecks({quote, size, quote, quote, quote}); // in order: a long one between keeps its line
        QCOMPARE(lines(), 4);
        QCOMPARE(list.heightForWidth(600), 3 * 20);
        list.resize(600, 100);
        QCOMPARE(lines(), 3);
    }

    void theLossIsASentenceWithItsFees()
    {
        const Formats formats;
        views::Assessment assessment;
        QCOMPARE(lossSentence(assessment, QStringLiteral("USD"), formats), QStringLiteral("There is no stop."));
        QCOMPARE(feesText(assessment, formats), QStringLiteral("–"));

        assessment.lossAtStop = Money{63'000'000};
        QCOMPARE(lossSentence(assessment, QStringLiteral("USD"), formats),
                 QStringLiteral("A fill at the stop loses 0.63 USD; fees come on top and are not known."));

        assessment.entryFee = Money{186'500'000};
        assessment.exitFee = Money{185'500'000};
        assessment.lossWithFees = Money{435'000'000};
        QCOMPARE(lossSentence(assessment, QStringLiteral("USD"), formats),
                 QStringLiteral("A fill at the stop loses 0.63 USD, with fees 4.35."));
        QCOMPARE(feesText(assessment, formats), QStringLiteral("1.87 in, 1.86 out at the stop"));
    }

    void paintsEveryStateWithoutAFault()
    {
        Theme theme;
        theme.apply(ThemeKind::Light, UpDownSet::Grey, 150);
        WhatIfBars bars(theme);
        WhatIfRow unknown = aRow(0, 0, 0);
        unknown.now.reset();
        unknown.after.reset();
        unknown.limit.reset();
        bars.setRows({aRow(1, 2, 3), aRow(3, 1, 3), aRow(1, 9, 3), aRow(0, 0, 0), unknown});
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            bars.setLayoutDirection(direction);
            bars.resize(300, bars.sizeHint().height());
            QVERIFY(!bars.grab().isNull());
        }
    }

    void checksAreCountedByTheirVerdict()
    {
        std::vector<CheckRow> checks(3);
        checks[1].verdict = Verdict::Warning;
        checks[2].verdict = Verdict::Failed;
        QVERIFY(summaryOf(checks).contains(QStringLiteral("1 passed")));
        QVERIFY(summaryOf(checks).contains(QStringLiteral("1 failed")));
        QCOMPARE(summaryOf({}), QString());
    }

    // Limit 1'000, 850 used: not near; 851 is. 1'001 fails.
    void aCheckNearItsLimitIsAWarning()
    {
        market::Instrument instrument;
        instrument.tickSize = {1, -2};
        instrument.lotSize = {1, 0};
        const Formats formats;
        const WordsContext words{instrument, QStringLiteral("USD"), formats};
        risk::Finding finding{risk::Rule::OpenOrders, true, true, 1'000, 850};
        QCOMPARE(checkRow(finding, words).verdict, Verdict::Passed);
        finding.actual = 851;
        QCOMPARE(checkRow(finding, words).verdict, Verdict::Warning);
        finding.actual = 1'001;
        finding.passes = false;
        QCOMPARE(checkRow(finding, words).verdict, Verdict::Failed);
        QCOMPARE(checkRow(finding, words).figure, QStringLiteral("1,001"));
        QCOMPARE(checkRow(finding, words).limit, QStringLiteral("of 1,000"));
    }

    void theExpiryIsReadInSeconds()
    {
        const Theme theme;
        ExpiryBar bar(theme);
        bar.setLeft(seconds(98), seconds(180));
        QCOMPARE(bar.value(), 98);
        QCOMPARE(bar.maximum(), 180);
        bar.setLeft(seconds(-5), seconds(180));
        QCOMPARE(bar.value(), 0);
        bar.setLeft(seconds(500), seconds(180));
        QCOMPARE(bar.value(), 180);
    }

    void anInactiveButtonSaysWhatIsMissingAndDoesNothing()
    {
        const Theme theme;
        DecisionButton button(theme, DecisionButton::Kind::Proposal, QStringLiteral("Ctrl Enter"));
        button.setWords(QStringLiteral("Approve & send"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Approve & send"));
        QSignalSpy acted(&button, &DecisionButton::acted);
        button.setMissing({QStringLiteral("a fresh quote")});

        button.click();

        QCOMPARE(acted.size(), 0);
        QVERIFY(button.accessibleDescription().contains(QStringLiteral("a fresh quote")));
        QCOMPARE(button.toolTip(), button.accessibleDescription());
        QVERIFY(button.isEnabled()); // it can be reached and read
        button.setMissing({});
        button.click();
        QCOMPARE(acted.size(), 1);
    }

    void onlyFreshPressesCountAndNoneInTheFirstMoment()
    {
        std::int64_t ms = 0;
        PressGuard guard([&ms] { return ms; });
        guard.opened();
        const QKeyEvent press(QEvent::KeyPress, Qt::Key_R, Qt::NoModifier);
        const QKeyEvent release(QEvent::KeyRelease, Qt::Key_R, Qt::NoModifier);
        const QKeyEvent repeated(QEvent::KeyPress, Qt::Key_S, Qt::NoModifier, QString(), true);
        ms = 299;
        QVERIFY(!guard.takes(press));
        ms = 300;
        QVERIFY(!guard.takes(press)); // it has not been let go
        guard.released(release);
        QVERIFY(guard.takes(press));
        QVERIFY(!guard.takes(press));
        QVERIFY(!guard.takes(repeated));
    }

    void textFromOutsideIsOneHarmlessLine()
    {
        QCOMPARE(outsideText("a\nb\tc\u202Ed\a"sv), QStringLiteral("a b c d"));
        QCOMPARE(outsideText(std::string(10'000, 'x'), 10), QStringLiteral("xxxxxxxxx…"));
        // What is wrong with a name of 10'000 letters stands behind it.
        QVERIFY(outsideText("side.toml: x:" + std::string(10'000, 'A') + ": too long")
                    .endsWith(QStringLiteral("A: too long")));
        QCOMPARE(outsideText("<b>"sv), QStringLiteral("<b>"));
        QCOMPARE(outsideText("\xff\xfe"sv), QStringLiteral("\uFFFD\uFFFD"));
        QCOMPARE(outsideText(std::string_view()), QString());
    }

    void resultsBeyondTheAxisAreCountedAtItsEnds()
    {
        const Theme theme;
        ResultBars bars(theme);
        bars.setResults({-9, -2, -0.01, 0, 2.99, 3, 50});
        QCOMPARE(bars.bins(), (std::vector<int>{2, 0, 0, 1, 1, 0, 0, 0, 0, 3}));
    }
};

QTEST_MAIN(TestProposalWidgets)
#include "tst_proposal_widgets.moc"
