#include "ui/panes/alerts/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/widgets/words.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::alerts {

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Alerts"), parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
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
}

/// In a narrow pane an alert is read in four lines: what cannot be read does not tell anything.
void View::resizeEvent(QResizeEvent* event)
{
    TablePane::resizeEvent(event);
    m_table->setRowLines(width() < m_context.theme.px(420) ? 4 : 1);
}

Row View::rowOf(Sequence seq, Timestamp at, const events::AlertRaised& alert, bool isRead)
{
    m_place = seq.value == m_lastSeq ? m_place + 1 : 0;
    m_lastSeq = seq.value;
    const views::DeskSnapshot& desk = m_context.engine.desk();
    return {seq.value * 64 + std::min<std::uint64_t>(m_place, 63),
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
    m_new.push_back(rowOf(notice.stamp.seq, notice.stamp.wall, *alert, alert->level == events::AlertLevel::Info));
    m_unread += m_new.back().isRead ? 0 : 1;
    if (m_new.size() > Model::mostRows) {
        m_unread -= m_new.front().isRead ? 0 : 1;
        m_new.erase(m_new.begin());
    }
    emit badgeChanged();
}

void View::askOlder()
{
    m_hasAsked = true;
    views::HistoryFilter filter;
    filter.most = 500;
    m_context.engine.ask(views::AlertsQuery{filter}, this, [this](const Result<views::HistoryPage>& page) {
        const auto* rows = page ? std::get_if<std::vector<views::AlertRow>>(&page->rows) : nullptr;
        if (rows == nullptr) {
            return;
        }
        std::vector<Row> older;
        for (auto row = rows->rbegin(); row != rows->rend(); ++row) { // oldest first, as notices come
            Row made = rowOf(row->seq, row->at, row->alert, true);
            const bool isKnown = m_model->indexOf(made.key) >= 0
                || std::any_of(m_new.begin(), m_new.end(), [&](const Row& fresh) { return fresh.key == made.key; });
            if (!isKnown) {
                older.push_back(std::move(made));
            }
        }
        m_model->addRows(std::move(older));
        onFrame();
    });
}

void View::onFrame()
{
    if (!m_hasAsked) {
        askOlder();
    }
    if (!m_new.empty()) {
        m_model->addRows(std::exchange(m_new, {}));
        m_model->trim(Model::mostRows);
        countUnread();
    }
    if (m_model->rowCount() == 0) {
        setState(PaneState::Empty, tr("No alerts. What the desk must tell you appears here and stays."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
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
    m_lastSeq = m_place = 0;
    m_hasAsked = false;
    countUnread();
}

} // namespace omni::ui::alerts
