#include "ui/panes/audit/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/audit/filter_line.h"
#include "ui/panes/audit/task_line.h"
#include "ui/panes/history_foot.h"
#include "ui/panes/pane_choices.h"
#include "ui/widgets/outside_text.h"

#include <QDateTime>
#include <QEvent>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::audit {

namespace {

constexpr int lookMs = 250;

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Audit record"), parent)
    , m_link(context.engine.terminal().audit())
    , m_filter(new FilterLine(context.theme, context.formats, this))
    , m_task(new TaskLine(m_link, context.theme, context.formats, this))
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_choices(new PaneChoices(this))
    , m_rows(m_link, [this] { showRows(); })
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(m_task);
    column->addWidget(m_table, 1);
    column->addWidget(m_foot);
    m_table->view().sortByColumn(Model::Number, Qt::DescendingOrder);
    connect(m_filter, &FilterLine::changed, this, [this] {
        narrow();
        emit m_choices->made();
    });
    connect(m_foot, &HistoryFoot::olderAsked, this, [this] {
        m_rows.reach().olderFault ? m_rows.retry() : m_rows.readOlder();
        showReach();
    });
    m_look.setInterval(lookMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            onFrame();
        }
    });
    m_look.start();
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_rows.retry();
        showReach();
    });
}

void View::narrow()
{
    auto query = m_filter->query(Timestamp{QDateTime::currentMSecsSinceEpoch() * 1'000'000});
    m_task->setQuery(query);
    m_model->clear();
    m_rows.narrow(std::move(query));
}

void View::onFrame()
{
    if (m_link != nullptr) {
        const auto sight = m_link->sight();
        if (std::exchange(m_sight, sight) != sight) { // another person, or other roles
            m_filter->setOwnOnly(sight == views::AuditSight::Own);
            narrow();
        }
    }
    if (m_sight != views::AuditSight::Nothing) { // a window that is locked does not try at each look
        m_rows.keepUp(m_context.engine.now());
    }
    m_task->refresh();
    showReach();
}

void View::showRows()
{
    std::vector<Row> rows;
    std::vector<std::string> persons;
    rows.reserve(m_rows.all().size());
    for (const views::AuditRow& record : m_rows.all()) {
        if (persons.empty() || persons.back() != record.person) {
            persons.push_back(record.person);
        }
        rows.push_back({record.seq, record});
    }
    m_model->setRows(std::move(rows));
    m_filter->offer(persons);
    showReach();
}

HistoryState View::toldState() const
{
    const HistoryReach reach = m_rows.reach();
    if (m_link == nullptr) {
        return {PaneState::Empty, tr("Nobody keeps an audit record here."), {}};
    }
    if (m_sight == views::AuditSight::Nothing) {
        return {
            PaneState::Blocked,
            tr("Reading the audit record takes the role auditor, risk or admin; a trader or strategist reads what is "
               "his own."),
            {}};
    }
    if (reach.fault && reach.fault->code == Errc::NotFound) {
        return {PaneState::Empty, tr("There is no audit record yet. The first session begins it."), {}};
    }
    if (reach.fault) {
        return {PaneState::Error,
                tr("The audit record cannot be read: %1. Verify tells what is wrong with it.")
                    .arg(m_context.formats.told(outsideText(reach.fault->detail, 240))),
                HistoryFoot::tr("Retry")};
    }
    if (hasRows()) {
        return {};
    }
    return reach.hasAnswered ? HistoryState{PaneState::Empty, tr("Nothing in the record is like that."), {}}
                             : HistoryState{PaneState::Loading, {}, {}};
}

void View::showReach()
{
    showState(toldState());
    m_foot->tell(m_rows.reach(), hasRows());
}

QJsonObject View::saveState() const
{
    QJsonObject state = TablePane::saveState();
    const QJsonObject filter = m_filter->saveState();
    for (auto at = filter.begin(); at != filter.end(); ++at) {
        state.insert(at.key(), at.value());
    }
    return state;
}

void View::restoreState(const QJsonObject& state)
{
    if (state.contains(QStringLiteral("columns"))) {
        TablePane::restoreState(state);
    }
    m_filter->restoreState(state);
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_model->refresh();
    }
}

} // namespace omni::ui::audit
