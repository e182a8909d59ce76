// needs: host/simulate desk/engine

#include "core/host/simulate/checks/limits_authority_check.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

struct Owned {
    Owned()
        : desk(checked.both)
    {
        desk.open();
    }
    void set(std::int32_t dailyLoss, PrincipalId by = engine::owner, bool stepUp = true,
             std::string_view reason = "as meant")
    {
        auto limits = desk.desk.state().session.limits;
        limits.dailyLoss = {dailyLoss};
        desk.desk.command(events::SetLimits{limits}, by, stepUp, reason);
        desk.step();
    }
    /// The command is shown otherwise than it was.
    void alter(const std::function<void(events::Command&)>& change)
    {
        desk.alterEvent = [change](events::Event& event) {
            if (auto* command = std::get_if<events::Command>(&event)) {
                change(*command);
            }
            return true;
        };
    }
    WithTold<simulate::LimitsAuthorityCheck> checked;
    ShownDesk desk;
};

} // namespace

class TestLimitsAuthorityCheck : public QObject
{
    Q_OBJECT

private slots:
    void whoMayChangesLimits()
    {
        Owned o;
        o.set(100); // tighter
        o.set(300); // looser
        o.set(90, engine::script);
        o.set(400, engine::principalOf(StrategyId{1})); // refused
        o.set(400, engine::owner, false); // refused
        o.desk.restart();
        o.desk.step();
        QCOMPARE(o.desk.what(), std::string());
        QCOMPARE(o.desk.desk.state().session.limits.dailyLoss.count, 90);
    }
    void aStartThatIsConfiguredLooserChangesNothing()
    {
        Owned o;
        o.set(100);
        o.desk.desk.session.limits.dailyLoss = {500};
        o.desk.desk.session.limits.drawdown = {100}; // and tighter elsewhere
        o.desk.restart();
        o.desk.step();
        QCOMPARE(o.desk.what(), std::string());
    }
    void aStartThatLoosensIsFound()
    {
        Owned o;
        o.set(100);
        o.desk.alterEvent = [](events::Event& event) {
            if (auto* started = std::get_if<events::SessionStarted>(&event)) {
                started->limits.dailyLoss = {50}; // the desk was configured with 200, and 100 stands
            }
            return true;
        };
        o.desk.restart();
        o.desk.step();
        QCOMPARE(o.desk.broken(), 13);
    }
    void aChangeThatIsNotOnRecordIsFound()
    {
        Owned o;
        o.desk.alterFact = [](events::Fact& fact) { return !std::holds_alternative<events::LimitsChanged>(fact); };
        o.set(100);
        QCOMPARE(o.desk.broken(), 13);
    }
    void aChangeWithoutACommandIsFound()
    {
        Owned o;
        o.alter([](events::Command& command) { command.what = events::AddNote{}; });
        o.set(100);
        QCOMPARE(o.desk.broken(), 13);
    }
    void aStrangersChangeIsFound()
    {
        Owned o;
        o.alter([](events::Command& command) { command.by = engine::principalOf(StrategyId{1}); });
        o.desk.alterFact = [](events::Fact& fact) {
            if (auto* changed = std::get_if<events::LimitsChanged>(&fact)) {
                changed->by = engine::principalOf(StrategyId{1});
            }
            return true;
        };
        o.set(100);
        QCOMPARE(o.desk.broken(), 13);
    }
    void looseningAsksForMore()
    {
        for (const bool isReason : {true, false}) {
            Owned o;
            o.alter([isReason](events::Command& command) {
                command.stepUp = isReason;
                command.reason = isReason ? ShortText<95>() : command.reason;
            });
            o.set(100);
            QVERIFY(o.desk.broken() == 0); // tightening does not
            o.set(300);
            QCOMPARE(o.desk.broken(), 13);
        }
    }
    void limitsBeyondTheirBoundsAreFound()
    {
        Owned o;
        o.alter([](events::Command& command) {
            if (auto* wish = std::get_if<events::SetLimits>(&command.what)) {
                wish->limits.dailyLoss = {501};
            }
        });
        o.desk.alterFact = [](events::Fact& fact) {
            if (auto* changed = std::get_if<events::LimitsChanged>(&fact)) {
                changed->limits.dailyLoss = {501};
            }
            return true;
        };
        o.set(500);
        QCOMPARE(o.desk.broken(), 13);
    }
    void whatACrashTookIsForgotten()
    {
        Owned o;
        const auto kept = o.desk.keep();
        o.set(100);
        o.desk.restart(kept);
        o.desk.step();
        QCOMPARE(o.desk.what(), std::string());
        QCOMPARE(o.desk.desk.state().session.limits.dailyLoss.count, 200);
    }
};

QTEST_APPLESS_MAIN(TestLimitsAuthorityCheck)
#include "tst_limits_authority_check.moc"
