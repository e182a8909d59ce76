#include "core/desk/events/principals.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/review_model.h"

#include <algorithm>

namespace omni::ui::review {

namespace {

/// The proposal that a wish decides; none for other wishes.
ProposalId proposalOf(const events::Wish& wish)
{
    if (const auto* approve = std::get_if<events::Approve>(&wish)) {
        return approve->proposal;
    }
    if (const auto* decline = std::get_if<events::Decline>(&wish)) {
        return decline->proposal;
    }
    if (const auto* snooze = std::get_if<events::Snooze>(&wish)) {
        return snooze->proposal;
    }
    if (const auto* amend = std::get_if<events::Amend>(&wish)) {
        return amend->proposal;
    }
    if (const auto* back = std::get_if<events::BringBack>(&wish)) {
        return back->proposal;
    }
    return {};
}

} // namespace

void ReviewModel::takeFrame()
{
    if (m_step == Step::None) {
        return;
    }
    const views::DeskSnapshot& desk = m_engine.desk();
    m_order.take(desk);
    const auto waiting = std::find_if(desk.proposals.begin(), desk.proposals.end(),
                                      [this](const views::ProposalView& p) { return p.made.proposal.id == m_id; });
    if (waiting != desk.proposals.end() && !isOver()) {
        m_view = *waiting;
        assess();
    }
    m_lastMissing = missing();
    emit changed();
}

void ReviewModel::takeNotice(const runtime::Notice& notice)
{
    if (m_step == Step::None) {
        return;
    }
    if (const auto* fact = std::get_if<events::Fact>(&notice.what)) {
        takeFact(notice.stamp, *fact);
        return;
    }
    const auto& event = std::get<events::Event>(notice.what);
    if (const auto* command = std::get_if<events::Command>(&event)) {
        takeCommand(notice.stamp, *command);
    } else if (m_order.take(event)) {
        emit changed();
    }
}

void ReviewModel::takeCommand(const Stamp& stamp, const events::Command& command)
{
    m_command.reset();
    if (proposalOf(command.what) != m_id || !events::isPerson(command.by)) {
        return;
    }
    m_command = stamp.seq;
    const bool wasForCode = m_step == Step::Refused && m_denial == events::Denial::StepUpMissing;
    if (wasForCode && std::holds_alternative<events::Approve>(command.what)) { // the code has been shown meanwhile
        m_denial.reset();
        m_step = Step::Approving;
        emit changed();
    }
}

void ReviewModel::takeFact(const Stamp& stamp, const events::Fact& fact)
{
    if (const auto* closed = std::get_if<events::ProposalClosed>(&fact)) {
        takeClosing(*closed);
    } else if (const auto* made = std::get_if<events::ProposalMade>(&fact)) {
        takeMade(*made);
    } else if (const auto* refused = std::get_if<events::OrderRefused>(&fact)) {
        if (refused->ticket.proposal == m_id && (m_step == Step::Approving || refused->preview)) {
            m_refusal = refused->refusal;
            if (!refused->preview) {
                end(Step::Refused);
            }
        }
    } else if (const auto* drifted = std::get_if<events::ProposalDrifted>(&fact)) {
        if (drifted->proposal == m_id && m_step == Step::Approving) {
            restart(); // the price may be back by now, then it is looked at anew
            emit changed();
        }
    } else if (const auto* planned = std::get_if<events::OrderPlanned>(&fact)) {
        if (planned->ticket.proposal == m_id && planned->ticket.role == orders::OrderRole::Entry) {
            m_order.begin(planned->ticket, stamp.wall);
        }
    } else if (const auto* snoozed = std::get_if<events::ProposalSnoozed>(&fact)) {
        if (snoozed->proposal == m_id && !isOver()) {
            end(Step::Snoozed);
        }
    } else if (const auto* denied = std::get_if<events::CommandDenied>(&fact)) {
        if (m_command && *m_command == stamp.seq) {
            takeDenial(denied->why);
        }
    }
}

void ReviewModel::takeDenial(events::Denial why)
{
    m_command.reset();
    m_denial = why;
    if (m_step == Step::Amending) {
        m_isAmendSent = false;
        emit changed();
        return;
    }
    if (isOver()) {
        return; // a press that came too late
    }
    const bool maySentence = carriesStepUp(m_engine.desk().environment);
    if (m_step == Step::Approving && why == events::Denial::StepUpMissing && maySentence) {
        m_step = Step::NeedsSentence;
        emit changed();
        return;
    }
    end(Step::Refused);
}

void ReviewModel::takeClosing(const events::ProposalClosed& closed)
{
    if (closed.proposal != m_id || isOver()) {
        return;
    }
    m_closing = closed.how;
    m_cause = closed.cause;
    m_by = closed.by;
    switch (closed.how) {
    case events::Closing::Approved:
        end(Step::Sent);
        break;
    case events::Closing::Declined:
        m_rejectedAtMs = m_now();
        m_isBackAsked = false;
        end(Step::Rejected);
        break;
    case events::Closing::Expired:
        end(Step::Expired);
        break;
    case events::Closing::Suppressed: // what the amendment would send is refused
    case events::Closing::Withdrawn:
        end(Step::Withdrawn);
        break;
    case events::Closing::Superseded:
        if (closed.cause != events::Cause::Person) {
            end(Step::Withdrawn);
        }
        break; // an amendment: its proposal comes next
    }
}

void ReviewModel::takeMade(const events::ProposalMade& made)
{
    const bool isBack = m_step == Step::Rejected;
    if (!made.replaces || made.replaces != m_id || (isOver() && !isBack)) {
        return;
    }
    if (!m_original && !isBack) {
        m_original = m_view.made;
    }
    m_id = made.proposal.id;
    m_view.made = made;
    m_view.left = made.lifetime;
    m_view.drifted = false;
    m_reasonGiven.clear();
    m_view.assessment.reset(); // the next picture has it
    m_ticked.clear();
    restart();
    assess();
    emit followed(m_id);
    emit changed();
}

} // namespace omni::ui::review
