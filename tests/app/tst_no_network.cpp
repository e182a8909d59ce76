// needs: app
//
// V39: on a machine without a network nothing crashes, and the names that the program looks up are those that are
// published, of the broker that was named alone. Without a broker it looks up none.

#include "tests/support/program_run.h"

#include <QProcessEnvironment>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace omni::tests;

namespace {

QSet<QString> paperHostsOf(const QString& broker)
{
    QSet<QString> hosts;
    for (const auto& each : runProgram({"hosts", "--json"}).json()["hosts"].toArray()) {
        const auto host = each.toObject();
        if (host["paper"].toBool() && host["broker"].toString().compare(broker, Qt::CaseInsensitive) == 0) {
            hosts.insert(host["host"].toString());
        }
    }
    return hosts;
}

} // namespace

class TestNoNetwork : public QObject
{
    Q_OBJECT

private slots:
    void asksForPublishedNamesAloneAndGoesOn_data()
    {
        QTest::addColumn<QString>("broker");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("the window on the built-in market") << QString() << QStringList{"--demo"};
        QTest::newRow("a session on the built-in market")
            << QString() << QStringList{"run", "--headless", "--feed", "synthetic:7", "--speed", "1x"};
        QTest::newRow("a window at Binance") << "binance" << QStringList{"--broker", "binance:BTCUSDT"};
        QTest::newRow("a session at Alpaca") << "alpaca" << QStringList{"run", "--headless", "--broker", "alpaca:AAPL"};
    }
    void asksForPublishedNamesAloneAndGoesOn()
    {
        if (::geteuid() != 0 || QStandardPaths::findExecutable(QStringLiteral("unshare")).isEmpty()) {
            QSKIP("only root makes namespaces, by unshare: no machine without a network was tried");
        }
        QFETCH(QString, broker);
        QFETCH(QStringList, words);
        bool isLong = false;
        const int asked = qEnvironmentVariableIntValue("OMNI_LONELY_SECONDS", &isLong);
        const int seconds = isLong ? asked : 5;
        QTemporaryDir home;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        for (const char* name : {"BINANCE", "ALPACA"}) {
            environment.insert(QStringLiteral("OMNI_%1_PAPER_KEY").arg(name), "PKTEST");
            environment.insert(QStringLiteral("OMNI_%1_PAPER_SECRET").arg(name), "aSecretOfATest");
        }
        QProcess machine;
        machine.setProcessEnvironment(environment);
        machine.start("unshare",
                      QStringList{"--net", "--mount", "/usr/bin/python3", "-B",
                                  OMNI_SOURCE_DIR "/tests/app/lonely_machine.py", QString::number(seconds),
                                  OMNI_PROGRAM}
                          + words + QStringList{"--profile", home.filePath("profile")});
        QVERIFY(machine.waitForFinished((seconds + 120) * 1000));
        const auto said = machine.readAllStandardError();
        if (machine.exitCode() != 0) {
            QSKIP(qPrintable("no machine without a network can be made here: " + QString::fromUtf8(said.right(300))));
        }
        const auto told = QJsonDocument::fromJson(machine.readAllStandardOutput()).object();
        QSet<QString> names;
        for (const auto& name : told["names"].toArray()) {
            names.insert(name.toString());
        }

        const auto published = broker.isEmpty() ? QSet<QString>() : paperHostsOf(broker);
        QVERIFY2(published.contains(names), qPrintable(QStringList(names.values()).join(u' ')));
        QCOMPARE(names.isEmpty(), broker.isEmpty()); // or nothing was tried at all
        // It is asked to end while it goes on, or says that the broker cannot be reached.
        const int code = told["code"].toInt();
        QVERIFY2(told["lasted"].toBool() ? code == 0 || code == 130 : code == 5, said.constData());
        QVERIFY(told["lasted"].toBool() || !broker.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNoNetwork)
#include "tst_no_network.moc"
