#include "ui/panes/strategies/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/widgets/words.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::strategies {

namespace {

constexpr Duration againAfter = milliseconds(200); ///< The history is a moment behind the desk.

bool changesTrades(const events::Event& event)
{
    return std::holds_alternative<orders::Fill>(event) || std::holds_alternative<events::FillBusted>(event)
        || std::holds_alternative<events::FillCorrected>(event);
}

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Strategies"), parent)
    , m_toggle(nullptr)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_table);
    m_toggle = context.commands.add(this,
                                    {QStringLiteral("strategies.toggle"),
                                     [] { return tr("Switch strategy off or on"); }, [] { return tr("Strategies"); },
                                     QKeySequence(Qt::Key_Space), false, false, false, QStringLiteral("pause")},
                                    [this] { toggle(); });
    m_table->setRowActions({m_toggle});
    connect(m_table, &PaneTable::activated, this, [this] { toggle(); });
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        if (const auto* event = std::get_if<events::Event>(&notice.what)) {
            m_newest = changesTrades(*event) ? notice.stamp.seq.value : m_newest;
        } else if (const auto* fact = std::get_if<events::Fact>(&notice.what)) {
            if (const auto* made = std::get_if<events::ProposalMade>(fact)) {
                m_signals[made->proposal.strategy] = notice.stamp.wall;
            }
        }
    });
}

void View::toggle()
{
    const int row = m_table->currentRow();
    if (row < 0) {
        return;
    }
    const Row chosen = m_model->row(row);
    const QString name = Words::strategy(chosen.spec);
    const bool isSent
        = m_context.engine.send(events::SwitchStrategy{StrategyId{chosen.key}, !chosen.on},
                                chosen.on ? tr("switched off in the window") : tr("switched on in the window"));
    if (isSent) {
        emit m_context.requests.notify(
            0, chosen.on ? tr("Switching %1 off…").arg(name) : tr("Switching %1 on…").arg(name));
    }
}

void View::askAnew()
{
    m_asked = m_context.engine.now();
    m_isWaiting = true;
    views::HistoryFilter filter;
    filter.most = 10'000;
    m_context.engine.ask(views::RoundTripsQuery{filter}, this, [this](const Result<views::HistoryPage>& page) {
        m_isWaiting = false;
        const auto* rows = page ? std::get_if<std::vector<views::RoundTripRow>>(&page->rows) : nullptr;
        if (rows == nullptr) {
            return;
        }
        m_hasHistory = true;
        m_upTo = page->upTo.value;
        m_done.clear();
        for (const views::RoundTripRow& trip : *rows) {
            Done& done = m_done[trip.strategy];
            ++done.trades;
            done.wins += trip.net.e8 > 0 ? 1 : 0;
            done.net.e8 += trip.net.e8;
        }
        showRows();
    });
}

void View::showRows()
{
    auto done = m_done;
    for (const auto& [strategy, at] : m_signals) {
        done[strategy].lastSignal = at;
    }
    m_model->setRows(rowsOf(m_context.engine.desk(), done, m_hasHistory));
    if (m_model->rowCount() == 0) {
        setState(PaneState::Empty,
                 tr("No strategy runs in this session. Start the demo, or open a recording with one."));
    } else {
        setState(PaneState::Normal);
    }
    m_table->cover().setState(static_cast<CoverState>(state()), stateText());
}

void View::onFrame()
{
    const bool isBehind = !m_hasHistory || m_upTo < m_newest;
    if (isBehind && !m_isWaiting && (!m_asked || m_context.engine.now() - *m_asked > againAfter)) {
        askAnew();
    }
    showRows();
}

void View::onRestart()
{
    m_done.clear();
    m_signals.clear();
    m_newest = m_upTo = 0;
    m_hasHistory = m_isWaiting = false;
    m_asked.reset();
    m_model->clear();
}

int View::badge() const
{
    return static_cast<int>(m_context.engine.desk().strategies.size());
}

} // namespace omni::ui::strategies
