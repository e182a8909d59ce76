// needs: host/access/key_slots tests/support/loopback
//
// A real vault in a real profile, opened by fakes of the services that keep the key of its slot; and what is refused.
// F55, V37. The real cost of a passphrase: a second or two.

#include "tests/core/edge/security/key_service/key_service_bench.h"
#include "tests/support/fake_hashicorp.h"
#include "tests/support/fake_kms.h"

#include "core/host/access/key_slots/key_slots.h"
#include "core/host/access/venue_keys.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>
#include <filesystem>
#include <map>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using keyservice::ServiceKind;

namespace {

constexpr Timestamp day{1'764'000'000'000'000'000};

vault::SecretBytes words(std::string_view text)
{
    return std::move(*vault::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}

template<class T> std::string outcomeOf(const Outcome<T>& outcome)
{
    return outcome ? "done" : outcome.error().code;
}

class KeyringOfATest final : public keyring::Keyring
{
public:
    std::map<std::string, Bytes> kept;
    std::optional<Error> fault;

    QCoro::Task<Result<void>> keep(std::string name, vault::SecretBytes key) override
    {
        if (fault) {
            co_return tl::unexpected(*fault);
        }
        kept[name] = Bytes(key.exposed().begin(), key.exposed().end());
        co_return Result<void>();
    }
    QCoro::Task<Result<vault::SecretBytes>> fetch(std::string name) override
    {
        if (fault) {
            co_return tl::unexpected(*fault);
        }
        const auto found = kept.find(name);
        if (found == kept.end()) {
            co_return failure(Errc::NotFound, "none");
        }
        co_return vault::SecretBytes::copyOf(found->second);
    }
    QCoro::Task<Result<void>> forget(std::string name) override
    {
        kept.erase(name);
        co_return Result<void>();
    }
};

} // namespace

class TestKeySlots : public QObject
{
    Q_OBJECT

    RunningClock m_clock;
    QTemporaryDir m_made;
    vault::SecretBytes m_letters;
    std::unique_ptr<QTemporaryDir> m_home;
    std::optional<OpenVault> m_vault;
    const vault::SecretBytes m_passphrase = words("correct horse battery staple");

    [[nodiscard]] std::filesystem::path profile() const
    {
        return m_home->path().toStdString();
    }
    static ServiceWish wishOf(ServiceKind kind, const ScriptedServer& server)
    {
        ServiceWish wish;
        wish.kind = kind;
        wish.address = addressOf(server);
        const bool isAws = kind == ServiceKind::AwsKms;
        wish.mount = isAws ? "" : kind == ServiceKind::Transit ? "transit" : "secret";
        wish.key = isAws ? "alias/omnitrade" : "omnitrade";
        wish.region = isAws ? "eu-central-1" : "";
        return wish;
    }
    static ServiceWish askOf(ServiceKind kind, const ScriptedServer& server)
    {
        ServiceWish wish;
        wish.kind = kind;
        wish.address = addressOf(server);
        return wish;
    }
    static ServiceCredential token(const char* text = "s.made-up-token")
    {
        return {Secret(text), {}, {}};
    }
    static ServiceCredential awsKey()
    {
        return {Secret("AKIDEXAMPLE"), Secret("made-up/secret+of-a-test"), {}};
    }
    [[nodiscard]] Outcome<OpenVault> opened(ServiceWish wish, ServiceCredential credential)
    {
        return resultOf(openByService(profile(), std::move(wish), std::move(credential), m_clock));
    }

private slots:
    // One vault is made, and each test has a copy: a passphrase costs a second, a recovery key nothing.
    void initTestCase()
    {
        const auto folder = std::filesystem::path(m_made.path().toStdString());
        auto vault = makeVault(folder, m_passphrase, day);
        QVERIFY(vault.has_value());
        QVERIFY(addVenueKey(**vault, "binance-paper", Secret("key-of-a-test"), Secret("secret-of-a-test"), day));
        m_letters = std::move(*vault::recoveryLetters((*vault)->makeRecoveryKey(day).value().exposed()));
    }

    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        const auto made = std::filesystem::path(m_made.path().toStdString());
        std::filesystem::copy(made, profile(), std::filesystem::copy_options::recursive);
        m_vault.emplace(std::move(*openVault(profile(), VaultLock::RecoveryKey, m_letters)));
    }

    void eachServiceOpensTheVaultAndLearnsNothingOfIt()
    {
        FakeHashicorp hashicorp;
        FakeKms kms;
        for (const auto kind : {ServiceKind::Transit, ServiceKind::KeyValue, ServiceKind::AwsKms}) {
            const bool isAws = kind == ServiceKind::AwsKms;
            const auto& server = isAws ? kms.server : hashicorp.server;
            const auto credential = [&] { return isAws ? awsKey() : token(); };
            kms.secondsNow = [this] { return m_clock.wall().ns / 1'000'000'000; };
            const auto added = resultOf(addServiceSlot(*m_vault, wishOf(kind, server), credential(), m_clock));
            QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str());

            auto vault = opened(askOf(kind, server), credential());
            QVERIFY2(vault.has_value(), vault ? "" : vault.error().message.c_str());
            QCOMPARE(venueKeysIn(**vault).value().size(), std::size_t{1});
            QVERIFY(!server.allReceived().contains("secret-of-a-test"));
            QVERIFY(!server.allReceived().contains(QByteArray("secret-of-a-test").toBase64().chopped(2)));
        }
    }

    void aRoleIsSignedInAndOutForEachOpening()
    {
        FakeHashicorp fake;
        const auto role = [] { return ServiceCredential{Secret("role-1"), Secret("secret-1"), {}}; };
        QVERIFY(resultOf(addServiceSlot(*m_vault, wishOf(ServiceKind::Transit, fake.server), role(), m_clock)));
        QVERIFY(opened(askOf(ServiceKind::Transit, fake.server), role()).has_value());
        QCOMPARE(fake.revoked, 2);
        QCOMPARE(fake.tokens.size(), 1);
    }

    // Nothing opens, nothing is written, and the passphrase works as before.
    void whatTheServiceRefusesStaysShut()
    {
        FakeHashicorp fake;
        const auto kind = ServiceKind::Transit;
        QVERIFY(resultOf(addServiceSlot(*m_vault, wishOf(kind, fake.server), token(), m_clock)));
        const auto generation = (*m_vault)->generation();

        QCOMPARE(outcomeOf(opened(askOf(kind, fake.server), token("s.forged"))), std::string("key_is_refused"));
        fake.isSealed = true;
        const auto sealed = opened(askOf(kind, fake.server), token());
        QCOMPARE(outcomeOf(sealed), std::string("key_service_is_away"));
        QVERIFY(sealed.error().message.find("sealed") != std::string::npos);
        QCOMPARE(static_cast<int>(sealed.error().kind), 5);
        fake.isSealed = false;
        fake.server.stopListening();
        FakeHashicorp other;
        QCOMPARE(outcomeOf(opened(askOf(kind, other.server), token())), std::string("other_key_service"));
        QCOMPARE(fake.unwrapped + other.unwrapped, 0);
        QCOMPARE(other.server.connections(), 0); // no token for it either

        auto vault = openVault(profile(), VaultLock::Passphrase, m_passphrase);
        QVERIFY(vault.has_value());
        QCOMPARE((*vault)->generation(), generation);
    }

    // Whoever can write the file can name another host in it. The token goes to the one that the caller named, or
    // nowhere.
    void aSlotThatNamesAnotherHostGetsNoToken()
    {
        FakeHashicorp fake, thief;
        const auto kind = ServiceKind::Transit;
        QVERIFY(resultOf(addServiceSlot(*m_vault, wishOf(kind, fake.server), token(), m_clock)));
        QFile file(m_home->filePath("vault/vault.omv"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto bytes = file.readAll();
        const auto own = QByteArray::number(fake.server.port()), its = QByteArray::number(thief.server.port());
        if (own.size() != its.size()) {
            QSKIP("the two ports have different lengths this time");
        }
        const auto at = bytes.indexOf("http://127.0.0.1:" + own);
        QVERIFY(at > 0);
        bytes.replace(at, 17 + own.size(), "http://127.0.0.1:" + its);
        file.seek(0);
        file.write(bytes);
        file.close();
        thief.tokens = {};

        QCOMPARE(outcomeOf(opened(askOf(kind, fake.server), token())), std::string("other_key_service"));
        QVERIFY(!thief.server.allReceived().contains("s.made-up-token"));
        QCOMPARE(thief.server.connections(), 0);
    }

    void aSlotOfAnotherKindIsRefusedBeforeAnybodyIsAsked()
    {
        FakeHashicorp fake;
        QVERIFY(resultOf(addServiceSlot(*m_vault, wishOf(ServiceKind::Transit, fake.server), token(), m_clock)));
        const int before = fake.asked;

        QCOMPARE(outcomeOf(opened(askOf(ServiceKind::AwsKms, fake.server), awsKey())),
                 std::string("other_key_service"));
        QCOMPARE(fake.asked, before);
    }

    void withoutASlotNobodyIsAsked()
    {
        FakeHashicorp fake;
        QCOMPARE(outcomeOf(opened(askOf(ServiceKind::Transit, fake.server), token())), std::string("no_such_lock"));
        QCOMPARE(fake.asked, 0);
    }

    void aSlotThatIsRemovedOpensNothing()
    {
        FakeHashicorp fake;
        QVERIFY(resultOf(addServiceSlot(*m_vault, wishOf(ServiceKind::Transit, fake.server), token(), m_clock)));
        QVERIFY(removeServiceSlot(*m_vault, day).has_value());
        QCOMPARE(outcomeOf(opened(askOf(ServiceKind::Transit, fake.server), token())), std::string("no_such_lock"));
    }

    void theKeyringOpensTheVaultUntilItsSlotGoes()
    {
        KeyringOfATest keyring;
        QVERIFY(resultOf(addKeyringSlot(*m_vault, keyring, m_clock)).has_value());
        QVERIFY(resultOf(openByKeyring(profile(), keyring)).has_value());
        QVERIFY(resultOf(addKeyringSlot(*m_vault, keyring, m_clock)).has_value());
        QCOMPARE(keyring.kept.size(), std::size_t{1}); // the one of before went
        QVERIFY(resultOf(openByKeyring(profile(), keyring)).has_value());

        keyring.fault = Error{Errc::Denied, "the keyring is locked"};
        QCOMPARE(outcomeOf(resultOf(openByKeyring(profile(), keyring))), std::string("key_is_refused"));
        keyring.fault.reset();
        keyring.kept.begin()->second[0] ^= std::byte{1};
        QCOMPARE(outcomeOf(resultOf(openByKeyring(profile(), keyring))), std::string("vault_does_not_open"));

        QVERIFY(resultOf(removeKeyringSlot(*m_vault, keyring, m_clock)).has_value());
        QVERIFY(keyring.kept.empty());
        QCOMPARE(outcomeOf(resultOf(openByKeyring(profile(), keyring))), std::string("no_such_lock"));
    }

    void aKeyringThatRefusesChangesNothing()
    {
        KeyringOfATest keyring;
        keyring.fault = Error{Errc::Unavailable, "there is no keyring"};
        const auto generation = (*m_vault)->generation();
        QCOMPARE(outcomeOf(resultOf(addKeyringSlot(*m_vault, keyring, m_clock))), std::string("key_service_is_away"));
        QCOMPARE((*m_vault)->generation(), generation);
    }

    void credentialsAreLinesOfTheRightNumber()
    {
        const auto read = [](ServiceKind kind, std::string_view text) { return outcomeOf(credentialFrom(kind, text)); };
        QCOMPARE(read(ServiceKind::Transit, "token\n"), std::string("done"));
        QCOMPARE(read(ServiceKind::Transit, "role\r\nsecret\r\n"), std::string("done"));
        QCOMPARE(read(ServiceKind::AwsKms, "id\nsecret\ntoken"), std::string("done"));
        QCOMPARE(read(ServiceKind::AwsKms, "id"), std::string("bad_credential"));
        QCOMPARE(read(ServiceKind::Transit, "a\nb\nc"), std::string("bad_credential"));
        QCOMPARE(read(ServiceKind::Transit, "\n\n"), std::string("bad_credential"));
    }

    // Once, and then neither this program nor what the system shows of it has them.
    void theEnvironmentIsReadOnceAndWiped()
    {
        char variable[] = "VAULT_TOKEN=s.made-up-token";
        ::putenv(variable); // not a copy: this memory is what has to be wiped
        QCOMPARE(outcomeOf(takeCredential(ServiceKind::Transit)), std::string("done"));
        QVERIFY(std::string_view(variable, sizeof variable).find("made-up") == std::string_view::npos);
        QVERIFY(std::getenv("VAULT_TOKEN") == nullptr);
        QCOMPARE(outcomeOf(takeCredential(ServiceKind::Transit)), std::string("no_credential"));
        QCOMPARE(outcomeOf(takeCredential(ServiceKind::AwsKms)), std::string("no_credential"));
    }
};

QTEST_GUILESS_MAIN(TestKeySlots)
#include "tst_key_slots.moc"
