// needs: edge/platform
// A public client of the protocol, which nobody here has written, against the paper exchange. It is pinned to one
// version; where it is not installed the test says so and is skipped.
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/alpaca/alpaca_face.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace omni;

namespace {

constexpr const char* pinned = "4.0.2";

QString versionIn(const QString& folder)
{
    QFile file(folder + QStringLiteral("/node_modules/@alpacahq/alpaca-trade-api/package.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()["version"].toString()
                                          : QString();
}

} // namespace

class TestForeignAlpacaClient : public QObject
{
    Q_OBJECT

private slots:
    void isSatisfiedUnchanged()
    {
        const QString folder = qEnvironmentVariable("OMNI_FOREIGN_CLIENTS");
        const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
        if (node.isEmpty() || versionIn(folder) != QString::fromLatin1(pinned)) {
            QSKIP(
                "node, or the npm package @alpacahq/alpaca-trade-api 4.0.2 in the folder OMNI_FOREIGN_CLIENTS, is not "
                "here");
        }
        platform::SystemClock clock;
        std::vector<sandbox::ClientKey> keys(1);
        keys[0].key = "PKFOREIGN0";
        keys[0].secret = Secret("foreignSecret");
        sandbox::alpaca::AlpacaFace face(clock, sandbox::alpaca::builtInMarket(2, clock.wall() - minutes(6), false),
                                         keys, {});
        const auto port = face.listen(0);
        QVERIFY(port.has_value());

        QProcess client;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SANDBOX"), QString::number(*port));
        environment.insert(QStringLiteral("SANDBOX_KEY"), QStringLiteral("PKFOREIGN0"));
        environment.insert(QStringLiteral("SANDBOX_SECRET"), QStringLiteral("foreignSecret"));
        client.setProcessEnvironment(environment);
        client.start(node, {QStringLiteral(OMNI_SOURCE_DIR "/tests/core/edge/sandbox/alpaca/foreign_alpaca.mjs")});
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 90'000);
        const QByteArray out = client.readAllStandardOutput();
        const auto steps = QJsonDocument::fromJson(out).object();
        qInfo("%s %s", out.constData(), client.readAllStandardError().constData());

        QCOMPARE(client.exitCode(), 0);
        QCOMPARE(steps["account"], QJsonValue(100'000));
        QCOMPARE(steps["assets"], QJsonValue(6));
        QCOMPARE(steps["market"], QJsonValue(QStringLiteral("filled")));
        QCOMPARE(steps["limit"], QJsonValue(QStringLiteral("1 canceled")));
        QVERIFY(steps["bars"].toInt() >= 7 * 24);
        QCOMPARE(steps["position"], QJsonValue(2));
        QCOMPARE(steps["refused"].toObject()["status"], QJsonValue(403));
        QCOMPARE(steps["updates"], QJsonValue(true));
        QCOMPARE(steps["quotes"], QJsonValue(true));
    }
};

QTEST_GUILESS_MAIN(TestForeignAlpacaClient)
#include "tst_foreign_alpaca_client.moc"
