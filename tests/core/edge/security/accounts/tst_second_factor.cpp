// The second factor of an account: enrolling, codes, recovery codes, step-up (safety 4.3, V11, V13).

#include "core/edge/security/totp/base32.h"

#include "tests/support/account_kit.h"

#include <QTest>

#include <set>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

class TestSecondFactor : public QObject
{
    Q_OBJECT

private slots:
    void aCodeIsAskedForOnceAnAuthenticatorHasShownOne()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here->beginEnrolment("owner", {typed(ownersPassword), {}});
        QVERIFY(seed);
        QVERIFY(!here->standing("owner")->hasSecondFactor);
        QCOMPARE(codeOf(here->confirmEnrolment("owner", typed("12345"))), std::string("invalid"));
        here.clocks.move(minutes(1));
        const auto codes = here->confirmEnrolment("owner", typed(here.codeNow(*seed)));

        QVERIFY(codes);
        QVERIFY(here->standing("owner")->hasSecondFactor);
        QCOMPARE(here->standing("owner")->sessionVersion, 2U);
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword)), std::string("denied"));
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, here.codeNow(*seed))), std::string("denied")); // was used
        here.clocks.move(seconds(30));
        const auto in = here.signIn("owner", ownersPassword, here.codeNow(*seed));
        QCOMPARE(codeOf(in), std::string("ok"));
        QVERIFY(in->stepUp);
    }

    // V11: also behind a restart, and with the clock set back.
    void eachCodeSignsInOnce()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));
        const auto code = here.codeNow(seed);
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, " " + code + "\n")), std::string("ok"));

        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, code)), std::string("denied"));
        OpenedAccounts again(store, here.clocks);
        QCOMPARE(codeOf(again.signIn("owner", ownersPassword, code)), std::string("denied"));
        again.clocks.now.wall = again.clocks.now.wall - hours(1);
        QCOMPARE(codeOf(again.signIn("owner", ownersPassword, again.codeNow(seed))), std::string("denied"));
    }

    void aCodeWhoseStepCouldNotBeKeptDoesNotSignIn()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));
        store.isFull = true;
        QCOMPARE(codeOf(here->stepUp("owner", typed(here.codeNow(seed)))), std::string("full"));
        QCOMPARE(store.refused, 1);
    }

    void aStepUpIsFreshForFiveMinutesAndUntilTheSessionsEnd()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));
        QCOMPARE(codeOf(here->stepUp("owner", typed("12 34"))), std::string("invalid"));
        const auto shown = here->stepUp("owner", typed(here.codeNow(seed)));
        QVERIFY(shown);
        QVERIFY(here->isFresh(*shown));
        here.clocks.move(minutes(5));
        QVERIFY(here->isFresh(*shown));
        here.clocks.move(nanoseconds(1));
        QVERIFY(!here->isFresh(*shown));

        const auto again = here->stepUp("owner", typed(here.codeNow(seed)));
        QVERIFY(again && here->isFresh(*again));
        QVERIFY(here->endSessions("owner"));
        QVERIFY(!here->isFresh(*again));
        here.clocks.restartMachine(2);
        QVERIFY(!here->isFresh(StepUp{"owner", here->standing("owner")->sessionVersion, again->at}));
    }

    void wrongCodesOfAStepUpCountWithThoseOfSigningIn()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(2));
        const auto right = here.codeNow(seed);
        const std::string wrong = right == "000000" ? "000001" : "000000";
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(codeOf(here->stepUp("owner", typed(wrong))), std::string("denied"));
        }
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(codeOf(here.signIn("owner", ownersPassword, wrong)), std::string("denied"));
        }
        QCOMPARE(codeOf(here->stepUp("owner", typed(right))), std::string("rate_limited"));
    }

    void tenRecoveryCodesOf80BitsAreShownAndNotKept()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto codes = here.enrolOwner().second;

        std::set<std::string> different;
        const std::string kept(reinterpret_cast<const char*>(store.kept->data()), store.kept->size());
        for (const auto& each : codes) {
            const auto text = shownText(each);
            QCOMPARE(text.size(), std::size_t{19}); // sixteen letters of five bits
            QVERIFY(kept.find(text) == std::string::npos);
            const auto bytes = totp::bytesOfBase32(each.exposed());
            QVERIFY(kept.find(shownText(*bytes)) == std::string::npos);
            different.insert(text);
        }
        QCOMPARE(different.size(), std::size_t{10});
    }

    void aRecoveryCodeSignsInOnceAndLetsEnrolAnew()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto [seed, codes] = here.enrolOwner();
        const auto in = here.signIn("owner", ownersPassword, shownText(codes[3]));
        QCOMPARE(codeOf(in), std::string("ok"));
        QVERIFY(!in->stepUp);
        QVERIFY(!in->enrolmentPermit.isEmpty());
        QCOMPARE(here->standing("owner")->recoveryCodesLeft, std::size_t{9});
        QCOMPARE(codeOf(OpenedAccounts(store).signIn("owner", ownersPassword, shownText(codes[3]))),
                 std::string("denied"));

        const auto permit = in->enrolmentPermit.exposed();
        const Bytes another(permit.size());
        QCOMPARE(codeOf(here->beginEnrolment("owner", {typed(ownersPassword), {}}, another)), std::string("denied"));
        const auto fresh = here->beginEnrolment("owner", {typed(ownersPassword), {}}, permit);
        QCOMPARE(codeOf(fresh), std::string("ok"));
        QCOMPARE(codeOf(here->beginEnrolment("owner", {typed(ownersPassword), {}}, permit)), std::string("denied"));
        here.clocks.move(minutes(1));
        QVERIFY(here->confirmEnrolment("owner", typed(here.codeNow(*fresh))));
        here.clocks.move(minutes(1));
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, here.codeNow(seed))), std::string("denied"));
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, shownText(codes[4]))), std::string("denied")); // void
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, here.codeNow(*fresh))), std::string("ok"));
    }

    void withoutAPermitEnrollingAnewAsksForTheOldFactor()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));

        QCOMPARE(codeOf(here->beginEnrolment("owner", {typed(ownersPassword), {}})), std::string("denied"));
        const auto code = here.codeNow(seed);
        QCOMPARE(codeOf(here->beginEnrolment("owner", {typed(ownersPassword), typed(code)})), std::string("ok"));
        here.clocks.move(minutes(15) + nanoseconds(1));
        QCOMPARE(codeOf(here->confirmEnrolment("owner", typed("123456"))), std::string("not_found"));
    }

    void newRecoveryCodesVoidAllEarlierOnes()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto [seed, codes] = here.enrolOwner();
        here.clocks.move(minutes(1));
        const auto code = here.codeNow(seed);
        const auto fresh = here->renewRecoveryCodes("owner", {typed(ownersPassword), typed(code)});

        QVERIFY(fresh);
        QCOMPARE(here->standing("owner")->recoveryCodesLeft, std::size_t{10});
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, shownText(codes[0]))), std::string("denied"));
        QCOMPARE(codeOf(here.signIn("owner", ownersPassword, shownText(fresh->front()))), std::string("ok"));
    }

    void eightCharactersAreEnoughBesideASecondFactor()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        QCOMPARE(codeOf(here->changePassword("owner", {typed(ownersPassword), {}}, typed("k7#vQ2xw"))),
                 std::string("invalid"));
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));
        const auto code = here.codeNow(seed);
        QCOMPARE(codeOf(here->changePassword("owner", {typed(ownersPassword), typed(code)}, typed("k7#vQ2xw"))),
                 std::string("ok"));
    }
};

QTEST_APPLESS_MAIN(TestSecondFactor)
#include "tst_second_factor.moc"
