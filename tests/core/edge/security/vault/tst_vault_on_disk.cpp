// needs: host/access
//
// The vault over the program's own files, on a real disk, in a process that is killed.

#include "core/edge/security/vault/vault.h"
#include "core/host/access/vault_files.h"
#include "tests/support/vault_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>

#include <csignal>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace fs = std::filesystem;

namespace {

constexpr Timestamp nextDay = vaultDay + days(1);
constexpr std::string_view other = "another passphrase, as long";
const std::string seed = "01234567890123456789";

/// The calls that change what is on the disk.
bool isOfTheDisk(std::uint64_t call)
{
    static const std::set<std::uint64_t> calls{SYS_openat,   SYS_write,    SYS_fsync,     SYS_fdatasync, SYS_renameat,
                                               SYS_unlinkat, SYS_pwrite64, SYS_renameat2, SYS_ftruncate};
    return calls.contains(call);
}

enum class End { Killed, Finished, NotTraced };

/// Runs `act` in a child and kills it as it enters its n-th call of the disk, from 1: the call does not happen.
End killedAtCall(int n, const std::function<bool()>& act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) {
            ::_exit(2);
        }
        ::raise(SIGSTOP);
        ::_exit(act() ? 0 : 3);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFSTOPPED(status)) {
        return End::NotTraced;
    }
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (int seen = 0;;) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status)) {
            return WEXITSTATUS(status) == 0 ? End::Finished : End::NotTraced;
        }
        struct __ptrace_syscall_info info = {};
        ::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY && isOfTheDisk(info.entry.nr) && ++seen == n) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            return End::Killed;
        }
    }
}

bool holdsText(const fs::path& file, std::string_view text)
{
    std::ifstream in(file, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return all.find(text) != std::string::npos;
}

} // namespace

class TestVaultOnDisk : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_count = 0;
    std::unique_ptr<MadeVault> m_made; ///< Never changed.

    fs::path freshProfile()
    {
        const auto profile = fs::path(m_place.path().toStdString()) / ("v" + std::to_string(++m_count));
        fs::create_directory(profile);
        fs::permissions(profile, fs::perms::owner_all);
        return profile;
    }

private slots:
    void initTestCase()
    {
        m_made = std::make_unique<MadeVault>();
    }

    void itsFilesAreForTheOwnerOnlyAndHoldNoSecretInClear() // V10
    {
        const auto profile = freshProfile();
        const auto path = runtime::vaultFolderOf(profile);
        const auto opened = runtime::VaultFiles::open(profile);
        QVERIFY(opened.has_value());
        VaultFolder& folder = **opened;
        const mode_t before = ::umask(0);
        auto vault = Vault::create(folder, bytesOf(passphrase), leastCost, vaultDay);
        const bool isPut = vault && vault->put(RecordType::VenueKey, "alpaca-live", bytesOf(seed), vaultDay);
        ::umask(before);
        QVERIFY(isPut);

        int files = 0;
        for (const auto& entry : fs::directory_iterator(path)) {
            struct stat facts = {};
            QCOMPARE(::lstat(entry.path().c_str(), &facts), 0);
            QCOMPARE(facts.st_mode & 07777U, 0600U);
            for (const auto canary : {passphrase, std::string_view(seed), std::string_view("alpaca-live")}) {
                QVERIFY(!holdsText(entry.path(), canary));
            }
            files += 1;
        }
        QCOMPARE(files, 2);
        QVERIFY(Vault::openWithPassphrase(folder, bytesOf(passphrase)));
        QVERIFY(!fs::exists(path / "vault-previous.omv"));
    }

    void killedAtAnyCallOfTheDiskItOpensAsOfBeforeOrAsOfAfter_data() // V9
    {
        QTest::addColumn<int>("act");

        QTest::newRow("put") << 0;
        QTest::newRow("new recovery key") << 1;
        QTest::newRow("change of the passphrase") << 2;
        QTest::newRow("new master key") << 3;
    }

    void killedAtAnyCallOfTheDiskItOpensAsOfBeforeOrAsOfAfter()
    {
        QFETCH(int, act);
        int kills = 0;
        End end = End::Killed;
        bool wasOld = false;
        bool wasNew = false;
        for (int n = 1; end == End::Killed && n < 100; ++n) {
            const auto profile = freshProfile();
            const auto opened = runtime::VaultFiles::open(profile);
            QVERIFY(opened.has_value());
            VaultFolder& folder = **opened;
            QVERIFY(folder.replace(VaultFile::Current, m_made->folder.current()));
            auto vault = Vault::openWithKey(folder, SlotKind::RecoveryKey, m_made->recoveryKey);
            QVERIFY(vault);
            const std::uint64_t before = vault->generation();

            end = killedAtCall(n, [&, act] {
                switch (act) {
                case 0:
                    return vault->put(RecordType::VenueKey, "alpaca", bytesOf("key"), nextDay).has_value();
                case 1:
                    return vault->makeRecoveryKey(nextDay).has_value();
                case 2:
                    return vault->changePassphrase(bytesOf(passphrase), bytesOf(other), leastCost, nextDay).has_value();
                default:
                    return vault->renewMasterKey(bytesOf(passphrase), nextDay).has_value();
                }
            });

            if (end == End::NotTraced) {
                QSKIP("this machine lets no process be traced: nothing was killed");
            }
            const auto again = runtime::VaultFiles::open(profile);
            QVERIFY(again.has_value());
            auto found = Vault::openWithPassphrase(**again, bytesOf(passphrase));
            if (!found) {
                QCOMPARE(act, 2);
                found = Vault::openWithPassphrase(**again, bytesOf(other));
            }
            QVERIFY(found);
            QCOMPARE(textOf(found->read(RecordType::SecondFactorSeed, "owner")), seed);
            kills += end == End::Killed ? 1 : 0;
            wasOld = wasOld || found->generation() == before;
            wasNew = wasNew || found->generation() == before + 1;
            fs::remove_all(profile);
        }
        QCOMPARE(end, End::Finished);
        QVERIFY(wasOld && wasNew);
        QVERIFY2(kills >= 10, qPrintable(QString::number(kills)));
    }
};

QTEST_APPLESS_MAIN(TestVaultOnDisk)
#include "tst_vault_on_disk.moc"
