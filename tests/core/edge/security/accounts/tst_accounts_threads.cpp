// Many at once: guesses over three ways in (V12), and one recovery code fifty times (V13).

#include "tests/support/account_kit.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::accounts;
using namespace omni::tests;

namespace {

void atOnce(int threads, const std::function<void(int)>& work)
{
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&work, i] { work(i); });
    }
    for (auto& each : all) {
        each.join();
    }
}

/// Takes its time, and sees whether somebody comes in meanwhile.
class WatchedStore final : public AccountStore
{
public:
    AccountsInMemory in;
    std::atomic<int> inside = 0, overlaps = 0;

    Result<platform::SecretBytes> read() override
    {
        return in.read();
    }
    Result<void> replace(std::span<const std::byte> kept) override
    {
        overlaps += inside.fetch_add(1) > 0 ? 1 : 0;
        for (int i = 0; i < 3; ++i) {
            std::this_thread::yield();
        }
        auto done = overlaps == 0 ? in.replace(kept) : Result<void>(failure(Errc::Conflict, "two at once"));
        inside -= 1;
        return done;
    }
};

/// A disk that does not come back before a test lets it.
class HangingStore final : public AccountStore
{
public:
    AccountsInMemory in;
    std::atomic<bool> hangs = false, isInside = false;

    Result<platform::SecretBytes> read() override
    {
        return in.read();
    }
    Result<void> replace(std::span<const std::byte> kept) override
    {
        isInside = hangs.load();
        while (hangs) {
            std::this_thread::yield();
        }
        return in.replace(kept);
    }
};

} // namespace

class TestAccountsThreads : public QObject
{
    Q_OBJECT

private slots:
    // A command of somebody else is not held up by a password that is looked at, nor by the disk (V16).
    void whoSomebodyIsIsKnownBesideAGuessUnderWay()
    {
        HangingStore store;
        HandClocks clocks;
        const auto here = *Accounts::open(store, [&clocks] { return clocks.now; });
        QVERIFY(here->isFirstRun());
        QVERIFY(here->add("owner", typed(ownersPassword), {}));
        const auto before = here->standing("owner");

        store.hangs = true;
        std::thread ends([&] { static_cast<void>(here->endSessions("owner")); });
        while (!store.isInside) {
            std::this_thread::yield();
        }
        const auto meanwhile = here->standing("owner");
        const bool isFresh = here->isFresh({"owner", before->sessionVersion, clocks.now.machine});
        const bool isFirstRun = here->isFirstRun();
        store.hangs = false;
        ends.join();

        QVERIFY(meanwhile && *meanwhile == *before); // not through yet
        QVERIFY(isFresh && !isFirstRun);
        QCOMPARE(here->standing("owner")->sessionVersion, before->sessionVersion + 1);
    }

    // V12: window, command line and interface ask the same accounts.
    void ofAThousandGuessesOverThreeWaysInFiveAreLookedAt()
    {
        AccountsInMemory store;
        OpenedAccounts here(store);
        here.addOwner();
        const auto seed = here.enrolOwner().first;
        here.clocks.move(minutes(1));
        std::atomic<int> lookedAt = 0, waited = 0, gotIn = 0;

        atOnce(3, [&](int way) {
            for (int guess = way; guess < 1'000; guess += 3) {
                auto code = std::to_string(guess);
                code.insert(0, 6 - code.size(), '0');
                const auto in = way == 2 ? codeOf(here->stepUp("owner", typed(code)))
                                         : codeOf(here.signIn("owner", ownersPassword, code));
                (in == "denied" ? lookedAt : in == "rate_limited" ? waited : gotIn) += 1;
            }
        });

        QCOMPARE(gotIn.load(), 0);
        QCOMPARE(lookedAt.load(), 5);
        QCOMPARE(waited.load(), 995);
    }

    // V13: two hours pass between any two looks at the clock, so that no wait stands before a code.
    void oneRecoveryCodeFiftyTimesAtOnceSignsInOnce()
    {
        AccountsInMemory store;
        std::string code;
        HandClocks clocks;
        {
            OpenedAccounts here(store);
            here.addOwner();
            code = shownText(here.enrolOwner().second.front());
        }
        WatchedStore watched;
        watched.in.kept = store.kept;
        auto opened = Accounts::open(watched, [&clocks] {
            clocks.move(hours(2));
            return clocks.now;
        });
        QVERIFY(opened);
        std::atomic<int> accepted = 0, denied = 0;

        atOnce(50, [&](int) {
            const auto in = codeOf((*opened)->signIn("owner", {typed(ownersPassword), typed(code)}));
            (in == "ok" ? accepted : denied) += in == "ok" || in == "denied" ? 1 : 0;
        });

        QCOMPARE(watched.overlaps.load(), 0);
        QCOMPARE(accepted.load(), 1);
        QCOMPARE(denied.load(), 49);
        QCOMPARE((*opened)->standing("owner")->recoveryCodesLeft, std::size_t{9});
    }
};

QTEST_APPLESS_MAIN(TestAccountsThreads)
#include "tst_accounts_threads.moc"
