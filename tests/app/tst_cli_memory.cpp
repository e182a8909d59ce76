// F11 and F72 with the real program: less and less memory, fewer and fewer files. Whatever happens to it is said, and
// the next start finds a record that is sound.
// needs: app
#include "tests/support/program_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

using namespace omni::tests;

namespace {

QStringList session(const QString& profile)
{
    return {"run",       "--headless", "--feed",    "synthetic:7", "--strategy", "sma_cross:interval=1s,fast=2,slow=3",
            "--approve", "all",        "--profile", profile,       "--until",    "5m",
            "--speed",   "max",        "--json"};
}

ProgramResult runWithin(int what, rlim_t most, const QStringList& arguments)
{
    QProcess process;
    process.setChildProcessModifier([what, most] {
        const struct rlimit none = {0, 0}, limit = {most, most};
        ::setrlimit(RLIMIT_CORE, &none);
        ::setrlimit(static_cast<__rlimit_resource>(what), &limit);
    });
    startProgram(process, arguments);
    return endOf(process);
}

} // namespace

class TestCliMemory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#if defined(OMNI_SANITIZED) || !defined(__linux__)
        QSKIP("a sanitizer takes more addresses than any limit leaves: what little memory does was not looked at");
#endif
    }

    void itSaysWhyItEnds_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<quint64>("most");
        for (const int mebibytes : {80, 100, 120, 140, 160, 170, 180, 190, 200, 210, 220, 240, 400}) {
            QTest::addRow("%d MiB", mebibytes) << int(RLIMIT_AS) << (quint64(mebibytes) << 20U);
        }
        for (const int files : {5, 8, 10, 12, 14, 16, 20, 40}) {
            QTest::addRow("%d files", files) << int(RLIMIT_NOFILE) << quint64(files);
        }
    }
    void itSaysWhyItEnds()
    {
        QFETCH(int, what);
        QFETCH(quint64, most);
        const QTemporaryDir dir;
        const auto profile = dir.filePath("p");

        const auto result = runWithin(what, most, session(profile));

        if (result.code != 0) {
            QVERIFY2(!result.err.trimmed().isEmpty() || result.json().contains("error"), result.out.constData());
            const bool isToldWell = result.code > 0 || result.err.contains("omnitrade: the program ends here: ");
            QVERIFY2(isToldWell, result.err.constData());
        }
        const auto again = runProgram(session(profile));
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
    }

    void withEnoughItRuns()
    {
        const QTemporaryDir dir;
        QCOMPARE(runWithin(RLIMIT_AS, rlim_t{1} << 30U, session(dir.filePath("p"))).code, 0);
    }
};

QTEST_APPLESS_MAIN(TestCliMemory)
#include "tst_cli_memory.moc"
