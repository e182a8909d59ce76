// needs: app
// PAPER on the exchange in this program: one command, no keys, no second terminal.
#include "tests/support/program_run.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace omni::tests;

namespace {

QStringList session(const QString& profile, const QString& broker, const QStringList& more = {})
{
    return QStringList{"run",        "--headless",
                       "--broker",   broker,
                       "--strategy", "sma_cross:interval=1s,fast=2,slow=3",
                       "--set",      "risk.losing_streak=10",
                       "--approve",  "all",
                       "--profile",  profile}
    + more;
}

/// The exchange's keys are 64 letters and digits; a digest in hex is as long and has small letters alone.
bool holdsAKey(const QByteArray& bytes)
{
    static const QRegularExpression word(QStringLiteral("[0-9A-Za-z]{64,}"));
    static const QRegularExpression digest(QStringLiteral("^[0-9a-f]+$"));
    auto found = word.globalMatch(QString::fromLatin1(bytes));
    while (found.hasNext()) {
        if (!digest.match(found.next().captured()).hasMatch()) {
            return true;
        }
    }
    return false;
}

QStringList filesWithAKey(const QString& folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && holdsAKey(file.readAll())) {
            found.append(file.fileName());
        }
    }
    return found;
}

QByteArray allOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestCliPaperExchange : public QObject
{
    Q_OBJECT

private slots:
    void aSessionTradesOnItAndTheNextGoesOnWithItsBooks_data()
    {
        QTest::addColumn<QString>("broker");
        QTest::newRow("by Binance's protocol") << QStringLiteral("sandbox-binance:BTCUSDT,ETHUSDT");
        QTest::newRow("by Alpaca's protocol") << QStringLiteral("sandbox-alpaca:BTC/USD,AAPL");
    }
    void aSessionTradesOnItAndTheNextGoesOnWithItsBooks()
    {
        QFETCH(QString, broker);
        const QTemporaryDir home;
        const QString profile = home.filePath("profile");

        const auto first = runProgram(session(profile, broker, {"--until", "25s", "--json"}));

        QVERIFY2(first.code == 0, first.err.constData());
        QVERIFY2(first.json()["fills"].toInt() > 0, first.err.constData());
        QVERIFY2(first.err.contains("made up"), first.err.constData());
        QVERIFY2(first.err.contains("0 orders open"), first.err.constData());

        const auto second = runProgram(session(profile, broker, {"--until", "25s", "--json"}));

        QVERIFY2(second.code == 0, second.err.constData());
        QVERIFY2(second.json()["fills"].toInt() > 0, second.err.constData()); // it armed: nothing differed
        const auto verified = runProgram({"journal", "verify", profile});
        QVERIFY2(verified.code == 0, verified.out.constData());
        const auto replayed = runProgram({"replay", profile});
        QVERIFY2(replayed.out.startsWith("identical: "), replayed.out.constData());
        const auto fills = runProgram({"journal", "export", "--json", "--kind", "fill", profile}).lines();
        QCOMPARE(fills.size(), first.json()["fills"].toInt() + second.json()["fills"].toInt());
        QVERIFY(fills.front()["instrument"].toString().startsWith("sandbox-"));
    }

    /// F1, F16: the exchange is gone with the program, and with it what was open; the books are what is left.
    void aKilledProgramGoesOnWithItsBooks()
    {
        const QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        startProgram(process, session(profile, "sandbox-binance:BTCUSDT,ETHUSDT"));
        QVERIFY(waitForOutput(process, "fill "));
        process.kill();
        process.waitForFinished();

        const auto next = runProgram(session(profile, "sandbox-binance:BTCUSDT,ETHUSDT", {"--until", "30s", "--json"}));

        QVERIFY2(next.code == 0, next.err.constData());
        QVERIFY2(next.json()["fills"].toInt() > 0, next.err.constData());
        QVERIFY2(next.err.contains("0 orders open"), next.err.constData());
    }

    /// Its orders end with the program: nobody has to stand by to cancel them.
    void healthDoesNotAskForAWatchdog()
    {
        const QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        startProgram(process, session(profile, "sandbox-binance:BTCUSDT"));
        QVERIFY(waitForOutput(process, "fill "));

        const auto told = runProgram({"health", "--profile", profile});
        process.terminate();
        static_cast<void>(endOf(process));

        QVERIFY2(told.out.contains("watchdog            off"), told.out.constData());
        QVERIFY2(told.out.contains("none is needed: the exchange is in this program"), told.out.constData());
        QVERIFY2(!told.out.contains("stay at the venue"), told.out.constData());
    }

    /// S34: in memory only.
    void itsKeysAreInNoFileNoOutputAndNoEnvironment()
    {
        const QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        startProgram(process, session(profile, "sandbox-binance:BTCUSDT", {"--log-level", "info"}));
        QVERIFY(waitForOutput(process, "fill "));
        const QByteArray environment = allOf(QStringLiteral("/proc/%1/environ").arg(process.processId()));
        const QByteArray words = allOf(QStringLiteral("/proc/%1/cmdline").arg(process.processId()));
        process.terminate();
        const auto result = endOf(process);

        if (::geteuid() == 0) {
            QVERIFY(!environment.isEmpty() && !environment.contains("OMNI_BINANCE"));
        } else {
            qWarning("only root may read the environment of a program that is not dumpable: it was not looked at");
        }
        QVERIFY(!words.isEmpty() && !holdsAKey(words));
        QVERIFY(!holdsAKey(result.out) && !holdsAKey(result.err));
        QCOMPARE(filesWithAKey(profile), QStringList());
        writeFile(home.filePath("profile/planted"), QByteArray(64, 'K')); // the search finds one that is there
        QCOMPARE(filesWithAKey(profile).size(), 1);
    }

    /// S35: what is configured of the broker is not the exchange's.
    void realMoneyConfiguredForTheBrokerDoesNotConcernIt()
    {
        const QTemporaryDir home;
        const auto result
            = runProgram(session(home.filePath("profile"), "sandbox-binance:BTCUSDT",
                                 {"--set", "brokers.binance.environment=live", "--set",
                                  "brokers.binance.rest=http://127.0.0.1:9", "--until", "8s", "--json-lines"}));
        QVERIFY2(result.code == 0, result.err.constData());
        QVERIFY(!result.out.contains("LIVE") && !result.out.contains("\"live\""));
    }

    /// S35: a profile is of one account, and the exchange's is none of the broker's.
    void itsBooksAreNotTakenForTheDemos()
    {
        const QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QCOMPARE(runProgram({"run", "--headless", "--feed", "synthetic:1", "--until", "1m", "--profile", profile}).code,
                 0);

        const auto result = runProgram(session(profile, "sandbox-binance", {"--json"}));

        QCOMPARE(result.code, 4);
        QCOMPARE(result.json()["error"].toObject()["code"].toString(), QStringLiteral("another_account"));
    }

    void aWrongNameIsSaid_data()
    {
        QTest::addColumn<QString>("broker");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no such protocol") << QStringLiteral("sandbox-ib:AAPL") << 2 << QByteArray("sandbox-alpaca");
        QTest::newRow("no protocol") << QStringLiteral("sandbox-") << 2 << QByteArray("sandbox-binance");
        QTest::newRow("no such broker") << QStringLiteral("sandbox") << 3 << QByteArray("sandbox-binance");
        QTest::newRow("no such symbol") << QStringLiteral("sandbox-binance:DOGEUSDT") << 3
                                        << QByteArray("Invalid symbol");
        QTest::newRow("a symbol twice") << QStringLiteral("sandbox-binance:BTCUSDT,BTCUSDT") << 2
                                        << QByteArray("twice");
    }
    void aWrongNameIsSaid()
    {
        QFETCH(QString, broker);
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        const QTemporaryDir home;
        const auto result = runProgram(session(home.filePath("profile"), broker, {"--until", "1s"}));
        QCOMPARE(result.code, code);
        QVERIFY2(result.err.contains(words), result.err.constData());
    }

    void itHasNoSettings()
    {
        const QTemporaryDir home;
        const auto result = runProgram(session(home.filePath("profile"), "sandbox-binance",
                                               {"--set", "brokers.sandbox-binance.environment=live"}));
        QCOMPARE(result.code, 3);
        QVERIFY2(result.err.contains("needs no settings"), result.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliPaperExchange)
#include "tst_cli_paper_exchange.moc"
