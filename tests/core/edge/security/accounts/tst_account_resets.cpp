// Accounts that end, numbers that are never given twice, and second factors that are lost (safety 4.3, V16).

#include "tests/support/account_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

namespace {

constexpr std::string_view annasPassword = "a long way to Tipperary";
constexpr risk::Roles admin = risk::Roles::of(risk::Role::Admin);
constexpr risk::Roles trader = risk::Roles::of(risk::Role::Trader);

/// The owner with a factor, and two others who manage accounts.
struct Household {
    AccountsInMemory store;
    OpenedAccounts here{store};
    platform::SecretBytes seed;

    Household()
    {
        here.addOwner();
        seed = here.enrolOwner().first;
        static_cast<void>(here->add("anna", typed(annasPassword), admin));
        static_cast<void>(here->add("ben", typed(annasPassword), admin));
        here.clocks.move(minutes(1));
    }
    [[nodiscard]] bool hasFactor() const
    {
        return here->standing("owner")->hasSecondFactor;
    }
};

} // namespace

class TestAccountResets : public QObject
{
    Q_OBJECT

private slots:
    void aNumberIsNeverGivenTwice()
    {
        Household home;
        QCOMPARE(home.here->standing("owner")->number, ownersNumber);
        QCOMPARE(home.here->standing("anna")->number, PrincipalId{100});
        QCOMPARE(home.here->standing("ben")->number, PrincipalId{101});
        QVERIFY(home.here->remove("ben"));
        QVERIFY(home.here->add("ben", typed(annasPassword), trader));
        QCOMPARE(home.here->standing("ben")->number, PrincipalId{102});

        const OpenedAccounts again(home.store);
        const std::vector<Numbered> all{
            {ownersNumber, risk::humanRoles}, {PrincipalId{100}, admin}, {PrincipalId{102}, trader}};
        QVERIFY(again->people() == all);
    }

    void whoIsRemovedSignsInNoMore()
    {
        Household home;
        QVERIFY(home.here.signIn("anna", annasPassword));
        QVERIFY(home.here->remove("anna"));
        QCOMPARE(codeOf(home.here.signIn("anna", annasPassword)), std::string("denied"));
        QCOMPARE(codeOf(home.here->remove("anna")), std::string("not_found"));
    }

    void theOwnersAccountAndTheLastAdminStay()
    {
        Household home;
        QCOMPARE(codeOf(home.here->remove("owner")), std::string("conflict"));
        QVERIFY(home.here->setRoles("owner", trader));
        QVERIFY(home.here->remove("ben"));
        QCOMPARE(codeOf(home.here->remove("anna")), std::string("conflict"));
    }

    // Whoever is sent away while he guesses guesses no faster for it.
    void aWaitDoesNotEndWithTheAccount()
    {
        Household home;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(codeOf(home.here.signIn("anna", "wrong")), std::string("denied"));
        }
        QVERIFY(home.here->wait("anna") > Duration{});
        QVERIFY(home.here->remove("anna"));
        QVERIFY(home.here->wait("anna") > Duration{});
        QVERIFY(home.here->add("anna", typed(annasPassword), trader));
        QCOMPARE(codeOf(home.here.signIn("anna", annasPassword)), std::string("rate_limited"));
    }

    void twoAdminsTakeAFactorAwayAtOnce()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked); // the same one again
        QVERIFY(home.hasFactor());
        const auto before = home.here->standing("owner")->sessionVersion;
        QCOMPARE(*home.here->resetSecondFactor("owner", "ben"), ResetStep::Done);
        QVERIFY(!home.hasFactor());
        QCOMPARE(home.here->standing("owner")->recoveryCodesLeft, std::size_t{0});
        QVERIFY(home.here->standing("owner")->sessionVersion > before);
        QVERIFY(home.here.signIn("owner", ownersPassword)); // and enrols anew
    }

    // The machine has to have run for a day, whatever the clock on the wall says.
    void oneAdminAloneWaitsADay()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        QCOMPARE(home.here->resetWait("owner"), factorResetDelay);
        home.here.clocks.now.wall = home.here.clocks.now.wall + days(3);
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        home.here.clocks.now.machine.ns += factorResetDelay.ns - 1;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        home.here.clocks.now.machine.ns += 1;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Done);
        QVERIFY(!home.hasFactor());
    }

    void aRestartMakesTheDayNoShorter()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        HandClocks later = home.here.clocks;
        later.restartMachine(2);
        later.move(hours(23));
        OpenedAccounts again(home.store, later);
        QVERIFY(again->standing("owner")->isResetAskedFor);
        QCOMPARE(*again->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        again.clocks.move(hours(1));
        QCOMPARE(*again->resetSecondFactor("owner", "anna"), ResetStep::Done);
    }

    // Whoever has the factor has not lost it: somebody else wanted it gone.
    void aSignInWithTheFactorVoidsItAndTellsThePerson()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        const auto in = home.here.signIn("owner", ownersPassword, home.here.codeNow(home.seed));
        QVERIFY(in && in->wasResetAskedFor);
        QVERIFY(!home.here->standing("owner")->isResetAskedFor);
        QCOMPARE(*home.here->resetSecondFactor("owner", "ben"), ResetStep::Asked); // the first of two again
        QVERIFY(home.hasFactor());
    }

    void whoMayNotTakesNothingAway()
    {
        Household home;
        QCOMPARE(codeOf(home.here->resetSecondFactor("nobody", "anna")), std::string("not_found"));
        QCOMPARE(codeOf(home.here->resetSecondFactor("owner", "nobody")), std::string("denied"));
        QCOMPARE(codeOf(home.here->resetSecondFactor("owner", "owner")), std::string("denied"));
        QCOMPARE(codeOf(home.here->resetSecondFactor("anna", "ben")), std::string("conflict")); // has none
        QVERIFY(home.here->setRoles("anna", trader));
        QCOMPARE(codeOf(home.here->resetSecondFactor("owner", "anna")), std::string("denied"));
    }

    // V16: the first of two has lost the role in between.
    void whoIsNoAdminAnyMoreWasNoFirst()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        QVERIFY(home.here->setRoles("anna", trader));
        QCOMPARE(*home.here->resetSecondFactor("owner", "ben"), ResetStep::Asked);
        QVERIFY(home.hasFactor());
    }

    // The only person there is, who has lost phone and codes, is not locked out for ever.
    void whoHasThePasswordAloneWaitsADay()
    {
        Household home;
        QCOMPARE(codeOf(home.here->resetOwnSecondFactor("owner", typed("wrong"))), std::string("denied"));
        QVERIFY(!home.here->standing("owner")->isResetAskedFor);
        QCOMPARE(*home.here->resetOwnSecondFactor("owner", typed(ownersPassword)), ResetStep::Asked);
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked); // a first word, not a second
        QVERIFY(home.hasFactor());

        Household alone;
        QCOMPARE(*alone.here->resetOwnSecondFactor("owner", typed(ownersPassword)), ResetStep::Asked);
        alone.here.clocks.move(factorResetDelay);
        QCOMPARE(*alone.here->resetOwnSecondFactor("owner", typed(ownersPassword)), ResetStep::Done);
        QVERIFY(!alone.hasFactor());
    }

    void whatCouldNotBeKeptIsNotDone()
    {
        Household home;
        QCOMPARE(*home.here->resetSecondFactor("owner", "anna"), ResetStep::Asked);
        home.store.isFull = true;
        QCOMPARE(codeOf(home.here->resetSecondFactor("owner", "ben")), std::string("full"));
        home.store.isFull = false;
        QVERIFY(home.hasFactor());
        QVERIFY(home.here->standing("owner")->isResetAskedFor);
        QCOMPARE(codeOf(home.here.signIn("owner", ownersPassword)), std::string("denied")); // without a code
        home.store.isFull = true;
        QCOMPARE(codeOf(home.here->remove("ben")), std::string("full"));
        QCOMPARE(home.store.refused, 2);
        QCOMPARE(codeOf(home.here->standing("ben")), std::string("not_found")); // rather out than in
    }

    void numbersThatCannotBeOpenForNobody()
    {
        Household home;
        const auto spoiled = [&home](auto spoil) {
            auto state = stateOf(*home.store.kept);
            spoil(*state);
            const auto bytes = keptBytes(*state);
            return codeOf(stateOf(bytes->exposed()));
        };
        QCOMPARE(spoiled([](AccountState&) {}), std::string("ok"));
        QCOMPARE(spoiled([](AccountState& state) { state.accounts[0].number = {2}; }), std::string("corrupt"));
        QCOMPARE(spoiled([](AccountState& state) { state.accounts[2].number = {100}; }), std::string("corrupt"));
        QCOMPARE(spoiled([](AccountState& state) { state.accounts[2].number = {102}; }), std::string("corrupt"));
        QCOMPARE(spoiled([](AccountState& state) { state.nextNumber = {101}; }), std::string("corrupt"));
        QCOMPARE(spoiled([](AccountState& state) { state.nextNumber = {99}; }), std::string("corrupt"));
        QCOMPARE(spoiled([](AccountState& state) { state.accounts[0].reset.askedAt.ns = -1; }), std::string("corrupt"));
    }
};

QTEST_APPLESS_MAIN(TestAccountResets)
#include "tst_account_resets.moc"
