#include "ui/panes/watchlist/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/session_state.h"
#include "ui/style/theme.h"
#include "ui/widgets/column_room.h"

#include <QEvent>
#include <QHeaderView>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::watchlist {

namespace {

constexpr qsizetype mostNames = 500;
constexpr qsizetype mostUndo = 20;
constexpr qsizetype shortPrice = 6; ///< Characters that the column has room for in any case.

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : TablePane(context, tr("Watchlist"), parent)
    , m_choices(new PaneChoices(this))
    , m_search(new QLineEdit(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    m_search->hide();
    m_search->installEventFilter(this);
    m_table->view().findChild<ColumnRoom*>()->leave(); // the sparklines have it
    m_table->view().installEventFilter(this);
    m_table->view().viewport()->installEventFilter(this);
    connect(&context.theme, &Theme::changed, this, &View::fitSpark, Qt::QueuedConnection);
    retell();
    addCommands();
    connect(m_search, &QLineEdit::returnPressed, this, &View::takeSearch);
    connect(m_table, &PaneTable::activated, this, [this](int row) {
        if (m_model->row(row).instrument) {
            setInstrument(m_model->row(row).instrument->id);
            emit m_context.requests.showPane(QStringLiteral("chart"));
        }
    });
    connect(m_table, &PaneTable::currentChanged, this, [this](int row) {
        if (row >= 0 && m_model->row(row).instrument && m_table->view().hasFocus()) {
            setInstrument(m_model->row(row).instrument->id);
        }
    });
    connect(&context.engine, &EngineLink::phaseChanged, this, [this] { showState(toldState()); });
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] { openSearch({}); });
}

/// The sparkline has what the numbers leave. Before one of them is cut it gives way, and the change before the price;
/// where somebody has asked for more columns they scroll.
void View::fitSpark()
{
    QTableView& view = m_table->view();
    const auto plain
        = [this](int column) { return m_context.theme.px(m_model->columns()[static_cast<std::size_t>(column)].width); };
    const bool hasMore
        = !view.isColumnHidden(Model::Bid) || !view.isColumnHidden(Model::Ask) || !view.isColumnHidden(Model::Volume);
    const bool hasChange = !view.isColumnHidden(Model::Change) || m_gone.contains(int{Model::Change});
    const int change = hasChange ? std::max(view.columnWidth(Model::Change), plain(Model::Change)) : 0;
    const int figures = view.columnWidth(Model::Symbol) + view.columnWidth(Model::Last);
    const int room = view.viewport()->width(), least = plain(Model::Spark);
    m_gone.clear();
    if (!hasMore && figures + change + least > room) {
        m_gone << Model::Spark;
        if (hasChange && figures + change > room) {
            m_gone << Model::Change;
        }
    }
    m_table->giveWay(m_gone);
    if (!view.isColumnHidden(Model::Spark)) {
        const int others = view.horizontalHeader()->length() - view.columnWidth(Model::Spark);
        view.setColumnWidth(Model::Spark, std::max(least, room - others));
    }
}

/// A price is never cut: that of a coin with eight decimals takes what it needs from the sparkline.
void View::fitPrices()
{
    QTableView& view = m_table->view();
    const QFontMetrics metrics(m_context.theme.numbers(TextSize::Body, QFont::Medium));
    int wanted = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString& price = m_model->cell(row, Model::Last).text;
        if (price.size() > shortPrice) {
            wanted = std::max(wanted, metrics.horizontalAdvance(price) + m_context.theme.px(14));
        }
    }
    if (!view.isColumnHidden(Model::Last) && view.columnWidth(Model::Last) < wanted) {
        view.setColumnWidth(Model::Last, wanted);
        fitSpark();
    }
}

void View::retell()
{
    m_search->setPlaceholderText(tr("Symbol to show or add"));
    m_search->setAccessibleName(tr("Symbol to show or add"));
}

void View::addCommands()
{
    const auto add = [this](const char* key, std::function<QString()> text, const QKeySequence& shortcut,
                            const char* icon, std::function<void()> run) {
        CommandSpec spec;
        spec.key = QLatin1String(key);
        spec.text = std::move(text);
        spec.group = [] { return tr("Watchlist"); };
        spec.shortcut = shortcut;
        spec.isGlobal = false;
        spec.icon = QLatin1String(icon);
        return m_context.commands.add(this, std::move(spec), std::move(run));
    };
    auto* plus = add(
        "watchlist.add", [] { return tr("Add symbol…"); }, QKeySequence(Qt::Key_Insert), "plus",
        [this] { openSearch({}); });
    auto* minus = add(
        "watchlist.remove", [] { return tr("Remove symbol"); }, QKeySequence(Qt::Key_Delete), "minus",
        [this] { removeChosen(); });
    auto* ticket = add(
        "watchlist.ticket", [] { return tr("Order ticket"); }, QKeySequence(Qt::Key_T), "edit",
        [this] {
            const int row = m_table->currentRow();
            if (row >= 0 && m_model->row(row).instrument) {
                emit m_context.requests.ticket(m_model->row(row).instrument->id);
            }
        });
    auto* back = add(
        "watchlist.undo", [] { return tr("Undo watchlist change"); }, QKeySequence(QKeySequence::Undo), "retry",
        [this] { undo(); });
    m_table->setRowActions({plus, minus, ticket, back});
}

void View::openSearch(const QString& typed)
{
    m_search->setText(typed);
    m_search->show();
    m_search->setFocus();
    m_search->setCursorPosition(static_cast<int>(typed.size()));
}

void View::closeSearch()
{
    m_search->hide();
    m_table->view().setFocus();
}

QString View::found(const QString& typed) const
{
    const QString wanted = typed.trimmed();
    QString best;
    for (const views::InstrumentView& view : m_context.engine.desk().instruments) {
        const QString name = QString::fromStdString(view.instrument.name());
        const QString symbol = QString::fromStdString(view.instrument.symbol);
        if (symbol.compare(wanted, Qt::CaseInsensitive) == 0 || name.compare(wanted, Qt::CaseInsensitive) == 0) {
            return name;
        }
        if (best.isEmpty() && symbol.startsWith(wanted, Qt::CaseInsensitive)) {
            best = name;
        }
    }
    return best;
}

QStringList View::shownNames() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        names << m_model->row(row).name;
    }
    return names;
}

void View::takeSearch()
{
    const QString name = m_search->text().trimmed().isEmpty() ? QString() : found(m_search->text());
    if (name.isEmpty()) {
        emit m_context.requests.notify(0, tr("This session has no symbol “%1”.").arg(m_search->text()));
        return;
    }
    QStringList names = shownNames();
    if (!names.contains(name)) {
        names << name;
        setNames(names);
    }
    closeSearch();
    chooseName(name);
}

void View::removeChosen()
{
    QStringList names = shownNames();
    const QList<int> rows = m_table->selectedRows();
    if (rows.isEmpty() || rows.size() >= names.size()) {
        emit m_context.requests.notify(0,
                                       rows.isEmpty() ? tr("Choose a symbol to remove.")
                                                      : tr("The last symbol stays: an empty list shows them all."));
        return;
    }
    for (const int row : rows) {
        names.removeAll(m_model->row(row).name);
    }
    setNames(names);
}

void View::setNames(QStringList names)
{
    if (names.size() > mostNames || names == m_names) {
        return;
    }
    m_before.append(m_names);
    if (m_before.size() > mostUndo) {
        m_before.removeFirst();
    }
    showNames(std::move(names));
    emit m_choices->made();
}

void View::showNames(QStringList names)
{
    const int row = m_table->currentRow();
    const QString current = row < 0 ? QString() : m_model->row(row).name;
    m_names = std::move(names);
    m_model->clear(); // the order of the names, not that in which they came
    onFrame();
    chooseName(current);
}

void View::chooseName(const QString& name)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->row(row).name == name) {
            m_table->setCurrentRow(row);
        }
    }
}

void View::undo()
{
    if (m_before.isEmpty()) {
        return;
    }
    showNames(m_before.takeLast());
    emit m_choices->made();
}

void View::onFrame()
{
    m_model->setRows(rowsOf(m_names, m_context.engine.desk(), m_context.engine.day()));
    fitPrices();
    showState(toldState());
}

/// Never blocked: a list is kept, and its prices go on, whatever is stopped.
HistoryState View::toldState() const
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (auto told = sessionState(m_context.engine.phase(), !desk.instruments.empty())) {
        return *told;
    }
    if (!hasRows()) {
        return desk.session
            ? HistoryState{PaneState::Loading, tr("Waiting for the first instrument."), {}}
            : HistoryState{PaneState::Empty, tr("No symbols. Start the demo, or open a recording."), {}};
    }
    bool isAllStale = true;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        isAllStale = isAllStale && m_model->row(row).stale.has_value();
    }
    return isAllStale ? HistoryState{PaneState::Stale, tr("No prices arrive. Orders and approvals wait for them."), {}}
                      : HistoryState{};
}

void View::onInstrument(InstrumentId instrument)
{
    if (const int row = m_model->indexOf(instrument.value); row >= 0 && row != m_table->currentRow()) {
        m_table->setCurrentRow(row);
    }
}

void View::onRestart()
{
    m_model->clear();
}

QJsonObject View::saveState() const
{
    QJsonObject state = TablePane::saveState();
    if (!m_names.isEmpty()) {
        state[QStringLiteral("symbols")] = QJsonArray::fromStringList(m_names);
    }
    return state;
}

void View::restoreState(const QJsonObject& state)
{
    TablePane::restoreState(state);
    // A layout may come from where ages were cut.
    const int least = m_context.theme.px(m_model->columns()[Model::Change].width);
    if (QTableView& view = m_table->view();
        !view.isColumnHidden(Model::Change) && view.columnWidth(Model::Change) < least) {
        view.setColumnWidth(Model::Change, least);
    }
    fitSpark();
    QStringList names;
    for (const auto& value : state[QStringLiteral("symbols")].toArray()) {
        const QString name = value.toString();
        if (!name.isEmpty() && name.size() <= 100 && !names.contains(name) && names.size() < mostNames) {
            names << name;
        }
    }
    m_names = names;
    m_before.clear();
}

bool View::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == m_table->view().viewport()) {
        fitSpark();
    }
    if (event->type() != QEvent::KeyPress) {
        return TablePane::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_search && key->key() == Qt::Key_Escape) {
        closeSearch();
        return true;
    }
    const bool isLetter = key->text().size() == 1 && key->text()[0].isLetterOrNumber()
        && (key->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    if (watched == &m_table->view() && isLetter) {
        openSearch(key->text());
        return true;
    }
    return TablePane::eventFilter(watched, event);
}

void View::changeEvent(QEvent* event)
{
    TablePane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

} // namespace omni::ui::watchlist
