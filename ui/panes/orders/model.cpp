#include "ui/panes/orders/model.h"

#include "ui/widgets/words.h"

#include <algorithm>
#include <set>

namespace omni::ui::orders_pane {

namespace {

CellTone cellTone(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
        return CellTone::Plain;
    case Tone::Quiet:
        return CellTone::Quiet;
    case Tone::Good:
        return CellTone::Ok;
    case Tone::Warn:
        return CellTone::Warn;
    case Tone::Bad:
        return CellTone::Danger;
    }
    return CellTone::Plain;
}

std::int64_t waitedSeconds(const orders::OrderRecord& record, Timestamp now)
{
    return isPending(record) ? std::max<std::int64_t>(0, (now - record.lastChange).ns / 1'000'000'000) : 0;
}

/// Ours are numbered from 1 and never come up here.
constexpr std::uint64_t externalKeys = std::uint64_t{1} << 63;

/// FNV-1a over the venue's name for it.
std::uint64_t keyOf(const views::ExternalOrderView& order)
{
    std::uint64_t key = 14'695'981'039'346'656'037ULL ^ order.instrument.value;
    for (const char c : order.venueOrderId.view()) {
        key = (key ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
    }
    return key | externalKeys;
}

/// As far as it is known: what is left of it, and its prices.
orders::OrderRecord recordOf(const views::ExternalOrderView& order)
{
    orders::OrderRecord record;
    record.ticket.instrument = order.instrument;
    record.ticket.side = order.side;
    record.ticket.size = order.left;
    record.ticket.limit = order.limit;
    record.ticket.stop = order.stop;
    record.ticket.kind = order.stop ? (order.limit ? orders::OrderKind::StopLimit : orders::OrderKind::Stop)
        : order.limit               ? orders::OrderKind::Limit
                                    : orders::OrderKind::Market;
    record.state = orders::OrderState::Working;
    record.venueOrderId = order.venueOrderId;
    record.created = order.since;
    record.lastChange = order.since;
    return record;
}

} // namespace

bool isPending(const orders::OrderRecord& record) noexcept
{
    using orders::OrderState;
    const bool isHeld = record.state == OrderState::Created && record.ticket.held;
    return !isHeld
        && (record.state == OrderState::Created || record.state == OrderState::Sent
            || record.state == OrderState::CancelSent || record.state == OrderState::Unknown || record.replacing);
}

bool isOpen(const orders::OrderRecord& record) noexcept
{
    using orders::OrderState;
    return record.state == OrderState::Created || record.state == OrderState::Sent
        || record.state == OrderState::Working || record.state == OrderState::CancelSent
        || record.state == OrderState::Unknown;
}

std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const std::deque<views::OrderRow>& ended)
{
    std::vector<Row> rows;
    std::set<std::uint64_t> known;
    const auto add = [&](const orders::OrderRecord& record, const std::string& text) {
        if (!known.insert(record.ticket.id.value).second) {
            return;
        }
        Row row;
        row.key = record.ticket.id.value;
        row.record = record;
        row.symbol = Words::symbol(desk, record.ticket.instrument);
        row.text = QString::fromStdString(text);
        row.waitedSeconds = waitedSeconds(record, desk.at.wall);
        for (const views::InstrumentView& view : desk.instruments) {
            if (view.instrument.id == record.ticket.instrument) {
                row.instrument = view.instrument;
            }
        }
        rows.push_back(std::move(row));
    };
    for (const orders::OrderRecord& record : desk.openOrders) {
        add(record, {});
    }
    for (const views::ExternalOrderView& order : desk.externalOrders) {
        Row row;
        row.key = keyOf(order);
        if (!known.insert(row.key).second) {
            continue;
        }
        row.record = recordOf(order);
        row.isExternal = true;
        row.symbol = Words::symbol(desk, order.instrument);
        for (const views::InstrumentView& view : desk.instruments) {
            if (view.instrument.id == order.instrument) {
                row.instrument = view.instrument;
            }
        }
        rows.push_back(std::move(row));
    }
    for (const views::OrderRow& row : ended) {
        if (!isOpen(row.record)) { // an open one that the picture lacks is older than the picture
            add(row.record, row.text);
        }
    }
    return rows;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("time"), tr("Time"), false, 72},
            {QStringLiteral("symbol"), tr("Symbol"), false, 80},
            {QStringLiteral("side"), tr("Side"), false, 46},
            {QStringLiteral("type"), tr("Type"), false, 80},
            {QStringLiteral("quantity"), tr("Quantity"), true, 74},
            {QStringLiteral("filled"), tr("Filled"), true, 70},
            {QStringLiteral("price"), tr("Price"), true, 84},
            {QStringLiteral("trigger"), tr("Trigger"), true, 84},
            {QStringLiteral("tif"), tr("Good"), false, 64},
            {QStringLiteral("state"), tr("State"), false, 150},
            {QStringLiteral("venue_id"), tr("Venue id"), false, 80, false},
            {QStringLiteral("source"), tr("Source"), false, 90}};
}

QString Model::rowName(int row) const
{
    const Row& shown = this->row(row);
    return Words::order(shown.record.ticket, shown.instrument ? &*shown.instrument : nullptr, m_formats);
}

Cell Model::stateCell(const Row& row) const
{
    if (row.isExternal) {
        return {tr("EXTERNAL"), CellTone::Warn, QStringLiteral("warning"),
                tr("Somebody else's order on the account. It counts against every limit and can only be cancelled.")};
    }
    const auto word = Words::orderState(row.record, row.instrument ? &*row.instrument : nullptr,
                                        seconds(row.waitedSeconds), m_formats);
    Cell cell{word.text, cellTone(word.tone), {}, row.text.isEmpty() ? word.text : m_formats.told(row.text)};
    cell.isPending = word.isPending;
    if (row.record.lateFill) {
        cell.text = tr("%1, filled before cancel").arg(word.text);
        cell.tone = CellTone::Warn;
    }
    return cell;
}

Cell Model::make(const Row& row, int column) const
{
    const orders::OrderTicket& ticket = row.record.ticket;
    const auto price = [&](std::optional<Ticks> ticks) {
        return row.instrument && ticks ? Cell{m_formats.price(*row.instrument, ticks)}
                                       : Cell{missing(), CellTone::Quiet};
    };
    const auto quantity = [&](Lots lots) {
        return row.instrument ? Cell{m_formats.quantity(*row.instrument, lots)} : Cell{missing(), CellTone::Quiet};
    };
    switch (column) {
    case Time:
        return {m_formats.time(row.record.created), CellTone::Label};
    case Symbol:
        return {row.symbol, CellTone::Plain, {}, {}, true};
    case SideColumn:
        return {Words::of(ticket.side), ticket.side == Side::Buy ? CellTone::Up : CellTone::Down};
    case Kind:
        return {Words::of(ticket.kind), CellTone::Label};
    case Quantity:
        return ticket.notional ? Cell{m_formats.money(ticket.notional)} : quantity(ticket.size);
    case Filled:
        return row.isExternal ? Cell{missing(), CellTone::Quiet} : quantity(row.record.filled);
    case Price:
        return price(ticket.limit);
    case Trigger:
        return price(ticket.stop);
    case Force:
        if (row.isExternal) {
            return {missing(), CellTone::Quiet};
        }
        return {Words::of(ticket.timeInForce), CellTone::Label};
    case State:
        return stateCell(row);
    case VenueId: {
        const auto id = row.record.venueOrderId.view();
        return {id.empty() ? missing() : QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())),
                CellTone::Quiet};
    }
    case Source:
        if (row.isExternal) {
            return {tr("external", "somebody else's order"), CellTone::Warn};
        }
        return {Words::source(ticket), ticket.proposal ? CellTone::Ai : CellTone::Label};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    const auto price = [&](std::optional<Ticks> ticks) {
        return row.instrument && ticks ? SortKey::of(market::priceNumber(*row.instrument, *ticks)) : SortKey{};
    };
    const auto quantity = [&](Lots lots) {
        return row.instrument ? SortKey::of(market::quantityNumber(*row.instrument, lots)) : SortKey{};
    };
    switch (column) {
    case Time:
        return SortKey::of(static_cast<double>(row.record.created.ns));
    case Quantity:
        return quantity(row.record.ticket.size);
    case Filled:
        return quantity(row.record.filled);
    case Price:
        return price(row.record.ticket.limit);
    case Trigger:
        return price(row.record.ticket.stop);
    case State:
        return SortKey::of(static_cast<double>(row.record.state));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::orders_pane
