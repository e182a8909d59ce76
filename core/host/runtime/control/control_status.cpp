#include "core/host/runtime/control/control_words.h"

#include "core/base/decimal.h"
#include "core/base/digest.h"
#include "core/base/json_text.h"
#include "core/desk/views/standing.h"
#include "core/desk/views/stop_doubt.h"
#include "core/host/runtime/control/connection_words.h"
#include "core/host/runtime/run_summary.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using views::DeskSnapshot;

constexpr std::size_t mostRows = 500; ///< Of each list; the counts are whole.

std::string_view nameOf(Phase phase) noexcept
{
    switch (phase) {
    case Phase::Idle:
        return "idle";
    case Phase::Starting:
        return "starting";
    case Phase::Running:
        return "running";
    case Phase::Ending:
        return "ending";
    case Phase::Ended:
        return "ended";
    case Phase::Failed:
        return "failed";
    }
    return "unknown";
}

std::string amount(Money money)
{
    return scaledText(money.e8, 8, 2);
}

std::string instrumentName(const DeskSnapshot& desk, InstrumentId id)
{
    return id.value - 1 < desk.instruments.size() ? desk.instruments[id.value - 1].instrument.name() : std::string();
}

std::string priceOf(const DeskSnapshot& desk, InstrumentId id, Ticks price)
{
    return id.value - 1 < desk.instruments.size() ? market::priceText(desk.instruments[id.value - 1].instrument, price)
                                                  : std::string();
}

std::string sizeOf(const DeskSnapshot& desk, InstrumentId id, Lots size)
{
    return id.value - 1 < desk.instruments.size()
        ? market::quantityText(desk.instruments[id.value - 1].instrument, size)
        : std::string();
}

void addAmount(JsonText& json, std::string_view name, std::optional<Money> money)
{
    json.key(name);
    money ? json.text(amount(*money)) : json.null();
}

void addPrice(JsonText& json, std::string_view name, const DeskSnapshot& desk, InstrumentId id,
              std::optional<Ticks> price)
{
    json.key(name);
    price ? json.text(priceOf(desk, id, *price)) : json.null();
}

std::string_view sideText(Side side) noexcept
{
    return side == Side::Buy ? "buy" : "sell";
}

Offer offerOf(const DeskSnapshot& desk, const views::ProposalView& view)
{
    Offer offer;
    offer.made = view.made;
    offer.left = view.left;
    offer.seen = {view.made.bid, view.made.ask, view.quoteAge.value_or(Duration{}), view.made.lossAtStop, desk.at.wall};
    const std::size_t at = view.made.ticket.instrument.value - 1;
    if (at < desk.instruments.size() && desk.instruments[at].quote) {
        offer.seen.bid = desk.instruments[at].quote->bid;
        offer.seen.ask = desk.instruments[at].quote->ask;
    }
    offer.standing = views::standingIn(desk.risk, view.made.ticket.instrument);
    return offer;
}

void addProposals(JsonText& json, const DeskSnapshot& desk)
{
    json.key("proposals").array();
    for (std::size_t i = 0; i < std::min(desk.proposals.size(), mostOffers); ++i) {
        const auto& view = desk.proposals[i];
        const auto& made = view.made;
        const InstrumentId id = made.ticket.instrument;
        json.object().member("id", made.proposal.id.value).member("instrument", instrumentName(desk, id));
        json.member("side", sideText(made.ticket.side)).member("lots", made.ticket.size.count);
        json.member("quantity", sizeOf(desk, id, made.ticket.size));
        addPrice(json, "limit", desk, id, made.ticket.limit);
        addPrice(json, "reference", desk, id, made.proposal.reference);
        addPrice(json, "stop", desk, id, made.stop);
        addPrice(json, "target", desk, id, made.target);
        addAmount(json, "value", made.value);
        addAmount(json, "loss_at_stop", made.lossAtStop);
        json.member("strategy", made.ticket.strategy.value).member("seconds_left", view.left.ns / 1'000'000'000);
        json.member("price_inside", view.driftNow.isInside).key("refusal");
        const auto* found = view.assessment.get();
        found != nullptr && found->refusal ? json.text(risk::nameOf(found->refusal->rule)) : json.null();
        json.member("digest", hexText(made.digest)).end();
    }
    json.end();
}

void addPositions(JsonText& json, const DeskSnapshot& desk)
{
    json.key("positions").array();
    for (std::size_t i = 0; i < std::min(desk.positions.size(), mostRows); ++i) {
        const auto& view = desk.positions[i];
        const InstrumentId id = view.position.instrument;
        json.object().member("instrument", instrumentName(desk, id));
        json.member("quantity", sizeOf(desk, id, view.position.lots));
        addPrice(json, "mark", desk, id, view.mark);
        addAmount(json, "unrealised", view.unrealised);
        addPrice(json, "stop", desk, id, view.stop);
        json.member("protected", sizeOf(desk, id, view.protectedLots)).key("stop_in_doubt");
        if (const auto doubt = views::stopInDoubt(desk, view)) {
            json.object().member("quantity", sizeOf(desk, id, doubt->lots));
            addPrice(json, "stop", desk, id, doubt->stop);
            json.member("asked", doubt->isLost).end();
        } else {
            json.null();
        }
        json.end();
    }
    json.end();
}

/// "none", or where it stands; and what is not known of it.
std::string stopText(const DeskSnapshot& desk, const views::PositionView& view)
{
    const InstrumentId id = view.position.instrument;
    std::string text = view.stop ? priceOf(desk, id, *view.stop) : std::string();
    if (const auto doubt = views::stopInDoubt(desk, view)) {
        text += text.empty() ? "" : ", ";
        text += fmt::format("unknown for {} at {}: {}", sizeOf(desk, id, doubt->lots),
                            doubt->stop ? priceOf(desk, id, *doubt->stop) : "?",
                            doubt->isLost ? "the venue is being asked" : "sent, not confirmed yet");
    }
    return text.empty() ? "none" : text;
}

void addStrategies(JsonText& json, const DeskSnapshot& desk)
{
    json.key("strategies").array();
    for (const auto& view : desk.strategies) {
        json.object().member("id", view.id.value).member("strategy", view.spec).member("on", view.on).end();
    }
    json.end();
}

void addStops(JsonText& json, const DeskSnapshot& desk)
{
    json.key("latches").array();
    for (const auto& latch : desk.latches) {
        json.object().member("scope", scopeText(latch.scope, &desk)).member("level", risk::nameOf(latch.level));
        json.member("since", isoText(latch.at)).member("reason", latch.reason.view()).end();
    }
    json.end().key("breakers").array();
    for (const auto& breaker : desk.breakers) {
        json.object().member("breaker", events::nameOf(breaker.breaker)).member("subject", breaker.subject);
        json.member("since", isoText(breaker.at)).end();
    }
    json.end();
}

/// "BTCUSDT", "USDT", or the order and its symbol.
std::string subjectOf(const DeskSnapshot& desk, const events::DifferenceSubject& what)
{
    switch (what.kind) {
    case events::DifferenceKind::Position:
        return instrumentName(desk, what.instrument);
    case events::DifferenceKind::Cash:
        return what.currency.value - 1 < desk.cash.size() ? desk.cash[what.currency.value - 1].currency : std::string();
    case events::DifferenceKind::OrderHereOnly:
        return fmt::format("order {} in {}", what.order.value, instrumentName(desk, what.instrument));
    case events::DifferenceKind::OrderThereOnly:
        return fmt::format("order {} in {}", what.venueOrderId.view(), instrumentName(desk, what.instrument));
    }
    return {};
}

std::string figureOf(const DeskSnapshot& desk, const events::DifferenceSubject& what, std::int64_t figure)
{
    return what.kind == events::DifferenceKind::Cash ? amount(Money{figure})
                                                     : sizeOf(desk, what.instrument, Lots{figure});
}

/// One that nobody has seen forbids arming.
void addDifferences(JsonText& json, const DeskSnapshot& desk)
{
    json.key("differences").array();
    for (std::size_t i = 0; i < std::min(desk.differences.size(), mostRows); ++i) {
        const auto& line = desk.differences[i];
        json.object().member("kind", events::nameOf(line.what.kind)).member("of", subjectOf(desk, line.what));
        json.member("ours", figureOf(desk, line.what, line.ours));
        json.member("theirs", figureOf(desk, line.what, line.theirs));
        json.member("since", isoText(line.since)).member("seen", line.isIgnored).end();
    }
    json.end();
}

std::string jsonOf(const PhaseView& phase, orders::Environment environment, const DeskSnapshot* desk,
                   const views::Connection* connection)
{
    JsonText json;
    json.object().member("phase", nameOf(phase.phase)).member("environment", orders::nameOf(environment));
    if (!phase.text.empty()) {
        json.member("text", phase.text);
    }
    if (desk != nullptr) {
        const auto figures = views::figuresOf(*desk);
        json.member("time", isoText(desk->at.wall)).member("events", desk->events);
        json.member("compared", orders::isSimulated(desk->environment) || desk->isReconciled); // else nobody arms it
        json.member("mode", risk::nameOf(desk->mode)).member("currency", desk->baseCurrency);
        addAmount(json, "equity", desk->equity);
        if (const auto missing = missingText(desk->missing); !missing.empty()) {
            json.member("equity_unknown", missing);
        }
        addAmount(json, "day_pnl", figures.dayPnl);
        addAmount(json, "loss_if_all_stops_hit", figures.lossIfAllStopsHit);
        json.member("unprotected", figures.unprotected).member("open_orders", desk->openOrders.size());
        json.member("orders", desk->orderCount).member("fills", desk->fillCount);
        addPositions(json, *desk);
        addProposals(json, *desk);
        addStrategies(json, *desk);
        addStops(json, *desk);
        addDifferences(json, *desk);
    }
    if (connection != nullptr) {
        addConnection(json, *connection, desk != nullptr ? desk->at.wall : Timestamp{});
    }
    json.end();
    return json.take();
}

namespace {

std::string unknownText(const DeskSnapshot& desk)
{
    const auto missing = missingText(desk.missing);
    return missing.empty() ? "unknown" : "unknown (" + missing + ')';
}

} // namespace

std::string textOfDesk(const DeskSnapshot& desk)
{
    std::string out = fmt::format("{}  mode {}, equity {}\n", isoText(desk.at.wall), risk::nameOf(desk.mode),
                                  desk.equity ? amount(*desk.equity) + ' ' + desk.baseCurrency : unknownText(desk));
    for (const auto& latch : desk.latches) {
        out += fmt::format("kill switch: {} at {} since {}: {}\n", scopeText(latch.scope, &desk),
                           risk::nameOf(latch.level), isoText(latch.at), latch.reason.view());
    }
    for (const auto& breaker : desk.breakers) {
        out += fmt::format("breaker: {} since {}\n", events::nameOf(breaker.breaker), isoText(breaker.at));
    }
    for (std::size_t i = 0; i < std::min(desk.differences.size(), mostRows); ++i) {
        const auto& line = desk.differences[i];
        out += fmt::format("difference: {} {}: {} in our books, {} on the account, {}\n",
                           events::nameOf(line.what.kind), subjectOf(desk, line.what),
                           figureOf(desk, line.what, line.ours), figureOf(desk, line.what, line.theirs),
                           line.isIgnored ? "seen, stands" : "open, forbids arming");
    }
    for (const auto& view : desk.strategies) {
        out += fmt::format("strategy {}: {}{}\n", view.id.value, view.spec, view.on ? "" : ", off");
    }
    for (std::size_t i = 0; i < std::min(desk.positions.size(), mostRows); ++i) {
        const auto& view = desk.positions[i];
        const InstrumentId id = view.position.instrument;
        out += fmt::format("position: {} {}, unrealised {}, stop {}\n", sizeOf(desk, id, view.position.lots),
                           instrumentName(desk, id), view.unrealised ? amount(*view.unrealised) : "unknown",
                           stopText(desk, view));
    }
    for (std::size_t i = 0; i < std::min(desk.proposals.size(), mostOffers); ++i) {
        const auto& view = desk.proposals[i];
        const auto& ticket = view.made.ticket;
        out += fmt::format(
            "proposal {}: {} {} ({} lots) {}, stop {}, {} s left\n", view.made.proposal.id.value, sideText(ticket.side),
            sizeOf(desk, ticket.instrument, ticket.size), ticket.size.count, instrumentName(desk, ticket.instrument),
            view.made.stop ? priceOf(desk, ticket.instrument, *view.made.stop) : "none", view.left.ns / 1'000'000'000);
    }
    return out + fmt::format("{} open orders, {} proposals wait", desk.openOrders.size(), desk.proposals.size());
}

} // namespace

StatusReply statusOf(const PhaseView& phase, orders::Environment environment, const DeskSnapshot* desk,
                     const views::Connection* connection)
{
    StatusReply status;
    status.json = jsonOf(phase, environment, desk, connection);
    status.text = fmt::format("{}, {}{}{}", orders::nameOf(environment), nameOf(phase.phase),
                              phase.text.empty() ? "" : ": ", phase.text);
    if (connection != nullptr) {
        status.text += '\n' + textOf(*connection, desk != nullptr ? desk->at.wall : Timestamp{});
        status.text.pop_back();
    }
    if (desk != nullptr) {
        status.text += '\n' + textOfDesk(*desk);
        for (std::size_t i = 0; i < std::min(desk->proposals.size(), mostOffers); ++i) {
            status.offers.push_back(offerOf(*desk, desk->proposals[i]));
        }
    }
    return status;
}

} // namespace omni::runtime
