// needs: edge/platform
// A public client of the protocol, which nobody here has written, against the paper exchange. It is pinned to one
// version; where it is not installed the test says so and is skipped.
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "tests/support/foreign_client.h"

using namespace omni;
using namespace omni::tests;

class TestForeignBinanceClient : public QObject
{
    Q_OBJECT

private slots:
    void isSatisfiedUnchanged()
    {
        if (const QString why = whyAbsent(foreignBinance); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
        platform::SystemClock clock;
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = 2, .start = clock.wall() - minutes(6)}, sandbox::builtInCoins());
        sandbox::binance::FaceConfig config;
        config.terms = sandbox::binance::usualTerms();
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = "foreignKey0123";
        keys[0].secret = Secret("foreignSecret");
        sandbox::binance::Face face(
            std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock), std::move(keys),
            std::move(config), clock);
        const auto port = face.listen(0);
        QVERIFY(port.has_value());
        const QString address = QStringLiteral("://127.0.0.1:%1").arg(*port);

        const auto steps = stepsOf(foreignBinance,
                                   {QStringLiteral("http") + address,
                                    QStringLiteral("ws") + address,
                                    QStringLiteral("foreignKey0123"),
                                    QStringLiteral("foreignSecret"),
                                    {}});

        QCOMPARE(firstOtherThan(expectedOfBinance(), steps), QString());
        QVERIFY(steps["depth"].toInt() >= 20);
        QVERIFY(steps["trades"].toInt() >= 1);
    }
};

QTEST_GUILESS_MAIN(TestForeignBinanceClient)
#include "tst_foreign_binance_client.moc"
