#include "ui/panes/what_the_stop_did/model.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/stop_sentences.h"
#include "ui/widgets/words.h"

namespace omni::ui::what_the_stop_did {

namespace {

using Kind = StopLine::Kind;

class Say
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::what_the_stop_did::Model)
};

enum ColumnNumber { Time, What, Since };

QString textOf(const StopLine& line, const StopProgress& progress, const views::DeskSnapshot& desk,
               const Formats& formats)
{
    const QString symbol = Words::symbol(desk, line.instrument);
    const auto order = static_cast<qulonglong>(line.order.value);
    switch (line.kind) {
    case Kind::Tripped: {
        const auto trip = progress.trip();
        if (!trip) {
            return Say::tr("Switch tripped");
        }
        const bool isAll = trip->scope.kind == risk::ScopeKind::Global;
        const QString scope = Words::scope(desk, trip->scope);
        if (trip->breaker) {
            const QString breaker = breakerText(*trip, desk, formats);
            return isAll ? Say::tr("%1, trading stopped").arg(breaker) : Say::tr("%1, %2 stopped").arg(breaker, scope);
        }
        const QString who = trip->by ? Words::principal(desk, trip->by) : Say::tr("the kill switch");
        return isAll ? Say::tr("Global switch tripped by %1").arg(who) : Say::tr("%1 tripped by %2").arg(scope, who);
    }
    case Kind::GatewayClosed:
        return Say::tr("Order gateway closed to new orders");
    case Kind::ProposalsWithdrawn:
        return Say::tr("%n AI proposal(s) withdrawn", nullptr, line.count);
    case Kind::EntryCancelled:
        return Say::tr("Entry order %1, %2, cancelled").arg(order).arg(symbol);
    case Kind::StopCancelled:
        return Say::tr("Protective order %1, %2, cancelled").arg(order).arg(symbol);
    case Kind::FilledBeforeCancel: {
        const auto* view = [&]() -> const views::InstrumentView* {
            for (const views::InstrumentView& one : desk.instruments) {
                if (one.instrument.id == line.instrument) {
                    return &one;
                }
            }
            return nullptr;
        }();
        const QString size
            = view != nullptr && line.lots.count > 0 ? formats.quantity(view->instrument, line.lots) : missing();
        return line.side == Side::Buy ? Say::tr("Order %1 filled before cancel, %2 +%3").arg(order).arg(symbol, size)
                                      : Say::tr("Order %1 filled before cancel, %2 −%3").arg(order).arg(symbol, size);
    }
    case Kind::CancelRefused:
        return Say::tr("Cancel of order %1, %2, refused by the venue").arg(order).arg(symbol);
    case Kind::Reconciled:
        return line.of > 0
            ? Say::tr("Positions reconciled with the account, %1 of %n", nullptr, line.of).arg(line.count)
            : Say::tr("Positions reconciled with the account");
    case Kind::StopsKept:
        return Say::tr("Protective stops live: %1 of %n position(s)", nullptr, line.of).arg(line.count);
    case Kind::ExitWanted:
        return Say::tr("Closing %1 at market").arg(symbol);
    }
    return {};
}

CellTone toneOf(const StopLine& line)
{
    switch (line.kind) {
    case Kind::Tripped:
        return CellTone::Danger;
    case Kind::FilledBeforeCancel:
    case Kind::CancelRefused:
    case Kind::StopCancelled:
        return CellTone::Warn;
    case Kind::StopsKept:
    case Kind::Reconciled:
        return line.count < line.of ? CellTone::Warn : CellTone::Ok;
    case Kind::GatewayClosed:
    case Kind::ProposalsWithdrawn:
    case Kind::EntryCancelled:
    case Kind::ExitWanted:
        return CellTone::Ok;
    }
    return CellTone::Plain;
}

QString iconOf(CellTone tone)
{
    return tone == CellTone::Danger ? u"kill"_qs : tone == CellTone::Warn ? u"warning"_qs : u"check"_qs;
}

} // namespace

std::vector<Row> rowsOf(const StopProgress& progress, const views::DeskSnapshot& desk, const Formats& formats)
{
    std::vector<Row> rows;
    for (const StopLine& line : progress.lines()) {
        rows.push_back({rows.size() + 1, line, textOf(line, progress, desk, formats)});
    }
    return rows;
}

std::vector<Column> columns()
{
    return {{.key = u"time"_qs, .title = Say::tr("Time"), .width = 100},
            {.key = u"icon"_qs, .title = Say::tr("What happened"), .width = 360},
            {.key = u"since"_qs, .title = Say::tr("After the trip"), .isNumber = true, .width = 90}};
}

QString sinceText(const StopLine& line, const Formats& formats)
{
    if (line.kind == Kind::Tripped) {
        return {};
    }
    return line.since < seconds(1) ? Say::tr("%1 ms").arg(formats.number(static_cast<double>(line.since.ns) / 1e6, 0))
                                   : formats.seconds(line.since);
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : RowsModel(theme, what_the_stop_did::columns(), parent)
    , m_formats(formats)
{
}

Cell Model::make(const Row& row, int column) const
{
    Cell cell;
    switch (column) {
    case Time:
        cell.text = m_formats.timeMs(row.line.at);
        cell.tone = CellTone::Label;
        break;
    case What:
        cell.text = row.text;
        cell.icon = iconOf(toneOf(row.line));
        cell.tone = toneOf(row.line) == CellTone::Ok ? CellTone::Plain : toneOf(row.line);
        cell.tip = row.text;
        break;
    case Since:
        cell.text = sinceText(row.line, m_formats);
        cell.tone = CellTone::Label;
        break;
    default:
        break;
    }
    return cell;
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case What:
        return SortKey::of(row.text);
    case Since:
        return SortKey::of(static_cast<double>(row.line.since.ns));
    default:
        return SortKey::of(static_cast<double>(row.key));
    }
}

} // namespace omni::ui::what_the_stop_did
