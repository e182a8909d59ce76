#include "core/desk/views/assessment.h"

#include "core/base/wide_int.h"
#include "core/desk/events/principals.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/gate_view.h"
#include "core/desk/views/picture_desk.h"
#include "core/desk/views/shares.h"
#include "core/trade/market/notional.h"
#include "core/trade/portfolio/rate_table.h"
#include "core/trade/risk/rules/loss_at_stop/loss_at_stop.h"
#include "core/trade/risk/rules/worth.h"

#include <algorithm>

namespace omni::views {

namespace {

using orders::OrderTicket;

/// One order before a desk.
struct Case {
    const DeskSnapshot& desk;
    const market::Instrument& instrument;
    const OrderTicket& ticket;
    const risk::RiskView& view;
};

std::optional<Money> sumOf(std::optional<Money> a, std::optional<Money> b) noexcept
{
    return a && b ? amountOf(Int128{a->e8} + b->e8) : std::nullopt;
}

/// What the instrument is worth in the worst case: as it stands, or when the order has gone. An order that only reduces
/// is taken as filled, for in the worst case it changes nothing.
std::optional<risk::Worth> worthNow(const Case& of, bool isAfter)
{
    OrderTicket ticket = of.ticket;
    risk::RiskView view = of.view;
    if (isAfter && ticket.reduceOnly) {
        const auto after = checkedSum(view.here.position.count, ticket.size.count * signOf(ticket.side));
        view.here.position.count = after.value_or(view.here.position.count);
    }
    if (!isAfter || ticket.reduceOnly) {
        ticket.kind = orders::OrderKind::Market;
        ticket.size = {};
        ticket.notional.reset();
        ticket.limit.reset();
        ticket.stop.reset();
    }
    return risk::worthOf({ticket, of.instrument, view, of.desk.sizeLimits});
}

Use use(UseKind kind, std::optional<Money> now, std::optional<Money> after, std::optional<Money> whole,
        std::optional<BasisPoints> limit)
{
    Use use{kind, now, after, {}, {}, limit};
    if (whole) {
        use.nowShare = shareUp(now, *whole);
        use.afterShare = shareUp(after, *whole);
    }
    return use;
}

void addExposures(const Case& of, Assessment& made)
{
    const auto& limits = of.desk.sizeLimits;
    const auto& view = of.view;
    std::optional<Money> gross[2];
    std::optional<Money> net[2];
    std::optional<Money> here[2];
    for (const bool isAfter : {false, true}) {
        const auto worth = worthNow(of, isAfter);
        if (!worth || !view.equity) {
            continue;
        }
        const auto largest = std::max(worth->longHere, worth->shortHere);
        gross[isAfter] = amountOf(Int128{view.grossElsewhere.e8} + largest.e8);
        net[isAfter] = amountOf(std::max(Int128{view.longElsewhere.e8} + worth->longHere.e8,
                                         Int128{view.shortElsewhere.e8} + worth->shortHere.e8));
        const bool isLong = (of.ticket.side == Side::Buy) != of.ticket.reduceOnly;
        here[isAfter] = isLong ? worth->longHere : worth->shortHere;
    }
    const auto add = [&](UseKind kind, const std::optional<Money>(&amounts)[2], BasisPoints limit) {
        made.uses.push_back(use(kind, amounts[0], amounts[1], view.equity, limit));
    };
    add(UseKind::GrossExposure, gross, limits.grossExposure);
    add(UseKind::NetExposure, net, limits.netExposure);
    add(UseKind::Position, here, limits.positionPerTrade);
    add(UseKind::Leverage, gross, basisPoints(Int128{limits.leverage.count} * 10));
}

void addLosses(const Case& of, Assessment& made)
{
    const auto atStops = figuresOf(of.desk).lossIfAllStopsHit;
    const bool opens = !of.ticket.reduceOnly;
    const auto more = made.lossWithFees ? made.lossWithFees : made.lossAtStop;
    made.uses.push_back(
        use(UseKind::LossAtStops, atStops, opens ? sumOf(atStops, more) : std::nullopt, of.view.equity, std::nullopt));
    std::optional<Money> today;
    if (of.view.equity && of.desk.dayStart) {
        today = Money{std::max<std::int64_t>(0, of.view.dayLoss.e8)};
    }
    made.uses.push_back(use(UseKind::DayLoss, today, opens ? sumOf(today, more) : today, of.desk.dayStart,
                            of.desk.sizeLimits.dailyLoss));
}

/// At the price that it names, else at the market. Quote currency.
std::optional<Money> valueOf(const Case& of)
{
    if (of.ticket.notional) {
        return of.ticket.notional;
    }
    const auto price = of.ticket.limit ? of.ticket.limit : of.ticket.stop ? of.ticket.stop : of.view.reference;
    if (!price) {
        return std::nullopt;
    }
    const auto value = market::notionalRoundedUp(of.instrument, *price, of.ticket.size);
    return value ? std::optional(*value) : std::nullopt;
}

/// How the order will fill: short of the market it rests. Nothing: either way.
std::optional<orders::Liquidity> liquidityOf(const Case& of)
{
    using orders::OrderKind;
    const OrderTicket& ticket = of.ticket;
    if (ticket.postOnly) {
        return orders::Liquidity::Maker;
    }
    if (ticket.kind == OrderKind::StopLimit) {
        return std::nullopt;
    }
    if (ticket.kind != OrderKind::Limit || !ticket.limit) {
        return orders::Liquidity::Taker;
    }
    const auto& quote = of.view.quote;
    if (!quote || !quote->isTwoSided()) {
        return std::nullopt;
    }
    const bool rests = ticket.side == Side::Buy ? *ticket.limit < quote->ask : *ticket.limit > quote->bid;
    return rests ? orders::Liquidity::Maker : orders::Liquidity::Taker;
}

/// The dearer where both ways are open. Base currency.
std::optional<Money> feeOf(const Case& of, Ticks price, Lots size, std::optional<orders::Liquidity> way)
{
    const auto value = market::notionalRoundedUp(of.instrument, price, size);
    const auto rate = PictureDesk(of.desk).rate(of.instrument.id);
    if (!value || !rate || !of.desk.venueFees) {
        return std::nullopt;
    }
    const auto fee = [&](orders::Liquidity liquidity) {
        return orders::feeOfWhole(*of.desk.venueFees, of.instrument, *value, size, liquidity);
    };
    const auto maker = fee(way.value_or(orders::Liquidity::Maker));
    const auto taker = fee(way.value_or(orders::Liquidity::Taker));
    return maker && taker ? portfolio::convertedUp(std::max(*maker, *taker), *rate) : std::nullopt;
}

void addFees(const Case& of, std::optional<Ticks> stop, Assessment& made)
{
    const risk::OrderCase order{of.ticket, of.instrument, of.view, of.desk.sizeLimits};
    const auto entry = risk::worstEntry(order);
    const auto expected = risk::expectedLots(order);
    const auto lots = expected ? narrowed(*expected) : std::nullopt;
    if (!entry || !lots) {
        return;
    }
    made.entryFee = feeOf(of, *entry, Lots{*lots}, liquidityOf(of));
    if (stop) {
        made.exitFee = feeOf(of, *stop, Lots{*lots}, orders::Liquidity::Taker);
    }
    made.lossWithFees = sumOf(sumOf(made.lossAtStop, made.entryFee), made.exitFee);
    if (of.view.equity) {
        made.lossWithFeesShare = shareUp(made.lossWithFees, *of.view.equity);
    }
}

void addMoney(const Case& of, Assessment& made)
{
    const auto value = valueOf(of);
    const auto rate = PictureDesk(of.desk).rate(of.instrument.id);
    if (value && rate) {
        made.value = portfolio::convertedUp(*value, *rate);
    }
    if (!of.ticket.reduceOnly && rate) {
        made.lossAtStop = risk::lossAtStopOf(of.ticket, of.instrument, of.view);
    }
    if (of.view.equity) {
        made.valueShare = shareUp(made.value, *of.view.equity);
        made.lossShare = shareUp(made.lossAtStop, *of.view.equity);
    }
    for (const CashView& cash : of.desk.cash) {
        if (cash.currency == of.instrument.quoteCurrency) {
            made.cashBefore = cash.cash;
        }
    }
    if (made.cashBefore && value) {
        made.cashAfter = amountOf(Int128{made.cashBefore->e8} - Int128{value->e8} * signOf(of.ticket.side));
    }
}

std::optional<risk::Milli> rewardRiskOf(const Case& of, std::optional<Ticks> stop, std::optional<Ticks> target)
{
    const auto entry = risk::worstEntry({of.ticket, of.instrument, of.view, of.desk.sizeLimits});
    if (!entry || !stop || !target || of.ticket.reduceOnly) {
        return std::nullopt;
    }
    const Int128 gain = (Int128{target->count} - entry->count) * signOf(of.ticket.side);
    const Int128 loss = (Int128{entry->count} - stop->count) * signOf(of.ticket.side);
    if (gain <= 0 || loss <= 0) {
        return std::nullopt;
    }
    return risk::Milli{
        static_cast<std::int32_t>(std::min<Int128>(gain * 1'000 / loss, std::numeric_limits<std::int32_t>::max()))};
}

/// What the way to the target brings when both ways have been paid for.
void addReward(const Case& of, std::optional<Ticks> target, Assessment& made)
{
    const risk::OrderCase order{of.ticket, of.instrument, of.view, of.desk.sizeLimits};
    const auto entry = risk::worstEntry(order);
    const auto expected = risk::expectedLots(order);
    const auto lots = expected ? narrowed(*expected) : std::nullopt;
    const auto rate = PictureDesk(of.desk).rate(of.instrument.id);
    if (!target || !entry || !lots || !rate || !made.entryFee || of.ticket.reduceOnly
        || (target->count > entry->count) != (of.ticket.side == Side::Buy)) {
        return;
    }
    const auto there = market::notional(of.instrument, *target, Lots{*lots});
    const auto here = market::notional(of.instrument, *entry, Lots{*lots});
    const auto fee = feeOf(of, *target, Lots{*lots}, orders::Liquidity::Maker);
    if (!there || !here || !fee) {
        return;
    }
    const auto gain = amountOf((Int128{there->e8} - Int128{here->e8}) * signOf(of.ticket.side));
    const auto inBase = gain ? portfolio::converted(*gain, *rate) : std::nullopt;
    if (!inBase) {
        return;
    }
    made.gainWithFees = amountOf(Int128{inBase->e8} - Int128{made.entryFee->e8} - Int128{fee->e8});
    if (made.gainWithFees && made.lossWithFees && made.lossWithFees->e8 > 0) {
        const Int128 scaled = Int128{made.gainWithFees->e8} * 1'000;
        const Int128 loss{made.lossWithFees->e8};
        const Int128 ratio = scaled / loss - (scaled < 0 && scaled % loss != 0 ? 1 : 0);
        made.rewardRiskWithFees = risk::Milli{static_cast<std::int32_t>(std::clamp<Int128>(
            ratio, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()))};
    }
}

/// Behind the gate's own rules: the order that would cross what is closing the position.
void addCrossing(const PictureDesk& desk, const OrderTicket& ticket, Assessment& made)
{
    const auto crossing = crossesExits(desk, ticket);
    if (!crossing) {
        return;
    }
    const risk::Finding finding{risk::Rule::ReduceOnly, false, false, crossing->limit, crossing->actual};
    const auto at = std::find_if(made.checks.begin(), made.checks.end(),
                                 [](const risk::Finding& one) { return one.rule > risk::Rule::ReduceOnly; });
    made.checks.insert(at, finding);
    if (!made.refusal) {
        made.refusal = crossing;
    }
}

void makeRoom(Assessment& made)
{
    made.makesRoom = true;
    made.refusal.reset();
    for (risk::Finding& finding : made.checks) {
        finding.passes = finding.passes || finding.rule == risk::Rule::ReduceOnly;
    }
}

} // namespace

Assessment assess(const DeskSnapshot& desk, const OrderTicket& asked, std::optional<Ticks> stop,
                  std::optional<Ticks> target)
{
    Assessment made;
    const std::size_t at = asked.instrument.value - 1;
    if (at >= desk.instruments.size()) {
        made.refusal = risk::Refusal{risk::Rule::TicketInvalid, 0, 0};
        made.checks.push_back({risk::Rule::TicketInvalid, false, false, 0, 0});
        return made;
    }
    const OrderTicket ticket = asked.strategy ? asked : asPlaced(asked, desk.risk.account, desk.environment, asked.by);
    const std::optional<Ticks> protection = ticket.reduceOnly ? std::nullopt : stop;
    const PictureDesk picture(desk);
    const risk::RiskView view = gateView(picture, ticket, protection);
    const market::Instrument& instrument = desk.instruments[at].instrument;
    const Case of{desk, instrument, ticket, view};

    made.checks = risk::findingsOf(ticket, instrument, view, desk.sizeLimits);
    made.refusal = risk::Gate(desk.sizeLimits).refusalOf(ticket, instrument, view);
    addCrossing(picture, ticket, made);
    if (made.refusal && made.refusal->rule == risk::Rule::ReduceOnly && closesAll(ticket, view.here.position)) {
        makeRoom(made);
    } else if (made.refusal && made.refusal->rule == risk::Rule::ReduceOnly && makesRoomForPart(picture, ticket)) {
        makeRoom(made);
        made.refusal = refusalBesideLegs(picture, ticket, instrument, desk.sizeLimits);
    }
    addMoney(of, made);
    addFees(of, protection, made);
    made.rewardRisk = rewardRiskOf(of, stop, target);
    addReward(of, target, made);
    made.uses.reserve(useCount);
    addExposures(of, made);
    addLosses(of, made);
    return made;
}

} // namespace omni::views
