#include "ui/panes/reconcile/model.h"

#include "core/base/wide_int.h"
#include "ui/panes/reconcile/deeds.h"

#include <set>

namespace omni::ui::reconcile {

namespace {

/// FNV-1a over what names the line; one that is taken already moves on.
std::uint64_t keyOf(const events::DifferenceSubject& what, std::set<std::uint64_t>& taken)
{
    std::uint64_t key = 14'695'981'039'346'656'037ULL;
    const auto mix = [&key](std::uint64_t part) { key = (key ^ part) * 1'099'511'628'211ULL; };
    mix(static_cast<std::uint64_t>(what.kind));
    mix(what.instrument.value);
    mix(what.currency.value);
    mix(what.order.value);
    for (const char c : what.venueOrderId.view()) {
        mix(static_cast<unsigned char>(c));
    }
    while (!taken.insert(key).second) {
        ++key;
    }
    return key;
}

} // namespace

std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const Formats& formats)
{
    std::vector<Row> rows;
    std::set<std::uint64_t> taken;
    for (const views::DifferenceView& line : desk.differences) {
        Row row;
        row.key = keyOf(line.what, taken);
        row.line = line;
        row.subject = subjectOf(line, desk);
        row.ours = figureOf(line, line.ours, desk, formats);
        row.theirs = figureOf(line, line.theirs, desk, formats);
        const auto between = checkedDifference(line.theirs, line.ours);
        row.between = between ? figureOf(line, *between, desk, formats) : missing();
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
    // Words may be cut, amounts never: 800 wide shows all, and longer amounts take from the words first.
    const auto words = [](const char* key, const QString& title, int width, int least) {
        return Column{QString::fromLatin1(key), title, false, width, true, false, least};
    };
    return {words("what", tr("What"), 150, 84),
            words("subject", tr("Of"), 160, 96),
            {QStringLiteral("ours"), tr("Our books"), true, 100},
            {QStringLiteral("theirs"), tr("The account"), true, 100},
            {QStringLiteral("between"), tr("Between"), true, 100},
            {QStringLiteral("since"), tr("Since"), true, 80},
            words("state", tr("State"), 170, 110)};
}

QString Model::kindText(events::DifferenceKind kind)
{
    switch (kind) {
    case events::DifferenceKind::Position:
        return tr("Position");
    case events::DifferenceKind::Cash:
        return tr("Cash");
    case events::DifferenceKind::OrderHereOnly:
        return tr("Our order, unanswered");
    case events::DifferenceKind::OrderThereOnly:
        return tr("Somebody else's order");
    }
    return {};
}

QString Model::rowName(int row) const
{
    const Row& shown = this->row(row);
    return tr("%1, %2", "kind of difference, of what").arg(kindText(shown.line.what.kind), shown.subject);
}

Cell Model::make(const Row& row, int column) const
{
    switch (column) {
    case What:
        return {kindText(row.line.what.kind), CellTone::Label};
    case Subject:
        return {row.subject, CellTone::Plain, {}, {}, true};
    case Ours:
        return {row.ours};
    case Theirs:
        return {row.theirs};
    case Between:
        return {row.between, CellTone::Warn};
    case Since:
        return {m_formats.time(row.line.since), CellTone::Label};
    case State:
        if (row.line.what.kind == events::DifferenceKind::OrderHereOnly) {
            return {tr("holds up its symbol"), CellTone::Warn, QStringLiteral("warning")};
        }
        return row.line.isIgnored ? Cell{tr("seen, stands"), CellTone::Quiet, QStringLiteral("check")}
                                  : Cell{tr("open, forbids arming"), CellTone::Danger, QStringLiteral("octagon")};
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    return column == Since ? SortKey::of(static_cast<double>(row.line.since.ns)) : SortKey::of(make(row, column).text);
}

} // namespace omni::ui::reconcile
