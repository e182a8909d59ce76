#include "core/trade/risk/authority.h"

#include <QTest>

#include <map>
#include <set>
#include <sstream>
#include <string>

using namespace omni;
using namespace omni::risk;
using orders::Environment;

namespace {

/// The table of the safety requirements, 4.4, as it is printed there, one line for each action of a row.
///                         Viewer Auditor Trader Strategist Risk Admin Service AI
constexpr const char* table = R"(
see_positions              A      A      A      A      A      A      scoped A
place_order                -      -      A      -      cancel -      scoped -
cancel_order               -      -      A      -      cancel -      scoped -
propose                    -      -      -      A      -      -      -      A
decide_proposal            -      -      S      -      S      -      -      -
approve_own_proposal       -      -      -      -      -      -      -      -
kill                       -      -      A      A      A      A      A      A
rearm_after_kill           -      -      -      -      S      -      -      -
rearm_after_latch          -      -      -      -      2      -      -      -
tighten_limit              -      -      own    own    A      -      -      -
loosen_limit               -      -      -      -      2      -      -      -
turn_approval_off          -      -      -      -      2      -      -      -
enable_live                -      -      -      -      2      -      -      -
start_strategy             -      -      stop   A/S    stop   -      s.stop -
stop_strategy              -      -      stop   A/S    stop   -      s.stop -
edit_parameters            -      -      stop   A/S    stop   -      s.stop -
add_venue_key              -      -      -      -      -      S      -      -
reveal_venue_key           -      -      -      -      -      -      -      -
manage_users               -      -      -      -      -      S/own2 -      -
read_audit                 -      A      own    own    A      A      -      -
change_audit               -      -      -      -      -      -      -      -
export_personal_data       own    A      own    own    own    S/2    -      -
erase_personal_data        own    A      own    own    own    S/2    -      -
listen_beyond_loopback     -      -      -      -      -      2      -      -
install_plugin             -      -      -      -      -      S      -      -
)";

std::map<std::string, std::vector<std::string>> rows()
{
    std::map<std::string, std::vector<std::string>> rows;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string action;
        words >> action;
        for (std::string cell; words >> cell;) {
            rows[action].push_back(cell);
        }
    }
    return rows;
}

/// What the printed cell means, in words of this test.
Answer meaning(const std::string& cell, const std::string& action, Circumstances c)
{
    const auto allowedIf = [](bool yes) { return yes ? Answer::Allow : Answer::Deny; };
    if (cell == "A") {
        return Answer::Allow;
    }
    if (cell == "S") {
        return Answer::StepUp;
    }
    if (cell == "2") {
        return Answer::SecondPerson;
    }
    if (cell == "own") {
        return allowedIf(c.own);
    }
    if (cell == "scoped") {
        return allowedIf(c.inScope);
    }
    if (cell == "cancel") {
        return allowedIf(action == "cancel_order");
    }
    if (cell == "stop") {
        return allowedIf(action == "stop_strategy");
    }
    if (cell == "s.stop") {
        return allowedIf(action == "stop_strategy" && c.inScope);
    }
    if (cell == "A/S") { // every acting role may stop
        return action == "stop_strategy" || c.environment != Environment::Live ? Answer::Allow : Answer::StepUp;
    }
    if (cell == "S/own2") {
        return c.own ? Answer::SecondPerson : Answer::StepUp;
    }
    if (cell == "S/2") {
        return action == "export_personal_data" ? Answer::StepUp : Answer::SecondPerson;
    }
    return Answer::Deny;
}

std::vector<Circumstances> allCircumstances()
{
    std::vector<Circumstances> all;
    for (const Environment environment :
         {Environment::Demo, Environment::Paper, Environment::Live, Environment::Replay}) {
        for (const bool own : {false, true}) {
            for (const bool inScope : {false, true}) {
                all.push_back({environment, own, inScope});
            }
        }
    }
    return all;
}

constexpr Circumstances live{Environment::Live};

} // namespace

class TestAuthority : public QObject
{
    Q_OBJECT

private slots:
    // V15: role x action x path, and what the answer may depend on.
    void everyCellIsThatOfTheTable()
    {
        const auto expected = rows();
        QCOMPARE(expected.size(), std::size_t{actionCount});
        int cells = 0;
        for (int a = 0; a < actionCount; ++a) {
            const auto action = static_cast<Action>(a);
            const std::string name(nameOf(action));
            QVERIFY2(expected.contains(name), name.c_str());
            const auto& row = expected.at(name);
            QCOMPARE(row.size(), std::size_t{roleCount});
            for (int r = 0; r < roleCount; ++r) {
                for (int p = 0; p < entryPathCount; ++p) {
                    for (const Circumstances c : allCircumstances()) {
                        const Answer answer
                            = authority(Roles::of(static_cast<Role>(r)), action, static_cast<EntryPath>(p), c);
                        QVERIFY2(answer == meaning(row[static_cast<std::size_t>(r)], name, c), name.c_str());
                        ++cells;
                    }
                }
            }
        }
        QCOMPARE(cells, 25 * 8 * 5 * 16);
    }

    void nobodyMayDoAnything()
    {
        for (int a = 0; a < actionCount; ++a) {
            for (const Circumstances c : allCircumstances()) {
                QCOMPARE(authority({}, static_cast<Action>(a), EntryPath::Gui, c), Answer::Deny);
            }
        }
        QCOMPARE(authority(humanRoles, static_cast<Action>(99), EntryPath::Gui, {}), Answer::Deny);
        QCOMPARE(rightOf(static_cast<Role>(8), Action::Kill), Right::Deny);
    }

    // All 256 sets of roles.
    void theBestOfSeveralRolesCounts()
    {
        for (unsigned bits = 0; bits < 256; ++bits) {
            const Roles roles{static_cast<std::uint8_t>(bits)};
            for (int a = 0; a < actionCount; ++a) {
                const auto action = static_cast<Action>(a);
                Answer best = Answer::Deny;
                for (int r = 0; r < roleCount; ++r) {
                    if ((bits >> r & 1U) != 0) {
                        best = std::max(best, authority(Roles::of(static_cast<Role>(r)), action, EntryPath::Cli, live));
                    }
                }
                QCOMPARE(authority(roles, action, EntryPath::Cli, live), best);
            }
        }
    }

    void whatNobodyMay()
    {
        const Roles all{0xFF};
        for (const Action action : {Action::ApproveOwnProposal, Action::RevealVenueKey, Action::ChangeAudit}) {
            QCOMPARE(authority(all, action, EntryPath::Gui, {Environment::Demo, true, true}), Answer::Deny);
        }
    }

    void everyActingRoleMayStopAndOnlyRiskMayRestart()
    {
        for (const Role role : {Role::Trader, Role::Strategist, Role::Risk, Role::Admin, Role::Service, Role::Ai}) {
            QCOMPARE(authority(Roles::of(role), Action::Kill, EntryPath::Chat, live), Answer::Allow);
            const Answer rearm = authority(Roles::of(role), Action::RearmAfterKill, EntryPath::Gui, live);
            QCOMPARE(rearm, role == Role::Risk ? Answer::StepUp : Answer::Deny);
        }
    }

    void theLocalSeatMayAlwaysPauseAndCancelEntries()
    {
        for (const KillLevel level : {KillLevel::Pause, KillLevel::CancelEntries}) {
            for (const EntryPath path : {EntryPath::Gui, EntryPath::Hotkey, EntryPath::Cli}) {
                QCOMPARE(authorityToKill({}, level, path, live), Answer::Allow);
            }
            for (const EntryPath path : {EntryPath::Api, EntryPath::Chat}) {
                QCOMPARE(authorityToKill({}, level, path, live), Answer::Deny);
                QCOMPARE(authorityToKill(Roles::of(Role::Ai), level, path, live), Answer::Allow);
            }
        }
    }

    void flattenNeedsTheRight()
    {
        for (const KillLevel level : {KillLevel::CancelAll, KillLevel::Flatten}) {
            for (const EntryPath path : {EntryPath::Gui, EntryPath::Hotkey, EntryPath::Cli}) {
                QCOMPARE(authorityToKill({}, level, path, live), Answer::Deny);
            }
            QCOMPARE(authorityToKill(Roles::of(Role::Viewer), level, EntryPath::Hotkey, live), Answer::Deny);
            QCOMPARE(authorityToKill(Roles::of(Role::Trader), level, EntryPath::Gui, live), Answer::Allow);
        }
        QCOMPARE(authorityToKill(humanRoles, KillLevel::None, EntryPath::Gui, live), Answer::Deny);
        QCOMPARE(authorityToKill(humanRoles, static_cast<KillLevel>(9), EntryPath::Gui, live), Answer::Deny);
    }

    void aTokenNeverMayMoreThanItsOwner()
    {
        const Circumstances inScope{Environment::Paper, false, true};
        const auto byToken = [&](Role owner, Action action) {
            return authorityOfToken(Roles::of(owner), action, EntryPath::Api, inScope);
        };
        QCOMPARE(byToken(Role::Trader, Action::PlaceOrder), Answer::Allow);
        QCOMPARE(byToken(Role::Viewer, Action::PlaceOrder), Answer::Deny);
        QCOMPARE(byToken(Role::Trader, Action::DecideProposal), Answer::Deny);
        QCOMPARE(authorityOfToken(humanRoles, Action::PlaceOrder, EntryPath::Api, {}), Answer::Deny);
    }

    void theScriptHasTheOwnersRolesExceptInLive()
    {
        for (const Environment environment : {Environment::Demo, Environment::Paper, Environment::Replay}) {
            QVERIFY(rolesOf(PrincipalKind::Script, environment) == rolesOf(PrincipalKind::Owner, environment));
            QCOMPARE(stepUpForm(environment), StepUpForm::TypedSentence);
        }
        QVERIFY(rolesOf(PrincipalKind::Script, Environment::Live).isEmpty());
        QVERIFY(rolesOf(PrincipalKind::Owner, Environment::Live) == humanRoles);
        QCOMPARE(stepUpForm(Environment::Live), StepUpForm::Code);
    }

    void theOwnerIsEveryHumanAndNoMachine()
    {
        for (const Role role : {Role::Viewer, Role::Auditor, Role::Trader, Role::Strategist, Role::Risk, Role::Admin}) {
            QVERIFY(humanRoles.has(role));
        }
        QVERIFY(!humanRoles.has(Role::Service));
        QVERIFY(!humanRoles.has(Role::Ai));
    }

    void strategiesAndBreakersMayStopAndNotApprove()
    {
        for (const PrincipalKind kind : {PrincipalKind::Strategy, PrincipalKind::Breaker}) {
            const Roles roles = rolesOf(kind, Environment::Live);
            QCOMPARE(authority(roles, Action::Kill, EntryPath::Cli, live), Answer::Allow);
            QCOMPARE(authority(roles, Action::DecideProposal, EntryPath::Cli, live), Answer::Deny);
            QCOMPARE(authority(roles, Action::PlaceOrder, EntryPath::Cli, live), Answer::Deny);
        }
    }

    void nobodyApprovesHisOwnProposal()
    {
        const Roles everything{0xFF};
        QCOMPARE(mayApprove({1}, {1}, everything, EntryPath::Gui, {}), Answer::Deny);
        QCOMPARE(mayApprove({1}, {2}, Roles::of(Role::Trader), EntryPath::Gui, {}), Answer::StepUp);
        QCOMPARE(mayApprove({1}, {2}, Roles::of(Role::Strategist), EntryPath::Gui, {}), Answer::Deny);
        QCOMPARE(mayApprove({1}, {}, everything, EntryPath::Gui, {}), Answer::Deny);
        QCOMPARE(mayApprove({}, {2}, everything, EntryPath::Gui, {}), Answer::Deny);
    }

    void sayingNoNeedsTheRightButNeverASecondFactor()
    {
        for (int i = 0; i < roleCount; ++i) {
            const auto role = static_cast<Role>(i);
            for (int path = 0; path < entryPathCount; ++path) {
                for (const auto environment : {orders::Environment::Demo, orders::Environment::Live}) {
                    const Answer answer = mayDecline(Roles::of(role), static_cast<EntryPath>(path), {environment});
                    const bool mayDecide = role == Role::Trader || role == Role::Risk;
                    QCOMPARE(answer, mayDecide ? Answer::Allow : Answer::Deny);
                }
            }
        }
        QCOMPARE(mayDecline({}, EntryPath::Gui, {}), Answer::Deny);
    }

    void everythingHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (int i = 0; i < roleCount; ++i) {
            names.insert(nameOf(static_cast<Role>(i)));
        }
        for (int i = 0; i < entryPathCount; ++i) {
            names.insert(nameOf(static_cast<EntryPath>(i)));
        }
        QCOMPARE(names.size(), std::size_t{13});
        QVERIFY(!names.contains("unknown"));
        QCOMPARE(nameOf(Answer::SecondPerson), std::string_view("second_person"));
    }
};

QTEST_APPLESS_MAIN(TestAuthority)
#include "tst_authority.moc"
