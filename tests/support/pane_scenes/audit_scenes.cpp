#include "tests/support/pane_scenes/audit_scenes.h"

#include <memory>
#include <utility>

namespace omni::testing {

namespace {

using ui::PaneState;

void nothingYet(PaneStage& stage)
{
    stage.publish();
}
void recorded(PaneStage& stage)
{
    using enum views::AuditEnd;
    using enum views::AuditWay;
    FakeAudit& record = stage.bench.terminal.auditShown;
    record.add("omnitrade", "audit.open", {}, Noted, "begun", Program);
    record.add("person:101", "person.sign_in", {}, Refused, "denied");
    record.add("person:101", "person.sign_in");
    record.add("owner", "vault.open", "unlock");
    record.add("desk", "session.start", "paper at paper-1", Begun, "omnitrade 0.1.0", Program);
    record.add("owner", "approval.granted", "proposal 12 (buy 0.01 BTCUSDT)");
    record.add("desk", "order.submit", "ab12-7-E: buy 0.01 BTCUSDT at 64,200.50", Begun, {}, Program);
    record.add("person:101", "command.set_limits", "limits", Begun, "more room for news");
    record.add("person:101", "command.denied", {}, Refused, "no right");
    record.add("script:anna", "kill.pressed", "global cancel_entries", Done, "prices look wrong", CommandLine);
    stage.publish();
}
void recordIsHeld(PaneStage& stage)
{
    stage.bench.terminal.auditShown.holdsAnswers = true;
    stage.publish();
}
void recordFails(PaneStage& stage)
{
    stage.bench.terminal.auditShown.fault = Error{Errc::Corrupt, "record 7 in audit-0000000001.oma cannot be read"};
    stage.publish();
}
void recordIsBarred(PaneStage& stage)
{
    stage.bench.terminal.auditShown.seen = views::AuditSight::Nothing;
    stage.publish();
}
void recordIsOwn(PaneStage& stage)
{
    stage.bench.terminal.auditShown.seen = views::AuditSight::Own;
    recorded(stage);
}
void showTask(PaneStage& stage, views::AuditTask task)
{
    stage.bench.terminal.auditShown.taskShown = std::make_shared<const views::AuditTask>(std::move(task));
    recorded(stage);
}
void recordIsGood(PaneStage& stage)
{
    views::AuditTask task;
    task.state = views::AuditTaskState::Done;
    task.records = 18'204;
    task.words = "lusab-bafad-gutih-tugad-sinod";
    showTask(stage, task);
}
void recordIsTampered(PaneStage& stage)
{
    views::AuditTask task;
    task.state = views::AuditTaskState::Done;
    task.verdict = views::AuditVerdict::Tampered;
    task.firstBad = 17;
    task.text = "its hash is another";
    showTask(stage, task);
}
void recordIsBeingVerified(PaneStage& stage)
{
    views::AuditTask task;
    task.done = 3;
    task.total = 10;
    showTask(stage, task);
}

} // namespace

std::vector<PaneScene> auditScenes()
{
    using enum PaneState;
    constexpr QSize room{1'000, 340};
    return {
        {"audit", "empty", Empty, "Nothing in the record", room, &nothingYet},
        {"audit", "loading", Loading, "", room, &recordIsHeld},
        {"audit", "error", Error, "record 7 in audit-0000000001.oma", room, &recordFails},
        {"audit", "barred", Blocked, "takes the role auditor, risk or admin", room, &recordIsBarred},
        {"audit", "own", Normal, "person 101 signed in, refused: denied", room, &recordIsOwn},
        {"audit", "live", Normal,
         "owner approved proposal 12 (buy 0.01 BTCUSDT)|person 101 signed in, refused: denied|script of anna pressed "
         "the "
         "kill switch: global cancel_entries: prices look wrong",
         room, &recorded},
        {"audit", "good", Normal, "Chain OK, 18,204 records. Last: lusab-bafad-gutih-tugad-sinod", room, &recordIsGood},
        {"audit", "tampered", Normal, "Tampered from record 17 on: its hash is another", room, &recordIsTampered},
        {"audit", "verifying", Normal, "Verifying…", room, &recordIsBeingVerified},
    };
}

} // namespace omni::testing
