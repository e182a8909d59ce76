// needs: app
// A session with the paper exchange that records what it is told, killed half way; and the recording as a feed.
#include "tests/support/program_run.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

/// The Binance face of the paper exchange in a process of its own, its key in the environment of those to come.
class Exchange
{
public:
    Exchange()
    {
        startProgram(m_process, {"sandbox", "--binance", "0", "--seed", "5"});
        QByteArray first;
        while (!first.contains('\n') && m_process.waitForReadyRead(mostMilliseconds)) {
            first += m_process.readAllStandardOutput();
        }
        const auto told = QJsonDocument::fromJson(first.left(first.indexOf('\n'))).object();
        m_rest = told.value("binance").toObject().value("rest").toString();
        m_ws = told.value("binance").toObject().value("ws").toString();
        qputenv("OMNI_BINANCE_PAPER_KEY",
                told.value("keys").toArray().at(0).toObject().value("key").toString().toUtf8());
        qputenv("OMNI_BINANCE_PAPER_SECRET",
                told.value("keys").toArray().at(0).toObject().value("secret").toString().toUtf8());
        m_words = first;
    }
    ~Exchange()
    {
        m_process.terminate();
        m_process.waitForFinished(10'000);
    }
    [[nodiscard]] QStringList addresses() const
    {
        return {"--set", "brokers.binance.rest=" + m_rest, "--set", "brokers.binance.ws=" + m_ws,
                "--set", "brokers.binance.ws_api=" + m_ws};
    }
    [[nodiscard]] bool isUp() const
    {
        return !m_rest.isEmpty() && !m_ws.isEmpty();
    }
    [[nodiscard]] const QByteArray& words() const
    {
        return m_words;
    }

private:
    QProcess m_process;
    QString m_rest, m_ws;
    QByteArray m_words;
};

QStringList filesIn(const QString& folder)
{
    QStringList files;
    for (const auto& file : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
        files.append(file.filePath());
    }
    return files;
}

qint64 bytesIn(const QString& folder)
{
    qint64 bytes = 0;
    for (const auto& file : QDir(folder).entryInfoList(QDir::Files)) {
        bytes += file.size();
    }
    return bytes;
}

} // namespace

class TestCliRecording : public QObject
{
    Q_OBJECT

private slots:
    /// F1: kill -9 half way. What had been written plays back as a feed.
    void aKilledRecordingIsAFeed()
    {
        const Exchange exchange;
        QVERIFY2(exchange.isUp(), exchange.words().constData());
        const QTemporaryDir home;
        const QString tapes = home.filePath("tapes");
        QProcess process;
        startProgram(process,
                     QStringList{"run", "--headless", "--broker", "binance:BTCUSDT", "--record", tapes, "--profile",
                                 home.filePath("profile")}
                         + exchange.addresses());
        QElapsedTimer timer;
        timer.start();
        while (filesIn(tapes).size() < 3 || bytesIn(tapes) < 3'000) {
            if (timer.elapsed() > 60'000 || process.waitForFinished(50)) {
                QFAIL((process.readAllStandardError() + process.readAllStandardOutput()).constData());
            }
        }
        QVERIFY(::kill(static_cast<pid_t>(process.processId()), SIGKILL) == 0);
        QVERIFY(process.waitForFinished(10'000));

        const auto info = runProgram(QStringList{"data", "info", "--json"} + filesIn(tapes));
        const auto run = runProgram(QStringList{"run", "--headless", "--json", "--profile", home.filePath("replay"),
                                                "--strategy", "sma_cross:interval=1s,fast=2,slow=3", "--feed"}
                                    + filesIn(tapes));

        QCOMPARE(info.code, 0);
        int rows = 0;
        for (const auto& one : info.json().value("files").toArray()) {
            const auto file = one.toObject();
            QVERIFY(file.value("recording").toObject().value("ends_early").toBool());
            QCOMPARE(file.value("instrument").toString(), QStringLiteral("binance:BTCUSDT"));
            rows += file.value("rows").toInt();
        }
        QVERIFY(rows > 20);
        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(run.json().value("events").toInt() >= rows);
    }

    void aFolderIsNothingWithoutABroker()
    {
        const QTemporaryDir home;

        const auto result = runProgram({"run", "--headless", "--feed", "synthetic:1", "--record",
                                        home.filePath("tapes"), "--profile", home.filePath("profile"), "--json"});

        QCOMPARE(result.code, 2);
        QVERIFY(result.json().value("error").toObject().value("message").toString().contains("--record"));
        QVERIFY(!QDir(home.filePath("tapes")).exists());
    }
};

QTEST_GUILESS_MAIN(TestCliRecording)
#include "tst_cli_recording.moc"
