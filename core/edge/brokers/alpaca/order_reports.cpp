#include "core/edge/brokers/alpaca/order_reports.h"

#include "core/base/safe_text.h"
#include "core/desk/events/own_word.h"
#include "core/edge/brokers/alpaca/executions.h"
#include "core/edge/brokers/alpaca/market_hours.h"

#include <algorithm>
#include <string>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;

/// Cut at a character's beginning.
ShortText<95> reason(std::string_view words)
{
    std::string text = onOneLine(words);
    if (text.size() > 95) {
        std::size_t end = 95;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
    }
    return ShortText<95>(text);
}

void setFigures(events::OrderReport& told, const market::Instrument& instrument, const OrderImage& image)
{
    const auto price = [&instrument](const std::optional<Decimal>& value) -> std::optional<Ticks> {
        const auto ticks = value ? market::ticksFrom(instrument, *value) : failure(Errc::NotFound, {});
        return ticks ? std::optional(*ticks) : std::nullopt;
    };
    if (const auto size = image.size ? market::lotsFrom(instrument, *image.size) : failure(Errc::NotFound, {});
        size && size->count > 0) {
        told.size = *size;
    }
    told.limit = price(image.limit);
    if (image.type != "trailing_stop") { // there it moves by itself
        told.stop = price(image.stop);
    }
}

/// What another order would meet.
void learnTerms(KnownOrder& known, const market::Instrument& instrument, const OrderImage& image)
{
    events::OrderReport figures;
    setFigures(figures, instrument, image);
    known.instrument = instrument.id;
    known.side = image.side;
    known.limit = image.type == "limit" ? figures.limit : std::nullopt;
    known.stop = figures.stop;
}

/// Said with the venue's yes: who closes a position after the close would else wait without a word.
std::string whatItWaitsFor(SessionState& state, const OrderImage& image)
{
    if (!state.venueClock) {
        return {};
    }
    const auto venue = state.offset.venueTime(state.clock.mono());
    return waitingWords(*state.venueClock, image, venue ? venue->time : state.clock.wall());
}

bool isEnd(Kind kind) noexcept
{
    return kind == Kind::Filled || kind == Kind::Cancelled || kind == Kind::Expired || kind == Kind::Rejected;
}

/// False: it is older than what is known, and is left out.
bool note(KnownOrder& known, Kind kind, bool isVenuesWord)
{
    known.isUnderWay = false;
    if (isEnd(kind)) {
        if (known.hasEnded) {
            return false;
        }
        known.hasEnded = isVenuesWord; // "no such order" is proof for the desk, but may be contradicted
        known.isOpenThere = false;
    } else if (kind == Kind::Accepted || kind == Kind::Found) {
        if (known.hasEnded) {
            return false;
        }
        known.isOpenThere = true;
    }
    return true;
}

} // namespace

std::optional<OrderId> ownOrderOf(SessionState& state, const OrderImage& image)
{
    auto order = image.clientId.empty() ? std::nullopt : state.session->names.orderOf(image.clientId);
    if (order) {
        state.orders.learnVenueId(*order, image.id);
        if (const auto* leg = stopLegOf(image)) {
            state.learnLeg(*order, *leg);
        }
    } else {
        order = state.orders.byVenueId(image.id);
        if (const auto trouble = state.lostNames.troubleOf(image.clientId, state.session->names)) {
            state.tell(*trouble);
        }
    }
    return order;
}

void reportUnsent(SessionState& state, OrderId order, Kind kind, std::string_view words)
{
    if (note(state.orders.of(order), kind, false)) {
        events::OrderReport told;
        told.order = order;
        told.account = state.session->account;
        told.kind = kind;
        told.text = reason(words);
        told.venueTime = events::neverAtVenue;
        state.tell(told);
    }
}

void report(SessionState& state, OrderId order, Kind kind, const OrderImage* image, std::string_view words)
{
    auto& known = state.orders.of(order);
    const auto* instrument = image != nullptr ? state.instrumentOf(image->symbol) : nullptr;
    if (instrument != nullptr) {
        learnTerms(known, *instrument, *image);
    }
    if (!note(known, kind, image != nullptr)) {
        return;
    }
    events::OrderReport told;
    told.order = order;
    told.account = state.session->account;
    told.kind = kind;
    told.text = reason(words);
    if (image != nullptr) {
        if (orders::VenueOrderId::fits(image->id)) {
            told.venueOrderId = orders::VenueOrderId(image->id);
        }
        told.venueTime = image->updated.value_or(image->submitted.value_or(Timestamp{}));
        if (instrument != nullptr && (kind == Kind::Found || kind == Kind::Filled || kind == Kind::Replaced)) {
            setFigures(told, *instrument, *image);
            told.limit = known.isReaching ? std::nullopt : told.limit;
        }
    }
    state.tell(told);
}

void reportStatus(SessionState& state, OrderId order, const OrderImage& image, bool isAnswerToQuestion)
{
    switch (image.status) {
    case OrderStatus::Filled:
        return report(state, order, Kind::Filled, &image);
    case OrderStatus::Canceled:
        return report(state, order, Kind::Cancelled, &image);
    case OrderStatus::Replaced:
        // By somebody else: we never do. What stands in its place is that one's order.
        return report(state, order, Kind::Cancelled, &image, "somebody else put another order in its place");
    case OrderStatus::Expired:
        return report(state, order, Kind::Expired, &image);
    case OrderStatus::Rejected:
        return report(state, order, Kind::Rejected, &image, "Alpaca took it and refused it then");
    default:
        return report(state, order, isAnswerToQuestion ? Kind::Found : Kind::Accepted, &image,
                      whatItWaitsFor(state, image));
    }
}

void reportForeign(SessionState& state, const OrderImage& image)
{
    const auto* instrument = state.instrumentOf(image.symbol);
    if (instrument == nullptr || !orders::VenueOrderId::fits(image.id)) {
        return;
    }
    events::OrderReport figures;
    setFigures(figures, *instrument, image);
    const auto filled = market::lotsFrom(*instrument, image.filled);
    events::ExternalOrderReported told;
    told.account = state.session->account;
    told.instrument = instrument->id;
    told.venueOrderId = orders::VenueOrderId(image.id);
    told.side = image.side;
    // One for an amount of money names no size: a lot at least may fill.
    told.left
        = Lots{std::max<std::int64_t>(1, (figures.size ? figures.size->count : 0) - (filled ? filled->count : 0))};
    told.limit = figures.limit;
    told.stop = figures.stop;
    told.isOpen = isOpen(image.status);
    state.tell(told);
}

namespace {

/// The fee of a coin, which no message names.
void setFee(SessionState& state, const market::Instrument& instrument, orders::Fill& fill, Money fee)
{
    const auto coin = fee.e8 > 0 ? state.session->currencies.numberOf(instrument.baseCurrency)
                                 : Result<CurrencyId>(failure(Errc::NotFound, {}));
    if (coin) {
        fill.fee = fee;
        fill.feeCurrency = *coin;
    }
}

} // namespace

bool reportFill(SessionState& state, std::optional<OrderId> order, const FillActivity& activity,
                std::optional<Decimal> after)
{
    const auto* instrument = state.instrumentOf(activity.symbol);
    if (instrument == nullptr) {
        return true;
    }
    auto fill = fillFrom(*instrument,
                         {executionIdOf(activity.id), activity.side, activity.price, activity.size,
                          activity.time.value_or(state.clock.wall())});
    if (!fill) {
        ++state.malformedMessages;
        return false;
    }
    fill->account = state.session->account;
    fill->feeCurrency = state.dollars;
    if (order) {
        fill->order = *order;
        auto& known = state.orders.of(*order);
        known.isUnderWay = false;
        if (state.executions.size() >= mostExecutions) {
            state.executions.clear();
        }
        if (state.executions.emplace(fill->venueFillId.view()).second) {
            known.filled.count += fill->size.count;
        }
    }
    const auto held = after ? exactLots(*instrument, *after) : std::nullopt;
    if (held) {
        state.positions.insert_or_assign(instrument->id, *held);
    }
    state.holdings.take(*fill);
    setFee(state, *instrument, *fill, state.fees.take(*instrument, *fill, held));
    state.tell(*fill);
    return true;
}

namespace {

/// An execution is taken back, or is another one (F28). False: which one or how is not told, and only a comparison can
/// say what the account holds now.
bool reportAmended(SessionState& state, const TradeUpdate& update)
{
    const auto* instrument = state.instrumentOf(update.order.symbol);
    if (instrument == nullptr) {
        return true;
    }
    if (update.correctedId.empty() || !orders::VenueFillId::fits(update.correctedId)) {
        return false;
    }
    const orders::VenueFillId meant(update.correctedId);
    if (update.event == UpdateEvent::Bust) {
        static_cast<void>(state.fees.amend(*instrument, update.correctedId, nullptr));
        state.holdings.amend(instrument->id, update.correctedId, nullptr);
        state.tell(events::FillBusted{state.session->account, instrument->id, meant});
        return true;
    }
    if (!update.price || !update.size) {
        return false;
    }
    auto fill = fillFrom(
        *instrument,
        {update.correctedId, update.order.side, *update.price, *update.size, update.time.value_or(state.clock.wall())});
    if (!fill) {
        ++state.malformedMessages;
        return false;
    }
    fill->account = state.session->account;
    fill->feeCurrency = state.dollars;
    setFee(state, *instrument, *fill, state.fees.amend(*instrument, update.correctedId, &*fill));
    state.holdings.amend(instrument->id, update.correctedId, &*fill);
    state.tell(events::FillCorrected{fill->account, instrument->id, meant, fill->price, fill->size, fill->value,
                                     fill->fee, fill->feeCurrency});
    return true;
}

} // namespace

bool reportUpdate(SessionState& state, const TradeUpdate& update)
{
    if (update.event == UpdateEvent::Bust || update.event == UpdateEvent::Correction) {
        return reportAmended(state, update);
    }
    const auto order = ownOrderOf(state, update.order);
    if (update.event == UpdateEvent::Fill || update.event == UpdateEvent::PartialFill) {
        const bool isTold = reportFill(state, order,
                                       {update.executionId, update.order.id, update.order.symbol, update.order.side,
                                        *update.price, *update.size, update.time},
                                       update.position);
        if (!isTold) {
            return false;
        }
    }
    if (!order) {
        reportForeign(state, update.order);
        return true;
    }
    switch (update.event) {
    case UpdateEvent::New:
    case UpdateEvent::Accepted:
    case UpdateEvent::PendingNew:
    case UpdateEvent::Held:
        report(state, *order, Kind::Accepted, &update.order, whatItWaitsFor(state, update.order));
        break;
    case UpdateEvent::Fill:
        report(state, *order, Kind::Filled, &update.order);
        break;
    case UpdateEvent::Canceled:
        report(state, *order, Kind::Cancelled, &update.order);
        break;
    case UpdateEvent::Replaced:
        report(state, *order, Kind::Cancelled, &update.order, "somebody else put another order in its place");
        break;
    case UpdateEvent::Expired:
        report(state, *order, Kind::Expired, &update.order);
        break;
    case UpdateEvent::Rejected:
        report(state, *order, Kind::Rejected, &update.order, "Alpaca took it and refused it then");
        break;
    case UpdateEvent::CancelRejected:
        report(state, *order, Kind::CancelRejected, &update.order);
        break;
    case UpdateEvent::ReplaceRejected:
        report(state, *order, Kind::ReplaceRejected, &update.order);
        break;
    default: // it stands as it stood
        break;
    }
    return true;
}

bool hasUnseenFills(const SessionState& state, OrderId order, const OrderImage& image)
{
    const auto* instrument = state.instrumentOf(image.symbol);
    const auto filled = instrument != nullptr ? market::lotsFrom(*instrument, image.filled) : Result<Lots>(Lots{});
    const auto* known = state.orders.find(order);
    return !filled || filled->count > (known != nullptr ? known->filled.count : 0);
}

} // namespace omni::brokers::alpaca
