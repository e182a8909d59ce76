#include "core/host/simulate/checks/approval_check.h"

#include "core/desk/events/principals.h"
#include "core/desk/views/standing.h"

#include <fmt/format.h>

namespace omni::simulate {

using namespace events;

namespace {

/// Of position and open orders as they were when the approval came: as they are, without the order that it made.
Digest standingBefore(const Scene& scene, const ProposalMade& made)
{
    const auto& state = scene.engine->state();
    const InstrumentId instrument = made.ticket.instrument;
    orders::InstrumentOrders open = state.ledger.of(instrument), external;
    state.external.addTo(external, instrument);
    state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
        const auto& ticket = record.ticket;
        if (ticket.proposal != made.proposal.id || ticket.role != orders::OrderRole::Entry) {
            return;
        }
        const bool isBuy = ticket.side == Side::Buy;
        if (ticket.notional) {
            (isBuy ? open.notionalBuys : open.notionalSells).e8 -= ticket.notional->e8;
        } else {
            (isBuy ? open.openBuys : open.openSells).count -= ticket.size.count;
        }
    });
    return views::standingDigest(state.portfolio.position(instrument).lots, open, external);
}

constexpr int approval = 1;

bool needsOne(const orders::OrderTicket& ticket) noexcept
{
    return ticket.origin != orders::Origin::Human && !ticket.reduceOnly;
}

/// What the approver signed, as the order that it is to become.
orders::OrderTicket signedTicket(const ProposalMade& made, const ApprovalGranted& granted)
{
    orders::OrderTicket ticket = made.ticket;
    if (!ticket.notional) {
        ticket.size = granted.size;
    }
    return ticket;
}

} // namespace

/// What came behind the newest record never was. A session that begins asks for every consent anew.
void ApprovalCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    const Sequence known = scene.recovered;
    m_offers.eraseIf([known](ProposalId, const Offer& offer) { return offer.seq > known; });
    const OrderId lastOrder = recovered.ledger.lastId();
    m_offers.forEach([known, lastOrder](ProposalId, Offer& offer) {
        offer.isClosed = true;
        offer.declinedAt.reset(); // nor can it be had again
        if (offer.granted && offer.grantedAt > known) {
            offer.granted.reset();
        }
        // The newest record may be an input without the facts that were to follow it.
        if (offer.order && (offer.plannedAt > known || offer.order > lastOrder)) {
            offer.order = {};
        }
    });
    m_orders.eraseIf([this](OrderId order, ProposalId proposal) {
        const Offer* offer = m_offers.find(proposal);
        return offer == nullptr || offer->order != order;
    });
    m_budgets.clear();
    m_command.reset();
    m_mode = risk::Mode::Halted;
    m_day = recovered.day;
}

void ApprovalCheck::onInput(const Scene&, const Stamp&, const Event& event, Findings&)
{
    const auto* command = std::get_if<Command>(&event);
    m_command = command != nullptr ? std::optional(*command) : std::nullopt;
    if (std::holds_alternative<SessionStarted>(event) || std::holds_alternative<SessionEnded>(event)) {
        m_mode = risk::Mode::Halted;
    }
}

void ApprovalCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        onMade(scene, stamp, *made, findings);
    } else if (const auto* closed = std::get_if<ProposalClosed>(&fact)) {
        if (Offer* offer = m_offers.find(closed->proposal)) {
            offer->isClosed = true;
            offer->declinedAt = closed->how == Closing::Declined ? std::optional(scene.mono) : std::nullopt;
        }
    } else if (const auto* granted = std::get_if<ApprovalGranted>(&fact)) {
        onGranted(scene, stamp, *granted, findings);
    } else if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        onPlanned(scene, stamp, *planned, findings);
    } else if (const auto* mode = std::get_if<ModeChanged>(&fact)) {
        m_mode = mode->mode;
    } else if (const auto* grant = std::get_if<AutonomyGranted>(&fact)) {
        m_budgets.insertOrAssign(grant->grant.strategy, {grant->grant, scene.mono, m_day, {}, 0});
    } else if (const auto* ended = std::get_if<AutonomyEnded>(&fact)) {
        m_budgets.erase(ended->strategy);
    } else if (const auto* day = std::get_if<DayOpened>(&fact)) {
        m_day = day->day;
    }
}

void ApprovalCheck::onMade(const Scene& scene, const Stamp& stamp, const ProposalMade& made, Findings& findings)
{
    Offer* before = m_offers.find(made.replaces);
    const auto* wish = m_command ? std::get_if<BringBack>(&m_command->what) : nullptr;
    if (wish != nullptr && before != nullptr && wish->proposal == made.replaces) {
        checkBroughtBack(scene, *before, made, findings);
    } else if (before != nullptr && before->declinedAt) {
        findings.broken(
            approval, scene.step,
            fmt::format("proposal {}: it was declined, and is back upon nobody's word", made.proposal.id.value));
    }
    Offer offer;
    offer.made = made;
    offer.seq = stamp.seq;
    offer.at = scene.mono;
    m_offers.insertOrAssign(made.proposal.id, offer);
}

/// What was declined comes back once, within its span, as it was, no younger than it was, and upon the word of one who
/// could approve it.
void ApprovalCheck::checkBroughtBack(const Scene& scene, Offer& before, const ProposalMade& made, Findings& findings)
{
    const auto say = [&](std::string_view what) {
        findings.broken(approval, scene.step, fmt::format("proposal {}: {}", made.replaces.value, what));
    };
    if (!before.declinedAt) {
        return say("brought back, and was not declined");
    }
    if (scene.mono - *before.declinedAt >= bringBackSpan) {
        say("brought back too late");
    }
    if (m_command->by != owner && m_command->by != script) {
        say("brought back by somebody without the right");
    }
    orders::OrderTicket meant = before.made.ticket;
    meant.proposal = made.proposal.id;
    if (!(made.ticket == meant) || made.stop != before.made.stop || made.target != before.made.target) {
        say("brought back as another order");
    }
    if (made.lifetime > before.made.lifetime - (scene.mono - before.at)) {
        say("brought back younger than it was");
    }
    before.declinedAt.reset();
}

void ApprovalCheck::onGranted(const Scene& scene, const Stamp& stamp, const ApprovalGranted& granted,
                              Findings& findings)
{
    Offer* offer = m_offers.find(granted.proposal);
    const auto say = [&](std::string_view what) {
        findings.broken(approval, scene.step, fmt::format("proposal {}: {}", granted.proposal.value, what));
    };
    if (offer == nullptr) {
        return say("approved, and never made");
    }
    if (offer->granted) {
        return say("approved twice");
    }
    const auto& made = offer->made;
    if (offer->isClosed) {
        say("approved after it was closed");
    }
    if (granted.size > made.ticket.size && !made.ticket.notional) {
        say("approved for more than was proposed");
    }
    if (granted.size == made.ticket.size && granted.digest != made.digest) {
        say("another order was signed than was proposed");
    }
    if (granted.by == made.ticket.by || granted.by == principalOf(made.proposal.strategy)) {
        say("approved by its proposer");
    }
    if (granted.by != owner && granted.by != script) {
        say("approved by somebody without the right");
    }
    if (scene.mono - offer->at >= made.lifetime) {
        say("approved after its time");
    }
    if (granted.automatic) {
        useBudget(scene, *offer, findings);
    } else {
        const auto* wish = m_command ? std::get_if<Approve>(&m_command->what) : nullptr;
        const bool isAsked = wish != nullptr && wish->proposal == granted.proposal
            && wish->digest == views::signedDigest(granted.digest, standingBefore(scene, made))
            && wish->size == granted.size && m_command->by == granted.by && m_command->stepUp;
        if (!isAsked) {
            say("approved by nobody's word");
        }
    }
    offer->granted = granted;
    offer->grantedAt = stamp.seq;
}

/// The budget is used by the value at which the order was proposed.
void ApprovalCheck::useBudget(const Scene& scene, const Offer& offer, Findings& findings)
{
    const auto say = [&](std::string_view what) {
        findings.broken(approval, scene.step, fmt::format("proposal {}: {}", offer.made.proposal.id.value, what));
    };
    Budget* budget = m_budgets.find(offer.made.proposal.strategy);
    if (m_mode != risk::Mode::Automatic || budget == nullptr) {
        return say("approved by a budget that is not in force");
    }
    if (scene.mono - budget->since >= budget->terms.span) {
        say("approved by a budget whose time was up");
    }
    if (offer.made.replaces) {
        say("a budget approved what a person had changed");
    }
    if (budget->day != m_day) {
        budget->day = m_day;
        budget->value = {};
        budget->orders = 0;
    }
    ++budget->orders;
    const bool isOver = budget->value.e8 > budget->terms.valuePerDay.e8 - offer.made.value.e8;
    budget->value.e8 += isOver ? 0 : offer.made.value.e8;
    if (isOver || budget->orders > budget->terms.ordersPerDay) {
        say("approved beyond the budget");
    }
}

/// Every field of the order is that of the proposal, but its own number and the size that was signed.
std::string_view ApprovalCheck::faultOf(const Offer& offer, const OrderPlanned& planned)
{
    orders::OrderTicket meant = signedTicket(offer.made, *offer.granted);
    meant.id = planned.ticket.id;
    if (planned.approval != offer.granted->digest || !(planned.ticket == meant)) {
        return "it is not the order that was approved";
    }
    return {};
}

void ApprovalCheck::onPlanned(const Scene& scene, const Stamp& stamp, const OrderPlanned& planned, Findings& findings)
{
    const auto& ticket = planned.ticket;
    const auto say = [&](std::string_view what) {
        findings.broken(approval, scene.step, fmt::format("order {}: {}", ticket.id.value, what));
    };
    if (const auto* proposal = m_orders.find(ticket.parent); proposal != nullptr) { // a leg is part of what was signed
        const auto& made = m_offers.find(*proposal)->made;
        const bool isSame
            = ticket.role == orders::OrderRole::Stop ? ticket.stop == made.stop : ticket.limit == made.target;
        // A leg that is put in place of one of another size comes later and stands where that one stood.
        const bool isLater = m_entry != ticket.parent || m_entryAt != stamp.seq;
        if ((!isSame && !isLater) || !ticket.reduceOnly) {
            say("its leg is not the one that was approved");
        }
        return;
    }
    m_entry = ticket.id;
    m_entryAt = stamp.seq;
    if (!needsOne(ticket)) {
        return;
    }
    Offer* offer = m_offers.find(ticket.proposal);
    if (offer == nullptr || !offer->granted) {
        return say("an entry was planned without an approval");
    }
    if (offer->order) {
        say("an approval was used twice");
    }
    if (const auto fault = faultOf(*offer, planned); !fault.empty()) {
        say(fault);
    }
    offer->order = ticket.id;
    offer->ticket = ticket;
    offer->plannedAt = stamp.seq;
    m_orders.insertOrAssign(ticket.id, ticket.proposal);
}

void ApprovalCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const auto& ticket = message.ticket;
    if (message.kind != WireMessage::Kind::New || !needsOne(ticket)) {
        return;
    }
    const auto say = [&](std::string_view what) {
        findings.broken(approval, scene.step, fmt::format("order {}: {}", ticket.id.value, what));
    };
    Offer* offer = m_offers.find(ticket.proposal);
    if (offer == nullptr || !offer->granted || offer->order != ticket.id) {
        return say("sent without an approval on record");
    }
    if (offer->isSent) {
        say("sent a second time upon one approval");
    }
    offer->isSent = true;
    if (!(ticket == offer->ticket)) {
        say("sent otherwise than it was approved");
    }
}

} // namespace omni::simulate
