// needs: host/access edge/platform
//
// The vault in a profile, with real files and the real cost of a passphrase: some seconds.

#include "core/edge/platform/profile.h"
#include "core/host/access/vault_door.h"
#include "core/host/access/venue_keys.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using orders::Environment;

namespace {

constexpr Timestamp day{1'764'000'000'000'000'000};

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}

const auto right = [] { return secret("correct horse battery staple"); };
const auto wrong = [] { return secret("correct horse battery stable"); };

template<class T> std::string codeOf(const Outcome<T>& outcome)
{
    return outcome ? "done" : outcome.error().code;
}

} // namespace

class TestVaultDoor : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    vault::MachineMoment m_now{hours(5).ns, {std::byte{7}}};

    [[nodiscard]] std::filesystem::path profile() const
    {
        return m_home->path().toStdString();
    }
    [[nodiscard]] auto open(const platform::SecretBytes& key, VaultLock lock = VaultLock::Passphrase) const
    {
        return openVault(profile(), lock, key, [this] { return m_now; });
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
    }

    void isMadeOnceAndOpensWithItsPassphrase()
    {
        QCOMPARE(codeOf(open(right())), std::string("no_vault"));
        QVERIFY(!hasVault(profile()));
        QVERIFY(makeVault(profile(), right(), day).has_value());
        QVERIFY(hasVault(profile()));
        QCOMPARE(codeOf(makeVault(profile(), right(), day)), std::string("vault_exists"));
        QVERIFY(open(right()).has_value());
        for (const char* name : {"vault", "vault/vault.omv", "vault/guesses"}) {
            const auto rights = QFile::permissions(m_home->filePath(name));
            QVERIFY2(!(rights & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)), name);
        }
    }

    // V5: 256 MiB and three passes at least, whatever the machine.
    void aNewVaultCostsTheDefaultAtLeast()
    {
        auto vault = makeVault(profile(), right(), day);
        QVERIFY(vault.has_value());
        const auto cost = (*vault)->keySlots().front().cost;
        QVERIFY(cost.memoryKiB >= 262'144 && cost.passes >= 3);
    }

    void poorPassphrasesAreRefusedBeforeAnythingIsWritten()
    {
        for (const std::string_view poor : {"", "elevenchars", "aaaaaaaaaaaaaaaaaaaa", "\xC3\x28 is no UTF-8 text"}) {
            QVERIFY2(!makeVault(profile(), secret(poor), day).has_value(), std::string(poor).c_str());
        }
        QVERIFY(!makeVault(profile(), secret(std::string(1'025, 'x') + "y"), day).has_value());
        QVERIFY(!hasVault(profile()));
        QVERIFY(mustBeGoodPassphrase(secret("Grüße an zwölf")).has_value()); // fewer characters than bytes
        QCOMPARE(codeOf(mustBeGoodPassphrase(secret("äöüäöüäöüä"))), std::string("short_passphrase"));
    }

    // Safety 4.2: the wait counts before the guess is tried, also for the right one.
    void aWrongGuessHasToBeWaitedFor()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        QCOMPARE(codeOf(open(wrong())), std::string("vault_does_not_open"));
        QCOMPARE(codeOf(open(right())), std::string("vault_waits"));
        m_now.ns += seconds(2).ns;
        QCOMPARE(codeOf(open(wrong())), std::string("vault_does_not_open"));
        m_now.ns += seconds(3).ns;
        const auto early = open(right());
        QCOMPARE(codeOf(early), std::string("vault_waits"));
        QVERIFY2(early.error().message.find("in 1 s") != std::string::npos, early.error().message.c_str());
        m_now.ns += seconds(1).ns;
        QVERIFY(open(right()).has_value());
        QCOMPARE(codeOf(open(wrong())), std::string("vault_does_not_open")); // from the beginning again
        m_now.ns += seconds(2).ns;
        QVERIFY(open(right()).has_value());
    }

    // The same letters, composed otherwise by another keyboard, are the same passphrase.
    void aPassphraseIsTheSameFromEveryKeyboard()
    {
        const auto one = secret("Gr\u00FC\u00DFe an zw\u00F6lf"), parts = secret("Gru\u0308\u00DFe an zwo\u0308lf");
        QVERIFY(makeVault(profile(), parts, day).has_value());
        auto opened = open(one);
        QVERIFY2(opened.has_value(), codeOf(opened).c_str());
        QVERIFY(open(parts).has_value());
        QVERIFY(changePassphrase(*opened, VaultLock::Passphrase, parts, right(), day).has_value());
        QVERIFY(open(right()).has_value());
        QCOMPARE(codeOf(mustBeGoodPassphrase(secret("u\u0308u\u0308u\u0308u\u0308u\u0308u\u0308"))),
                 std::string("short_passphrase")); // six letters, however they are written
    }

    // As versions before kept it: by its very bytes.
    void aVaultOfAPassphraseThatWasKeptByItsBytesStillOpens()
    {
        const auto parts = secret("Gru\u0308\u00DFe an zwo\u0308lf");
        {
            auto files = VaultFiles::open(profile());
            QVERIFY(files.has_value());
            QVERIFY(vault::Vault::create(**files, parts.exposed(), vault::leastCost, day).has_value());
        }
        QCOMPARE(codeOf(open(wrong())), std::string("vault_does_not_open"));
        QCOMPARE(codeOf(open(parts)), std::string("vault_waits")); // the second try of the same words is one guess
        m_now.ns += seconds(2).ns;

        auto opened = open(parts);

        QVERIFY2(opened.has_value(), codeOf(opened).c_str());
        QVERIFY(renewMasterKey(*opened, parts, day).has_value());
        QVERIFY(changePassphrase(*opened, VaultLock::Passphrase, parts, parts, day).has_value());
        const auto composed = open(secret("Gr\u00FC\u00DFe an zw\u00F6lf")); // composed from now on
        QVERIFY2(composed.has_value(), codeOf(composed).c_str());
    }

    // Two programs that read the count at once would count two guesses as one.
    void guessesOfTwoProgramsComeOneAfterTheOther()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        {
            const auto other = platform::ProfileLock::takeForGuess(vaultFolderOf(profile()));
            QVERIFY(other.has_value());
            QCOMPARE(codeOf(open(wrong())), std::string("vault_is_asked"));
        }
        std::array<std::string, 4> codes;
        std::vector<std::thread> programs;
        for (std::string& code : codes) {
            programs.emplace_back([this, &code] { code = codeOf(open(wrong())); });
        }
        for (auto& program : programs) {
            program.join();
        }
        QCOMPARE(std::count(codes.begin(), codes.end(), "vault_does_not_open"), std::ptrdiff_t{1});
        QVERIFY(std::all_of(codes.begin(), codes.end(), [](const std::string& code) {
            return code == "vault_does_not_open" || code == "vault_is_asked" || code == "vault_waits";
        }));
        const auto kept = (*VaultFiles::open(profile()))->readPace(m_now);
        QCOMPARE(kept->failures(), std::uint32_t{1});
    }

    // V14: a damaged count is waited for once. It must not begin anew at each try, or nobody ever comes in again.
    void aDamagedCountIsWaitedForOnce()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        for (const QByteArray& damaged : {QByteArray("no count"), QByteArray(), QByteArray(10'000, 'x')}) {
            QFile count(m_home->filePath("vault/guesses"));
            QVERIFY(count.open(QIODevice::WriteOnly | QIODevice::Truncate));
            count.write(damaged);
            count.close();
            QCOMPARE(codeOf(open(right())), std::string("vault_waits"));
            m_now.ns += minutes(4).ns;
            QCOMPARE(codeOf(open(right())), std::string("vault_waits"));
            m_now.ns += minutes(1).ns;
            QVERIFY(open(right()).has_value());
        }
    }

    // A file that its owner may not read just now is no wrong passphrase, and costs no wait.
    void aFileThatIsALinkIsNotAWrongPassphrase()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        const QString name = m_home->filePath("vault/vault.omv"), elsewhere = m_home->filePath("elsewhere.omv");
        QVERIFY(QFile::rename(name, elsewhere));
        QVERIFY(QFile::link(elsewhere, name));
        const auto refused = open(right());
        QVERIFY(!refused.has_value() && refused.error().code != "vault_does_not_open");
        QFile::remove(name);
        QVERIFY(QFile::rename(elsewhere, name));
        QVERIFY(open(right()).has_value()); // at once
    }

    void onlyThePreviousFileIsToldAsThat()
    {
        auto vault = makeVault(profile(), right(), day);
        QVERIFY(addVenueKey(**vault, "binance-paper", Secret("ID"), Secret("s"), day).has_value());
        QVERIFY(QFile::remove(m_home->filePath("vault/vault.omv")));
        QVERIFY(QFile::exists(m_home->filePath("vault/vault-previous.omv")));
        QCOMPARE(codeOf(open(right())), std::string("vault_is_missing"));
    }

    // Bad input: swapped, truncated, of a newer version. None of it is a guess, so that nobody is locked out by it.
    void aFileThatIsNoVaultIsToldApartFromAWrongPassphrase()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        const QString name = m_home->filePath("vault/vault.omv");
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        const auto write = [&name](const QByteArray& bytes) {
            QFile out(name);
            QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
            out.write(bytes);
        };
        QByteArray newer = whole;
        newer[8] = 2;
        write(newer);
        QCOMPARE(codeOf(open(right())), std::string("newer_vault"));
        write(whole.left(whole.size() - 1));
        QCOMPARE(codeOf(open(right())), std::string("damaged_vault"));
        write("not a vault at all");
        QCOMPARE(codeOf(open(right())), std::string("damaged_vault"));
        write({});
        QCOMPARE(codeOf(open(right())), std::string("damaged_vault"));
        write(whole);
        QVERIFY(open(right()).has_value());
    }

    void theRecoveryKeyOpensItAndMakesANewPassphrase()
    {
        auto vault = makeVault(profile(), right(), day);
        QVERIFY(vault.has_value());
        const auto raw = (*vault)->makeRecoveryKey(day);
        const auto letters = vault::recoveryLetters(raw->exposed());
        QVERIFY(letters.has_value());
        QCOMPARE(codeOf(open(secret("AAAA-BBBB"), VaultLock::RecoveryKey)), std::string("no_recovery_key"));
        const auto other = vault::recoveryLetters(platform::SecretBytes::random(32)->exposed());
        QCOMPARE(codeOf(open(*other, VaultLock::RecoveryKey)), std::string("vault_does_not_open"));
        QCOMPARE(codeOf(open(wrong())), std::string("vault_does_not_open")); // whoever guesses keeps nobody out

        auto opened = open(*letters, VaultLock::RecoveryKey);
        QVERIFY2(opened.has_value(), codeOf(opened).c_str());
        QCOMPARE(codeOf(changePassphrase(*opened, VaultLock::RecoveryKey, *letters, secret("short"), day)),
                 std::string("short_passphrase"));
        QVERIFY(!changePassphrase(*opened, VaultLock::RecoveryKey, secret("AAAA"), wrong(), day).has_value());
        QVERIFY(changePassphrase(*opened, VaultLock::RecoveryKey, *letters, wrong(), day).has_value());

        m_now.ns += seconds(2).ns;
        QVERIFY(open(wrong()).has_value());
        QCOMPARE(codeOf(open(right())), std::string("vault_does_not_open"));
        m_now.ns += seconds(2).ns;
        QVERIFY(makeVault(profile(), right(), day).error().code == "vault_exists");
    }

    void aVaultWithoutARecoveryKeySaysThat()
    {
        QVERIFY(makeVault(profile(), right(), day).has_value());
        const auto letters = vault::recoveryLetters(platform::SecretBytes::random(32)->exposed());
        QCOMPARE(codeOf(open(*letters, VaultLock::RecoveryKey)), std::string("no_such_lock"));
    }

    // Safety 4.2: the old one is kept until the new one has been found good.
    void aKeyIsReplacedInThreeSteps()
    {
        auto vault = makeVault(profile(), right(), day);
        QVERIFY(vault.has_value());
        vault::Vault& in = **vault;
        const Secret oldId("OLD"), oldSecret("old-secret"), newId("NEW"), newSecret("new-secret");
        QCOMPARE(codeOf(replaceVenueKey(in, "binance-paper", newId, newSecret, day)), std::string("no_such_key"));
        QVERIFY(addVenueKey(in, "binance-paper", oldId, oldSecret, day).has_value());
        QCOMPARE(codeOf(addVenueKey(in, "binance-paper", newId, newSecret, day)), std::string("key_exists"));
        QCOMPARE(codeOf(settleVenueKey(in, "binance-paper", true, day)), std::string("no_key_waits"));

        QVERIFY(replaceVenueKey(in, "binance-paper", newId, newSecret, day + days(1)).has_value());
        QCOMPARE(codeOf(replaceVenueKey(in, "binance-paper", newId, newSecret, day)), std::string("key_waits"));
        QCOMPARE(venueKeyFrom(in, "binance", Environment::Paper)->id.exposed(), std::string_view("NEW"));
        QVERIFY(settleVenueKey(in, "binance-paper", false, day).has_value());
        QCOMPARE(venueKeyFrom(in, "binance", Environment::Paper)->id.exposed(), std::string_view("OLD"));

        QVERIFY(replaceVenueKey(in, "binance-paper", newId, newSecret, day + days(2)).has_value());
        auto listed = venueKeysIn(in);
        QCOMPARE(listed->size(), std::size_t{1});
        QVERIFY(listed->front().nextPutAt == day + days(2));
        QVERIFY(settleVenueKey(in, "binance-paper", true, day + days(3)).has_value());
        const auto key = venueKeyFrom(in, "binance", Environment::Paper);
        QCOMPARE(key->id.exposed(), std::string_view("NEW"));
        QCOMPARE(key->secret.exposed(), std::string_view("new-secret"));
        QCOMPARE(key->source, std::string("vault"));
        QVERIFY(key->environment == Environment::Paper);
        listed = venueKeysIn(in);
        QVERIFY(!listed->front().nextPutAt);
        QVERIFY(listed->front().putAt == day + days(2)); // as old as it is, not as its settling
        QVERIFY(removeVenueKey(in, "binance-paper", day).has_value());
        QCOMPARE(codeOf(removeVenueKey(in, "binance-paper", day)), std::string("no_such_key"));
        QVERIFY(venueKeysIn(in)->empty());
    }

    // Cut between the two writes of --good: both are the new key, and --bad must not say that the old one is back.
    void aHalfSettledKeyCannotBeTakenBack()
    {
        auto vault = makeVault(profile(), right(), day);
        vault::Vault& in = **vault;
        QVERIFY(addVenueKey(in, "binance-paper", Secret("OLD"), Secret("old-secret"), day).has_value());
        QVERIFY(replaceVenueKey(in, "binance-paper", Secret("NEW"), Secret("new-secret"), day).has_value());
        const auto next = in.read(vault::RecordType::VenueKey, "binance-paper/next");
        QVERIFY(in.put(vault::RecordType::VenueKey, "binance-paper", next->exposed(), day).has_value());
        QCOMPARE(codeOf(settleVenueKey(in, "binance-paper", false, day)), std::string("old_key_is_gone"));
        QVERIFY(settleVenueKey(in, "binance-paper", true, day).has_value());
        QCOMPARE(venueKeyFrom(in, "binance", Environment::Paper)->id.exposed(), std::string_view("NEW"));
    }

    // S35.
    void aKeyOfOneEnvironmentNeverStandsForTheOther()
    {
        auto vault = makeVault(profile(), right(), day);
        QVERIFY(addVenueKey(**vault, "alpaca-live", Secret("ID"), Secret("s"), day).has_value());
        QCOMPARE(codeOf(venueKeyFrom(**vault, "alpaca", Environment::Paper)), std::string("no_key"));
        QVERIFY(!hasVenueKey(**vault, "alpaca", Environment::Paper));
        QVERIFY(hasVenueKey(**vault, "alpaca", Environment::Live));
    }

    void aPrivateKeyKeepsItsLinesAndAnythingElseHasNone()
    {
        const Secret id("ID"), pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        QVERIFY(mustBeKey(id, pem).has_value());
        QVERIFY(!mustBeKey(id, Secret("two\nlines")).has_value());
        QVERIFY(!mustBeKey(id, Secret("-----BEGIN PRIVATE KEY-----")).has_value()); // as a terminal's first line
        QVERIFY(!mustBeKey(id, Secret("-----BEGIN PRIVATE KEY-----\nAAAA")).has_value());
        QVERIFY(!mustBeKey(Secret("with space"), Secret("s")).has_value());
        QVERIFY(!mustBeKey(Secret(), Secret("s")).has_value());
        QVERIFY(!mustBeKey(id, Secret()).has_value());
        QVERIFY(!mustBeKey(id, Secret(std::string(16'385, 'a'))).has_value());
    }
};

QTEST_APPLESS_MAIN(TestVaultDoor)
#include "tst_vault_door.moc"
