// needs: app Qt6::Network
//
// V29: twelve planted secrets and personal words, by every way that a user has, through vault, sessions at a venue, a
// kill -9, an abort and the next start, at the most talkative level of the log. Afterwards none of them stands in a
// file, in what was printed, or in what the system shows of a process, in any of eight encodings.
#include "tests/support/eight_encodings.h"
#include "tests/support/paper_venue.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace omni::tests;

class TestCanaries : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    QByteArray m_told; ///< All that programs have printed, and what the system showed of them.
    QMap<QString, QByteArray> m_canaries;

    [[nodiscard]] QString profile() const
    {
        return m_home.filePath("profile");
    }
    /// Of the venue and of the places where programs leave things: all below one folder.
    [[nodiscard]] QProcessEnvironment environment(QProcessEnvironment from) const
    {
        from.insert("HOME", m_home.filePath("home"));
        from.insert("TMPDIR", m_home.filePath("tmp"));
        from.insert("XDG_RUNTIME_DIR", m_home.filePath("run"));
        // What a careless program takes up of the machine it runs on.
        from.insert("EMAIL", m_canaries["e-mail"]);
        from.insert("NAME", m_canaries["name"]);
        from.insert("PHONE", m_canaries["phone"]);
        return from;
    }
    void start(QProcess& process, const QStringList& arguments, const QByteArray& input, const QProcessEnvironment& env)
    {
        process.setProcessEnvironment(env);
        process.setWorkingDirectory(m_home.path());
        process.setProgram(OMNI_PROGRAM);
        process.setArguments(arguments);
        process.start();
        QVERIFY(process.waitForStarted());
        process.write(input);
        process.closeWriteChannel();
    }
    /// Arguments always; the environment without what this test itself put there to be found.
    void look(const QProcess& process)
    {
        QFile arguments(QStringLiteral("/proc/%1/cmdline").arg(process.processId()));
        if (arguments.open(QIODevice::ReadOnly)) {
            m_told += arguments.readAll();
        }
        QFile variables(QStringLiteral("/proc/%1/environ").arg(process.processId()));
        if (variables.open(QIODevice::ReadOnly)) {
            for (const QByteArray& one : variables.readAll().split('\0')) {
                if (!one.startsWith("EMAIL=") && !one.startsWith("NAME=") && !one.startsWith("PHONE=")) {
                    m_told += one + '\n';
                }
            }
        }
    }
    ProgramResult ended(QProcess& process)
    {
        const ProgramResult result = endOf(process);
        m_told += result.out + result.err;
        return result;
    }
    ProgramResult run(const QStringList& arguments, const QByteArray& input = {})
    {
        QProcess process;
        start(process, arguments, input, environment(QProcessEnvironment::systemEnvironment()));
        return ended(process);
    }

private slots:
    void initTestCase()
    {
        // Long and drawn at random, so that nothing is found by chance; each as its kind looks.
        m_canaries = {{"passphrase", "Kanarie-pass phrase 7f3a91c2d4"},
                      {"totp seed", "KANARIESEEDJBSWY3DPEHPK3PXP"},
                      {"jwt", "eyJhbGciOiJFZERTQSJ9.eyJrYW5hcmllIjoiNWQ3In0.Kanarie7h2k9d3m5x8q1w4"},
                      {"pin", "Kanarie-PIN-83920174"},
                      {"chat token", "7349512860:AAKanarieHg3kf92mdls0x7QpWz"},
                      {"db password", "Kanarie-db-pw-90ax31lk"},
                      {"e-mail", "anna.kanarie@example.org"},
                      {"phone", "+4915155501234"},
                      {"name", "Anna Kanarienvogel-Zwanziger"}};
        for (const char* folder : {"home", "tmp", "run"}) {
            QVERIFY(QDir().mkpath(m_home.filePath(folder)));
        }
        QFile::setPermissions(m_home.filePath("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void theSearchFindsEachEncoding()
    {
        const QByteArray secret = "Kanarie-db-pw-90ax31lk";
        for (const QByteArray& form :
             {secret, secret.toHex(), secret.toHex().toUpper(), secret.toBase64(), ("x" + secret).toBase64(),
              ("xy" + secret + "z").toBase64(), secret.toBase64(QByteArray::Base64UrlEncoding),
              QByteArray(reinterpret_cast<const char*>(QString::fromUtf8(secret).utf16()), 2 * secret.size())}) {
            writeFile(m_home.filePath("found"), "before " + form + " behind");
            QCOMPARE(filesHolding(m_home.path(), secret).size(), 1);
        }
        QFile::remove(m_home.filePath("found"));
        QVERIFY(filesHolding(m_home.path(), secret).isEmpty());
    }
    void twelveCanariesAreNowhere()
    {
        const PaperVenue venue;
        m_canaries["key"] = venue.environment().value("OMNI_BINANCE_PAPER_KEY").toUtf8();
        m_canaries["secret"] = venue.environment().value("OMNI_BINANCE_PAPER_SECRET").toUtf8();
        const QByteArray passphrase = m_canaries["passphrase"] + '\n';
        const QStringList inVault{"--profile", profile(), "--passphrase-fd", "0", "--json"};

        // The vault, with the key of the paper exchange. What `init` prints is the recovery key, once and on purpose.
        QProcess init;
        start(init, QStringList{"vault", "init"} + inVault, passphrase,
              environment(QProcessEnvironment::systemEnvironment()));
        const auto made = endOf(init);
        QVERIFY2(made.code == 0, made.err.constData());
        m_canaries["recovery code"] = made.json()["recovery_key"].toString().toUtf8();
        QCOMPARE(m_canaries.size(), 12);
        const QByteArray pair = m_canaries["key"] + '\n' + m_canaries["secret"] + '\n';
        QCOMPARE(run(QStringList{"vault", "add", "binance-paper", "--key-fd", "0"} + inVault, passphrase + pair).code,
                 0);
        QCOMPARE(run(QStringList{"vault", "list"} + inVault, "wrong " + passphrase).code, 4);

        QTest::qWait(2'100); // the wrong guess has its price

        killed(venue, SIGKILL, passphrase);
        killed(venue, SIGABRT, passphrase);
        aSessionByEnvironment(venue);
        secretsWhereNoneBelong();
        QCOMPARE(run({"journal", "export", profile(), "--json"}).code, 0);
        QCOMPARE(run({"journal", "verify", profile()}).code, 0);

        for (auto at = m_canaries.cbegin(); at != m_canaries.cend(); ++at) {
            QVERIFY2(at.value().size() >= 12, qPrintable(at.key()));
            const auto found = filesHolding(m_home.path(), at.value(), {m_home.filePath("theirs.toml")});
            QVERIFY2(found.isEmpty(), qPrintable(at.key() + ": " + found.join(u' ')));
            QVERIFY2(!holds(m_told, at.value()), qPrintable(at.key() + " was told"));
        }
    }

private:
    /// A session with the key of the vault that dies of `signal` while it trades, and the start that finds the mess.
    void killed(const PaperVenue& venue, int signal, const QByteArray& passphrase)
    {
        const QStringList more{"--json-lines", "--log-level", "info", "--vault-passphrase-fd", "0"};
        QProcess session;
        start(session, venue.session(profile(), more), passphrase,
              environment(QProcessEnvironment::systemEnvironment()));
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                seen += session.readAllStandardOutput();
                return seen.contains("\"kind\":\"fill\"") || session.state() == QProcess::NotRunning;
            },
            60'000));
        m_told += seen;
        QVERIFY2(session.state() == QProcess::Running, session.readAllStandardError().constData());
        look(session);
        ::kill(static_cast<pid_t>(session.processId()), signal);
        static_cast<void>(ended(session));
        QCOMPARE(session.exitStatus(), QProcess::CrashExit); // it did die of it
        QProcess next;
        start(next, venue.session(profile(), more + QStringList{"--until", "3s"}), passphrase,
              environment(QProcessEnvironment::systemEnvironment()));
        const auto after = ended(next);
        QVERIFY2(after.code == 0, after.err.constData());
    }
    /// In a profile of its own: key and secret come by the environment, which is wiped before anything else happens.
    void aSessionByEnvironment(const PaperVenue& venue)
    {
        QProcess session;
        start(session,
              venue.session(m_home.filePath("second"), {"--json-lines", "--log-level", "info", "--until", "8s"}), {},
              environment(venue.environment()));
        QByteArray seen;
        QVERIFY(QTest::qWaitFor(
            [&] {
                seen += session.readAllStandardOutput();
                return seen.contains("\"kind\"") || session.state() == QProcess::NotRunning;
            },
            60'000));
        look(session);
        m_told += seen;
        const auto result = ended(session);
        QVERIFY2(result.code == 0, result.err.constData());
    }
    /// Where a user errs: in a configuration that knows no such things, in an address, as a word of a command.
    void secretsWhereNoneBelong()
    {
        const auto toml = m_home.filePath("theirs.toml"); // the user's own: it is not ours to clean
        for (const QByteArray& line :
             {"[accounts]\ntotp_seed = \"" + m_canaries["totp seed"] + "\"\n",
              "[web]\ntoken = \"" + m_canaries["jwt"] + "\"\n", "[accounts]\npin = \"" + m_canaries["pin"] + "\"\n",
              "[telegram]\nchat_token = \"" + m_canaries["chat token"] + "\"\n",
              "[database]\npassword = \"" + m_canaries["db password"] + "\"\n",
              "[brokers.binance]\nproxy = \"socks5://user:" + m_canaries["db password"] + "@127.0.0.1:1\"\n"}) {
            writeFile(toml, line);
            const auto result = run({"run", "--headless", "--feed", "synthetic:1", "--until", "1s", "--config", toml,
                                     "--profile", m_home.filePath("third"), "--log-level", "info"});
            QVERIFY2(result.code != 0, line.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestCanaries)
#include "tst_canaries.moc"
