// needs: app
//
// What the process does not take in (V34): no plugin and no library but the system's, wherever else one lies.

#include "tests/support/program_run.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace omni::tests;

namespace {

/// Where a careless program would look for it.
void plantFakes(const QTemporaryDir& home)
{
    for (const char* folder :
         {"cwd", "home", "home/.local/lib", "profile", "profile/plugins", "profile/strategies", "named"}) {
        for (const char* fake : {"platforms/libqoffscreen.so", "sqldrivers/libqsqlite.so", "imageformats/libqsvg.so",
                                 "styles/libplanted.so", "tls/libqopensslbackend.so", "libssl.so", "libssl.so.3",
                                 "libcrypto.so.3", "libsodium.so.23", "libQt6Network.so.6",
                                 "strategies/libsma_cross.so", "strategies/sma_cross.so", "sma_cross.so"}) {
            const QString file = home.filePath(QString::fromLatin1(folder) + "/" + fake);
            QVERIFY(QDir().mkpath(QFileInfo(file).path()));
            writeFile(file, QByteArray("\x7f") + "ELF, and that is all that it has of one");
        }
    }
    // As the program itself makes it: what lies in there is not refused for its rights.
    QFile::setPermissions(home.filePath("profile"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class TestProcessHygiene : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPlantedIsNotEvenOpened_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArrayList>("own");
        QTest::newRow("on the built-in market")
            << QStringList{"--demo"} << QByteArrayList{"platforms/libqoffscreen.so", "sqldrivers/libqsqlite.so"};
        // Nobody listens there; TLS is loaded all the same.
        QTest::newRow("at a broker, by TLS") << QStringList{"--broker",   "binance:BTCUSDT",
                                                            "--strategy", "sma_cross",
                                                            "--set",      "brokers.binance.environment=paper",
                                                            "--set",      "brokers.binance.rest=https://localhost:9",
                                                            "--set",      "brokers.binance.ws=wss://localhost:9",
                                                            "--set",      "brokers.binance.ws_api=wss://localhost:9"}
                                             << QByteArrayList{"tls/libqopensslbackend.so", "/libssl.so"};
    }
    void whatIsPlantedIsNotEvenOpened()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArrayList, own);
        if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty()) {
            QSKIP("strace is not installed: what the program opens was not looked at");
        }
        if (::geteuid() != 0) {
            QSKIP("only root may read what a program that is not dumpable opens: plugins were not looked at");
        }
        QTemporaryDir home;
        plantFakes(home);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_PLUGIN_PATH", home.filePath("named"));
        environment.insert("QT_QPA_PLATFORM_PLUGIN_PATH", home.filePath("named/platforms"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("HOME", home.filePath("home"));
        environment.insert("OMNI_BINANCE_PAPER_KEY", "aKeyOfATest");
        environment.insert("OMNI_BINANCE_PAPER_SECRET", "aSecretOfATest");
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(home.filePath("cwd"));
        program.start("strace",
                      QStringList{"-D", "-f", "-e", "trace=open,openat,openat2,execve", "-o", home.filePath("trace"),
                                  OMNI_PROGRAM}
                          + words + QStringList{"--profile", home.filePath("profile")});
        QVERIFY(program.waitForStarted());
        const auto traced = [&home] {
            QFile trace(home.filePath("trace"));
            return trace.open(QIODevice::ReadOnly) ? trace.readAll() : QByteArray();
        };

        for (const auto& each : own) {
            QTRY_VERIFY2_WITH_TIMEOUT(traced().contains(each), "the system's own was to be opened", 60'000);
        }
        QTest::qWait(500);
        program.terminate(); // -D: it is the program that is our child
        QVERIFY(program.waitForFinished(30'000));

        for (const QByteArray& call : traced().split('\n')) {
            QVERIFY2(!(call.contains(home.path().toUtf8()) && call.contains(".so")), call.constData());
            QVERIFY2(!call.contains("\"lib") && !call.contains("\"./"),
                     call.constData()); // by a name that depends on where it runs
        }
    }
};

QTEST_GUILESS_MAIN(TestProcessHygiene)
#include "tst_process_hygiene.moc"
