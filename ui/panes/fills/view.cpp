#include "ui/panes/fills/view.h"

#include "ui/bridge/engine_link.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::fills {

namespace {

constexpr qint64 againAfterMs = 150; ///< The history is a moment behind the desk.
constexpr std::uint32_t mostRows = 2'000;

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Fills"), parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    m_table->view().sortByColumn(Model::Time, Qt::DescendingOrder);
    connect(m_table, &PaneTable::currentChanged, this, [this](int row) {
        if (row >= 0) {
            setInstrument(m_model->row(row).fill.fill.instrument);
        }
    });
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        const auto* event = std::get_if<events::Event>(&notice.what);
        if (event != nullptr
            && (std::holds_alternative<orders::Fill>(*event) || std::holds_alternative<events::FillBusted>(*event)
                || std::holds_alternative<events::FillCorrected>(*event))) {
            m_newest = notice.stamp.seq.value;
        }
    });
}

void View::askAnew()
{
    m_asked.start();
    m_isWaiting = true;
    views::HistoryFilter filter;
    filter.most = mostRows;
    m_context.engine.ask(views::FillsQuery{filter}, this,
                         [this](const Result<views::HistoryPage>& page) { takePage(page); });
}

void View::takePage(const Result<views::HistoryPage>& page)
{
    m_isWaiting = false;
    if (!page) {
        setState(PaneState::Error,
                 tr("The history does not answer: %1").arg(QString::fromStdString(page.error().detail)));
        m_table->cover().setState(CoverState::Error, stateText(), {}, m_hasHistory);
        return;
    }
    const auto* fills = std::get_if<std::vector<views::FillRow>>(&page->rows);
    if (fills == nullptr) {
        return;
    }
    m_hasHistory = true;
    m_upTo = page->upTo.value;
    std::vector<Row> rows;
    rows.reserve(fills->size());
    for (const views::FillRow& fill : *fills) {
        rows.push_back(rowOf(fill, m_context.engine.desk()));
    }
    m_model->setRows(std::move(rows));
    if (m_model->rowCount() == 0) {
        setState(PaneState::Empty,
                 tr("Nothing has been filled yet. Approve a proposal, or send an order from the ticket."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
}

void View::onFrame()
{
    const bool isBehind = !m_hasHistory || m_upTo < m_newest;
    if (isBehind && !m_isWaiting && (!m_asked.isValid() || m_asked.elapsed() > againAfterMs)) {
        askAnew();
    }
}

int View::badge() const
{
    const auto count = m_context.engine.desk().fillCount;
    return count > 0 ? static_cast<int>(std::min<std::uint64_t>(count, 99'999)) : -1;
}

void View::onRestart()
{
    m_model->clear();
    m_newest = m_upTo = 0;
    m_hasHistory = m_isWaiting = false;
    m_asked.invalidate();
    setState(PaneState::Loading);
    m_table->cover().setState(CoverState::Loading);
}

} // namespace omni::ui::fills
