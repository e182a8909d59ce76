#include "core/host/simulate/checks/approval_check.h"

#include "core/desk/events/principals.h"

#include <fmt/format.h>

namespace omni::simulate {

using namespace events;

void ApprovalCheck::onBoot(const Scene& scene, const engine::DeskState& recovered, Findings&)
{
    m_mode = recovered.mode;
    FlatMap<ProposalId, Offer> kept;
    for (const auto& entry : m_offers) {
        if (entry.value.seq <= scene.recovered) {
            Offer offer = entry.value;
            if (offer.approved && *offer.approved > scene.recovered) {
                offer.approved.reset();
                offer.order = {};
            }
            kept.insertOrAssign(entry.key, offer);
        }
    }
    m_offers = std::move(kept);
    FlatMap<StrategyId, Sequence> grants;
    for (const auto& entry : recovered.grants) {
        grants.insertOrAssign(entry.key, Sequence{});
    }
    m_grants = std::move(grants);
}

void ApprovalCheck::onFact(const Scene& scene, const Stamp& stamp, const Fact& fact, Findings& findings)
{
    if (const auto* made = std::get_if<ProposalMade>(&fact)) {
        Offer offer;
        offer.seq = stamp.seq;
        offer.at = scene.mono;
        offer.lifetime = made->lifetime;
        offer.proposer = principalOf(made->proposal.strategy);
        offer.digest = made->digest;
        offer.size = made->ticket.size;
        m_offers.insertOrAssign(made->proposal.id, offer);
    } else if (const auto* granted = std::get_if<ApprovalGranted>(&fact)) {
        onGranted(scene, stamp, *granted, findings);
    } else if (const auto* planned = std::get_if<OrderPlanned>(&fact)) {
        onPlanned(scene, *planned, findings);
    } else if (const auto* mode = std::get_if<ModeChanged>(&fact)) {
        m_mode = mode->mode;
    } else if (const auto* grant = std::get_if<AutonomyGranted>(&fact)) {
        m_grants.insertOrAssign(grant->grant.strategy, stamp.seq);
    } else if (const auto* ended = std::get_if<AutonomyEnded>(&fact)) {
        m_grants.erase(ended->strategy);
    }
}

void ApprovalCheck::onGranted(const Scene& scene, const Stamp& stamp, const ApprovalGranted& granted,
                              Findings& findings)
{
    Offer* offer = m_offers.find(granted.proposal);
    const auto say = [&](std::string_view what) {
        findings.broken(1, scene.step, fmt::format("proposal {}: {}", granted.proposal.value, what));
    };
    if (offer == nullptr) {
        return say("approved, and never made");
    }
    if (offer->approved) {
        return say("approved twice");
    }
    offer->approved = stamp.seq;
    offer->signedDigest = granted.digest;
    offer->signedSize = granted.size;
    if (granted.size > offer->size) {
        say("approved for more than was proposed");
    }
    if (granted.size == offer->size && granted.digest != offer->digest) {
        say("another order was signed than was proposed");
    }
    if (granted.by == offer->proposer || granted.by.value == 0) {
        say("approved by its proposer or by nobody");
    }
    if (scene.mono - offer->at > offer->lifetime) {
        say("approved after its time");
    }
    if (granted.automatic) {
        const StrategyId strategy{offer->proposer.value - firstStrategyPrincipal};
        if (m_mode != risk::Mode::Automatic || !m_grants.contains(strategy)) {
            say("approved by a budget that is not in force");
        }
    } else if (granted.by != owner) {
        say("approved by somebody without the right");
    }
}

void ApprovalCheck::onPlanned(const Scene& scene, const OrderPlanned& planned, Findings& findings)
{
    const auto& ticket = planned.ticket;
    if (ticket.origin != orders::Origin::Strategy || ticket.reduceOnly) {
        return;
    }
    Offer* offer = m_offers.find(ticket.proposal);
    const auto say = [&](std::string_view what) {
        findings.broken(1, scene.step, fmt::format("order {}: {}", ticket.id.value, what));
    };
    if (offer == nullptr || !offer->approved) {
        return say("a strategy's entry was planned without an approval");
    }
    if (offer->order) {
        say("an approval was used twice");
    }
    offer->order = ticket.id;
    if (planned.approval != *offer->signedDigest || (ticket.size != offer->signedSize && !ticket.notional)) {
        say("it is not the order that was approved");
    }
}

void ApprovalCheck::onWire(const Scene& scene, const WireMessage& message, Findings& findings)
{
    const auto& ticket = message.ticket;
    if (message.kind != WireMessage::Kind::New || ticket.origin != orders::Origin::Strategy || ticket.reduceOnly) {
        return;
    }
    const Offer* offer = m_offers.find(ticket.proposal);
    if (offer == nullptr || offer->order != ticket.id || !offer->approved) {
        findings.broken(1, scene.step, fmt::format("order {} was sent without an approval on record", ticket.id.value));
    } else if (ticket.size > offer->signedSize) {
        findings.broken(1, scene.step, fmt::format("order {} was sent for more than was approved", ticket.id.value));
    }
}

} // namespace omni::simulate
