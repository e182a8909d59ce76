#include "ui/panes/strategies/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::strategies {

namespace {

/// S26: results are of the newest so many, and the pane says so.
constexpr Paging paging{10'000, 200'000, true};

bool isCorrection(const events::Event& event)
{
    return std::holds_alternative<events::FillBusted>(event) || std::holds_alternative<events::FillCorrected>(event);
}

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Strategies"), parent)
    , m_toggle(nullptr)
    , m_trips(context.engine, paging, [this] { sum(); })
    , m_basis(plainLabel({}, TextRole::Caption))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table);
    column->addWidget(m_basis);
    m_basis->setWordWrap(true);
    m_basis->setContentsMargins(context.theme.px(8), context.theme.px(2), context.theme.px(8), context.theme.px(2));
    m_basis->hide();
    m_toggle = context.commands.add(this,
                                    {QStringLiteral("strategies.toggle"),
                                     [] { return tr("Switch strategy off or on"); }, [] { return tr("Strategies"); },
                                     QKeySequence(Qt::Key_Space), false, false, false, QStringLiteral("pause")},
                                    [this] { toggle(); });
    m_table->setRowActions({m_toggle});
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_trips.retry();
        showRows();
    });
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        if (const auto* event = std::get_if<events::Event>(&notice.what)) {
            if (isCorrection(*event)) {
                m_trips.readAnew();
            }
            m_newest
                = isCorrection(*event) || std::holds_alternative<orders::Fill>(*event) ? notice.stamp.seq : m_newest;
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

/// All trades that count are at hand. Before that no figure is shown: a part of them is another figure.
bool View::isTold() const
{
    const HistoryReach reach = m_trips.reach();
    return reach.hasAnswered && (!reach.hasOlder || reach.isFull);
}

void View::sum()
{
    m_done.clear();
    for (const views::RoundTripRow& trip : m_trips.rows()) {
        Done& done = m_done[trip.strategy];
        ++done.trades;
        done.wins += trip.net.e8 > 0 ? 1 : 0;
        done.net.e8 += trip.net.e8;
    }
    showRows();
}

void View::showRows()
{
    const bool hasResults = isTold();
    auto done = hasResults ? m_done : std::map<StrategyId, Done>();
    for (const auto& [strategy, at] : m_signals) {
        done[strategy].lastSignal = at;
    }
    m_model->setRows(rowsOf(m_context.engine.desk(), done, hasResults));
    m_model->setUnit(Model::Net, outsideText(m_context.engine.desk().baseCurrency, 12));
    HistoryReach reach = m_trips.reach();
    reach.fault = reach.fault ? reach.fault : reach.olderFault; // of its results nothing is told without all pages
    reach.hasAnswered = true; // whether there are strategies is not the history's to say
    showState(historyState(reach, hasRows(),
                           tr("No strategy runs in this session. Start the demo, or open a recording with one."),
                           m_context.formats));
    showBasis();
}

void View::showBasis()
{
    const HistoryReach reach = m_trips.reach();
    const bool isReading = !isTold() && state() == PaneState::Normal;
    showText(*m_basis,
             reach.isFull ? tr("Trades, won and net are of the newest %1 closed trades of the desk.")
                                .arg(m_context.formats.locale.toString(static_cast<qulonglong>(reach.rows)))
                          : tr("Trades, won and net are still being read."));
    m_basis->setVisible(hasRows() && (isReading || reach.isFull));
}

void View::onFrame()
{
    m_trips.keepUp(m_newest);
    showRows();
}

void View::onRestart()
{
    m_done.clear();
    m_signals.clear();
    m_trips.clear();
    m_newest = {};
    m_model->clear();
    showRows();
}

int View::badge() const
{
    return static_cast<int>(m_context.engine.desk().strategies.size());
}

} // namespace omni::ui::strategies
