// needs: app

#include "tests/support/program_run.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

/// Without a display, however this test itself is run.
QProcessEnvironment noDisplay()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromLatin1(name));
    }
    return environment;
}

QProcessEnvironment offscreen()
{
    auto environment = noDisplay();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    return environment;
}

ProgramResult runWith(const QProcessEnvironment& environment, const QStringList& arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    startProgram(process, arguments);
    return endOf(process);
}

/// The session has written something that counts.
bool hasJournal(const QString& profile)
{
    const QDir journal(profile + QStringLiteral("/journal"));
    for (const auto& file : journal.entryInfoList(QDir::Files)) {
        if (file.size() > 10'000) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestCliWindow : public QObject
{
    Q_OBJECT

private slots:
    void withoutADisplayItSaysSo()
    {
        QTemporaryDir home;
        const auto profile = home.filePath(QStringLiteral("profile"));

        const auto result = runWith(noDisplay(), {QStringLiteral("--demo"), QStringLiteral("--profile"), profile});

        QCOMPARE(result.code, 5);
        QVERIFY(result.err.contains("there is no display"));
        QVERIFY(result.err.contains("omnitrade run --headless"));
        QVERIFY(!QDir(profile).exists());
    }

    void aDisplayThatDoesNotAnswerIsNoCrash()
    {
        QTemporaryDir home;
        auto environment = noDisplay();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("no_such_platform"));

        const auto result
            = runWith(environment, {QStringLiteral("--profile"), home.filePath(QStringLiteral("profile"))});

        QCOMPARE(result.code, 5);
        QVERIFY(result.err.contains("the window cannot be opened"));
    }

    void commandsNeedNoDisplay()
    {
        QTemporaryDir home;
        const QStringList run{"run",     "--headless", "--feed",    "synthetic:1",
                              "--until", "1m",         "--profile", home.filePath(QStringLiteral("profile"))};

        QCOMPARE(runWith(noDisplay(), run).code, 0);
    }

    // The signal asks nothing of anybody; the session ends in order and its record reads as one that did.
    void aDemoStartsAtOnceAndASignalEndsItInOrder()
    {
        QTemporaryDir home;
        const auto profile = home.filePath(QStringLiteral("profile"));
        QProcess process;
        process.setProcessEnvironment(offscreen());
        startProgram(process, {QStringLiteral("--demo"), QStringLiteral("--profile"), profile});
        QTRY_VERIFY_WITH_TIMEOUT(hasJournal(profile), 60'000);

        const auto second = runWith(offscreen(), {QStringLiteral("--profile"), profile});
        process.terminate();
        const auto result = endOf(process);

        QCOMPARE(second.code, 4);
        QVERIFY(second.err.contains("is in use by"));
        QVERIFY2(result.code == 130, result.err.constData());
        const auto replayed = runProgram({QStringLiteral("replay"), profile, QStringLiteral("--json")});
        QCOMPARE(replayed.code, 0);
        QCOMPARE(replayed.json().value(QStringLiteral("identical")).toBool(), true);
    }
};

QTEST_GUILESS_MAIN(TestCliWindow)
#include "tst_cli_window.moc"
