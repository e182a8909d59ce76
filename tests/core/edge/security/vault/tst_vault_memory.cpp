// What of a secret can be found in the process's memory, and where (V7).

#include "core/edge/security/vault/vault.h"

#include "tests/support/memory_scan.h"
#include "tests/support/vault_kit.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <csignal>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

/// The signal that ended a child that did `act`; 0 when it lived.
int signalOf(const std::function<void()>& act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGSEGV, SIG_DFL);
        act();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

} // namespace

class TestVaultMemory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (isSanitized) {
            QSKIP("the sanitizers keep memory that is freed, and shadows of it: V7 is measured without them");
        }
    }

    void aSecretInUseIsInGuardedMemoryAloneAndGoneWhenItIsFreed() // V7
    {
        const Canary secret(1);
        const Canary phrase(2);
        QCOMPARE(copiesOf(secret).all, 0);
        VaultInMemory folder;
        std::optional<Vault> vault;
        phrase.use([&](std::span<const std::byte> words) {
            vault = std::move(*Vault::create(folder, words, leastCost, vaultDay));
        });
        secret.use([&](std::span<const std::byte> bytes) {
            QVERIFY(vault->put(RecordType::VenueKey, "alpaca", bytes, vaultDay));
            // The looking itself works: it finds the one that is held here, and that one only.
            const Found found = copiesOf(secret);
            QCOMPARE(found.all, 1);
            QCOMPARE(found.outsideOfNoDumpPages, 0);
        });
        QCOMPARE(copiesOf(phrase).all, 0);
        QCOMPARE(copiesOf(secret).all, 0); // unlocked, and none in clear

        {
            const auto lent = vault->read(RecordType::VenueKey, "alpaca");
            QVERIFY(lent);
            const Found found = copiesOf(secret);
            QCOMPARE(found.all, 1);
            QCOMPARE(found.outsideOfNoDumpPages, 0);
        }
        QCOMPARE(copiesOf(secret).all, 0);

        phrase.use([&](std::span<const std::byte> words) {
            QVERIFY(vault->renewMasterKey(words, vaultDay));
            vault = std::move(*Vault::openWithPassphrase(folder, words));
        });
        vault->lock();
        QCOMPARE(copiesOf(secret).all, 0);
        QCOMPARE(copiesOf(phrase).all, 0);
    }

    void theMasterKeyIsThereOnceAndGoesWithTheLock() // V7
    {
        MadeVault made;
        const Canary master = [&] {
            const auto header = readVault(made.folder.current())->header;
            return Canary(openedSlot(header.keySlots[1], made.recoveryKey, header.id, 1)->exposed());
        }();
        QCOMPARE(copiesOf(master).all, 0);

        auto vault = std::move(*made.opened(made.folder));
        QVERIFY(vault.put(RecordType::ServiceToken, "t", bytesOf("token"), vaultDay));
        const Found unlocked = copiesOf(master);
        vault.lock();

        QCOMPARE(unlocked.all, 1);
        QCOMPARE(unlocked.outsideOfNoDumpPages, 0);
        QCOMPARE(copiesOf(master).all, 0);
    }

    void touchingBehindASecretEndsTheProcess()
    {
        auto secret = std::move(*SecretBytes::zeros(64));
        volatile std::byte* const at = secret.exposedForWriting().data();

        QCOMPARE(signalOf([&] { at[63] = std::byte{1}; }), 0);
        QCOMPARE(signalOf([&] { at[64] = std::byte{1}; }), SIGSEGV);
    }

    void aSecretMovesAndIsNotCopied()
    {
        static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
        auto first = std::move(*SecretBytes::copyOf(bytesOf("secret")));
        const std::byte* const at = first.exposed().data();

        SecretBytes second = std::move(first);
        second = std::move(second);

        QCOMPARE(second.exposed().data(), at);
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is the promise
        second.clear();
        QVERIFY(second.isEmpty() && second.isLocked());
    }

    void refusesAMiBAndMore()
    {
        QVERIFY(SecretBytes::zeros(SecretBytes::mostBytes));
        QCOMPARE(outcomeOf(SecretBytes::zeros(SecretBytes::mostBytes + 1)), std::string("invalid"));
        QVERIFY(SecretBytes::zeros(0)->isEmpty());
    }

    void randomSecretsDiffer()
    {
        QVERIFY(textOf(SecretBytes::random(32)) != textOf(SecretBytes::random(32)));
        QVERIFY(textOf(SecretBytes::random(32)) != std::string(32, '\0'));
    }
};

QTEST_APPLESS_MAIN(TestVaultMemory)
#include "tst_vault_memory.moc"
