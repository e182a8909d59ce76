// F16, S4: a profile that is put back from a backup. What the venue knows and the books do not is told, the desk does
// not trade before it has been looked at, and no id is ever used twice.
//
// needs: app Qt6::Network
#include "tests/support/folder_copy.h"
#include "tests/support/paper_venue.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliBackup : public QObject
{
    Q_OBJECT

private slots:
    void aBackupThatIsPutBackIsFoundOutAndUsesNoIdAgain()
    {
        PaperVenue venue;
        QTemporaryDir home;
        const QString profile = home.filePath("profile"), backup = home.filePath("backup");
        {
            AskedRun first(profile, venue.session(profile), venue.environment());
            QVERIFY2(first.fillsUpTo(2), first.process.readAllStandardError().constData());
            QCOMPARE(first.end(), 130);
        }
        QVERIFY(omni::test::copyFolder(profile, backup));
        {
            AskedRun second(profile, venue.session(profile), venue.environment());
            QVERIFY2(second.fillsUpTo(6), second.process.readAllStandardError().constData());
            QCOMPARE(second.end(), 130);
        }
        const QStringList before = venue.names();
        QVERIFY(before.size() >= 4);
        QVERIFY(QDir(profile).removeRecursively());
        QVERIFY(QDir().rename(backup, profile));

        AskedRun restored(profile, venue.session(profile), venue.environment());
        // All that the later start bought it sold again, perhaps: only the names of its orders tell.
        const bool isTold
            = restored.becomes([](const QJsonObject& now) { return !now["breakers"].toArray().isEmpty(); });

        const auto status = QJsonDocument(restored.status()).toJson();
        QVERIFY2(isTold, status + restored.process.readAllStandardError());
        QVERIFY2(restored.status()["mode"].toString() != "manual", status);
        QTest::qWait(4'000); // the strategy goes on wishing
        QCOMPARE(venue.names().size(), before.size()); // and nothing leaves
        QCOMPARE(restored.end(), 130);
        const QStringList after = venue.names();
        QCOMPARE(QSet<QString>(after.begin(), after.end()).size(), after.size());
        QCOMPARE(runProgram({"journal", "verify", profile}).code, 0);
        QVERIFY(runProgram({"journal", "export", profile}).out.contains("record_behind"));
    }
};

QTEST_GUILESS_MAIN(TestCliBackup)
#include "tst_cli_backup.moc"
