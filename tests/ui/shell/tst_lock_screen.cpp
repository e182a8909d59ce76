// needs: ui/shell ui/dialogs/sign_in ui/dialogs/people ui/dialogs/kill_confirm tests/support/fake_terminal
// needs: Qt6::Widgets
//
// Nobody sees or changes anything before he has said who he is: the lock screen, what it lets through - the kill
// switch - and what it does not (ui-spec 13, V16).
#include "core/desk/events/principals.h"
#include "tests/support/richer.h"
#include "tests/support/window_bench.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/sign_in/sign_in_dialog.h"
#include "ui/dialogs/sign_in/sign_in_panel.h"
#include "ui/dialogs/sign_in/sign_in_words.h"
#include "ui/shell/dock/floating_window.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/seat/lock_screen.h"
#include "ui/shell/status/status_bar.h"
#include "ui/shell/strip/kill_button.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/secret_field.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;
using views::SeatState;

namespace {

views::DeskSnapshot onPaper()
{
    views::DeskSnapshot desk = aSnapshot();
    desk.environment = orders::Environment::Paper;
    return desk;
}

struct Bench : WindowBench {
    explicit Bench(SeatState state = SeatState::SignedOut, views::DeskSnapshot desk = onPaper())
        : WindowBench(false)
    {
        window.reset();
        terminal.seatShown.emplace();
        terminal.vaultShown.shown.state = views::VaultState::Open;
        if (state == SeatState::SignedOut || state == SeatState::NoAccounts) {
            terminal.seatShown->shown.state = state;
        } else {
            terminal.seatShown->isIn("anna", state);
        }
        terminal.show(std::move(desk));
        terminal.show(aHealth());
        open();
    }
    FakeSeat& seat()
    {
        return *terminal.seatShown;
    }
    LockScreen& screen()
    {
        return *window->findChild<LockScreen*>();
    }
    template<class Field> Field* field(const char* name)
    {
        return screen().findChild<Field*>(QString::fromLatin1(name));
    }
    void type(const char* name, const QString& text)
    {
        auto* into = field<QLineEdit>(name);
        into->setFocus();
        QTest::keyClicks(into, text);
    }
    QString told()
    {
        return field<QLabel>("seatTold")->text();
    }
    QPushButton& act()
    {
        return *field<QPushButton>("seatAct");
    }
    bool isToasted(const QString& part)
    {
        const auto& shown = window->toasts().queue().shown();
        return std::any_of(shown.begin(), shown.end(), [&](const Toast& one) { return one.text.contains(part); });
    }
    QList<QDialog*> dialogs()
    {
        QList<QDialog*> open;
        for (QWidget* top : QApplication::topLevelWidgets()) {
            if (auto* dialog = qobject_cast<QDialog*>(top); dialog != nullptr && dialog->isVisible()) {
                open.append(dialog);
            }
        }
        return open;
    }
};

std::string textOfSecret(const platform::SecretBytes& secret)
{
    return textOf(secret);
}

} // namespace

class TestLockScreen : public QObject
{
    Q_OBJECT

private slots:
    void aBrokersAccountIsCoveredUntilSomebodyHasSignedIn()
    {
        Bench bench;
        QVERIFY(bench.window->isCovered());
        QVERIFY(bench.window->centralWidget()->isHidden()); // for who reads the screen as well
        QVERIFY(!bench.act().isEnabled());
        bench.type("personName", QStringLiteral(" Anna "));
        bench.type("personPassword", QStringLiteral("a long way to Tipperary"));
        bench.type("personCode", QStringLiteral("123 456")); // sends itself

        const auto* wish = bench.seat().last<runtime::SignIn>();
        QVERIFY(wish != nullptr);
        QCOMPARE(wish->person, std::string("anna"));
        QCOMPARE(textOfSecret(wish->password), std::string("a long way to Tipperary"));
        QCOMPARE(textOfSecret(wish->second), std::string("123 456"));
        QTRY_VERIFY(!bench.window->isCovered());
        QVERIFY(!bench.window->centralWidget()->isHidden());
        QVERIFY(bench.window->windowTitle().endsWith(QStringLiteral("· anna")));
        QVERIFY(bench.window->status().text().contains(QStringLiteral("anna")));
        QVERIFY(bench.field<SecretField>("personPassword")->isBlank());
    }

    void aDemoAndAProfileWithoutAccountsAskNobody()
    {
        Bench demo(SeatState::SignedOut, aSnapshot());
        QVERIFY(!demo.window->isCovered());
        Bench owner(SeatState::NoAccounts);
        QVERIFY(!owner.window->isCovered());
        QVERIFY(!owner.window->status().text().contains(QStringLiteral("signed")));
    }

    void aWithoutAuthenticatorTheCodeStaysEmpty()
    {
        Bench bench;
        bench.type("personName", QStringLiteral("anna"));
        bench.type("personPassword", QStringLiteral("a long way to Tipperary"));
        QTest::keyClick(bench.field<QLineEdit>("personPassword"), Qt::Key_Return); // first to the code
        QVERIFY(bench.seat().wishes.empty());
        QTest::keyClick(bench.field<QLineEdit>("personCode"), Qt::Key_Return);
        QVERIFY(bench.seat().last<runtime::SignIn>() != nullptr);
        QVERIFY(bench.seat().last<runtime::SignIn>()->second.isEmpty());
    }

    // One screen for both secrets: the vault first, and what was typed besides stays when that fails.
    void theVaultIsOpenedOnTheWay()
    {
        Bench bench;
        bench.seat().shown.needsVault = true;
        auto& vault = bench.terminal.vaultShown;
        vault.shown.state = views::VaultState::Locked;
        vault.failsWith = views::VaultFailure{"vault_does_not_open", "english words", {}};
        QTRY_VERIFY(bench.field<QLineEdit>("vaultPassphrase")->isVisible());
        bench.type("personName", QStringLiteral("anna"));
        bench.type("personPassword", QStringLiteral("a long way to Tipperary"));
        bench.type("vaultPassphrase", QStringLiteral("open what"));
        QTest::mouseClick(&bench.act(), Qt::LeftButton);
        QTRY_VERIFY(bench.told().contains(QStringLiteral("vault does not open")));
        QVERIFY(bench.seat().wishes.empty());
        QVERIFY(!bench.field<SecretField>("personPassword")->isBlank());

        vault.failsWith.reset();
        vault.shown.state = views::VaultState::Open; // as it is once this wish is carried out
        bench.type("vaultPassphrase", QStringLiteral("open sesame"));
        QTest::mouseClick(&bench.act(), Qt::LeftButton);
        QTRY_VERIFY(bench.seat().last<runtime::SignIn>() != nullptr);
        QCOMPARE(textOfSecret(vault.last<runtime::UnlockVault>()->key), std::string("open sesame"));
        QTRY_VERIFY(!bench.window->isCovered());
    }

    void failuresAndWaitsAreTold()
    {
        Bench bench(SeatState::Locked);
        QVERIFY(bench.window->isCovered());
        bench.seat().failsWith = views::SeatFailure{"denied", "english words", {}};
        bench.seat().shown.hasSecondFactor = true;
        bench.seat().shown.mayTryAt = bench.terminal.nowShown + seconds(90);
        QTRY_VERIFY(bench.field<QLineEdit>("personCode")->isVisible());
        QVERIFY(!bench.field<QLineEdit>("personName")->isVisible()); // who it is is known
        bench.seat().shown.mayTryAt.reset();
        bench.type("personPassword", QStringLiteral("wrong"));
        QTest::mouseClick(&bench.act(), Qt::LeftButton);
        bench.seat().shown.mayTryAt = bench.terminal.nowShown + seconds(90);
        QTRY_VERIFY(bench.told().contains(QStringLiteral("counts in 90 s")));
        QVERIFY(bench.told().contains(QStringLiteral("password or the code is wrong")));
        QVERIFY(bench.window->isCovered());
        bench.type("personPassword", QStringLiteral("right"));
        QTRY_VERIFY(bench.told().contains(QStringLiteral("90 s")));
        QVERIFY(!bench.act().isEnabled());
        QVERIFY(sign_in::failureWords({"rate_limited", {}, {}}, true).contains(QStringLiteral("right password waits")));
        QCOMPARE(sign_in::leftWords(minutes(10)), QStringLiteral("10 min"));
    }

    void aWholeCodeIsSixDigitsWithOrWithoutBlanks()
    {
        const auto isWhole = [](std::string_view text) {
            return sign_in::isWholeCode(std::as_bytes(std::span(text.data(), text.size())));
        };
        QVERIFY(isWhole("123456") && isWhole("123 456") && isWhole(" 1 2 3 4 5 6 "));
        QVERIFY(!isWhole("12345") && !isWhole("1234567") && !isWhole("") && !isWhole("ABCDEF") && !isWhole("12345A"));
    }

    // No figure: the picture of a locked window is the same for somebody with ten times as much.
    void noFigureIsOnTheScreen()
    {
        Bench bench(SeatState::Locked);
        QVERIFY(bench.window->isCovered());
        bench.window->setFocus(); // no caret that blinks
        const QImage before = bench.window->grab().toImage();
        views::DeskSnapshot richer = onPaper();
        richer.equity = Money{richer.equity ? richer.equity->e8 * 10 : 10};
        bench.terminal.show(richer);
        bench.window->engine().poll();
        QVERIFY(bench.window->grab().toImage() == before);
        for (const QString& text : bench.screen().texts()) {
            QVERIFY2(!text.contains(QChar(u'$')) && !text.contains(QStringLiteral("USD")), qPrintable(text));
        }
        QVERIFY(bench.screen().texts().join(u' ').contains(QStringLiteral("Orders and stops go on")));
    }

    // What was bought is nobody's to read there, nor to hear; it stands among the alerts.
    void whatHappensIsNotToldOverTheLock()
    {
        Bench open(SeatState::SignedIn), locked(SeatState::Locked);
        for (Bench* bench : {&open, &locked}) {
            events::AlertRaised alert;
            alert.level = events::AlertLevel::Critical;
            alert.key = ShortText<31>("breaker.losing_streak");
            bench->terminal.notice(Stamp{Sequence{50}, {}, {}, 1}, events::Fact(alert));
            bench->window->engine().poll();
        }
        QVERIFY(!open.window->toasts().queue().shown().empty());
        QVERIFY(locked.window->isCovered());
        QVERIFY(locked.window->toasts().queue().shown().empty());

        open.seat().isIn("anna", SeatState::Locked);
        open.window->engine().poll();
        QTRY_VERIFY(open.window->isCovered());
        QVERIFY(open.window->toasts().queue().shown().empty());
    }

    void theKillSwitchWorksBehindTheLock()
    {
        Bench bench(SeatState::Locked);
        auto* password = bench.field<QLineEdit>("personPassword");
        password->setFocus();
        QTest::keyClick(password, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(bench.question() != nullptr && bench.question()->isVisible());
        QVERIFY(bench.window->formats().hasPrivacy); // what it says is hidden as for a stranger
        bench.now += 400;
        QTest::keyRelease(password, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(bench.question()->focusWidget() != nullptr
                    && QApplication::focusWidget() == bench.question()->focusWidget());
        QTest::keyClick(bench.question()->focusWidget(), Qt::Key_Return);
        QCOMPARE(bench.terminal.kills.size(), std::size_t{1});
        QVERIFY(bench.window->isCovered());

        Bench other(SeatState::Locked);
        auto* button = other.screen().findChild<KillButton*>();
        QVERIFY(button != nullptr && button->isVisible());
        emit button->stopAsked({});
        QTRY_VERIFY(other.question() != nullptr && other.question()->isVisible());
    }

    void shortcutsSleepAndNothingOpens()
    {
        Bench bench(SeatState::Locked);
        auto* password = bench.field<QLineEdit>("personPassword");
        password->setFocus();
        QTest::keyClick(password, Qt::Key_Comma, Qt::ControlModifier);
        QTest::keyClick(password, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(password, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(password, Qt::Key_O, Qt::ControlModifier);
        QVERIFY(bench.dialogs().isEmpty());
        bench.run("tools.settings"); // whoever finds a way all the same
        QTRY_VERIFY(bench.dialogs().isEmpty());
        QVERIFY(bench.terminal.sent.empty());
    }

    // Nothing half done: what was asked is void, and that is said.
    void whatWasOpenWhenItLocksIsClosed()
    {
        Bench bench(SeatState::SignedIn);
        QVERIFY(!bench.window->isCovered());
        bench.run("trade.cancelEntries");
        QTRY_COMPARE(bench.dialogs().size(), 1);
        bench.window->lockNow();
        QVERIFY(bench.window->isCovered());
        QVERIFY(bench.terminal.vaultShown.last<runtime::LockVault>() != nullptr);
        QTRY_VERIFY(bench.dialogs().isEmpty());
        QVERIFY(bench.terminal.sent.empty());
        QVERIFY(bench.screen().texts().join(u' ').contains(QStringLiteral("Nothing of it was sent")));

        bench.type("personPassword", QStringLiteral("a long way to Tipperary"));
        QTest::keyClick(bench.field<QLineEdit>("personPassword"), Qt::Key_Return);
        QVERIFY(bench.seat().last<runtime::UnlockSeat>() != nullptr);
        QTRY_VERIFY(!bench.window->isCovered());
        QVERIFY(!bench.window->formats().hasPrivacy);
    }

    // Recovery codes are shown once: they are out of sight, not lost; and whoever has just set up an authenticator,
    // which ends his sitting, reads them first.
    void whatIsShownOnceIsOutOfSightAndThereAgain()
    {
        struct Once final : QDialog {
            using QDialog::QDialog;
            bool isRead = false;
            void reject() override
            {
                if (isRead) {
                    QDialog::reject();
                }
            }
        };
        Bench bench(SeatState::SignedIn);
        QDialog settings(bench.window.get());
        settings.open();
        Once once(&settings);
        once.open();
        bench.window->lockNow();
        QVERIFY(bench.window->isCovered());
        QVERIFY(bench.dialogs().isEmpty());
        bench.seat().shown.state = SeatState::SignedIn;
        QTRY_COMPARE(bench.dialogs().size(), 2);

        bench.seat().signOut();
        bench.seat().shown.wasEnded = true;
        QTest::qWait(600);
        QVERIFY(!bench.window->isCovered() && once.isVisible());
        once.isRead = true;
        QTRY_VERIFY(bench.window->isCovered());
        QVERIFY(bench.dialogs().isEmpty());
    }

    // A role that went away in the middle: the next command is refused in words, and the window asks who it is.
    void whoHasLostHisRightsIsToldWhenHeActs()
    {
        Bench bench(SeatState::SignedIn);
        bench.seat().refuses = views::SeatFailure{"session_ended", "english words", {}};
        QVERIFY(!bench.window->engine().send(events::SetMode{risk::Mode::Halted}));
        QVERIFY(bench.isToasted(QStringLiteral("have changed since you signed in")));
        QVERIFY(bench.terminal.sent.empty());
        bench.seat().signOut();
        bench.seat().shown.wasEnded = true;
        QTRY_VERIFY(bench.window->isCovered());
        QVERIFY(bench.screen().texts().join(u' ').contains(QStringLiteral("have changed since you signed in")));
    }

    void floatingWindowsAreGoneWhileItIsLocked()
    {
        Bench bench(SeatState::SignedIn);
        bench.area().floatPane(QStringLiteral("orders"));
        const auto floating = [] {
            int shown = 0;
            for (QWidget* top : QApplication::topLevelWidgets()) {
                shown += qobject_cast<FloatingWindow*>(top) != nullptr && top->isVisible() ? 1 : 0;
            }
            return shown;
        };
        QTRY_COMPARE(floating(), 1);
        bench.window->lockNow();
        QCOMPARE(floating(), 0);
        bench.seat().shown.state = SeatState::SignedIn;
        QTRY_COMPARE(floating(), 1);
    }

    void aLockedWindowIsNotClosedOverASession()
    {
        Bench bench(SeatState::Locked);
        QVERIFY(!bench.window->close());
        QVERIFY(bench.window->isVisible());
        QCOMPARE(bench.terminal.ends, std::size_t{0});
        QVERIFY(bench.screen().texts().join(u' ').contains(QStringLiteral("Unlock first")));
    }

    void streamerModeHidesTheName()
    {
        Bench bench(SeatState::SignedIn);
        bench.run("view.privacy");
        QVERIFY(!bench.window->windowTitle().contains(QStringLiteral("anna")));
        QVERIFY(!bench.window->status().text().contains(QStringLiteral("anna")));
        bench.window->lockNow();
        QVERIFY(!bench.screen().texts().join(u' ').contains(QStringLiteral("anna")));
    }

    void aSessionWithABrokerIsStartedByWhoHasSaidWhoHeIs()
    {
        Bench bench(SeatState::SignedOut, aSnapshot());
        runtime::SessionWish wish;
        wish.broker = "sandbox-binance";
        bench.window->start(wish);
        auto* dialog = bench.window->findChild<sign_in::SignInDialog*>();
        QVERIFY(dialog != nullptr && bench.terminal.starts.empty());
        dialog->reject();
        QVERIFY(bench.terminal.starts.empty());
        QVERIFY(bench.isToasted(QStringLiteral("nobody is signed in")));
        bench.window->start({}); // a demo
        QCOMPARE(bench.terminal.starts.size(), std::size_t{1});
        bench.window->start(wish);
        bench.seat().isIn("anna");
        const auto dialogs = bench.window->findChildren<sign_in::SignInDialog*>();
        emit dialogs.back()->findChild<sign_in::SignInPanel*>()->cameIn();
        QCOMPARE(bench.terminal.starts.size(), std::size_t{2});
        QCOMPARE(bench.terminal.starts.back().broker, std::string("sandbox-binance"));
    }

    void whoComesInIsToldWhatHappenedMeanwhile()
    {
        Bench bench(SeatState::Locked);
        bench.seat().shown.failuresBefore = 4;
        bench.seat().shown.wasResetAskedFor = true;
        bench.type("personPassword", QStringLiteral("a long way to Tipperary"));
        QTest::keyClick(bench.field<QLineEdit>("personPassword"), Qt::Key_Return);
        QTRY_VERIFY(!bench.window->isCovered());
        QVERIFY(bench.isToasted(QStringLiteral("4 tries")));
        QVERIFY(bench.isToasted(QStringLiteral("authenticator taken away")));
    }

    void behindARecoveryCodeNothingElseComesFirst()
    {
        Bench bench(SeatState::SignedOut);
        bench.seat().isIn("anna", SeatState::MustEnrol);
        QTRY_VERIFY(bench.screen().texts().join(u' ').contains(QStringLiteral("recovery code")));
        QVERIFY(bench.window->isCovered());
        QVERIFY(!bench.act().isVisible());

        emit bench.screen().enrolAsked();
        QTRY_COMPARE(bench.dialogs().size(), 1);
        auto* password = bench.dialogs().front()->findChild<SecretField*>(QStringLiteral("freshCode"));
        QTest::keyClicks(password, QStringLiteral("a long way to Tipperary"));
        QTest::keyClick(password, Qt::Key_Return);
        QVERIFY(bench.seat().last<runtime::BeginSeatEnrolment>() != nullptr);
        QTRY_VERIFY(bench.screen().findChild<people::EnrolDialog*>() != nullptr);
        auto* enrol = bench.screen().findChild<people::EnrolDialog*>();
        QTRY_VERIFY(enrol->isVisible());
        auto* code = enrol->findChild<SecretField*>(QStringLiteral("enrolCode"));
        QTest::keyClicks(code, QStringLiteral("123456"));
        QVERIFY(bench.seat().last<runtime::ConfirmSeatEnrolment>() != nullptr);
        QTRY_VERIFY(enrol->findChild<QWidget*>(QStringLiteral("enrolCode")) == nullptr); // the codes stand there now
        QTest::qWait(600); // nobody is signed in any more, and they stay all the same
        QVERIFY(bench.window->isCovered() && enrol->isVisible());
    }
};

QTEST_MAIN(TestLockScreen)
#include "tst_lock_screen.moc"
