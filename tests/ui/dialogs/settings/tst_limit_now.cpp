// needs: ui/dialogs/settings tests/support/fake_terminal Qt6::Widgets
#include "tests/support/fake_terminal/plausible.h"
#include "ui/dialogs/settings/limit_now.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using omni::testing::aSnapshot;

namespace {

const risk::LimitField& field(std::string_view key)
{
    const auto fields = risk::limitFields();
    return *std::find_if(fields.begin(), fields.end(), [key](const auto& one) { return one.key == key; });
}

QString now(std::string_view key, const views::DeskSnapshot& desk)
{
    return limitNow(field(key), desk, views::figuresOf(desk), Formats{}).text;
}

} // namespace

class TestLimitNow : public QObject
{
    Q_OBJECT

private slots:
    // 0.0315 at 63'400 are 1'997.10 of 100'000: 2.00 %, rounded to nearest.
    void tellsWhatTheDeskHolds()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.equity = Money{100'000'00000000};
        desk.positions.front().value = Money{2'000'00000000};
        desk.losingStreak = 2;
        desk.ordersLastMinute = 7;
        QCOMPARE(now("position_per_trade", desk), QStringLiteral("BTCUSD 2.00%"));
        QCOMPARE(now("gross_exposure", desk), QStringLiteral("2.0%"));
        QCOMPARE(now("leverage", desk), QStringLiteral("0.02 ×"));
        QCOMPARE(now("losing_streak", desk), QStringLiteral("2, then pause"));
        QCOMPARE(now("orders_per_minute", desk), QStringLiteral("7"));
        QCOMPARE(now("open_orders", desk), QString::number(desk.openOrders.size()));
    }

    void whatIsNotKnownIsADash()
    {
        views::DeskSnapshot desk = aSnapshot();
        desk.equity.reset();
        for (const std::string_view key : {"position_per_trade", "gross_exposure", "net_exposure", "leverage"}) {
            QCOMPARE(now(key, desk), QStringLiteral("–"));
        }
        QCOMPARE(now("daily_loss", desk), QStringLiteral("–, then halt"));
        desk = aSnapshot();
        desk.positions.front().value.reset();
        QCOMPARE(now("position_per_trade", desk), QStringLiteral("–"));
    }

    void everyLimitTellsSomething()
    {
        for (const risk::LimitField& one : risk::limitFields()) {
            const LimitNow told = limitNow(one, aSnapshot(), views::figuresOf(aSnapshot()), Formats{});
            QVERIFY2(!told.text.isEmpty() && (told.isMeasured || told.text != QStringLiteral("–")), one.key.data());
        }
    }
};

QTEST_APPLESS_MAIN(TestLimitNow)
#include "tst_limit_now.moc"
