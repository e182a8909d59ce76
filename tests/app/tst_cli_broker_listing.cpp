// needs: app Qt6::Network
// A start that is stopped while a broker is asked what it trades.
#include "tests/support/program_run.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliBrokerListing : public QObject
{
    Q_OBJECT

private slots:
    // F69. The broker takes the question and never answers.
    void aSignalWhileTheBrokerIsAskedIsAnInterruption()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString port = QString::number(silent.serverPort());
        const QTemporaryDir home;
        qputenv("OMNI_BINANCE_PAPER_KEY", "aKeyOfATest");
        qputenv("OMNI_BINANCE_PAPER_SECRET", "aSecretOfATest");
        QProcess process;
        startProgram(process,
                     {"run", "--headless", "--broker", "binance:BTCUSDT", "--profile", home.filePath("profile"),
                      "--set", "brokers.binance.rest=http://127.0.0.1:" + port, "--set",
                      "brokers.binance.ws=ws://127.0.0.1:" + port, "--set",
                      "brokers.binance.ws_api=ws://127.0.0.1:" + port});
        QVERIFY(silent.waitForNewConnection(30'000));
        QTcpSocket* asking = silent.nextPendingConnection();
        QVERIFY(asking->waitForReadyRead(10'000));

        process.terminate();
        const auto result = endOf(process);

        QVERIFY2(result.code == 130, result.err.constData());
        QVERIFY2(result.err.contains("nothing was begun"), result.err.constData());
        QVERIFY(!result.err.contains("aSecretOfATest"));
    }
};

QTEST_GUILESS_MAIN(TestCliBrokerListing)
#include "tst_cli_broker_listing.moc"
