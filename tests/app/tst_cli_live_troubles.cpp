// What holds a run up from outside and is no stall: whoever does not read, a slow disk, a machine that sleeps.
// needs: app
#include "tests/support/program_run.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace omni::tests;

namespace {

QStringList running(const QString& profile, const QStringList& more)
{
    return QStringList{"run",         "--headless", "--feed",
                       "synthetic:7", "--strategy", "sma_cross:interval=1s,fast=2,slow=3",
                       "--approve",   "all",        "--profile",
                       profile}
    + more;
}

/// A pipe of the least size, full from the start, that nobody reads until `drain`.
class FullPipe
{
public:
    explicit FullPipe(const QString& path)
        : m_path(path)
    {
        const auto name = path.toLocal8Bit();
        if (::mkfifo(name.constData(), 0600) == 0) {
            m_end = ::open(name.constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
            ::fcntl(m_end, F_SETPIPE_SZ, 4096);
            const QByteArray filling(256, 'x');
            while (::write(m_end, filling.constData(), static_cast<std::size_t>(filling.size())) > 0) { }
        }
    }
    ~FullPipe()
    {
        ::close(m_end);
    }
    FullPipe(const FullPipe&) = delete;
    FullPipe& operator=(const FullPipe&) = delete;
    [[nodiscard]] QString path() const
    {
        return m_path;
    }
    QByteArray drain()
    {
        QByteArray all(4096, 0);
        const auto count = ::read(m_end, all.data(), static_cast<std::size_t>(all.size()));
        return all.left(static_cast<int>(std::max<ssize_t>(0, count)));
    }

private:
    QString m_path;
    int m_end = -1;
};

QJsonObject status(const QString& profile)
{
    return runProgram({"status", "--json", "--profile", profile}).json();
}

bool until(const QString& profile, const std::function<bool(const QJsonObject&)>& isSo)
{
    const QDeadlineTimer end(60'000);
    while (!end.hasExpired()) {
        if (isSo(status(profile))) {
            return true;
        }
        QTest::qSleep(50);
    }
    return false;
}

bool isRunning(const QJsonObject& status)
{
    return status.value("phase") == "running";
}

/// Nobody says that the engine had stalled: neither the profile nor its record.
bool hasNoStall(const QString& profile)
{
    return !QFile::exists(profile + "/engine-stalled")
        && !runProgram({"journal", "export", profile, "--kind", "alert"}).out.contains("engine_stalled");
}

/// The level in the kill switch's own file: of its two copies the later one.
int levelInFile(const QString& profile)
{
    QFile file(profile + "/kill-latch");
    if (!file.open(QIODevice::ReadOnly)) {
        return -1;
    }
    const QByteArray bytes = file.readAll();
    int level = -1;
    quint64 newest = 0;
    for (const int at : {0, 4096}) {
        if (bytes.mid(at, 8) == "OMNIKILL") {
            quint64 turn = 0;
            for (int i = 7; i >= 0; --i) {
                turn = turn << 8 | static_cast<quint8>(bytes[at + 16 + i]);
            }
            level = turn >= newest ? bytes[at + 10] : level;
            newest = std::max(newest, turn);
        }
    }
    return level;
}

} // namespace

class TestCliLiveTroubles : public QObject
{
    Q_OBJECT

private slots:
    // S2, S26: a pager, a terminal that was stopped. Nothing waits for it: the kill switch cancels, the session ends in
    // order when it is told to, and nothing is latched as a stall.
    void aReaderThatDoesNotReadHoldsNothingUp_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::newRow("live") << QStringList{"--driver", "live"};
        QTest::newRow("simulated, as it was") << QStringList{"--speed", "1x"};
        QTest::newRow("simulated, as fast as it can") << QStringList{"--speed", "max", "--until", "720h"};
    }
    void aReaderThatDoesNotReadHoldsNothingUp()
    {
        QFETCH(QStringList, more);
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        FullPipe pipe(home.filePath("pipe"));
        QProcess process;
        process.setStandardOutputFile(pipe.path());
        startProgram(process, running(profile, more));
        QVERIFY(until(profile, [](const QJsonObject& now) { return isRunning(now) && now["fills"].toInt() > 0; }));
        QTest::qSleep(3'000); // longer than an engine may be silent

        const auto killed = runProgram({"kill", "--level", "cancel_all", "--profile", profile});
        QCOMPARE(killed.code, 0);
        const bool isQuiet = until(profile, [](const QJsonObject& now) {
            return !now["latches"].toArray().isEmpty() && now["open_orders"].toInt(-1) == 0;
        });
        QVERIFY2(isQuiet,
                 QJsonDocument(status(profile)).toJson()
                     + runProgram({"journal", "export", profile}).out.right(20'000));
        const QDeadlineTimer end(20'000);
        process.terminate();
        QVERIFY(process.waitForFinished(mostMilliseconds));
        QVERIFY(!end.hasExpired());

        QCOMPARE(process.exitCode(), 130);
        QVERIFY(process.readAllStandardError().contains("nobody has read the end of the output"));
        QVERIFY(hasNoStall(profile));
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
    }

    // F21: SIGSTOP, as a machine that sleeps looks to a program.
    void aSuspendedRunGoesOn()
    {
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        startProgram(process, running(profile, {"--driver", "live"}));
        QVERIFY(waitForOutput(process, "fill "));

        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGSTOP), 0);
        QTest::qSleep(4'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGCONT), 0);

        process.readAllStandardOutput();
        QVERIFY(waitForOutput(process, "fill "));
        QCOMPARE(status(profile)["mode"].toString(), QStringLiteral("manual"));
        process.terminate();
        const auto result = endOf(process);
        QCOMPARE(result.code, 130);
        QVERIFY(result.err.contains("stood still for more than a second"));
        QVERIFY(hasNoStall(profile));
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
    }

    // F7: each thread's thirtieth sync takes five seconds.
    void aRunOnASlowDiskGoesOn()
    {
        const auto strace = QStandardPaths::findExecutable("strace");
        if (strace.isEmpty()) {
            QSKIP("THE SLOW DISK IS NOT TESTED WITH THE PROGRAM: strace is not on this machine");
        }
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        process.setProgram(strace);
        process.setArguments(QStringList{"-f", "--seccomp-bpf", "-o", home.filePath("trace"), "-e",
                                         "trace=fdatasync,fsync", "-e",
                                         "inject=fdatasync,fsync:delay_enter=5000000:when=30", OMNI_PROGRAM}
                             + running(profile, {"--driver", "live", "--until", "25s"}));
        process.start(QIODevice::ReadOnly);
        const auto result = endOf(process);
        if (result.err.contains("ptrace") || result.err.contains("PTRACE")) {
            QSKIP("THE SLOW DISK IS NOT TESTED WITH THE PROGRAM: strace may not trace here");
        }
        QFile trace(home.filePath("trace"));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        QVERIFY2(trace.readAll().contains("(DELAYED)"), "the fault did not fire");
        QCOMPARE(result.code, 0);
        QVERIFY2(result.err.contains("the disk is slow"), result.err.constData());
        QVERIFY2(result.err.contains("the disk goes on, after "), result.err.constData());
        QVERIFY(hasNoStall(profile));
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
    }

    // S12: the record says that everything is latched, and the kill switch's own file was lost. The gate is closed and
    // the file written again before anything runs; and whoever clears the one clears the other.
    void aLatchOfTheRecordClosesTheSwitch()
    {
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QProcess process;
        startProgram(process, running(profile, {"--speed", "1x"}));
        QVERIFY(until(profile, isRunning));
        QCOMPARE(runProgram({"kill", "--level", "cancel_all", "--profile", profile}).code, 0);
        QVERIFY(until(profile, [](const QJsonObject& now) { return !now["latches"].toArray().isEmpty(); }));
        process.terminate();
        QCOMPARE(endOf(process).code, 130);
        const int level = levelInFile(profile);
        QVERIFY(level > 0);

        for (const QStringList& driver :
             {QStringList{"--until", "1h"}, QStringList{"--driver", "live", "--until", "2s"}}) {
            QVERIFY(QFile::remove(profile + "/kill-latch"));
            QCOMPARE(runProgram(running(profile, driver)).code, 0);
            QCOMPARE(levelInFile(profile), level);
        }
        for (const QStringList& driver :
             {QStringList{"--until", "1h"}, QStringList{"--driver", "live", "--until", "2s"}}) {
            QVERIFY(QFile::remove(profile + "/kill-latch"));
            QCOMPARE(runProgram(running(profile, driver + QStringList{"--rearm", "the test has looked at it"})).code,
                     0);
            QCOMPARE(levelInFile(profile), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestCliLiveTroubles)
#include "tst_cli_live_troubles.moc"
