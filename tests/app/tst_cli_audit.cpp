// needs: app host/audit_verify Qt6::Network
//
// The audit record by the real program: begun with a session, checked by a program that shares no code with it, joined
// with the venue's own ledger, killed in the middle, damaged, set aside.

#include "core/host/audit_verify/verify_command.h"
#include "tests/support/paper_venue.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <string>

using namespace omni::tests;

namespace {

const QStringList session{"run",       "--headless", "--feed",     "synthetic:7",
                          "--until",   "30m",        "--strategy", "sma_cross:interval=1m,fast=3,slow=8",
                          "--approve", "all",        "--json"};

ProgramResult runOn(const QString& profile, const QStringList& words)
{
    return runProgram(words + QStringList{"--profile", profile});
}

/// The records' texts as they lie in the files: actions and objects are ASCII there.
QByteArray allBytes(const QString& profile)
{
    QByteArray bytes;
    const QDir folder(profile + "/audit");
    for (const auto& name : folder.entryList({"audit-*.oma"}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            bytes += file.readAll();
        }
    }
    return bytes;
}

omni::audit_verify::Answer verdictOf(const QString& profile, std::vector<std::string> more = {})
{
    std::vector<std::string> words{profile.toStdString(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return omni::audit_verify::answerTo(words);
}

} // namespace

class TestCliAudit : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    [[nodiscard]] QString fresh(const QString& name) const
    {
        return m_home.filePath(name);
    }

private slots:
    // V28 in the house: what was sent, who approved it, that it began and ended.
    void aSessionLeavesARecordThatVerifies()
    {
        const auto profile = fresh("sound");
        const auto ran = runOn(profile, session);
        QVERIFY2(ran.code == 0, ran.err.constData());
        const int orders = ran.json()["orders"].toInt();
        QVERIFY(orders > 0);

        const auto verdict = verdictOf(profile);
        QVERIFY2(verdict.code == 0, verdict.out.c_str());
        QVERIFY(QByteArray::fromStdString(verdict.out).contains("\"closed\":true"));
        QVERIFY(QByteArray::fromStdString(verdict.out).contains("\"foreign\":[]"));
        const auto bytes = allBytes(profile);
        for (const char* action :
             {"session.start", "session.end", "command.set_mode", "desk.mode", "approval.granted"}) {
            QVERIFY2(bytes.contains(action), action);
        }
        QVERIFY(bytes.count("order.submit") >= 1);
        // It says so, since nobody was given the key.
        QVERIFY(ran.err.contains("nobody holds its verify key"));
        QCOMPARE(runOn(profile, {"audit", "verify", profile}).code, 0);
    }

    // The key reaches its keeper once, by a descriptor, and proves every record; nothing of it stays in the profile.
    void theVerifyKeyIsHandedOutOnceAndProvesTheRecord()
    {
        const auto profile = fresh("keyed"), keyFile = fresh("verify-key");
        const auto begun = runOn(profile, {"audit", "begin"});
        QVERIFY2(begun.code == 0, begun.err.constData());
        QVERIFY(begun.out.startsWith("omnitrade audit verify key 1\n"));
        QFile file(keyFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(begun.out);
        file.close();

        const auto ran = runOn(profile, session);
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY(!ran.err.contains("verify key"));
        const auto verdict = verdictOf(profile, {"--key", keyFile.toStdString()});
        QVERIFY2(verdict.code == 0, verdict.out.c_str());
        QVERIFY(QByteArray::fromStdString(verdict.out).contains("\"proven_from\":1,"));

        const auto again = runOn(profile, {"audit", "begin"});
        QCOMPARE(again.code, 4);
        QVERIFY(again.out.isEmpty());
    }

    // Never in silence: a record that does not verify stops the start; the new one tells where the old one lies.
    void aDamagedRecordIsSetAsideByAPersonOnly()
    {
        const auto profile = fresh("damaged");
        QCOMPARE(runOn(profile, session).code, 0);
        const QDir folder(profile + "/audit");
        const auto last = folder.entryList({"audit-*.oma"}, QDir::Files, QDir::Name).last();
        QFile file(folder.filePath(last));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() - 300);
        const char other = static_cast<char>(file.read(1).at(0) ^ 1);
        file.seek(file.size() - 300);
        file.write(&other, 1);
        file.close();

        QCOMPARE(verdictOf(profile).code, 1);
        const auto refused = runOn(profile, session);
        QCOMPARE(refused.code, 3);
        QVERIFY(refused.json()["error"].toObject()["code"].toString().startsWith("audit_"));
        QVERIFY(refused.json()["error"].toObject()["hint"].toString().contains("omnitrade audit renew"));

        QCOMPARE(runOn(profile, {"audit", "renew"}).code, 2);
        const auto renewed = runOn(profile, {"audit", "renew", "--reason", "a byte of it was changed"});
        QVERIFY2(renewed.code == 0, renewed.err.constData());
        const auto aside = QDir(profile).entryList({"audit-set-aside-*"}, QDir::Dirs);
        QCOMPARE(aside.size(), 1);
        QVERIFY(allBytes(profile).contains(aside.first().toUtf8()));
        QVERIFY(allBytes(profile).contains("a byte of it was changed"));
        QCOMPARE(runOn(profile, session).code, 0);
        QCOMPARE(verdictOf(profile).code, 0);
        QCOMPARE(verdictOf(profile + '/' + aside.first()).code, 1); // as it was
    }

    // V26 by the whole program: whatever it was doing when it died, the record opens and verifies.
    void killedAnywhereTheRecordOpensAgainAndVerifies()
    {
        const auto profile = fresh("killed");
        int kills = 0;
        for (const int after : {0, 40, 150, 400, 900, 1'500}) {
            QProcess process;
            startProgram(process,
                         QStringList{"run", "--headless", "--feed", "synthetic:7", "--driver", "live", "--strategy",
                                     "sma_cross:interval=1s,fast=2,slow=4", "--approve", "all", "--rearm",
                                     "the test goes on after a kill", "--profile", profile});
            if (after > 0) {
                QVERIFY(waitForAudit(process, profile));
                QTest::qWait(after);
            }
            kills += process.state() == QProcess::Running ? 1 : 0;
            process.kill();
            process.waitForFinished();
            if (!QFile::exists(profile + "/audit/audit-0000000001.oma")) {
                continue; // it had not begun
            }
            const auto verdict = verdictOf(profile);
            QVERIFY2(verdict.code == 0, verdict.out.c_str());
        }
        QVERIFY(kills >= 5);
        const auto ran = runOn(profile, session);
        QVERIFY2(ran.code == 0, ran.err.constData());
        const auto verdict = verdictOf(profile);
        QVERIFY2(verdict.code == 0, verdict.out.c_str());
        QVERIFY(QByteArray::fromStdString(verdict.out).contains("\"closed\":true"));
        QVERIFY(allBytes(profile).contains("it was not closed"));
    }

    // The end of a segment as a crash leaves it: told, cut on record, and gone on.
    void aTornEndIsToldAndCut()
    {
        const auto profile = fresh("torn");
        QProcess process;
        startProgram(
            process,
            QStringList{"run", "--headless", "--feed", "synthetic:7", "--driver", "live", "--profile", profile});
        QVERIFY(waitForAudit(process, profile));
        QTest::qWait(300);
        process.kill();
        process.waitForFinished();
        const QDir folder(profile + "/audit");
        const auto last = folder.filePath(folder.entryList({"audit-*.oma"}, QDir::Files, QDir::Name).last());
        QFile file(last);
        const qint64 size = file.size();
        QVERIFY(file.resize(size - 70)); // inside of its last record

        const auto ran = runOn(profile, session);
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY2(ran.err.contains("torn by a crash"), ran.err.constData());
        QVERIFY(allBytes(profile).contains("audit.cut"));
        QCOMPARE(verdictOf(profile).code, 0);
    }

    // V28: the venue's own book against the record, order by order, and none too many.
    void everyOrderOfThePaperExchangeHasItsRecord()
    {
        const PaperVenue venue;
        const auto profile = fresh("venue");
        QProcess process;
        process.setProcessEnvironment(venue.environment());
        startProgram(process, venue.session(profile, {"--until", "20s"}));
        const auto ran = endOf(process);
        QVERIFY2(ran.code == 0, ran.err.constData());
        const auto names = venue.names();
        QVERIFY2(!names.isEmpty(), "nothing was traded: nothing was tested");
        const auto bytes = allBytes(profile);
        for (const auto& name : names) {
            QVERIFY2(bytes.count("order.submit" + name.toUtf8() + ' ') == 1, qPrintable(name));
        }
        QCOMPARE(bytes.count("order.submit") - bytes.count("order.held_back"), names.size());
        QCOMPARE(verdictOf(profile).code, 0);
    }

    // A press without a program: the latch first, the record right behind it. Where nothing ran no record begins by it.
    void aKillWithoutAProgramIsOnTheRecord()
    {
        const auto profile = fresh("latched");
        QCOMPARE(runOn(profile, session).code, 0);
        const auto killed = runOn(profile, {"kill", "--level", "cancel_all", "--reason", "prices look wrong"});
        QVERIFY2(killed.code == 0, killed.err.constData());
        const auto bytes = allBytes(profile);
        QVERIFY(bytes.contains("kill.pressedglobal cancel_allprices look wrong"));
        QVERIFY(bytes.contains("script:person-1"));
        QCOMPARE(verdictOf(profile).code, 0);

        const auto empty = fresh("never-ran");
        QVERIFY(QDir().mkpath(empty));
        QFile::setPermissions(empty, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(runOn(empty, {"kill"}).code, 0);
        QVERIFY(!QFile::exists(empty + "/audit/audit-0000000001.oma"));
    }

    void theExportIsOfWhatIsAskedForAndIsItselfRecorded()
    {
        const auto profile = fresh("export");
        QCOMPARE(runOn(profile, session).code, 0);
        const QString csv = fresh("all.csv"), json = fresh("some.json");
        QCOMPARE(runOn(profile, {"audit", "export"}).code, 2);
        QCOMPARE(runOn(profile, {"audit", "export", "--out", csv, "--format", "xml"}).code, 2);
        const auto all = runOn(profile, {"audit", "export", "--out", csv, "--json"});
        QVERIFY2(all.code == 0, all.err.constData());
        const auto some = runOn(
            profile, {"audit", "export", "--out", json, "--format", "json", "--kind", "session.", "--kind", "record."});
        QVERIFY2(some.code == 0, some.err.constData());

        QFile table(csv), document(json);
        QVERIFY(table.open(QIODevice::ReadOnly) && document.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll().count("\r\n"), all.json()["records"].toInt() + 1);
        const auto records = QJsonDocument::fromJson(document.readAll()).object()["records"].toArray();
        QCOMPARE(records.size(), 4); // both exports, the session's end and its beginning
        QCOMPARE(records.at(0).toObject()["action"].toString(), QString("record.exported"));
        QCOMPARE(records.at(3).toObject()["action"].toString(), QString("session.start"));
        QCOMPARE(runOn(fresh("nothing"), {"audit", "export", "--out", csv}).code, 3);
        QCOMPARE(verdictOf(profile).code, 0);
    }

private:
    static bool waitForAudit(const QProcess& process, const QString& profile)
    {
        return QTest::qWaitFor(
            [&] {
                return QFile::exists(profile + "/audit/audit-0000000001.oma")
                    || process.state() == QProcess::NotRunning;
            },
            mostMilliseconds);
    }
};

QTEST_GUILESS_MAIN(TestCliAudit)
#include "tst_cli_audit.moc"
