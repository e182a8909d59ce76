// needs: host/runtime edge/security/audit
//
// What the audit record says of people at a seat and of their accounts: by numbers, and never more than it takes.

#include "core/edge/security/audit/audit_reader.h"
#include "core/host/runtime/audit/seat_entries.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using audit::AuditOutcome;
using audit::AuditPath;

class TestSeatEntries : public QObject
{
    Q_OBJECT

private slots:
    void peopleStandByTheirNumbers()
    {
        QCOMPARE(auditNameOf(PrincipalId{1}), std::string("owner"));
        QCOMPARE(auditNameOf(PrincipalId{101}), std::string("person:101"));
        QCOMPARE(auditNameOf({}), std::string("somebody"));
    }

    void eachActAtASeatIsASentence()
    {
        const AuditedPerson anna{PrincipalId{101}, risk::Roles::of(risk::Role::Trader)};
        const auto in = seatEntry(SeatAct::SignIn, anna, AuditOutcome::Done, AuditPath::Window);
        const auto bad = seatEntry(SeatAct::SignIn, {}, AuditOutcome::Refused, AuditPath::CommandLine, "denied");
        const auto lock = seatEntry(SeatAct::Lock, anna, AuditOutcome::Noted, AuditPath::Program, "15 min idle");
        const auto code = seatEntry(SeatAct::StepUp, anna, AuditOutcome::Refused, AuditPath::Window, "denied");

        QCOMPARE(in.actor.role, std::string("trader"));
        QCOMPARE(audit::storyOf(in), std::string("person:101 signed in (window)"));
        QCOMPARE(audit::storyOf(bad), std::string("somebody signed in, refused: denied (command line)"));
        QCOMPARE(audit::storyOf(lock), std::string("person:101 locked the seat: 15 min idle"));
        QCOMPARE(audit::storyOf(code), std::string("person:101 showed a fresh code, refused: denied (window)"));
    }

    void eachChangeOfAnAccountIsASentence()
    {
        const AuditedPerson owner{PrincipalId{1}, risk::humanRoles};
        const auto roles = accountEntry(AccountAct::SetRoles, owner, PrincipalId{101}, AuditOutcome::Begun,
                                        AuditPath::CommandLine, auditRolesOf(risk::Roles::of(risk::Role::Risk)));
        const auto add = accountEntry(AccountAct::Add, owner, {}, AuditOutcome::Begun, AuditPath::Window);

        QCOMPARE(roles.action, std::string("account.roles"));
        QCOMPARE(audit::storyOf(roles), std::string("owner changes the roles of person:101: risk (command line)"));
        QCOMPARE(audit::storyOf(add), std::string("owner adds a new account (window)"));
    }

    // Of all texts at their longest the record takes each.
    void theRecordTakesEachOfThem()
    {
        const AuditedPerson all{PrincipalId{0xFFFF'FFFF}, risk::Roles{0xFF}};
        const std::string reason(5'000, 'x');
        for (int act = 0; act <= static_cast<int>(SeatAct::StepUp); ++act) {
            const auto entry
                = seatEntry(static_cast<SeatAct>(act), all, AuditOutcome::Refused, AuditPath::Window, reason);
            QVERIFY(audit::preparedForeign(entry).has_value());
        }
        for (int act = 0; act <= static_cast<int>(AccountAct::EndSessions); ++act) {
            const auto entry = accountEntry(static_cast<AccountAct>(act), all, all.number, AuditOutcome::Failed,
                                            AuditPath::Window, reason);
            QVERIFY(audit::preparedForeign(entry).has_value());
        }
    }
};

QTEST_APPLESS_MAIN(TestSeatEntries)

#include "tst_seat_entries.moc"
