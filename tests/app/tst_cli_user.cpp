// Accounts without a window, by the real program: the owner, an authenticator, people with roles; who is refused and in
// which words; that the desk is told of them; and that no secret lies in the profile (V10, V11, V16).
//
// needs: app edge/security/totp Qt6::Network

#include "core/edge/security/totp/base32.h"
#include "core/edge/security/totp/totp_code.h"
#include "tests/support/program_run.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QByteArray passphrase = "correct horse battery staple\n";
const QByteArray ownersPassword = "seven green kettles\n";
const QByteArray annasPassword = "a long way to Tipperary\n";

QString fakeTimeLibrary()
{
    for (const char* folder :
         {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/local/lib"}) {
        const QString path = QString::fromLatin1(folder) + "/faketime/libfaketime.so.1";
        if (QFile::exists(path)) {
            return path;
        }
    }
    return {};
}

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
}

} // namespace

class TestCliUser : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    QByteArray m_key; ///< Of the owner's authenticator, as it was printed.
    QByteArrayList m_recovery;
    qint64 m_now = 1'798'804'800; ///< On the program's wall clock, which stands: each code counts once, and a slow
                                  ///< machine comes too late for none.

    [[nodiscard]] QString profile() const
    {
        return m_home.filePath("profile");
    }
    /// What an authenticator with this key shows on the program's clock.
    [[nodiscard]] QByteArray codeOf(const QByteArray& key) const
    {
        const auto seed = omni::totp::bytesOfBase32(bytesOf(key));
        const omni::Timestamp now{m_now * omni::seconds(1).ns};
        const auto code = omni::totp::codeOf(seed->exposed(), *omni::totp::stepAt(now));
        return QByteArray::number(*code).rightJustified(6, '0') + '\n';
    }
    void start(QProcess& process, const QStringList& words) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_PRELOAD", fakeTimeLibrary());
        environment.insert("TZ", "UTC");
        environment.insert("FAKETIME", QDateTime::fromSecsSinceEpoch(m_now, Qt::UTC).toString("yyyy-MM-dd HH:mm:ss"));
        environment.insert("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        process.setProcessEnvironment(environment);
        process.setProgram(OMNI_PROGRAM);
        process.setArguments(words);
        process.start();
        process.waitForStarted();
    }
    ProgramResult run(const QByteArray& input, const QStringList& words) const
    {
        QProcess process;
        start(process, words);
        process.write(input);
        process.closeWriteChannel();
        return endOf(process);
    }
    /// `omnitrade user …`, the secrets one behind the other on standard input.
    ProgramResult user(const QStringList& words, const QByteArray& input) const
    {
        QStringList all = QStringList{"user"} + words + QStringList{"--profile", profile(), "--json"};
        const bool isByProof = words.front() != "list";
        all += QStringList{"--passphrase-fd", "0"} + (isByProof ? QStringList{"--password-fd", "0"} : QStringList());
        all += isByProof ? QStringList{"--code-fd", "0"} : QStringList();
        all += words.front() == "add" ? QStringList{"--new-password-fd", "0"} : QStringList();
        return run(passphrase + input, all);
    }
    /// By the owner, with the code of a step that was not used yet.
    ProgramResult byOwner(const QStringList& words, const QByteArray& more = {})
    {
        m_now += 60;
        return user(words + QStringList{"--by", "owner"}, ownersPassword + codeOf(m_key) + more);
    }
    /// Sets up an authenticator: what is typed first, then a code of the key that is printed.
    QList<QJsonObject> enrol(const QByteArray& input, bool isRightCode, int& exitCode)
    {
        QProcess process;
        start(process,
              {"user", "totp", "owner", "--profile", profile(), "--json", "--passphrase-fd", "0", "--password-fd", "0",
               "--code-fd", "0", "--confirm-fd", "0"});
        process.write(passphrase + input);
        while (process.state() == QProcess::Running && !process.canReadLine()) {
            process.waitForReadyRead(mostMilliseconds);
        }
        QList<QJsonObject> lines{QJsonDocument::fromJson(process.readLine()).object()};
        const QByteArray key = lines[0]["key"].toString().toUtf8();
        process.write(isRightCode && !key.isEmpty() ? codeOf(key) : QByteArray("000000\n"));
        process.closeWriteChannel();
        const auto end = endOf(process);
        exitCode = end.code;
        return lines + end.lines();
    }
    [[nodiscard]] QJsonObject listed(const QString& name) const
    {
        for (const auto& one : user({"list"}, {}).json()["users"].toArray()) {
            if (one.toObject()["name"].toString() == name) {
                return one.toObject();
            }
        }
        return {};
    }
    static QString codeOfError(const ProgramResult& result)
    {
        return result.json()["error"].toObject()["code"].toString();
    }

private slots:
    void initTestCase()
    {
        if (fakeTimeLibrary().isEmpty()) {
            QSKIP("SKIPPED: libfaketime is not installed, so codes of later steps cannot be used");
        }
        const auto made = run(passphrase, {"vault", "init", "--profile", profile(), "--passphrase-fd", "0", "--json"});
        QVERIFY2(made.code == 0, made.err.constData());
    }

    void theFirstAccountIsTheOwners()
    {
        const auto empty = user({"list"}, {});
        QVERIFY2(empty.code == 0, empty.out.constData());
        QVERIFY(empty.json()["users"].toArray().isEmpty());
        QCOMPARE(user({"add", "Owner"}, {}).code, 2);
        const QStringList words{
            "user", "add", "owner", "--profile", profile(), "--json", "--passphrase-fd", "0", "--new-password-fd", "0"};
        const auto weak = run(passphrase + "password1234\n", words);
        QCOMPARE(weak.code, 3);
        QCOMPARE(codeOfError(weak), QStringLiteral("weak_password"));
        const auto added = run(passphrase + ownersPassword, words);
        QVERIFY2(added.code == 0, added.out.constData());
        QCOMPARE(listed("owner")["number"].toInt(), 1);
        QCOMPARE(listed("owner")["roles"].toArray().size(), 6);
        QCOMPARE(listed("owner")["second_factor"].toBool(), false);
    }

    // safety 4.4: managing users needs a code, and there is no authenticator yet.
    void withoutASecondFactorNobodyManagesUsers()
    {
        const auto refused = run(passphrase + ownersPassword + annasPassword,
                                 {"user", "add", "anna", "--roles", "trader", "--by", "owner", "--profile", profile(),
                                  "--json", "--passphrase-fd", "0", "--password-fd", "0", "--new-password-fd", "0"});
        QCOMPARE(refused.code, 4);
        QCOMPARE(codeOfError(refused), QStringLiteral("step_up_missing"));
        QVERIFY(listed("anna").isEmpty());
    }

    void anAuthenticatorCountsOnceACodeOfItWasSeen()
    {
        int code = -1;
        const auto wrong = enrol(ownersPassword, false, code);
        QCOMPARE(code, 4);
        QCOMPARE(listed("owner")["second_factor"].toBool(), false);

        const auto lines = enrol(ownersPassword, true, code);
        QCOMPARE(code, 0);
        QVERIFY(lines[0]["otpauth"].toString().startsWith("otpauth://totp/OmniTrade%20AI:owner?secret="));
        m_key = lines[0]["key"].toString().toUtf8();
        for (const auto& one : lines[1]["recovery_codes"].toArray()) {
            m_recovery += one.toString().toUtf8() + '\n';
        }
        QCOMPARE(m_recovery.size(), 10);
        QCOMPARE(listed("owner")["second_factor"].toBool(), true);
    }

    void theOwnerGivesAccountsAndRoles()
    {
        const auto added = byOwner({"add", "anna", "--roles", "trader,viewer"}, annasPassword);
        QVERIFY2(added.code == 0, added.out.constData());
        QCOMPARE(listed("anna")["number"].toInt(), 100);
        const auto changed = byOwner({"roles", "anna", "risk"});
        QVERIFY2(changed.code == 0, changed.out.constData());
        QCOMPARE(listed("anna")["roles"].toArray(), QJsonArray{"risk"});
        QCOMPARE(byOwner({"roles", "anna", "king"}).code, 2);
        QCOMPARE(codeOfError(byOwner({"roles", "nobody", "risk"})), QStringLiteral("no_such_account"));
    }

    // V11: a code that was used, and one that is wrong.
    void aCodeOpensOnce()
    {
        m_now += 60;
        const QByteArray typed = ownersPassword + codeOf(m_key);
        const QStringList words{"roles", "anna", "risk", "--by", "owner"};
        QCOMPARE(user(words, typed).code, 0);
        const auto again = user(words, typed);
        QCOMPARE(again.code, 4);
        QCOMPARE(codeOfError(again), QStringLiteral("not_signed_in"));
        QCOMPARE(codeOfError(user(words, ownersPassword + "000000\n")), QStringLiteral("not_signed_in"));
    }

    void whoIsNoAdminManagesNobody()
    {
        const auto refused = user({"roles", "owner", "viewer", "--by", "anna"}, annasPassword);
        QCOMPARE(refused.code, 4);
        QCOMPARE(codeOfError(refused), QStringLiteral("no_right"));
        QCOMPARE(listed("owner")["roles"].toArray().size(), 6);
    }

    // safety 4.3: a recovery code lets its owner set up another authenticator, and nothing else.
    void aRecoveryCodeIsGoodForANewAuthenticatorAlone()
    {
        const auto refused
            = user({"roles", "anna", "viewer", "--by", "owner"}, ownersPassword + m_recovery.takeFirst());
        QCOMPARE(refused.code, 4);
        QCOMPARE(codeOfError(refused), QStringLiteral("must_enrol"));
        int code = -1;
        const auto lines = enrol(ownersPassword + m_recovery.takeFirst(), true, code);
        QCOMPARE(code, 0);
        m_key = lines[0]["key"].toString().toUtf8();
        QCOMPARE(byOwner({"roles", "anna", "risk"}).code, 0);
        QCOMPARE(codeOfError(user({"roles", "anna", "risk", "--by", "owner"}, ownersPassword + m_recovery.first())),
                 QStringLiteral("not_signed_in")); // void since
    }

    // The desk of a session with the vault knows them, by number and without a name.
    void theDeskIsToldOfThePeople()
    {
        QProcess process; // on the machine's own clock
        process.setProgram(OMNI_PROGRAM);
        process.setArguments({"run", "--headless", "--feed", "synthetic:1", "--until", "600s", "--profile", profile(),
                              "--json", "--vault-passphrase-fd", "0"});
        process.start();
        process.waitForStarted();
        process.write(passphrase);
        process.closeWriteChannel();
        const auto session = endOf(process);
        QVERIFY2(session.code == 0, session.out.constData());
        const auto journal = runProgram({"journal", "export", profile(), "--json"}).out;
        QVERIFY(journal.contains("owner=viewer+auditor+trader+strategist+risk+admin person:100=risk"));
        QVERIFY(!journal.contains("anna"));
        const auto replayed = runProgram({"replay", profile(), "--json"});
        QCOMPARE(replayed.json()["identical"].toBool(), true);
    }

    void aLostFactorIsAskedForAndNotGivenAtOnce()
    {
        const auto asked = user({"reset", "owner"}, ownersPassword);
        QVERIFY2(asked.code == 0, asked.out.constData());
        QCOMPARE(asked.json()["asked_for"].toBool(), true);
        QVERIFY(asked.json()["minutes_left"].toInt() > 1'430);
        QCOMPARE(listed("owner")["second_factor"].toBool(), true);
        QCOMPARE(listed("owner")["reset_asked_for"].toBool(), true);
        QCOMPARE(byOwner({"roles", "anna", "risk"}).code, 0); // with the factor: it is not lost
        QCOMPARE(listed("owner")["reset_asked_for"].toBool(), false);
    }

    void whoIsRemovedHasNoAccount()
    {
        QCOMPARE(byOwner({"remove", "anna"}).code, 0);
        QVERIFY(listed("anna").isEmpty());
    }

    // Sign-ins, accounts, roles: before they are done, by numbers, and names nowhere.
    void whatWasDoneWithPeopleIsOnTheRecord()
    {
        const QString out = m_home.filePath("people.json");
        const auto told = runProgram({"audit", "export", "--profile", profile(), "--out", out, "--format", "json",
                                      "--kind", "account.", "--kind", "person.", "--json"});
        QVERIFY2(told.code == 0, told.err.constData());
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const char* story :
             {"adds a new account: viewer, auditor, trader, strategist, risk, admin (command line)",
              "adds owner: viewer", "owner signed in (command line)", "owner signed in, refused: denied (command line)",
              "changes the roles of person:100", "removes the account of person:100 (command line)",
              "sets up the second factor of owner (command line)"}) {
            QVERIFY2(text.contains(story), story);
        }
        QVERIFY(!text.contains("anna"));
        const QDir folder(profile() + "/audit");
        for (const auto& name : folder.entryList(QDir::Files)) {
            QFile segment(folder.filePath(name));
            QVERIFY(segment.open(QIODevice::ReadOnly));
            QVERIFY2(!segment.readAll().contains("anna"), qPrintable(name));
        }
        QCOMPARE(runProgram({"audit", "verify", profile()}).code, 0);
    }

    // V10
    void noSecretLiesInTheProfile()
    {
        int files = 0;
        for (QDirIterator at(profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext();) {
            QFile file(at.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray& secret : {ownersPassword.trimmed(), annasPassword.trimmed(), m_key,
                                             m_recovery.first().trimmed(), passphrase.trimmed()}) {
                QVERIFY2(!bytes.contains(secret) && !bytes.contains(secret.toHex()), qPrintable(file.fileName()));
            }
            ++files;
        }
        QVERIFY(files > 3);
    }
};

QTEST_GUILESS_MAIN(TestCliUser)
#include "tst_cli_user.moc"
