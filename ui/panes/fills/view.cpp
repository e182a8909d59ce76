#include "ui/panes/fills/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/history_foot.h"
#include "ui/widgets/outside_text.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::fills {

namespace {

constexpr Paging paging{2'000, 20'000}; // S26

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Fills"), parent)
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_history(context.engine, paging, [this] { showRows(); })
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table);
    column->addWidget(m_foot);
    m_table->view().sortByColumn(Model::Time, Qt::DescendingOrder);
    connect(m_table, &PaneTable::currentChanged, this, [this](int row) {
        if (row >= 0) {
            setInstrument(m_model->row(row).fill.fill.instrument);
        }
    });
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        const auto* event = std::get_if<events::Event>(&notice.what);
        if (event == nullptr) {
            return;
        }
        if (std::holds_alternative<events::FillBusted>(*event)
            || std::holds_alternative<events::FillCorrected>(*event)) {
            m_history.readAnew(); // of any page
            m_newest = notice.stamp.seq;
        } else if (std::holds_alternative<orders::Fill>(*event)) {
            m_newest = notice.stamp.seq;
        }
    });
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_history.retry();
        showHistory();
    });
    connect(m_foot, &HistoryFoot::olderAsked, this, [this] {
        m_history.reach().olderFault ? m_history.retry() : m_history.readOlder();
        showHistory();
    });
}

void View::showRows()
{
    std::vector<Row> rows;
    rows.reserve(m_history.rows().size());
    for (const views::FillRow& fill : m_history.rows()) {
        rows.push_back(rowOf(fill, m_context.engine.desk()));
    }
    m_model->setRows(std::move(rows));
    showUnits();
    showHistory();
}

/// Values are in the currency of their instrument, fees in one of their own: said above them where all have the same.
void View::showUnits()
{
    QString value, fee;
    bool isOneValue = true, isOneFee = true;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Row& row = m_model->row(i);
        const QString quoted = row.instrument ? outsideText(row.instrument->quoteCurrency, 12) : QString();
        isOneValue = isOneValue && (i == 0 || quoted == value);
        isOneFee = isOneFee && (i == 0 || row.feeCurrency == fee);
        value = quoted;
        fee = row.feeCurrency;
    }
    m_model->setUnit(Model::Value, isOneValue ? value : QString());
    m_model->setUnit(Model::Fee, isOneFee ? fee : QString());
}

void View::showHistory()
{
    const HistoryReach reach = m_history.reach();
    showState(historyState(reach, hasRows(),
                           tr("Nothing has been filled yet. Approve a proposal, or send an order from the ticket."),
                           m_context.formats));
    m_foot->tell(reach, hasRows());
}

void View::onFrame()
{
    m_history.keepUp(m_newest);
    showHistory();
}

int View::badge() const
{
    const auto count = m_context.engine.desk().fillCount;
    return count > 0 ? static_cast<int>(std::min<std::uint64_t>(count, 99'999)) : -1;
}

void View::onRestart()
{
    m_history.clear();
    m_newest = {};
    m_model->clear();
    showHistory();
}

} // namespace omni::ui::fills
