// needs: ui/shell ui/dialogs/sign_in ui/dialogs/kill_confirm tests/support/fake_terminal Qt6::Widgets
//
// A code that is missing in LIVE is asked for in place, and the same word is given again; nowhere else (safety 4.4).
#include "tests/support/window_bench.h"
#include "ui/dialogs/sign_in/code_dialog.h"
#include "ui/widgets/secret_field.h"

#include <QLabel>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;

namespace {

struct Bench : WindowBench {
    explicit Bench(orders::Environment environment)
        : WindowBench(false)
    {
        window.reset();
        terminal.seatShown.emplace();
        terminal.seatShown->isIn("anna");
        terminal.seatShown->shown.hasSecondFactor = true;
        views::DeskSnapshot desk = aSnapshot();
        desk.environment = environment;
        terminal.show(desk);
        terminal.show(aHealth());
        open();
    }
    /// As the desk says it of a command of the window.
    void deny(const events::Command& command, std::uint64_t seq, events::Denial why = events::Denial::StepUpMissing)
    {
        Stamp stamp;
        stamp.seq = Sequence{seq};
        terminal.notice(stamp, events::Event{command});
        terminal.notice(stamp, events::Fact{events::CommandDenied{why, command.by}});
        window->engine().poll();
    }
    sign_in::CodeDialog* dialog()
    {
        return window->findChild<sign_in::CodeDialog*>();
    }
    void typeCode(const QString& text)
    {
        auto* field = dialog()->findChild<SecretField*>(QStringLiteral("freshCode"));
        field->setFocus();
        QTest::keyClicks(field, text);
    }
};

events::Command reset(PrincipalId by = PrincipalId{100}, risk::EntryPath path = risk::EntryPath::Gui)
{
    events::Command command;
    command.by = by;
    command.path = path;
    command.reason = ShortText<95>("looked at it");
    command.what = events::ResetKill{};
    return command;
}

} // namespace

class TestStepUp : public QObject
{
    Q_OBJECT

private slots:
    void theSameWordIsGivenAgainWithACode()
    {
        Bench bench(orders::Environment::Live);
        events::Command arm = reset();
        arm.what = events::SetMode{risk::Mode::Manual};
        bench.deny(reset(), 7);
        bench.deny(arm, 8); // in one breath: one code for both
        QVERIFY(bench.dialog() != nullptr && bench.dialog()->isVisible());
        QCOMPARE(bench.window->findChildren<sign_in::CodeDialog*>().size(), 1);
        QVERIFY(bench.terminal.sent.empty());

        bench.typeCode(QStringLiteral("123456")); // sends itself

        QCOMPARE(textOf(bench.terminal.seatShown->last<runtime::ShowCode>()->code), std::string("123456"));
        QTRY_COMPARE(bench.terminal.sent.size(), std::size_t{2});
        QVERIFY(bench.terminal.sent.front() == reset());
        QVERIFY(bench.terminal.sent.back() == arm);
    }

    void aWrongCodeIsToldAndNothingIsSent()
    {
        Bench bench(orders::Environment::Live);
        bench.terminal.seatShown->failsWith = views::SeatFailure{"denied", "english words", {}};
        bench.deny(reset(), 7);
        bench.typeCode(QStringLiteral("123456"));
        auto* told = bench.dialog()->findChild<QLabel*>(QStringLiteral("codeTold"));
        QTRY_VERIFY(told->text().contains(QStringLiteral("wrong")));
        QVERIFY(bench.dialog()->isVisible());
        bench.dialog()->reject();
        QVERIFY(bench.terminal.sent.empty());
    }

    void whoHasNoAuthenticatorIsTold()
    {
        Bench bench(orders::Environment::Live);
        bench.terminal.seatShown->shown.hasSecondFactor = false;
        bench.deny(reset(), 7);
        auto* told = bench.dialog()->findChild<QLabel*>(QStringLiteral("codeTold"));
        QVERIFY(told->text().contains(QStringLiteral("your account has none")));
        bench.typeCode(QStringLiteral("123456"));
        QVERIFY(bench.terminal.seatShown->wishes.empty());
    }

    void inPaperAndForOthersNothingIsAsked()
    {
        Bench paper(orders::Environment::Paper);
        paper.deny(reset(), 7);
        QVERIFY(paper.dialog() == nullptr);
        Bench live(orders::Environment::Live);
        live.deny(reset(PrincipalId{2}, risk::EntryPath::Cli), 7); // of a shell
        live.deny(reset(), 8, events::Denial::NoRight);
        QVERIFY(live.dialog() == nullptr);
    }
};

QTEST_MAIN(TestStepUp)
#include "tst_step_up.moc"
