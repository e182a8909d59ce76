#include "ui/bridge/engine_link.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/panes/proposals/view.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::proposals {

QWidget* View::makeRejected()
{
    const Theme& theme = m_context.theme;
    m_back = new DecisionButton(theme, DecisionButton::Kind::Plain, tr("B"));
    m_back->setMeaning(tr("The proposal waits again until it expires. Every check runs anew."));
    connect(m_back, &DecisionButton::acted, this, &View::bringBack);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    row->addWidget(plainLabel(tr("Rejected, nothing was sent."), TextRole::Label), 1);
    row->addWidget(m_back);
    m_rejected = new QWidget;
    setSurface(*m_rejected, Surface::Plain);
    auto* column = new QVBoxLayout(m_rejected);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(ruler());
    column->addLayout(row);
    return m_rejected;
}

/// How long the chosen one can still be brought back; zero: it cannot.
Duration View::backLeft() const
{
    const auto* view = m_queue->view(m_selected);
    const std::int64_t decided = m_queue->decidedAt(m_selected);
    if (view == nullptr || decided < 0 || m_queue->closing(m_selected) != events::Closing::Declined) {
        return {};
    }
    const Duration since = milliseconds(m_now() - decided);
    return std::max(Duration{}, std::min(events::bringBackSpan, view->left) - since);
}

bool View::canBringBack() const
{
    return backLeft() > Duration{} && !m_isBackAsked;
}

void View::followRejected()
{
    const bool isOffered = canBringBack();
    if (isOffered) {
        m_back->setWords(tr("Bring back · %1", "time left").arg(m_context.formats.countdown(backLeft())));
    }
    m_rejected->setVisible(isOffered);
}

void View::bringBack()
{
    if (canBringBack()) {
        // The desk asks for what an approval asks. Outside of LIVE that is a press in the review, and here.
        const bool isLive = m_context.engine.desk().environment == orders::Environment::Live;
        m_isBackAsked = m_context.engine.send(events::BringBack{m_selected}, {}, !isLive);
        followRejected();
        followCommands();
    }
}

/// The one that came back is the one that was looked at.
void View::followReturn(const runtime::Notice& notice)
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    if (fact == nullptr) {
        return;
    }
    if (const auto* made = std::get_if<events::ProposalMade>(fact)) {
        if (made->replaces && made->replaces == m_selected
            && m_queue->closing(m_selected) == events::Closing::Declined) {
            m_returning = made->proposal.id;
        }
    } else if (const auto* closed = std::get_if<events::ProposalClosed>(fact)) {
        if (closed->proposal == m_returning && closed->how == events::Closing::Suppressed) {
            m_returning = {};
            emit m_context.requests.notify(1, tr("It did not come back: the limits do not allow it any more."));
        }
    }
}

} // namespace omni::ui::proposals
