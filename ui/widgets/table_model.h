// Rows of a table, fed by pictures: what changed is found by key, and a frame emits one range of changes.
//
// A pane derives from `RowsModel<Row>`, names its columns and says what a cell of a row shows. Cells are made when a
// view first asks for them, so that only what can be seen is ever formatted. UI thread.

#pragma once

#include "ui/widgets/cells.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omni::ui {

struct Formats;

class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    TableModel(const Theme& theme, std::vector<Column> columns, QObject* parent);

    [[nodiscard]] const std::vector<Column>& columns() const noexcept
    {
        return m_columns;
    }
    /// Another language: the same columns by key, with other titles.
    void setColumns(std::vector<Column> columns);
    /// What the figures of a column are in ("USD"), said behind its title; empty: nothing. Stays with other titles.
    void setUnit(int column, const QString& unit);
    /// "Value USD".
    [[nodiscard]] QString titleOf(int column) const;
    [[nodiscard]] int columnOf(const QString& key) const noexcept;
    /// Made when first asked for. `row` and `column` are within the table.
    [[nodiscard]] virtual const Cell& cell(int row, int column) const = 0;
    [[nodiscard]] virtual SortKey sortKey(int row, int column) const = 0;
    /// Text that stands for the whole row in messages and for screen readers: the symbol.
    [[nodiscard]] virtual QString rowName(int row) const;
    /// All texts anew: other formats, another language, another theme.
    virtual void refresh() = 0;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] virtual bool isMarked(int row, int column) const = 0;
    /// A cell as it may be shown, whatever its row was given: no marks that turn the writing, and an end.
    [[nodiscard]] static Cell tame(Cell cell);
    const Theme& m_theme;

private:
    std::vector<Column> m_columns;
    std::vector<QString> m_units; ///< By column.
};

/// `Row` has a `std::uint64_t key`, unique in the table, and compares by value.
template<class Row>
concept TableRow = std::equality_comparable<Row> && std::copyable<Row> && requires(const Row& row)
{
    {
        row.key
        } -> std::convertible_to<std::uint64_t>;
};

template<TableRow Row> class RowsModel : public TableModel
{
public:
    static constexpr qint64 markMs = 300;

    RowsModel(const Theme& theme, std::vector<Column> columns, QObject* parent)
        : TableModel(theme, std::move(columns), parent)
    {
        m_clock.start();
        m_markTimer.setSingleShot(true);
        m_markTimer.setInterval(static_cast<int>(markMs) + 20);
        connect(&m_markTimer, &QTimer::timeout, this, [this] { settleMarks(); });
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] const Row& row(int index) const
    {
        return m_rows[static_cast<std::size_t>(index)].row;
    }
    /// Below zero: there is none.
    [[nodiscard]] int indexOf(std::uint64_t key) const
    {
        const auto found = m_index.find(key);
        return found == m_index.end() ? -1 : found->second;
    }

    /// Rows that stay keep their place, new ones are added at the end, and one range covers all that changed.
    void setRows(std::vector<Row> next)
    {
        std::unordered_map<std::uint64_t, std::size_t> wanted;
        bool isSame = next.size() == m_rows.size();
        for (std::size_t i = 0; isSame && i < next.size(); ++i) {
            isSame = next[i].key == m_rows[i].row.key;
        }
        int first = -1, last = -1;
        if (isSame) { // the usual frame: no look-up at all
            for (std::size_t i = 0; i < next.size(); ++i) {
                take(i, std::move(next[i]), first, last);
            }
            announce(first, last);
            return;
        }
        for (std::size_t i = 0; i < next.size(); ++i) {
            wanted.emplace(next[i].key, i);
        }
        removeOthers(wanted);
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const auto found = wanted.find(m_rows[i].row.key);
            take(i, std::move(next[found->second]), first, last);
            wanted.erase(found);
        }
        announce(first, last);
        std::vector<std::size_t> added;
        for (const auto& [key, at] : wanted) {
            added.push_back(at);
        }
        std::sort(added.begin(), added.end());
        append(next, added);
    }
    /// Adds rows at the end, or takes the values of those that are there.
    void addRows(std::vector<Row> rows)
    {
        int first = -1, last = -1;
        std::vector<std::size_t> added;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const int at = indexOf(rows[i].key); at >= 0) {
                take(static_cast<std::size_t>(at), std::move(rows[i]), first, last);
            } else {
                added.push_back(i);
            }
        }
        announce(first, last);
        append(rows, added);
    }
    void clear()
    {
        if (m_rows.empty()) {
            return;
        }
        beginRemoveRows({}, 0, static_cast<int>(m_rows.size()) - 1);
        m_rows.clear();
        m_index.clear();
        endRemoveRows();
    }
    /// Keeps the newest rows when there are more than `most`.
    void trim(std::size_t most)
    {
        if (m_rows.size() <= most) {
            return;
        }
        const std::size_t surplus = m_rows.size() - most;
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(surplus));
        reindex();
        endRemoveRows();
    }

    [[nodiscard]] const Cell& cell(int row, int column) const override
    {
        const Entry& entry = m_rows[static_cast<std::size_t>(row)];
        if (entry.cells.size() != columns().size()) {
            entry.cells.assign(columns().size(), {});
        }
        auto& place = entry.cells[static_cast<std::size_t>(column)];
        if (!place) {
            place = tame(make(entry.row, column));
        }
        return *place;
    }
    [[nodiscard]] SortKey sortKey(int row, int column) const override
    {
        return keyFor(m_rows[static_cast<std::size_t>(row)].row, column);
    }
    void refresh() override
    {
        for (Entry& entry : m_rows) {
            entry.cells.clear();
        }
        if (!m_rows.empty()) {
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
    }

protected:
    [[nodiscard]] virtual Cell make(const Row& row, int column) const = 0;
    /// What it is sorted by. Numbers in one unit for all rows.
    [[nodiscard]] virtual SortKey keyFor(const Row& row, int column) const = 0;
    [[nodiscard]] bool isMarked(int row, int column) const override
    {
        const Entry& entry = m_rows[static_cast<std::size_t>(row)];
        return entry.markedColumns != 0 && column < 64
            && ((entry.markedColumns >> static_cast<unsigned>(column)) & 1U) != 0
            && m_clock.elapsed() - entry.markedAt < markMs;
    }

private:
    struct Entry {
        Row row;
        mutable std::vector<std::optional<Cell>> cells;
        std::uint64_t markedColumns = 0;
        qint64 markedAt = 0;
    };

    void take(std::size_t at, Row&& next, int& first, int& last)
    {
        Entry& entry = m_rows[at];
        if (entry.row == next) {
            return;
        }
        entry.row = std::move(next);
        mark(entry);
        const int row = static_cast<int>(at);
        first = first < 0 ? row : std::min(first, row);
        last = std::max(last, row);
    }
    /// Only a cell that has been shown can have changed before somebody's eyes.
    void mark(Entry& entry)
    {
        std::uint64_t marked = 0;
        if (!m_theme.hasReducedMotion()) {
            for (std::size_t c = 0; c < entry.cells.size() && c < 64; ++c) {
                if (columns()[c].isMarked && entry.cells[c]
                    && tame(make(entry.row, static_cast<int>(c))).text != entry.cells[c]->text) {
                    marked |= std::uint64_t{1} << c;
                }
            }
        }
        entry.cells.clear();
        if (marked != 0) {
            entry.markedColumns = marked;
            entry.markedAt = m_clock.elapsed();
            if (!m_markTimer.isActive()) {
                m_markTimer.start();
            }
        }
    }
    void settleMarks()
    {
        int first = -1, last = -1;
        bool hasMore = false;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            Entry& entry = m_rows[i];
            if (entry.markedColumns == 0) {
                continue;
            }
            if (m_clock.elapsed() - entry.markedAt < markMs) {
                hasMore = true;
                continue;
            }
            entry.markedColumns = 0;
            first = first < 0 ? static_cast<int>(i) : first;
            last = static_cast<int>(i);
        }
        announce(first, last);
        if (hasMore) {
            m_markTimer.start();
        }
    }
    void announce(int first, int last)
    {
        if (first >= 0) {
            emit dataChanged(index(first, 0), index(last, columnCount() - 1));
        }
    }
    void removeOthers(const std::unordered_map<std::uint64_t, std::size_t>& wanted)
    {
        for (int end = rowCount() - 1; end >= 0;) {
            if (wanted.contains(row(end).key)) {
                --end;
                continue;
            }
            int begin = end;
            while (begin > 0 && !wanted.contains(row(begin - 1).key)) {
                --begin;
            }
            beginRemoveRows({}, begin, end);
            m_rows.erase(m_rows.begin() + begin, m_rows.begin() + end + 1);
            reindex();
            endRemoveRows();
            end = begin - 1;
        }
    }
    void append(std::vector<Row>& from, const std::vector<std::size_t>& which)
    {
        if (which.empty()) {
            return;
        }
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(which.size()) - 1);
        for (const std::size_t at : which) {
            m_index.emplace(from[at].key, static_cast<int>(m_rows.size()));
            m_rows.push_back({std::move(from[at]), {}, 0, 0});
        }
        endInsertRows();
    }
    void reindex()
    {
        m_index.clear();
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            m_index.emplace(m_rows[i].row.key, static_cast<int>(i));
        }
    }

    std::vector<Entry> m_rows;
    std::unordered_map<std::uint64_t, int> m_index;
    QElapsedTimer m_clock;
    QTimer m_markTimer;
};

/// The rows of a pane: columns in the person's language, figures in the person's formats, which outlive it.
template<TableRow Row> class PaneRows : public RowsModel<Row>
{
public:
    using MakeColumns = std::vector<Column> (*)();

    PaneRows(const Theme& theme, const Formats& formats, MakeColumns makeColumns, QObject* parent)
        : RowsModel<Row>(theme, makeColumns(), parent)
        , m_formats(formats)
        , m_makeColumns(makeColumns)
    {
    }
    /// Another language: titles and cells anew.
    void retranslate()
    {
        this->setColumns(m_makeColumns());
    }

protected:
    const Formats& m_formats;

private:
    MakeColumns m_makeColumns;
};

} // namespace omni::ui
