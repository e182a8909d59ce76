// needs: app
//
// What the process does not give away and does not take in: no core dumps (V8), no plugins but the system's (V34).

#include "tests/support/program_run.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace omni::tests;

class TestProcessHygiene : public QObject
{
    Q_OBJECT

private slots:
    // V8. The test allows itself cores of any size, so that a child would inherit that.
    void aSessionLeavesNoCoreDump()
    {
#if !defined(__linux__)
        QSKIP("/proc tells it on Linux");
#endif
        rlimit was{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &was), 0);
        const rlimit any{was.rlim_max, was.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_CORE, &any), 0);
        if (was.rlim_max == 0) {
            QSKIP("whoever started the test allows no core dumps: nothing can be seen");
        }
        QTemporaryDir home;
        QProcess session;
        session.setWorkingDirectory(home.path());
        startProgram(session,
                     {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--profile",
                      home.filePath("profile"), "--json-lines"});
        QVERIFY(waitForOutput(session, "\"kind\""));
        QFile limits(QStringLiteral("/proc/%1/limits").arg(session.processId()));
        QVERIFY(limits.open(QIODevice::ReadOnly));
        static const QRegularExpression line(QStringLiteral("Max core file size +0 +0"));
        const QString told = QString::fromUtf8(limits.readAll());
        QVERIFY2(line.match(told).hasMatch(), qPrintable(told));

        ::kill(static_cast<pid_t>(session.processId()), SIGABRT);
        session.waitForFinished(10'000);
        QVERIFY(session.exitStatus() == QProcess::CrashExit); // it did die of it
        QVERIFY(QDir(home.path()).entryList({QStringLiteral("core*")}, QDir::Files).isEmpty());
        ::setrlimit(RLIMIT_CORE, &was);
    }

    // V34: a fake of each plugin that the window wants, where a careless program would look for it.
    void aPlantedPluginIsNotEvenOpened()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty()) {
            QSKIP("strace is not installed: what the program opens was not looked at");
        }
        if (::geteuid() != 0) {
            QSKIP("only root may read what a program that is not dumpable opens: plugins were not looked at");
        }
        QTemporaryDir home;
        for (const char* folder : {"cwd", "home", "profile", "named"}) {
            for (const char* plugin :
                 {"platforms/libqoffscreen.so", "sqldrivers/libqsqlite.so", "imageformats/libqsvg.so",
                  "styles/libplanted.so", "tls/libqopensslbackend.so"}) {
                const QString file = home.filePath(QString::fromLatin1(folder) + "/" + plugin);
                QVERIFY(QDir().mkpath(QFileInfo(file).path()));
                writeFile(file,
                          "\x7f"
                          "ELF, and that is all that it has of one");
            }
        }
        QFile::setPermissions(home.filePath("profile"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_PLUGIN_PATH", home.filePath("named"));
        environment.insert("QT_QPA_PLATFORM_PLUGIN_PATH", home.filePath("named/platforms"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("HOME", home.filePath("home"));
        QProcess window;
        window.setProcessEnvironment(environment);
        window.setWorkingDirectory(home.filePath("cwd"));
        window.start("strace",
                     {"-D", "-f", "-e", "trace=open,openat,stat,newfstatat,access,faccessat", "-o",
                      home.filePath("trace"), OMNI_PROGRAM, "--demo", "--profile", home.filePath("profile")});
        QVERIFY(window.waitForStarted());
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(home.filePath("profile/store.sqlite")); }, 60'000));
        QTest::qWait(1'000);
        window.terminate(); // -D: it is the program that is our child
        QVERIFY(window.waitForFinished(30'000));
        QVERIFY(QTest::qWaitFor([&] { return QFile(home.filePath("trace")).size() > 0; }, 10'000));

        QFile trace(home.filePath("trace"));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        const QByteArray calls = trace.readAll();
        QVERIFY2(calls.contains("platforms/libqoffscreen.so"), "the system's own plugin was to be opened");
        for (const QByteArray& call : calls.split('\n')) {
            for (const char* planted : {"/platforms/", "/sqldrivers/", "/imageformats/", "/styles/", "/tls/"}) {
                QVERIFY2(!(call.contains(home.path().toUtf8()) && call.contains(planted)), call.constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestProcessHygiene)
#include "tst_process_hygiene.moc"
