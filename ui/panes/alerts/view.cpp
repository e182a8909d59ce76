#include "ui/panes/alerts/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/history_foot.h"
#include "ui/widgets/words.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::alerts {

namespace {

constexpr Paging paging{500, Model::mostRows};

/// Unique, and rises with time. `place`: among the alerts of one record.
std::uint64_t keyOf(Sequence seq, std::uint64_t place)
{
    return seq.value * 64 + std::min<std::uint64_t>(place, 63);
}

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Alerts"), parent)
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_history(context.engine, paging, [this] { takeHistory(); })
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table);
    column->addWidget(m_foot);
    m_table->view().sortByColumn(Model::Time, Qt::DescendingOrder);
    auto* all = context.commands.add(this,
                                     {QStringLiteral("alerts.read_all"),
                                      [] { return tr("Mark all alerts as read"); },
                                      [] { return tr("Alerts"); },
                                      {},
                                      false,
                                      false,
                                      false,
                                      QStringLiteral("check")},
                                     [this] { readAll(); });
    m_table->setRowActions({all});
    connect(m_table, &PaneTable::activated, this, &View::read);
    connect(m_table, &PaneTable::currentChanged, this, &View::read);
    connect(&context.engine, &EngineLink::noticed, this, &View::note);
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_history.retry();
        showHistory();
    });
    connect(m_foot, &HistoryFoot::olderAsked, this, [this] {
        m_history.reach().olderFault ? m_history.retry() : m_history.readOlder();
        showHistory();
    });
}

/// In a narrow pane an alert is read in four lines: what cannot be read does not tell anything. The level is the icon
/// at the text, and the text names the symbol: their columns give way to it.
void View::resizeEvent(QResizeEvent* event)
{
    TablePane::resizeEvent(event);
    const bool isNarrow = width() < m_context.theme.px(420);
    m_table->setRowLines(isNarrow ? 4 : 1);
    m_table->giveWay(isNarrow ? QList<int>{Model::Level, Model::Symbol} : QList<int>{});
}

Row View::rowOf(std::uint64_t key, Timestamp at, const events::AlertRaised& alert, bool isRead) const
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    return {key,
            at,
            alert.level,
            alert.instrument,
            alert.instrument ? Words::symbol(desk, alert.instrument) : QString(),
            Words::alert(alert, desk, m_context.formats),
            isRead};
}

void View::note(const runtime::Notice& notice)
{
    const auto* fact = std::get_if<events::Fact>(&notice.what);
    const auto* alert = fact != nullptr ? std::get_if<events::AlertRaised>(fact) : nullptr;
    if (alert == nullptr) {
        return;
    }
    m_place = notice.stamp.seq.value == m_lastSeq ? m_place + 1 : 0;
    m_lastSeq = notice.stamp.seq.value;
    m_new.push_back(
        rowOf(keyOf(notice.stamp.seq, m_place), notice.stamp.wall, *alert, alert->level == events::AlertLevel::Info));
    m_unread += m_new.back().isRead ? 0 : 1;
    if (m_new.size() > Model::mostRows) {
        m_unread -= m_new.front().isRead ? 0 : 1;
        m_new.erase(m_new.begin());
        m_hasDropped = true;
    }
    emit badgeChanged();
}

/// What was there before this window counts as read.
void View::takeHistory()
{
    std::vector<Row> earlier;
    Sequence last;
    std::uint64_t place = 0;
    const auto& rows = m_history.rows();
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) { // oldest first, as notices come
        place = row->seq == last ? place + 1 : 0;
        last = row->seq;
        const std::uint64_t key = keyOf(row->seq, place);
        const bool isKnown = m_model->indexOf(key) >= 0
            || std::any_of(m_new.begin(), m_new.end(), [&](const Row& fresh) { return fresh.key == key; });
        if (!isKnown) {
            earlier.push_back(rowOf(key, row->at, row->alert, true));
        }
    }
    m_model->addRows(std::move(earlier));
    keepTheNewest();
    showHistory();
}

/// S26. By their time: an older page comes after newer ones.
void View::keepTheNewest()
{
    const auto count = static_cast<std::size_t>(m_model->rowCount());
    if (count <= Model::mostRows) {
        return;
    }
    std::vector<Row> rows;
    rows.reserve(count);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        rows.push_back(m_model->row(i));
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
    rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(Model::mostRows));
    m_model->setRows(std::move(rows));
    m_hasDropped = true;
}

void View::showHistory()
{
    HistoryReach reach = m_history.reach();
    showState(historyState(reach, hasRows(), tr("No alerts. What the desk must tell you appears here and stays."),
                           m_context.formats));
    reach.rows = static_cast<std::size_t>(m_model->rowCount());
    reach.hasOlder = reach.hasOlder || m_hasDropped;
    reach.isFull = reach.hasOlder && reach.rows >= Model::mostRows;
    m_foot->tell(reach, hasRows());
}

void View::onFrame()
{
    m_history.keepUp({}); // what is new comes as notices
    if (!m_new.empty()) {
        m_model->addRows(std::exchange(m_new, {}));
        keepTheNewest();
        countUnread();
    }
    showHistory();
}

void View::read(int row)
{
    if (row < 0 || m_model->row(row).isRead) {
        return;
    }
    Row changed = m_model->row(row);
    changed.isRead = true;
    m_model->addRows({std::move(changed)});
    countUnread();
}

void View::readAll()
{
    std::vector<Row> rows;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        rows.push_back(m_model->row(i));
        rows.back().isRead = true;
    }
    m_model->addRows(std::move(rows));
    countUnread();
}

/// Where rows change, so that the badge costs nothing at a frame.
void View::countUnread()
{
    const auto isUnread = [](const Row& row) { return !row.isRead; };
    m_unread = static_cast<int>(std::count_if(m_new.begin(), m_new.end(), isUnread));
    for (int i = 0; i < m_model->rowCount(); ++i) {
        m_unread += isUnread(m_model->row(i)) ? 1 : 0;
    }
    emit badgeChanged();
}

int View::badge() const
{
    return m_unread > 0 ? m_unread : -1;
}

void View::onRestart()
{
    m_new.clear();
    m_model->clear();
    m_history.clear();
    m_lastSeq = m_place = 0;
    m_hasDropped = false;
    countUnread();
    showHistory();
}

} // namespace omni::ui::alerts
