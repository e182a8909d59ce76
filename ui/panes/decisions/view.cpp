#include "ui/panes/decisions/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/history_foot.h"
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::decisions {

namespace {

constexpr Paging paging{2'000, 20'000, true}; // S26

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Your decisions"), parent)
    , m_warning(plainLabel({}, TextRole::Label))
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_proposals(context.engine, paging, [this] { showRows(); })
{
    m_warning->setWordWrap(true);
    const int edge = context.theme.px(10);
    m_warning->setContentsMargins(edge, edge / 2, edge, edge / 2);
    m_warning->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_warning);
    column->addWidget(m_table, 1);
    column->addWidget(m_foot);
    m_table->view().sortByColumn(Model::Month, Qt::DescendingOrder);
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        const auto* fact = std::get_if<events::Fact>(&notice.what);
        if (fact != nullptr && std::holds_alternative<events::ProposalClosed>(*fact)) {
            m_newest = notice.stamp.seq;
        }
    });
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_proposals.retry();
        showHistory();
    });
    connect(m_foot, &HistoryFoot::olderAsked, this, [this] {
        m_proposals.reach().olderFault ? m_proposals.retry() : m_proposals.readOlder();
        showHistory();
    });
}

void View::showRows()
{
    m_zone = m_context.formats.zone;
    std::vector<Row> rows;
    for (const Tally& tally : talliesOf(m_proposals.rows(), m_zone, m_proposals.reach().hasOlder)) {
        rows.push_back(rowOf(tally, m_context.engine.desk()));
    }
    m_model->setRows(std::move(rows));
    showWarning();
    showHistory();
}

/// Of the newest month alone: what was is not to be warned of for ever.
void View::showWarning()
{
    QStringList stamps;
    int newest = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        newest = std::max(newest, m_model->row(i).order);
    }
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Row& row = m_model->row(i);
        if (row.isStamp && row.order == newest) {
            stamps.append(tr("%1: you have approved %2 of %3, half of them within %4.", "strategy, share, number, time")
                              .arg(row.strategy, m_context.formats.percent(row.agreement, 0),
                                   m_context.formats.locale.toString(row.decided), m_context.formats.age(*row.median)));
        }
    }
    m_warning->setText(stamps.isEmpty()
                           ? QString()
                           : tr("%1 Is each of them still decided, or only confirmed?").arg(stamps.join(u' ')));
    m_warning->setVisible(!stamps.isEmpty());
}

void View::showHistory()
{
    const HistoryReach reach = m_proposals.reach();
    m_foot->tell(reach, hasRows());
    showState(historyState(reach, hasRows(),
                           tr("Nothing has been decided yet. Each proposal is counted here once it was approved or "
                              "rejected, or nobody answered it."),
                           m_context.formats));
}

void View::onFrame()
{
    m_proposals.keepUp(m_newest);
    if (m_zone != m_context.formats.zone) {
        showRows();
    }
    showHistory();
}

void View::onRestart()
{
    m_proposals.clear();
    m_newest = {};
    m_model->clear();
    showRows();
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        showRows();
    }
}

} // namespace omni::ui::decisions
