// needs: host/runtime edge/security/accounts edge/platform
//
// The accounts of a profile while a program runs: one object over the open vault, told to the desk at once when they
// change (V16), and of no use to anybody when another vault was put in the place of theirs.

#include "core/host/runtime/vault/vault_keeper.h"
#include "tests/support/account_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/terminal_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <mutex>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using omni::test::ManualClock;

namespace {

constexpr Timestamp day{1'795'000'000'000'000'000};
constexpr std::string_view phrase = "correct horse battery staple", annas = "a long way to Tipperary";
constexpr auto trader = risk::Roles::of(risk::Role::Trader);

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(typed(text)));
}

struct Bench {
    explicit Bench(const QTemporaryDir& folder)
        : profile(folder.path().toStdString())
    {
        VaultKeeping keeping;
        keeping.profile = profile;
        keeping.machineTime = [] { return vault::MachineMoment{hours(5).ns, {std::byte{7}}}; };
        keeping.peopleChanged = [this](const auto& people) {
            const std::scoped_lock lock(mutex);
            told.push_back(people ? static_cast<int>(people->people.size()) : -1);
            last = people;
        };
        keeper = std::make_unique<VaultKeeper>(std::move(keeping), clock);
    }
    /// "done", or the code of the failure.
    std::string settles(VaultWish wish)
    {
        const std::uint64_t number = keeper->wish(std::move(wish));
        for (int more = 0; more < 6; ++more) {
            if (becomesTrue([&] {
                    const auto now = keeper->view();
                    return now && now->settled >= number && !now->isBusy;
                })) {
                const auto view = keeper->view();
                return view->failure ? view->failure->code : "done";
            }
        }
        return "never";
    }
    std::vector<int> toldSoFar()
    {
        const std::scoped_lock lock(mutex);
        return told;
    }
    bool isTold(std::size_t times)
    {
        return becomesTrue([&] { return toldSoFar().size() >= times; });
    }

    const std::filesystem::path profile;
    ManualClock clock{day};
    std::mutex mutex;
    std::vector<int> told; ///< How many people each time; -1: no accounts.
    std::optional<events::PeopleVouched> last;
    std::unique_ptr<VaultKeeper> keeper; ///< Ends first.
};

} // namespace

class TestKeptAccountsThreads : public QObject
{
    Q_OBJECT

private slots:
    void theAccountsAreOneObjectOverTheOpenVault()
    {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            QVERIFY(bench.keeper->accounts() == nullptr);

            QCOMPARE(bench.settles(MakeVault{secret(phrase)}), std::string("done"));

            const auto all = bench.keeper->accounts();
            QVERIFY(all != nullptr && all->isFirstRun());
            QCOMPARE(bench.toldSoFar(), std::vector<int>{-1});
            QCOMPARE(codeOf(all->add("owner", typed(ownersPassword), {})), std::string("ok"));
            QVERIFY(bench.isTold(2));
            QCOMPARE(codeOf(all->add("anna", typed(annas), trader)), std::string("ok"));
            QVERIFY(bench.isTold(3));
            QCOMPARE(codeOf(all->setRoles("anna", risk::Roles::of(risk::Role::Viewer))), std::string("ok")); // V16
            QVERIFY(bench.isTold(4));
            QCOMPARE(bench.toldSoFar(), (std::vector<int>{-1, 1, 2, 2}));
            QVERIFY(bench.last->people.at(1).roles == risk::Roles::of(risk::Role::Viewer));
            QVERIFY(bench.keeper->accounts() == all);
        }
        Bench again(folder);
        QCOMPARE(again.settles(UnlockVault{secret(phrase), false}), std::string("done"));
        QCOMPARE(again.toldSoFar(), std::vector<int>{2});
        QVERIFY(again.keeper->accounts()->signIn("anna", {typed(annas), {}}));
    }

    void behindALockTheyAreKnownAndNobodySignsIn()
    {
        QTemporaryDir folder;
        Bench bench(folder);
        QCOMPARE(bench.settles(MakeVault{secret(phrase)}), std::string("done"));
        const auto all = bench.keeper->accounts();
        QCOMPARE(codeOf(all->add("owner", typed(ownersPassword), {})), std::string("ok"));

        QCOMPARE(bench.settles(LockVault{}), std::string("done"));

        QVERIFY(bench.keeper->accounts() == all);
        QVERIFY(all->standing("owner"));
        QCOMPARE(codeOf(all->signIn("owner", {typed(ownersPassword), {}})), std::string(nameOf(Errc::Unavailable)));
        QCOMPARE(codeOf(all->setRoles("owner", trader | risk::Roles::of(risk::Role::Admin))),
                 std::string(nameOf(Errc::Unavailable)));
        QVERIFY(all->standing("owner")->roles == risk::humanRoles);
        QCOMPARE(bench.settles(UnlockVault{secret(phrase), false}), std::string("done"));
        QVERIFY(bench.keeper->accounts() == all);
        QVERIFY(all->signIn("owner", {typed(ownersPassword), {}}));
    }

    void anotherVaultInTheirPlaceMakesThemVoid()
    {
        QTemporaryDir folder;
        Bench bench(folder);
        QCOMPARE(bench.settles(MakeVault{secret(phrase)}), std::string("done"));
        const auto before = bench.keeper->accounts();
        QCOMPARE(codeOf(before->add("owner", typed(ownersPassword), {})), std::string("ok"));
        const auto files = vaultFolderOf(bench.profile);
        const auto copy = bench.profile / "copy";
        std::filesystem::copy(files, copy, std::filesystem::copy_options::recursive);
        QCOMPARE(codeOf(before->add("anna", typed(annas), trader)), std::string("ok"));
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        std::filesystem::remove_all(files);
        std::filesystem::rename(copy, files);

        QCOMPARE(bench.settles(UnlockVault{secret(phrase), false}), std::string("done"));

        const auto now = bench.keeper->accounts();
        QVERIFY(now != nullptr && now != before);
        QCOMPARE(now->names(), std::vector<std::string>{"owner"});
        QCOMPARE(codeOf(before->signIn("anna", {typed(annas), {}})), std::string(nameOf(Errc::Unavailable)));
        QCOMPARE(bench.last->people.size(), std::size_t{1});
    }

    void accountsThatCannotBeReadAreNoProfileWithoutAccounts()
    {
        QTemporaryDir folder;
        {
            auto made = makeVault(folder.path().toStdString(), secret(phrase), day);
            QVERIFY(made);
            QVERIFY((*made)->put(vault::RecordType::SealedState, "accounts", typed("no accounts at all"), day));
        }
        Bench bench(folder);

        QCOMPARE(bench.settles(UnlockVault{secret(phrase), false}), std::string("done"));

        QVERIFY(bench.keeper->view()->state == views::VaultState::Open);
        QVERIFY(bench.keeper->view()->accountsFailure);
        QVERIFY(bench.keeper->accounts() == nullptr);
        QVERIFY(bench.toldSoFar().empty()); // the desk goes by what it was told last
    }
};

QTEST_GUILESS_MAIN(TestKeptAccountsThreads)
#include "tst_kept_accounts_threads.moc"
