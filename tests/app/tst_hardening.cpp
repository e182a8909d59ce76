// needs: app programs
//
// V32: what the compiler and the linker were asked for (safety 4.8) is looked for in each program that users get, as it
// is installed; and the look finds what is missing in one that was made without.

#include "tests/support/program_run.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestHardening : public QObject
{
    Q_OBJECT

    static ProgramResult run(const QString& program, const QStringList& words)
    {
        QProcess process;
        process.start(program, words);
        return endOf(process);
    }
    static ProgramResult look(const QString& folder)
    {
        return run(OMNI_SOURCE_DIR "/scripts/hardening", {"--folder", folder});
    }
    /// A small program made with these words to the compiler, in a folder of its own.
    static bool make(const QTemporaryDir& folder, const QStringList& words)
    {
        writeFile(folder.filePath("weak.cpp"),
                  "#include <cstdio>\n#include <cstring>\n"
                  "int main(int count, char** words)\n{\n    char text[16];\n"
                  "    std::memcpy(text, words[0], static_cast<unsigned long>(count) * 3);\n"
                  "    return std::printf(\"%s\", text);\n}\n");
        const auto made = run("c++", words + QStringList{"-o", folder.filePath("weak"), folder.filePath("weak.cpp")});
        QFile::remove(folder.filePath("weak.cpp"));
        return made.code == 0;
    }

private slots:
    void initTestCase()
    {
#if !defined(__linux__)
        QSKIP("readelf looks at programs of Linux");
#endif
#if defined(OMNI_SANITIZED) || !defined(NDEBUG)
        QSKIP("sanitizers and FORTIFY stand in each other's way, and FORTIFY needs an optimised build");
#endif
        if (QStandardPaths::findExecutable(QStringLiteral("readelf")).isEmpty()) {
            QSKIP("readelf is not installed (binutils): the hardening of the programs was not looked at");
        }
    }

    void allThatIsInstalledIsHardened()
    {
        QTemporaryDir folder;
        const auto installed = run("cmake", {"--install", OMNI_BINARY_DIR, "--prefix", folder.path()});
        QVERIFY2(installed.code == 0, (installed.out + installed.err).constData());

        const auto told = look(folder.path());

        QVERIFY2(told.code == 0, (told.out + told.err).constData());
        const auto programs = QDir(folder.filePath("bin")).entryList(QDir::Files);
        for (const char* program : {"omnitrade", "omnitrade-watchdog"}) {
            QVERIFY2(programs.contains(program), program);
        }
        QVERIFY2(told.out.contains(QByteArray::number(programs.size()) + " programs, 0 faults"), told.out.constData());
        // And they are whole: what is installed runs from where it lies.
        QCOMPARE(run(folder.filePath("bin/omnitrade"), {"--version"}).code, 0);
    }

    void findsWhatIsMissing_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("fault");
        const QStringList good{"-O2",
                               "-U_FORTIFY_SOURCE",
                               "-D_FORTIFY_SOURCE=2",
                               "-fstack-protector-strong",
                               "-fPIE",
                               "-pie",
                               "-Wl,-z,relro,-z,now,-z,noexecstack"};
        const auto row = [&good](const char* name, const QStringList& more, const char* fault) {
            QTest::newRow(name) << good + more << QByteArray(fault);
        };
        row("nothing", {}, "");
        row("its place", {"-no-pie", "-fno-pie"}, "random address");
        row("early binding", {"-Wl,-z,lazy"}, "full RELRO");
        row("read-only names", {"-Wl,-z,norelro"}, "full RELRO");
        row("a quiet stack", {"-Wl,-z,execstack"}, "stack may be executed");
        row("canaries", {"-fno-stack-protector"}, "canary");
        row("checked copies", {"-U_FORTIFY_SOURCE"}, "FORTIFY");
        row("no path of its own", {"-Wl,-rpath,/tmp/anybody"}, "looks for libraries in /tmp/anybody");
    }
    void findsWhatIsMissing()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, fault);
        QTemporaryDir folder;
        if (!make(folder, words)) {
            QSKIP("no compiler makes programs here: it is not shown that a weak one is found");
        }

        const auto told = look(folder.path());

        QCOMPARE(told.code, fault.isEmpty() ? 0 : 1);
        QVERIFY2(told.out.contains(fault), told.out.constData());
        const QByteArray count = fault.isEmpty() ? "1 programs, 0 faults" : "1 programs, 1 faults";
        QVERIFY2(told.out.contains(count), told.out.constData());
    }

    void aFolderWithoutProgramsIsNoProof()
    {
        QTemporaryDir folder;
        writeFile(folder.filePath("readme"), "no program");
        QCOMPARE(look(folder.path()).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
