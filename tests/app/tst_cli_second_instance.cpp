// F14, S24: one program a profile, however many start at once and by whatever path they come.
//
// needs: app
#include "tests/support/program_run.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

#ifdef __linux__
#include <sys/mount.h>
#endif

using namespace omni::tests;

namespace {

QStringList paced(const QString& profile)
{
    return {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--json-lines", "--profile", profile};
}

} // namespace

class TestCliSecondInstance : public QObject
{
    Q_OBJECT

private slots:
    void ofTwentyThatStartAtOnceOneLives()
    {
        constexpr int count = 20;
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        std::vector<std::unique_ptr<QProcess>> all;
        for (int i = 0; i < count; ++i) {
            all.push_back(std::make_unique<QProcess>());
            all.back()->setProgram(OMNI_PROGRAM);
            all.back()->setArguments(paced(profile));
            all.back()->start(QIODevice::ReadOnly);
        }
        const auto living = [&] {
            int alive = 0;
            for (const auto& one : all) {
                one->waitForFinished(10);
                alive += one->state() == QProcess::NotRunning ? 0 : 1;
            }
            return alive;
        };
        const QDeadlineTimer patience(mostMilliseconds);
        while (living() > 1 && !patience.hasExpired()) { }

        QCOMPARE(living(), 1);
        QProcess* winner = nullptr;
        for (const auto& one : all) {
            if (one->state() != QProcess::NotRunning) {
                winner = one.get();
                continue;
            }
            QCOMPARE(one->exitCode(), 4);
            const auto words = one->readAllStandardOutput() + one->readAllStandardError();
            QVERIFY2(words.contains("profile_in_use") || words.contains("in use"), words.constData());
        }
        QVERIFY(waitForOutput(*winner, "\"kind\":\"cash\""));
        QCOMPARE(living(), 1);

        // The lock is the kernel's: a dead program has none.
        winner->kill();
        winner->waitForFinished();
        QProcess next;
        startProgram(next, paced(profile));
        QVERIFY(waitForOutput(next, "\"kind\":"));
        next.terminate();
        QCOMPARE(endOf(next).code, 130);
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
    }

    void thePathDoesNotMatter_data()
    {
        QTest::addColumn<bool>("isMounted");
        QTest::newRow("a link") << false;
        QTest::newRow("a second mount") << true;
    }
    void thePathDoesNotMatter()
    {
        QFETCH(bool, isMounted);
        QTemporaryDir home;
        const QString profile = home.filePath("profile");
        const QString other = home.filePath("other");
        QProcess first;
        startProgram(first, paced(profile));
        QVERIFY(waitForOutput(first, "\"kind\":\"cash\""));
        bool isThere = false;
        if (isMounted) {
#ifdef __linux__
            QVERIFY(QDir().mkdir(other));
            isThere = ::mount(profile.toUtf8().constData(), other.toUtf8().constData(), nullptr, MS_BIND, nullptr) == 0;
#endif
            if (!isThere) {
                first.terminate();
                endOf(first);
                QSKIP("A SECOND MOUNT OF A PROFILE WAS NOT TESTED: this needs the right to mount.");
            }
        } else {
            QVERIFY(QFile::link(profile, other));
        }

        const auto second = runProgram(paced(other));

#ifdef __linux__
        if (isMounted) {
            ::umount(other.toUtf8().constData());
        }
#endif
        QCOMPARE(second.code, 4);
        first.terminate();
        QCOMPARE(endOf(first).code, 130);
        QVERIFY(runProgram({"replay", profile}).out.startsWith("identical: "));
    }
};

QTEST_GUILESS_MAIN(TestCliSecondInstance)
#include "tst_cli_second_instance.moc"
