// needs: ui/dialogs/settings ui/widgets edge/platform tests/support/fake_terminal Qt6::Widgets
// A person at the vault's part of the page Brokers and keys, with the keyboard: makes it, unlocks it, adds, rotates and
// removes a key, writes down the recovery key. No widget has a text with a secret (safety 4.2, V7).
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/settings/brokers_page.h"
#include "ui/dialogs/settings/recovery_dialog.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/dialogs/settings/vault_dialog.h"
#include "ui/dialogs/settings/vault_words.h"
#include "ui/style/theme.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/secret_field.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>
#include <QTest>
#include <QTimer>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using omni::testing::FakeTerminal;
using omni::testing::textOf;
using views::VaultState;

namespace {

constexpr Timestamp now{1'760'438'538'000'000'000}; // 2025-10-14T10:42:18Z

views::BrokerOffer alpaca()
{
    views::BrokerOffer offer;
    offer.key = "alpaca";
    offer.title = "Alpaca";
    offer.account = "alpaca-paper";
    return offer;
}

struct Bench {
    FakeTerminal terminal;
    Theme theme;
    CommandRegistry commands;
    Formats formats;
    EngineLink link{terminal};
    UserSettings user{link};
    std::unique_ptr<SettingsDialog> dialog;

    explicit Bench(VaultState state)
    {
        views::Health health;
        health.at = now;
        terminal.show(health);
        terminal.brokersShown = std::make_shared<const views::BrokerOffers>(views::BrokerOffers{alpaca()});
        terminal.vaultShown.shown.state = state;
        terminal.vaultShown.shown.idleLock = minutes(15);
        link.poll();
        dialog = std::make_unique<SettingsDialog>(link, user, commands, theme, formats, nullptr);
        dialog->showPage(QStringLiteral("brokers"));
        dialog->show();
    }
    /// As the page does twice a second.
    void refresh() const
    {
        QShowEvent shown;
        QCoreApplication::sendEvent(dialog->findChild<BrokersPage*>(), &shown);
    }
    [[nodiscard]] QPushButton* button(const char* name) const
    {
        return dialog->findChild<QPushButton*>(QLatin1String(name));
    }
    [[nodiscard]] QString text(const char* name) const
    {
        return dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    template<class Kind> [[nodiscard]] Kind* opened() const
    {
        const auto all = dialog->findChildren<Kind*>();
        return all.isEmpty() ? nullptr : all.last();
    }
    /// By its key, as a person without a mouse.
    void press(const char* name) const
    {
        auto* at = button(name);
        QVERIFY2(at != nullptr && at->isVisibleTo(dialog.get()) && at->isEnabled(), name);
        QVERIFY2((at->focusPolicy() & Qt::TabFocus) != 0, name);
        QTest::keyClick(at, Qt::Key_Space);
    }
    void type(const char* field, const char* text) const
    {
        auto* at = opened<VaultDialog>()->findChild<SecretField*>(QLatin1String(field));
        QVERIFY2(at != nullptr, field);
        QTest::keyClicks(at, QLatin1String(text));
    }
    [[nodiscard]] QPushButton* act() const
    {
        return opened<VaultDialog>()->findChild<QPushButton*>(QStringLiteral("vaultAct"));
    }
    /// As the timer of the dialog does.
    void looks() const
    {
        QTest::qWait(150);
    }
    /// Of everything that shows or describes something.
    [[nodiscard]] bool anywhere(const QString& words) const
    {
        for (const QWidget* widget : dialog->findChildren<QWidget*>()) {
            QString all = widget->accessibleName() + widget->accessibleDescription() + widget->toolTip()
                + widget->windowTitle() + widget->objectName();
            if (const auto* edit = qobject_cast<const QLineEdit*>(widget)) {
                all += edit->text() + edit->displayText();
            }
            if (const auto* label = qobject_cast<const QLabel*>(widget)) {
                all += label->text();
            }
            if (all.contains(words)) {
                return true;
            }
        }
        return false;
    }
};

} // namespace

class TestVaultPage : public QObject
{
    Q_OBJECT

private slots:
    void aVaultIsMadeAndItsRecoveryKeyIsShownUntilItIsWrittenDown()
    {
        Bench bench(VaultState::None);
        bench.terminal.vaultShown.letters = "ABCD-EFGH-IJKL";
        QCOMPARE(bench.text("vaultState"), QStringLiteral("none yet"));
        bench.press("vaultMake");
        bench.type("newSecret", "correct horse battery");
        QVERIFY(!bench.act()->isEnabled());
        bench.type("newSecretAgain", "correct horse batteri");
        QVERIFY(!bench.act()->isEnabled()); // not the same
        QVERIFY(!bench.anywhere(QStringLiteral("horse")));
        QTest::keyClick(bench.opened<VaultDialog>()->findChild<SecretField*>(QStringLiteral("newSecretAgain")),
                        Qt::Key_Backspace);
        bench.type("newSecretAgain", "y");

        QTest::keyClick(bench.act(), Qt::Key_Space);

        const auto* wish = bench.terminal.vaultShown.last<runtime::MakeVault>();
        QVERIFY(wish != nullptr);
        QCOMPARE(textOf(wish->passphrase), std::string("correct horse battery"));
        bench.terminal.vaultShown.shown.state = VaultState::Open;
        QTRY_VERIFY(bench.opened<RecoveryDialog>() != nullptr);
        QPointer<RecoveryDialog> recovery = bench.opened<RecoveryDialog>();
        auto* close = recovery->findChild<QPushButton*>(QStringLiteral("recoveryClose"));
        QTest::keyClick(recovery, Qt::Key_Escape);
        QVERIFY(recovery->isVisible() && !close->isEnabled());
        QTest::keyClick(recovery->findChild<QCheckBox*>(), Qt::Key_Space);
        QTest::keyClick(close, Qt::Key_Space);
        QTRY_VERIFY(recovery == nullptr);
        QVERIFY(!bench.terminal.vaultShown.shown.hasLettersToShow);
    }

    void aWrongPassphraseIsToldWithItsWaitAndTheFieldIsEmpty()
    {
        Bench bench(VaultState::Locked);
        auto& vault = bench.terminal.vaultShown;
        vault.failsWith = views::VaultFailure{"vault_does_not_open", "english words", {}};
        vault.shown.mayGuessAt = std::nullopt;
        bench.press("vaultUnlock");
        bench.type("currentSecret", "not the right one");
        bench.terminal.nowShown = Monotonic{seconds(100).ns};

        QTest::keyClick(bench.act(), Qt::Key_Space);
        vault.shown.mayGuessAt = Monotonic{seconds(108).ns};
        bench.looks();

        QVERIFY(bench.opened<VaultDialog>() != nullptr);
        const QString told = bench.opened<VaultDialog>()->findChild<QLabel*>(QStringLiteral("vaultTold"))->text();
        QVERIFY2(told.contains(QStringLiteral("does not open")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("counts in 8 s")), qPrintable(told));
        QVERIFY(bench.opened<VaultDialog>()->findChild<SecretField*>(QStringLiteral("currentSecret"))->isBlank());
        bench.type("currentSecret", "the right one now");
        QVERIFY(!bench.act()->isEnabled());
        bench.terminal.nowShown = Monotonic{seconds(108).ns};
        bench.looks();
        QVERIFY(bench.act()->isEnabled());
        vault.failsWith.reset();
        QTest::keyClick(bench.act(), Qt::Key_Space);
        bench.looks();
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);
        QCOMPARE(textOf(vault.last<runtime::UnlockVault>()->key), std::string("the right one now"));
    }

    void theRecoveryKeyOpensItWithoutAWait()
    {
        Bench bench(VaultState::Locked);
        bench.terminal.vaultShown.shown.mayGuessAt = Monotonic{seconds(300).ns};
        bench.press("vaultUnlock");
        bench.type("currentSecret", "typed before");

        QTest::keyClick(bench.opened<VaultDialog>()->findChild<QCheckBox*>(), Qt::Key_Space);

        QVERIFY(bench.opened<VaultDialog>()->findChild<SecretField*>(QStringLiteral("currentSecret"))->isBlank());
        bench.type("currentSecret", "ABCD-EFGH");
        QVERIFY(bench.act()->isEnabled());
        QTest::keyClick(bench.act(), Qt::Key_Space);
        QVERIFY(bench.terminal.vaultShown.last<runtime::UnlockVault>()->isRecoveryKey);
    }

    void aWishUnderWayIsWaitedForAndGivenOnce()
    {
        Bench bench(VaultState::Locked);
        bench.terminal.vaultShown.holds = true;
        bench.press("vaultUnlock");
        bench.type("currentSecret", "the right one now");
        QTest::keyClick(bench.act(), Qt::Key_Space);
        QTest::keyClick(bench.act(), Qt::Key_Space);
        bench.looks();

        QCOMPARE(bench.terminal.vaultShown.wishes.size(), std::size_t{1});
        QVERIFY(bench.opened<VaultDialog>() != nullptr && !bench.act()->isEnabled());
        bench.terminal.vaultShown.settle();
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);
    }

    // Safety 4.2: add, verify, switch, revoke.
    void aKeyIsAddedRotatedAndRemoved()
    {
        Bench bench(VaultState::Open);
        auto& vault = bench.terminal.vaultShown;
        bench.refresh();
        bench.press("keyAdd");
        bench.type("keyId", "AKEY");
        bench.type("keySecret", "canary-of-the-key");
        QVERIFY(!bench.anywhere(QStringLiteral("canary")) && !bench.anywhere(QStringLiteral("AKEY")));
        QTest::keyClick(bench.act(), Qt::Key_Space);
        const auto* put = vault.last<runtime::PutVenueKey>();
        QVERIFY(put != nullptr && !put->replaces);
        QCOMPARE(put->name, std::string("alpaca-paper"));
        QCOMPARE(textOf(put->id) + ":" + textOf(put->secret), std::string("AKEY:canary-of-the-key"));
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);

        vault.shown.keys = {{"alpaca-paper", now - days(91), 91, true, {}}};
        bench.refresh();
        bench.press("keyRotate");
        bench.type("keyId", "BKEY");
        bench.type("keySecret", "second");
        QTest::keyClick(bench.act(), Qt::Key_Space);
        QVERIFY(vault.last<runtime::PutVenueKey>()->replaces);
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);

        vault.shown.keys.front().nextPutAt = now;
        bench.refresh();
        QVERIFY(!bench.button("keyGood")->isEnabled()); // no session has shown that it works
        views::Connection connection;
        connection.broker = "alpaca";
        connection.keySource = "vault";
        for (auto& line : connection.lines) {
            line = {views::LineState::Up, now + minutes(1), now + minutes(2), {}};
        }
        bench.terminal.connectionShown = std::make_shared<const views::Connection>(connection);
        bench.refresh();
        bench.press("keyGood");
        confirmed(bench);
        const auto* settled = vault.last<runtime::SettleVenueKey>();
        QVERIFY(settled != nullptr && settled->isGood);
        vault.shown.keys.front().nextPutAt.reset();
        bench.refresh();
        QVERIFY2(bench.text("keyWords").contains(QStringLiteral("End it at the broker now")),
                 qPrintable(bench.text("keyWords")));

        bench.press("keyRemove");
        confirmed(bench);
        QCOMPARE(vault.last<runtime::RemoveVenueKey>()->name, std::string("alpaca-paper"));
    }

    void itIsLockedByHandAndByKey()
    {
        Bench bench(VaultState::Open);
        QVERIFY2(bench.text("vaultState").contains(QStringLiteral("15 min")), qPrintable(bench.text("vaultState")));
        bench.press("vaultLock");
        QVERIFY(bench.terminal.vaultShown.last<runtime::LockVault>() != nullptr);

        bench.dialog->activateWindow(); // shortcuts are those of the window in front
        QVERIFY(QTest::qWaitForWindowActive(bench.dialog.get()));
        QTest::keyClick(bench.dialog.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);

        QTRY_COMPARE(bench.terminal.vaultShown.wishes.size(), std::size_t{2});
    }

    void thePassphraseAndTheSealsAreReplaced()
    {
        Bench bench(VaultState::Open);
        bench.press("vaultPassphrase");
        bench.type("currentSecret", "correct horse battery");
        bench.type("newSecret", "an entirely different one");
        bench.type("newSecretAgain", "an entirely different one");
        QTest::keyClick(bench.act(), Qt::Key_Space);
        const auto* change = bench.terminal.vaultShown.last<runtime::ChangeVaultPassphrase>();
        QVERIFY(change != nullptr && !change->isRecoveryKey);
        QCOMPARE(textOf(change->next), std::string("an entirely different one"));
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);
        bench.press("vaultRecovery");
        bench.type("currentSecret", "an entirely different one");
        QTest::keyClick(bench.act(), Qt::Key_Space);
        QVERIFY(bench.terminal.vaultShown.last<runtime::MakeRecoveryKey>() != nullptr);
        QTRY_VERIFY(bench.opened<VaultDialog>() == nullptr);
        bench.press("vaultMaster");
        bench.type("currentSecret", "an entirely different one");
        QTest::keyClick(bench.act(), Qt::Key_Space);
        QVERIFY(bench.terminal.vaultShown.last<runtime::RenewVaultKey>() != nullptr);
    }

    void whatGoesWrongWithoutADialogIsToldInTheBox()
    {
        Bench bench(VaultState::Open);
        bench.terminal.vaultShown.shown.failure = views::VaultFailure{"strange", "the disk is full", "make room"};
        bench.refresh();
        QCOMPARE(bench.text("vaultWarning"), QStringLiteral("the disk is full: make room"));
    }

    void eachFailureHasItsWords()
    {
        for (const char* code :
             {"vault_does_not_open", "vault_waits",      "vault_is_asked", "vault_locked",    "no_vault",
              "vault_exists",        "short_passphrase", "bad_passphrase", "damaged_vault",   "newer_vault",
              "vault_is_missing",    "vault_set_back",   "no_such_lock",   "no_recovery_key", "no_memory",
              "key_exists",          "key_waits",        "no_such_key",    "no_key_waits",    "bad_key",
              "old_key_is_gone"}) {
            const QString words = failureOfVault({code, "english words", "with omnitrade vault"});
            QVERIFY2(!words.isEmpty() && !words.contains(QStringLiteral("omnitrade vault")), code);
        }
    }

private:
    static void confirmed(Bench& bench)
    {
        auto* question = bench.opened<ConfirmDialog>();
        QVERIFY(question != nullptr);
        QTest::qWait(350); // presses of the first moment do not count
        for (auto* one : question->findChildren<QPushButton*>()) {
            if (one->text() != QStringLiteral("Leave it")) {
                QTest::keyClick(one, Qt::Key_Return);
                break;
            }
        }
        QTRY_VERIFY(bench.opened<ConfirmDialog>() == nullptr);
    }
};

QTEST_MAIN(TestVaultPage)
#include "tst_vault_page.moc"
