// needs: host/access/going_live host/access edge/security/accounts edge/security/totp edge/security/vault
//
// Real money is judged from evidence: each thing that is missing refuses alone, what was edited or set back counts for
// nothing, and a grant is for one key, one account and its limits.

#include "tests/support/going_live_kit.h"
#include "tests/support/memory_folder.h"
#include "tests/support/vault_kit.h"

#include <QTest>

#include <functional>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using views::LiveGrantState;
using views::LiveNeed;

namespace {

/// A vault and a profile in memory.
struct Bench {
    VaultInMemory files;
    MemoryFolder profile;
    vault::Vault vault = std::move(*vault::Vault::create(files, bytesOf(passphrase), vault::leastCost, liveDay));

    explicit Bench(const Earned& what = {})
        : earned(what)
    {
        earn(vault, profile, what);
    }
    struct Judged {
        views::LiveStanding standing;
        Outcome<events::LiveVouched> live;
        Outcome<void> grantable;
    };
    [[nodiscard]] Judged judged(const risk::Limits& limits, Timestamp now = liveDay,
                                AuditFinding audit = AuditFinding::Good,
                                const config::BrokerSettings& settings = liveSettings()) const
    {
        const auto papers = papersOf(vault);
        const auto evidence = *readEvidence(profile, *papers.seal);
        const LiveCase one{settings, limits, true, &papers, evidence, audit, now};
        return {standingOf(one), mayTradeLive(one), mayBeGranted(one, "0452")};
    }
    [[nodiscard]] Judged judged() const
    {
        return judged(earned.limits);
    }
    /// The vault as a copy of its file has it.
    void setBack(const Bytes& file)
    {
        files.current() = file;
        vault = std::move(*vault::Vault::openWithPassphrase(files, bytesOf(passphrase)));
    }
    [[nodiscard]] std::string evidence() const
    {
        const auto file = std::move(*profile.read(evidenceFile));
        const auto bytes = file->bytes();
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    void putEvidence(const std::string& text)
    {
        QVERIFY(profile.replace(evidenceFile, std::as_bytes(std::span(text))).has_value());
    }

    Earned earned;
};

std::vector<LiveNeed> missing(const views::LiveStanding& standing)
{
    std::vector<LiveNeed> out;
    for (const auto& line : standing.lines) {
        if (!line.isMet) {
            out.push_back(line.need);
        }
    }
    return out;
}

bool isRefused(const Outcome<events::LiveVouched>& live)
{
    return !live && live.error().kind == FailureKind::Refused && live.error().code == "live_refused";
}

} // namespace

class TestGoingLive : public QObject
{
    Q_OBJECT

private slots:
    void whatIsAllThereIsGrantedAndThenTraded()
    {
        Bench bench;
        QVERIFY(missing(bench.judged().standing).empty());
        QVERIFY(isRefused(bench.judged().live)); // nobody has granted it
        const auto grant = grantEarned(bench.vault, bench.profile);

        const auto judged = bench.judged();

        QVERIFY2(judged.live.has_value(), judged.live ? "" : judged.live.error().message.c_str());
        QVERIFY(judged.live->isGranted);
        QCOMPARE(judged.live->grant, grant.number);
        QCOMPARE(grant.number, std::uint64_t{1});
        QVERIFY(judged.standing.grant == LiveGrantState::Granted);
        QCOMPARE(judged.standing.accountLetters, std::size_t{4});
    }

    void eachThingThatIsMissingRefusesAlone_data()
    {
        QTest::addColumn<int>("need");
        const auto row = [](const char* name, LiveNeed need) { QTest::newRow(name) << static_cast<int>(need); };
        row("four sessions", LiveNeed::PaperSessions);
        row("no test of the key", LiveNeed::KeyTest);
        row("a limit that nobody agreed to", LiveNeed::RiskLimits);
        row("no drill", LiveNeed::KillDrill);
        row("an owner without a second factor", LiveNeed::Authenticator);
        row("no audit record", LiveNeed::Audit);
    }
    void eachThingThatIsMissingRefusesAlone()
    {
        QFETCH(int, need);
        const auto without = static_cast<LiveNeed>(need);
        Earned earned;
        earned.sessions = without == LiveNeed::PaperSessions ? 4 : 5;
        earned.hasTest = without != LiveNeed::KeyTest;
        earned.hasDrill = without != LiveNeed::KillDrill;
        earned.hasFactor = without != LiveNeed::Authenticator;
        const Bench bench(earned);
        risk::Limits limits;
        limits.dailyLoss = without == LiveNeed::RiskLimits ? BasisPoints{300} : limits.dailyLoss;

        const auto judged
            = bench.judged(limits, liveDay, without == LiveNeed::Audit ? AuditFinding::Bad : AuditFinding::Good);

        QVERIFY(missing(judged.standing) == std::vector<LiveNeed>{without});
        QVERIFY(isRefused(judged.live));
        QVERIFY(!judged.grantable.has_value());
        QCOMPARE(judged.grantable.error().code, std::string("live_refused"));
        const auto words = missingText(judged.standing.lines[static_cast<std::size_t>(need)]);
        QVERIFY2(judged.live.error().message.find(words) != std::string::npos, judged.live.error().message.c_str());
    }

    // Without people there is nobody with a second factor either.
    void withoutAccountsNobodyGrants()
    {
        Earned earned;
        earned.hasAccounts = false;
        const Bench bench(earned);
        QVERIFY(missing(bench.judged().standing)
                == (std::vector<LiveNeed>{LiveNeed::Authenticator, LiveNeed::Accounts}));
        QVERIFY(isRefused(bench.judged().live));
    }

    void aLockedVaultTellsNothingAndGrantsNothing()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        const auto settings = liveSettings();
        for (const bool hasVault : {true, false}) {
            const LiveCase one{settings, {}, hasVault, nullptr, Evidence{}, AuditFinding::Good, liveDay};
            QVERIFY(isRefused(mayTradeLive(one)));
            QVERIFY(!standingOf(one).lines.front().isKnown);
            QCOMPARE(standingOf(one).isReady(), false);
        }
    }

    // --- what counts -------------------------------------------------------------------------------------------------

    void aSessionCountsByAnOrderOrByItsLength()
    {
        auto session = paperSession({}, 1);
        QVERIFY(counts(session));
        session.orders = 0;
        session.end = session.start + minutes(14);
        QVERIFY(!counts(session));
        session.end = session.start + minutes(15);
        QVERIFY(counts(session));
        session.end = session.start - seconds(1); // a clock that was set back shows nothing
        session.orders = 3;
        QVERIFY(!counts(session));
    }

    void oneStartCountsOnceAndAnotherBrokersDoesNot()
    {
        Earned four;
        four.sessions = 4;
        Bench bench(four);
        const auto papers = papersOf(bench.vault);
        auto again = paperSession(four, 4);
        QVERIFY(addEvidence(bench.profile, *papers.seal, again).has_value());
        auto other = paperSession(four, 5);
        other.broker = "alpaca";
        QVERIFY(addEvidence(bench.profile, *papers.seal, other).has_value());
        QCOMPARE(bench.judged().standing.lines.front().have, std::int64_t{4});
        QVERIFY(addEvidence(bench.profile, *papers.seal, paperSession(four, 5)).has_value());
        QVERIFY(bench.judged().standing.lines.front().isMet);
    }

    void drillsAndTestsAreGoodForThirtyDays()
    {
        Earned earned;
        earned.testAt = earned.drillAt = liveDay - days(30);
        const Bench bench(earned);
        QVERIFY(missing(bench.judged().standing).empty());
        const auto later = bench.judged(earned.limits, liveDay + seconds(1));
        QVERIFY(missing(later.standing) == (std::vector<LiveNeed>{LiveNeed::KeyTest, LiveNeed::KillDrill}));
        const auto before = bench.judged(earned.limits, liveDay - days(31)); // evidence of the future is none
        QVERIFY(missing(before.standing) == (std::vector<LiveNeed>{LiveNeed::KeyTest, LiveNeed::KillDrill}));
    }

    // What was loosened in a paper session took two persons there.
    void aLooserLimitCountsOnceItStoodInAPaperSession()
    {
        Earned earned;
        earned.limits.dailyLoss = BasisPoints{300};
        Bench bench(earned);
        QVERIFY(missing(bench.judged().standing).empty());
        auto looser = earned.limits;
        looser.dailyLoss = BasisPoints{301};
        QVERIFY(bench.judged(looser).standing.lines[static_cast<std::size_t>(LiveNeed::RiskLimits)].names
                == std::vector<std::string>{"risk.daily_loss"});
        const auto all = bench.judged().standing.lines[static_cast<std::size_t>(LiveNeed::RiskLimits)];
        QCOMPARE(all.have, all.wanted);
        QVERIFY(all.wanted >= 14);
        auto none = earned.limits;
        none.enforced = false;
        QVERIFY(!bench.judged(none).standing.isReady());
    }

    // --- the typed end of the account --------------------------------------------------------------------------------

    void otherCharactersGrantNothing()
    {
        const Bench bench;
        const auto papers = papersOf(bench.vault);
        const auto evidence = *readEvidence(bench.profile, *papers.seal);
        const auto settings = liveSettings();
        const LiveCase one{settings, bench.earned.limits, true, &papers, evidence, AuditFinding::Good, liveDay};
        for (const std::string_view wrong : {"", " ", "0453", "452", "00452", "100000452", "O452"}) {
            const auto answer = mayBeGranted(one, wrong);
            QVERIFY2(!answer && answer.error().code == "other_account", std::string(wrong).c_str());
        }
        QVERIFY(mayBeGranted(one, "0452").has_value());
        QVERIFY(mayBeGranted(one, " 0452 ").has_value()); // as a clipboard gives it
    }

    // --- what a grant is for -----------------------------------------------------------------------------------------

    void anotherKeyAsksAgain()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        must(replaceVenueKey(bench.vault, "binance-live", Secret("live-id-09c2"), Secret("live-secret-2"), liveDay));
        QVERIFY(bench.judged().standing.grant == LiveGrantState::OtherKey);
        QVERIFY(isRefused(bench.judged().live));
        QVERIFY(!bench.judged().grantable.has_value()); // the test was of the other key, too
        must(settleVenueKey(bench.vault, "binance-live", false, liveDay)); // it was no good, and the old one stays
        QVERIFY(bench.judged().live.has_value());
    }

    void anotherAccountAsksAgain()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        auto settings = liveSettings();
        settings.account = "second-account";
        const auto judged = bench.judged(bench.earned.limits, liveDay, AuditFinding::Good, settings);
        QVERIFY(judged.standing.grant == LiveGrantState::OtherAccount);
        QVERIFY(isRefused(judged.live));
    }

    void looserLimitsAskAgainAndTighterOnesDoNot()
    {
        Earned earned;
        earned.limits.dailyLoss = BasisPoints{150};
        Bench bench(earned);
        grantEarned(bench.vault, bench.profile, earned);
        auto limits = earned.limits;
        limits.dailyLoss = BasisPoints{100};
        QVERIFY(bench.judged(limits).live.has_value());
        limits.dailyLoss = BasisPoints{200}; // the default: allowed to be granted, and not what was
        QVERIFY(bench.judged(limits).standing.grant == LiveGrantState::LooserLimits);
        QVERIFY(isRefused(bench.judged(limits).live));
        QVERIFY(bench.judged(limits).grantable.has_value());
    }

    // Sessions, drill and test are for the day on which it is granted.
    void aGrantOutlivesItsEvidenceButNotVaultPeopleAndAudit()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        QVERIFY(bench.judged(bench.earned.limits, liveDay + days(200)).live.has_value());
        QVERIFY(isRefused(bench.judged(bench.earned.limits, liveDay, AuditFinding::Missing).live));
        QVERIFY(isRefused(bench.judged(bench.earned.limits, liveDay, AuditFinding::Bad).live));
        VaultAccountStore store(bench.vault, [] { return liveDay; });
        const auto people = must(openAccounts(store, momentOfAccounts));
        QVERIFY(people->add("anna", typed("four blue umbrellas"), risk::Roles::of(risk::Role::Trader)).has_value());
        const auto judged = bench.judged();
        QVERIFY(isRefused(judged.live)); // she may trade and has no second factor
        QVERIFY(judged.live.error().message.find("anna") != std::string::npos);
    }

    void whatHasEndedIsNotTraded()
    {
        Bench bench;
        const auto grant = grantEarned(bench.vault, bench.profile);
        must(endGranted(bench.profile, bench.vault, papersOf(bench.vault), "binance", PrincipalId{1}, liveDay));
        QVERIFY(isRefused(bench.judged().live));
        QVERIFY(bench.judged().standing.grant == LiveGrantState::None);
        const auto twice
            = endGranted(bench.profile, bench.vault, papersOf(bench.vault), "binance", PrincipalId{1}, liveDay);
        QVERIFY(!twice && twice.error().code == "nothing_granted");
        QCOMPARE(grantEarned(bench.vault, bench.profile).number, grant.number + 1);
        QVERIFY(bench.judged().live.has_value());
    }

    // --- forged and set back -----------------------------------------------------------------------------------------

    void everyChangedByteOfTheEvidenceMakesTheRestWorthless()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        const std::string good = bench.evidence();
        const auto papers = papersOf(bench.vault);
        const auto whole = evidenceFrom(good, *papers.seal);
        QCOMPARE(whole.badLine, std::size_t{0});
        QCOMPARE(whole.records.size(), std::size_t{7});
        const auto settings = liveSettings();
        int refused = 0;
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] = static_cast<char>(bad[at] ^ 1);
            const auto read = evidenceFrom(bad, *papers.seal);
            const auto line = 1
                + static_cast<std::size_t>(
                                  std::count(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
            QVERIFY2(read.badLine != 0 && read.badLine <= line, std::to_string(at).c_str());
            QVERIFY(read.records.size() < whole.records.size());
            if (at % 64 == 0) {
                const LiveCase one{settings, bench.earned.limits, true, &papers, read, AuditFinding::Good, liveDay};
                refused += isRefused(mayTradeLive(one)) ? 1 : 0;
            }
        }
        QCOMPARE(refused, static_cast<int>((good.size() + 63) / 64));
    }

    void linesThatAreDroppedDoubledOrMovedDoNotCount()
    {
        Earned earned;
        earned.hasDrill = false;
        const Bench bench(earned);
        const auto seal = papersOf(bench.vault).seal;
        auto lines = QString::fromStdString(bench.evidence()).split(u'\n');
        const auto read = [&seal](const QStringList& from) {
            return evidenceFrom(from.join(u'\n').toStdString(), *seal).records.size();
        };
        QCOMPARE(read(lines), std::size_t{5});
        auto dropped = lines;
        dropped.removeAt(2);
        QCOMPARE(read(dropped), std::size_t{1});
        auto doubled = lines;
        doubled.insert(3, lines[2]);
        QCOMPARE(read(doubled), std::size_t{2});
        auto swapped = lines;
        swapped.swapItemsAt(1, 2);
        QCOMPARE(read(swapped), std::size_t{0});
    }

    void evidenceOfAnotherVaultIsNone()
    {
        const Bench one, other;
        QCOMPARE(evidenceFrom(one.evidence(), *papersOf(one.vault).seal).records.size(), std::size_t{6});
        QCOMPARE(evidenceFrom(one.evidence(), *papersOf(other.vault).seal).records.size(), std::size_t{0});
    }

    void aRecordThatIsGoneGrantsNothing()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        QVERIFY(bench.profile.remove(evidenceFile).has_value());
        QVERIFY(bench.judged().standing.grant == LiveGrantState::NotOnRecord);
        QVERIFY(isRefused(bench.judged().live));
    }

    // V3: the whole file of before, in which it was still granted.
    void aVaultThatWasSetBackGrantsNothing()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        const Bytes granted = bench.files.current();
        must(endGranted(bench.profile, bench.vault, papersOf(bench.vault), "binance", PrincipalId{1}, liveDay));
        bench.setBack(granted);
        QVERIFY(bench.judged().standing.grant == LiveGrantState::NotOnRecord);
        QVERIFY(isRefused(bench.judged().live));
    }

    // One of before a newer grant, of looser limits perhaps.
    void aVaultOfAnEarlierGrantGrantsNothing()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        const Bytes first = bench.files.current();
        const auto second = grantEarned(bench.vault, bench.profile);
        QCOMPARE(second.number, std::uint64_t{2});
        bench.setBack(first);
        QVERIFY(bench.judged().standing.grant == LiveGrantState::NotOnRecord);
        QCOMPARE(grantEarned(bench.vault, bench.profile).number, std::uint64_t{3}); // numbers are never given twice
    }

    // What was written of it first, and the vault was not: nothing was granted.
    void aGrantThatTheVaultDoesNotHaveIsNone()
    {
        Bench bench;
        bench.files.writes = 0;
        bench.files.failAt = 1;
        const auto papers = papersOf(bench.vault);
        const auto evidence = *readEvidence(bench.profile, *papers.seal);
        const auto settings = liveSettings();
        const LiveCase one{settings, bench.earned.limits, true, &papers, evidence, AuditFinding::Good, liveDay};
        const auto kept
            = keepGranted(bench.profile, bench.vault, *papers.seal, grantFor(one, {PrincipalId{1}, {}, liveDay}));
        QVERIFY(!kept.has_value());
        QCOMPARE(bench.files.faults, 1);
        QVERIFY(bench.judged().standing.grant == LiveGrantState::None);
        QVERIFY(isRefused(bench.judged().live));
    }

    void ofManyRecordsTheOldestGoAndWhatWasGrantedStays()
    {
        Bench bench;
        grantEarned(bench.vault, bench.profile);
        const auto seal = papersOf(bench.vault).seal;
        std::vector<EvidenceRecord> many = evidenceFrom(bench.evidence(), *seal).records;
        for (int which = 6; many.size() < mostEvidence; ++which) {
            many.emplace_back(paperSession({}, which));
        }
        bench.putEvidence(evidenceText(many, *seal));
        QVERIFY(addEvidence(bench.profile, *seal, paperSession({}, 5'000)).has_value());
        QCOMPARE(readEvidence(bench.profile, *seal)->records.size(), mostEvidence / 2);
        QVERIFY(bench.judged().live.has_value());
    }
};

QTEST_GUILESS_MAIN(TestGoingLive)
#include "tst_going_live.moc"
