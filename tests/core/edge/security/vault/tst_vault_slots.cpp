#include "core/edge/security/vault/vault.h"

#include "tests/support/vault_kit.h"

#include <QTest>

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

constexpr Timestamp nextDay = vaultDay + days(1);
constexpr std::string_view other = "another passphrase, as long";

std::string kindsOf(const Vault& vault)
{
    std::string kinds;
    for (const auto& slot : vault.keySlots()) {
        kinds += std::to_string(static_cast<int>(slot.kind));
    }
    return kinds;
}

std::string opens(VaultInMemory& folder, std::string_view with)
{
    return outcomeOf(Vault::openWithPassphrase(folder, bytesOf(with)));
}

} // namespace

class TestVaultSlots : public QObject
{
    Q_OBJECT

    std::unique_ptr<MadeVault> m_made; ///< Never changed; each test has a copy of its folder.

    Vault opened(VaultInMemory& folder)
    {
        return std::move(*m_made->opened(folder));
    }

private slots:
    void initTestCase()
    {
        m_made = std::make_unique<MadeVault>();
    }

    void opensWithAnyOfItsKeysAndWithNoOther()
    {
        VaultInMemory folder = m_made->folder;

        QCOMPARE(kindsOf(opened(folder)), std::string("123"));
        QCOMPARE(opens(folder, passphrase), std::string("ok"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::KeyService, m_made->serviceKey)), std::string("ok"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::KeyService, m_made->recoveryKey)),
                 std::string("denied"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::RecoveryKey, m_made->serviceKey)),
                 std::string("denied"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::Keyring, m_made->serviceKey)),
                 std::string("not_found"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::Passphrase, m_made->serviceKey)),
                 std::string("invalid"));
    }

    void aWrongPassphraseAndADamagedSlotGiveTheSameAnswer()
    {
        VaultInMemory folder = m_made->folder;
        const auto wrong = Vault::openWithPassphrase(folder, bytesOf("correct horse battery stable"));
        const auto shorter = Vault::openWithPassphrase(folder, bytesOf(passphrase.substr(0, passphrase.size() - 1)));
        const auto blank = Vault::openWithPassphrase(folder, bytesOf(std::string(passphrase) + " "));
        const auto none = Vault::openWithPassphrase(folder, {});
        folder.current()[80 + 70] ^= std::byte{1}; // in the box of the first slot
        const auto damaged = Vault::openWithPassphrase(folder, bytesOf(passphrase));

        for (const auto* each : {&wrong, &shorter, &blank, &none, &damaged}) {
            QVERIFY(!*each);
            QCOMPARE(each->error().code, Errc::Denied);
            QCOMPARE(each->error().detail, wrong.error().detail);
        }
    }

    void anotherPassphraseTakesThePlaceOfTheOldOne()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const std::string audit = textOf(vault.keyFor(Purpose::Audit));

        QVERIFY(vault.changePassphrase(bytesOf(passphrase), bytesOf(other), {65'600, 4}, nextDay));

        QCOMPARE(opens(folder, passphrase), std::string("denied"));
        const auto again = Vault::openWithPassphrase(folder, bytesOf(other));
        QVERIFY(again);
        QCOMPARE(kindsOf(*again), std::string("123"));
        QVERIFY(again->keySlots().front().cost == (KdfCost{65'600, 4}));
        QCOMPARE(again->keySlots().front().madeAt.ns, nextDay.ns);
        QCOMPARE(again->keyVersion(), 1U);
        QCOMPARE(textOf(again->keyFor(Purpose::Audit)), audit); // the same master key
        QCOMPARE(textOf(again->read(RecordType::VenueKey, "alpaca")), std::string("PK-1:first secret"));
    }

    void whoDoesNotKnowThePassphraseCannotChangeIt()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const Bytes before = folder.current();

        QCOMPARE(outcomeOf(vault.changePassphrase(bytesOf(other), bytesOf(other), leastCost, nextDay)),
                 std::string("denied"));
        QCOMPARE(outcomeOf(vault.renewMasterKey(bytesOf(other), nextDay)), std::string("denied"));
        QCOMPARE(outcomeOf(vault.changePassphrase(bytesOf(passphrase), {}, leastCost, nextDay)),
                 std::string("invalid"));
        QCOMPARE(outcomeOf(vault.changePassphrase(bytesOf(passphrase), bytesOf(other), {1, 1}, nextDay)),
                 std::string("invalid"));

        QVERIFY(folder.current() == before);
    }

    void aNewMasterKeyLeavesNothingThatTheOldOneOpens()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const std::string audit = textOf(vault.keyFor(Purpose::Audit));
        const std::uint64_t generation = vault.generation();

        const auto recovery = vault.renewMasterKey(bytesOf(passphrase), nextDay);

        QVERIFY(recovery);
        QCOMPARE(recovery->size(), keyBytes);
        QCOMPARE(vault.keyVersion(), 2U);
        QCOMPARE(vault.masterKeyMadeAt().ns, nextDay.ns);
        QCOMPARE(vault.generation(), generation + 1);
        QCOMPARE(kindsOf(vault), std::string("12")); // the key service has to be added anew
        QVERIFY(textOf(vault.keyFor(Purpose::Audit)) != audit);
        QCOMPARE(textOf(vault.read(RecordType::VenueKey, "alpaca")), std::string("PK-1:first secret"));
        QCOMPARE(outcomeOf(m_made->opened(folder)), std::string("denied")); // with the old recovery key
        const auto again = Vault::openWithKey(folder, SlotKind::RecoveryKey, recovery->exposed());
        QVERIFY(again);
        QCOMPARE(textOf(again->read(RecordType::SecondFactorSeed, "owner")), std::string("01234567890123456789"));
        QCOMPARE(opens(folder, passphrase), std::string("ok"));
    }

    void anOldSlotDoesNotOpenANewMasterKey()
    {
        // A slot of before, put into the file of after: its box is bound to the key version, and the tag to all.
        VaultInMemory folder = m_made->folder;
        const Bytes before = folder.current();
        QVERIFY(opened(folder).renewMasterKey(bytesOf(passphrase), nextDay));
        constexpr std::size_t slotBytes = 112;
        std::copy_n(before.begin() + 80, slotBytes, folder.current().begin() + 80);

        QCOMPARE(opens(folder, passphrase), std::string("denied"));
    }

    void aSlotOfBeforeIsNoWayIntoTheSameMasterKey()
    {
        // The master key is the same, so the old passphrase opens the old slot's box; the tag does not fit.
        VaultInMemory folder = m_made->folder;
        const Bytes before = folder.current();
        QVERIFY(opened(folder).changePassphrase(bytesOf(passphrase), bytesOf(other), leastCost, nextDay));
        std::copy_n(before.begin() + 80, 112, folder.current().begin() + 80);

        QCOMPARE(opens(folder, passphrase), std::string("corrupt"));
    }

    void aNewRecoveryKeyVoidsTheOldOne()
    {
        VaultInMemory folder = m_made->folder;
        const auto key = opened(folder).makeRecoveryKey(nextDay);

        QVERIFY(key);
        QCOMPARE(outcomeOf(m_made->opened(folder)), std::string("denied"));
        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::RecoveryKey, key->exposed())), std::string("ok"));
        QCOMPARE(opens(folder, passphrase), std::string("ok"));
    }

    void aKeyringsSlotComesAndGoes()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const Bytes key(32, std::byte{9});
        QVERIFY(vault.addKeySlot(SlotKind::Keyring, key, Bytes(2'048, std::byte{'r'}), nextDay));
        const auto withIt = Vault::openWithKey(folder, SlotKind::Keyring, key);
        QVERIFY(withIt);
        QCOMPARE(kindsOf(*withIt), std::string("1234"));
        QVERIFY(withIt->keySlots().back().reference == Bytes(2'048, std::byte{'r'}));

        QVERIFY(vault.removeSlot(SlotKind::Keyring, nextDay));

        QCOMPARE(outcomeOf(Vault::openWithKey(folder, SlotKind::Keyring, key)), std::string("not_found"));
        QCOMPARE(outcomeOf(vault.removeSlot(SlotKind::Keyring, nextDay)), std::string("not_found"));
    }

    void refusesSlotsThatAreNone()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const std::string invalid = "invalid";
        QCOMPARE(outcomeOf(vault.addKeySlot(SlotKind::Keyring, Bytes(31), Bytes(1), nextDay)), invalid);
        QCOMPARE(outcomeOf(vault.addKeySlot(SlotKind::Keyring, Bytes(32), {}, nextDay)), invalid);
        QCOMPARE(outcomeOf(vault.addKeySlot(SlotKind::Keyring, Bytes(32), Bytes(2'049), nextDay)), invalid);
        QCOMPARE(outcomeOf(vault.addKeySlot(SlotKind::Passphrase, Bytes(32), Bytes(1), nextDay)), invalid);
    }

    void aWayInForAPersonAlwaysStays()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        QVERIFY(vault.removeSlot(SlotKind::Passphrase, nextDay));

        QCOMPARE(outcomeOf(vault.removeSlot(SlotKind::RecoveryKey, nextDay)), std::string("conflict"));

        QCOMPARE(opens(folder, passphrase), std::string("not_found"));
        QCOMPARE(outcomeOf(vault.changePassphrase(bytesOf(passphrase), bytesOf(other), leastCost, nextDay)),
                 std::string("not_found"));
        QCOMPARE(outcomeOf(m_made->opened(folder)), std::string("ok"));
    }

    void theRecoveryKeyInLettersIsReadAsPeopleTypeIt()
    {
        const auto letters = recoveryLetters(m_made->recoveryKey);
        QVERIFY(letters);
        const std::string shown = textOf(letters->exposed());
        QCOMPARE(shown.size(), std::size_t{69});
        QCOMPARE(std::ranges::count(shown, '-'), std::ptrdiff_t{13});
        std::string typed = "  ";
        for (const char each : shown) {
            typed += each == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
        }
        typed += "\n";

        QCOMPARE(textOf(recoveryKeyFrom(bytesOf(shown))), textOf(m_made->recoveryKey));
        QCOMPARE(textOf(recoveryKeyFrom(bytesOf(typed))), textOf(m_made->recoveryKey));
        QCOMPARE(outcomeOf(recoveryLetters(Bytes(31))), std::string("invalid"));
    }

    // By hand: 32 zero bytes are 51 letters A and the one bit that is left; then the check of the purpose's digest.
    void aMistakenLetterOfTheRecoveryKeyIsFound()
    {
        const std::string shown = textOf(recoveryLetters(Bytes(32))->exposed());
        QVERIFY(shown.starts_with("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAA"));
        int found = 0;
        int tried = 0;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            for (const char each : std::string_view("B7z1!")) {
                std::string mistaken = shown;
                if (shown[i] == '-' || shown[i] == each) {
                    continue;
                }
                mistaken[i] = each;
                tried += 1;
                found += outcomeOf(recoveryKeyFrom(bytesOf(mistaken))) == "invalid" ? 1 : 0;
            }
        }
        QCOMPARE(found, tried); // 24 bits of check: none of 280 passes
        QVERIFY(tried > 270);
        QCOMPARE(outcomeOf(recoveryKeyFrom(bytesOf(shown.substr(1)))), std::string("invalid"));
        QCOMPARE(outcomeOf(recoveryKeyFrom(bytesOf(shown + "A"))), std::string("invalid"));
        QCOMPARE(outcomeOf(recoveryKeyFrom({})), std::string("invalid"));
    }
};

QTEST_APPLESS_MAIN(TestVaultSlots)
#include "tst_vault_slots.moc"
