// needs: host/runtime host/access host/access/going_live edge/brokers/shared edge/platform edge/security/accounts
// needs: edge/security/totp edge/security/vault
//
// The window's way to real money, by the program's own parts: a person with password and code, a minute alone or a
// second person, and everything that is refused in between.

#include "core/edge/platform/file_folder.h"
#include "core/host/access/vault_files.h"
#include "core/host/runtime/live_money/live_keeper.h"
#include "tests/support/going_live_kit.h"
#include "tests/support/terminal_kit.h"
#include "tests/support/vault_kit.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <atomic>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

const brokers::BrokerInfo info{"binance", "Binance", {}, {}, nullptr};
const std::array<const brokers::BrokerInfo*, 1> known{&info};

class HandClock final : public Clock
{
public:
    std::atomic<std::int64_t> passed{0};
    [[nodiscard]] Timestamp wall() override
    {
        return liveDay + Duration{passed.load()};
    }
    [[nodiscard]] Monotonic mono() override
    {
        return Monotonic{hours(10).ns + passed.load()};
    }
};

struct Bench {
    explicit Bench(const Earned& earned = {}, bool withAnna = false)
    {
        path = (folder.path() + QStringLiteral("/profile")).toStdString();
        must(lockProfile(path));
        QDir().mkpath(folder.path() + QStringLiteral("/profile/audit"));
        auto files = std::move(*VaultFiles::open(path));
        auto made = std::move(*vault::Vault::create(*files, bytesOf(passphrase), vault::leastCost, liveDay));
        root = std::move(*platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite));
        seed = earn(made, *root, earned);
        shared->open.emplace(std::move(files), std::move(made));
        kept = std::make_unique<KeptAccounts>(
            shared, [this] { return moment(); }, [] {});
        must(kept->follow());
        if (withAnna) {
            annasSeed = enrol("anna", "four blue umbrellas", risk::Roles::of(risk::Role::Risk));
        }
        LiveKeeping keeping{
            *root,      {}, shared, [this] { return kept->all(); }, {}, [this] { ++changes; }, [this] { ++ends; },
            seconds(60)};
        keeping.configuration.profile = path;
        keeping.configuration.brokers = known;
        keeping.audit = [this](const audit::AuditEntry& entry) {
            entries.push_back(entry.action + ' ' + std::to_string(static_cast<int>(entry.outcome)));
            return isAuditFull ? Result<void>(failure(Errc::Full, "made to fail")) : Result<void>();
        };
        keeper = std::make_unique<LiveKeeper>(std::move(keeping), clock);
    }
    [[nodiscard]] accounts::Moment moment()
    {
        return {clock.wall(), {clock.mono().ns, {std::byte{1}}}};
    }
    platform::SecretBytes enrol(std::string_view person, std::string_view password, risk::Roles roles)
    {
        const auto all = kept->all();
        const bool isAdded = all->add(person, typed(password), roles).has_value();
        auto seedOf = all->beginEnrolment(person, {typed(password), {}});
        const bool isConfirmed = isAdded && all->confirmEnrolment(person, typed(codeOf(*seedOf))).has_value();
        if (!isConfirmed) {
            kitFails("no second person");
        }
        clock.passed += seconds(30).ns; // another step
        return std::move(*seedOf);
    }
    [[nodiscard]] std::string codeOf(const platform::SecretBytes& of)
    {
        const auto code = std::to_string(*totp::codeOf(of.exposed(), *totp::stepAt(clock.wall())));
        return std::string(totp::codeDigits - code.size(), '0') + code;
    }
    static platform::SecretBytes secret(std::string_view text)
    {
        return std::move(*platform::SecretBytes::copyOf(typed(text)));
    }
    [[nodiscard]] GrantLive wishOf(std::string_view end, const std::string& code,
                                   std::string_view password = ownersPassword)
    {
        GrantLive wish;
        wish.broker = "binance";
        wish.accountEnd = end;
        wish.by = {"owner", secret(password), secret(code)};
        return wish;
    }
    /// The code of the failure, or "done".
    std::string settled(LiveWish wish)
    {
        const auto number = keeper->wish(std::move(wish));
        if (!becomesTrue([&] { return keeper->view() && keeper->view()->settled >= number; })) {
            return "never";
        }
        const auto view = keeper->view();
        return view->failure ? view->failure->code : "done";
    }
    [[nodiscard]] views::LiveGrantState grant() const
    {
        return keeper->view()->brokers.front().grant;
    }
    /// A record that verifies.
    void beginAudit() const
    {
        audit::AuditEntry entry;
        entry.actor.name = "omnitrade";
        entry.action = "test";
        const auto profile = lockProfile(path);
        must(auditOnce(*profile, entry, {}));
    }
    void pass(Duration span)
    {
        clock.passed += span.ns;
        keeper->look();
    }

    QTemporaryDir folder;
    std::filesystem::path path;
    HandClock clock;
    std::unique_ptr<platform::FileFolder> root;
    std::shared_ptr<SharedVault> shared = std::make_shared<SharedVault>();
    std::unique_ptr<KeptAccounts> kept;
    platform::SecretBytes seed, annasSeed;
    std::vector<std::string> entries;
    std::atomic<bool> isAuditFull{false};
    std::atomic<int> changes{0}, ends{0};
    std::unique_ptr<LiveKeeper> keeper;
};

} // namespace

class TestLiveKeeperThreads : public QObject
{
    Q_OBJECT

private slots:
    void aloneItIsGrantedBehindAMinute()
    {
        Bench bench;
        // The whole audit record is verified before: there is none that would.
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("live_refused"));
        QVERIFY(bench.keeper->view()->failure->message.find("audit") != std::string::npos);
        bench.beginAudit();
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("done"));
        QCOMPARE(bench.keeper->view()->waiting, std::string("binance"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
        bench.pass(seconds(59));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
        bench.pass(seconds(1));
        QVERIFY(becomesTrue([&] { return bench.grant() == views::LiveGrantState::Granted; }));
        QVERIFY(bench.changes.load() > 0);
        QCOMPARE(bench.ends.load(), 0);
        QCOMPARE(bench.settled(EndLive{"binance"}), std::string("done"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
        QCOMPARE(bench.ends.load(), 1); // a session that trades by it hears of it
    }

    // Where somebody else has the right at the end of the minute, it takes two.
    void whoIsNotAloneAtTheEndOfTheMinuteGrantsNothing()
    {
        Bench bench;
        bench.beginAudit();
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("done"));
        bench.enrol("anna", "four blue umbrellas", risk::Roles::of(risk::Role::Risk));
        bench.pass(minutes(1));
        QVERIFY(becomesTrue([&] { return bench.keeper->view()->waiting.empty(); }));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
    }

    void whoeverThinksBetterOfItWithinTheMinuteGrantsNothing()
    {
        Bench bench;
        bench.beginAudit();
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("done"));
        QCOMPARE(bench.settled(DropLive{}), std::string("done"));
        bench.pass(minutes(5));
        QCOMPARE(bench.settled(DropLive{}), std::string("done"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
        QVERIFY(bench.keeper->view()->waiting.empty());
    }

    // A slip of the fingers costs no code; a code costs itself.
    void wrongCharactersUseUpNoCodeAndACodeCountsOnce()
    {
        Bench bench;
        bench.beginAudit();
        const auto code = bench.codeOf(bench.seed);
        QCOMPARE(bench.settled(bench.wishOf("0453", code)), std::string("other_account"));
        QCOMPARE(bench.settled(bench.wishOf("0452", code)), std::string("done"));
        QCOMPARE(bench.settled(DropLive{}), std::string("done"));
        QCOMPARE(bench.settled(bench.wishOf("0452", code)), std::string("not_signed_in"));
        QCOMPARE(bench.settled(bench.wishOf("0452", "000000", "a wrong password")), std::string("not_signed_in"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
        QVERIFY(std::count(bench.entries.begin(), bench.entries.end(), "live.grant 3") == 2); // refused, on record
    }

    void whereTwoHaveTheRightBothSayItAndItIsGrantedAtOnce()
    {
        Bench bench({}, true);
        bench.beginAudit();
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("second_person_missing"));
        auto same = bench.wishOf("0452", bench.codeOf(bench.seed));
        same.second = {"owner", Bench::secret(ownersPassword), Bench::secret(bench.codeOf(bench.seed))};
        QCOMPARE(bench.settled(std::move(same)), std::string("second_person_missing"));
        auto both = bench.wishOf("0452", bench.codeOf(bench.seed));
        both.second = {"anna", Bench::secret("four blue umbrellas"), Bench::secret(bench.codeOf(bench.annasSeed))};
        QCOMPARE(bench.settled(std::move(both)), std::string("done"));
        QVERIFY(bench.grant() == views::LiveGrantState::Granted);
        const std::scoped_lock lock(bench.shared->mutex);
        const auto papers = papersOf(**bench.shared->open);
        QCOMPARE(papers.of("binance")->grant->second.value, std::uint64_t{100});
    }

    void somebodyWithoutTheRightGrantsNothing()
    {
        Bench bench;
        bench.beginAudit();
        const auto seed = bench.enrol("bob", "nine yellow ladders", risk::Roles::of(risk::Role::Admin));
        auto wish = bench.wishOf("0452", bench.codeOf(seed), "nine yellow ladders");
        wish.by.person = "bob";
        QCOMPARE(bench.settled(std::move(wish)), std::string("no_right"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
    }

    // S21, F5: what cannot be written down is not done.
    void withoutItsEntryOnTheAuditRecordNothingIsGranted()
    {
        Bench bench({}, true);
        bench.beginAudit();
        bench.isAuditFull = true;
        auto both = bench.wishOf("0452", bench.codeOf(bench.seed));
        both.second = {"anna", Bench::secret("four blue umbrellas"), Bench::secret(bench.codeOf(bench.annasSeed))};
        QVERIFY(bench.settled(std::move(both)) != "done");
        QVERIFY(!bench.entries.empty());
        QVERIFY(bench.grant() == views::LiveGrantState::None);
    }

    void whatGoesMissingInTheMinuteRefusesAtItsEnd()
    {
        Bench bench;
        bench.beginAudit();
        QCOMPARE(bench.settled(bench.wishOf("0452", bench.codeOf(bench.seed))), std::string("done"));
        QVERIFY(bench.root->remove(evidenceFile).has_value());
        bench.pass(seconds(61));
        QVERIFY(becomesTrue([&] { return bench.keeper->view()->failure.has_value(); }));
        QCOMPARE(bench.keeper->view()->failure->code, std::string("live_refused"));
        QVERIFY(bench.grant() == views::LiveGrantState::None);
    }

    void aLockedVaultIsSaid()
    {
        Bench bench;
        {
            const std::scoped_lock lock(bench.shared->mutex);
            bench.shared->open.reset();
        }
        bench.keeper->look();
        QVERIFY(becomesTrue([&] {
            const auto view = bench.keeper->view();
            return view && !view->brokers.empty() && !view->brokers.front().lines.front().isKnown;
        }));
        QCOMPARE(bench.settled(EndLive{"binance"}), std::string("vault_locked"));
        QCOMPARE(bench.settled(TestLiveKey{"binance"}), std::string("no_key"));
    }
};

QTEST_GUILESS_MAIN(TestLiveKeeperThreads)
#include "tst_live_keeper_threads.moc"
