#include "tests/support/fake_terminal/fake_terminal.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace omni::testing {

namespace {

using namespace views;

bool fits(const HistoryFilter& filter, Sequence seq, Timestamp at, InstrumentId instrument, StrategyId strategy,
          OrderId order)
{
    return (!filter.instrument || filter.instrument == instrument) && (!filter.strategy || filter.strategy == strategy)
        && (!filter.order || filter.order == order) && (!filter.from || at >= *filter.from)
        && (!filter.until || at < *filter.until) && (!filter.before || seq < *filter.before);
}

bool fits(const HistoryFilter& filter, const FillRow& row)
{
    return fits(filter, row.seq, row.at, row.fill.instrument, row.strategy, row.fill.order);
}
bool fits(const HistoryFilter& filter, const OrderRow& row)
{
    const auto& ticket = row.record.ticket;
    return fits(filter, row.seq, row.record.lastChange, ticket.instrument, ticket.strategy, ticket.id);
}
bool fits(const HistoryFilter& filter, const ProposalRow& row)
{
    return fits(filter, row.seq, row.at, row.made.proposal.instrument, row.made.proposal.strategy, row.order);
}
bool fits(const HistoryFilter& filter, const EquityRow& row)
{
    HistoryFilter times;
    times.from = filter.from;
    times.until = filter.until;
    return fits(times, {}, row.at, {}, {}, {});
}
bool fits(const HistoryFilter& filter, const RoundTripRow& row)
{
    return fits(filter, row.seq, row.closed, row.instrument, row.strategy, {});
}
bool fits(const HistoryFilter& filter, const NoteRow& row)
{
    return fits(filter, row.seq, row.at, {}, {}, row.note.order);
}
bool fits(const HistoryFilter& filter, const AlertRow& row)
{
    return fits(filter, row.seq, row.at, row.alert.instrument, {}, row.alert.order);
}

template<class Row> Sequence sequenceOf(const Row& row)
{
    if constexpr (std::is_same_v<Row, EquityRow>) {
        return {};
    } else {
        return row.seq;
    }
}

} // namespace

std::array<HistoryRows, std::variant_size_v<HistoryRows>> FakeTerminal::emptyRows()
{
    return {HistoryRows(std::vector<FillRow>()),      HistoryRows(std::vector<OrderRow>()),
            HistoryRows(std::vector<ProposalRow>()),  HistoryRows(std::vector<EquityRow>()),
            HistoryRows(std::vector<RoundTripRow>()), HistoryRows(std::vector<NoteRow>()),
            HistoryRows(std::vector<AlertRow>())};
}

// --- what it shows ---

void FakeTerminal::show(DeskSnapshot snapshot)
{
    snapshotShown = std::make_shared<const DeskSnapshot>(std::move(snapshot));
}
void FakeTerminal::show(std::shared_ptr<const DeskSnapshot> snapshot)
{
    snapshotShown = std::move(snapshot);
}
void FakeTerminal::show(MarketDay day)
{
    dayShown = std::make_shared<const MarketDay>(std::move(day));
}
void FakeTerminal::show(Health health)
{
    healthShown = std::make_shared<const Health>(std::move(health));
}
void FakeTerminal::show(std::shared_ptr<const BarSeries> series)
{
    const SeriesKey key = series->key;
    m_series.insert_or_assign(key, std::move(series));
}
void FakeTerminal::notice(const Stamp& stamp, events::Event event)
{
    m_notices.push_back({stamp, std::move(event)});
}
void FakeTerminal::notice(const Stamp& stamp, events::Fact fact)
{
    m_notices.push_back({stamp, std::move(fact)});
}
void FakeTerminal::notices(const std::vector<runtime::Notice>& more)
{
    m_notices.insert(m_notices.end(), more.begin(), more.end());
}
void FakeTerminal::give(HistoryRows rows)
{
    m_rows.at(rows.index()) = std::move(rows);
}
void FakeTerminal::restart()
{
    ++phaseShown.generation;
    snapshotShown.reset();
    dayShown.reset();
    m_series.clear();
}

// --- the session ---

runtime::PhaseView FakeTerminal::phase() const
{
    return phaseShown;
}
void FakeTerminal::start(const runtime::SessionWish& wish)
{
    starts.push_back(wish);
}
void FakeTerminal::setPace(double speed, bool isPaused)
{
    paces.push_back({speed, isPaused});
}
void FakeTerminal::end()
{
    ++ends;
}

// --- pictures ---

std::shared_ptr<const DeskSnapshot> FakeTerminal::snapshot() const
{
    if (!disguise.snapshot || !snapshotShown) {
        return snapshotShown;
    }
    if (m_disguisedFrom != snapshotShown) { // the same object for the same picture
        auto changed = std::make_shared<DeskSnapshot>(*snapshotShown);
        disguise.snapshot(*changed);
        m_disguised = std::move(changed);
        m_disguisedFrom = snapshotShown;
    }
    return m_disguised;
}
std::shared_ptr<const MarketDay> FakeTerminal::day() const
{
    return dayShown;
}
std::shared_ptr<const Health> FakeTerminal::health() const
{
    return healthShown;
}
void FakeTerminal::watch(SeriesKey key)
{
    ++watched[key];
}
void FakeTerminal::unwatch(SeriesKey key)
{
    --watched[key];
}
std::shared_ptr<const BarSeries> FakeTerminal::series(SeriesKey key) const
{
    const auto found = m_series.find(key);
    return found != m_series.end() ? found->second : nullptr;
}

// --- notices, wishes ---

std::size_t FakeTerminal::takeNotices(std::vector<runtime::Notice>& into, std::size_t most)
{
    const std::size_t count = std::min(most, m_notices.size());
    for (std::size_t i = 0; i < count; ++i) {
        into.push_back(std::move(m_notices.front()));
        if (disguise.notice) {
            disguise.notice(into.back());
        }
        m_notices.pop_front();
    }
    return count;
}
bool FakeTerminal::send(const events::Command& command)
{
    const bool isTaken = takesCommands && !(seatShown && seatShown->refuses);
    if (isTaken) {
        sent.push_back(command);
    }
    return isTaken;
}
void FakeTerminal::kill(risk::Scope scope, risk::KillLevel level, std::string_view reason)
{
    kills.push_back({scope, level, std::string(reason)});
    if (scope.kind == risk::ScopeKind::Global) {
        levelShown = std::max(levelShown, level);
    }
}
risk::KillLevel FakeTerminal::latched() const noexcept
{
    return levelShown;
}

// --- the history ---

runtime::QueryId FakeTerminal::ask(HistoryQuery query)
{
    ++m_lastQuery;
    auto& queue = holdsAnswers ? m_held : m_answers;
    queue.push_back({m_lastQuery, pageFor(query)});
    asked.push_back(std::move(query));
    return m_lastQuery;
}
void FakeTerminal::cancel(runtime::QueryId query)
{
    cancelled.push_back(query);
    const auto isIt = [query](const runtime::Answer& answer) { return answer.query == query; };
    std::erase_if(m_answers, isIt);
    std::erase_if(m_held, isIt);
}
bool FakeTerminal::takeAnswer(runtime::Answer& out)
{
    if (m_answers.empty()) {
        return false;
    }
    out = std::move(m_answers.front());
    m_answers.pop_front();
    return true;
}
void FakeTerminal::answerAll()
{
    std::move(m_held.begin(), m_held.end(), std::back_inserter(m_answers));
    m_held.clear();
}

Result<HistoryPage> FakeTerminal::pageFor(const HistoryQuery& query) const
{
    if (historyFault) {
        return tl::unexpected(*historyFault);
    }
    // Queries and rows stand in the same order in their variants.
    static_assert(std::variant_size_v<HistoryQuery> == std::variant_size_v<HistoryRows>);
    const HistoryFilter filter = std::visit([](const auto& one) { return one.filter; }, query);
    HistoryPage page;
    std::visit(
        [&](const auto& rows) {
            using Rows = std::decay_t<decltype(rows)>;
            Rows out;
            for (const auto& row : rows) {
                page.upTo = std::max(page.upTo, sequenceOf(row));
                if (!fits(filter, row)) {
                    continue;
                }
                if (out.size() == filter.most) {
                    page.more = true;
                    break;
                }
                out.push_back(row);
            }
            page.rows = std::move(out);
        },
        m_rows.at(query.index()));
    if (disguise.rows) {
        disguise.rows(page.rows);
    }
    return page;
}

// --- files ---

std::optional<std::string> FakeTerminal::file(std::string_view name) const
{
    const auto found = files.find(name);
    return found == files.end() || found->second.empty() ? std::nullopt : std::optional(found->second.front());
}
void FakeTerminal::keepFile(std::string_view name, std::string text)
{
    auto& versions = files[std::string(name)];
    versions.insert(versions.begin(), std::move(text));
}
std::vector<std::string> FakeTerminal::earlierFiles(std::string_view name) const
{
    const auto found = files.find(name);
    if (found == files.end() || found->second.empty()) {
        return {};
    }
    return {found->second.begin() + 1, found->second.end()};
}

} // namespace omni::testing
