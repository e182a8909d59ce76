#include "core/edge/security/vault/vault.h"

#include "tests/support/vault_kit.h"

#include <QTest>

#include <functional>
#include <memory>
#include <utility>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

constexpr Timestamp nextDay = vaultDay + days(1);
constexpr std::string_view other = "another passphrase, as long";

struct Act {
    const char* name;
    std::function<std::string(Vault&)> does; ///< The outcome.
};

/// Each that writes.
const std::vector<Act>& acts()
{
    static const std::vector<Act> list{
        {"put",
         [](Vault& vault) {
             return outcomeOf(vault.put(RecordType::VenueKey, "alpaca", bytesOf("PK-2:other"), nextDay));
         }},
        {"remove", [](Vault& vault) { return outcomeOf(vault.remove(vault.list()->front().id, nextDay)); }},
        {"change of the passphrase",
         [](Vault& vault) {
             return outcomeOf(vault.changePassphrase(bytesOf(passphrase), bytesOf(other), leastCost, nextDay));
         }},
        {"new master key", [](Vault& vault) { return outcomeOf(vault.renewMasterKey(bytesOf(passphrase), nextDay)); }},
        {"new recovery key", [](Vault& vault) { return outcomeOf(vault.makeRecoveryKey(nextDay)); }},
        {"removed slot", [](Vault& vault) { return outcomeOf(vault.removeSlot(SlotKind::KeyService, nextDay)); }},
    };
    return list;
}

/// What a person can do after a crash: the passphrase of before or of after, and the secret that comes out.
std::string foundIn(VaultInMemory& folder, const Expected& expected = {})
{
    auto vault = Vault::openWithPassphrase(folder, bytesOf(passphrase), expected);
    if (!vault) {
        vault = Vault::openWithPassphrase(folder, bytesOf(other), expected);
    }
    return vault ? textOf(vault->read(RecordType::SecondFactorSeed, "owner")) : outcomeOf(vault);
}

const std::string seed = "01234567890123456789";

} // namespace

class TestVaultPowerCut : public QObject
{
    Q_OBJECT

    std::unique_ptr<MadeVault> m_made; ///< Never changed; each test has a copy of its folder.

    Vault opened(VaultInMemory& folder)
    {
        auto vault = std::move(*m_made->opened(folder));
        folder.writes = 0;
        return vault;
    }

private slots:
    void initTestCase()
    {
        m_made = std::make_unique<MadeVault>();
    }

    /// The power goes, or the program is killed, before the n-th writing call or right behind its rename: each leaves
    /// the files that the next start finds.
    void afterEveryCutTheVaultOpensAsOfBeforeOrAsOfAfter() // V9
    {
        int cuts = 0;
        for (const auto& act : acts()) {
            for (const auto fault : {VaultInMemory::Fault::NothingHappens, VaultInMemory::Fault::AllButSynced}) {
                for (int at = 1; at <= 2; ++at) {
                    VaultInMemory folder = m_made->folder;
                    {
                        auto vault = opened(folder);
                        folder.failAt = at;
                        folder.fault = fault;
                        QCOMPARE(act.does(vault), std::string("full"));
                        QCOMPARE(folder.faults, 1);
                        cuts += 1;
                    }
                    folder.failAt = 0;
                    const Bytes left = folder.current();
                    const bool isNew = at == 2 && fault == VaultInMemory::Fault::AllButSynced;
                    QCOMPARE(left == m_made->folder.files[0].value(), !isNew);
                    QVERIFY2(foundIn(folder) == seed, act.name);
                }
            }
        }
        QCOMPARE(cuts, 6 * 4);
    }

    void everyActWritesTheFileOfBeforeAndThenTheNewOne()
    {
        for (const auto& act : acts()) {
            VaultInMemory folder = m_made->folder;
            auto vault = opened(folder);

            QCOMPARE(act.does(vault), std::string("ok"));

            QCOMPARE(folder.writes, 2);
            QVERIFY(folder.at(VaultFile::Previous) == m_made->folder.files[0]);
            QVERIFY(folder.current() != m_made->folder.files[0].value());
        }
    }

    void theFileOfBeforeGoesWithTheNextGoodOpening()
    {
        VaultInMemory folder = m_made->folder;
        {
            auto vault = opened(folder);
            QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay));
        }
        QVERIFY(folder.at(VaultFile::Previous));
        QVERIFY(!Vault::openWithKey(folder, SlotKind::RecoveryKey, m_made->serviceKey));
        QVERIFY(folder.at(VaultFile::Previous)); // that one was no good opening

        QVERIFY(m_made->opened(folder));

        QVERIFY(!folder.at(VaultFile::Previous));
    }

    void thatTheFileOfBeforeStaysDoesNotKeepTheVaultShut()
    {
        VaultInMemory folder = m_made->folder;
        folder.at(VaultFile::Previous) = folder.current();
        folder.failAt = 1;

        QVERIFY(m_made->opened(folder));
        QCOMPARE(folder.faults, 1);
        QVERIFY(folder.at(VaultFile::Previous));
    }

    void aFullDiskChangesNothingAndMayBeTriedAgain()
    {
        for (int at = 1; at <= 2; ++at) {
            VaultInMemory folder = m_made->folder;
            auto vault = opened(folder);
            const std::uint64_t generation = vault.generation();
            folder.failAt = at;
            QCOMPARE(outcomeOf(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay)),
                     std::string("full"));
            QCOMPARE(folder.faults, 1);
            QCOMPARE(vault.generation(), generation);
            QCOMPARE(outcomeOf(vault.read(RecordType::ServiceToken, "t")), std::string("not_found"));
            QCOMPARE(textOf(vault.read(RecordType::SecondFactorSeed, "owner")), seed);

            QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay));

            QCOMPARE(textOf(std::move(*m_made->opened(folder)).read(RecordType::ServiceToken, "t")),
                     std::string("token"));
        }
    }

    void whenNobodyKnowsWhatTheDiskHoldsNothingMoreIsWritten() // F4
    {
        VaultInMemory folder = m_made->folder;
        auto vault = opened(folder);
        folder.failAt = 2;
        folder.fault = VaultInMemory::Fault::AllButSynced;
        QCOMPARE(outcomeOf(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay)), std::string("full"));
        QCOMPARE(folder.faults, 1);

        QCOMPARE(outcomeOf(vault.put(RecordType::ServiceToken, "u", bytesOf("token"), nextDay)),
                 std::string("unavailable"));
        QCOMPARE(folder.writes, 2);
        QCOMPARE(textOf(vault.read(RecordType::SecondFactorSeed, "owner")), seed); // reading goes on
    }

    /// A disk that breaks the promise of `replace`: what is left of the new file is refused, and the one of before
    /// opens when a person says so.
    void behindATornFileThereIsTheOneOfBefore()
    {
        for (const auto& act : acts()) {
            VaultInMemory folder = m_made->folder;
            std::uint64_t known = 0;
            {
                auto vault = opened(folder);
                known = vault.generation();
                folder.failAt = 2;
                folder.fault = VaultInMemory::Fault::Torn;
                QCOMPARE(act.does(vault), std::string("full"));
            }
            folder.failAt = 0;
            QCOMPARE(foundIn(folder), std::string("corrupt"));
            QCOMPARE(foundIn(folder, {std::nullopt, known + 1, VaultFile::Previous}), seed);
        }
    }

    void aVaultOpenedFromTheFileOfBeforeGoesOnAboveAllGenerations()
    {
        VaultInMemory folder = m_made->folder;
        std::uint64_t known = 0;
        {
            auto vault = opened(folder);
            QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), nextDay));
            known = vault.generation();
        }
        folder.current()[200] ^= std::byte{1};
        const auto before = folder.at(VaultFile::Previous);
        QCOMPARE(outcomeOf(m_made->opened(folder)), std::string("corrupt"));

        auto vault = std::move(*m_made->opened(folder, {std::nullopt, known, VaultFile::Previous}));
        QVERIFY(folder.at(VaultFile::Previous) == before); // it is the only good one: opening it does not remove it
        folder.failAt = folder.writes + 1;
        QCOMPARE(outcomeOf(vault.put(RecordType::ServiceToken, "u", bytesOf("v"), nextDay)), std::string("full"));
        folder.failAt = 0;
        QVERIFY(folder.at(VaultFile::Previous) == before);
        vault = std::move(*m_made->opened(folder, {std::nullopt, known, VaultFile::Previous}));
        QVERIFY(vault.put(RecordType::ServiceToken, "u", bytesOf("v"), nextDay));

        QCOMPARE(vault.generation(), known + 1);
        QVERIFY(folder.at(VaultFile::Previous) == before); // the damaged one did not take its place
        QCOMPARE(std::move(*m_made->opened(folder)).generation(), known + 1);
        QVERIFY(!folder.at(VaultFile::Previous));
    }

    void theFileOfBeforeMayLackOneGenerationAndNoMore()
    {
        VaultInMemory folder = m_made->folder;
        folder.at(VaultFile::Previous) = folder.current();
        const std::uint64_t generation = opened(folder).generation();
        folder.at(VaultFile::Previous) = folder.current();

        QCOMPARE(outcomeOf(m_made->opened(folder, {std::nullopt, generation + 1, VaultFile::Previous})),
                 std::string("ok"));
        QCOMPARE(outcomeOf(m_made->opened(folder, {std::nullopt, generation + 2, VaultFile::Previous})),
                 std::string("conflict"));
        QCOMPARE(outcomeOf(m_made->opened(folder, {std::nullopt, generation + 1, VaultFile::Current})),
                 std::string("conflict"));
    }
};

QTEST_APPLESS_MAIN(TestVaultPowerCut)
#include "tst_vault_power_cut.moc"
