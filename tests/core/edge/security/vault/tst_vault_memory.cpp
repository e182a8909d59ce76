// What of a secret can be found in the process's memory, and where (V7).

#include "core/edge/security/vault/vault.h"

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

#ifdef OMNI_SANITIZED
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

constexpr std::size_t canaryBytes = 32;

/// Kept under a mask, so that this test itself does not hold what it looks for.
class Canary
{
public:
    /// Letters, as people's secrets are.
    explicit Canary(unsigned seed)
    {
        for (auto& each : m_masked) {
            seed = seed * 1'664'525U + 1'013'904'223U;
            each = static_cast<unsigned char>(('a' + (seed >> 24) % 26) ^ mask);
        }
    }
    /// 32 bytes.
    explicit Canary(std::span<const std::byte> bytes)
    {
        std::ranges::transform(bytes.first(canaryBytes), m_masked, [](std::byte each) {
            return static_cast<unsigned char>(std::to_integer<unsigned>(each) ^ mask);
        });
    }
    [[nodiscard]] unsigned char at(std::size_t i) const noexcept
    {
        return static_cast<unsigned char>(m_masked[i] ^ mask);
    }
    void use(const std::function<void(std::span<const std::byte>)>& action) const
    {
        auto shown = SecretBytes::zeros(canaryBytes);
        for (std::size_t i = 0; i < canaryBytes; ++i) {
            shown->exposedForWriting()[i] = std::byte{at(i)};
        }
        action(shown->exposed());
    }
    /// True when the bytes are it, `step` apart: 2 for UTF-16.
    [[nodiscard]] bool isAt(const unsigned char* place, std::size_t step) const noexcept
    {
        for (std::size_t i = 0; i < canaryBytes; ++i) {
            if (place[i * step] != at(i)) {
                return false;
            }
        }
        return true;
    }

private:
    static constexpr unsigned mask = 0xA5;
    unsigned char m_masked[canaryBytes];
};

struct Found {
    int all = 0;
    int outsideOfNoDumpPages = 0;
};

/// Looks through all writable memory. /proc/self/smaps says with "dd" which pages are left out of dumps.
Found copiesOf(const Canary& canary)
{
    struct Region {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        bool isNoDump = false;
    };
    std::vector<Region> regions;
    regions.reserve(4'096);
    {
        std::ifstream maps("/proc/self/smaps");
        std::string line;
        bool isWritable = false;
        while (std::getline(maps, line)) {
            std::uintptr_t from = 0;
            std::uintptr_t to = 0;
            char rights[5] = {};
            if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, rights) == 3) {
                isWritable = rights[0] == 'r' && rights[1] == 'w' && line.find("[vvar]") == std::string::npos;
                if (isWritable) {
                    regions.push_back({from, to, false});
                }
            } else if (isWritable && line.starts_with("VmFlags:")) {
                regions.back().isNoDump = line.find(" dd") != std::string::npos;
            }
        }
    }
    Found found;
    std::vector<unsigned char> page(1 << 16);
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    for (const auto& region : regions) {
        // In pieces that overlap, through the kernel: a page that has gone meanwhile ends the piece, not the test.
        for (std::uintptr_t at = region.from; at < region.to; at += page.size() - 2 * canaryBytes) {
            memory.clear();
            memory.seekg(static_cast<std::streamoff>(at));
            memory.read(reinterpret_cast<char*>(page.data()),
                        static_cast<std::streamsize>(std::min<std::uintptr_t>(page.size(), region.to - at)));
            const auto got = static_cast<std::size_t>(memory.gcount());
            const auto own = reinterpret_cast<std::uintptr_t>(page.data());
            if (at + got > own && at < own + page.size()) {
                continue; // the copy that this very loop makes
            }
            for (const std::size_t step : {1U, 2U}) {
                for (std::size_t i = 0; i + canaryBytes * step <= got; ++i) {
                    if (i < page.size() - 2 * canaryBytes && canary.isAt(page.data() + i, step)) {
                        found.all += 1;
                        found.outsideOfNoDumpPages += region.isNoDump ? 0 : 1;
                    }
                }
            }
        }
    }
    std::ranges::fill(page, static_cast<unsigned char>(0));
    return found;
}

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
