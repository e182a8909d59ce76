// Failures make wait: whoever has an account and whoever has none, now and behind restarts (safety 4.3, V14).

#include "tests/support/account_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

class TestSignInWaits : public QObject
{
    Q_OBJECT

private slots:
    void nobodyLearnsWhoHasAnAccount()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();

        const auto wrong = here.signIn("owner", "not this one");
        const auto nobody = here.signIn("nobody", "not this one");
        QCOMPARE(codeOf(wrong), std::string("denied"));
        QCOMPARE(nobody.error().detail, wrong.error().detail);
        QVERIFY(nobody.error().code == wrong.error().code);
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(codeOf(here.signIn("owner", "")), std::string("denied"));
            QCOMPARE(codeOf(here.signIn("nobody", "")), std::string("denied"));
        }
        QCOMPARE(here->wait("nobody").ns, seconds(30).ns);
        QCOMPARE(here->wait("owner").ns, seconds(30).ns);
        QCOMPARE(here.signIn("nobody", "x").error().detail, here.signIn("owner", "x").error().detail);
    }

    void fiveFailuresMakeAlsoTheRightPasswordWait()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(codeOf(here.signIn("owner", "not this one")), std::string("denied"));
        }

        QCOMPARE(codeOf(here.signIn("owner", ownersPassword)), std::string("rate_limited"));
        here.clocks.move(seconds(30));
        const auto in = here.signIn("owner", ownersPassword);

        QCOMPARE(codeOf(in), std::string("ok"));
        QCOMPARE(in->failuresBefore, 5U);
        QCOMPARE(here.signIn("owner", ownersPassword)->failuresBefore, 0U);
    }

    // V14: what was counted is counted behind a restart of the program and of the machine, and with a clock set ahead.
    void failuresOutliveThePrograms()
    {
        AccountsInMemory store;
        HandClocks clocks;
        {
            OpenedAccounts here(store, clocks);
            here.addOwner();
            for (int i = 0; i < 5; ++i) {
                QCOMPARE(codeOf(here.signIn("owner", "not this one")), std::string("denied"));
            }
        }
        OpenedAccounts again(store, clocks);
        QCOMPARE(again->wait("owner").ns, seconds(30).ns);
        again.clocks.now.wall = again.clocks.now.wall + days(400);
        QCOMPARE(codeOf(again.signIn("owner", ownersPassword)), std::string("rate_limited"));

        again.clocks.restartMachine(2); // and has run for twenty seconds
        OpenedAccounts next(store, again.clocks);
        QCOMPARE(next->wait("owner").ns, seconds(10).ns);
        QCOMPARE(codeOf(next.signIn("owner", ownersPassword)), std::string("rate_limited"));
        next.clocks.move(seconds(10));
        QCOMPARE(codeOf(next.signIn("owner", ownersPassword)), std::string("ok"));
    }
};

QTEST_APPLESS_MAIN(TestSignInWaits)
#include "tst_sign_in_waits.moc"
