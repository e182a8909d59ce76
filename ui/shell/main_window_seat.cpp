// Who sits at the main window: the lock screen over it, signing in, the code that is asked for in place, and what the
// bottom line and the title say of the person.

#include "core/desk/events/principals.h"
#include "core/host/runtime/seat/seat_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "ui/commands/palette.h"
#include "ui/dialogs/people/enrol_dialog.h"
#include "ui/dialogs/sign_in/code_dialog.h"
#include "ui/dialogs/sign_in/sign_in_dialog.h"
#include "ui/dialogs/sign_in/sign_in_words.h"
#include "ui/shell/banner/floating_line.h"
#include "ui/shell/dock/floating_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/seat/lock_gate.h"
#include "ui/shell/seat/lock_screen.h"
#include "ui/shell/seat/seat_enrolment.h"
#include "ui/shell/seat/step_up.h"
#include "ui/shell/status/status_bar.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QApplication>

#include <utility>

namespace omni::ui {

namespace {

constexpr int seatMs = 250;
/// From so many failed tries before a good one on the person is told (safety 4.3).
constexpr std::uint32_t worthTelling = 3;
constexpr std::size_t fewCodes = 3;

} // namespace

void MainWindow::buildSeat()
{
    auto* const seat = m_engine.terminal().seat();
    if (seat == nullptr) {
        return;
    }
    m_lock = new LockScreen(m_engine, m_theme, makeLine(this), this);
    m_gate = new LockGate(*m_lock);
    connect(m_lock, &LockScreen::cameIn, this, &MainWindow::followSeat);
    connect(m_lock, &LockScreen::enrolAsked, this, &MainWindow::enrolAtSeat);
    const auto signOut = [this, seat] {
        seat->signOut();
        followSeat();
    };
    connect(m_lock, &LockScreen::signOutAsked, this, signOut);
    connect(m_status, &StatusBar::signOutAsked, this, signOut);
    connect(m_status, &StatusBar::lockAsked, this, &MainWindow::lockNow);
    connect(m_status, &StatusBar::signInAsked, this, [this] { signIn({}); });
    connect(&m_engine, &EngineLink::refusedAtSeat, this, [this](const views::SeatFailure& why) {
        toast(ToastLevel::Answer, u"seat"_qs, sign_in::refusalWords(why));
        followSeat();
    });
    new StepUp(
        m_engine, m_theme, [this] { return dialogParent(); }, this);
    m_seatTimer.setInterval(seatMs);
    connect(&m_seatTimer, &QTimer::timeout, this, &MainWindow::followSeat);
    m_seatTimer.start();
}

/// Before a session with a broker somebody says who he is. One that begins with the program waits for nobody: the
/// window is covered until somebody has.
void MainWindow::start(const runtime::SessionWish& wish)
{
    auto* const seat = m_engine.terminal().seat();
    const bool isAsked = seat != nullptr && seat->view().state == views::SeatState::SignedOut;
    if (!wish.broker.empty() && isAsked && isVisible()) {
        signIn([this, wish] { begin(wish); });
    } else {
        begin(wish);
    }
}

/// A broker's account is at stake, or will be as soon as the session that starts has begun.
bool MainWindow::asksWhoItIs() const
{
    if (m_lock == nullptr) {
        return false;
    }
    switch (m_engine.phase().phase) {
    case runtime::Phase::Idle:
    case runtime::Phase::Failed:
        return false;
    case runtime::Phase::Starting:
    case runtime::Phase::Running:
    case runtime::Phase::Ending:
    case runtime::Phase::Ended:
        break;
    }
    const views::DeskSnapshot& desk = m_engine.desk();
    return desk.at.wall.ns != 0 ? !orders::isSimulated(desk.environment) : !m_lastWish.broker.empty();
}

void MainWindow::followSeat()
{
    if (m_lock == nullptr) {
        return;
    }
    const auto seat = m_engine.terminal().seat()->view();
    Words::setSelf(seat.number ? seat.number : events::owner);
    bool covers = false;
    switch (seat.state) {
    case views::SeatState::NoAccounts:
    case views::SeatState::SignedIn:
        break;
    case views::SeatState::Locked:
    case views::SeatState::MustEnrol:
        covers = true;
        break;
    case views::SeatState::SignedOut:
        covers = asksWhoItIs() || seat.wasEnded; // whoever sat here must hear that he does not any more
        break;
    }
    m_lock->showSeat(seat, m_settings.choices().hidesAmounts);
    // Whose sitting ended by what he has just done himself still reads what is shown once; nothing else passes his
    // seat.
    const bool isHeld = covers && !m_isCovered && seat.wasEnded && m_gate->isHeld();
    if (covers != m_isCovered && !isHeld) {
        covers ? cover(seat.person) : uncover(seat.person);
    }
    tellWhoSitsHere();
}

void MainWindow::cover(const std::string& person)
{
    m_coveredFor = person;
    m_isCovered = true;
    m_palette->hide();
    m_toasts->clear();
    const bool wereDialogs = m_gate->shut();
    applyChoices(false); // figures are hidden in what may still be shown: the question of the kill switch
    showFloating(false);
    centralWidget()->hide(); // not only from the eye: from who reads the screen, too
    m_lock->say(wereDialogs ? tr("What was open when it locked was closed. Nothing of it was sent.") : QString());
    m_lock->show();
    m_lock->raise();
    m_lock->focusFirst();
}

void MainWindow::uncover(const std::string& person)
{
    m_isCovered = false;
    m_gate->open(!person.empty() && person == m_coveredFor);
    m_lock->hide();
    m_lock->say({});
    centralWidget()->show();
    showFloating(true);
    applyChoices(false);
    greet();
    focusWork();
}

void MainWindow::showFloating(bool isShown)
{
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (auto* floating = qobject_cast<FloatingWindow*>(top)) {
            floating->setVisible(isShown);
        }
    }
}

/// What a person must hear who has just come in (safety 4.3).
void MainWindow::greet()
{
    const auto seat = m_engine.terminal().seat()->view();
    if (seat.state != views::SeatState::SignedIn) {
        return;
    }
    if (seat.failuresBefore >= worthTelling) {
        toast(ToastLevel::Critical, u"failures"_qs,
              tr("Before you came in, %n tries in your name had failed. If that was not you, change your password.",
                 nullptr, static_cast<int>(seat.failuresBefore)));
    }
    if (seat.wasResetAskedFor) {
        toast(ToastLevel::Critical, u"reset asked for"_qs,
              tr("Somebody wanted your authenticator taken away. By signing in with it you have stopped that."));
    }
    if (seat.hasSecondFactor && seat.recoveryCodesLeft < fewCodes) {
        toast(
            ToastLevel::Info, u"few codes"_qs,
            tr("You have %n recovery code(s) left. Make new ones.", nullptr, static_cast<int>(seat.recoveryCodesLeft)));
    }
}

void MainWindow::tellWhoSitsHere()
{
    if (m_lock == nullptr) {
        return;
    }
    const auto seat = m_engine.terminal().seat()->view();
    const bool isIn = !seat.person.empty();
    const bool isHidden = m_settings.choices().hidesAmounts;
    const QString name = isHidden ? hiddenText() : outsideText(seat.person, 40);
    if (seat.state == views::SeatState::NoAccounts) {
        m_status->setSeat({}, {}, false);
    } else {
        const QString detail = isIn
            ? tr("Signed in. Locks when nobody has been here for %1.").arg(sign_in::leftWords(seat.untilLock))
            : tr("Nobody is signed in: in a demo and a replay that is not asked for.");
        m_status->setSeat(isIn ? name : tr("nobody signed in"), detail, isIn);
    }
    const QString shown = isIn && !isHidden ? name : QString();
    if (std::exchange(m_person, shown) != shown) {
        updateTitle();
    }
}

void MainWindow::lockNow()
{
    if (auto* vault = m_engine.terminal().vault()) {
        static_cast<void>(vault->wish(runtime::LockVault{}));
    }
    if (auto* seat = m_engine.terminal().seat()) {
        seat->lock();
        followSeat();
    }
}

void MainWindow::signIn(std::function<void()> then)
{
    auto* dialog = new sign_in::SignInDialog(m_engine, m_theme, this);
    connect(dialog, &QDialog::accepted, this, [this, then] {
        followSeat();
        greet();
        if (then) {
            then();
        }
    });
    connect(dialog, &QDialog::rejected, this, [this, then] {
        if (then && !m_isCovered) {
            toast(ToastLevel::Answer, u"not started"_qs, tr("No session was started: nobody is signed in."));
        }
    });
    dialog->open();
}

/// The password once more, then the authenticator: both over the lock screen, which they belong to.
void MainWindow::enrolAtSeat()
{
    auto* password = new sign_in::CodeDialog(
        m_engine, m_theme, sign_in::CodeDialog::Asks::PasswordToEnrol,
        tr("A new authenticator takes your password once more: the recovery code that let you in is used up."), m_lock);
    connect(password, &QDialog::accepted, this, [this] {
        auto* source = new SeatEnrolment(*m_engine.terminal().seat());
        auto* dialog = new people::EnrolDialog(m_theme, *source, m_lock);
        source->setParent(dialog);
        dialog->open();
    });
    password->open();
}

} // namespace omni::ui
