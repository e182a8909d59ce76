// needs: desk/engine

#include "core/desk/engine/rights.h"
#include "tests/support/command_scenes.h"

#include <QTest>

#include <array>
#include <set>
#include <sstream>
#include <string>

using namespace omni;
using namespace omni::test;
using namespace omni::events;
using namespace omni::test::scenes;
using risk::Role;

namespace {

constexpr PrincipalId other{101}, second{102};

struct Row {
    const char* name;
    Scene (*scene)();
    const char* cells; ///< Viewer Auditor Trader Strategist Risk Admin, then Ai, as the table 4.4 has them.
};

/// By hand from the table. "2": step-up and a second person. Taking risk away at once is everybody's.
constexpr std::array rows{
    Row{"approve", approving, "- - S - S - -"},
    Row{"decline", declining, "- - A - A - -"},
    Row{"snooze", snoozing, "- - A - A - -"},
    Row{"amend", amending, "- - S - S - -"},
    Row{"bring back", bringingBack, "- - S - S - -"},
    Row{"place", placing, "- - A - - - -"},
    Row{"replace", replacing, "- - A - - - -"},
    Row{"move a stop", movingStop, "- - A - - - -"},
    Row{"cancel", cancelling, "- - A - A - -"},
    Row{"cancel several", cancellingAll, "- - A - A - -"},
    Row{"cancel another's", cancellingExternal, "- - A - A - -"},
    Row{"query", querying, "A A A A A A A"},
    Row{"note", noting, "A A A A A A A"},
    Row{"kill", killing, "- - A A A A A"},
    Row{"reset a kill", resettingKill, "- - - - S - -"},
    Row{"clear a breaker", clearingBreaker, "- - - - 2 - -"},
    Row{"arm", arming, "- - - - S - -"},
    Row{"arm automatic", armingAutomatic, "- - - - 2 - -"},
    Row{"disarm", disarming, "A A A A A A A"},
    Row{"grant autonomy", granting, "- - - - 2 - -"},
    Row{"end autonomy", endingGrant, "A A A A A A A"},
    Row{"start a strategy", startingStrategy, "- - - A - - -"},
    Row{"stop a strategy", stoppingStrategy, "- - A A A - -"},
    Row{"tighten limits", tightening, "- - - - A - -"},
    Row{"loosen limits", loosening, "- - - - 2 - -"},
    Row{"settle an unknown order", settlingUnknown, "- - - - 2 - -"},
    Row{"adopt a position", adoptingPosition, "- - - - 2 - -"},
    Row{"adopt cash", adoptingCash, "- - - - 2 - -"},
    Row{"adopt the opening", [] { return adoptingOpening(orders::Environment::Paper); }, "- - - - S - -"},
    Row{"ignore a difference", ignoringDifference, "- - - - 2 - -"},
    Row{"close a difference", closingDifference, "- - - - - - -"}, // takes Risk and Trader at once
};

constexpr std::array<Role, 6> humans{Role::Viewer,     Role::Auditor, Role::Trader,
                                     Role::Strategist, Role::Risk,    Role::Admin};

PeopleVouched vouched(risk::Roles roles)
{
    return {{{engine::owner, risk::humanRoles}, {other, roles}, {second, risk::Roles::of(Role::Risk)}}};
}

void ask(Scene& scene, PrincipalId by, risk::EntryPath path, bool stepUp)
{
    Command command;
    command.by = by;
    command.path = path;
    command.stepUp = stepUp;
    command.reason = ShortText<95>("test");
    command.what = scene.wish;
    scene.desk.apply(command);
}

bool isOnlyDenied(const Scene& scene, Denial why)
{
    return scene.desk.out.facts.size() == 1 && scene.desk.denial() == why && scene.desk.out.effects.empty()
        && scene.desk.recordFoldsToTheState();
}

/// Noted and told, and nothing else.
bool isOnlyNoted(const Scene& scene, Denial why)
{
    const auto& desk = scene.desk;
    return desk.out.facts.size() == 3 && desk.now<SecondAsked>().size() == 1 && desk.now<AlertRaised>().size() == 1
        && desk.denial() == why && desk.out.effects.empty();
}

/// The cell as it turns out when it is tried.
bool isAsTheCellSays(const Row& row, const std::string& cell, PrincipalId by, risk::Roles roles, risk::EntryPath path)
{
    const auto fresh = [&] {
        Scene scene = row.scene();
        scene.desk.apply(vouched(roles));
        return scene;
    };
    Scene bare = fresh();
    ask(bare, by, path, false);
    Scene coded = fresh();
    ask(coded, by, path, true);
    if (cell == "A") {
        return !bare.desk.denial() && !bare.desk.out.facts.empty() && !coded.desk.denial();
    }
    if (cell == "S") {
        return isOnlyDenied(bare, Denial::StepUpMissing) && !coded.desk.denial() && !coded.desk.out.facts.empty();
    }
    if (cell == "2") {
        const bool isNoted
            = isOnlyDenied(bare, Denial::StepUpMissing) && isOnlyNoted(coded, Denial::SecondPersonMissing);
        ask(coded, second, path, true);
        const auto given = coded.desk.now<SecondGiven>();
        return isNoted && !coded.desk.denial() && given.size() == 1 && given[0].first == by && given[0].by == second
            && coded.desk.out.facts.size() > 1 && coded.desk.recordFoldsToTheState();
    }
    const auto why = coded.desk.denial();
    return why && (*why == Denial::NoRight || *why == Denial::OwnProposal) && isOnlyDenied(coded, *why)
        && isOnlyDenied(bare, *why);
}

} // namespace

/// V15, V16, S29: every command against every role, on every path.
class TestRights : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandHasItsRow()
    {
        std::set<std::size_t> met;
        for (const Row& row : rows) {
            met.insert(row.scene().wish.index());
        }
        QCOMPARE(met.size(), std::variant_size_v<Wish>);
    }

    // V15
    void everyCommandIsJudgedByTheTableOnEveryPath()
    {
        int cells = 0;
        for (const Row& row : rows) {
            std::istringstream words(row.cells);
            for (std::size_t column = 0; column <= humans.size(); ++column) {
                std::string cell;
                words >> cell;
                const bool isMachine = column == humans.size();
                const PrincipalId by = isMachine ? engine::principalOf(StrategyId{1}) : other;
                const auto roles = risk::Roles::of(isMachine ? Role::Viewer : humans[column]);
                for (int path = 0; path < risk::entryPathCount; ++path) {
                    const std::string where = std::string(row.name) + ", column " + std::to_string(column) + ", path "
                        + std::to_string(path);
                    QVERIFY2(isAsTheCellSays(row, cell, by, roles, static_cast<risk::EntryPath>(path)), where.c_str());
                    ++cells;
                }
            }
        }
        QCOMPARE(cells, static_cast<int>(rows.size() * 7 * 5));
    }

    // Who has both rights.
    void closingADifferenceTakesTheRightToTradeToo()
    {
        const auto both = risk::Roles::of(Role::Risk) | risk::Roles::of(Role::Trader);
        Scene scene = closingDifference();
        scene.desk.apply(PeopleVouched{{{engine::owner, both}, {other, both}, {second, risk::Roles::of(Role::Risk)}}});
        ask(scene, other, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyNoted(scene, Denial::SecondPersonMissing));
        ask(scene, second, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyDenied(scene, Denial::NoRight));
        ask(scene, engine::owner, risk::EntryPath::Gui, true);
        QVERIFY(!scene.desk.denial());
        QCOMPARE(scene.desk.sent().size(), std::size_t{1});
    }

    // V16
    void aRoleThatIsTakenAwayIsGoneWithTheNextCommandOnEveryPath()
    {
        for (int path = 0; path < risk::entryPathCount; ++path) {
            Scene scene = placing();
            scene.desk.apply(vouched(risk::Roles::of(Role::Trader)));
            ask(scene, other, static_cast<risk::EntryPath>(path), true);
            QVERIFY(!scene.desk.denial());
            scene.desk.apply(vouched(risk::Roles::of(Role::Viewer)));
            ask(scene, other, static_cast<risk::EntryPath>(path), true);
            QVERIFY(isOnlyDenied(scene, Denial::NoRight));
        }
    }

    // In the middle of a dialog: the proposal was looked at with the right, and is approved without it.
    void whoLosesTheRoleWhileHeLooksIsRefusedAndTheProposalWaits()
    {
        Scene scene = approving();
        scene.desk.apply(vouched(risk::Roles::of(Role::Trader)));
        scene.desk.apply(vouched({}));
        ask(scene, other, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyDenied(scene, Denial::NoRight));
        QCOMPARE(scene.desk.state().waiting.size(), std::size_t{1});
        scene.desk.apply(PeopleVouched{{{engine::owner, risk::humanRoles}}}); // and without an account
        ask(scene, other, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyDenied(scene, Denial::NoRight));
    }

    // rulings 1: without a right, a code or an account, also on the lock screen.
    void theLocalSeatPausesAndCancelsEntriesWhoeverSitsThere()
    {
        for (const auto level : {risk::KillLevel::Pause, risk::KillLevel::CancelEntries}) {
            for (int path = 0; path < risk::entryPathCount; ++path) {
                const auto where = static_cast<risk::EntryPath>(path);
                const bool isSeat = where == risk::EntryPath::Gui || where == risk::EntryPath::Hotkey
                    || where == risk::EntryPath::Cli; // decision 39
                Scene scene = killing();
                scene.wish = Kill{{}, level};
                scene.desk.apply(vouched({}));
                ask(scene, other, where, false);
                QCOMPARE(scene.desk.denial() == std::nullopt, isSeat);
                QCOMPARE(scene.desk.state().latches.contains(risk::Scope{}), isSeat);
            }
        }
    }

    void whatBooksOfRealMoneyBeginWithTakesTwo()
    {
        const Row row{"", [] { return adoptingOpening(orders::Environment::Live); }, ""};
        QVERIFY(isAsTheCellSays(row, "2", other, risk::Roles::of(Role::Risk), risk::EntryPath::Gui));
        QVERIFY(isAsTheCellSays(row, "-", other, risk::Roles::of(Role::Trader), risk::EntryPath::Gui));
    }

    // Nothing that works today may stop working.
    void aProfileWithoutAccountsHasOnePersonWithAllRights()
    {
        for (const Row& row : rows) {
            for (const PrincipalId by : {engine::owner, engine::script}) {
                Scene scene = row.scene();
                ask(scene, by, risk::EntryPath::Cli, true);
                QVERIFY2(!scene.desk.denial() && !scene.desk.out.facts.empty(), row.name);
                QVERIFY2(scene.desk.now<SecondAsked>().empty(), row.name);
            }
        }
        Scene stranger = placing();
        ask(stranger, other, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyDenied(stranger, Denial::NoRight));
    }

    void aScriptHasTheOwnersRolesAndNoOthers()
    {
        Scene scene = placing();
        scene.desk.apply(PeopleVouched{{{engine::owner, risk::Roles::of(Role::Admin)}, {other, risk::humanRoles}}});
        ask(scene, engine::script, risk::EntryPath::Cli, true);
        QVERIFY(isOnlyDenied(scene, Denial::NoRight));
        scene.desk.apply(PeopleVouched{{{engine::owner, risk::Roles::of(Role::Trader)}}});
        ask(scene, engine::script, risk::EntryPath::Cli, true);
        QVERIFY(!scene.desk.denial());
    }

    // The host errs: what stood stands, and it is told.
    void peopleWhoCannotBeAreRefused()
    {
        const std::vector<std::vector<Person>> wrong{
            {},
            {{engine::script, risk::humanRoles}},
            {{engine::desk, risk::humanRoles}},
            {{engine::principalOf(StrategyId{1}), risk::humanRoles}},
            {{PrincipalId{}, risk::humanRoles}},
            {{engine::owner, risk::Roles{0xFF}}},
            {{other, risk::humanRoles}, {engine::owner, risk::humanRoles}},
            {{other, risk::humanRoles}, {other, risk::humanRoles}},
            std::vector<Person>(65, {engine::owner, risk::humanRoles}),
        };
        Scene scene = placing();
        scene.desk.apply(vouched(risk::Roles::of(Role::Trader)));
        const auto before = scene.desk.state().people;
        for (const auto& people : wrong) {
            scene.desk.apply(PeopleVouched{people});
            QVERIFY(scene.desk.lastError);
            QVERIFY(scene.desk.state().people == before);
            QVERIFY(scene.desk.recordFoldsToTheState());
        }
        QVERIFY(scene.desk.alerted("event.not_booked"));
    }

    // They stand in the record: a start without the vault gives nobody his rights back.
    void rightsOutliveARestart()
    {
        Scene scene = placing();
        scene.desk.apply(vouched(risk::Roles::of(Role::Viewer)));
        scene.desk.restart();
        scene.desk.quote(9'999, 10'001);
        ask(scene, other, risk::EntryPath::Gui, true);
        QVERIFY(isOnlyDenied(scene, Denial::NoRight));
        engine::DeskState loaded;
        const auto kept = TestDesk::bytesOf(scene.desk.state());
        ByteReader reader(kept);
        QVERIFY(loaded.load(reader));
        QVERIFY(loaded.people == scene.desk.state().people);
    }
};

QTEST_APPLESS_MAIN(TestRights)
#include "tst_rights.moc"
