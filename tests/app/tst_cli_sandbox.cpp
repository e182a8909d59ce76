// needs: app Qt6::Network
#include "tests/support/program_run.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

QString written(const QTemporaryDir& folder, const QByteArray& text)
{
    const QString path = folder.filePath(QStringLiteral("keys.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    file.write(text);
    return path;
}

} // namespace

class TestCliSandbox : public QObject
{
    Q_OBJECT

private slots:
    void saysWhereItIsServesAndEndsOnATerm()
    {
        QProcess process;
        startProgram(process, {"sandbox", "--binance", "0", "--seed", "4"});
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(where.keys(), (QStringList{"binance", "keys"}));
        QCOMPARE(where["keys"].toArray().size(), 1);
        QVERIFY(where["keys"].toArray()[0].toObject().contains("secret"));
        const QUrl rest(where["binance"].toObject()["rest"].toString());
        QCOMPARE(rest.scheme(), QStringLiteral("http"));
        QVERIFY(where["binance"].toObject()["ws"].toString().startsWith("ws://127.0.0.1:"));

        QTcpSocket socket;
        socket.connectToHost(rest.host(), static_cast<quint16>(rest.port()));
        QVERIFY(socket.waitForConnected(5'000));
        socket.write("GET /api/v3/depth?symbol=BTCUSDT&limit=5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QVERIFY(socket.waitForDisconnected(10'000) || socket.state() == QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(answer.contains("lastUpdateId"));

        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void servesAlpacaBesideWithTheSameKeys()
    {
        QProcess process;
        startProgram(process, {"sandbox", "--binance", "0", "--alpaca", "0"});
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(where.keys(), (QStringList{"alpaca", "binance", "keys"}));
        QCOMPARE(where["alpaca"].toObject().keys(), (QStringList{"data_rest", "data_ws", "rest", "stream_ws"}));
        const auto pair = where["keys"].toArray()[0].toObject();
        const QUrl rest(where["alpaca"].toObject()["rest"].toString());

        QTcpSocket socket;
        socket.connectToHost(rest.host(), static_cast<quint16>(rest.port()));
        QVERIFY(socket.waitForConnected(5'000));
        socket.write("GET /v2/account HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAPCA-API-KEY-ID: "
                     + pair["key"].toString().toUtf8()
                     + "\r\nAPCA-API-SECRET-KEY: " + pair["secret"].toString().toUtf8() + "\r\n\r\n");
        QVERIFY(socket.waitForDisconnected(10'000) || socket.state() == QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket.readAll();
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(answer.contains("\"buying_power\""));

        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void takesTheKeysItIsGivenAndPrintsNone()
    {
        const QTemporaryDir folder;
        QProcess process;
        startProgram(process,
                     {"sandbox", "--binance", "0", "--keys",
                      written(folder, R"([{"key":"mine1","secret":"s"},{"key":"mine2","secret":"t"}])")});
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(where.keys(), QStringList{"binance"});
        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void refusesWhatItCannotDo()
    {
        QCOMPARE(runProgram({"sandbox"}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--tws", "0"}).code, 2);
        QVERIFY(runProgram({"sandbox", "--tws", "0"}).err.contains("not part of this version yet"));
        QCOMPARE(runProgram({"sandbox", "--binance", "70000"}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--hours", "never"}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--seed", "x"}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--keys", "/nowhere"}).code, 3);
    }

    void namesTheLineOfBadKeys()
    {
        const QTemporaryDir folder;
        const auto result
            = runProgram({"sandbox", "--binance", "0", "--json", "--keys", written(folder, "[\n{\"key\":\n!}]")});
        QCOMPARE(result.code, 3);
        QCOMPARE(result.json()["error"].toObject()["line"].toInt(), 3);
        QVERIFY(result.json()["error"].toObject()["file"].toString().endsWith("keys.json"));
    }

    void saysThatAPortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto result = runProgram({"sandbox", "--binance", QString::number(other.serverPort())});
        QCOMPARE(result.code, 1);
        QVERIFY(result.err.contains("another port"));
        QVERIFY(result.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCliSandbox)
#include "tst_cli_sandbox.moc"
