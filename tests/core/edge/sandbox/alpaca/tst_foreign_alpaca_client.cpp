// needs: edge/platform
// A public client of the protocol, which nobody here has written, against the paper exchange. It is pinned to one
// version; where it is not installed the test says so and is skipped.
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/alpaca/alpaca_face.h"
#include "tests/support/foreign_client.h"

using namespace omni;
using namespace omni::tests;

class TestForeignAlpacaClient : public QObject
{
    Q_OBJECT

private slots:
    void isSatisfiedUnchanged()
    {
        if (const QString why = whyAbsent(foreignAlpaca); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
        platform::SystemClock clock;
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = "PKFOREIGN0";
        keys[0].secret = Secret("foreignSecret");
        sandbox::alpaca::AlpacaFace face(clock, sandbox::alpaca::builtInMarket(2, clock.wall() - minutes(6), false),
                                         keys, {});
        const auto port = face.listen(0);
        QVERIFY(port.has_value());
        const QString address = QStringLiteral("://127.0.0.1:%1").arg(*port);

        const auto steps = stepsOf(foreignAlpaca,
                                   {QStringLiteral("http") + address,
                                    QStringLiteral("ws") + address,
                                    QStringLiteral("PKFOREIGN0"),
                                    QStringLiteral("foreignSecret"),
                                    {}});

        QCOMPARE(firstOtherThan(expectedOfAlpaca(), steps), QString());
        QVERIFY(steps["bars"].toInt() >= 7 * 24);
    }
};

QTEST_GUILESS_MAIN(TestForeignAlpacaClient)
#include "tst_foreign_alpaca_client.moc"
