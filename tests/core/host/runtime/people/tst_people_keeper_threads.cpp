// needs: host/runtime edge/security/accounts edge/platform
//
// The people of a profile as a window manages them (safety 4.3, 4.4): who may, what is refused and in which words, and
// that a failure leaves everything as it was.

#include "tests/support/people_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

constexpr std::string_view annas = "a long way to Tipperary", bens = "winter paper hammock";
constexpr auto trader = risk::Roles::of(risk::Role::Trader), viewer = risk::Roles::of(risk::Role::Viewer),
               admin = risk::Roles::of(risk::Role::Admin);

bool isThere(const PeopleKit& kit, std::string_view name)
{
    return static_cast<bool>(kit.all->standing(name));
}

} // namespace

class TestPeopleKeeperThreads : public QObject
{
    Q_OBJECT

private slots:
    void theFirstIsTheOwnerAndSetsUpTheAuthenticatorAtOnce()
    {
        PeopleKit kit;
        QCOMPARE(kit.settles(AddPerson{{}, "Olga", secretOf(ownersPassword), {}, true}), std::string("bad_name"));
        QCOMPARE(kit.settles(AddPerson{{}, "olga", secretOf("short"), {}, true}), std::string("password_too_short"));
        QCOMPARE(kit.settles(AddPerson{{}, "olga", secretOf("password123456"), {}, true}),
                 std::string("password_common"));
        QVERIFY(kit.view()->state == views::PeopleState::Open && kit.view()->people.empty());

        QCOMPARE(kit.settles(AddPerson{{}, "olga", secretOf(ownersPassword), viewer, true}), std::string("done"));

        QVERIFY(kit.view()->people.at(0).roles == risk::humanRoles);
        const auto seed = kit.keeper->takeEnrolment();
        QCOMPARE(seed.size(), totp::seedBytes);
        QVERIFY(kit.keeper->takeEnrolment().isEmpty());
        QCOMPARE(kit.settles(ConfirmEnrolment{"olga", secretOf("000000")}), std::string("not_confirmed"));
        const std::string code = kit.codeOf(seed);
        QCOMPARE(kit.settles(ConfirmEnrolment{"olga", secretOf(" " + code.substr(0, 3) + " " + code.substr(3) + "\n")}),
                 std::string("done"));
        QCOMPARE(kit.keeper->takeRecoveryCodes().size(), accounts::recoveryCodeCount);
        QVERIFY(kit.view()->people.at(0).hasSecondFactor);
        QCOMPARE(kit.noted().front(), std::string("owner account.add a new account 1"));
    }

    void peopleAreManagedByTheRoleAdminAndAFreshCode()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        const auto add = [&](ManagerProof by) {
            return kit.settles(AddPerson{std::move(by), "anna", secretOf(annas), trader, false});
        };
        QCOMPARE(add({}), std::string("manager_unknown"));
        QCOMPARE(add({"owner", secretOf("wrong words again"), secretOf("123456")}), std::string("not_signed_in"));
        QCOMPARE(add({"owner", secretOf(ownersPassword), {}}), std::string("not_signed_in"));
        QVERIFY(!isThere(kit, "anna"));

        QCOMPARE(add(kit.proof("owner", ownersPassword)), std::string("done"));

        QCOMPARE(kit.view()->manager, std::string("owner"));
        QCOMPARE(kit.settles(SetRoles{{}, "anna", viewer}), std::string("done")); // on the same code
        QVERIFY(kit.all->standing("anna")->roles == viewer);
        QCOMPARE(kit.settles(SetRoles{{"anna", secretOf(annas), {}}, "anna", risk::humanRoles}),
                 std::string("no_right"));
        QCOMPARE(kit.settles(RemovePerson{{}, "anna"}), std::string("manager_unknown")); // her try ended it
        kit.move(minutes(6));
        QCOMPARE(kit.settles(RemovePerson{kit.proof("owner", ownersPassword), "owner"}), std::string("owner_stays"));
        QCOMPARE(kit.settles(RemovePerson{{}, "anna"}), std::string("done"));
        QVERIFY(!isThere(kit, "anna"));
        kit.move(minutes(6));
        QVERIFY(becomesTrue([&] { return kit.view()->manager.empty(); }));
        QCOMPARE(add({}), std::string("manager_unknown"));
    }

    void aCodeOfAStepThatWasUsedIsRefused()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        const auto used = kit.proof("owner", ownersPassword);
        const std::string code = shownText(used.second);
        QVERIFY(kit.all->signIn("owner", {typed(ownersPassword), typed(code)}));

        const auto answer = kit.settles(
            AddPerson{{"owner", secretOf(ownersPassword), secretOf(code)}, "anna", secretOf(annas), trader, false});

        QCOMPARE(answer, std::string("not_signed_in"));
        QVERIFY(!isThere(kit, "anna"));
    }

    void aRoleThatGoesInTheMiddleIsRefusedWithTheNextWish()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        kit.addWithFactor("anna", annas, admin | trader);
        QCOMPARE(kit.settles(AddPerson{kit.proof("anna", annas), "ben", secretOf(bens), viewer, false}),
                 std::string("done"));

        QVERIFY(kit.all->setRoles("anna", trader)); // V16

        QCOMPARE(kit.settles(RemovePerson{{}, "ben"}), std::string("manager_unknown"));
        QCOMPARE(kit.settles(RemovePerson{kit.proof("anna", annas), "ben"}), std::string("no_right"));
        QVERIFY(isThere(kit, "ben"));
    }

    void ownRightsTakeAnotherPersonOrAMinute()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        kit.addWithFactor("anna", annas, admin);
        QCOMPARE(kit.settles(SetRoles{kit.proof("owner", ownersPassword), "owner", admin}),
                 std::string("second_person_missing"));
        QVERIFY(kit.all->setRoles("anna", viewer));

        QCOMPARE(kit.settles(SetRoles{{}, "owner", admin | viewer}), std::string("done"));

        QCOMPARE(kit.settles(EndManaging{}), std::string("done")); // the settings were closed: it goes on waiting
        QVERIFY(kit.view()->pending && kit.view()->pending->person == "owner");
        QVERIFY(kit.all->standing("owner")->roles == risk::humanRoles);
        kit.move(seconds(59));
        QTest::qWait(50);
        QVERIFY(kit.all->standing("owner")->roles == risk::humanRoles);
        kit.move(seconds(1));
        QVERIFY(becomesTrue([&] { return kit.all->standing("owner")->roles == (admin | viewer); }));
        QVERIFY(becomesTrue([&] { return !kit.view()->pending; }));
    }

    void ownRightsAreLeftWhenSomebodyThinksBetterOfItOrTheVaultLocks()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        QCOMPARE(kit.settles(SetRoles{kit.proof("owner", ownersPassword), "owner", viewer}), std::string("last_admin"));
        QCOMPARE(kit.settles(SetRoles{{}, "owner", admin}), std::string("done"));
        QCOMPARE(kit.settles(LeaveOwnRights{}), std::string("done"));
        QVERIFY(!kit.view()->pending);
        QCOMPARE(kit.settles(SetRoles{{}, "owner", admin}), std::string("done"));
        kit.isOpen = false;
        kit.keeper->look();
        QVERIFY(becomesTrue([&] { return kit.view()->state == views::PeopleState::VaultClosed; }));
        kit.isOpen = true;

        kit.move(minutes(2));

        QCOMPARE(kit.settles(LeaveOwnRights{}), std::string("done"));
        QVERIFY(kit.all->standing("owner")->roles == risk::humanRoles);
        QVERIFY(kit.view()->manager.empty());
    }

    void aLostFactorTakesTwoPeopleOrADay()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        kit.addWithFactor("anna", annas, admin);
        kit.addWithFactor("ben", bens, viewer);
        QCOMPARE(kit.settles(ResetFactor{kit.proof("owner", ownersPassword), "owner"}), std::string("own_factor"));

        QCOMPARE(kit.settles(ResetFactor{{}, "ben"}), std::string("done"));

        QVERIFY(!kit.view()->isResetDone && kit.view()->people.at(2).isResetAskedFor);
        QVERIFY(kit.view()->people.at(2).mayResetAt);
        QCOMPARE(kit.settles(ResetFactor{kit.proof("anna", annas), "ben"}), std::string("done"));
        QVERIFY(kit.view()->isResetDone);
        QVERIFY(!kit.all->standing("ben")->hasSecondFactor);
        QCOMPARE(kit.settles(ResetOwnFactor{"anna", secretOf("wrong words again")}), std::string("not_signed_in"));
        QCOMPARE(kit.settles(ResetOwnFactor{"anna", secretOf(annas)}), std::string("done"));
        QVERIFY(!kit.view()->isResetDone);
        kit.move(hours(24));
        QCOMPARE(kit.settles(ResetOwnFactor{"anna", secretOf(annas)}), std::string("done"));
        QVERIFY(kit.view()->isResetDone);
    }

    void onesOwnPasswordFactorAndCodesTakeOnesOwnProof()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        const auto code = [&] {
            kit.move(seconds(30));
            return secretOf(kit.codeOf(kit.seeds.at("owner")));
        };
        QCOMPARE(kit.settles(ChangePassword{"owner", secretOf(ownersPassword), code(), secretOf("qwertyuiop12")}),
                 std::string("password_common"));
        QCOMPARE(kit.settles(ChangePassword{"owner", secretOf(ownersPassword), code(), secretOf(annas)}),
                 std::string("done"));
        QCOMPARE(kit.settles(RenewRecoveryCodes{"owner", secretOf(ownersPassword), code()}),
                 std::string("not_signed_in"));
        QCOMPARE(kit.settles(RenewRecoveryCodes{"owner", secretOf(annas), code()}), std::string("done"));
        const auto codes = kit.keeper->takeRecoveryCodes();
        QCOMPARE(codes.size(), accounts::recoveryCodeCount);
        QCOMPARE(kit.settles(BeginEnrolment{"owner", secretOf(annas), secretOf(shownText(codes.front()))}),
                 std::string("done")); // who has lost the authenticator
        const auto seed = kit.keeper->takeEnrolment();
        QCOMPARE(kit.settles(ConfirmEnrolment{"owner", secretOf(kit.codeOf(seed))}), std::string("done"));
        kit.move(minutes(20));
        QCOMPARE(kit.settles(ConfirmEnrolment{"owner", secretOf(kit.codeOf(seed))}), std::string("not_begun"));
    }

    void failuresAreCountedShownAndWait()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(kit.settles(RenewRecoveryCodes{"owner", secretOf("wrong words again"), {}}),
                     std::string("not_signed_in"));
        }

        QCOMPARE(kit.settles(RenewRecoveryCodes{"owner", secretOf(ownersPassword), {}}),
                 std::string("signing_in_waits"));

        QCOMPARE(kit.view()->failure->seconds, std::int64_t{30});
        QCOMPARE(kit.view()->people.at(0).failures, 5U);
        QVERIFY(kit.view()->people.at(0).mayTryAt && kit.view()->people.at(0).sinceFailure);
    }

    void whatCannotBeWrittenOrNotedIsNotDone()
    {
        PeopleKit kit;
        kit.addWithFactor("owner", ownersPassword);
        QCOMPARE(kit.settles(AddPerson{kit.proof("owner", ownersPassword), "anna", secretOf(annas), trader, false}),
                 std::string("done"));
        kit.isRecordFull = true;
        QCOMPARE(kit.settles(RemovePerson{{}, "anna"}), std::string("not_on_record"));
        kit.isRecordFull = false;
        kit.store.isFull = true;
        QCOMPARE(kit.settles(SetRoles{{}, "anna", viewer}), std::string("not_written"));
        QVERIFY(kit.store.refused > 0);
        QVERIFY(kit.all->standing("anna")->roles == trader);
        QCOMPARE(kit.noted().back(), std::string("owner account.roles person:100 3"));
        kit.store.isFull = false;

        kit.isOpen = false;

        QCOMPARE(kit.settles(SetRoles{{}, "anna", viewer}), std::string("vault_locked"));
    }
};

QTEST_GUILESS_MAIN(TestPeopleKeeperThreads)
#include "tst_people_keeper_threads.moc"
