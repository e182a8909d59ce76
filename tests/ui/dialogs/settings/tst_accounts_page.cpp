// needs: ui/dialogs/settings ui/dialogs/people ui/widgets host/runtime edge/security/accounts edge/platform
// needs: tests/support/fake_terminal Qt6::Widgets
//
// A person at the page Accounts and sign-in, on real accounts: makes the first one, adds people, changes what they may
// do. What is wrong is refused in words, and nothing is changed by it (safety 4.3, 4.4; V16).

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/people_kit.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/dialogs/people/codes_dialog.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/people/people_words.h"
#include "ui/dialogs/people/person_dialog.h"
#include "ui/dialogs/settings/accounts_page.h"
#include "ui/dialogs/settings/recovery_dialog.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/dialogs/settings/vault_dialog.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/secret_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;
using namespace omni::tests;
using omni::testing::FakeTerminal;
using omni::ui::people::CodesDialog;
using omni::ui::people::EnrolDialog;
using omni::ui::people::PersonDialog;

namespace {

constexpr std::string_view annas = "a long way to Tipperary", bens = "winter paper hammock";
constexpr auto trader = risk::Roles::of(risk::Role::Trader), admin = risk::Roles::of(risk::Role::Admin);

struct Bench {
    PeopleKit kit;
    FakeTerminal terminal;
    Theme theme;
    CommandRegistry commands;
    Formats formats;
    EngineLink link{terminal};
    UserSettings user{link};
    std::unique_ptr<SettingsDialog> dialog;

    explicit Bench(const std::function<void(PeopleKit&)>& people = {})
    {
        if (people) {
            people(kit);
        }
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        terminal.vaultShown.shown.state = views::VaultState::Open;
        terminal.vaultShown.peopleKept = kit.keeper.get();
        kit.keeper->look();
        static_cast<void>(
            becomesTrue([&] { return kit.view() != nullptr && kit.view()->people.size() == kit.all->names().size(); }));
        link.poll();
        dialog = std::make_unique<SettingsDialog>(link, user, commands, theme, formats, nullptr);
        dialog->showPage(QStringLiteral("accounts"));
        dialog->show();
    }
    ~Bench()
    {
        dialog.reset(); // before the people that it asks
    }
    void refresh()
    {
        terminal.nowShown = kit.clock.mono();
        dialog->findChild<AccountsPage*>()->refresh();
    }
    [[nodiscard]] QPushButton* button(const char* name) const
    {
        return dialog->findChild<QPushButton*>(QLatin1String(name));
    }
    [[nodiscard]] QString text(const char* name) const
    {
        return dialog->findChild<QLabel*>(QLatin1String(name))->text();
    }
    [[nodiscard]] QTreeWidget* table() const
    {
        return dialog->findChild<QTreeWidget*>(QStringLiteral("people"));
    }
    [[nodiscard]] PersonDialog* asked() const
    {
        const auto all = dialog->findChildren<PersonDialog*>();
        return all.isEmpty() ? nullptr : all.last();
    }
    [[nodiscard]] QString told() const
    {
        return asked()->findChild<QLabel*>(QStringLiteral("personTold"))->text();
    }
    [[nodiscard]] QPushButton* act() const
    {
        return asked()->findChild<QPushButton*>(QStringLiteral("personAct"));
    }
    void choose(int row) const
    {
        table()->setCurrentItem(table()->topLevelItem(row));
    }
    /// By its key, as a person without a mouse.
    void press(const char* name)
    {
        refresh();
        auto* at = button(name);
        QVERIFY2(at != nullptr && at->isVisibleTo(dialog.get()) && at->isEnabled(), name);
        QTest::keyClick(at, Qt::Key_Space);
        QVERIFY(asked() != nullptr);
    }
    void type(const char* field, std::string_view text) const
    {
        auto* at = asked()->findChild<SecretField*>(QLatin1String(field));
        QVERIFY2(at != nullptr && !at->isHidden(), field);
        QTest::keyClicks(at, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    }
    void name(const char* text) const
    {
        QTest::keyClicks(asked()->findChild<QLineEdit*>(QStringLiteral("personName")), QLatin1String(text));
    }
    /// Who does it, with a code that was not used yet.
    void prove(std::string_view password = ownersPassword, const char* who = "owner")
    {
        kit.move(seconds(30));
        type("managerPassword", password);
        type("managerCode", kit.codeOf(kit.seeds.at(who)));
    }
    /// Empty: it was carried out. Else why not.
    [[nodiscard]] QString acts() const
    {
        QPointer<PersonDialog> dialogOf = asked();
        if (!act()->isEnabled()) {
            return QStringLiteral("not yet: ") + told();
        }
        QTest::keyClick(act(), Qt::Key_Space);
        const auto isSettled = [&] {
            return dialogOf == nullptr || !dialogOf->isVisible() || !told().startsWith(QStringLiteral("At work"));
        };
        if (!QTest::qWaitFor(isSettled, 20'000)) {
            return QStringLiteral("never");
        }
        return dialogOf == nullptr || !dialogOf->isVisible() ? QString() : told();
    }
};

void ownerWithFactor(PeopleKit& kit)
{
    kit.addWithFactor("owner", ownersPassword);
}
void ownerAndAnna(PeopleKit& kit)
{
    kit.addWithFactor("owner", ownersPassword);
    kit.addWithFactor("anna", annas, trader | admin);
}

} // namespace

class TestAccountsPage : public QObject
{
    Q_OBJECT

private slots:
    void withoutAccountsItSaysWhoIsTheOwnerAndMakesTheFirst()
    {
        Bench bench;
        QVERIFY(bench.text("peopleNobody").contains(QStringLiteral("whoever sits here is its owner")));
        QVERIFY(!bench.button("peopleAdd")->isVisibleTo(bench.dialog.get()));
        bench.press("peopleOwner");
        QVERIFY(bench.told().contains(QStringLiteral("missing")) && !bench.act()->isEnabled());
        bench.name("olga");
        bench.type("newPassword", "short");
        const auto verdict
            = [&] { return bench.asked()->findChild<QLabel*>(QStringLiteral("passwordVerdict"))->text(); };
        QVERIFY2(verdict().contains(QStringLiteral("12 characters")), qPrintable(verdict()));
        bench.asked()->findChild<SecretField*>(QStringLiteral("newPassword"))->wipe();
        bench.type("newPassword", "password123456");
        QVERIFY2(verdict().contains(QStringLiteral("Guessers")), qPrintable(verdict()));
        bench.type("newPasswordAgain", "password123456");
        QVERIFY(!bench.act()->isEnabled());
        for (const char* field : {"newPassword", "newPasswordAgain"}) {
            bench.asked()->findChild<SecretField*>(QLatin1String(field))->wipe();
            bench.type(field, ownersPassword);
        }
        QCOMPARE(verdict(), QStringLiteral("Good."));

        QCOMPARE(bench.acts(), QString());

        QVERIFY(bench.kit.all->standing("olga")->roles == risk::humanRoles);
        QTRY_VERIFY(bench.dialog->findChild<EnrolDialog*>() != nullptr); // its authenticator at once
        bench.dialog->findChild<EnrolDialog*>()->reject();
        bench.refresh();
        QCOMPARE(bench.table()->topLevelItem(0)->text(0), QStringLiteral("olga, owner"));
        QCOMPARE(bench.table()->topLevelItem(0)->text(1), QStringLiteral("all roles"));
        QCOMPARE(bench.table()->topLevelItem(0)->text(2), QStringLiteral("none"));
    }

    void aLockedVaultIsToldAndItsUnlockingOffered()
    {
        Bench bench(ownerWithFactor);
        bench.kit.isOpen = false;
        bench.terminal.vaultShown.shown.state = views::VaultState::Locked;
        bench.kit.keeper->look();
        QTRY_VERIFY(bench.kit.view()->state == views::PeopleState::VaultClosed);
        bench.refresh();

        QVERIFY(bench.text("peopleClosed").contains(QStringLiteral("it is locked")));
        QVERIFY(!bench.table()->isVisibleTo(bench.dialog.get()));
        QCOMPARE(bench.table()->topLevelItemCount(), 0); // nobody reads names off a locked vault
        QTest::keyClick(bench.button("peopleOpenVault"), Qt::Key_Space);
        QVERIFY(bench.dialog->findChild<VaultDialog*>() != nullptr);
        bench.dialog->findChild<VaultDialog*>()->reject();
        bench.terminal.vaultShown.shown.state = views::VaultState::None;
        bench.refresh();
        QVERIFY(bench.text("peopleClosed").contains(QStringLiteral("there is none yet")));
    }

    void theRecoveryKeyOfAVaultThatWasMadeHereIsShownHere()
    {
        Bench bench;
        auto& vault = bench.terminal.vaultShown;
        vault.letters = "ABCD-EFGH-IJKL";
        vault.shown.hasLettersToShow = true;

        bench.refresh();

        QVERIFY(bench.dialog->findChild<RecoveryDialog*>() != nullptr);
        bench.refresh();
        QCOMPARE(bench.dialog->findChildren<RecoveryDialog*>().size(), 1);
    }

    void somebodyIsAddedByWhoHasTheRoleAndAFreshCode()
    {
        Bench bench(ownerWithFactor);
        bench.press("peopleAdd");
        bench.name("anna");
        bench.type("newPassword", annas);
        bench.type("newPasswordAgain", annas);
        QCOMPARE(bench.acts(), QStringLiteral("not yet: His or her password is missing."));
        bench.type("managerPassword", "wrong words again");
        bench.type("managerCode", "123456");
        const QString refused = bench.acts();
        QVERIFY2(refused.contains(QStringLiteral("is wrong. Nothing was changed")), qPrintable(refused));
        QVERIFY(!bench.kit.all->standing("anna"));
        QVERIFY(bench.asked()->findChild<SecretField*>(QStringLiteral("managerPassword"))->isBlank());
        bench.type("newPassword", annas);
        bench.type("newPasswordAgain", annas);
        bench.prove();

        QCOMPARE(bench.acts(), QString());

        bench.refresh();
        QCOMPARE(bench.table()->topLevelItemCount(), 2);
        QVERIFY(bench.text("peopleManager").contains(QStringLiteral("owner has shown a code")));
        // Within five minutes nobody asks again.
        QTRY_VERIFY(bench.asked() == nullptr);
        bench.choose(1);
        bench.press("peopleRoles");
        QVERIFY(bench.asked()->findChild<SecretField*>(QStringLiteral("managerPassword"))->isHidden());
        bench.asked()->findChild<QCheckBox*>(QStringLiteral("role2"))->setChecked(true);
        QCOMPARE(bench.acts(), QString());
        QVERIFY(bench.kit.all->standing("anna")->roles == (trader | risk::Roles::of(risk::Role::Viewer)));
        QTRY_VERIFY(bench.asked() == nullptr);
        bench.press("peopleRemove");
        QCOMPARE(bench.acts(), QString());
        QVERIFY(!bench.kit.all->standing("anna"));
    }

    void aRoleThatGoesInTheMiddleOfADialogIsRefusedInWords()
    {
        Bench bench([](PeopleKit& kit) {
            ownerAndAnna(kit);
            static_cast<void>(kit.all->add("ben", typed(bens), trader));
        });
        bench.choose(2);
        bench.press("peopleRemove");
        bench.kit.move(seconds(30));
        auto* who = bench.asked()->findChild<QComboBox*>(QStringLiteral("manager"));
        who->setCurrentIndex(who->findData(QStringLiteral("anna")));
        bench.type("managerPassword", annas);
        bench.type("managerCode", bench.kit.codeOf(bench.kit.seeds.at("anna")));
        QVERIFY(bench.kit.all->setRoles("anna", trader)); // V16, while the dialog stands

        const QString refused = bench.acts();

        QVERIFY2(refused.contains(QStringLiteral("may not manage people any more")), qPrintable(refused));
        QVERIFY(bench.kit.all->standing("ben"));
    }

    void ownRightsWaitAMinuteAndCanBeLeft()
    {
        Bench bench(ownerWithFactor);
        bench.choose(0);
        bench.press("peopleRoles");
        bench.asked()->findChild<QCheckBox*>(QStringLiteral("role0"))->setChecked(false);
        bench.prove();
        QCOMPARE(bench.acts(), QString());
        bench.refresh();
        QVERIFY2(bench.text("peoplePending").contains(QStringLiteral("in 60 s"))
                     || bench.text("peoplePending").contains(QStringLiteral("in 1 min")),
                 qPrintable(bench.text("peoplePending")));

        QTest::keyClick(bench.button("peopleLeave"), Qt::Key_Space);

        QTRY_VERIFY(!bench.kit.view()->pending);
        bench.kit.move(minutes(2));
        QTest::qWait(50);
        QVERIFY(bench.kit.all->standing("owner")->roles == risk::humanRoles);
    }

    void thePasswordAndTheRecoveryCodesAreChangedByThePersonAlone()
    {
        Bench bench(ownerWithFactor);
        bench.choose(0);
        bench.press("peoplePassword");
        const auto code = [&] {
            bench.kit.move(seconds(30));
            return bench.kit.codeOf(bench.kit.seeds.at("owner"));
        };
        bench.type("personPassword", ownersPassword);
        bench.type("newPassword", annas);
        bench.type("newPasswordAgain", bens);
        bench.type("personCode", code());
        QCOMPARE(bench.acts(), QStringLiteral("not yet: The two passwords are not the same."));
        bench.asked()->findChild<SecretField*>(QStringLiteral("newPasswordAgain"))->wipe();
        bench.type("newPasswordAgain", annas);
        QCOMPARE(bench.acts(), QString());
        QTRY_VERIFY(bench.asked() == nullptr);
        bench.press("peopleCodes");
        bench.type("personPassword", ownersPassword); // the old one
        bench.type("personCode", code());
        const QString refused = bench.acts();
        QVERIFY2(refused.contains(QStringLiteral("is wrong")), qPrintable(refused));
        bench.type("personPassword", annas);
        bench.type("personCode", code());
        QCOMPARE(bench.acts(), QString());
        QTRY_VERIFY(bench.dialog->findChild<CodesDialog*>() != nullptr);
    }

    void aLostAuthenticatorIsAskedForWithHonestWords()
    {
        Bench bench(ownerAndAnna);
        bench.choose(1);
        bench.press("peopleLost");
        bool saysHowLong = false;
        for (const auto* label : bench.asked()->findChildren<QLabel*>()) {
            saysHowLong = saysHowLong || label->text().contains(QStringLiteral("24 hours"));
        }
        QVERIFY(saysHowLong);
        bench.asked()->findChild<QCheckBox*>(QStringLiteral("personOwn"))->setChecked(true);
        QVERIFY(bench.asked()->findChild<SecretField*>(QStringLiteral("managerPassword"))->isHidden());
        bench.type("personPassword", annas);

        QCOMPARE(bench.acts(), QString());

        bench.refresh();
        QVERIFY2(bench.table()->topLevelItem(1)->text(2).contains(QStringLiteral("24 h 0 min")),
                 qPrintable(bench.table()->topLevelItem(1)->text(2)));
        QVERIFY(bench.kit.all->standing("anna")->hasSecondFactor);
    }

    void streamerModeShowsNoName()
    {
        Bench bench(ownerAndAnna);
        bench.formats.hasPrivacy = true;
        bench.refresh();

        QCOMPARE(bench.table()->topLevelItem(0)->text(0), QStringLiteral("owner"));
        QCOMPARE(bench.table()->topLevelItem(1)->text(0), QStringLiteral("person 100"));
        bench.choose(1);
        bench.press("peopleRemove");
        QVERIFY(!bench.asked()->windowTitle().contains(QStringLiteral("anna")));
        QCOMPARE(bench.asked()->findChild<QComboBox*>(QStringLiteral("manager"))->itemText(1),
                 QStringLiteral("person 100"));
    }

    void whoManagesPeopleProvesItAnewWhenTheSettingsWereClosed()
    {
        Bench bench(ownerAndAnna);
        QCOMPARE(bench.kit.settles(runtime::SetRoles{bench.kit.proof("owner", ownersPassword), "anna", trader}),
                 std::string("done"));
        QCOMPARE(bench.kit.view()->manager, std::string("owner"));

        bench.dialog.reset();

        QTRY_VERIFY(bench.kit.view()->manager.empty());
    }

    void eachFailureHasItsWords()
    {
        for (const char* code :
             {"not_signed_in",   "signing_in_waits", "password_too_short", "password_too_long",     "password_not_text",
              "password_common", "bad_name",         "name_taken",         "too_many_people",       "no_roles",
              "no_such_account", "owner_stays",      "last_admin",         "no_second_factor",      "manager_unknown",
              "no_right",        "step_up_missing",  "must_enrol",         "second_person_missing", "own_factor",
              "not_confirmed",   "not_begun",        "vault_locked",       "accounts_unreadable"}) {
            QVERIFY2(!people::failureOfPeople({code, "english words", {}, 30}).contains(QStringLiteral("english")),
                     code);
        }
        QCOMPARE(people::failureOfPeople({"not_written", "the disk is full", "make room", 0}),
                 QStringLiteral("the disk is full: make room"));
    }
};

QTEST_MAIN(TestAccountsPage)
#include "tst_accounts_page.moc"
