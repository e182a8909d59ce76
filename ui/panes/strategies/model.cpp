#include "ui/panes/strategies/model.h"

#include "ui/widgets/rates.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace omni::ui::strategies {

std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const std::map<StrategyId, Done>& done, bool hasHistory)
{
    const bool isHeldByMode = desk.mode < risk::Mode::Manual;
    std::vector<Row> rows;
    rows.reserve(desk.strategies.size());
    for (const views::StrategyView& strategy : desk.strategies) {
        Row row;
        row.key = strategy.id.value;
        row.spec = strategy.spec;
        row.on = strategy.on;
        row.automatic = strategy.automatic;
        row.isHeld
            = isHeldByMode || std::any_of(desk.latches.begin(), desk.latches.end(), [&](const views::LatchView& latch) {
                  return latch.scope.kind == risk::ScopeKind::Global
                      || (latch.scope.kind == risk::ScopeKind::Strategy && latch.scope.id == strategy.id.value);
              });
        row.positions
            = static_cast<int>(std::count_if(desk.positions.begin(), desk.positions.end(), [&](const auto& p) {
                  return p.strategy == strategy.id && p.position.lots.count != 0;
              }));
        row.waiting = static_cast<int>(std::count_if(desk.proposals.begin(), desk.proposals.end(), [&](const auto& p) {
            return p.made.proposal.strategy == strategy.id;
        }));
        if (const auto found = done.find(strategy.id); found != done.end()) {
            row.trades = found->second.trades;
            row.wins = found->second.wins;
            row.net = found->second.net;
            row.lastSignal = found->second.lastSignal;
        }
        if (!hasHistory) {
            row.net.reset();
        } else if (!row.net) {
            row.net = Money{};
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("name"), tr("Strategy"), false, 160, true, false, 110},
            {QStringLiteral("parameters"), tr("Parameters"), false, 220, true, false, 90},
            {QStringLiteral("state"), tr("State"), false, 130, true, false, 104},
            {QStringLiteral("positions"), tr("Positions"), true, 70},
            {QStringLiteral("waiting"), tr("Waiting"), true, 64},
            {QStringLiteral("trades"), tr("Trades"), true, 60},
            {QStringLiteral("won"), tr("Won"), true, 56},
            {QStringLiteral("net"), tr("Net"), true, 90, true, true},
            {QStringLiteral("last_signal"), tr("Last signal"), true, 90}};
}

QString Model::rowName(int row) const
{
    return Words::strategy(this->row(row).spec);
}

Cell Model::stateCell(const Row& row)
{
    if (!row.on) {
        return {tr("Off"), CellTone::Warn, QStringLiteral("pause"),
                tr("Makes no proposals and no exits. Its stops stay. Space switches it on.")};
    }
    if (row.isHeld) {
        return {tr("Held"), CellTone::Quiet, QStringLiteral("lock"),
                tr("A kill switch or the mode keeps it from opening anything.")};
    }
    if (row.automatic) {
        return {tr("Automatic"), CellTone::Warn, QStringLiteral("play"),
                tr("Trades within its budget without asking.")};
    }
    return {tr("Running, asks"), CellTone::Ok, QStringLiteral("check"),
            tr("Each of its entries waits for your approval.")};
}

Cell Model::make(const Row& row, int column) const
{
    const auto count = [this](int number) { return Cell{m_formats.locale.toString(number)}; };
    switch (column) {
    case Name:
        return {Words::strategy(row.spec), CellTone::Plain, {}, QString::fromStdString(row.spec), true};
    case Parameters: {
        const QString spec = QString::fromStdString(row.spec);
        return {spec.section(QLatin1Char(':'), 1).replace(QLatin1Char(','), QStringLiteral(", ")),
                CellTone::Label,
                {},
                spec};
    }
    case State:
        return stateCell(row);
    case Positions:
        return count(row.positions);
    case Waiting:
        return {m_formats.locale.toString(row.waiting), row.waiting > 0 ? CellTone::Ai : CellTone::Plain};
    case Trades:
        return row.net ? count(row.trades) : Cell{missing()};
    case Won:
        return {wonText(row.wins, row.trades, m_formats)};
    case Net:
        return {m_formats.change(row.net),
                !row.net || row.net->e8 == 0 ? CellTone::Plain
                    : row.net->e8 > 0        ? CellTone::Up
                                             : CellTone::Down};
    case LastSignal:
        return {row.lastSignal.ns == 0 ? missing() : m_formats.time(row.lastSignal), CellTone::Label};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case Positions:
        return SortKey::of(row.positions);
    case Waiting:
        return SortKey::of(row.waiting);
    case Trades:
        return SortKey::of(row.trades);
    case Won:
        return row.trades > 0 ? SortKey::of(static_cast<double>(row.wins) / row.trades) : SortKey{};
    case Net:
        return row.net ? SortKey::of(static_cast<double>(row.net->e8)) : SortKey{};
    case LastSignal:
        return row.lastSignal.ns == 0 ? SortKey{} : SortKey::of(static_cast<double>(row.lastSignal.ns));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::strategies
