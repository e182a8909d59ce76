// Accounts: the owner, what is refused, what ends sessions, and damaged accounts (safety 4.3, V14).

#include "tests/support/account_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

class TestAccounts : public QObject
{
    Q_OBJECT

private slots:
    void theFirstAccountIsTheOwners()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        QVERIFY(here->isFirstRun());

        here.addOwner();

        QVERIFY(!here->isFirstRun());
        QVERIFY(here->standing("owner")->roles == risk::humanRoles);
        const auto in = here.signIn("owner", ownersPassword);
        QCOMPARE(codeOf(in), std::string("ok"));
        QVERIFY(in->roles == risk::humanRoles);
        QVERIFY(!in->stepUp);
        QVERIFY(in->enrolmentPermit.isEmpty());
        QVERIFY(!OpenedAccounts(store)->isFirstRun());
    }

    void refusesWhatNoAccountCanBe()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto viewer = risk::Roles::of(risk::Role::Viewer);
        const auto good = typed("a long way to Tipperary");

        for (const char* const name : {"", "Ann", "1ann", "ann!", "ann b", "an\nn"}) {
            QCOMPARE(codeOf(here->add(name, good, viewer)), std::string("invalid"));
        }
        QCOMPARE(codeOf(here->add(std::string(33, 'a'), good, viewer)), std::string("invalid"));
        QCOMPARE(codeOf(here->add("ann", good, {})), std::string("invalid"));
        QCOMPARE(codeOf(here->add("ann", good, risk::Roles::of(risk::Role::Ai))), std::string("invalid"));
        QCOMPARE(codeOf(here->add("ann", typed("elevenchars"), viewer)), std::string("invalid"));
        QCOMPARE(codeOf(here->add("owner", good, viewer)), std::string("conflict"));
        QCOMPARE(codeOf(here->add(std::string(32, 'a'), good, viewer)), std::string("ok"));
    }

    void anAccountThatCouldNotBeKeptIsNone()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        store.isFull = true;

        QCOMPARE(codeOf(here->add("owner", typed(ownersPassword), {})), std::string("full"));

        QCOMPARE(store.refused, 1);
        QVERIFY(here->isFirstRun());
    }

    // V14: damaged accounts open for nobody.
    void damagedAccountsOpenForNobody()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        const Bytes whole = *store.kept;
        const auto again = stateOf(whole);
        QVERIFY(again);
        const auto written = keptBytes(*again);
        QVERIFY(std::ranges::equal(written->exposed(), whole));

        for (std::size_t size = 0; size < whole.size(); size += size < 6'000 ? 97 : 1) {
            store.kept = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            const auto opened = Accounts::open(store, [] { return Moment{}; });
            QVERIFY(!opened && opened.error().code == Errc::Corrupt);
        }
        Bytes newer = whole;
        newer[4] = std::byte{9};
        QVERIFY(stateOf(newer).error().code == Errc::Newer);
        Bytes longer = whole;
        longer.push_back({});
        QVERIFY(stateOf(longer).error().code == Errc::Corrupt);
    }

    void aTryThatCannotBeCountedIsNotMade()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        store.isFull = true;

        QCOMPARE(codeOf(here.signIn("owner", ownersPassword)), std::string("full"));
        QCOMPARE(codeOf(here.signIn("nobody", ownersPassword)), std::string("full"));

        QCOMPARE(store.refused, 2);
        store.isFull = false;
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword)), std::string("ok"));
    }

    void anotherPasswordEndsTheSessions()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto change = [&](std::string_view now, std::string_view next) {
            return codeOf(here->changePassword("owner", {typed(now), {}}, typed(next)));
        };
        QCOMPARE(change("not this one", "eight blue saucers"), std::string("denied"));
        QCOMPARE(change(ownersPassword, "password12345"), std::string("invalid"));
        QCOMPARE(here->standing("owner")->sessionVersion, 1U);

        QCOMPARE(change(ownersPassword, "eight blue saucers"), std::string("ok"));

        QCOMPARE(here->standing("owner")->sessionVersion, 2U);
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword)), std::string("denied"));
        QCOMPARE(codeOf(OpenedAccounts(store).signIn("owner", "eight blue saucers")), std::string("ok"));
    }

    void otherRolesAndSigningOutEndTheSessions()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto viewer = risk::Roles::of(risk::Role::Viewer);
        QVERIFY(here->add("ann", typed("a long way to Tipperary"), viewer));

        QCOMPARE(codeOf(here->setRoles("owner", viewer)), std::string("conflict")); // nobody would be left
        QVERIFY(here->setRoles("ann", viewer | risk::Roles::of(risk::Role::Admin)));
        QVERIFY(here->setRoles("owner", viewer));
        QVERIFY(here->endSessions("ann"));

        QCOMPARE(here->standing("ann")->sessionVersion, 3U);
        QCOMPARE(here->standing("owner")->sessionVersion, 2U);
        QVERIFY(here->standing("owner")->roles == viewer);
        QCOMPARE(codeOf(here->endSessions("bob")), std::string("not_found"));
        QCOMPARE(OpenedAccounts(store)->standing("ann")->sessionVersion, 3U);
    }
};

QTEST_APPLESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
