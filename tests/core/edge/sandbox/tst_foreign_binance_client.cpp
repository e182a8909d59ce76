// needs: edge/platform
// A public client of the protocol, which nobody here has written, against the paper exchange. It is pinned to one
// version; where it is not installed the test says so and is skipped.
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace omni;

namespace {

constexpr const char* pinned = "3.6.5";

QString versionIn(const QString& folder)
{
    QFile file(folder + QStringLiteral("/node_modules/binance/package.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()["version"].toString()
                                          : QString();
}

} // namespace

class TestForeignBinanceClient : public QObject
{
    Q_OBJECT

private slots:
    void isSatisfiedUnchanged()
    {
        const QString folder = qEnvironmentVariable("OMNI_FOREIGN_CLIENTS");
        const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
        if (node.isEmpty() || versionIn(folder) != QString::fromLatin1(pinned)) {
            QSKIP("node, or the npm package binance 3.6.5 in the folder OMNI_FOREIGN_CLIENTS, is not here");
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

        QProcess client;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SANDBOX"), QString::number(*port));
        environment.insert(QStringLiteral("SANDBOX_KEY"), QStringLiteral("foreignKey0123"));
        environment.insert(QStringLiteral("SANDBOX_SECRET"), QStringLiteral("foreignSecret"));
        client.setProcessEnvironment(environment);
        client.start(node, {QStringLiteral(OMNI_SOURCE_DIR "/tests/core/edge/sandbox/foreign_binance.mjs")});
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 90'000);
        const QByteArray out = client.readAllStandardOutput();
        const auto steps = QJsonDocument::fromJson(out).object();
        qInfo("%s", out.constData());

        QCOMPARE(client.exitCode(), 0);
        QCOMPARE(steps["info"], QJsonValue(5));
        QVERIFY(steps["depth"].toInt() >= 20);
        QCOMPARE(steps["klines"], QJsonValue(168));
        QCOMPARE(steps["account"], QJsonValue(6));
        QCOMPARE(steps["market"], QJsonValue(QStringLiteral("FILLED")));
        QCOMPARE(steps["limit"], QJsonValue(QStringLiteral("1 CANCELED")));
        QCOMPARE(steps["oco"], QJsonValue(QStringLiteral("2 1")));
        QVERIFY(steps["trades"].toInt() >= 1);
        QCOMPARE(steps["refused"].toObject()["code"], QJsonValue(-2010));
        QCOMPARE(steps["heard"], QJsonValue(true));
    }
};

QTEST_GUILESS_MAIN(TestForeignBinanceClient)
#include "tst_foreign_binance_client.moc"
