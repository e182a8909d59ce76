#include "ui/widgets/column_room.h"

#include <QEvent>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>
#include <numeric>
#include <utility>

namespace omni::ui {

namespace {

/// `widths` made narrower by `lacking` together, as far as they can be. By the ends of what is taken, so that rounding
/// does not add up.
QList<int> narrowed(QList<int> widths, std::int64_t lacking, const QList<int>& leasts)
{
    std::int64_t most = 0;
    for (qsizetype i = 0; i < widths.size(); ++i) {
        most += std::max(0, widths[i] - leasts[i]);
    }
    const std::int64_t taken = std::min(lacking, most);
    std::int64_t reached = 0, before = 0;
    for (qsizetype i = 0; i < widths.size() && most > 0; ++i) {
        reached += std::max(0, widths[i] - leasts[i]);
        const std::int64_t until = reached * taken / most;
        widths[i] -= static_cast<int>(until - before);
        before = until;
    }
    return widths;
}

} // namespace

QList<int> sharedWidths(const QList<int>& widths, int room, const QList<int>& leasts)
{
    const std::int64_t total = std::accumulate(widths.begin(), widths.end(), std::int64_t{0});
    if (total > room && leasts.size() == widths.size()) {
        return narrowed(widths, total - room, leasts);
    }
    if (total <= 0 || room <= total) {
        return widths;
    }
    // By the ends of the columns, not by their widths: rounding does not add up.
    QList<int> shared;
    std::int64_t end = 0;
    int left = 0;
    for (const int width : widths) {
        end += width;
        const int right = static_cast<int>(end * room / total);
        shared.push_back(right - left);
        left = right;
    }
    return shared;
}

ColumnRoom::ColumnRoom(QTableView& view, std::function<int(int)> widthOf, std::function<int(int)> leastOf)
    : QObject(&view)
    , m_view(view)
    , m_widthOf(std::move(widthOf))
    , m_leastOf(leastOf ? std::move(leastOf) : m_widthOf)
{
    view.viewport()->installEventFilter(this);
    connect(view.horizontalHeader(), &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        if (!m_isSharing && before > 0 && after > 0) { // a column that is hidden or shown is no hand
            m_isKept = true;
        }
    });
}

void ColumnRoom::share()
{
    if (m_isKept) {
        return;
    }
    QList<int> columns;
    QList<int> widths, leasts;
    const QHeaderView& header = *m_view.horizontalHeader();
    for (int visual = 0; visual < header.count(); ++visual) {
        const int column = header.logicalIndex(visual);
        if (!m_view.isColumnHidden(column)) {
            columns.push_back(column);
            widths.push_back(m_widthOf(column));
            leasts.push_back(m_leastOf(column));
        }
    }
    const QScopedValueRollback sharing(m_isSharing, true);
    const QList<int> shared = sharedWidths(widths, m_view.viewport()->width(), leasts);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        m_view.setColumnWidth(columns[i], shared[i]);
    }
}

void ColumnRoom::leave()
{
    m_isKept = true;
    for (int column = 0; column < m_view.horizontalHeader()->count(); ++column) {
        if (!m_view.isColumnHidden(column)) {
            m_view.setColumnWidth(column, m_widthOf(column));
        }
    }
}

bool ColumnRoom::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        share();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace omni::ui
