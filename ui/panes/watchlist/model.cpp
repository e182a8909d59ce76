#include "ui/panes/watchlist/model.h"

#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <memory>
#include <tuple>

namespace omni::ui::watchlist {

namespace {

constexpr std::uint64_t firstUnknownKey = std::uint64_t{1} << 48;

Row rowOf(const views::InstrumentView& view, const views::DeskSnapshot& desk, const views::MarketDay& market)
{
    Row row;
    row.key = view.instrument.id.value;
    row.name = QString::fromStdString(view.instrument.name());
    row.instrument = view.instrument;
    row.trading = view.trading;
    row.last = view.reference;
    if (view.quote) {
        row.bid = view.quote->hasBid ? std::optional(view.quote->bid) : std::nullopt;
        row.ask = view.quote->hasAsk ? std::optional(view.quote->ask) : std::nullopt;
    }
    if (view.age && *view.age > desk.limits.quoteAge && view.trading == market::TradingState::Open) {
        row.stale = Duration{view.age->ns / 100'000'000 * 100'000'000};
    }
    if (const views::InstrumentDay* day = market.find(view.instrument.id)) {
        row.last = day->last ? day->last : row.last;
        row.before = day->previousClose ? day->previousClose : day->open;
        row.volume = day->volume;
        row.lastTrade = day->lastTrade;
        row.spark = day->spark;
    }
    return row;
}

} // namespace

bool operator==(const Row& a, const Row& b)
{
    const auto parts = [](const Row& row) {
        return std::tie(row.key, row.name, row.last, row.before, row.bid, row.ask, row.volume, row.trading,
                        row.lastTrade, row.stale, row.spark);
    };
    return parts(a) == parts(b);
}

std::vector<Row> rowsOf(const QStringList& names, const views::DeskSnapshot& desk, const views::MarketDay& day)
{
    std::vector<Row> rows;
    if (names.isEmpty()) {
        for (const views::InstrumentView& view : desk.instruments) {
            rows.push_back(rowOf(view, desk, day));
        }
        return rows;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        const std::string name = names[i].toStdString();
        const views::InstrumentView* found = nullptr;
        for (const views::InstrumentView& view : desk.instruments) {
            found = view.instrument.name() == name ? &view : found;
        }
        if (found != nullptr) {
            rows.push_back(rowOf(*found, desk, day));
            continue;
        }
        Row row;
        row.key = firstUnknownKey + static_cast<std::uint64_t>(i);
        row.name = names[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<double> changeOf(const Row& row) noexcept
{
    if (!row.last || !row.before || row.before->count <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(row.last->count - row.before->count) / static_cast<double>(row.before->count);
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    // Those that are shown fit into 236 with a scroll bar; the age of a price stands whole in the place of its change.
    return {{QStringLiteral("symbol"), tr("Symbol"), false, 64},
            {QStringLiteral("spark"), tr("Day", "the day as a small line"), false, 24},
            {QStringLiteral("last"), tr("Last"), true, 60, true, true},
            {QStringLiteral("change"), tr("Day %"), true, 72},
            {QStringLiteral("bid"), tr("Bid"), true, 72, false},
            {QStringLiteral("ask"), tr("Ask"), true, 72, false},
            {QStringLiteral("volume"), tr("Volume"), true, 64, false}};
}

QString Model::rowName(int row) const
{
    return cell(row, Symbol).text;
}

Cell Model::symbolCell(const Row& row) const
{
    Cell cell;
    if (!row.instrument) {
        cell.text = row.name.section(u':', 1);
        cell.tone = CellTone::Quiet;
        cell.tip = tr("This session has no %1.").arg(row.name);
        return cell;
    }
    cell.text = outsideText(row.instrument->symbol, 64);
    cell.isStrong = true;
    cell.tip = row.name;
    if (row.trading == market::TradingState::Halted) {
        cell.icon = QStringLiteral("halted");
        cell.tone = CellTone::Warn;
        cell.tip = tr("Trading in %1 is halted.").arg(row.name);
    } else if (row.trading == market::TradingState::ClosingOnly) {
        cell.icon = QStringLiteral("halted");
        cell.tone = CellTone::Warn;
        cell.tip
            = tr("%1 has new increments at the venue. Positions can be closed; for all else start the session anew.")
                  .arg(row.name);
    }
    return cell;
}

Cell Model::changeCell(const Row& row) const
{
    if (!row.instrument) {
        return {tr("no feed", "in place of a change: the session has no such symbol"),
                CellTone::Quiet,
                {},
                tr("This session has no %1.").arg(row.name)};
    }
    if (row.trading == market::TradingState::Halted) {
        return {row.lastTrade.ns == 0 ? Words::of(row.trading) : m_formats.time(row.lastTrade),
                CellTone::Warn,
                {},
                tr("Halted; the time is that of the last trade.")};
    }
    if (row.trading == market::TradingState::ClosingOnly) {
        return {Words::of(row.trading), CellTone::Warn};
    }
    if (row.stale) {
        // From a minute on its first unit is enough, and fits: "3m", "2h", "1d".
        const QString age
            = *row.stale < minutes(1) ? m_formats.seconds(*row.stale) : m_formats.age(*row.stale).section(u' ', 0, 0);
        return {tr("%1 old", "age of a price, in place of its change").arg(age), CellTone::Warn};
    }
    const auto change = changeOf(row);
    const CellTone tone = change && *change > 0 ? CellTone::Up
        : change && *change < 0                 ? CellTone::Down
                                                : CellTone::Plain;
    return {m_formats.number(change ? std::optional(*change * 100) : std::nullopt, 2, true), tone,
            row.trading == market::TradingState::Closed ? QStringLiteral("clock") : QString(),
            row.trading == market::TradingState::Closed ? Words::of(row.trading) : QString()};
}

Cell Model::make(const Row& row, int column) const
{
    const auto price = [&](std::optional<Ticks> ticks) {
        return row.instrument ? m_formats.price(*row.instrument, ticks) : missing();
    };
    Cell cell;
    switch (column) {
    case Symbol:
        return symbolCell(row);
    case Spark: {
        auto values = std::make_shared<std::vector<double>>();
        values->reserve(row.spark.size());
        for (const Ticks tick : row.spark) {
            values->push_back(static_cast<double>(tick.count));
        }
        const double change = changeOf(row).value_or(0);
        cell.text = m_formats.percent(changeOf(row), 2, true);
        cell.spark = {std::move(values), change >= 0};
        break;
    }
    case Last:
        cell.text = price(row.last);
        cell.isStrong = true;
        cell.isStale = row.stale.has_value() || row.trading == market::TradingState::Halted;
        break;
    case Change:
        return changeCell(row);
    case Bid:
        cell.text = price(row.bid);
        cell.isStale = row.stale.has_value();
        break;
    case Ask:
        cell.text = price(row.ask);
        cell.isStale = row.stale.has_value();
        break;
    case Volume:
        cell = {row.volume ? m_formats.volume(*row.volume) : missing(), CellTone::Label};
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
    switch (column) {
    case Spark:
    case Change: {
        const auto change = changeOf(row);
        return change ? SortKey::of(*change) : SortKey{};
    }
    case Last:
        return priceKey(row.last);
    case Bid:
        return priceKey(row.bid);
    case Ask:
        return priceKey(row.ask);
    case Volume:
        return row.volume ? SortKey::of(*row.volume) : SortKey{};
    default:
        return SortKey::of(symbolCell(row).text);
    }
}

} // namespace omni::ui::watchlist
