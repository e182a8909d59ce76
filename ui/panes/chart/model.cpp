#include "ui/panes/chart/model.h"

#include "core/base/wide_int.h"
#include "core/trade/market/notional.h"
#include "ui/widgets/formats.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

using orders::OrderKind;
using orders::OrderRole;
using orders::OrderState;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::ChartModel)
};

const views::InstrumentView* viewOf(const views::DeskSnapshot& desk, InstrumentId id)
{
    for (const views::InstrumentView& view : desk.instruments) {
        if (view.instrument.id == id) {
            return &view;
        }
    }
    return nullptr;
}

const views::PositionView* positionOf(const views::DeskSnapshot& desk, InstrumentId id)
{
    for (const views::PositionView& view : desk.positions) {
        if (view.position.instrument == id && view.position.lots.count != 0) {
            return &view;
        }
    }
    return nullptr;
}

const orders::OrderRecord* orderOf(const views::DeskSnapshot& desk, OrderId id)
{
    for (const orders::OrderRecord& record : desk.openOrders) {
        if (record.ticket.id == id) {
            return &record;
        }
    }
    return nullptr;
}

Lots sizeOf(Lots lots)
{
    return Lots{std::abs(lots.count)};
}

/// What `lots` (unsigned) bought for `cost` gain when they are worth `price`; mirrored when they were sold.
std::optional<Money> gain(const market::Instrument& instrument, Side held, Lots lots, Money cost, Ticks price)
{
    const auto value = market::notional(instrument, price, lots);
    if (!value) {
        return std::nullopt;
    }
    return Money{held == Side::Buy ? value->e8 - cost.e8 : cost.e8 - value->e8};
}

/// How far `price` is from `from`, as a share of it.
std::optional<double> distance(Ticks from, Ticks price)
{
    if (from.count <= 0) {
        return std::nullopt;
    }
    return (static_cast<double>(price.count) - static_cast<double>(from.count)) / static_cast<double>(from.count);
}

/// "Target 189.00 +3.62% +396.00"; what is not known is left away.
QString lineLabel(const QString& name, const market::Instrument& instrument, Ticks price, std::optional<double> share,
                  std::optional<Money> result, const Formats& formats)
{
    QString text = name + QLatin1Char(' ') + formats.price(instrument, price);
    if (share) {
        text += QLatin1Char(' ') + formats.percent(share, 2, true);
    }
    if (result) {
        text += QLatin1Char(' ') + formats.change(result);
    }
    return text;
}

/// The average price of a position, for distances only.
Ticks averageOf(const views::PositionView& view, const market::Instrument& instrument)
{
    const double perTick = static_cast<double>(instrument.tickLotValue.e12)
        / static_cast<double>(instrument.tickLotValue.divisor) / 1e4
        * static_cast<double>(sizeOf(view.position.lots).count);
    return perTick > 0 ? Ticks{std::llround(static_cast<double>(view.position.cost.e8) / perTick)} : Ticks{0};
}

LineState stateOf(const orders::OrderRecord& record) noexcept
{
    if (record.state == OrderState::Unknown) {
        return LineState::Unknown;
    }
    return record.state == OrderState::Working && !record.replacing && !record.ticket.held ? LineState::Confirmed
                                                                                           : LineState::Pending;
}

QString kindName(LineKind kind)
{
    switch (kind) {
    case LineKind::Stop:
        return Text::tr("Stop");
    case LineKind::Target:
        return Text::tr("Target");
    case LineKind::Position:
        return Text::tr("Position");
    case LineKind::Order:
        break;
    }
    return Text::tr("Order");
}

QString orderLabel(const orders::OrderTicket& ticket, Lots whole, const market::Instrument& instrument, Ticks price,
                   const Formats& formats)
{
    const QString size = formats.quantity(instrument, whole);
    const QString at = formats.price(instrument, price);
    const bool isLimit = ticket.limit.has_value();
    if (ticket.kind == orders::OrderKind::StopLimit && isLimit) {
        const QString limit = formats.price(instrument, ticket.limit);
        return ticket.side == Side::Buy ? Text::tr("Buy %1 stop %2, limit %3").arg(size, at, limit)
                                        : Text::tr("Sell %1 stop %2, limit %3").arg(size, at, limit);
    }
    if (ticket.side == Side::Buy) {
        return isLimit ? Text::tr("Buy %1 limit %2").arg(size, at) : Text::tr("Buy %1 stop %2").arg(size, at);
    }
    return isLimit ? Text::tr("Sell %1 limit %2").arg(size, at) : Text::tr("Sell %1 stop %2").arg(size, at);
}

LineKind kindOf(const orders::OrderTicket& ticket) noexcept
{
    return ticket.role == OrderRole::Stop  ? LineKind::Stop
        : ticket.role == OrderRole::Target ? LineKind::Target
                                           : LineKind::Order;
}

std::optional<Ticks> priceOf(const orders::OrderTicket& ticket) noexcept
{
    // One that waits for its trigger stands there: before that its limit is nowhere.
    const bool waits = ticket.kind == orders::OrderKind::StopLimit && ticket.stop;
    return ticket.role != OrderRole::Stop && ticket.limit && !waits ? ticket.limit : ticket.stop;
}

/// Orders that are one line: of one kind, one side and one price. Their labels would lie over each other.
using OneLine = std::vector<const orders::OrderRecord*>;

bool areOneLine(const orders::OrderTicket& a, const orders::OrderTicket& b) noexcept
{
    return kindOf(a) == kindOf(b) && a.side == b.side && priceOf(a) == priceOf(b) && a.kind == b.kind
        && a.limit.has_value() == b.limit.has_value();
}

/// How far the line of a leg is from what it protects: the position, else the limit of its entry.
std::optional<double> shareOf(const views::DeskSnapshot& desk, const orders::OrderTicket& leg,
                              const market::Instrument& instrument, Ticks price)
{
    if (const views::PositionView* position = positionOf(desk, instrument.id)) {
        return distance(averageOf(*position, instrument), price);
    }
    const orders::OrderRecord* parent = orderOf(desk, leg.parent);
    return parent != nullptr && parent->ticket.limit ? distance(*parent->ticket.limit, price) : std::nullopt;
}

ChartLine lineOf(const views::DeskSnapshot& desk, const OneLine& together, const market::Instrument& instrument,
                 bool isLatched, const Formats& formats)
{
    const orders::OrderTicket& ticket = together.front()->ticket;
    ChartLine line;
    line.side = ticket.side;
    line.kind = kindOf(ticket);
    line.price = *priceOf(ticket);
    Lots size;
    line.order = ticket.id;
    line.canDrag = true;
    for (const orders::OrderRecord* record : together) {
        line.state = std::max(line.state, stateOf(*record));
        // Legs of one entry are one stop in two parts; of any others a drag could mean either, and the tables move
        // each.
        const bool isOfOneEntry
            = line.kind != LineKind::Order && ticket.parent && record->ticket.parent == ticket.parent;
        line.canDrag
            = line.canDrag && (together.size() == 1 || isOfOneEntry) && dragBarOf(*record, isLatched) == DragBar::None;
        size.count += record->ticket.size.count;
        if (record != together.front()) {
            line.others.push_back(record->ticket.id);
        }
    }
    const auto result = resultAt(desk, line, instrument.id, line.price);
    line.label = line.kind == LineKind::Order
        ? orderLabel(ticket, size, instrument, line.price, formats)
        : lineLabel(kindName(line.kind), instrument, line.price, shareOf(desk, ticket, instrument, line.price), result,
                    formats);
    if (line.kind == LineKind::Order && together.size() > 1) {
        line.order = {};
        line.others.clear();
    }
    if (together.size() > 1) {
        line.label = Text::tr("%1 (%n orders)", nullptr, static_cast<int>(together.size())).arg(line.label);
    }
    return line;
}

void addOrders(ChartScene& scene, const views::DeskSnapshot& desk, const market::Instrument& instrument, bool isLatched,
               const Formats& formats)
{
    std::vector<OneLine> lines;
    for (const orders::OrderRecord& record : desk.openOrders) {
        if (record.ticket.instrument != instrument.id || !priceOf(record.ticket)) {
            continue;
        }
        const auto same = std::find_if(lines.begin(), lines.end(), [&record](const OneLine& line) {
            return areOneLine(line.front()->ticket, record.ticket);
        });
        if (same != lines.end()) {
            same->push_back(&record);
        } else {
            lines.push_back({&record});
        }
    }
    for (const OneLine& line : lines) {
        scene.lines.push_back(lineOf(desk, line, instrument, isLatched, formats));
    }
}

ChartLine positionLine(const views::PositionView& view, const market::Instrument& instrument, const Formats& formats)
{
    ChartLine line;
    line.kind = LineKind::Position;
    line.side = view.position.lots.count > 0 ? Side::Buy : Side::Sell;
    line.price = averageOf(view, instrument);
    const QString size = formats.quantity(instrument, sizeOf(view.position.lots));
    const QString at = formats.price(instrument, line.price);
    line.label
        = line.side == Side::Buy ? Text::tr("Long %1 at %2").arg(size, at) : Text::tr("Short %1 at %2").arg(size, at);
    if (view.unrealised) {
        line.label += QLatin1Char(' ') + formats.change(view.unrealised);
    }
    return line;
}

ProposalZone zoneOf(const views::ProposalView& view, const market::Instrument& instrument, const Formats& formats)
{
    const orders::OrderTicket& ticket = view.made.ticket;
    ProposalZone zone;
    zone.id = view.made.proposal.id;
    zone.side = ticket.side;
    zone.entry = ticket.limit.value_or(view.made.proposal.reference);
    zone.stop = view.made.stop;
    zone.target = view.made.target;
    const QString side = ticket.side == Side::Buy ? Text::tr("BUY") : Text::tr("SELL");
    const QString size = ticket.notional ? formats.money(ticket.notional) : formats.quantity(instrument, ticket.size);
    const QString left = formats.countdown(view.left);
    zone.label = ticket.limit ? Text::tr("AI proposal · %1 %2 limit %3 · expires %4")
                                    .arg(side, size, formats.price(instrument, ticket.limit), left)
                              : Text::tr("AI proposal · %1 %2 at market · expires %3").arg(side, size, left);
    const auto cost = market::notional(instrument, zone.entry, ticket.size);
    const auto label = [&](const QString& name, Ticks price) {
        const auto result
            = cost && !ticket.notional ? gain(instrument, ticket.side, ticket.size, *cost, price) : std::nullopt;
        return lineLabel(name, instrument, price, distance(zone.entry, price), result, formats);
    };
    if (zone.stop) {
        zone.stopLabel = label(Text::tr("Stop"), *zone.stop);
    }
    if (zone.target) {
        zone.targetLabel = label(Text::tr("Target"), *zone.target);
    }
    return zone;
}

/// The one that is looked at, else the one that lapses first, as a zone; the others as lines: several zones over each
/// other would say nothing.
void addProposals(ChartScene& scene, const views::DeskSnapshot& desk, const market::Instrument& instrument,
                  const Formats& formats, ProposalId inDetail)
{
    std::vector<const views::ProposalView*> waiting;
    for (const views::ProposalView& view : desk.proposals) {
        if (view.made.proposal.instrument == instrument.id) {
            waiting.push_back(&view);
        }
    }
    std::stable_sort(waiting.begin(), waiting.end(), [inDetail](const auto* a, const auto* b) {
        const bool isA = a->made.proposal.id == inDetail;
        return isA != (b->made.proposal.id == inDetail) ? isA : a->left < b->left;
    });
    for (const views::ProposalView* view : waiting) {
        if (!scene.proposal) {
            scene.proposal = zoneOf(*view, instrument, formats);
        } else {
            scene.otherProposals.push_back(zoneOf(*view, instrument, formats));
        }
    }
}

QString quoteText(const market::Instrument& instrument, Ticks price, Lots size, const Formats& formats)
{
    const QString at = formats.price(instrument, price);
    return size.count > 0 ? QStringLiteral("%1 × %2").arg(at, formats.marketSize(instrument, size)) : at;
}

void addQuote(ChartScene& scene, const views::DeskSnapshot& desk, const views::InstrumentView& view,
              const Formats& formats)
{
    // A market that is closed or halted is silent for a reason.
    if (view.trading == market::TradingState::Open && view.age && *view.age > desk.limits.quoteAge) {
        scene.isStale = true;
        scene.staleText
            = Text::tr("Data stopped %1")
                  .arg(formats.time(view.quote ? view.quote->venueTime : desk.at.wall - *view.age)); // prints alone
    }
    if (!view.quote) {
        return;
    }
    const market::Quote& quote = *view.quote;
    if (quote.hasBid) {
        scene.bid = quote.bid;
        scene.bidText = quoteText(view.instrument, quote.bid, quote.bidSize, formats);
    }
    if (quote.hasAsk) {
        scene.ask = quote.ask;
        scene.askText = quoteText(view.instrument, quote.ask, quote.askSize, formats);
    }
}

} // namespace

DragBar dragBarOf(const orders::OrderRecord& record, bool isLatched) noexcept
{
    if (record.state != OrderState::Working || record.replacing || record.ticket.held) {
        return DragBar::NotWorking;
    }
    if (record.ticket.kind == OrderKind::TrailingStop) {
        return DragBar::Trailing;
    }
    return isLatched && record.ticket.role != OrderRole::Stop ? DragBar::Latched : DragBar::None;
}

ChartScene sceneOf(const views::DeskSnapshot& desk, InstrumentId instrument, bool isLatched, const Formats& formats,
                   ProposalId inDetail)
{
    ChartScene scene;
    const views::InstrumentView* view = viewOf(desk, instrument);
    if (!view) {
        return scene;
    }
    addQuote(scene, desk, *view, formats);
    if (const views::PositionView* position = positionOf(desk, instrument)) {
        scene.lines.push_back(positionLine(*position, view->instrument, formats));
    }
    addOrders(scene, desk, view->instrument, isLatched, formats);
    addProposals(scene, desk, view->instrument, formats, inDetail);
    return scene;
}

TradeMark markOf(const orders::Fill& fill, const market::Instrument& instrument, const Formats& formats)
{
    const QString size = formats.quantity(instrument, fill.size);
    const QString at = formats.price(instrument, fill.price);
    const QString when = formats.time(fill.time);
    return {fill.time, fill.price, fill.side,
            fill.side == Side::Buy ? Text::tr("Bought %1 at %2, %3").arg(size, at, when)
                                   : Text::tr("Sold %1 at %2, %3").arg(size, at, when)};
}

std::vector<TradeMark> marksOf(const std::vector<views::FillRow>& rows, const market::Instrument& instrument,
                               const Formats& formats)
{
    std::vector<TradeMark> marks;
    marks.reserve(rows.size());
    for (const views::FillRow& row : rows) {
        if (!row.isBusted && row.fill.instrument == instrument.id) {
            marks.push_back(markOf(row.fill, instrument, formats));
        }
    }
    std::stable_sort(marks.begin(), marks.end(), [](const TradeMark& a, const TradeMark& b) { return a.at < b.at; });
    return marks;
}

namespace {

std::optional<Money> resultOfLeg(const views::DeskSnapshot& desk, OrderId order, InstrumentId instrument, Ticks price)
{
    const views::InstrumentView* view = viewOf(desk, instrument);
    if (!view) {
        return std::nullopt;
    }
    const orders::OrderRecord* leg = orderOf(desk, order);
    if (const views::PositionView* position = positionOf(desk, instrument)) {
        const Side held = position->position.lots.count > 0 ? Side::Buy : Side::Sell;
        const Lots whole = sizeOf(position->position.lots);
        // An entry that filled in parts has a stop for each: what it loses is what it covers.
        const Lots open = leg ? Lots{leg->ticket.size.count - leg->filled.count} : whole;
        const Lots covered = open.count > 0 ? std::min(open, whole) : whole;
        const auto cost = narrowed(dividedHalfEven(Int128{position->position.cost.e8} * covered.count, whole.count));
        return cost ? gain(view->instrument, held, covered, Money{*cost}, price) : std::nullopt;
    }
    const orders::OrderRecord* parent = leg ? orderOf(desk, leg->ticket.parent) : nullptr;
    if (!parent || !parent->ticket.limit) {
        return std::nullopt;
    }
    const auto cost = market::notional(view->instrument, *parent->ticket.limit, parent->ticket.size);
    return cost ? gain(view->instrument, parent->ticket.side, parent->ticket.size, *cost, price) : std::nullopt;
}

} // namespace

std::optional<Money> resultAt(const views::DeskSnapshot& desk, const ChartLine& line, InstrumentId instrument,
                              Ticks price)
{
    if (line.kind == LineKind::Order) {
        return std::nullopt;
    }
    auto sum = resultOfLeg(desk, line.order, instrument, price);
    for (const OrderId other : line.others) {
        const auto one = resultOfLeg(desk, other, instrument, price);
        const auto next = sum && one ? checkedSum(sum->e8, one->e8) : std::nullopt;
        sum = next ? std::optional(Money{*next}) : std::nullopt;
    }
    return sum;
}

QString ghostWords(const views::DeskSnapshot& desk, const ChartLine& line, InstrumentId instrument, Ticks to,
                   const Formats& formats)
{
    const views::InstrumentView* view = viewOf(desk, instrument);
    if (!view) {
        return {};
    }
    QString text = formats.price(view->instrument, to);
    const auto mark = view->quote && view->quote->isTwoSided()
        ? std::optional(Ticks{(view->quote->bid.count + view->quote->ask.count) / 2})
        : view->reference;
    if (const auto share = mark ? distance(*mark, to) : std::nullopt) {
        text = Text::tr("%1 · %2 away").arg(text, formats.percent(std::abs(*share)));
    }
    if (const auto result = resultAt(desk, line, instrument, to)) {
        text += QStringLiteral(" · ") + formats.change(result);
    }
    return text;
}

QString moveQuestion(const views::DeskSnapshot& desk, const ChartLine& line, InstrumentId instrument, Ticks to,
                     const Formats& formats)
{
    const views::InstrumentView* view = viewOf(desk, instrument);
    if (!view) {
        return {};
    }
    const QString from = formats.price(view->instrument, line.price);
    const QString until = formats.price(view->instrument, to);
    const auto before = resultAt(desk, line, instrument, line.price);
    const auto after = resultAt(desk, line, instrument, to);
    if (line.kind == LineKind::Stop) {
        return before && after ? Text::tr("Move stop %1 → %2, risk %3 → %4.")
                                     .arg(from, until, formats.change(before), formats.change(after))
                               : Text::tr("Move stop %1 → %2.").arg(from, until);
    }
    if (line.kind == LineKind::Target) {
        return before && after ? Text::tr("Move target %1 → %2, gain %3 → %4.")
                                     .arg(from, until, formats.change(before), formats.change(after))
                               : Text::tr("Move target %1 → %2.").arg(from, until);
    }
    return line.side == Side::Buy ? Text::tr("Move buy order %1 → %2.").arg(from, until)
                                  : Text::tr("Move sell order %1 → %2.").arg(from, until);
}

} // namespace omni::ui
