// needs: app
//
// V30 by the real program: what is kept of a person is handed over, then gone; the record stays sound and says
// person-1.
#include "tests/support/eight_encodings.h"
#include "tests/support/program_run.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

class TestCliPrivacy : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    [[nodiscard]] QString profile() const
    {
        return m_home.filePath("profile");
    }
    [[nodiscard]] ProgramResult privacy(const QStringList& words) const
    {
        return runProgram(QStringList{"privacy"} + words + QStringList{"--profile", profile(), "--json"});
    }
    /// Who decided, in the words of the export: each once.
    [[nodiscard]] QStringList deciders() const
    {
        QStringList found;
        for (const QJsonObject& line : runProgram({"journal", "export", profile(), "--json"}).lines()) {
            const QString by = line.value("by").toString();
            if (line.value("kind").toString() == "decision" && by.startsWith("script:")) { // else: the desk
                found << by;
            }
        }
        found.removeDuplicates();
        return found;
    }

private slots:
    void initTestCase()
    {
        const auto run = runProgram({"run", "--headless", "--feed", "synthetic:7", "--until", "30m", "--speed", "max",
                                     "--strategy", "sma_cross:interval=15s,fast=3,slow=8", "--approve", "all",
                                     "--profile", profile(), "--json"});
        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(run.json().value("approved").toInt() > 0);
    }
    void theRecordKnowsNoNameAndTheExportSaysIt()
    {
        const QString name = privacy({"export"}).json().value("name").toString();
        QVERIFY(!name.isEmpty());
        QCOMPARE(deciders(), QStringList{"script:" + name});
        QVERIFY(filesHolding(profile() + "/journal", "script:" + name.toUtf8()).isEmpty());
        QVERIFY(filesHolding(profile() + "/audit", "script:" + name.toUtf8()).isEmpty());
        QVERIFY(!filesHolding(profile() + "/journal", "script:person-1").isEmpty());
    }
    void theFolderIsForItsOwnerAlone()
    {
        const QString target = m_home.filePath("mine");
        const auto done = privacy({"export", "--out", target});
        QVERIFY2(done.code == 0, done.err.constData());
        QVERIFY(!done.json().value("empty").toBool());
        for (const char* name : {"personal-data.json", "notes.csv", "README.txt"}) {
            QVERIFY2(QFileInfo(target + '/' + name).size() > 0, name);
        }
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(target) & others));
        QCOMPARE(privacy({"export", "--out", target}).code, 1); // never over another
    }
    void erasingWantsItsSentence()
    {
        QCOMPARE(privacy({"erase"}).code, 4);
        QCOMPARE(privacy({"erase", "--confirm", "yes"}).code, 4);
        QVERIFY(!privacy({"export"}).json().value("name").isNull());
    }
    void erasingWaitsForTheSessionsEnd()
    {
        QProcess session;
        startProgram(
            session,
            {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--profile", profile(), "--json-lines"});
        QVERIFY(waitForOutput(session, "\"kind\""));
        const auto refused = privacy({"erase", "--confirm", "erase person-1"});
        const auto withheld = privacy({"export"}); // it has to stand in the audit record, which the session has
        session.terminate();
        static_cast<void>(endOf(session));

        QCOMPARE(refused.code, 4);
        QCOMPARE(withheld.code, 4);
        QVERIFY(!privacy({"export"}).json().value("name").isNull());
    }
    void erasedIsGoneAndTheRecordIsSound()
    {
        const QByteArray hash = runProgram({"journal", "state-hash", profile()}).out;

        const auto done = privacy({"erase", "--confirm", "erase person-1"});

        QVERIFY2(done.code == 0, done.err.constData());
        const auto second = privacy({"export"}).json();
        QVERIFY(second.value("name").isNull());
        QVERIFY(second.value("notes").toArray().isEmpty() && second.value("files").toArray().isEmpty());
        QVERIFY(!QFileInfo::exists(profile() + "/person-1"));
        QCOMPARE(deciders(), QStringList{"script:person-1"});
        QCOMPARE(runProgram({"journal", "verify", profile()}).code, 0);
        QCOMPARE(runProgram({"journal", "state-hash", profile()}).out, hash);
        QVERIFY(QFileInfo(profile() + "/erasures").size() > 0);
        // The tombstone, before and behind; each export; and the chain is whole.
        const auto told = runProgram({"audit", "export", "--profile", profile(), "--out", m_home.filePath("told.json"),
                                      "--format", "json", "--kind", "privacy.", "--json"});
        QVERIFY2(told.code == 0, told.err.constData());
        QFile file(m_home.filePath("told.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count("\"privacy.erase\""), 2);
        QVERIFY(text.count("\"privacy.export\"") >= 3);
        QVERIFY(text.contains("\"object\":\"person-1\""));
        QCOMPARE(runProgram({"audit", "verify", profile()}).code, 0);
    }
    void noProfileIsSaidSo()
    {
        const auto nowhere = runProgram({"privacy", "export", "--profile", m_home.filePath("nowhere"), "--json"});
        QCOMPARE(nowhere.code, 3);
        QVERIFY(!QFileInfo::exists(m_home.filePath("nowhere")));
    }
};

QTEST_GUILESS_MAIN(TestCliPrivacy)
#include "tst_cli_privacy.moc"
