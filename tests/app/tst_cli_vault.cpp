// needs: app Qt6::Network
//
// Keys of brokers in the vault, by the real program: made, used by a session, replaced; and what is refused. Secrets go
// in by standard input, which is a descriptor like any other.

#include "tests/support/paper_venue.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace omni::tests;

namespace {

const QByteArray passphrase = "correct horse battery staple\n";

ProgramResult runWith(const QByteArray& input, const QStringList& arguments)
{
    QProcess process;
    process.setProgram(OMNI_PROGRAM);
    process.setArguments(arguments);
    process.start();
    process.waitForStarted();
    process.write(input);
    process.closeWriteChannel();
    return endOf(process);
}

/// In the file as it is, and in the other forms in which a careless program keeps text.
QStringList filesWith(const QString& folder, const QByteArray& secret)
{
    QStringList found;
    const QByteArray wide(reinterpret_cast<const char*>(QString::fromUtf8(secret).utf16()), 2 * secret.size());
    for (QDirIterator at(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext();) {
        QFile file(at.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray bytes = file.readAll();
        for (const QByteArray& form : {secret, wide, secret.toHex(), secret.toBase64().chopped(4)}) {
            if (bytes.contains(form)) {
                found += file.fileName();
            }
        }
    }
    return found;
}

} // namespace

class TestCliVault : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    [[nodiscard]] QString profile() const
    {
        return m_home.filePath("profile");
    }
    [[nodiscard]] ProgramResult vault(const QByteArray& input, const QStringList& words) const
    {
        return runWith(input,
                       QStringList{"vault"} + words
                           + QStringList{"--profile", profile(), "--passphrase-fd", "0", "--json"});
    }

private slots:
    /// A session that finds its key there alone, trades with it, and leaves it nowhere else (V10).
    void aSessionTradesWithTheKeyOfTheVault()
    {
        const PaperVenue venue;
        const auto made = vault(passphrase, {"init"});
        QVERIFY2(made.code == 0, made.err.constData());
        QCOMPARE(made.json()["recovery_key"].toString().size(), 14 * 4 + 13);

        const QByteArray key = venue.environment().value("OMNI_BINANCE_PAPER_KEY").toUtf8();
        const QByteArray secret = venue.environment().value("OMNI_BINANCE_PAPER_SECRET").toUtf8();
        const auto added = vault(passphrase + key + '\n' + secret + '\n', {"add", "binance-paper", "--key-fd", "0"});
        QVERIFY2(added.code == 0, added.err.constData());
        const auto listed = vault(passphrase, {"list"}).json()["keys"].toArray();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0].toObject()["name"].toString(), QStringLiteral("binance-paper"));
        QCOMPARE(listed[0].toObject()["days"].toInt(), 0);

        const auto without = runProgram(venue.session(profile(), {"--until", "2s"}));
        QCOMPARE(without.code, 4); // nothing in the environment
        const auto traded
            = runWith(passphrase, venue.session(profile(), {"--until", "12s", "--json", "--vault-passphrase-fd", "0"}));
        QVERIFY2(traded.code == 0, traded.err.constData());
        QVERIFY2(traded.json()["fills"].toInt() > 0, traded.out.constData());
        QCOMPARE(filesWith(m_home.path(), secret), QStringList());
        QCOMPARE(filesWith(m_home.path(), passphrase.chopped(1)), QStringList());
    }

    void aWrongPassphraseIsRefusedAndTheNextOneWaits()
    {
        const auto wrong = vault("correct horse battery stable\n", {"list"});
        QCOMPARE(wrong.code, 4);
        QCOMPARE(wrong.json()["error"].toObject()["code"].toString(), QStringLiteral("vault_does_not_open"));
        const auto soon = vault(passphrase, {"list"});
        QCOMPARE(soon.code, 4);
        QCOMPARE(soon.json()["error"].toObject()["code"].toString(), QStringLiteral("vault_waits"));
        QTest::qWait(2'100);
        QCOMPARE(vault(passphrase, {"list"}).code, 0);
    }

    void theBrokersKeyIsReplacedByWord()
    {
        const auto put = vault(passphrase + "ANOTHER\nanother-secret\n", {"rotate", "binance-paper", "--key-fd", "0"});
        QVERIFY2(put.code == 0, put.err.constData());
        QVERIFY(vault(passphrase, {"list"}).json()["keys"].toArray()[0].toObject()["replacement_waits"].toBool());
        QCOMPARE(vault(passphrase, {"rotate", "binance-paper", "--bad"}).code, 0);
        QCOMPARE(vault(passphrase, {"rotate", "binance-paper", "--good"}).code, 4);
        QCOMPARE(vault(passphrase, {"remove", "binance-paper"}).code, 0);
        QCOMPARE(vault(passphrase, {"list"}).json()["keys"].toArray().size(), 0);
    }

    /// What was to end has ended: the file of before the act does not lie about, opening as it did.
    void nothingOfBeforeIsLeftWhenSomethingWasToEnd()
    {
        for (const QStringList& act : {QStringList{"rotate", "recovery"}, QStringList{"rotate", "master"}}) {
            const auto done = vault(passphrase, act);
            QVERIFY2(done.code == 0, done.err.constData());
            QCOMPARE(done.json()["recovery_key"].toString().size(), 14 * 4 + 13);
            QVERIFY(!QFile::exists(profile() + "/vault/vault-previous.omv"));
        }
        QVERIFY(vault(passphrase + "K\ns\n", {"add", "alpaca-paper", "--key-fd", "0"}).code == 0);
        QCOMPARE(vault(passphrase, {"remove", "alpaca-paper"}).code, 0);
        QVERIFY(!QFile::exists(profile() + "/vault/vault-previous.omv"));
    }

    /// Nobody reads the line with the recovery key: that is a failure, said with the way out, and not a lost key.
    void aRecoveryKeyThatNobodyCouldReadIsAFailure()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(OMNI_PROGRAM, {"vault", "rotate", "recovery", "--profile", profile(), "--passphrase-fd", "0"});
        process.waitForStarted();
        process.write(passphrase);
        process.closeWriteChannel();
        const auto result = endOf(process);
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("rotate recovery"), result.err.constData());
        QCOMPARE(vault(passphrase, {"list"}).code, 0);
    }

    /// Both have keys: that of the vault is used, and the environment is emptied all the same (safety 4.8).
    void keysOfTheEnvironmentAreTakenOutBesideAVault()
    {
#if !defined(__linux__)
        QSKIP("/proc tells it on Linux");
#endif
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("OMNI_ALPACA_PAPER_KEY", "aKeyOfATest");
        environment.insert("OMNI_ALPACA_PAPER_SECRET", "aSecretOfATest");
        QProcess session;
        session.setProcessEnvironment(environment);
        session.start(OMNI_PROGRAM,
                      {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--json-lines", "--profile",
                       m_home.filePath("beside"), "--vault-passphrase-fd", "0"});
        session.waitForStarted();
        QVERIFY(QFile::copy(profile() + "/vault/vault.omv", profile() + "/copy"));
        session.write("x\n");
        session.closeWriteChannel();
        QCOMPARE(endOf(session).code, 4); // no vault there: and nothing begun
        QVERIFY(QDir().mkpath(m_home.filePath("beside/vault")));
        for (const char* folder : {"beside", "beside/vault"}) {
            QFile::setPermissions(m_home.filePath(folder), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        QVERIFY(QFile::rename(profile() + "/copy", m_home.filePath("beside/vault/vault.omv")));
        session.start();
        session.waitForStarted();
        session.write(passphrase);
        session.closeWriteChannel();
        QVERIFY(waitForOutput(session, "\"kind\""));
        QFile file(QStringLiteral("/proc/%1/environ").arg(session.processId()));
        if (file.open(QIODevice::ReadOnly)) { // an ordinary user may not look into a program that is not dumpable
            const QByteArray left = file.readAll();
            QVERIFY(!left.contains("aSecretOfATest"));
        }
        session.terminate();
        static_cast<void>(endOf(session));
    }

    void aNewMasterKeyMakesANewRecoveryKey()
    {
        const auto renewed = vault(passphrase, {"rotate", "master"});
        QVERIFY2(renewed.code == 0, renewed.err.constData());
        const QByteArray recovery = renewed.json()["recovery_key"].toString().toUtf8();
        const auto changed = runWith(recovery + "\na passphrase of its own\n",
                                     {"vault", "rotate", "passphrase", "--profile", profile(), "--recovery-key-fd", "0",
                                      "--new-passphrase-fd", "0"});
        QVERIFY2(changed.code == 0, changed.err.constData());
        QCOMPARE(vault("a passphrase of its own\n", {"list"}).code, 0);
    }

    /// V3: the whole file as it was before a change, in the place of the newest one.
    void anOldFileInItsPlaceIsRefusedUntilSomebodyAcceptsIt()
    {
        const QString now = profile() + "/vault/vault.omv", old = m_home.filePath("older.omv");
        QVERIFY(QFile::copy(now, old));
        const QByteArray phrase = "a passphrase of its own\n";
        QVERIFY(vault(phrase + "K\ns\n", {"add", "alpaca-live", "--key-fd", "0"}).code == 0);
        QCOMPARE(vault(phrase, {"list"}).json()["keys"].toArray().size(), 1);
        QFile::remove(now);
        QVERIFY(QFile::copy(old, now));

        const auto refused = vault(phrase, {"list"});
        QCOMPARE(refused.code, 4);
        QCOMPARE(refused.json()["error"].toObject()["code"].toString(), QString("vault_set_back"));
        const auto session = runWith(phrase,
                                     {"run", "--headless", "--feed", "synthetic:7", "--until", "1m", "--profile",
                                      profile(), "--vault-passphrase-fd", "0"});
        QCOMPARE(session.code, 4);

        QCOMPARE(vault(phrase, {"accept"}).code, 2); // a reason is needed
        const auto accepted = vault(phrase, {"accept", "--reason", "put back from a backup"});
        QVERIFY2(accepted.code == 0, accepted.err.constData());
        QCOMPARE(vault(phrase, {"list"}).code, 0);
        QVERIFY(!filesWith(profile() + "/audit", "accepted as it is: put back from a backup").isEmpty());
        QCOMPARE(runProgram({"audit", "verify", profile()}).code, 0);
    }

    /// Bad input: what is said, and that nothing was made.
    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        const QString other = m_home.filePath("other");
        const QStringList there{"--profile", other};
        const auto row = [&](const char* name, const QByteArray& input, const QStringList& words, int code) {
            QTest::newRow(name) << input << QStringList{"vault"} + words + there << code;
        };
        row("no vault", passphrase, {"list", "--passphrase-fd", "0"}, 4);
        row("short", "eleven char\n", {"init", "--passphrase-fd", "0"}, 3);
        row("empty", "\n", {"init", "--passphrase-fd", "0"}, 3);
        row("nothing at all", "", {"init", "--passphrase-fd", "0"}, 3);
        row("too long", QByteArray(20'000, 'x'), {"init", "--passphrase-fd", "0"}, 3);
        row("a descriptor that our own lock would take", "", {"init", "--passphrase-fd", "3"}, 4);
        row("a closed descriptor", "", {"init", "--passphrase-fd", "777"}, 4);
        row("a word for a descriptor", "", {"init", "--passphrase-fd", "secret"}, 2);
        row("a broker that is none", passphrase, {"add", "coinbase-paper", "--passphrase-fd", "0"}, 2);
        row("both answers", passphrase, {"rotate", "binance-paper", "--good", "--bad", "--passphrase-fd", "0"}, 2);
        row("no verb", "", {}, 2);
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, input);
        QFETCH(QStringList, words);
        QFETCH(int, code);
        const auto result = runWith(input, words);
        QVERIFY2(result.code == code, result.err.constData());
        QVERIFY(!result.err.isEmpty());
        QVERIFY(!QFile::exists(m_home.filePath("other/vault/vault.omv")));
    }

    void aProfileInUseIsLeftAlone()
    {
        const QString busy = m_home.filePath("busy");
        QProcess session;
        startProgram(
            session,
            {"run", "--headless", "--feed", "synthetic:7", "--speed", "1x", "--profile", busy, "--json-lines"});
        QVERIFY(waitForOutput(session, "\"kind\""));
        const auto refused
            = runWith(passphrase, {"vault", "init", "--profile", busy, "--passphrase-fd", "0", "--json"});
        QCOMPARE(refused.code, 4);
        QCOMPARE(refused.json()["error"].toObject()["code"].toString(), QStringLiteral("profile_in_use"));
        QVERIFY(!QFile::exists(busy + "/vault"));
        session.terminate();
        static_cast<void>(endOf(session));
    }
};

QTEST_GUILESS_MAIN(TestCliVault)
#include "tst_cli_vault.moc"
