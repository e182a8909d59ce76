#include "ui/panes/health/model.h"

#include "ui/widgets/connection_words.h"
#include "ui/widgets/told_words.h"
#include "ui/widgets/words.h"

namespace omni::ui::health {

namespace {

CellTone toneOf(views::PartState state)
{
    switch (state) {
    case views::PartState::Starting:
        return CellTone::Accent;
    case views::PartState::Ok:
        return CellTone::Ok;
    case views::PartState::Degraded:
        return CellTone::Warn;
    case views::PartState::Down:
        return CellTone::Danger;
    case views::PartState::Off:
        return CellTone::Quiet;
    }
    return CellTone::Plain;
}

/// Keys of their own: parts may come and go before them.
constexpr std::uint64_t firstLineKey = 1'000;
constexpr std::string_view linePrefix = "line ";

views::PartState stateOf(views::LineState state)
{
    switch (state) {
    case views::LineState::Off:
        return views::PartState::Off;
    case views::LineState::Connecting:
        return views::PartState::Starting;
    case views::LineState::Up:
        return views::PartState::Ok;
    case views::LineState::Stale:
        return views::PartState::Degraded;
    case views::LineState::Down:
    case views::LineState::Refused:
        return views::PartState::Down;
    }
    return views::PartState::Off;
}

SortKey keyOf(const std::optional<Duration>& span)
{
    return span ? SortKey::of(static_cast<double>(span->ns)) : SortKey{};
}

} // namespace

std::vector<Row> rowsOf(const views::Health& health, const views::Connection* connection)
{
    std::vector<Row> rows;
    rows.reserve(health.parts.size() + views::lineCount);
    for (const views::PartHealth& part : health.parts) {
        rows.push_back({rows.size() + 1, part});
    }
    if (connection == nullptr) {
        return rows;
    }
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        const views::Line& line = connection->lines.at(i);
        views::PartHealth part;
        part.name = std::string(linePrefix) + std::string(views::nameOf(static_cast<views::LineKind>(i)));
        part.state = stateOf(line.state);
        part.since = line.since;
        part.detail = line.detail;
        part.dataAge = proofAge(line, health.at);
        rows.push_back({firstLineKey + i, std::move(part)});
    }
    return rows;
}

Model::Model(const Theme& theme, const Formats& formats, QObject* parent)
    : PaneRows(theme, formats, &Model::columnsInWords, parent)
{
}

std::vector<Column> Model::columnsInWords()
{
    return {{QStringLiteral("part"), tr("Part"), false, 130},
            {QStringLiteral("state"), tr("State"), false, 110},
            {QStringLiteral("age"), tr("Data age"), true, 76},
            {QStringLiteral("rate"), tr("Messages/s"), true, 84},
            {QStringLiteral("p50"), tr("p50"), true, 70},
            {QStringLiteral("p95"), tr("p95"), true, 70},
            {QStringLiteral("since"), tr("Since"), true, 76},
            {QStringLiteral("detail"), tr("Detail"), false, 320, true, false, 160}};
}

QString Model::partName(const std::string& name)
{
    if (name == "feed") {
        return tr("Market data");
    }
    if (name == "orders") {
        return tr("Orders");
    }
    if (name == "journal") {
        return tr("Journal");
    }
    if (name == "history") {
        return tr("History");
    }
    if (name == "recording") {
        return tr("Recording");
    }
    if (name == "clock") {
        return tr("Clock");
    }
    if (name == "watchdog") {
        return tr("Watchdog");
    }
    if (name == "files") {
        return tr("Layouts and settings");
    }
    if (name == "charts") {
        return tr("Charts");
    }
    if (name == "control") {
        return tr("Commands from outside");
    }
    if (name == "kill" || name == "kill_latch") {
        return tr("Kill latch");
    }
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        const auto kind = static_cast<views::LineKind>(i);
        if (name.starts_with(linePrefix) && name.substr(linePrefix.size()) == views::nameOf(kind)) {
            return tr("Broker: %1", "a line to it").arg(lineName(kind));
        }
    }
    return QString::fromStdString(name);
}

QString Model::rowName(int row) const
{
    return partName(this->row(row).part.name);
}

QString Model::milliseconds(const std::optional<Duration>& span) const
{
    return span ? tr("%1 ms").arg(m_formats.number(static_cast<double>(span->ns) / 1e6, span->ns < 10'000'000 ? 2 : 0))
                : missing();
}

Cell Model::make(const Row& row, int column) const
{
    const views::PartHealth& part = row.part;
    switch (column) {
    case Name:
        return {partName(part.name), CellTone::Plain, {}, {}, true};
    case State: {
        const bool isWell = part.state == views::PartState::Ok;
        const bool isBad = part.state == views::PartState::Degraded || part.state == views::PartState::Down;
        return {Words::of(part.state), toneOf(part.state),
                isWell      ? QStringLiteral("check")
                    : isBad ? QStringLiteral("warning")
                            : QString()};
    }
    case Age:
        return {part.dataAge ? m_formats.seconds(*part.dataAge) : missing()};
    case Rate:
        return {m_formats.number(part.perSecond, part.perSecond && *part.perSecond < 10 ? 1 : 0)};
    case P50:
        return {milliseconds(part.p50)};
    case P95:
        return {milliseconds(part.p95)};
    case Since:
        return {part.since.ns == 0 ? missing() : m_formats.time(part.since), CellTone::Label};
    case Detail: {
        const QString detail = m_formats.told(toldWords(part.detail));
        return {detail, CellTone::Label, {}, detail};
    }
    default:
        return {};
    }
}

SortKey Model::keyFor(const Row& row, int column) const
{
    switch (column) {
    case State:
        return SortKey::of(static_cast<double>(row.part.state));
    case Age:
        return keyOf(row.part.dataAge);
    case Rate:
        return row.part.perSecond ? SortKey::of(*row.part.perSecond) : SortKey{};
    case P50:
        return keyOf(row.part.p50);
    case P95:
        return keyOf(row.part.p95);
    case Since:
        return row.part.since.ns == 0 ? SortKey{} : SortKey::of(static_cast<double>(row.part.since.ns));
    default:
        return SortKey::of(make(row, column).text);
    }
}

} // namespace omni::ui::health
