#include "ui/panes/positions/view.h"

#include "core/desk/views/stop_doubt.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/positions/stop_bar.h"
#include "ui/panes/session_state.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace omni::ui::positions {

namespace {

/// A market order for `size` of it that can only make the position smaller. The desk fills in account, environment and
/// who asked.
events::PlaceOrder closingOrder(const Row& row, Lots size, const views::DeskSnapshot& desk)
{
    events::PlaceOrder place;
    const std::int64_t lots = row.view.position.lots.count;
    place.ticket.instrument = row.view.position.instrument;
    place.ticket.account = desk.session ? desk.session->account : AccountId{};
    place.ticket.environment = desk.environment;
    place.ticket.side = lots > 0 ? Side::Sell : Side::Buy;
    place.ticket.kind = orders::OrderKind::Market;
    place.ticket.timeInForce = orders::TimeInForce::ImmediateOrCancel;
    place.ticket.role = orders::OrderRole::Exit;
    place.ticket.size = size;
    place.ticket.reduceOnly = true;
    return place;
}

Lots wholeOf(const Row& row)
{
    return Lots{std::abs(row.view.position.lots.count)};
}

TextRole roleOf(Money amount)
{
    return amount.e8 > 0 ? TextRole::Up : amount.e8 < 0 ? TextRole::Down : TextRole::Value;
}

/// Of the positions whose money is the base currency; none when another one is among them or a price is missing.
std::optional<Money> unrealisedOf(const std::vector<Row>& rows, const std::string& base)
{
    Money sum;
    for (const Row& row : rows) {
        if (!row.view.unrealised || !row.instrument || row.instrument->quoteCurrency != base) {
            return std::nullopt;
        }
        sum.e8 += row.view.unrealised->e8;
    }
    return sum;
}

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Positions"), parent)
    , m_stopBar(new StopBar(context.theme, context.formats, this))
    , m_head(new QWidget(this))
    , m_unrealised(plainLabel({}, TextRole::Value))
    , m_realised(plainLabel({}, TextRole::Value))
    , m_close(new QPushButton)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_stopBar);
    m_head->hide();
    makeHead();
    addCommands();
    connect(m_table, &PaneTable::activated, this, [this](int row) {
        setInstrument(m_model->row(row).view.position.instrument);
        emit m_context.requests.showPane(QStringLiteral("chart"));
    });
    connect(m_table, &PaneTable::currentChanged, this, [this](int row) {
        if (row >= 0 && m_table->view().hasFocus()) {
            setInstrument(m_model->row(row).view.position.instrument);
        }
    });
    connect(m_table, &PaneTable::selectionChanged, this,
            [this] { m_close->setEnabled(!m_table->selectedRows().isEmpty()); });
    connect(&context.engine, &EngineLink::phaseChanged, this, [this] { showState(toldState()); });
    connect(m_stopBar, &StopBar::asked, this, &View::confirmMove);
    connect(m_stopBar, &StopBar::closed, this, [this] { m_table->view().setFocus(); });
}

void View::makeHead()
{
    auto* line = new QHBoxLayout(m_head);
    line->setContentsMargins(0, 2, 0, 2);
    line->setSpacing(m_context.theme.px(16));
    line->addWidget(m_unrealised);
    line->addWidget(m_realised);
    line->addWidget(m_close);
    m_close->setEnabled(false);
    connect(m_close, &QPushButton::clicked, this, &View::closeChosen);
    retell();
}

void View::retell()
{
    m_close->setText(tr("Close selected…"));
    m_close->setAccessibleName(tr("Close selected positions…"));
    m_close->setAccessibleDescription(tr("Asks first. Orders that can only make a position smaller are sent."));
}

void View::addCommands()
{
    const auto add = [this](const char* key, std::function<QString()> text, const QKeySequence& shortcut,
                            const char* icon, bool isDangerous, std::function<void()> run) {
        CommandSpec spec;
        spec.key = QLatin1String(key);
        spec.text = std::move(text);
        spec.group = [] { return tr("Trade"); };
        spec.shortcut = shortcut;
        spec.isDangerous = isDangerous;
        spec.isGlobal = false;
        spec.icon = QLatin1String(icon);
        return m_context.commands.add(this, std::move(spec), std::move(run));
    };
    auto* close = add(
        "positions.close", [] { return tr("Close position…"); }, QKeySequence(Qt::Key_Delete), "close", true,
        [this] { closeChosen(); });
    auto* half = add(
        "positions.close_half", [] { return tr("Close half…"); }, QKeySequence(Qt::SHIFT | Qt::Key_Delete), "close",
        true, [this] { closeHalf(); });
    auto* move = add(
        "positions.move_stop", [] { return tr("Move stop…"); }, QKeySequence(Qt::Key_M), "edit", false,
        [this] { moveStop(); });
    auto* ticket = add(
        "positions.ticket", [] { return tr("Order ticket"); }, QKeySequence(Qt::Key_T), "plus", false,
        [this] {
            if (const int row = m_table->currentRow(); row >= 0) {
                emit m_context.requests.ticket(m_model->row(row).view.position.instrument);
            }
        });
    m_table->setRowActions({close, half, move, ticket});
}

QString View::account() const
{
    const auto& desk = m_context.engine.desk();
    return Words::account(desk, m_context.formats);
}

void View::closeChosen()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    std::vector<events::PlaceOrder> orders;
    QStringList lines;
    for (const int at : m_table->selectedRows()) {
        const Row& row = m_model->row(at);
        if (row.view.position.lots.count != 0) {
            orders.push_back(closingOrder(row, wholeOf(row), desk));
            lines << Words::order(orders.back().ticket, row.instrument ? &*row.instrument : nullptr, m_context.formats);
        }
    }
    if (orders.empty()) {
        emit m_context.requests.notify(0, tr("Choose a position to close."));
        return;
    }
    const QString environment = Words::of(desk.environment);
    ConfirmDialog::Words words;
    words.title = tr("Close positions");
    words.question = orders.size() == 1
        ? tr("%1 to close the position, account %2, %3?", "order, account, environment")
              .arg(lines.front(), account(), environment)
        : tr("Close %n positions at market, account %1, %2?", nullptr, static_cast<int>(orders.size()))
              .arg(account(), environment);
    words.note = orders.size() == 1 ? tr("The order can only make the position smaller. Its stop is cancelled first.")
                                    : lines.join(u'\n');
    words.act = tr("Close %n position(s)", nullptr, static_cast<int>(orders.size()));
    words.keep = tr("Keep", "positions");
    auto* dialog = new ConfirmDialog(
        m_context.theme, words,
        [this, orders = std::move(orders)] {
            for (const events::PlaceOrder& order : orders) {
                m_context.engine.send(order, tr("closed in the window"));
            }
        },
        this);
    dialog->open();
}

/// Stop and target stay behind the rest of it: the desk makes them smaller before the order goes.
void View::closeHalf()
{
    const int at = m_table->currentRow();
    if (at < 0) {
        emit m_context.requests.notify(0, tr("Choose a position to close half of."));
        return;
    }
    const Row& row = m_model->row(at);
    const auto half = halfOf(row);
    if (!half) {
        emit m_context.requests.notify(1, tr("This position is too small to be halved. It can be closed whole."));
        return;
    }
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const events::PlaceOrder order = closingOrder(row, *half, desk);
    ConfirmDialog::Words words;
    words.title = tr("Close half");
    words.question
        = tr("%1 to close half of the position, account %2, %3?", "order, account, environment")
              .arg(Words::order(order.ticket, row.instrument ? &*row.instrument : nullptr, m_context.formats),
                   account(), Words::of(desk.environment));
    words.note
        = tr("The order can only make the position smaller. Its stop and target are made smaller first, and stay "
             "behind the rest.");
    words.act = tr("Close half");
    words.keep = tr("Keep", "positions");
    auto* dialog = new ConfirmDialog(
        m_context.theme, words, [this, order] { m_context.engine.send(order, tr("closed by half in the window")); },
        this);
    dialog->open();
}

void View::moveStop()
{
    const int at = m_table->currentRow();
    if (at < 0) {
        return;
    }
    const Row& row = m_model->row(at);
    if (row.view.stopOrder && row.view.stop && row.instrument) {
        m_stopBar->open(row);
    } else if (views::stopInDoubt(m_context.engine.desk(), row.view)) {
        emit m_context.requests.notify(
            1,
            tr("The stop is not confirmed yet, so it cannot be moved. Wait for the broker's word: a "
               "second one would close twice."));
    } else {
        emit m_context.requests.notify(1, tr("There is no working stop to move. Set one from the order ticket."));
    }
}

void View::confirmMove(const events::MoveStop& move)
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    ConfirmDialog::Words words;
    words.title = tr("Move stop");
    words.question = tr("%1 Account %2, %3.", "sentence, account, environment")
                         .arg(m_stopBar->sentence(), account(), Words::of(desk.environment));
    words.act = tr("Move stop");
    words.keep = tr("Keep", "a stop");
    auto* dialog = new ConfirmDialog(
        m_context.theme, words,
        [this, move] {
            m_context.engine.send(move, tr("moved in the window"));
            m_stopBar->close();
        },
        this);
    dialog->open();
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_context.engine.desk(), m_bare));
    showUnits();
    showState(toldState());
    showHead();
}

HistoryState View::toldState() const
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (auto told = sessionState(m_context.engine.phase(), desk.session != nullptr)) {
        return *told;
    }
    if (!desk.session) {
        return {PaneState::Empty, tr("No session runs. Start the demo, or open a recording."), {}};
    }
    if (!hasRows()) {
        return {PaneState::Empty, tr("No positions. Approve a proposal, or send an order from the ticket."), {}};
    }
    if (!desk.isReconciled && !orders::isSimulated(desk.environment)) {
        return {PaneState::Stale, tr("The account has not been compared with the broker yet."), {}};
    }
    if (m_context.engine.latched() >= risk::KillLevel::Pause) {
        return {PaneState::Blocked, tr("Kill switch tripped. Positions can still be closed by hand."), {}};
    }
    return {};
}

/// Each result is in the currency of its instrument: one word above them only where that is one currency.
void View::showUnits()
{
    QString quoted;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const auto& instrument = m_model->row(i).instrument;
        const QString currency = instrument ? outsideText(instrument->quoteCurrency, 12) : QString();
        if (i > 0 && currency != quoted) {
            quoted.clear();
            break;
        }
        quoted = currency;
    }
    m_model->setUnit(Model::Value, outsideText(m_context.engine.desk().baseCurrency, 12));
    m_model->setUnit(Model::Profit, quoted);
}

void View::showHead()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    std::vector<Row> rows;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        rows.push_back(m_model->row(i));
    }
    const auto unrealised = unrealisedOf(rows, desk.baseCurrency);
    showText(*m_unrealised, tr("Unrealised %1").arg(m_context.formats.change(unrealised)),
             roleOf(unrealised.value_or(Money{})));
    showText(*m_realised, tr("Realised %1").arg(m_context.formats.change(desk.realised)),
             roleOf(desk.realised.value_or(Money{})));
}

void View::onInstrument(InstrumentId instrument)
{
    if (const int row = m_model->indexOf(instrument.value); row >= 0 && row != m_table->currentRow()) {
        m_table->setCurrentRow(row);
    }
}

void View::onRestart()
{
    m_bare.clear();
    m_model->clear();
    m_stopBar->close();
}

int View::badge() const
{
    const auto& held = m_context.engine.desk().positions;
    const auto count = std::count_if(held.begin(), held.end(), isShown);
    return count > 0 ? static_cast<int>(count) : -1;
}

QWidget* View::headerWidget()
{
    return m_head;
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
        showHead();
    }
}

} // namespace omni::ui::positions
