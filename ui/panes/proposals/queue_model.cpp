#include "ui/panes/proposals/queue_model.h"

#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace omni::ui::proposals {

namespace {

const market::Instrument* find(const std::vector<market::Instrument>& all, InstrumentId id)
{
    const auto found = std::find_if(all.begin(), all.end(), [id](const auto& one) { return one.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

QueueModel::QueueModel(const Formats& formats, QObject* parent)
    : QAbstractListModel(parent)
    , m_formats(formats)
{
}

Row QueueModel::rowFor(const views::ProposalView& view, const views::DeskSnapshot& desk) const
{
    Row row;
    row.id = view.made.proposal.id;
    row.side = view.made.ticket.side;
    row.sideWord = Words::of(row.side);
    if (const auto* instrument = find(m_instruments, view.made.proposal.instrument)) {
        row.symbol = symbolOf(*instrument);
        row.what = amountAndPrice(view.made.ticket, *instrument, m_formats);
    }
    row.strategy = strategyLine(specOf(desk, view.made.proposal.strategy));
    row.settings = strategySettings(specOf(desk, view.made.proposal.strategy));
    const auto total = static_cast<double>(std::max<std::int64_t>(1, view.made.lifetime.ns));
    row.share = std::clamp(static_cast<double>(view.left.ns) / total, 0.0, 1.0);
    row.hasDrifted = !view.driftNow.isInside;
    const QString left = m_formats.countdown(view.left);
    row.state = row.hasDrifted ? tr("▲ %1", "price moved, time left").arg(left) : left;
    const auto snoozed = m_snoozed.find(row.id);
    if (snoozed != m_snoozed.end() && snoozed->second.boot == desk.at.boot && desk.at.mono < snoozed->second.until) {
        row.isSnoozed = true;
        row.state = tr("Snoozed %1").arg(m_formats.countdown(snoozed->second.until - desk.at.mono));
    }
    return row;
}

void QueueModel::take(const views::DeskSnapshot& desk, std::int64_t nowMs)
{
    m_instruments.clear();
    for (const views::InstrumentView& view : desk.instruments) {
        m_instruments.push_back(view.instrument);
    }
    m_views.clear();
    std::vector<Row> rows;
    for (const views::ProposalView& view : desk.proposals) {
        m_views.emplace(view.made.proposal.id, view);
        rows.push_back(rowFor(view, desk));
    }
    // Of what is gone and was not seen to go nothing more is heard (S26). Not at once: a picture may be behind a
    // notice.
    if (m_snoozed.size() + m_reviewed.size() > m_views.size() + mostRemembered) {
        std::erase_if(m_snoozed, [this](const auto& entry) { return !m_views.contains(entry.first); });
        std::erase_if(m_reviewed, [this](ProposalId id) { return !m_views.contains(id); });
    }
    m_waiting = static_cast<int>(rows.size());
    std::erase_if(m_decided, [nowMs](const Decided& one) { return nowMs - one.atMs >= decidedMs; });
    for (const Decided& one : m_decided) {
        if (m_views.contains(one.view.made.proposal.id)) {
            continue; // the picture is older than the notice
        }
        Row row = rowFor(one.view, desk);
        row.isDecided = true;
        row.isSnoozed = row.hasDrifted = false;
        row.strategy = one.strategy;
        row.state = endedWords(one.closed.how, one.closed.cause, one.closed.by, one.wasReviewed);
        rows.push_back(std::move(row));
    }
    show(std::move(rows));
}

void QueueModel::take(const runtime::Notice& notice, std::int64_t nowMs)
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    if (fact == nullptr) {
        return;
    }
    if (const auto* snoozed = std::get_if<events::ProposalSnoozed>(fact)) {
        m_snoozed[snoozed->proposal] = {notice.stamp.mono + snoozed->span, notice.stamp.boot};
    } else if (const auto* made = std::get_if<events::ProposalMade>(fact)) {
        std::erase_if(m_decided, [made](const Decided& one) {
            return one.closed.how == events::Closing::Declined && one.closed.proposal == made->replaces;
        }); // brought back
    } else if (const auto* closed = std::get_if<events::ProposalClosed>(fact)) {
        m_snoozed.erase(closed->proposal);
        const auto seen = m_views.find(closed->proposal);
        if (seen == m_views.end()) {
            return; // never shown
        }
        Decided decided;
        decided.view = seen->second;
        decided.closed = *closed;
        decided.wasReviewed = m_reviewed.contains(closed->proposal);
        const int at = indexOf(closed->proposal);
        decided.strategy = at < 0 ? QString() : row(at).strategy;
        decided.atMs = nowMs;
        m_reviewed.erase(closed->proposal);
        m_decided.insert(m_decided.begin(), std::move(decided));
        if (m_decided.size() > mostDecided) {
            m_decided.pop_back();
        }
    }
}

void QueueModel::clear()
{
    m_views.clear();
    m_decided.clear();
    m_snoozed.clear();
    m_reviewed.clear();
    m_waiting = 0;
    show({});
}

void QueueModel::markReviewed(ProposalId id)
{
    m_reviewed.insert(id);
}

int QueueModel::indexOf(ProposalId id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [id](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const views::ProposalView* QueueModel::view(ProposalId id) const
{
    if (const auto found = m_views.find(id); found != m_views.end()) {
        return &found->second;
    }
    for (const Decided& one : m_decided) {
        if (one.view.made.proposal.id == id) {
            return &one.view;
        }
    }
    return nullptr;
}

std::int64_t QueueModel::decidedAt(ProposalId id) const
{
    for (const Decided& one : m_decided) {
        if (one.closed.proposal == id && !m_views.contains(id)) {
            return one.atMs;
        }
    }
    return -1;
}

events::Closing QueueModel::closing(ProposalId id) const
{
    for (const Decided& one : m_decided) {
        if (one.closed.proposal == id) {
            return one.closed.how;
        }
    }
    return events::Closing::Withdrawn;
}

void QueueModel::show(std::vector<Row> rows)
{
    const auto sameIds = [&] {
        return rows.size() == m_rows.size()
            && std::equal(rows.begin(), rows.end(), m_rows.begin(),
                          [](const Row& a, const Row& b) { return a.id == b.id; });
    };
    if (!sameIds()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != m_rows[i]) {
            m_rows[i] = std::move(rows[i]);
            last = static_cast<int>(i);
            first = first < 0 ? last : first;
        }
    }
    if (first >= 0) {
        emit dataChanged(index(first), index(last));
    }
}

QString QueueModel::sentence(const Row& row) const
{
    if (row.isDecided || row.isSnoozed) {
        return tr("%1 %2 %3, %4. %5", "symbol, side, what, strategy, state")
            .arg(row.symbol, row.sideWord, row.what, row.strategy, row.state);
    }
    if (row.hasDrifted) {
        return tr("%1 %2 %3, %4. The price has moved out of its band. Time left %5",
                  "symbol, side, what, strategy, time")
            .arg(row.symbol, row.sideWord, row.what, row.strategy, row.state.mid(2));
    }
    return tr("%1 %2 %3, %4. Time left %5", "symbol, side, what, strategy, time")
        .arg(row.symbol, row.sideWord, row.what, row.strategy, row.state);
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return tr("%1 %2 %3", "symbol, side, what").arg(one.symbol, one.sideWord, one.what);
    case Qt::AccessibleTextRole:
        return sentence(one);
    case Qt::ToolTipRole:
        return tipText(one.settings.isEmpty() ? sentence(one)
                                              : tr("%1\n%2", "a sentence, settings").arg(sentence(one), one.settings));
    default:
        return {};
    }
}

} // namespace omni::ui::proposals
