// needs: host/runtime edge/brokers/shared edge/platform
//
// The vault and the audit record: what is wished stands in it before it is done, and each state of the vault, so that
// an old file in its place is refused at the next start (V3, safety 4.2). Real files and the real cost of a passphrase:
// some seconds.

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/audit/audit_keeper.h"
#include "core/host/runtime/vault/keys_at_hand.h"
#include "core/host/runtime/vault/vault_entries.h"
#include "tests/support/manual_clock.h"
#include "tests/support/profile_folders.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

#include <array>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using omni::test::ManualClock;
using omni::tests::becomesTrue;

namespace {

constexpr Timestamp day{1'764'000'000'000'000'000};
constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo model{"model", "Model", faces, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 1> known{&model};

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}

constexpr std::string_view right = "correct horse battery staple";

template<class T> std::string codeOf(const Outcome<T>& outcome)
{
    return outcome ? "done" : outcome.error().code;
}

/// A vault's keeper over a record that a test can have refuse.
struct Bench {
    explicit Bench(const std::filesystem::path& folder)
        : profile(std::move(*lockProfile(folder)))
        , record(profile, clock, {})
    {
        auto keeping = keepingOf(keys, profile.path, known, {}, connections, [] {});
        keeping.audit = [this](const audit::AuditEntry& entry) -> Result<void> {
            const std::scoped_lock lock(mutex);
            if (!takes) {
                return failure(Errc::Full, "planned: the record is full");
            }
            entries.push_back(entry);
            audit::AuditEntry named = entry;
            named.actor.name = named.actor.name.empty() ? "owner" : named.actor.name;
            return record.keep(named);
        };
        keeper = std::make_unique<VaultKeeper>(std::move(keeping), clock);
    }
    std::string settles(VaultWish wish)
    {
        const std::uint64_t number = keeper->wish(std::move(wish));
        const auto isSettled = [&] {
            const auto now = keeper->view();
            return now && now->settled >= number && !now->isBusy;
        };
        for (int more = 0; more < 6; ++more) { // derivations on a busy machine
            if (becomesTrue(isSettled)) {
                const auto view = keeper->view();
                return view->failure ? view->failure->code : "done";
            }
        }
        return "never";
    }
    std::vector<std::string> told()
    {
        const std::scoped_lock lock(mutex);
        std::vector<std::string> lines;
        for (const auto& entry : entries) {
            const bool isGeneration = entry.action == generationAction;
            lines.push_back(entry.action + ' '
                            + (isGeneration ? entry.object.substr(0, entry.object.find(" of ")) : entry.object) + ' '
                            + std::to_string(static_cast<int>(entry.outcome)));
        }
        entries.clear();
        return lines;
    }
    void refuse(bool refuses)
    {
        const std::scoped_lock lock(mutex);
        takes = !refuses;
    }

    ManualClock clock{day};
    LockedProfile profile;
    AuditKeeper record;
    Latest<views::Connection> connections;
    KeysAtHand keys{KeyRing(), known, {}};
    std::mutex mutex;
    bool takes = true;
    std::vector<audit::AuditEntry> entries;
    std::unique_ptr<VaultKeeper> keeper;
};

using Lines = std::vector<std::string>;

} // namespace

class TestVaultRecord : public QObject
{
    Q_OBJECT

    test::ProfileFolders m_folders;

private slots:
    // Outcomes: 1 begun, 2 done, 3 refused, 5 noted.
    void eachActStandsThereBeforeItIsDoneAndEachStateBehindIt()
    {
        Bench bench(m_folders.make());
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.told(),
                 (Lines{"vault.init vault 1", "vault.generation generation 1 5",
                        "vault.generation generation 2 5"})); // the recovery key is the second
        QCOMPARE(bench.settles(PutVenueKey{"model-paper", secret("id"), secret("s3cr3t"), false}), std::string("done"));
        QCOMPARE(bench.told(),
                 (Lines{"vault.change add model-paper 1", "vault.generation generation 3 5",
                        "vault.generation generation 4 5"})); // the seal of the evidence for real money
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QCOMPARE(bench.told(), (Lines{"vault.locked by hand 5"}));
        QCOMPARE(bench.settles(UnlockVault{secret("something else, wrong"), false}),
                 std::string("vault_does_not_open"));
        QCOMPARE(bench.told(), (Lines{"vault.open unlock 3"}));
        bench.clock.pass(minutes(30));
        QCOMPARE(bench.settles(RemoveVenueKey{"model-paper"}), std::string("vault_locked"));
        QCOMPARE(bench.told(), (Lines{"vault.change remove model-paper 1", "vault.change remove model-paper 3"}));
    }

    // What the record does not take is not done; a locking is.
    void aRecordThatTakesNothingStopsAllButLocking()
    {
        Bench bench(m_folders.make());
        bench.refuse(true);
        QVERIFY(bench.settles(MakeVault{secret(right)}) != std::string("done"));
        QVERIFY(!hasVault(bench.profile.path));
        bench.refuse(false);
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        bench.refuse(true);
        QVERIFY(bench.settles(PutVenueKey{"model-paper", secret("id"), secret("s3cr3t"), false})
                != std::string("done"));
        QVERIFY(bench.keeper->view()->keys.empty());
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QVERIFY(bench.keeper->view()->state == views::VaultState::Locked);
        QVERIFY(bench.settles(UnlockVault{secret(right), false}) != std::string("done"));
        QVERIFY(bench.keeper->view()->state == views::VaultState::Locked); // it opened, and was shut again
    }

    // V3: the whole file, as it was before a key was taken out of it.
    void anOldFileInItsPlaceIsSeenAtTheNextStart()
    {
        const auto folder = m_folders.make();
        const auto file = folder / "vault" / "vault.omv", kept = folder / "kept-by-a-thief";
        {
            Bench bench(folder);
            QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
            QCOMPARE(bench.settles(PutVenueKey{"model-paper", secret("id"), secret("s3cr3t"), false}),
                     std::string("done"));
            std::filesystem::copy_file(file, kept);
            QCOMPARE(bench.settles(RemoveVenueKey{"model-paper"}), std::string("done"));
        }
        std::filesystem::copy_file(kept, file, std::filesystem::copy_options::overwrite_existing);
        {
            Bench bench(folder);
            QCOMPARE(bench.settles(UnlockVault{secret(right), false}), std::string("vault_set_back"));
            QVERIFY(bench.keeper->view()->state == views::VaultState::Locked);
            QCOMPARE(bench.told(), (Lines{"vault.open unlock 3"}));
        }
        QCOMPARE(codeOf(openVault(folder, VaultLock::Passphrase, secret(right))), std::string("vault_set_back"));
        QVERIFY(openVaultToRead(folder, secret(right)).has_value()); // the watchdog's cancels need its keys

        // A person goes on with it, and the record says so: from then on that state is what counts.
        const auto as = openVaultAsItIs(folder, secret(right));
        QVERIFY(as.has_value());
        {
            const auto profile = lockProfile(folder);
            QVERIFY(auditOnce(*profile, generationEntry(as->generation(), "accepted as it is: from a backup"), {})
                        .has_value());
        }
        Bench bench(folder);
        QCOMPARE(bench.settles(UnlockVault{secret(right), false}), std::string("done"));
        QCOMPARE(bench.keeper->view()->keys.size(), std::size_t{1});
    }

    // Its accounts would be the intruder's own, and he their owner.
    void anotherVaultInItsPlaceIsRefused()
    {
        const auto folder = m_folders.make(), elsewhere = m_folders.make();
        for (const auto& one : {folder, elsewhere}) {
            Bench bench(one);
            QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        }
        std::filesystem::copy_file(elsewhere / "vault" / "vault.omv", folder / "vault" / "vault.omv",
                                   std::filesystem::copy_options::overwrite_existing);
        Bench bench(folder);
        QCOMPARE(bench.settles(UnlockVault{secret(right), false}), std::string("vault_set_back"));
        QVERIFY(bench.keeper->view()->state == views::VaultState::Locked);
        QVERIFY(bench.keeper->accounts() == nullptr);
    }

    // A crash between the vault's write and the record's leaves the vault ahead: that is no rollback.
    void aVaultThatIsAheadOfTheRecordOpens()
    {
        const auto folder = m_folders.make();
        {
            Bench bench(folder);
            QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        }
        {
            auto vault = openVault(folder, VaultLock::Passphrase, secret(right));
            QVERIFY(vault.has_value());
            QVERIFY((*vault)->put(vault::RecordType::VenueKey, "model-paper", std::as_bytes(std::span("x", 1)), day));
        }
        Bench bench(folder);
        QCOMPARE(bench.settles(UnlockVault{secret(right), false}), std::string("done"));
        QCOMPARE(std::ranges::count(bench.told(), std::string("vault.open unlock 2")), 1);
    }

    void aRecordThatCannotBeReadLetsNobodySayThatNothingWasSetBack()
    {
        const auto folder = m_folders.make();
        {
            Bench bench(folder);
            QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        }
        {
            Bench bench(folder); // a second segment, so that the first is not the last
            QVERIFY(bench.record.keep(generationEntry({{}, 1})).has_value());
        }
        const auto segment = folder / "audit" / "audit-0000000001.oma";
        std::filesystem::resize_file(segment, std::filesystem::file_size(segment) - 1);
        QCOMPARE(codeOf(openVault(folder, VaultLock::Passphrase, secret(right))), std::string("audit_corrupt"));
    }

    void aStateHasOneFormInWords()
    {
        vault::VaultId id{};
        id[0] = std::byte{0xAB};
        const VaultGeneration state{id, 17};
        const std::string text = textOf(state);
        QCOMPARE(text, std::string("generation 17 of ab000000000000000000000000000000"));
        QCOMPARE(generationFromText(text).value(), state);
        for (const char* const bad :
             {"", "generation 17", "generation 017 of ab000000000000000000000000000000",
              "generation 17 of AB000000000000000000000000000000", "generation 17 of ab00000000000000000000000000000",
              "generation -1 of ab000000000000000000000000000000",
              "generation 17 of ab000000000000000000000000000000 "}) {
            QVERIFY2(!generationFromText(bad), bad);
        }
    }
};

QTEST_APPLESS_MAIN(TestVaultRecord)

#include "tst_vault_record_threads.moc"
