#include "core/edge/security/vault/vault.h"

#include "tests/support/vault_kit.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <utility>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

constexpr Timestamp nextDay = vaultDay + days(1);

} // namespace

class TestVault : public QObject
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

    void givesBackWhatWasPut()
    {
        VaultInMemory folder = m_made->folder;
        const auto vault = Vault::openWithPassphrase(folder, bytesOf(passphrase));

        QVERIFY(vault);
        QCOMPARE(textOf(vault->read(RecordType::VenueKey, "alpaca")), std::string("PK-1:first secret"));
        QCOMPARE(textOf(vault->read(RecordType::SecondFactorSeed, "owner")), std::string("01234567890123456789"));
        QCOMPARE(outcomeOf(vault->read(RecordType::VenueKey, "owner")), std::string("not_found"));
        QCOMPARE(outcomeOf(vault->read(RecordId{})), std::string("not_found"));
    }

    void listsNamesAndNoSecrets()
    {
        VaultInMemory folder = m_made->folder;
        const auto entries = opened(folder).list();

        QCOMPARE(entries->size(), std::size_t{2});
        QCOMPARE(entries->front().type, RecordType::VenueKey);
        QCOMPARE(entries->front().label.name, std::string("alpaca"));
        QCOMPARE(entries->front().label.putAt.ns, vaultDay.ns);
        QCOMPARE(entries->back().label.name, std::string("owner"));
    }

    void aRecordIsReplacedUnderItsTypeAndNameAndKeepsItsId()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const RecordId before = vault.list()->front().id;

        const auto after = vault.put(RecordType::VenueKey, "alpaca", bytesOf("PK-2:second secret"), nextDay);

        QVERIFY(after && *after == before);
        const auto again = opened(folder);
        QCOMPARE(again.list()->size(), std::size_t{2});
        QCOMPARE(textOf(again.read(before)), std::string("PK-2:second secret"));
        QCOMPARE(again.list()->front().label.putAt.ns, nextDay.ns);
    }

    void aRemovedRecordIsGone()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const RecordId id = vault.list()->front().id;

        QVERIFY(vault.remove(id, nextDay));

        QCOMPARE(outcomeOf(vault.read(id)), std::string("not_found"));
        QCOMPARE(outcomeOf(vault.remove(id, nextDay)), std::string("not_found"));
        QCOMPARE(opened(folder).list()->size(), std::size_t{1});
    }

    void keepsSecretsOfAllLengthsItTakes()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        for (const std::size_t size : {1U, 59U, 60U, 61U, 124U, 4'096U, 65'532U}) {
            const Bytes secret(size, std::byte{0x5a});
            QVERIFY(vault.put(RecordType::OutsideKey, "k" + std::to_string(size), secret, nextDay));
        }
        QCOMPARE(outcomeOf(vault.put(RecordType::OutsideKey, "k", {}, nextDay)), std::string("invalid"));
        QCOMPARE(outcomeOf(vault.put(RecordType::OutsideKey, "k", Bytes(65'533), nextDay)), std::string("invalid"));
        QCOMPARE(outcomeOf(vault.put(RecordType::OutsideKey, "", bytesOf("s"), nextDay)), std::string("invalid"));
        QCOMPARE(outcomeOf(vault.put(RecordType::OutsideKey, std::string(201, 'n'), bytesOf("s"), nextDay)),
                 std::string("invalid"));
        QVERIFY(vault.put(RecordType::OutsideKey, std::string(200, 'n'), bytesOf("s"), nextDay));

        const auto again = opened(folder);
        for (const std::size_t size : {1U, 59U, 60U, 61U, 124U, 4'096U, 65'532U}) {
            QCOMPARE(textOf(again.read(RecordType::OutsideKey, "k" + std::to_string(size))), std::string(size, 'Z'));
        }
    }

    void nothingIsDoneWithALockedVault()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const RecordId id = vault.list()->front().id;
        QVERIFY(!vault.isLocked());

        vault.lock();

        QVERIFY(vault.isLocked());
        const std::string denied = "denied";
        QCOMPARE(outcomeOf(vault.list()), denied);
        QCOMPARE(outcomeOf(vault.read(id)), denied);
        QCOMPARE(outcomeOf(vault.read(RecordType::VenueKey, "alpaca")), denied);
        QCOMPARE(outcomeOf(vault.keyFor(Purpose::Audit)), denied);
        QCOMPARE(outcomeOf(vault.put(RecordType::VenueKey, "x", bytesOf("y"), nextDay)), denied);
        QCOMPARE(outcomeOf(vault.remove(id, nextDay)), denied);
        QCOMPARE(outcomeOf(vault.changePassphrase(bytesOf(passphrase), bytesOf("n"), leastCost, nextDay)), denied);
        QCOMPARE(outcomeOf(vault.makeRecoveryKey(nextDay)), denied);
        QCOMPARE(outcomeOf(vault.addKeySlot(SlotKind::Keyring, Bytes(32), Bytes(1), nextDay)), denied);
        QCOMPARE(outcomeOf(vault.removeSlot(SlotKind::KeyService, nextDay)), denied);
        QCOMPARE(outcomeOf(vault.renewMasterKey(bytesOf(passphrase), nextDay)), denied);
        QCOMPARE(folder.writes, 1); // the opening's
    }

    void eachPurposeHasAKeyOfItsOwn()
    {
        VaultInMemory folder = m_made->folder;
        const auto vault = opened(folder);
        std::vector<std::string> keys;
        for (const Purpose each : {Purpose::SecondFactor, Purpose::PersonalData, Purpose::Audit, Purpose::Sessions}) {
            keys.push_back(textOf(vault.keyFor(each)));
        }

        QCOMPARE(textOf(opened(folder).keyFor(Purpose::Audit)), keys[2]);
        std::ranges::sort(keys);
        QVERIFY(std::ranges::adjacent_find(keys) == keys.end());
        QCOMPARE(keys.front().size(), std::size_t{32});
    }

    void isNotMadeWhereOneIs()
    {
        VaultInMemory folder = m_made->folder;
        QCOMPARE(outcomeOf(Vault::create(folder, bytesOf("other"), leastCost, nextDay)), std::string("conflict"));

        // Nor where only the file of before is left: it would be written over by the first change.
        std::swap(folder.files[0], folder.files[1]);
        QCOMPARE(outcomeOf(Vault::create(folder, bytesOf("other"), leastCost, nextDay)), std::string("conflict"));
        QCOMPARE(folder.writes, 0);
    }

    void isNotMadeWithoutAPassphraseOrBelowTheLeastCost()
    {
        VaultInMemory folder;
        QCOMPARE(outcomeOf(Vault::create(folder, {}, leastCost, nextDay)), std::string("invalid"));
        QCOMPARE(outcomeOf(Vault::create(folder, bytesOf("a"), {65'535, 3}, nextDay)), std::string("invalid"));
        QCOMPARE(folder.writes, 0);
        QCOMPARE(outcomeOf(Vault::openWithPassphrase(folder, bytesOf("a"))), std::string("not_found"));
    }

    void eachChangeIsOneGenerationMore()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const std::uint64_t before = vault.generation();
        QCOMPARE(before, std::uint64_t{5}); // made, a recovery key, a key service, two records

        QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay));
        QVERIFY(vault.remove(vault.list()->front().id, nextDay));

        QCOMPARE(vault.generation(), before + 2);
        QCOMPARE(opened(folder).generation(), before + 2);
        QCOMPARE(opened(folder).id(), vault.id());
    }

    void doesNotWriteOverWhatAnotherProgramHasWritten()
    {
        VaultInMemory folder = m_made->folder;
        auto first = opened(folder);
        auto second = opened(folder);
        QVERIFY(first.put(RecordType::ServiceToken, "t", bytesOf("of the first"), nextDay));
        const Bytes written = folder.current();

        QCOMPARE(outcomeOf(second.put(RecordType::ServiceToken, "t", bytesOf("of the second"), nextDay)),
                 std::string("conflict"));

        QVERIFY(folder.current() == written);
    }

    void aRecordOfATypeOfLaterTimesIsKept()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        const auto later = static_cast<RecordType>(999);
        QVERIFY(vault.put(later, "new", bytesOf("thing"), nextDay));
        QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay));

        QCOMPARE(textOf(opened(folder).read(later, "new")), std::string("thing"));
    }

    void drawsOfChangesGiveWhatAMapWouldGive()
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        std::map<std::string, std::string> model{{"alpaca", "PK-1:first secret"}};
        std::mt19937_64 draw(20'261'128);
        for (int turn = 0; turn < 300; ++turn) {
            const std::string name = "n" + std::to_string(draw() % 12);
            if (draw() % 3 != 0) {
                const std::string secret(1 + draw() % 200, static_cast<char>('a' + draw() % 26));
                QVERIFY(vault.put(RecordType::VenueKey, name, bytesOf(secret), nextDay));
                model[name] = secret;
            } else {
                const auto entries = vault.list();
                for (const auto& entry : *entries) {
                    if (entry.label.name == name) {
                        QVERIFY(vault.remove(entry.id, nextDay));
                    }
                }
                model.erase(name);
            }
            if (turn % 50 == 49) {
                vault = opened(folder);
            }
        }
        QCOMPARE(vault.list()->size(), model.size() + 1); // and the seed of the second factor
        for (const auto& [name, secret] : model) {
            QCOMPARE(textOf(vault.read(RecordType::VenueKey, name)), secret);
        }
    }
};

QTEST_APPLESS_MAIN(TestVault)
#include "tst_vault.moc"
