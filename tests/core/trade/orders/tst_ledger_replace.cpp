#include "tests/core/trade/orders/typical_order.h"

#include <QTest>

using namespace omni;
using namespace omni::orders;

class TestLedgerReplace : public QObject
{
    Q_OBJECT

private slots:
    void aReplaceHoldsTheLargerSizeUntilItIsAnswered_data()
    {
        QTest::addColumn<qlonglong>("asked");
        QTest::addColumn<qlonglong>("meanwhile");
        QTest::addColumn<qlonglong>("afterwards");
        QTest::newRow("smaller") << 6LL << 10LL << 6LL;
        QTest::newRow("larger") << 15LL << 15LL << 15LL;
    }

    void aReplaceHoldsTheLargerSizeUntilItIsAnswered()
    {
        QFETCH(qlonglong, asked);
        Ledger ledger = working(aTypicalBuy(1));

        QVERIFY(ledger.replaceAsked({1}, {Lots{asked}, Ticks{101}, {}}, noon));
        QTEST(qlonglong{ledger.of(btc).openBuys.count}, "meanwhile");
        QCOMPARE(ledger.of(btc).buyTickLots, Int128{101} * ledger.of(btc).openBuys.count); // the higher limit

        QVERIFY(ledger.replaced({1}, noon));
        QTEST(qlonglong{ledger.of(btc).openBuys.count}, "afterwards");
        QCOMPARE(ledger.find({1})->ticket.limit, std::optional(Ticks{101}));
        QCOMPARE(ledger.of(btc).buyTickLots, Int128{101} * asked);
    }

    void aRefusedReplaceLeavesTheOrderAsItWas()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{15}, Ticks{101}, {}}, noon));

        QVERIFY(ledger.apply({1}, OrderEventKind::ReplaceRejected, noon));

        QCOMPARE(ledger.find({1})->ticket, aTypicalBuy(1));
        QVERIFY(!ledger.find({1})->replacing);
        QCOMPARE(ledger.of(btc).openBuys, Lots{10});
    }

    // F22: the answer to the replace is lost. What the venue says when it is asked is the answer.
    void aQuestionSettlesAReplaceOfWhichNoAnswerCame()
    {
        for (const std::int64_t stands : {std::int64_t{10}, std::int64_t{6}}) {
            Ledger ledger = working(aTypicalBuy(1));
            QVERIFY(ledger.replaceAsked({1}, {{6}, Ticks{100}, {}}, noon));
            QVERIFY(ledger.apply({1}, OrderEventKind::Lost, noon)->unknownNow);

            const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{stands}, Ticks{100}, {}}, noon);

            QCOMPARE(outcome->after, OrderState::Working);
            QVERIFY(!outcome->otherFigures); // one of the two it had to be
            QVERIFY(!ledger.find({1})->replacing);
            QCOMPARE(ledger.of(btc).openBuys, Lots{stands});
            QCOMPARE(ledger.addFill({1}, {stands}, {1}, noon)->after, OrderState::Filled);
        }
    }

    // F30. The order is there, as a fill proves; whether it was made smaller is still to be asked.
    void aFillDoesNotSettleAReplaceOfWhichNoAnswerCame()
    {
        for (const std::int64_t stands : {std::int64_t{10}, std::int64_t{6}}) {
            Ledger ledger = working(aTypicalBuy(1));
            QVERIFY(ledger.replaceAsked({1}, {{6}, Ticks{100}, {}}, noon));
            QVERIFY(ledger.apply({1}, OrderEventKind::Lost, noon)->unknownNow);

            QCOMPARE(ledger.addFill({1}, {2}, {1}, noon)->after, OrderState::Unknown);
            QCOMPARE(ledger.apply({1}, OrderEventKind::Accepted, noon)->after, OrderState::Unknown);
            QCOMPARE(ledger.of(btc).openBuys, Lots{8}); // the larger of the two, until it is known

            const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{stands}, Ticks{100}, {}}, noon);
            QCOMPARE(outcome->after, OrderState::Working);
            QVERIFY(!ledger.find({1})->replacing);
            QCOMPARE(ledger.of(btc).openBuys, Lots{stands - 2});
        }
    }

    // The word was formed before the replace came to the venue; its own answer follows.
    void aQuestionSettlesNothingWhileTheAnswerMayCome()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{15}, Ticks{100}, {}}, noon));

        const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{10}, Ticks{100}, {}}, noon);

        QVERIFY(!outcome->otherFigures);
        QVERIFY(!outcome->leftOut);
        QVERIFY(ledger.find({1})->replacing);
        QCOMPARE(ledger.of(btc).openBuys, Lots{15});
    }

    // The venue has taken an earlier replace, so nobody knows whether the word is of before or after this one.
    void figuresThatAreLeftOutAreNamed()
    {
        for (const std::int64_t stands : {std::int64_t{15}, std::int64_t{12}}) {
            Ledger ledger = working(aTypicalBuy(1));
            QVERIFY(ledger.replaceAsked({1}, {{15}, Ticks{100}, {}}, noon));

            const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{stands}, Ticks{100}, {}}, noon);

            QVERIFY(outcome->leftOut);
            QVERIFY(!outcome->otherFigures);
            QVERIFY(ledger.apply({1}, OrderEventKind::ReplaceRejected, noon));
            QCOMPARE(ledger.find({1})->ticket, aTypicalBuy(1));
        }
    }

    void whatStandsOtherwiseThanHereIsTakenAndTold()
    {
        Ledger ledger = working(aTypicalBuy(1));

        const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{12}, Ticks{99}, {}}, noon);

        QVERIFY(outcome->otherFigures);
        QCOMPARE(ledger.find({1})->ticket.limit, std::optional(Ticks{99}));
        QCOMPARE(ledger.of(btc).openBuys, Lots{12});
    }

    void aSizeBelowWhatHasFilledIsAnOldWord()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {8}, {800}, noon));

        const auto outcome = ledger.standsWith({1}, OrderEventKind::Found, {{6}, Ticks{100}, {}}, noon);

        QVERIFY(outcome->otherFigures);
        QCOMPARE(outcome->excess, Lots{0});
        QCOMPARE(ledger.find({1})->ticket.size, Lots{10});
    }

    // A leg that had left in a size of which no record was kept.
    void whatIsCalledFilledOwesNoMoreThanItsSizeThere()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        QVERIFY(ledger.standsWith({1}, OrderEventKind::Filled, {{4}, Ticks{100}, {}}, noon)->terminalNow);

        QCOMPARE(ledger.find({1})->owed, Lots{0});
        QCOMPARE(ledger.of(btc).openBuys, Lots{0});
    }

    // F30: all of the old size fills, then the larger size turns out not to have been taken.
    void anOrderIsCompleteOnlyWhenNoLargerSizeIsOnItsWay()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{15}, Ticks{100}, {}}, noon));

        QCOMPARE(ledger.addFill({1}, {10}, {1'000}, noon)->after, OrderState::Working);
        const auto outcome = ledger.apply({1}, OrderEventKind::ReplaceRejected, noon);

        QVERIFY(outcome->terminalNow);
        QCOMPARE(outcome->after, OrderState::Filled);
    }

    void aSmallerSizeThatHasFilledAlreadyCompletesTheOrder()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{6}, Ticks{100}, {}}, noon));
        QVERIFY(ledger.addFill({1}, {6}, {600}, noon));

        const auto outcome = ledger.replaced({1}, noon);

        QCOMPARE(outcome->after, OrderState::Filled);
        QCOMPARE(outcome->excess, Lots{0});
    }

    // F30: filled(old) + open(new) <= intended. 8 filled while the venue cut the order to 6: 2 too many.
    void aFillThatRacesASmallerSizeIsAnExcess()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{6}, Ticks{100}, {}}, noon));
        QVERIFY(ledger.addFill({1}, {8}, {800}, noon));

        const auto outcome = ledger.replaced({1}, noon);

        QCOMPARE(outcome->excess, Lots{2});
        QCOMPARE(ledger.find({1})->filled, Lots{6});
        QCOMPARE(ledger.find({1})->excess, Lots{2});
        QVERIFY(ledger.find({1})->needsReconcile);
        QCOMPARE(ledger.of(btc).openBuys, Lots{0});
    }

    // 12 of 10: the larger size must have been taken, though its answer was lost.
    void fillsBeyondTheOldSizeProveTheReplace()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.replaceAsked({1}, {{15}, Ticks{100}, {}}, noon));
        QVERIFY(ledger.addFill({1}, {12}, {1'200}, noon));

        const auto outcome = ledger.apply({1}, OrderEventKind::Cancelled, noon);

        QCOMPARE(outcome->excess, Lots{0});
        QCOMPARE(ledger.find({1})->filled, Lots{12});
        QCOMPARE(ledger.find({1})->ticket.size, Lots{15});
    }

    void refusesAReplaceThatCannotBe()
    {
        Ledger ledger = working(aTypicalBuy(1));
        QVERIFY(ledger.addFill({1}, {4}, {400}, noon));

        QCOMPARE(ledger.replaceAsked({1}, {{4}, {}, {}}, noon).error().code, Errc::Invalid);
        QVERIFY(ledger.replaceAsked({1}, {{5}, {}, {}}, noon));
        QCOMPARE(ledger.replaceAsked({1}, {{6}, {}, {}}, noon).error().code, Errc::Denied);
        QCOMPARE(ledger.replaceAsked({2}, {{6}, {}, {}}, noon).error().code, Errc::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestLedgerReplace)
#include "tst_ledger_replace.moc"
