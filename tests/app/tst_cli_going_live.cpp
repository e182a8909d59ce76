// The way to real money without a window, by the real program: what is missing is listed and refuses, two persons grant
// it, and a session that is granted gets as far as the broker's address and no farther here.
//
// needs: app host/runtime host/access host/access/going_live edge/platform edge/security/accounts edge/security/totp
// needs: edge/security/vault Qt6::Network

#include "core/edge/platform/file_folder.h"
#include "core/host/access/vault_files.h"
#include "core/host/runtime/open_profile.h"
#include "tests/support/going_live_kit.h"
#include "tests/support/program_run.h"
#include "tests/support/vault_kit.h"

#include <QDateTime>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::tests;

namespace {

QString timeLibrary()
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

} // namespace

class TestCliGoingLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    platform::SecretBytes m_seed, m_annas;
    qint64 m_now = liveDay.ns / seconds(1).ns;

    [[nodiscard]] QString profile() const
    {
        return m_home->filePath("profile");
    }
    [[nodiscard]] accounts::Moment moment() const
    {
        return {Timestamp{m_now * seconds(1).ns}, {hours(10).ns, {std::byte{1}}}};
    }
    [[nodiscard]] QByteArray codeOf(const platform::SecretBytes& seed) const
    {
        const auto code = totp::codeOf(seed.exposed(), *totp::stepAt(Timestamp{m_now * seconds(1).ns}));
        return QByteArray::number(*code).rightJustified(6, '0') + '\n';
    }
    /// A profile with what is earned, and a second person with the right.
    void prepare(const Earned& earned)
    {
        m_home = std::make_unique<QTemporaryDir>();
        const auto path = profile().toStdString();
        must(runtime::lockProfile(path));
        const auto files = std::move(*runtime::VaultFiles::open(path));
        auto vault = std::move(*vault::Vault::create(*files, bytesOf(passphrase), vault::leastCost, liveDay));
        const auto root = std::move(*platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite));
        m_now = liveDay.ns / seconds(1).ns - 3600;
        m_seed = earn(vault, *root, earned, [this] { return moment(); });
        runtime::VaultAccountStore store(vault, [] { return liveDay; });
        const auto people = must(runtime::openAccounts(store, [this] { return moment(); }));
        QVERIFY(people->add("anna", typed("four blue umbrellas"), risk::Roles::of(risk::Role::Risk)).has_value());
        auto seed = people->beginEnrolment("anna", {typed("four blue umbrellas"), {}});
        QVERIFY(seed.has_value());
        m_annas = std::move(*seed);
        const auto code = codeOf(m_annas).trimmed().toStdString();
        QVERIFY(people->confirmEnrolment("anna", typed(code)).has_value());
        m_now = liveDay.ns / seconds(1).ns;
    }
    ProgramResult run(const QStringList& words, const QByteArray& input) const
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("LD_PRELOAD", timeLibrary());
        environment.insert("TZ", "UTC");
        environment.insert("FAKETIME", QDateTime::fromSecsSinceEpoch(m_now, Qt::UTC).toString("yyyy-MM-dd HH:mm:ss"));
        environment.insert("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        process.setProcessEnvironment(environment);
        process.setProgram(OMNI_PROGRAM);
        process.setArguments(words + QStringList{"--profile", profile(), "--json"});
        process.start();
        process.waitForStarted();
        process.write(QByteArray(passphrase.data(), static_cast<int>(passphrase.size())) + '\n' + input);
        process.closeWriteChannel();
        return endOf(process);
    }
    ProgramResult live(const QStringList& words, const QByteArray& input = {}) const
    {
        return run(QStringList{"going-live"} + words + QStringList{"--passphrase-fd", "0"}, input);
    }
    /// By both, each with a code of this moment.
    ProgramResult grant(const QByteArray& end, bool bothSayIt = true)
    {
        m_now += 60;
        QStringList words{"grant",         "binance", "--account-fd", "0", "--by", "owner",
                          "--password-fd", "0",       "--code-fd",    "0"};
        QByteArray input = end + "\nseven green kettles\n" + codeOf(m_seed);
        if (bothSayIt) {
            words += QStringList{"--second", "anna", "--second-password-fd", "0", "--second-code-fd", "0"};
            input += "four blue umbrellas\n" + codeOf(m_annas);
        }
        return live(words, input);
    }
    /// A LIVE session behind a proxy that is not there: nothing of it can reach anybody.
    ProgramResult session() const
    {
        return run({"run", "--headless", "--broker", "binance:BTCUSDT", "--until", "1s", "--vault-passphrase-fd", "0",
                    "--set", "brokers.binance.environment=live", "--set", "brokers.binance.proxy=http://127.0.0.1:9"},
                   {});
    }
    static QString codeIn(const ProgramResult& result)
    {
        return QJsonDocument::fromJson(result.out).object().value("error").toObject().value("code").toString();
    }
    [[nodiscard]] QJsonObject standing() const
    {
        const auto result = live({"status", "binance"});
        return QJsonDocument::fromJson(result.out).object().value("brokers").toArray().at(0).toObject();
    }

private slots:
    void initTestCase()
    {
        if (timeLibrary().isEmpty()) {
            QSKIP("libfaketime is not there: codes of a moment cannot be made");
        }
    }

    void whatIsMissingIsListedAndRefuses()
    {
        Earned earned;
        earned.sessions = 3;
        earned.hasDrill = false;
        prepare(earned);
        const auto now = standing();
        QCOMPARE(now.value("grant").toString(), QStringLiteral("none"));
        QCOMPARE(now.value("ready").toBool(), false);
        QCOMPARE(now.value("takes_two").toBool(), true);
        QStringList missing;
        for (const auto& need : now.value("needs").toArray()) {
            if (!need.toObject().value("met").toBool()) {
                missing << need.toObject().value("need").toString();
            }
        }
        QCOMPARE(missing, (QStringList{"paper_sessions", "kill_drill"}));

        const auto refused = grant("0452");

        QCOMPARE(refused.code, 4);
        QCOMPARE(codeIn(refused), QStringLiteral("live_refused"));
        QVERIFY(refused.out.contains("3 of 5 paper sessions"));
        QVERIFY(refused.out.contains("drill"));
        const auto started = session();
        QCOMPARE(started.code, 4);
        QCOMPARE(codeIn(started), QStringLiteral("live_refused"));
    }

    void twoPersonsGrantItAndItEnds()
    {
        prepare({});
        QCOMPARE(session().code, 4);
        QCOMPARE(codeIn(grant("0453")), QStringLiteral("other_account"));
        const auto alone = grant("0452", false);
        QCOMPARE(alone.code, 4);
        QCOMPARE(codeIn(alone), QStringLiteral("second_person_missing"));

        const auto granted = grant("0452");

        QVERIFY2(granted.code == 0, granted.out + granted.err);
        QCOMPARE(standing().value("grant").toString(), QStringLiteral("granted"));
        const auto started = session();
        QCOMPARE(started.code, 5); // it may ask now, and nobody is there
        QVERIFY(!granted.out.contains("seven green") && !granted.err.contains("seven green"));

        QCOMPARE(live({"end", "binance"}).code, 0);
        QCOMPARE(standing().value("grant").toString(), QStringLiteral("none"));
        QCOMPARE(codeIn(session()), QStringLiteral("live_refused"));
    }

    void aCodeOfTheLastStepGrantsNothing()
    {
        prepare({});
        QVERIFY(grant("0452").code == 0);
        QCOMPARE(live({"end", "binance"}).code, 0);
        m_now -= 60; // the very codes of before
        QCOMPARE(codeIn(grant("0452")), QStringLiteral("not_signed_in"));
        QCOMPARE(standing().value("grant").toString(), QStringLiteral("none"));
    }

    // V3: the whole file of when it was granted.
    void aVaultThatWasSetBackStartsNothing()
    {
        prepare({});
        QVERIFY(grant("0452").code == 0);
        const QString file = profile() + "/vault/vault.omv", copy = m_home->filePath("copy");
        QVERIFY(QFile::copy(file, copy));
        QCOMPARE(live({"end", "binance"}).code, 0);
        QVERIFY(QFile::remove(file) && QFile::copy(copy, file));
        QCOMPARE(codeIn(live({"status", "binance"})), QStringLiteral("vault_set_back"));
        QCOMPARE(codeIn(session()), QStringLiteral("vault_set_back"));
        QCOMPARE(run({"vault", "accept", "--reason", "put back by a test", "--passphrase-fd", "0"}, {}).code, 0);
        QCOMPARE(standing().value("grant").toString(), QStringLiteral("not_on_record"));
        QCOMPARE(codeIn(session()), QStringLiteral("live_refused"));
    }

    void evidenceThatWasEditedStartsNothing()
    {
        prepare({});
        QVERIFY(grant("0452").code == 0);
        QFile file(profile() + "/live-evidence");
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto text = file.readAll();
        text[text.size() / 2] = text[text.size() / 2] == '0' ? '1' : '0';
        QVERIFY(file.seek(0) && file.write(text) == text.size());
        file.close();
        const auto now = standing();
        QCOMPARE(now.value("evidence_damaged").toBool(), true);
        QCOMPARE(now.value("grant").toString(), QStringLiteral("not_on_record"));
        QCOMPARE(codeIn(session()), QStringLiteral("live_refused"));
    }
};

QTEST_GUILESS_MAIN(TestCliGoingLive)
#include "tst_cli_going_live.moc"
