// needs: app Qt6::Network
#include "tests/support/program_run.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

QString written(const QTemporaryDir& folder, const QByteArray& text, const char* name = "keys.json")
{
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    file.write(text);
    return path;
}

/// What a server on this machine answers to one request without a body.
QByteArray answerTo(const QUrl& rest, const QByteArray& path)
{
    QTcpSocket socket;
    socket.connectToHost(rest.host(), static_cast<quint16>(rest.port()));
    if (!socket.waitForConnected(5'000)) {
        return {};
    }
    socket.write("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(10'000)) {
        answer += socket.readAll();
    }
    return answer;
}

/// Four seconds of a book and three trades.
QStringList recordingIn(const QTemporaryDir& folder)
{
    return {written(folder,
                    "timestamp_ns,side,price,size,snapshot\n1700000040000000000,B,100.5,2,1\n"
                    "1700000040000000000,A,100.7,3,1\n1700000044000000000,B,100.6,1,0\n",
                    "BTCUSDT_depth.csv"),
            written(folder,
                    "timestamp_ns,price,size,side\n1700000041000000000,100.7,0.25,B\n"
                    "1700000042000000000,100.5,0.5,S\n1700000043000000000,100.7,0.125,B\n",
                    "BTCUSDT_trades.csv"),
            written(folder,
                    "timestamp_ns,price,size,side\n1700000041000000000,100.7,0.25,B\n"
                    "1700000042000000000,100.5,0.5,S\n1700000043000000000,100.7,0.125,B\n",
                    "AAPL_trades.csv")};
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

    void playsARecordingForBothFacesAndSaysWhenItHasEnded()
    {
        const QTemporaryDir folder;
        QProcess process;
        startProgram(process,
                     QStringList{"sandbox", "--binance", "0", "--alpaca", "0", "--feed"} + recordingIn(folder));
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(process.readLine()).object();
        const QUrl rest(where["binance"].toObject()["rest"].toString());
        const auto info = answerTo(rest, "/api/v3/exchangeInfo");
        QVERIFY(info.contains("\"symbol\":\"BTCUSDT\""));
        QVERIFY(!info.contains("ETHUSDT"));
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).count("is halted") == 2, 90'000);
        QVERIFY(said.contains("Alpaca lists AAPL, played from 2023-11-14T22:14:01"));
        const auto trades = answerTo(rest, "/api/v3/trades?symbol=BTCUSDT");
        QCOMPARE(trades.count("\"price\""), 3);
        QVERIFY(trades.contains("\"100.7") && trades.contains("\"0.25"));
        QVERIFY(answerTo(rest, "/api/v3/depth?symbol=BTCUSDT").contains("\"bids\":[]"));
        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 0);
    }

    void refusesARecordingThatItCannotPlay()
    {
        const QTemporaryDir folder;
        const QStringList start{"sandbox", "--binance", "0", "--json", "--feed"};
        const auto error = [](const QStringList& arguments) {
            const auto result = runProgram(arguments);
            return result.code == 3 ? result.json()["error"].toObject() : QJsonObject{{"code", result.code}};
        };
        QVERIFY(error(start + QStringList{"/nowhere.csv"})["file"].toString().contains("nowhere"));
        const auto torn
            = written(folder, "timestamp_ns,price,size,side\n1700000041000000000,ten,1,B\n", "T_trades.csv");
        QCOMPARE(error(start + QStringList{torn})["line"].toInt(), 2);
        const auto columns = written(folder, "when,what\n1,2\n", "columns.csv");
        QCOMPARE(error(start + QStringList{columns})["line"].toInt(), 1);
        const auto days
            = written(folder, "timestamp,open,high,low,close,volume\n2024-01-01,1,2,1,2,5\n2024-01-02,1,2,1,2,5\n",
                      "BTCUSDT.csv");
        QCOMPARE(error(start + QStringList{days})["code"].toString(), QStringLiteral("long_bars"));
        QCOMPARE(error(start + recordingIn(folder).mid(2))["code"].toString(), QStringLiteral("nothing_listed"));
        QCOMPARE(error(start + recordingIn(folder) + QStringList{"--from", "2024-01-01"})["code"].toString(),
                 QStringLiteral("from"));
        QCOMPARE(runProgram(start + recordingIn(folder) + QStringList{"--seed", "4"}).code, 2);
        QCOMPARE(runProgram(start + recordingIn(folder) + QStringList{"--from", "noon"}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--from", "2024-01-01"}).code, 2);
    }

    void speaksTlsWithACertificateThatItGives_data()
    {
        QTest::addColumn<bool>("toFile");
        QTest::newRow("in the first line") << false;
        QTest::newRow("in a file") << true;
    }
    void speaksTlsWithACertificateThatItGives()
    {
        QFETCH(bool, toFile);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("paper.pem"));
        QProcess process;
        startProgram(process,
                     QStringList{"sandbox", "--binance", "0", "--alpaca", "0", "--tls"}
                         + (toFile ? QStringList{"--certificate", path} : QStringList()));
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(process.readLine()).object();
        QCOMPARE(where.contains("certificate"), !toFile);
        QVERIFY(where["alpaca"].toObject()["stream_ws"].toString().startsWith("wss://127.0.0.1:"));
        QFile file(path);
        QCOMPARE(file.open(QIODevice::ReadOnly), toFile);
        const auto pem = toFile ? file.readAll() : where["certificate"].toString().toUtf8();
        QVERIFY(!pem.contains("PRIVATE"));
        const QUrl rest(where["binance"].toObject()["rest"].toString());
        QCOMPARE(rest.scheme(), QStringLiteral("https"));

        for (const bool isTrusted : {true, false}) {
            QSslSocket socket;
            auto tls = QSslConfiguration::defaultConfiguration();
            tls.setCaCertificates(isTrusted ? QSslCertificate::fromData(pem) : QList<QSslCertificate>());
            socket.setSslConfiguration(tls);
            socket.connectToHostEncrypted(rest.host(), static_cast<quint16>(rest.port()));
            QCOMPARE(socket.waitForEncrypted(10'000), isTrusted);
            if (isTrusted) {
                socket.write("GET /api/v3/time HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                QByteArray answer;
                while (socket.waitForReadyRead(10'000)) {
                    answer += socket.readAll();
                }
                QVERIFY(answer.startsWith("HTTP/1.1 200 OK"));
            }
        }
        process.terminate();
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--certificate", path}).code, 2);
        QCOMPARE(runProgram({"sandbox", "--binance", "0", "--tls", "--certificate", folder.path()}).code, 3);
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
