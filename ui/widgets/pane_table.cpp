#include "ui/widgets/pane_table.h"

#include "core/base/csv_cell.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/column_room.h"
#include "ui/widgets/csv_export.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/tab_stop.h"
#include "ui/widgets/table_proxy.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace omni::ui {

namespace {

constexpr int orderMs = 500;
constexpr int betweenMeasuresMs = 1'000;
constexpr int mostMeasured = 60; ///< Rows: as many as a screen shows.
constexpr int cellEdge = 6; ///< At each side of a cell's text.
constexpr int rowsPerPiece = 500;

/// `isText`: not one of our own numbers.
QString csvField(const QString& text, bool isText)
{
    const std::string utf8 = text.toStdString();
    return QString::fromStdString(isText ? csvText(utf8) : csvFigure(utf8));
}

} // namespace

PaneTable::PaneTable(const Theme& theme, TableModel& model, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_proxy(new TableProxy(model, this))
    , m_view(new QTableView)
    , m_filter(new QLineEdit)
    , m_filterBar(new QWidget)
    , m_cover(nullptr)
    , m_scale(theme.scalePercent())
{
    m_view->setAccessibleName(name);
    setUpFilter();
    m_cover = new StateCover(theme, m_view, name, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_cover, 1);
    setUpView();
    stopTabAt(*m_view, *this);
    m_orderTimer.setSingleShot(true);
    m_orderTimer.setInterval(orderMs);
    connect(m_proxy, &TableProxy::outOfOrder, &m_orderTimer, qOverload<>(&QTimer::start));
    connect(&m_orderTimer, &QTimer::timeout, this, [this] {
        if (m_view->viewport()->underMouse()) { // the row under the pointer stays where it is
            m_orderTimer.start();
            return;
        }
        m_proxy->resort();
    });
    connect(&m_exportTimer, &QTimer::timeout, this, &PaneTable::exportSome);
    connect(&theme, &Theme::changed, this, &PaneTable::applyMeasures);
    connect(this, &PaneTable::exportAsked, this, [this] { askForCsvFile(*this, m_view->accessibleName()); });
}

PaneTable::~PaneTable() = default;

void PaneTable::setUpFilter()
{
    auto* row = new QHBoxLayout(m_filterBar);
    row->setContentsMargins(4, 2, 4, 2);
    auto* close = new QToolButton;
    close->setIcon(Icons::icon(m_theme, QStringLiteral("close")));
    close->setAccessibleName(tr("Close filter"));
    close->setToolTip(tr("Close filter"));
    m_filter->setPlaceholderText(tr("Filter rows"));
    m_filter->setAccessibleName(tr("Filter rows"));
    m_filter->installEventFilter(this);
    row->addWidget(m_filter, 1);
    row->addWidget(close);
    m_filterBar->hide();
    connect(close, &QToolButton::clicked, this, [this] {
        m_filter->clear();
        m_filterBar->hide();
        m_view->setFocus();
    });
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &TableProxy::setWords);
}

void PaneTable::setUpView()
{
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(new CellDelegate(m_theme, this));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setTabKeyNavigation(false);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = m_view->horizontalHeader();
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setMinimumSectionSize(24);
    m_view->setSortingEnabled(true);
    for (int c = 0; c < m_model.columnCount(); ++c) {
        m_view->setColumnHidden(c, !m_model.columns()[static_cast<std::size_t>(c)].isShown);
    }
    const auto column = [this](int c) -> const Column& { return m_model.columns()[static_cast<std::size_t>(c)]; };
    m_room = new ColumnRoom(
        *m_view, [this, column](int c) { return widthOf(c, column(c).width); },
        [this, column](int c) { return widthOf(c, column(c).least > 0 ? column(c).least : column(c).width); });
    m_measureTimer.setSingleShot(true);
    connect(&m_measureTimer, &QTimer::timeout, this, &PaneTable::measureNumbers);
    const auto measureSoon = [this](int afterMs) {
        if (!m_measureTimer.isActive()) {
            m_measureTimer.start(afterMs);
        }
    };
    connect(m_proxy, &QAbstractItemModel::rowsInserted, this, [measureSoon] { measureSoon(0); });
    connect(m_proxy, &QAbstractItemModel::dataChanged, this, [measureSoon] { measureSoon(betweenMeasuresMs); });
    applyMeasures();
    m_view->installEventFilter(this);
    connect(m_view, &QWidget::customContextMenuRequested, this, &PaneTable::rowMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &PaneTable::columnMenu);
    connect(m_view, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex& index) { emit activated(m_proxy->mapToSource(index).row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) { emit currentChanged(m_proxy->mapToSource(index).row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { emit selectionChanged(); });
}

void PaneTable::applyMeasures()
{
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight());
    const int before = std::exchange(m_scale, m_theme.scalePercent());
    if (before != m_scale) {
        m_numberWidths.clear();
        m_measureTimer.start(0);
    }
    if (m_room->isKept() && before != m_scale) {
        for (const int column : shownColumns()) {
            m_view->setColumnWidth(column, m_view->columnWidth(column) * m_scale / before);
        }
    }
    m_room->share();
    m_view->viewport()->update();
}

void PaneTable::measureNumbers()
{
    m_numberWidths.resize(static_cast<std::size_t>(m_model.columnCount()), 0);
    const int first = std::max(0, m_view->rowAt(0));
    const int end = std::min(m_proxy->rowCount(), first + mostMeasured);
    const QFontMetrics metrics(m_theme.numbers(TextSize::Body, QFont::Medium));
    bool hasGrown = false;
    for (const int column : shownColumns()) {
        if (!m_model.columns()[static_cast<std::size_t>(column)].isNumber) {
            continue;
        }
        int& widest = m_numberWidths[static_cast<std::size_t>(column)];
        for (int row = first; row < end; ++row) {
            const Cell& cell = m_model.cell(m_proxy->mapToSource(m_proxy->index(row, column)).row(), column);
            const int icon = cell.icon.isEmpty() ? 0 : m_theme.px(16);
            const int needed = metrics.horizontalAdvance(cell.text) + icon + m_theme.px(2 * cellEdge + 1);
            hasGrown |= needed > std::max(widest, m_view->columnWidth(column));
            widest = std::max(widest, needed);
        }
    }
    if (hasGrown) {
        m_room->share();
    }
}

int PaneTable::widthOf(int column, int plain) const
{
    const auto at = static_cast<std::size_t>(column);
    return std::max(m_theme.px(plain), at < m_numberWidths.size() ? m_numberWidths[at] : 0);
}

void PaneTable::setRowLines(int lines)
{
    if (lines != m_lines) {
        m_lines = lines;
        applyMeasures();
    }
}

int PaneTable::rowHeight() const
{
    return m_theme.rowHeight() + (m_lines - 1) * QFontMetrics(m_theme.numbers(TextSize::Body)).lineSpacing();
}

QList<int> PaneTable::selectedRows() const
{
    QList<int> shown;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows()) {
        shown.append(index.row());
    }
    std::sort(shown.begin(), shown.end());
    QList<int> rows;
    for (const int row : shown) {
        rows.append(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
    }
    return rows;
}

int PaneTable::currentRow() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_proxy->mapToSource(index).row() : -1;
}

void PaneTable::setCurrentRow(int row)
{
    const QModelIndex index = m_proxy->mapFromSource(m_model.index(row, 0));
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
    }
}

int PaneTable::shownRows() const
{
    return m_proxy->rowCount();
}

void PaneTable::showFilter()
{
    m_filterBar->show();
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void PaneTable::setFilter(const QString& typed)
{
    m_filter->setText(typed);
    m_filterBar->setVisible(!typed.isEmpty());
}

void PaneTable::narrow(const QString& typed)
{
    m_proxy->setWords(typed);
}

void PaneTable::setRowActions(QList<QAction*> actions)
{
    m_rowActions = std::move(actions);
}

QList<int> PaneTable::shownColumns() const
{
    QList<int> columns;
    const QHeaderView* header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        if (!m_view->isColumnHidden(logical)) {
            columns.append(logical);
        }
    }
    return columns;
}

QString PaneTable::copiedText() const
{
    const QList<int> columns = shownColumns();
    QStringList heads;
    for (const int column : columns) {
        heads << m_model.titleOf(column);
    }
    QString text = heads.join(u'\t') + u'\n';
    QList<int> rows = selectedRows();
    if (rows.isEmpty()) {
        for (int row = 0; row < m_proxy->rowCount(); ++row) {
            rows.append(m_proxy->mapToSource(m_proxy->index(row, 0)).row());
        }
    }
    for (const int row : rows) {
        QStringList fields;
        for (const int column : columns) {
            QString field = withoutIsolates(m_model.cell(row, column).text);
            field.replace(u'\t', u' ').replace(u'\n', u' ');
            const bool isText = !m_model.columns()[static_cast<std::size_t>(column)].isNumber;
            // It may go into a spreadsheet.
            fields << (isText && isFormula(field.toStdString()) ? u'\'' + field : field);
        }
        text += fields.join(u'\t') + u'\n';
    }
    return text;
}

void PaneTable::copy()
{
    QApplication::clipboard()->setText(copiedText());
}

void PaneTable::exportCsv(GiveText then)
{
    m_giveText = std::move(then);
    m_exportRow = 0;
    QStringList heads;
    for (const int column : shownColumns()) {
        heads << csvField(m_model.titleOf(column), true);
    }
    m_exported = heads.join(u',') + QStringLiteral("\r\n");
    m_exportTimer.start(0);
}

void PaneTable::exportSome()
{
    const QList<int> columns = shownColumns();
    const int end = std::min(m_proxy->rowCount(), m_exportRow + rowsPerPiece);
    for (; m_exportRow < end; ++m_exportRow) {
        const int row = m_proxy->mapToSource(m_proxy->index(m_exportRow, 0)).row();
        QStringList fields;
        for (const int column : columns) {
            fields << csvField(withoutIsolates(m_model.cell(row, column).text),
                               !m_model.columns()[static_cast<std::size_t>(column)].isNumber);
        }
        m_exported += fields.join(u',') + QStringLiteral("\r\n");
    }
    if (m_exportRow < m_proxy->rowCount()) {
        return;
    }
    m_exportTimer.stop();
    const GiveText give = std::exchange(m_giveText, {});
    const QString text = std::exchange(m_exported, {});
    if (give) {
        give(text);
    }
}

QJsonObject PaneTable::saveState() const
{
    QJsonArray columns;
    const QHeaderView* header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int logical = header->logicalIndex(visual);
        const Column& column = m_model.columns()[static_cast<std::size_t>(logical)];
        const bool isHidden = m_view->isColumnHidden(logical) && !m_givingWay.contains(logical);
        QJsonObject kept{{QStringLiteral("key"), column.key}, {QStringLiteral("shown"), !isHidden}};
        if (m_room->isKept()) {
            kept[QStringLiteral("width")] = isHidden ? m_theme.px(column.width) : m_view->columnWidth(logical);
        }
        columns.append(kept);
    }
    QJsonObject state{{QStringLiteral("columns"), columns}};
    const int sorted = m_proxy->sortColumn();
    if (sorted >= 0) {
        state[QStringLiteral("sort")] = m_model.columns()[static_cast<std::size_t>(sorted)].key;
        state[QStringLiteral("down")] = m_proxy->sortOrder() == Qt::DescendingOrder;
    }
    return state;
}

void PaneTable::restoreState(const QJsonObject& state)
{
    QHeaderView* header = m_view->horizontalHeader();
    int place = 0;
    std::set<int> placed;
    for (const auto& value : state[QStringLiteral("columns")].toArray()) {
        const QJsonObject column = value.toObject();
        const int logical = m_model.columnOf(column[QStringLiteral("key")].toString());
        if (logical < 0 || !placed.insert(logical).second) {
            continue;
        }
        header->moveSection(header->visualIndex(logical), place++);
        const bool isShown = column[QStringLiteral("shown")].toBool(true);
        m_view->setColumnHidden(logical, !isShown);
        if (const int width = column[QStringLiteral("width")].toInt(); isShown && width >= 24 && width <= 2'000) {
            m_room->keep();
            m_view->setColumnWidth(logical, width);
        }
    }
    giveWay(std::exchange(m_givingWay, {}));
    m_room->share();
    if (shownColumns().isEmpty() && m_model.columnCount() > 0) {
        m_view->setColumnHidden(0, false);
    }
    const int sorted = m_model.columnOf(state[QStringLiteral("sort")].toString());
    const auto order = state[QStringLiteral("down")].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
    header->setSortIndicator(sorted, order);
}

void PaneTable::columnMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int c = 0; c < m_model.columnCount(); ++c) {
        QAction* action = menu->addAction(
            QString(m_model.columns()[static_cast<std::size_t>(c)].title).replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!m_view->isColumnHidden(c));
        action->setEnabled(!action->isChecked() || shownColumns().size() > 1);
        connect(action, &QAction::toggled, this, [this, c](bool isOn) {
            m_view->setColumnHidden(c, !isOn);
            if (isOn && m_room->isKept()) {
                m_view->setColumnWidth(c, m_theme.px(m_model.columns()[static_cast<std::size_t>(c)].width));
            }
            m_room->share();
        });
    }
    menu->popup(m_view->horizontalHeader()->mapToGlobal(at));
}

void PaneTable::addTableActions(QMenu& menu)
{
    QAction* copied = menu.addAction(tr("Copy with headers"));
    copied->setShortcut(QKeySequence::Copy);
    connect(copied, &QAction::triggered, this, &PaneTable::copy);
    QAction* filter = menu.addAction(tr("Filter…"));
    filter->setShortcut(QKeySequence::Find);
    connect(filter, &QAction::triggered, this, &PaneTable::showFilter);
    connect(menu.addAction(tr("Export CSV…")), &QAction::triggered, this, &PaneTable::exportAsked);
    connect(menu.addAction(tr("Columns…")), &QAction::triggered, this, [this] { columnMenu({0, 0}); });
}

void PaneTable::rowMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_view->indexAt(at).isValid() && !m_rowActions.isEmpty()) {
        menu->addActions(m_rowActions);
        menu->addSeparator();
    }
    addTableActions(*menu);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

bool PaneTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && watched == m_view) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Find)) {
            event->accept();
            return true;
        }
    }
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == m_filter) {
        if (key->key() == Qt::Key_Escape) {
            m_filter->clear();
            m_filterBar->hide();
            m_view->setFocus();
            return true;
        }
        return false;
    }
    if (key->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (key->matches(QKeySequence::Find)) {
        showFilter();
        return true;
    }
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier
        && currentRow() >= 0) {
        emit activated(currentRow());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
