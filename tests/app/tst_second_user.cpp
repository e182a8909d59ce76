// needs: app Qt6::Network
//
// V33: all that a running program leaves where others could come by it belongs to its user alone, and another user who
// tries everything gets nothing: not a byte to read, not a socket to call, no signal, no look into the process.

#include "tests/support/paper_venue.h"

#include <QDirIterator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace omni::tests;

namespace {

/// What another user tries with each path, and with the process itself; prints what it could do, a line each.
constexpr const char* tries = R"(
import ctypes, os, signal, socket, stat, sys
pid, paths = int(sys.argv[1]), sys.argv[2:]
def attempt(what, act):
    try:
        act()
        print(what)
    except (OSError, ValueError):
        pass
def call(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)
for path in paths:
    attempt(f"read {path}", lambda: open(path, "rb").read(1))
    attempt(f"wrote to {path}", lambda: open(path, "r+b").close())
    attempt(f"listed {path}", lambda: os.listdir(path))
    attempt(f"made a file in {path}", lambda: open(os.path.join(path, "planted"), "xb").close())
    attempt(f"removed {path}", lambda: os.rename(path, path + ".taken"))
    attempt(f"linked {path}", lambda: os.link(path, f"/tmp/taken.{pid}"))
    attempt(f"called {path}", lambda: call(path))
for name in ("mem", "environ", "maps", "fd", "cwd", "root", "io", "stack"):
    place = f"/proc/{pid}/{name}"
    attempt(f"looked into {place}", lambda: os.listdir(place) if name in ("fd", "cwd", "root") else open(place, "rb").read(1))
attempt("sent a signal", lambda: os.kill(pid, 0))
if ctypes.CDLL(None).ptrace(16, pid, 0, 0) == 0:
    print("traced it")
print("tried all")
)";

QStringList allBelow(const QString& folder)
{
    QStringList paths{folder};
    for (QDirIterator at(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
         at.hasNext();) {
        paths += at.next();
    }
    return paths;
}

QByteArrayList linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
}

/// Numbers of the sockets that the process holds.
QByteArrayList socketsOf(qint64 process)
{
    QByteArrayList numbers;
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(process));
    for (const auto& name : folder.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot)) {
        const auto target = QFile::symLinkTarget(folder.filePath(name)).section(u'/', -1);
        if (target.startsWith("socket:[")) {
            numbers += target.mid(8).chopped(1).toLatin1();
        }
    }
    return numbers;
}

} // namespace

class TestSecondUser : public QObject
{
    Q_OBJECT

    static QStringList session(const QString& profile)
    {
        return {"run",        "--headless", "--feed",    "synthetic:7", "--speed",   "1x",
                "--strategy", "sma_cross",  "--approve", "all",         "--profile", profile};
    }

    /// Files, sockets and shared memory of the process, below `folders` and wherever else it has mapped some.
    static QStringList allThatIsThere(qint64 process, const QString& home, const QStringList& folders)
    {
        QStringList paths;
        for (const auto& folder : folders) {
            paths += allBelow(folder);
        }
        for (const auto& line : linesOf(QStringLiteral("/proc/%1/maps").arg(process))) {
            const auto at = line.indexOf('/');
            const QString path = at < 0 ? QString() : QString::fromUtf8(line.mid(at));
            if (path.startsWith("/dev/shm/") || path.startsWith(home)) {
                paths += path;
            }
        }
        paths.removeDuplicates();
        return paths;
    }

    /// All are ours, and shut, but for the folder that `isOpen` names.
    static void checkRights(const QStringList& paths, const QString& isOpen)
    {
        QVERIFY(paths.size() > 8);
        int sockets = 0;
        for (const auto& path : paths) {
            struct stat found {
            };
            if (::lstat(path.toLocal8Bit().constData(), &found) != 0) {
                continue; // it was for a moment
            }
            QVERIFY2(found.st_uid == ::geteuid(), qPrintable(path));
            sockets += S_ISSOCK(found.st_mode) ? 1 : 0;
            QVERIFY2((found.st_mode & 077U) == 0 || path == isOpen,
                     qPrintable(path + " has mode " + QString::number(found.st_mode & 0777U, 8)));
        }
        QVERIFY(sockets >= 1);
    }

    /// That an open folder may be listed is all. The control is a file that anybody may read.
    static void checkWhatAnotherCanDo(qint64 process, const QStringList& paths, const QString& home,
                                      const QString& isOpen)
    {
        const QString open = home + "/for anybody";
        writeFile(open, "x");
        QVERIFY(::chmod(open.toLocal8Bit().constData(), 0644) == 0);
        QProcess other;
        other.start("setpriv",
                    QStringList{"--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs",
                                "/usr/bin/python3", "-B", "-c", QString::fromLatin1(tries), QString::number(process)}
                        + paths + QStringList{open});
        const auto told = endOf(other);
        QVERIFY2(told.code == 0, told.err.constData());
        auto done = QString::fromUtf8(told.out).split(u'\n', Qt::SkipEmptyParts);
        done.removeAll("listed " + isOpen);
        QCOMPARE(done.removeAll("read " + open), 1);
        QCOMPARE(done, QStringList{"tried all"});
    }

    /// No socket of the network, and none of this machine that is not a file of ours.
    static void checkOtherWays(qint64 process, const QString& home)
    {
        const auto held = socketsOf(process);
        QVERIFY(!held.isEmpty());
        for (const char* table : {"tcp", "tcp6", "udp", "udp6"}) {
            for (const auto& line : linesOf(QStringLiteral("/proc/%1/net/%2").arg(process).arg(table))) {
                const auto words = line.simplified().split(' ');
                QVERIFY2(words.size() < 10 || !held.contains(words[9]), (QByteArray(table) + line).constData());
            }
        }
        for (const auto& line : linesOf(QStringLiteral("/proc/%1/net/unix").arg(process))) {
            const auto words = line.simplified().split(' ');
            const bool isOurs = words.size() > 7 && held.contains(words[6]);
            QVERIFY2(!isOurs || words[7].startsWith(home.toUtf8()), line.constData());
        }
    }

private slots:
    void initTestCase()
    {
#if !defined(__linux__)
        QSKIP("/proc tells it on Linux");
#endif
    }

    void anotherUserGetsNothing_data()
    {
        QTest::addColumn<bool>("hasWindow");
        QTest::addColumn<int>("mode");
        QTest::newRow("a session") << false << 0700;
        QTest::newRow("a window") << true << 0700;
        // Somebody has opened the folder by mistake: each file is shut by itself.
        QTest::newRow("a session in a folder that is open") << false << 0755;
    }
    void anotherUserGetsNothing()
    {
        if (::geteuid() != 0) {
            QSKIP("not root: the test cannot become another user, so nobody tried");
        }
        if (QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty()
            || !QFile::exists(QStringLiteral("/usr/bin/python3"))) {
            QSKIP("setpriv or python3 is not here: nobody tried");
        }
        QFETCH(const bool, hasWindow);
        QFETCH(const int, mode);
        QTemporaryDir home;
        QVERIFY(::chmod(home.path().toLocal8Bit().constData(), 0755) == 0); // it is not this that keeps others out
        const QString profile = home.filePath("profile"), runtime = home.filePath("runtime");
        QVERIFY(QDir().mkpath(runtime));
        QVERIFY(::chmod(runtime.toLocal8Bit().constData(), 0700) == 0);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_RUNTIME_DIR", runtime);
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setStandardOutputFile(QProcess::nullDevice());
        startProgram(program, hasWindow ? QStringList{"--demo", "--profile", profile} : session(profile));
        QTRY_VERIFY_WITH_TIMEOUT(runProgram({"status", "--profile", profile}).code == 0, 60'000);
        QVERIFY(::chmod(profile.toLocal8Bit().constData(), static_cast<mode_t>(mode)) == 0);

        const auto paths = allThatIsThere(program.processId(), home.path(), {profile, runtime});
        checkRights(paths, mode == 0755 ? profile : QString());
        checkWhatAnotherCanDo(program.processId(), paths, home.path(), mode == 0755 ? profile : QString());
        checkOtherWays(program.processId(), home.path());
        if (QTest::currentTestFailed()) {
            program.kill();
        }
        QVERIFY(program.state() == QProcess::Running);
        program.terminate();
        QVERIFY(program.waitForFinished(30'000));
    }

    void aFolderThatOthersMayWriteToIsRefused()
    {
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QVERIFY(QDir().mkpath(profile));
        QVERIFY(::chmod(profile.toLocal8Bit().constData(), 0770) == 0);
        const auto refused = runProgram(session(profile) + QStringList{"--until", "1s"});
        QCOMPARE(refused.code, 4);
        QVERIFY2(refused.err.contains("profile"), refused.err.constData());
    }

    void anotherUsersFolderIsRefused()
    {
        if (::geteuid() != 0) {
            QSKIP("not root: no folder of another user can be made");
        }
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        QVERIFY(QDir().mkpath(profile));
        QVERIFY(::chmod(profile.toLocal8Bit().constData(), 0700) == 0);
        QVERIFY(::chown(profile.toLocal8Bit().constData(), 65'534, 65'534) == 0);
        QCOMPARE(runProgram(session(profile) + QStringList{"--until", "1s"}).code, 4);
    }
};

QTEST_GUILESS_MAIN(TestSecondUser)
#include "tst_second_user.moc"
