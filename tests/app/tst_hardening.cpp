// needs: app
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

/// What the compiler and the linker were asked for (safety 4.8) is looked for in the program that users get.
class TestHardening : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
#if !defined(__linux__)
        QSKIP("readelf looks at programs of Linux");
#endif
        if (QStandardPaths::findExecutable(QStringLiteral("readelf")).isEmpty()) {
            QSKIP("readelf is not installed (binutils): the program's hardening was not looked at");
        }
    }

    void isLoadedAtARandomAddress()
    {
        QVERIFY(told({"-h"}).contains("DYN"));
        QVERIFY(told({"-d"}).contains(" PIE"));
    }

    void bindsAllNamesBeforeItRuns()
    {
        const QByteArray dynamic = told({"-d"});
        QVERIFY(dynamic.contains("BIND_NOW") || dynamic.contains(" NOW"));
        QVERIFY(told({"-l"}).contains("GNU_RELRO"));
    }

    void runsNothingOnItsStack()
    {
        for (const QByteArray& line : told({"-l"}).split('\n')) {
            if (line.contains("GNU_STACK")) {
                QVERIFY2(line.contains(" RW ") && !line.contains("RWE"), line.constData());
                return;
            }
        }
        QFAIL("no GNU_STACK header: the stack may be executable");
    }

    void guardsItsReturnAddresses()
    {
        QVERIFY(told({"--dyn-syms"}).contains("__stack_chk_fail"));
    }

    void checksTheSizesOfItsCopies()
    {
#if defined(NDEBUG)
        QVERIFY(told({"--dyn-syms"}).contains("__memcpy_chk"));
#else
        QSKIP("FORTIFY needs an optimised build");
#endif
    }

    void looksForLibrariesNowhereOfItsOwn()
    {
        const QByteArray dynamic = told({"-d"});
        QVERIFY(!dynamic.contains("RPATH") && !dynamic.contains("RUNPATH"));
    }

private:
    static QByteArray told(const QStringList& what)
    {
        QProcess readelf;
        readelf.start(QStringLiteral("readelf"), QStringList{QStringLiteral("-W")} + what + QStringList{OMNI_PROGRAM});
        if (!readelf.waitForFinished(60'000) || readelf.exitCode() != 0) {
            return {};
        }
        return readelf.readAllStandardOutput();
    }
};

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
