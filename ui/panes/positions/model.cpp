#include "ui/panes/positions/model.h"

#include "core/base/wide_int.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

namespace omni::ui::positions {

namespace {

std::optional<double> shareOf(std::optional<Money> part, std::optional<Money> whole)
{
    if (!part || !whole || whole->e8 <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(part->e8) / static_cast<double>(whole->e8);
}

/// Of the price, unsigned: how far the stop is away.
std::optional<double> distanceToStop(const Row& row)
{
    if (!row.view.stop || !row.view.mark || row.view.mark->count == 0) {
        return std::nullopt;
    }
    return std::abs(static_cast<double>(row.view.mark->count - row.view.stop->count)
                    / static_cast<double>(row.view.mark->count));
}

std::optional<double> profitShare(const Row& row)
{
    if (!row.view.unrealised || row.view.position.cost.e8 == 0) {
        return std::nullopt;
    }
    return static_cast<double>(row.view.unrealised->e8) / std::abs(static_cast<double>(row.view.position.cost.e8));
}

CellTone toneOf(double value)
{
    return value > 0 ? CellTone::Up : value < 0 ? CellTone::Down : CellTone::Plain;
}

SortKey keyOf(std::optional<double> value)
{
    return value ? SortKey::of(*value) : SortKey{};
}

/// Beyond what a stop covers, or may cover.
bool isBare(const views::PositionView& view, const std::optional<views::StopInDoubt>& doubt)
{
    const std::int64_t lots = view.position.lots.count;
    const std::int64_t covered = view.protectedLots.count + (doubt ? doubt->lots.count : 0);
    return lots != 0 && covered < (lots < 0 ? -lots : lots);
}

} // namespace

bool operator==(const Row& a, const Row& b)
{
    const auto parts = [](const Row& row) {
        return std::tie(row.key, row.view.position, row.view.unrealised, row.view.mark, row.view.value,
                        row.view.strategy, row.view.stopOrder, row.view.stop, row.view.protectedLots, row.view.reported,
                        row.equity, row.stale, row.strategy, row.broker, row.heldSeconds, row.bareSince, row.doubt);
    };
    return parts(a) == parts(b);
}

std::optional<Lots> halfOf(const Row& row) noexcept
{
    if (!row.instrument) {
        return std::nullopt;
    }
    const std::int64_t lots = row.view.position.lots.count;
    const std::int64_t step = std::max<std::int64_t>(1, row.instrument->step.count);
    std::int64_t half = std::abs(lots / 2);
    half -= half % step;
    const std::int64_t least = std::max<std::int64_t>(1, row.instrument->smallest.count);
    return half >= least && std::abs(lots) - half >= least ? std::optional(Lots{half}) : std::nullopt;
}

std::optional<Ticks> averagePrice(const market::Instrument& instrument, const portfolio::Position& position) noexcept
{
    const std::int64_t lots = position.lots.count < 0 ? -position.lots.count : position.lots.count;
    if (lots == 0 || instrument.tickLotValue.e12 <= 0) {
        return std::nullopt;
    }
    // cost is in 1e-8, the value of a tick and lot in 1e-12 / divisor.
    const auto scaled = checkedProduct(Int128{position.cost.e8} * 10'000, instrument.tickLotValue.divisor);
    if (!scaled) {
        return std::nullopt;
    }
    const auto count = narrowed(dividedHalfEven(*scaled, Int128{lots} * instrument.tickLotValue.e12));
    return count ? std::optional(Ticks{*count < 0 ? -*count : *count}) : std::nullopt;
}

bool isShown(const views::PositionView& view) noexcept
{
    return view.position.lots.count != 0 || view.reported.has_value();
}

std::vector<Row> rowsOf(const views::DeskSnapshot& desk, BareSince& bare)
{
    std::vector<Row> rows;
    BareSince still;
    for (const views::PositionView& view : desk.positions) {
        if (!isShown(view)) {
            continue;
        }
        Row row;
        row.key = view.position.instrument.value;
        row.view = view;
        row.equity = desk.equity;
        row.strategy = Words::strategy(desk, view.strategy);
        row.broker = desk.session ? outsideText(desk.session->accountName) : missing();
        const std::int64_t held = view.position.lots.count == 0 ? 0 : (desk.at.wall - view.opened).ns / seconds(1).ns;
        row.heldSeconds = held < 3'600 ? held : held / 60 * 60; // what is shown, so that it changes no oftener
        for (const views::InstrumentView& instrument : desk.instruments) {
            if (instrument.instrument.id == view.position.instrument) {
                row.instrument = instrument.instrument;
                if (instrument.age && *instrument.age > desk.limits.quoteAge
                    && instrument.trading == market::TradingState::Open) {
                    row.stale = Duration{instrument.age->ns / 100'000'000 * 100'000'000}; // shown to a tenth
                }
            }
        }
        row.doubt = views::stopInDoubt(desk, view);
        if (isBare(view, row.doubt)) {
            const auto found = bare.find(view.position.instrument);
            row.bareSince = found == bare.end() ? desk.at.wall : found->second;
            still.emplace(view.position.instrument, row.bareSince);
        }
        rows.push_back(std::move(row));
    }
    bare = std::move(still);
    return rows;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    // Together as wide as the trading workspace has room at 1600, and each as wide as its usual figures.
    return {{QStringLiteral("symbol"), tr("Symbol"), false, 70},
            {QStringLiteral("side"), tr("Side"), false, 42},
            {QStringLiteral("quantity"), tr("Qty"), true, 60},
            {QStringLiteral("average"), tr("Avg price"), true, 66},
            {QStringLiteral("last"), tr("Last"), true, 66, true, true},
            {QStringLiteral("value"), tr("Value"), true, 72},
            {QStringLiteral("share"), tr("% eq.", "share of equity"), true, 52},
            {QStringLiteral("profit"), tr("P&L"), true, 66, true, true},
            {QStringLiteral("profit_share"), tr("P&L %"), true, 58},
            {QStringLiteral("stop"), tr("Stop"), true, 88},
            {QStringLiteral("to_stop"), tr("To stop %"), true, 64},
            {QStringLiteral("strategy"), tr("Strategy"), false, 96},
            {QStringLiteral("broker"), tr("Broker"), false, 56},
            {QStringLiteral("age"), tr("Age"), true, 60}};
}

QString Model::rowName(int row) const
{
    return cell(row, Symbol).text;
}

Cell Model::quantityCell(const Row& row) const
{
    Cell cell;
    cell.text = row.instrument ? m_formats.quantity(*row.instrument, row.view.position.lots)
                               : m_formats.lots(row.view.position.lots);
    cell.isStrong = true;
    return cell;
}

Cell Model::stopCell(const Row& row) const
{
    Cell cell;
    if (row.bareSince.ns != 0) {
        cell.tone = CellTone::Danger;
        cell.icon = QStringLiteral("octagon");
        const QString since = m_formats.time(row.bareSince);
        if (row.view.protectedLots.count > 0 && row.instrument) {
            cell.text = m_formats.price(*row.instrument, row.view.stop);
            cell.tip = tr("Since %1 the stop covers only %2 of %3.", "time, quantity, quantity")
                           .arg(since, m_formats.quantity(*row.instrument, row.view.protectedLots),
                                m_formats.quantity(*row.instrument, row.view.position.lots));
            return cell;
        }
        cell.text = tr("none %1", "no stop since that time").arg(m_formats.hourMinute(row.bareSince));
        cell.tip = tr("No working stop stands behind it since %1. Set one, or close the position.").arg(since);
        return cell;
    }
    cell.text = row.instrument ? m_formats.price(*row.instrument, row.view.stop) : missing();
    if (row.doubt) {
        cell.tone = CellTone::Warn;
        const QString price = row.instrument ? m_formats.price(*row.instrument, row.doubt->stop) : missing();
        if (row.doubt->isLost) {
            cell.text = tr("asked", "what became of a stop");
            cell.tip = tr("It is not known whether its stop at %1 stands: the broker is being asked. Until it has "
                          "answered, count the position as not protected.")
                           .arg(price);
        } else {
            cell.text = tr("sent", "of a stop");
            cell.tip = tr("Its stop at %1 has been sent, the broker has not confirmed it yet.").arg(price);
        }
        if (row.view.protectedLots.count > 0 && row.instrument) {
            // A part is known to be covered: its price stays, and what is open stands behind it.
            cell.text = tr("%1 + %2", "price of a stop that stands, what is known of another")
                            .arg(m_formats.price(*row.instrument, row.view.stop), cell.text);
            cell.tip = tr("A stop over %1 of %2 stands.", "quantity, quantity")
                           .arg(m_formats.quantity(*row.instrument, row.view.protectedLots),
                                m_formats.quantity(*row.instrument, row.view.position.lots))
                + QLatin1Char(' ') + cell.tip;
        }
    } else if (row.view.stopOrder) {
        cell.tip = tr("Protected by order %1 at the broker").arg(row.view.stopOrder.value);
    }
    if (row.view.target && row.instrument) {
        const QString price = m_formats.price(*row.instrument, row.view.target);
        cell.tip += cell.tip.isEmpty() ? QString() : QStringLiteral("\n");
        cell.tip += row.view.isTargetWatched ? tr("Target %1: the broker takes none beside the stop, so this program "
                                                  "watches the price and closes at the "
                                                  "market when it is reached. It must be running then.")
                                                   .arg(price)
                                             : tr("Target %1 at the broker").arg(price);
    }
    return cell;
}

Cell Model::brokerCell(const Row& row) const
{
    if (!row.view.reported) {
        return {m_formats.own(row.broker), CellTone::Label};
    }
    const auto size
        = [&](Lots lots) { return row.instrument ? m_formats.quantity(*row.instrument, lots) : m_formats.lots(lots); };
    const QString text = tr("%1 says %2, here %3", "broker, quantity, quantity")
                             .arg(row.broker, size(*row.view.reported), size(row.view.position.lots));
    return {text, CellTone::Danger, QStringLiteral("warning"),
            tr("The broker's account and our books differ. New orders in it wait until somebody has looked.")};
}

Cell Model::make(const Row& row, int column) const
{
    const auto price = [&](std::optional<Ticks> ticks) {
        return row.instrument ? m_formats.price(*row.instrument, ticks) : missing();
    };
    const std::int64_t lots = row.view.position.lots.count;
    Cell cell;
    switch (column) {
    case Symbol:
        cell.text = row.instrument ? outsideText(row.instrument->symbol, 64) : QStringLiteral("#%1").arg(row.key);
        cell.isStrong = true;
        break;
    case SideColumn:
        cell = {Words::positionSide(row.view.position.lots), toneOf(static_cast<double>(lots))};
        break;
    case Quantity:
        return quantityCell(row);
    case Average:
        cell.text = row.instrument ? price(averagePrice(*row.instrument, row.view.position)) : missing();
        break;
    case Last:
        cell.text = price(row.view.mark);
        cell.isStrong = true;
        cell.isStale = row.stale.has_value();
        cell.tip = row.stale ? tr("%1 old").arg(m_formats.seconds(*row.stale)) : QString();
        break;
    case Value:
        cell.text = m_formats.money(row.view.value);
        break;
    case Share:
        cell.text = m_formats.percent(shareOf(row.view.value, row.equity));
        break;
    case Profit:
        cell = {m_formats.change(row.view.unrealised),
                row.view.unrealised ? toneOf(static_cast<double>(row.view.unrealised->e8)) : CellTone::Plain};
        cell.tip = row.instrument ? tr("in %1", "a currency").arg(QString::fromStdString(row.instrument->quoteCurrency))
                                  : QString();
        cell.isStale = row.stale.has_value();
        break;
    case ProfitShare:
        cell = {m_formats.percent(profitShare(row), 2, true), toneOf(profitShare(row).value_or(0))};
        cell.isStale = row.stale.has_value();
        break;
    case Stop:
        return stopCell(row);
    case ToStop:
        cell.text = m_formats.percent(distanceToStop(row));
        break;
    case Strategy:
        cell = {row.strategy, CellTone::Label};
        break;
    case Broker:
        return brokerCell(row);
    case Age:
        cell = {lots == 0 ? missing() : m_formats.age(seconds(row.heldSeconds)), CellTone::Label};
        break;
    default:
        break;
    }
    return cell;
}

SortKey Model::keyFor(const Row& row, int column) const
{
    const auto priceKey = [&](std::optional<Ticks> ticks) {
        return ticks && row.instrument ? SortKey::of(market::priceNumber(*row.instrument, *ticks)) : SortKey{};
    };
    const auto moneyKey
        = [](std::optional<Money> money) { return money ? SortKey::of(static_cast<double>(money->e8)) : SortKey{}; };
    switch (column) {
    case Quantity:
        return row.instrument ? SortKey::of(market::quantityNumber(*row.instrument, row.view.position.lots))
                              : SortKey{};
    case Average:
        return row.instrument ? priceKey(averagePrice(*row.instrument, row.view.position)) : SortKey{};
    case Last:
        return priceKey(row.view.mark);
    case Value:
        return moneyKey(row.view.value);
    case Share:
        return keyOf(shareOf(row.view.value, row.equity));
    case Profit:
        return moneyKey(row.view.unrealised);
    case ProfitShare:
        return keyOf(profitShare(row));
    case Stop:
        return priceKey(row.view.stop);
    case ToStop:
        return keyOf(distanceToStop(row));
    case Age:
        return SortKey::of(static_cast<double>(row.heldSeconds));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::positions
