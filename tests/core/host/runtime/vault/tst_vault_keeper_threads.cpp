// needs: host/runtime edge/brokers/shared edge/platform
//
// The vault while a program runs: wishes carried out one after the other by a thread of its own, with real files and
// the real cost of a passphrase (some seconds), and locked by itself when nobody uses it.

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/runtime/vault/keys_at_hand.h"
#include "tests/support/manual_clock.h"
#include "tests/support/terminal_kit.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>

using namespace omni;
using namespace omni::runtime;
using omni::test::ManualClock;
using omni::tests::becomesTrue;
using orders::Environment;

namespace {

constexpr Timestamp day{1'764'000'000'000'000'000};
constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo model{"model", "Model", faces, {}, nullptr};
const brokers::BrokerInfo other{"other", "Other", faces, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 2> known{&model, &other};

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size()))));
}
std::string textOf(const platform::SecretBytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.exposed().data()), bytes.size()};
}

constexpr std::string_view right = "correct horse battery staple", wrong = "correct horse battery stable";

struct Bench {
    explicit Bench(bool staysArmed = false, KeyRing ring = {})
        : keys(std::move(ring), known, {})
    {
        config::SecuritySettings settings;
        settings.tradingKeysStayArmed = staysArmed;
        auto keeping
            = keepingOf(keys, folder.path().toStdString(), known, settings, connections, [this] { ++disarmed; });
        keeping.machineTime = [this] { return vault::MachineMoment{machine.load(), {std::byte{7}}}; };
        keeping.awake = [this] { return Duration{clock.mono().ns - slept.load()}; };
        keeper = std::make_unique<VaultKeeper>(std::move(keeping), clock);
    }
    /// Carried out, or refused: "done", or the code of the failure.
    std::string settles(VaultWish wish)
    {
        const std::uint64_t number = keeper->wish(std::move(wish));
        const auto isSettled = [&] {
            const auto now = keeper->view();
            return now && now->settled >= number && !now->isBusy;
        };
        bool isDone = number != 0 && becomesTrue(isSettled);
        for (int more = 0; number != 0 && !isDone && more < 5; ++more) { // six derivations on a busy machine
            isDone = becomesTrue(isSettled);
        }
        if (!isDone) {
            return "never";
        }
        const auto view = keeper->view();
        return view->failure ? view->failure->code : "done";
    }
    std::string add(const char* name, const char* id, bool replaces = false)
    {
        return settles(PutVenueKey{name, secret(id), secret(std::string("s3cr3t-of-") + id), replaces});
    }
    std::string idOf(const char* broker) const
    {
        const auto key = keys.ring().keyOf(broker, Environment::Paper);
        return key ? std::string(key->id.exposed()) : key.error().code;
    }
    void runs(const char* broker, const char* source = "vault")
    {
        views::Connection connection;
        connection.broker = broker;
        connection.keySource = source;
        connections.publish(std::make_shared<const views::Connection>(connection));
    }
    bool locksBehind(Duration span)
    {
        clock.pass(span);
        keeper->look();
        return becomesTrue([&] { return keeper->view()->state == views::VaultState::Locked; });
    }

    QTemporaryDir folder;
    ManualClock clock{day};
    std::atomic<std::int64_t> machine{hours(5).ns}, slept{0};
    std::atomic<int> disarmed{0};
    Latest<views::Connection> connections;
    KeysAtHand keys;
    std::unique_ptr<VaultKeeper> keeper; ///< Ends first.
};

} // namespace

class TestVaultKeeperThreads : public QObject
{
    Q_OBJECT

private slots:
    void aNewVaultIsOpenAndItsRecoveryKeyIsGivenOutOnce()
    {
        Bench bench;
        QVERIFY(becomesTrue([&] { return bench.keeper->view() != nullptr; }));
        QVERIFY(bench.keeper->view()->state == views::VaultState::None);

        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));

        QVERIFY(bench.keeper->view()->state == views::VaultState::Open);
        QVERIFY(bench.keeper->view()->hasRecoveryKey && bench.keeper->view()->hasLettersToShow);
        const auto letters = bench.keeper->takeRecoveryLetters();
        QVERIFY(letters.size() > 50);
        QVERIFY(bench.keeper->takeRecoveryLetters().isEmpty());
        QVERIFY(becomesTrue([&] { return !bench.keeper->view()->hasLettersToShow; }));
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QVERIFY(bench.keeper->view()->state == views::VaultState::Locked);
        QCOMPARE(bench.settles(UnlockVault{secret(textOf(letters)), true}), std::string("done"));
        QVERIFY(bench.keeper->view()->state == views::VaultState::Open);
    }

    void keysComeAndGoWithTheVault()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.add("model-paper", "abc"), std::string("done"));
        QCOMPARE(bench.idOf("model"), std::string("abc"));
        QVERIFY(bench.keys.offers()->front().hasKey);
        QCOMPARE(bench.keys.offers()->front().keySource, std::string("vault"));
        QCOMPARE(bench.keeper->view()->keys.front().name, std::string("model-paper"));

        QCOMPARE(bench.settles(LockVault{}), std::string("done"));

        QCOMPARE(bench.idOf("model"), std::string("no_key"));
        QVERIFY(!bench.keys.offers()->front().hasKey);
        QVERIFY(bench.keeper->view()->keys.empty() && !bench.keeper->view()->holdsKeys);
        QCOMPARE(bench.add("other-paper", "def"), std::string("vault_locked"));
        QCOMPARE(bench.settles(UnlockVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.idOf("model"), std::string("abc"));
        QCOMPARE(bench.settles(RemoveVenueKey{"model-paper"}), std::string("done"));
        QCOMPARE(bench.idOf("model"), std::string("no_key"));
    }

    // Safety 4.2: replacing is add, verify, switch; no session is ever without a key.
    void aReplacedKeyIsSettledGoodOrBad()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.add("model-paper", "old", true), std::string("no_such_key"));
        QCOMPARE(bench.add("model-paper", "old"), std::string("done"));
        QCOMPARE(bench.add("model-paper", "new"), std::string("key_exists"));
        QCOMPARE(bench.add("model-paper", "new", true), std::string("done"));
        QCOMPARE(bench.idOf("model"), std::string("new"));
        QVERIFY(bench.keeper->view()->keys.front().nextPutAt.has_value());

        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", false}), std::string("done"));
        QCOMPARE(bench.idOf("model"), std::string("old"));
        QCOMPARE(bench.add("model-paper", "newer", true), std::string("done"));
        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", true}), std::string("done"));

        QCOMPARE(bench.idOf("model"), std::string("newer"));
        QVERIFY(!bench.keeper->view()->keys.front().nextPutAt);
        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", true}), std::string("no_key_waits"));
        QCOMPARE(bench.add("nobody-paper", "abc"), std::string("unknown_key"));
        QCOMPARE(bench.add("model-paper", "with space", true), std::string("bad_key"));
    }

    // Safety 4.2: the wait behind a wrong guess is told, and holds for the right one, too.
    void aWrongGuessHasToBeWaitedFor()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));

        QCOMPARE(bench.settles(UnlockVault{secret(wrong)}), std::string("vault_does_not_open"));

        QVERIFY(bench.keeper->view()->mayGuessAt.has_value());
        QCOMPARE((*bench.keeper->view()->mayGuessAt - bench.clock.mono()).ns, seconds(2).ns);
        QCOMPARE(bench.settles(UnlockVault{secret(right)}), std::string("vault_waits"));
        QVERIFY(!bench.keeper->view()->failure->hint.empty());
        bench.machine += seconds(2).ns;
        QCOMPARE(bench.settles(UnlockVault{secret(right)}), std::string("done"));
        QVERIFY(!bench.keeper->view()->failure && !bench.keeper->view()->mayGuessAt);
    }

    // Whoever finds it open has not won guesses without a wait.
    void theOldPassphraseIsAskedForAtThePaceOfGuesses()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        const auto next = [] { return secret("an entirely different one"); };

        QCOMPARE(bench.settles(ChangeVaultPassphrase{secret(wrong), false, next()}),
                 std::string("vault_does_not_open"));

        QVERIFY(bench.keeper->view()->state == views::VaultState::Open);
        QCOMPARE(bench.settles(ChangeVaultPassphrase{secret(right), false, next()}), std::string("vault_waits"));
        QCOMPARE(bench.settles(RenewVaultKey{secret(right)}), std::string("vault_waits"));
        bench.machine += seconds(2).ns;
        QCOMPARE(bench.settles(ChangeVaultPassphrase{secret(right), false, secret("short")}),
                 std::string("short_passphrase"));
    }

    void aPassphraseIsReplacedAndEverythingSealedAnew()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QVERIFY(!bench.keeper->takeRecoveryLetters().isEmpty());
        const auto next = [] { return secret("an entirely different one"); };
        QCOMPARE(bench.settles(ChangeVaultPassphrase{secret(right), false, next()}), std::string("done"));
        QCOMPARE(bench.settles(RenewVaultKey{next()}), std::string("done"));
        QVERIFY(bench.keeper->view()->hasLettersToShow);
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QCOMPARE(bench.settles(UnlockVault{next()}), std::string("done"));
    }

    // Safety 4.2: a quarter of an hour without anybody there locks it; whoever types begins it anew.
    void itLocksWhenNobodyIsThere()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.add("model-paper", "abc"), std::string("done"));
        bench.clock.pass(minutes(14));
        bench.keeper->noteUse();
        bench.clock.pass(minutes(14));
        bench.keeper->look();
        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", true}), std::string("no_key_waits")); // still open
        bench.clock.pass(minutes(14));
        bench.keeper->look();
        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", true}), std::string("no_key_waits")); // a wish is use

        QVERIFY(bench.locksBehind(minutes(15)));

        QCOMPARE(bench.idOf("model"), std::string("no_key"));
    }

    // Safety 4.2: and the sleep of the machine, however short a time that was for those who were there.
    void itLocksWhenTheMachineHasSlept()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        bench.clock.pass(minutes(1));
        bench.keeper->look();
        QCOMPARE(bench.settles(SettleVenueKey{"model-paper", true}), std::string("no_key_waits")); // open: it was awake

        bench.slept += seconds(30).ns;

        QVERIFY(bench.locksBehind(seconds(30)));
    }

    // Safety 4.2: "trading keys stay armed" is a choice, and its default is no.
    void aSessionOnAKeyOfTheVaultIsDisarmedWhenItLocks()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.add("model-paper", "abc"), std::string("done"));
        bench.runs("model", "external");
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QCOMPARE(bench.disarmed.load(), 0); // its key is none of the vault's
        QCOMPARE(bench.settles(UnlockVault{secret(right)}), std::string("done"));
        bench.runs("model");

        QCOMPARE(bench.settles(LockVault{}), std::string("done"));

        QCOMPARE(bench.disarmed.load(), 1);
        QCOMPARE(bench.idOf("model"), std::string("no_key")); // for another session
    }

    void aSessionIsOnlyEverLowered()
    {
        views::DeskSnapshot desk;
        for (const auto mode : {risk::Mode::Manual, risk::Mode::Automatic}) {
            desk.mode = mode;
            const auto command = commandToDisarm(&desk);
            QVERIFY(command.has_value());
            QVERIFY(std::get<events::SetMode>(command->what).mode == risk::Mode::ReduceOnly);
        }
        for (const auto mode : {risk::Mode::Halted, risk::Mode::ReduceOnly}) {
            desk.mode = mode;
            QVERIFY(!commandToDisarm(&desk));
        }
        QVERIFY(!commandToDisarm(nullptr));
    }

    void theKeyOfARunningSessionStaysOnlyWhereAPersonChoseSo()
    {
        Bench bench(true);
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.add("model-paper", "abc"), std::string("done"));
        QCOMPARE(bench.add("other-paper", "def"), std::string("done"));
        bench.runs("model");

        QVERIFY(bench.locksBehind(minutes(15)));

        QCOMPARE(bench.disarmed.load(), 0);
        QCOMPARE(bench.idOf("model"), std::string("abc"));
        QCOMPARE(bench.idOf("other"), std::string("no_key"));
        QVERIFY(bench.keeper->view()->holdsKeys);
    }

    // What was before a change opens with what was replaced: it is gone when the wish is done.
    void nothingOpensWithAPassphraseThatWasReplaced()
    {
        Bench bench;
        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        const auto first = bench.keeper->takeRecoveryLetters();
        QVERIFY(!first.isEmpty());
        QCOMPARE(bench.settles(ChangeVaultPassphrase{secret(right), false, secret("an entirely different one")}),
                 std::string("done"));
        QCOMPARE(bench.settles(MakeRecoveryKey{secret("an entirely different one")}), std::string("done"));

        QVERIFY(!QFile::exists(bench.folder.filePath("vault/vault-previous.omv")));
        QVERIFY(textOf(bench.keeper->takeRecoveryLetters()) != textOf(first));
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));
        QCOMPARE(bench.settles(UnlockVault{secret(textOf(first)), true}), std::string("vault_does_not_open"));
        QCOMPARE(bench.settles(UnlockVault{secret(right)}), std::string("vault_does_not_open"));
    }

    // Safety 4.2: of a secret nothing is in what the window is shown.
    void noViewHoldsASecret()
    {
        Bench bench;
        std::string seen;
        const auto look = [&] {
            const auto view = bench.keeper->view();
            seen += view->failure ? view->failure->message + view->failure->hint : std::string();
            for (const auto& key : view->keys) {
                seen += key.name;
            }
            for (const auto& offer : *bench.keys.offers()) {
                seen += offer.key + offer.keySource + offer.keyFault + offer.account;
            }
        };
        for (const auto& settled :
             {bench.settles(MakeVault{secret(right)}), bench.add("model-paper", "canary-id"),
              bench.add("canary-name", "canary-id"), bench.add("model-paper", "canary id with blanks", true)}) {
            look();
            QVERIFY(settled != "never");
        }
        QVERIFY(seen.find("model-paper") != std::string::npos);
        QVERIFY(seen.find("canary-id") == std::string::npos && seen.find("s3cr3t") == std::string::npos);
        QVERIFY(seen.find("horse") == std::string::npos && seen.find("blanks") == std::string::npos);
    }

    // Where the vault has none, that of the environment stands, before it opens, while it is open and behind that.
    void aKeyOfTheEnvironmentStandsWhereTheVaultHasNone()
    {
        qputenv("OMNI_OTHER_PAPER_KEY", "from-outside");
        qputenv("OMNI_OTHER_PAPER_SECRET", "hidden");
        KeyRing atStart = KeyRing::taken(known);
        KeyRing later = KeyRing::taken(known); // the environment has it no more
        QVERIFY(!later.has("other", Environment::Paper));
        later.takeOver(atStart);
        Bench bench(false, std::move(later));
        QCOMPARE(bench.idOf("other"), std::string("from-outside"));

        QCOMPARE(bench.settles(MakeVault{secret(right)}), std::string("done"));
        QCOMPARE(bench.idOf("other"), std::string("from-outside"));
        QCOMPARE(bench.add("other-paper", "inside"), std::string("done"));
        QCOMPARE(bench.idOf("other"), std::string("inside"));
        QCOMPARE(bench.settles(LockVault{}), std::string("done"));

        QCOMPARE(bench.idOf("other"), std::string("from-outside"));
        QCOMPARE(bench.keys.ring().sourceOf("other", Environment::Paper), std::string("external"));
    }

    void moreThanAFewWishesDoNotWait()
    {
        Bench bench;
        std::size_t taken = 0;
        for (std::size_t i = 0; i < 200; ++i) {
            taken += bench.keeper->wish(MakeVault{secret(right)}) != 0 ? std::size_t{1} : std::size_t{0};
        }
        QVERIFY(taken >= VaultKeeper::mostWaiting && taken < 200);
        QTRY_VERIFY_WITH_TIMEOUT(hasVault(bench.folder.path().toStdString()), 30'000); // the first is at work
        bench.keeper.reset(); // those that wait are dropped
        QVERIFY(hasVault(bench.folder.path().toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestVaultKeeperThreads)
#include "tst_vault_keeper_threads.moc"
