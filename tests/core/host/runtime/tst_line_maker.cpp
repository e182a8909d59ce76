#include "core/host/runtime/export/line_maker.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

/// An execution in dollars whose fee was paid in a coin.
struct PaidInCoin {
    PaidInCoin()
    {
        desk.longWithStop();
        desk.apply(events::CurrencyDefined{coin, ShortText<11>("BNB")});
        sale = desk.fillOf(OrderId{2}, 10, 9'899);
        sale.fee = Money{2'000'000};
        sale.feeCurrency = coin;
        desk.apply(sale);
    }
    std::string lineOf(CurrencyId named)
    {
        const events::FillCorrected corrected{AccountId{1}, InstrumentId{1}, sale.venueFillId, sale.price,
                                              sale.size,    sale.value,      Money{3'000'000}, named};
        desk.apply(corrected);
        const auto line = LineMaker(desk.state()).lineOf(Stamp{}, events::Event(corrected), false);
        return line ? line->toJson() : std::string();
    }

    TestDesk desk = TestDesk::armed();
    CurrencyId dollar = desk.state().base, coin{dollar.value + 1};
    orders::Fill sale;
};

bool has(const std::string& line, std::string_view part)
{
    return line.find(part) != std::string::npos;
}

} // namespace

class TestLineMaker : public QObject
{
    Q_OBJECT

private slots:
    void aCorrectionNamesTheCurrencyOfEachAmount()
    {
        PaidInCoin story;
        const auto line = story.lineOf(story.dollar);
        QVERIFY2(has(line, "\"event\":\"fill_corrected\""), line.c_str());
        QVERIFY2(has(line, "\"fee\":\"0.03\",\"fee_currency\":\"USD\",\"currency\":\"USD\""), line.c_str());
    }

    void aFeeWhoseCurrencyWasNotSaidIsNamedAsItWasBooked()
    {
        PaidInCoin story;
        const auto line = story.lineOf({});
        QVERIFY2(has(line, "\"fee\":\"0.03\",\"fee_currency\":\"BNB\",\"currency\":\"USD\""), line.c_str());
    }

    // By number: names stand with the accounts alone.
    void peopleStandThereByNumberAndRoles()
    {
        auto desk = TestDesk::armed();
        const events::PeopleVouched vouched{
            {{engine::owner, risk::humanRoles}, {PrincipalId{100}, risk::Roles::of(risk::Role::Risk)}}};
        desk.apply(vouched);
        const auto line = LineMaker(desk.state()).lineOf(Stamp{}, events::Event(vouched), false);
        QVERIFY(line);
        QVERIFY2(has(line->toJson(), "\"event\":\"people\""), line->toJson().c_str());
        QCOMPARE(line->value("reason"),
                 std::string_view("owner=viewer+auditor+trader+strategist+risk+admin person:100=risk"));
    }

    void whatTookTwoNamesBoth()
    {
        auto desk = TestDesk::armed();
        const auto asked
            = LineMaker(desk.state())
                  .lineOf(Stamp{}, events::Fact(events::SecondAsked{{}, risk::Action::LoosenLimit, PrincipalId{100}}));
        QVERIFY(asked);
        QCOMPARE(asked->value("key"), std::string_view("second_asked"));
        QCOMPARE(asked->value("reason"), std::string_view("loosen_limit"));
        QCOMPARE(asked->value("by"), std::string_view("person:100"));
        const auto given = LineMaker(desk.state())
                               .lineOf(Stamp{},
                                       events::Fact(events::SecondGiven{
                                           {}, risk::Action::LoosenLimit, PrincipalId{100}, engine::owner}));
        QVERIFY(given);
        QCOMPARE(given->value("reason"), std::string_view("loosen_limit, first asked for by person:100"));
        QCOMPARE(given->value("by"), std::string_view("owner"));
    }
};

QTEST_APPLESS_MAIN(TestLineMaker)
#include "tst_line_maker.moc"
