#include "ui/dialogs/review/review_model.h"

#include "core/desk/events/principals.h"
#include "core/desk/views/assessment.h"
#include "core/desk/views/standing.h"
#include "ui/bridge/engine_link.h"

#include <algorithm>

namespace omni::ui::review {

namespace {

const views::ProposalView* find(const views::DeskSnapshot& desk, ProposalId id)
{
    const auto found = std::find_if(desk.proposals.begin(), desk.proposals.end(),
                                    [id](const views::ProposalView& p) { return p.made.proposal.id == id; });
    return found == desk.proposals.end() ? nullptr : &*found;
}

} // namespace

bool carriesStepUp(orders::Environment environment) noexcept
{
    return environment != orders::Environment::Live;
}

QString keyOf(risk::Rule rule)
{
    const std::string_view name = risk::nameOf(rule);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

ReviewModel::ReviewModel(EngineLink& engine, Millis now, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_now(std::move(now))
{
    connect(&engine, &EngineLink::noticed, this, &ReviewModel::takeNotice);
    connect(&engine, &EngineLink::frame, this, &ReviewModel::takeFrame);
    connect(&engine, &EngineLink::restarted, this, [this] {
        if (m_step != Step::None) {
            m_closing = events::Closing::Withdrawn;
            m_cause = events::Cause::Restart;
            end(Step::Withdrawn);
        }
    });
}

void ReviewModel::review(ProposalId proposal)
{
    if (!isOver() && m_step != Step::None && proposal != m_id) {
        m_pace.endedOtherwise();
    }
    m_id = proposal;
    m_original.reset();
    m_order.clear();
    m_assessment.reset();
    m_reasonGiven.clear();
    m_ticked.clear();
    m_command.reset();
    restart();
    m_hides = m_pace.hidesVerdict();
    m_sawReasons = m_sawWhatIf = false;
    m_standing = {};
    m_hasMoved = false;
    if (const auto* view = find(m_engine.desk(), proposal)) {
        m_view = *view;
        assess();
    } else {
        m_view = {};
        m_cause = events::Cause::Strategy;
        m_step = Step::Withdrawn;
    }
    emit changed();
}

void ReviewModel::restart()
{
    m_step = Step::Reviewing;
    m_openedAt = m_now();
    m_refusal.reset();
    m_denial.reset();
    m_wasNotTaken = false;
    m_isAmendSent = false;
    m_draft = {};
}

/// Of what is shown: the proposal, or the order that the open fields would make of it.
void ReviewModel::assess()
{
    const views::DeskSnapshot& desk = m_engine.desk();
    const events::ProposalMade& made = m_view.made;
    if (m_step != Step::Amending) {
        look(views::standingIn(desk.risk, made.ticket.instrument));
        m_assessment = m_view.assessment
            ? m_view.assessment
            : std::make_shared<const views::Assessment>(views::assess(desk, made.ticket, made.stop, made.target));
        return;
    }
    m_assessment = std::make_shared<const views::Assessment>(views::assess(
        desk, ticket(), m_draft.stop ? m_draft.stop : made.stop, m_draft.target ? m_draft.target : made.target));
}

/// Whoever has looked has looked at another effect when the position or the open orders change: he looks again.
void ReviewModel::look(const Digest& standing)
{
    const Digest before = std::exchange(m_standing, standing);
    const bool isLooking = m_step == Step::Reviewing || m_step == Step::NeedsSentence;
    if (before != Digest{} && before != standing && isLooking) {
        restart();
        m_ticked.clear();
        m_hasMoved = true;
    }
}

orders::OrderTicket ReviewModel::ticket() const
{
    orders::OrderTicket ticket = m_view.made.ticket;
    if (m_step == Step::Amending) {
        ticket.size = m_draft.size.value_or(ticket.size);
        if (m_draft.limit) {
            ticket.kind = orders::OrderKind::Limit;
            ticket.limit = m_draft.limit;
        }
    }
    return ticket;
}

void ReviewModel::draft(const events::Amend& with)
{
    if (m_step == Step::Amending && with != m_draft) {
        m_draft = with;
        assess();
        emit changed();
    }
}

void ReviewModel::end(Step step)
{
    if (step != Step::Sent) {
        m_pace.endedOtherwise();
    }
    m_step = step;
    emit changed();
}

Step ReviewModel::step() const noexcept
{
    return m_step == Step::Reviewing && !m_view.driftNow.isInside ? Step::Drifted : m_step;
}

bool ReviewModel::isOver() const noexcept
{
    switch (m_step) {
    case Step::None:
    case Step::Sent:
    case Step::Rejected:
    case Step::Snoozed:
    case Step::Expired:
    case Step::Withdrawn:
        return true;
    case Step::Reviewing:
    case Step::Drifted:
    case Step::Amending:
    case Step::Approving:
    case Step::Refused:
    case Step::NeedsSentence:
        return false;
    }
    return true;
}

const views::InstrumentView* ReviewModel::instrument() const noexcept
{
    return m_engine.instrument(m_view.made.proposal.instrument);
}

std::vector<risk::Rule> ReviewModel::warnings() const
{
    std::vector<risk::Rule> rules;
    if (m_assessment) {
        for (const risk::Finding& finding : m_assessment->checks) {
            if (finding.isNear()) {
                rules.push_back(finding.rule);
            }
        }
    }
    return rules;
}

bool ReviewModel::isVerdictHidden() const
{
    return m_hides && !(m_sawReasons && m_sawWhatIf) && openedForMs() < hiddenMs && !isOver();
}

std::vector<Missing> ReviewModel::missing() const
{
    if (m_step != Step::Reviewing) {
        return {Missing::NotReviewing};
    }
    std::vector<Missing> missing;
    const auto need = [&missing](bool isThere, Missing what) {
        if (!isThere) {
            missing.push_back(what);
        }
    };
    const auto fails = [this](auto matches) {
        return std::any_of(m_assessment->checks.begin(), m_assessment->checks.end(),
                           [&](const risk::Finding& f) { return !f.passes && matches(f.rule); });
    };
    const auto isStale = [](risk::Rule rule) { return rule == risk::Rule::StaleData; };
    const auto isLatch = [](risk::Rule rule) { return rule == risk::Rule::Latched; };
    const auto warned = warnings();
    need(openedForMs() >= openMs, Missing::StillOpening);
    need(!isVerdictHidden(), Missing::VerdictHidden);
    need(m_assessment != nullptr, Missing::NoAssessment);
    if (m_assessment) {
        need(!fails([&](risk::Rule rule) { return !isStale(rule) && !isLatch(rule); })
                 && (!m_assessment->refusal || isStale(m_assessment->refusal->rule)
                     || isLatch(m_assessment->refusal->rule) || fails([](risk::Rule) { return true; })),
             Missing::Checks);
        need(!fails(isStale), Missing::StaleQuote);
    }
    need(std::all_of(warned.begin(), warned.end(), [this](risk::Rule rule) { return isTicked(rule); }),
         Missing::Warnings);
    need(m_view.left > leastLeft, Missing::TooLate);
    need(m_engine.latched() == risk::KillLevel::None && !(m_assessment && fails(isLatch)), Missing::KillSwitch);
    need(m_view.driftNow.isInside, Missing::Drifted);
    return missing;
}

std::int64_t ReviewModel::openedForMs() const
{
    return m_now() - m_openedAt;
}

std::int64_t ReviewModel::waitedMs() const
{
    return m_now() - m_askedAt;
}

bool ReviewModel::approve()
{
    if (!canApprove()) {
        return false;
    }
    m_pace.approved(openedForMs());
    return sendApproval(carriesStepUp(m_engine.desk().environment));
}

bool ReviewModel::sendApproval(bool stepUp)
{
    const auto* shown = instrument();
    events::Approve approval;
    approval.proposal = m_id;
    approval.size = m_view.made.ticket.size;
    approval.digest = views::signedDigest(m_view.made.digest, m_standing);
    approval.seen.lossAtStop
        = m_assessment && m_assessment->lossAtStop ? *m_assessment->lossAtStop : m_view.made.lossAtStop;
    approval.seen.at = m_engine.desk().at.wall;
    if (shown != nullptr && shown->quote) {
        approval.seen.bid = shown->quote->bid;
        approval.seen.ask = shown->quote->ask;
    }
    approval.seen.quoteAge = m_view.quoteAge.value_or(Duration{});
    m_step = Step::Approving; // before the command leaves: a second press finds nothing to approve
    m_askedAt = m_now();
    m_wasNotTaken = !m_engine.send(approval, {}, stepUp);
    if (m_wasNotTaken) {
        m_step = Step::Refused;
    }
    emit changed();
    return !m_wasNotTaken;
}

void ReviewModel::reject()
{
    if (isOver() || m_step == Step::Approving) {
        return;
    }
    m_askedAt = m_now();
    m_wasNotTaken = !m_engine.send(events::Decline{m_id});
    if (m_wasNotTaken) {
        m_step = Step::Refused;
        emit changed();
    }
}

void ReviewModel::giveReason(const QString& key)
{
    if (m_step != Step::Rejected || !m_reasonGiven.isEmpty()) {
        return;
    }
    events::AddNote note;
    note.proposal = m_id;
    note.tag = ShortText<31>("reject_reason");
    note.text = ShortText<191>(key.toStdString());
    if (m_engine.send(note)) {
        m_reasonGiven = key;
        emit changed();
    }
}

void ReviewModel::snooze()
{
    if (isOver() || m_step == Step::Approving) {
        return;
    }
    m_wasNotTaken = !m_engine.send(events::Snooze{m_id, snoozeSpan});
    if (m_wasNotTaken) {
        m_step = Step::Refused;
        emit changed();
    }
}

bool ReviewModel::canBringBack() const
{
    const Duration since = milliseconds(m_now() - m_rejectedAtMs);
    return m_step == Step::Rejected && !m_isBackAsked && since < std::min(events::bringBackSpan, m_view.left);
}

void ReviewModel::bringBack()
{
    if (canBringBack()) {
        m_isBackAsked
            = m_engine.send(events::BringBack{m_id}, {}, carriesStepUp(m_engine.desk().environment)); // as an approval
        emit changed();
    }
}

void ReviewModel::beginAmending()
{
    if (m_step == Step::Reviewing || m_step == Step::Refused) {
        restart();
        m_step = Step::Amending;
        assess();
        emit changed();
    }
}

void ReviewModel::stopAmending()
{
    if (m_step == Step::Amending) {
        restart();
        assess();
        emit changed();
    }
}

bool ReviewModel::amend(const events::Amend& with)
{
    if (m_step != Step::Amending || m_isAmendSent) {
        return false;
    }
    events::Amend wish = with;
    wish.proposal = m_id;
    m_denial.reset();
    m_isAmendSent = true;
    m_askedAt = m_now();
    m_wasNotTaken = !m_engine.send(wish, {}, carriesStepUp(m_engine.desk().environment));
    m_isAmendSent = !m_wasNotTaken;
    emit changed();
    return m_isAmendSent;
}

void ReviewModel::tick(risk::Rule rule, bool isTicked)
{
    if (isTicked ? m_ticked.insert(rule).second : m_ticked.erase(rule) > 0) {
        emit changed();
    }
}

bool ReviewModel::tickNext()
{
    for (const risk::Rule rule : warnings()) {
        if (!isTicked(rule)) {
            tick(rule, true);
            return true;
        }
    }
    return false;
}

void ReviewModel::sawReasons()
{
    if (!std::exchange(m_sawReasons, true)) {
        emit changed();
    }
}

void ReviewModel::sawWhatIf()
{
    if (!std::exchange(m_sawWhatIf, true)) {
        emit changed();
    }
}

void ReviewModel::backToReview()
{
    if (m_step == Step::Refused || m_step == Step::NeedsSentence) {
        restart();
        emit changed();
    }
}

void ReviewModel::confirmSentence()
{
    if (m_step == Step::NeedsSentence) {
        m_denial.reset();
        static_cast<void>(sendApproval(true));
    }
}

void ReviewModel::passTime()
{
    const auto now = missing();
    if (now != m_lastMissing || m_step == Step::Approving) {
        m_lastMissing = now;
        emit changed();
    }
}

} // namespace omni::ui::review
