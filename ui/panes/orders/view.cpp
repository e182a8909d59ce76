#include "ui/panes/orders/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/commands/registry.h"
#include "ui/panes/history_foot.h"
#include "ui/panes/orders/amend_bar.h"
#include "ui/panes/orders/amend_question.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/words.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::orders_pane {

namespace {

/// S26. A record of an order has more to it than other rows.
constexpr Paging paging{500, 5'000};

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Orders"), parent)
    , m_amend(new AmendBar(context.theme, context.formats, this))
    , m_foot(new HistoryFoot(context.theme, context.formats, m_table->view()))
    , m_history(context.engine, paging, [this] { m_isNewHistory = true; })
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_foot);
    column->addWidget(m_amend);
    m_table->view().sortByColumn(Model::Time, Qt::DescendingOrder);
    addCommands();
    connect(m_table, &PaneTable::activated, this, &View::amend);
    connect(m_table, &PaneTable::currentChanged, this, [this](int row) {
        if (row >= 0) {
            setInstrument(m_model->row(row).record.ticket.instrument);
        }
    });
    connect(m_amend, &AmendBar::asked, this, &View::sendAmended);
    connect(m_amend, &AmendBar::closed, this, [this] { m_table->view().setFocus(); });
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        const auto* event = std::get_if<events::Event>(&notice.what);
        const bool isOfOrders = event == nullptr || std::holds_alternative<events::OrderReport>(*event)
            || std::holds_alternative<orders::Fill>(*event);
        m_newest = isOfOrders ? notice.stamp.seq : m_newest;
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

void View::addCommands()
{
    const auto group = [] { return tr("Trade"); };
    auto* amendAction = m_context.commands.add(this,
                                               {QStringLiteral("orders.amend"),
                                                [] { return tr("Amend order…"); },
                                                group,
                                                QKeySequence(Qt::Key_F2),
                                                false,
                                                false,
                                                false,
                                                {}},
                                               [this] { amend(); });
    auto* cancel = m_context.commands.add(this,
                                          {QStringLiteral("orders.cancel"), [] { return tr("Cancel order"); }, group,
                                           QKeySequence(Qt::Key_Delete), false, true, false, QStringLiteral("close")},
                                          [this] { cancelChosen(); });
    auto* all = m_context.commands.add(this,
                                       {QStringLiteral("orders.cancel_entries"),
                                        [] { return tr("Cancel all entry orders…"); },
                                        group,
                                        QKeySequence(Qt::SHIFT | Qt::Key_Delete),
                                        false,
                                        true,
                                        false,
                                        {}},
                                       [this] { cancelEntries(); });
    m_table->setRowActions({amendAction, cancel, all});
}

void View::ask(const QString& question, const QString& yes, const QString& no, std::function<void()> then)
{
    auto* dialog = new ConfirmDialog(m_context.theme, {tr("Orders"), question, {}, yes, no}, std::move(then), this);
    dialog->open();
}

void View::amend()
{
    const int at = m_table->currentRow();
    if (at < 0) {
        return;
    }
    const Row& row = m_model->row(at);
    if (row.isExternal) {
        emit m_context.requests.notify(0, tr("Somebody else's order cannot be amended here, only cancelled."));
    } else if (row.instrument && row.record.state == orders::OrderState::Working && !row.record.replacing) {
        m_amend->open(row.record, *row.instrument);
    } else {
        emit m_context.requests.notify(0, tr("Only a working order can be amended."));
    }
}

void View::sendAmended(const events::ReplaceOrder& wish)
{
    const auto send = [this, wish] { m_context.engine.send(wish, tr("amended in the window")); };
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const auto found = std::find_if(desk.openOrders.begin(), desk.openOrders.end(),
                                    [&](const auto& record) { return record.ticket.id == wish.order; });
    const auto* view = found == desk.openOrders.end() ? nullptr : m_context.engine.instrument(found->ticket.instrument);
    const bool asks = UserSettings(m_context.engine).choices().asksBeforeTightening;
    const auto question
        = view == nullptr ? std::nullopt : amendQuestion(wish, *found, view->instrument, desk, asks, m_context.formats);
    if (question) {
        ask(*question, tr("Change it"), tr("Keep it"), send);
    } else {
        send(); // of one that has ended meanwhile the engine says so
    }
}

void View::cancelChosen()
{
    std::vector<OrderId> entries, stops;
    for (const int at : m_table->selectedRows()) {
        if (m_model->row(at).isExternal) {
            askToCancelOther(m_model->row(at));
            continue;
        }
        const orders::OrderRecord& record = m_model->row(at).record;
        if (isOpen(record)) {
            (record.ticket.role == orders::OrderRole::Stop ? stops : entries).push_back(record.ticket.id);
        }
    }
    const auto cancel = [this](const std::vector<OrderId>& ids) {
        for (const OrderId id : ids) {
            m_context.engine.send(events::CancelOrder{id}, tr("cancelled in the window"));
        }
    };
    if (!entries.empty() && UserSettings(m_context.engine).choices().asksBeforeCancel) {
        ask(tr("Cancel %n order(s) in %1?", nullptr, static_cast<int>(entries.size()))
                .arg(Words::of(m_context.engine.desk().environment)),
            tr("Cancel them", "orders"), tr("Keep them"), [cancel, entries] { cancel(entries); });
    } else {
        cancel(entries);
    }
    if (!stops.empty()) {
        const auto environment = Words::of(m_context.engine.desk().environment);
        ask(tr("Cancel %n protective stops in %1? The positions behind them lose their protection.", nullptr,
               static_cast<int>(stops.size()))
                .arg(environment),
            tr("Cancel the stops"), tr("Keep the stops"), [cancel, stops] { cancel(stops); });
    }
}

/// Whoever sent it may rely on it: it is asked first, whatever kind it is of.
void View::askToCancelOther(const Row& row)
{
    const events::CancelExternalOrder wish{row.record.ticket.instrument, row.record.venueOrderId};
    ask(tr("Cancel somebody else's order in %1: %2? This program did not send it.")
            .arg(Words::of(m_context.engine.desk().environment),
                 Words::order(row.record.ticket, row.instrument ? &*row.instrument : nullptr, m_context.formats)),
        tr("Cancel the order"), tr("Keep the order"),
        [this, wish] { m_context.engine.send(wish, tr("cancelled in the window")); });
}

void View::cancelEntries()
{
    const auto& open = m_context.engine.desk().openOrders;
    const auto count = std::count_if(open.begin(), open.end(), [](const orders::OrderRecord& record) {
        return record.ticket.role == orders::OrderRole::Entry;
    });
    if (count == 0) {
        emit m_context.requests.notify(0, tr("There are no entry orders."));
        return;
    }
    ask(tr("Cancel all %n entry orders in %1? Protective stops stay.", nullptr, static_cast<int>(count))
            .arg(Words::of(m_context.engine.desk().environment)),
        tr("Cancel the orders"), tr("Keep the orders"), [this] {
            m_context.engine.send(events::CancelOrders{{}, true}, tr("cancelled in the window"));
        });
}

/// A history of thousands is laid out only when it, the open orders or the instruments are others.
void View::showRows()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    std::vector<Row> open = rowsOf(desk, {});
    const bool isSameMarket
        = std::equal(desk.instruments.begin(), desk.instruments.end(), m_instruments.begin(), m_instruments.end(),
                     [](const views::InstrumentView& a, const market::Instrument& b) {
                         return a.instrument.id == b.id && a.instrument.symbol == b.symbol
                             && a.instrument.tickSize == b.tickSize && a.instrument.lotSize == b.lotSize;
                     });
    if (!m_isNewHistory && isSameMarket && open == m_open) {
        return;
    }
    m_isNewHistory = false;
    m_instruments.clear();
    for (const views::InstrumentView& view : desk.instruments) {
        m_instruments.push_back(view.instrument);
    }
    m_open = std::move(open);
    m_model->setRows(rowsOf(desk, m_history.rows()));
}

void View::showHistory()
{
    const HistoryReach reach = m_history.reach();
    showState(historyState(reach, hasRows(), tr("No orders yet. Approve a proposal, or send one from the ticket."),
                           m_context.formats));
    m_foot->tell(reach, hasRows());
}

void View::onFrame()
{
    m_history.keepUp(m_newest);
    showRows();
    showHistory();
}

int View::badge() const
{
    const auto open = m_context.engine.desk().openOrders.size() + m_context.engine.desk().externalOrders.size();
    return open > 0 ? static_cast<int>(open) : -1;
}

void View::onRestart()
{
    m_history.clear();
    m_newest = {};
    m_isNewHistory = true;
    m_model->clear();
    m_amend->close();
    showHistory();
}

} // namespace omni::ui::orders_pane
