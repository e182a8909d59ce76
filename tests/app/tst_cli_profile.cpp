// needs: app
#include "tests/support/program_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#ifdef __linux__
#include <sys/mount.h>
#include <unistd.h>
#endif

using namespace omni::tests;

namespace {

/// A market without end, at a pace that lets us in between.
QStringList pacedRun(const QString& profile)
{
    return {"run",       "--headless", "--profile",   profile, "--feed",     "synthetic:3",
            "--until",   "1d",         "--speed",     "200x",  "--strategy", "sma_cross:interval=1s,fast=5,slow=15",
            "--approve", "all",        "--json-lines"};
}

QStringList shortRun(const QString& profile)
{
    return {"run", "--headless", "--profile", profile, "--feed", "synthetic:3", "--until", "2m", "--json"};
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Flips a bit in the middle of the first segment of that name.
void flipIn(const QString& profile, const QString& segments)
{
    const QDir folder(profile + "/journal");
    QFile file(folder.filePath(folder.entryList({segments}, QDir::Files).value(0)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 2);
    char byte = 0;
    file.getChar(&byte);
    file.seek(file.size() / 2);
    file.putChar(static_cast<char>(byte ^ 0x10));
}

} // namespace

class TestCliProfile : public QObject
{
    Q_OBJECT

private slots:
    void aNewProfileIsItsOwnersAlone()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("deep/profile");

        QCOMPARE(runProgram(shortRun(profile)).code, 0);

        const auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY((QFile::permissions(profile) & others) == 0);
        QVERIFY((QFile::permissions(profile) & ownerOnly) == ownerOnly);
        QVERIFY((QFile::permissions(profile + "/config.toml") & others) == 0);
        QVERIFY(QFile::exists(profile + "/journal/clean-end.oms"));
    }

    void aSecondProgramIsRefusedAndTouchesNothing()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QProcess first;
        startProgram(first, pacedRun(profile));
        QVERIFY(waitForOutput(first, "\"kind\":\"cash\""));

        const auto second = runProgram(shortRun(profile));

        QCOMPARE(second.code, 4);
        QCOMPARE(second.json().value("error").toObject().value("code").toString(), QString("profile_in_use"));
        QVERIFY(second.err.contains(QByteArray::number(static_cast<qlonglong>(first.processId()))));
        ::kill(static_cast<pid_t>(first.processId()), SIGTERM);
        QCOMPARE(endOf(first).code, 130);
        QCOMPARE(runProgram(shortRun(profile)).code, 0);
    }

    void anInterruptedSessionEndsInOrder_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void anInterruptedSessionEndsInOrder()
    {
        QFETCH(int, number);
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QProcess process;
        startProgram(process, pacedRun(profile));
        QVERIFY(waitForOutput(process, "\"kind\":\"fill\""));

        ::kill(static_cast<pid_t>(process.processId()), number);
        const auto result = endOf(process);

        QCOMPARE(result.code, 130);
        QVERIFY(result.out.contains("\"kind\":\"summary\""));
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
        const auto replay = runProgram({"replay", profile, "--json"});
        QVERIFY2(replay.code == 0, replay.out.constData());
    }

    // A terminal signals the whole group and a wrapper passes its own signal on: one Ctrl+C, several signals.
    void aSignalThatComesTwiceAtOnceStillEndsInOrder()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QProcess process;
        startProgram(process, pacedRun(profile));
        QVERIFY(waitForOutput(process, "\"kind\":\"fill\""));

        for (const int number : {SIGINT, SIGTERM, SIGINT}) {
            ::kill(static_cast<pid_t>(process.processId()), number);
        }
        const auto result = endOf(process);

        QCOMPARE(result.code, 130);
        QVERIFY(result.out.contains("\"kind\":\"summary\""));
        QVERIFY(QFile::exists(profile + "/journal/clean-end.oms"));
    }

    // The number of a closed stream must not become that of a file of the profile.
    void closedStreamsDoNotSpoilTheProfile()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QProcess shell;
        shell.start(
            "/bin/sh",
            QStringList{"-c", "exec \"$0\" \"$@\" <&- >&- 2>&-", QStringLiteral(OMNI_PROGRAM)}
                + QStringList{"run", "--headless", "--profile", profile, "--feed", "synthetic:3", "--until", "5m"});

        const auto result = endOf(shell);

        QCOMPARE(result.code, 1); // nobody could be told
        QVERIFY(runProgram({"journal", "verify", profile}).out.startsWith("sound"));
        QFile lock(profile + "/lock");
        QVERIFY(lock.open(QIODevice::ReadOnly));
        QVERIFY2(lock.size() < 20, lock.readAll().left(200).constData());
    }

    // A wait of a thousand years of market time ends at once.
    void aStopDoesNotWaitForTheMarket()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        writeFile(home.filePath("GAP_trades.csv"),
                  "timestamp_ns,price,size,side\n946684800000000000,10,1,B\n"
                  "1709562601000000000,10,1,B\n");
        QProcess process;
        startProgram(process,
                     {"run", "--headless", "--profile", profile, "--feed", home.filePath("GAP_trades.csv"), "--speed",
                      "1x", "--json-lines"});
        QVERIFY(waitForOutput(process, "\"kind\":\"cash\""));

        ::kill(static_cast<pid_t>(process.processId()), SIGINT);

        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
    }

    void whatWasDurableSurvivesAKill()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        for (int round = 0; round < 3; ++round) {
            QProcess process;
            startProgram(process, pacedRun(profile));
            QVERIFY(waitForOutput(process, "\"kind\":\"fill\""));
            process.kill();
            process.waitForFinished();
        }

        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
        const auto next = runProgram(shortRun(profile));
        QVERIFY2(next.code == 0, next.err.constData());
        QVERIFY2(next.err.contains("the last session did not come to its end"), next.err.constData()); // F12
        const auto fills = runProgram({"journal", "export", profile, "--json", "--kind", "fill"}).lines();
        QVERIFY(fills.size() >= 3);
        const auto replay = runProgram({"replay", profile, "--json"});
        QVERIFY2(replay.code == 0, replay.out.constData());
        QCOMPARE(replay.json().value("state_hash"), next.json().value("state_hash"));
        QVERIFY(!runProgram(shortRun(profile)).err.contains("did not come to its end")); // that one had
    }

    // F8: no sync vouches for the tape of a session that was killed, and still nothing of it is thrown away.
    void aBitThatFlipsAfterAKillCostsNothingThatIsSound()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QProcess process;
        startProgram(process, pacedRun(profile));
        QVERIFY(waitForOutput(process, "\"kind\":\"fill\""));
        process.kill();
        process.waitForFinished();
        flipIn(profile, "tape-*");
        const QDir folder(profile + "/journal");
        const auto tape = contentOf(folder.filePath("tape-00000001.omt"));
        QVERIFY(runProgram({"journal", "verify", profile}).out.contains("keep them aside"));

        const auto next = runProgram(shortRun(profile));

        QVERIFY2(next.code == 0, next.err.constData());
        const auto asides = folder.entryList({"aside-tape-*.oma"}, QDir::Files);
        QCOMPARE(asides.size(), 1);
        QVERIFY2(next.err.contains(asides.front().toUtf8()), next.err.constData());
        const auto kept = contentOf(folder.filePath(asides.front()));
        QVERIFY(tape.endsWith(kept));
        const auto now = contentOf(folder.filePath("tape-00000001.omt"));
        QVERIFY(now.startsWith(tape.left(tape.size() - kept.size())));
        const auto verified = runProgram({"journal", "verify", profile});
        QVERIFY2(verified.code == 0 && verified.out.contains("missing from the record"), verified.out.constData());
        const auto replay = runProgram({"replay", profile, "--json"});
        QVERIFY2(replay.code == 0, replay.out.constData());
        QVERIFY2(replay.out.contains("missing from the tape"), replay.out.constData());
        QCOMPARE(replay.json().value("state_hash"), next.json().value("state_hash"));
    }

    void aDamagedJournalIsRefusedAndLeftAlone()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QCOMPARE(runProgram(shortRun(profile)).code, 0);
        flipIn(profile, "journal-*");
        const auto before = QDir(profile + "/journal").entryInfoList(QDir::Files, QDir::Name);

        const auto run = runProgram(shortRun(profile));

        QCOMPARE(run.code, 3);
        const auto error = run.json().value("error").toObject();
        QCOMPARE(error.value("code").toString(), QString("journal_corrupt"));
        QVERIFY(error.value("message").toString().contains("journal-00000001"));
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 1);
        const auto after = QDir(profile + "/journal").entryInfoList(QDir::Files, QDir::Name);
        QCOMPARE(after.size(), before.size());
    }

    // F8: a person decides to go on without them, and is told how.
    void aDamagedTapeIsRefusedUntilItIsMovedAway()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        const auto first = runProgram(shortRun(profile));
        QCOMPARE(first.code, 0);
        flipIn(profile, "tape-*");

        const auto refused = runProgram(shortRun(profile));

        QCOMPARE(refused.code, 3);
        const auto error = refused.json().value("error").toObject();
        QCOMPARE(error.value("code").toString(), QString("journal_corrupt"));
        QVERIFY(error.value("message").toString().contains("tape-00000001"));
        QVERIFY(error.value("hint").toString().contains("move tape-*.omt and clean-end.oms out"));
        QCOMPARE(runProgram({"replay", profile}).code, 3);
        QVERIFY(runProgram({"journal", "state-hash", profile}).out.trimmed()
                == first.json().value("state_hash").toString().toUtf8());

        for (const char* name : {"tape-00000001.omt", "clean-end.oms"}) {
            QVERIFY(QFile::rename(profile + "/journal/" + name, home.filePath(name)));
        }
        const auto next = runProgram(shortRun(profile));
        QVERIFY2(next.code == 0, next.err.constData());
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
        const auto replay = runProgram({"replay", profile, "--json"});
        QCOMPARE(replay.code, 0);
        QVERIFY2(replay.out.contains("missing from the tape"), replay.out.constData());
        QCOMPARE(replay.json().value("state_hash"), next.json().value("state_hash"));
    }

    // A run that ends before its session begins has written nothing: the record stays cleanly ended, and a file that is
    // missing afterwards is damage.
    void aMistypedRunLeavesTheCleanEndStanding()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QCOMPARE(runProgram(shortRun(profile)).code, 0);
        QCOMPARE(runProgram({"run", "--headless", "--feed", home.filePath("typo.csv"), "--profile", profile}).code, 3);

        const auto verified = runProgram({"journal", "verify", profile, "--json"});
        QCOMPARE(verified.code, 0);
        QCOMPARE(verified.json().value("clean_end"), QJsonValue(true));
        QVERIFY(QFile::remove(profile + "/journal/tape-00000001.omt"));
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 1);
        QCOMPARE(runProgram({"replay", profile}).code, 3);
    }

    void aFolderWithoutAJournalIsNoSoundJournal()
    {
        QTemporaryDir home;
        QCOMPARE(runProgram({"journal", "verify", home.path()}).code, 2);
        for (const QStringList& arguments :
             {QStringList{"replay", home.path()}, QStringList{"journal", "state-hash", home.path()}}) {
            const auto result = runProgram(arguments + QStringList{"--json"});
            QCOMPARE(result.code, 3);
            QCOMPARE(result.json().value("error").toObject().value("code").toString(), QString("no_journal"));
        }
    }

    void aJournalOfANewerVersionIsRefused()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QCOMPARE(runProgram(shortRun(profile)).code, 0);
        const QDir folder(profile + "/journal");
        QFile file(folder.filePath(folder.entryList({"journal-*"}, QDir::Files).value(0)));
        QVERIFY(file.open(QIODevice::ReadWrite));
        // Magic, version 2, length, and the CRC-32C of these twelve bytes.
        const QByteArray head = QByteArray("OMNISEG\n") + QByteArray::fromHex("02008000");
        quint32 crc = 0xffff'ffff;
        for (const char c : head) {
            crc ^= static_cast<unsigned char>(c);
            for (int i = 0; i < 8; ++i) {
                crc = (crc >> 1) ^ (0x82f6'3b78U & (0U - (crc & 1U)));
            }
        }
        crc = ~crc;
        file.write(head);
        for (int i = 0; i < 4; ++i) {
            file.putChar(static_cast<char>(crc >> (8 * i)));
        }
        file.close();

        QCOMPARE(runProgram(shortRun(profile)).code, 3);
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 3);
        QCOMPARE(runProgram({"replay", profile}).code, 3);
    }

    // A breaker outlives the session, and the next one says so instead of doing nothing in silence.
    void aBreakerFromBeforeIsTold()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        const QStringList run{
            "run",         "--headless", "--profile", profile,      "--feed",
            "synthetic:3", "--until",    "20m",       "--strategy", "sma_cross:interval=1s,fast=5,slow=15",
            "--approve",   "all",        "--json",    "--set",      "risk.losing_streak=1"};
        QCOMPARE(runProgram(run).code, 0);

        const auto second = runProgram(run);

        QCOMPARE(second.code, 0);
        QVERIFY2(second.err.contains("breaker losing_streak (1 of 1) has stood since 2024-03-04"),
                 second.err.constData());
        QCOMPARE(second.json().value("orders").toInteger(), qint64{0});
        QVERIFY2(second.err.trimmed().split('\n').last().startsWith(
                     "note: nothing new could be opened in this run: the breaker losing_streak (1 of 1)"),
                 second.err.constData());
        QVERIFY(!runProgram(run + QStringList{"--rearm", "losses reviewed, go on"}).err.contains("nothing new"));
    }

    void aBadConfigurationStopsTheStart()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QCOMPARE(runProgram(shortRun(profile)).code, 0);
        writeFile(profile + "/config.toml", "[risk]\ndaily_loss = \"9 %\"\ndrawdonw = \"1 %\"\n");
        const auto hash = runProgram({"journal", "state-hash", profile}).out;

        const auto result = runProgram(shortRun(profile));

        QCOMPARE(result.code, 3);
        QVERIFY(result.err.contains("config.toml:2: risk.daily_loss: 9 % is outside 0.01 % to 5 %"));
        QVERIFY(result.err.contains("config.toml:3: risk.drawdonw"));
        QCOMPARE(result.json().value("error").toObject().value("line").toInteger(), qint64{2});
        QCOMPARE(runProgram({"journal", "state-hash", profile}).out, hash);
    }

    void aMissingExtraConfigurationIsBadInput()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");

        QCOMPARE(runProgram(shortRun(profile) + QStringList{"--config", home.filePath("none.toml")}).code, 3);
        QVERIFY(!QFile::exists(profile));
    }

    void aFolderThatOthersMayWriteIsRefused()
    {
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QVERIFY(QDir().mkdir(profile));
        QVERIFY(QFile::setPermissions(profile, QFile::Permissions(0x7777)));

        const auto result = runProgram(shortRun(profile));

        QCOMPARE(result.code, 4);
        QVERIFY(QDir(profile).isEmpty());
    }

    void aReadOnlyProfileIsRefused()
    {
#ifdef __linux__
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QVERIFY(QDir().mkdir(profile));
        const auto path = profile.toUtf8();
        if (::mount("tmpfs", path.constData(), "tmpfs", MS_RDONLY, "mode=0700") != 0) {
            if (::geteuid() == 0) {
                QSKIP("A READ-ONLY FOLDER WAS NOT TESTED: root may not mount here.");
            }
            QVERIFY(QFile::setPermissions(profile, QFile::ReadOwner | QFile::ExeOwner));
        }

        const auto result = runProgram(shortRun(profile));
        ::umount(path.constData());

        QCOMPARE(result.code, 4);
        QVERIFY(result.err.contains(profile.toUtf8()));
#else
        QSKIP("A READ-ONLY FOLDER WAS NOT TESTED: no mount on this system.");
#endif
    }

    void aFullDiskEndsTheRunInWords()
    {
#ifdef __linux__
        QTemporaryDir home;
        const auto profile = home.filePath("profile");
        QVERIFY(QDir().mkdir(profile));
        const auto path = profile.toUtf8();
        if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=3m,mode=0700") != 0) {
            QSKIP("A FULL DISK WAS NOT TESTED: this needs the right to mount a small file system.");
        }

        const auto result = runProgram(
            {"run", "--headless", "--profile", profile, "--feed", "synthetic:3", "--until", "6h", "--json"});
        const auto verify = runProgram({"journal", "verify", profile});
        ::umount(path.constData());

        QCOMPARE(result.code, 1);
        const auto error = result.json().value("error").toObject();
        QVERIFY2(error.value("code").toString() == "journal_full", result.out.constData());
        QVERIFY(!error.value("hint").toString().isEmpty());
        QCOMPARE(verify.code, 0);
#else
        QSKIP("A FULL DISK WAS NOT TESTED: no mount on this system.");
#endif
    }
};

QTEST_GUILESS_MAIN(TestCliProfile)
#include "tst_cli_profile.moc"
