#include "core/trade/risk/refusal_text.h"
#include "tests/core/trade/risk/typical_order.h"

#include <QTest>

using namespace omni;
using namespace omni::risk;

namespace {

std::string said(Rule rule, std::int64_t limit = 0, std::int64_t actual = 0)
{
    return sentenceOf({rule, limit, actual}, aShare(), "EUR");
}

} // namespace

class TestRefusalText : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleHasASentence()
    {
        for (int i = 0; i < ruleCount; ++i) {
            const std::string text = said(static_cast<Rule>(i), 1, 2);
            QVERIFY(text.size() > 30);
            QVERIFY(text.ends_with("."));
            QVERIFY(text.find('!') == std::string::npos);
        }
    }

    void amountsAreExactAndHaveTheirCurrency()
    {
        QCOMPARE(said(Rule::PositionSize, 2'000 * oneDollar, 2'000 * oneDollar + 20'000'000),
                 std::string("The position would be 2000.20 EUR where 2000.00 EUR is allowed. Send a smaller order."));
        QCOMPARE(sentenceOf({Rule::OrderValue, oneDollar, oneDollar + 1}, aShare()),
                 std::string("The value of the order would be 1.00000001 where 1.00 is allowed. Send a smaller one."));
    }

    void sizesAndPricesAreThoseOfTheInstrument()
    {
        QCOMPARE(said(Rule::ReduceOnly, 4, 7),
                 std::string("A reduce-only order of 7 is more than the 4 left to close. Send at most that, or cancel "
                             "the orders that close the rest."));
        QCOMPARE(said(Rule::PriceCollar, 50, 51),
                 std::string("The price is 0.51 away from the market where 0.50 is allowed. Check it for a slipped "
                             "digit, or move it closer."));
    }

    void aTriggerBehindTheMarketIsToldApart()
    {
        QVERIFY(said(Rule::PriceCollar, 0, -5).starts_with("The trigger is at or beyond the market"));
        QVERIFY(said(Rule::PriceCollar, 0, 0).starts_with("The trigger is at or beyond the market"));
    }

    void namesModesAndLevels()
    {
        QCOMPARE(said(Rule::Mode, 2, 0),
                 std::string("The desk is in mode halted, which does not allow this order. It needs manual; a person "
                             "can still close positions."));
        QVERIFY(said(Rule::Latched, 0, 4).starts_with("The kill switch stands at flatten."));
    }

    void sharesArePercentAndMultiplesAreTimes()
    {
        QVERIFY(said(Rule::Drawdown, 600, 615).starts_with("Equity is 6.15 % below its peak where 6 % halts."));
        QVERIFY(said(Rule::Leverage, 1'000, 1'251).starts_with("Leverage would be 1.251 times equity where 1 is"));
    }

    void tellsNothingSeenFromSeenTooLongAgo()
    {
        QVERIFY(said(Rule::StaleData, seconds(2).ns, -1).starts_with("There is no trusted price for nasdaq:AAPL"));
        QVERIFY(said(Rule::StaleData, seconds(2).ns, seconds(3).ns).find("it is 3s old where 2s is")
                != std::string::npos);
    }

    void aValueBelowTheVenuesIsToldAsOne()
    {
        auto share = aShare();
        share.smallestValue = {1'000 * oneDollar};
        const auto text = sentenceOf({Rule::VenueFilter, 1'000 * oneDollar, 999 * oneDollar}, share);
        QCOMPARE(text,
                 std::string("An order worth 999.00 USD is below the 1000.00 that nasdaq:AAPL takes. Raise the "
                             "size."));
        QVERIFY(said(Rule::VenueFilter, 1'000'000, 1'000'001).starts_with("A size of 1000001 is not one that"));
    }
};

QTEST_APPLESS_MAIN(TestRefusalText)
#include "tst_refusal_text.moc"
