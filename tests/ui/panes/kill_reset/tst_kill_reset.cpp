// needs: ui/panes/kill_reset tests/support/fake_terminal Qt6::Widgets
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/commands/registry.h"
#include "ui/panes/kill_reset/view.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::kill_reset;
using namespace omni::testing;

namespace {

views::DeskSnapshot tripped()
{
    views::DeskSnapshot desk = aSnapshot();
    desk.latches = {aLatch()};
    desk.mode = risk::Mode::Halted;
    return desk;
}

Target theWorstOf(const views::DeskSnapshot& desk)
{
    return *targetOf(desk, stoppedOf(desk, risk::KillLevel::None).front());
}

bool allPass(const std::vector<Check>& checks)
{
    return std::all_of(checks.begin(), checks.end(), [](const Check& one) { return one.isPassed; });
}

struct Bench {
    FakeTerminal terminal;
    EngineLink engine{terminal};
    CommandRegistry commands;
    Theme theme;
    Formats formats;
    LinkGroups groups;
    PaneRequests requests;
    std::unique_ptr<View> view;

    explicit Bench(const views::DeskSnapshot& desk = tripped())
    {
        terminal.show(desk);
        terminal.show(aHealth());
        engine.poll();
        view = std::make_unique<View>(PaneContext{engine, commands, theme, formats, groups, requests}, nullptr);
        view->resize(620, 620);
        view->show();
    }
    QPlainTextEdit* reason() const
    {
        return view->findChild<QPlainTextEdit*>();
    }
    QLineEdit* sentence() const
    {
        return view->findChild<QLineEdit*>();
    }
    QPushButton* button(const QString& start) const
    {
        for (QPushButton* button : view->findChildren<QPushButton*>()) {
            if (button->text().startsWith(start)) {
                return button;
            }
        }
        return nullptr;
    }
};

} // namespace

class TestKillReset : public QObject
{
    Q_OBJECT

private slots:
    void opensEachStepOnlyBehindTheOnesBefore()
    {
        const std::vector<Check> good{{u"Connected"_qs, true, true, {}}};
        const auto demo = orders::Environment::Demo;
        QVERIFY(!stepsOf({}, good, {}, {}, demo).canArm);
        QVERIFY(!stepsOf({}, good, u"123456789"_qs, sentence(), demo).canArm);
        QVERIFY(stepsOf({}, good, u"1234567890"_qs, sentence(), demo).canArm);
        QVERIFY(!stepsOf({}, good, u"1234567890"_qs, u"reset"_qs, demo).canArm);
        QVERIFY(!stepsOf(seconds(1), good, u"1234567890"_qs, sentence(), demo).canArm);
        QVERIFY(stepsOf(Duration{}, good, u"1234567890"_qs, sentence(), demo).canArm);
        const std::vector<Check> bad{{u"Connected"_qs, false, true, u"Wait."_qs}};
        QVERIFY(!stepsOf({}, bad, u"1234567890"_qs, sentence(), demo).canArm);
    }

    void takesNoBlanksForAReason()
    {
        QCOMPARE(stepsOf({}, {}, u"  a        b  "_qs, {}, orders::Environment::Demo).reason, StepState::Now);
    }

    void opensALiveSwitchByNothingThatIsTyped()
    {
        QVERIFY(!stepsOf({}, {}, u"1234567890"_qs, sentence(), orders::Environment::Live).canArm);
    }

    void coolsOffAfterALossForAsLongAsTheDeskSays()
    {
        views::DeskSnapshot desk = aSnapshot();
        views::BreakerView breaker;
        breaker.breaker = events::Breaker::DailyLoss;
        breaker.at = desk.at.wall;
        breaker.coolingLeft = minutes(15);
        desk.breakers = {breaker};
        QCOMPARE(coolingLeft(theWorstOf(desk), desk)->ns, minutes(15).ns);
        desk.breakers[0].coolingLeft = {};
        QCOMPARE(coolingLeft(theWorstOf(desk), desk)->ns, std::int64_t{0});
        desk.breakers[0].breaker = events::Breaker::RejectStorm;
        QVERIFY(!coolingLeft(theWorstOf(desk), desk));
    }

    void passesAHealthyDesk()
    {
        const auto desk = tripped();
        QVERIFY(allPass(checksOf(theWorstOf(desk), desk, aHealth(), {})));
    }

    void namesTheFixOfEachCheckThatFails_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("no session") << 0;
        QTest::newRow("no prices") << 1;
        QTest::newRow("books differ") << 2;
        QTest::newRow("unknown order") << 3;
        QTest::newRow("no stop") << 4;
    }

    void namesTheFixOfEachCheckThatFails()
    {
        QFETCH(int, which);
        views::DeskSnapshot desk = tripped();
        views::Health health = aHealth();
        switch (which) {
        case 0:
            desk.isOpen = false;
            break;
        case 1:
            health.parts[0].state = views::PartState::Down;
            break;
        case 2:
            desk.positions[0].reported = Lots{7};
            break;
        case 3:
            desk.openOrders.push_back(anOrder());
            desk.openOrders.back().state = orders::OrderState::Unknown;
            break;
        default:
            desk.positions[0].stopOrder = {};
            break;
        }
        const auto checks = checksOf(theWorstOf(desk), desk, health, {});
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(checks[static_cast<std::size_t>(i)].isPassed, i != which);
        }
        QVERIFY(!checks[static_cast<std::size_t>(which)].fix.isEmpty());
    }

    void letsThoseArmWhoCancelledTheStopsThemselves()
    {
        views::DeskSnapshot desk = tripped();
        desk.latches[0].level = risk::KillLevel::CancelAll;
        desk.positions[0].stopOrder = {};
        const auto checks = checksOf(theWorstOf(desk), desk, aHealth(), {});
        QVERIFY(!checks[4].isPassed);
        QVERIFY(!checks[4].isBlocking);
    }

    void liftsTheLatchThenRaisesTheMode()
    {
        const auto desk = tripped();
        const auto wishes = wishesFor(theWorstOf(desk), desk);
        QCOMPARE(wishes.size(), std::size_t{2});
        QCOMPARE(std::get<events::ResetKill>(wishes[0]).scope, risk::Scope{});
        QCOMPARE(std::get<events::SetMode>(wishes[1]).mode, risk::Mode::Manual);
    }

    void leavesTheModeWhileSomethingElseStopsEverything()
    {
        views::DeskSnapshot desk = tripped();
        views::BreakerView breaker;
        breaker.breaker = events::Breaker::RejectStorm;
        desk.breakers = {breaker};
        const auto wishes = wishesFor(theWorstOf(desk), desk);
        QCOMPARE(wishes.size(), std::size_t{1});
    }

    void clearsABreakerByItsSubject()
    {
        views::DeskSnapshot desk = aSnapshot();
        views::BreakerView breaker;
        breaker.breaker = events::Breaker::RepeatedExecution;
        breaker.subject = 1;
        desk.breakers = {breaker};
        const auto wishes = wishesFor(theWorstOf(desk), desk);
        const auto& clear = std::get<events::ClearBreaker>(wishes[0]);
        QCOMPARE(clear.strategy.value, std::uint64_t{1});
        QCOMPARE(clear.instrument.value, std::uint64_t{0});
    }

    void saysWhenNothingIsTripped()
    {
        Bench bench(aSnapshot());
        QCOMPARE(bench.view->state(), PaneState::Empty);
        QCOMPARE(bench.view->stateText(), u"Nothing is tripped. Trading is armed."_qs);
    }

    void resetsFromTheKeyboardAlone()
    {
        Bench bench;
        bench.reason()->setFocus();
        QTest::keyClicks(bench.reason(), u"Gap on the headline, size halved"_qs);
        QTest::keyClick(bench.reason(), Qt::Key_Return);
        QVERIFY(bench.terminal.sent.empty());
        QTest::keyClicks(bench.sentence(), u"reset the switch"_qs);
        QTest::keyClick(bench.sentence(), Qt::Key_Return);
        QVERIFY(bench.terminal.sent.empty());
        QPushButton* arm = bench.button(u"Arm"_qs);
        QTRY_VERIFY(arm->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT((QTest::keyClick(arm, Qt::Key_Space), bench.terminal.sent.size() == 2), 2'000);
        QCOMPARE(std::string(bench.terminal.sent[0].reason.view()), std::string("Gap on the headline, size halved"));
        QVERIFY(bench.terminal.sent[0].stepUp && bench.terminal.sent[1].stepUp);
        QVERIFY(!arm->isEnabled());
    }

    void enterOnTheFocusedButtonActsAsSpaceDoes()
    {
        Bench bench;
        bench.reason()->setPlainText(u"Gap on the headline, size halved"_qs);
        bench.sentence()->setText(sentence());
        QPushButton* arm = bench.button(u"Arm"_qs);
        QTRY_VERIFY(arm->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT((QTest::keyClick(arm, Qt::Key_Return), bench.terminal.sent.size() == 2), 2'000);
    }

    void escapeKeepsItTrippedAndClearsWhatWasTyped()
    {
        Bench bench;
        bench.reason()->setPlainText(u"1234567890"_qs);
        bench.sentence()->setText(sentence());
        QTest::keyClick(bench.sentence(), Qt::Key_Escape);
        QVERIFY(bench.reason()->toPlainText().isEmpty());
        QVERIFY(bench.sentence()->text().isEmpty());
        QVERIFY(bench.terminal.sent.empty());
    }

    // A latch leaves the strategies that it stopped off: who resets has to know that they must be started.
    void saysWhichStrategiesStayOff()
    {
        const QString all = u"Strategies stay off until each is started in the pane Strategies."_qs;
        const QString one = u"The strategy stays off until it is started in the pane Strategies."_qs;
        const auto arming = [](risk::Scope scope) {
            views::DeskSnapshot desk = tripped();
            desk.latches[0].scope = scope;
            return Bench(desk).view->texts()[4];
        };
        QVERIFY(arming({}).contains(all));
        QVERIFY(arming({risk::ScopeKind::Account, 1}).contains(all));
        QVERIFY(arming({risk::ScopeKind::Strategy, 1}).contains(one));
        QVERIFY(!arming({risk::ScopeKind::Symbol, 1}).contains(u"stay"_qs));
    }

    void tellsTheFiveSteps()
    {
        Bench bench;
        const QStringList texts = bench.view->texts();
        QCOMPARE(texts.size(), 5);
        QVERIFY(texts[0].startsWith(u"Cooling-off time"_qs) && texts[0].endsWith(u"done"_qs));
        QVERIFY(texts[1].contains(u"No unknown orders"_qs) && texts[1].endsWith(u"done"_qs));
        QVERIFY(texts[2].endsWith(u"now"_qs));
        QVERIFY(texts[4].endsWith(u"waiting"_qs));
    }
};

QTEST_MAIN(TestKillReset)
#include "tst_kill_reset.moc"
