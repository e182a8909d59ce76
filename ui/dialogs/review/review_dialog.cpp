#include "ui/dialogs/review/review_dialog.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/state_bar.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/expiry_bar.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QWindow>

#include <algorithm>

namespace omni::ui::review {

namespace {

constexpr int tickMs = 100;

} // namespace

void ReviewDialog::review(ProposalId proposal)
{
    m_guard.opened();
    for (QScrollArea* scroll : m_scrolls) {
        scroll->verticalScrollBar()->setValue(0); // before: of the next one nothing has been looked at
    }
    m_model->review(proposal);
    if (!isVisible()) {
        open();
        evidenceScroll().setFocus(Qt::OtherFocusReason);
    }
}

void ReviewDialog::amend(ProposalId proposal)
{
    review(proposal);
    amendIt();
}

void ReviewDialog::refresh()
{
    m_model->passTime();
    follow();
}

void ReviewDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_guard.opened();
    m_timer.start(tickMs);
    follow();
}

/// It has no frame of the system's: the header moves it.
void ReviewDialog::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && windowHandle() != nullptr
        && m_header->geometry().contains(event->position().toPoint())) {
        windowHandle()->startSystemMove();
    }
    QDialog::mousePressEvent(event);
}

void ReviewDialog::paintEvent(QPaintEvent* event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(QPen(m_theme.color(Token::Line2), 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ReviewDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    arrange();
    placeWarnings();
}

void ReviewDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

void ReviewDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    m_timer.stop();
}

bool ReviewDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyRelease) {
        m_guard.released(static_cast<QKeyEvent&>(*event)); // wherever the focus is
    }
    const bool isLook = event->type() == QEvent::Wheel || event->type() == QEvent::FocusIn
        || event->type() == QEvent::MouseButtonPress;
    if (isLook && isVisible()) {
        for (auto* widget = qobject_cast<QWidget*>(watched); widget != nullptr; widget = widget->parentWidget()) {
            if (widget == m_why) {
                m_model->sawReasons();
            } else if (widget == m_effect) {
                m_model->sawWhatIf();
            }
        }
    }
    return QDialog::eventFilter(watched, event);
}

void ReviewDialog::keyPressEvent(QKeyEvent* event)
{
    // Every press is the guard's to count; what it does not take does nothing, here or in QDialog.
    if (m_guard.takes(*event)) {
        onKey(*event);
    }
    event->accept();
}

void ReviewDialog::onKey(const QKeyEvent& event)
{
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const auto modifiers = event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    if (isEnter && modifiers == Qt::ControlModifier) {
        approve();
    } else if (isEnter && modifiers == Qt::NoModifier) {
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget())) {
            button->click();
        } else if (m_model->step() == Step::Amending) {
            sendAmendment();
        }
    } else if (event.key() == Qt::Key_Escape) {
        escape();
    } else if (modifiers == Qt::NoModifier) {
        onLetter(event.key());
    }
}

bool ReviewDialog::onLetter(int key)
{
    switch (key) {
    case Qt::Key_R:
        declineIt();
        return true;
    case Qt::Key_S:
        snoozeIt();
        return true;
    case Qt::Key_B:
        m_model->bringBack();
        return true;
    case Qt::Key_J:
        next();
        return true;
    case Qt::Key_E:
        amendIt();
        return true;
    case Qt::Key_W:
        return m_model->tickNext();
    default:
        return false;
    }
}

void ReviewDialog::escape()
{
    switch (m_model->step()) {
    case Step::Amending:
        m_model->stopAmending();
        break;
    case Step::Refused:
    case Step::NeedsSentence:
        m_model->backToReview();
        break;
    case Step::None:
    case Step::Reviewing:
    case Step::Drifted:
    case Step::Approving:
    case Step::Sent:
    case Step::Rejected:
    case Step::Snoozed:
    case Step::Expired:
    case Step::Withdrawn:
        reject(); // of the dialog: the proposal waits on
        break;
    }
}

void ReviewDialog::approve()
{
    if (m_guard.isAwake()) {
        static_cast<void>(m_model->approve());
    }
}

void ReviewDialog::declineIt()
{
    if (m_guard.isAwake()) {
        m_model->reject();
    }
}

void ReviewDialog::snoozeIt()
{
    if (m_guard.isAwake()) {
        m_model->snooze();
    }
}

void ReviewDialog::amendIt()
{
    m_model->beginAmending();
    if (m_model->step() == Step::Amending) {
        m_order->focusFirstField();
    }
}

void ReviewDialog::sendAmendment()
{
    if (m_order->fault().isEmpty()) {
        static_cast<void>(m_model->amend(m_order->wish()));
    }
}

ProposalId ReviewDialog::nextWaiting() const
{
    const auto& waiting = m_engine.desk().proposals;
    const auto isOther
        = [this](const views::ProposalView& view) { return view.made.proposal.id != m_model->proposal(); };
    const auto later = std::find_if(waiting.begin(), waiting.end(), [&](const views::ProposalView& view) {
        return isOther(view) && view.made.proposal.id > m_model->proposal();
    });
    const auto found = later != waiting.end() ? later : std::find_if(waiting.begin(), waiting.end(), isOther);
    return found == waiting.end() ? ProposalId{} : found->made.proposal.id;
}

void ReviewDialog::next()
{
    const ProposalId other = nextWaiting();
    if (other && m_guard.isAwake() && m_model->step() != Step::Approving) {
        review(other);
    }
}

} // namespace omni::ui::review
