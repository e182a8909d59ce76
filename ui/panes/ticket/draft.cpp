#include "ui/panes/ticket/draft.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"

#include <algorithm>

namespace omni::ui::ticket {

namespace {

const views::InstrumentView* find(const views::DeskSnapshot& desk, InstrumentId id)
{
    const auto found = std::find_if(desk.instruments.begin(), desk.instruments.end(),
                                    [id](const auto& one) { return one.instrument.id == id; });
    return found == desk.instruments.end() ? nullptr : &*found;
}

/// Base currency as quote currency, rounded down. None: no rate.
std::optional<Money> inQuote(const views::DeskSnapshot& desk, InstrumentId id, Int128 baseE8)
{
    const std::size_t at = id.value - 1;
    if (at >= desk.risk.instruments.size() || !desk.risk.instruments[at].rate) {
        return std::nullopt;
    }
    const auto& rate = *desk.risk.instruments[at].rate;
    if (rate.numerator <= 0 || rate.denominator <= 0) {
        return std::nullopt;
    }
    const auto quote = narrowed(dividedDown(baseE8 * rate.denominator, rate.numerator));
    return quote ? std::optional(Money{*quote}) : std::nullopt;
}

Sized stepped(const market::Instrument& instrument, Lots lots)
{
    lots.count = std::min(lots.count, instrument.largest.count);
    lots.count -= lots.count % std::max<std::int64_t>(1, instrument.step.count);
    if (lots.count <= 0 || lots < instrument.smallest) {
        return {{}, Fault::SizeIsNothing};
    }
    return {lots, {}};
}

Sized byShare(const Draft& draft, const views::DeskSnapshot& desk, const views::InstrumentView& shown)
{
    const auto entry = entryOf(draft, shown);
    if (!draft.share) {
        return {{}, Fault::NoSize};
    }
    if (!entry || entry->count <= 0 || !desk.equity) {
        return {{}, Fault::SizeNeedsPrice};
    }
    const auto worth
        = inQuote(desk, draft.instrument, dividedDown(Int128{desk.equity->e8} * draft.share->count, 10'000));
    if (!worth) {
        return {{}, Fault::SizeNeedsPrice};
    }
    return stepped(shown.instrument, market::lotsWorth(shown.instrument, *entry, *worth));
}

Sized byRisk(const Draft& draft, const views::DeskSnapshot& desk, const views::InstrumentView& shown)
{
    const auto entry = entryOf(draft, shown);
    if (!draft.risk) {
        return {{}, Fault::NoSize};
    }
    if (!entry || !draft.stop) {
        return {{}, Fault::SizeNeedsStop};
    }
    const auto distance = checkedDifference(entry->count, draft.stop->count);
    const auto worth = inQuote(desk, draft.instrument, draft.risk->e8);
    if (!distance || !worth || *distance * signOf(draft.side) <= 0) {
        return {{}, Fault::SizeNeedsStop};
    }
    return stepped(shown.instrument,
                   market::lotsWorth(shown.instrument, Ticks{*distance * signOf(draft.side)}, *worth));
}

void addPriceFaults(const Draft& draft, std::vector<Fault>& faults)
{
    if (needsLimit(draft.kind) && !draft.limit) {
        faults.push_back(Fault::NoLimit);
    }
    if (needsTrigger(draft.kind) && !draft.trigger) {
        faults.push_back(Fault::NoTrigger);
    }
    if (needsTrail(draft.kind) && (!draft.trail || draft.trail->count <= 0)) {
        faults.push_back(Fault::NoTrail);
    }
    const auto isNothing = [](const std::optional<Ticks>& price) { return price && price->count <= 0; };
    if ((needsLimit(draft.kind) && isNothing(draft.limit)) || (needsTrigger(draft.kind) && isNothing(draft.trigger))
        || (!draft.reduceOnly && (isNothing(draft.stop) || isNothing(draft.target)))) {
        faults.push_back(Fault::PriceNotAboveZero);
    }
}

} // namespace

std::optional<Ticks> entryOf(const Draft& draft, const views::InstrumentView& shown) noexcept
{
    if (needsLimit(draft.kind) && draft.limit) {
        return draft.limit;
    }
    if (needsTrigger(draft.kind) && draft.trigger) {
        return draft.trigger;
    }
    return shown.reference;
}

Sized sizeOf(const Draft& draft, const views::DeskSnapshot& desk) noexcept
{
    const auto* shown = find(desk, draft.instrument);
    if (shown == nullptr) {
        return {{}, Fault::NoInstrument};
    }
    switch (draft.sizeBy) {
    case SizeBy::Units:
        return draft.lots ? Sized{draft.lots, {}} : Sized{{}, Fault::NoSize};
    case SizeBy::Equity:
        return byShare(draft, desk, *shown);
    case SizeBy::Risk:
        return byRisk(draft, desk, *shown);
    }
    return {};
}

std::vector<Fault> faultsOf(const Draft& draft, const views::DeskSnapshot& desk)
{
    std::vector<Fault> faults;
    const auto* shown = find(desk, draft.instrument);
    if (shown == nullptr) {
        return {Fault::NoInstrument};
    }
    if (const auto sized = sizeOf(draft, desk); sized.fault) {
        faults.push_back(*sized.fault);
    }
    addPriceFaults(draft, faults);
    if (draft.time == orders::TimeInForce::ExtendedDay
        && (draft.kind != orders::OrderKind::Limit || !draft.reduceOnly)) {
        faults.push_back(Fault::NotForExtendedHours);
    }
    const auto entry = entryOf(draft, *shown);
    if (!draft.reduceOnly && !draft.stop && desk.limits.enforced) {
        faults.push_back(Fault::NoStop);
    }
    if (entry && !draft.reduceOnly) {
        const bool isBuy = draft.side == Side::Buy;
        if (draft.stop && (isBuy ? *draft.stop >= *entry : *draft.stop <= *entry)) {
            faults.push_back(Fault::StopOnWrongSide);
        }
        if (draft.target && (isBuy ? *draft.target <= *entry : *draft.target >= *entry)) {
            faults.push_back(Fault::TargetOnWrongSide);
        }
    }
    return faults;
}

events::PlaceOrder orderOf(const Draft& draft, const views::DeskSnapshot& desk)
{
    events::PlaceOrder order;
    order.ticket.instrument = draft.instrument;
    order.ticket.account = desk.risk.account;
    order.ticket.environment = desk.environment;
    order.ticket.side = draft.side;
    order.ticket.kind = draft.kind;
    order.ticket.timeInForce = draft.time;
    order.ticket.size = sizeOf(draft, desk).lots.value_or(Lots{});
    order.ticket.limit = needsLimit(draft.kind) ? draft.limit : std::nullopt;
    order.ticket.stop = needsTrigger(draft.kind) ? draft.trigger : std::nullopt;
    order.ticket.trail = needsTrail(draft.kind) ? draft.trail : std::nullopt;
    order.ticket.postOnly = draft.postOnly && draft.kind == orders::OrderKind::Limit;
    order.ticket.reduceOnly = draft.reduceOnly;
    if (!draft.reduceOnly) {
        order.stop = draft.stop;
        order.target = draft.target;
    }
    return order;
}

std::optional<Lots> medianOf(std::vector<Lots> lots)
{
    constexpr std::size_t fewest = 3;
    if (lots.size() < fewest) {
        return std::nullopt;
    }
    const auto middle = lots.begin() + static_cast<std::ptrdiff_t>((lots.size() - 1) / 2);
    std::nth_element(lots.begin(), middle, lots.end());
    return *middle;
}

std::vector<Doubt> doubtsOf(const events::PlaceOrder& order, const views::InstrumentView& shown,
                            const std::vector<Lots>& usual)
{
    std::vector<Doubt> doubts;
    const auto price = order.ticket.limit ? order.ticket.limit : order.ticket.stop;
    if (price && shown.reference) {
        const Int128 away = Int128{price->count} - shown.reference->count;
        const Int128 last = shown.reference->count;
        if ((away < 0 ? -away : away) * 100 > (last < 0 ? -last : last) * 2) {
            doubts.push_back(Doubt::FarFromLast);
        }
    }
    const auto median = medianOf(usual);
    if (median && Int128{order.ticket.size.count} > Int128{median->count} * 3) {
        doubts.push_back(Doubt::LargeForYou);
    }
    return doubts;
}

} // namespace omni::ui::ticket
