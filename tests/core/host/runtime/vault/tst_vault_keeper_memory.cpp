// needs: host/runtime edge/brokers/shared edge/platform
//
// What of a passphrase and of a broker's secret can be found in the memory of a program that keeps a vault (V7): none
// before it opens, of the secret at most two copies while it is open, none behind the lock.

#include "core/edge/brokers/shared/broker_info.h"
#include "core/host/runtime/vault/keys_at_hand.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_scan.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni;
using namespace omni::runtime;
using omni::test::ManualClock;
using omni::tests::Canary;
using omni::tests::copiesOf;

namespace {

constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo model{"model", "Model", faces, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 1> known{&model};

platform::SecretBytes shown(const Canary& canary)
{
    platform::SecretBytes out;
    canary.use([&out](std::span<const std::byte> bytes) { out = std::move(*platform::SecretBytes::copyOf(bytes)); });
    return out;
}

} // namespace

class TestVaultKeeperMemory : public QObject
{
    Q_OBJECT

private slots:
    void nothingOfASecretIsLeftWhenItIsLocked()
    {
#if !defined(__linux__)
        QSKIP("/proc tells it on Linux");
#endif
        if (tests::isSanitized) {
            QSKIP("the sanitizers keep memory that is freed: V7 is measured without them");
        }
        const Canary phrase(3), secret(4);
        QTemporaryDir folder;
        ManualClock clock{Timestamp{1'764'000'000'000'000'000}};
        Latest<views::Connection> connections;
        KeysAtHand keys{KeyRing(), known, {}};
        VaultKeeper keeper(keepingOf(keys, folder.path().toStdString(), known, {}, connections, [] {}), clock);
        const auto settled = [&keeper](VaultWish wish) {
            const auto number = keeper.wish(std::move(wish));
            return QTest::qWaitFor(
                [&] {
                    const auto view = keeper.view();
                    return view && view->settled >= number && !view->isBusy;
                },
                120'000);
        };
        QCOMPARE(copiesOf(phrase).all + copiesOf(secret).all, 0);

        QVERIFY(settled(MakeVault{shown(phrase)}));
        QVERIFY(keeper.view()->state == views::VaultState::Open);
        QVERIFY(settled(PutVenueKey{"model-paper", shown(Canary(5)), shown(secret), false}));
        QVERIFY(keys.ring().has("model", orders::Environment::Paper));
        QCOMPARE(copiesOf(phrase).all, 0);
        const int open = copiesOf(secret).all;
        QVERIFY2(open >= 1 && open <= 2, qPrintable(QString::number(open)));

        QVERIFY(settled(LockVault{}));
        QVERIFY(keeper.view()->state == views::VaultState::Locked);
        QCOMPARE(copiesOf(phrase).all, 0);
        QCOMPARE(copiesOf(secret).all, 0);

        QVERIFY(settled(UnlockVault{shown(phrase), false}));
        QVERIFY(keys.ring().has("model", orders::Environment::Paper));
        QCOMPARE(copiesOf(phrase).all, 0);
        clock.pass(minutes(15));
        keeper.look();
        QVERIFY(QTest::qWaitFor([&] { return keeper.view()->state == views::VaultState::Locked; }, 30'000));
        QCOMPARE(copiesOf(phrase).all, 0);
        QCOMPARE(copiesOf(secret).all, 0);
    }
};

QTEST_GUILESS_MAIN(TestVaultKeeperMemory)
#include "tst_vault_keeper_memory.moc"
