// needs: app tests/support/loopback Qt6::Network
//
// The vault opened by a key service, by the real program against a fake on this machine: added, tried, used by a
// session, removed; and what is refused. Secrets go in by standard input. F55, V37.

#include "tests/support/fake_hashicorp.h"
#include "tests/support/fake_kms.h"
#include "tests/support/paper_venue.h"

#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QByteArray passphrase = "correct horse battery staple\n";
const QByteArray token = "s.made-up-token\n";

/// The fakes are served by this thread, so its loop turns while the program runs.
ProgramResult servedRun(const QByteArray& input, const QStringList& arguments, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProgram(OMNI_PROGRAM);
    process.setArguments(arguments);
    process.setProcessEnvironment(environment);
    process.start();
    process.waitForStarted();
    process.write(input);
    process.closeWriteChannel();
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, mostMilliseconds)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QString codeOf(const ProgramResult& result)
{
    return result.json()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString();
}

} // namespace

class TestCliVaultSlots : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    FakeHashicorp m_hashicorp;
    FakeKms m_kms;
    PaperVenue m_venue;

    [[nodiscard]] QString addressOf(const ScriptedServer& server) const
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(server.port());
    }
    [[nodiscard]] ProgramResult vault(const QByteArray& input, const QStringList& words,
                                      const QProcessEnvironment& environment
                                      = QProcessEnvironment::systemEnvironment()) const
    {
        return servedRun(input,
                         QStringList{QStringLiteral("vault")} + words
                             + QStringList{QStringLiteral("--profile"), m_home.filePath(QStringLiteral("profile")),
                                           QStringLiteral("--json")},
                         environment);
    }
    [[nodiscard]] ProgramResult unlock(const QByteArray& credential, const QString& address) const
    {
        return vault(credential,
                     {"unlock", "--source", "hashicorp-transit", "--service", address, "--credential-fd", "0"});
    }

private slots:
    void initTestCase()
    {
        const auto made = vault(passphrase, {"init", "--passphrase-fd", "0"});
        QVERIFY2(made.code == 0, made.err.constData());
        const auto key = m_venue.environment().value(QStringLiteral("OMNI_BINANCE_PAPER_KEY")).toUtf8();
        const auto secret = m_venue.environment().value(QStringLiteral("OMNI_BINANCE_PAPER_SECRET")).toUtf8();
        const auto added = vault(passphrase + key + '\n' + secret + '\n',
                                 {"add", "binance-paper", "--passphrase-fd", "0", "--key-fd", "0"});
        QVERIFY2(added.code == 0, added.err.constData());
    }

    void aSlotIsAddedAndOpensTheVault()
    {
        const auto added = vault(passphrase + token,
                                 {"add-slot", "hashicorp-transit", "--passphrase-fd", "0", "--credential-fd", "0",
                                  "--service", addressOf(m_hashicorp.server), "--key", "omnitrade"});
        QVERIFY2(added.code == 0, added.err + added.out);
        const auto opened = unlock(token, addressOf(m_hashicorp.server));
        QVERIFY2(opened.code == 0, opened.err + opened.out);
        QCOMPARE(opened.json()["keys"].toInt(), 1);
        QCOMPARE(m_hashicorp.unwrapped, 1);
    }

    void whatIsRefusedOpensNothingAndSaysWhy()
    {
        const auto forged = unlock("s.forged\n", addressOf(m_hashicorp.server));
        QCOMPARE(forged.code, 4);
        QCOMPARE(codeOf(forged), QStringLiteral("key_is_refused"));
        QVERIFY(!forged.out.contains("s.forged") && !forged.err.contains("s.forged"));

        m_hashicorp.isSealed = true;
        const auto sealed = unlock(token, addressOf(m_hashicorp.server));
        QCOMPARE(sealed.code, 5);
        QVERIFY2(sealed.out.contains("sealed"), sealed.out);
        m_hashicorp.isSealed = false;

        FakeHashicorp thief;
        const auto elsewhere = unlock(token, addressOf(thief.server));
        QCOMPARE(codeOf(elsewhere), QStringLiteral("other_key_service"));
        QCOMPARE(thief.server.connections(), 0);
    }

    void theCommandLineIsReadStrictly()
    {
        QCOMPARE(vault(token, {"unlock", "--credential-fd", "0"}).code, 2);
        QCOMPARE(vault(token, {"unlock", "--source", "post-it", "--credential-fd", "0"}).code, 2);
        QCOMPARE(vault(token, {"unlock", "--source", "hashicorp-transit", "--credential-fd", "0"}).code, 2);
        QCOMPARE(codeOf(unlock(token, "http://vault.example.com:8200")), QStringLiteral("key_does_not_fit"));
        QCOMPARE(codeOf(unlock("a\nb\nc\n", addressOf(m_hashicorp.server))), QStringLiteral("bad_credential"));
    }

    // The session has its broker's key from there alone, and trades with it.
    void aSessionOpensTheVaultByIt()
    {
        const int before = m_hashicorp.unwrapped;
        const auto session = [&](const QByteArray& credential) {
            return servedRun(
                credential,
                m_venue.session(m_home.filePath(QStringLiteral("profile")),
                                {"--until", "8s", "--json", "--vault-source", "hashicorp-transit", "--vault-service",
                                 addressOf(m_hashicorp.server), "--vault-credential-fd", "0"}),
                QProcessEnvironment::systemEnvironment());
        };
        const auto refused = session("s.forged\n");
        QCOMPARE(refused.code, 4);
        QCOMPARE(codeOf(refused), QStringLiteral("key_is_refused"));

        const auto ran = session(token);
        QVERIFY2(ran.code == 0, ran.err + ran.out);
        QCOMPARE(m_hashicorp.unwrapped, before + 1);
        const auto secret = m_venue.environment().value(QStringLiteral("OMNI_BINANCE_PAPER_SECRET")).toUtf8();
        QVERIFY(!ran.out.contains(secret) && !ran.err.contains(secret));
        QVERIFY(!m_hashicorp.server.allReceived().contains(secret));
    }

    void theEnvironmentSignsInAtAws()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QString::fromLatin1(m_kms.id));
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QString::fromLatin1(m_kms.secret));
        const auto added = vault(passphrase,
                                 {"add-slot", "aws-kms", "--passphrase-fd", "0", "--service", addressOf(m_kms.server),
                                  "--region", "eu-central-1", "--key", "alias/omnitrade"},
                                 environment);
        QVERIFY2(added.code == 0, added.err + added.out);
        const QStringList unlockWords{"unlock", "--source", "aws-kms", "--service", addressOf(m_kms.server)};
        QCOMPARE(vault({}, unlockWords, environment).code, 0);
        QCOMPARE(m_kms.unwrapped, 1);

        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("another"));
        QCOMPARE(codeOf(vault({}, unlockWords, environment)), QStringLiteral("key_is_refused"));
        QCOMPARE(m_kms.forged, 1);
        QCOMPARE(codeOf(vault({}, unlockWords)), QStringLiteral("no_credential"));
    }

    // ctest gives no bus to a test.
    void withoutAKeyringThatIsSaid()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
        const auto added = vault(passphrase, {"add-slot", "keyring", "--passphrase-fd", "0"}, environment);
        QCOMPARE(added.code, 5);
        QVERIFY2(added.out.contains("no keyring"), added.out);
    }

    void aSlotThatIsRemovedOpensNoMore()
    {
        QCOMPARE(vault(passphrase, {"remove-slot", "key-service", "--passphrase-fd", "0"}).code, 0);
        QCOMPARE(codeOf(unlock(token, addressOf(m_hashicorp.server))), QStringLiteral("no_such_lock"));
        const auto listed = vault(passphrase, {"list", "--passphrase-fd", "0"});
        QCOMPARE(listed.code, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliVaultSlots)
#include "tst_cli_vault_slots.moc"
