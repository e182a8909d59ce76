// needs: app
// Both public clients against the program itself, by the addresses and keys of its first line, plain and over TLS with
// the certificate that it writes. Where they are not installed the test says so and is skipped.
#include "tests/support/foreign_client.h"
#include "tests/support/program_run.h"

#include <QTemporaryDir>

using namespace omni::tests;

class TestCliForeignClients : public QObject
{
    Q_OBJECT

private slots:
    void areSatisfiedUnchanged_data()
    {
        QTest::addColumn<bool>("isBinance");
        QTest::addColumn<bool>("isEncrypted");
        QTest::newRow("Binance") << true << false;
        QTest::newRow("Binance, TLS") << true << true;
        QTest::newRow("Alpaca") << false << false;
        QTest::newRow("Alpaca, TLS") << false << true;
    }
    void areSatisfiedUnchanged()
    {
        QFETCH(const bool, isBinance);
        QFETCH(const bool, isEncrypted);
        const ForeignClient& client = isBinance ? foreignBinance : foreignAlpaca;
        if (const QString why = whyAbsent(client); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
        const QTemporaryDir folder;
        QStringList arguments{"sandbox", isBinance ? "--binance" : "--alpaca", "0"};
        PlaceOfExchange place;
        if (isEncrypted) {
            place.certificate = folder.filePath(QStringLiteral("certificate.pem"));
            arguments << QStringLiteral("--tls") << QStringLiteral("--certificate") << place.certificate;
        }
        QProcess exchange;
        startProgram(exchange, arguments);
        QTRY_VERIFY_WITH_TIMEOUT(exchange.canReadLine(), 60'000);
        const auto where = QJsonDocument::fromJson(exchange.readLine()).object();
        const auto face = where[isBinance ? "binance" : "alpaca"].toObject();
        const auto pair = where["keys"].toArray()[0].toObject();
        place.rest = face["rest"].toString();
        place.webSocket = face[isBinance ? "ws" : "data_ws"].toString();
        place.key = pair["key"].toString();
        place.secret = pair["secret"].toString();
        QCOMPARE(place.rest.startsWith(QStringLiteral("https://")), isEncrypted);

        const auto steps = stepsOf(client, place);

        QCOMPARE(firstOtherThan(isBinance ? expectedOfBinance() : expectedOfAlpaca(), steps), QString());
        exchange.terminate();
        QVERIFY(exchange.waitForFinished(10'000));
        QCOMPARE(exchange.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliForeignClients)
#include "tst_cli_foreign_clients.moc"
